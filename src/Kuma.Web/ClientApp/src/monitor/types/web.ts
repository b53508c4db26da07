import { checkCloseCodes, checkJson, checkUrl, checkWebSocketUrl, type FieldDef, type MonitorTypeDef } from '../form/fields'
import { domainExpiry, hostField, jsonFields, portField } from './hostFields'
import { authenticationFor, urlField } from './httpFields'

export const realBrowser: MonitorTypeDef = {
  type: 'real-browser',
  group: 'general',
  fields: [
    urlField,
    { key: 'remote_browser', kind: 'choice', source: 'remoteBrowsers', help: true },
    {
      key: 'screenshot_delay', kind: 'number', min: 0, step: 100, help: true,
      check: (value, draft) => Number(value) < Number(draft['interval']) * 500 ? null : 'delay',
    },
  ],
  advanced: [domainExpiry],
}

export const webSocket: MonitorTypeDef = {
  type: 'websocket-upgrade',
  group: 'general',
  fields: [
    { key: 'url', kind: 'text', required: true, check: checkWebSocketUrl, placeholder: 'wss://example.com/socket', testId: 'url-input' },
    { key: 'wsSubprotocol', kind: 'text', placeholder: 'mqtt, xmpp' },
    { key: 'wsIgnoreSecWebsocketAcceptHeader', kind: 'switch', help: true },
  ],
  sections: [
    { title: 'request', fields: [{ key: 'headers', kind: 'json', mono: true, check: checkJson, placeholder: '{ "X-Header": "value" }' }] },
    { title: 'authentication', fields: authenticationFor('basic', 'bearer', 'oauth2-cc', 'mtls') },
  ],
  advanced: [
    { key: 'accepted_statuscodes', kind: 'closeCodes', check: checkCloseCodes },
    { key: 'ignoreTls', kind: 'switch', shown: draft => draft['authMethod'] === 'mtls' },
    domainExpiry,
  ],
  hasTimeout: true,
}

export const grpcKeyword: MonitorTypeDef = {
  type: 'grpc-keyword',
  group: 'specific',
  fields: [
    { key: 'grpcUrl', kind: 'text', required: true, placeholder: 'example.com:50051' },
    { key: 'keyword', kind: 'text', required: true },
    { key: 'invertKeyword', kind: 'switch', help: true },
    { key: 'grpcEnableTls', kind: 'switch' },
    { key: 'grpcServiceName', kind: 'text', required: true, mono: true, placeholder: 'Health' },
    { key: 'grpcMethod', kind: 'text', required: true, mono: true, placeholder: 'check', help: true },
    { key: 'grpcProtobuf', kind: 'area', mono: true, required: true, placeholder: 'syntax = "proto3"; …' },
    { key: 'grpcBody', kind: 'area', mono: true, check: checkJson, placeholder: '{ "key": "value" }' },
  ],
  advanced: [domainExpiry],
}

const of = (...subtypes: string[]): FieldDef['shown'] => draft => subtypes.includes(String(draft['subtype']))
const asking = (subtype: string, kind: string): FieldDef['shown'] => draft => draft['subtype'] === subtype && draft['responsecheck'] === kind
const records = ['A', 'AAAA', 'ANY', 'CNAME', 'DNSKEY', 'DS', 'HTTPS', 'MX', 'NS', 'NSEC', 'PTR', 'RRSIG', 'SOA', 'SRV', 'SVCB', 'TXT']
const same = (values: string[]): FieldDef['options'] => values.map(value => ({ value, label: value }))

export const globalping: MonitorTypeDef = {
  type: 'globalping',
  group: 'general',
  fields: [
    { key: 'subtype', kind: 'select', required: true, testId: 'monitor-subtype-select', options: [
      { value: 'ping', label: 'Ping' }, { value: 'http', label: 'HTTP(s)' }, { value: 'dns', label: 'DNS' },
    ] },
    { ...hostField, shown: of('ping', 'dns') },
    { ...urlField, check: checkUrl, shown: of('http') },
    { key: 'location', kind: 'text', required: true, help: true, check: value => String(value).includes(',') ? 'comma' : null },
    { key: 'protocol', kind: 'select', shown: of('ping'), options: same(['ICMP', 'TCP']) },
    { key: 'protocol', kind: 'select', shown: of('dns'), options: same(['UDP', 'TCP']) },
    { key: 'protocol', kind: 'select', shown: of('http'), options: [{ value: null, label: '@common.automatic' }, { value: 'HTTP2', label: 'HTTP/2' }] },
    { ...portField, shown: draft => draft['subtype'] === 'dns' || (draft['subtype'] === 'ping' && draft['protocol'] === 'TCP') },
    { key: 'ping_count', kind: 'number', min: 1, max: 16, step: 1, shown: of('ping') },
    { key: 'dns_resolve_type', kind: 'select', shown: of('dns'), options: same(records) },
    { key: 'dns_resolve_server', kind: 'text', shown: of('http', 'dns') },
    { key: 'keyword', kind: 'text', shown: of('dns'), help: true },
    { key: 'method', kind: 'select', shown: of('http'), options: same(['HEAD', 'GET', 'OPTIONS']) },
    { key: 'responsecheck', kind: 'select', shown: of('http'), options: [
      { value: null, label: '@auth.none' }, { value: 'keyword', label: '@fields.keyword' }, { value: 'json-query', label: '@fields.jsonPath' },
    ] },
    { key: 'keyword', kind: 'text', required: true, shown: asking('http', 'keyword') },
    { key: 'invertKeyword', kind: 'switch', shown: asking('http', 'keyword') },
    ...jsonFields.map(field => ({ ...field, shown: asking('http', 'json-query') })),
  ],
  sections: [
    { title: 'request', shown: of('http'), fields: [{ key: 'headers', kind: 'json', mono: true, check: checkJson, shown: of('http') }] },
    { title: 'authentication', shown: of('http'), fields: authenticationFor('basic', 'bearer', 'oauth2-cc') },
  ],
  advanced: [
    { key: 'ipFamily', kind: 'select', options: [{ value: null, label: '@common.automatic' }, { value: 'ipv4', label: 'IPv4' }, { value: 'ipv6', label: 'IPv6' }] },
    { key: 'accepted_statuscodes', kind: 'codes', shown: of('http') },
    { key: 'cacheBust', kind: 'switch', shown: of('http') },
    { key: 'ignoreTls', kind: 'switch', shown: of('http') },
  ],
  onChoose: { subtype: 'ping', protocol: 'ICMP', port: 80, location: 'world', keyword: null, expectedValue: null, responsecheck: null, dns_resolve_server: '' },
}
