import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { useBeatStore } from '@/heartbeat/beatStore'
import { useMonitorStore } from '@/monitor/monitorStore'
import { storage } from '@/shell/storage'
import { connection } from '@/wire/connection'
import type { Ack, Info } from '@/wire/types'
import { usernameOf } from './token'

/** Where the visitor stands: nothing is drawn before the server has said which it is. */
export type Phase = 'connecting' | 'setup' | 'login' | 'ready'

export interface Credentials {
  username: string
  password: string
  token: string
}

const autoLogin = 'autoLogin'

export const useSessionStore = defineStore('session', () => {
  const phase = ref<Phase>('connecting')
  const connected = ref(false)
  const wasConnected = ref(false)
  const connectError = ref<string | null>(null)
  const info = shallowRef<Info | null>(null)
  const remember = ref(storage.get('remember') !== '0')
  const token = ref(storage.get('token') ?? storage.get('token', sessionStorage))

  const authDisabled = computed(() => token.value === autoLogin)
  const username = computed(() => usernameOf(token.value))

  function keepToken(value: string): void {
    storage.remove('token')
    storage.set('remember', remember.value ? '1' : '0')
    storage.set('token', value, remember.value ? localStorage : sessionStorage)
    token.value = value
  }

  function forget(): void {
    storage.remove('token')
    token.value = null
    phase.value = 'login'
    useMonitorStore().clear()
    useBeatStore().clear()
  }

  async function resume(): Promise<void> {
    if (!token.value || token.value === autoLogin) {
      forget()
      return
    }

    const ack = await connection.call('loginByToken', token.value)
    if (ack.ok) {
      phase.value = 'ready'
    } else if (ack.msg !== 'noAnswer') {
      forget()
    }
  }

  connection.on('connect', () => {
    connected.value = true
    wasConnected.value = true
    connectError.value = null
  })
  connection.on('disconnect', (reason: string) => {
    connected.value = false
    if (reason === 'io server disconnect') {
      connection.open()
    }
  })
  connection.on('connect_error', (error: Error) => {
    connected.value = false
    connectError.value = error.message
  })
  connection.on('info', (next: Info) => {
    const known = info.value?.version
    if (known && next.version && known !== next.version) {
      location.reload()
    }

    info.value = { ...info.value, ...next }
  })
  connection.on('setup', () => phase.value = 'setup')
  connection.on('loginRequired', () => {
    if (phase.value !== 'setup') {
      void resume()
    }
  })
  connection.on('autoLogin', () => {
    keepToken(autoLogin)
    phase.value = 'ready'
  })
  // Only a signed-in socket gets monitors. They come long before the answer to `loginByToken` when there are thousands;
  // after `login` the answer is awaited, because it carries the token.
  for (const list of ['monitorList', 'leanMonitors']) {
    connection.on(list, () => {
      if (token.value !== null) {
        phase.value = 'ready'
      }
    })
  }

  connection.on('refresh', () => location.reload())
  connection.on('initServerTimezone', () => {
    connection.send('initServerTimezone', Intl.DateTimeFormat().resolvedOptions().timeZone)
  })

  async function login(credentials: Credentials): Promise<Ack & { token?: string, tokenRequired?: boolean }> {
    const ack = await connection.call<{ token: string, tokenRequired: boolean }>('login', credentials)
    if (ack.ok && ack.token) {
      keepToken(ack.token)
      phase.value = 'ready'
    }

    return ack
  }

  async function setup(user: string, password: string): Promise<Ack> {
    const ack = await connection.call('setup', user, password)
    return ack.ok ? await login({ username: user, password, token: '' }) : ack
  }

  async function logout(): Promise<void> {
    await connection.ask('logout').catch(() => undefined)
    forget()
  }

  async function changePassword(currentPassword: string, newPassword: string): Promise<Ack> {
    const ack = await connection.call<{ token: string }>('changePassword', { currentPassword, newPassword, repeatNewPassword: newPassword })
    if (ack.ok && ack.token) {
      keepToken(ack.token)
    }

    return ack
  }

  return {
    phase, connected, wasConnected, connectError, info, remember, token, authDisabled, username,
    open: () => connection.open(),
    needSetup: () => connection.ask<boolean>('needSetup'),
    login, setup, logout, forget, changePassword,
    twoFactorStatus: () => connection.call<{ status: boolean }>('twoFAStatus'),
    prepareTwoFactor: (password: string) => connection.call<{ uri: string }>('prepare2FA', password),
    verifyToken: (code: string, password: string) => connection.call<{ valid: boolean }>('verifyToken', code, password),
    enableTwoFactor: (password: string) => connection.call('save2FA', password),
    disableTwoFactor: (password: string) => connection.call('disable2FA', password),
  }
})
