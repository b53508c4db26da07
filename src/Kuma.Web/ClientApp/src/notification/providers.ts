/** The fields of the common providers; their names are those of the wire. Labels are `notificationFields.<key>`. */
export interface ProviderField {
  key: string
  kind: 'text' | 'secret' | 'area' | 'number' | 'switch' | 'select'
  required?: boolean
  options?: { value: string | number | boolean, label: string }[]
  shown?: (config: Record<string, unknown>) => boolean
  placeholder?: string
}

export interface Provider {
  type: string
  label: string
  group: 'universal' | 'chat' | 'push' | 'email'
  fields: ProviderField[]
  defaults?: Record<string, unknown>
}

const text = (key: string, required = false, placeholder?: string): ProviderField => ({ key, kind: 'text', required, placeholder })
const secret = (key: string, required = true): ProviderField => ({ key, kind: 'secret', required })
const flag = (key: string): ProviderField => ({ key, kind: 'switch' })
const number = (key: string, required = true): ProviderField => ({ key, kind: 'number', required })
const when = (key: string, value: unknown) => (config: Record<string, unknown>): boolean => config[key] === value
const hook = 'https://'

export const providers: Provider[] = [
  {
    type: 'webhook', label: 'Webhook', group: 'universal',
    defaults: { httpMethod: 'post', webhookContentType: 'json' },
    fields: [
      text('webhookURL', true, hook),
      { key: 'httpMethod', kind: 'select', options: [{ value: 'post', label: 'POST' }, { value: 'get', label: 'GET' }] },
      {
        key: 'webhookContentType', kind: 'select', required: true,
        options: [{ value: 'json', label: 'application/json' }, { value: 'form-data', label: 'multipart/form-data' }, { value: 'custom', label: 'Custom' }],
      },
      { key: 'webhookCustomBody', kind: 'area', required: true, shown: when('webhookContentType', 'custom') },
      flag('showAdditionalHeadersField'),
      { key: 'webhookAdditionalHeaders', kind: 'area', required: true, shown: when('showAdditionalHeadersField', true), placeholder: '{ "Authorization": "…" }' },
    ],
  },
  {
    type: 'telegram', label: 'Telegram', group: 'chat',
    fields: [
      secret('telegramBotToken'), text('telegramChatID', true), text('telegramMessageThreadID'), text('telegramServerUrl', false, 'https://api.telegram.org'),
      flag('telegramSendSilently'), flag('telegramProtectContent'),
    ],
  },
  {
    type: 'discord', label: 'Discord', group: 'chat',
    defaults: { discordMessageFormat: 'normal', discordChannelType: 'channel', disableUrl: false, discordSuppressNotifications: false },
    fields: [secret('discordWebhookUrl'), text('discordUsername'), text('discordPrefixMessage'), flag('disableUrl')],
  },
  {
    type: 'slack', label: 'Slack', group: 'chat',
    defaults: { slackIncludeGroupName: true },
    fields: [
      text('slackwebhookURL', true, hook), text('slackusername'), text('slackiconemo', false, ':bear:'), text('slackchannel', false, '#alerts'),
      flag('slackrichmessage'), flag('slackchannelnotify'),
    ],
  },
  { type: 'teams', label: 'Microsoft Teams', group: 'chat', fields: [text('webhookUrl', true, hook)] },
  {
    type: 'mattermost', label: 'Mattermost', group: 'chat',
    fields: [
      text('mattermostWebhookUrl', true, hook), text('mattermostusername'), text('mattermostchannel'), text('mattermosticonurl'), text('mattermosticonemo'),
    ],
  },
  {
    type: 'matrix', label: 'Matrix', group: 'chat',
    fields: [text('homeserverUrl', true, hook), text('internalRoomId', true, '!room:example.com'), secret('accessToken')],
  },
  {
    type: 'ntfy', label: 'ntfy', group: 'push',
    defaults: { ntfyserverurl: 'https://ntfy.sh', ntfyPriority: 5, ntfyPriorityDown: 5, ntfyAuthenticationMethod: 'none' },
    fields: [
      text('ntfyserverurl', true), text('ntfytopic', true), number('ntfyPriority'), number('ntfyPriorityDown'),
      {
        key: 'ntfyAuthenticationMethod', kind: 'select',
        options: [{ value: 'none', label: 'None' }, { value: 'usernamePassword', label: 'Username' }, { value: 'accessToken', label: 'Token' }],
      },
      { ...text('ntfyusername'), shown: when('ntfyAuthenticationMethod', 'usernamePassword') },
      { ...secret('ntfypassword', false), shown: when('ntfyAuthenticationMethod', 'usernamePassword') },
      { ...secret('ntfyaccesstoken', false), shown: when('ntfyAuthenticationMethod', 'accessToken') },
      text('ntfyIcon'),
    ],
  },
  {
    type: 'gotify', label: 'Gotify', group: 'push', defaults: { gotifyPriority: 8 },
    fields: [text('gotifyserverurl', true, hook), secret('gotifyapplicationToken'), number('gotifyPriority')],
  },
  {
    type: 'pushover', label: 'Pushover', group: 'push',
    fields: [
      secret('pushoveruserkey'), secret('pushoverapptoken'), text('pushoverdevice'), text('pushovertitle'),
      { key: 'pushoverpriority', kind: 'select', options: ['-2', '-1', '0', '1', '2'].map(value => ({ value, label: value })) },
    ],
  },
  {
    type: 'smtp', label: 'E-mail (SMTP)', group: 'email', defaults: { smtpSecure: false, smtpPort: 587 },
    fields: [
      text('smtpHost', true, 'mail.example.com'), number('smtpPort'),
      { key: 'smtpSecure', kind: 'select', options: [{ value: false, label: 'STARTTLS (25, 587)' }, { value: true, label: 'TLS (465)' }] },
      flag('smtpIgnoreTLSError'), text('smtpUsername'), secret('smtpPassword', false), text('smtpFrom', true, '"Kuma" <kuma@example.com>'),
      text('smtpTo'), text('smtpCC'), text('smtpBCC'), text('customSubject'),
    ],
  },
]

/** Required fields that are shown and empty; mail also needs somebody to send to. */
export function missingFields(provider: Provider | undefined, config: Record<string, unknown>): string[] {
  const empty = (key: string): boolean => config[key] === undefined || config[key] === null || config[key] === ''
  const missing = (provider?.fields ?? [])
    .filter(field => field.required && (field.shown?.(config) ?? true) && empty(field.key))
    .map(field => field.key)
  return provider?.type === 'smtp' && ['smtpTo', 'smtpCC', 'smtpBCC'].every(empty) ? [...missing, 'smtpTo'] : missing
}
