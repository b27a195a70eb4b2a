import type { OpenWindow } from '../../server/protocol/objections.ts'
import { dateWib } from '../shared/format.ts'
import type { Language } from '../shared/language.tsx'

/** As the server asks of an objection: characters without the blanks around them. */
export const TEXT_LEAST = 20
export const TEXT_MOST = 4000

/** The 16 digits of a NIK, typed with spaces, dots or dashes between them or without; null while it is none. */
export function nikOf(typed: string): string | null {
  const digits = typed.replace(/[\s.-]/g, '')
  return /^\d{16}$/.test(digits) ? digits : null
}

/** The last day on which this publication can be objected to, or null. */
export const openUntil = (open: OpenWindow[], publication: string): string | null =>
  open.find((one) => one.publication === publication)?.closesOn ?? null

/** A day in WIB, given as an ISO date, as people write it. */
export const dayWords = (day: string, language: Language): string =>
  dateWib(Date.parse(`${day}T00:00:00Z`), language, true)
