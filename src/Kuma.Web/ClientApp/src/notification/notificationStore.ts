import { defineStore } from 'pinia'
import { shallowRef } from 'vue'
import { connection } from '@/wire/connection'
import type { Notification } from '@/wire/types'

/** The flat object of one notification as the wire takes it. */
export type NotificationConfig = Record<string, unknown> & { name: string, type: string }

export const useNotificationStore = defineStore('notifications', () => {
  const notifications = shallowRef<Notification[]>([])
  connection.on('notificationList', (list: Notification[]) => notifications.value = list)

  return {
    notifications,
    save: (config: NotificationConfig, id: number | null) => connection.call<{ id: number }>('addNotification', config, id),
    test: (config: NotificationConfig) => connection.call('testNotification', config),
    webPushKey: () => connection.call('getWebpushVapidPublicKey'),
    remove: (id: number) => connection.call('deleteNotification', id),
  }
})
