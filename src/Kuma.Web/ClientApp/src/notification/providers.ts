import { parseRow, type Provider } from './fields'
import { chat } from './providers/chat'
import { common } from './providers/common'
import { incident } from './providers/incident'
import { push } from './providers/push'
import { regional } from './providers/regional'
import { sms } from './providers/sms'

/** The groups in the order of the list. */
export const groupOrder = ['universal', 'chat', 'push', 'sms', 'email', 'incident', 'home', 'other', 'regional'] as const

export const providers: Provider[] = [...common, ...chat, ...push, ...sms, ...incident, ...regional]
  .map(parseRow)
  .sort((a, b) => groupOrder.indexOf(a.group) - groupOrder.indexOf(b.group) || a.label.localeCompare(b.label))

/** Required fields that are shown and empty; some need one field out of several. */
export function missingFields(provider: Provider | undefined, config: Record<string, unknown>): string[] {
  const empty = (key: string): boolean => {
    const value = config[key]
    return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0)
  }

  const missing = (provider?.fields ?? []).filter(field => field.required && field.shown(config) && empty(field.key)).map(field => field.key)
  const [first, ...others] = oneOf[provider?.type ?? ''] ?? []
  return first && [first, ...others].every(empty) ? [...missing, first] : missing
}

const oneOf: Record<string, string[]> = {
  smtp: ['smtpTo', 'smtpCC', 'smtpBCC'],
  Whatsapp360messenger: ['Whatsapp360messengerRecipient', 'Whatsapp360messengerGroupIds'],
}
