import { rounded } from '../../../scoring/exact.ts'
import { explainFinal, type SeatWords } from '../../../scoring/explain-final.ts'
import { decideFinal, type FinalCandidate, type FinalRow, type FinalVacancy } from '../../../scoring/final.ts'
import type { SkbPlan } from '../../../scoring/integration.ts'
import type { RankedEntry } from '../../../scoring/ranking.ts'
import type { RuleSet } from '../../../scoring/rule-set.ts'
import type { Candidate } from './candidates.ts'
import { byNumber, type List, type ListRow, rankUnit, skdRow } from './lists.ts'
import type { SkbRow } from './skb.ts'
import type { Unit } from './vacancies.ts'

/** Decimals of a published final score. */
const FINAL_DECIMALS = 3

/**
 * The final lists: the SKD is ranked first, and whoever it lets through (P/L) is judged by SKD and SKB together; the
 * others keep their SKD code, without rank. Places left empty are filled from elsewhere when `fill` says so.
 * Pure; RULES.md of scoring, IN and FI.
 */
export function integrateLists(
  ruleSet: RuleSet,
  units: readonly Unit[],
  skbOf: (candidate: Candidate) => SkbRow,
  plans: ReadonlyMap<string, SkbPlan>,
  fill: boolean,
): List[] {
  const skd = units.map((unit) => ({ unit, people: byNumber(unit), rows: rankUnit(ruleSet, unit) }))
  const vacancies = units.map((unit): FinalVacancy => {
    const { id, need, places, position, qualification, unit: place } = unit
    return {
      id,
      needType: need,
      need: places,
      position,
      qualification,
      unit: place,
      plan: plans.get(id) ?? { extras: [] },
    }
  })
  const candidates = skd.flatMap(({ unit, people, rows }) =>
    rows.filter(wentOn).map(({ id }) => {
      const candidate = people.get(id) as Candidate
      return finalCandidate(unit, candidate, skbOf(candidate), plans.get(unit.id)?.extras.length ?? 0)
    }),
  )
  const finals = Map.groupBy(decideFinal(ruleSet, vacancies, candidates, { fill }), ({ vacancy }) => vacancy)
  const byId = new Map(units.map((unit) => [unit.id, unit]))
  const words: SeatWords = new Map(vacancies.map((vacancy) => [vacancy.id, vacancy]))
  const finalRow = (unit: Unit, candidate: Candidate, row: FinalRow): ListRow => {
    const seat = row.seat === null || row.seat === unit.id ? undefined : byId.get(row.seat)
    return {
      ...{ vacancy: unit.vacancy, need: unit.need, number: row.id, name: candidate.name },
      ...{ rank: row.place, total: candidate.points?.['total'] ?? null },
      ...(row.score ? { final: rounded(row.score.final, FINAL_DECIMALS) } : {}),
      code: row.code,
      reason: explainFinal(row, ruleSet, words, 'id'),
      reasonEn: explainFinal(row, ruleSet, words, 'en'),
      ...(seat ? { seat: { vacancy: seat.vacancy, need: seat.need } } : {}),
    }
  }
  return skd.map(({ unit, people, rows }) => ({
    unit,
    rows: [
      ...(finals.get(unit.id) ?? []).map((row) => finalRow(unit, people.get(row.id) as Candidate, row)),
      ...rows.filter((row) => !wentOn(row)).map((row) => ({ ...skdRow(ruleSet, unit, people, row), rank: null })),
    ],
  }))
}

const wentOn = ({ code }: RankedEntry) => code === 'P/L'

function finalCandidate(
  unit: Unit,
  { number, points }: Candidate,
  { cat, extra, gpa, birthDate, dropped }: SkbRow,
  extras: number,
): FinalCandidate {
  return {
    ...{ id: number, vacancy: unit.id, skd: points ?? {} },
    skb: { cat, extras: extras === 0 ? [] : [extra] },
    ...{ gpa, birthDate, dropped },
  }
}
