import type { FormSlot } from '../../question-bank/form.ts'
import type { OptionId } from '../../question-bank/item.ts'
import { EMPTY_LEDGER } from '../protocol/time.ts'
import type { Attempt } from './attempt.ts'
import type { Standing } from './attempt-disk.ts'

/** What the summary row of an attempt at work says; its time is not held. */
export interface WorkingSummary {
  id: string
  sitting: string
  candidate: string
  answered: number
  flagged: number
  items: number
  deadline: number
  graceMs: number
  lastSeq: number
  head: string
}

/**
 * An attempt at work of which only the summary is known: as many answers and the same deadline, but not which answers
 * and not how the time came about. Enough to hold the time of thousands at once without reading what they did (T5): for
 * a hold counts only whether one stands already, and that it reaches back no further than the last one's end, which is
 * never after what the exam clock last kept. Not to be remembered as the attempt.
 */
export function outlineOf(summary: WorkingSummary): Standing {
  const { id, sitting, candidate, answered, flagged, items, deadline, graceMs, lastSeq, head } = summary
  const granted = { cause: 'granted', ms: deadline, from: null, until: null, at: null } as const
  const attempt: Attempt = {
    ...{ status: 'working', sitting, candidate, limitMs: 0, graceMs, deadline, locked: null, pass: null, source: null },
    form: { slots: Array<FormSlot>(items) },
    ledger: { ...EMPTY_LEDGER, startedAt: 0, entries: [{ ...granted, by: '', approvedBy: null, reason: '' }] },
    ...{ fenced: new Set(), place: null, taken: new Map(), finished: null, done: new Set(), touched: 0n, reopened: 0 },
    responses: Array.from({ length: items }, (_, slot) => (slot < answered ? ('?' as OptionId) : null)),
    flags: Array.from({ length: items }, (_, slot) => slot < flagged),
  }
  return { id, attempt, seq: lastSeq, head, finish: null }
}
