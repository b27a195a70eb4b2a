import type { ItemId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { TieDecision } from '../../scoring/final.ts'
import {
  compareRuns,
  type KeyChange,
  previewRescore,
  type RescoreRow,
  type RescoreVacancy,
} from '../../scoring/rescore.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { listsOf, type PublicationOfMany, type PublicationRow } from '../protocol/board.ts'
import type { RankingRow, VacancyRow } from '../protocol/http.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type {
  ChangedRow,
  ChangeFilter,
  RescoreCounts,
  RescoredStanding,
  RescoreStage,
  VacancyEffect,
} from '../protocol/rescoring.ts'
import { misfitOf, rankingOf, type SeatedPerson, type VacancyField } from '../results/vacancy-ranking.ts'
import type { Affected, Touched } from './affected.ts'

export type VacancyName = Pick<VacancyRow, 'id' | 'code' | 'position' | 'unit'>

/** What of the SKB a change reaches: it has no list of its own, places come with the integration. */
export interface SkbReach {
  people: { candidate: string; number: string; name: string; vacancy: VacancyName }[]
  /** The integration as it would be published now, with the scores in force and with the mended ones. */
  before: PublicationOfMany
  after: PublicationOfMany
  /** All vacancies, by code. */
  vacancies: ReadonlyMap<string, VacancyName>
}

/** A vacancy whose list cannot be made, with those of its people whose points change. */
export interface Unranked {
  vacancy: VacancyName
  stage: RescoreStage
  refused: Refusal
  people: Pick<SeatedPerson, 'candidate' | 'number' | 'name' | 'sitting'>[]
}

/** Who changes, by how much and across which line, in every vacancy touched. */
export interface Effects {
  /** The most serious first. */
  rows: ChangedRow[]
  vacancies: VacancyEffect[]
  counts: RescoreCounts
  /** Vacancies whose list cannot be made at all: points are shown, places are not. */
  unranked: { code: string; why: Refusal }[]
}

/**
 * The effect of mended keys (RW3). `fields` are the vacancies of those whose points change in the SKD or a test that
 * decides alone, `skb` what becomes of a change in the SKB. Only who sat in a closed sitting is ranked: others may still earn
 * points (RW7). Pure.
 */
export function effectsOf(
  affected: Affected,
  fields: (VacancyField | Unranked)[],
  skb: SkbReach | null,
  decisions: TieDecision[],
): Effects {
  const touched = new Map(
    affected.closed.map((sitting) => [sitting.id, new Map(sitting.touched.map((one) => [one.candidate, one]))]),
  )
  const touchedOf: TouchedOf = ({ sitting, candidate }) => touched.get(sitting.id)?.get(candidate)
  const lists: List[] = []
  const unranked: Effects['unranked'] = []
  const ranked = new Map<RuleSet, VacancyField[]>()
  for (const field of fields) {
    if ('refused' in field) {
      unranked.push({ code: field.vacancy.code, why: field.refused })
      lists.push(withoutPlaces(field, touchedOf))
      continue
    }
    // Who finished and waits for a score is neither absent nor to be ranked.
    const people = field.people.filter(({ sitting, points, present }) => sitting.closed && (points || !present))
    const closed = { ...field, people }
    const refused = misfitOf(closed)
    if (refused) {
      unranked.push({ code: field.vacancy.code, why: refused })
      lists.push(withoutPlaces({ ...closed, refused, stage: field.ruleSet.stage }, touchedOf))
    } else if (decisions.some((one) => one.vacancy === field.vacancy.id))
      lists.push(byLists(closed, touchedOf, decisions))
    else ranked.set(field.ruleSet, [...(ranked.get(field.ruleSet) ?? []), closed])
  }
  for (const [ruleSet, closed] of ranked) lists.push(...byColumns(ruleSet, closed, affected, touchedOf))
  if (skb) lists.push(...skbLists(affected, skb))

  const vacancies = lists
    .filter(({ rows }) => rows.length > 0)
    .map(({ vacancy, stage, people, had, rows }) => ({
      ...{ id: vacancy.id, code: vacancy.code, position: vacancy.position, unit: vacancy.unit, stage, people },
      ...countsOf(rows, had),
    }))
    .sort((a, b) => compare(a.code, b.code) || compare(a.stage, b.stage))
  const rows = mostSeriousFirst(lists.flatMap((list) => list.rows))
  const had = new Set(affected.closed.flatMap((sitting) => sitting.touched.map((one) => one.candidate))).size
  return { rows, vacancies, counts: countsOf(rows, had), unranked }
}

