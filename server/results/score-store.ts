import type { BankItem, ItemId, OptionId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { pointsOf, type Result, scoreAttempt } from '../../scoring/result.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, count, desc, eq, inArray, ne, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Attempt } from '../delivery/attempt.ts'
import type { Standing } from '../delivery/attempt-disk.ts'
import { loadStandings } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { keysOf } from '../item-bank/bank-store.ts'
import { sittingRow } from '../scheduling/sitting-store.ts'
import type { Test } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import { type ChoiceBook, encodeChoices } from './choices.ts'

export interface KeySet {
  keys: Map<ItemId, ItemKey>
  digest: string
}

/** The last taken answer of each item, by item: what scoring reads. */
export const responsesOf = (attempt: Attempt): Map<ItemId, OptionId | null> =>
  new Map(attempt.form.slots.map((slot, index) => [slot.item, attempt.responses[index] ?? null]))

/** So many scores in one commit: some milliseconds of work, after which others have their turn. */
const TOGETHER_MAX = 50

/** Scores and keeps them (RS1, RS2). Keys are read here, on the far side of delivery, and nowhere before it. */
export class Scorer {
  #services: Services
  #delivery: Delivery
  #keys = new Map<string, Promise<KeySet>>()
  #waiting: { attemptId: string; resolve: (result: Result | null) => void; reject: (error: unknown) => void }[] = []

  constructor(services: Services, delivery: Delivery) {
    this.#services = services
    this.#delivery = delivery
  }

  /** The test, its keys and the book that its choices are written with, of a sitting. */
  async materialOf(sittingId: string): Promise<{ test: Test; keySet: KeySet; book: ChoiceBook }> {
    const sitting = await sittingRow(this.#services, sittingId)
    if (!sitting) throw new Error(`bug: no sitting ${sittingId}`)
    const { test, pool } = await this.#delivery.papers.material(sitting.testId)
    return { test, keySet: await this.#keysOf(test), book: bookOf(test, pool) }
  }

  /** The result of an attempt as it stands, finished or not. */
  async resultOf(attempt: Attempt): Promise<Result> {
    const { test, keySet } = await this.materialOf(attempt.sitting)
    return scoreAttempt(test.ruleSet, attempt.form, keySet.keys, responsesOf(attempt))
  }

  /** Reads the keys again before the next score: they have been mended. */
  forget(): void {
    this.#keys.clear()
  }

  /**
   * Scores a finished attempt and stores the score under its run; the same again changes nothing. Attempts that finish
   * together are stored together: a hall that ends in the same second is a few commits, not thousands.
   */
  score(attemptId: string): Promise<Result | null> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ attemptId, resolve, reject })
      if (this.#waiting.length === 1) setImmediate(() => void this.#scoreWaiting())
    })
  }

  async #scoreWaiting(): Promise<void> {
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, TOGETHER_MAX)
      try {
        const results = await this.#scoreTogether(batch.map(({ attemptId }) => attemptId))
        for (const { attemptId, resolve } of batch) resolve(results.get(attemptId) ?? null)
      } catch (error) {
        for (const { reject } of batch) reject(error)
      }
      this.#waiting.splice(0, batch.length)
      // Answers of those who still work come between.
      if (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #scoreTogether(ids: readonly string[]): Promise<Map<string, Result>> {
    const bySitting = new Map<string, Standing[]>()
    for (const id of new Set(ids)) {
      const standing = await this.#delivery.writer.peek(id)
      if (standing?.attempt.status !== 'finished') continue
      const { sitting } = standing.attempt
      const list = bySitting.get(sitting)
      if (list) list.push(standing)
      else bySitting.set(sitting, [standing])
    }
    const results = new Map<string, Result>()
    for (const [sitting, standings] of bySitting)
      for (const [id, result] of await this.#scoreOf(sitting, standings)) results.set(id, result)
    return results
  }

  async #scoreOf(sitting: string, standings: readonly Standing[]): Promise<Map<string, Result>> {
    const { score } = this.#services.store.tables
    for (let again = false; ; again = true) {
      const { test, keySet, book } = await this.materialOf(sitting)
      const runId = runIdOf(sitting, test.ruleSet.id, keySet.digest)
      const at = this.#services.clock.wall()
      const results = new Map<string, Result>()
      const rows = standings.map(({ id, attempt, head }) => {
        const responses = responsesOf(attempt)
        const result = scoreAttempt(test.ruleSet, attempt.form, keySet.keys, responses)
        results.set(id, result)
        const row = { result: canonical(result), head, at, choices: encodeChoices(book, attempt.form, responses) }
        return { reopened: attempt.reopened > 0, row, key: { runId, attemptId: id, candidateId: attempt.candidate } }
      })
      const stored = await this.#services.store.transaction(async (db) => {
        const newest = await newestRun(this.#services, db, sitting)
        // Another run is in force: the keys we remember may be from before it, so they are read once more.
        if (newest && newest.id !== runId && !again) return false
        await writeRun(this.#services, db, {
          ...{ id: runId, sittingId: sitting, ruleSet: test.ruleSet.id, keyDigest: keySet.digest },
          at: Math.max(at, (newest?.at ?? 0) + 1),
        })
        const first = rows.filter(({ reopened }) => !reopened).map(({ key, row }) => ({ ...key, ...row }))
        if (first.length > 0) await db.insert(score).values(first).onConflictDoNothing()
        // Only what was re-opened has a score of before that another may follow; the store sees to it too (RS10).
        for (const { key, row } of rows.filter(({ reopened }) => reopened))
          await db
            .insert(score)
            .values({ ...key, ...row })
            .onConflictDoUpdate({
              target: [score.runId, score.attemptId],
              set: row,
              setWhere: ne(score.head, row.head),
            })
        return true
      })
      if (stored) return results
      this.forget()
    }
  }

  #keysOf(test: Test): Promise<KeySet> {
    let keySet = this.#keys.get(test.id)
    if (!keySet) {
      keySet = (async () => {
        const keys = await keysOf(this.#services, test.pool)
        return { keys, digest: keyDigest(keys) }
      })()
      const mine = keySet
      keySet.catch(() => this.#keys.get(test.id) === mine && this.#keys.delete(test.id))
      this.#keys.set(test.id, keySet)
    }
    return keySet
  }
}

