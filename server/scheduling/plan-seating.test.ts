import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Place, seatInPlan } from './plan-seating.ts'
import type { ToSeat } from './seating.ts'

const who = (id: string, room = '', station = ''): ToSeat => ({ id, number: id, room, station })
const place = (room: string, station: string, spare = false): Place => ({ room, station, spare })
const hall = [place('B', '01'), place('B', '02'), place('B', '03', true), place('A', '01'), place('A', '02')]
const seats = (...people: ToSeat[]) => {
  const result = seatInPlan(people, hall)
  return 'seats' in result
    ? Object.fromEntries(result.seats.map((seat) => [seat.candidate, `${seat.room}/${seat.station}`]))
    : result.problems.map((one) => one.id).join(' ')
}

describe('[SD7] seats in a plan', () => {
  it.each<[string, ToSeat[], Record<string, string> | RegExp]>([
    [
      'go room by room in plan order, around the spare',
      [who('p4'), who('p1'), who('p2'), who('p3')],
      { p1: 'B/01', p2: 'B/02', p3: 'A/01', p4: 'A/02' },
    ],
    ['are those of the sheet', [who('p1', 'A', '02')], { p1: 'A/02' }],
    ['are those of the sheet, however it writes the name', [who('p1', 'a', '2')], { p1: 'A/02' }],
    ['may be a spare where the sheet says so', [who('p1', 'B', '03')], { p1: 'B/03' }],
    [
      'of a room that the sheet names come before those of anybody',
      [who('p1'), who('p2'), who('p3', 'B'), who('p4', 'B')],
      { p1: 'A/01', p2: 'A/02', p3: 'B/01', p4: 'B/02' },
    ],
    [
      'named twice go to the first; the other gets a free one of that room',
      [who('p1', 'A', '01'), who('p2', 'A', '1')],
      { p1: 'A/01', p2: 'A/02' },
    ],
    ['a sheet that names a station without a room gets any', [who('p1', '', '02')], { p1: 'B/01' }],
    ['nobody', [], {}],
    ['too few in all', [1, 2, 3, 4, 5].map((n) => who(`p${n}`)), /^5 peserta untuk 4 meja kosong;/],
    ['too few in a room', ['p1', 'p2', 'p3'].map((id) => who(id, 'B')), /^Ruang B: 3 peserta untuk 2 meja kosong\.$/],
    ['a room that is not there', [who('p1', 'C')], /^Ruang C .peserta p1. tidak ada di denah\.$/],
    ['a station that is not there', [who('p1', 'A', '09')], /^Meja 09 ruang A .peserta p1. tidak ada di denah\.$/],
    [
      'all that is wrong at once',
      [who('p1', 'A', '09'), who('p2', 'C'), ...['p3', 'p4', 'p5'].map((id) => who(id, 'A'))],
      /Meja 09.*Ruang C.*Ruang A: 3 peserta untuk 2/,
    ],
  ])('%s', (_, people, expected) => {
    const result = seats(...people)
    if (expected instanceof RegExp) expect(result).toMatch(expected)
    else expect(result).toEqual(expected)
  })

  it('[SD2] everybody gets exactly one seat of the plan and none is given twice, or it is said why', () => {
    const person = fc.record({
      room: fc.constantFrom('', 'A', 'B', 'b'),
      station: fc.constantFrom('', '01', '1', '03'),
    })
    fc.assert(
      fc.property(fc.array(person, { maxLength: 8 }), (list) => {
        const people = list.map((one, at) => ({ ...one, id: `p${at}`, number: `p${at}` }))
        const result = seatInPlan(people, hall)
        if ('problems' in result) {
          expect(result.problems.length).toBeGreaterThan(0)
          return
        }
        expect(result.seats.map((seat) => seat.candidate).sort()).toEqual(people.map((one) => one.id).sort())
        const given = result.seats.map((seat) => `${seat.room}/${seat.station}`)
        expect(new Set(given).size).toBe(people.length)
        expect(given.filter((one) => !hall.some((its) => `${its.room}/${its.station}` === one))).toEqual([])
      }),
    )
  })
})
