import type { ExamMs } from '../protocol/ids.ts'
import { type Hold, type HoldKind, heldSince, type TimeEntry, type TimeLedger } from '../protocol/time.ts'

/** How a ledger grows (T1, T2). Pure; reading it is `protocol/time.ts`. */
export const give = (ledger: TimeLedger, entry: TimeEntry): TimeLedger => ({
  ...ledger,
  entries: entry.ms === 0 ? ledger.entries : [...ledger.entries, entry],
})

/** The earliest moment a hold may reach back to: the start, or the end of the last stretch that was held. */
export const holdableFrom = (ledger: TimeLedger): ExamMs =>
  ledger.entries.reduce((latest, { until }) => Math.max(latest, until ?? 0), ledger.startedAt ?? 0)

/** One more hold; of a kind that is held already, only its end changes. */
export function hold(ledger: TimeLedger, wanted: Hold): TimeLedger {
  const known = ledger.holds.find(({ kind }) => kind === wanted.kind)
  const next = known
    ? ledger.holds.map((one) =>
        one === known
          ? {
              ...one,
              from: Math.min(one.from, wanted.from),
              untilShown: wanted.untilShown,
              lastsUntil: wanted.lastsUntil,
            }
          : one,
      )
    : [...ledger.holds, wanted]
  return { ...ledger, holds: next.toSorted((a, b) => a.from - b.from) }
}

/**
 * Ends holds at `until`. Stretches never overlap: what several held at once is written under the first of them, and
 * those that stay go on from there.
 */
export function release(
  ledger: TimeLedger,
  kinds: readonly HoldKind[],
  until: ExamMs,
  approvedBy: string | null = null,
): TimeLedger {
  const [first] = ledger.holds
  const staying = ledger.holds.filter(({ kind }) => !kinds.includes(kind))
  if (!first || staying.length === ledger.holds.length) return ledger
  if (staying.includes(first)) return { ...ledger, holds: staying }
  const end = Math.max(until, first.from)
  const entry = {
    cause: first.kind,
    ms: end - first.from,
    from: first.from,
    until: end,
    at: first.at,
    by: first.by,
    approvedBy,
    reason: first.reason,
  }
  return give({ ...ledger, holds: staying.map((one) => ({ ...one, from: Math.max(one.from, end) })) }, entry)
}

/** The moment that counts for a deadline: while the time is held, it is the beginning of the hold. */
export const effective = (ledger: TimeLedger, now: ExamMs): ExamMs => Math.min(now, heldSince(ledger) ?? now)

/** When the first of the open holds ends by itself, or null. */
export const firstLapse = ({ holds }: Pick<TimeLedger, 'holds'>): ExamMs | null =>
  holds.reduce<ExamMs | null>(
    (first, { lastsUntil }) => (lastsUntil === null ? first : Math.min(first ?? lastsUntil, lastsUntil)),
    null,
  )
