import type { Attempt } from '../delivery/attempt.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { TimeLedger } from '../protocol/time.ts'

/** What needs a second person: both give a candidate time that the rules do not. */
export type TimeKind = 'add-time' | 'reopen'
export const needsSecond = (kind: string): kind is TimeKind => kind === 'add-time' || kind === 'reopen'

const MINUTE_MS = 60_000

/** What people have given this candidate so far, in ms; what the rules credit by themselves does not count (P11). */
export const givenByHand = (ledger: TimeLedger): number =>
  ledger.entries.reduce((sum, { cause, ms }) => (cause === 'added' || cause === 'credited' ? sum + ms : sum), 0)

/** Why this time cannot be given to this candidate, or null (P11, P12). Pure. `most` in minutes, of the sitting's policy. */
export function refusesTime(
  attempt: Attempt | null,
  { kind, minutes }: { kind: TimeKind; minutes: number },
  most: number,
): Refusal | null {
  if (!attempt || attempt.deadline === null || attempt.status === 'confirmed') return refuse('not-begun')
  if (kind === 'add-time' && attempt.status === 'finished') return refuse('already-finished')
  if (kind === 'reopen') {
    if (attempt.status !== 'finished') return refuse('not-finished')
    const left = attempt.deadline - Math.min(attempt.ledger.finishedAt ?? attempt.deadline, attempt.deadline)
    if (left + minutes * MINUTE_MS <= 0) return refuse('no-time-left')
  }
  const left = most * MINUTE_MS - givenByHand(attempt.ledger)
  if (minutes * MINUTE_MS > left)
    return refuse('too-much-time', { most: String(most), left: String(Math.max(0, Math.floor(left / MINUTE_MS))) })
  return null
}
