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

  const own = ownTarget(monitor)
  if (own) {
    return { text: own }
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

/** What only some types look at. */
function ownTarget(monitor: Monitor): string | null {
  const place = monitor.port ? `${monitor.hostname}:${monitor.port}` : monitor.hostname
  switch (monitor.type) {
    case 'dns':
      return `[${monitor.dns_resolve_type ?? 'A'}] ${monitor.hostname}`
    case 'mqtt':
      return monitor.mqttTopic ? `${place}/${monitor.mqttTopic}` : place
    case 'docker':
      return monitor.docker_container ?? null
    case 'system-service':
    case 'pm2':
      return monitor.system_service_name ?? null
    case 'grpc-keyword':
      return monitor.grpcUrl ?? null
    case 'sqlserver':
    case 'postgres':
    case 'mysql':
    case 'oracledb':
    case 'mongodb':
    case 'redis':
      return monitor.databaseConnectionString ? hidePassword(monitor.databaseConnectionString) : null
    default:
      return null
  }
}

export function hidePassword(text: string): string {
  return text
    .replace(/(\w+:\/\/[^/:@\s]*):[^@/\s]+@/g, `$1:${hidden}@`)
    .replace(/(password\s*=\s*)[^;]*/gi, `$1${hidden}`)
}
