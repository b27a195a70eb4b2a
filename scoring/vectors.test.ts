/** The agreed cases of the domain rules, parts B.6 and C.9, under their own names. */
import { describe, expect, it } from 'vitest'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import { parseExact, rounded } from './exact.ts'
import { decideFinal, type FinalRow } from './final.ts'
import { finalScore, planProblems } from './integration.ts'
import { type RankedEntry, rankVacancy } from './ranking.ts'
import { reconcile } from './reconcile.ts'
import { judge, pointsOf, type Result, scoreAttempt } from './result.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { finalist, formation, paper, rights, score, skd, times } from './test-paper.ts'

const rules = (id: string) => RULE_SETS[id] as RuleSet
const skd2024 = rules('skd-cpns-2024')
const pppk2024 = rules('pppk-2024')

const figures = (result: Result) => [...result.sections.map(({ points }) => points), result.total]
const passes = (need: string, points: Record<string, number>, ruleSet = skd2024) => judge(ruleSet, need, points).met

describe('scoring vectors', () => {
  it('S1 [SC1 SC2 SC6 SC10] a passing paper', () => {
    const result = score(skd2024, {
      TWK: rights(15, 30),
      TIU: rights(20, 35),
      TKP: [...times(36, 4), ...times(9, 3)],
    })
    expect(figures(result)).toEqual([75, 100, 171, 346])
    expect(judge(skd2024, 'umum', pointsOf(result))).toEqual({ met: true, shortfalls: [] })
  })

  it('S2 [SC10] a higher total fails on one section', () => {
    const result = score(skd2024, {
      TWK: rights(12, 30),
      TIU: rights(25, 35),
      TKP: [...times(9, 5), ...times(36, 4)],
    })
    expect(figures(result)).toEqual([60, 125, 189, 374])
    expect(judge(skd2024, 'umum', pointsOf(result))).toEqual({
      met: false,
      shortfalls: [{ on: 'TWK', have: 60, need: 65 }],
    })
  })

  it('S3 [SC11 SC13] the same paper under different need types', () => {
    const result = score(skd2024, { TWK: rights(20, 30), TIU: rights(14, 35), TKP: times(45, 4) })
    expect(figures(result)).toEqual([100, 70, 180, 350])
    const points = pointsOf(result)
    expect(judge(skd2024, 'umum', points).shortfalls).toEqual([{ on: 'TIU', have: 70, need: 80 }])
    expect(passes('putra-putri-daerah-tertinggal', points)).toBe(true)
    expect(passes('disabilitas', points)).toBe(true)
    expect(judge(skd2024, 'cumlaude', points).shortfalls).toEqual([{ on: 'TIU', have: 70, need: 85 }])
  })

  it('S4 [SC3] everything blank', () => {
    const result = score(skd2024, { TWK: times(30, 'blank'), TIU: times(35, 'blank'), TKP: times(45, 'blank') })
    expect(figures(result)).toEqual([0, 0, 0, 0])
    expect(result.sections.map(({ blank }) => blank)).toEqual([30, 35, 45])
  })

  it('S5 [SC2] everything wrong, and the worst option throughout TKP', () => {
    const result = score(skd2024, { TWK: times(30, 'wrong'), TIU: times(35, 'wrong'), TKP: times(45, 1) })
    expect(figures(result)).toEqual([0, 0, 45, 45])
  })

  it('S6 [SC5] all best', () => {
    const result = score(skd2024, { TWK: rights(30, 30), TIU: rights(35, 35), TKP: times(45, 5) })
    expect(figures(result)).toEqual([150, 175, 225, 550])
    expect([...result.sections.map(({ max }) => max), result.max]).toEqual([150, 175, 225, 550])
  })

  it('S7 [SC3] worst option 40 times, 5 blank', () => {
    expect(score(skd2024, { TKP: [...times(40, 1), ...times(5, 'blank' as const)] }).total).toBe(40)
  })

  it('S8 [SC1 SC9] wrong and blank earn the same and are counted apart', () => {
    const did = (rest: 'wrong' | 'blank') =>
      score(skd2024, { TWK: rights(15, 30, rest), TIU: rights(20, 35, rest), TKP: times(45, 4) })
    expect(figures(did('wrong'))).toEqual(figures(did('blank')))
    expect(did('wrong').sections[0]).toMatchObject({ correct: 15, wrong: 15, blank: 0, answered: 30 })
    expect(did('blank').sections[0]).toMatchObject({ correct: 15, wrong: 0, blank: 15, answered: 15 })
  })

  it('S9 [SC7] answered B, later A, then the time is over: the last one saved counts', () => {
    const { form, keys } = paper(skd2024, { TWK: ['blank'] })
    const saved: [ItemId, OptionId][] = [
      ['TWK-1' as ItemId, 'B'],
      ['TWK-1' as ItemId, 'A'],
    ]
    expect(scoreAttempt(skd2024, form, keys, new Map(saved)).total).toBe(5)
    expect(scoreAttempt(skd2024, form, keys, new Map(saved.toReversed())).total).toBe(0)
  })

  it('S10 [SC10] the boundary is reached by equality', () => {
    const points = (TWK: number, TIU: number) =>
      pointsOf(score(skd2024, { TWK: rights(TWK, 30), TIU: rights(TIU, 35) }))
    expect(points(13, 16)).toMatchObject({ TWK: 65, TIU: 80 })
    expect(points(12, 15)).toMatchObject({ TWK: 60, TIU: 75 })
    expect(passes('umum', skd(65, 80, 166))).toBe(true)
    expect(passes('umum', skd(60, 80, 166))).toBe(false)
    expect(passes('umum', skd(65, 75, 166))).toBe(false)
    expect(passes('umum', skd(65, 80, 165))).toBe(false)
  })

  it('S11 [SC11] cumlaude at 311 passes where umum fails', () => {
    expect(passes('cumlaude', skd(60, 85, 166))).toBe(true)
    expect(passes('umum', skd(60, 85, 166))).toBe(false)
  })

  it('S12 [SC11] cumlaude below TIU 85 fails at any total', () => {
    expect(judge(skd2024, 'cumlaude', skd(120, 80, 200)).shortfalls).toEqual([{ on: 'TIU', have: 80, need: 85 }])
  })

  it('S13 [SC11] disabilitas: total 286 and TIU 60', () => {
    expect(passes('disabilitas', skd(40, 60, 186))).toBe(true)
    expect(passes('disabilitas', skd(40, 55, 205))).toBe(false)
    expect(passes('disabilitas', skd(40, 60, 185))).toBe(false)
  })

  it('S14 [SC13] a paper is judged by the rule set of its year', () => {
    expect(passes('umum', skd(65, 80, 126), rules('skd-cpns-2019'))).toBe(true)
    expect(passes('umum', skd(65, 80, 126))).toBe(false)
  })

  it('S15 [SC12] PPPK 2024 has no pass or fail', () => {
    const result = score(pppk2024, {
      teknis: rights(60, 90),
      manajerial: times(25, 3),
      'sosial-kultural': times(20, 4),
      wawancara: times(10, 3),
    })
    expect(figures(result)).toEqual([300, 75, 80, 30, 485])
    expect(passes('umum', pointsOf(result), pppk2024)).toBe(true)
  })

  it('S16 [SC5] PPPK 2024 all best, and the shorter paper of Pengelola Umum Operasional', () => {
    const best = (ruleSet: RuleSet, technical: number) =>
      score(ruleSet, {
        teknis: rights(technical, technical),
        manajerial: times(25, 4),
        'sosial-kultural': times(20, 4),
        wawancara: times(10, 4),
      })
    expect(figures(best(pppk2024, 90))).toEqual([450, 100, 80, 40, 670])
    expect(figures(best(rules('pppk-2024-puo'), 45))).toEqual([225, 100, 80, 40, 445])
  })

  it('S17 [SC11 SC16] PPPK 2023 umum: managerial and socio-cultural together, technical as the position states', () => {
    const pppk2023 = rules('pppk-2023')
    const points = (manajerial: number, wawancara: number, teknis = 315) => ({
      teknis,
      manajerial,
      'sosial-kultural': 50,
      wawancara,
      total: teknis + 50 + manajerial + wawancara,
    })
    const umum = (of: Record<string, number>) => judge(pppk2023, 'umum', of, { teknis: 200 })
    expect(umum(points(66, 40)).shortfalls).toEqual([{ on: 'manajerial+sosial-kultural', have: 116, need: 117 }])
    expect(umum(points(67, 24)).met).toBe(true)
    expect(umum(points(67, 23)).met).toBe(false)
    expect(umum(points(67, 24, 200)).met).toBe(true)
    expect(umum(points(67, 24, 195)).shortfalls).toEqual([{ on: 'teknis', have: 195, need: 200 }])
    expect(passes('khusus', points(1, 1), pppk2023)).toBe(true)
  })
})

