import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const common: ProviderRow[] = [
  {
    type: 'apprise', label: 'Apprise (Support 50+ Notification services)', group: 'universal',
    fields: 'appriseURL*@appriseUrl title@title',
  },
  {
    type: 'webhook', label: 'Webhook', group: 'universal', defaults: { webhookContentType: 'json', httpMethod: 'post' },
    fields: 'webhookURL*:url@webhookUrl httpMethod:select(post|get)@method '
      + 'webhookContentType*:select(json|form-data|custom)@bodyKind?httpMethod=post '
      + 'webhookCustomBody*:area@body?webhookContentType=custom showAdditionalHeadersField:switch@additionalHeaders '
      + 'webhookAdditionalHeaders*:area@additionalHeaders?showAdditionalHeadersField',
  },
  {
    type: 'Brevo', label: 'Brevo', group: 'email', defaults: { brevoSubject: 'Notification from Your Uptime Kuma', brevoFromName: 'Uptime Kuma' },
    fields: 'brevoApiKey*:secret@apiKey brevoFromEmail*@from brevoFromName@fromName brevoToEmail*@to brevoCcEmail@cc brevoBccEmail@bcc '
      + 'brevoSubject@subject',
  },
  {
    type: 'smtp', label: 'Email (SMTP)', group: 'email', defaults: { smtpPort: 587, smtpSecure: false },
    fields: 'smtpHost*@host smtpPort*:number@port smtpSecure:select(false|true)@security smtpIgnoreTLSError:switch@ignoreTls '
      + 'smtpIgnoreSTARTTLS:switch@ignoreStartTls?smtpSecure=false smtpUsername@username smtpPassword:secret@password smtpFrom*@from '
      + 'smtpTo@to smtpCC@cc smtpBCC@bcc customSubject@subject customBody:area@body htmlBody:switch@html '
      + 'showAdditionalHeadersField:switch@additionalHeaders smtpAdditionalHeaders*:area@additionalHeaders?showAdditionalHeadersField '
      + 'smtpDkimDomain~@dkimDomain smtpDkimKeySelector~@dkimSelector smtpDkimPrivateKey~:area@dkimKey smtpDkimHashAlgo~@dkimHash '
      + 'smtpDkimheaderFieldNames~@dkimHeaders smtpDkimskipFields~@dkimSkip',
  },
  {
    type: 'Resend', label: 'Resend', group: 'email', defaults: { resendSubject: 'Notification from Your Uptime Kuma', resendFromName: 'Uptime Kuma' },
    fields: 'resendApiKey*:secret@apiKey resendFromEmail*@from resendFromName@fromName resendToEmail*@to resendSubject@subject',
  },
  {
    type: 'SendGrid', label: 'SendGrid', group: 'email', defaults: { sendgridSubject: 'Notification from Your Uptime Kuma' },
    fields: 'sendgridApiKey*:secret@apiKey sendgridFromEmail*@from sendgridToEmail*@to sendgridCcEmail@cc sendgridBccEmail@bcc '
      + 'sendgridSubject@subject',
  },
  {
    type: 'TurboSMTP', label: 'TurboSMTP', group: 'email', defaults: { turbosmtpRegion: 'us', turbosmtpSubject: 'Notification from Your Uptime Kuma' },
    fields: 'turbosmtpConsumerKey*:secret@consumerKey turbosmtpConsumerSecret*:secret@consumerSecret turbosmtpRegion*:select(us|eu)@region '
      + 'turbosmtpFromEmail*@from turbosmtpToEmail*@to turbosmtpCcEmail@cc turbosmtpBccEmail@bcc turbosmtpSubject@subject',
  },
  {
    type: 'HomeAssistant', label: 'Home Assistant', group: 'home',
    fields: 'homeAssistantUrl*:url@serverUrl longLivedAccessToken*@accessToken notificationService@service',
  },
  {
    type: 'GoogleSheets', label: 'Google Sheets', group: 'other',
    fields: 'googleSheetsWebhookUrl*:secret@webhookUrl',
  },
]
