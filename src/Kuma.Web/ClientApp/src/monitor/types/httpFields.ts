import { checkCodes, checkJson, checkUrl, type FieldDef, type MonitorTypeDef } from '../form/fields'

const auth = (...methods: string[]): FieldDef['shown'] => draft => methods.includes(String(draft['authMethod'] ?? ''))
const verbs = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS']

export const urlField: FieldDef = {
  key: 'url', kind: 'text', required: true, check: checkUrl, placeholder: 'https://example.com', testId: 'url-input',
}

const request: FieldDef[] = [
  { key: 'method', kind: 'select', options: verbs.map(value => ({ value, label: value })) },
  {
    key: 'httpBodyEncoding', kind: 'select', absent: 'json',
    options: [{ value: 'json', label: 'JSON' }, { value: 'form', label: 'x-www-form-urlencoded' }, { value: 'xml', label: 'XML' }],
  },
  {
    key: 'body', kind: 'area', mono: true, placeholder: '{ "key": "value" }',
    check: (value, draft) => (draft['httpBodyEncoding'] ?? 'json') === 'json' ? checkJson(value) : null,
  },
  { key: 'headers', kind: 'json', mono: true, check: checkJson, placeholder: '{ "Accept": "application/json" }' },
]

const methods = [
  { value: 'basic', label: '@auth.basic' }, { value: 'bearer', label: '@auth.bearer' }, { value: 'oauth2-cc', label: '@auth.oauth' },
  { value: 'ntlm', label: 'NTLM' }, { value: 'mtls', label: '@auth.mtls' },
]

const credentials: FieldDef[] = [
  { key: 'basic_auth_user', kind: 'text', shown: auth('basic', 'ntlm') },
  { key: 'basic_auth_pass', kind: 'secret', shown: auth('basic', 'ntlm') },
  { key: 'authDomain', kind: 'text', shown: auth('ntlm') },
  { key: 'authWorkstation', kind: 'text', shown: auth('ntlm') },
  { key: 'bearer_token', kind: 'secret', shown: auth('bearer') },
  {
    key: 'oauth_auth_method', kind: 'select', shown: auth('oauth2-cc'),
    options: [{ value: 'client_secret_basic', label: '@auth.header' }, { value: 'client_secret_post', label: '@auth.form' }],
  },
  { key: 'oauth_token_url', kind: 'text', required: true, shown: auth('oauth2-cc'), check: checkUrl },
  { key: 'oauth_client_id', kind: 'text', required: true, shown: auth('oauth2-cc') },
  { key: 'oauth_client_secret', kind: 'secret', required: true, shown: auth('oauth2-cc') },
  { key: 'oauth_scopes', kind: 'text', shown: auth('oauth2-cc') },
  { key: 'oauth_audience', kind: 'text', shown: auth('oauth2-cc') },
  { key: 'tlsCert', kind: 'area', mono: true, required: true, shown: auth('mtls'), placeholder: '-----BEGIN CERTIFICATE-----' },
  { key: 'tlsKey', kind: 'area', mono: true, required: true, shown: auth('mtls'), placeholder: '-----BEGIN PRIVATE KEY-----' },
  { key: 'tlsCa', kind: 'area', mono: true, shown: auth('mtls'), placeholder: '-----BEGIN CERTIFICATE-----' },
]

/** The fields of the given ways to sign in. */
export function authenticationFor(...offered: string[]): FieldDef[] {
  const options = [{ value: null, label: '@auth.none' }, ...methods.filter(one => offered.includes(one.value))]
  return [{ key: 'authMethod', kind: 'select', options }, ...credentials]
}

const authentication = authenticationFor('basic', 'bearer', 'oauth2-cc', 'ntlm', 'mtls')

const advanced: FieldDef[] = [
  { key: 'accepted_statuscodes', kind: 'codes', check: checkCodes, help: true },
  { key: 'maxredirects', kind: 'number', min: 0, help: true },
  {
    key: 'ipFamily', kind: 'select',
    options: [{ value: null, label: '@common.automatic' }, { value: 'ipv4', label: 'IPv4' }, { value: 'ipv6', label: 'IPv6' }],
  },
  { key: 'expiryNotification', kind: 'switch', shown: draft => draft['ignoreTls'] !== true },
  { key: 'domainExpiryNotification', kind: 'switch' },
  { key: 'ignoreTls', kind: 'switch' },
  { key: 'cacheBust', kind: 'switch', help: true },
  { key: 'saveErrorResponse', kind: 'switch', help: true },
  { key: 'saveResponse', kind: 'switch', shown: draft => draft['saveErrorResponse'] === true },
  { key: 'responseMaxLength', kind: 'number', min: 0, max: 1_048_576, shown: draft => draft['saveErrorResponse'] === true },
]

/** What http, keyword and json-query share. */
export const httpFamily: Pick<MonitorTypeDef, 'sections' | 'advanced' | 'hasTimeout' | 'hasProxy' | 'onChoose'> = {
  sections: [{ title: 'request', fields: request }, { title: 'authentication', fields: authentication }],
  advanced,
  hasTimeout: true,
  hasProxy: true,
  onChoose: { timeout: 48 },
}