describe('ranking vectors', () => {
  const entry = (id: string, points: Record<string, number> | null) => ({ id, points, disqualified: false })
  const ids = (rows: RankedEntry[], code: string) => rows.filter((row) => row.code === code).map(({ id }) => id)

  // TKP, TIU, TWK, as BKN printed them; all of them reach the thresholds of 2019, none those of 2024.
  const simulation = (
    [
      ['Alehandro', 150, 110, 135],
      ['Belinda', 148, 125, 115],
      ['Doglas', 145, 105, 117],
      ['Carlos', 147, 115, 105],
      ['Esmeralda', 146, 112, 109],
      ['Fabio', 146, 110, 100],
      ['Sergio', 146, 115, 95],
    ] as const
  ).map(([id, TKP, TIU, TWK]) => entry(id, skd(TWK, TIU, TKP)))
  const skd2019 = rules('skd-cpns-2019')

  it('R1 [RK3 RK5] BKN simulation 2020, one needed', () => {
    const rows = rankVacancy(skd2019, { needType: 'umum', need: 1 }, simulation)
    expect(ids(rows, 'P/L')).toEqual(['Alehandro', 'Belinda', 'Carlos'])
  })

  it('R1 [RK3 RK5] BKN simulation 2020, two needed', () => {
    const rows = rankVacancy(skd2019, { needType: 'umum', need: 2 }, simulation)
    expect(ids(rows, 'P/L')).toEqual(['Alehandro', 'Belinda', 'Carlos', 'Esmeralda', 'Doglas', 'Sergio'])
    expect(ids(rows, 'P')).toEqual(['Fabio'])
  })

  it('R1 [RK5] BKN simulation 2020, its second case: two identical at the cut, totals as printed', () => {
    const rows = rankVacancy(skd2019, { needType: 'umum', need: 1 }, [
      entry('A', { TKP: 150, TIU: 110, TWK: 135, total: 395 }),
      entry('B', { TKP: 148, TIU: 125, TWK: 115, total: 388 }),
      entry('C', { TKP: 147, TIU: 105, TWK: 117, total: 367 }),
      entry('D', { TKP: 147, TIU: 105, TWK: 117, total: 367 }),
    ])
    expect(ids(rows, 'P/L')).toEqual(['A', 'B', 'C', 'D'])
  })

  it('R2 [RK2 RK5 RK7 RK8] identical at the cut, highest total below a threshold, absent', () => {
    const rows = rankVacancy(skd2024, { needType: 'umum', need: 1 }, [
      entry('A', skd(90, 120, 190)),
      entry('B', skd(85, 120, 190)),
      entry('C', skd(80, 120, 185)),
      entry('D', skd(80, 120, 185)),
      entry('E', skd(85, 115, 185)),
      entry('F', skd(100, 150, 160)),
      entry('G', null),
    ])
    expect(rows.map(({ id, place, code }) => [id, place, code])).toEqual([
      ['A', 1, 'P/L'],
      ['B', 2, 'P/L'],
      ['C', 3, 'P/L'],
      ['D', 3, 'P/L'],
      ['E', 5, 'P'],
      ['F', null, 'TL'],
      ['G', null, 'TH'],
    ])
    expect(rows[2]).toMatchObject({
      tiedWith: ['C', 'D'],
      reason: { kind: 'tied', cut: { standing: 'identical', places: 3 } },
    })
    expect(rows[5]?.reason).toEqual({ kind: 'threshold', shortfalls: [{ on: 'TKP', have: 160, need: 166 }] })
  })

  it('R3 [RK5] fewer passers than the cut: all go on', () => {
    const four = [0, 5, 10, 15].map((TWK) => entry(`c${TWK}`, skd(80 + TWK, 100, 180)))
    expect(ids(rankVacancy(skd2024, { needType: 'umum', need: 2 }, four), 'P/L')).toHaveLength(4)
  })

  it('R4 [RK5] Kemenkumham 2023: 246 places, 247 go on', () => {
    const ahead = Array.from({ length: 245 }, (_, index) => entry(`ahead-${index}`, skd(100, 125 + (index % 10), 200)))
    const rows = rankVacancy(skd2024, { needType: 'umum', need: 82 }, [
      ...ahead,
      entry('third', skd(90, 120, 188)),
      entry('second', skd(85, 125, 188)),
      entry('first', skd(85, 125, 188)),
    ])
    expect(ids(rows, 'P/L')).toHaveLength(247)
    expect(rows.slice(245).map(({ id, place, code }) => [id, place, code])).toEqual([
      ['first', 246, 'P/L'],
      ['second', 246, 'P/L'],
      ['third', 248, 'P'],
    ])
  })

  it('R5 [RK1] need types at one unit are two lists, each with its own cut', () => {
    const five = (prefix: string, TKP: number) =>
      [0, 1, 2, 3, 4].map((index) => entry(`${prefix}${index}`, skd(70 + index, 90, TKP)))
    const general = rankVacancy(skd2024, { needType: 'umum', need: 1 }, five('u', 200))
    const special = rankVacancy(skd2024, { needType: 'disabilitas', need: 1 }, five('d', 150))
    expect(ids(general, 'P/L')).toEqual(['u4', 'u3', 'u2'])
    expect(ids(special, 'P/L')).toEqual(['d4', 'd3', 'd2'])
  })

  it('K1 [RK3 RK6] PPPK: technical, then managerial and socio-cultural together, then interview', () => {
    const pppk = (id: string, teknis: number, both: number, wawancara: number) =>
      entry(id, { teknis, manajerial: both - 60, 'sosial-kultural': 60, wawancara, total: teknis + both + wawancara })
    const rows = rankVacancy(pppk2024, { needType: 'umum', need: 1 }, [
      pppk('Y', 345, 125, 30),
      pppk('Z', 350, 118, 32),
      pppk('X', 350, 120, 30),
    ])
    expect(rows.map(({ id, place, points }) => [id, place, points?.total])).toEqual([
      ['X', 1, 500],
      ['Z', 2, 500],
      ['Y', 3, 500],
    ])
    expect(ids(rows, 'P/L')).toEqual(['X'])
  })
})

