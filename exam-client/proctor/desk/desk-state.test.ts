import { describe, expect, it } from 'vitest'
import type { DeskPerson, DeskRow, DeskSitting } from '../../../server/protocol/desk.ts'
import {
  type Desk,
  isLate,
  listed,
  missingDocuments,
  photoLacks,
  seatIsKnown,
  showDesk,
  stepsShown,
  untilClosing,
  WAITING,
} from './desk-state.ts'

const CLOSES = Date.parse('2025-11-24T00:55:00Z') // 07:55:00 WIB, for a start at 08:00
const sitting: DeskSitting = {
  sitting: { id: 's', name: 'Sesi 1', venue: 'Gedung A', startsAt: CLOSES + 300_000, state: 'open' },
  wallNow: CLOSES - 60_000,
  closesAt: CLOSES,
  steps: ['documents', 'photo', 'pin', 'seat'],
  documents: [
    { id: 'identity', label: 'KTP', needed: true },
    { id: 'card', label: 'Kartu', needed: true },
    { id: 'letter', label: 'Surat', needed: false },
  ],
  photo: 'required',
  seating: 'plan',
  lottery: null,
  counts: { expected: 1, arrived: 0, admitted: 0, refused: 0 },
}
const person: DeskPerson = {
  candidate: 'c1',
  number: '24-61-000001',
  name: 'Siti Rahmawati',
  nikMasked: '3404********0001',
  vacancy: 'Analis',
  unit: 'Biro',
  accommodation: null,
  seat: { venue: 'Gedung A', room: 'A', station: '07' },
  version: 0,
  state: 'expected',
  done: [],
  next: 'documents',
  refusal: null,
  photo: null,
  scannedAs: 'signed',
  pinIssued: false,
}
const did = (step: DeskPerson['done'][number]['step'], note = '') => ({ step, at: 1, by: 'petugas', note })
const found = (change: Partial<DeskPerson> = {}): Desk =>
  showDesk(WAITING, { kind: 'found', scanned: 'X', person: { ...person, ...change } })
const at = (desk: Desk) => {
  if (desk.at !== 'person') throw new Error('nobody at the desk')
  return desk
}

