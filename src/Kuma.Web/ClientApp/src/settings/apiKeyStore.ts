import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { ApiKey } from '@/wire/types'

export const useApiKeyStore = defineStore('api-keys', () => {
  const keys = shallowRef<ApiKey[]>([])
  connection.on('apiKeyList', (list: ApiKey[] | Record<string, ApiKey>) => keys.value = Object.values(list))

  return {
    keys,
    add: (name: string, expires: string | null) => connection.call<{ key: string, keyID: number }>('addAPIKey', { name, expires, active: 1 }),
    enable: (id: number) => connection.call('enableAPIKey', id),
    disable: (id: number) => connection.call('disableAPIKey', id),
    remove: (id: number) => connection.call('deleteAPIKey', id),
  }
})
