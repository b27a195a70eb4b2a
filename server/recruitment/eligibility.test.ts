import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ApplicantFacts, ApplicationDraft, Requirements, Unmet } from '../protocol/recruitment.ts'
import { unmetSentence } from '../protocol/unmet.ts'
import { isDay } from '../protocol/wib-days.ts'
import { PROGRAMMES } from './education.ts'
import { ageOn, eligibility, factsOf, gpaOf } from './eligibility.ts'

const nurse: Requirements = {
  education: [
    { level: 'd3', programmes: ['keperawatan'] },
    { level: 's1', programmes: [] },
  ],
  ...{ ageMin: 18, ageMax: 35, ageOn: 'submission', gpaMin: '3.00', experienceMonths: 6 },
  others: [
    { code: 'str', id: 'STR yang berlaku', en: 'A valid registration', document: 'ijazah', needed: true },
    { code: 'kursus', id: 'Sertifikat kursus', en: 'A course', document: null, needed: false },
  ],
}
const anna: ApplicantFacts = {
  birthDate: '1996-05-10',
  education: { level: 'd3', programme: 'keperawatan', gpa: '3.25' },
  ...{ experienceMonths: 8, disability: false, declared: ['str'] },
}
const ON = '2024-09-01'
const codes = (requirements: Requirements, facts: Partial<ApplicantFacts> = {}, on = ON) =>
  eligibility(requirements, { ...anna, ...facts }, on).map(({ code, requirement }) => `${requirement}:${code}`)
const studied = (level: 'sma' | 'd3' | 'd4' | 's1', programme: string, gpa: string | null = '3.25') => ({
  education: { level, programme, gpa },
})

