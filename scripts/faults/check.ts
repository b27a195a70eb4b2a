import { join } from 'node:path'
import Database from 'better-sqlite3'
import { scoreAttempt } from '../../scoring/result.ts'
import { canonical } from '../../server/canonical.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import type { LogRow } from '../../server/delivery/event-log.ts'
import { type Invariant, type SittingEvidence, violationsOf } from '../../server/delivery/invariants.ts'
import { keysOf } from '../../server/item-bank/bank-store.ts'
import { sittingRow } from '../../server/scheduling/sitting-store.ts'
import { findTest } from '../../server/scheduling/test-store.ts'
import type { PreparedRoom } from '../room/prepared-room.ts'
import type { Said, Station } from './station.ts'

/** What came of a run, in the columns of the table. */
export interface Tally {
  acknowledged: number
  /** Acknowledged and not in the log, or not as she said it. */
  lost: number
  /** In the log more than once. */
  repeated: number
  /** Counted although it came after deadline + grace. */
  late: number
  /** The most that any candidate's clock took from her beyond a second, in seconds. */
  owed: number
  /** What broke, as sentences. */
  breaches: string[]
}

export const NOTHING: Tally = { acknowledged: 0, lost: 0, repeated: 0, late: 0, owed: 0, breaches: [] }

export const together = (tallies: Tally[]): Tally =>
  tallies.reduce(
    (sum, one) => ({
      acknowledged: sum.acknowledged + one.acknowledged,
      lost: sum.lost + one.lost,
      repeated: sum.repeated + one.repeated,
      late: sum.late + one.late,
      owed: Math.max(sum.owed, one.owed),
      breaches: [...sum.breaches, ...one.breaches],
    }),
    NOTHING,
  )

/** One candidate, and every computer that she sat at. */
export interface Sat {
  candidate: string
  stations: Station[]
}

/** A second either way is no debt. */
const TOLERANCE_MS = 1000
/** What a run of real processes cannot show: the disk's own moment (I11), the wall's labels (I4 is reckoned here). */
const NOT_ASKED: readonly Invariant[] = ['I4', 'I11', 'I13']
const GRACE_MS = 3000

export interface CheckSettings {
  minutes: number
  /** The wall clock was moved on purpose: labels in the log say nothing. */
  wallJumped?: boolean
  /** Rules that this fault makes meaningless, with the reason beside the call. */
  without?: Invariant[]
}

/**
 * Compares what the stations were told with what the data folder holds: by plain SQL for the figures, then by the
 * shared rules of `invariants.ts`. No server may be running on the folder.
 */
export async function check(
  data: string,
  room: PreparedRoom,
  sats: Sat[],
  { minutes, wallJumped = false, without = [] }: CheckSettings,
): Promise<Tally> {
  const file = join(data, 'seleksi.sqlite')
  const disk = new Database(file)
  const tally: Tally = { ...NOTHING, breaches: [] }
  const logs = new Map<string, LogRow[]>()
  try {
    const whole = disk.pragma('integrity_check', { simple: true })
    if (whole !== 'ok') tally.breaches.push(`SQLite: ${String(whole).split('\n')[0]}`)
    for (const row of disk.prepare(LOG).all() as LogRow[]) {
      const log = logs.get(row.attemptId) ?? []
      log.push(row)
      logs.set(row.attemptId, log)
    }
    const gaps = disk.prepare('SELECT from_wall, until_wall, exam_ms FROM outage').all() as Gap[]
    for (const sat of sats) {
      const log = logs.get(attemptIdOf(room.sitting, sat.candidate)) ?? []
      compare(tally, sat, log)
      if (!wallJumped) tally.breaches.push(...wallAddsUp(log, gaps))
      tally.late += lateOnes(log)
    }
  } finally {
    disk.close()
  }
  for (const { candidate, stations } of sats) {
    const used = Math.max(0, ...stations.map(({ account }) => account?.usedMs ?? 0))
    const had = stations.reduce((sum, { account }) => sum + (account?.hadMs ?? 0), 0)
    const owed = Math.max(0, used - had - TOLERANCE_MS) / 1000
    if (owed > 0) tally.breaches.push(`I4 candidate ${candidate}: used ${used} ms, had ${Math.round(had)} ms`)
    tally.owed = Math.max(tally.owed, owed)
  }
  const evidence = await evidenceOf(file, room, sats, logs, minutes)
  const skipped = [...NOT_ASKED, ...without]
  for (const { invariant, sentence } of violationsOf(evidence))
    if (!skipped.includes(invariant)) tally.breaches.push(`${invariant} ${sentence}`)
  return tally
}

/** The whole log, as rows of the product. */
export const LOG = `SELECT attempt_id AS attemptId, seq, at, mono, kind, payload, source, source_seq AS sourceSeq, hash
  FROM attempt_event ORDER BY attempt_id, seq`

interface Gap {
  from_wall: number
  until_wall: number
  exam_ms: number
}

