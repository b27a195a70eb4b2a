import type { ExamMs, WallMs } from './ids.ts'

/**
 * The time of one candidate as a ledger: what was given, what was held still, by whom and why. Deadline and remaining
 * time are pure functions of it, the same on server, station and console (rules T1 to T6 of delivery/RULES.md).
 */
export type HoldKind = 'paused' | 'outage-room' | 'outage-server'

/** Why a stretch of time was given. A hold becomes an entry when it is released, under its own name. */
export type TimeCause =
  /** The test's working time. */
  | 'granted'
  /** What the candidate's accommodation adds to it. */
  | 'accommodation'
  | HoldKind
  /** By hand, two people. */
  | 'added'
  /** By hand, two people, for an outage that the rules do not credit (a cable). */
  | 'credited'
  /** From the finish until it was opened again, two people. */
  | 'reopened'

export interface TimeEntry {
  cause: TimeCause
  /** What it adds to the deadline. */
  ms: number
  /** The stretch of the exam clock it stands for; null where it is a plain amount. */
  from: ExamMs | null
  until: ExamMs | null
  /** Wall clock when it was decided, as a label; null in logs from before it was kept. */
  at: WallMs | null
  by: string
  approvedBy: string | null
  reason: string
}

/** The time stands still from here on. */
export interface Hold {
  kind: HoldKind
  from: ExamMs
  at: WallMs
  by: string
  reason: string
  /** Released as soon as the station shows the item again. */
  untilShown: boolean
  /** Released at this moment at the latest; null: when somebody releases it. */
  lastsUntil: ExamMs | null
}

export interface TimeLedger {
  startedAt: ExamMs | null
  entries: TimeEntry[]
  /** Open holds, the earliest first. */
  holds: Hold[]
  finishedAt: ExamMs | null
}

export const EMPTY_LEDGER: TimeLedger = { startedAt: null, entries: [], holds: [], finishedAt: null }

/** All that was given so far, in ms; open holds give nothing before they are released. */
export const givenOf = (ledger: TimeLedger): number => ledger.entries.reduce((sum, entry) => sum + entry.ms, 0)

/** Exam clock at which the time is over, as far as known; while it is held this moves on. Null before the start. */
export const deadlineOf = (ledger: TimeLedger): ExamMs | null =>
  ledger.startedAt === null ? null : ledger.startedAt + givenOf(ledger)

/** Since when the time stands still, or null while it runs. */
export const heldSince = (ledger: TimeLedger): ExamMs | null => ledger.holds[0]?.from ?? null

/** Remaining working time in ms, never below zero; the whole of it before the start. */
export function remainingOf(ledger: TimeLedger, now: ExamMs): number {
  const deadline = deadlineOf(ledger)
  if (deadline === null) return givenOf(ledger)
  return Math.max(0, deadline - (heldSince(ledger) ?? ledger.finishedAt ?? now))
}

/** Working time used, in ms: what passed since the start less what was held still. */
export function usedOf(ledger: TimeLedger, now: ExamMs): number {
  if (ledger.startedAt === null) return 0
  const stood = ledger.entries.reduce(
    (sum, { from, until }) => (from === null || until === null ? sum : sum + until - from),
    0,
  )
  return Math.max(0, (heldSince(ledger) ?? ledger.finishedAt ?? now) - ledger.startedAt - stood)
}