type TouchedOf = (person: Pick<SeatedPerson, 'sitting' | 'candidate'>) => Touched | undefined

interface List {
  vacancy: VacancyName
  stage: RescoreStage
  people: number
  had: number
  rows: ChangedRow[]
}

/** Vacancies of one rule set, all at once in columns. */
function byColumns(ruleSet: RuleSet, fields: VacancyField[], affected: Affected, touchedOf: TouchedOf): List[] {
  const changes = keyChangesOf(ruleSet, affected)
  const { oldestFirst, groups } = ruleSet.ranking
  const people = new Map<string, { person: SeatedPerson; touched: Touched | undefined }>()
  const had = new Map<string, number>()
  const rows: RescoreRow[] = []
  for (const { vacancy, people: seated } of fields) {
    let reached = 0
    for (const person of seated) {
      const touched = touchedOf(person)
      if (touched) reached += 1
      people.set(person.number, { person, touched })
      const row: RescoreRow = {
        id: person.number,
        vacancy: vacancy.id,
        points: person.points,
        disqualified: isDisqualified(person),
        responses: changes.map(({ nth, section }) => {
          const response = touched?.responses[nth]
          return response?.section === section ? response.option : undefined
        }),
      }
      if (oldestFirst) row.birthDate = person.birthDate
      if (groups) row.group = person.priorityGroup
      rows.push(row)
    }
    had.set(vacancy.id, reached)
  }
  const vacancies = fields.map(
    ({ vacancy: { id, needType, need, thresholds } }): RescoreVacancy => ({
      ...{ id, needType, need },
      ...((ruleSet.statedByVacancy?.[needType] ?? []).length > 0 && { thresholds }),
    }),
  )
  const preview = previewRescore(
    ruleSet,
    vacancies,
    rows,
    changes.map(({ change }) => change),
  )
  const changed = Map.groupBy(preview.changes, (one) => one.vacancy)
  return fields.map(({ vacancy, people: seated }) => ({
    vacancy,
    stage: ruleSet.stage,
    people: seated.length,
    had: had.get(vacancy.id) ?? 0,
    rows: (changed.get(vacancy.id) ?? []).map((change) => {
      const { person, touched } = people.get(change.id) as { person: SeatedPerson; touched: Touched | undefined }
      return rowOf(vacancy, ruleSet.stage, person, touched, change.before, change.after)
    }),
  }))
}

/** An item may stand in several sections of a rule set, on different forms: then each is a change of its own. */
function keyChangesOf(ruleSet: RuleSet, affected: Affected): { nth: number; section: string; change: KeyChange }[] {
  const seen = new Set<string>()
  for (const sitting of affected.closed) {
    if (sitting.ruleSet.id !== ruleSet.id) continue
    for (const { responses } of sitting.touched)
      for (const [nth, response] of responses.entries()) if (response) seen.add(`${nth}\0${response.section}`)
  }
  return affected.items.flatMap(({ before, after }, nth) =>
    ruleSet.sections
      .filter(({ id }) => seen.has(`${nth}\0${id}`))
      .map(({ id: section }) => {
        const item = `${before.item}/${section}` as ItemId
        const named = (key: ItemKey): ItemKey => ({ ...key, item })
        return { nth, section, change: { item, section, before: named(before), after: named(after) } }
      }),
  )
}

