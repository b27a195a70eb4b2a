import { describe, expect, it } from 'vitest'
import { type RuleSet, validateRuleSet } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'

// biome-ignore lint/suspicious/noExplicitAny: the cases below break the type on purpose
type Breakable = any

const most = ({ sections }: RuleSet) =>
  sections.reduce(
    (sum, { items, scoring }) => sum + items * (scoring.kind === 'correct' ? scoring.points : scoring.most),
    0,
  )

describe('our rule sets', () => {
  it.each(Object.entries(RULE_SETS))('[SC15] %s is valid and stands under its id', (id, ruleSet) => {
    expect(validateRuleSet(JSON.parse(JSON.stringify(ruleSet)))).toEqual({ ok: true, ruleSet })
    expect(ruleSet.id).toBe(id)
  })

  it.each([
    ['skd-cpns-2019', 100, 500],
    ['skd-cpns-2021', 110, 550],
    ['skd-cpns-2023', 110, 550],
    ['skd-cpns-2024', 110, 550],
    ['pppk-2023', 145, 670],
    ['pppk-2024', 145, 670],
    ['pppk-2024-puo', 100, 445],
    ['skb-cat-2021', 100, 500],
    ['skb-cat-2024', 100, 500],
    ['skb-cat-2024-80', 80, 400],
    ['kedinasan-2026', 110, 550],
  ])('%s has %i items and %i points', (id, items, points) => {
    const ruleSet = RULE_SETS[id] as RuleSet
    expect(ruleSet.sections.reduce((sum, section) => sum + section.items, 0)).toBe(items)
    expect(most(ruleSet)).toBe(points)
  })

  it('[IN1 IN5] every SKD for CPNS integrates 40 to 60, and nothing else integrates', () => {
    for (const { id, stage, procurement, integration } of Object.values(RULE_SETS)) {
      expect([id, integration !== undefined]).toEqual([id, stage === 'skd'])
      expect([id, stage]).toEqual([id, id.startsWith('skd-') ? 'skd' : id.startsWith('skb-') ? 'skb' : 'single'])
      if (stage === 'skd') expect(procurement).toBe('CPNS')
      if (integration) expect(integration.shares).toEqual({ skd: 40, skb: 60 })
    }
  })

  it('[RK11 RK12] PPPK looks at age, and in 2024 at groups; CPNS does neither before the final list', () => {
    const rules = Object.values(RULE_SETS).map(({ id, ranking: { oldestFirst = false, groups = [] } }) => [
      ...[id, oldestFirst, groups.join(' ')],
    ])
    expect(rules.filter(([, oldest, groups]) => oldest || groups)).toEqual([
      ['pppk-2024', true, 'R2 R3 R4'],
      ['pppk-2024-puo', true, 'R2 R3 R4'],
      ['pppk-2023', true, ''],
    ])
  })

  it('states the thresholds of sekolah kedinasan 2026', () => {
    expect(RULE_SETS['kedinasan-2026']?.thresholds).toEqual({
      umum: { least: { TWK: 65, TIU: 80, TKP: 156 } },
      afirmasi: { least: { total: 281, TIU: 55 } },
    })
  })

  it('states the thresholds of 2024 for every need type of the decree', () => {
    expect(RULE_SETS['skd-cpns-2024']?.thresholds).toEqual({
      umum: { least: { TWK: 65, TIU: 80, TKP: 166 } },
      'putra-putri-kalimantan': { least: { TWK: 65, TIU: 80, TKP: 166 } },
      cumlaude: { least: { total: 311, TIU: 85 } },
      diaspora: { least: { total: 311, TIU: 85 } },
      disabilitas: { least: { total: 286, TIU: 60 } },
      'putra-putri-papua': { least: { total: 286, TIU: 60 } },
      'putra-putri-daerah-tertinggal': { least: { total: 286, TIU: 60 } },
    })
  })
})

