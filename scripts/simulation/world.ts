import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import type { Bug } from './planted-bugs.ts'
import type { Wire } from './wire.ts'

/** What everybody in the simulation shares. */
export interface World {
  agenda: Agenda
  wire: Wire
  sitting: string
  /** When the proctor means to start, and how long the test is; virtual ms. */
  startsAt: number
  limitMs: number
  /** How many of a hundred candidates have trouble with their computer. */
  unluckyPercent: number
  bugs: ReadonlySet<Bug>
  /** A stream of chance of its own for each part. */
  chance: (part: string) => Chance
  trace: (line: string) => void
}
