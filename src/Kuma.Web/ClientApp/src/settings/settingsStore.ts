import { defineStore } from 'pinia'
import { ref } from 'vue'
import { connection } from '@/wire/connection'
import type { Ack } from '@/wire/types'

export interface Settings {
  serverTimezone: string
  entryPage: string
  searchEngineIndex: boolean
  primaryBaseURL: string | null
  disableAuth: boolean
  trustProxy: boolean
  keepDataPeriodDays: number
  tlsExpiryNotifyDays: number[]
  domainExpiryNotifyDays: number[]
  checkUpdate: boolean
  checkBeta: boolean
  steamAPIKey: string | null
  globalpingApiToken: string | null
  chromeExecutable: string | null
}

const defaults: Settings = {
  serverTimezone: 'UTC',
  entryPage: 'dashboard',
  searchEngineIndex: false,
  primaryBaseURL: null,
  disableAuth: false,
  trustProxy: false,
  keepDataPeriodDays: 180,
  tlsExpiryNotifyDays: [7, 14, 21],
  domainExpiryNotifyDays: [7, 14, 21],
  checkUpdate: true,
  checkBeta: false,
  steamAPIKey: null,
  globalpingApiToken: null,
  chromeExecutable: null,
}

export const useSettingsStore = defineStore('settings', () => {
  const settings = ref<Settings | null>(null)

  async function load(): Promise<Ack> {
    const ack = await connection.call<{ data: Partial<Settings> }>('getSettings')
    if (ack.ok) {
      // Unknown settings are kept: the whole object goes back on saving.
      settings.value = { ...defaults, ...ack.data }
      settings.value.entryPage ??= 'dashboard'
    }

    return ack
  }

  async function save(password = ''): Promise<Ack> {
    return await connection.call('setSettings', settings.value, password)
  }

  return {
    settings, load, save,
    testChrome: (path: string) => connection.call('testChrome', path),
    databaseSize: () => connection.call<{ size: number }>('getDatabaseSize'),
    shrinkDatabase: () => connection.call('shrinkDatabase'),
  }
})
