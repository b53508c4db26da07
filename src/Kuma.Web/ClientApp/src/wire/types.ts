/** The shapes of the wire, as far as the dashboard reads them. Names are the wire's own. */

export type Status = 0 | 1 | 2 | 3

export interface WireText {
  key: string
  values?: unknown[]
}

export interface Ack {
  ok: boolean
  msg?: string | WireText
  msgi18n?: boolean
}

export interface MonitorTag {
  tag_id: number
  monitor_id: number
  name: string
  color: string
  value: string | null
}

export interface Monitor {
  id: number
  name: string
  description: string | null
  type: string
  url: string | null
  hostname: string | null
  port: number | null
  active: boolean
  forceInactive: boolean
  maintenance: boolean
  parent: number | null
  childrenIDs: number[]
  path: string[]
  pathName: string
  weight: number
  interval: number
  retryInterval: number
  maxretries: number
  resendInterval: number
  upsideDown: boolean
  tags: MonitorTag[]
  notificationIDList: Record<string, boolean>
  keyword: string | null
  invertKeyword: boolean
  jsonPath: string | null
  jsonPathOperator: string | null
  expectedValue: string | null
  pushToken: string | null
  dns_resolve_type: string | null
  accepted_statuscodes: string[]
  dns_last_result?: string | null
  docker_container?: string | null
  system_service_name?: string | null
  grpcUrl?: string | null
  mqttTopic?: string | null
  databaseConnectionString?: string | null
  screenshot?: string | null
}

/** A monitor as the form edits it: any field of the wire by its name. */
export type MonitorDraft = Record<string, unknown>

export interface WireBeat {
  monitorID?: number
  monitor_id?: number
  status: Status
  time: string
  msg?: string | null
  ping?: number | null
  important?: boolean | 0 | 1
  duration?: number
  retries?: number
}

export interface ImportantBeat {
  monitorID: number
  status: Status
  time: string
  msg: string | null
  ping: number | null
  duration?: number
}

export interface ChartPoint {
  timestamp: number
  up: number
  down: number
  maintenance?: number
  avgPing: number | null
  minPing: number | null
  maxPing: number | null
}

export interface Certificate {
  subject?: Record<string, string>
  issuer?: Record<string, string>
  validTo?: string
  validFor?: string[]
  daysRemaining?: number
  fingerprint256?: string
  certType?: string
  issuerCertificate?: Certificate | null
}

export interface CertInfo {
  valid: boolean
  certInfo?: Certificate
  hostnameMatchMonitorUrl?: boolean
}

export interface Info {
  primaryBaseURL: string | null
  serverTimezone: string
  serverTimezoneOffset: string
  version?: string
  /** Our own; `version` is that of the compatible original. */
  kumaVersion?: string
  latestVersion?: string | null
  dbType?: string
  runtime?: { platform: string, arch: string }
}

export interface Notification {
  id: number
  name: string
  active: boolean
  userId: number
  isDefault: boolean
  config: string
}

export interface Tag {
  id: number
  name: string
  color: string
}

export interface Proxy {
  id: number
  protocol: string
  host: string
  port: number
  auth: boolean | 0 | 1
  username: string | null
  password: string | null
  active: boolean | 0 | 1
  default: boolean | 0 | 1
}

export interface DockerHost {
  id: number
  name: string
  dockerType: string
  dockerDaemon: string
}

export interface ApiKey {
  id: number
  name: string
  active: boolean | 0 | 1
  status: 'active' | 'inactive' | 'expired'
  createdDate: string
  expires: string | null
}

export interface TimeOfDay {
  hours: number
  minutes: number
  seconds?: number
}

export interface Maintenance {
  id: number
  title: string
  description: string
  strategy: string
  intervalDay: number | null
  active: boolean
  dateRange: (string | null)[]
  timeRange: TimeOfDay[]
  weekdays: number[]
  daysOfMonth: (number | string)[]
  timeslotList: { startDate: string | null, endDate: string | null }[]
  cron: string
  durationMinutes: number | null
  timezone: string
  timezoneOption: string
  timezoneOffset: string
  status: 'inactive' | 'scheduled' | 'under-maintenance' | 'ended' | 'unknown'
}

export interface StatusPage {
  id: number
  slug: string
  title: string
  description: string | null
  icon: string
  theme: string
  autoRefreshInterval: number
  published: boolean
  showTags: boolean
  domainNameList: string[]
  customCSS: string | null
  footerText: string | null
  showPoweredBy: boolean
  analyticsId: string | null
  analyticsScriptUrl: string | null
  analyticsType: string | null
  showCertificateExpiry: boolean
  showOnlyLastHeartbeat: boolean
  rssTitle: string | null
}

export interface PublicGroup {
  id?: number
  name: string
  monitorList: { id: number, name?: string, sendUrl?: boolean, url?: string | null }[]
}

export interface RemoteBrowser {
  id: number
  name: string
  url: string
}

export interface Incident {
  id: number
  style: string
  title: string
  content: string
  pin: boolean
  active: boolean
  createdDate: string
}

export interface IncidentDraft {
  title: string
  content: string
  style: string
  pin: boolean
}
