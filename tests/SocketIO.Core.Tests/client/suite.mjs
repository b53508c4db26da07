// The official client against a server of SocketIO.Core.
//   node suite.mjs URL URL-WITH-RECOVERY    runs every case, one line of JSON per case
import assert from "node:assert/strict"
import { io } from "socket.io-client"

const [url, recoveryUrl] = process.argv.slice(2)
const limit = 15_000
const cases = []
const open = new Set()

const test = (name, run) => cases.push({ name, run })

const transports = {
  "WebSocket only": ["websocket"],
  "polling only": ["polling"],
  "polling, then upgrade": ["polling", "websocket"],
}

// connect OPTIONS: a socket of its own connection; it is closed after the case.
function connect(nsp = "/suite", options = {}, base = url) {
  const socket = io(base + nsp, { transports: ["websocket"], forceNew: true, reconnectionDelay: 50, reconnectionDelayMax: 100, ...options })
  open.add(socket)
  return socket
}

const once = (emitter, event) => new Promise(resolve => emitter.once(event, (...args) => resolve(args)))

async function connected(...args) {
  const socket = connect(...args)
  const failed = once(socket, "connect_error").then(([error]) => { throw error })
  await Promise.race([once(socket, "connect"), failed])
  failed.catch(() => {})
  return socket
}

// collect SOCKET EVENT COUNT: the arguments of the next events of a name.
function collect(emitter, event, count) {
  const got = []
  return new Promise(resolve => emitter.on(event, function take(...args) {
    got.push(args)
    if (got.length === count) {
      emitter.off(event, take)
      resolve(got)
    }
  }))
}

async function upgraded(socket, list) {
  if (list.length > 1 && socket.io.engine.transport.name !== "websocket") await once(socket.io.engine, "upgrade")
}

for (const [label, list] of Object.entries(transports)) {
  test(`${label}: events and acks both ways`, async () => {
    const socket = connect("/", { transports: list, auth: { token: "abc" } })
    const [auth] = await once(socket, "auth")
    assert.deepEqual(auth, { token: "abc" })
    await upgraded(socket, list)
    assert.equal(socket.io.engine.transport.name, list.at(-1))

    const back = once(socket, "message-back")
    socket.emit("message", 1, "2", { 3: [true, null] }, "é😀\u2028")
    assert.deepEqual(await back, [1, "2", { 3: [true, null] }, "é😀\u2028"])
    assert.deepEqual(await socket.emitWithAck("message-with-ack", { a: [1] }), { a: [1] })

    socket.on("question", (x, answer) => answer(x + 1, "sure"))
    const answer = once(socket, "answer")
    socket.emit("ask-me", 41)
    assert.deepEqual(await answer, [42, "sure"])
  })

  test(`${label}: binary both ways, nested`, async () => {
    const socket = await connected("/", { transports: list })
    const bytes = Buffer.from(Array.from({ length: 70_000 }, (_, i) => i & 255))
    const sent = [{ deep: [{ a: Buffer.from([1, 2, 3]) }, [bytes]], text: "x" }, Buffer.alloc(0), bytes]
    const back = once(socket, "message-back")
    socket.emit("message", ...sent)
    const [object, empty, large] = await back
    assert.deepEqual([...object.deep[0].a], [1, 2, 3])
    assert.ok(bytes.equals(Buffer.from(object.deep[1][0])))
    assert.equal(Buffer.from(empty).length, 0)
    assert.ok(bytes.equals(Buffer.from(large)))
    const acked = await socket.emitWithAck("message-with-ack", { list: [Buffer.from([9])] })
    assert.deepEqual([...acked.list[0]], [9])
  })

  test(`${label}: 1,000 acks in flight, each way`, async () => {
    const socket = await connected("/", { transports: list })
    const answers = await Promise.all(Array.from({ length: 1000 }, (_, i) => socket.emitWithAck("message-with-ack", i)))
    assert.deepEqual(answers, Array.from({ length: 1000 }, (_, i) => i))

    const held = []
    socket.on("question", (i, answer) => held.push(() => answer(i)))
    const all = collect(socket, "answer", 1000)
    for (let i = 0; i < 1000; i++) socket.emit("ask-me", i)
    const pump = setInterval(() => held.splice(0).forEach(answer => answer()), 5)
    const got = (await all).map(([i]) => i).sort((a, b) => a - b)
    clearInterval(pump)
    assert.deepEqual(got, Array.from({ length: 1000 }, (_, i) => i))
  })

  test(`${label}: a burst comes in order`, async () => {
    const socket = await connected("/", { transports: list })
    const items = collect(socket, "burst-item", 10_000)
    socket.emit("burst", 10_000)
    assert.deepEqual((await items).map(([i]) => i), Array.from({ length: 10_000 }, (_, i) => i))
  })

  test(`${label}: 5 MB below the limit comes back, above it the connection ends`, async () => {
    const socket = await connected("/", { transports: list })
    await upgraded(socket, list)
    const text = "x".repeat(5_000_000)
    assert.equal(await socket.emitWithAck("message-with-ack", text), text)
    const gone = once(socket, "disconnect")
    socket.emit("message", text + text)
    const [reason] = await gone
    assert.match(reason, /^transport (close|error)$/)
    await once(socket, "connect")
    assert.equal(await socket.emitWithAck("message-with-ack", 1), 1)
  })

  test(`${label}: reconnects after the connection broke`, async () => {
    const socket = await connected("/", { transports: list })
    await upgraded(socket, list)
    const first = socket.id
    for (let i = 0; i < 3; i++) {
      const again = once(socket, "connect")
      socket.io.engine.close()
      await again
    }
    assert.notEqual(socket.id, first)
    assert.equal(await socket.emitWithAck("message-with-ack", "back"), "back")
  })

  test(`${label}: the server ends a namespace or the connection`, async () => {
    const socket = await connected("/", { transports: list, reconnection: false })
    await upgraded(socket, list)
    let gone = once(socket, "disconnect")
    socket.emit("kick", false)
    assert.equal((await gone)[0], "io server disconnect")
    socket.connect()
    await once(socket, "connect") // With an upgrade under way when the connection is closed.
    gone = once(socket, "disconnect")
    socket.emit("kick", true)
    assert.equal((await gone)[0], "io server disconnect")
    await new Promise(resolve => {
      const poll = setInterval(() => socket.io.engine.readyState === "closed" && resolve(clearInterval(poll)), 10)
    })
  })
}

