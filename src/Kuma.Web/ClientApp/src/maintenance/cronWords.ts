import cronstrue from 'cronstrue'
import type { Locale } from '@/i18n'

const loaders: Record<Exclude<Locale, 'en'>, () => Promise<unknown>> = {
  de: () => import('cronstrue/locales/de'),
}

/** What a cron expression means, in the reader's language; null when it is none. */
export async function cronWords(cron: string, locale: Locale): Promise<string | null> {
  if (locale !== 'en') {
    await loaders[locale]()
  }

  try {
    // Server and original take five fields, or six with seconds first.
    return /^\s*(\S+\s+){4,5}\S+\s*$/.test(cron) ? cronstrue.toString(cron, { locale, use24HourTimeFormat: true }) : null
  } catch {
    return null
  }
}
