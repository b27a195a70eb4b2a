import { dayOf, isDay, type Window } from '../protocol/wib-days.ts'

/** Days and numbers of an objection. Pure; the days themselves are in `protocol/wib-days.ts` (OB1, OB9). */
export {
  addDays,
  dayOf,
  daysLeft,
  isDay,
  startOf,
  stateOf,
  type Window,
  type WindowState,
  windowAfter,
} from '../protocol/wib-days.ts'

/** Everything that makes a window impossible, or null. */
export function windowProblem(
  { opensOn, closesOn, answerBy }: Window,
  publishedAt: number,
): 'day' | 'order' | 'early' | null {
  if (![opensOn, closesOn, answerBy].every(isDay)) return 'day'
  if (opensOn > closesOn || closesOn >= answerBy) return 'order'
  return opensOn < dayOf(publishedAt) ? 'early' : null
}

/** 'SG-000012' with two check letters, so that a number read over the telephone is not another's. */
export const receiptNumber = (number: number, code: string): string =>
  `SG-${String(number).padStart(6, '0')}-${code.slice(0, 4).toUpperCase()}`
