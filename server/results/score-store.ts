import type { ItemId, OptionId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { pointsOf, type Result, scoreAttempt } from '../../scoring/result.ts'
import { canonical, sha256 } from '../canonical.ts'
import { desc, eq } from '../db/sql.ts'
import type { Attempt } from '../delivery/attempt.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { keysOf } from '../item-bank/bank-store.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Test } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'

export interface KeySet {
  keys: Map<ItemId, ItemKey>
  digest: string
}

/** The last taken answer of each item, by item: what scoring reads. */
export const responsesOf = (attempt: Attempt): Map<ItemId, OptionId | null> =>
  new Map(attempt.form.slots.map((slot, index) => [slot.item, attempt.responses[index] ?? null]))

/** Scores and keeps them (RS1, RS2). Keys are read here, on the far side of delivery, and nowhere before it. */
export class Scorer {
  #services: Services
  #delivery: Delivery
  #keys = new Map<string, Promise<KeySet>>()

  constructor(services: Services, delivery: Delivery) {
    this.#services = services
    this.#delivery = delivery
  }

  /** The test and keys of a sitting. */
  async materialOf(sittingId: string): Promise<{ test: Test; keySet: KeySet }> {
    const sitting = await sittingRow(this.#services, sittingId)
    if (!sitting) throw new Error(`bug: no sitting ${sittingId}`)
    const { test } = await this.#delivery.material(sitting.testId)
    return { test, keySet: await this.#keysOf(test) }
  }

  /** The result of an attempt as it stands, finished or not. */
  async resultOf(attempt: Attempt): Promise<Result> {
    const { test, keySet } = await this.materialOf(attempt.sitting)
    return scoreAttempt(test.ruleSet, attempt.form, keySet.keys, responsesOf(attempt))
  }

  /** Scores a finished attempt and stores the score under its run; the same again changes nothing. */
  async score(attemptId: string): Promise<Result | null> {
    const standing = await this.#delivery.writer.peek(attemptId)
    if (standing?.attempt.status !== 'finished') return null
    const { attempt, head } = standing
    const { test, keySet } = await this.materialOf(attempt.sitting)
    const result = scoreAttempt(test.ruleSet, attempt.form, keySet.keys, responsesOf(attempt))
    const runId = sha256(`run\0${attempt.sitting}\0${test.ruleSet.id}\0${keySet.digest}`).slice(0, 32)
    const { scoreRun, score } = this.#services.store.tables
    const at = this.#services.clock.wall()
    await this.#services.store.transaction(async (db) => {
      await db
        .insert(scoreRun)
        .values({ id: runId, sittingId: attempt.sitting, ruleSet: test.ruleSet.id, keyDigest: keySet.digest, at })
        .onConflictDoNothing()
      await db
        .insert(score)
        .values({ runId, attemptId, candidateId: attempt.candidate, result: canonical(result), head, at })
        .onConflictDoNothing()
    })
    return result
  }

  #keysOf(test: Test): Promise<KeySet> {
    let keySet = this.#keys.get(test.id)
    if (!keySet) {
      keySet = (async () => {
        const keys = await keysOf(this.#services, test.pool)
        return { keys, digest: keyDigest(keys) }
      })()
      keySet.catch(() => this.#keys.delete(test.id))
      this.#keys.set(test.id, keySet)
    }
    return keySet
  }
}

export const keyDigest = (keys: Map<ItemId, ItemKey>): string =>
  sha256(canonical([...keys.values()].sort((a, b) => (a.item < b.item ? -1 : 1))))

/** Points by candidate in the newest run of a sitting. */
export async function pointsOfSitting(
  { store }: Pick<Services, 'store'>,
  sittingId: string,
): Promise<Map<string, { points: Record<string, number>; result: Result; head: string }>> {
  const { scoreRun, score } = store.tables
  const [run] = await store.read
    .select({ id: scoreRun.id })
    .from(scoreRun)
    .where(eq(scoreRun.sittingId, sittingId))
    .orderBy(desc(scoreRun.at))
    .limit(1)
  if (!run) return new Map()
  const rows = await store.read
    .select({ candidate: score.candidateId, result: score.result, head: score.head })
    .from(score)
    .where(eq(score.runId, run.id))
  return new Map(
    rows.map((row) => {
      const result = JSON.parse(row.result) as Result
      return [row.candidate, { points: pointsOf(result), result, head: row.head }]
    }),
  )
}
