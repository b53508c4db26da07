import type { Monitor } from '@/wire/types'

export interface Target {
  text: string
  href?: string
}

const hidden = '••••••'

/** What a monitor looks at, in one line. Passwords in addresses are not shown. */
export function targetOf(monitor: Monitor): Target | null {
  if (monitor.type === 'group' || monitor.type === 'push' || monitor.type === 'manual') {
    return null
  }

  if (monitor.url && monitor.url !== 'https://' && !monitor.hostname) {
    const text = hidePassword(monitor.url)
    return /^https?:\/\//i.test(monitor.url) && text === monitor.url ? { text, href: monitor.url } : { text }
  }

  if (monitor.hostname) {
    return { text: monitor.port ? `${monitor.hostname}:${monitor.port}` : monitor.hostname }
  }

  return null
}

export function hidePassword(text: string): string {
  return text
    .replace(/(\w+:\/\/[^/:@\s]*):[^@/\s]+@/g, `$1:${hidden}@`)
    .replace(/(password\s*=\s*)[^;]*/gi, `$1${hidden}`)
}
