import type { Status, WireBeat } from '@/wire/types'

/** A beat as the dashboard keeps it: small, because there may be a hundred for each of ten thousand monitors. */
export interface Beat {
  status: Status
  time: number
  ping: number | null
  msg: string
}

export const beatsKept = 150

/** Reads the wire's UTC text "YYYY-MM-DD HH:mm:ss.SSS". */
export function parseWireTime(text: string): number {
  return Date.parse(text.includes('T') ? text : text.replace(' ', 'T') + 'Z')
}

export function toBeat(wire: WireBeat): Beat {
  return { status: wire.status, time: parseWireTime(wire.time), ping: wire.ping ?? null, msg: wire.msg ?? '' }
}

/** Adds a live beat; the oldest goes when the list is full. A beat that is there already is replaced. */
export function appendBeat(beats: readonly Beat[], beat: Beat): Beat[] {
  const last = beats.at(-1)
  const kept = last?.time === beat.time ? beats.slice(0, -1) : beats
  const list = [...kept, beat]
  return list.length >= beatsKept ? list.slice(list.length - beatsKept + 1) : list
}

/** Puts a received history in front of what came live meanwhile. */
export function prependHistory(history: Beat[], live: readonly Beat[]): Beat[] {
  const end = history.at(-1)?.time ?? -Infinity
  return [...history, ...live.filter(beat => beat.time > end)].slice(-(beatsKept - 1))
}
