import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const regional: ProviderRow[] = [
  {
    type: 'AliyunSMS', label: 'AliyunSMS (阿里云短信服务)', group: 'regional',
    fields: 'accessKeyId*:secret@accessKeyId secretAccessKey*:secret@apiKey phonenumber*@recipient templateCode*@templateCode '
      + 'signName*@sender optionalParameters:switch@sendMessageText',
  },
  {
    type: 'bearsms', label: 'BearSMS (Israel)', group: 'regional',
    fields: 'bearsmsUsername*@username bearsmsHashKey*:secret@hashKey bearsmsSenderId@sender bearsmsPhoneNumber*@recipient',
  },
  {
    type: 'DingDing', label: 'DingDing (钉钉自定义机器人)', group: 'regional', defaults: { mobileList: [], userList: [], mentioning: 'nobody' },
    fields: 'webHookUrl*@webhookUrl secretKey*:secret@secret mentioning*:select(nobody|everyone|specify-mobiles|specify-users)@mentioning '
      + 'mobileList*:list@mobiles?mentioning=specify-mobiles userList*:list@users?mentioning=specify-users',
  },
  {
    type: 'egosms', label: 'EgoSMS (Uganda)', group: 'regional',
    fields: 'egosmsUsername*@username egosmsPassword*:secret@password egosmsSender@sender egosmsPhoneNumber*@recipient',
  },
  {
    type: 'Feishu', label: 'Feishu (飞书)', group: 'regional',
    fields: 'feishuWebHookUrl*@webhookUrl',
  },
  {
    type: 'FlashDuty', label: 'FlashDuty (快猫星云)', group: 'regional', defaults: { flashdutySeverity: 'Warning' },
    fields: 'flashdutyIntegrationKey:secret@integrationKey flashdutySeverity*:select(Info|Warning|Critical)@severity',
  },
  {
    type: 'FreeMobile', label: 'FreeMobile (mobile.free.fr)', group: 'regional',
    fields: 'freemobileUser*@username freemobilePass*@password',
  },
  {
    type: 'Ooredoo', label: 'Ooredoo (Maldives)', group: 'regional',
    fields: 'ooredooUsername*@username ooredooAccessKey*:secret@accessKey ooredooBearerToken*:secret@accessToken ooredooToNumber*@recipient '
      + 'ooredooServerUrl@serverUrl',
  },
  {
    type: 'promosms', label: 'PromoSMS', group: 'regional', defaults: { promosmsSMSType: '3', promosmsAllowLongSMS: false },
    fields: 'promosmsLogin*@username promosmsPassword*:secret@password promosmsSMSType:select(0|1|3|4)@messageType '
      + 'promosmsPhoneNumber*@recipient promosmsSenderName@sender promosmsAllowLongSMS:switch@longSms',
  },
  {
    type: 'PushDeer', label: 'PushDeer', group: 'regional',
    fields: 'pushdeerServer@serverUrl pushdeerKey*:secret@apiKey',
  },
  {
    type: 'PushPlus', label: 'PushPlus (推送加)', group: 'regional',
    fields: 'pushPlusSendKey*:secret@apiKey',
  },
  {
    type: 'ServerChan', label: 'ServerChan (Server酱)', group: 'regional',
    fields: 'serverChanSendKey*:secret@apiKey',
  },
  {
    type: 'serwersms', label: 'SerwerSMS.pl', group: 'regional', defaults: { serwersmsRecipientType: 'phone' },
    fields: 'serwersmsUsername*@username serwersmsPassword*:secret@password serwersmsRecipientType:select(phone|group)@recipientType '
      + 'serwersmsPhoneNumber*@recipient?serwersmsRecipientType=phone serwersmsGroupId*@groupId?serwersmsRecipientType=group '
      + 'serwersmsSenderName@sender',
  },
  {
    type: 'smsir', label: 'SMS.IR', group: 'regional',
    fields: 'smsirApiKey*:secret@apiKey smsirNumber*@recipient smsirTemplate*@templateId',
  },
  {
    type: 'smsc', label: 'SMSC', group: 'regional', defaults: { smscTranslit: '0' },
    fields: 'smscLogin*@username smscPassword*:secret@password smscToNumber*@recipient smscSenderName@sender '
      + 'smscTranslit:select(0|1|2)@translit',
  },
  {
    type: 'SMSManager', label: 'SmsManager (smsmanager.cz)', group: 'regional', defaults: { messageType: 'high' },
    fields: 'smsmanagerApiKey@apiKey numbers@recipient messageType:select(economy|lowcost|high)@messageType',
  },
  {
    type: 'SMSPlanet', label: 'SMSPlanet.pl', group: 'regional',
    fields: 'smsplanetApiToken*:secret@token smsplanetPhoneNumbers*:area@recipient smsplanetSenderName@sender',
  },
  {
    type: 'SpugPush', label: 'SpugPush（Spug推送助手）', group: 'regional',
    fields: 'templateKey*:secret@templateKey',
  },
  {
    type: 'VK', label: 'VK', group: 'regional', defaults: { vkApiVersion: '5.199', vkDontParseLinks: false },
    fields: 'vkAccessToken*:secret@accessToken vkApiVersion*@version vkPeerId*@peerId vkDontParseLinks:switch@noPreview',
  },
  {
    type: 'VKTeams', label: 'VKTeams', group: 'regional', defaults: { vkteamsBaseUrl: 'https://myteam.mail.ru', vkteamsTemplateFormat: 'plain' },
    fields: 'vkteamsBotToken*:secret@botToken vkteamsChatId*@chatId vkteamsBaseUrl*@serverUrl vkteamsUseTemplate:switch@useTemplate '
      + 'vkteamsTemplateFormat*:select(plain|MarkdownV2|HTML)@format?vkteamsUseTemplate '
      + 'vkteamsTemplate*:area@template?vkteamsUseTemplate',
  },
  {
    type: 'WeCom', label: 'WeCom (企业微信群机器人)', group: 'regional',
    fields: 'weComBotKey*@apiKey weComMentionedMobileList@mobiles',
  },
  {
    type: 'WPush', label: 'WPush(wpush.cn)', group: 'regional', defaults: { wpushChannel: 'wechat' },
    fields: 'wpushAPIkey*:secret@apiKey wpushChannel*:select(wechat|sms|mail|feishu|dingtalk|wechat_work)@channel',
  },
  {
    type: 'WxPusher', label: 'WxPusher SPT Push (WxPusher极简推送)', group: 'regional',
    fields: 'wxpusherSPT*:secret@token',
  },
  {
    type: 'YZJ', label: 'YZJ (云之家自定义机器人)', group: 'regional',
    fields: 'yzjWebHookUrl*:url@webhookUrl yzjToken*:secret@token',
  },
]
