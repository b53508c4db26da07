import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Ack, PublicGroup, StatusPage } from '@/wire/types'

export const useStatusPageStore = defineStore('status-pages', () => {
  const pages = shallowRef<StatusPage[]>([])
  connection.on('statusPageList', (all: Record<string, StatusPage>) => pages.value = Object.values(all))

  async function add(title: string, slug: string): Promise<Ack & { slug?: string }> {
    const ack = await connection.call<{ slug: string }>('addStatusPage', title, slug)
    // The wire promises the list only at login, so the new page is read once.
    const added = ack.ok ? await connection.call<{ config: StatusPage }>('getStatusPage', ack.slug ?? slug) : ack
    const config = 'config' in added ? added.config : undefined
    if (config && !pages.value.some(page => page.id === config.id)) {
      pages.value = [...pages.value, config]
    }

    return ack
  }

  async function remove(slug: string): Promise<Ack> {
    const ack = await connection.call('deleteStatusPage', slug)
    if (ack.ok) {
      pages.value = pages.value.filter(page => page.slug !== slug)
    }

    return ack
  }

  /** The groups of a page come from its public data; the socket has no event for them. */
  async function groupsOf(slug: string): Promise<PublicGroup[]> {
    const answer = await fetch(`/api/status-page/${encodeURIComponent(slug)}`)
    const { publicGroupList = [] } = answer.ok ? await answer.json() as { publicGroupList?: PublicGroup[] } : {}
    // The wire says 0 or 1.
    return publicGroupList.map(group => ({ ...group, monitorList: group.monitorList.map(one => ({ ...one, sendUrl: Boolean(one.sendUrl) })) }))
  }

  async function save(slug: string, config: StatusPage, icon: string, groups: PublicGroup[]): Promise<Ack> {
    const ack = await connection.call('saveStatusPage', slug, config, icon, groups)
    if (ack.ok) {
      pages.value = pages.value.map(page => page.id === config.id ? config : page)
    }

    return ack
  }

  return {
    pages, add, remove, groupsOf, save,
    load: (slug: string) => connection.call<{ config: StatusPage }>('getStatusPage', slug),
  }
})
