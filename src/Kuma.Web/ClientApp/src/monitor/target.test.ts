import { describe, expect, it } from 'vitest'
import type { Monitor } from '@/wire/types'
import { hidePassword, targetOf } from './target'

const monitor = (fields: Partial<Monitor>): Monitor => ({ url: null, hostname: null, port: null, ...fields }) as Monitor

describe('the target of a monitor', () => {
  it('links a web address', () => {
    expect(targetOf(monitor({ type: 'http', url: 'https://example.com/x' }))).toEqual({ text: 'https://example.com/x', href: 'https://example.com/x' })
  })
  it('never links a script', () => {
    expect(targetOf(monitor({ type: 'http', url: 'javascript:alert(1)' }))?.href).toBeUndefined()
  })
  it('joins host and port', () => {
    expect(targetOf(monitor({ type: 'port', hostname: 'db', port: 5432 }))?.text).toBe('db:5432')
  })
  it('hides passwords', () => {
    expect(hidePassword('https://me:secret@host/a')).toBe('https://me:••••••@host/a')
    expect(hidePassword('Server=x;Password=secret;Port=1')).toBe('Server=x;Password=••••••;Port=1')
  })
})
