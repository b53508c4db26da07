import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { RemoteBrowser } from '@/wire/types'

export const useRemoteBrowserStore = defineStore('remote-browsers', () => {
  const browsers = shallowRef<RemoteBrowser[]>([])
  connection.on('remoteBrowserList', (list: RemoteBrowser[]) => browsers.value = list)

  return {
    browsers,
    save: (browser: object, id: number | null) => connection.call<{ id: number }>('addRemoteBrowser', browser, id),
    test: (browser: object) => connection.call('testRemoteBrowser', browser),
    remove: (id: number) => connection.call('deleteRemoteBrowser', id),
  }
})
