import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskStep, DeskStepDone } from '../protocol/desk.ts'
import type { CheckInStep, SittingPolicy } from '../protocol/policy.ts'
import { DEFAULT_POLICY } from '../scheduling/policy.ts'
import {
  type AtTheDesk,
  afterRefusal,
  afterStep,
  type CheckIn,
  decideRefusal,
  decideStep,
  decideWithdrawal,
  nextStep,
  stepOrder,
} from './desk.ts'

const STARTS = Date.UTC(2026, 10, 24, 1) // 08.00 WIB
const at = (clock: string) => Date.parse(`2026-11-24T${clock.replaceAll('.', ':')}+07:00`)
const CLOSES = { closes: '24/11/2026, 07.55 WIB' }
const policy = (more: Partial<SittingPolicy['checkIn']> = {}): SittingPolicy => ({
  ...DEFAULT_POLICY,
  checkIn: { ...DEFAULT_POLICY.checkIn, ...more },
})
const around = (now = at('07.00.00'), settled = policy()) => ({ policy: settled, startsAt: STARTS, now })

const step = (name: CheckInStep): DeskStepDone => ({ step: name, at: 0, by: 'meja-1', note: '' })
const record = (...steps: CheckInStep[]): CheckIn => ({
  version: steps.length,
  state: 'arrived',
  done: steps.map(step),
  refusal: null,
})
const person = (checkIn: CheckIn | null = null, begun = false): AtTheDesk => ({ number: 'P-0001', checkIn, begun })
const NEW = person()
const DOCUMENTS: DeskStep = { step: 'documents', seen: ['identity', 'card'] }
const photo = (more: Partial<DeskStep & { step: 'photo' }> = {}): DeskStep => ({
  step: 'photo',
  jpeg: 'x',
  same: true,
  reason: '',
  ...more,
})
const kinds = (decided: ReturnType<typeof decideStep>) =>
  'refused' in decided ? decided.refused : decided.events.map(({ kind }) => kind)

