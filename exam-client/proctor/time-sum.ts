import type { TimeView } from '../../server/protocol/proctor.ts'
import { givenOf, type HoldKind, heldSince, remainingOf, type TimeCause, usedOf } from '../../server/protocol/time.ts'

/** The time of one candidate as a sum that a person can follow. PURE: from the ledger and the two clocks. */
export interface TimeLine {
  cause: TimeCause
  /** What it adds to the deadline, in ms; null while it still stands still. */
  ms: number | null
  /** Wall clock, or null where it is a plain amount. */
  from: number | null
  until: number | null
  /** Wall clock when it was decided. */
  at: number | null
  by: string
  approvedBy: string | null
  reason: string
}
export interface TimeSum {
  lines: TimeLine[]
  given: number
  used: number
  remaining: number
  /** Since when it stands still (wall clock) and why, or null while it runs. */
  held: { since: number; kind: HoldKind; untilShown: boolean } | null
  /** From the start to the finish, or to now; null before the start. `rest`: what no rule explains, near zero. */
  wall: {
    startedAt: number
    until: number
    finished: boolean
    ms: number
    stood: number
    outage: number
    rest: number
  } | null
}

/**
 * The sum at exam clock `now` (ms) and wall clock `wallNow`. What was held still and what the server was down add to
 * the used time until the wall clock is reached: the rest is shown, not hidden.
 */
export function timeSum(view: TimeView, now: number, wallNow: number): TimeSum {
  const { ledger, outages } = view
  const wallOf = wallClockOf(outages, now, wallNow)
  const lines: TimeLine[] = ledger.entries.map((entry) => ({
    cause: entry.cause,
    ms: entry.ms,
    from: entry.from === null ? null : wallOf(entry.from),
    until: entry.until === null ? null : wallOf(entry.until),
    at: entry.at,
    by: entry.by,
    approvedBy: entry.approvedBy,
    reason: entry.reason,
  }))
  for (const hold of ledger.holds)
    lines.push({
      cause: hold.kind,
      ms: null,
      from: wallOf(hold.from),
      until: null,
      at: hold.at,
      by: hold.by,
      approvedBy: null,
      reason: hold.reason,
    })
  const first = ledger.holds[0]
  const since = heldSince(ledger)
  return {
    lines,
    given: givenOf(ledger),
    used: usedOf(ledger, now),
    remaining: remainingOf(ledger, now),
    held: first && since !== null ? { since: wallOf(since), kind: first.kind, untilShown: first.untilShown } : null,
    wall: wallSum(view, now, wallOf),
  }
}

/**
 * Wall clock at an exam clock moment: counted back from now, over the outages in which the exam clock stood still. An
 * outage that began at this very moment lies after it.
 */
export function wallClockOf(outages: TimeView['outages'], now: number, wallNow: number): (exam: number) => number {
  return (exam) =>
    wallNow -
    (now - exam) -
    outages.reduce(
      (sum, one) => (one.examMs >= exam && one.examMs <= now ? sum + one.untilWall - one.fromWall : sum),
      0,
    )
}

function wallSum(view: TimeView, now: number, wallOf: (exam: number) => number): TimeSum['wall'] {
  const { ledger, outages } = view
  if (ledger.startedAt === null) return null
  // The label that was written at the start is the better witness; reckoned back only where a log has none.
  const written = ledger.entries.find((entry) => entry.cause === 'granted')?.at ?? null
  const startedAt = written ?? wallOf(ledger.startedAt)
  const end = ledger.finishedAt ?? now
  const until = wallOf(end)
  const stood =
    ledger.entries.reduce((sum, { from, until: to }) => (from === null || to === null ? sum : sum + to - from), 0) +
    (ledger.holds.length > 0 ? Math.max(0, end - (heldSince(ledger) ?? end)) : 0)
  const outage = outages.reduce(
    (sum, one) =>
      one.examMs >= (ledger.startedAt ?? 0) && one.examMs < end ? sum + one.untilWall - one.fromWall : sum,
    0,
  )
  const ms = until - startedAt
  return {
    startedAt,
    until,
    finished: ledger.finishedAt !== null,
    ms,
    stood,
    outage,
    rest: ms - usedOf(ledger, now) - stood - outage,
  }
}
