import type { MonitorTypeDef } from '../form/fields'
import { domainExpiry, hostField, portField } from './hostFields'

const records = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'PTR', 'SOA', 'SRV', 'TXT']

export const dns: MonitorTypeDef = {
  type: 'dns',
  group: 'general',
  fields: [
    hostField,
    { key: 'dns_resolve_server', kind: 'text', required: true, help: true, placeholder: '1.1.1.1' },
    portField,
    { key: 'dns_resolve_type', kind: 'select', testId: 'resolve-type-select', options: records.map(value => ({ value, label: value })) },
  ],
  advanced: [domainExpiry],
  conditions: [{ id: 'record' }],
  onChoose: { port: 53 },
}
