import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seatCandidates, type ToSeat } from './seating.ts'

const who = (id: string, room = '', station = ''): ToSeat => ({ id, number: id, room, station })
const seats = (...people: ToSeat[]) =>
  Object.fromEntries(seatCandidates(people).map((seat) => [seat.candidate, `${seat.room}/${seat.station}`]))

it.each<[string, ToSeat[], Record<string, string>]>([
  ['[SD3] the seat of the sheet', [who('p1', 'A', '07')], { p1: 'A/07' }],
  [
    '[SD3] free stations in order of number, whatever the order of the list',
    [who('p3'), who('p1'), who('p2')],
    { p1: '1/01', p2: '1/02', p3: '1/03' },
  ],
  [
    '[SD3] around the seats of the sheet',
    [who('p1'), who('p2', '1', '01'), who('p3')],
    { p1: '1/02', p2: '1/01', p3: '1/03' },
  ],
  [
    '[SD3] in the room of the sheet',
    [who('p1', 'B'), who('p2', 'A'), who('p3', 'B')],
    { p1: 'B/01', p2: 'A/01', p3: 'B/02' },
  ],
  [
    '[SD3] a seat that the sheet gives twice goes to the first; the other gets a free one',
    [who('p1', 'A', '01'), who('p2', 'A', '01')],
    { p1: 'A/01', p2: 'A/02' },
  ],
  ['nobody', [], {}],
])('%s', (_, people, expected) => expect(seats(...people)).toEqual(expected))

it('[SD2] everybody gets exactly one seat, and no seat is given twice', () => {
  const person = fc.record({ room: fc.constantFrom('', '1', 'A'), station: fc.constantFrom('', '01', '02', '1', 'X') })
  fc.assert(
    fc.property(fc.array(person, { maxLength: 40 }), (list) => {
      const people = list.map((one, at) => ({ ...one, id: `p${at}`, number: `p${at}` }))
      const given = seatCandidates(people)
      expect(given.map((seat) => seat.candidate).sort()).toEqual(people.map((one) => one.id).sort())
      expect(new Set(given.map((seat) => `${seat.room}\0${seat.station}`)).size).toBe(people.length)
    }),
  )
})
