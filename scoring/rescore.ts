import { byId } from './order.ts'
import type { RankCode, RankedEntry } from './ranking.ts'
import { type KeyChange, type Rescored, type RescoreRow, rescorer } from './rescore-points.ts'
import { type RescoreVacancy, type Standings, standingsOf } from './rescore-standings.ts'
import type { RuleSet } from './rule-set.ts'

export type { KeyChange, RescoreRow, RescoreVacancy }

/** One candidate for whom a new score run makes a difference. */
export interface Change {
  id: string
  /** New less old whole points, by section id and 'total'; only what differs. */
  by: Record<string, number>
  before: Pick<RankedEntry, 'place' | 'code'>
  after: Pick<RankedEntry, 'place' | 'code'>
  /** What else moved. 'code' is the serious one: somebody is let in or put out. */
  crosses: ('code' | 'place')[]
}

/**
 * Who is touched when one vacancy is ranked again, say with a mended key: for the committee, before it approves.
 * In the order of the new list; those for whom nothing changes are left out. Absent counts as 0 points.
 * Throws when the two lists do not hold the same candidates. Source: RULES.md RK10.
 */
export function compareRuns(before: RankedEntry[], after: RankedEntry[]): Change[] {
  const old = new Map(before.map((row) => [row.id, row]))
  if (old.size !== after.length) throw new Error(`runs of ${old.size} and ${after.length} candidates`)
  return after.flatMap((row) => {
    const was = old.get(row.id)
    if (!was) throw new Error(`candidate ${row.id} is only in the new run`)
    const by = differences(was.points ?? {}, row.points ?? {})
    const crosses = (['code', 'place'] as const).filter((what) => was[what] !== row[what])
    if (crosses.length === 0 && Object.keys(by).length === 0) return []
    return { id: row.id, by, before: standing(was), after: standing(row), crosses }
  })
}

function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const ids = Object.keys({ ...before, ...after })
  const all = ids.map((id) => [id, (after[id] ?? 0) - (before[id] ?? 0)] as const)
  return Object.fromEntries(all.filter(([, difference]) => difference !== 0))
}

function standing({ place, code }: RankedEntry): Pick<RankedEntry, 'place' | 'code'> {
  return { place, code }
}

/** One candidate whose points, place or code a mended key changes. */
export interface RescoreChange extends Change {
  vacancy: string
  /** Out of TL, or into it. */
  threshold: Crossing
  /** Goes on now, or no longer does; SERI, where people must still decide, lies between. */
  cut: Crossing
}

export type Crossing = 'gained' | 'lost' | null

/** A vacancy in which somebody's points change; the figures count candidates. */
export interface VacancyEffect {
  vacancy: string
  candidates: number
  /** With other points. */
  rescored: number
  /** With another place, or one gained or lost, whoever's points caused it. */
  moved: number
  threshold: { gained: number; lost: number }
  cut: { gained: number; lost: number }
}

export interface RescorePreview {
  /** By vacancy in the order given, each in the order of its new list. */
  changes: RescoreChange[]
  byVacancy: VacancyEffect[]
  /** How many of the candidates given keep points, place and code. */
  unchanged: number
}

/**
 * What mended keys would change, for the committee before it approves: everybody whose points, place or code differ,
 * in all vacancies under one rule set. Reads only the old points and the responses to the changed items, so that
 * 100,000 candidates take a moment. Throws, naming the candidate or the item, when the parts do not belong together.
 * Source: RULES.md RE3 to RE6.
 */
export function previewRescore(
  ruleSet: RuleSet,
  vacancies: RescoreVacancy[],
  rows: RescoreRow[],
  keyChanges: KeyChange[],
): RescorePreview {
  const rescore = rescorer(ruleSet, keyChanges)
  const affected: { vacancy: RescoreVacancy; rows: Rescored[] }[] = []
  for (const [vacancy, members] of membersOf(vacancies, rows)) {
    const rescored = members.map(rescore)
    if (rescored.some(({ by }) => by)) affected.push({ vacancy, rows: rescored.sort(byId) })
  }
  const standings = standingsOf(ruleSet, affected)
  const changes: RescoreChange[] = []
  const byVacancy: VacancyEffect[] = []
  for (const [index, one] of affected.entries()) {
    const found = changesOf(one.vacancy.id, one.rows, standings[index] as Standings)
    byVacancy.push(effectOf(one.vacancy.id, one.rows.length, found))
    for (const change of found) changes.push(change)
  }
  return { changes, byVacancy, unchanged: rows.length - changes.length }
}

function membersOf(vacancies: RescoreVacancy[], rows: RescoreRow[]): Map<RescoreVacancy, RescoreRow[]> {
  const members = new Map<RescoreVacancy, RescoreRow[]>(vacancies.map((vacancy) => [vacancy, []]))
  const lists = new Map([...members].map(([{ id }, list]) => [id, list]))
  if (lists.size < vacancies.length) throw new Error('a vacancy is given twice')
  const seen = new Set<string>()
  for (const row of rows) {
    const list = lists.get(row.vacancy)
    if (!list) throw new Error(`candidate ${row.id}: no vacancy ${row.vacancy}`)
    if (seen.has(row.id)) throw new Error(`candidate ${row.id} is given twice`)
    seen.add(row.id)
    list.push(row)
  }
  return members
}

function changesOf(vacancy: string, rows: Rescored[], { order, before, after }: Standings): RescoreChange[] {
  const changes: RescoreChange[] = []
  for (const index of order) {
    const { id, by } = rows[index] as Rescored
    const was = before(index)
    const is = after(index)
    const crosses = (['code', 'place'] as const).filter((what) => was[what] !== is[what])
    if (crosses.length === 0 && !by) continue
    const threshold = crossing(Number(was.code !== 'TL'), Number(is.code !== 'TL'))
    const cut = crossing(goesOn(was.code), goesOn(is.code))
    changes.push({ id, vacancy, by: by ?? {}, before: was, after: is, crosses, threshold, cut })
  }
  return changes
}

function crossing(before: number, after: number): Crossing {
  return after > before ? 'gained' : after < before ? 'lost' : null
}

/** 'P/L' and, in a priority group, 'R2/L'. */
function goesOn(code: RankCode): number {
  return code.endsWith('/L') ? 2 : code === 'SERI' ? 1 : 0
}

function effectOf(vacancy: string, candidates: number, changes: RescoreChange[]): VacancyEffect {
  const count = (which: (change: RescoreChange) => boolean) => changes.filter(which).length
  return {
    vacancy,
    candidates,
    rescored: count(({ by }) => Object.keys(by).length > 0),
    moved: count(({ crosses }) => crosses.includes('place')),
    threshold: {
      gained: count(({ threshold }) => threshold === 'gained'),
      lost: count(({ threshold }) => threshold === 'lost'),
    },
    cut: { gained: count(({ cut }) => cut === 'gained'), lost: count(({ cut }) => cut === 'lost') },
  }
}