describe('the order of the steps', () => {
  it.each<[string, CheckInStep[], CheckInStep[]]>([
    ['stays as settled', DEFAULT_POLICY.checkIn.steps, DEFAULT_POLICY.checkIn.steps],
    [
      '[DK4] puts documents and face before a PIN',
      ['pin', 'documents', 'photo', 'seat'],
      ['documents', 'photo', 'pin', 'seat'],
    ],
    ['[DK4] adds them where they were left out', ['belongings', 'pin'], ['belongings', 'documents', 'photo', 'pin']],
    ['[DK4] keeps what came earlier', ['photo', 'pin', 'body', 'documents'], ['photo', 'documents', 'pin', 'body']],
    ['needs neither where no PIN is given', ['body', 'seat'], ['body', 'seat']],
    ['is never empty: nobody could be let in', [], ['documents']],
  ])('%s', (_, steps, expected) => {
    expect(stepOrder(policy({ steps }))).toEqual(expected)
  })

  it('[DK4] has the PIN wherever PINs are given at the desk, before the seat', () => {
    const settled = { ...policy({ steps: ['body', 'seat'] }), pins: { from: 'desk' as const, closeMinutes: 5 } }
    expect(stepOrder(settled)).toEqual(['body', 'documents', 'photo', 'pin', 'seat'])
  })

  it('[DK4] leaves the face out where the committee asks for no picture and has no such step', () => {
    expect(stepOrder(policy({ steps: ['pin', 'seat'], photo: 'optional' }))).toEqual(['documents', 'pin', 'seat'])
    const early = policy({ steps: ['pin', 'photo'], photo: 'optional' })
    expect(stepOrder(early)).toEqual(['documents', 'photo', 'pin'])
    const faceless = around(undefined, policy({ steps: ['documents', 'pin'], photo: 'optional' }))
    expect(kinds(decideStep(person(record('documents')), 1, { step: 'pin' }, faceless))).toEqual(['pin-issued'])
  })

  it('[DK1 DK4] whatever was settled: each step once, nothing lost, documents and face before the PIN', () => {
    const all = ['documents', 'belongings', 'photo', 'body', 'pin', 'seat'] as const
    const settled = fc.record({
      steps: fc.shuffledSubarray([...all]),
      from: fc.constantFrom('desk' as const, 'list' as const),
      photo: fc.constantFrom('required' as const, 'optional' as const),
    })
    fc.assert(
      fc.property(settled, ({ steps, from, photo }) => {
        const order = stepOrder({ ...policy({ steps, photo }), pins: { from, closeMinutes: 5 } })
        expect(new Set(order).size).toBe(order.length)
        for (const one of steps) expect(order).toContain(one)
        expect(order.includes('pin')).toBe(from === 'desk' || steps.includes('pin'))
        if (!order.includes('pin')) return
        const early = order.slice(0, order.indexOf('pin'))
        expect(early).toContain('documents')
        if (photo === 'required' || steps.includes('photo')) expect(early).toContain('photo')
      }),
    )
  })

  it('[DK1] the next step is the first that was not done; nothing else may come, a done one may come again', () => {
    expect(nextStep(stepOrder(policy()), [])).toBe('documents')
    expect(kinds(decideStep(NEW, 0, { step: 'belongings' }, around()))).toBe('desk-order')
    expect(kinds(decideStep(NEW, 0, DOCUMENTS, around()))).toEqual(['arrived', 'documents-checked'])
    const two = person(record('documents', 'belongings'))
    expect(kinds(decideStep(two, 2, photo(), around()))).toEqual(['photo-taken'])
    expect(kinds(decideStep(two, 2, { step: 'pin' }, around()))).toBe('desk-order')
    expect(decideStep(two, 2, DOCUMENTS, around())).toMatchObject({
      events: [{ kind: 'documents-checked', detail: { again: true } }],
    })
    const short = around(at('07.00.00'), policy({ steps: ['documents', 'seat'] }))
    expect(kinds(decideStep(person(record('documents')), 1, { step: 'body' }, short))).toBe('desk-order')
  })

  it('[DK1] all steps done means admitted, and a step done again does not change that', () => {
    const order = stepOrder(policy())
    let checkIn: CheckIn | null = null
    for (const name of order) {
      expect(checkIn?.state ?? 'expected').not.toBe('admitted')
      checkIn = afterStep(checkIn, step(name), order)
    }
    expect(checkIn).toMatchObject({ version: 6, state: 'admitted' })
    const again = afterStep(checkIn, { ...step('photo'), note: 'lagi' }, [...order, 'seat'])
    expect([again.version, again.state, again.done.length]).toEqual([7, 'admitted', 6])
    expect(again.done.find((one) => one.step === 'photo')?.note).toBe('lagi')
  })
})