describe('who stands at the desk', () => {
  it('a scan takes the one before off the screen at once, then shows the found one', () => {
    const looking = showDesk(found(), { kind: 'scanned', text: '24-61-000002' })
    expect(looking).toEqual({ at: 'waiting', looking: '24-61-000002', failed: null })
    expect(at(showDesk(looking, { kind: 'found', scanned: '24-61-000002', person })).person).toEqual(person)
  })

  it('what could not be found is said with what was read', () => {
    const looking = showDesk(WAITING, { kind: 'scanned', text: 'Z' })
    const failed = showDesk(looking, { kind: 'not-found', scanned: 'Z', why: { refused: 'not-found' } })
    expect(failed).toEqual({ at: 'waiting', looking: null, failed: { scanned: 'Z', why: { refused: 'not-found' } } })
  })

  it.each(['scanned', 'found', 'not-found', 'leave'] as const)('a PIN that is not noted yet survives %s', (kind) => {
    const shown = showDesk(showDesk(found(), { kind: 'sent' }), {
      kind: 'done',
      reply: { person: { ...person, version: 3, state: 'arrived' }, pin: '401873' },
    })
    const events = {
      scanned: { kind: 'scanned', text: 'Y' },
      found: { kind: 'found', scanned: 'Y', person: { ...person, candidate: 'c2' } },
      'not-found': { kind: 'not-found', scanned: 'Y', why: 'unreachable' },
      leave: { kind: 'leave' },
    } as const
    const after = at(showDesk(shown, events[kind]))
    expect([after.pin, after.person.candidate]).toEqual(['401873', 'c1'])
    expect(showDesk(showDesk(after, { kind: 'noted' }), { kind: 'leave' })).toEqual(WAITING)
  })

  it('a step on its way is waited for before anybody else is looked for', () => {
    const sent = showDesk(found(), { kind: 'sent' })
    expect(at(showDesk(sent, { kind: 'scanned', text: 'Y' })).trouble).toBe('busy')
    expect(at(showDesk(sent, { kind: 'leave' })).busy).toBe(true)
  })

  it('a PIN that comes after the desk gave up waiting is still shown, if the same person stands there', () => {
    const gaveUp = showDesk(showDesk(found(), { kind: 'sent' }), {
      kind: 'failed',
      candidate: 'c1',
      why: 'unreachable',
    })
    expect(at(gaveUp).trouble).toBe('unreachable')
    const reply = { person: { ...person, version: 1 }, pin: '401873' }
    expect(at(showDesk(gaveUp, { kind: 'done', reply }))).toMatchObject({ pin: '401873', trouble: null })
    const other = found({ candidate: 'c2' })
    expect(showDesk(other, { kind: 'done', reply })).toBe(other)
  })

  it('a PIN of a reply older than what is shown is not shown: it may be dead by now', () => {
    const newer = found({ version: 5 })
    expect(at(showDesk(newer, { kind: 'done', reply: { person: { ...person, version: 4 }, pin: '1' } }))).toMatchObject(
      {
        pin: null,
        person: { version: 5 },
      },
    )
  })

  it('the newest state after another desk went on is shown, said, and closes a step being done again', () => {
    const again = showDesk(found({ version: 2 }), { kind: 'again', step: 'photo' })
    const refused = showDesk(again, { kind: 'failed', candidate: 'c1', why: { refused: 'desk-changed' } })
    const newest = at(showDesk(refused, { kind: 'newest', person: { ...person, version: 3, next: 'pin' } }))
    expect(newest).toMatchObject({ changed: true, again: null, trouble: null, person: { version: 3, next: 'pin' } })
    expect(at(showDesk(newest, { kind: 'newest', person: { ...person, version: 2 } })).person.version).toBe(3)
  })

  it('looking at a state that did not change says nothing of another desk, and ends the doubt', () => {
    const doubt = showDesk(found(), { kind: 'failed', candidate: 'c1', why: 'unreachable' })
    expect(at(showDesk(doubt, { kind: 'newest', person }))).toMatchObject({ changed: false, trouble: null })
  })

  it('remembers that the card was signed, which only the search says', () => {
    const after = showDesk(found(), {
      kind: 'done',
      reply: { person: { ...person, version: 1, scannedAs: null }, pin: null },
    })
    expect(at(after).person.scannedAs).toBe('signed')
  })
})

describe('the closing moment', () => {
  it.each([
    ['07:54:59.999', CLOSES - 1, 1, false],
    ['07:55:00.000', CLOSES, 0, true],
    ['07:55:00.001', CLOSES + 1, -1, true],
  ])('at %s', (_, now, left, late) => {
    expect(untilClosing(sitting, now)).toBe(left)
    expect(isLate(sitting, person, now)).toBe(late)
  })

  it.each([
    ['with her PIN goes on', { version: 3, state: 'arrived', done: [did('pin')] }, false],
    ['who came but has no PIN does not', { version: 2, state: 'arrived', done: [did('documents')] }, true],
    ['whose PIN is from the list but who never came does not', { pinIssued: true }, true],
    ['who is admitted is not late', { version: 4, state: 'admitted', done: [did('pin')] }, false],
    ['who was refused is not late again', { version: 4, state: 'refused' }, false],
  ] as const)('after it, one %s', (_, change, late) => {
    expect(isLate(sitting, { ...person, ...change, done: [...('done' in change ? change.done : [])] }, CLOSES)).toBe(
      late,
    )
  })

  it('without the step PIN whoever came in time goes on', () => {
    const listOnly: DeskSitting = { ...sitting, steps: ['documents', 'photo', 'seat'] }
    expect(isLate(listOnly, { ...person, version: 1, state: 'arrived' }, CLOSES)).toBe(false)
    expect(isLate(listOnly, person, CLOSES)).toBe(true)
  })
})

