/** The user name inside a JWT, or nothing when the text is no JWT. It is shown, never trusted. */
export function usernameOf(token: string | null): string | null {
  const payload = token?.split('.')[1]
  if (!payload) {
    return null
  }

  try {
    const bytes = Uint8Array.from(atob(payload.replace(/-/g, '+').replace(/_/g, '/')), char => char.charCodeAt(0))
    const content = JSON.parse(new TextDecoder().decode(bytes)) as { username?: unknown }
    return typeof content.username === 'string' ? content.username : null
  } catch {
    return null
  }
}
