import type { MonitorTypeDef } from '../form/fields'
import { httpFamily, urlField } from './httpFields'

export const keyword: MonitorTypeDef = {
  type: 'keyword',
  group: 'general',
  fields: [
    urlField,
    { key: 'keyword', kind: 'text', required: true, help: true },
    { key: 'invertKeyword', kind: 'switch', help: true },
  ],
  ...httpFamily,
}
