import { describe, expect, it } from 'vitest'
import { validateRuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import type { RuleBody } from './rule-body.ts'
import {
  copyOf,
  keysOfBody,
  mostOfBody,
  sameSections,
  withIntegration,
  withLeast,
  withNeedAt,
  withNewNeed,
  withNewSection,
  withNoThreshold,
  withoutNeed,
  withoutSection,
  withRanking,
  withSectionAt,
  withStatedKey,
} from './rule-draft.ts'
import { keyWord, ruleSaid, thresholdKeys } from './rule-words.ts'

const skd = RULE_SETS['skd-cpns-2024'] as RuleBody
const pppk = RULE_SETS['pppk-2023'] as RuleBody
const problems = (body: RuleBody): string[] => {
  const read = validateRuleSet(body)
  return read.ok ? [] : read.problems
}

describe('a rule set being written', () => {
  it('begins as a whole copy under an id that nobody has', () => {
    const copy = copyOf(skd, [skd.id, 'skd-cpns-2024-2'])
    expect(copy).toEqual({ ...skd, id: 'skd-cpns-2024-3' })
    expect(problems(copy)).toEqual([])
  })

  it('carries a new section id into thresholds, ranking, sums and ties', () => {
    const renamed = withSectionAt(skd, 0, { id: 'TPK' })
    expect(problems(renamed)).toEqual([])
    expect(renamed.thresholds['umum']).toEqual({ least: { TPK: 65, TIU: 80, TKP: 166 } })
    expect(renamed.ranking.keys).toEqual(['total', 'TKP', 'TIU', 'TPK'])
    expect(renamed.integration?.ties).toContain('TPK')
    const sum = withSectionAt(pppk, 1, { id: 'manajemen' })
    expect(problems(sum)).toEqual([])
    expect(sum.ranking.keys).toContain('manajemen+sosial-kultural')
    expect(withSectionAt(pppk, 0, { id: 'kt' }).statedByVacancy).toEqual({ umum: ['kt'] })
  })

  it('survives an id typed letter by letter, passing by another section’s', () => {
    const added = withSectionAt(withNewSection(skd), 3, { id: 'TK' })
    const passing = withSectionAt(added, 3, { id: 'TKP' })
    const done = withSectionAt(passing, 3, { id: 'TKPX' })
    expect(done.thresholds).toEqual(skd.thresholds)
    expect(done.ranking.keys).toEqual(skd.ranking.keys)
  })

  it('takes a section out of all that needs it; a row that lost its all must be stated anew', () => {
    const less = withoutSection(pppk, 1)
    expect(less.thresholds).toEqual({ umum: { least: { wawancara: 24 } }, khusus: { least: {} } })
    expect(less.ranking.keys).toEqual(['total', 'teknis', 'wawancara'])
    const one = withLeast(pppk, 'umum', 'wawancara', null)
    expect(withoutSection(one, 1).thresholds).toEqual({ khusus: { least: {} } })
    expect(problems(withoutSection(one, 1)).join(' ')).toContain('Nilai ambang batas untuk umum belum diisi.')
  })

  it('never turns an emptied row into "no threshold" by itself', () => {
    const emptied = ['TWK', 'TIU', 'TKP'].reduce((body, key) => withLeast(body, 'umum', key, null), skd)
    expect(problems(emptied)).toEqual(['Nilai ambang batas untuk umum belum diisi.'])
    expect(problems(withNoThreshold(emptied, 'umum', true))).toEqual([])
    expect(withNoThreshold(withNoThreshold(emptied, 'umum', true), 'umum', false)).toEqual(emptied)
  })

  it('keeps a need type’s thresholds when it is renamed, and lets them go with it', () => {
    const renamed = withNeedAt(skd, 0, { id: 'reguler' })
    expect(problems(renamed)).toEqual([])
    expect(renamed.thresholds['reguler']).toEqual(skd.thresholds['umum'])
    const less = withoutNeed(pppk, 0)
    expect(problems(less)).toEqual([])
    expect(less.statedByVacancy).toBeUndefined()
    expect(problems(withNewNeed(skd))).toHaveLength(1)
  })

  it('states a threshold by vacancy or takes it back', () => {
    const stated = withStatedKey(skd, 'cumlaude', 'TWK', true)
    expect(problems(stated)).toEqual([])
    expect(withStatedKey(stated, 'cumlaude', 'TWK', false)).toEqual(skd)
  })

  it('leaves out what is plainly no, as the rule sets that are there do', () => {
    expect(withRanking(skd, { oldestFirst: false, groups: [] }).ranking).toEqual(skd.ranking)
    expect(withRanking(pppk, { groups: ['R2'] }).ranking).toEqual({ ...pppk.ranking, groups: ['R2'] })
    expect(withIntegration(skd, null)).not.toHaveProperty('integration')
    // Limits are never made up: they must be filled in from the decree.
    expect(problems(withIntegration(withIntegration(skd, null), {}))).toHaveLength(3)
  })

  it('knows the measures, the most points, and which rule sets can be compared', () => {
    expect(keysOfBody(pppk)).toEqual([
      ...['teknis', 'manajerial', 'sosial-kultural', 'wawancara', 'total', 'manajerial+sosial-kultural'],
    ])
    expect(mostOfBody(skd)).toBe(550)
    expect(mostOfBody(withNewSection(skd))).toBeNull()
    expect(sameSections(skd, RULE_SETS['skd-cpns-2019'] as RuleBody)).toBe(true)
    expect(sameSections(skd, pppk)).toBe(false)
  })
})

describe('a rule set in sentences', () => {
  const said = (body: RuleBody, language: 'id' | 'en' = 'id') =>
    Object.fromEntries(ruleSaid(body, language).map(({ part, lines }) => [part, lines]))

  it('says what the SKD of 2024 is', () => {
    const { purpose, scoring, thresholds, ranking, integration } = said(skd)
    expect(purpose).toContain('Angkanya dari KepmenPANRB 321/2024.')
    expect(scoring).toContain(
      'TKP (Tes Karakteristik Pribadi): 45 soal. Setiap pilihan bernilai 1 sampai 5, kosong 0. Paling tinggi 225.',
    )
    expect(scoring?.at(-1)).toBe('Seluruhnya 110 soal, paling tinggi 550.')
    expect(thresholds).toHaveLength(1)
    expect(ranking?.[0]).toContain('Peringkat menurut nilai total; bila sama, Tes Karakteristik Pribadi')
    expect(ranking?.at(-1)).toContain('3 × jumlah kebutuhan')
    expect(integration?.[0]).toContain('40 % nilai SKD + 60 % nilai SKB')
    expect(thresholdKeys(skd)).toEqual(['TWK', 'TIU', 'TKP', 'total'])
  })

  it('says who states a threshold, which groups come first, and that there is no threshold', () => {
    expect(said(pppk).thresholds?.[1]).toContain(
      'Untuk Umum, ambang batas Kompetensi Teknis ditetapkan oleh setiap formasi',
    )
    expect(keyWord(pppk, 'manajerial+sosial-kultural', 'en')).toBe(
      'the sum of Managerial competence and Socio-cultural competence',
    )
    const puo = said(RULE_SETS['pppk-2024-puo'] as RuleBody)
    expect(puo.thresholds).toEqual(['Tidak ada nilai ambang batas: peringkat terbaik yang menentukan.'])
    expect(puo.ranking?.[0]).toContain('R2, R3, R4')
    expect(puo.integration).toBeUndefined()
    expect(said(RULE_SETS['skb-cat-2024'] as RuleBody).ranking?.[0]).toContain('tidak mempunyai daftar sendiri')
  })

  it('speaks of an unfinished draft without breaking', () => {
    const bare = { ...withNewSection(skd), year: null, decree: '', stage: 'lain' }
    expect(said(bare, 'en').scoring?.at(-1)).toBe('… items in all, at most … points.')
    expect(said(bare).purpose).toEqual(['Angkanya dari ….'])
  })
})