describe('[SC15] a rule set from outside', () => {
  const problems = (change: (ruleSet: Breakable) => unknown) => {
    const ruleSet = structuredClone(RULE_SETS['skd-cpns-2024'] as RuleSet)
    change(ruleSet)
    const checked = validateRuleSet(ruleSet, 'en')
    return checked.ok ? [] : checked.problems
  }

  it.each<[string, (ruleSet: Breakable) => unknown, string]>([
    ['a bad id', (r) => (r.id = 'SKD 2024'), 'The id must be lower-case letters, digits and hyphens.'],
    ['no title', (r) => (r.title = ' '), 'The title is missing.'],
    ['no decree', (r) => delete r.decree, 'The decree is missing.'],
    ['an unknown procurement', (r) => (r.procurement = 'TNI'), 'The procurement must be CPNS, PPPK or KEDINASAN.'],
    ['a year in words', (r) => (r.year = '2024'), 'The year must be from 2000 to 2100.'],
    ['a misspelt field', (r) => (r.tresholds = {}), 'The rule set holds an unknown field "tresholds".'],
    [
      'negative marking by the back door',
      (r) => (r.sections[0].scoring.penalty = 1),
      'The scoring of section TWK holds an unknown field "penalty".',
    ],
    [
      'no thresholds stated',
      (r) => delete r.thresholds,
      'The thresholds are missing; even no threshold must be stated as empty.',
    ],
    ['a need type forgotten', (r) => delete r.thresholds.diaspora, 'The threshold for diaspora is missing.'],
    [
      'a threshold for nobody',
      (r) => (r.thresholds.atlet = { least: {} }),
      'There is a threshold for atlet, but no such need type.',
    ],
    ['a threshold unreadable', (r) => (r.thresholds.umum = 311), 'The threshold for umum cannot be read.'],
    [
      'a threshold out of reach',
      (r) => (r.thresholds.umum.least.TWK = 151),
      'The threshold on TWK for umum must be a whole number from 0 to 150.',
    ],
    [
      'a threshold of half points',
      (r) => (r.thresholds.cumlaude.least.total = 310.5),
      'The threshold on total for cumlaude must be a whole number from 0 to 550.',
    ],
    [
      'a threshold on no section',
      (r) => (r.thresholds.umum.least.SKB = 1),
      '"SKB" is not the total, a section, or a sum of different sections.',
    ],
    [
      'a ranking key added to itself',
      (r) => r.ranking.keys.push('TIU+TIU'),
      '"TIU+TIU" is not the total, a section, or a sum of different sections.',
    ],
    ['a ranking key twice', (r) => r.ranking.keys.push('TIU'), 'The ranking order names the same value twice.'],
    ['no ranking keys', (r) => (r.ranking.keys = []), 'The ranking order is missing.'],
    [
      'a cut of nothing',
      (r) => (r.ranking.cutTimesNeed = 0),
      'The cut must be a whole multiple of the need from 1 to 100, or empty.',
    ],
    ['no need types', (r) => (r.needTypes = []), 'There is no need type.'],
    ['a need type without id', (r) => r.needTypes.push({}), 'Need type 8 has no id.'],
    ['a need type twice', (r) => r.needTypes.push(r.needTypes[0]), 'Need type umum appears twice.'],
    [
      'a title in one language',
      (r) => delete r.needTypes[0].title.en,
      'The title of need type umum must be given in both languages.',
    ],
    ['a section twice', (r) => r.sections.push(r.sections[0]), 'Section TWK appears twice.'],
    [
      'a section called total',
      (r) => r.sections.push({ ...r.sections[0], id: 'total' }),
      'Section 4 needs an id of letters, digits and hyphens, and it must not be "total".',
    ],
    [
      'a section without items',
      (r) => (r.sections[2].items = 0),
      'The number of items of section TKP must be 1 to 1000.',
    ],
    [
      'points in fractions',
      (r) => (r.sections[0].scoring.points = 2.5),
      'The points for a correct answer in section TWK must be a whole number from 1.',
    ],
    [
      'weights upside down',
      (r) => (r.sections[2].scoring.least = 6),
      'The weights of section TKP must be whole numbers, the least from 0 and not above the most.',
    ],
    ['no stage', (r) => delete r.stage, 'The stage must be "skd", "skb" or "single".'],
    [
      'a section named as a ranking key',
      (r) => r.sections.push({ ...r.sections[0], id: 'gpa' }),
      'Section 4 needs an id of letters, digits and hyphens, and it must not be "gpa".',
    ],
    ['age in words', (r) => (r.ranking.oldestFirst = 'yes'), 'The order by age must be yes or no (true, false).'],
    ['no group', (r) => (r.ranking.groups = []), 'The priority groups must be a list of different names.'],
    [
      'a group twice',
      (r) => (r.ranking.groups = ['R2', 'R2']),
      'The priority groups must be a list of different names.',
    ],
    [
      'a group that looks like a code',
      (r) => (r.ranking.groups = ['R2', 'TL']),
      'The priority group "TL" must be letters and digits only, and no other result code.',
    ],
    [
      'stated thresholds unreadable',
      (r) => (r.statedByVacancy = ['TIU']),
      'The thresholds that each vacancy states cannot be read.',
    ],
    [
      'stated thresholds for nobody',
      (r) => (r.statedByVacancy = { atlet: ['TIU'] }),
      'There are thresholds stated by each vacancy for atlet, but no such need type.',
    ],
    [
      'stated thresholds twice',
      (r) => (r.statedByVacancy = { umum: ['total', 'total'] }),
      'The thresholds stated by each vacancy for umum must be a list of different values.',
    ],
    [
      'a stated threshold on no section',
      (r) => (r.statedByVacancy = { umum: ['SKB'] }),
      '"SKB" is not the total, a section, or a sum of different sections.',
    ],
    [
      'a threshold both fixed and stated',
      (r) => (r.statedByVacancy = { umum: ['TIU'] }),
      'The threshold on TIU for umum cannot be both fixed and stated by each vacancy.',
    ],
    [
      'an integration in a test that decides alone',
      (r) => (r.stage = 'single'),
      'Integration belongs to a rule set of stage "skd" only.',
    ],
    ['an integration unreadable', (r) => (r.integration = 40), 'The integration cannot be read.'],
    [
      'an integration with an unknown field',
      (r) => (r.integration.round = 3),
      'The integration holds an unknown field "round".',
    ],
    [
      'shares beyond 100',
      (r) => (r.integration.shares = { skd: 40, skb: 65 }),
      'The shares of SKD and SKB must be whole numbers, together 100.',
    ],
    [
      'shares in fractions',
      (r) => (r.integration.shares = { skd: 39.5, skb: 60.5 }),
      'The shares of SKD and SKB must be whole numbers, together 100.',
    ],
    ['no limits on extra tests', (r) => delete r.integration.extra, 'The limits on extra tests are missing.'],
    [
      'a limit out of range',
      (r) => (r.integration.extra.weightMax = 101),
      'The limit weightMax on extra tests must be a whole number from 0 to 100.',
    ],
    [
      'a limit forgotten',
      (r) => delete r.integration.extra.catWeightMin,
      'The limit catWeightMin on extra tests must be a whole number from 0 to 100.',
    ],
    [
      'refused kinds twice',
      (r) => (r.integration.extra.kindsRefused = ['wawancara', 'wawancara']),
      'The kinds of extra tests refused must be a list of different names; it may be empty.',
    ],
    [
      'a tie key twice',
      (r) => r.integration.ties.push('skd'),
      'What parts equal final scores must be a list of different values.',
    ],
    [
      'an unknown tie key',
      (r) => r.integration.ties.push('name'),
      '"name" cannot part equal final scores; known are: skd, gpa, oldest, TWK, TIU, TKP.',
    ],
    [
      'an unknown way of scoring',
      (r) => (r.sections[2].scoring.kind = 'partial'),
      'The scoring of section TKP must be "correct" or "weighted".',
    ],
  ])('with %s is refused in a sentence', (_, change, sentence) => expect(problems(change)).toContain(sentence))

  it('that is nothing of the kind is refused, never thrown at', () => {
    for (const value of [null, undefined, 7, 'skd', [], {}, { sections: [null], needTypes: [null], thresholds: [] }])
      expect(validateRuleSet(value).ok).toBe(false)
  })

  it('is answered in Indonesian unless asked otherwise', () => {
    expect(validateRuleSet(null)).toEqual({ ok: false, problems: ['Isi berkas bukan himpunan aturan.'] })
  })
})
