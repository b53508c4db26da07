import { describe, expect, it } from 'vitest'
import type { Monitor } from '@/wire/types'
import { buildRows, type ListFilter } from './tree'

const monitor = (id: number, name: string, extra: Partial<Monitor> = {}): Monitor => ({
  id, name, parent: null, active: true, weight: 2000, tags: [], url: null, hostname: null, ...extra,
}) as Monitor

const none: ListFilter = { text: '', standings: new Set(), active: null, tags: new Set() }

const tree = [
  monitor(1, 'Web', { type: 'group' }),
  monitor(2, 'shop', { parent: 1 }),
  monitor(3, 'blog', { parent: 1, tags: [{ tag_id: 9, monitor_id: 3, name: 'prod', color: '#fff', value: 'eu' }] }),
  monitor(4, 'database', { active: false }),
  monitor(5, 'api'),
]

const names = (filter: Partial<ListFilter>, open = true): string[] =>
  buildRows(tree, id => (id === 2 ? 'down' : 'up'), { ...none, ...filter }, () => open).map(row => row.monitor.name)

describe('the monitor tree', () => {
  it('puts active before paused and children under their group', () => {
    expect(names({})).toEqual(['api', 'Web', 'blog', 'shop', 'database'])
  })

  it('hides the children of a folded group', () => {
    expect(names({}, false)).toEqual(['api', 'Web', 'database'])
  })

  it('shows a folded group for a descendant that passes', () => {
    expect(names({ standings: new Set(['down']) }, false)).toEqual(['Web', 'shop'])
  })

  it('searches the values of tags', () => {
    expect(names({ text: 'EU' })).toEqual(['Web', 'blog'])
  })

  it('joins filters with and', () => {
    expect(names({ text: 'eu', standings: new Set(['down']) })).toEqual([])
  })

  it('draws a monitor whose group is gone at the root', () => {
    const rows = buildRows([monitor(7, 'lost', { parent: 99 })], () => 'up', none, () => true)
    expect(rows.map(row => [row.monitor.id, row.depth])).toEqual([[7, 0]])
  })
})
