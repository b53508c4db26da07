import { describe, expect, it } from 'vitest'
import type { Maintenance } from '@/wire/types'
import { datesFor, draftOf, localText, newMaintenance, textAfter, timeOfDay, timeText } from './draft'

describe('a plan of maintenance', () => {
  it('starts now and lasts an hour', () => {
    const plan = newMaintenance(new Date(2026, 4, 9, 23, 30))
    expect(plan.dateRange).toEqual(['2026-05-09T23:30', '2026-05-10T00:30'])
    expect(plan.strategy).toBe('single')
  })

  it('writes and reads times of day', () => {
    expect(timeText({ hours: 2, minutes: 5 })).toBe('02:05')
    expect(timeOfDay('22:15')).toEqual({ hours: 22, minutes: 15 })
    expect(localText(new Date(2026, 0, 2, 3, 4))).toBe('2026-01-02T03:04')
  })

  it('suggests dates for a single window alone', () => {
    const suggested = ['2026-01-01T10:00', '2026-01-01T11:00']
    expect(datesFor('cron', [...suggested], suggested)).toEqual([null, null])
    expect(datesFor('cron', ['2026-02-01T10:00', null], suggested)).toEqual(['2026-02-01T10:00', null])
    expect(datesFor('single', [null, null], suggested)).toEqual(suggested)
  })

  it('ends a quick length after the start, whatever the clock does that night', () => {
    expect(textAfter('2026-03-29T01:30', 60)).toBe('2026-03-29T02:30')
    expect(textAfter('2026-12-31T23:45', 15)).toBe('2027-01-01T00:00')
    expect(textAfter(null, 15)).toBeNull()
    expect(textAfter('', 15)).toBeNull()
  })

  it('has times of day to begin with when the stored plan has none', () => {
    const stored = { ...newMaintenance(new Date()), strategy: 'manual', timeRange: [{ hours: 0, minutes: 0 }, { hours: 0, minutes: 0 }] } as unknown as Maintenance
    expect(draftOf(stored).timeRange).toEqual([{ hours: 2, minutes: 0 }, { hours: 3, minutes: 0 }])
    expect(draftOf({ ...stored, strategy: 'recurring-weekday' }).timeRange[1]).toEqual({ hours: 0, minutes: 0 })
  })
})
