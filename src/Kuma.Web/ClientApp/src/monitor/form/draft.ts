import type { MonitorDraft } from '@/wire/types'
import { isEmpty, problemOf, setValue, valueOf, type FieldDef, type FieldProblem, type MonitorTypeDef } from './fields'
import { monitorType, monitorTypes } from '../types'

const tokenLength = 32
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'

export function newPushToken(): string {
  let token = ''
  while (token.length < tokenLength) {
    // Bytes beyond the last full run of the alphabet are dropped, so that no letter is likelier than another.
    const bytes = crypto.getRandomValues(new Uint8Array(64)).filter(byte => byte < 248)
    token += [...bytes].map(byte => alphabet[byte % alphabet.length]).join('')
  }

  return token.slice(0, tokenLength)
}

export function newDraft(): MonitorDraft {
  return {
    type: 'http', name: '', parent: null, url: 'https://', method: 'GET', ipFamily: null,
    interval: 60, retryInterval: 60, resendInterval: 0, maxretries: 0, retryOnlyOnStatusCodeFailure: false, timeout: 48,
    notificationIDList: {}, ignoreTls: false, upsideDown: false, packetSize: 56, expiryNotification: false,
    domainExpiryNotification: true, maxredirects: 10, accepted_statuscodes: ['200-299'],
    saveResponse: false, saveErrorResponse: true, responseMaxLength: 1024, cacheBust: false,
    dns_resolve_type: 'A', dns_resolve_server: '1.1.1.1', docker_container: '', docker_host: null, proxyId: null,
    mqttUsername: '', mqttPassword: '', mqttTopic: '', mqttWebsocketPath: '', mqttSuccessMessage: '', mqttCheckType: 'keyword',
    authMethod: null, oauth_auth_method: 'client_secret_basic', httpBodyEncoding: 'json',
    kafkaProducerBrokers: [], kafkaProducerSaslOptions: { mechanism: 'None' }, kafkaProducerSsl: false,
    kafkaProducerAllowAutoTopicCreation: false, gamedigGivenPortOnly: true, remote_browser: null, screenshot_delay: 0,
    rabbitmqNodes: [], rabbitmqUsername: '', rabbitmqPassword: '', conditions: [], location: 'world',
    ntpStratumThreshold: 5, ntpTimeOffsetThreshold: 1000, ntpRootDispersionThreshold: 500,
    ping_count: 3, ping_numeric: true, ping_per_request_timeout: 2, jsonPath: '$', jsonPathOperator: '==',
  }
}

const runtimeKeys = ['id', 'path', 'pathName', 'childrenIDs', 'screenshot', 'active', 'forceInactive', 'maintenance', 'dns_last_result']

export function cloneDraft(source: MonitorDraft, name: string): MonitorDraft {
  const copy = Object.fromEntries(Object.entries(source).filter(([key]) => !runtimeKeys.includes(key)))
  return { ...copy, name, pushToken: source['type'] === 'push' ? newPushToken() : null }
}

/** The name that an unnamed monitor gets. */
export function fallbackName(draft: MonitorDraft, otherwise: string): string {
  for (const key of ['hostname', 'system_service_name', 'docker_container', 'grpcUrl']) {
    if (!isEmpty(draft[key]) && fieldsOf(monitorType(String(draft['type']))).some(field => field.key === key && (field.shown?.(draft) ?? true))) {
      return String(draft[key])
    }
  }

  try {
    return new URL(String(draft['url'])).hostname || otherwise
  } catch {
    return otherwise
  }
}

const urls = ['', 'https://', 'wss://']
const codes = { http: '["200-299"]', webSocket: '["1000"]' }

/** What choosing a type sets. What the user has typed stays; starts that nobody has touched give way. */
export function startOf(type: MonitorTypeDef, draft: MonitorDraft): MonitorDraft {
  const webSocket = type.type === 'websocket-upgrade'
  const start: MonitorDraft = { type: type.type, timeout: 48, port: null, conditions: [], ...type.onChoose }
  if (urls.includes(String(draft['url'] ?? ''))) {
    start['url'] = webSocket ? 'wss://' : 'https://'
  }

  if ([codes.http, codes.webSocket].includes(JSON.stringify(draft['accepted_statuscodes']))) {
    start['accepted_statuscodes'] = [webSocket ? '1000' : '200-299']
  }

  const address = String(draft['databaseConnectionString'] ?? '')
  if (type.template && (address === '' || monitorTypes.some(one => one.template === address))) {
    start['databaseConnectionString'] = type.template
  }

  return start
}

export function fieldsOf(type: MonitorTypeDef): FieldDef[] {
  return [...type.fields, ...(type.sections ?? []).flatMap(section => section.fields), ...type.advanced ?? []]
}

export function problemsOf(type: MonitorTypeDef, draft: MonitorDraft, common: FieldDef[]): Map<string, FieldProblem> {
  const problems = new Map<string, FieldProblem>()
  for (const field of [...common, ...fieldsOf(type)]) {
    const problem = problemOf(field, draft)
    if (problem) {
      problems.set(field.key, problem)
    }
  }

  return problems
}

/** The monitor as it is sent: trimmed, numbers as numbers, and the timeout within four fifths of the interval. */
export function toWire(draft: MonitorDraft, type: MonitorTypeDef, common: FieldDef[], unnamed: string): MonitorDraft {
  const out: MonitorDraft = { ...draft }
  for (const field of [...common, ...fieldsOf(type)]) {
    const value = valueOf(field, out)
    if (field.shown && !field.shown(out)) {
      continue
    }

    if (field.kind === 'number') {
      setValue(field, out, isEmpty(value) ? null : Number(value))
    } else if (field.kind === 'json' && !isEmpty(value)) {
      setValue(field, out, JSON.stringify(JSON.parse(String(value)), null, 4))
    } else if (['text', 'suggest'].includes(field.kind) && typeof value === 'string') {
      setValue(field, out, value.trim())
    }
  }

  if (type.hasTimeout) {
    out['timeout'] = Math.min(Number(out['timeout'] ?? 0), Math.floor(Number(out['interval']) * 8) / 10)
  }

  if (out['ignoreTls'] === true) {
    out['expiryNotification'] = false
  }

  if (isEmpty(out['name'])) {
    out['name'] = fallbackName(out, unnamed)
  }

  return out
}
