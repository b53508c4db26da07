/** One input of a provider's form. */
export interface ProviderField {
  /** The wire's name. */
  key: string
  kind: 'text' | 'url' | 'secret' | 'area' | 'number' | 'switch' | 'select' | 'list' | 'webpush'
  /** A key of `notificationFields`. */
  label: string
  required: boolean
  /** Seldom needed: kept under “More”. */
  folded: boolean
  options: { value: string | boolean, label: string }[]
  shown: (config: Record<string, unknown>) => boolean
}

export type ProviderGroup = 'universal' | 'chat' | 'push' | 'sms' | 'email' | 'incident' | 'home' | 'other' | 'regional'

/**
 * A provider as a line of a table. Its fields are words of the form `key*:kind(a|b)@label?other=value`: the wire's name, a star when it is
 * needed, a tilde when it is seldom used, the kind of input with its choices, the label, and the field (with its value) that makes it
 * appear. Kind and condition may be left out; a condition without a value asks whether the other field is on.
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

const word = new RegExp([
  /^(?<key>\w+)(?<required>\*)?(?<folded>~)?/,
  /(?::(?<kind>\w+)(?:\((?<options>[^)]*)\))?)?/,
  /@(?<label>\w+)(?:\?(?<other>\w+)(?:=(?<value>[\w.-]+))?)?$/,
].map(part => part.source).join(''))

/** What choices are called, where the wire's own word does not say it; with `@` in front it is a key of the languages. */
const optionLabels: Record<string, Record<string, string>> = {
  httpMethod: { post: 'POST', get: 'GET' },
  webhookContentType: { 'json': 'application/json', 'form-data': 'multipart/form-data', 'custom': 'Custom' },
  smtpSecure: { false: 'None / STARTTLS (25, 587)', true: 'TLS (465)' },
  pagerdutyAutoResolve: { 0: '@notifications.nothing' },
  pagertreeAutoResolve: { 0: '@notifications.nothing' },
  splunkAutoResolve: { 0: '@notifications.nothing' },
  smseagleApiType: { 'smseagle-apiv1': 'v1', 'smseagle-apiv2': 'v2' },
  smseagleMsgType: { 'smseagle-sms': 'SMS', 'smseagle-ring': 'Ring', 'smseagle-tts': 'Text to speech', 'smseagle-tts-advanced': 'Text to speech (advanced)' },
  smseagleRecipientType: { 'smseagle-to': 'Phone number', 'smseagle-group': 'Group', 'smseagle-contact': 'Contact' },
  ntfyAuthenticationMethod: { usernamePassword: 'Username and password' },
  pushSound: { scifi: 'Sci-fi' },
  promosmsSMSType: { 0: 'Flash', 1: 'Eco', 3: 'Full', 4: 'Speed' },
  smscTranslit: { 0: '@auth.none', 1: 'Translit', 2: 'MpaHc/Ium' },
  wpushChannel: { wechat: '微信', sms: '短信', mail: '邮件', feishu: '飞书', dingtalk: '钉钉', wechat_work: '企业微信' },
}

/** Nobody reads these over a shoulder. */
const secretLabels = ['accessToken', 'apiKey', 'authToken', 'password', 'secret', 'token']
const abbreviations: Record<string, string> = { eu: 'EU', html: 'HTML', ios: 'iOS', us: 'US' }

/** The wire's word for people: `createNewForumPost` is “Create new forum post”. */
export function wordsOf(option: string): string {
  if (/^[A-Z]|\d/.test(option)) {
    return option
  }

  const text = option.replace(/([a-z])([A-Z])/g, '$1 $2').replace(/[_-]/g, ' ').toLowerCase().replace(/\bsms\b/g, 'SMS')
  return abbreviations[option] ?? text.charAt(0).toUpperCase() + text.slice(1)
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
    kind: (parts['kind'] ?? (secretLabels.includes(label) ? 'secret' : 'text')) as ProviderField['kind'],
    required: parts['required'] !== undefined,
    folded: parts['folded'] !== undefined,
    options: (parts['options']?.split('|') ?? []).map(option => ({
      value: option === 'true' || option === 'false' ? option === 'true' : option,
      label: optionLabels[key]?.[option] ?? wordsOf(option),
    })),
    shown: config => other === undefined || (value === undefined ? config[other] === true : String(config[other]) === value),
  }
}

export function parseRow({ fields, ...row }: ProviderRow): Provider {
  return { ...row, fields: fields.split(' ').map(parseField) }
}
