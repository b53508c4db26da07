import type { Monitor } from '@/wire/types'
import type { Standing } from './status'

export interface ListFilter {
  text: string
  standings: ReadonlySet<Standing>
  active: boolean | null
  tags: ReadonlySet<number>
}

export interface TreeRow {
  monitor: Monitor
  depth: number
  childCount: number
  open: boolean
}

const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Running before paused, then by weight, then by name. */
export function order(a: Monitor, b: Monitor): number {
  return Number(b.active) - Number(a.active) || b.weight - a.weight || byName.compare(a.name, b.name)
}

export function isFiltering(filter: ListFilter): boolean {
  return filter.text.trim() !== '' || filter.standings.size > 0 || filter.active !== null || filter.tags.size > 0
}

/** True when the monitor itself passes: any choice inside a filter, all filters together. */
export function matches(monitor: Monitor, standing: Standing, filter: ListFilter): boolean {
  const text = filter.text.trim().toLocaleLowerCase()
  const textFits = text === ''
    || monitor.name.toLocaleLowerCase().includes(text)
    || (monitor.url ?? '').toLocaleLowerCase().includes(text)
    || (monitor.hostname ?? '').toLocaleLowerCase().includes(text)
    || monitor.tags.some(tag => tag.name.toLocaleLowerCase().includes(text) || (tag.value ?? '').toLocaleLowerCase().includes(text))
  return textFits
    && (filter.standings.size === 0 || filter.standings.has(standing))
    && (filter.active === null || monitor.active === filter.active)
    && (filter.tags.size === 0 || monitor.tags.some(tag => filter.tags.has(tag.tag_id)))
}

/** The rows to draw, top to bottom. A group is shown when it or one of its descendants passes. */
export function buildRows(
  monitors: Iterable<Monitor>,
  standing: (id: number) => Standing,
  filter: ListFilter,
  isOpen: (id: number) => boolean,
): TreeRow[] {
  const all = [...monitors].sort(order)
  const ids = new Set(all.map(monitor => monitor.id))
  const children = new Map<number | null, Monitor[]>()
  for (const monitor of all) {
    const parent = monitor.parent !== null && ids.has(monitor.parent) ? monitor.parent : null
    const siblings = children.get(parent)
    if (siblings) {
      siblings.push(monitor)
    } else {
      children.set(parent, [monitor])
    }
  }

  const filtering = isFiltering(filter)
  const rows: TreeRow[] = []

  function visit(monitor: Monitor, depth: number): boolean {
    const mine = children.get(monitor.id) ?? []
    const open = mine.length > 0 && (filtering || isOpen(monitor.id))
    const at = rows.length
    rows.push({ monitor, depth, childCount: mine.length, open })
    let shown = !filtering || matches(monitor, standing(monitor.id), filter)
    if (open) {
      for (const child of mine) {
        shown = visit(child, depth + 1) || shown
      }
    }

    if (!shown) {
      rows.length = at
    }

    return shown
  }

  for (const root of children.get(null) ?? []) {
    visit(root, 0)
  }

  return rows
}
