import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { formMaker } from '../../question-bank/form.ts'
import { scoreAttempt } from '../../scoring/result.ts'
import { SECRET } from '../../server/backup/manifest.ts'
import { canonical } from '../../server/canonical.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { readLog, summariesOfSitting } from '../../server/delivery/attempt-store.ts'
import { attemptIdOf, formSeed } from '../../server/delivery/delivery.ts'
import {
  type AttemptEvidence,
  coverageOf,
  type Done,
  type EndScreen,
  type Invariant,
  type Outage,
  type SittingEvidence,
  type Violation,
  violationsOf,
} from '../../server/delivery/invariants.ts'
import { keysOf } from '../../server/item-bank/bank-store.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { listVacancies } from '../../server/recruitment/recruitment-store.ts'
import { digestOf, skdDocument } from '../../server/results/publication.ts'
import { inForceOf, storedPublications } from '../../server/results/publication-store.ts'
import { vacancyFields } from '../../server/results/ranking-view.ts'
import { scoresInForce } from '../../server/results/score-store.ts'
import { tieDecisions } from '../../server/results/tie-store.ts'
import { rankingOf } from '../../server/results/vacancy-ranking.ts'
import { listSittings, seatsOf, sittingRow } from '../../server/scheduling/sitting-store.ts'
import { findTest, poolOf } from '../../server/scheduling/test-store.ts'
import type { Services } from '../../server/services.ts'

const FILE = 'seleksi.sqlite'

/** What one candidate's stations wrote down while they worked; JSON as it is. */
export interface StationJournal {
  /** Her number ('peserta'). */
  candidate: string
  /** Everything she did, in the order of her hand, and what the server said of it. */
  done: Done[]
  endScreen?: EndScreen | null
  /** Her station that is alive when all is over, and how many entries it still holds. */
  station?: { source: string; waiting: number } | null
  keyAt?: number | null
  troubles?: Outage[]
}

/**
 * Reads journals from JSON, as a harness wrote them.
 * @throws with a sentence that says which entry is not one.
 */
export function readJournals(text: string): StationJournal[] {
  const value: unknown = JSON.parse(text)
  if (!Array.isArray(value)) throw new Error('journals: a list was expected, one entry for each candidate')
  for (const [index, one] of value.entries()) {
    const { candidate, done } = (one ?? {}) as Partial<StationJournal>
    if (typeof candidate !== 'string' || !Array.isArray(done))
      throw new Error(`journals: entry ${index + 1} needs "candidate" (her number) and "done" (a list)`)
    const wrong = done.findIndex((act) => typeof act?.source !== 'string' || typeof act?.entry?.n !== 'number')
    if (wrong !== -1)
      throw new Error(`journals: entry ${index + 1}, act ${wrong + 1} needs "source" and "entry" with "n"`)
  }
  return value as StationJournal[]
}

export interface Verdict {
  sound: boolean
  violations: Violation[]
  /** Per invariant what was looked at, and what this folder and these journals could not show. */
  checked: Partial<Record<Invariant, string>>
  unchecked: Partial<Record<Invariant, string>>
  figures: { sittings: number; attempts: number; events: number; acknowledgements: number }
}

/**
 * Compares the data folder of a stopped server with what its stations were told: I1 to I14, A11, A13, in sentences.
 * Reads only. `outages` in wall ms; without them those are believed that the server wrote down itself.
 * @throws where there is no database, or it cannot be opened.
 */
export async function checkDataFolder(
  folder: string,
  journals: readonly StationJournal[] = [],
  { outages, examNow }: { outages?: readonly Outage[]; examNow?: number } = {},
): Promise<Verdict> {
  const file = join(folder, FILE)
  if (!existsSync(file)) throw new Error(`no database at ${file}: give the data folder of a stopped server`)
  const store = openSqlite(file)
  try {
    const secret = readFileSync(join(folder, SECRET))
    return await checkStore({ store, secret }, journals, { outages, examNow })
  } finally {
    await store.close()
  }
}

/** The same for a store that is open already. */
export async function checkStore(
  { store, secret }: Pick<Services, 'store' | 'secret'>,
  journals: readonly StationJournal[],
  { outages, examNow }: { outages?: readonly Outage[] | undefined; examNow?: number | undefined } = {},
): Promise<Verdict> {
  const evidence: SittingEvidence[] = []
  for (const { id } of await listSittings({ store }))
    evidence.push(await evidenceOf({ store }, id, journals, { outages, examNow }))
  const publications = await republish({ store, secret })
  const [first] = evidence
  if (first) first.publications = publications
  const known = new Set(evidence.flatMap(({ attempts }) => attempts.map((one) => one.candidate)))
  const strangers = journals.filter((one) => !known.has(one.candidate))
  const violations: Violation[] = [
    ...strangers.map(({ candidate }) => ({
      invariant: 'I1' as const,
      sentence: `candidate ${candidate}: has a journal and no seat in this data folder; a seat was expected`,
    })),
    ...evidence.flatMap(violationsOf),
  ]
  const whole: SittingEvidence = {
    outages: evidence[0]?.outages ?? [],
    examNow: evidence[0]?.examNow ?? 0,
    rescore: () => '',
    attempts: evidence.flatMap(({ attempts }) => attempts),
    commands: evidence.flatMap(({ commands = [] }) => commands),
    publications,
  }
  return {
    sound: violations.length === 0,
    violations,
    ...coverageOf(whole),
    figures: {
      sittings: evidence.length,
      attempts: whole.attempts.filter(({ rows }) => rows.length > 0).length,
      events: whole.attempts.reduce((sum, { rows }) => sum + rows.length, 0),
      acknowledgements: whole.attempts.reduce(
        (sum, { journal }) => sum + journal.filter(({ told }) => told !== null).length,
        0,
      ),
    },
  }
}

