import { type AttemptEvent, closesAt, evolve } from '../../server/delivery/attempt.ts'
import { appendRows, loadStandings, writeSummaries } from '../../server/delivery/attempt-store.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import { chain, eventOf } from '../../server/delivery/event-log.ts'
import type { AttemptEvidence, SittingEvidence } from '../../server/delivery/invariants.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import type { Entry, EntryAck } from '../../server/protocol/station.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import type { ServerProcess } from './simulated-server.ts'

/**
 * Mistakes we might have made, to see that the invariants would have told us. They live here, around the product, and
 * never in it: the first group misbehaves while the sitting runs, the second spoils what the disk gives back.
 */
export const BUGS = {
  'acknowledged-before-commit': 'the acknowledgement goes out before the disk has the answer',
  'retry-key-forgotten': 'an entry sent again is taken as a new one',
  'fence-ignored': 'a replaced station may still write',
  'grace-ignored': 'answers are taken long after the deadline',
  'late-untold': 'a late answer is put aside without a word to the station',
  'clock-runs-on': 'the exam clock runs while the server is down',
  'nobody-sweeps': 'nobody closes what the clock has closed',
} as const
export type Bug = keyof typeof BUGS

export const SPOILS = {
  'stored-twice': 'the log has an entry two times',
  'byte-flipped': 'one byte of a stored event has changed',
  'event-missing': 'an event is gone from the log',
  'summary-forgotten': 'the summary row was not written along',
  'score-guessed': 'a score is not what the log is worth',
} as const
export type Spoil = keyof typeof SPOILS

/** `Delivery.take` as the server calls it, with the bugs that were planted. */
export async function take(
  process: ServerProcess,
  bugs: ReadonlySet<Bug>,
  seat: SeatRow,
  source: SourceId,
  entries: Entry[],
): Promise<EntryAck | Refusal> {
  const { delivery, services } = process
  const honest = () => delivery.take(seat, source, entries)
  if (bugs.size === 0) return await honest()
  const id = attemptIdOf(seat.sitting, seat.candidate)
  const through = entries.at(-1)?.n ?? 0
  const promised = { through, examNow: services.clock.exam(), refused: [] }
  if (bugs.has('acknowledged-before-commit')) {
    void honest()
    return promised
  }
  const standing = await delivery.writer.peek(id)
  const attempt = standing?.attempt
  if (!attempt) return await honest()
  const taken = attempt.taken.get(source)?.through ?? 0
  if (bugs.has('retry-key-forgotten') && entries.some(({ n }) => n <= taken)) {
    const again = entries.map((entry, index) => ({ ...entry, n: taken + 1 + index }))
    const written = await delivery.take(seat, source, again)
    return isRefusal(written) ? written : promised
  }
  const closes = closesAt(attempt)
  const late = closes !== null && services.clock.exam() > closes
  const replaced = attempt.source !== source
  if ((bugs.has('grace-ignored') && late && !replaced) || (bugs.has('fence-ignored') && replaced && !late)) {
    for (const entry of entries) if (entry.n > taken) await force(process, id, source, entry)
    return promised
  }
  const ack = await honest()
  return bugs.has('late-untold') && !isRefusal(ack) ? { ...ack, refused: [] } : ack
}

/** Writes an event that the rules would have refused, well chained, as a careless second process might. */
async function force({ services }: ServerProcess, id: string, source: string, entry: Entry): Promise<void> {
  const standing = (await loadStandings(services, [id])).get(id)
  if (!standing || entry.kind !== 'answer') return
  const options = standing.attempt.form.slots[entry.slot]?.options ?? []
  const option = entry.choice === null ? null : (options[entry.choice] ?? null)
  const event: AttemptEvent = { kind: 'answered', slot: entry.slot, option }
  const draft = { event, source, sourceSeq: entry.n }
  const { clock, store } = services
  const row = chain({ seq: standing.seq, hash: standing.head }, id, draft, clock.wall(), clock.exam())
  const after = { ...standing, attempt: evolve(standing.attempt, draft, row), seq: row.seq, head: row.hash }
  await store.transaction(async (db) => {
    await appendRows(services, db, [row])
    await writeSummaries(services, db, [after])
    await clock.keep(db)
  })
}

/** The evidence as a broken disk or a broken job would have left it, for the first who has answered something. */
export function spoil(sitting: SittingEvidence, how: Spoil): SittingEvidence {
  const victim = sitting.attempts.findIndex(({ rows }) => rows.some((row) => row.kind === 'answered'))
  return { ...sitting, attempts: sitting.attempts.map((one, index) => (index === victim ? spoilt(one, how) : one)) }
}

function spoilt(evidence: AttemptEvidence, how: Spoil): AttemptEvidence {
  const { rows, summary, scores } = evidence
  const at = rows.findIndex((row) => row.kind === 'answered')
  const [answered, last] = [rows[at], rows.at(-1)]
  if (!answered || !last || !summary) throw new Error('bug: nothing to spoil')
  switch (how) {
    case 'stored-twice':
      return { ...evidence, rows: [...rows, chain(last, evidence.attempt, eventOf(answered), last.at, last.mono)] }
    case 'byte-flipped': {
      const payload = answered.payload.replace(/"slot":(\d)/, (_, digit) => `"slot":${Number(digit) ^ 1}`)
      return { ...evidence, rows: rows.with(at, { ...answered, payload }) }
    }
    case 'event-missing':
      return { ...evidence, rows: rows.toSpliced(at, 1) }
    case 'summary-forgotten':
      return { ...evidence, summary: { ...summary, answered: summary.answered - 1 } }
    case 'score-guessed':
      return {
        ...evidence,
        scores: scores.map(({ total, result }) => ({
          total: total + 5,
          result: result.replace(/"total":\d+/, `"total":${total + 5}`),
        })),
      }
  }
}
