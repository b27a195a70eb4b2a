import { describe, expect, it } from 'vitest'
import { parseExact } from './exact.ts'
import { decideFinal, type FinalCandidate, type FinalRow, type FinalVacancy } from './final.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { finalist, formation, skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
const skd2021 = RULE_SETS['skd-cpns-2021'] as RuleSet
const same = skd(95, 120, 185)
const one = (id: string, of: Partial<FinalCandidate> = {}, skb: number | null = 350, vacancy = 'V') =>
  finalist(id, vacancy, same, skb, of)
const decide = (
  vacancies: FinalVacancy[],
  candidates: FinalCandidate[],
  choice: Parameters<typeof decideFinal>[3] = {},
) => decideFinal(skd2024, vacancies, candidates, choice)
const list = (need: number, candidates: FinalCandidate[], choice: Parameters<typeof decideFinal>[3] = {}) =>
  decide([formation('V', { need })], candidates, choice)
const brief = (rows: FinalRow[]) => rows.map(({ id, place, code }) => [id, place, code])
const seats = (rows: FinalRow[]) => Object.fromEntries(rows.map(({ id, code, seat }) => [id, [code, seat]]))
const whyOf = (row: FinalRow | undefined) => (row?.reason.kind === 'tied' ? row.reason.why : null)

