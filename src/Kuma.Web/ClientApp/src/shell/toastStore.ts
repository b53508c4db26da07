import { defineStore } from 'pinia'
import { ref } from 'vue'
import { translateWire } from '@/i18n'
import type { Ack } from '@/wire/types'
import { usePreferenceStore } from './preferenceStore'

export type ToastTone = 'success' | 'error' | 'info'

export interface Toast {
  id: number
  tone: ToastTone
  text: string
}

const mostShown = 5

export const useToastStore = defineStore('toasts', () => {
  const toasts = ref<Toast[]>([])
  const preferences = usePreferenceStore()
  let nextId = 1

  function close(id: number): void {
    toasts.value = toasts.value.filter(toast => toast.id !== id)
  }

  function show(tone: ToastTone, text: string): void {
    const timeout = tone === 'error' ? preferences.errorTimeout : preferences.successTimeout
    if (timeout === 0 || text === '') {
      return
    }

    const toast = { id: nextId++, tone, text }
    // Said again, a message comes to the end instead of filling the stack.
    const others = toasts.value.filter(one => one.tone !== tone || one.text !== text)
    toasts.value = [...others.slice(-(mostShown - 1)), toast]
    if (timeout > 0) {
      setTimeout(() => close(toast.id), timeout)
    }
  }

  /** Shows what the server answered and tells whether it went well. */
  function ack(answer: Ack): boolean {
    show(answer.ok ? 'success' : 'error', translateWire(answer))
    return answer.ok
  }

  /** Shows only refusals. */
  function refusal(answer: Ack): boolean {
    return answer.ok || ack(answer)
  }

  return {
    toasts, close, ack, refusal,
    success: (text: string) => show('success', text),
    error: (text: string) => show('error', text),
    info: (text: string) => show('info', text),
    clear: () => toasts.value = [],
  }
})