test("several namespaces share a connection", async () => {
  const root = await connected("/")
  const custom = root.io.socket("/custom", { auth: { x: 1 } })
  assert.deepEqual(await once(custom, "auth"), [{ x: 1 }])
  assert.equal(await custom.emitWithAck("message-with-ack", "c"), "c")
  custom.disconnect()
  assert.equal(await root.emitWithAck("message-with-ack", "r"), "r")
})

test("dynamic namespaces", async () => {
  const socket = await connected("/dynamic-42")
  assert.equal(await socket.emitWithAck("where"), "/dynamic-42")
  const [error] = await once(connect("/dynamic-x"), "connect_error")
  assert.equal(error.message, "Invalid namespace")
})

test("a middleware refuses with data, then lets in", async () => {
  const socket = connect("/restricted", { auth: { token: "wrong" }, reconnection: false })
  const [error] = await once(socket, "connect_error")
  assert.equal(error.message, "Not authorized")
  assert.deepEqual(error.data, { code: "E_AUTH" })
  assert.equal(socket.active, false)
  socket.auth = { token: "let-me-in" }
  socket.connect()
  await once(socket, "connect")
})

test("time limits of acks on both sides", async () => {
  const socket = await connected()
  await assert.rejects(socket.timeout(50).emitWithAck("never"), /timed out/)
  assert.equal(await socket.timeout(5000).emitWithAck("ask-slowly", 50), "timeout")
  socket.on("slow-question", answer => answer("here"))
  assert.equal(await socket.emitWithAck("ask-slowly", 5000), "here")
})

test("retries on the client reach the server once each", async () => {
  const socket = await connected("/", { retries: 3, ackTimeout: 2000 })
  const seen = []
  socket.onAny(event => seen.push(event))
  const acked = await Promise.all([1, 2, 3].map(i => new Promise((resolve, reject) =>
    socket.emit("message-with-ack", i, (error, value) => error ? reject(error) : resolve(value)))))
  assert.deepEqual(acked, [1, 2, 3])
})

