import type { Tally } from './check.ts'

/** One row of the table: a fault, how it is made, and what must come of it. */
export interface Fault {
  name: string
  /** What is done, in a few words. */
  what: string
  expected: string
  /** How often in the full run and in the quick one. */
  cycles: { full: number; quick: number }
  /** Why this machine cannot do it, or null. Asked before the run. */
  lacks?: () => string | null
  run(turn: Turn): Promise<Outcome>
}

export interface Turn {
  cycles: number
  seed: number
  /** An empty folder of this fault alone; removed afterwards. */
  folder: string
  /** A line for the person who watches. */
  say(line: string): void
}

export interface Outcome extends Tally {
  cycles: number
  /** The longest from the fault to the next acknowledgement, in ms; null where nothing stopped. */
  recoveryMs: number | null
  /** Cycles in which something changed, nothing of the log, and nobody noticed: told in the table, and no success. */
  unnoticed?: number
  /** What is worth knowing beside the figures. */
  note?: string
}

/** True where the fault did what it must: nothing lost, nothing twice, nothing late, nothing owed, nothing broken. */
export const isSound = (outcome: Outcome): boolean =>
  outcome.lost === 0 &&
  outcome.repeated === 0 &&
  outcome.late === 0 &&
  outcome.owed === 0 &&
  outcome.breaches.length === 0
