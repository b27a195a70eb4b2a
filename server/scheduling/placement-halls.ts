import type { Random } from '../../question-bank/random.ts'
import type { Slot } from './day-plan.ts'
import type {
  Person,
  Placed,
  Placement,
  PlacementInput,
  Room,
  Unplaced,
  UnplacedReason,
  Venue,
  VenueReason,
} from './placement.ts'

/** One room in one session. */
interface Cell {
  venue: Venue
  room: Room
  /** Seats that it gives: its stations less the reserve. */
  seats: number
  free: number
}
interface Held {
  person: Person
  cell: Cell | null
  venue: VenueReason
}

/** Whether a room can be used for so many minutes in a session (PM2, PM4). */
export function isOpen(
  { opens, closes }: Pick<Venue, 'opens' | 'closes'>,
  room: string,
  slot: Slot,
  minutes: number,
  busy: PlacementInput['busy'],
): boolean {
  const end = slot.starts + minutes
  if (slot.opens < opens || end > closes || end > slot.until) return false
  return !busy.some((one) => one.room === room && one.day === slot.day && one.from < end && one.until > slot.starts)
}

/** The seats of every session while they are given away. */
export class Halls {
  #input: PlacementInput
  #cells: Cell[][]
  #capacity: number[]
  #free: number[]
  #promised: number[]
  #held: Held[][]
  #left: Unplaced[] = []
  /** Sessions from the first one that may be used. */
  #open: number[]
  #sizes = new Map<string, number>()
  #busy: Map<string, PlacementInput['busy']>

