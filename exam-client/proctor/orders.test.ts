import { describe, expect, it } from 'vitest'
import { command, PLAN } from '../gallery/room-fixtures.ts'
import { tile } from '../gallery/staff-fixtures.ts'
import { deedOf, KEY_LIST, KEY_OF } from './keys.ts'
import {
  accepts,
  commandOf,
  isUnderWay,
  minutesOf,
  missing,
  offers,
  type PersonKind,
  standingOf,
  targetsFor,
  UNFILLED,
} from './orders.ts'

const kinds = (...given: Parameters<typeof offers>) => offers(...given).map((one) => one.kind)

describe('what may be ordered', () => {
  it.each<[string, Parameters<typeof tile>[1], PersonKind[]]>([
    ['absent', 'absent', ['move']],
    ['ready', 'waiting', ['start', 'message', 'move', 'reset-sign-in']],
    ['working', 'working', ['message', 'pause', 'add-time', 'move', 'reset-sign-in', 'lock', 'end']],
    ['paused by hand', 'paused', ['message', 'resume', 'add-time', 'move', 'reset-sign-in', 'lock', 'end']],
    ['locked', 'locked', ['message', 'pause', 'add-time', 'move', 'reset-sign-in', 'unlock', 'end']],
    ['finished', 'finished', ['reopen']],
    ['time over', 'time-over', ['reopen']],
  ])('%s', (_, state, expected) => {
    const one = { ...tile(0, state), attempt: state === 'absent' ? null : 'a0' }
    expect(kinds([one], 'running').filter((kind) => kind !== 'end' || state !== 'waiting')).toEqual(expected)
    expect(kinds([one], 'closed')).toEqual([])
  })

  it('gives each command to those whom it fits, and a move to one alone', () => {
    const tiles = [tile(0, 'working'), tile(1, 'finished'), tile(2, 'absent')]
    const found = offers(tiles, 'running')
    expect(found.find((one) => one.kind === 'pause')?.tiles).toEqual([tiles[0]])
    expect(found.find((one) => one.kind === 'reopen')?.tiles).toEqual([tiles[1]])
    expect(found.some((one) => one.kind === 'move')).toBe(false)
  })

  it('a time that an outage holds can be paused by hand too, and resumed', () => {
    const held = { ...tile(0, 'disconnected'), hold: 'outage-room' as const, heldFrom: 1 }
    expect([accepts('pause', held, 'running'), accepts('resume', held, 'running')]).toEqual([true, true])
    expect(accepts('start', tile(0, 'waiting'), 'scheduled')).toBe(false)
  })

  it('says what is missing, field by field', () => {
    expect(missing('pause', UNFILLED, ' ', 30)).toEqual(['reason'])
    expect(missing('message', UNFILLED, 'x', 30)).toEqual(['text'])
    expect(missing('add-time', { ...UNFILLED, minutes: '31' }, 'x', 30)).toEqual(['minutes'])
    expect(missing('add-time', { ...UNFILLED, minutes: '30' }, 'x', 30)).toEqual([])
    expect(missing('move', UNFILLED, 'x', 30)).toEqual(['place'])
    expect(missing('move', { ...UNFILLED, to: { room: 'A', station: ' ' } }, 'x', 30)).toEqual(['place'])
    expect(missing('move', { ...UNFILLED, anywhere: true }, 'x', 30)).toEqual([])
  })

  it.each([
    ['1', 1, 0, 'add-time'],
    ['0', null, 0, 'add-time'],
    ['0', 0, 0, 'reopen'],
    ['1.5', null, 0, 'add-time'],
    ['-3', null, 0, 'add-time'],
    ['1e1', null, 0, 'add-time'],
    ['', null, 0, 'reopen'],
  ] as const)('minutes %j', (typed, expected, _, kind) => {
    expect(minutesOf(kind, typed, 30)).toBe(expected)
  })

  it('sends only the fields that a kind has', () => {
    const filled = { ...UNFILLED, text: ' Tenang ', minutes: '10', to: { room: 'A', station: ' 31 ' } }
    const reason = { category: 'technical', text: ' sebab ' } as const
    const made = (kind: Parameters<typeof commandOf>[1]) =>
      commandOf('abcdefgh', kind, [tile(0, 'working')], reason, filled, 30)
    const base = { id: 'abcdefgh', candidates: ['c0'], reason: { category: 'technical', text: 'sebab' } }
    expect(made('pause')).toEqual({ ...base, kind: 'pause' })
    expect(made('message')).toEqual({ ...base, kind: 'message', text: 'Tenang' })
    expect(made('add-time')).toEqual({ ...base, kind: 'add-time', minutes: 10, cause: 'added' })
    expect(made('reopen')).toEqual({ ...base, kind: 'reopen', minutes: 10 })
    expect(made('move')).toEqual({ ...base, kind: 'move', to: { room: 'A', station: '31' } })
    expect(commandOf('abcdefgh', 'move', [], reason, { ...filled, anywhere: true }, 30).to).toBeNull()
  })
})

describe('where somebody could move to', () => {
  const who = tile(0, 'working')

  it('offers spare seats first, then free ones, then those of whom has finished; her own room before others', () => {
    const plan = {
      ...PLAN,
      seats: PLAN.seats.filter((seat) => ['01', '02', '03', '31', '30'].includes(seat.station)),
    }
    const tiles = [who, tile(2, 'finished'), tile(4, 'working')]
    const found = targetsFor(
      [
        { room: 'Lab B', plan: { ...plan, seats: [{ station: '40', row: 0, column: 0, spare: true }] } },
        { room: 'A', plan },
      ],
      tiles,
      who,
    )
    expect(found.map((one) => `${one.room} ${one.station} ${one.why}`)).toEqual([
      ...['A 31 spare', 'A 30 free', 'A 02 over', 'Lab B 40 spare'],
    ])
  })

  it('never offers a seat where somebody else was moved to', () => {
    const tiles = [who, { ...tile(2, 'working'), movedTo: 'A/31' }]
    expect(targetsFor([{ room: 'A', plan: PLAN }], tiles, who).map((one) => one.station)).not.toContain('31')
  })
})

describe('how a command fares', () => {
  it.each([
    ['waiting', command({ state: 'waiting', done: 0 })],
    ['refused', command({ state: 'refused', whole: { refused: 'wrong-state' } })],
    ['refused', command({ done: 0, reached: 0, refused: [{ candidate: 'c0', why: { refused: 'not-paused' } }] })],
    ['sent', command({ reached: 2 })],
    ['done', command()],
    ['done', command({ kind: 'open', done: 1, reached: 0 })],
    ['reached', command({ kind: 'message', read: 2 })],
    ['read', command({ kind: 'message', read: 3 })],
  ] as const)('%s', (expected, row) => {
    expect(standingOf(row)).toBe(expected)
    expect(isUnderWay(row)).toBe(expected === 'waiting' || expected === 'sent')
  })
})

describe('the keys', () => {
  const bare = { ctrlKey: false, altKey: false, metaKey: false }

  it('each asks for one thing, and none takes a key from the browser', () => {
    expect(new Set(Object.values(KEY_OF)).size).toBe(Object.keys(KEY_OF).length)
    expect(deedOf('?', bare)).toBe('help')
    expect(deedOf('P', bare)).toBe('pause')
    expect(deedOf('p', { ...bare, ctrlKey: true })).toBeNull()
    expect(deedOf('z', bare)).toBeNull()
  })

  it('the list names every one of them', () => {
    for (const [kind, key] of Object.entries(KEY_OF)) expect(KEY_LIST).toContainEqual([key.toUpperCase(), kind])
  })
})
