import { describe, expect, it } from 'vitest'
import type { FrozenApplication } from '../protocol/recruitment.ts'
import type { RequirementDecision } from '../protocol/verification.ts'
import { REASON_CODES, REASONS, reasonsFor } from '../protocol/verification-words.ts'
import { DEFAULT_SETTINGS } from '../recruitment/period.ts'
import { NURSE } from '../testing/verification-desk.ts'
import { candidateFacts, candidateNumber, serialOf } from './candidates.ts'
import { holds, isFree, LEASE_MS } from './lease.ts'
import { maskedBirth, maskedName, maskedNik, publicName } from './masks.ts'
import { requirementsToJudge } from './requirements.ts'
import { isSampled } from './sample.ts'
import { failedWords, verdictOf } from './verdict.ts'

const frozen: FrozenApplication = {
  number: '26-000001-2',
  period: 'CPNS 2026',
  vacancy: { id: 'v', code: 'F-1', position: 'Perawat', unit: 'Puskesmas', requirements: NURSE, version: 1 },
  person: { name: 'Contoh', nik: '1508014101960001', kk: '1508010101100001', email: null, phone: null },
  draft: {
    birthDate: '1996-01-01',
    education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes', year: 2018, gpa: '3.25' },
    declared: ['str'],
  },
  documents: [
    { id: 'd1', kind: 'ijazah', digest: 'a' },
    { id: 'd2', kind: 'pendukung', digest: 'b' },
  ],
  submittedAt: Date.UTC(2026, 9, 5, 3),
}
const rules = DEFAULT_SETTINGS.documents
const judged = (change: Partial<FrozenApplication> = {}) => requirementsToJudge({ ...frozen, ...change }, rules)

describe('what is judged', () => {
  it('[VC1] follows from the frozen copy: requirements first, then the documents needed or given', () => {
    expect(judged().map(({ requirement }) => requirement)).toEqual([
      ...['education', 'gpa', 'age', 'str', 'bahasa'],
      ...[
        'doc:pas-foto',
        'doc:swafoto',
        'doc:ktp',
        'doc:surat-lamaran',
        'doc:ijazah',
        'doc:transkrip',
        'doc:pendukung',
      ],
    ])
    expect(judged({ documents: [] }).map(({ requirement }) => requirement)).not.toContain('doc:pendukung')
    expect(judged().find(({ requirement }) => requirement === 'str')).toMatchObject({
      ...{ needed: true, documents: ['pendukung'], said: { id: 'Dinyatakan terpenuhi' } },
    })
    expect(judged().find(({ requirement }) => requirement === 'age')).toMatchObject({
      ...{ asked: { id: '18–35 tahun pada 5 Oktober 2026' }, said: { id: '30 tahun pada hari itu' } },
    })
  })

  it('[VC1] what eligibility finds stands beside its requirement as a hint, and is no verdict', () => {
    const young = judged({ draft: { ...frozen.draft, birthDate: '1980-01-01', declared: [] } })
    expect(young.filter(({ hint }) => hint).map(({ requirement, hint }) => [requirement, hint?.code])).toEqual([
      ...[
        ['age', 'age-max'],
        ['str', 'other'],
      ],
    ])
    const all = young.map(({ requirement }) => ({ requirement, verdict: 'MS' as const, reason: null, text: '' }))
    expect(verdictOf(young, all)).toMatchObject({ verdict: 'MS' })
  })
})