/** A vacancy in which people decided a tie: ranked as its list is, before and after. */
function byLists(field: VacancyField, touchedOf: TouchedOf, decisions: TieDecision[]): List {
  const { vacancy, ruleSet, people } = field
  const rescored = people.map((person) => {
    const after = touchedOf(person)?.after
    return after ? { ...person, points: { ...after.points, total: after.total } } : person
  })
  const [before, after] = [people, rescored].map((seated) => rankingOf({ ...field, people: seated }, { decisions }))
  if (!before || !after || isRefusal(before) || isRefusal(after)) throw new Error('bug: a list that cannot be made')
  const entries = (rows: RankingRow[]) =>
    rows.map(({ number, place, code, points }) => ({ id: number, place, code, points }) as never)
  const byNumber = new Map(people.map((person) => [person.number, person]))
  return {
    ...{ vacancy, stage: ruleSet.stage, people: people.length },
    had: people.filter((person) => touchedOf(person)).length,
    rows: compareRuns(entries(before.view.rows), entries(after.view.rows)).map((change) => {
      const person = byNumber.get(change.id) as SeatedPerson
      return rowOf(vacancy, ruleSet.stage, person, touchedOf(person), change.before, change.after)
    }),
  }
}

const NOWHERE = { place: null, code: null }

function withoutPlaces({ vacancy, stage, people }: Unranked, touchedOf: TouchedOf): List {
  return {
    ...{ vacancy, stage, people: people.length, had: people.filter((person) => touchedOf(person)).length },
    rows: people.flatMap((person) => {
      const touched = touchedOf(person)
      if (!touched || touched.before.total === touched.after.total) return []
      return rowOf(vacancy, stage, person, touched, NOWHERE, NOWHERE)
    }),
  }
}

/** Points of the SKB, and the most there was to earn, go into the final score: who moves there, in every vacancy. */
function skbLists(affected: Affected, { people, before, after, vacancies }: SkbReach): List[] {
  const touched = new Map(
    affected.closed
      .filter((sitting) => sitting.stage === 'skb')
      .flatMap((sitting) => sitting.touched.map((one) => [one.candidate, one] as const)),
  )
  const persons = new Map(people.map((person) => [person.number, person]))
  const [then, now] = [finalRows(before), finalRows(after)]
  const found: { vacancy: VacancyName; row: ChangedRow }[] = []
  for (const number of new Set([...persons.keys(), ...then.keys(), ...now.keys()])) {
    const person = persons.get(number)
    const one = person && touched.get(person.candidate)
    const [was, is] = [then.get(number), now.get(number)]
    const vacancy = person?.vacancy ?? vacancies.get(is?.vacancy ?? was?.vacancy ?? '')
    if (!vacancy) throw new Error(`bug: no vacancy of ${number}`)
    const rescored = one && (one.before.total !== one.after.total || one.before.max !== one.after.max)
    if (!rescored && was?.place === is?.place && was?.code === is?.code) continue
    const name = person?.name ?? is?.row.name ?? ''
    const row = rowOf(vacancy, 'skb', { number, name, points: null }, one, was ?? NOWHERE, is ?? NOWHERE)
    if (was?.final !== undefined) row.before.final = was.final
    if (is?.final !== undefined) row.after.final = is.final
    found.push({ vacancy, row })
  }
  return [...Map.groupBy(found, ({ vacancy }) => vacancy.id).values()].map((members) => {
    const { vacancy } = members[0] as { vacancy: VacancyName }
    const its = people.filter((person) => person.vacancy.id === vacancy.id)
    const listed = [...now.values()].filter((row) => row.vacancy === vacancy.code).length
    return {
      ...{ vacancy, stage: 'skb' as const, people: Math.max(listed, its.length) },
      had: its.filter((person) => touched.has(person.candidate)).length,
      rows: members.map(({ row }) => row),
    }
  })
}

interface FinalStanding extends Standing {
  vacancy: string
  row: PublicationRow
  final: string | undefined
}

const finalRows = (document: PublicationOfMany): Map<string, FinalStanding> =>
  new Map(
    listsOf(document).flatMap(({ vacancy, rows }) =>
      rows.map((row) => [
        row.number,
        { vacancy: vacancy.code, row, place: row.place, code: row.code, final: row.final?.final },
      ]),
    ),
  )

