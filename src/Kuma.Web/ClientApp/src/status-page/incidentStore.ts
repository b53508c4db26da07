import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Ack, Incident, IncidentDraft } from '@/wire/types'

interface Page {
  incidents: Incident[]
  total: number
  nextCursor: string | null
  hasMore: boolean
}

/** The incidents of one status page, newest first. The server pushes none, so each change asks for them again. */
export const useIncidentStore = defineStore('incidents', () => {
  const incidents = shallowRef<Incident[]>([])
  const cursor = shallowRef<string | null>(null)

  async function load(slug: string): Promise<Ack> {
    const ack = await connection.call<Page>('getIncidentHistory', slug, null)
    incidents.value = ack.incidents ?? []
    cursor.value = ack.hasMore ? ack.nextCursor ?? null : null
    return ack
  }

  async function more(slug: string): Promise<Ack> {
    const ack = await connection.call<Page>('getIncidentHistory', slug, cursor.value)
    incidents.value = [...incidents.value, ...ack.incidents ?? []]
    cursor.value = ack.hasMore ? ack.nextCursor ?? null : null
    return ack
  }

  async function changed(slug: string, change: Promise<Ack>): Promise<Ack> {
    const ack = await change
    if (ack.ok) {
      await load(slug)
    }

    return ack
  }

  return {
    incidents, cursor, load, more,
    post: (slug: string, draft: IncidentDraft) => changed(slug, connection.call('postIncident', slug, draft)),
    edit: (slug: string, id: number, draft: IncidentDraft) => changed(slug, connection.call('editIncident', slug, id, draft)),
    resolve: (slug: string, id: number) => changed(slug, connection.call('resolveIncident', slug, id)),
    remove: (slug: string, id: number) => changed(slug, connection.call('deleteIncident', slug, id)),
  }
})
