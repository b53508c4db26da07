/** One input of a provider's form. */
export interface ProviderField {
  /** The wire's name. */
  key: string
  kind: 'text' | 'url' | 'secret' | 'area' | 'number' | 'switch' | 'select' | 'list' | 'webpush'
  /** A key of `notificationFields`. */
  label: string
  required: boolean
  options: { value: string | boolean, label: string }[]
  shown: (config: Record<string, unknown>) => boolean
}

export type ProviderGroup = 'universal' | 'chat' | 'push' | 'sms' | 'email' | 'incident' | 'home' | 'other' | 'regional'

/**
 * A provider as a line of a table. Its fields are words of the form `key*:kind(a|b)@label?other=value`: the wire's name, a star when it is
 * needed, the kind of input with its choices, the label, and the field (with its value) that makes it appear. Kind and condition may be
 * left out; a condition without a value asks whether the other field is on.
 */
export interface ProviderRow {
  type: string
  label: string
  group: ProviderGroup
  fields: string
  defaults?: Record<string, unknown>
}

export interface Provider extends Omit<ProviderRow, 'fields'> {
  fields: ProviderField[]
}

const word = /^(?<key>\w+)(?<required>\*)?(?::(?<kind>\w+)(?:\((?<options>[^)]*)\))?)?@(?<label>\w+)(?:\?(?<other>\w+)(?:=(?<value>[\w.-]+))?)?$/

/** What choices are called, where the wire's own word does not say it. */
const optionLabels: Record<string, Record<string, string>> = {
  httpMethod: { post: 'POST', get: 'GET' },
  webhookContentType: { 'json': 'application/json', 'form-data': 'multipart/form-data', 'custom': 'Custom' },
  smtpSecure: { false: 'None / STARTTLS (25, 587)', true: 'TLS (465)' },
  pagerdutyAutoResolve: { 0: '–' },
  pagertreeAutoResolve: { 0: '–' },
  splunkAutoResolve: { 0: '–' },
  promosmsSMSType: { 0: 'flash', 1: 'eco', 3: 'full', 4: 'speed' },
  smscTranslit: { 0: '–', 1: 'Translit', 2: 'MpaHc/Ium' },
  wpushChannel: { wechat: '微信', sms: '短信', mail: '邮件', feishu: '飞书', dingtalk: '钉钉', wechat_work: '企业微信' },
}

function parseField(text: string): ProviderField {
  const parts = word.exec(text)?.groups
  if (!parts) {
    throw new Error(`not a field: ${text}`)
  }

  const { key = '', label = '', other, value } = parts
  return {
    key,
    label,
    kind: (parts['kind'] ?? 'text') as ProviderField['kind'],
    required: parts['required'] !== undefined,
    options: (parts['options']?.split('|') ?? []).map(option => ({
      value: option === 'true' || option === 'false' ? option === 'true' : option,
      label: optionLabels[key]?.[option] ?? option,
    })),
    shown: config => other === undefined || (value === undefined ? config[other] === true : String(config[other]) === value),
  }
}

export function parseRow({ fields, ...row }: ProviderRow): Provider {
  return { ...row, fields: fields.split(' ').map(parseField) }
}
