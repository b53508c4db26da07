import { defineStore } from 'pinia'
import { computed, shallowReactive, shallowRef } from 'vue'
import { useBeatStore } from '@/heartbeat/beatStore'
import { connection } from '@/wire/connection'
import { decodeMonitors } from '@/wire/lean'
import type { Ack, Monitor, MonitorDraft } from '@/wire/types'
import { countStandings, standingOf, type Standing } from './status'

type MonitorMap = Record<string, Monitor>

/** The monitors of the account, kept equal to the server's by its pushes. */
export const useMonitorStore = defineStore('monitors', () => {
  const monitors = shallowReactive(new Map<number, Monitor>())
  const received = shallowRef(false)
  const beatStore = useBeatStore()

  connection.on('monitorList', replace)
  connection.on('leanMonitors', (defaults: Partial<Monitor>, list: Record<string, Partial<Monitor>>) => replace(decodeMonitors(defaults, list)))
  connection.on('updateMonitorIntoList', merge)
  connection.on('deleteMonitorFromList', (id: number | string) => monitors.delete(Number(id)))

  function replace(list: MonitorMap): void {
    const ids = new Set(Object.values(list).map(monitor => monitor.id))
    for (const id of [...monitors.keys()].filter(known => !ids.has(known))) {
      monitors.delete(id)
    }

    merge(list)
    received.value = true
  }

  function merge(list: MonitorMap): void {
    for (const monitor of Object.values(list)) {
      monitors.set(monitor.id, monitor)
    }
  }

  const standingById = computed(() => {
    const last = beatStore.lastStatus
    const map = new Map<number, Standing>()
    for (const monitor of monitors.values()) {
      map.set(monitor.id, standingOf(monitor, last.get(monitor.id)))
    }

    return map
  })

  const counts = computed(() => countStandings(standingById.value.values()))

  const groups = computed(() => [...monitors.values()]
    .filter(monitor => monitor.type === 'group')
    .sort((a, b) => a.pathName.localeCompare(b.pathName)))

  return {
    monitors, received, standingById, counts, groups,
    standing: (id: number): Standing => standingById.value.get(id) ?? 'unknown',
    clear(): void {
      monitors.clear()
      received.value = false
    },
    refresh: () => connection.call('getMonitorList'),
    load: (id: number) => connection.call<{ monitor: MonitorDraft }>('getMonitor', id),
    add: (draft: MonitorDraft) => connection.call<{ monitorID: number }>('add', draft),
    edit: (draft: MonitorDraft) => connection.call<{ monitorID: number }>('editMonitor', draft),
    /** Says how a monitor of type manual stands. */
    async setStatus(id: number, status: 0 | 1): Promise<Ack> {
      const { monitor, ...refusal } = await connection.call<{ monitor: MonitorDraft }>('getMonitor', id)
      return monitor ? connection.call('editMonitor', { ...monitor, manual_status: status }) : refusal
    },
    pause: (id: number) => connection.call('pauseMonitor', id),
    resume: (id: number) => connection.call('resumeMonitor', id),
    remove: (id: number, withChildren: boolean) => connection.call('deleteMonitor', id, withChildren),
    addTag: (tag: number, monitor: number, value: string) => connection.call('addMonitorTag', tag, monitor, value),
    pushExample: (language: string) => connection.call<{ code: string }>('getPushExample', language),
    removeTag: (tag: number, monitor: number, value: string) => connection.call('deleteMonitorTag', tag, monitor, value),
  }
})
