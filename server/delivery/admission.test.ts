import { expect, it } from 'vitest'
import type { RefusalCode } from '../protocol/refusals.ts'
import { type Asking, admit } from './admission.ts'

const seat = { room: 'A', station: '07' }
const there = { room: 'B', station: '01' }
const fine: Asking = { state: 'running', seat, place: seat, begun: null, elsewhere: null, moves: 'approved' }
const begun = { place: seat, pass: null, sameSource: false, finished: false }

it.each<[string, Partial<Asking>, RefusalCode | null]>([
  ['her own seat while the sitting runs', {}, null],
  ['an open sitting: she may sign in and wait', { state: 'open' }, null],
  ['a computer that was never told where it stands', { place: null }, null],
  ['the same station without its zero', { place: { room: ' a ', station: '7' } }, null],
  ['[SD5] a sitting that is not open', { state: 'scheduled' }, 'sitting-not-open'],
  ['[SD5] a closed sitting', { state: 'closed' }, 'sitting-closed'],
  ['another seat', { place: { room: 'A', station: '8' } }, 'wrong-seat'],
  ['the same station of another room', { place: { room: 'B', station: '07' } }, 'wrong-seat'],
  ['station 70 is not station 7', { place: { room: 'A', station: '70' } }, 'wrong-seat'],
  ['while she is live at another computer', { elsewhere: 'meja 3' }, 'in-use'],
  [
    'a closed sitting, to see the result of what she began',
    { state: 'closed', begun: { ...begun, finished: true } },
    null,
  ],
  ['[A18] her station again, its browser begun anew', { begun }, null],
  ['[A18] her station again while the old page is live', { begun, elsewhere: 'meja 7' }, 'in-use'],
  ['[A18] another station without a proctor’s word', { begun, place: there }, 'move-needed'],
  ['[A18] a computer that nobody placed, without a proctor’s word', { begun, place: null }, 'move-needed'],
  ['[A18] the same page again, wherever it says it is', { begun: { ...begun, sameSource: true }, place: there }, null],
  ['[A18] the station a proctor named', { begun: { ...begun, pass: { to: there } }, place: there }, null],
  [
    '[A18] the same, while the old page is live: it is fenced',
    { begun: { ...begun, pass: { to: there } }, place: there, elsewhere: 'x' },
    null,
  ],
  ['[A18] any station, where the proctor named none', { begun: { ...begun, pass: { to: null } }, place: there }, null],
  [
    '[A18] another than the named one',
    { begun: { ...begun, pass: { to: there } }, place: { room: 'B', station: '02' } },
    'wrong-seat',
  ],
  ['[A18] another station where the committee lets people move', { begun, place: there, moves: 'free' }, null],
  ['[A18] the same while she is live elsewhere', { begun, place: there, moves: 'free', elsewhere: 'x' }, 'in-use'],
  ['[A18] a finished exam, to read the result', { begun: { ...begun, finished: true }, place: there }, null],
])('%s', (_, asking, refused) => expect(admit({ ...fine, ...asking })?.refused ?? null).toBe(refused))

it('tells her where her place is', () => {
  expect(admit({ ...fine, place: { room: 'B', station: '1' } })?.detail).toEqual(seat)
  expect(admit({ ...fine, begun: { ...begun, place: there }, place: { room: 'C', station: '1' } })?.detail).toEqual(
    there,
  )
})