export const keyDigest = (keys: Map<ItemId, ItemKey>): string =>
  sha256(canonical([...keys.values()].sort((a, b) => (a.item < b.item ? -1 : 1))))

/** What the choices of a test's scores are written with. */
export const bookOf = (test: Test, pool: ReadonlyMap<string, BankItem>): ChoiceBook => ({
  pool: test.pool,
  optionsOf: optionsOf(pool),
  sections: test.blueprint.sections.map((section) => section.id),
})

const optionsByPool = new WeakMap<ReadonlyMap<string, BankItem>, Map<string, OptionId[]>>()
function optionsOf(pool: ReadonlyMap<string, BankItem>): Map<string, OptionId[]> {
  const known = optionsByPool.get(pool)
  if (known) return known
  const made = new Map([...pool].map(([id, { item }]) => [id, item.options.map((option) => option.id)]))
  optionsByPool.set(pool, made)
  return made
}

/** A run follows from what was scored and with which keys, so that the same scoring is the same run (RS1). */
export const runIdOf = (sitting: string, ruleSet: string, digest: string): string =>
  sha256(`run\0${sitting}\0${ruleSet}\0${digest}`).slice(0, 32)

export interface Run {
  id: string
  sittingId: string
  ruleSet: string
  keyDigest: string
  at: number
}

/** The run in force: the newest. Give the transaction's `db` inside one, the store's `read` elsewhere. */
export async function newestRun(
  { store }: Pick<Services, 'store'>,
  db: Db,
  sittingId: string,
): Promise<Run | undefined> {
  const { scoreRun } = store.tables
  const runs = await db
    .select()
    .from(scoreRun)
    .where(eq(scoreRun.sittingId, sittingId))
    .orderBy(desc(scoreRun.at))
    .limit(1)
  return runs[0]
}

/** Keeps a run. Its time must be after the run before it, whatever the wall clock says: the newest is in force. */
export async function writeRun({ store }: Pick<Services, 'store'>, db: Db, run: Run): Promise<void> {
  await db.insert(store.tables.scoreRun).values(run).onConflictDoNothing()
}