type Standing = { place: number | null; code: string | null }

function rowOf(
  vacancy: VacancyName,
  stage: RescoreStage,
  person: { number: string; name: string; points?: Record<string, number> | null },
  touched: Touched | undefined,
  before: Standing,
  after: Standing,
): ChangedRow {
  const crosses: ChangedRow['crosses'] = []
  if ((before.code === 'TL') !== (after.code === 'TL')) crosses.push('threshold')
  if (goesOn(before.code) !== goesOn(after.code)) crosses.push('cut')
  if (before.place !== after.place) crosses.push('place')
  const [was, is] = touched ? [touched.before, touched.after] : still(person.points ?? null)
  return {
    ...{ number: person.number, name: person.name, vacancy: vacancy.code, stage, crosses },
    before: { points: was.points, total: was.total, max: was.max, place: before.place, code: before.code },
    after: { points: is.points, total: is.total, max: is.max, place: after.place, code: after.code },
  }
}

type Known = Pick<RescoredStanding, 'points' | 'total' | 'max'>

/** Somebody without one of the items: the same points on both sides. */
function still(known: Record<string, number> | null): [Known, Known] {
  const { total = null, ...points } = known ?? {}
  const one = { points, total, max: null }
  return [one, one]
}

/** P/L, a priority group's "R2/L", or a place elsewhere, P/L-1 and P/L-2. */
const goesOn = (code: string | null): boolean => code !== null && /\/L(-[12])?$/.test(code)
/** The newest entry counts. */
const isDisqualified = ({ standings }: SeatedPerson): boolean => standings.at(-1)?.code === 'DIS'

export function isPlaceOnly({ before, after }: ChangedRow): boolean {
  if (before.points === after.points) return true
  if (before.total !== after.total || before.max !== after.max) return false
  for (const section in after.points) if (before.points[section] !== after.points[section]) return false
  return true
}

function countsOf(rows: ChangedRow[], had: number): RescoreCounts {
  const counts = { had, changed: 0, raised: 0, lowered: 0, thresholdIn: 0, thresholdOut: 0, cutIn: 0, cutOut: 0 }
  let placeOnly = 0
  for (const row of rows) {
    if (!isPlaceOnly(row)) counts.changed += 1
    else if (row.before.code === row.after.code) placeOnly += 1
    const by = (row.after.total ?? 0) - (row.before.total ?? 0)
    if (by > 0) counts.raised += 1
    if (by < 0) counts.lowered += 1
    if (row.crosses.includes('threshold')) counts[row.after.code === 'TL' ? 'thresholdOut' : 'thresholdIn'] += 1
    if (row.crosses.includes('cut')) counts[goesOn(row.after.code) ? 'cutIn' : 'cutOut'] += 1
  }
  return { ...counts, placeOnly }
}

/** Whether a filter of the screen shows a row. */
export function shows(filter: ChangeFilter, row: ChangedRow): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'code':
      return row.before.code !== row.after.code
    case 'threshold':
    case 'cut':
      return row.crosses.includes(filter)
    case 'points':
      return !isPlaceOnly(row)
    case 'place':
      return row.crosses.includes('place')
  }
}

/** Whose code changes stand first, then whose points change, then who is only moved by others. */
function mostSeriousFirst(rows: ChangedRow[]): ChangedRow[] {
  return rows
    .map((row) => ({ row, severity: severity(row), place: row.after.place ?? Number.MAX_SAFE_INTEGER }))
    .sort(
      (a, b) =>
        a.severity - b.severity ||
        compare(a.row.vacancy, b.row.vacancy) ||
        a.place - b.place ||
        compare(a.row.number, b.row.number),
    )
    .map(({ row }) => row)
}

const severity = (row: ChangedRow): number =>
  row.crosses.includes('cut') ? 0 : row.before.code !== row.after.code ? 1 : isPlaceOnly(row) ? 3 : 2

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
