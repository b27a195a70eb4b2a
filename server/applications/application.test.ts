import { describe, expect, it } from 'vitest'
import { APPLICATION_STATES } from '../protocol/recruitment.ts'
import { moveProblem, STATE_WORDS, shownState } from './application.ts'
import { CODE_MS, CODE_TRIES, codeHash, judgeCode } from './code.ts'
import { cleanName } from './document.ts'
import { neededKinds } from './draft.ts'
import { applicationNumber, ordinalOf, readNumber } from './number.ts'
import { storyLine } from './story.ts'

describe('[AP1] where an application may go', () => {
  const allowed = [
    ...['draft submitted', 'submitted passed', 'submitted failed', 'submitted withdrawn', 'passed submitted'],
    ...['passed failed', 'passed withdrawn', 'failed submitted', 'failed passed', 'failed withdrawn'],
  ]
  it('is one table; everything else is refused with the state', () => {
    for (const from of APPLICATION_STATES)
      for (const to of APPLICATION_STATES) {
        const problem = moveProblem(from, to)
        expect([from, to, problem === null]).toEqual([from, to, allowed.includes(`${from} ${to}`)])
        if (problem) expect(problem.detail).toEqual({ state: STATE_WORDS[from].id, 'state:en': STATE_WORDS[from].en })
      }
  })
})

describe('[AP2] before the announcement', () => {
  it('a verdict is not there', () => {
    expect(APPLICATION_STATES.map((state) => shownState(state, null))).toEqual([
      ...['draft', 'submitted', 'submitted', 'submitted', 'withdrawn'],
    ])
    expect(APPLICATION_STATES.map((state) => shownState(state, 1))).toEqual([...APPLICATION_STATES])
  })
  it('the story tells nothing of decisions, checks and leases', () => {
    for (const kind of ['passed', 'failed', 'decided', 'checked', 'returned', 'taken', '__proto__'])
      expect(storyLine(kind)).toBeNull()
    expect(storyLine('submitted')?.id).toBe('Lamaran dikirim')
  })
})

describe('[AP6] a number', () => {
  it('is read as it was made, however it is typed', () => {
    const number = applicationNumber(2026, 123)
    expect(number).toMatch(/^26-000123-\d$/)
    expect(readNumber(` ${number.replaceAll('-', ' ')} `)).toBe(number)
    expect(ordinalOf(number)).toBe(123)
    expect(ordinalOf(applicationNumber(2026, 1_234_567))).toBe(1_234_567)
  })
  it('finds each wrong digit and each two that changed places', () => {
    for (const ordinal of [1, 123, 907, 54_321, 999_999]) {
      const digits = applicationNumber(2026, ordinal).replaceAll('-', '')
      for (let at = 0; at < digits.length; at += 1) {
        for (const other of '0123456789')
          if (other !== digits[at]) expect(readNumber(digits.slice(0, at) + other + digits.slice(at + 1))).toBeNull()
        const [a = '', b = ''] = [digits[at], digits[at + 1]]
        if (b !== '' && a !== b) expect(readNumber(digits.slice(0, at) + b + a + digits.slice(at + 2))).toBeNull()
      }
    }
  })
  it.each(['', '26', '26-000001', 'abc', '99999999999999999999'])('%s is none', (typed) => {
    expect(readNumber(typed)).toBeNull()
  })
})

describe('[AC6] a code', () => {
  const key = Buffer.alloc(32, 7)
  const kept = { id: 'k', codeHash: codeHash(key, 'k', '012345'), tries: 0, expiresAt: CODE_MS }
  it.each([
    ['its digits', kept, '012345', 0, 'right'],
    ['with a blank', kept, '012 345', 0, 'right'],
    ['on the last millisecond', kept, '012345', CODE_MS, 'right'],
    ['one later', kept, '012345', CODE_MS + 1, 'over'],
    ['other digits', kept, '012346', 0, 'wrong'],
    ['none', kept, '', 0, 'wrong'],
    ['after five tries', { ...kept, tries: CODE_TRIES }, '012345', 0, 'over'],
    ['of another row', { ...kept, id: 'l' }, '012345', 0, 'wrong'],
    ['that is not there', null, '012345', 0, 'over'],
  ] as const)('%s', (_, row, typed, now, verdict) => expect(judgeCode(key, row, typed, now)).toBe(verdict))
})

it.each([
  ['ijazah saya.pdf', 'ijazah saya.pdf'],
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\ktp.jpg', 'ktp.jpg'],
  ['a\u202Egpj.exe', 'agpj.exe'],
  ['nul\0nul', 'nulnul'],
  ['...', 'berkas'],
  ['<script>.pdf', 'script.pdf'],
  ['', 'berkas'],
  [`${'x'.repeat(300)}.pdf`, `${'x'.repeat(76)}.pdf`],
])('[DC4] the name %j is shown as %j', (name, shown) => expect(cleanName(name)).toBe(shown))

it('[AP5] a declared requirement needs its document besides those of the period', () => {
  const rule = (kind: string, needed: boolean) => ({
    ...{ kind, id: kind, en: kind, hintId: '', hintEn: '', type: 'pdf' as const, bytesMax: 1, needed },
  })
  const others = [{ code: 'str', id: 'STR', en: 'STR', document: 'pendukung', needed: false }]
  const rules = [rule('ktp', true), rule('pendukung', false)]
  expect([...neededKinds(rules, others, [])]).toEqual(['ktp'])
  expect([...neededKinds(rules, others, ['str'])]).toEqual(['ktp', 'pendukung'])
})
