import { explain } from '../../scoring/explain.ts'
import type { TieDecision } from '../../scoring/final.ts'
import { type RankedEntry, rankVacancy } from '../../scoring/ranking.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import type { RankingView, VacancyRow } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { StagePreview, StandingCode } from '../protocol/results.ts'
import { previewDigestOf, skdDocument } from './publication.ts'
import { decidedWords, groupKey, tieWords } from './ties.ts'

/** Who applied for a vacancy and has a seat in a test that ranks it. */
export interface SeatedPerson {
  candidate: string
  number: string
  name: string
  birthDate: string | null
  priorityGroup: string | null
  sitting: { id: string; name: string; closed: boolean }
  /** Has a finished attempt there, by the attempts and not by the scores. */
  present: boolean
  /** Of the newest score run; null where nothing was scored. */
  points: Record<string, number> | null
  /** Oldest first. */
  standings: { code: StandingCode; at: number }[]
}

/** Everything that decides the ranked list of one vacancy. */
export interface VacancyField {
  vacancy: VacancyRow
  ruleSet: RuleSet
  people: SeatedPerson[]
  unseated: number
  /** Finished attempts of its sittings that the newest score run has not reached yet. */
  late: number
}

export interface RankingChoice {
  /** Orders that people gave to equal candidates; ids of candidates. */
  decisions?: TieDecision[]
  /**
   * The list as a publication of that moment should still read: who was disqualified only later had a right to the
   * place at that time (RS9).
   */
  publishedAt?: number
}

/** The ranked list with the reason of each place, and the ties at its last place that nobody decided (RS3, RS4, RS8). Pure. */
export function rankingOf(field: VacancyField, choice: RankingChoice = {}): Ranking | Refusal {
  const { vacancy, ruleSet, people, unseated } = field
  const misfit = misfitOf(field)
  if (misfit) return misfit
  const { oldestFirst, groups, cutTimesNeed } = ruleSet.ranking
  // A sitting that is still open has nobody absent yet: who has no score there is not on the list at all.
  const known = people.filter((one) => one.points || one.sitting.closed)
  const byNumber = new Map(known.map((one) => [one.number, one]))
  const personOf = (number: string): SeatedPerson => {
    const person = byNumber.get(number)
    if (!person) throw new Error(`bug: ranked an unknown candidate ${number}`)
    return person
  }
  const ranked = rankVacancy(
    ruleSet,
    {
      needType: vacancy.needType,
      need: vacancy.need,
      ...(statedOf(ruleSet, vacancy.needType).length > 0 && { thresholds: vacancy.thresholds }),
    },
    known.map((one) => ({
      id: one.number,
      points: one.points,
      disqualified: isDisqualified(one, choice.publishedAt ?? null),
      ...(oldestFirst && { birthDate: one.birthDate }),
      ...(groups && { group: one.priorityGroup }),
    })),
  )
  const settled = settleTie(
    ranked,
    (choice.decisions ?? []).filter((one) => one.vacancy === vacancy.id),
    (number) => personOf(number).candidate,
  )
  const rows = settled.map(({ row, decided }) => {
    const { candidate, number, name } = personOf(row.id)
    return {
      ...{ candidate, number, name, place: row.place, code: row.code, points: row.points },
      total: row.points?.['total'] ?? null,
      reason: decided ? decidedWords(row) : { id: explain(row, ruleSet, 'id'), en: explain(row, ruleSet, 'en') },
    }
  })
  const open = new Map(people.flatMap(({ sitting }) => (sitting.closed ? [] : [[sitting.id, sitting.name] as const])))
  const view = {
    vacancy,
    ruleSet: { id: ruleSet.id, title: ruleSet.title, decree: ruleSet.decree },
    sections: ruleSet.sections.map(({ id, title }) => ({ id, title: title.id })),
    cut: cutTimesNeed === null ? null : cutTimesNeed * vacancy.need,
    openSittings: [...open].map(([id, name]) => ({ id, name })),
    unseated,
    rows,
  }
  const seri = settled.filter(({ row }) => row.code === 'SERI').map(({ row }) => row)
  return {
    view: { ...view, previewDigest: previewDigestOf(skdDocument(view, ruleSet)) },
    undecided:
      seri.length === 0
        ? []
        : [
            {
              vacancy: { id: vacancy.id, code: vacancy.code, position: vacancy.position },
              candidates: seri.map(({ id }) => {
                const { candidate, number, name } = personOf(id)
                return { candidate, number, name }
              }),
              why: tieWords(
                seri.some(({ reason }) => reason.kind === 'tied' && reason.why !== undefined)
                  ? 'birth-date-missing'
                  : 'all-equal',
              ),
            },
          ],
  }
}

