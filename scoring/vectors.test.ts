/** The agreed cases of the domain rules, parts B.6 and C.9, under their own names. */
import { describe, expect, it } from 'vitest'
import type { ItemId, OptionId } from '../question-bank/item.ts'
import { type RankedEntry, rankVacancy } from './ranking.ts'
import { judge, pointsOf, type Result, scoreAttempt } from './result.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { paper, rights, score, skd, times } from './test-paper.ts'

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

  it('S17 [SC11] PPPK 2023 umum: managerial and socio-cultural together', () => {
    const pppk2023 = rules('pppk-2023')
    const points = (manajerial: number, wawancara: number) => ({
      teknis: 315,
      manajerial,
      'sosial-kultural': 50,
      wawancara,
      total: 365 + manajerial + wawancara,
    })
    expect(judge(pppk2023, 'umum', points(66, 40)).shortfalls).toEqual([
      { on: 'manajerial+sosial-kultural', have: 116, need: 117 },
    ])
    expect(passes('umum', points(67, 24), pppk2023)).toBe(true)
    expect(passes('umum', points(67, 23), pppk2023)).toBe(false)
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
      tiedWith: ['D'],
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
