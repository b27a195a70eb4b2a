import { explain } from '../../scoring/explain.ts'
import { type RankedEntry, rankVacancy } from '../../scoring/ranking.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import type { RuleSetEffect } from '../protocol/rule-sets.ts'
import type { SamplePerson } from './sample.ts'

const ROWS_MAX = 50

/**
 * The same people ranked under two rule sets, need type by need type: what a new figure changes, before it is used
 * (RU3). `need` is the number of places that each need type is ranked with. Pure.
 */
export function effectOf(
  before: RuleSet,
  after: RuleSet,
  people: SamplePerson[],
  need: number,
): Omit<RuleSetEffect, 'sample' | 'compared'> {
  const notes: RuleSetEffect['notes'] = []
  const needTypes: RuleSetEffect['needTypes'] = []
  const rows: RuleSetEffect['rows'] = []
  let changed = 0
  const missing = after.sections.filter(({ id }) => !before.sections.some((section) => section.id === id))
  if (missing.length > 0 || before.sections.length !== after.sections.length) {
    notes.push({
      id: 'Subtes kedua aturan tidak sama, sehingga orang yang sama tidak dapat dibandingkan.',
      en: 'The two rule sets do not have the same sections, so the same people cannot be compared.',
    })
    return { needTypes, changed, rows, notes }
  }
  for (const { id, title } of after.needTypes) {
    const mine = people.filter((one) => one.needType === id)
    if (mine.length === 0) continue
    if (!before.needTypes.some((known) => known.id === id)) {
      notes.push({
        id: `Jenis kebutuhan ${title.id} tidak ada dalam ${before.title}.`,
        en: `The need type ${title.en} does not exist in ${before.title}.`,
      })
      continue
    }
    const stated = [before, after].flatMap((rules) => rules.statedByVacancy?.[id] ?? [])
    if (stated.length > 0)
      notes.push({
        id: `Ambang batas ${stated.join(', ')} untuk ${title.id} ditetapkan tiap formasi; di sini dihitung 0.`,
        en: `The threshold on ${stated.join(', ')} for ${title.en} is set by each vacancy; here it counts as 0.`,
      })
    const old = rank(before, id, mine, need)
    const fresh = rank(after, id, mine, need)
    const was = new Map(old.map((row) => [row.id, row]))
    for (const row of fresh) {
      const earlier = was.get(row.id)
      if (!earlier || (earlier.code === row.code && earlier.place === row.place)) continue
      changed += 1
      if (rows.length < ROWS_MAX)
        rows.push({
          number: row.id,
          needType: id,
          points: row.points ?? {},
          before: standingOf(earlier, before),
          after: standingOf(row, after),
        })
    }
    needTypes.push({ id, title, candidates: mine.length, before: countsOf(old), after: countsOf(fresh) })
  }
  return { needTypes, changed, rows, notes }
}

function rank(rules: RuleSet, needType: string, people: SamplePerson[], need: number): RankedEntry[] {
  const stated = rules.statedByVacancy?.[needType] ?? []
  const thresholds = Object.fromEntries(stated.map((on) => [on, 0]))
  return rankVacancy(
    rules,
    { needType, need, ...(stated.length > 0 && { thresholds }) },
    people.map((one) => ({ id: one.number, points: one.points, disqualified: false })),
  )
}

const countsOf = (rows: RankedEntry[]): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { code } of rows) counts[code] = (counts[code] ?? 0) + 1
  return counts
}

const standingOf = (row: RankedEntry, rules: RuleSet) => ({
  place: row.place,
  code: row.code,
  reason: { id: explain(row, rules, 'id'), en: explain(row, rules, 'en') },
})