test("volatile events of the client pass while it is there", async () => {
  const socket = await connected("/")
  const back = once(socket, "message-back")
  socket.volatile.emit("message", "there")
  assert.deepEqual(await back, ["there"])
})

test("volatile events of the server never overtake and the last normal one comes", async () => {
  const socket = await connected()
  const seen = []
  socket.on("maybe", i => seen.push(i))
  const done = once(socket, "surely")
  socket.emit("volatile-burst", 2000)
  await done
  assert.ok(seen.every((x, i) => i === 0 || x > seen[i - 1]))
})

test("catch-all listeners on both sides", async () => {
  const socket = await connected()
  const names = []
  socket.onAny((name, ...args) => names.push([name, args.length]))
  assert.deepEqual(await socket.emitWithAck("some-event", 1, 2), ["some-event", 2])
  const echo = once(socket, "said")
  socket.emit("say-to-me", "x")
  await echo
  assert.deepEqual(names, [["said", 1]])
})

test("rooms: join, leave, to, except, broadcast", async () => {
  const [a, b, c] = await Promise.all([connected(), connected(), connected()])
  const seen = { a: [], b: [], c: [] }
  for (const [name, socket] of Object.entries({ a, b, c })) socket.on("said", text => seen[name].push(text))
  await Promise.all([a, b].map(s => s.emitWithAck("join", "red")))
  await Promise.all([b, c].map(s => s.emitWithAck("join", "blue")))

  await a.emitWithAck("say", { to: ["red"] }, "red without me")
  await a.emitWithAck("say", { to: ["red", "blue"] }, "both once")
  await a.emitWithAck("say", { except: ["blue"] }, "nobody")
  await a.emitWithAck("say-to-all", { to: ["red"] }, "red with me")
  await a.emitWithAck("say-to-all", { except: ["red"] }, "only c")
  await a.emitWithAck("say-to-all", { to: [b.id] }, "only b")
  await b.emitWithAck("leave", "red")
  await a.emitWithAck("say-to-all", { to: ["red"] }, "only a")
  await Promise.all([a, b, c].map(s => s.emitWithAck("some-event")))

  assert.deepEqual(seen.a, ["red with me", "only a"])
  assert.deepEqual(seen.b, ["red without me", "both once", "red with me", "only b"])
  assert.deepEqual(seen.c, ["both once", "only c"])
})

test("a broadcast of bytes is the same for polling and WebSocket", async () => {
  const [a, b] = await Promise.all([connected("/suite", { transports: ["polling"] }), connected()])
  const both = Promise.all([once(a, "said"), once(b, "said")])
  await a.emitWithAck("say-to-all", {}, { file: Buffer.from([1, 2, 3]) })
  for (const [value] of await both) assert.deepEqual([...value.file], [1, 2, 3])
})

test("a broadcast collects the acks of all, and tells who was late", async () => {
  const sockets = await Promise.all(Array.from({ length: 5 }, () => connected()))
  await Promise.all(sockets.map(s => s.emitWithAck("join", "jury")))
  sockets.forEach((socket, i) => socket.on("vote", answer => answer(i)))
  const votes = await sockets[0].emitWithAck("collect", "jury", 5000)
  assert.deepEqual(votes.values.sort(), [0, 1, 2, 3, 4])
  sockets[4].off("vote")
  const late = await sockets[0].emitWithAck("collect", "jury", 150)
  assert.equal(late.late, true)
  assert.deepEqual(late.values.sort(), [0, 1, 2, 3])
  assert.deepEqual(await sockets[0].emitWithAck("collect", "nobody", 5000), { late: false, values: [] })
})

test("fetchSockets, socketsJoin, socketsLeave, disconnectSockets", async () => {
  const [a, b, c] = await Promise.all([connected(), connected(), connected()])
  await Promise.all([b, c].map(s => s.emitWithAck("join", "guests")))
  const found = await a.emitWithAck("fetch", "guests")
  assert.deepEqual(found.map(s => s.id).sort(), [b.id, c.id].sort())
  assert.ok(found.every(s => s.rooms.includes("guests") && s.rooms.includes(s.id)))
  await a.emitWithAck("move", "guests", "hall")
  assert.deepEqual((await a.emitWithAck("fetch", "guests")).length, 0)
  assert.deepEqual((await a.emitWithAck("fetch", "hall")).length, 2)
  const gone = Promise.all([once(b, "disconnect"), once(c, "disconnect")])
  await a.emitWithAck("drop", "hall")
  for (const [reason] of await gone) assert.equal(reason, "io server disconnect")
  assert.ok(a.connected)
})

