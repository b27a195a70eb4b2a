/** Days and states of an objection. Pure: `now` comes in, in milliseconds of the wall clock. */

const DAY = 86_400_000
/** Bungo keeps WIB, UTC+7, all year. */
const WIB = 7 * 3_600_000

/** ISO dates in WIB, both ends included. */
export interface Window {
  opensOn: string
  closesOn: string
  answerBy: string
}
export type WindowState = 'none' | 'before' | 'open' | 'closed'

/** The day in WIB on which a moment falls. */
export const dayOf = (at: number): string => new Date(at + WIB).toISOString().slice(0, 10)

/** The first millisecond of a day in WIB. */
export const startOf = (day: string): number => Date.parse(`${day}T00:00:00.000Z`) - WIB

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00.000Z`) + days * DAY).toISOString().slice(0, 10)

/** True for a day that exists, written as ISO. */
export function isDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false
  const at = Date.parse(`${day}T00:00:00.000Z`)
  // Some engines roll 30 February over into March instead of refusing it.
  return Number.isFinite(at) && new Date(at).toISOString().startsWith(day)
}

/**
 * The window that follows an announcement when nothing else was decided: three days, answered within seven after.
 * Source: domain practice of SSCASN, PermenPANRB 28/2021 Pasal 31 (3 days, once; 7 days); OB1.
 */
export function windowAfter(publishedAt: number, days = 3, answerDays = 7): Window {
  const opensOn = addDays(dayOf(publishedAt), 1)
  const closesOn = addDays(opensOn, days - 1)
  return { opensOn, closesOn, answerBy: addDays(closesOn, answerDays) }
}

/** Everything that makes a window impossible, or null. */
export function windowProblem(
  { opensOn, closesOn, answerBy }: Window,
  publishedAt: number,
): 'day' | 'order' | 'early' | null {
  if (![opensOn, closesOn, answerBy].every(isDay)) return 'day'
  if (opensOn > closesOn || closesOn >= answerBy) return 'order'
  return opensOn < dayOf(publishedAt) ? 'early' : null
}

export function stateOf(window: Window | null, now: number): WindowState {
  if (!window) return 'none'
  const today = dayOf(now)
  if (today < window.opensOn) return 'before'
  return today > window.closesOn ? 'closed' : 'open'
}

/** Whole days from today to the last day of the answer: 0 on that day, negative once it is overdue (OB9). */
export const daysLeft = (answerBy: string, now: number): number =>
  Math.round((Date.parse(`${answerBy}T00:00:00Z`) - Date.parse(`${dayOf(now)}T00:00:00Z`)) / DAY)

/** 'SG-000012' with two check letters, so that a number read over the telephone is not another's. */
export const receiptNumber = (number: number, code: string): string =>
  `SG-${String(number).padStart(6, '0')}-${code.slice(0, 4).toUpperCase()}`
