import type { MonitorTypeDef } from '../form/fields'
import { domainExpiry, hostField, portField } from './hostFields'

export const gamedig: MonitorTypeDef = {
  type: 'gamedig',
  group: 'games',
  fields: [
    { key: 'game', kind: 'choice', source: 'games', required: true },
    hostField,
    portField,
    { key: 'gamedigGivenPortOnly', kind: 'switch', help: true },
    { key: 'gamedigToken', kind: 'secret' },
  ],
  advanced: [domainExpiry],
}

export const steam: MonitorTypeDef = {
  type: 'steam',
  group: 'games',
  fields: [hostField, { ...portField, placeholder: '27015' }],
  advanced: [domainExpiry],
  onChoose: { port: 27_015 },
  hasTimeout: true,
  note: 'steam',
}
