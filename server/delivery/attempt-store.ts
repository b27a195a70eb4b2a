import { and, asc, eq, inArray, isNotNull, isNull, lte, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { heldSince } from '../protocol/time.ts'
import type { Services } from '../services.ts'
import { type Attempt, answeredOf, evolve, flaggedOf } from './attempt.ts'
import { eventOf, finishAfter, genesis, type LogRow } from './event-log.ts'

/** An attempt as folded from its log, and where its log stands. */
export interface Standing {
  id: string
  attempt: Attempt
  seq: number
  head: string
  /** Hash of the row that finished it, which the receipt shows: a late entry after it moves the head alone. */
  finish: string | null
}

/** Rows per INSERT: nine values each, well under SQLite's and PostgreSQL's limits of bound values. */
const ROWS_MAX = 500

/**
 * Appends rows to the log. Returns the (attempt, seq) of those that were new; one that is missing was a repeat, or its
 * place was taken by another process: the caller reloads and decides again.
 */
export async function appendRows({ store }: Pick<Services, 'store'>, db: Db, rows: LogRow[]): Promise<Set<string>> {
  const table = store.tables.attemptEvent
  const stored = new Set<string>()
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    const added = await db
      .insert(table)
      .values(rows.slice(from, from + ROWS_MAX))
      .onConflictDoNothing()
      .returning({ attemptId: table.attemptId, seq: table.seq })
    for (const { attemptId, seq } of added) stored.add(`${attemptId}/${seq}`)
  }
  return stored
}

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

export async function writeSummaries({ store }: Pick<Services, 'store'>, db: Db, standings: Standing[]): Promise<void> {
  const table = store.tables.attempt
  const taken = (column: string) => sql.raw(`excluded.${column}`)
  for (let from = 0; from < standings.length; from += ROWS_MAX) {
    await db
      .insert(table)
      .values(standings.slice(from, from + ROWS_MAX).map(summaryOf))
      .onConflictDoUpdate({
        target: table.id,
        set: {
          status: taken('status'),
          answered: taken('answered'),
          flagged: taken('flagged'),
          deadline: taken('deadline'),
          how: taken('how'),
          lastSeq: taken('last_seq'),
          head: taken('head'),
          heldFrom: taken('held_from'),
        },
      })
  }
}

/** Folds the log of each attempt that has one. The same code as starting: resume is replay. */
export async function loadStandings({ store }: Pick<Services, 'store'>, ids: string[]): Promise<Map<string, Standing>> {
  const standings = new Map<string, Standing>()
  const table = store.tables.attemptEvent
  for (let from = 0; from < ids.length; from += ROWS_MAX) {
    const rows = await store.read
      .select()
      .from(table)
      .where(inArray(table.attemptId, ids.slice(from, from + ROWS_MAX)))
      .orderBy(asc(table.attemptId), asc(table.seq))
    const folded = new Map<string, Omit<Standing, 'id' | 'attempt'> & { attempt: Attempt | null }>()
    for (const row of rows) {
      const before = folded.get(row.attemptId) ?? {
        ...{ attempt: null, seq: 0, finish: null },
        head: genesis(row.attemptId),
      }
      folded.set(row.attemptId, {
        attempt: evolve(before.attempt, eventOf(row), row),
        seq: row.seq,
        head: row.hash,
        finish: finishAfter(before.finish, row),
      })
    }
    for (const [id, { attempt, ...where }] of folded) if (attempt) standings.set(id, { id, attempt, ...where })
  }
  return standings
}

export async function readLog({ store }: Pick<Services, 'store'>, attemptId: string): Promise<LogRow[]> {
  const table = store.tables.attemptEvent
  return await store.read.select().from(table).where(eq(table.attemptId, attemptId)).orderBy(asc(table.seq))
}

export type SummaryRow = ReturnType<typeof summaryOf>

export async function summariesOfSitting({ store }: Pick<Services, 'store'>, sitting: string): Promise<SummaryRow[]> {
  const table = store.tables.attempt
  return (await store.read.select().from(table).where(eq(table.sittingId, sitting))) as SummaryRow[]
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

/** True while somebody may be answering: the exam clock must be kept durable then. */
export async function anyWorking({ store }: Pick<Services, 'store'>): Promise<boolean> {
  const table = store.tables.attempt
  return (await store.read.select({ id: table.id }).from(table).where(eq(table.status, 'working')).limit(1)).length > 0
}
