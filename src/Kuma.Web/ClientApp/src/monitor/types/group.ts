import type { MonitorTypeDef } from '../form/fields'

export const group: MonitorTypeDef = { type: 'group', group: 'special', fields: [] }
