import {
  deadlineOf,
  givenOf,
  type Hold,
  heldSince,
  remainingOf,
  type TimeEntry,
  type TimeLedger,
} from '../../server/protocol/time.ts'

/**
 * PURE. The candidate's time as a sum that anyone can add up: what was given, less what has passed since the start, is
 * what remains. Time that was held has passed too, and is given back in a line of its own. In whole seconds, rounded
 * so that the lines add up to the sum as shown, and the last line is what the clock shows.
 */
export interface TimeSum {
  /** In the order in which they were written. */
  lines: readonly { entry: TimeEntry; seconds: number }[]
  /** Holds that are open: not in the sum before they end. */
  open: readonly Hold[]
  given: number
  /** Since the start, up to now, the beginning of the open hold, or the end of the exam. */
  passed: number
  /** `given` less `passed`. */
  left: number
}

export function timeSum(ledger: TimeLedger, now: number): TimeSum {
  let before = 0
  const lines = ledger.entries.map((entry) => {
    const line = { entry, seconds: seconds(before + entry.ms) - seconds(before) }
    before += entry.ms
    return line
  })
  const given = seconds(givenOf(ledger))
  const left = seconds(remainingOf(ledger, now))
  return { lines, open: ledger.holds, given, passed: given - left, left }
}

/** Rounded up, as on the clock: 0 only when the time is really over. */
const seconds = (ms: number): number => Math.ceil(ms / 1000)

export const standsStill = (ledger: TimeLedger): boolean => heldSince(ledger) !== null

/** Time left in ms, or null before the server's clock is known; while it is held no clock is needed. */
export const leftOf = (ledger: TimeLedger, now: number | null): number | null =>
  now === null && !standsStill(ledger) && ledger.finishedAt === null ? null : remainingOf(ledger, now ?? 0)

/** The deadline to watch for, or null while there is none. */
export const watchedDeadline = (ledger: TimeLedger): number | null => (standsStill(ledger) ? null : deadlineOf(ledger))

/** What the candidate is told of several holds at once: a person's word before the server's. */
export const holdToName = (ledger: TimeLedger): Hold | null =>
  ledger.holds.find(({ kind }) => kind === 'paused') ??
  ledger.holds.find(({ kind }) => kind === 'outage-room') ??
  ledger.holds[0] ??
  null
