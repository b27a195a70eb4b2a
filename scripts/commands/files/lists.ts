import { explain } from '../../../scoring/explain.ts'
import { type RankedEntry, rankVacancy } from '../../../scoring/ranking.ts'
import type { RuleSet } from '../../../scoring/rule-set.ts'
import type { Candidate } from './candidates.ts'
import type { Unit } from './vacancies.ts'

/** One candidate's row of a list, as it is written out. */
export interface ListRow {
  vacancy: string
  need: string
  number: string
  name: string
  rank: number | null
  total: number | null
  /** Three decimals, half up; left out where there is no final score. */
  final?: string
  code: string
  reason: string
  reasonEn: string
  /** Where the place is, when it is not in the list applied for. */
  seat?: { vacancy: string; need: string }
}

export interface List {
  unit: Unit
  rows: ListRow[]
}

/** Every list in the order of the vacancy file, each made when it is asked for. Pure; RULES.md of scoring, RK1 to RK9. */
export function* rankLists(ruleSet: RuleSet, units: readonly Unit[]): Generator<List> {
  for (const unit of units) {
    const people = byNumber(unit)
    yield { unit, rows: rankUnit(ruleSet, unit).map((row) => skdRow(ruleSet, unit, people, row)) }
  }
}

/** One list as the rules rank it. */
export function rankUnit(ruleSet: RuleSet, { need, places, thresholds, candidates }: Unit): RankedEntry[] {
  const { oldestFirst, groups } = ruleSet.ranking
  return rankVacancy(
    ruleSet,
    { needType: need, need: places, ...(thresholds ? { thresholds } : {}) },
    candidates.map(({ number, points, disqualified, birthDate, group }) => ({
      ...{ id: number, points, disqualified },
      ...(oldestFirst ? { birthDate } : {}),
      ...(groups ? { group } : {}),
    })),
  )
}

export const byNumber = ({ candidates }: Unit): Map<string, Candidate> =>
  new Map(candidates.map((candidate) => [candidate.number, candidate]))

export function skdRow(
  ruleSet: RuleSet,
  { vacancy, need }: Unit,
  people: ReadonlyMap<string, Candidate>,
  row: RankedEntry,
): ListRow {
  return {
    ...{ vacancy, need, number: row.id, name: people.get(row.id)?.name ?? '' },
    ...{ rank: row.place, total: row.points?.['total'] ?? null, code: row.code },
    reason: explain(row, ruleSet, 'id'),
    reasonEn: explain(row, ruleSet, 'en'),
  }
}
