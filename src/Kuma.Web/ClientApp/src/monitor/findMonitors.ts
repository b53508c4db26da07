import type { Monitor } from '@/wire/types'

/** The monitors whose path or tags contain every word; those of `first` stand before the others, each by path. */
export function findMonitors(monitors: Iterable<Monitor>, text: string, first: ReadonlySet<number>): Monitor[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(word => word !== '')
  return [...monitors]
    .filter((one) => {
      const hay = [one.pathName, ...one.tags.flatMap(tag => [tag.name, tag.value ?? ''])].join('\n').toLocaleLowerCase()
      return words.every(word => hay.includes(word))
    })
    .sort((a, b) => Number(first.has(b.id)) - Number(first.has(a.id)) || a.pathName.localeCompare(b.pathName))
}
