import { describe, expect, it } from 'vitest'
import { deFields } from '@/i18n/deFields'
import { enFields } from '@/i18n/enFields'
import { fieldsOf, newDraft, problemsOf, startOf, toWire } from '../form/draft'
import { monitorType, monitorTypes } from '.'

describe('the monitor types', () => {
  it('are all 33, each once', () => {
    expect(new Set(monitorTypes.map(one => one.type)).size).toBe(33)
    expect(monitorTypes).toHaveLength(33)
  })

  it.each(monitorTypes)('has words for every field of $type in both languages', (type) => {
    for (const words of [enFields, deFields]) {
      expect(words.types).toHaveProperty([type.type])
      for (const field of fieldsOf(type)) {
        expect(words.fields).toHaveProperty([field.key])
        if (field.help) {
          expect(words.fieldHelp).toHaveProperty([field.key])
        }
      }

      if (type.note) {
        expect(words.notes).toHaveProperty([type.note])
      }
    }
  })

  it('sets what a type starts with and leaves what was typed', () => {
    const draft = { ...newDraft(), url: 'https://typed.example' }
    expect(startOf(monitorType('dns'), draft)).toMatchObject({ port: 53, timeout: 48, conditions: [] })
    expect(startOf(monitorType('websocket-upgrade'), draft)).toMatchObject({ accepted_statuscodes: ['1000'] })
    expect(startOf(monitorType('websocket-upgrade'), draft)).not.toHaveProperty('url')
    expect(startOf(monitorType('websocket-upgrade'), newDraft())).toMatchObject({ url: 'wss://' })
  })

  it('changes a template for another one and nothing else', () => {
    const draft = { ...newDraft(), ...startOf(monitorType('postgres'), newDraft()) }
    expect(startOf(monitorType('redis'), draft)['databaseConnectionString']).toBe('redis://user:password@host:port')
    expect(startOf(monitorType('redis'), { ...draft, databaseConnectionString: 'redis://mine' })).not.toHaveProperty('databaseConnectionString')
  })

  it('keeps SASL options in their object and the community in its field', () => {
    const kafka = { ...newDraft(), type: 'kafka-producer', kafkaProducerBrokers: ['a:1'], kafkaProducerTopic: ' t ', kafkaProducerMessage: 'm' }
    expect(problemsOf(monitorType('kafka-producer'), kafka, []).size).toBe(0)
    const plain = { ...kafka, kafkaProducerSaslOptions: { mechanism: 'plain', username: ' u ' } }
    expect(toWire(plain, monitorType('kafka-producer'), [], '')['kafkaProducerSaslOptions']).toEqual({ mechanism: 'plain', username: 'u' })
    const snmp = { ...newDraft(), type: 'snmp', hostname: 'a', port: 161, snmpOid: '1.3', expectedValue: 'x' }
    expect([...problemsOf(monitorType('snmp'), snmp, [])]).toEqual([['snmpCommunity', 'required']])
    expect(problemsOf(monitorType('snmp'), { ...snmp, radiusPassword: 'public' }, []).size).toBe(0)
  })

  it('refuses what cannot work', () => {
    const rabbit = { ...newDraft(), type: 'rabbitmq', rabbitmqNodes: ['node:15672'], rabbitmqUsername: 'u', rabbitmqPassword: 'p' }
    expect(problemsOf(monitorType('rabbitmq'), rabbit, []).get('rabbitmqNodes')).toBe('nodes')
    expect(problemsOf(monitorType('real-browser'), { ...newDraft(), url: 'https://a.example', screenshot_delay: 30_000 }, []).get('screenshot_delay')).toBe('delay')
  })
})
