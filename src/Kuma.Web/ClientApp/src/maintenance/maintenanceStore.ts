import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Ack, Maintenance } from '@/wire/types'

export type MaintenanceDraft = Omit<Maintenance, 'id' | 'status' | 'timeslotList' | 'timezone' | 'timezoneOffset'> & { id?: number }

export const useMaintenanceStore = defineStore('maintenance', () => {
  const list = shallowRef<Maintenance[]>([])
  connection.on('maintenanceList', (all: Record<string, Maintenance>) => list.value = Object.values(all))

  /** Stores the window and what it covers; the first refusal ends it. */
  async function save(draft: MaintenanceDraft, monitors: number[], pages: { id: number, name: string }[]): Promise<Ack> {
    const ack = await connection.call<{ maintenanceID: number }>(draft.id ? 'editMaintenance' : 'addMaintenance', draft)
    const id = ack.maintenanceID ?? draft.id
    if (!ack.ok || id === undefined) {
      return ack
    }

    const covered = await connection.call('addMonitorMaintenance', id, monitors.map(monitor => ({ id: monitor })))
    if (!covered.ok) {
      return covered
    }

    const shown = await connection.call('addMaintenanceStatusPage', id, pages)
    void connection.call('getMaintenanceList')
    return shown.ok ? ack : shown
  }

  return {
    list, save,
    load: (id: number) => connection.call<{ maintenance: Maintenance }>('getMaintenance', id),
    monitorsOf: (id: number) => connection.call<{ monitors: { id: number }[] }>('getMonitorMaintenance', id),
    pagesOf: (id: number) => connection.call<{ statusPages: { id: number }[] }>('getMaintenanceStatusPage', id),
    pause: (id: number) => connection.call('pauseMaintenance', id),
    resume: (id: number) => connection.call('resumeMaintenance', id),
    remove: (id: number) => connection.call('deleteMaintenance', id),
  }
})
