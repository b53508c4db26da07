import { usePreferenceStore } from './preferenceStore'

/** Formats for the reader's language and time zone. */
export function useFormat() {
  const preferences = usePreferenceStore()

  function dateTime(at: number | Date, zone = preferences.zone): string {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit',
      hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
    }).formatToParts(at)
    const part = (type: string): string => parts.find(one => one.type === type)?.value ?? ''
    return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`
  }

  /** To the minute, in a zone that stands beside it. */
  function minute(at: number | Date, zone: string): string {
    return dateTime(at, zone).slice(0, 16)
  }

  function date(at: number | Date): string {
    return new Intl.DateTimeFormat(preferences.locale, { timeZone: preferences.zone, dateStyle: 'medium' }).format(at)
  }

  const steps: [Intl.RelativeTimeFormatUnit, number][] = [['day', 86_400], ['hour', 3600], ['minute', 60], ['second', 1]]

  function ago(at: number, now = Date.now()): string {
    const seconds = Math.max(0, Math.round((now - at) / 1000))
    const [unit, size] = steps.find(step => seconds >= step[1]) ?? ['second', 1]
    return new Intl.RelativeTimeFormat(preferences.locale, { style: 'short', numeric: 'auto' }).format(-Math.floor(seconds / size), unit)
  }

  function seconds(total: number): string {
    const parts: string[] = []
    let rest = Math.round(total)
    for (const [unit, size] of steps) {
      const count = Math.floor(rest / size)
      rest -= count * size
      if (count > 0) {
        parts.push(new Intl.NumberFormat(preferences.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
      }
    }

    return parts.join(' ')
  }

  function percent(ratio: number | undefined): string | null {
    if (ratio === undefined || Number.isNaN(ratio)) {
      return null
    }

    // Cut, not rounded: 99.999 % must not read as 100 %.
    const value = Math.floor(ratio * 10_000 + 1e-6) / 100
    return `${new Intl.NumberFormat(preferences.locale, { maximumFractionDigits: 2 }).format(value)}%`
  }

  function milliseconds(value: number | null | undefined): string | null {
    if (value === null || value === undefined) {
      return null
    }

    return value > 0 && value < 1 ? '<1 ms' : `${new Intl.NumberFormat(preferences.locale, { maximumFractionDigits: 0 }).format(value)} ms`
  }

  return { dateTime, minute, date, ago, seconds, percent, milliseconds }
}