describe('the steps', () => {
  it('stand in the settled order, with how each was done', () => {
    const steps = stepsShown(sitting, { ...person, done: [did('documents', 'KTP')], next: 'photo' }, null)
    expect(steps.map((one) => `${one.step} ${one.state} ${one.last?.note ?? '-'}`)).toEqual([
      'documents done KTP',
      'photo now -',
      'pin later -',
      'seat later -',
    ])
  })

  it('a done one opened again is the open one, and only it', () => {
    const steps = stepsShown(sitting, { ...person, done: [did('documents'), did('photo')], next: 'pin' }, 'photo')
    expect(steps.filter((one) => one.state === 'now').map((one) => one.step)).toEqual(['photo'])
  })

  it('a lottery’s seat is told only once it was drawn', () => {
    const lottery: DeskSitting = { ...sitting, seating: 'lottery' }
    expect(seatIsKnown(sitting, person)).toBe(true)
    expect(seatIsKnown(lottery, person)).toBe(false)
    expect(seatIsKnown(lottery, { ...person, done: [did('seat')] })).toBe(true)
  })

  it('documents: each needed one must be ticked, the others may be', () => {
    expect(missingDocuments(sitting, new Set(['card'])).map((one) => one.id)).toEqual(['identity'])
    expect(missingDocuments(sitting, new Set(['card', 'identity']))).toEqual([])
  })

  it.each([
    ['no picture yet', {}, 'needPicture'],
    ['a picture, no answer', { picture: 'data:x' }, 'needAnswer'],
    ['a picture and the same person', { picture: 'data:x', same: true }, null],
    ['not the same without a reason', { picture: 'data:x', same: false }, 'needReason'],
    ['not the same with too short a reason', { picture: 'data:x', same: false, reason: '  ya  ' }, 'needReason'],
    ['not the same with a reason', { picture: 'data:x', same: false, reason: 'kata pengawas ruang' }, null],
    ['without a picture, no answer', { without: true, reason: 'kamera rusak' }, 'needAnswer'],
    ['without a picture and without a reason', { without: true, same: true }, 'needReason'],
    ['without a picture with a reason', { without: true, same: true, reason: 'kamera rusak' }, null],
  ] as const)('photo: %s', (_, draft, lacks) => {
    expect(photoLacks({ picture: null, without: false, same: null, reason: '', ...draft })).toBe(lacks)
  })
})

describe('the list', () => {
  const row = (n: number, state: DeskRow['state'], name = `Orang ${n}`): DeskRow => ({
    ...{ candidate: `c${n}`, number: `24-61-${String(n).padStart(6, '0')}`, name, room: 'Lab B', station: String(n) },
    ...{ state, at: null },
  })
  const rows = [
    row(1, 'expected', 'Ni Luh Ayu'),
    row(2, 'admitted'),
    ...Array.from({ length: 150 }, (_, n) => row(n + 3, 'expected')),
  ]

  it('draws a hundred and says how many more', () => {
    const { shown, matching, more } = listed(rows, { state: '', search: '' })
    expect([shown.length, matching, more]).toEqual([100, 152, 52])
  })

  it.each([
    ['a name in any case', { state: '', search: 'luh NI' }, ['c1']],
    ['a number', { state: '', search: '24-61-000002' }, ['c2']],
    ['a number without signs', { state: '', search: '2461000002' }, ['c2']],
    ['a state', { state: 'admitted', search: '' }, ['c2']],
    ['both', { state: 'admitted', search: 'luh' }, []],
  ])('finds by %s', (_, filter, ids) => {
    expect(listed(rows, filter).shown.map((one) => one.candidate)).toEqual(ids)
  })
})