test("what a handler knows of the handshake", async () => {
  const socket = await connected("/suite", { query: { tenant: "t1" }, extraHeaders: { "x-kind": "test" }, auth: { user: "u" } })
  const seen = await socket.emitWithAck("handshake")
  assert.equal(seen.tenant, "t1")
  assert.equal(seen.kind, "test")
  assert.equal(seen.user, "u")
  assert.match(seen.url, /^\/socket\.io\/\?/)
  assert.equal(seen.secure, false)
  assert.equal(seen.id, socket.id)
})

test("typed handlers", async () => {
  const socket = await connected()
  assert.equal(await socket.emitWithAck("add", 2, 3), 5)
  assert.deepEqual(await socket.emitWithAck("upper", { name: "ada", photo: Buffer.from([7]) }), { name: "ADA", size: 1 })
})

test("wide and deep JSON comes back", async () => {
  const socket = await connected("/")
  let deep = []
  for (let i = 0; i < 500; i++) deep = [deep]
  assert.deepEqual(await socket.emitWithAck("message-with-ack", deep), deep)
  const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`key ${i}`, i]))
  assert.deepEqual(await socket.emitWithAck("message-with-ack", wide), wide)
})

for (const [label, list] of Object.entries(transports)) {
  test(`recovery after a cut connection, ${label}`, async () => {
    const [a, b] = await Promise.all([connected("/suite", { transports: list }, recoveryUrl), connected("/suite", {}, recoveryUrl)])
    await upgraded(a, list)
    const seen = []
    a.on("said", text => seen.push(text))
    await a.emitWithAck("join", "red")
    await a.emitWithAck("remember", "cake")
    await b.emitWithAck("say-to-all", { to: ["red"] }, "before")
    await b.emitWithAck("say-to-all", { to: [a.id] }, "before, to a")
    while (seen.length < 2) await once(a, "said")
    const { id } = a
    const again = once(a, "connect")
    const gone = once(a, "disconnect")
    a.io.engine.close()
    await gone
    await b.emitWithAck("say-to-all", { to: ["red"] }, "while away")
    await b.emitWithAck("say-to-all", { to: ["blue"] }, "for others")
    await b.emitWithAck("say-to-all", { to: [id] }, "to a while away")
    await again
    assert.equal(a.recovered, true)
    assert.equal(a.id, id)
    await b.emitWithAck("say-to-all", { to: ["red"] }, "after")
    while (!seen.includes("after")) await once(a, "said")
    assert.deepEqual(seen, ["before", "before, to a", "while away", "to a while away", "after"])
    assert.deepEqual(await a.emitWithAck("recall"), { item: "cake", recovered: true })
  })
}

test("no recovery for who left on purpose, nor with a forged offset", async () => {
  const a = await connected("/suite", {}, recoveryUrl)
  await a.emitWithAck("say-to-all", {}, "x")
  const { id } = a
  a.disconnect()
  a.connect()
  await once(a, "connect")
  assert.equal(a.recovered, false)
  assert.notEqual(a.id, id)
  await a.emitWithAck("say-to-all", {}, "y")
  a._lastOffset = "nonsense"
  const again = once(a, "connect")
  a.io.engine.close()
  await again
  assert.equal(a.recovered, false)
})

for (const { name, run } of cases) {
  const start = performance.now()
  let error
  let timer
  try {
    await Promise.race([run(), new Promise((_, reject) => { timer = setTimeout(() => reject(new Error(`no end within ${limit} ms`)), limit) })])
  } catch (e) {
    error = e?.stack ?? String(e)
  }
  clearTimeout(timer)
  for (const socket of open) socket.io._close()
  open.clear()
  console.log(JSON.stringify({ name, ms: Math.round(performance.now() - start), error }))
}
process.exit(0)
