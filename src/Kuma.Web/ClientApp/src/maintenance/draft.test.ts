import { describe, expect, it } from 'vitest'
import { localText, newMaintenance, timeOfDay, timeText } from './draft'

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
})
