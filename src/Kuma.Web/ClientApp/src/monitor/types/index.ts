import type { MonitorTypeDef } from '../form/fields'
import { group } from './group'
import { http } from './http'
import { jsonQuery } from './jsonQuery'
import { keyword } from './keyword'
import { ping } from './ping'
import { port } from './port'
import { push } from './push'

/** The types that the form offers, in the order of its menu. */
export const monitorTypes: MonitorTypeDef[] = [http, keyword, jsonQuery, port, ping, group, push]

export function monitorType(type: string): MonitorTypeDef {
  return monitorTypes.find(one => one.type === type) ?? { type, group: 'specific', fields: [] }
}
