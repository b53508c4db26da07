import { checkHost, type MonitorTypeDef } from '../form/fields'

export const ping: MonitorTypeDef = {
  type: 'ping',
  group: 'general',
  fields: [{ key: 'hostname', kind: 'text', required: true, check: checkHost, placeholder: 'example.com', testId: 'hostname-input' }],
  advanced: [
    { key: 'ping_count', kind: 'number', min: 1, max: 100, step: 1 },
    { key: 'packetSize', kind: 'number', min: 1, max: 65_500, step: 1 },
    { key: 'ping_per_request_timeout', kind: 'number', min: 0, max: 300, step: 1 },
    { key: 'ping_numeric', kind: 'switch', help: true },
    { key: 'domainExpiryNotification', kind: 'switch' },
  ],
  onChoose: { timeout: 10 },
  hasTimeout: true,
}
