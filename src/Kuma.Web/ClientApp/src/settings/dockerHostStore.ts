import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { DockerHost } from '@/wire/types'

export const useDockerHostStore = defineStore('docker-hosts', () => {
  const hosts = shallowRef<DockerHost[]>([])
  connection.on('dockerHostList', (list: DockerHost[]) => hosts.value = list)

  return {
    hosts,
    save: (host: object, id: number | null) => connection.call<{ id: number }>('addDockerHost', host, id),
    test: (host: object) => connection.call('testDockerHost', host),
    remove: (id: number) => connection.call('deleteDockerHost', id),
  }
})
