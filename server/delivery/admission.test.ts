import { expect, it } from 'vitest'
import type { RefusalCode } from '../protocol/refusals.ts'
import { type Asking, admit } from './admission.ts'

const seat = { room: 'A', station: '07' }
const fine: Asking = { state: 'running', seat, place: seat, begun: false, elsewhere: null }

it.each<[string, Partial<Asking>, RefusalCode | null]>([
  ['her own seat while the sitting runs', {}, null],
  ['an open sitting: she may sign in and wait', { state: 'open' }, null],
  ['a computer that was never told where it stands', { place: null }, null],
  ['the same station without its zero', { place: { room: ' a ', station: '7' } }, null],
  ['[SD5] a sitting that is not open', { state: 'scheduled' }, 'sitting-not-open'],
  ['[SD5] a closed sitting', { state: 'closed' }, 'sitting-closed'],
  ['a closed sitting, to see the result of what she began', { state: 'closed', begun: true }, null],
  ['another seat', { place: { room: 'A', station: '8' } }, 'wrong-seat'],
  ['the same station of another room', { place: { room: 'B', station: '07' } }, 'wrong-seat'],
  ['station 70 is not station 7', { place: { room: 'A', station: '70' } }, 'wrong-seat'],
  ['another seat, to go on with what she began', { place: { room: 'B', station: '1' }, begun: true }, null],
  ['while she is live at another computer', { elsewhere: 'meja 3' }, 'in-use'],
  ['while she is live at another computer and has begun', { elsewhere: 'meja 3', begun: true }, 'in-use'],
])('%s', (_, asking, refused) => expect(admit({ ...fine, ...asking })?.refused ?? null).toBe(refused))

it('tells her where her place is', () =>
  expect(admit({ ...fine, place: { room: 'B', station: '1' } })?.detail).toEqual({ room: 'A', station: '07' }))
