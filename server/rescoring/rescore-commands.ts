import { type Result, scoreAttempt } from '../../scoring/result.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { count, desc, eq, max } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { keysOf } from '../item-bank/bank-store.ts'
import type { ProposalRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { RescoreProposalRequest } from '../protocol/rescoring.ts'
import { choiceFinder, decodeChoices } from '../results/choices.ts'
import {
  bookOf,
  keyDigest,
  newestRun,
  type Run,
  replayedChoices,
  runIdOf,
  type ScoreRow,
  type Scorer,
  scoresInForce,
  unscoredAttempts,
  writeRun,
} from '../results/score-store.ts'
import type { Services } from '../services.ts'
import type { Affected, KeyChangeBody } from './affected.ts'
import { testsUsing, type UsingTest } from './affected-store.ts'
import { statedKey } from './key-change.ts'
import type { MemoSummary } from './memo.ts'
import { memoOf } from './memo-store.ts'
import { type Prepared, prepareRescore } from './rescore-store.ts'
import { earnedOf } from './rescored.ts'
import { effectSentences, itemSentences, titleOf } from './words.ts'

/** Rows in one INSERT. */
const ROWS_MAX = 400

/** Proposes mended keys, if their effect is still the one that was previewed (RW5). */
export async function proposeKeyChange(
  services: Services,
  approvals: Approvals,
  actor: string,
  { changes, previewDigest, reason }: RescoreProposalRequest,
): Promise<ProposalRow | Refusal> {
  const { item } = services.store.tables
  const [row] = await services.store.read
    .select({ bank: item.bankId })
    .from(item)
    .where(eq(item.id, changes[0]?.item ?? ''))
  if (!row) return refuse('not-found', { what: 'Soal' })
  const body: KeyChangeBody = { changes, previewDigest }
  return await approvals.propose(actor, { kind: 'key-change', subject: row.bank, body, reason })
}

/** Teaches approvals what mending a key does: new key versions, new score runs, and the memo, in one transaction. */
export function registerKeyChanges(services: Services, delivery: Delivery, scorer: Scorer, approvals: Approvals): void {
  approvals.register('key-change', {
    async prepare({ id, body, reason, proposedBy }) {
      const { changes, previewDigest } = body as KeyChangeBody
      const prepared = await prepareRescore(services, delivery, changes)
      if (isRefusal(prepared)) return prepared
      if (prepared.digest !== previewDigest) return refuse('results-changed')
      const { affected, effects, publications } = prepared
      // Only an approval writes. What is closed is scored before its transaction, so that nobody waits for that.
      const closed = id === null ? [] : await closedRuns(services, delivery, affected)
      if (isRefusal(closed)) return closed
      return {
        title: titleOf(affected),
        effect: [...itemSentences(affected), ...effectSentences(affected, effects, publications)],
        write: (db, approvedBy) => {
          const decided = { proposal: id ?? '', reason, proposedBy, approvedBy }
          return writeKeyChange(services, delivery, scorer, db, prepared, closed, decided)
        },
        after: () => afterwards(services, delivery, scorer, affected),
      }
    },
  })
}

interface Decided {
  proposal: string
  reason: string
  proposedBy: string
  approvedBy: string
}

async function writeKeyChange(
  services: Services,
  delivery: Delivery,
  scorer: Scorer,
  db: Db,
  prepared: Prepared,
  closed: NewRun[],
  decided: Decided,
): Promise<Refusal | null> {
  const { affected } = prepared
  const refused = await writeKeys(services, db, affected, decided)
  if (refused) return refused
  const runs = [...closed]
  for (const one of await usingOf(services, delivery, affected))
    for (const { id, state } of one.sittings) {
      if (state === 'closed') continue
      const run = await newRun(services, one, id, affected, db)
      if (run) runs.push(run)
    }
  for (const run of runs) {
    const stale = await writeNewRun(services, db, run)
    if (stale) return stale
  }
  // From here on whoever finishes waits for this transaction and reads the keys again (RW6).
  scorer.forget()
  const { rescoring } = services.store.tables
  const [last] = await db.select({ number: max(rescoring.number) }).from(rescoring)
  const number = (last?.number ?? 0) + 1
  const at = services.clock.wall()
  const memo = canonical(await memoOf(services, prepared, { ...decided, number, at }, db))
  const summary: MemoSummary = {
    items: affected.items.map(({ item, before, after }) => ({
      ...{ item: item.item.id, source: item.source, version: after.version },
      ...{ before: statedKey(before), after: statedKey(after) },
    })),
    publications: prepared.publications,
  }
  await db.insert(rescoring).values({
    proposalId: decided.proposal,
    ...{ number, summary: canonical(summary), body: memo, digest: sha256(memo), at },
  })
  await audit(services, db, {
    actor: decided.approvedBy,
    action: 'key.change',
    subject: affected.bank.name,
    // Which items and versions, never an option: the audit trail knows no key (RW9).
    detail: {
      items: affected.items.map(({ item, after }) => ({ source: item.source, version: after.version })),
      ...{ proposal: decided.proposal, memo: number, runs: runs.map(({ run }) => run.id) },
      ...{ proposedBy: decided.proposedBy, reason: decided.reason },
    },
  })
  return null
}

/** Version n+1 of each key (RW1); refused where another has been made since the preview. */
async function writeKeys(
  services: Services,
  db: Db,
  { items }: Affected,
  { reason }: Decided,
): Promise<Refusal | null> {
  const { itemKey } = services.store.tables
  for (const { before, after } of items) {
    const [newest] = await db
      .select()
      .from(itemKey)
      .where(eq(itemKey.itemId, before.item))
      .orderBy(desc(itemKey.version))
      .limit(1)
    if (newest?.version !== before.version) return refuse('results-changed')
    const { item, version, ...key } = after
    await db.insert(itemKey).values({
      ...{ itemId: item, version, kind: key.kind, body: canonical(key), rationale: newest.rationale, reason },
      createdAt: services.clock.wall(),
    })
  }
  return null
}

/** A complete score run of a sitting under the new keys, still to be written. */
interface NewRun {
  run: Omit<Run, 'at'>
  /** The run in force that it was made from. */
  before: string
  rows: ScoreRow[]
}

const usingOf = (services: Services, delivery: Delivery, { items }: Affected) =>
  testsUsing(
    services,
    delivery,
    items.map(({ item }) => item.item.id),
  )

/**
 * The new runs of all closed sittings. Refused where one does not come out as it was previewed: that would be our
 * fault, or somebody was scored in between.
 */
async function closedRuns(services: Services, delivery: Delivery, affected: Affected): Promise<NewRun[] | Refusal> {
  const runs: NewRun[] = []
  for (const one of await usingOf(services, delivery, affected))
    for (const { id } of one.sittings) {
      const sitting = affected.closed.find((closed) => closed.id === id)
      if (!sitting) continue
      const made = await newRun(services, one, id, affected)
      if (made?.before !== sitting.run) return refuse('results-changed')
      const earned = (result: string | undefined) => result && canonical(earnedOf(JSON.parse(result) as Result))
      const results = new Map(made.rows.map((row) => [row.candidateId, row.result]))
      if (sitting.touched.some(({ candidate, after }) => earned(results.get(candidate)) !== canonical(after)))
        return refuse('results-changed')
      runs.push(made)
    }
  return runs
}

/**
 * Rows with one of the items are scored anew from all their responses, the others are taken over (RW3, RW6). Null
 * where nothing was ever scored. Inside a transaction give its `db`.
 */
async function newRun(
  services: Services,
  { test, pool }: UsingTest,
  sittingId: string,
  affected: Affected,
  db: Db = services.store.read,
): Promise<NewRun | null> {
  const inForce = await scoresInForce(services, sittingId, { db })
  if (!inForce) return null
  const keys = await keysOf(services, test.pool)
  for (const { after } of affected.items) if (keys.has(after.item)) keys.set(after.item, after)
  const book = bookOf(test, pool)
  const replayed = await replayedChoices(services, book, inForce.rows)
  const finders = affected.items.flatMap(({ item }) => (pool.has(item.item.id) ? choiceFinder(book, item.item.id) : []))
  const rows: ScoreRow[] = []
  for (const row of inForce.rows) {
    const choices = row.choices ?? replayed.get(row.attemptId) ?? ''
    let { result } = row
    if (finders.some((find) => find(choices) !== undefined)) {
      const all = decodeChoices(book, choices)
      const slots = all.map(({ item, section }) => ({ item, section, options: [...(book.optionsOf.get(item) ?? [])] }))
      const responses = new Map(all.map(({ item, option }) => [item, option]))
      result = canonical(scoreAttempt(test.ruleSet, { slots }, keys, responses))
    }
    rows.push({ ...row, result, choices })
    // A hundred thousand rows take seconds: the stations are answered in between.
    if (rows.length % ROWS_MAX === 0) await new Promise((resolve) => setImmediate(resolve))
  }
  const digest = keyDigest(keys)
  const run = {
    id: runIdOf(sittingId, test.ruleSet.id, digest),
    sittingId,
    ruleSet: test.ruleSet.id,
    keyDigest: digest,
  }
  return { run, before: inForce.run.id, rows }
}

/** Refused where somebody was scored since the rows were made. */
async function writeNewRun(services: Services, db: Db, { run, before, rows }: NewRun): Promise<Refusal | null> {
  const newest = await newestRun(services, db, run.sittingId)
  const { score } = services.store.tables
  const [scored] = await db.select({ n: count() }).from(score).where(eq(score.runId, before))
  if (newest?.id !== before || (scored?.n ?? 0) > rows.length) return refuse('results-changed')
  const now = services.clock.wall()
  // Later than the run before, whatever the wall clock says: the newest run is the one in force.
  await writeRun(services, db, { ...run, at: Math.max(now, newest.at + 1) })
  for (let from = 0; from < rows.length; from += ROWS_MAX) {
    await db.insert(score).values(rows.slice(from, from + ROWS_MAX).map((row) => ({ ...row, runId: run.id, at: now })))
    await new Promise((resolve) => setImmediate(resolve))
  }
  return null
}

/** When it is on disk: whoever was left behind is scored, and every screen is told. */
async function afterwards(services: Services, delivery: Delivery, scorer: Scorer, affected: Affected): Promise<void> {
  scorer.forget()
  for (const attempt of await unscoredAttempts(services)) await scorer.score(attempt)
  for (const { sittings } of await usingOf(services, delivery, affected))
    for (const { id } of sittings) services.bus.publish(`sitting:${id}`, { kind: 'rescored', sitting: id })
}