export interface Ranking {
  view: RankingView
  undecided: StagePreview['undecided']
}

/** Rows in their places, and which of them people put there. Only one group can stand across the last place. */
function settleTie(
  ranked: RankedEntry[],
  decisions: TieDecision[],
  candidateOf: (number: string) => string,
): { row: RankedEntry; decided: boolean }[] {
  const seri = ranked.filter(({ code }) => code === 'SERI')
  const key = groupKey(
    '',
    seri.map(({ id }) => candidateOf(id)),
  )
  const decision = seri.length === 0 ? undefined : decisions.findLast(({ order }) => groupKey('', order) === key)
  if (!decision) return ranked.map((row) => ({ row, decided: false }))
  const inOrder = seri.toSorted(
    (a, b) => decision.order.indexOf(candidateOf(a.id)) - decision.order.indexOf(candidateOf(b.id)),
  )
  const first = seri[0]?.place ?? 0
  const places = seri[0]?.reason.kind === 'tied' ? seri[0].reason.cut.places : 0
  let next = 0
  return ranked.map((row) => {
    if (row.code !== 'SERI') return { row, decided: false }
    const own = inOrder[next] as RankedEntry
    const place = first + next
    next += 1
    const through = place <= places
    const code = typeof own.group === 'string' ? (through ? `${own.group}/L` : own.group) : through ? 'P/L' : 'P'
    return { row: { ...own, place, code }, decided: true }
  })
}

/** The newest entry counts; one made after `publishedAt` undoes nothing of then, while a lifted one counts no more. */
function isDisqualified({ standings }: SeatedPerson, publishedAt: number | null): boolean {
  const last = standings.at(-1)
  return last?.code === 'DIS' && (publishedAt === null || last.at <= publishedAt)
}

const statedOf = ({ statedByVacancy }: RuleSet, needType: string): string[] => statedByVacancy?.[needType] ?? []

/** Data that the rules cannot judge: a sentence for the committee, where scoring would throw. */
export function misfitOf({ vacancy, ruleSet, people }: VacancyField): Refusal | null {
  const { needType } = vacancy
  if (!ruleSet.needTypes.some(({ id }) => id === needType))
    return refuse('need-type-unknown', { vacancy: vacancy.code, need: needType, rules: ruleSet.title })
  const stated = statedOf(ruleSet, needType)
  const missing = stated.filter((on) => vacancy.thresholds[on] === undefined)
  if (missing.length > 0) return refuse('threshold-not-stated', { vacancy: vacancy.code, what: missing.join(', ') })
  const beyond = Object.keys(vacancy.thresholds).filter((on) => !stated.includes(on))
  if (beyond.length > 0) return refuse('threshold-not-asked', { vacancy: vacancy.code, what: beyond.join(', ') })
  const { groups } = ruleSet.ranking
  const group = groups && people.find((one) => one.priorityGroup !== null && !groups.includes(one.priorityGroup))
  if (group)
    return refuse('group-unknown', { vacancy: vacancy.code, what: group.priorityGroup ?? '', rules: ruleSet.title })
  return null
}
