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
  it('tells what only some types have', () => {
    expect(targetOf(monitor({ type: 'dns', hostname: 'a.example', port: 53, dns_resolve_type: 'MX' }))?.text).toBe('[MX] a.example')
    expect(targetOf(monitor({ type: 'mqtt', hostname: 'broker', port: 1883, mqttTopic: 'a/b' }))?.text).toBe('broker:1883/a/b')
    expect(targetOf(monitor({ type: 'docker', url: 'https://', docker_container: 'web' }))?.text).toBe('web')
    expect(targetOf(monitor({ type: 'redis', databaseConnectionString: 'redis://u:p@h:1' }))?.text).toBe('redis://u:••••••@h:1')
  })
  it('hides passwords', () => {
    expect(hidePassword('https://me:secret@host/a')).toBe('https://me:••••••@host/a')
    expect(hidePassword('Server=x;Password=secret;Port=1')).toBe('Server=x;Password=••••••;Port=1')
  })
})