describe('the order', () => {
  it('[FI1] final, SKD, TKP, TIU, TWK, IPK, age; the reason names the first that differs and those before it', () => {
    const rows = list(9, [
      finalist('twk', 'V', skd(95, 120, 185), 350),
      finalist('final', 'V', skd(95, 120, 185), 351),
      finalist('tiu', 'V', skd(90, 125, 185), 350),
      finalist('tkp', 'V', skd(95, 119, 186), 350),
      finalist('skd', 'V', skd(98, 120, 215), 330),
    ])
    expect(rows.map(({ id, place, reason }) => [id, place, reason.kind === 'below' && reason.on])).toEqual([
      ['final', 1, false],
      ['skd', 2, 'final'],
      ['tkp', 3, 'skd'],
      ['tiu', 4, 'TKP'],
      ['twk', 5, 'TIU'],
    ])
    expect(rows[4]?.reason).toEqual({
      kind: 'below',
      on: 'TIU',
      have: '120',
      above: { place: 4, value: '125' },
      equal: [
        { on: 'final', value: '71.091' },
        { on: 'skd', value: '400' },
        { on: 'TKP', value: '185' },
      ],
    })
  })

  it('[FI2] IPK parts equals, 3.5 and 3,50 are the same, and neither it nor a birth date is in any row', () => {
    const rows = list(9, [
      one('c', { gpa: '3.49', birthDate: '1990-01-01' }),
      one('b', { gpa: '3,50', birthDate: '1996-05-10' }),
      one('a', { gpa: '3.5', birthDate: '1995-02-01' }),
    ])
    expect(brief(rows)).toEqual([
      ['a', 1, 'P/L'],
      ['b', 2, 'P/L'],
      ['c', 3, 'P/L'],
    ])
    expect(rows[2]?.reason).toMatchObject({ on: 'gpa', have: '', above: { place: 2, value: '' } })
    expect(rows[1]?.reason).toMatchObject({
      on: 'oldest',
      have: '',
      equal: [{}, {}, {}, {}, {}, { on: 'gpa', value: '' }],
    })
    const text = JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value))
    expect(text).not.toMatch(/3[.,]5|3\.49|199\d/)
  })

  it('[FI2] school means are compared among themselves, up to 100', () => {
    expect(brief(list(1, [one('a', { gpa: '87.5' }), one('b', { gpa: '100' })]))).toEqual([
      ['b', 1, 'P/L'],
      ['a', 2, 'P/TL'],
    ])
  })

  it('[FI2] scales mixed, or some without: equal, whatever the ages, and however the candidates come', () => {
    const ages = ['1991-01-01', '1992-01-01', '1993-01-01'].map((birthDate) => ({ birthDate }))
    const group = (...gpas: (string | null)[]) => gpas.map((gpa, n) => one(`c${n}`, { gpa, ...(ages[n] as object) }))
    for (const [gpas, why] of [
      [['4', '4.01', '3.2'], 'gpa-mixed'],
      [['3.2', '85', '3.9'], 'gpa-mixed'],
      [['3.2', null, '3.9'], 'gpa-missing'],
      [['3.2', null, '85'], 'gpa-missing'],
    ] as const) {
      const rows = list(1, group(...gpas))
      expect(brief(rows).map(([, place, code]) => [place, code])).toEqual(Array(3).fill([1, 'SERI']))
      expect(rows.map(whyOf)).toEqual(Array(3).fill(why))
      expect(list(1, group(...gpas).toReversed())).toEqual(rows)
    }
    // Nobody has one: age decides, and IPK is not said to be equal.
    const without = list(1, group(null, null, null))
    expect(without[1]?.reason).toMatchObject({ on: 'oldest', equal: [{}, {}, {}, {}, { on: 'TWK', value: '95' }] })
    expect(brief(without)).toEqual([
      ['c0', 1, 'P/L'],
      ['c1', 2, 'P/TL'],
      ['c2', 3, 'P/TL'],
    ])
  })

  it('[FI2] whoever stands apart before IPK is asked does not spoil it for the others', () => {
    const rows = list(2, [
      one('a', { gpa: '3.2' }),
      one('b', { gpa: '3.3' }),
      finalist('c', 'V', skd(100, 115, 185), 350, { gpa: '85' }),
    ])
    expect(brief(rows)).toEqual([
      ['b', 1, 'P/L'],
      ['a', 2, 'P/L'],
      ['c', 3, 'P/TL'],
    ])
  })

  it('[FI3] a missing birth date leaves the group equal', () => {
    const rows = list(1, [one('a', { birthDate: '1990-01-01' }), one('b', { birthDate: '1991-01-01' }), one('c')])
    expect(rows.map(whyOf)).toEqual(Array(3).fill('birth-date-missing'))
    const known = list(1, [one('a', { birthDate: '1990-01-01' }), one('b', { birthDate: '1990-01-01' })])
    expect(known.map(whyOf)).toEqual(['all-equal', 'all-equal'])
  })

  it('[FI1] finals that look alike with three decimals show as many as it takes', () => {
    const plan = { extras: [{ kind: 'praktik', weight: 40 }] }
    const scored = (id: string, extra: string) => ({
      ...one(id),
      skb: { cat: { points: 350, max: 500 }, extras: [parseExact(extra)] },
    })
    const rows = decide([formation('V', { plan })], [scored('a', '80.0001'), scored('b', '80')])
    expect(rows[1]?.reason).toMatchObject({ on: 'final', have: '73.49091', above: { value: '73.49093' } })
  })
})