describe('the verdict', () => {
  const requirements = judged()
  const ms = (): RequirementDecision[] =>
    requirements.map(({ requirement }) => ({ requirement, verdict: 'MS', reason: null, text: '' }))
  const but = (change: Partial<RequirementDecision> & { requirement: string }) =>
    ms().map((one) => (one.requirement === change.requirement ? { ...one, verdict: 'TMS' as const, ...change } : one))

  it.each([
    ['all met', ms(), 'MS'],
    ['a needed one not met', but({ requirement: 'doc:ktp', reason: 'document-unreadable' }), 'TMS'],
    ['one that is not needed', but({ requirement: 'bahasa', reason: 'not-proven' }), 'MS'],
    ['another reason with a text', but({ requirement: 'gpa', reason: 'other', text: 'tanpa cap' }), 'TMS'],
  ])('[VC2] %s', (_, decisions, verdict) => {
    expect(verdictOf(requirements, decisions)).toMatchObject({ verdict })
  })

  it.each([
    ['one left open', ms().slice(1), 'requirement-open'],
    ['one twice', [...ms(), ...ms().slice(0, 1)], 'requirement-open'],
    ['an unknown one', [...ms(), { requirement: 'x', verdict: 'MS', reason: null, text: '' }], 'requirement-unknown'],
    ['TMS without a reason', but({ requirement: 'age', reason: null }), 'tms-reason-needed'],
    ['a reason of something else', but({ requirement: 'age', reason: 'gpa-low' }), 'tms-reason-needed'],
    ['another reason without a text', but({ requirement: 'age', reason: 'other', text: ' a ' }), 'tms-text-needed'],
    ['MS with a reason', but({ requirement: 'age', verdict: 'MS', reason: 'age-outside' }), 'ms-without-reason'],
  ] as [string, RequirementDecision[], string][])('[VC2] is none with %s', (_, decisions, refused) => {
    expect(verdictOf(requirements, decisions)).toMatchObject({ refused })
  })

  it('[VC2] every reason fits some requirement, and each requirement can be refused in words', () => {
    const used = new Set([...requirements, { requirement: 'experience' }].flatMap((one) => reasonsFor(one.requirement)))
    expect([...used].sort()).toEqual([...REASON_CODES].sort())
    for (const { requirement } of requirements) expect(reasonsFor(requirement).at(-1)).toBe('other')
    for (const code of REASON_CODES)
      for (const language of ['id', 'en'] as const) expect(REASONS[code][language]).toMatch(/\.$/)
  })

  it('[VC2] says why in words, of the needed ones alone', () => {
    const decisions = but({ requirement: 'doc:ktp', reason: 'document-unreadable', text: 'buram' }).map((one) =>
      one.requirement === 'bahasa' ? { ...one, verdict: 'TMS' as const, reason: 'not-proven' as const } : one,
    )
    expect(failedWords(requirements, decisions).map(({ id }) => id)).toEqual([
      'KTP: Dokumen tidak terbaca, terpotong, atau halamannya tidak lengkap. (buram)',
    ])
  })
})

describe('the hand and the sample', () => {
  it('[VC3] [VC4] counts by its fence, also after ten minutes, until another takes it', () => {
    const hand = { fence: 3, holder: 'ani', expiresAt: LEASE_MS }
    expect(holds(hand, 'ani', 3)).toBe(true)
    expect([holds(hand, 'ani', 2), holds(hand, 'budi', 3), holds(undefined, 'ani', 3)]).toEqual([false, false, false])
    expect([isFree(hand, LEASE_MS - 1), isFree(hand, LEASE_MS), isFree({ ...hand, holder: null }, 0)]).toEqual([
      false,
      true,
      true,
    ])
  })

  it('[VC8] draws the same ones for everybody, about as many as asked, others under another key', () => {
    const ids = Array.from({ length: 4000 }, (_, n) => `application-${n}`)
    const drawn = (key: string, percent: number) =>
      ids.filter((id) => isSampled(Buffer.from(key), id, 'MS', { samplePercent: percent }))
    expect(drawn('a', 10)).toEqual(drawn('a', 10))
    expect(Math.abs(drawn('a', 10).length - 400)).toBeLessThan(80)
    expect(drawn('b', 10)).not.toEqual(drawn('a', 10))
    expect([drawn('a', 0).length, drawn('a', 100).length]).toEqual([0, 4000])
    // A larger sample holds the smaller one: raising the percentage takes nobody out.
    expect(drawn('a', 20)).toEqual(expect.arrayContaining(drawn('a', 10)))
    const rule = { samplePercent: 0, checkAllFailed: true }
    expect([isSampled(Buffer.from('a'), 'x', 'TMS', rule), isSampled(Buffer.from('a'), 'x', 'MS', rule)]).toEqual([
      true,
      false,
    ])
  })
})

describe('what is shown and what goes on', () => {
  it('[VC9] [VC12] masks numbers, birth and names', () => {
    expect(maskedNik('1508014101960001')).toBe('1508••••••••••01')
    expect(maskedBirth('1996-01-31')).toBe('••-••-1996')
    expect(maskedName('Sri  Wahyuni Aa')).toBe('S•• W•••••• A••')
    expect(['full', 'masked', 'none'].map((rule) => publicName('Sri', rule as 'full'))).toEqual(['Sri', 'S••', ''])
  })

  it('[VC16] numbers a candidate with a check digit that finds a wrong or exchanged digit', () => {
    const number = candidateNumber(2026, 42)
    expect(number).toMatch(/^260000042\d$/)
    expect([serialOf(number, 2026), serialOf(number, 2027)]).toEqual([42, null])
    for (let at = 0; at < 9; at += 1) {
      const wrong = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`
      expect(serialOf(wrong, 2026)).toBeNull()
      if (number[at] === number[at + 1]) continue
      expect(serialOf(`${number.slice(0, at)}${number[at + 1]}${number[at]}${number.slice(at + 2)}`, 2026)).toBeNull()
    }
    expect(
      candidateFacts({ ...frozen, draft: { ...frozen.draft, disability: { kind: 'netra', accommodation: 'netra' } } }),
    ).toMatchObject({
      ...{ birthDate: '1996-01-01', gpa: '3.25', accommodation: 'netra' },
    })
  })
})