describe('eligibility', () => {
  it('[EL1] nothing unmet is eligible, and no requirement asks nothing', () => {
    expect(codes(nurse)).toEqual([])
    const nobody = { birthDate: null, education: null, experienceMonths: 0, disability: false, declared: [] }
    expect(eligibility({}, nobody, ON)).toEqual([])
    expect(eligibility({ education: [], others: [] }, nobody, ON)).toEqual([])
  })

  it.each<[string, Partial<ApplicantFacts>, string[]]>([
    ['[EL2] one of several is enough', studied('s1', 'hukum'), []],
    ['[EL2] the programme of another level is another', studied('d4', 'keperawatan'), ['education:education']],
    ['[EL2] no level stands for a higher or lower one', studied('sma', 'smk-keperawatan'), ['education:education']],
    ['[EL2] another programme of the level', studied('d3', 'kebidanan'), ['education:education']],
  ])('%s', (_, facts, unmet) => expect(codes(nurse, facts)).toEqual(unmet))

  it.each<[string, string, string, string[]]>([
    ['18 on the day', '2006-09-01', ON, []],
    ['18 tomorrow', '2006-09-02', ON, ['age:age-min']],
    ['35 since a year less a day', '1988-09-02', ON, []],
    ['36 today', '1988-09-01', ON, ['age:age-max']],
    ['born on 29 February, the day before 1 March', '2008-02-29', '2026-02-28', ['age:age-min']],
    ['born on 29 February, on 1 March', '2008-02-29', '2026-03-01', []],
    ['no day', '1996-02-30', ON, ['age:unknown']],
    ['born tomorrow', '2024-09-02', ON, ['age:unknown']],
  ])('[EL3] age in completed years, both limits included: %s', (_, birthDate, on, unmet) =>
    expect(codes(nurse, { birthDate }, on)).toEqual(unmet),
  )

  it('[EL4] the age counts on the day that the vacancy names, and else on the day it is judged for', () => {
    const born = { birthDate: '1988-09-15' }
    expect(codes(nurse, born, '2024-09-14')).toEqual([])
    expect(codes(nurse, born, '2024-09-15')).toEqual(['age:age-max'])
    expect(codes({ ...nurse, ageOn: '2024-09-01' }, born, '2024-12-01')).toEqual([])
  })

  it.each<[string | null, string[]]>([
    ['3.00', []],
    ['3', []],
    ['3,0', []],
    ['2.9999', ['gpa:gpa']],
    ['4.0', []],
    ['4.01', ['gpa:unknown']],
    ['87.5', ['gpa:unknown']],
    ['tiga', ['gpa:unknown']],
    [null, ['gpa:unknown']],
  ])('[EL5] IPK %s against 3.00 is compared as it is written, without rounding', (gpa, unmet) =>
    expect(codes(nurse, studied('d3', 'keperawatan', gpa))).toEqual(unmet),
  )

  it('[EL6] months of work, disability and what is declared; what is not needed is never unmet', () => {
    expect(codes(nurse, { experienceMonths: 5 })).toEqual(['experience:experience'])
    expect(codes(nurse, { experienceMonths: 6 })).toEqual([])
    expect(codes({ disability: true })).toEqual(['disability:disability'])
    expect(codes({ disability: true }, { disability: true })).toEqual([])
    expect(codes(nurse, { declared: ['kursus'] })).toEqual(['str:other'])
  })

  it('[EL7] what is not said yet is unknown, not unmet', () => {
    expect(codes(nurse, { birthDate: null, education: null })).toEqual([
      ...['education:unknown', 'age:unknown', 'gpa:unknown'],
    ])
  })

  it('[EL7] an empty draft says nothing, a whole one all', () => {
    expect(factsOf({})).toEqual({
      ...{ birthDate: null, education: null, experienceMonths: 0, disability: false, declared: [] },
    })
    const draft: ApplicationDraft = {
      ...{ birthDate: '1996-05-10', experienceMonths: 8, declared: ['str'], disability: null },
      education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes', year: 2018, gpa: '3.25' },
    }
    expect(factsOf(draft)).toEqual(anna)
    expect(factsOf({ ...draft, disability: { kind: 'netra', accommodation: null } }).disability).toBe(true)
  })

  it('[EL8] every unmet requirement is a sentence in both languages, with no word left open', () => {
    const failing: ApplicantFacts = {
      birthDate: '1970-01-01',
      education: { level: 's1', programme: 'hukum', gpa: '2.5' },
      ...{ experienceMonths: 0, disability: false, declared: [] },
    }
    const asked = { ...nurse, education: [{ level: 'd3' as const, programmes: ['keperawatan', 'kebidanan'] }] }
    const unmet: Unmet[] = [
      ...eligibility({ ...asked, disability: true }, failing, ON),
      ...eligibility(asked, { ...failing, birthDate: '2010-01-01' }, ON),
      ...eligibility(asked, { ...failing, birthDate: null, education: null }, ON),
    ]
    expect(new Set(unmet.map(({ code }) => code)).size).toBe(8)
    for (const one of unmet)
      for (const language of ['id', 'en'] as const) expect(unmetSentence(one, language)).toMatch(/^[A-Z][^…{}]*\.$/)
    expect(unmet.slice(0, 3).map((one) => unmetSentence(one, 'id'))).toEqual([
      'Pendidikan yang diminta: D-III Keperawatan, Kebidanan. Pendidikan Anda: S-1 Hukum.',
      'Usia paling tinggi 35 tahun pada 1 September 2024. Usia Anda pada hari itu 54 tahun.',
      'IPK paling rendah 3,00. IPK Anda 2,5.',
    ])
    expect(unmet.slice(0, 2).map((one) => unmetSentence(one, 'en'))).toEqual([
      'The education asked for: Diploma III Nursing, Midwifery. Yours: Bachelor Law.',
      'The greatest age is 35 years on 1 September 2024. You are 54 on that day.',
    ])
  })

  it('[EL1] more facts never make a met requirement unmet, and the same is judged the same', () => {
    const facts = fc.record({
      birthDate: fc.option(fc.constantFrom('1980-01-01', '1996-05-10', '2007-01-01', 'kapan')),
      education: fc.option(
        fc.record({
          level: fc.constantFrom('d3', 's1', 'sma'),
          programme: fc.constantFrom(...PROGRAMMES.map(({ code }) => code)),
          gpa: fc.option(fc.constantFrom('3.1', '2', 'x')),
        }),
      ),
      ...{ experienceMonths: fc.nat(24), disability: fc.boolean() },
      declared: fc.subarray(['str', 'kursus']),
    })
    fc.assert(
      fc.property(facts, (known) => {
        const unmet = eligibility(nurse, known as ApplicantFacts, ON)
        expect(eligibility(nurse, known as ApplicantFacts, ON)).toEqual(unmet)
        const more = eligibility(nurse, { ...(known as ApplicantFacts), declared: ['str'], experienceMonths: 24 }, ON)
        expect(unmet.map(({ requirement }) => requirement)).toEqual(
          expect.arrayContaining(more.map(({ requirement }) => requirement)),
        )
      }),
    )
  })
})

describe('its parts', () => {
  it.each([
    ['2000-02-29', true],
    ['1900-02-29', false],
    ['2024-13-01', false],
    ['2024-1-1', false],
    ['', false],
  ])('%s is a day: %s', (day, is) => expect(isDay(day)).toBe(is))

  it('ages and decimals', () => {
    expect(ageOn('1996-05-10', '2024-05-09')).toBe(27)
    expect(ageOn('1996-05-10', '2024-05-10')).toBe(28)
    expect(['3', '3.5', '3,50', '4', '4.0001', '-1', ''].map(gpaOf)).toEqual([
      ...[30_000, 35_000, 35_000, 40_000, null, null, null],
    ])
  })
})
