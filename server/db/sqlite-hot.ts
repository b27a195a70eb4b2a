import type Database from 'better-sqlite3'
import type { EventRow, HotStatements } from './hot.ts'

/** Rows in one statement: the more, the fewer steps between JavaScript and the engine. */
const MANY = 32

const EVENT = ['attempt_id', 'seq', 'at', 'mono', 'kind', 'payload', 'source', 'source_seq', 'hash']
const PLACED = ['ordinal', ...EVENT, 'previous']
const STATE = [...['id', 'sitting_id', 'candidate_id', 'status', 'items', 'deadline', 'grace_ms', 'how', 'held_from']]
/** What never changes once the attempt is opened. */
const FIXED = ['id', 'sitting_id', 'candidate_id', 'items', 'grace_ms']

const values = (columns: string[], rows: number): string =>
  Array.from({ length: rows }, () => `(${columns.map(() => '?').join(', ')})`).join(', ')

const moved = (columns: string[]): string => columns.map((column) => `${column} = excluded.${column}`).join(', ')
const UPSERT = `INSERT INTO attempt_state (${STATE.join(', ')}) VALUES ${values(STATE, 1)} ON CONFLICT (id) DO UPDATE SET ${moved(STATE.filter((column) => !FIXED.includes(column)))}`
const PROGRESS = ['answered', 'flagged', 'last_seq', 'last_event']
const BEGIN = `INSERT INTO attempt_progress (attempt_id, ${PROGRESS.join(', ')}) VALUES (?, ?, ?, ?, ?) ON CONFLICT (attempt_id) DO UPDATE SET ${moved(PROGRESS)}`
const MOVE = 'UPDATE attempt_progress SET answered = ?, flagged = ?, last_seq = ?, last_event = ? WHERE attempt_id = ?'
const TAIL = 'SELECT last_seq, last_event FROM attempt_progress WHERE attempt_id = ?'
const KEEP_CLOCK = 'UPDATE exam_clock SET ms = ?, wall = ? WHERE id = 1'
const VERSION = 'PRAGMA data_version'
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
  const ends = knownEnds()
  /** Where each of these logs ends, by attempt; with those that end elsewhere than their rows begin. */
  const tailsOf = (rows: readonly EventRow[], next: number) => {
    ends.check((raw(VERSION).get() as [number])[0], next)
    const tails = new Map<string, End>()
    const taken = new Set<string>()
    for (const { attemptId, seq } of rows) {
      if (tails.has(attemptId)) continue
      let end = ends.of(attemptId)
      if (!end) {
        const [lastSeq, lastEvent] = (raw(TAIL).get(attemptId) as [number, number | null] | undefined) ?? [0, null]
        end = { seq: lastSeq, at: lastEvent }
      }
      if (end.seq !== seq - 1) taken.add(attemptId)
      tails.set(attemptId, end)
    }
    return { tails, taken }
  }

  return {
    async append(rows, { small, whole }) {
      let ordinal = (raw(NEXT).get() as [number])[0]
      const { tails, taken } = tailsOf(rows, ordinal)
      if (taken.size > 0) return taken
      for (let at = 0; at < rows.length; at += MANY) {
        const some = rows.slice(at, at + MANY)
        const bound: unknown[] = []
        for (const row of some) {
          bound.push(ordinal, row.attemptId, row.seq, row.at, row.mono, row.kind, row.payload)
          bound.push(row.source, row.sourceSeq, row.hash, tails.get(row.attemptId)?.at ?? null)
          tails.set(row.attemptId, { seq: row.seq, at: ordinal })
          ordinal += 1
        }
        statement(`INSERT INTO attempt_event (${PLACED.join(', ')}) VALUES ${values(PLACED, some.length)}`).run(bound)
      }
      const move = statement(MOVE)
      for (const { id, answered, flagged, lastSeq } of small)
        move.run(answered, flagged, lastSeq, tails.get(id)?.at ?? null, id)
      for (const row of whole) {
        statement(UPSERT).run(
          ...[row.id, row.sittingId, row.candidateId, row.status, row.items, row.deadline],
          ...[row.graceMs, row.how, row.heldFrom],
        )
        statement(BEGIN).run(row.id, row.answered, row.flagged, row.lastSeq, tails.get(row.id)?.at ?? null)
      }
      ends.keep(tails, ordinal)
      return NOTHING
    },
    async keepClock(ms, wall) {
      statement(KEEP_CLOCK).run(ms, wall)
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

/** The last event of a log: its number in the log, and where it stands. */
interface End {
  seq: number
  at: number | null
}
const ENDS_MAX = 50_000

/**
 * Where the logs end that this connection wrote last, so that the next answer need not ask. Worth nothing once another
 * connection has committed (SQLite's data version tells), or where what was kept was rolled back (then the log's own
 * end is not where we left it).
 */
function knownEnds() {
  const known = new Map<string, End>()
  let version = -1
  let next = -1
  return {
    of: (id: string): End | undefined => known.get(id),
    check(versionNow: number, nextNow: number): void {
      if (versionNow !== version || nextNow !== next) known.clear()
      version = versionNow
    },
    keep(tails: ReadonlyMap<string, End>, nextNow: number): void {
      if (known.size > ENDS_MAX) known.clear()
      for (const [id, end] of tails) known.set(id, end)
      next = nextNow
    },
  }
}

function eventRow(row: unknown[]): EventRow {
  const [attemptId, seq, at, mono, kind, payload, source, sourceSeq, hash] = row as [
    ...[string, number, number, number, string, string, string, number, string],
  ]
  return { attemptId, seq, at, mono, kind, payload, source, sourceSeq, hash }
}
