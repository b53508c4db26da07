// The world behind fake-server.mjs.

const tags = [
  { id: 1, name: 'production', color: '#2563EB' }, { id: 2, name: 'staging', color: '#D97706' },
  { id: 3, name: 'eu-central', color: '#7C3AED' }, { id: 4, name: 'payments', color: '#059669' },
]

const names = [
  ['Shop', 'group', null, []],
  ['shop.example.com', 'http', 1, [1, 3]], ['Checkout API', 'json-query', 1, [1, 4]], ['Product search', 'http', 1, [1]],
  ['Image CDN', 'http', 1, [1, 3]], ['Payment gateway', 'keyword', 1, [1, 4]],
  ['Infrastructure', 'group', null, []],
  ['PostgreSQL primary', 'port', 7, [1]], ['PostgreSQL replica', 'port', 7, [1]], ['Redis', 'port', 7, [1]],
  ['edge-fra-1', 'ping', 7, [3]], ['edge-fra-2', 'ping', 7, [3]],
  ['Company website', 'http', null, [1]], ['Documentation', 'http', null, []], ['Status mailer', 'push', null, [1]],
  ['Nightly backup', 'push', null, [1]], ['Staging shop', 'http', null, [2]], ['Staging API', 'json-query', null, [2]],
  ['GraphQL gateway', 'keyword', null, [1]], ['VPN concentrator', 'ping', null, []], ['Mail relay', 'port', null, [1]],
  ['Grafana', 'http', null, []], ['Git server', 'http', null, []], ['Legacy ERP', 'http', null, []],
]
const unsteady = { 1: 'down', 6: 'down', 12: 'flaky', 17: 'maintenance', 9: 'flaky', 19: 'pending', 24: 'paused' }
const sql = time => new Date(time).toISOString().replace('T', ' ').replace('Z', '')
const failures = ['timeout of 16000ms exceeded', 'Request failed with status code 503', 'connect ECONNREFUSED 10.0.4.7:443']

