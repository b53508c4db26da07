import { describe, expect, it } from 'vitest'
import { en } from '@/i18n/en'
import { wordsOf } from './fields'
import { missingFields, providers } from './providers'

const provider = (type: string) => providers.find(one => one.type === type)
const field = (type: string, key: string) => provider(type)?.fields.find(one => one.key === key)

describe('notification providers', () => {
  it('are those of the wire, each once', () => {
    expect(providers.length).toBe(105)
    expect(new Set(providers.map(one => one.type)).size).toBe(105)
  })

  it('have a label for every field and every group', () => {
    const labels = Object.keys(en.notificationFields)
    expect(providers.flatMap(one => one.fields).map(one => one.label).filter(label => !labels.includes(label))).toEqual([])
    expect(providers.map(one => one.group).filter(group => !(group in en.notifications.groups))).toEqual([])
  })

  it('ask for fields that they have', () => {
    for (const one of providers) {
      const keys = one.fields.map(field => field.key)
      expect(new Set(keys).size, one.type).toBe(keys.length)
      expect(Object.keys(one.defaults ?? {}).filter(key => !keys.includes(key)), one.type).toEqual([])
    }
  })

  it('offer choices and start with one of them', () => {
    for (const one of providers) {
      for (const field of one.fields.filter(field => field.kind === 'select')) {
        const start = one.defaults?.[field.key]
        expect(field.options.length, field.key).toBeGreaterThan(1)
        expect(start === undefined || field.options.some(option => option.value === start), `${field.key}=${String(start)}`).toBe(true)
      }
    }
  })

  it('read a line of the table', () => {
    const type = field('webhook', 'webhookContentType')
    expect(type).toMatchObject({ kind: 'select', required: true, label: 'bodyKind' })
    expect(type?.options[1]).toEqual({ value: 'form-data', label: 'multipart/form-data' })
    expect(type?.shown({ httpMethod: 'get' })).toBe(false)
    expect(field('smtp', 'smtpSecure')?.options.map(option => option.value)).toEqual([false, true])
    expect(field('smtp', 'smtpIgnoreSTARTTLS')?.shown({ smtpSecure: false })).toBe(true)
    expect(field('slack', 'slackTemplate')?.shown({ slackUseTemplate: true })).toBe(true)
  })

  it('say choices in words and hide what is secret', () => {
    expect(['createNewForumPost', 'sms_low_cost', 'specify-users', 'us', '-2', 'html', 'MarkdownV2'].map(wordsOf))
      .toEqual(['Create new forum post', 'SMS low cost', 'Specify users', 'US', '-2', 'HTML', 'MarkdownV2'])
    expect(field('FreeMobile', 'freemobilePass')?.kind).toBe('secret')
    expect(field('AliyunSMS', 'phonenumber')?.kind).toBe('text')
    expect(providers.flatMap(one => one.fields).filter(one => one.label === 'password' && one.kind !== 'secret')).toEqual([])
  })

  it('need only what is shown', () => {
    expect(missingFields(provider('webhook'), { httpMethod: 'post', webhookURL: 'https://a', webhookContentType: 'json' })).toEqual([])
    expect(missingFields(provider('webhook'), { httpMethod: 'post', webhookURL: 'https://a', webhookContentType: 'custom' })).toEqual(['webhookCustomBody'])
    expect(missingFields(provider('DingDing'), { webHookUrl: 'https://a', secretKey: 'a', mentioning: 'specify-users', userList: [] })).toEqual(['userList'])
  })

  it('need somebody to send mail to', () => {
    const mail = { smtpHost: 'a', smtpPort: 25, smtpFrom: 'b' }
    expect(missingFields(provider('smtp'), mail)).toEqual(['smtpTo'])
    expect(missingFields(provider('smtp'), { ...mail, smtpBCC: 'c' })).toEqual([])
  })
})