describe('integration vectors', () => {
  /** SKD of any make-up: only the total counts. */
  const shown = (total: number, points: number, extra?: { weight: number; score: string }) => {
    const plan = { extras: extra ? [{ kind: 'praktik kerja', weight: extra.weight }] : [] }
    const extras = extra ? [parseExact(extra.score)] : []
    const result = finalScore(skd2024, plan, { total }, { cat: { points, max: 500 }, extras })
    if (!result) throw new Error('absent')
    return Object.fromEntries(Object.entries(result).map(([name, value]) => [name, rounded(value, 3)]))
  }

  it('I1 [IN1 IN2 IN3] 395 of 550 and 350 of 500', () => {
    expect(shown(395, 350)).toEqual({
      skd100: '71.818',
      skb100: '70.000',
      skdPart: '28.727',
      skbPart: '42.000',
      final: '70.727',
    })
    const exactly = finalScore(skd2024, { extras: [] }, { total: 395 }, { cat: { points: 350, max: 500 }, extras: [] })
    expect(exactly?.final).toEqual({ n: 778n, d: 11n })
  })

  it('I2 [IN1] everything', () => expect(shown(550, 500)['final']).toBe('100.000'))
  it('I3 [IN1] nothing in the SKB', () => expect(shown(311, 0)['final']).toBe('22.618'))

  it('I4 [IN1] CAT 60, extra test 40', () => {
    expect(shown(395, 400, { weight: 40, score: '90' })).toMatchObject({ skb100: '84.000', final: '79.127' })
  })

  it('I5 [IN1] CAT 75, extra test 25', () => {
    expect(shown(410, 400, { weight: 25, score: '88' })).toMatchObject({ skb100: '82.000', final: '79.018' })
  })

  it('I6 [IN5] what a regional agency may not announce', () => {
    const problems = (...extras: [string, number][]) =>
      planProblems(skd2024, { extras: extras.map(([kind, weight]) => ({ kind, weight })) }).map(({ en }) => en)
    expect(problems(['praktik kerja', 45])).toEqual(['The extra tests weigh 45%, at most 40%.'])
    expect(problems(['praktik kerja', 25], ['psikotes', 25])).toContain('There are 2 extra tests, at most 1.')
    expect(problems(['wawancara', 10])).toEqual(['An extra test must not be "wawancara".'])
    expect(problems(['praktik kerja', 40])).toEqual([])
    expect(problems()).toEqual([])
  })

  it('I7 [IN2 FI1] equal final scores that doubles would part: the higher SKD is first', () => {
    const pair = (a: [number, number], b: [number, number]) =>
      decideFinal(
        skd2024,
        [formation('V')],
        [finalist('b', 'V', skd(0, 0, b[0]), b[1]), finalist('a', 'V', skd(0, 0, a[0]), a[1])],
      )
    for (const rows of [pair([400, 350], [367, 370]), pair([319, 20], [286, 40])]) {
      expect(rows.map(({ id, place, code }) => [id, place, code])).toEqual([
        ['a', 1, 'P/L'],
        ['b', 2, 'P/TL'],
      ])
      expect(rows[0]?.score?.final).toEqual(rows[1]?.score?.final)
      expect(rows[1]?.reason).toMatchObject({ kind: 'below', on: 'skd', above: { place: 1 } })
    }
    expect(pair([400, 350], [367, 370])[0]?.score?.final).toEqual({ n: 782n, d: 11n })
  })
})