async function evidenceOf(
  services: Pick<Services, 'store'>,
  sittingId: string,
  journals: readonly StationJournal[],
  given: { outages: readonly Outage[] | undefined; examNow: number | undefined },
): Promise<SittingEvidence> {
  const { store } = services
  const { examClock, outage, command } = store.tables
  const sitting = await sittingRow(services, sittingId)
  const test = sitting && (await findTest(services, sitting.testId))
  if (!sitting || !test) throw new Error(`sitting ${sittingId} has no test: the data folder is not whole`)
  const keys = await keysOf(services, test.pool)
  const draw = formMaker(test.blueprint, await poolOf(services, test))
  const summaries = new Map((await summariesOfSitting(services, sittingId)).map((row) => [row.id, row]))
  const scores = new Map((await scoresInForce(services, sittingId))?.rows.map((row) => [row.attemptId, row]))
  const byNumber = new Map(journals.map((one) => [one.candidate, one]))
  const [clock] = await store.read.select().from(examClock)
  const down = await store.read.select().from(outage)
  const commands = (await store.read.select().from(command)).filter((row) => row.sittingId === sittingId)
  const attempts: AttemptEvidence[] = []
  const candidateOf = new Map<string, string>()
  for (const seat of await seatsOf(services, { sitting: sittingId })) {
    const id = attemptIdOf(seat.sitting, seat.candidate)
    candidateOf.set(id, seat.candidate)
    const score = scores.get(id)
    const journal = byNumber.get(seat.number)
    attempts.push({
      attempt: id,
      candidate: seat.number,
      limitMs: seat.minutes * 60_000,
      rows: await readLog(services, id),
      summary: summaries.get(id) ?? null,
      scores: score ? [{ result: score.result, total: (JSON.parse(score.result) as { total: number }).total }] : [],
      journal: journal?.done ?? [],
      endScreen: journal?.endScreen ?? null,
      station: journal?.station ?? null,
      ...(journal?.keyAt !== undefined && { keyAt: journal.keyAt }),
      ...(journal?.troubles && { troubles: journal.troubles }),
    })
  }
  return {
    attempts,
    outages: [
      ...(given.outages ??
        down.map((row) => ({ from: row.fromWall, to: row.untilWall, cause: row.cause as 'server' | 'stall' }))),
    ].sort((a, b) => a.from - b.from),
    examNow: given.examNow ?? clock?.ms ?? 0,
    rescore: (form, responses) => canonical(scoreAttempt(test.ruleSet, form, keys, responses)),
    redraw: ({ attempt }) => draw(formSeed(sitting.secret, candidateOf.get(attempt) ?? '')),
    commands: commands.map((row) => ({
      id: row.id,
      kind: (JSON.parse(row.body) as { kind: string }).kind,
      done: null,
    })),
  }
}

/** I7: each list in force has its own digest, and what is in the tables still makes the same list. */
async function republish(services: Pick<Services, 'store' | 'secret'>): Promise<{ count: number; broken: string[] }> {
  const broken: string[] = []
  const published = await storedPublications(services)
  for (const { id, document } of published)
    if (digestOf(document) !== document.digest)
      broken.push(`publication ${id}: its content is not what its digest says; the published list was expected`)
  const inForce = inForceOf(published.filter(({ stage }) => stage === 'skd'))
  const vacancies = (await listVacancies(services)).filter(({ id }) => inForce.has(id))
  const fields = await vacancyFields(services, vacancies)
  const decisions = await tieDecisions(services, ['skd'])
  const { scoreRun, standing } = services.store.tables
  const runs = await services.store.read.select({ at: scoreRun.at }).from(scoreRun)
  const standings = await services.store.read.select({ at: standing.at }).from(standing)
  const changed = Math.max(0, ...runs.map(({ at }) => at), ...standings.map(({ at }) => at))
  for (const vacancy of vacancies) {
    const one = inForce.get(vacancy.id)
    const field = fields.get(vacancy.id)
    // A mended key or a later standing changes what would be published now; the old list was right in its time.
    if (!one || !field || isRefusal(field) || changed > one.document.publishedAt) continue
    const made = () => {
      const ranking = rankingOf(field, { decisions, publishedAt: one.document.publishedAt })
      return isRefusal(ranking) ? null : canonical(skdDocument(ranking.view, field.ruleSet).rows)
    }
    const [again, twice] = [made(), made()]
    if (again !== twice) broken.push(`publication ${one.id}: ranked twice, the lists differ; equal bytes were expected`)
    if (one.document.v === 1 && again !== canonical(one.document.rows))
      broken.push(`publication ${one.id}: its list is not what scores and rules give; the same rows were expected`)
  }
  return { count: published.length, broken }
}
