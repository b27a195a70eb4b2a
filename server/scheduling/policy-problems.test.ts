import { expect, it } from 'vitest'
import type { SittingPolicy } from '../protocol/policy.ts'
import { DEFAULT_POLICY, policyOf } from './policy.ts'
import { policyProblems } from './policy-problems.ts'

const checkIn = (change: Partial<SittingPolicy['checkIn']>): Partial<SittingPolicy> => ({
  checkIn: { ...DEFAULT_POLICY.checkIn, ...change },
})
const document = { id: 'ktp', label: 'KTP', needed: true }

it.each<[string, Partial<SittingPolicy>, RegExp[]]>([
  ['[SD8] the defaults are in order', {}, []],
  [
    '[SD8] the body check may come before the PIN',
    checkIn({ steps: ['documents', 'photo', 'body', 'pin', 'seat'] }),
    [],
  ],
  [
    '[SD8] PINs from the desk without the step',
    { pins: { from: 'desk', closeMinutes: 5 }, ...checkIn({ steps: ['documents', 'photo', 'seat'] }) },
    [/langkah PIN tidak ada/],
  ],
  ['[SD8] PINs from a list need no step', checkIn({ steps: ['documents', 'photo'] }), []],
  [
    '[SD8] PIN before the documents',
    checkIn({ steps: ['photo', 'pin', 'documents'] }),
    [/dokumen harus mendahului PIN/],
  ],
  ['[SD8] PIN before the face', checkIn({ steps: ['documents', 'pin', 'photo'] }), [/foto harus mendahului PIN/]],
  ['[SD8] PIN without documents', checkIn({ steps: ['photo', 'pin'] }), [/tanpa pemeriksaan dokumen/]],
  ['[SD8] a required photo that nobody takes', checkIn({ steps: ['documents', 'pin'] }), [/langkah foto tidak ada/]],
  ['[SD8] an optional photo that nobody takes', checkIn({ steps: ['documents', 'pin'], photo: 'optional' }), []],
  [
    '[SD8] a lottery that nobody draws',
    { seating: 'lottery', ...checkIn({ steps: ['documents', 'photo', 'pin'] }) },
    [/diundi/],
  ],
  [
    '[SD8] no document that is needed',
    checkIn({ documents: [{ ...document, needed: false }] }),
    [/satu dokumen wajib/],
  ],
  ['[SD8] a document twice', checkIn({ documents: [document, document] }), [/"ktp" ada dua kali/]],
  [
    '[SD8] a document without a name',
    checkIn({ documents: [document, { ...document, id: 'b', label: ' ' }] }),
    [/tanpa nama/],
  ],
  [
    '[SD8] Safe Exam Browser without a key: our own file is accepted',
    { seb: { required: true, configKeys: [], browserExamKeys: [] } },
    [],
  ],
  [
    '[SD8] Safe Exam Browser with a key',
    { seb: { required: true, configKeys: ['a'.repeat(64)], browserExamKeys: [] } },
    [],
  ],
])('%s', (_, change, expected) => {
  const problems = policyProblems({ ...DEFAULT_POLICY, ...change })
  expect(problems).toHaveLength(expected.length)
  for (const [at, words] of expected.entries()) expect(problems[at]?.id).toMatch(words)
  for (const { id, en } of problems) expect(id !== en && /^[A-Z].*\.$/.test(id) && /^[A-Z].*\.$/.test(en)).toBe(true)
})

it('[SD8] what a stored policy does not say is the default', () => {
  expect(policyOf('{}')).toEqual(DEFAULT_POLICY)
  expect(policyOf('{"pins":{"from":"desk"},"idleMinutes":9}')).toEqual({
    ...DEFAULT_POLICY,
    idleMinutes: 9,
    pins: { from: 'desk', closeMinutes: 5 },
  })
})
