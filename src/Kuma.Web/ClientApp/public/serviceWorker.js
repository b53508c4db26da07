// Shows push messages of Kuma; it caches nothing.
self.addEventListener('push', (event) => {
  const { title = 'Kuma', body = '' } = event.data?.json() ?? {}
  event.waitUntil(self.registration.showNotification(title, { body, icon: '/icon.svg' }))
})

self.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(self.clients.openWindow('/'))
})
