import { describe, expect, it } from 'vitest'
import { EDUCATION_LEVELS, type EducationWanted } from '../protocol/recruitment.ts'
import * as education from './education.ts'

const { findProgramme, isTaughtAt, PROGRAMMES, programmeWords, readWanted, searchProgrammes, wantedWords } = education

describe('the coded list', () => {
  it('has each code and each name once, with levels that exist and names in both languages', () => {
    for (const words of [
      PROGRAMMES.map(({ code }) => code),
      PROGRAMMES.map(({ id }) => id.toLowerCase()),
      PROGRAMMES.map(({ en, levels }) => `${en.toLowerCase()} ${levels}`),
    ])
      expect(new Set(words).size).toBe(words.length)
    for (const { code, levels, id, en } of PROGRAMMES) {
      expect(code).toMatch(/^[a-z0-9-]{2,40}$/)
      expect(levels.length).toBeGreaterThan(0)
      for (const level of levels) expect(EDUCATION_LEVELS).toContain(level)
      expect([id, en].every((name) => name.length > 1)).toBe(true)
    }
    expect(PROGRAMMES.length).toBeGreaterThanOrEqual(120)
  })

  it('is searched by words in any order and either language, within a level', () => {
    expect(searchProgrammes('nursing', 'd3').map(({ code }) => code)).toContain('keperawatan')
    expect(searchProgrammes('inggris pendidikan').map(({ code }) => code)).toEqual(['pendidikan-bahasa-inggris'])
    expect(searchProgrammes('kebidanan', 's3')).toEqual([])
    expect(searchProgrammes('', 'd2').map(({ code }) => code)).toEqual(['pengujian-kendaraan', 'lainnya'])
    expect([isTaughtAt('ners', 'profesi'), isTaughtAt('ners', 's1'), isTaughtAt('tidak', 's1')]).toEqual([
      ...[true, false, false],
    ])
    expect(findProgramme('tidak')).toBeNull()
    expect(programmeWords('s1', 'tidak-ada', 'id')).toBe('S-1 tidak-ada')
  })
})

describe('wanted education as people write it', () => {
  it.each<[string, EducationWanted[]]>([
    ['D-III Keperawatan', [{ level: 'd3', programmes: ['keperawatan'] }]],
    [
      'd3 keperawatan, kebidanan; Profesi Ners',
      [
        { level: 'd3', programmes: ['keperawatan', 'kebidanan'] },
        { level: 'profesi', programmes: ['ners'] },
      ],
    ],
    ['D III Farmasi / Gizi', [{ level: 'd3', programmes: ['farmasi', 'gizi'] }]],
    ['S1: semua jurusan', [{ level: 's1', programmes: [] }]],
    [
      'SMA/SMK; Diploma III',
      [
        { level: 'sma', programmes: [] },
        { level: 'd3', programmes: [] },
      ],
    ],
    ['Bachelor Law', [{ level: 's1', programmes: ['hukum'] }]],
    ['S-1 Pendidikan Jasmani, Kesehatan, dan Rekreasi / PPKn', [{ level: 's1', programmes: ['penjasorkes', 'ppkn'] }]],
    ['', []],
  ])('%s', (text, wanted) => expect(readWanted(text)).toEqual(wanted))

  it.each([
    ['Keperawatan', 'Keperawatan'],
    ['D-III Sihir', 'D-III Sihir'],
    ['S-1 Ners', 'S-1 Ners'],
  ])('names what it does not know: %s', (text, part) => expect(readWanted(text)).toBe(part))

  it('writes what it reads, for every programme at every level', () => {
    for (const level of EDUCATION_LEVELS) {
      const programmes = PROGRAMMES.filter((one) => one.levels.includes(level)).map(({ code }) => code)
      for (const wanted of [[{ level, programmes }], [{ level, programmes: [] }]])
        expect(readWanted(education.writeWanted(wanted))).toEqual(wanted)
    }
    expect(wantedWords([{ level: 's1', programmes: [] }], 'en')).toBe('Bachelor, any programme')
  })
})
