import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { FormSlot } from '../question-bank/form.ts'
import type { ItemId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { scoreItem } from './outcome.ts'
import { type RankedEntry, type RankingEntry, rankVacancy } from './ranking.ts'
import { compareRuns } from './rescore.ts'
import { scoreAttempt, valueOf } from './result.ts'
import type { RuleSection, RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { type Did, paper, skd } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet

// Narrow ranges around the thresholds, so that ties, cuts through ties and failures are common.
const points = fc
  .tuple(fc.integer({ min: 12, max: 15 }), fc.integer({ min: 15, max: 18 }), fc.integer({ min: 165, max: 168 }))
  .map(([twk, tiu, tkp]) => skd(twk * 5, tiu * 5, tkp))
const entries: fc.Arbitrary<RankingEntry[]> = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    points: fc.option(points, { freq: 8 }),
    disqualified: fc.nat({ max: 9 }).map((n) => n === 0),
  }),
  { selector: ({ id }) => id, maxLength: 40 },
)
const vacancy = fc.record({
  needType: fc.constantFrom(...skd2024.needTypes.map(({ id }) => id)),
  need: fc.nat({ max: 8 }),
})

const did: fc.Arbitrary<Record<string, Did[]>> = fc.record({
  TWK: fc.array(fc.constantFrom<Did>('right', 'wrong', 'blank'), { maxLength: 8 }),
  TIU: fc.array(fc.constantFrom<Did>('right', 'wrong', 'blank'), { maxLength: 8 }),
  TKP: fc.array(fc.constantFrom<Did>('blank', 1, 2, 3, 4, 5), { minLength: 1, maxLength: 8 }),
})

const tuple = (row: RankedEntry) => skd2024.ranking.keys.map((key) => valueOf(row.points ?? {}, key))
const isLess = (a: number[], b: number[]) => {
  const index = a.findIndex((value, at) => value !== b[at])
  return index >= 0 && (a[index] as number) < (b[index] as number)
}

it('[RK4] the list does not depend on the order of the input', () => {
  fc.assert(
    fc.property(
      vacancy,
      entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (v, [all, shuffled]) => {
        expect(rankVacancy(skd2024, v, shuffled)).toEqual(rankVacancy(skd2024, v, all))
      },
    ),
  )
})

it('[RK6 RK11 RK12] with groups and ages too; nobody behind a SERI is let in, and never more than the need', () => {
  const pppk2024 = RULE_SETS['pppk-2024'] as RuleSet
  const applicant = fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    teknis: fc.constantFrom(300, 305),
    wawancara: fc.constantFrom(29, 30),
    birthDate: fc.option(fc.constantFrom('1990-01-01', '1991-06-15'), { freq: 5 }),
    group: fc.constantFrom('R2', 'R3', null),
  })
  const applicants = fc.uniqueArray(applicant, { selector: ({ id }) => id, maxLength: 30 }).map((all) =>
    all.map(({ id, teknis, wawancara, ...of }): RankingEntry => {
      const points = { teknis, manajerial: 80, 'sosial-kultural': 60, wawancara }
      return { id, points: { ...points, total: teknis + 140 + wawancara }, disqualified: false, ...of }
    }),
  )
  fc.assert(
    fc.property(
      fc.nat({ max: 12 }),
      applicants.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      (need, [all, shuffled]) => {
        const rows = rankVacancy(pppk2024, { needType: 'umum', need }, all)
        expect(rankVacancy(pppk2024, { needType: 'umum', need }, shuffled)).toEqual(rows)
        const isIn = rows.map(({ code }) => code.endsWith('/L'))
        const seri = rows.filter(({ code }) => code === 'SERI')
        const count = isIn.filter(Boolean).length
        expect(isIn.lastIndexOf(true)).toBe(count - 1)
        expect(count).toBeLessThanOrEqual(need)
        // Only a group that does not fit whole is open, and it begins where those who are in end.
        if (seri.length > 0) expect([seri[0]?.place, count + seri.length > need]).toEqual([count + 1, true])
        else expect(count).toBe(Math.min(need, all.length))
      },
    ),
  )
})

it('[RK2 RK8] everyone is listed exactly once, and nobody else', () => {
  fc.assert(
    fc.property(vacancy, entries, (v, all) => {
      const listed = rankVacancy(skd2024, v, all).map(({ id }) => id)
      expect(listed.toSorted()).toEqual(all.map(({ id }) => id).toSorted())
    }),
  )
})

