import { expect, it } from 'vitest'
import { reconcile } from './reconcile.ts'

const rows = (...codes: string[]) => codes.map((code) => ({ code }))
const skd = rows('P/L', 'P/L', 'P', 'TL', 'TH')

it('[RC1] an SKD list: TH is absent, everybody else present', () => {
  expect(reconcile(skd)).toEqual({
    ...{ total: 5, present: 4, absent: 1 },
    byCode: { 'P/L': 2, P: 1, TL: 1, TH: 1 },
    holds: true,
    problems: [],
  })
})

it('[RC1] who dropped out is where the attendance says', () => {
  const list = [{ code: 'APS', present: false }, { code: 'DIS', present: true }, { code: 'TMS' }, { code: 'P/TL' }]
  expect(reconcile(list)).toMatchObject({ total: 4, present: 3, absent: 1, holds: true })
})

it('[RC2] is compared with the register, figure by figure, in both languages', () => {
  expect(reconcile(skd, { register: { total: 5, present: 4, absent: 1 } }).holds).toBe(true)
  expect(reconcile(skd, { register: { total: 6, present: 5, absent: 1 } }).problems).toEqual([
    { id: 'Jumlah peserta menurut kode 5, menurut daftar peserta 6.', en: 'Total by the codes 5, by the register 6.' },
    { id: 'Jumlah hadir menurut kode 4, menurut daftar peserta 5.', en: 'Present by the codes 4, by the register 5.' },
  ])
  expect(reconcile(skd, { register: { total: 5, present: 4, absent: 2 } }).problems).toEqual([
    {
      id: 'Pada daftar peserta, hadir 4 + tidak hadir 2 tidak sama dengan 5.',
      en: 'In the register, 4 present + 2 absent is not 5.',
    },
    {
      id: 'Jumlah tidak hadir menurut kode 1, menurut daftar peserta 2.',
      en: 'Absent by the codes 1, by the register 2.',
    },
  ])
})

it('[RC3] a code nobody knows does not hold; a group is known where the rule set has it', () => {
  const pppk = rows('R2/L', 'R3', 'SERI')
  expect(reconcile(pppk, { groups: ['R2', 'R3'] }).holds).toBe(true)
  expect(reconcile(pppk).problems).toEqual([
    { id: 'Kode yang tidak dikenal: R2/L, R3.', en: 'Unknown codes: R2/L, R3.' },
  ])
})

it('[RC3] a code that contradicts the attendance does not hold', () => {
  const list = [
    { code: 'TH', present: true },
    { code: 'P/L', present: false },
    { code: 'P/L', present: true },
    { code: 'P/TH', present: false },
    { code: 'P/TL', present: true },
  ]
  expect(reconcile(list)).toMatchObject({
    ...{ present: 3, absent: 2, holds: false },
    problems: [{ en: 'Code and attendance contradict each other for 2 candidates.' }],
  })
})

it('[RC1] an empty list holds', () => expect(reconcile([])).toMatchObject({ total: 0, holds: true }))
