import { hotOf } from '../db/hot.ts'
import { and, eq, getTableColumns, isNotNull, isNull, lte } from '../db/sql.ts'
import { EMPTY_LEDGER, heldSince, type TimeLedger } from '../protocol/time.ts'
import type { Services } from '../services.ts'
import { type Attempt, answeredOf, evolve, flaggedOf } from './attempt.ts'
import { type AttemptDisk, movedByMore, type Standing } from './attempt-disk.ts'
import { eventOf, finishAfter, type LogRow } from './event-log.ts'
import { firstLapse, hold, release } from './ledger.ts'
import type { WorkingSummary } from './outline.ts'
import { withSharedForm } from './shared-form.ts'

export type { Standing } from './attempt-disk.ts'

/** The store as the writer needs it. */
export const storedAttempts = (services: Pick<Services, 'store' | 'clock'>): AttemptDisk => ({
  load: (ids) => loadStandings(services, ids),
  async commit(rows, changed) {
    const { store, clock } = services
    try {
      await store.transaction(async (db) => {
        const big = movedByMore(rows)
        const small = changed.filter(({ id }) => !big.has(id)).map(progressOf)
        const whole = changed.filter(({ id }) => big.has(id)).map(summaryOf)
        const taken = await hotOf(db).append(rows, { small, whole })
        if (taken.size > 0) throw new StaleFold(taken)
        await clock.keep(db)
      })
      return NONE
    } catch (error) {
      if (error instanceof StaleFold) return error.attempts
      throw error
    }
  },
})

const NONE: ReadonlySet<string> = new Set()

/** Another process has written to these logs; thrown, so that the transaction leaves nothing. */
class StaleFold extends Error {
  attempts: ReadonlySet<string>
  constructor(attempts: ReadonlySet<string>) {
    super('another process wrote to these logs')
    this.attempts = attempts
  }
}

const progressOf = ({ id, attempt, seq }: Standing) => ({
  ...{ id, lastSeq: seq },
  ...{ answered: answeredOf(attempt), flagged: flaggedOf(attempt) },
})

/** The summary row: written with the events, never trusted over the log (A13). */
export const summaryOf = ({ id, attempt, seq, head }: Standing) => ({
  id,
  sittingId: attempt.sitting,
  candidateId: attempt.candidate,
  status: attempt.status,
  answered: answeredOf(attempt),
  flagged: flaggedOf(attempt),
  items: attempt.form.slots.length,
  deadline: attempt.deadline,
  graceMs: attempt.graceMs,
  how: attempt.finished?.how ?? null,
  lastSeq: seq,
  head,
  heldFrom: heldSince(attempt.ledger),
})

/** Folds so many logs before others are let in: half a thousand of an hour's work are a quarter of a second. */
const LOADS_MAX = 50

/** Folds the log of each attempt that has one. The same code as starting: resume is replay. */
export async function loadStandings(
  { store }: Pick<Services, 'store'>,
  ids: readonly string[],
): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>()
  const hot = hotOf(store.read)
  for (let from = 0; from < ids.length; from += LOADS_MAX) {
    if (from > 0) await new Promise((resolve) => setImmediate(resolve))
    for (const id of ids.slice(from, from + LOADS_MAX)) {
      const standing = folded(id, await hot.eventsOf([id]))
      if (standing) standings.set(id, standing)
    }
  }
  return standings
}

function folded(id: string, rows: readonly LogRow[]): Standing | null {
  let attempt: Attempt | null = null
  let finish: string | null = null
  for (const row of rows) {
    attempt = evolve(attempt, eventOf(row), row)
    finish = finishAfter(finish, row)
  }
  const last = rows.at(-1)
  return attempt && last ? { id, attempt: withSharedForm(attempt), seq: last.seq, head: last.hash, finish } : null
}

/** The log of one attempt in its order. */
export const readLog = ({ store }: Pick<Services, 'store'>, attemptId: string): Promise<LogRow[]> =>
  hotOf(store.read).eventsOf([attemptId])

