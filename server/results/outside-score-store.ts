import { audit } from '../audit/audit-store.ts'
import { asc, eq } from '../db/sql.ts'
import type { OutsideScoreRow } from '../protocol/results.ts'
import type { Services } from '../services.ts'

/** The SKB CAT where it was held elsewhere. */
export const SKB_CAT = 'skb-cat'
const ROWS_MAX = 400

/** Exact decimal texts. */
export interface OutsideScore {
  points: string
  most: string
}

/** By candidate, then by test; of several entries the last counts (RS14). */
export async function outsideScoresOf({
  store,
}: Pick<Services, 'store'>): Promise<Map<string, Map<string, OutsideScore>>> {
  const { outsideScore } = store.tables
  const all = new Map<string, Map<string, OutsideScore>>()
  for (const row of await store.read.select().from(outsideScore).orderBy(asc(outsideScore.ordinal))) {
    const own = all.get(row.candidateId) ?? new Map<string, OutsideScore>()
    own.set(row.test, { points: row.points, most: row.most })
    all.set(row.candidateId, own)
  }
  return all
}

/** Those that count, in the order of the candidates' numbers. */
export async function listOutsideScores({ store }: Pick<Services, 'store'>): Promise<OutsideScoreRow[]> {
  const { outsideScore, candidate, vacancy } = store.tables
  const rows = await store.read
    .select({ outsideScore, number: candidate.number, name: candidate.name, vacancyCode: vacancy.code })
    .from(outsideScore)
    .innerJoin(candidate, eq(candidate.id, outsideScore.candidateId))
    .innerJoin(vacancy, eq(vacancy.id, candidate.vacancyId))
    .orderBy(asc(candidate.number), asc(outsideScore.test), asc(outsideScore.ordinal))
  const last = new Map<string, OutsideScoreRow>()
  for (const { outsideScore: score, ...person } of rows)
    last.set(`${score.candidateId}\0${score.test}`, {
      candidate: score.candidateId,
      ...person,
      test: score.test,
      points: score.points,
      most: score.most,
      source: score.source,
      at: score.at,
      actor: score.actor,
    })
  return [...last.values()]
}

/** Keeps what an import read, each as the newest entry of its candidate and test, with one audit row. */
export async function storeOutsideScores(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  scores: (OutsideScore & { candidate: string; test: string })[],
  files: string[],
): Promise<void> {
  const { outsideScore } = services.store.tables
  const at = services.clock.wall()
  const source = files.join(', ')
  await services.store.transaction(async (db) => {
    const last = new Map<string, number>()
    for (const row of await db
      .select({ candidate: outsideScore.candidateId, test: outsideScore.test, ordinal: outsideScore.ordinal })
      .from(outsideScore)
      .orderBy(asc(outsideScore.ordinal)))
      last.set(`${row.candidate}\0${row.test}`, row.ordinal)
    for (let from = 0; from < scores.length; from += ROWS_MAX)
      await db.insert(outsideScore).values(
        scores.slice(from, from + ROWS_MAX).map(({ candidate, test, points, most }) => ({
          ...{ candidateId: candidate, test, points, most, source, at, actor },
          ordinal: (last.get(`${candidate}\0${test}`) ?? 0) + 1,
        })),
      )
    await audit(services, db, {
      actor,
      action: 'outside-score.import',
      subject: source,
      detail: { rows: scores.length },
    })
  })
}
