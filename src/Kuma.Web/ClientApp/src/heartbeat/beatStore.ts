import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef, triggerRef } from 'vue'
import { connection } from '@/wire/connection'
import { decodeBeat, decodeHistory, type LeanBeat, type LeanFigures, type LeanHistory } from '@/wire/lean'
import type { CertInfo, ChartPoint, ImportantBeat, Status, WireBeat } from '@/wire/types'
import { appendBeat, prependHistory, toBeat, type Beat } from './beat'

export interface DomainInfo {
  daysRemaining: number
  expiresOn: string
}

/** Recent beats and figures of every monitor. A login brings thousands of pushes: they are applied once per frame. */
export const useBeatStore = defineStore('beats', () => {
  const beats = shallowReactive(new Map<number, Beat[]>())
  const averages = shallowReactive(new Map<number, number | null>())
  const uptimes = shallowReactive(new Map<string, number>())
  const certificates = shallowReactive(new Map<number, CertInfo>())
  const domains = shallowReactive(new Map<number, DomainInfo>())
  const lastStatus = shallowRef(new Map<number, Status>())
  const importantVersion = shallowRef(0)
  const importantListeners = new Set<(beat: WireBeat) => void>()

  const stale = new Set<number>()
  let queue: (() => void)[] = []
  let scheduled = false

  function later(change: () => void): void {
    queue.push(change)
    if (!scheduled) {
      scheduled = true
      // A hidden page gets no frames, so time is the fallback.
      if (document.hidden) {
        setTimeout(flush, 100)
      } else {
        requestAnimationFrame(flush)
      }
    }
  }

  function flush(): void {
    const changes = queue
    queue = []
    scheduled = false
    for (const change of changes) {
      change()
    }

    triggerRef(lastStatus)
  }

  function store(id: number, list: Beat[]): void {
    beats.set(id, list)
    const last = list.at(-1)
    if (last) {
      lastStatus.value.set(id, last.status)
    } else {
      lastStatus.value.delete(id)
    }
  }

  function receiveBeat(wire: WireBeat): void {
    const id = Number(wire.monitorID ?? wire.monitor_id)
    const beat = toBeat(wire)
    later(() => store(id, appendBeat(beats.get(id) ?? [], beat)))
    if (wire.important) {
      importantVersion.value++
      importantListeners.forEach(listener => listener(wire))
    }
  }

  function receiveList(rawId: number | string, list: WireBeat[], overwrite: boolean): void {
    const id = Number(rawId)
    const history = list.map(toBeat)
    later(() => {
      const replace = overwrite || stale.delete(id)
      store(id, replace ? history : prependHistory(history, beats.get(id) ?? []))
    })
  }

  function receiveFigures(id: number, [average, day, month, year]: LeanFigures): void {
    averages.set(id, average)
    uptimes.set(`${id}_24`, day)
    uptimes.set(`${id}_720`, month)
    uptimes.set(`${id}_1y`, year)
  }

  function receiveLeanHistory(list: LeanHistory[]): void {
    later(() => {
      for (const entry of list) {
        const [id, figures] = entry
        const history = decodeHistory(entry)
        store(id, stale.delete(id) ? history : prependHistory(history, beats.get(id) ?? []))
        receiveFigures(id, figures)
      }
    })
  }

  function receiveLeanBeats(list: LeanBeat[]): void {
    later(() => {
      for (const entry of list) {
        const [id, figures] = entry
        store(id, appendBeat(beats.get(id) ?? [], decodeBeat(entry)))
        receiveFigures(id, figures)
      }
    })
    for (const [id, , time, status, ping, msg, important] of list) {
      if (important) {
        importantVersion.value++
        const wire: WireBeat = { monitorID: id, status, time: new Date(time).toISOString(), ping, msg, important }
        importantListeners.forEach(listener => listener(wire))
      }
    }
  }

  connection.on('leanHistory', receiveLeanHistory)
  connection.on('leanBeats', receiveLeanBeats)
  connection.on('connect', () => beats.forEach((_, id) => stale.add(id)))
  connection.on('heartbeat', receiveBeat)
  connection.on('heartbeatList', receiveList)
  connection.on('avgPing', (id: number, ping: number | null) => later(() => averages.set(Number(id), ping)))
  connection.on('uptime', (id: number, period: number | string, ratio: number) => {
    later(() => uptimes.set(`${id}_${period}`, ratio))
  })
  connection.on('certInfo', (id: number, text: string) => later(() => certificates.set(Number(id), JSON.parse(text) as CertInfo)))
  connection.on('domainInfo', (id: number, daysRemaining: number, expiresOn: string) => {
    later(() => domains.set(Number(id), { daysRemaining, expiresOn }))
  })

  const loaded = computed(() => lastStatus.value.size > 0)

  async function countImportant(id: number | null): Promise<number> {
    const ack = await connection.call<{ count: number }>('monitorImportantHeartbeatListCount', id)
    return ack.count ?? 0
  }

  async function importantPage(id: number | null, offset: number, count: number): Promise<ImportantBeat[]> {
    const ack = await connection.call<{ data: ImportantBeat[] }>('monitorImportantHeartbeatListPaged', id, offset, count)
    return ack.data ?? []
  }

  async function chart(id: number, hours: number): Promise<ChartPoint[] | null> {
    const ack = await connection.call<{ data: ChartPoint[] }>('getMonitorChartData', id, hours)
    return ack.ok ? ack.data ?? [] : null
  }

  function onImportant(listener: (beat: WireBeat) => void): () => void {
    importantListeners.add(listener)
    return () => importantListeners.delete(listener)
  }

  function clear(): void {
    for (const map of [beats, averages, uptimes, certificates, domains]) {
      map.clear()
    }

    lastStatus.value = new Map()
  }

  return {
    beats, averages, uptimes, certificates, domains, lastStatus, importantVersion, loaded,
    beatsOf: (id: number): Beat[] => beats.get(id) ?? [],
    uptimeOf: (id: number, period: 24 | 720 | '1y'): number | undefined => uptimes.get(`${id}_${period}`),
    countImportant, importantPage, chart, onImportant, clear,
    clearEvents: (id: number) => connection.call('clearEvents', id),
    clearHeartbeats: (id: number) => connection.call('clearHeartbeats', id),
    clearStatistics: () => connection.call('clearStatistics'),
  }
})
