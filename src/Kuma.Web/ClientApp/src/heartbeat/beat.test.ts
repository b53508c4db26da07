import { describe, expect, it } from 'vitest'
import { appendBeat, beatsKept, parseWireTime, prependHistory, toBeat, type Beat } from './beat'

const beat = (time: number, status: 0 | 1 = 1): Beat => ({ status, time, ping: 5, msg: '' })

describe('beats', () => {
  it('reads the time of the wire as UTC', () => {
    expect(parseWireTime('2026-03-01 10:20:30.450')).toBe(Date.UTC(2026, 2, 1, 10, 20, 30, 450))
  })

  it('takes a beat without a ping and a message', () => {
    expect(toBeat({ status: 0, time: '2026-03-01 10:20:30.450' })).toMatchObject({ status: 0, ping: null, msg: '' })
  })

  it('drops the oldest beat when the list is full', () => {
    let beats: Beat[] = []
    for (let i = 0; i < 200; i++) {
      beats = appendBeat(beats, beat(i))
    }

    expect(beats).toHaveLength(beatsKept - 1)
    expect(beats.at(-1)?.time).toBe(199)
  })

  it('replaces a beat that came twice', () => {
    expect(appendBeat([beat(1), beat(2)], beat(2, 0)).map(b => b.status)).toEqual([1, 0])
  })

  it('keeps live beats that are newer than the received history', () => {
    expect(prependHistory([beat(1), beat(2)], [beat(2), beat(3)]).map(b => b.time)).toEqual([1, 2, 3])
  })
})
