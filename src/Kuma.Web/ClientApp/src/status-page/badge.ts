/** What a badge of one monitor shows, by the last part of its address. */
export const badgeTypes = ['status', 'uptime', 'ping', 'avg-response', 'cert-exp', 'response'] as const
export const badgeStyles = ['flat', 'flat-square', 'plastic', 'for-the-badge', 'social'] as const

export type BadgeType = typeof badgeTypes[number]
export type BadgeOptions = Record<string, string>

const affixes = ['labelPrefix', 'labelSuffix', 'prefix', 'suffix']

/** The options that a type has, besides `style` and `label`. Names are those of the address. */
export const badgeOptions: Record<BadgeType, string[]> = {
  'status': ['upLabel', 'downLabel', 'pendingLabel', 'maintenanceLabel', 'upColor', 'downColor', 'pendingColor', 'maintenanceColor'],
  'uptime': [...affixes, 'color', 'labelColor'],
  'ping': [...affixes, 'color', 'labelColor'],
  'avg-response': [...affixes, 'color', 'labelColor'],
  'cert-exp': [...affixes, 'warnDays', 'downDays', 'upColor', 'warnColor', 'downColor', 'labelColor'],
  'response': [...affixes, 'color', 'labelColor'],
}

const timed: BadgeType[] = ['uptime', 'ping', 'avg-response']

export function hasDuration(type: BadgeType): boolean {
  return timed.includes(type)
}

/** The address of a badge: only what was filled in, and only what its type knows. */
export function badgeUrl(origin: string, monitor: number, type: BadgeType, hours: number | null, options: BadgeOptions): string {
  const duration = hasDuration(type) && hours ? `/${hours}` : ''
  const query = new URLSearchParams()
  for (const name of ['label', ...badgeOptions[type]]) {
    const value = options[name]?.trim()
    if (value) {
      query.set(name, value)
    }
  }

  const style = options['style']
  if (style && style !== 'flat') {
    query.set('style', style)
  }

  const text = query.toString()
  return `${origin.replace(/\/+$/, '')}/api/badge/${monitor}/${type}${duration}${text === '' ? '' : `?${text}`}`
}
