import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Proxy } from '@/wire/types'

export const useProxyStore = defineStore('proxies', () => {
  const proxies = shallowRef<Proxy[]>([])
  connection.on('proxyList', (list: Proxy[]) => proxies.value = list)

  return {
    proxies,
    save: (proxy: object, id: number | null) => connection.call<{ id: number }>('addProxy', proxy, id),
    remove: (id: number) => connection.call('deleteProxy', id),
  }
})
