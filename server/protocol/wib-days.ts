/** Days of the calendar in WIB, as ISO dates, and windows of whole days. Pure: `now` comes in, in ms of the wall clock. */

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
 * Source: domain practice of SSCASN, PermenPANRB 28/2021 Pasal 31 (3 days, once; 7 days).
 */
export function windowAfter(publishedAt: number, days = 3, answerDays = 7): Window {
  const opensOn = addDays(dayOf(publishedAt), 1)
  const closesOn = addDays(opensOn, days - 1)
  return { opensOn, closesOn, answerBy: addDays(closesOn, answerDays) }
}

export function stateOf(window: Window | null, now: number): WindowState {
  if (!window) return 'none'
  const today = dayOf(now)
  if (today < window.opensOn) return 'before'
  return today > window.closesOn ? 'closed' : 'open'
}

/** Whole days from today to the last day of the answer: 0 on that day, negative once it is overdue. */
export const daysLeft = (answerBy: string, now: number): number =>
  Math.round((Date.parse(`${answerBy}T00:00:00Z`) - Date.parse(`${dayOf(now)}T00:00:00Z`)) / DAY)
