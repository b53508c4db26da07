import { describe, expect, it } from 'vitest'
import { decodeBeat, decodeHistory, decodeMonitors, type LeanHistory } from './lean'

const newest = Date.UTC(2026, 0, 2, 3, 4, 5, 678)

describe('the lean feed', () => {
  it('tells a history by runs, the newest beat with its exact time', () => {
    const history: LeanHistory = [7, [12.5, 1, 0.99, 0.5], newest, [1, 2, 0, 1], [20, 1, 21, 1], ['200 - OK', 2, 'timeout', 1], [10, 12.5, null]]

    expect(decodeHistory(history)).toEqual([
      { status: 1, time: newest - 41_000, ping: 10, msg: '200 - OK' },
      { status: 1, time: newest - 21_000, ping: 12.5, msg: '200 - OK' },
      { status: 0, time: newest, ping: null, msg: 'timeout' },
    ])
  })

  it('tells a monitor without beats', () => {
    expect(decodeHistory([7, [null, 0, 0, 0], 0, [], [], [], []])).toEqual([])
  })

  it('tells a live beat', () => {
    expect(decodeBeat([7, [null, 1, 1, 1], newest, 2, null, 'retrying', 1])).toEqual({ status: 2, time: newest, ping: null, msg: 'retrying' })
  })

  it('fills in what equals the defaults, and joins the path', () => {
    const monitors = decodeMonitors({ type: 'http', interval: 20, url: null, path: [] }, { 3: { id: 3, path: ['Shop', 'Cart'], url: 'https://a.example' } })

    expect(monitors['3']).toEqual({ id: 3, type: 'http', interval: 20, url: 'https://a.example', path: ['Shop', 'Cart'], pathName: 'Shop / Cart' })
  })
})
