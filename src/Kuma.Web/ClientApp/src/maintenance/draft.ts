import type { Maintenance, TimeOfDay } from '@/wire/types'
import type { MaintenanceDraft } from './maintenanceStore'

const hour = 3_600_000
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
    timeRange: from.timeRange.length === 2 ? from.timeRange : [{ hours: 2, minutes: 0 }, { hours: 3, minutes: 0 }],
  }
}

export function timeText(time: TimeOfDay | undefined): string {
  return `${pad(time?.hours ?? 0)}:${pad(time?.minutes ?? 0)}`
}

export function timeOfDay(text: string): TimeOfDay {
  const [hours = 0, minutes = 0] = text.split(':').map(Number)
  return { hours, minutes }
}
