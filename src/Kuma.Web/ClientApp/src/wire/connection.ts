import { io, type Socket } from 'socket.io-client'
import type { Ack } from './types'

type Listener = (...args: never[]) => void

const answerTimeout = 60_000

const socket: Socket = io({
  autoConnect: false,
  // A Kuma server answers with the compact feed; any other server ignores this and sends the full one.
  auth: { feed: 'lean' },
})

/** The one socket of the page. Only stores use it. */
export const connection = {
  open(): void {
    socket.connect()
  },

  /** Starts over after the server has closed the connection on purpose. */
  reopen(): void {
    socket.disconnect().connect()
  },

  on(event: string, listener: Listener): void {
    socket.on(event, listener as (...args: unknown[]) => void)
  },

  send(event: string, ...args: unknown[]): void {
    socket.emit(event, ...args)
  },

  /** Sends an event whose answer is a bare value. */
  async ask<T>(event: string, ...args: unknown[]): Promise<T> {
    return await socket.timeout(answerTimeout).emitWithAck(event, ...args) as T
  },

  /** Sends an event and gives its answer; a lost answer becomes a refusal that can be shown. */
  async call<T extends object = object>(event: string, ...args: unknown[]): Promise<Ack & Partial<T>> {
    try {
      return await socket.timeout(answerTimeout).emitWithAck(event, ...args) as Ack & Partial<T>
    } catch {
      return { ok: false, msg: 'noAnswer', msgi18n: true } as Ack & Partial<T>
    }
  },
}
