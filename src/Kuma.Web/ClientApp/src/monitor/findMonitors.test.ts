import { describe, expect, it } from 'vitest'
import type { Monitor } from '@/wire/types'
import { findMonitors } from './findMonitors'

const monitor = (id: number, pathName: string, ...tags: string[]): Monitor =>
  ({ id, pathName, tags: tags.map(name => ({ tag_id: 1, name, value: 'fra', color: '#000' })) }) as unknown as Monitor
const all = [monitor(1, 'Shop / Search'), monitor(2, 'Shop / Cart', 'Production'), monitor(3, 'Backup', 'production')]
const ids = (text: string, ...first: number[]): number[] => findMonitors(all, text, new Set(first)).map(one => one.id)

describe('what a picker finds', () => {
  it('has every word in its path or tags', () => {
    expect(ids('')).toEqual([3, 2, 1])
    expect(ids('shop')).toEqual([2, 1])
    expect(ids(' PRODUCTION  shop ')).toEqual([2])
    expect(ids('fra')).toEqual([3, 2])
    expect(ids('nothing')).toEqual([])
  })

  it('begins with what was chosen before', () => {
    expect(ids('', 1)).toEqual([1, 3, 2])
  })
})
