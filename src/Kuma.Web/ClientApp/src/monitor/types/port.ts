import { checkHost, type MonitorTypeDef } from '../form/fields'

export const port: MonitorTypeDef = {
  type: 'port',
  group: 'general',
  fields: [
    { key: 'hostname', kind: 'text', required: true, check: checkHost, placeholder: 'db.example.com', testId: 'hostname-input' },
    { key: 'port', kind: 'number', required: true, min: 1, max: 65_535, step: 1, placeholder: '5432', testId: 'port-input' },
  ],
  advanced: [
    {
      key: 'smtpSecurity', kind: 'select', help: true,
      options: [{ value: null, label: '@auth.none' }, { value: 'secure', label: 'TLS' }, { value: 'starttls', label: 'STARTTLS' }],
    },
    { key: 'expiryNotification', kind: 'switch', shown: draft => ['secure', 'starttls'].includes(String(draft['smtpSecurity'])) },
    { key: 'domainExpiryNotification', kind: 'switch' },
  ],
}
