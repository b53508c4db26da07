import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const sms: ProviderRow[] = [
  {
    type: 'Elks', label: '46elks', group: 'sms',
    fields: 'elksUsername*@username elksAuthToken*:secret@authToken elksFromNumber*@sender elksToNumber*@recipient',
  },
  {
    type: 'Cellsynt', label: 'Cellsynt', group: 'sms', defaults: { cellsyntOriginatortype: 'alpha', cellsyntOriginator: 'uptimekuma' },
    fields: 'cellsyntLogin*@username cellsyntPassword*:secret@password cellsyntOriginatortype*:select(alpha|numeric)@originatorType '
      + 'cellsyntOriginator*@sender cellsyntDestination*@recipient cellsyntAllowLongSMS:switch@longSms',
  },
  {
    type: 'clicksendsms', label: 'ClickSend SMS', group: 'sms',
    fields: 'clicksendsmsLogin*@username clicksendsmsPassword*:secret@password clicksendsmsToNumber*@recipient '
      + 'clicksendsmsSenderName@sender',
  },
  {
    type: 'gtxmessaging', label: 'GtxMessaging', group: 'sms',
    fields: 'gtxMessagingApiKey*:secret@apiKey gtxMessagingFrom*@sender gtxMessagingTo*@recipient',
  },
  {
    type: 'octopush', label: 'Octopush', group: 'sms', defaults: { octopushVersion: '2', octopushSMSType: 'sms_premium' },
    fields: 'octopushVersion:select(2|1)@version octopushAPIKey*:secret@apiKey octopushLogin*@username '
      + 'octopushSMSType:select(sms_premium|sms_low_cost)@messageType octopushPhoneNumber*@recipient octopushSenderName@sender',
  },
  {
    type: 'Onesender', label: 'Onesender', group: 'sms', defaults: { onesenderTypeReceiver: 'private' },
    fields: 'onesenderURL*:url@webhookUrl onesenderToken*:secret@token onesenderTypeReceiver*:select(private|group)@recipientType '
      + 'onesenderReceiver*@recipient',
  },
  {
    type: 'plivo', label: 'Plivo', group: 'sms', defaults: { plivoMessageType: 'sms' },
    fields: 'plivoAuthID*@account plivoAuthToken*:secret@authToken plivoFromNumber*@sender plivoToNumber*@recipient '
      + 'plivoMessageType:select(sms|call)@messageType plivoAnswerUrl*:url@answerUrl?plivoMessageType=call',
  },
  {
    type: 'SevenIO', label: 'SevenIO', group: 'sms',
    fields: 'sevenioApiKey*:secret@apiKey sevenioSender@sender sevenioReceiver*:number@recipient',
  },
  {
    type: 'SMSGateway', label: 'SMS Gateway', group: 'sms',
    fields: 'smsgatewayUrl*:url@serverUrl smsgatewayApiKey*:secret@apiKey smsgatewayTo*@recipient',
  },
  {
    type: 'SMSPartner', label: 'SMS Partner', group: 'sms',
    fields: 'smspartnerApikey*:secret@apiKey smspartnerPhoneNumber*@recipient smspartnerSenderName*@sender',
  },
  {
    type: 'SMSEagle', label: 'SMSEagle', group: 'sms',
    defaults: {
      smseagleApiType: 'smseagle-apiv1', smseagleMsgType: 'smseagle-sms', smseagleRecipientType: 'smseagle-to',
    },
    fields: 'smseagleUrl*@serverUrl smseagleToken*:secret@token smseagleApiType:select(smseagle-apiv1|smseagle-apiv2)@version '
      + 'smseagleRecipientType:select(smseagle-to|smseagle-group|smseagle-contact)@recipientType?smseagleApiType=smseagle-apiv1 '
      + 'smseagleRecipient*@recipient?smseagleApiType=smseagle-apiv1 smseaglePriority*:number@priority?smseagleMsgType=smseagle-sms '
      + 'smseagleEncoding:switch@unicode?smseagleMsgType=smseagle-sms '
      + 'smseagleMsgType:select(smseagle-sms|smseagle-ring|smseagle-tts|smseagle-tts-advanced)@messageType '
      + 'smseagleDuration:number@duration smseagleTtsModel*:number@voice?smseagleMsgType=smseagle-tts-advanced '
      + 'smseagleRecipientTo@recipientTo?smseagleApiType=smseagle-apiv2 '
      + 'smseagleRecipientGroup@recipientGroup?smseagleApiType=smseagle-apiv2 '
      + 'smseagleRecipientContact@recipientContact?smseagleApiType=smseagle-apiv2',
  },
  {
    type: 'telnyx', label: 'Telnyx', group: 'sms',
    fields: 'telnyxApiKey*:secret@apiKey telnyxPhoneNumber*@sender telnyxToNumber*@recipient telnyxMessagingProfileId@messagingProfile',
  },
  {
    type: 'Teltonika', label: 'Teltonika SMS Gateway', group: 'sms',
    fields: 'teltonikaUrl*:url@serverUrl teltonikaUnsafeTls:switch@ignoreTls teltonikaUsername*@username teltonikaPassword*:secret@password '
      + 'teltonikaModem*@modem teltonikaPhoneNumber*@recipient',
  },
  {
    type: 'twilio', label: 'Twilio', group: 'sms',
    fields: 'twilioAccountSID*@account twilioApiKey@apiKey twilioMessagingServiceSID@messagingService twilioAuthToken*@authToken '
      + 'twilioFromNumber*@sender twilioToNumber*@recipient',
  },
]
