import type { PublicationOfOne } from '../protocol/board.ts'
import type { VacancyRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { draftOf, skdDocument } from './publication.ts'
import { vacancyFields } from './ranking-view.ts'
import { reconciliationOf } from './reconciliation.ts'
import { type Blocker, NO_RULES, type StageDraft } from './stage-draft.ts'
import { tieDecisions } from './tie-store.ts'
import { rankingOf, type VacancyField } from './vacancy-ranking.ts'

/** The SKD (or the test that decides alone) of each of these vacancies, as it would be published now. */
/** `read` are their fields where the caller has read them already. */
export async function skdDrafts(
  services: Pick<Services, 'store' | 'secret'>,
  vacancies: VacancyRow[],
  read?: Awaited<ReturnType<typeof vacancyFields>>,
): Promise<StageDraft[]> {
  const fields = read ?? (await vacancyFields(services, vacancies))
  const decisions = await tieDecisions(services, ['skd'])
  return vacancies.map((vacancy) => {
    const field = fields.get(vacancy.id)
    if (!field) throw new Error(`bug: no field of vacancy ${vacancy.id}`)
    return isRefusal(field) ? unranked(vacancy, field) : draft(field, decisions)
  })
}

function draft(field: VacancyField, decisions: Awaited<ReturnType<typeof tieDecisions>>): StageDraft {
  const { vacancy, ruleSet, unseated } = field
  const ranking = rankingOf(field, { decisions })
  if (isRefusal(ranking)) return unranked(vacancy, ranking)
  const { view, undecided } = ranking
  const document = skdDocument(view, ruleSet)
  const present = field.people.filter((one) => one.present).length
  const total = field.people.length
  const reconciliation = reconciliationOf(
    document,
    // Before its sittings are closed a list is not whole, and there is nothing to compare it with.
    new Map(view.openSittings.length > 0 ? [] : [[vacancy.code, { total, present, absent: total - present }]]),
    ruleSet.ranking.groups,
  )
  const blockers: Blocker[] = []
  const block = (refusal: Refusal) => blockers.push({ refusal })
  if (view.rows.length === 0) block(refuse('nothing-to-publish'))
  for (const { name } of view.openSittings) block(refuse('sitting-running', { name }))
  // A vacancy whose test is not even begun has nothing to publish yet; that sentence is enough.
  if (view.rows.length > 0 && unseated > 0)
    block(refuse('candidates-unseated', { count: String(unseated), vacancy: vacancy.code }))
  // Before a sitting is closed its newest finishes are still on their way to a score.
  const unscored =
    view.openSittings.length > 0
      ? 0
      : Math.max(field.late, field.people.filter((one) => one.present && one.points === null).length)
  if (unscored > 0) block(refuse('scores-missing', { count: String(unscored) }))
  for (const { candidates } of undecided)
    block(refuse('tie-undecided', { count: String(candidates.length), vacancy: vacancy.code }))
  if (!reconciliation.holds) block(refuse('does-not-add-up'))
  return { stage: 'skd', scope: vacancy.id, document, blockers, undecided, notes: [], reconciliation }
}

/** A vacancy that no list can be made of, with the reason. */
function unranked(vacancy: VacancyRow, refusal: Refusal): StageDraft {
  const document = draftOf<PublicationOfOne>({
    v: 1,
    title: `${vacancy.position} · ${vacancy.unit}`,
    stage: 'skd',
    vacancy: {
      code: vacancy.code,
      position: vacancy.position,
      unit: vacancy.unit,
      needType: vacancy.needType,
      needTypeTitle: vacancy.needType,
      need: vacancy.need,
    },
    ruleSet: NO_RULES,
    cut: null,
    sections: [],
    rows: [],
    counts: { total: 0, present: 0, absent: 0, byCode: {} },
  })
  const reconciliation = { holds: true, sentences: [] }
  return {
    stage: 'skd',
    scope: vacancy.id,
    document,
    blockers: [{ refusal }],
    undecided: [],
    notes: [],
    reconciliation,
  }
}
