import type { Language } from './language.tsx'

/**
 * Times for people are WIB (UTC+7, no summer time) whatever the PC believes, and written with colons as on the
 * wall clock; `Intl` in Indonesian would write 10.41.07.
 */
const WIB_MS = 7 * 3600_000
const two = (value: number): string => String(value).padStart(2, '0')
const wib = (at: number): Date => new Date(at + WIB_MS)

export const clockWib = (at: number): string =>
  `${two(wib(at).getUTCHours())}:${two(wib(at).getUTCMinutes())}:${two(wib(at).getUTCSeconds())}`
export const hourWib = (at: number): string => clockWib(at).slice(0, 5)

const locale = (language: Language): string => (language === 'id' ? 'id-ID' : 'en-GB')
const dateFormats = new Map<string, Intl.DateTimeFormat>()
function dateFormat(language: Language, weekday: boolean): Intl.DateTimeFormat {
  const key = `${language}${weekday}`
  let format = dateFormats.get(key)
  if (!format) {
    format = new Intl.DateTimeFormat(locale(language), {
      timeZone: 'Asia/Jakarta',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      ...(weekday ? { weekday: 'short' } : {}),
    })
    dateFormats.set(key, format)
  }
  return format
}

export const dateWib = (at: number, language: Language, weekday = false): string =>
  dateFormat(language, weekday).format(at)
/** '24 Nov 2025, 10:41 WIB' */
export const momentWib = (at: number, language: Language): string => `${dateWib(at, language)}, ${hourWib(at)} WIB`
/** The day as '2025-11-24', to compare days and to fill a date field. */
export const dayWib = (at: number): string => wib(at).toISOString().slice(0, 10)
/** The instant of a date and time typed as WIB, or null when they make none. */
export function fromWib(day: string, time: string): number | null {
  const at = Date.parse(`${day}T${time}:00Z`)
  return Number.isNaN(at) ? null : at - WIB_MS
}

const numberFormats = { id: new Intl.NumberFormat('id-ID'), en: new Intl.NumberFormat('en-GB') }
export const count = (value: number, language: Language): string => numberFormats[language].format(value)

/** '1:04:37', '09:05'; never negative. */
export function timeLeft(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const hours = Math.floor(seconds / 3600)
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

/** How long ago, short: '20 s', '4 mnt', '2 jam'. */
export function age(ms: number, language: Language): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return language === 'id' ? `${seconds} dtk` : `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return language === 'id' ? `${minutes} mnt` : `${minutes} min`
  return language === 'id' ? `${Math.floor(minutes / 60)} jam` : `${Math.floor(minutes / 60)} h`
}

/** The first 12 of a digest, in fours, for comparing by eye. */
export const shortDigest = (digest: string): string => digest.slice(0, 12).replace(/(.{4})(?=.)/g, '$1 ')
