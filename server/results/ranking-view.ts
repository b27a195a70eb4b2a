import { explain } from '../../scoring/explain.ts'
import { type RankedEntry, rankVacancy } from '../../scoring/ranking.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, eq } from '../db/sql.ts'
import type { RankingView } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import type { Services } from '../services.ts'
import { pointsOfSitting } from './score-store.ts'

/** The ranked list of a vacancy as it stands, with the reason of each place, and what its publication must match (RS3, RS4). */
export async function rankingView(
  services: Pick<Services, 'store'>,
  vacancyId: string,
): Promise<RankingView | Refusal> {
  const { candidate, seat, sitting, test } = services.store.tables
  const vacancy = (await listVacancies(services)).find((one) => one.id === vacancyId || one.code === vacancyId)
  if (!vacancy) return refuse('not-found', { what: 'Formasi' })
  const people = await services.store.read
    .select({
      candidate: candidate.id,
      number: candidate.number,
      name: candidate.name,
      sitting: sitting.id,
      sittingName: sitting.name,
      state: sitting.state,
      ruleSet: test.ruleSet,
    })
    .from(candidate)
    .innerJoin(seat, eq(seat.candidateId, candidate.id))
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .innerJoin(test, eq(test.id, sitting.testId))
    .where(and(eq(candidate.vacancyId, vacancy.id)))
  const used = [...new Set(people.map((one) => one.ruleSet))]
  if (used.length > 1) return refuse('mixed-rule-sets', { what: used.join(', ') })
  const ruleSet = RULE_SETS[used[0] ?? 'skd-cpns-2024'] as RuleSet
  const sittings = new Map(
    people.map((one) => [one.sitting, { id: one.sitting, name: one.sittingName, state: one.state }]),
  )
  const points = new Map<string, Record<string, number>>()
  for (const id of sittings.keys())
    for (const [who, score] of await pointsOfSitting(services, id)) points.set(who, score.points)
  // A sitting that is still open has nobody absent yet: who has no score there is not on the list at all.
  const known = people.filter((one) => points.has(one.candidate) || one.state === 'closed')
  const ranked = rankVacancy(
    ruleSet,
    vacancy,
    known.map((one) => ({ id: one.number, points: points.get(one.candidate) ?? null, disqualified: false })),
  )
  const byNumber = new Map(known.map((one) => [one.number, one]))
  const rows = ranked.map((row) => {
    const person = byNumber.get(row.id)
    if (!person) throw new Error(`bug: ranked an unknown candidate ${row.id}`)
    return {
      candidate: person.candidate,
      number: person.number,
      name: person.name,
      place: row.place,
      code: row.code,
      points: row.points,
      total: row.points?.['total'] ?? null,
      reason: reasonOf(row, ruleSet),
    }
  })
  const cut = ruleSet.ranking.cutTimesNeed === null ? null : ruleSet.ranking.cutTimesNeed * vacancy.need
  return {
    vacancy,
    ruleSet: { id: ruleSet.id, title: ruleSet.title, decree: ruleSet.decree },
    sections: ruleSet.sections.map(({ id, title }) => ({ id, title: title.id })),
    cut,
    openSittings: [...sittings.values()].filter((one) => one.state !== 'closed').map(({ id, name }) => ({ id, name })),
    rows,
    previewDigest: sha256(
      canonical({
        vacancy: vacancy.id,
        need: vacancy.need,
        ruleSet: ruleSet.id,
        rows: rows.map(({ candidate: _, ...row }) => row),
      }),
    ),
  }
}

const reasonOf = (row: RankedEntry, ruleSet: RuleSet) => ({
  id: explain(row, ruleSet, 'id'),
  en: explain(row, ruleSet, 'en'),
})