export function createData(extra) {
  let seed = 7
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647
  const monitors = new Map()
  const beats = new Map()
  const important = []

  function add(draft) {
    const id = draft.id ?? Math.max(0, ...monitors.keys()) + 1
    const parent = monitors.get(draft.parent)
    const monitor = {
      description: null, url: null, hostname: null, port: null, active: true, forceInactive: false, maintenance: false, childrenIDs: [],
      weight: 2000, interval: 60, retryInterval: 60, maxretries: 1, resendInterval: 0, upsideDown: false, tags: [], notificationIDList: {},
      accepted_statuscodes: ['200-299'], timeout: 48, ...draft, id, path: [...parent?.path ?? [], draft.name], pathName: draft.name,
    }
    parent?.childrenIDs.push(id)
    monitors.set(id, monitor)
    beats.set(id, [])
    return monitor
  }

  function ping(id, time) {
    const base = 18 + ((id * 37) % 160)
    const spike = random() < 0.03 ? base * 2.5 : 0
    return Math.round(base + Math.sin(time / 9e5 + id) * base * 0.18 + random() * base * 0.25 + spike)
  }

  function statusAt(id, age) {
    const kind = unsteady[id]
    if (kind === 'down') {
      return age < 14 ? 0 : age < 15 ? 2 : 1
    }

    if (kind === 'maintenance') {
      return age < 22 ? 3 : 1
    }

    if (kind === 'pending') {
      return age < 1 ? 2 : 1
    }

    return kind === 'flaky' && ((age > 30 && age < 34) || age === 61) ? 0 : 1
  }

  function beat(id, time = Date.now(), age = 0) {
    const list = beats.get(id)
    const status = statusAt(id, age)
    const last = list.at(-1)
    const changed = last !== undefined && last.status !== status && status !== 2
    const msg = status === 0 ? (id === 1 ? 'Child inaccessible' : failures[id % 3]) : status === 3 ? 'Monitor under maintenance' : status === 2 ? failures[0] : '200 - OK'
    const one = { monitorID: id, monitor_id: id, status, time: sql(time), msg, ping: status === 1 && monitors.get(id).type !== 'group' ? ping(id, time) : null, important: changed }
    list.push(one)
    if (changed) {
      important.unshift(one)
    }

    return one
  }

  const count = names.length
  names.forEach(([name, type, parent, tagIds], index) => add({
    id: index + 1, name, type, parent,
    url: ['http', 'keyword', 'json-query'].includes(type) ? `https://${name.toLowerCase().replaceAll(' ', '-').replace('.example.com', '')}.example.com` : null,
    hostname: ['port', 'ping'].includes(type) ? `${name.toLowerCase().replaceAll(' ', '-')}.internal` : null,
    port: type === 'port' ? 5432 : null, keyword: type === 'keyword' ? 'healthy' : null, jsonPath: '$.status', jsonPathOperator: '==',
    expectedValue: 'ok', pushToken: type === 'push' ? 'q8Zr1mXw0LbT5vYc2NdK7sJh4GfA9ePu' : null,
    active: unsteady[index + 1] !== 'paused', maintenance: unsteady[index + 1] === 'maintenance',
    tags: tagIds.map(id => ({ tag_id: id, monitor_id: index + 1, value: '', ...tags[id - 1] })),
  }))
  for (let i = 1; i <= extra; i++) {
    add({ name: `service-${String(i).padStart(5, '0')}`, type: 'http', parent: null, url: `https://service-${i}.example.com` })
  }

  for (let age = 99; age >= 0; age--) {
    for (const id of monitors.keys()) {
      beat(id, Date.now() - age * 60_000 - (id % 60) * 900, age)
    }
  }

  return {
    monitors, beats, tags, add, beat,
    info: {
      version: '2.5.3', latestVersion: null, primaryBaseURL: null, serverTimezone: 'Europe/Berlin', serverTimezoneOffset: '+01:00',
      dbType: 'postgres', isContainer: false, runtime: { platform: 'linux', arch: 'x64' },
    },
    notifications: [
      { id: 1, name: 'On-call Telegram', active: true, isDefault: true, userId: 1, config: '{"type":"telegram","telegramBotToken":"x","telegramChatID":"1"}' },
      { id: 2, name: 'Ops mailbox', active: true, isDefault: false, userId: 1, config: '{"type":"smtp","smtpHost":"mail","smtpPort":587}' },
    ],
    proxies: [{ id: 1, protocol: 'http', host: 'proxy.internal', port: 3128, auth: false, active: true, default: false }],
    apiKeys: [{ id: 1, name: 'Prometheus', active: 1, status: 'active', createdDate: sql(Date.now() - 9e9), expires: null }],
    maintenance: [{
      id: 1, title: 'Staging upgrade', description: '', strategy: 'single', intervalDay: 1, active: true, dateRange: [], timeRange: [], weekdays: [],
      daysOfMonth: [], cron: '', durationMinutes: null, timezone: 'Europe/Berlin', timezoneOption: 'SAME_AS_SERVER', timezoneOffset: '+01:00',
      status: 'under-maintenance', timeslotList: [{ startDate: sql(Date.now() - 1.3e6), endDate: sql(Date.now() + 2e6) }],
    }],
    statusPages: [{
      id: 1, slug: 'shop', title: 'Shop status', description: null, icon: '/icon.svg', theme: 'auto', autoRefreshInterval: 300, published: true,
      showTags: false, domainNameList: ['status.example.com'], customCSS: '', footerText: null, showPoweredBy: true,
    }],
    important: id => important.filter(one => id === null || one.monitorID === Number(id)),
    average: id => monitors.get(id).type === 'group' ? null : 18 + ((id * 37) % 160) + 9.4,
    uptime: (id, period) => unsteady[id] === 'down' ? 0.9871 : unsteady[id] === 'flaky' ? 0.9962 : period === 24 ? 1 : 0.9997,
    certificate: id => ['http', 'keyword', 'json-query'].includes(monitors.get(id)?.type)
      ? {
          valid: true,
          certInfo: { subject: { CN: 'example.com' }, issuer: { CN: 'R11', O: 'Example CA' }, validTo: new Date(Date.now() + 5.3e9).toISOString(), daysRemaining: 61 },
        }
      : null,
    due: () => [...monitors.keys()].filter(id => id <= count && (Math.floor(Date.now() / 1000) + id * 7) % 60 === 0 && monitors.get(id).active),
    chart: (id, hours) => {
      const size = hours <= 24 ? 60 : 3600
      const now = Math.floor(Date.now() / 1000 / size) * size
      return Array.from({ length: hours * 3600 / size }, (_, i) => {
        const timestamp = now - i * size
        const value = ping(id, timestamp * 1000)
        return { timestamp, up: 1, down: 0, avgPing: value, minPing: Math.round(value * 0.8), maxPing: Math.round(value * 1.3) }
      })
    },
  }
}
