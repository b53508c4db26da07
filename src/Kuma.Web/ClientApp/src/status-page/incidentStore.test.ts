import { createPinia, setActivePinia } from 'pinia'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { useIncidentStore } from './incidentStore'

const calls: unknown[][] = []
const answers: Record<string, object> = {}

vi.mock('@/wire/connection', () => ({
  connection: {
    on: () => undefined,
    call: (...args: unknown[]) => {
      calls.push(args)
      return Promise.resolve(answers[String(args[0])] ?? { ok: true })
    },
  },
}))

describe('incidents of a page', () => {
  beforeEach(() => {
    setActivePinia(createPinia())
    calls.length = 0
    answers['getIncidentHistory'] = { ok: true, incidents: [{ id: 2 }, { id: 1 }], total: 3, nextCursor: 'c', hasMore: true }
    delete answers['resolveIncident']
  })

  it('are asked for again after a change', async () => {
    const store = useIncidentStore()
    await store.post('shop', { title: 't', content: 'c', style: 'info', pin: true })

    expect(calls).toEqual([
      ['postIncident', 'shop', { title: 't', content: 'c', style: 'info', pin: true }],
      ['getIncidentHistory', 'shop', null],
    ])
    expect(store.incidents.map(one => one.id)).toEqual([2, 1])
  })

  it('stay as they are after a refusal', async () => {
    const store = useIncidentStore()
    answers['resolveIncident'] = { ok: false, msg: 'no' }

    expect((await store.resolve('shop', 7)).ok).toBe(false)
    expect(calls).toEqual([['resolveIncident', 'shop', 7]])
  })

  it('go on with older ones', async () => {
    const store = useIncidentStore()
    await store.load('shop')
    answers['getIncidentHistory'] = { ok: true, incidents: [{ id: 0 }], total: 3, nextCursor: null, hasMore: false }
    await store.more('shop')

    expect(calls.at(-1)).toEqual(['getIncidentHistory', 'shop', 'c'])
    expect(store.incidents.map(one => one.id)).toEqual([2, 1, 0])
    expect(store.cursor).toBeNull()
  })
})
