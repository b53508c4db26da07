import type { MonitorTypeDef } from '../form/fields'

export const push: MonitorTypeDef = { type: 'push', group: 'passive', fields: [] }
