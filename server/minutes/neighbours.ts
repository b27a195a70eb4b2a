import type { RoomPlan } from '../protocol/venues.ts'
import { nameKey } from '../venues/plan.ts'

/** Somebody at a station. */
export interface Placed {
  room: string
  station: string
}

/**
 * Who could see whose screen: in a room with a plan the eight seats around, else stations whose numbers follow each
 * other (MN6). Pairs of places in the list given, each once, the lower first. Pure.
 */
export function neighbourPairs(people: readonly Placed[], plans: ReadonlyMap<string, RoomPlan>): [number, number][] {
  const rooms = new Map<string, number[]>()
  for (const [at, { room }] of people.entries()) rooms.set(room, [...(rooms.get(room) ?? []), at])
  return [...rooms].flatMap(([room, members]) => {
    const plan = plans.get(room)
    return plan ? besideOnPlan(people, members, plan) : besideByNumber(people, members)
  })
}

function besideOnPlan(people: readonly Placed[], members: number[], plan: RoomPlan): [number, number][] {
  const cells = new Map(plan.seats.map((seat) => [nameKey(seat.station), seat]))
  const placed = members.flatMap((at) => {
    const cell = cells.get(nameKey(people[at]?.station ?? ''))
    return cell ? [{ at, cell }] : []
  })
  const pairs: [number, number][] = []
  for (const [first, a] of placed.entries())
    for (const b of placed.slice(first + 1))
      if (Math.abs(a.cell.row - b.cell.row) <= 1 && Math.abs(a.cell.column - b.cell.column) <= 1)
        pairs.push(ordered(a.at, b.at))
  return pairs
}

function besideByNumber(people: readonly Placed[], members: number[]): [number, number][] {
  const known = new Map<string, number>()
  for (const at of members) {
    const { head, number } = splitStation(people[at]?.station ?? '')
    if (number !== null) known.set(`${head}${number}`, at)
  }
  return members.flatMap((at) => {
    const { head, number } = splitStation(people[at]?.station ?? '')
    const next = number === null ? undefined : known.get(`${head}${number + 1}`)
    return next === undefined || next === at ? [] : [ordered(at, next)]
  })
}

const ordered = (a: number, b: number): [number, number] => (a < b ? [a, b] : [b, a])

/** 'B07' as 'B' and 7: stations of one row differ in the number alone. */
function splitStation(station: string): { head: string; number: number | null } {
  const [, head = '', digits = ''] =
    station
      .trim()
      .toUpperCase()
      .match(/^(.*?)(\d{0,9})$/) ?? []
  return { head, number: digits === '' ? null : Number(digits) }
}
