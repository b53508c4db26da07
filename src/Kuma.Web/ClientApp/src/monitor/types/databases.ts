import { checkJson, type FieldDef, type MonitorTypeDef } from '../form/fields'

const address: FieldDef = { key: 'databaseConnectionString', kind: 'text', required: true, mono: true }
const query: FieldDef = { key: 'databaseQuery', kind: 'area', mono: true, placeholder: 'SELECT 1', help: true }
const result = [{ id: 'result' }]

export const sqlServer: MonitorTypeDef = {
  type: 'sqlserver',
  group: 'databases',
  fields: [address, query],
  conditions: result,
  template: 'Server=<hostname>,<port>;Database=<your database>;User Id=<your user id>;Password=<your password>;Encrypt=<true/false>;'
    + 'TrustServerCertificate=<Yes/No>;Connection Timeout=<int>',
}

export const postgres: MonitorTypeDef = {
  type: 'postgres',
  group: 'databases',
  fields: [address, query],
  template: 'postgres://username:password@host:port/database',
}

export const mysql: MonitorTypeDef = {
  type: 'mysql',
  group: 'databases',
  fields: [address, { key: 'databasePassword', stores: 'radiusPassword', kind: 'secret', help: true }, query],
  conditions: result,
  template: 'mysql://username:password@host:port/database',
}

export const oracle: MonitorTypeDef = {
  type: 'oracledb',
  group: 'databases',
  fields: [
    address,
    { key: 'basic_auth_user', kind: 'text', required: true },
    { key: 'basic_auth_pass', kind: 'secret', required: true },
    { ...query, placeholder: 'SELECT 1 FROM DUAL' },
  ],
  conditions: result,
  template: 'localhost:1521/FREEPDB1',
  note: 'oracle',
}

export const mongo: MonitorTypeDef = {
  type: 'mongodb',
  group: 'databases',
  fields: [
    address,
    { key: 'databaseCommand', stores: 'databaseQuery', kind: 'area', mono: true, check: checkJson, placeholder: '{ "ping": 1 }' },
    { key: 'jsonPath', kind: 'text', mono: true, help: true },
    { key: 'expectedValue', kind: 'text' },
  ],
  template: 'mongodb://username:password@host:port/database',
  onChoose: { jsonPath: null },
}

export const redis: MonitorTypeDef = {
  type: 'redis',
  group: 'databases',
  fields: [address],
  advanced: [{ key: 'ignoreTls', kind: 'switch' }],
  template: 'redis://user:password@host:port',
}