function compare(tally: Tally, { stations }: Sat, log: LogRow[]): void {
  const opened = log.find((row) => row.kind === 'opened')
  const form = opened && (JSON.parse(opened.payload) as { form: { slots: { options: string[] }[] } }).form
  const stored = Map.groupBy(log, (row) => `${row.source} ${row.sourceSeq}`)
  for (const { source, book } of stations)
    for (const said of book) {
      const rows = stored.get(`${source} ${said.entry.n}`) ?? []
      if (rows.length > 1) tally.repeated += rows.length - 1
      if (!said.told) continue
      tally.acknowledged += 1
      if (rows.length === 0 || !isSame(said, rows[0] as LogRow, form?.slots)) tally.lost += 1
    }
}

function isSame({ entry }: Said, row: LogRow, slots: { options: string[] }[] = []): boolean {
  const event = JSON.parse(row.payload) as Record<string, unknown>
  if (row.kind === 'late') return canonical(event['entry']) === canonical(entry)
  if (entry.kind === 'finish') return row.kind === 'finished'
  if (entry.kind === 'flag') return row.kind === 'flagged' && event['slot'] === entry.slot && event['on'] === entry.on
  const option = entry.choice === null ? null : slots[entry.slot]?.options[entry.choice]
  return row.kind === 'answered' && event['slot'] === entry.slot && event['option'] === option
}

/** Answers that count beyond deadline + grace, by a reckoning that knows holds and credits and nothing else. */
function lateOnes(log: LogRow[]): number {
  let deadline = Number.POSITIVE_INFINITY
  let heldFrom: number | null = null
  const holds = new Set<string>()
  let late = 0
  for (const row of log) {
    const event = JSON.parse(row.payload) as Record<string, number> & { hold: string; holds: string[] }
    if (row.kind === 'started') deadline = event['deadline'] as number
    if (row.kind === 'credited') deadline += event['ms'] as number
    if (row.kind === 'held') {
      heldFrom = Math.min(heldFrom ?? (event['from'] as number), event['from'] as number)
      holds.add(event.hold)
    }
    if (row.kind === 'released') {
      for (const hold of event.holds) holds.delete(hold)
      if (holds.size > 0 || heldFrom === null) continue
      deadline += Math.max(0, (event['until'] as number) - heldFrom)
      heldFrom = null
    }
    if (row.kind === 'answered' && heldFrom === null && row.mono > deadline + GRACE_MS) late += 1
  }
  return late
}

/** T9: wall time from start to finish = exam clock + the gaps in which it stood. */
function wallAddsUp(log: LogRow[], gaps: Gap[]): string[] {
  const started = log.find((row) => row.kind === 'started')
  const finished = log.find((row) => row.kind === 'finished')
  if (!started || !finished) return []
  const stood = gaps
    .filter((gap) => gap.exam_ms >= started.mono && gap.exam_ms <= finished.mono)
    .reduce((sum, gap) => sum + gap.until_wall - gap.from_wall, 0)
  const off = finished.at - started.at - (finished.mono - started.mono) - stood
  return Math.abs(off) < TOLERANCE_MS
    ? []
    : [`T9 ${started.attemptId}: wall and ledger differ by ${off} ms; each gap should be a row`]
}

async function evidenceOf(
  file: string,
  room: PreparedRoom,
  sats: Sat[],
  logs: Map<string, LogRow[]>,
  minutes: number,
): Promise<SittingEvidence> {
  const store = openSqlite(file)
  try {
    const { score, examClock, attempt } = store.tables
    const sitting = await sittingRow({ store }, room.sitting)
    const test = sitting && (await findTest({ store }, sitting.testId))
    if (!test) throw new Error('bug: the sitting has no test')
    const keys = await keysOf({ store }, test.pool)
    const summaries = new Map((await store.read.select().from(attempt)).map((row) => [row.id, row]))
    const scores = Map.groupBy(await store.read.select().from(score), (row) => row.attemptId)
    const [clock] = await store.read.select().from(examClock)
    return {
      attempts: sats.map(({ candidate, stations }) => {
        const id = attemptIdOf(room.sitting, candidate)
        const last = stations.at(-1)
        return {
          ...{ attempt: id, candidate, limitMs: minutes * 60_000, rows: logs.get(id) ?? [] },
          summary: summaries.get(id) ?? null,
          scores: (scores.get(id) ?? []).map(({ result }) => ({ result, total: JSON.parse(result).total as number })),
          journal: stations.flatMap((station) => journalOf(station)),
          endScreen: null,
          station: last ? { source: last.source, waiting: last.waiting } : null,
        }
      }),
      ...{ outages: [], examNow: clock?.ms ?? 0 },
      rescore: (form, responses) => canonical(scoreAttempt(test.ruleSet, form, keys, responses)),
    } as SittingEvidence
  } finally {
    await store.close()
  }
}

/** Entries of one computer in the order of her hand, which is the order of their numbers. */
const journalOf = ({ book, source }: Station) =>
  book.map(({ entry, hand, told }) => ({
    ...{ source, entry, hand },
    told: told && { at: told.at, late: told.late },
  }))
