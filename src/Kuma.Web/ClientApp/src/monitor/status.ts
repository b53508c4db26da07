import type { Monitor, Status } from '@/wire/types'

/** What a monitor shows: its last beat, or that it is paused, or that it has none yet. */
export type Standing = 'up' | 'down' | 'pending' | 'maintenance' | 'paused' | 'unknown'

export const standings: Standing[] = ['down', 'pending', 'up', 'maintenance', 'paused', 'unknown']

const byStatus: Record<Status, Standing> = { 0: 'down', 1: 'up', 2: 'pending', 3: 'maintenance' }

export function standingOfBeat(status: Status | undefined): Standing {
  return status === undefined ? 'unknown' : byStatus[status]
}

export function standingOf(monitor: Pick<Monitor, 'active' | 'maintenance'>, last: Status | undefined): Standing {
  if (!monitor.active) {
    return 'paused'
  }

  return monitor.maintenance ? 'maintenance' : standingOfBeat(last)
}

export function countStandings(all: Iterable<Standing>): Record<Standing, number> {
  const counts: Record<Standing, number> = { up: 0, down: 0, pending: 0, maintenance: 0, paused: 0, unknown: 0 }
  for (const standing of all) {
    counts[standing]++
  }

  return counts
}
