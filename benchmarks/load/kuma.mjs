// Kuma as a process of its own on a folder of its own, and a signed-in socket to it.
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { io } from 'socket.io-client'

const program = join(dirname(fileURLToPath(import.meta.url)), '../../artifacts/bin/Kuma.Web/release/Kuma.Web.dll')
const credentials = { username: 'admin', password: 'Passw0rd!23', token: '' }
const ticksPerSecond = 100

/** Reads `--name value` flags over these defaults; numbers stay numbers. */
export function flags(defaults) {
  const values = { ...defaults }
  for (let i = 2; i < process.argv.length; i += 2) {
    const name = process.argv[i].replace(/^--/, '')
    if (!(name in defaults)) throw new Error(`unknown flag --${name}; known: ${Object.keys(defaults).join(', ')}`)
    values[name] = typeof defaults[name] === 'number' ? Number(process.argv[i + 1]) : process.argv[i + 1]
  }
  return values
}

/** Starts Kuma and waits until it is ready. */
export async function startKuma({ environment = {} } = {}) {
  if (!existsSync(program)) throw new Error('build first: build/build')
  const data = mkdtempSync(join(tmpdir(), 'kuma-load-'))
  const begun = performance.now()
  const child = spawn('dotnet', [program, '--port', '0', '--host', 'localhost', '--data-dir', data], { cwd: '/', env: { ...process.env, ...environment } })
  let log = ''
  child.stderr.on('data', text => (log += text))
  const url = await new Promise((resolve, reject) => {
    child.stdout.on('data', text => {
      log = (log + text).slice(-100_000)
      const ready = /Kuma is ready: (\S+)/.exec(log)
      if (ready) resolve(ready[1].replace(/\/$/, ''))
    })
    child.on('exit', code => reject(new Error(`Kuma ended with ${code}\n${log}`)))
  })
  return {
    url,
    data,
    pid: child.pid,
    readyAfter: performance.now() - begun,
    log: () => log,
    async stop() {
      child.kill('SIGINT')
      await new Promise(resolve => (child.exitCode === null ? child.on('exit', resolve) : resolve()))
      rmSync(data, { recursive: true, force: true })
    },
  }
}

/** CPU seconds and resident megabytes of a process; of PostgreSQL's processes too, which are Kuma's children. */
export function usage(pid) {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const megabytes = name => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024
  return { cpu: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond, rss: megabytes('VmRSS'), peak: megabytes('VmHWM') }
}

/** A socket that is set up and signed in; `call` gives an event's acknowledgement. */
export async function signIn(url, { setup = false } = {}) {
  const socket = io(url, { transports: ['websocket'], reconnection: false })
  await new Promise((resolve, reject) => socket.on('connect', resolve).on('connect_error', reject))
  const call = (name, ...args) => socket.timeout(60_000).emitWithAck(name, ...args)
  if (setup) await must(call('setup', credentials.username, credentials.password))
  const { token } = await must(call('login', credentials))
  return { socket, call, token }
}

/** Throws the server's words when an acknowledgement says no. */
export async function must(answer) {
  const value = await answer
  if (!value.ok) throw new Error(value.msg)
  return value
}

/** Runs `work` for 0 … count-1, at most `width` at a time. */
export async function inParallel(count, width, work) {
  let next = 0
  await Promise.all(Array.from({ length: Math.min(width, count) }, async () => {
    while (next < count) await work(next++)
  }))
}

/** The value below which this part of the numbers lies. */
export function percentile(numbers, part) {
  const sorted = Float64Array.from(numbers).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]
}
