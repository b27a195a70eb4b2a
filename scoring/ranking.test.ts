import { expect, it } from 'vitest'
import { type RankingEntry, rankVacancy } from './ranking.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const pppk2024 = RULE_SETS['pppk-2024'] as RuleSet
const umum = (need: number) => ({ needType: 'umum', need })
const entry = (id: string, points: Record<string, number> | null, disqualified = false): RankingEntry => ({
  id,
  points,
  disqualified,
})

it('[RK9] each place says which key decided it', () => {
  const rows = rankVacancy(skd2024, umum(1), [
    entry('a', skd(90, 120, 190)),
    entry('b', skd(90, 115, 195)),
    entry('c', skd(80, 130, 190)),
    entry('d', skd(80, 129, 190)),
  ])
  const cut = (standing: string) => ({ standing, places: 3 })
  expect(rows.map(({ id, reason }) => [id, reason])).toEqual([
    ['b', { kind: 'first', cut: cut('within') }],
    [
      'c',
      {
        kind: 'below',
        on: 'TKP',
        have: 190,
        above: { place: 1, value: 195 },
        equal: [{ on: 'total', value: 400 }],
        cut: cut('within'),
      },
    ],
    [
      'a',
      {
        kind: 'below',
        on: 'TIU',
        have: 120,
        above: { place: 2, value: 130 },
        equal: [
          { on: 'total', value: 400 },
          { on: 'TKP', value: 190 },
        ],
        cut: cut('within'),
      },
    ],
    ['d', { kind: 'below', on: 'total', have: 399, above: { place: 3, value: 400 }, equal: [], cut: cut('beyond') }],
  ])
})

it('[RK4] equals share a place in order of id, the next place is skipped, and the last is below the shared one', () => {
  const rows = rankVacancy(skd2024, umum(9), [
    entry('z', skd(80, 100, 180)),
    entry('last', skd(80, 100, 179)),
    entry('m', skd(80, 100, 180)),
    entry('top', skd(80, 100, 181)),
  ])
  expect(rows.map(({ id, place, tiedWith }) => [id, place, tiedWith])).toEqual([
    ['top', 1, []],
    ['m', 2, ['z']],
    ['z', 2, ['m']],
    ['last', 4, []],
  ])
  expect(rows[1]?.reason).toMatchObject({ kind: 'tied', below: { on: 'total', above: { place: 1, value: 361 } } })
  expect(rows[3]?.reason).toMatchObject({ kind: 'below', above: { place: 2, value: 360 } })
})

it('[RK5] an equal group that ends at the cut is within it', () => {
  const rows = rankVacancy(skd2024, umum(1), [
    ...['a', 'b', 'c'].map((id) => entry(id, skd(80, 100, 180))),
    entry('d', skd(80, 100, 179)),
  ])
  expect(rows.map(({ code, reason }) => [code, 'cut' in reason && reason.cut.standing])).toEqual([
    ['P/L', 'within'],
    ['P/L', 'within'],
    ['P/L', 'within'],
    ['P', 'beyond'],
  ])
})

it('[RK5] a need of 0 lets nobody go on', () => {
  expect(rankVacancy(skd2024, umum(0), [entry('a', skd(150, 175, 225))])[0]).toMatchObject({ place: 1, code: 'P' })
})

it('[RK6] PPPK: equals at the need are all P/L and name each other', () => {
  const points = { teknis: 300, manajerial: 80, 'sosial-kultural': 60, wawancara: 30, total: 470 }
  const rows = rankVacancy(pppk2024, umum(1), [
    entry('b', points),
    entry('a', points),
    entry('c', { ...points, wawancara: 29, total: 469 }),
  ])
  expect(rows.map(({ id, place, code, tiedWith }) => [id, place, code, tiedWith])).toEqual([
    ['a', 1, 'P/L', ['b']],
    ['b', 1, 'P/L', ['a']],
    ['c', 3, 'P', []],
  ])
  expect(rows[0]?.reason).toMatchObject({ kind: 'tied', below: null, cut: { standing: 'identical', places: 1 } })
})

it('[RK7 RK8] TL by keys, then TH, then DIS by id; disqualified comes before absent and failed', () => {
  const rows = rankVacancy(skd2024, umum(1), [
    entry('dis-b', skd(150, 175, 225), true),
    entry('dis-a', null, true),
    entry('th-b', null),
    entry('th-a', null),
    entry('tl-a', skd(0, 80, 100)),
    entry('tl-c', skd(60, 80, 200)),
    entry('tl-b', skd(60, 80, 200)),
  ])
  expect(rows.map(({ id, code, place }) => [id, code, place])).toEqual([
    ['tl-b', 'TL', null],
    ['tl-c', 'TL', null],
    ['tl-a', 'TL', null],
    ['th-a', 'TH', null],
    ['th-b', 'TH', null],
    ['dis-a', 'DIS', null],
    ['dis-b', 'DIS', null],
  ])
})

it('[SC8 SC14] throws on what cannot be ranked', () => {
  const good = entry('a', skd(80, 100, 180))
  expect(() => rankVacancy(skd2024, umum(1), [good, good])).toThrow(/a stands twice/)
  expect(() => rankVacancy(skd2024, umum(1.5), [good])).toThrow(/need 1.5/)
  expect(() => rankVacancy(skd2024, umum(-1), [good])).toThrow(/need -1/)
  expect(() => rankVacancy(skd2024, { needType: 'atlet', need: 1 }, [good])).toThrow(/atlet/)
  expect(() => rankVacancy(skd2024, umum(1), [entry('a', { TWK: 80, TIU: 100, TKP: 180 })])).toThrow(/total/)
  expect(() => rankVacancy(skd2024, umum(1), [entry('a', skd(80, 100, 180.5))])).toThrow(/180.5/)
})

it('an empty vacancy is an empty list', () => expect(rankVacancy(skd2024, umum(1), [])).toEqual([]))
