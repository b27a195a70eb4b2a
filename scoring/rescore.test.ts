import { expect, it } from 'vitest'
import { rankVacancy } from './ranking.ts'
import { compareRuns } from './rescore.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const rank = (points: Record<string, Record<string, number> | null>) =>
  rankVacancy(
    skd2024,
    { needType: 'umum', need: 1 },
    Object.entries(points).map(([id, p]) => ({ id, points: p, disqualified: false })),
  )
const before = {
  a: skd(90, 120, 190),
  b: skd(85, 120, 190),
  c: skd(80, 120, 190),
  d: skd(75, 120, 190),
  e: skd(60, 120, 190),
  f: null,
}

it('[RK10] says by how much each changes, and who crosses a line', () => {
  // The key of one TWK item is mended: d and e gain it, a loses it.
  const after = { ...before, a: skd(85, 120, 190), d: skd(80, 120, 190), e: skd(65, 120, 190) }
  expect(compareRuns(rank(before), rank(after))).toEqual([
    {
      id: 'a',
      by: { TWK: -5, total: -5 },
      before: { place: 1, code: 'P/L' },
      after: { place: 1, code: 'P/L' },
      crosses: [],
    },
    { id: 'b', by: {}, before: { place: 2, code: 'P/L' }, after: { place: 1, code: 'P/L' }, crosses: ['place'] },
    {
      id: 'd',
      by: { TWK: 5, total: 5 },
      before: { place: 4, code: 'P' },
      after: { place: 3, code: 'P/L' },
      crosses: ['code', 'place'],
    },
    {
      id: 'e',
      by: { TWK: 5, total: 5 },
      before: { place: null, code: 'TL' },
      after: { place: 5, code: 'P' },
      crosses: ['code', 'place'],
    },
  ])
})

it('[RK10] the same run twice changes nobody', () => expect(compareRuns(rank(before), rank(before))).toEqual([]))

it('[RK10] throws when the two runs do not hold the same candidates', () => {
  const { f, ...fewer } = before
  expect(() => compareRuns(rank(before), rank(fewer))).toThrow(/6 and 5/)
  expect(() => compareRuns(rank(before), rank({ ...fewer, g: f }))).toThrow(/g is only/)
})
