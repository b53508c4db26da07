/** Why this browser cannot subscribe; null when it can. */
export function subscriptionProblem(): 'insecure' | 'unsupported' | null {
  if (!window.isSecureContext) {
    return 'insecure'
  }

  return 'serviceWorker' in navigator && 'PushManager' in window ? null : 'unsupported'
}

/** Asks for permission and subscribes this browser to messages signed with the server's key. */
export async function subscribe(serverKey: string): Promise<PushSubscriptionJSON> {
  const registration = await navigator.serviceWorker.register('/serviceWorker.js')
  if (await Notification.requestPermission() !== 'granted') {
    throw new Error('denied')
  }

  await navigator.serviceWorker.ready
  const subscription = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: keyBytes(serverKey) })
  return subscription.toJSON()
}

/** The bytes of base64url text. */
export function keyBytes(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), char => char.charCodeAt(0))
}
