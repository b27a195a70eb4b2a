import type { Schema } from './schema.ts'
import type { Db } from './store.ts'

type EventColumns = Schema['attemptEvent']['$inferInsert']
/** A row of the attempts' log, without the place that the table gives it. */
export type EventRow = Omit<EventColumns, 'ordinal' | 'previous'>
/** A summary, without what follows from its log: where it ends, and the hash there. */
export type SummaryRow = Omit<Schema['attempt']['$inferInsert'], 'lastEvent' | 'head'>
/** What of a summary an answer moves. */
export type Progress = Pick<SummaryRow, 'id' | 'answered' | 'flagged' | 'lastSeq'>

/**
 * The few statements that run for each answer, prepared once for a connection. A query builder costs ten times what
 * the engine itself takes for them; everything else goes on using it.
 */
export interface HotStatements {
  /**
   * Appends rows of the log, the rows of an attempt in their order, and moves their summaries along: `small` where
   * nothing but progress moved, `whole` for the others. Returns the attempts whose logs do not end where their rows
   * begin; where there is one, nothing was written. Only inside a transaction.
   */
  append(
    rows: readonly EventRow[],
    summaries: { small: readonly Progress[]; whole: readonly SummaryRow[] },
  ): Promise<ReadonlySet<string>>
  /** Keeps the exam clock, and the wall clock beside it; with every commit of answers. Only inside a transaction. */
  keepClock(ms: number, wall: number): Promise<void>
  /** The logs of these attempts, one after the other, each in its order. */
  eventsOf(ids: readonly string[]): Promise<EventRow[]>
  /** Of these logs the events of these kinds, none of which a station writes by itself. */
  turnsOf(ids: readonly string[], kinds: readonly string[]): Promise<EventRow[]>
}

const statements = new WeakMap<Db, HotStatements>()

/** Called by the engine that opened the connection. */
export const keepHot = (db: Db, hot: HotStatements): void => void statements.set(db, hot)

/** The prepared statements of a connection: of `store.read`, or of the `db` inside a transaction. */
export function hotOf(db: Db): HotStatements {
  const hot = statements.get(db)
  if (!hot) throw new Error('bug: this connection has no prepared statements')
  return hot
}
