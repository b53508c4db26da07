import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { nextTick } from 'vue'
import type { Ack, Monitor } from '@/wire/types'
import { useMonitorStore } from './monitorStore'
import { useMonitorSelection } from './useMonitorSelection'

const calls: unknown[][] = []
let refused: unknown[] = []

vi.mock('@/wire/connection', () => ({
  connection: {
    on: () => undefined,
    call: (...args: unknown[]): Promise<Ack> => {
      calls.push(args)
      return Promise.resolve(refused.includes(args[1]) ? { ok: false, msg: 'no' } : { ok: true })
    },
  },
}))

describe('choosing several monitors', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    calls.length = 0
    refused = []
    const store = useMonitorStore()
    for (const id of [1, 2, 3]) {
      store.monitors.set(id, { id, name: `m${id}` } as Monitor)
    }
  })

  it('changes each of them, one after another', async () => {
    const selection = useMonitorSelection()
    selection.toggleAll([1, 2])
    selection.toggle(3)
    selection.toggle(2)

    expect(await selection.pause()).toEqual({ done: 2, failed: 0, refusal: null })
    expect(calls).toEqual([['pauseMonitor', 1], ['pauseMonitor', 3]])
  })

  it('goes on after a refusal, and keeps the first one to show', async () => {
    const selection = useMonitorSelection()
    selection.toggleAll([1, 2, 3])
    refused = [1, 2]

    const outcome = await selection.resume()

    expect(outcome).toMatchObject({ done: 1, failed: 2, refusal: { msg: 'no' } })
  })

  it('chooses all, then none', () => {
    const selection = useMonitorSelection()
    selection.toggle(2)
    selection.toggleAll([1, 2, 3])
    expect([...selection.ids].sort()).toEqual([1, 2, 3])
    selection.toggleAll([1, 2, 3])
    expect(selection.count.value).toBe(0)
  })

  it('forgets monitors that are gone', async () => {
    const selection = useMonitorSelection()
    selection.toggleAll([1, 2])
    useMonitorStore().monitors.delete(1)
    await nextTick()
    expect([...selection.ids]).toEqual([2])
  })
})
