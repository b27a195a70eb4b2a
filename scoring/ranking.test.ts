import { describe, expect, it } from 'vitest'
import { type RankedEntry, type RankingEntry, rankVacancy } from './ranking.ts'
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
    ['m', 2, ['m', 'z']],
    ['z', 2, ['m', 'z']],
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

describe('PPPK', () => {
  const pppk2023 = RULE_SETS['pppk-2023'] as RuleSet
  const points = { teknis: 300, manajerial: 80, 'sosial-kultural': 60, wawancara: 30, total: 470 }
  const less = { ...points, wawancara: 29, total: 469 }
  const one = (id: string, birthDate: string | null = null, group: string | null = null, p = points): RankingEntry => ({
    ...entry(id, p),
    birthDate,
    group,
  })
  const brief = (rows: RankedEntry[]) => rows.map(({ id, place, code, tiedWith }) => [id, place, code, tiedWith])

  it('[RK6] equals across the last place are SERI, and nobody behind them is let in', () => {
    const rows = rankVacancy(pppk2024, umum(2), [one('d', null, null, less), one('b'), one('a'), one('c')])
    expect(brief(rows)).toEqual([
      ['a', 1, 'SERI', ['a', 'b', 'c']],
      ['b', 1, 'SERI', ['a', 'b', 'c']],
      ['c', 1, 'SERI', ['a', 'b', 'c']],
      ['d', 4, 'P', []],
    ])
    expect(rows[0]?.reason).toMatchObject({ kind: 'tied', below: null, cut: { standing: 'identical', places: 2 } })
  })

  it('[RK6] equals wholly within the need are P/L, wholly beyond P', () => {
    const rows = rankVacancy(pppk2024, umum(2), [
      one('b'),
      one('a'),
      one('d', null, null, less),
      one('c', null, null, less),
    ])
    expect(brief(rows)).toEqual([
      ['a', 1, 'P/L', ['a', 'b']],
      ['b', 1, 'P/L', ['a', 'b']],
      ['c', 3, 'P', ['c', 'd']],
      ['d', 3, 'P', ['c', 'd']],
    ])
  })

  it('[RK11] the older applicant comes first where all keys are equal, and no birth date is in the row', () => {
    const rows = rankVacancy(pppk2024, umum(2), [
      one('y', '1996-05-10'),
      one('z', '1995-02-01'),
      one('x', '1996-05-10'),
    ])
    expect(brief(rows)).toEqual([
      ['z', 1, 'P/L', []],
      ['x', 2, 'SERI', ['x', 'y']],
      ['y', 2, 'SERI', ['x', 'y']],
    ])
    expect(rows[1]?.reason).toMatchObject({
      kind: 'tied',
      below: { on: 'oldest', have: 2, above: { place: 1, value: 1 }, equal: [{ on: 'total', value: 470 }, {}, {}, {}] },
    })
    expect(JSON.stringify(rows)).not.toMatch(/199/)
  })

  it('[RK11] one birth date missing leaves all equals equal and says so; SKD does not look at age', () => {
    const rows = rankVacancy(pppk2024, umum(1), [one('a', '1996-05-10'), one('b', '1995-02-01'), one('c')])
    expect(brief(rows).map(([, place, code]) => [place, code])).toEqual([
      [1, 'SERI'],
      [1, 'SERI'],
      [1, 'SERI'],
    ])
    expect(rows[0]?.reason).toMatchObject({ kind: 'tied', why: 'birth-date-missing' })
    const twins = ['1990-01-01', '1991-01-01'].map((birthDate) => ({
      ...entry(birthDate, skd(80, 100, 180)),
      birthDate,
    }))
    const [first] = rankVacancy(skd2024, umum(1), twins)
    expect(first).toMatchObject({ place: 1, code: 'P/L', reason: { kind: 'tied' } })
    expect(first?.reason).not.toHaveProperty('why')
  })

  it('[RK12] priority groups come before any score, nobody in a group last, and the codes carry the group', () => {
    const rows = rankVacancy(pppk2024, umum(2), [
      one('none', null, null),
      one('r4', null, 'R4'),
      one('r3', null, 'R3'),
      one('r2', null, 'R2', less),
    ])
    expect(rows.map(({ id, place, code, group }) => [id, place, code, group])).toEqual([
      ['r2', 1, 'R2/L', 'R2'],
      ['r3', 2, 'R3/L', 'R3'],
      ['r4', 3, 'R4', 'R4'],
      ['none', 4, 'P', null],
    ])
    expect(rows[1]?.reason).toMatchObject({ on: 'group', have: 2, above: { place: 1, value: 1 }, equal: [] })
  })

  it('[RK12] a group the rule set does not know throws, and so does any group where there are none', () => {
    expect(() => rankVacancy(pppk2024, umum(1), [one('a', null, 'R9')])).toThrow(/a: .*no group R9/)
    expect(() => rankVacancy(skd2024, umum(1), [{ ...entry('a', skd(80, 100, 180)), group: 'R2' }])).toThrow(
      /no group R2/,
    )
  })

  it('[RK13] a threshold that the vacancy states is used; missing, or stated where none is asked for, it throws', () => {
    const rank = (thresholds?: Record<string, number>, needType = 'umum') =>
      rankVacancy(pppk2023, { needType, need: 1, ...(thresholds ? { thresholds } : {}) }, [one('a')])
    expect(rank({ teknis: 300 })[0]?.code).toBe('P/L')
    expect(rank({ teknis: 305 })[0]).toMatchObject({
      code: 'TL',
      reason: { shortfalls: [{ on: 'teknis', have: 300, need: 305 }] },
    })
    expect(() => rank()).toThrow(/states no threshold on teknis/)
    expect(() => rank({ teknis: 300, wawancara: 30 })).toThrow(/no vacancy for a threshold on wawancara/)
    expect(() => rank({ teknis: 300 }, 'khusus')).toThrow(/no vacancy for a threshold on teknis/)
    expect(rank(undefined, 'khusus')[0]?.code).toBe('P/L')
    expect(() => rank({ teknis: 299.5 })).toThrow(/no whole number/)
  })

  it('[RK11] a birth date that does not exist throws without showing it', () => {
    for (const bad of ['1996-02-30', '96-01-01', '1996-1-1', ''])
      expect(() => rankVacancy(pppk2024, umum(1), [one('a', bad)])).toThrow(
        'candidate a: the birth date is no ISO date',
      )
    // Where age does not rank, the date is not read at all.
    expect(rankVacancy(skd2024, umum(1), [{ ...entry('a', skd(80, 100, 180)), birthDate: '?' }])).toHaveLength(1)
  })

  it('[RK4] the rows of an equal group share one list of ids, so thousands of equals stay small', () => {
    const rows = rankVacancy(
      pppk2024,
      umum(1),
      Array.from({ length: 3000 }, (_, n) => one(String(n))),
    )
    expect(new Set(rows.map(({ tiedWith }) => tiedWith)).size).toBe(1)
    expect(rows[0]?.tiedWith).toHaveLength(3000)
  })
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
