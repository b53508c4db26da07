import type { Beat } from '@/heartbeat/beat'
import type { ChartPoint } from '@/wire/types'

/** Columns for the plot: seconds, then one value per series. Nothing (null) breaks a line. */
export interface ChartColumns {
  time: number[]
  avg: (number | null)[]
  min: (number | null)[]
  max: (number | null)[]
  marks: ChartMark[]
}

/** A time in which the monitor was not simply up; drawn over the full height. */
export interface ChartMark {
  from: number
  to: number
  tone: 'down' | 'pending' | 'maintenance'
}

const gapFactor = 10

/** Adds a mark; one that follows the same tone without a gap makes it longer, so that no seams show. */
function addMark(columns: ChartColumns, mark: ChartMark): void {
  const last = columns.marks.at(-1)
  const slack = (mark.to - mark.from) / 2
  if (last?.tone === mark.tone && mark.from <= last.to + slack) {
    last.to = mark.to
  } else {
    columns.marks.push(mark)
  }
}

function emptyColumns(): ChartColumns {
  return { time: [], avg: [], min: [], max: [], marks: [] }
}

function push(columns: ChartColumns, time: number, avg: number | null, min: number | null, max: number | null): void {
  columns.time.push(time)
  columns.avg.push(avg)
  columns.min.push(min)
  columns.max.push(max)
}

/** The recent beats, one point each; only a beat that is up has a response time. */
export function fromBeats(beats: readonly Beat[], interval: number): ChartColumns {
  const columns = emptyColumns()
  let before = -Infinity
  for (const beat of beats) {
    const time = beat.time / 1000
    if (time <= before) {
      continue
    }

    if (before > 0 && time - before > gapFactor * interval) {
      push(columns, (before + time) / 2, null, null, null)
    }

    push(columns, time, beat.status === 1 ? beat.ping : null, null, null)
    if (beat.status !== 1) {
      const tone = beat.status === 0 ? 'down' : beat.status === 2 ? 'pending' : 'maintenance'
      addMark(columns, { from: time - interval / 2, to: time + interval / 2, tone })
    }

    before = time
  }

  return columns
}

/** The longest pause between two points that still counts as one line. */
export function allowedGap(hours: number, interval: number): number {
  return hours <= 24 ? Math.max(600, gapFactor * interval) : Math.max(36_000, gapFactor * interval)
}

/** Buckets of the server, newest first, as columns. */
export function fromBuckets(points: readonly ChartPoint[], hours: number, interval: number): ChartColumns {
  const columns = emptyColumns()
  const size = hours <= 24 ? 60 : 3600
  const gap = allowedGap(hours, interval)
  let before: number | null = null
  for (const point of [...points].sort((a, b) => a.timestamp - b.timestamp)) {
    const maintained = (point.maintenance ?? 0) > 0
    if (point.up === 0 && point.down === 0 && !maintained) {
      continue
    }

    if (before !== null && point.timestamp - before > gap) {
      push(columns, (before + point.timestamp) / 2, null, null, null)
    }

    const up = point.up > 0
    push(columns, point.timestamp, up ? point.avgPing : null, up ? point.minPing : null, up ? point.maxPing : null)
    if (maintained || point.down > 0) {
      const tone = maintained ? 'maintenance' : up ? 'pending' : 'down'
      addMark(columns, { from: point.timestamp - size / 2, to: point.timestamp + size / 2, tone })
    }

    before = point.timestamp
  }

  return columns
}
