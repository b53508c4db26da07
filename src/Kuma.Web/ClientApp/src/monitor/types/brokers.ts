import type { FieldDef, MonitorTypeDef } from '../form/fields'
import { domainExpiry, portField } from './hostFields'

const checkType = (type: string): FieldDef['shown'] => draft => String(draft['mqttCheckType'] ?? 'keyword') === type
const sasl = (...mechanisms: string[]): FieldDef['shown'] => draft =>
  mechanisms.includes(String((draft['kafkaProducerSaslOptions'] as Record<string, unknown> | null)?.['mechanism'] ?? 'None'))

export const mqtt: MonitorTypeDef = {
  type: 'mqtt',
  group: 'specific',
  fields: [
    {
      key: 'hostname', kind: 'text', required: true, placeholder: 'mqtt://example.com', testId: 'hostname-input', help: true,
      check: value => /^((mqtts?|wss?):\/\/)?[A-Za-z0-9_.:[\]-]{1,253}$/i.test(String(value).trim()) ? null : 'host',
    },
    { ...portField, placeholder: '1883' },
    { key: 'mqttUsername', kind: 'text' },
    { key: 'mqttPassword', kind: 'secret' },
    { key: 'mqttTopic', kind: 'text', required: true, mono: true, placeholder: 'home/door/+' },
    {
      key: 'mqttWebsocketPath', kind: 'text', mono: true, placeholder: '/mqtt', shown: draft => /^wss?:\/\//i.test(String(draft['hostname'])),
      check: value => /^\/[A-Za-z0-9-_&()*+]*$/.test(String(value)) ? null : 'brokerPath',
    },
    {
      key: 'mqttCheckType', kind: 'select',
      options: [{ value: 'keyword', label: '@fields.keyword' }, { value: 'json-query', label: '@fields.jsonPath' }],
    },
    { key: 'mqttSuccessMessage', kind: 'text', shown: checkType('keyword'), help: true },
    { key: 'jsonPath', kind: 'text', required: true, mono: true, help: true, placeholder: '$', shown: checkType('json-query') },
    { key: 'expectedValue', kind: 'text', required: true, shown: checkType('json-query') },
  ],
  advanced: [domainExpiry],
  conditions: [{ id: 'topic' }, { id: 'message' }, { id: 'json_value', numbers: true }],
  onChoose: { port: 1883 },
}

export const kafkaProducer: MonitorTypeDef = {
  type: 'kafka-producer',
  group: 'specific',
  fields: [
    { key: 'kafkaProducerBrokers', kind: 'list', required: true, placeholder: 'kafka-1.example.com:9092', help: true },
    { key: 'kafkaProducerTopic', kind: 'text', required: true },
    { key: 'kafkaProducerMessage', kind: 'area', required: true },
    { key: 'kafkaProducerSsl', kind: 'switch' },
    { key: 'kafkaProducerAllowAutoTopicCreation', kind: 'switch' },
  ],
  sections: [{
    title: 'authentication',
    fields: [
      {
        key: 'mechanism', inside: 'kafkaProducerSaslOptions', kind: 'select',
        options: [
          { value: 'None', label: '@auth.none' }, { value: 'plain', label: 'PLAIN' }, { value: 'scram-sha-256', label: 'SCRAM-SHA-256' },
          { value: 'scram-sha-512', label: 'SCRAM-SHA-512' },
        ],
      },
      { key: 'username', inside: 'kafkaProducerSaslOptions', kind: 'text', shown: sasl('plain', 'scram-sha-256', 'scram-sha-512') },
      { key: 'password', inside: 'kafkaProducerSaslOptions', kind: 'secret', shown: sasl('plain', 'scram-sha-256', 'scram-sha-512') },
    ],
  }],
  onChoose: { timeout: 1 },
  hasTimeout: true,
}

export const rabbitMq: MonitorTypeDef = {
  type: 'rabbitmq',
  group: 'specific',
  fields: [
    {
      key: 'rabbitmqNodes', kind: 'list', required: true, placeholder: 'https://node1.example.com:15672', help: true,
      check: value => (value as string[]).every(node => /^https?:\/\/[^/\s]+/i.test(node)) ? null : 'nodes',
    },
    { key: 'rabbitmqUsername', kind: 'text', required: true },
    { key: 'rabbitmqPassword', kind: 'secret', required: true },
  ],
  hasTimeout: true,
}
