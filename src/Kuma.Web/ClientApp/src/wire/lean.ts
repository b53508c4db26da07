import type { Monitor, Status } from './types'

/**
 * Reads the lean feed (docs/adr/0007-lean-feed.md): what a Kuma server sends instead of `monitorList`, `heartbeatList`, `heartbeat`, `avgPing`
 * and `uptime` to a client that asked for it.
 */

/** Average ping in ms, then the uptime ratios of a day, a month and a year. */
export type LeanFigures = [average: number | null, day: number, month: number, year: number]

/** Values and how often each comes in a row: `[200, 3, 404, 1]` is 200, 200, 200, 404. */
type Runs<T extends number | string> = (T | number)[]

export type LeanHistory = [
  id: number, figures: LeanFigures, newest: number, statuses: Runs<number>, gaps: Runs<number>, messages: Runs<string>, pings: (number | null)[],
]

export type LeanBeat = [
  id: number, figures: LeanFigures, time: number, status: Status, ping: number | null, msg: string, important: 0 | 1,
]

export interface DecodedBeat {
  status: Status
  time: number
  ping: number | null
  msg: string
}

function expand<T extends number | string>(runs: Runs<T>): T[] {
  const values: T[] = []
  for (let i = 0; i + 1 < runs.length; i += 2) {
    for (let n = Number(runs[i + 1]); n > 0; n--) {
      values.push(runs[i] as T)
    }
  }

  return values
}

/** The beats, oldest first. The newest has its exact time, the others theirs to the second. */
export function decodeHistory([, , newest, statuses, gaps, messages, pings]: LeanHistory): DecodedBeat[] {
  const msg = expand<string>(messages)
  const seconds = expand(gaps)
  const times = seconds.reduceRight((later, gap) => [(later[0] ?? newest) - gap * 1000, ...later], [newest])
  return (expand(statuses) as Status[]).map((status, i) => ({ status, time: times[i] ?? newest, ping: pings[i] ?? null, msg: msg[i] ?? '' }))
}

export function decodeBeat([, , time, status, ping, msg]: LeanBeat): DecodedBeat {
  return { status, time, ping, msg }
}

/** Whole monitors from what differs from the defaults. */
export function decodeMonitors(defaults: Partial<Monitor>, list: Record<string, Partial<Monitor>>): Record<string, Monitor> {
  return Object.fromEntries(Object.entries(list).map(([id, fields]) => {
    const monitor = { ...defaults, ...fields } as Monitor
    monitor.pathName = monitor.path.join(' / ')
    return [id, monitor]
  }))
}
