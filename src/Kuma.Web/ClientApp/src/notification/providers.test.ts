import { describe, expect, it } from 'vitest'
import { en } from '@/i18n/en'
import { missingFields, providers } from './providers'

const provider = (type: string) => providers.find(one => one.type === type)

describe('notification providers', () => {
  it('have a label for every field', () => {
    const labels = Object.keys(en.notificationFields)
    expect(providers.flatMap(one => one.fields).map(field => field.key).filter(key => !labels.includes(key))).toEqual([])
  })

  it('need only what is shown', () => {
    expect(missingFields(provider('webhook'), { webhookURL: 'https://a', webhookContentType: 'json' })).toEqual([])
    expect(missingFields(provider('webhook'), { webhookURL: 'https://a', webhookContentType: 'custom' })).toEqual(['webhookCustomBody'])
  })

  it('need somebody to send mail to', () => {
    const mail = { smtpHost: 'a', smtpPort: 25, smtpFrom: 'b' }
    expect(missingFields(provider('smtp'), mail)).toEqual(['smtpTo'])
    expect(missingFields(provider('smtp'), { ...mail, smtpBCC: 'c' })).toEqual([])
  })
})