describe('the places', () => {
  const equal = (...ids: string[]) => ids.map((id) => one(id, { birthDate: '1990-01-01' }))
  const ahead = one('x', {}, 400)
  const behind = one('z', {}, 300)

  it('[FI4] equals within the places are P/L, beyond them P/TL, and share a place', () => {
    expect(brief(list(3, [...equal('b', 'a'), ahead, behind]))).toEqual([
      ['x', 1, 'P/L'],
      ['a', 2, 'P/L'],
      ['b', 2, 'P/L'],
      ['z', 4, 'P/TL'],
    ])
    expect(brief(list(1, [...equal('b', 'a'), ahead]))).toEqual([
      ['x', 1, 'P/L'],
      ['a', 2, 'P/TL'],
      ['b', 2, 'P/TL'],
    ])
  })

  it('[FI4] equals across the last place are SERI, and the seat goes to nobody, not even by filling', () => {
    const other = formation('W', { needType: 'disabilitas' })
    const rows = decide([formation('V', { need: 2 }), other], [...equal('b', 'a'), ahead, behind])
    expect(seats(rows)).toEqual({ x: ['P/L', 'V'], a: ['SERI', null], b: ['SERI', null], z: ['P/TL', null] })
    expect(rows[1]?.tiedWith).toEqual(['a', 'b'])
  })

  it('[FI5] a decision of people settles it, and the loser may fill another place', () => {
    const decisions = [{ vacancy: 'V', order: ['b', 'a'], reason: 'Rapat panitia' }]
    const rows = list(2, [...equal('b', 'a'), ahead], { decisions })
    expect(brief(rows)).toEqual([
      ['x', 1, 'P/L'],
      ['b', 2, 'P/L'],
      ['a', 3, 'P/TL'],
    ])
    expect(rows[2]).toMatchObject({ reason: { kind: 'decided', by: 'Rapat panitia' }, tiedWith: ['a', 'b'] })
    const other = formation('W', { needType: 'disabilitas' })
    expect(seats(decide([formation('V'), other], equal('a', 'b'), { decisions }))).toEqual({
      b: ['P/L', 'V'],
      a: ['P/L-1', 'W'],
    })
  })

  it('[FI5] a decision on any other group is not applied; those who dropped out since may stand in it', () => {
    const decided = (order: string[], candidates: FinalCandidate[]) =>
      Object.fromEntries(
        list(1, candidates, { decisions: [{ vacancy: 'V', order, reason: 'r' }] }).map(({ id, code }) => [id, code]),
      )
    const open = { a: 'SERI', b: 'SERI', c: 'SERI' }
    expect(decided(['b', 'a'], equal('a', 'b', 'c'))).toEqual(open)
    expect(decided(['b', 'a', 'c', 'stranger'], equal('a', 'b', 'c'))).toEqual(open)
    expect(decided(['b', 'a', 'c', 'z'], [...equal('a', 'b', 'c'), behind])).toMatchObject(open)
    const gone = one('b', { birthDate: '1990-01-01', dropped: { code: 'APS', keepsSeat: false } })
    expect(decided(['b', 'c', 'a'], [...equal('a', 'c'), gone])).toEqual({ a: 'P/TL', b: 'APS', c: 'P/L' })
  })

  it('[FI5] of two decisions on one group the later counts; a name twice in one throws', () => {
    const decisions = [
      { vacancy: 'V', order: ['a', 'b'], reason: 'first' },
      { vacancy: 'V', order: ['b', 'a'], reason: 'second' },
    ]
    expect(list(1, equal('a', 'b'), { decisions })[0]).toMatchObject({ id: 'b', reason: { by: 'second' } })
    const twice = [{ vacancy: 'V', order: ['a', 'a', 'b'], reason: 'r' }]
    expect(() => list(1, equal('a', 'b'), { decisions: twice })).toThrow(/a, a, b/)
  })

  it('[FI6] absent and dropped have no place and stand last', () => {
    const rows = list(5, [
      one('tms', { dropped: { code: 'TMS', keepsSeat: false } }),
      one('th', {}, null),
      one('aps', { dropped: { code: 'APS', keepsSeat: false } }),
      one('a'),
    ])
    expect(brief(rows)).toEqual([
      ['a', 1, 'P/L'],
      ['th', null, 'P/TH'],
      ['aps', null, 'APS'],
      ['tms', null, 'TMS'],
    ])
    expect(rows[1]).toMatchObject({ score: null, reason: { kind: 'absent' } })
    expect(rows[3]?.reason).toEqual({ kind: 'dropped', code: 'TMS', keepsSeat: false })
  })

  it('[FI6] absent from the extra test alone is absent', () => {
    const plan = { extras: [{ kind: 'praktik', weight: 25 }] }
    const row = { ...one('a'), skb: { cat: { points: 500, max: 500 }, extras: [null] } }
    expect(decide([formation('V', { plan })], [row])[0]?.code).toBe('P/TH')
  })

  it('[FI10] a seat kept by one who dropped out after the NIP counts as taken', () => {
    const rows = list(2, [one('gone', { dropped: { code: 'APS', keepsSeat: true } }), ahead, one('y'), behind])
    expect(seats(rows)).toEqual({
      x: ['P/L', 'V'],
      y: ['P/TL', null],
      z: ['P/TL', null],
      gone: ['APS', 'V'],
    })
  })
})

