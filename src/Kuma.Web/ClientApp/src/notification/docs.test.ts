import { describe, expect, it } from 'vitest'
import { en } from '@/i18n/en'
import docs from '../../../../../docs/notifications.md?raw'
import golden from '../../../../../tests/Kuma.Infrastructure.Tests/Notifications/Golden/settings.json?raw'
import { providers } from './providers'

describe('what is written about notifications', () => {
  const rows = docs.split('\n')
    .map(line => /^\| (?<name>.+) \| `(?<type>[\w.]+)` \| (?<group>[^|]+) \| (?<note>.*)\|$/.exec(line)?.groups)
    .filter(groups => groups !== undefined && groups['type'] !== 'type')
    .map(({ name, type, group, note } = {}) => ({ name, type, group, templates: note?.includes('templates') ?? false }))

  it('names every provider as the form does', () => {
    const words = en.notifications.groups as Record<string, string>
    expect(rows).toEqual(providers.map(one => ({
      name: one.label, type: one.type, group: words[one.group], templates: one.fields.some(field => ['template', 'body'].includes(field.label)),
    })))
  })

  it('and the form name the providers that the server has', () => {
    const requests = Object.values(JSON.parse(golden) as Record<string, { type: string }>).map(one => one.type)
    const others = ['apprise', 'nostr', 'smtp', 'Webpush']
    expect(providers.map(one => one.type).sort()).toEqual([...new Set([...requests, ...others])].sort())
  })
})
