import type { MonitorTypeDef } from '../form/fields'
import { httpFamily, urlField } from './httpFields'

const operators = ['>', '>=', '<', '<=', '!=', '==', 'contains']

export const jsonQuery: MonitorTypeDef = {
  type: 'json-query',
  group: 'specific',
  fields: [
    urlField,
    { key: 'jsonPath', kind: 'text', required: true, mono: true, help: true, placeholder: '$' },
    { key: 'jsonPathOperator', kind: 'select', options: operators.map(value => ({ value, label: value })) },
    { key: 'expectedValue', kind: 'text', required: true },
  ],
  ...httpFamily,
  advanced: [{ key: 'retryOnlyOnStatusCodeFailure', kind: 'switch', shown: draft => Number(draft['maxretries']) > 0 }, ...httpFamily.advanced ?? []],
}
