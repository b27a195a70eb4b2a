import { join } from 'node:path'
import { scoreAttempt } from '../../scoring/result.ts'
import { canonical } from '../../server/canonical.ts'
import { eq } from '../../server/db/sql.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { readLog, summariesOfSitting } from '../../server/delivery/attempt-store.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import type { Outage, SittingEvidence } from '../../server/delivery/invariants.ts'
import { keysOf } from '../../server/item-bank/bank-store.ts'
import { sittingRow } from '../../server/scheduling/sitting-store.ts'
import { findTest } from '../../server/scheduling/test-store.ts'
import { FILE } from './hall.ts'
import type { SimulatedCandidate } from './simulated-candidate.ts'

/** Opens what is left on the disk as a stranger would, and lays it beside what the stations wrote down. */
export async function collect(
  folder: string,
  sittingId: string,
  candidates: SimulatedCandidate[],
  outages: Outage[],
): Promise<SittingEvidence> {
  const store = openSqlite(join(folder, FILE))
  try {
    const { score, examClock } = store.tables
    const sitting = await sittingRow({ store }, sittingId)
    const test = sitting && (await findTest({ store }, sitting.testId))
    if (!test) throw new Error('bug: the sitting has no test')
    const keys = await keysOf({ store }, test.pool)
    const summaries = new Map((await summariesOfSitting({ store }, sittingId)).map((row) => [row.id, row]))
    const [clock] = await store.read.select().from(examClock)
    const attempts = []
    for (const { seat, journal, station } of candidates) {
      const attempt = attemptIdOf(seat.sitting, seat.candidate)
      const scores = await store.read.select().from(score).where(eq(score.attemptId, attempt))
      attempts.push({
        attempt,
        candidate: seat.number,
        limitMs: seat.minutes * 60_000,
        rows: await readLog({ store }, attempt),
        summary: summaries.get(attempt) ?? null,
        scores: scores.map(({ result }) => ({ result, total: (JSON.parse(result) as { total: number }).total })),
        journal: journal.pages(),
        endScreen: journal.endScreen,
        station: station?.on ? { source: station.source, waiting: station.waiting } : null,
      })
    }
    return {
      attempts,
      outages,
      examNow: clock?.ms ?? 0,
      rescore: (form, responses) => canonical(scoreAttempt(test.ruleSet, form, keys, responses)),
    }
  } finally {
    await store.close()
  }
}