  constructor(input: PlacementInput, slots = input.slots.length) {
    this.#input = input
    this.#busy = Map.groupBy(input.busy, (one) => one.room)
    this.#cells = input.slots.slice(0, slots).map((slot) =>
      input.venues.flatMap((venue) =>
        venue.rooms
          .filter((room) => isOpen(venue, room.id, slot, input.minutes, this.#busy.get(room.id) ?? []))
          .map((room) => {
            const seats = Math.max(0, room.stations.length - input.reservePerRoom)
            return { venue, room, seats, free: seats }
          }),
      ),
    )
    this.#capacity = this.#cells.map((cells) => cells.reduce((sum, cell) => sum + cell.seats, 0))
    this.#free = [...this.#capacity]
    this.#promised = this.#capacity.map(() => 0)
    this.#held = this.#capacity.map(() => [])
    this.#open = this.#capacity.flatMap((seats, slot) => (seats > 0 ? [slot] : []))
    for (const { vacancy } of input.people) this.#sizes.set(vacancy, (this.#sizes.get(vacancy) ?? 0) + 1)
  }

  /** How many of the first sessions are needed for so many people. */
  slotsFor(people: number): number {
    let left = people
    for (const [slot, seats] of this.#capacity.entries()) {
      left -= seats
      if (left <= 0) return slot + 1
    }
    return this.#capacity.length
  }

  slots = (): readonly number[] => this.#open
  capacities = (): readonly number[] => this.#capacity
  free = (slot: number): number => this.#free[slot] ?? 0
  /** Part of the session that is taken or promised, in millionths. */
  load = (slot: number): number =>
    Math.round(
      (1_000_000 * ((this.#capacity[slot] ?? 0) - this.free(slot) + this.promised(slot))) / (this.#capacity[slot] || 1),
    )
  promised = (slot: number): number => this.#promised[slot] ?? 0
  promise(slot: number, people: number): void {
    this.#promised[slot] = this.promised(slot) + people
  }
  countOf = (slot: number, vacancy: string): number =>
    (this.#held[slot] ?? []).filter((one) => one.person.vacancy === vacancy).length

  /** Whether somebody with an accommodation finds a seat in this session. */
  takes = (slot: number, person: Person): boolean => this.free(slot) > 0 && this.#fitting(slot, person).length > 0

  /** Whether all of these do. Rooms for each kind are counted by themselves: a session that says no may still hold them. */
  holds(slot: number, people: readonly Person[]): boolean {
    if (this.free(slot) < people.length) return false
    for (const group of Map.groupBy(people, (one) => one.accommodation).values()) {
      const seats = this.#fitting(slot, group[0] as Person).reduce((sum, cell) => sum + cell.free, 0)
      if (seats < group.length) return false
    }
    return true
  }

  takeSpecial(slot: number, person: Person): void {
    const { wish, near } = wishesOf(person)
    // Her wish, near home, and of those the room that serves the fewest others.
    const [cell] = this.#fitting(slot, person)
      .map((its) => ({ its, rank: its.venue.id === wish ? 0 : near(its.venue) ? 1 : 2 }))
      .sort((a, b) => a.rank - b.rank || a.its.room.fits.length - b.its.room.fits.length)
    if (!cell) throw new Error('bug: no room for somebody whom the session takes')
    cell.its.free -= 1
    this.#take(slot, {
      person,
      cell: cell.its,
      venue: (['wish', 'near', 'accommodation'] as const)[cell.rank] as VenueReason,
    })
  }

  takePlain(slot: number, people: readonly Person[]): void {
    for (const person of people) this.#take(slot, { person, cell: null, venue: 'unknown' })
  }

  leave(person: Person): void {
    this.#left.push({ person: person.id, reason: this.#reasonFor(person) })
  }

  /** Gives everybody in each session a venue, a room and a station. */
  *seat(random: Random): Generator<void, Placement> {
    const placed: Placed[] = []
    for (const slot of this.#open) {
      const held = this.#held[slot] as Held[]
      this.#chooseVenues(slot, held, random)
      const here = new Map<string, number>()
      for (const { person } of held) here.set(person.vacancy, (here.get(person.vacancy) ?? 0) + 1)
      for (const [cell, people] of Map.groupBy(held, (one) => one.cell as Cell)) {
        const stations = random.shuffle(cell.room.stations.slice(0, cell.seats))
        // The order of the people is not that of their numbers: who sits beside whom is drawn.
        for (const [at, { person, venue }] of random.shuffle(people).entries())
          placed.push({
            ...{ person: person.id, slot, venue: cell.venue.id, room: cell.room.id },
            station: stations[at] as string,
            why: {
              venue,
              vacancy: this.#sizes.get(person.vacancy) as number,
              here: here.get(person.vacancy) as number,
              fitted: person.accommodation !== null,
            },
          })
      }
      yield
    }
    return {
      placed: placed.sort((a, b) => (a.person < b.person ? -1 : 1)),
      unplaced: this.#left.sort((a, b) => (a.person < b.person ? -1 : 1)),
    }
  }

  #take(slot: number, held: Held): void {
    this.#held[slot]?.push(held)
    this.#free[slot] = this.free(slot) - 1
  }

  #fitting = (slot: number, { accommodation, minutes }: Person): Cell[] =>
    (this.#cells[slot] ?? []).filter(
      ({ venue, room, free }) =>
        free > 0 &&
        room.fits.includes(accommodation ?? '') &&
        isOpen(venue, room.id, this.#input.slots[slot] as Slot, minutes, this.#busy.get(room.id) ?? []),
    )

  #reasonFor({ accommodation, minutes }: Person): UnplacedReason {
    if (accommodation === null) return 'full'
    const fitting = this.#cells.flatMap((cells, slot) =>
      cells.filter(({ room }) => room.fits.includes(accommodation)).map((cell) => ({ cell, slot })),
    )
    if (fitting.length === 0) return 'no-room-for'
    const inTime = fitting.filter(({ cell, slot }) =>
      isOpen(cell.venue, cell.room.id, this.#input.slots[slot] as Slot, minutes, this.#busy.get(cell.room.id) ?? []),
    )
    return inTime.length === 0 ? 'time' : 'rooms-full'
  }

  /** Wishes first, then those near one venue alone, then the rest wherever it is emptiest (PM6, PM7). */
  #chooseVenues(slot: number, held: readonly Held[], random: Random): void {
    const cells = this.#cells[slot] as Cell[]
    const venues = [...Map.groupBy(cells, (cell) => cell.venue)].map(([venue, its]) => ({
      venue,
      seats: its.reduce((sum, cell) => sum + cell.seats, 0),
      free: its.reduce((sum, cell) => sum + cell.free, 0),
      cells: its,
    }))
    type Its = (typeof venues)[number]
    const roomiest = (among: readonly Its[]): Its | null => {
      let best: Its | null = null
      for (const one of among)
        if (one.free > 0 && (best === null || one.free * best.seats > best.free * one.seats)) best = one
      return best
    }
    const give = (one: Held, its: Its, why: VenueReason) => {
      // Rooms are filled one after the other: each open room needs people who watch over it.
      const cell =
        its.cells.find((room) => room.free > 0 && room.free < room.seats) ?? its.cells.find((room) => room.free > 0)
      if (!cell) throw new Error('bug: a venue with a free seat has no room with one')
      cell.free -= 1
      its.free -= 1
      one.cell = cell
      one.venue = why
    }
    const near = new Map<Held, Its[]>()
    const left: Held[] = []
    for (const one of random.shuffle(held.filter(({ cell }) => cell === null))) {
      const { wish, near: isNear } = wishesOf(one.person)
      const wished = venues.find((its) => its.venue.id === wish && its.free > 0)
      if (wished) give(one, wished, 'wish')
      else {
        near.set(
          one,
          venues.filter((its) => isNear(its.venue)),
        )
        left.push(one)
      }
    }
    const rest: Held[] = []
    for (const one of left.sort((a, b) => (near.get(a)?.length ?? 0) - (near.get(b)?.length ?? 0))) {
      const its = roomiest(near.get(one) ?? [])
      if (its) give(one, its, 'near')
      else rest.push(one)
    }
    for (const one of rest) {
      const its = roomiest(venues)
      if (!its) throw new Error('bug: more people in a session than seats')
      give(one, its, this.#whyElsewhere(one.person))
    }
  }

  #whyElsewhere(person: Person): VenueReason {
    const { venues } = this.#input
    if (venues.some(({ id }) => id === person.wish)) return 'wish-full'
    if (person.district === null) return 'unknown'
    return venues.some(wishesOf(person).near) ? 'near-full' : 'none-near'
  }
}

const wishesOf = ({ wish, district }: Person) => ({
  wish,
  near: ({ districts }: Pick<Venue, 'districts'>): boolean =>
    district !== null && districts.some((code) => district === code || district.startsWith(`${code}.`)),
})
