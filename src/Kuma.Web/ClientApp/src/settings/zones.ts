/** Every time zone the browser knows, with its offset now, sorted by it. */
export function zoneOptions(): { value: string, label: string }[] {
  const now = new Date()
  return ['UTC', ...Intl.supportedValuesOf('timeZone')].map((zone) => {
    const offset = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(now).find(part => part.type === 'timeZoneName')?.value.replace('GMT', '') || '+00:00'
    return { value: zone, label: `(UTC${offset}) ${zone.replaceAll('_', ' ')}`, minutes: minutesOf(offset) }
  }).sort((a, b) => a.minutes - b.minutes || a.label.localeCompare(b.label))
}

function minutesOf(offset: string): number {
  const [hours = 0, minutes = 0] = offset.slice(1).split(':').map(Number)
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}
