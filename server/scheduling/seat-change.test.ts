import { describe, expect, it } from 'vitest'
import { type Mover, moveInto, type OpenRoom } from './seat-change.ts'

const HOUR = 3_600_000
const mover = (number: string, more: Partial<Mover> = {}): Mover => ({
  ...{ candidate: `c-${number}`, number, accommodation: null, minutes: 100 },
  ...{ sitting: 's1', venue: 'SMKN 1', startsAt: 0 },
  ...more,
})
const room = (sitting: string, name: string, stations: number, more: Partial<OpenRoom> = {}): OpenRoom => ({
  ...{ sitting, venue: 'SMKN 1', startsAt: 0, room: name, fits: [], minutesFree: 600 },
  stations: Array.from({ length: stations }, (_, at) => String(at + 1).padStart(2, '0')),
  ...more,
})
const where = (result: ReturnType<typeof moveInto>) =>
  Object.fromEntries(result.moves.map((one) => [one.candidate, `${one.sitting} ${one.room} ${one.station}`]))

describe('whose place is taken away', () => {
  it('[PM11] gets the nearest: same sitting, then same venue, then the nearest time elsewhere', () => {
    const rooms = [
      room('s4', 'X', 1, { venue: 'UPT BKN', startsAt: HOUR }),
      room('s3', 'B', 1, { startsAt: 5 * HOUR }),
      room('s2', 'B', 1, { startsAt: 3 * HOUR }),
      room('s1', 'B', 1),
    ]
    const result = moveInto(
      ['1', '2', '3', '4', '5'].map((n) => mover(n)),
      rooms,
    )
    expect(where(result)).toEqual({ 'c-1': 's1 B 01', 'c-2': 's2 B 01', 'c-3': 's3 B 01', 'c-4': 's4 X 01' })
    expect(result.left.map(({ mover: { number }, reason }) => [number, reason])).toEqual([['5', 'no-seat']])
  })

  it('[PM11] [PM4] an accommodation comes first, and only where the room is fit and her time fits', () => {
    const rooms = [
      room('s1', 'B', 1, { fits: ['netra'], minutesFree: 120 }),
      room('s1', 'C', 1, { fits: ['netra'], minutesFree: 130 }),
    ]
    const blind = { accommodation: 'netra', minutes: 130 }
    const result = moveInto([mover('1'), mover('8', blind), mover('9', blind)], rooms)
    expect(where(result)).toEqual({ 'c-8': 's1 C 01', 'c-1': 's1 B 01' })
    expect(result.left.map(({ reason }) => reason)).toEqual(['no-fit-seat'])
  })

  it('[PM11] does not take a fit room from those who need one, where another is as near', () => {
    const rooms = [room('s1', 'A', 1, { fits: ['netra'] }), room('s1', 'B', 1)]
    expect(where(moveInto([mover('1')], rooms))).toEqual({ 'c-1': 's1 B 01' })
  })
})
