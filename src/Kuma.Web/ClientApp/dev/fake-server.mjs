// A made-up Kuma for work on the screens: realistic monitors, live beats, no database.
//   npm run fake [-- port [monitors]]     sign in as admin / admin1, then start `npm run dev` beside it
import { createServer } from 'node:http'
import { Server } from 'socket.io'
import { createData } from './fake-data.mjs'

const port = Number(process.argv[2] ?? 3001)
const data = createData(Number(process.argv[3] ?? 0))
const http = createServer((_, response) => response.writeHead(404).end())
const io = new Server(http, { maxHttpBufferSize: 1e8 })
const ok = (msg, more = {}) => ({ ok: true, ...(msg ? { msg, msgi18n: true } : {}), ...more })
const token = `x.${Buffer.from(JSON.stringify({ username: 'admin' })).toString('base64url')}.y`
const pushed = monitor => io.emit('updateMonitorIntoList', { [monitor.id]: monitor })
const object = list => Object.fromEntries(list.map(one => [one.id, one]))

function feed(socket) {
  socket.emit('monitorList', object([...data.monitors.values()]))
  socket.emit('info', data.info)
  socket.emit('notificationList', data.notifications)
  socket.emit('proxyList', data.proxies)
  socket.emit('dockerHostList', [])
  socket.emit('apiKeyList', data.apiKeys)
  socket.emit('maintenanceList', object(data.maintenance))
  socket.emit('statusPageList', object(data.statusPages))
  for (const id of data.monitors.keys()) {
    socket.emit('heartbeatList', id, data.beats.get(id), false)
    figures(socket, id)
  }
}

function figures(target, id) {
  target.emit('avgPing', id, data.average(id))
  for (const period of [24, 720, '1y']) {
    target.emit('uptime', id, period, data.uptime(id, period))
  }

  const certificate = data.certificate(id)
  if (certificate) {
    target.emit('certInfo', id, JSON.stringify(certificate))
  }
}

function change(id, fields) {
  const monitor = data.monitors.get(Number(id))
  Object.assign(monitor, fields)
  pushed(monitor)
}

const answers = {
  needSetup: () => false,
  login: (socket, { username, password }) => {
    if (username !== 'admin' || password !== 'admin1') {
      return { ok: false, msg: 'authIncorrectCreds', msgi18n: true }
    }

    feed(socket)
    return ok(null, { token })
  },
  loginByToken: (socket) => {
    feed(socket)
    return ok()
  },
  logout: () => undefined,
  getMonitor: (_, id) => ok(null, { monitor: data.monitors.get(Number(id)) }),
  add: (_, draft) => {
    const monitor = data.add(draft)
    pushed(monitor)
    return ok('successAdded', { monitorID: monitor.id })
  },
  editMonitor: (_, draft) => {
    change(draft.id, draft)
    return ok('Saved.', { monitorID: draft.id })
  },
  pauseMonitor: (_, id) => {
    change(id, { active: false })
    return ok('successPaused')
  },
  resumeMonitor: (_, id) => {
    change(id, { active: true })
    return ok('successResumed')
  },
  deleteMonitor: (_, id) => {
    data.monitors.delete(Number(id))
    io.emit('deleteMonitorFromList', id)
    return ok('successDeleted')
  },
  getTags: () => ok(null, { tags: data.tags }),
  getSettings: () => ok(null, { data: { serverTimezone: 'Europe/Berlin', keepDataPeriodDays: 365 } }),
  setSettings: () => ok('Saved.'),
  twoFAStatus: () => ok(null, { status: false }),
  prepare2FA: () => ok(null, { uri: 'otpauth://totp/Kuma:admin?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP' }),
  verifyToken: () => ok(null, { valid: true }),
  getDatabaseSize: () => ok(null, { size: 48_234_496 }),
  monitorImportantHeartbeatListCount: (_, id) => ok(null, { count: data.important(id).length }),
  monitorImportantHeartbeatListPaged: (_, id, offset, count) => ok(null, { data: data.important(id).slice(offset, offset + count) }),
  getMonitorChartData: (_, id, hours) => ok(null, { data: data.chart(Number(id), hours) }),
}

io.on('connection', (socket) => {
  socket.emit('info', { primaryBaseURL: null, serverTimezone: 'Europe/Berlin', serverTimezoneOffset: '+01:00' })
  socket.emit('loginRequired')
  socket.onAny((event, ...args) => {
    const ack = typeof args.at(-1) === 'function' ? args.pop() : () => undefined
    ack(answers[event] ? answers[event](socket, ...args) : ok('Saved.'))
  })
})

setInterval(() => {
  for (const id of data.due()) {
    io.emit('heartbeat', data.beat(id))
    figures(io, id)
  }
}, 1000)

http.listen(port, '127.0.0.1', () => console.log(`A made-up Kuma listens on http://127.0.0.1:${port}`))
