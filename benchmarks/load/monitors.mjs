// http monitors against a local server for some minutes: was every check made, how late did checks begin, was one falsely DOWN, what did it cost?
//   node monitors.mjs --monitors 500 --interval 20 --minutes 3
import { fork } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { flags, inParallel, must, percentile, signIn, startKuma, usage } from './kuma.mjs'

const { monitors, interval, minutes } = flags({ monitors: 500, interval: 20, minutes: 3 })
const target = fork(new URL('./target.mjs', import.meta.url))
const ask = message => new Promise(resolve => { target.once('message', resolve); if (message) target.send(message) })
const { port } = await ask()
const kuma = await startKuma()
try {
  const { socket, call } = await signIn(kuma.url, { setup: true })
  const ids = []
  const before = performance.now()
  await inParallel(monitors, 16, async n => {
    const { monitorID } = await must(call('add', {
      type: 'http', name: `load ${n}`, url: `http://127.0.0.1:${port}/${n}`, method: 'GET', interval, retryInterval: interval, maxretries: 0, timeout: interval * 0.8,
      accepted_statuscodes: ['200-299'], notificationIDList: {}, conditions: [],
    }))
    ids.push(monitorID)
  })
  console.log(`${monitors} monitors added in ${((performance.now() - before) / 1000).toFixed(1)} s`)
  socket.close()
  await sleep(2 * interval * 1000) // Every monitor has begun.

  const from = { time: Date.now(), ...usage(kuma.pid), ...(await ask('hits')) }
  await sleep(minutes * 60_000)
  const to = { time: Date.now(), ...usage(kuma.pid), ...(await ask('hits')) }
  await sleep(3000) // The last beats are stored.

  const reader = await signIn(kuma.url)
  const errors = []
  let checks = 0, down = 0, incomplete = 0
  for (const id of ids) {
    const { data } = await must(reader.call('getMonitorBeats', id, Math.ceil((minutes + 10) / 60)))
    const times = data.filter(beat => { if (beat.status !== 1) down++; return true }).map(beat => Date.parse(beat.time.replace(' ', 'T') + 'Z'))
    let inside = 0
    for (let i = 1; i < times.length; i++) {
      if (times[i] < from.time || times[i] > to.time) continue
      inside++
      errors.push(Math.abs(times[i] - times[i - 1] - interval * 1000))
    }
    checks += inside
    if (inside < Math.floor((to.time - from.time) / (interval * 1000))) incomplete++
  }
  reader.socket.close()
  const seconds = (to.time - from.time) / 1000
  const due = monitors * seconds / interval
  const show = (name, value) => console.log(name.padEnd(34), value)
  show('checks stored / due', `${checks} / ${due.toFixed(0)} (${to.hits - from.hits} requests at the target)`)
  show('monitors with a missing check', incomplete)
  show('beats that were not UP', down)
  show('start error p50 / p99 / max, ms', [percentile(errors, 0.5), percentile(errors, 0.99), percentile(errors, 1)].join(' / '))
  show('CPU seconds per 1,000 checks', ((to.cpu - from.cpu) / checks * 1000).toFixed(2))
  show('RSS now / peak, MB', `${to.rss.toFixed(0)} / ${to.peak.toFixed(0)}`)
  process.exitCode = incomplete + down > 0 ? 1 : 0
} finally {
  await kuma.stop()
  target.kill()
}
