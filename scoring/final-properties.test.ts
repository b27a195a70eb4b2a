import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  decideFinal,
  type FinalCandidate,
  type FinalChoice,
  type FinalRow,
  type FinalVacancy,
  type TieDecision,
} from './final.ts'
import { judge } from './result.ts'
import type { RuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { finalist, formation, skd } from './test-paper.ts'

const rules = RULE_SETS['skd-cpns-2024'] as RuleSet

// SKD and SKB from a lattice on which 33 SKD points weigh as much as 20 SKB points, so that ties of every depth,
// ties that doubles would part, and all steps of filling are common.
const skdPoints = fc
  .record({
    total: fc.constantFrom(0, 1, 2),
    TWK: fc.constantFrom(60, 65, 70),
    TIU: fc.constantFrom(80, 85),
  })
  .map(({ total, TWK, TIU }) => skd(TWK, TIU, 340 + 33 * total - TWK - TIU))
const person = fc.record({
  skdOf: skdPoints,
  skb: fc.option(
    fc.constantFrom(300, 320, 340, 360).map((points) => points),
    { freq: 8 },
  ),
  gpa: fc.option(fc.constantFrom('3.5', '3,50', '3.6', '85'), { freq: 4 }),
  birthDate: fc.option(fc.constantFrom('1990-01-01', '1991-06-15', '1992-12-31'), { freq: 4 }),
  dropped: fc.option(fc.record({ code: fc.constantFrom('TMS' as const, 'APS' as const), keepsSeat: fc.boolean() }), {
    freq: 1,
  }),
  vacancy: fc.nat(),
})
type Person = typeof person extends fc.Arbitrary<infer T> ? T : never
const field = fc.record({
  vacancies: fc
    .array(
      fc.record({
        needType: fc.constantFrom('umum', 'disabilitas', 'cumlaude'),
        need: fc.nat({ max: 3 }),
        unit: fc.constantFrom('U1', 'U2'),
        position: fc.constantFrom('Guru', 'Guru', 'Perawat'),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .map((all) => all.map((of, n) => formation(`V${n}`, of))),
  people: fc.array(person, { maxLength: 24 }),
})
const candidatesOf = (vacancies: FinalVacancy[], people: Person[]): FinalCandidate[] =>
  people.map(({ skdOf, skb, vacancy, ...of }, n) =>
    finalist(`c${n}`, vacancies[vacancy % vacancies.length]?.id ?? '', skdOf, skb, of),
  )
const fieldOf = field.map(({ vacancies, people }) => ({ vacancies, candidates: candidatesOf(vacancies, people) }))
const decide = (vacancies: FinalVacancy[], candidates: FinalCandidate[], choice: FinalChoice = {}) =>
  decideFinal(rules, vacancies, candidates, choice)

/** 27500 times the final score, which is a whole number: 40/550 = 2000/27500 and 60/500 = 3300/27500. */
const finalOf = ({ skd: points, skb }: FinalCandidate) => 2000 * (points['total'] ?? 0) + 3300 * (skb.cat?.points ?? 0)
/** All that ranks, larger is better, of candidates that lack nothing and are of one scale. */
const tuple = (one: FinalCandidate) => [
  ...[finalOf(one), one.skd['total'] ?? 0, one.skd['TKP'] ?? 0, one.skd['TIU'] ?? 0, one.skd['TWK'] ?? 0],
  ...[Math.round(Number((one.gpa ?? '0').replace(',', '.')) * 100), -Number((one.birthDate ?? '').replaceAll('-', ''))],
]
const isLess = (a: number[], b: number[]) => {
  const at = a.findIndex((value, index) => value !== b[index])
  return at >= 0 && (a[at] as number) < (b[at] as number)
}
const isRanked = (one: FinalCandidate) => !one.dropped && one.skb.cat !== null
const complete = fieldOf.map(({ vacancies, candidates }) => ({
  vacancies,
  candidates: candidates.map((one) => ({
    ...one,
    gpa: one.gpa === null || one.gpa === '85' ? '3.4' : one.gpa,
    birthDate: one.birthDate ?? '1993-01-01',
  })),
}))
/** Decides every open group in order of id until none is open, as a committee would. */
const settleAll = (vacancies: FinalVacancy[], candidates: FinalCandidate[]) => {
  const decisions: TieDecision[] = []
  for (;;) {
    const rows = decide(vacancies, candidates, { decisions })
    const open = rows.find(({ code }) => code === 'SERI')
    if (!open) return { rows, decisions }
    expect(decisions.length).toBeLessThanOrEqual(candidates.length * 2)
    decisions.push({ vacancy: open.vacancy, order: [...open.tiedWith], reason: 'r' })
  }
}
const held = (rows: FinalRow[]) => new Map(rows.flatMap(({ id, seat }) => (seat ? [[id, seat] as const] : [])))

it('[FI1 FI2 FI3] the list does not depend on the order of the candidates', () => {
  fc.assert(
    fc.property(
      fieldOf.chain(({ vacancies, candidates }) =>
        fc.tuple(
          fc.constant(vacancies),
          fc.constant(candidates),
          fc.shuffledSubarray(candidates, { minLength: candidates.length }),
        ),
      ),
      ([vacancies, candidates, shuffled]) => {
        const rows = decide(vacancies, candidates)
        expect(decide(vacancies, shuffled)).toEqual(rows)
        const turned = new Map(decide(vacancies.toReversed(), shuffled).map((row) => [row.id, row]))
        for (const row of rows) expect(turned.get(row.id)).toEqual(row)
        expect(rows.map(({ id }) => id).toSorted()).toEqual(candidates.map(({ id }) => id).toSorted())
      },
    ),
  )
})

it('[IN2 FI1 FI4] places and own seats are those of a plain comparison in whole numbers', () => {
  fc.assert(
    fc.property(complete, ({ vacancies, candidates }) => {
      const rows = decide(vacancies, candidates, { fill: false })
      for (const vacancy of vacancies) {
        const own = candidates.filter((one) => one.vacancy === vacancy.id)
        const kept = own.filter(({ dropped }) => dropped?.keepsSeat).length
        const free = Math.max(0, vacancy.need - kept)
        for (const one of own.filter(isRanked)) {
          const others = own.filter(isRanked)
          const better = others.filter((other) => isLess(tuple(one), tuple(other))).length
          const equal = others.filter((other) => String(tuple(other)) === String(tuple(one))).length
          const row = rows.find(({ id }) => id === one.id)
          expect(row?.place).toBe(better + 1)
          expect(row?.code).toBe(better + equal <= free ? 'P/L' : better < free ? 'SERI' : 'P/TL')
          expect(row?.tiedWith).toHaveLength(equal > 1 ? equal : 0)
        }
      }
    }),
  )
})

it('[FI4 FI10] no vacancy has more seats than its need, or than NIPs were issued, and each code says its seat', () => {
  fc.assert(
    fc.property(fieldOf, ({ vacancies, candidates }) => {
      const rows = decide(vacancies, candidates)
      for (const { id, need } of vacancies) {
        const kept = candidates.filter((one) => one.vacancy === id && one.dropped?.keepsSeat).length
        expect(rows.filter(({ seat }) => seat === id).length).toBeLessThanOrEqual(Math.max(need, kept))
      }
      for (const row of rows) {
        const from = vacancies.find(({ id }) => id === row.vacancy)
        const to = vacancies.find(({ id }) => id === row.seat)
        if (row.code === 'P/L') expect(row.seat).toBe(row.vacancy)
        else if (row.code === 'P/L-1') expect(to).toMatchObject({ unit: from?.unit, position: from?.position })
        else if (row.code === 'P/L-2') expect(to).toMatchObject({ position: from?.position })
        else if (row.reason.kind !== 'dropped') expect(row.seat).toBeNull()
        if (row.code === 'P/L-2') expect(to?.unit).not.toBe(from?.unit)
      }
    }),
  )
})

it('[FI1] another candidate never improves the place of one who was there', () => {
  fc.assert(
    fc.property(complete, ({ vacancies, candidates }) => {
      const before = new Map(decide(vacancies, candidates.slice(1)).map((row) => [row.id, row.place ?? 0]))
      for (const { id, place } of decide(vacancies, candidates))
        if (before.has(id)) expect(place ?? 0).toBeGreaterThanOrEqual(before.get(id) as number)
    }),
  )
})

it('[FI7 FI8] nobody better who might have filled a seat was passed over, and none stays empty beside one who could', () => {
  fc.assert(
    fc.property(complete, ({ vacancies, candidates }) => {
      const { rows } = settleAll(vacancies, candidates)
      const of = new Map(candidates.map((one) => [one.id, one]))
      const at = new Map(vacancies.map((one) => [one.id, one]))
      const isUmum = (one: FinalVacancy) => one.needType === 'umum'
      const stepOf = (from: FinalVacancy, to: FinalVacancy) => {
        if (from.position !== to.position) return 0
        if (from.unit !== to.unit) return 3
        if (from.needType === to.needType) return 0
        return isUmum(to) ? 1 : 2
      }
      const waiting = rows.filter(({ id, code }) => code === 'P/TL' && judge(rules, 'umum', of.get(id)?.skd ?? {}).met)
      for (const to of vacancies) {
        const step = ({ vacancy }: FinalRow) => stepOf(at.get(vacancy) as FinalVacancy, to)
        const taken = rows.filter(({ seat }) => seat === to.id)
        if (taken.length < to.need) expect(waiting.filter((row) => step(row) > 0)).toEqual([])
        for (const row of taken)
          if (row.reason.kind === 'moved') {
            expect(row.reason.step).toBe(step(row))
            expect(judge(rules, 'umum', of.get(row.id)?.skd ?? {}).met).toBe(true)
            for (const other of waiting)
              if (step(other) === row.reason.step)
                expect(isLess(tuple(of.get(row.id) as FinalCandidate), tuple(of.get(other.id) as FinalCandidate))).toBe(
                  false,
                )
          }
      }
    }),
  )
})

it('[FI9] what is given while a group waits for a decision is still given after it', () => {
  fc.assert(
    fc.property(complete, ({ vacancies, candidates }) => {
      const first = decide(vacancies, candidates)
      const last = new Map(settleAll(vacancies, candidates).rows.map((row) => [row.id, row.seat]))
      for (const { id, seat } of first) if (seat !== null) expect([id, last.get(id)]).toEqual([id, seat])
    }),
  )
})

it('[FI5] committees come to an end: every open group can be decided, and then nothing is open', () => {
  fc.assert(
    fc.property(fieldOf, ({ vacancies, candidates }) => {
      const { rows } = settleAll(vacancies, candidates)
      expect(rows.filter(({ code }) => code === 'SERI')).toEqual([])
    }),
  )
})

it('[FI11] seats held are kept; only vacated ones are given again, within the vacancy', () => {
  fc.assert(
    fc.property(fieldOf, fc.array(fc.nat(), { maxLength: 5 }), ({ vacancies, candidates }, leaving) => {
      const { rows, decisions } = settleAll(vacancies, candidates)
      const seatsBefore = held(rows)
      const gone = new Set(leaving.map((n) => candidates[n % Math.max(1, candidates.length)]?.id))
      const later = candidates.map(
        (one): FinalCandidate =>
          gone.has(one.id) && !one.dropped ? { ...one, dropped: { code: 'APS', keepsSeat: false } } : one,
      )
      const after = decide(vacancies, later, { held: seatsBefore, decisions })
      const unchanged = decide(vacancies, candidates, { held: seatsBefore, decisions })
      expect(held(unchanged)).toEqual(seatsBefore)
      for (const { id, seat, vacancy, reason } of after) {
        const was = seatsBefore.get(id) ?? null
        if (reason.kind === 'replaces') {
          expect([was, seat]).toEqual([null, vacancy])
          expect([gone.has(reason.whom), seatsBefore.get(reason.whom)]).toEqual([true, vacancy])
        } else if (!gone.has(id)) expect([id, seat]).toEqual([id, was])
      }
      for (const { id } of vacancies) {
        const count = (all: FinalRow[]) => all.filter(({ seat }) => seat === id).length
        expect(count(after)).toBeLessThanOrEqual(count(rows))
      }
    }),
  )
})
