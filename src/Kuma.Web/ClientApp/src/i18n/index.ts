import { createI18n } from 'vue-i18n'
import { storage } from '@/shell/storage'
import type { Ack, WireText } from '@/wire/types'
import { en } from './en'

export const locales = { en: 'English', de: 'Deutsch' } as const
export type Locale = keyof typeof locales

/** Every language has exactly the texts of English. */
export type Messages<T = typeof en> = { [K in keyof T]: T[K] extends string ? string : Messages<T[K]> }

export const i18n = createI18n({
  legacy: false,
  locale: 'en',
  fallbackLocale: 'en',
  missingWarn: false,
  fallbackWarn: false,
  messages: { en } as Record<string, typeof en>,
})

const loaders: Record<Exclude<Locale, 'en'>, () => Promise<Messages>> = {
  de: async () => (await import('./de')).de,
}

export function startLocale(): Locale {
  const wanted = [storage.get('locale'), ...navigator.languages].map(code => code?.slice(0, 2))
  return (wanted.find(code => code !== undefined && code in locales) ?? 'en') as Locale
}

export async function setLocale(locale: Locale): Promise<void> {
  if (locale !== 'en' && !i18n.global.availableLocales.includes(locale)) {
    i18n.global.setLocaleMessage(locale, await loaders[locale]() as typeof en)
  }

  i18n.global.locale.value = locale as 'en'
  document.documentElement.lang = locale
}

/** The text of a server's answer: a key of the wire in the reader's language, or the server's own words. */
export function translateWire(answer: Pick<Ack, 'msg' | 'msgi18n'>): string {
  if (!answer.msg) {
    return ''
  }

  const text: WireText = typeof answer.msg === 'string' ? { key: answer.msg } : answer.msg
  const key = `wire.${text.key.replace(/[.@|{}]/g, '')}`
  return i18n.global.te(key, 'en') ? i18n.global.t(key, text.values ?? []) : text.key
}
