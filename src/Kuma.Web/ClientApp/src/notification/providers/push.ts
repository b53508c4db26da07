import type { ProviderRow } from '../fields'

/** How to read a line of fields: see `fields.ts`. */
export const push: ProviderRow[] = [
  {
    type: 'Bark', label: 'Bark', group: 'push', defaults: { apiVersion: 'v2', barkSound: 'telegraph', barkGroup: 'UptimeKuma' },
    fields: 'apiVersion*:select(v1|v2)@version barkEndpoint*@serverUrl barkGroup*@group '
      + 'barkSound*:select(alarm|anticipate|bell|birdsong|bloom|calypso|chime|choo|descent|electronic|fanfare|glass|gotosleep|'
      + 'healthnotification|horn|ladder|mailsent|minuet|multiwayinvitation|newmail|newsflash|noir|paymentsuccess|shake|sherwoodforest|'
      + 'silence|spell|suspense|telegraph|tiptoes|typewriters|update)@sound',
  },
  {
    type: 'gorush', label: 'Gorush', group: 'push', defaults: { gorushPlatform: 'ios', gorushPriority: 'normal' },
    fields: 'gorushDeviceToken*@deviceToken gorushServerURL*@serverUrl gorushPlatform:select(ios|android|huawei)@platform gorushTitle@title '
      + 'gorushPriority:select(normal|high)@priority gorushRetry:number@retries gorushTopic@topic',
  },
  {
    type: 'gotify', label: 'Gotify', group: 'push', defaults: { gotifyPriority: 8 },
    fields: 'gotifyapplicationToken*:secret@applicationToken gotifyserverurl*@serverUrl gotifyPriority*:number@priority',
  },
  {
    type: 'lunasea', label: 'LunaSea', group: 'push', defaults: { lunaseaTarget: 'device' },
    fields: 'lunaseaTarget*:select(device|user)@target lunaseaDevice@device?lunaseaTarget=device lunaseaUserID@userId?lunaseaTarget=user',
  },
  {
    type: 'notifery', label: 'Notifery', group: 'push',
    fields: 'notiferyApiKey*:secret@apiKey notiferyTitle@title notiferyGroup@group',
  },
  {
    type: 'ntfy', label: 'Ntfy', group: 'push',
    defaults: {
      ntfyserverurl: 'https://ntfy.sh', ntfyPriority: 5, ntfyPriorityDown: 5, ntfyAuthenticationMethod: 'none',
    },
    fields: 'ntfytopic*@topic ntfyserverurl*@serverUrl ntfyPriority*:number@priority ntfyPriorityDown*:number@priorityDown '
      + 'ntfyAuthenticationMethod:select(none|usernamePassword|accessToken)@authentication '
      + 'ntfyusername@username?ntfyAuthenticationMethod=usernamePassword '
      + 'ntfypassword:secret@password?ntfyAuthenticationMethod=usernamePassword '
      + 'ntfyaccesstoken:secret@accessToken?ntfyAuthenticationMethod=accessToken ntfyIcon@iconUrl ntfyCall@call '
      + 'ntfyUseTemplate:switch@useTemplate ntfyCustomTitle@title?ntfyUseTemplate ntfyCustomMessage:area@template?ntfyUseTemplate',
  },
  {
    type: 'pinglet', label: 'Pinglet', group: 'push',
    fields: 'pingletPublishUrl*:url@webhookUrl pingletApiKey*:secret@apiKey',
  },
  {
    type: 'PushByTechulus', label: 'Push by Techulus', group: 'push',
    defaults: {
      pushTitle: 'Uptime-Kuma', pushChannel: 'uptime-kuma', pushSound: 'default', pushTimeSensitive: true,
    },
    fields: 'pushAPIKey*:secret@apiKey pushTitle@title pushChannel@channel '
      + 'pushSound:select(default|arcade|correct|fail|harp|reveal|bubble|doorbell|flute|money|scifi|clear|elevator|guitar|pop)@sound '
      + 'pushTimeSensitive:switch@timeSensitive',
  },
  {
    type: 'pushbullet', label: 'Pushbullet', group: 'push',
    fields: 'pushbulletAccessToken*:secret@accessToken',
  },
  {
    type: 'pushover', label: 'Pushover', group: 'push', defaults: { pushoverpriority: '0', pushoversounds: 'pushover', pushoversounds_up: 'pushover' },
    fields: 'pushoveruserkey*:secret@userKey pushoverapptoken*:secret@applicationToken pushoverdevice@device pushovertitle@title '
      + 'pushoverpriority:select(-2|-1|0|1|2)@priority '
      + 'pushoversounds:select(pushover|bike|bugle|cashregister|classical|cosmic|falling|gamelan|incoming|intermission|magic|'
      + 'mechanical|pianobar|siren|spacealarm|tugboat|alien|climb|persistent|echo|updown|vibrate|none)@sound '
      + 'pushoversounds_up:select(pushover|bike|bugle|cashregister|classical|cosmic|falling|gamelan|incoming|intermission|magic|'
      + 'mechanical|pianobar|siren|spacealarm|tugboat|alien|climb|persistent|echo|updown|vibrate|none)@soundUp pushoverttl:number@ttl',
  },
  {
    type: 'pushy', label: 'Pushy', group: 'push',
    fields: 'pushyAPIKey*:secret@apiKey pushyToken*:secret@token',
  },
  {
    type: 'Webpush', label: 'Webpush', group: 'push',
    fields: 'subscription*:webpush@subscription',
  },
]