export interface ScoreRow {
  attemptId: string
  candidateId: string
  /** Result, canonical JSON. */
  result: string
  head: string
  /** See `choices.ts`; null where it was never kept. */
  choices: string | null
}

/** What counts in a sitting. */
export interface InForce {
  run: Run
  rows: ScoreRow[]
  /** How many finished attempts are not in the run: their scoring under its keys is still on the way. */
  late: number
}

/**
 * The scores of a sitting that are in force: those of its newest run, and for an attempt that is not in it yet the
 * newest there is. Null where nothing was ever scored. Without `choices` a hundred thousand rows come in half the time.
 * `attempts` asks for the rows of these alone (and of those not in the run).
 */
export async function scoresInForce(
  { store }: Pick<Services, 'store'>,
  sittingId: string,
  { db = store.read, choices = true, attempts }: { db?: Db; choices?: boolean; attempts?: string[] } = {},
): Promise<InForce | null> {
  const { attempt, score } = store.tables
  const run = await newestRun({ store }, db, sittingId)
  if (!run) return null
  const columns = {
    ...{ attemptId: score.attemptId, candidateId: score.candidateId, result: score.result, head: score.head },
    choices: choices ? score.choices : sql<string | null>`NULL`,
  }
  const asked = attempts && inArray(score.attemptId, attempts)
  const rows = await db
    .select(columns)
    .from(score)
    .where(and(eq(score.runId, run.id), asked))
  const finished = and(eq(attempt.sittingId, sittingId), eq(attempt.status, 'finished'))
  const [all] = await db.select({ n: count() }).from(attempt).where(finished)
  const late =
    all?.n === rows.length
      ? []
      : await db
          .select({ id: attempt.id })
          .from(attempt)
          .where(and(finished, notScoredIn({ store }, run.id)))
  for (const { id } of late) {
    const [older] = await db.select(columns).from(score).where(eq(score.attemptId, id)).orderBy(desc(score.at)).limit(1)
    if (older) rows.push(older)
  }
  return { run, rows, late: late.length }
}

/** Finished attempts without a score in the run that is in force: a crash, or a mended key, left them behind. */
export async function unscoredAttempts({ store }: Pick<Services, 'store'>): Promise<string[]> {
  const { attempt, sitting } = store.tables
  const sittings = await store.read.select({ id: sitting.id }).from(sitting).where(ne(sitting.state, 'scheduled'))
  const left: string[] = []
  for (const { id } of sittings) {
    const run = await newestRun({ store }, store.read, id)
    const rows = await store.read
      .select({ id: attempt.id })
      .from(attempt)
      .where(and(eq(attempt.sittingId, id), eq(attempt.status, 'finished'), run && notScoredIn({ store }, run.id)))
    left.push(...rows.map((row) => row.id))
  }
  return left
}

function notScoredIn({ store }: Pick<Services, 'store'>, run: string) {
  const { attempt, score } = store.tables
  return sql`NOT EXISTS (SELECT 1 FROM ${score} WHERE ${score.runId} = ${run} AND ${score.attemptId} = ${attempt.id})`
}

/** Choices of rows that were kept without them, by replay of their logs, by attempt. */
export async function replayedChoices(
  services: Pick<Services, 'store'>,
  book: ChoiceBook,
  rows: ScoreRow[],
): Promise<Map<string, string>> {
  const missing = rows.filter((row) => row.choices === null).map((row) => row.attemptId)
  const standings = await loadStandings(services, missing)
  return new Map(
    missing.map((id) => {
      const standing = standings.get(id)
      if (!standing) throw new Error(`bug: attempt ${id} has a score and no log`)
      return [id, encodeChoices(book, standing.attempt.form, responsesOf(standing.attempt))]
    }),
  )
}

/** Points by candidate in the run of a sitting that is in force. */
export async function pointsOfSitting(
  services: Pick<Services, 'store'>,
  sittingId: string,
): Promise<Map<string, { points: Record<string, number>; result: Result; head: string }>> {
  return new Map(
    ((await scoresInForce(services, sittingId, { choices: false }))?.rows ?? []).map((row) => {
      const result = JSON.parse(row.result) as Result
      return [row.candidateId, { points: pointsOf(result), result, head: row.head }]
    }),
  )
}
