import { judge, pointsOf } from '../../scoring/result.ts'
import { and, eq, isNull } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { StationScore } from '../protocol/station.ts'
import { seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Scorer } from './score-store.ts'

/** Scores each attempt when its finish is on disk, and at start those that a crash left unscored. */
export async function scoreJob(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
): Promise<{ stop(): Promise<void> }> {
  const running = new Set<Promise<unknown>>()
  const run = (attempt: string) => {
    const work = scorer
      .score(attempt)
      .catch((error: unknown) => services.log.error({ err: error, attempt }, 'scoring failed'))
    running.add(work)
    void work.finally(() => running.delete(work))
    return work
  }
  delivery.showScoresWith((attempt) => stationScore(services, delivery, scorer, attempt))
  const leave = services.bus.subscribe('*', (message) => {
    if (message.kind === 'attempt' && message.status === 'finished') void run(message.attempt)
  })
  const { attempt, score } = services.store.tables
  const unscored = await services.store.read
    .select({ id: attempt.id })
    .from(attempt)
    .leftJoin(score, eq(score.attemptId, attempt.id))
    .where(and(eq(attempt.status, 'finished'), isNull(score.attemptId)))
  for (const { id } of unscored) await run(id)
  return {
    async stop() {
      leave()
      await Promise.all(running)
    },
  }
}

/** What the candidate sees: figures, and the threshold only where the committee shows it. Never a rank. */
async function stationScore(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  attemptId: string,
): Promise<StationScore | null> {
  const result = await scorer.score(attemptId)
  const standing = await delivery.writer.peek(attemptId)
  if (!result || !standing) return null
  const { test } = await scorer.materialOf(standing.attempt.sitting)
  const [seat] = await seatsOf(services, { candidate: standing.attempt.candidate })
  const titles = new Map(test.blueprint.sections.map((section) => [section.id, section.title]))
  const verdict = test.showThreshold && seat ? judge(test.ruleSet, seat.needType, pointsOf(result)) : null
  return {
    sections: result.sections.map(({ id, points, max }) => ({ id, title: titles.get(id) ?? id, points, max })),
    total: result.total,
    max: result.max,
    met: verdict?.met ?? null,
    shortfalls: verdict?.shortfalls ?? [],
  }
}