export type SummaryRow = ReturnType<typeof summaryOf>

export async function summariesOfSitting({ store }: Pick<Services, 'store'>, sitting: string): Promise<SummaryRow[]> {
  const table = store.tables.attempt
  const { lastEvent: _, ...columns } = getTableColumns(table)
  return (await store.read.select(columns).from(table).where(eq(table.sittingId, sitting))) as SummaryRow[]
}

export async function attemptOfCandidate(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  candidate: string,
): Promise<SummaryRow | null> {
  const table = store.tables.attempt
  const [row] = await store.read
    .select()
    .from(table)
    .where(and(eq(table.sittingId, sitting), eq(table.candidateId, candidate)))
  return (row as SummaryRow | undefined) ?? null
}

/** Working attempts whose deadline + grace lies before `now` (exam clock) and whose time runs. */
export async function overdue(
  { store }: Pick<Services, 'store'>,
  now: number,
): Promise<{ id: string; candidate: string }[]> {
  const table = store.tables.attempt
  const rows = await store.read
    .select({ id: table.id, candidate: table.candidateId, deadline: table.deadline, graceMs: table.graceMs })
    .from(table)
    .where(and(eq(table.status, 'working'), isNull(table.heldFrom), lte(table.deadline, now)))
  return rows.filter((row) => row.deadline !== null && now > row.deadline + row.graceMs)
}

/** Working attempts, all or those whose time is held. */
export async function workingAttempts(
  { store }: Pick<Services, 'store'>,
  { held }: { held: boolean },
): Promise<{ id: string; sitting: string; candidate: string }[]> {
  const table = store.tables.attempt
  return await store.read
    .select({ id: table.id, sitting: table.sittingId, candidate: table.candidateId })
    .from(table)
    .where(and(eq(table.status, 'working'), held ? isNotNull(table.heldFrom) : undefined))
}

/** When the first hold of each of these ends by itself, by the turns of its log alone. */
export async function lapsesOf(
  { store }: Pick<Services, 'store'>,
  ids: readonly string[],
): Promise<Map<string, number | null>> {
  const turns = Map.groupBy(
    await hotOf(store.read).turnsOf(ids, ['held', 'released', 'finished']),
    ({ attemptId }) => attemptId,
  )
  return new Map(ids.map((id) => [id, firstLapse(heldBy(turns.get(id) ?? []))]))
}

/** The open holds that these events leave; what they gave is not asked. */
function heldBy(rows: readonly LogRow[]): TimeLedger {
  let ledger = EMPTY_LEDGER
  for (const row of rows) {
    const { event } = eventOf(row)
    if (event.kind === 'held') ledger = hold(ledger, { ...event, kind: event.hold, at: row.at })
    if (event.kind === 'released') ledger = release(ledger, event.holds, event.until)
    // An end closes all of them, without a word of its own; it may have been opened again.
    if (event.kind === 'finished') ledger = EMPTY_LEDGER
  }
  return ledger
}

/** Summaries of those at work whose time runs. */
export async function workingSummaries({ store }: Pick<Services, 'store'>): Promise<WorkingSummary[]> {
  const table = store.tables.attempt
  const rows = await store.read
    .select({
      ...{ id: table.id, sitting: table.sittingId, candidate: table.candidateId, answered: table.answered },
      ...{ flagged: table.flagged, items: table.items, deadline: table.deadline, graceMs: table.graceMs },
      ...{ lastSeq: table.lastSeq, head: table.head },
    })
    .from(table)
    .where(and(eq(table.status, 'working'), isNull(table.heldFrom)))
  return rows.flatMap(({ deadline, ...row }) => (deadline === null ? [] : [{ ...row, deadline }]))
}

/** True while somebody may be answering: the exam clock must be kept durable then. */
export async function anyWorking({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const table = store.tables.attempt
  return (await store.read.select({ id: table.id }).from(table).where(eq(table.status, 'working')).limit(1)).length > 0
}
