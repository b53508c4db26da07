import type { Maintenance, TimeOfDay } from '@/wire/types'
import type { MaintenanceDraft } from './maintenanceStore'

const hour = 3_600_000
/** Lengths that a single window can be given with one click, in minutes. */
export const quickLengths = [15, 30, 60, 120, 240, 480, 720, 1440]

const pad = (value: number): string => String(value).padStart(2, '0')

/** The local text of an input of type datetime-local. */
export function localText(at: Date): string {
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}T${pad(at.getHours())}:${pad(at.getMinutes())}`
}

export function newMaintenance(now: Date): MaintenanceDraft {
  return {
    title: '', description: '', strategy: 'single', active: true, intervalDay: 1, cron: '30 3 * * *', durationMinutes: 60,
    timezoneOption: 'SAME_AS_SERVER', dateRange: [localText(now), localText(new Date(now.getTime() + hour))],
    timeRange: [{ hours: 2, minutes: 0 }, { hours: 3, minutes: 0 }], weekdays: [], daysOfMonth: [],
  }
}

export function draftOf(from: Maintenance): MaintenanceDraft {
  const { id, title, description, strategy, active, intervalDay, cron, durationMinutes, timezoneOption, weekdays, daysOfMonth } = from
  return {
    id, title, description, strategy, active, intervalDay: intervalDay ?? 1, cron: cron || '30 3 * * *', durationMinutes: durationMinutes ?? 60,
    timezoneOption, weekdays, daysOfMonth,
    dateRange: from.dateRange.map(text => text?.replace(' ', 'T').slice(0, 16) ?? null),
    // Other strategies have no times of day; they come as midnight.
    timeRange: strategy.startsWith('recurring-') ? from.timeRange : [{ hours: 2, minutes: 0 }, { hours: 3, minutes: 0 }],
  }
}

/** The dates after the strategy was changed: only a single window begins with a suggestion, recurring ones have no end by themselves. */
export function datesFor(strategy: string, dates: (string | null)[], suggested: (string | null)[]): (string | null)[] {
  const untouched = dates[0] === suggested[0] && dates[1] === suggested[1]
  return strategy === 'single' ? (dates[0] ? dates : [...suggested]) : untouched ? [null, null] : dates
}

/** The local text that lies some minutes after another one; null when that is no time. */
export function textAfter(start: string | null | undefined, minutes: number): string | null {
  // Read as UTC, so that no change of the browser's own clock gets in between.
  const at = start ? Date.parse(`${start.slice(0, 16)}:00Z`) : NaN
  return Number.isNaN(at) ? null : new Date(at + minutes * 60_000).toISOString().slice(0, 16)
}

export function timeText(time: TimeOfDay | undefined): string {
  return `${pad(time?.hours ?? 0)}:${pad(time?.minutes ?? 0)}`
}

export function timeOfDay(text: string): TimeOfDay {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return { hours, minutes }
}
