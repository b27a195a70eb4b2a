import { feeds } from '../../question-bank/blueprint.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { Result } from '../../scoring/result.ts'
import { and, asc, count, eq, inArray } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { itemsById, keysOf } from '../item-bank/bank-store.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { KeyChange } from '../protocol/rescoring.ts'
import { choiceFinder } from '../results/choices.ts'
import { bookOf, keyDigest, replayedChoices, scoresInForce } from '../results/score-store.ts'
import type { Test } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import type { Affected, ChangedItem, ClosedSitting, Touched } from './affected.ts'
import { nextKey, type Scoring } from './key-change.ts'
import { earnedOf, rescorerOf } from './rescored.ts'

export type Needs = Pick<Services, 'store' | 'secret'>

/** A test with its sittings, and how it scores the items asked for. */
export interface UsingTest {
  test: Test
  pool: ReadonlyMap<string, BankItem>
  /** Sections that an item can stand in, as the test scores them. */
  scoringOf(item: BankItem): Scoring[]
  sittings: { id: string; name: string; state: string }[]
}

/** Tests whose approved pool holds one of the items, oldest first, with their sittings by start. */
export async function testsUsing({ store }: Needs, delivery: Delivery, items: string[]): Promise<UsingTest[]> {
  const { test, sitting } = store.tables
  const rows = await store.read.select({ id: test.id, pool: test.pool }).from(test).orderBy(asc(test.createdAt))
  const using: UsingTest[] = []
  for (const row of rows) {
    const pool = new Set(JSON.parse(row.pool) as string[])
    if (!items.some((item) => pool.has(item))) continue
    const material = await delivery.papers.material(row.id)
    const { blueprint, ruleSet } = material.test
    using.push({
      ...{ test: material.test, pool: material.pool },
      scoringOf: (item) =>
        blueprint.sections
          .filter((section) => feeds(section, item))
          .flatMap(({ id }) => ruleSet.sections.find((section) => section.id === id)?.scoring ?? []),
      sittings: await store.read
        .select({ id: sitting.id, name: sitting.name, state: sitting.state })
        .from(sitting)
        .where(eq(sitting.testId, row.id))
        .orderBy(asc(sitting.startsAt), asc(sitting.name)),
    })
  }
  return using
}

/** Reads what the wanted keys reach, or refuses a key that could not be scored with (RW3, RW4, RW7). Writes nothing. */
export async function affectedBy(
  services: Needs,
  delivery: Delivery,
  wanted: KeyChange[],
): Promise<Affected | Refusal> {
  const ids = wanted.map(({ item }) => item)
  const found = new Map((await itemsById(services, ids)).map((one) => [one.item.id as string, one]))
  const keys = await keysOf(services, ids)
  const using = await testsUsing(services, delivery, ids)
  const items: ChangedItem[] = []
  for (const { item: id, key } of wanted) {
    const item = found.get(id)
    const before = item && keys.get(item.item.id)
    if (!item || !before) return refuse('not-found', { what: 'Soal' })
    if (items.some((one) => one.item.item.id === id)) return refuse('item-named-twice', { item: item.source })
    const scorings = using.flatMap((one) => (one.pool.has(id) ? one.scoringOf(item) : []))
    const after = nextKey(item, before, key, scorings)
    if (isRefusal(after)) return after
    items.push({ item, before, after })
  }
  const banks = await banksOf(services, ids)
  const [bank] = banks
  if (!bank) throw new Error('bug: items without a bank')
  if (banks.length > 1) return refuse('items-of-many-banks')
  const affected: Affected = { bank, items, closed: [], waiting: [] }
  for (const one of using)
    for (const sitting of one.sittings) {
      if (sitting.state !== 'closed') {
        affected.waiting.push({ ...sitting, finished: await finishedIn(services, sitting.id) })
        continue
      }
      const closed = await closedSitting(services, one, sitting, items)
      if (isRefusal(closed)) return closed
      if (closed) affected.closed.push(closed)
    }
  return affected
}

async function closedSitting(
  services: Needs,
  { test, pool }: UsingTest,
  { id, name }: { id: string; name: string },
  items: ChangedItem[],
): Promise<ClosedSitting | Refusal | null> {
  const inForce = await scoresInForce(services, id)
  if (!inForce) {
    const unscored = await finishedIn(services, id)
    return unscored > 0 ? refuse('scores-on-the-way', { name, count: `${unscored}` }) : null
  }
  const { run, rows, late } = inForce
  const stale = run.keyDigest !== keyDigest(await keysOf(services, test.pool))
  if (late > 0 || stale) return refuse('scores-on-the-way', { name, count: `${stale ? rows.length : late}` })
  const book = bookOf(test, pool)
  const replayed = await replayedChoices(services, book, rows)
  const finders = items.map(({ item }) => (pool.has(item.item.id) ? choiceFinder(book, item.item.id) : () => undefined))
  const rescored = rescorerOf(test.ruleSet, items)
  const touched: Touched[] = []
  const points = new Map<string, Record<string, number>>()
  for (const row of rows) {
    const before = earnedOf(JSON.parse(row.result) as Result)
    points.set(row.candidateId, { ...before.points, total: before.total })
    const text = row.choices ?? replayed.get(row.attemptId) ?? ''
    const responses = finders.map((find) => find(text))
    if (responses.every((response) => response === undefined)) continue
    touched.push({ candidate: row.candidateId, responses, before, after: rescored(before, responses) })
  }
  return { id, name, stage: test.ruleSet.stage, ruleSet: test.ruleSet, run: run.id, points, touched }
}

async function banksOf({ store }: Needs, items: string[]): Promise<{ id: string; name: string }[]> {
  const { bank, item } = store.tables
  return await store.read
    .selectDistinct({ id: bank.id, name: bank.name })
    .from(item)
    .innerJoin(bank, eq(bank.id, item.bankId))
    .where(inArray(item.id, items))
}

async function finishedIn({ store }: Needs, sitting: string): Promise<number> {
  const { attempt } = store.tables
  const [row] = await store.read
    .select({ n: count() })
    .from(attempt)
    .where(and(eq(attempt.sittingId, sitting), eq(attempt.status, 'finished')))
  return row?.n ?? 0
}
