import { describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { pointsOf, type Result } from '../../scoring/result.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { pppk2024 } from '../../scoring/rule-sets/pppk-2024.ts'
import { skdCpns2024 } from '../../scoring/rule-sets/skd-cpns-2024.ts'
import type { VacancyRow } from '../protocol/http.ts'
import { refuse } from '../protocol/refusals.ts'
import type { ChangedRow } from '../protocol/rescoring.ts'
import { rankingOf, type SeatedPerson, type VacancyField } from '../results/vacancy-ranking.ts'
import type { Affected, Touched } from './affected.ts'
import { effectsOf, shows } from './preview.ts'
import { earnedOf, rescorerOf } from './rescored.ts'
import { effectSentences, itemSentences, titleOf } from './words.ts'

const { items, keys } = bank().section('TIU', 2).section('teknis', 1).build()
const keyOf = (section: string): ItemKey => keys[items.findIndex((one) => one.section === section)] as ItemKey
const before = keyOf('TIU')
/** The key was A and becomes B. */
const after: ItemKey = { item: before.item, version: 2, kind: 'single', correct: ['B'] }

const result = (rules: RuleSet, points: number[]): Result => {
  const sections = rules.sections.map(({ id }, at) => ({
    ...{ id, points: points[at] ?? 0, max: 200, items: 40, answered: 40, blank: 0, correct: 20, wrong: 20 },
  }))
  const sum = (of: 'points' | 'max') => sections.reduce((total, section) => total + section[of], 0)
  return { sections, total: sum('points'), max: sum('max') }
}

interface Someone {
  number: string
  points: number[]
  /** Her answer to the item; left out: not on her form. */
  chose?: string | null
  birthDate?: string
  open?: boolean
}

const vacancy = (code: string, need: number, more: Partial<VacancyRow> = {}): VacancyRow => ({
  ...{ id: `id-${code}`, code, position: 'Perawat', unit: 'Puskesmas', needType: 'umum', need, education: 'D-III' },
  ...{ skbPlan: { extras: [] }, thresholds: {}, candidates: 0, scored: 0, publication: null },
  ...more,
})

/** A vacancy whose people sat in one closed sitting, with what the mended key reaches of it. */
function world(rules: RuleSet, section: string, row: VacancyRow, someones: Someone[]) {
  const rescored = rescorerOf(rules, [{ before, after }])
  const touched: Touched[] = someones.flatMap(({ number, points, chose, open }) => {
    if (chose === undefined || open) return []
    const was = earnedOf(result(rules, points))
    const responses = [{ section, option: chose }]
    return { candidate: `c-${number}`, responses, before: was, after: rescored(was, responses) }
  })
  const people: SeatedPerson[] = someones.map(({ number, points, birthDate = null, open = false }) => ({
    ...{ candidate: `c-${number}`, number, name: `Nama ${number}`, birthDate, priorityGroup: null, standings: [] },
    ...{ sitting: { id: open ? 's2' : 's1', name: 'Sesi', closed: !open }, present: true },
    points: pointsOf(result(rules, points)),
  }))
  const affected: Affected = {
    bank: { id: 'b', name: 'Uji' },
    items: [{ item: items[0] as (typeof items)[number], before, after }],
    closed: [{ id: 's1', name: 'Sesi', stage: rules.stage, ruleSet: rules, run: 'r1', points: new Map(), touched }],
    waiting: [],
  }
  const field: VacancyField = { vacancy: row, ruleSet: rules, people, unseated: 0, late: 0 }
  return { affected, field }
}

const said = ({ number, before: was, after: is, crosses }: ChangedRow) => [
  ...[number, was.total, is.total, was.place, is.place, was.code, is.code, crosses.join(' ')],
]

describe('the effect of a mended key', () => {
  const skd = world(skdCpns2024, 'TIU', vacancy('V-1', 1), [
    { number: '1', points: [100, 100, 180], chose: 'A' },
    { number: '2', points: [95, 100, 180], chose: 'B' },
    { number: '3', points: [90, 100, 180] },
    { number: '4', points: [85, 100, 180], chose: 'B' },
    { number: '5', points: [85, 75, 180], chose: 'B' },
    { number: '6', points: [65, 80, 180], chose: 'A' },
    { number: '7', points: [65, 80, 180], chose: null },
    { number: '8', points: [100, 100, 180], chose: 'B', open: true },
  ])

  it('[RW3] names those who change, the most serious first, and counts each kind', () => {
    const effects = effectsOf(skd.affected, [skd.field], null, [])
    expect(effects.rows.map(said)).toEqual([
      ['4', 365, 370, 4, 3, 'P', 'P/L', 'cut place'],
      // Her own points are as before: another has overtaken her.
      ['3', 370, 370, 3, 4, 'P/L', 'P', 'cut place'],
      // Reaches 85/80.
      ['5', 340, 345, null, 5, 'TL', 'P', 'threshold place'],
      // Falls to 65/75: under the threshold.
      ['6', 325, 320, 5, null, 'P', 'TL', 'threshold place'],
      ['2', 375, 380, 2, 1, 'P/L', 'P/L', 'place'],
      ['1', 380, 375, 1, 2, 'P/L', 'P/L', 'place'],
      ['7', 325, 325, 5, 6, 'P', 'P', 'place'],
    ])
    expect(effects.counts).toEqual({
      ...{ had: 6, changed: 5, raised: 3, lowered: 2, thresholdIn: 1, thresholdOut: 1 },
      ...{ cutIn: 1, cutOut: 1, placeOnly: 1 },
    })
    expect(effects.vacancies).toMatchObject([{ code: 'V-1', stage: 'skd', people: 7, had: 6, changed: 5 }])
    const filtered = (filter: Parameters<typeof shows>[0]) =>
      effects.rows.filter((row) => shows(filter, row)).map((row) => row.number)
    expect(filtered('cut')).toEqual(['4', '3'])
    expect(filtered('threshold').sort()).toEqual(['5', '6'])
    expect(filtered('code')).toEqual(['4', '3', '5', '6'])
    expect(filtered('points')).not.toContain('7')
  })

  it('[RW3] agrees with the official list before and after', () => {
    const effects = effectsOf(skd.affected, [skd.field], null, [])
    const closed = skd.field.people.filter((person) => person.sitting.closed)
    const mended = closed.map((person) => {
      const one = skd.affected.closed[0]?.touched.find((touched) => touched.candidate === person.candidate)
      return one ? { ...person, points: { ...one.after.points, total: one.after.total } } : person
    })
    const list = (people: SeatedPerson[]) => {
      const ranking = rankingOf({ ...skd.field, people })
      if (!('view' in ranking)) throw new Error('the list can be made')
      return new Map(ranking.view.rows.map((row) => [row.number, [row.place, row.code, row.total]]))
    }
    const [then, now] = [list(closed), list(mended)]
    const changed = new Map(effects.rows.map((row) => [row.number, row]))
    for (const { number } of closed) {
      const row = changed.get(number)
      expect([number, row ? [row.before.place, row.before.code, row.before.total] : then.get(number)]).toEqual([
        number,
        then.get(number),
      ])
      expect([number, row ? [row.after.place, row.after.code, row.after.total] : then.get(number)]).toEqual([
        number,
        now.get(number),
      ])
    }
  })

  it('[RW3] knows birth dates where the rules ask for them', () => {
    const rules = {
      ...pppk2024,
      sections: pppk2024.sections,
      ranking: { ...pppk2024.ranking, groups: undefined },
    } as RuleSet
    const { affected, field } = world(rules, 'teknis', vacancy('V-1', 1), [
      { number: '1', points: [300, 100, 80, 30], chose: 'C', birthDate: '1990-01-01' },
      { number: '2', points: [295, 100, 80, 30], chose: 'B', birthDate: '1980-01-01' },
    ])
    const effects = effectsOf(affected, [field], null, [])
    // Equal now, and the older comes first.
    expect(effects.rows.map(said)).toEqual([
      ['2', 505, 510, 2, 1, 'P', 'P/L', 'cut place'],
      ['1', 510, 510, 1, 2, 'P/L', 'P', 'cut place'],
    ])
  })

  it('[RW3] keeps an order that people gave to equals', () => {
    const rules = { ...pppk2024, ranking: { ...pppk2024.ranking, groups: undefined } } as RuleSet
    const { affected, field } = world(rules, 'teknis', vacancy('V-1', 1), [
      { number: '1', points: [300, 100, 80, 30], chose: 'C' },
      { number: '2', points: [300, 100, 80, 30], chose: 'C' },
      { number: '3', points: [200, 100, 80, 30], chose: 'B' },
    ])
    const decision = { vacancy: 'id-V-1', order: ['c-2', 'c-1'], reason: 'undian' }
    const effects = effectsOf(affected, [field], null, [decision])
    expect(effects.rows.map(said)).toEqual([['3', 410, 415, 3, 3, 'P', 'P', '']])
  })

  it('shows points alone where no list can be made, and says why', () => {
    const refused = refuse('mixed-rule-sets', { what: 'a, b' })
    const people = skd.field.people.map(({ candidate, number, name, sitting }) => ({
      candidate,
      number,
      name,
      sitting,
    }))
    const effects = effectsOf(skd.affected, [{ vacancy: skd.field.vacancy, stage: 'skd', refused, people }], null, [])
    expect(effects.rows.map(said)).toContainEqual(['2', 375, 380, null, null, null, null, ''])
    expect(effects.unranked).toEqual([{ code: 'V-1', why: refused }])
    const words = effectSentences(skd.affected, effects, []).map((one) => one.id)
    expect(words.at(-1)).toMatch(/^Formasi V-1 tidak dapat diperingkat, hanya nilainya yang dihitung: .*a, b/)

    const unknown = effectsOf(
      skd.affected,
      [{ ...skd.field, vacancy: vacancy('V-1', 1, { needType: 'lain' }) }],
      null,
      [],
    )
    expect(unknown.unranked).toMatchObject([{ code: 'V-1', why: { refused: 'need-type-unknown' } }])
    expect(unknown.counts).toMatchObject({ changed: 5, cutIn: 0 })
  })

  it('is worded in both languages, also where nobody changes', () => {
    const nobody = { ...skd.affected, closed: [], waiting: [{ id: 's', name: 'Sesi 2', state: 'open', finished: 0 }] }
    const effects = effectsOf(nobody, [], null, [])
    expect(effects).toMatchObject({ rows: [], vacancies: [], counts: { had: 0, changed: 0 } })
    expect(effectSentences(nobody, effects, [])).toEqual([
      {
        id: 'Belum ada peserta sesi yang sudah ditutup yang mendapat soal ini; tidak ada nilai yang berubah.',
        en: 'No candidate of a closed sitting had these items; no score changes.',
      },
      {
        id: 'Sesi "Sesi 2" belum ditutup dan tidak dihitung di sini: pesertanya dinilai dengan kunci baru saat selesai.',
        en: 'Sitting "Sesi 2" is not closed and not counted here: its candidates are scored with the new key when they finish.',
      },
    ])
    expect(itemSentences(skd.affected)).toEqual([
      { id: 'Soal TIU-001: kunci A menjadi B.', en: 'Item TIU-001: key A becomes B.' },
    ])
    // What the audit trail keeps names no key.
    expect(titleOf(skd.affected)).toEqual({
      id: 'Ubah kunci 1 soal (TIU-001) · bank Uji',
      en: 'Change the keys of 1 items (TIU-001) · bank Uji',
    })
  })
})
