import { defineStore } from 'pinia'
import { computed, ref, watch, watchEffect } from 'vue'
import { setLocale, startLocale, type Locale } from '@/i18n'
import { storage } from './storage'

export type Theme = 'light' | 'dark' | 'auto'
export type BarStyle = 'normal' | 'bottom' | 'none'

function stored<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
  const value = storage.get(key)
  return allowed.find(one => one === value) ?? fallback
}

/** What the visitor chose for this browser; nothing of it goes to the server. */
export const usePreferenceStore = defineStore('preferences', () => {
  const theme = ref<Theme>(stored('theme', ['light', 'dark', 'auto'], 'auto'))
  const barStyle = ref<BarStyle>(stored('heartbeatBarTheme', ['normal', 'bottom', 'none'], 'normal'))
  const timezone = ref(storage.get('timezone') ?? 'auto')
  const locale = ref<Locale>(startLocale())
  const successTimeout = ref(Number(storage.get('toastSuccessTimeout') ?? 6000))
  const errorTimeout = ref(Number(storage.get('toastErrorTimeout') ?? -1))

  const system = window.matchMedia('(prefers-color-scheme: dark)')
  const systemDark = ref(system.matches)
  system.addEventListener('change', event => systemDark.value = event.matches)

  const dark = computed(() => theme.value === 'dark' || (theme.value === 'auto' && systemDark.value))
  const zone = computed(() => timezone.value === 'auto' ? Intl.DateTimeFormat().resolvedOptions().timeZone : timezone.value)

  watchEffect(() => {
    document.documentElement.classList.toggle('dark', dark.value)
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', dark.value ? '#0c0d10' : '#f7f7f8')
  })
  watch(theme, value => storage.set('theme', value))
  watch(barStyle, value => storage.set('heartbeatBarTheme', value))
  watch(timezone, value => storage.set('timezone', value))
  watch(successTimeout, value => storage.set('toastSuccessTimeout', String(value)))
  watch(errorTimeout, value => storage.set('toastErrorTimeout', String(value)))
  watch(locale, async (value) => {
    storage.set('locale', value)
    await setLocale(value)
  }, { immediate: true })

  return { theme, barStyle, timezone, zone, locale, dark, successTimeout, errorTimeout }
})
