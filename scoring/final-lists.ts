import type { FinalCandidate, FinalRow, FinalVacancy } from './final.ts'
import { belowOf, type Contender, contenderOf, type FinalGroup, finalOrder } from './final-order.ts'
import { finalScore } from './integration.ts'
import type { RuleSet } from './rule-set.ts'

/** The final list of one vacancy while its seats are given: nobody has one yet. */
export interface FinalList {
  vacancy: FinalVacancy
  /** In no particular order. */
  rows: FinalRow[]
  /** Best first; those with a place. */
  groups: FinalGroup[]
  /** By candidate id. */
  rowOf: Map<string, FinalRow>
  candidates: Map<string, FinalCandidate>
}

/** Every vacancy with its candidates scored and in order, all P/TL, P/TH or dropped. Throws as `decideFinal` says. */
export function listsOf(rules: RuleSet, vacancies: FinalVacancy[], candidates: FinalCandidate[]): FinalList[] {
  const byVacancy = new Map<string, FinalCandidate[]>()
  const seen = new Set<string>()
  for (const vacancy of vacancies) {
    if (byVacancy.has(vacancy.id)) throw new Error(`vacancy ${vacancy.id} stands twice`)
    if (!Number.isSafeInteger(vacancy.need) || vacancy.need < 0)
      throw new Error(`vacancy ${vacancy.id}: need ${vacancy.need} is not a whole number`)
    if (!rules.needTypes.some(({ id }) => id === vacancy.needType))
      throw new Error(`vacancy ${vacancy.id}: rule set ${rules.id} has no need type ${vacancy.needType}`)
    byVacancy.set(vacancy.id, [])
  }
  for (const candidate of candidates) {
    if (seen.has(candidate.id)) throw new Error(`candidate ${candidate.id} stands twice`)
    seen.add(candidate.id)
    const own = byVacancy.get(candidate.vacancy)
    if (!own) throw new Error(`candidate ${candidate.id}: no vacancy ${candidate.vacancy}`)
    own.push(candidate)
  }
  return vacancies.map((vacancy) => listOf(rules, vacancy, byVacancy.get(vacancy.id) ?? []))
}

function listOf(rules: RuleSet, vacancy: FinalVacancy, candidates: FinalCandidate[]): FinalList {
  const rows: FinalRow[] = []
  const contenders: Contender[] = []
  for (const candidate of candidates) {
    const { id, dropped } = candidate
    const score = scoreOf(rules, vacancy, candidate)
    const row = { id, vacancy: vacancy.id, seat: null, place: null, score, tiedWith: [] }
    if (dropped) rows.push({ ...row, code: dropped.code, reason: { kind: 'dropped', ...dropped } })
    else if (!score) rows.push({ ...row, code: 'P/TH', reason: { kind: 'absent' } })
    else contenders.push(contenderOf(candidate, score))
  }
  const groups = finalOrder(rules, contenders)
  rows.push(...placed(rules, vacancy, groups))
  return {
    vacancy,
    rows,
    groups,
    rowOf: new Map(rows.map((row) => [row.id, row])),
    candidates: new Map(candidates.map((candidate) => [candidate.id, candidate])),
  }
}

function placed(rules: RuleSet, vacancy: FinalVacancy, groups: FinalGroup[]): FinalRow[] {
  const rows: FinalRow[] = []
  let above: { group: FinalGroup; place: number } | null = null
  for (const group of groups) {
    const { members, equal, why } = group
    const place = rows.length + 1
    const tiedWith = members.length > 1 ? members.map(({ id }) => id) : []
    const reason: FinalRow['reason'] =
      members.length > 1
        ? { kind: 'tied', equal, why }
        : above
          ? belowOf(rules, group, above.group, above.place)
          : { kind: 'first' }
    for (const { id, score } of members)
      rows.push({ id, vacancy: vacancy.id, seat: null, place, code: 'P/TL', score, tiedWith, reason })
    above = { group, place }
  }
  return rows
}

function scoreOf(rules: RuleSet, { plan }: FinalVacancy, { id, skd, skb }: FinalCandidate) {
  try {
    return finalScore(rules, plan, skd, skb)
  } catch (error) {
    throw new Error(`candidate ${id}: ${(error as Error).message}`)
  }
}
