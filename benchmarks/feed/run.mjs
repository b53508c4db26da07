// Bytes of the full and of the lean feed: at sign-in, and per live beat. Needs Node 22 or newer and a running Kuma for tests.
// Usage: node run.mjs URL [monitors=200] [beats=100] [user=admin] [password=Passw0rd!23]
// Makes push monitors (and removes them), reports beats for each, signs in with either feed, then reports one more beat for each.
const [url = 'http://127.0.0.1:3001', monitors = '200', beats = '100', user = 'admin', password = 'Passw0rd!23'] = process.argv.slice(2)

class Client {
  bytes = 0
  names = new Map()
  #acks = new Map()
  #next = 0

  static async open(feed) {
    const client = new Client()
    client.socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`)
    const ready = new Promise(resolve => client.ready = resolve)
    client.socket.onmessage = ({ data }) => client.#read(data, feed)
    await ready
    return client
  }

  #read(data, feed) {
    if (data[0] === '0') {
      this.socket.send(feed === 'lean' ? '40{"feed":"lean"}' : '40')
    } else if (data === '2') {
      this.socket.send('3')
    } else if (data.startsWith('40')) {
      this.ready()
    } else if (data.startsWith('42')) {
      const size = Buffer.byteLength(data)
      const name = JSON.parse(data.slice(2))[0]
      this.bytes += size
      const seen = this.names.get(name) ?? { count: 0, bytes: 0 }
      this.names.set(name, { count: seen.count + 1, bytes: seen.bytes + size })
    } else if (data.startsWith('43')) {
      const [, id, json] = data.match(/^43(\d+)(.*)$/s)
      this.#acks.get(id)?.(JSON.parse(json)[0])
    }
  }

  call(name, ...args) {
    const id = String(this.#next++)
    this.socket.send(`42${id}${JSON.stringify([name, ...args])}`)
    return new Promise(resolve => this.#acks.set(id, resolve))
  }

  reset() {
    this.bytes = 0
    this.names.clear()
  }
}

const push = (token, n) => fetch(`${url}/api/push/${token}?msg=OK&ping=${20 + n * 7 % 60}`).then(answer => answer.arrayBuffer())
const setup = await Client.open('full')
await setup.call('setup', user, password)
const { token, ok, msg } = await setup.call('login', { username: user, password, token: '' })
if (!ok) throw new Error(msg)

const made = []
for (let i = 0; i < Number(monitors); i++) {
  const pushToken = `feed${String(i).padStart(28, '0')}`
  const ack = await setup.call('add', { type: 'push', name: `Feed ${i}`, interval: 3600, pushToken, accepted_statuscodes: ['200-299'], notificationIDList: {}, conditions: [] })
  made.push({ id: ack.monitorID, pushToken })
}

for (let beat = 0; beat < Number(beats); beat++) {
  for (let i = 0; i < made.length; i += 50) {
    await Promise.all(made.slice(i, i + 50).map(({ pushToken }) => push(pushToken, beat)))
  }
}

const rows = []
const clients = {}
for (const feed of ['full', 'lean']) {
  setup.socket.close()
  const client = clients[feed] = await Client.open(feed)
  client.reset()
  const start = performance.now()
  await client.call('loginByToken', token)
  rows.push({ feed, what: 'sign-in', bytes: client.bytes, each: Math.round(client.bytes / made.length), ms: Math.round(performance.now() - start) })
}

await new Promise(resolve => setTimeout(resolve, 1000))
Object.values(clients).forEach(client => client.reset())
for (const { pushToken } of made) {
  await push(pushToken, 1)
}

await new Promise(resolve => setTimeout(resolve, 1000))
for (const [feed, client] of Object.entries(clients)) {
  rows.push({ feed, what: 'live beat', bytes: client.bytes, each: Math.round(client.bytes / made.length) })
}

for (const row of rows) {
  console.log(`${row.feed.padEnd(5)} ${row.what.padEnd(10)} ${String(row.bytes).padStart(10)} bytes  ${String(row.each).padStart(7)} per monitor${row.ms ? `  ${row.ms} ms` : ''}`)
}

for (const { id } of made) {
  await clients.full.call('deleteMonitor', id)
}

process.exit()
