import { describe, expect, it } from 'vitest'
import { checkCodes, checkHost, checkJson, checkUrl, problemOf, type FieldDef } from './fields'

describe('checks of the monitor form', () => {
  it('wants a web address with a host', () => {
    expect(checkUrl('https://')).toBe('url')
    expect(checkUrl('ftp://example.com')).toBe('url')
    expect(checkUrl(' https://example.com:8443/x?y ')).toBeNull()
  })

  it('wants a host without a scheme', () => {
    expect(checkHost('https://example.com')).toBe('host')
    expect(checkHost('db_1.internal')).toBeNull()
    expect(checkHost('::1')).toBeNull()
  })

  it('reads headers as JSON and lets them be empty', () => {
    expect(checkJson('{"a":')).toBe('json')
    expect(checkJson('')).toBeNull()
  })

  it('takes codes and ranges', () => {
    expect(checkCodes(['200-299', '404'])).toBeNull()
    expect(checkCodes(['20x'])).toBe('codes')
    expect(checkCodes([])).toBe('codes')
  })

  it('finds nothing wrong with a hidden field', () => {
    const field: FieldDef = { key: 'keyword', kind: 'text', required: true, shown: draft => draft['type'] === 'keyword' }
    expect(problemOf(field, { type: 'http' })).toBeNull()
    expect(problemOf(field, { type: 'keyword' })).toBe('required')
  })

  it('holds numbers in their range', () => {
    const field: FieldDef = { key: 'port', kind: 'number', min: 1, max: 65_535 }
    expect(problemOf(field, { port: 70_000 })).toBe('range')
    expect(problemOf(field, { port: '443' })).toBeNull()
  })
})
