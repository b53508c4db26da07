import { describe, expect, it } from 'vitest'
import type { Beat } from '@/heartbeat/beat'
import type { ChartPoint } from '@/wire/types'
import { allowedGap, fromBeats, fromBuckets } from './chartData'

const beat = (seconds: number, status: Beat['status'] = 1): Beat => ({ status, time: seconds * 1000, ping: 7, msg: '' })
const bucket = (timestamp: number, extra: Partial<ChartPoint> = {}): ChartPoint => ({
  timestamp, up: 1, down: 0, avgPing: 5, minPing: 4, maxPing: 6, ...extra,
})

describe('the chart of recent beats', () => {
  it('marks a beat that is not up and breaks the line there', () => {
    const columns = fromBeats([beat(60), beat(120, 0), beat(180)], 60)
    expect(columns.avg).toEqual([7, null, 7])
    expect(columns.marks).toEqual([{ from: 90, to: 150, tone: 'down' }])
  })

  it('draws neighbouring beats of one status as one mark', () => {
    expect(fromBeats([beat(60, 0), beat(121, 0), beat(180)], 60).marks).toEqual([{ from: 30, to: 151, tone: 'down' }])
  })

  it('breaks the line in a gap of more than ten intervals', () => {
    expect(fromBeats([beat(60), beat(60 + 601)], 60).avg).toEqual([7, null, 7])
    expect(fromBeats([beat(60), beat(60 + 600)], 60).avg).toEqual([7, 7])
  })
})

describe('the chart of buckets', () => {
  it('turns the newest-first list around and drops empty buckets', () => {
    const columns = fromBuckets([bucket(180, { up: 0, avgPing: 0 }), bucket(120), bucket(60)], 3, 60)
    expect(columns.time).toEqual([60, 120])
  })

  it('colours a bucket by the worst that fits', () => {
    const columns = fromBuckets([bucket(60, { down: 1 }), bucket(120, { up: 0, down: 2 }), bucket(180, { maintenance: 1 })], 3, 60)
    expect(columns.marks.map(mark => mark.tone)).toEqual(['pending', 'down', 'maintenance'])
  })

  it('allows wider gaps in a week', () => {
    expect(allowedGap(24, 20)).toBe(600)
    expect(allowedGap(168, 20)).toBe(36_000)
    expect(allowedGap(3, 300)).toBe(3000)
  })
})
