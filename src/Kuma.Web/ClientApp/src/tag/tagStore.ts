import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Tag } from '@/wire/types'

/** The server pushes no tags, so they are asked for when a screen needs them. */
export const useTagStore = defineStore('tags', () => {
  const tags = shallowRef<Tag[]>([])

  async function load(): Promise<void> {
    const ack = await connection.call<{ tags: Tag[] }>('getTags')
    tags.value = ack.tags ?? tags.value
  }

  return {
    tags, load,
    add: (name: string, color: string) => connection.call<{ tag: Tag }>('addTag', { name, color, new: true }),
    edit: (tag: Tag) => connection.call<{ tag: Tag }>('editTag', tag),
    remove: (id: number) => connection.call('deleteTag', id),
  }
})

export const tagColors = {
  gray: '#4B5563', red: '#DC2626', orange: '#D97706', green: '#059669',
  blue: '#2563EB', indigo: '#4F46E5', purple: '#7C3AED', pink: '#DB2777',
} as const