describe('filling', () => {
  const special = (id: string, of: Partial<FinalVacancy> = {}) => formation(id, { needType: 'disabilitas', ...of })

  it('[FI7] step 1 takes from khusus of the same unit alone, best first, and by vacancy id', () => {
    const rows = decide(
      [special('K', { need: 0 }), special('K2', { need: 0, unit: 'U2' }), formation('B'), formation('A')],
      [one('k1', {}, 400, 'K'), one('k2', {}, 380, 'K'), one('k3', {}, 450, 'K2')],
    )
    expect(seats(rows)).toEqual({ k1: ['P/L-1', 'A'], k2: ['P/L-1', 'B'], k3: ['P/TL', null] })
    expect(rows[0]?.reason).toEqual({ kind: 'moved', from: 'K', to: 'A', step: 1 })
  })

  it('[FI7] step 2 takes from umum and from another khusus', () => {
    const rows = decide(
      [special('K'), formation('U', { need: 0 }), formation('C', { needType: 'cumlaude', need: 0 })],
      [one('u', {}, 380, 'U'), one('c', {}, 400, 'C')],
    )
    expect(seats(rows)).toEqual({ u: ['P/TL', null], c: ['P/L-1', 'K'] })
  })

  it('[FI7] step 3 takes from another unit only after both first steps are done everywhere', () => {
    const rows = decide(
      [formation('A', { unit: 'U2' }), special('K'), formation('U', { need: 0 })],
      [one('best', {}, 400, 'U'), one('next', {}, 380, 'U')],
    )
    expect(seats(rows)).toEqual({ best: ['P/L-1', 'K'], next: ['P/L-2', 'A'] })
  })

  it('[FI7] never from another position or qualification, and not at all when told not to', () => {
    const others = [
      formation('P', { position: 'Perawat', needType: 'disabilitas' }),
      formation('Q', { qualification: 'D-III', unit: 'U2' }),
    ]
    const candidates = [one('a', {}, 400, 'U')]
    expect(seats(decide([formation('U', { need: 0 }), ...others], candidates))).toEqual({ a: ['P/TL', null] })
    const near = [formation('U', { need: 0 }), special('K')]
    expect(seats(decide(near, candidates, { fill: false }))).toEqual({ a: ['P/TL', null] })
  })

  it('[FI7 FI8] a rule set without umum has no step 1, and its donors meet their own threshold', () => {
    const rules: RuleSet = {
      ...skd2024,
      thresholds: { disabilitas: { least: { total: 286 } }, cumlaude: { least: { total: 311 } } },
      needTypes: skd2024.needTypes.filter(({ id }) => id === 'disabilitas' || id === 'cumlaude'),
    }
    const rows = decideFinal(
      rules,
      [formation('C', { needType: 'cumlaude' }), special('K', { need: 0 })],
      [finalist('k', 'K', skd(40, 60, 190), 400)],
    )
    expect(seats(rows)).toEqual({ k: ['P/L-1', 'C'] })
  })

  it('[FI8] absent, dropped and seated ones fill nothing; every donor meets the threshold of umum', () => {
    const rows = decide(
      [special('K', { need: 3 }), formation('U')],
      [
        one('seated', {}, 450, 'U'),
        one('absent', {}, null, 'U'),
        one('gone', { dropped: { code: 'DIS', keepsSeat: false } }, 440, 'U'),
        finalist('low', 'U', skd(60, 150, 190), 430),
        one('fits', {}, 300, 'U'),
      ],
    )
    expect(seats(rows)).toEqual({
      seated: ['P/L', 'U'],
      low: ['P/TL', null],
      fits: ['P/L-1', 'K'],
      absent: ['P/TH', null],
      gone: ['DIS', null],
    })
  })

  it('[FI8] where a position has a threshold of umum of its own, that one is met', () => {
    const doctor = { position: 'Dokter' }
    const at = (TWK: number, TIU: number, TKP: number, from: string) =>
      seats(
        decideFinal(
          skd2021,
          [
            formation('UD', { ...doctor, needType: 'umum-dokter', need: from === 'UD' ? 0 : 1 }),
            special('K', { ...doctor, need: from === 'UD' ? 1 : 0 }),
          ],
          [finalist('a', from, skd(TWK, TIU, TKP), 400)],
        ),
      )['a']
    // 60/100/160 reaches 311 and TIU 80 of doctors and not 65/80/166 of umum.
    expect(at(60, 100, 160, 'K')).toEqual(['P/L-1', 'UD'])
    expect(at(60, 100, 160, 'UD')).toEqual(['P/L-1', 'K'])
    expect(at(60, 75, 180, 'K')).toEqual(['P/TL', null])
    // One kind of umum is not filled from another at the same unit: step 1 takes from khusus.
    const two = [formation('U', doctor), formation('UD', { ...doctor, needType: 'umum-dokter', need: 0 })]
    expect(seats(decideFinal(skd2021, two, [one('a', {}, 400, 'UD')]))).toEqual({ a: ['P/TL', null] })
  })

  it('[FI9] equal across the last seat to fill: SERI, the seat waits, and a decision settles it', () => {
    const twins = [
      one('a', { birthDate: '1990-01-01' }, 400, 'U'),
      one('b', { birthDate: '1990-01-01' }, 400, 'V2'),
      one('c', { birthDate: '1990-01-01' }, 390, 'U'),
    ]
    // U and V2 are at one unit and have no seat of their own; K has one.
    const vacancies = [formation('U', { need: 0 }), formation('V2', { need: 0, needType: 'cumlaude' }), special('K')]
    const rows = decide(vacancies, twins)
    expect(seats(rows)).toEqual({ a: ['SERI', null], b: ['SERI', null], c: ['P/TL', null] })
    expect(rows.filter(({ code }) => code === 'SERI').map(({ tiedWith }) => tiedWith)).toEqual([
      ['a', 'b'],
      ['a', 'b'],
    ])
    expect(whyOf(rows[0])).toBe('all-equal')
    const decided = decide(vacancies, twins, { decisions: [{ vacancy: 'K', order: ['b', 'a'], reason: 'r' }] })
    expect(seats(decided)).toEqual({ a: ['P/TL', null], b: ['P/L-1', 'K'], c: ['P/TL', null] })
  })

  it('[FI9] a seat that somebody waiting for a decision could still claim goes to nobody behind', () => {
    const pair = ['a', 'b'].map((id) => one(id, { birthDate: '1990-01-01' }, 400, 'U'))
    const behind = one('c', {}, 390, 'U')
    const better = one('k', {}, 450, 'K')
    const vacancies = [formation('U'), special('K', { need: 0 }), formation('W', { unit: 'U2', need: 2 })]
    expect(seats(decide(vacancies, [...pair, behind, better]))).toEqual({
      a: ['SERI', null],
      b: ['SERI', null],
      c: ['P/TL', null],
      k: ['P/L-2', 'W'],
    })
    // Not even where there is a seat for each of them, since one has it at home and the next is c.
    const wider = [...vacancies.slice(0, 2), formation('W', { unit: 'U2', need: 4 })]
    expect(seats(decide(wider, [...pair, behind, better]))).toMatchObject({ a: ['SERI', null], c: ['P/TL', null] })
    const decisions = [{ vacancy: 'U', order: ['a', 'b'], reason: 'r' }]
    expect(seats(decide(vacancies, [...pair, behind, better], { decisions }))).toEqual({
      a: ['P/L', 'U'],
      b: ['P/L-2', 'W'],
      c: ['P/TL', null],
      k: ['P/L-2', 'W'],
    })
  })
})

