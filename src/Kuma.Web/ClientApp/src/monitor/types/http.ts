import type { MonitorTypeDef } from '../form/fields'
import { httpFamily, urlField } from './httpFields'

export const http: MonitorTypeDef = { type: 'http', group: 'general', fields: [urlField], ...httpFamily }
