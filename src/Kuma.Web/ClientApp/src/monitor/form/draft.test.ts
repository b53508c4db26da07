import { describe, expect, it } from 'vitest'
import { http } from '../types/http'
import { cloneDraft, fallbackName, newDraft, newPushToken, problemsOf, toWire } from './draft'

describe('the draft of a monitor', () => {
  it('starts with the defaults of the wire', () => {
    expect(newDraft()).toMatchObject({
      type: 'http', url: 'https://', interval: 60, retryInterval: 60, maxretries: 0, timeout: 48, maxredirects: 10,
      accepted_statuscodes: ['200-299'], domainExpiryNotification: true, expiryNotification: false, saveErrorResponse: true,
    })
  })

  it('holds the timeout to four fifths of the interval', () => {
    expect(toWire({ ...newDraft(), interval: 20, url: 'https://a.example' }, http, [], 'New')['timeout']).toBe(16)
  })

  it('sends pretty headers and a name from the address', () => {
    const sent = toWire({ ...newDraft(), url: ' https://a.example/x ', headers: '{"A":1}' }, http, [], 'New')
    expect(sent['headers']).toBe('{\n    "A": 1\n}')
    expect(sent['url']).toBe('https://a.example/x')
    expect(sent['name']).toBe('a.example')
  })

  it('names what has neither host nor address', () => {
    expect(fallbackName({ type: 'group', url: 'https://' }, 'New')).toBe('New')
  })

  it('refuses the address of a fresh form', () => {
    expect([...problemsOf(http, newDraft(), [])]).toEqual([['url', 'url']])
  })

  it('makes tokens of 32 letters and digits that differ', () => {
    expect(newPushToken()).toMatch(/^[A-Za-z0-9]{32}$/)
    expect(newPushToken()).not.toBe(newPushToken())
  })

  it('clones without what belongs to the original', () => {
    const copy = cloneDraft({ id: 4, type: 'push', pushToken: 'old', active: false, name: 'a', interval: 30 }, 'b')
    expect(copy).toMatchObject({ name: 'b', interval: 30 })
    expect(copy).not.toHaveProperty('id')
    expect(copy['pushToken']).not.toBe('old')
  })
})
