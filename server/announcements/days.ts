import { dayOf } from '../protocol/wib-days.ts'

export type Language = 'id' | 'en'

const WIB_MS = 7 * 3600_000
const LOCALES = { id: 'id-ID', en: 'en-GB' } as const

const formats = {
  id: new Intl.DateTimeFormat(LOCALES.id, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat(LOCALES.en, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
}
const numbers = { id: new Intl.NumberFormat(LOCALES.id), en: new Intl.NumberFormat(LOCALES.en) }

/** '24 November 2026' of an ISO date; what is no date stands for itself. */
export function longDay(day: string, language: Language): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  return Number.isNaN(at) ? day : formats[language].format(at)
}

/** '20–22 September 2026': the month and the year only once where they are the same. */
export function span(from: string, until: string, language: Language): string {
  if (from === until) return longDay(from, language)
  const last = longDay(until, language)
  const first = longDay(from, language)
  if (from.slice(0, 7) === until.slice(0, 7)) return `${first.split(' ')[0]}–${last}`
  if (from.slice(0, 4) === until.slice(0, 4)) return `${first.split(' ').slice(0, 2).join(' ')} – ${last}`
  return `${first} – ${last}`
}

/** '24 November 2026 pukul 10.41 WIB' */
export function longMoment(at: number, language: Language): string {
  const clock = new Date(at + WIB_MS).toISOString().slice(11, 16)
  const day = longDay(dayOf(at), language)
  return language === 'id' ? `${day} pukul ${clock.replace(':', '.')} WIB` : `${day} at ${clock} WIB`
}

/** An instant as feeds and site maps write it, in WIB. */
export const stamp = (at: number): string => `${new Date(at + WIB_MS).toISOString().slice(0, 19)}+07:00`

export const count = (value: number, language: Language): string => numbers[language].format(value)
