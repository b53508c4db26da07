import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'

export interface RemoteBrowser {
  id: number
  name: string
  url: string
}

export const useRemoteBrowserStore = defineStore('remote-browsers', () => {
  const browsers = shallowRef<RemoteBrowser[]>([])
  connection.on('remoteBrowserList', (list: RemoteBrowser[]) => browsers.value = list)

  return { browsers }
})
