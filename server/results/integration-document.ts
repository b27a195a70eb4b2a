import { rounded } from '../../scoring/exact.ts'
import { explainFinal } from '../../scoring/explain.ts'
import type { FinalRow, FinalVacancy } from '../../scoring/final.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import type { PublicationList, PublicationOfMany, PublicationRow } from '../protocol/board.ts'
import type { VacancyRow } from '../protocol/http.ts'
import { countRows, draftOf, vacancyOf } from './publication.ts'

/** A row of the SKD publication whose candidate went on to the SKB. */
export type SkdRow = Pick<PublicationRow, 'number' | 'name' | 'points' | 'total'>

/**
 * The lists of all vacancies after the integration, as they will be frozen (RS15): the SKD points as they were
 * published, the scores as texts of three decimals, and in words why each row stands where it stands. Ids in `rows`
 * are candidates' numbers and vacancies' codes. Pure.
 */
export function integrationDocument(
  stage: 'integration' | 'final',
  rules: RuleSet,
  vacancies: VacancyRow[],
  skd: ReadonlyMap<string, SkdRow>,
  rows: FinalRow[],
): PublicationOfMany {
  const words = new Map(vacancies.map(({ code, needType, unit }) => [code, { needType, unit }]))
  const byVacancy = Map.groupBy(rows, (row) => row.vacancy)
  const lists: PublicationList[] = vacancies.map((vacancy) => {
    const own = (byVacancy.get(vacancy.code) ?? []).map((row) => rowOf(row, rules, words, skd))
    return { vacancy: vacancyOf(vacancy, rules), cut: null, rows: own, counts: countRows(own) }
  })
  return draftOf<PublicationOfMany>({
    v: 2,
    title: `${stage === 'final' ? 'Hasil akhir setelah sanggah' : 'Hasil integrasi SKD dan SKB'} · ${rules.procurement} ${rules.year}`,
    stage,
    ruleSet: { id: rules.id, title: rules.title, decree: rules.decree },
    sections: rules.sections.map(({ id, title }) => ({ id, title: title.id })),
    lists,
    counts: countRows(lists.flatMap((list) => list.rows)),
  })
}

function rowOf(
  row: FinalRow,
  rules: RuleSet,
  words: ReadonlyMap<string, Pick<FinalVacancy, 'needType' | 'unit'>>,
  skd: ReadonlyMap<string, SkdRow>,
): PublicationRow {
  const published = skd.get(row.id)
  if (!published) throw new Error(`bug: ${row.id} is on no SKD publication`)
  const { score } = row
  const text = (value: Parameters<typeof rounded>[0]) => rounded(value, 3)
  return {
    place: row.place,
    number: published.number,
    name: published.name,
    points: published.points,
    total: published.total,
    code: row.code,
    reason: { id: explainFinal(row, rules, words, 'id'), en: explainFinal(row, rules, words, 'en') },
    final: score && {
      skd100: text(score.skd100),
      skdPart: text(score.skdPart),
      skb100: text(score.skb100),
      skbPart: text(score.skbPart),
      final: text(score.final),
    },
    ...(row.seat !== null && row.seat !== row.vacancy && { seat: row.seat }),
  }
}

/** Who has which place by a published document: number to vacancy code. */
export function seatsIn(document: PublicationOfMany): Map<string, string> {
  const seats = new Map<string, string>()
  for (const { vacancy, rows } of document.lists)
    for (const { number, code, seat } of rows)
      if (seat !== undefined || ['P/L', 'P/L-1', 'P/L-2'].includes(code)) seats.set(number, seat ?? vacancy.code)
  return seats
}