it('[FI9] a seat that waits for a decision in one step is not filled in the next', () => {
  const pair = ['a', 'b'].map((id) => one(id, { birthDate: '1990-01-01' }, 400, 'K'))
  const far = one('far', {}, 300, 'W')
  const vacancies = [
    formation('U', { need: 2 }),
    formation('K', { needType: 'disabilitas' }),
    formation('W', { unit: 'U2', need: 0 }),
  ]
  expect(seats(decide(vacancies, [...pair, far]))).toEqual({
    a: ['SERI', null],
    b: ['SERI', null],
    far: ['P/TL', null],
  })
  const decisions = [{ vacancy: 'K', order: ['a', 'b'], reason: 'r' }]
  expect(seats(decide(vacancies, [...pair, far], { decisions }))).toEqual({
    a: ['P/L', 'K'],
    b: ['P/L-1', 'U'],
    far: ['P/L-2', 'U'],
  })
})

describe('after a publication', () => {
  const best = one('best', {}, 450)
  const second = one('second', {}, 400)
  const third = one('third', {}, 380)

  it('[FI11] seats stay as published, though reckoning anew would give another list', () => {
    const rows = list(1, [best, second, third], { held: new Map([['second', 'V']]) })
    expect(brief(rows)).toEqual([
      ['best', 1, 'P/TL'],
      ['second', 2, 'P/L'],
      ['third', 3, 'P/TL'],
    ])
  })

  it('[FI11] a seat that was never given stays empty, and a vacated one goes to the next of its vacancy alone', () => {
    const gone = { ...best, dropped: { code: 'TMS' as const, keepsSeat: false } }
    const vacancies = [formation('V', { need: 3 }), formation('W', { needType: 'disabilitas' })]
    const rows = decide(vacancies, [gone, second, third, one('w', {}, 499, 'W')], { held: new Map([['best', 'V']]) })
    expect(seats(rows)).toEqual({ second: ['P/L', 'V'], third: ['P/TL', null], best: ['TMS', null], w: ['P/TL', null] })
    expect(rows[0]?.reason).toEqual({ kind: 'replaces', whom: 'best' })
  })

  it('[FI11] a moved holder keeps the seat and the code; its seat, vacated, goes to the vacancy it belongs to', () => {
    const vacancies = [
      formation('V', { need: 0 }),
      formation('W', { unit: 'U2' }),
      formation('K', { needType: 'cumlaude' }),
    ]
    const held = new Map([
      ['second', 'W'],
      ['third', 'K'],
    ])
    const rows = decide(vacancies, [best, second, third, one('w', {}, 300, 'W')], { held })
    expect(seats(rows)).toEqual({
      best: ['P/TL', null],
      second: ['P/L-2', 'W'],
      third: ['P/L-1', 'K'],
      w: ['P/TL', null],
    })
    const gone = { ...second, dropped: { code: 'APS' as const, keepsSeat: false } }
    expect(seats(decide(vacancies, [best, gone, third, one('w', {}, 300, 'W')], { held }))).toMatchObject({
      second: ['APS', null],
      w: ['P/L', 'W'],
      best: ['P/TL', null],
    })
  })

  it('[FI10 FI11] a holder dropped after the NIP keeps seat and drop code', () => {
    const gone = { ...best, dropped: { code: 'APS' as const, keepsSeat: true } }
    const rows = list(1, [gone, second], { held: new Map([['best', 'V']]) })
    expect(seats(rows)).toEqual({ second: ['P/TL', null], best: ['APS', 'V'] })
  })

  it('[FI5 FI11] equals next in line are SERI until decided; an earlier decision still orders them', () => {
    const equal = ['a', 'b', 'c'].map((id) => one(id, { birthDate: '1990-01-01' }, 380))
    const gone = { ...best, dropped: { code: 'APS' as const, keepsSeat: false } }
    const held = new Map([['best', 'V']])
    expect(seats(list(1, [gone, ...equal], { held }))).toMatchObject({ a: ['SERI', null], c: ['SERI', null] })
    const decisions = [{ vacancy: 'V', order: ['c', 'a', 'b'], reason: 'r' }]
    const rows = list(1, [gone, ...equal], { held, decisions })
    expect(seats(rows)).toMatchObject({ c: ['P/L', 'V'], a: ['P/TL', null] })
    // Decided when two were wanted: c and a have seats, a leaves, and b is next by the same decision.
    const left = equal.map((row) => (row.id === 'a' ? { ...row, dropped: gone.dropped } : row))
    const both = new Map([
      ['c', 'V'],
      ['a', 'V'],
    ])
    const later = list(2, left, { held: both, decisions })
    expect(later.map(({ id, place, code, reason }) => [id, place, code, reason.kind])).toEqual([
      ['c', 1, 'P/L', 'decided'],
      ['b', 2, 'P/L', 'replaces'],
      ['a', null, 'APS', 'dropped'],
    ])
  })

  it('[FI5 FI11] a decision still holds when some it lists have their seat and others have left', () => {
    const four = ['a', 'b', 'c', 'd'].map((id) => one(id, { birthDate: '1990-01-01' }, 380))
    const decisions = [{ vacancy: 'V', order: ['c', 'a', 'd', 'b'], reason: 'r' }]
    const before = list(2, four, { decisions })
    const left = four.map((row): FinalCandidate => {
      return row.id === 'a' ? { ...row, dropped: { code: 'APS', keepsSeat: false } } : row
    })
    const seated = new Map(before.flatMap(({ id, seat }) => (seat ? [[id, seat] as const] : [])))
    expect([...seated.keys()]).toEqual(['c', 'a'])
    expect(seats(list(2, left, { decisions, held: seated }))).toEqual({
      c: ['P/L', 'V'],
      d: ['P/L', 'V'],
      b: ['P/TL', null],
      a: ['APS', null],
    })
  })

  it('[FI11] several vacated seats go down the list, each to one', () => {
    const gone = ['g2', 'g1'].map((id) => one(id, { dropped: { code: 'APS', keepsSeat: false } }, 470))
    const held = new Map(gone.map(({ id }) => [id, 'V']))
    const rows = list(2, [...gone, third, best, second], { held })
    expect(rows.slice(0, 3).map(({ id, code, reason }) => [id, code, 'whom' in reason && reason.whom])).toEqual([
      ['best', 'P/L', 'g1'],
      ['second', 'P/L', 'g2'],
      ['third', 'P/TL', false],
    ])
  })

  it('[FI11] a seat held by nobody known, or in no vacancy known, throws', () => {
    expect(() => list(1, [best], { held: new Map([['ghost', 'V']]) })).toThrow(/ghost holds a seat/)
    expect(() => list(1, [best], { held: new Map([['best', 'X']]) })).toThrow(/X/)
  })
})

