import type { MonitorTypeDef } from '../form/fields'
import { jsonFields } from './hostFields'
import { httpFamily, urlField } from './httpFields'

export const jsonQuery: MonitorTypeDef = {
  type: 'json-query',
  group: 'specific',
  fields: [urlField, ...jsonFields],
  ...httpFamily,
  advanced: [{ key: 'retryOnlyOnStatusCodeFailure', kind: 'switch', shown: draft => Number(draft['maxretries']) > 0 }, ...httpFamily.advanced ?? []],
}
