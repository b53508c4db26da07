import type { FieldDef, MonitorTypeDef } from '../form/fields'
import { domainExpiry, hostField, jsonFields, portField } from './hostFields'

export const ntp: MonitorTypeDef = {
  type: 'ntp',
  group: 'specific',
  fields: [
    hostField,
    portField,
    { key: 'ntpStratumThreshold', kind: 'number', min: 1, max: 15, step: 1, help: true },
    { key: 'ntpTimeOffsetThreshold', kind: 'number', min: 1, step: 1 },
    { key: 'ntpRootDispersionThreshold', kind: 'number', min: 1, step: 1 },
  ],
  onChoose: { port: 123, interval: 300, timeout: 10 },
  hasTimeout: true,
}

export const smtp: MonitorTypeDef = {
  type: 'smtp',
  group: 'specific',
  fields: [
    hostField,
    { ...portField, placeholder: '25' },
    {
      key: 'smtpSecurity', kind: 'select',
      options: [
        { value: null, label: '@common.automatic' }, { value: 'secure', label: 'SMTPS' }, { value: 'nostarttls', label: '@auth.none' },
        { value: 'starttls', label: 'STARTTLS' },
      ],
    },
  ],
  advanced: [domainExpiry],
  onChoose: { port: 25, smtpSecurity: null },
}

const version = (...versions: string[]): FieldDef['shown'] => draft => versions.includes(String(draft['snmpVersion'] ?? '2c'))

export const snmp: MonitorTypeDef = {
  type: 'snmp',
  group: 'specific',
  fields: [
    hostField,
    portField,
    { key: 'snmpVersion', kind: 'select', options: [{ value: '1', label: 'SNMPv1' }, { value: '2c', label: 'SNMPv2c' }, { value: '3', label: 'SNMPv3' }] },
    { key: 'snmpCommunity', stores: 'radiusPassword', kind: 'secret', required: true, shown: version('1', '2c') },
    { key: 'snmpV3Username', kind: 'text', shown: version('3'), help: true },
    {
      key: 'snmpOid', kind: 'text', required: true, mono: true, placeholder: '1.3.6.1.2.1.1.5.0',
      check: value => /^([0-2])((\.0)|(\.[1-9][0-9]*))*$/.test(String(value).trim()) ? null : 'oid',
    },
    ...jsonFields,
  ],
  advanced: [domainExpiry],
  onChoose: { port: 161, timeout: 5, snmpVersion: '2c' },
  hasTimeout: true,
}

export const radius: MonitorTypeDef = {
  type: 'radius',
  group: 'databases',
  fields: [
    hostField,
    portField,
    { key: 'radiusUsername', kind: 'text', required: true },
    { key: 'radiusPassword', kind: 'secret', required: true },
    { key: 'radiusSecret', kind: 'secret', required: true, help: true },
    { key: 'radiusCalledStationId', kind: 'text', required: true },
    { key: 'radiusCallingStationId', kind: 'text', required: true },
  ],
  advanced: [domainExpiry],
  onChoose: { port: 1812 },
}

export const tailscalePing: MonitorTypeDef = {
  type: 'tailscale-ping',
  group: 'specific',
  fields: [hostField],
  note: 'tailscale',
}

export const sipOptions: MonitorTypeDef = {
  type: 'sip-options',
  group: 'specific',
  fields: [hostField, { ...portField, placeholder: '5060' }],
  advanced: [domainExpiry],
  onChoose: { port: 5060 },
  note: 'sipsak',
}
