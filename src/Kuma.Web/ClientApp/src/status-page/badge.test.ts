import { describe, expect, it } from 'vitest'
import { badgeUrl } from './badge'

describe('the address of a badge', () => {
  it('has only what was filled in', () => {
    expect(badgeUrl('https://kuma.example/', 7, 'status', 24, { style: 'flat', label: ' ', upColor: '' }))
      .toBe('https://kuma.example/api/badge/7/status')
  })

  it('has the duration of the types that know one', () => {
    expect(badgeUrl('https://kuma.example', 7, 'uptime', 720, { style: 'flat-square', label: 'a & b', suffix: '%' }))
      .toBe('https://kuma.example/api/badge/7/uptime/720?label=a+%26+b&suffix=%25&style=flat-square')
  })

  it('leaves out what another type would know', () => {
    expect(badgeUrl('https://kuma.example', 7, 'response', null, { style: 'flat', warnDays: '14', color: '#059669' }))
      .toBe('https://kuma.example/api/badge/7/response?color=%23059669')
  })
})