describe('what a step needs', () => {
  it('[DK2] every needed document; the missing ones are named, unknown ones refused', () => {
    const [identity, card] = DEFAULT_POLICY.checkIn.documents.map(({ label }) => label)
    expect(decideStep(NEW, 0, { step: 'documents', seen: ['card'] }, around())).toEqual({
      refused: 'documents-missing',
      detail: { missing: identity },
    })
    expect(decideStep(NEW, 0, { step: 'documents', seen: [] }, around())).toMatchObject({
      detail: { missing: `${identity}; ${card}` },
    })
    expect(decideStep(NEW, 0, { step: 'documents', seen: ['identity', 'card', 'sim'] }, around())).toMatchObject({
      refused: 'bad-request',
    })
    const optional = policy({ documents: [{ id: 'kk', label: 'KK', needed: false }] })
    expect(decideStep(NEW, 0, { step: 'documents', seen: [] }, around(undefined, optional))).toMatchObject({ note: '' })
  })

  const before = person(record('documents', 'belongings'))
  it.each<[string, Partial<DeskStep & { step: 'photo' }>, 'required' | 'optional', unknown]>([
    ['a picture of the same face', {}, 'required', ['photo-taken']],
    ['none where one is required', { jpeg: null }, 'required', 'photo-needed'],
    ['blanks are no reason', { jpeg: null, reason: '  ' }, 'required', 'photo-needed'],
    ['none with a reason', { jpeg: null, reason: 'kamera rusak' }, 'required', ['face-overridden']],
    ['none where it is optional', { jpeg: null }, 'optional', ['photo-taken']],
    ['another face without a reason', { same: false }, 'optional', 'face-reason-needed'],
    [
      'another face with a supervisor’s word',
      { same: false, reason: 'atasan' },
      'required',
      ['photo-taken', 'face-overridden'],
    ],
    ['another face and no picture', { same: false, jpeg: null, reason: 'atasan' }, 'required', ['face-overridden']],
  ])('[DK3] %s', (_, more, wanted, expected) => {
    expect(kinds(decideStep(before, 2, photo(more), around(undefined, policy({ photo: wanted }))))).toEqual(expected)
  })

  it('[DK3] the log says what the officer said, and her reason', () => {
    const decided = decideStep(before, 2, photo({ same: false, reason: ' memakai kacamata ' }), around())
    expect(decided).toMatchObject({
      note: 'memakai kacamata',
      events: [{}, { detail: { same: false, picture: true, reason: 'memakai kacamata' } }],
    })
  })

  it('[DK4] no PIN again either, where documents or face were settled away and back', () => {
    expect(kinds(decideStep(person(record('pin', 'documents')), 2, { step: 'pin' }, around()))).toBe('desk-order')
  })
})

describe('the closing moment', () => {
  const ready = person(record('documents', 'belongings', 'photo'))
  it.each<[string, string, unknown]>([
    ['07.54.59', 'yes', ['pin-issued']],
    ['07.54.59.999', 'yes, to the last millisecond', ['pin-issued']],
    ['07.55.00', 'no', 'pin-closed'],
    ['07.55.01', 'no', 'pin-closed'],
    ['08.10.00', 'no', 'pin-closed'],
  ])('[DK5] a PIN at %s for 08.00: %s', (clock, _, expected) => {
    const now = Date.parse(`2026-11-24T${clock.slice(0, 8).replaceAll('.', ':')}${clock.slice(8)}+07:00`)
    expect(kinds(decideStep(ready, 3, { step: 'pin' }, around(now)))).toEqual(expected)
  })

  it('[DK5] moves with the start and with what was settled', () => {
    const settled = { ...policy(), pins: { from: 'list' as const, closeMinutes: 0 } }
    expect(kinds(decideStep(ready, 3, { step: 'pin' }, around(at('07.59.59'), settled)))).toEqual(['pin-issued'])
    expect(kinds(decideStep(ready, 3, { step: 'pin' }, around(at('08.00.00'), settled)))).toBe('pin-closed')
  })

  it('[DK5] no second PIN after it, not even for somebody who has one', () => {
    const admitted = person({ ...record('documents', 'belongings', 'photo', 'pin', 'body', 'seat'), state: 'admitted' })
    expect(kinds(decideStep(admitted, 6, { step: 'pin' }, around()))).toEqual(['pin-issued'])
    expect(kinds(decideStep(admitted, 6, { step: 'pin' }, around(at('07.55.00'))))).toBe('pin-closed')
  })

  it('[DK6] who comes after it is refused as late and nothing else', () => {
    const late = around(at('07.55.00'))
    expect(decideStep(NEW, 0, DOCUMENTS, late)).toEqual({ refused: 'desk-late', detail: CLOSES })
    expect(decideRefusal(NEW, { version: 0, reason: 'no-identity', text: '' }, late)).toEqual({
      refused: 'late-only',
      detail: CLOSES,
    })
    expect(decideRefusal(NEW, { version: 0, reason: 'late', text: 'ban bocor' }, late)).toEqual({
      events: [{ kind: 'late', detail: { reason: 'late', text: 'ban bocor' } }],
    })
  })

  it('[DK6] nobody is late before it', () => {
    expect(decideRefusal(NEW, { version: 0, reason: 'late', text: '' }, around(at('07.54.59')))).toEqual({
      refused: 'not-late-yet',
      detail: CLOSES,
    })
  })

  it('[DK6] who came in time goes on with a PIN, and not without', () => {
    const late = around(at('07.56.00'))
    const withPin = person(record('documents', 'belongings', 'photo', 'pin'))
    expect(kinds(decideStep(withPin, 4, { step: 'body' }, late))).toEqual(['body-checked'])
    expect(kinds(decideStep(ready, 3, photo(), late))).toBe('pin-closed')
    expect(kinds(decideStep(person(record('documents')), 1, { step: 'belongings' }, late))).toBe('pin-closed')
    expect(kinds(decideStep(person(record('documents'), true), 1, { step: 'belongings' }, late))).toEqual([
      'belongings-kept',
    ])
    const noPin = policy({ steps: ['documents', 'seat'] })
    const listed = person(record('documents'))
    expect(kinds(decideStep(listed, 1, { step: 'seat' }, around(at('07.56.00'), noPin)))).toEqual(['seated'])
    expect(decideRefusal(withPin, { version: 4, reason: 'banned-item', text: '' }, late)).toMatchObject({
      events: [{ kind: 'refused-entry' }],
    })
  })
})

