/** Lists that others ranked and published: our places must be theirs in every row. Their data stays outside. */
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { type RankedEntry, rankVacancy } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'

const folder = join(projectRoot(), '..', 'shared', 'data', 'e-ranking')
const present = existsSync(folder)
const title = present ? 'published lists' : `published lists: SKIPPED, the folder ${folder} is absent`

describe.skipIf(!present)(title, () => {
  it.each(['olympics_2024.csv', 'olympics_2000Sydney.csv'])('[RK3 RK4] %s: gold, silver, bronze', (file) => {
    const rows = read(file)
    const ranked = rank(ruleSetOf('gold', 'silver', 'bronze'), rows, 1)
    expect(rows.length).toBeGreaterThan(70)
    expect(places(ranked)).toEqual(published(rows))
  })

  it('[RK4] imo_individual.csv: every year by its total, with its ties', () => {
    const expected = JSON.parse(readFileSync(join(folder, 'imo_expected_by_year.json'), 'utf8'))
    const years = Map.groupBy(read('imo_individual.csv'), (row) => row.year as string)
    expect([...years.keys()].toSorted()).toEqual(Object.keys(expected).toSorted())
    for (const [year, rows] of years) {
      const ranked = rank(ruleSetOf('total'), rows, 1)
      expect(places(ranked), year).toEqual(published(rows))
      expect(Math.max(1, ...ranked.map(({ tiedWith }) => tiedWith.length)), year).toBe(expected[year].largest_tie)
      expect(new Set(ranked.map(({ place }) => place)).size, year).toBe(expected[year].n_distinct_ranks)
    }
  })

  it('[RK5] imo_individual.csv: all who are identical at a cut go on, at every cut', () => {
    for (const rows of Map.groupBy(read('imo_individual.csv'), (row) => row.year as string).values()) {
      const totals = rows.map(({ total }) => Number(total)).sort((a, b) => b - a)
      for (const need of [1, 7, 20]) {
        const cut = need * 3
        const line = totals[Math.min(cut, totals.length) - 1] as number
        const through = rank(ruleSetOf('total'), rows, need).filter(({ code }) => code === 'P/L')
        expect(through).toHaveLength(totals.filter((total) => total >= line).length)
      }
    }
  })
})

type Row = Record<string, string>

function ruleSetOf(...keys: string[]): RuleSet {
  return {
    id: 'published',
    title: 'A published list',
    procurement: 'CPNS',
    stage: 'skd',
    year: 2024,
    decree: 'none',
    sections: [],
    thresholds: {},
    ranking: { keys, cutTimesNeed: 3 },
    needTypes: [{ id: 'all', title: { id: 'Semua', en: 'All' } }],
  }
}

/** Handed in upside down, so that the order of the file cannot help. */
function rank(ruleSet: RuleSet, rows: Row[], need: number): RankedEntry[] {
  const entries = rows.map((row, index) => ({
    id: String(index),
    points: Object.fromEntries(ruleSet.ranking.keys.map((key) => [key, Number(row[key])])),
    disqualified: false,
  }))
  return rankVacancy(ruleSet, { needType: 'all', need }, entries.toReversed())
}

const places = (ranked: RankedEntry[]) => Object.fromEntries(ranked.map(({ id, place }) => [id, place]))
const published = (rows: Row[]) => Object.fromEntries(rows.map((row, index) => [index, Number(row.published_rank)]))

function read(file: string): Row[] {
  return parse(readFileSync(join(folder, file), 'utf8'), { columns: true })
}

function projectRoot(): string {
  let at = import.meta.dirname
  while (!existsSync(join(at, 'package.json')) && dirname(at) !== at) at = dirname(at)
  return at
}