it('[RK5] a P/L never stands behind a P, and only equals go past the cut', () => {
  fc.assert(
    fc.property(vacancy, entries, (v, all) => {
      const rows = rankVacancy(skd2024, v, all)
      const through = rows.filter(({ code }) => code === 'P/L')
      const left = rows.filter(({ code }) => code === 'P')
      for (const a of through) for (const b of left) expect(isLess(tuple(b), tuple(a))).toBe(true)
      const cut = v.need * 3
      expect(through.length).toBeGreaterThanOrEqual(Math.min(cut, through.length + left.length))
      for (const extra of through.slice(cut)) expect(tuple(extra)).toEqual(tuple(through[cut - 1] as RankedEntry))
    }),
  )
})

it('[RK4] the place is one more than the number of passers with a larger tuple; equals name each other', () => {
  fc.assert(
    fc.property(vacancy, entries, (v, all) => {
      const placed = rankVacancy(skd2024, v, all).filter(({ place }) => place !== null)
      for (const row of placed) {
        expect(row.place).toBe(1 + placed.filter((other) => isLess(tuple(row), tuple(other))).length)
        const equals = placed.filter((other) => String(tuple(other)) === String(tuple(row)))
        expect(row.tiedWith).toEqual(equals.length > 1 ? equals.map(({ id }) => id) : [])
      }
    }),
  )
})

it('[RK9] a reason holds: the key named is the first that differs, and the figures are true', () => {
  fc.assert(
    fc.property(vacancy, entries, (v, all) => {
      const rows = rankVacancy(skd2024, v, all)
      for (const { reason, points: own } of rows) {
        const below = reason.kind === 'below' ? reason : reason.kind === 'tied' ? reason.below : null
        if (!below) continue
        const above = rows.find(({ place }) => place === below.above.place)?.points ?? {}
        for (const { on, value } of below.equal)
          expect([valueOf(own ?? {}, on), valueOf(above, on)]).toEqual([value, value])
        expect(valueOf(own ?? {}, below.on)).toBe(below.have)
        expect(valueOf(above, below.on)).toBe(below.above.value)
        expect(below.have).toBeLessThan(below.above.value)
        expect(skd2024.ranking.keys.indexOf(below.on)).toBe(below.equal.length)
      }
    }),
  )
})

it('[RK10] comparing a run with itself finds nothing', () => {
  fc.assert(
    fc.property(vacancy, entries, (v, all) => {
      expect(compareRuns(rankVacancy(skd2024, v, all), rankVacancy(skd2024, v, all.toReversed()))).toEqual([])
    }),
  )
})

it('[SC6] changing one response changes the total by the difference of the two outcomes', () => {
  fc.assert(
    fc.property(did, fc.nat(), fc.nat(), (done, which, option) => {
      const { form, keys, responses } = paper(skd2024, done)
      const slot = form.slots[which % form.slots.length] as FormSlot
      const choice = [...slot.options, null][option % (slot.options.length + 1)] ?? null
      const rule = (skd2024.sections.find(({ id }) => id === slot.section) as RuleSection).scoring
      const earned = (c: string | null) => scoreItem(rule, keys.get(slot.item) as ItemKey, c).points
      const before = scoreAttempt(skd2024, form, keys, responses)
      const after = scoreAttempt(skd2024, form, keys, new Map(responses).set(slot.item, choice))
      expect(after.total - before.total).toBe(earned(choice) - earned(responses.get(slot.item) ?? null))
      expect(after.max).toBe(before.max)
    }),
  )
})

it('[SC1 SC3] nothing is ever negative or above the maximum, blank earns 0, and the counts add up', () => {
  fc.assert(
    fc.property(did, (done) => {
      const { form, keys, responses } = paper(skd2024, done)
      const result = scoreAttempt(skd2024, form, keys, responses)
      for (const section of result.sections) {
        expect(section.points).toBeGreaterThanOrEqual(0)
        expect(section.points).toBeLessThanOrEqual(section.max)
        expect(section.answered + section.blank).toBe(section.items)
      }
      const blank = scoreAttempt(skd2024, form, keys, new Map<ItemId, null>())
      expect(blank.total).toBe(0)
      expect(blank.max).toBe(result.max)
      expect(result.total).toBe(result.sections.reduce((sum, { points: p }) => sum + p, 0))
    }),
  )
})