it('[IN4 FI1] throws on what cannot be ranked, and names it', () => {
  const v = [formation('V')]
  expect(() => decide(v, [one('a'), one('a')])).toThrow(/a stands twice/)
  expect(() => decide([...v, ...v], [])).toThrow(/V stands twice/)
  expect(() => decide(v, [one('a', {}, 350, 'X')])).toThrow(/a: no vacancy X/)
  expect(() => decide([formation('V', { need: 1.5 })], [])).toThrow(/need 1.5/)
  expect(() => decide([formation('V', { needType: 'atlet' })], [])).toThrow(/atlet/)
  expect(() => decide(v, [one('a', {}, 501)])).toThrow(/a: SKB CAT: 501 of 500/)
  expect(() => decide(v, [finalist('a', 'V', { total: 551 }, 1)])).toThrow(/a: SKD: 551 of 550/)
  expect(() => decide(v, [one('a', { gpa: 'A' })])).toThrow(
    'candidate a: the IPK or diploma mean is no number from 0 to 100',
  )
  expect(() => decide(v, [one('a', { gpa: '100.1' })])).toThrow(/IPK/)
  expect(() => decide(v, [one('a', { birthDate: '1990-13-01' })])).toThrow('candidate a: the birth date is no ISO date')
  expect(() => decideFinal(RULE_SETS['pppk-2024'] as RuleSet, v, [one('a')])).toThrow(/pppk-2024 has no integration/)
})

it('nobody and nothing is an empty list', () => expect(decide([], [])).toEqual([]))