describe('final vectors', () => {
  const brief = (rows: FinalRow[]) => Object.fromEntries(rows.map(({ id, code, seat }) => [id, [code, seat]]))

  it('T1 [FI1] five equal final scores, two places', () => {
    const rows = decideFinal(
      skd2024,
      [formation('V', { need: 2 })],
      [
        finalist('P1', 'V', skd(95, 120, 185), 350, { gpa: '3.40' }),
        finalist('P2', 'V', skd(80, 105, 182), 370),
        finalist('P3', 'V', skd(100, 120, 180), 350),
        finalist('P4', 'V', skd(95, 120, 185), 350, { gpa: '3.50', birthDate: '1996-05-10' }),
        finalist('P5', 'V', skd(95, 120, 185), 350, { gpa: '3.50', birthDate: '1995-02-01' }),
      ],
    )
    expect(rows.map(({ id, place, code, reason }) => [id, place, code, 'on' in reason && reason.on])).toEqual([
      ['P5', 1, 'P/L', false],
      ['P4', 2, 'P/L', 'oldest'],
      ['P1', 3, 'P/TL', 'gpa'],
      ['P3', 4, 'P/TL', 'TKP'],
      ['P2', 5, 'P/TL', 'skd'],
    ])
  })

  const three = [
    finalist('a', 'U1-umum', skd(65, 85, 180), 425),
    finalist('b', 'U1-umum', skd(65, 85, 180), 400),
    finalist('c', 'U1-umum', skd(70, 130, 185), 350),
  ]
  const u1Umum = formation('U1-umum')
  const u1Special = formation('U1-disabilitas', { needType: 'disabilitas' })
  const u2Umum = formation('U2-umum', { unit: 'U2' })

  it('F1 [FI7 FI8] empty places go to the next of the same unit, then to another unit', () => {
    const rows = decideFinal(skd2024, [u1Umum, u1Special, u2Umum], three)
    expect(rows.map(({ score: s }) => s && rounded(s.final, 1))).toEqual(['75.0', '72.0', '70.0'])
    expect(brief(rows)).toEqual({
      a: ['P/L', 'U1-umum'],
      b: ['P/L-1', 'U1-disabilitas'],
      c: ['P/L-2', 'U2-umum'],
    })
    expect(rows.slice(1).map(({ reason }) => reason)).toEqual([
      { kind: 'moved', from: 'U1-umum', to: 'U1-disabilitas', step: 2 },
      { kind: 'moved', from: 'U1-umum', to: 'U2-umum', step: 3 },
    ])
  })

  it('F1 variant [FI8] who meets only the threshold of disabilitas does not fill a place of umum', () => {
    const at = (TWK: number, TIU: number, TKP: number) =>
      brief(
        decideFinal(
          skd2024,
          [u1Umum, u1Special],
          [
            finalist('e', 'U1-disabilitas', skd(65, 85, 180), 425),
            finalist('d', 'U1-disabilitas', skd(TWK, TIU, TKP), 400),
          ],
        ),
      )
    expect(at(40, 60, 190)['d']).toEqual(['P/TL', null])
    expect(at(65, 80, 166)['d']).toEqual(['P/L-1', 'U1-umum'])
  })

  it('W1 [FI6 FI10 FI11] resigned before the NIP: the next comes in; after it: the place stays empty', () => {
    const gone = (keepsSeat: boolean) => [
      { ...(three[0] as (typeof three)[0]), dropped: { code: 'APS' as const, keepsSeat } },
      ...three.slice(1),
    ]
    const held = new Map([['a', 'U1-umum']])
    for (const choice of [{}, { held }]) {
      expect(brief(decideFinal(skd2024, [u1Umum], gone(false), choice))).toEqual({
        a: ['APS', null],
        b: ['P/L', 'U1-umum'],
        c: ['P/TL', null],
      })
      expect(brief(decideFinal(skd2024, [u1Umum], gone(true), choice))).toEqual({
        a: ['APS', 'U1-umum'],
        b: ['P/TL', null],
        c: ['P/TL', null],
      })
    }
    const [next] = decideFinal(skd2024, [u1Umum], gone(false), { held })
    expect(next?.reason).toEqual({ kind: 'replaces', whom: 'a' })
  })

  it('Q1 [RC1 RC2] the integration of 2021 as one agency published it', () => {
    const published = { 'P/TH': 10, 'P/L': 292, 'P/L-1': 5, 'P/L-2': 2, 'P/TL': 528 }
    const rows = Object.entries(published).flatMap(([code, count]) => times(count, { code }))
    const register = { total: 837, present: 827, absent: 10 }
    expect(reconcile(rows, { register })).toEqual({ ...register, byCode: published, holds: true, problems: [] })
    expect(reconcile(rows.slice(1), { register })).toMatchObject({
      holds: false,
      problems: [
        { en: 'Total by the codes 836, by the register 837.' },
        { en: 'Absent by the codes 9, by the register 10.' },
      ],
    })
  })
})
