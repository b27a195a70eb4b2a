import { judge, pointsOf } from '../../scoring/result.ts'
import { eq } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { StationScore } from '../protocol/station.ts'
import { seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { type Scorer, unscoredAttempts } from './score-store.ts'

/** Waits between the tries of an attempt whose score could not be stored: doubled each time, up to a minute. */
const RETRY_MS = 250
const RETRY_MS_MAX = 60_000
/** Scores that a start waits for. */
const WAITED_FOR_MAX = 200
/** After these the next start tries again, or the next look at the attempt. */
const TRIES_MAX = 12

/**
 * Scores each attempt when its finish is on disk, and at start those that a crash left unscored. A score that could not
 * be stored (the disk was full) is tried again (RS1).
 */
export async function scoreJob(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
): Promise<{ stop(): Promise<void> }> {
  const running = new Set<Promise<unknown>>()
  const waiting = new Set<NodeJS.Timeout>()
  let stopped = false
  const run = (attempt: string, tries = 1) => {
    const work = scorer.score(attempt).catch((error: unknown) => {
      services.log.error({ err: error, attempt, tries }, 'scoring failed')
      if (stopped || tries >= TRIES_MAX) return
      const timer = setTimeout(
        () => {
          waiting.delete(timer)
          void run(attempt, tries + 1)
        },
        Math.min(RETRY_MS * 2 ** (tries - 1), RETRY_MS_MAX),
      )
      timer.unref()
      waiting.add(timer)
    })
    running.add(work)
    void work.finally(() => running.delete(work))
    return work
  }
  delivery.showScoresWith((attempt) => stationScore(services, delivery, scorer, attempt))
  const leave = services.bus.subscribe('*', (message) => {
    if (message.kind === 'attempt' && message.status === 'finished') void run(message.attempt)
  })
  // A room's worth is done at once; when a whole hall was left unscored, its scores must not keep the stations waiting.
  const left = (await unscoredAttempts(services)).map((id) => run(id))
  if (left.length <= WAITED_FOR_MAX) await Promise.all(left)
  return {
    async stop() {
      stopped = true
      leave()
      for (const timer of waiting) clearTimeout(timer)
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
  const seats = await seatsOf(services, { candidate: standing.attempt.candidate })
  const seat = seats.find((one) => one.sitting === standing.attempt.sitting)
  const titles = new Map(test.blueprint.sections.map((section) => [section.id, section.title]))
  const asked = test.ruleSet.statedByVacancy?.[seat?.needType ?? ''] ?? []
  const stated = seat && asked.length > 0 ? await statedThresholds(services, seat.vacancyId, asked) : {}
  // A threshold that the vacancy should state and does not yet must not keep the figures from the candidate.
  const isStated = Object.keys(stated).length === asked.length
  const verdict =
    test.showThreshold && seat && isStated ? judge(test.ruleSet, seat.needType, pointsOf(result), stated) : null
  return {
    sections: result.sections.map(({ id, points, max }) => ({ id, title: titles.get(id) ?? id, points, max })),
    total: result.total,
    max: result.max,
    met: verdict?.met ?? null,
    shortfalls: verdict?.shortfalls ?? [],
  }
}

async function statedThresholds(
  { store }: Services,
  vacancyId: string,
  asked: string[],
): Promise<Record<string, number>> {
  const { vacancy } = store.tables
  const rows = await store.read
    .select({ thresholds: vacancy.thresholds })
    .from(vacancy)
    .where(eq(vacancy.id, vacancyId))
  const all = JSON.parse(rows[0]?.thresholds ?? '{}') as Record<string, number>
  return Object.fromEntries(Object.entries(all).filter(([on]) => asked.includes(on)))
}
