import type Database from 'better-sqlite3'
import type { EventRow, HotStatements } from './hot.ts'

/** Rows in one statement: the more, the fewer steps between JavaScript and the engine. */
const MANY = 32

const EVENT = ['attempt_id', 'seq', 'at', 'mono', 'kind', 'payload', 'source', 'source_seq', 'hash']
const PLACED = ['ordinal', ...EVENT, 'previous']
const SUMMARY = [
  ...['id', 'sitting_id', 'candidate_id', 'status', 'answered', 'flagged', 'items', 'deadline', 'grace_ms', 'how'],
  ...['last_seq', 'head', 'held_from', 'last_event'],
]
/** What never changes once the attempt is opened. */
const FIXED = ['id', 'sitting_id', 'candidate_id', 'items', 'grace_ms']

const values = (columns: string[], rows: number): string =>
  Array.from({ length: rows }, () => `(${columns.map(() => '?').join(', ')})`).join(', ')

const UPSERT = `INSERT INTO attempt (${SUMMARY.join(', ')}) VALUES ${values(SUMMARY, 1)} ON CONFLICT (id) DO UPDATE SET ${SUMMARY.filter(
  (column) => !FIXED.includes(column),
)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ')}`
/** Names no column of an index: the summary's own page is all that is written. */
const MOVE = 'UPDATE attempt SET answered = ?, flagged = ?, last_seq = ?, head = ?, last_event = ? WHERE id = ?'
const TAIL = 'SELECT last_seq, last_event FROM attempt WHERE id = ?'
const NEXT = 'SELECT coalesce(max(ordinal), 0) + 1 FROM attempt_event'
const EVENT_AT = `SELECT ${EVENT.join(', ')}, previous FROM attempt_event WHERE ordinal = ?`

/** The index `attempt_event_turn` is used where its condition stands in the same words. */
const turnsSql = (kinds: number): string =>
  `SELECT ${EVENT.join(', ')} FROM attempt_event WHERE attempt_id = ? AND kind NOT IN ('answered', 'flagged', 'late') AND kind IN (${Array.from({ length: kinds }, () => '?').join(', ')}) ORDER BY ordinal`

const NOTHING: ReadonlySet<string> = new Set()

/** The hot path on one SQLite connection. Statements are prepared when they are first needed, and kept. */
export function sqliteHot(database: Database.Database): HotStatements {
  const prepared = new Map<string, Database.Statement>()
  const statement = (sql: string): Database.Statement => {
    let known = prepared.get(sql)
    if (!known) {
      known = database.prepare(sql)
      prepared.set(sql, known)
    }
    return known
  }
  const raw = (sql: string) => {
    const known = prepared.get(sql)
    return known ?? statement(sql).raw()
  }
  /** Where each of these logs ends, by attempt; with those that end elsewhere than their rows begin. */
  const tailsOf = (rows: readonly EventRow[]) => {
    const tails = new Map<string, number | null>()
    const taken = new Set<string>()
    const tail = raw(TAIL)
    for (const { attemptId, seq } of rows) {
      if (tails.has(attemptId)) continue
      const [lastSeq, lastEvent] = (tail.get(attemptId) as [number, number | null] | undefined) ?? [0, null]
      if (lastSeq !== seq - 1) taken.add(attemptId)
      tails.set(attemptId, lastEvent)
    }
    return { tails, taken }
  }

  return {
    async append(rows, { small, whole }) {
      const { tails, taken } = tailsOf(rows)
      if (taken.size > 0) return taken
      let ordinal = (raw(NEXT).get() as [number])[0]
      for (let at = 0; at < rows.length; at += MANY) {
        const some = rows.slice(at, at + MANY)
        const bound: unknown[] = []
        for (const row of some) {
          bound.push(ordinal, row.attemptId, row.seq, row.at, row.mono, row.kind, row.payload)
          bound.push(row.source, row.sourceSeq, row.hash, tails.get(row.attemptId) ?? null)
          tails.set(row.attemptId, ordinal)
          ordinal += 1
        }
        statement(`INSERT INTO attempt_event (${PLACED.join(', ')}) VALUES ${values(PLACED, some.length)}`).run(bound)
      }
      const move = statement(MOVE)
      for (const { id, answered, flagged, lastSeq, head } of small)
        move.run(answered, flagged, lastSeq, head, tails.get(id) ?? null, id)
      for (const row of whole)
        statement(UPSERT).run(
          ...[row.id, row.sittingId, row.candidateId, row.status, row.answered, row.flagged, row.items, row.deadline],
          ...[row.graceMs, row.how, row.lastSeq, row.head, row.heldFrom, tails.get(row.id) ?? null],
        )
      return NOTHING
    },
    async turnsOf(ids, kinds) {
      const turns = raw(turnsSql(kinds.length))
      return ids.flatMap((id) => (turns.all(id, ...kinds) as unknown[][]).map(eventRow))
    },
    async eventsOf(ids) {
      const tail = raw(TAIL)
      const event = raw(EVENT_AT)
      return ids.flatMap((id) => {
        const log: EventRow[] = []
        let at = (tail.get(id) as [number, number | null] | undefined)?.[1] ?? null
        while (at !== null) {
          const row = event.get(at) as unknown[] | undefined
          // A log that leads elsewhere is broken; whoever reads it finds that it does not begin.
          if (!row || row[0] !== id) break
          log.push(eventRow(row))
          const previous = row[EVENT.length] as number | null
          at = previous !== null && previous < at ? previous : null
        }
        return log.reverse()
      })
    },
  }
}

function eventRow(row: unknown[]): EventRow {
  const [attemptId, seq, at, mono, kind, payload, source, sourceSeq, hash] = row as [
    ...[string, number, number, number, string, string, string, number, string],
  ]
  return { attemptId, seq, at, mono, kind, payload, source, sourceSeq, hash }
}
