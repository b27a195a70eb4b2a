import { asc } from '../db/sql.ts'
import { readLog, summariesOfSitting } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { type LogRow, receiptCode } from '../delivery/event-log.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { pointsOfSitting, type Scorer } from './score-store.ts'

/**
 * Everything that a stranger needs to compute the results again with other code: forms, responses, keys, rules, the
 * hash-chained log, and what we made of it. Options are named by their labels in the source. No NIK, no PIN.
 */
export async function exportSitting(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  sittingId: string,
): Promise<object | Refusal> {
  const sitting = await sittingRow(services, sittingId)
  if (!sitting) return refuse('not-found', { what: 'Sesi' })
  if (sitting.state !== 'closed') return refuse('sitting-running', { name: sitting.name })
  const { test, keySet } = await scorer.materialOf(sitting.id)
  const { pool } = await delivery.papers.material(sitting.testId)
  const { vacancy } = services.store.tables
  const vacancies = await services.store.read.select().from(vacancy).orderBy(asc(vacancy.code))
  const codeOf = new Map(vacancies.map((row) => [row.id, row.code]))
  const attempts = new Map((await summariesOfSitting(services, sitting.id)).map((row) => [row.candidateId, row]))
  const scores = await pointsOfSitting(services, sitting.id)
  const sourceOf = (item: string) => pool.get(item)?.source ?? item
  const candidates: ({ vacancy: string } & Record<string, unknown>)[] = []
  const log: LogRow[] = []
  for (const seat of await seatsOf(services, { sitting: sitting.id })) {
    const row = attempts.get(seat.candidate)
    const standing = row ? await delivery.writer.peek(row.id) : null
    if (row) log.push(...(await readLog(services, row.id)))
    candidates.push({
      number: seat.number,
      name: seat.name,
      vacancy: codeOf.get(seat.vacancyId) ?? '',
      needType: seat.needType,
      room: seat.room,
      station: seat.station,
      minutes: seat.minutes,
      attempt: row?.id ?? null,
      status: standing?.attempt.status ?? 'absent',
      how: standing?.attempt.finished?.how ?? null,
      responses:
        standing?.attempt.form.slots.map((slot, index) => ({
          number: index + 1,
          section: slot.section,
          item: slot.item,
          source: sourceOf(slot.item),
          options: slot.options,
          choice: standing.attempt.responses[index] ?? null,
          flagged: standing.attempt.flags[index] ?? false,
        })) ?? [],
      head: standing?.head ?? null,
      receipt: standing?.finish ? receiptCode(standing.finish) : null,
      score: scores.get(seat.candidate)?.result ?? null,
    })
  }
  return {
    v: 1,
    sitting: {
      id: sitting.id,
      name: sitting.name,
      venue: sitting.venue,
      startsAt: sitting.startsAt,
      build: sitting.build,
      secret: sitting.secret,
    },
    test: { name: test.name, digest: test.digest, blueprint: test.blueprint },
    ruleSet: test.ruleSet,
    vacancies: vacancies
      .filter((row) => candidates.some((one) => one.vacancy === row.code))
      .map(({ code, position, unit, needType, need, thresholds }) => ({
        ...{ code, position, unit, needType, need },
        thresholds: JSON.parse(thresholds) as Record<string, number>,
      })),
    keyDigest: keySet.digest,
    keys: [...keySet.keys.values()].map((key) => ({ ...key, source: sourceOf(key.item) })),
    candidates,
    log,
  }
}
