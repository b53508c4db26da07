import type { MonitorTypeDef } from '../form/fields'
import { kafkaProducer, mqtt, rabbitMq } from './brokers'
import { mongo, mysql, oracle, postgres, redis, sqlServer } from './databases'
import { dns } from './dns'
import { gamedig, steam } from './games'
import { group } from './group'
import { ntp, radius, sipOptions, smtp, snmp, tailscalePing } from './hosts'
import { http } from './http'
import { jsonQuery } from './jsonQuery'
import { keyword } from './keyword'
import { docker, manual, pm2, systemService } from './localServices'
import { ping } from './ping'
import { port } from './port'
import { push } from './push'
import { globalping, grpcKeyword, realBrowser, webSocket } from './web'

/** The types that the form offers, in the order of its menu. */
export const monitorTypes: MonitorTypeDef[] = [
  http, keyword, jsonQuery, port, ping, dns, docker, realBrowser, webSocket, globalping, systemService, pm2,
  group, manual, push,
  grpcKeyword, mqtt, rabbitMq, kafkaProducer, smtp, snmp, ntp, sipOptions, tailscalePing,
  postgres, mysql, sqlServer, oracle, mongo, redis, radius,
  gamedig, steam,
]

export function monitorType(type: string): MonitorTypeDef {
  return monitorTypes.find(one => one.type === type) ?? { type, group: 'specific', fields: [] }
}
