import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const chat: ProviderRow[] = [
  {
    type: 'bale', label: 'Bale', group: 'chat',
    fields: 'baleBotToken*:secret@botToken baleChatID*@chatId',
  },
  {
    type: 'Bitrix24', label: 'Bitrix24', group: 'chat',
    fields: 'bitrix24WebhookURL*:secret@webhookUrl bitrix24UserID*@userId',
  },
  {
    type: 'CallMeBot', label: 'CallMeBot (WhatsApp, Telegram Call, Facebook Messenger)', group: 'chat',
    fields: 'callMeBotEndpoint*@webhookUrl',
  },
  {
    type: 'ClickUp', label: 'ClickUp', group: 'chat',
    fields: 'clickupToken*:secret@token clickupWorkspaceId*@workspaceId clickupChannelId*@channelId clickupDisableUrl:switch@disableUrl',
  },
  {
    type: 'discord', label: 'Discord', group: 'chat',
    defaults: {
      discordMessageFormat: 'normal', discordChannelType: 'channel', disableUrl: false, discordSuppressNotifications: false,
    },
    fields: 'discordWebhookUrl*:secret@webhookUrl discordUsername@username discordPrefixMessage@prefix '
      + 'discordMessageFormat:select(normal|minimalist|custom)@messageFormat '
      + 'discordMessageTemplate:area@template?discordMessageFormat=custom '
      + 'discordChannelType:select(channel|createNewForumPost|postToThread)@channelType '
      + 'postName@postName?discordChannelType=createNewForumPost threadId@threadId?discordChannelType=postToThread '
      + 'disableUrl:switch@disableUrl discordSuppressNotifications:switch@silent',
  },
  {
    type: 'fluxer', label: 'Fluxer', group: 'chat', defaults: { fluxerMessageFormat: 'normal' },
    fields: 'fluxerWebhookUrl*:secret@webhookUrl fluxerUsername@username fluxerPrefixMessage@prefix '
      + 'fluxerMessageFormat:select(normal|minimalist|custom)@messageFormat '
      + 'fluxerMessageTemplate:area@template?fluxerMessageFormat=custom',
  },
  {
    type: 'GoogleChat', label: 'Google Chat (Google Workspace)', group: 'chat', defaults: { googleChatMaxRetries: 1 },
    fields: 'googleChatWebhookURL*@webhookUrl googleChatMaxRetries*:number@retries googleChatUseTemplate:switch@useTemplate '
      + 'googleChatTemplate*:area@template?googleChatUseTemplate',
  },
  {
    type: 'HaloPSA', label: 'Halo PSA', group: 'chat',
    fields: 'halowebhookurl*:secret@webhookUrl haloUsername@username haloPassword@password',
  },
  {
    type: 'Kook', label: 'Kook', group: 'chat',
    fields: 'kookBotToken*:secret@botToken kookGuildID*@userId',
  },
  {
    type: 'line', label: 'LINE Messenger', group: 'chat',
    fields: 'lineChannelAccessToken*:secret@accessToken lineUserID*@userId',
  },
  {
    type: 'matrix', label: 'Matrix', group: 'chat',
    fields: 'homeserverUrl*@serverUrl internalRoomId*@roomId accessToken*:secret@accessToken matrixUseTemplate:switch@useTemplate '
      + 'matrixTemplate*:area@template?matrixUseTemplate',
  },
  {
    type: 'mattermost', label: 'Mattermost', group: 'chat',
    fields: 'mattermostWebhookUrl*@webhookUrl mattermostusername@username mattermosticonurl@iconUrl mattermosticonemo@iconEmoji '
      + 'mattermostchannel@channel',
  },
  {
    type: 'max', label: 'MAX messenger', group: 'chat', defaults: { maxApiUrl: 'https://platform-api.max.ru', maxTemplateFormat: 'plain' },
    fields: 'maxBotToken*:secret@botToken maxApiUrl*@serverUrl maxChatID*@chatId maxUseTemplate:switch@useTemplate '
      + 'maxTemplateFormat*:select(plain|markdown|html)@format?maxUseTemplate maxTemplate*:area@template?maxUseTemplate',
  },
  {
    type: 'teams', label: 'Microsoft Teams', group: 'chat',
    fields: 'webhookUrl*@webhookUrl teamsEnableTags:switch@showTags',
  },
  {
    type: 'Milky', label: 'Milky(QQ)', group: 'chat', defaults: { msgType: 'group' },
    fields: 'httpAddr*@serverUrl accessToken*:secret@accessToken msgType:select(group|private)@messageType recieverId*@recipient',
  },
  {
    type: 'nextcloudtalk', label: 'Nextcloud Talk', group: 'chat',
    fields: 'host@host conversationToken@conversation botSecret*:secret@secret sendSilentUp:switch@silentUp '
      + 'sendSilentDown:switch@silentDown',
  },
  {
    type: 'nostr', label: 'Nostr', group: 'chat',
    fields: 'relays*:area@relays sender*:secret@privateKey recipients*:area@recipient',
  },
  {
    type: 'OneBot', label: 'OneBot', group: 'chat', defaults: { msgType: 'group' },
    fields: 'httpAddr*@serverUrl accessToken*@accessToken msgType:select(group|private)@messageType recieverId*@recipient',
  },
  {
    type: 'OneChat', label: 'OneChat', group: 'chat',
    fields: 'accessToken*:secret@accessToken recieverId*@recipient botId*@botId',
  },
  {
    type: 'pumble', label: 'Pumble', group: 'chat',
    fields: 'webhookURL*:url@webhookUrl',
  },
  {
    type: 'rocket.chat', label: 'Rocket.Chat', group: 'chat',
    fields: 'rocketwebhookURL*@webhookUrl rocketusername@username rocketiconemo@iconEmoji rocketchannel@channel',
  },
  {
    type: 'signal', label: 'Signal', group: 'chat',
    fields: 'signalURL*:url@serverUrl signalNumber*@sender signalRecipients*@recipient signalUseTemplate:switch@useTemplate '
      + 'signalTemplate*:area@template?signalUseTemplate',
  },
  {
    type: 'slack', label: 'Slack', group: 'chat', defaults: { slackIncludeGroupName: true },
    fields: 'slackwebhookURL*@webhookUrl slackusername@username slackiconemo@iconEmoji slackchannel@channel slackrichmessage:switch@rich '
      + 'slackIncludeGroupName:switch@groupName slackUseTemplate:switch@useTemplate slackTemplate*:area@template?slackUseTemplate '
      + 'slackchannelnotify:switch@notifyChannel',
  },
  {
    type: 'stackfield', label: 'Stackfield', group: 'chat',
    fields: 'stackfieldwebhookURL*@webhookUrl',
  },
  {
    type: 'telegram', label: 'Telegram', group: 'chat', defaults: { telegramServerUrl: 'https://api.telegram.org', telegramTemplateParseMode: 'plain' },
    fields: 'telegramBotToken*:secret@botToken telegramChatID*@chatId telegramMessageThreadID@topicId telegramServerUrl@serverUrl '
      + 'telegramUseTemplate:switch@useTemplate telegramTemplateParseMode*:select(plain|HTML|MarkdownV2)@format?telegramUseTemplate '
      + 'telegramTemplate*:area@template?telegramUseTemplate telegramSendSilently:switch@silent telegramProtectContent:switch@protect',
  },
  {
    type: 'threema', label: 'Threema', group: 'chat', defaults: { threemaRecipientType: 'identity' },
    fields: 'threemaRecipientType*:select(identity|phone|email)@recipientType threemaRecipient*@recipient threemaSenderIdentity*@sender '
      + 'threemaSecret*:secret@secret',
  },
  {
    type: 'Whatsapp360messenger', label: 'WhatsApp (360messenger)', group: 'chat',
    fields: 'Whatsapp360messengerAuthToken*:secret@authToken Whatsapp360messengerRecipient@recipient '
      + 'Whatsapp360messengerGroupIds:list@groupIds Whatsapp360messengerUseTemplate:switch@useTemplate '
      + 'Whatsapp360messengerTemplate*:area@template?Whatsapp360messengerUseTemplate',
  },
  {
    type: 'evolution', label: 'WhatsApp (Evolution)', group: 'chat',
    fields: 'evolutionInstanceName*@instance evolutionApiUrl@serverUrl evolutionAuthToken*:secret@authToken evolutionRecipient*@recipient '
      + 'evolutionUseCustomMessage:switch@useTemplate evolutionCustomMessage*:area@template?evolutionUseCustomMessage',
  },
  {
    type: 'openwa', label: 'WhatsApp (OpenWA)', group: 'chat',
    fields: 'openwaApiUrl*:url@serverUrl openwaApiKey*:secret@apiKey openwaSession*@session openwaChatId*@chatId '
      + 'openwaUseCustomMessage:switch@useTemplate openwaCustomMessage*:area@template?openwaUseCustomMessage',
  },
  {
    type: 'waha', label: 'WhatsApp (WAHA)', group: 'chat',
    fields: 'wahaApiUrl*:url@serverUrl wahaApiKey:secret@apiKey wahaSession*@session wahaChatId*@chatId',
  },
  {
    type: 'whapi', label: 'WhatsApp (Whapi)', group: 'chat',
    fields: 'whapiApiUrl@serverUrl whapiAuthToken*:secret@authToken whapiRecipient*@recipient',
  },
  {
    type: 'ZohoCliq', label: 'ZohoCliq', group: 'chat',
    fields: 'webhookUrl*@webhookUrl',
  },
]