describe('two desks, and refusals', () => {
  it('[DK7] a step from an older state is refused, whatever it is', () => {
    const two = person(record('documents', 'belongings'))
    for (const version of [0, 1, 3])
      expect(decideStep(two, version, photo(), around())).toEqual({ refused: 'desk-changed' })
    expect(decideStep(NEW, 1, DOCUMENTS, around())).toEqual({ refused: 'desk-changed' })
    expect(decideRefusal(two, { version: 1, reason: 'clothes', text: '' }, around())).toEqual({
      refused: 'desk-changed',
    })
    expect(decideWithdrawal(two, 1, around())).toEqual({ refused: 'desk-changed' })
  })

  const refusal = { reason: 'clothes' as const, text: 'celana jin', by: 'meja-1', at: at('07.00.00') }
  it('[DK10] a refused person goes no step further, and is not refused twice', () => {
    const sent = person(afterRefusal(record('documents'), refusal))
    expect(sent.checkIn).toMatchObject({ version: 2, state: 'refused', done: [{ step: 'documents' }], refusal })
    expect(kinds(decideStep(sent, 2, { step: 'belongings' }, around()))).toBe('refused-at-desk')
    expect(decideRefusal(sent, { version: 2, reason: 'other', text: 'x' }, around())).toMatchObject({
      refused: 'refused-at-desk',
    })
  })

  it('[DK10] "other" needs words; somebody who has begun is the proctor’s', () => {
    expect(decideRefusal(NEW, { version: 0, reason: 'other', text: ' ' }, around())).toEqual({
      refused: 'refusal-text-needed',
    })
    expect(decideRefusal(person(null, true), { version: 0, reason: 'clothes', text: '' }, around())).toEqual({
      refused: 'begun-already',
      detail: { number: 'P-0001' },
    })
  })

  it('[DK10] is taken back before the closing moment; the PIN is given anew', () => {
    const sent = person(afterRefusal(record('documents', 'belongings', 'photo', 'pin', 'body'), refusal))
    const back = decideWithdrawal(sent, 6, around(at('07.54.59')))
    if ('refused' in back) throw new Error(back.refused)
    expect(back.checkIn).toMatchObject({ version: 7, state: 'arrived', refusal: null })
    expect(nextStep(stepOrder(policy()), back.checkIn.done)).toBe('pin')
    expect(decideWithdrawal(sent, 6, around(at('07.55.00')))).toEqual({ refused: 'desk-late', detail: CLOSES })
    expect(decideWithdrawal(NEW, 0, around())).toMatchObject({ refused: 'not-refused' })
  })
})
