import { randomFrom } from '../../question-bank/random.ts'
import type { Slot } from './day-plan.ts'
import { Halls } from './placement-halls.ts'
import { packVacancies } from './placement-sessions.ts'

/**
 * Candidates x venues x rooms x sessions: who sits where, when and why (PM3 to PM9). Pure, and the same for the same
 * seed whatever the order in which people and venues are given.
 */
export interface Person {
  id: string
  vacancy: string
  accommodation: string | null
  /** Her working time. */
  minutes: number
  /** Region code of her home district, '15.08.01'. */
  district: string | null
  /** Id of the venue that she asked for. */
  wish: string | null
}
export interface Room {
  id: string
  name: string
  /** Names of its stations without the spares, in plan order. */
  stations: string[]
  /** Accommodations that it has what is needed for. */
  fits: string[]
}
export interface Venue {
  id: string
  /** Minutes of the day. */
  opens: number
  closes: number
  /** Region codes that it is near to, whole or in part. */
  districts: string[]
  rooms: Room[]
}
/** A room that another sitting needs. */
export interface Busy {
  room: string
  day: string
  from: number
  until: number
}
export interface PlacementInput {
  people: Person[]
  venues: Venue[]
  slots: Slot[]
  /** Working time without accommodation. */
  minutes: number
  reservePerRoom: number
  busy: Busy[]
}

/** Why this venue: her wish, near home, or what stood against it. */
export type VenueReason = 'wish' | 'near' | 'wish-full' | 'near-full' | 'none-near' | 'unknown' | 'accommodation'
export interface Placed {
  person: string
  /** Index into the input's slots. */
  slot: number
  venue: string
  room: string
  station: string
  why: {
    venue: VenueReason
    /** People of her vacancy, and how many of them sit in this session. */
    vacancy: number
    here: number
    /** The room is one of those that have what she needs. */
    fitted: boolean
  }
}
export type UnplacedReason =
  /** No seat is left in any session. */
  | 'full'
  /** No chosen room has what her accommodation needs. */
  | 'no-room-for'
  /** There is such a room, but her time does not fit before the next session. */
  | 'time'
  /** Every such seat is taken. */
  | 'rooms-full'
export interface Unplaced {
  person: string
  reason: UnplacedReason
}
export interface Placement {
  placed: Placed[]
  unplaced: Unplaced[]
}

const ROUNDS = 6
/** Sessions more than are needed for the seats alone, where that keeps vacancies together. */
const MORE_SESSIONS = 3

/** All at once; `placing` does the same with pauses, so that a server can do other work between. */
export function place(input: PlacementInput, seed: string): Placement {
  const steps = placing(input, seed)
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

/**
 * Several rounds of packing, each drawn from the seed; the best one counts: fewest without a seat, then vacancies in the
 * fewest sessions, then fewest sessions, then most people near home, then the evenest load.
 */
export function* placing(given: PlacementInput, seed: string): Generator<void, Placement> {
  const input = inOrder(given)
  const plain = new Halls(input)
  const needed = plain.slotsFor(input.people.length)
  const numbers = new Set([needed, input.slots.length])
  for (let more = 1; more <= MORE_SESSIONS; more += 1) numbers.add(Math.min(input.slots.length, needed + more))
  let best: { placement: Placement; score: number[] } | null = null
  for (const slots of [...numbers].sort((a, b) => a - b))
    for (let round = 0; round < ROUNDS; round += 1) {
      const halls = new Halls(input, slots)
      const random = randomFrom(`${seed}/${slots}/${round}`)
      yield* packVacancies(halls, input.people, random, round)
      const placement = yield* halls.seat(random)
      const score = scoreOf(placement, input)
      if (!best || isBetter(score, best.score)) best = { placement, score }
      yield
    }
  return best?.placement ?? { placed: [], unplaced: [] }
}

/** Nothing may follow from the order in which rows came out of a store. */
const inOrder = (input: PlacementInput): PlacementInput => ({
  ...input,
  people: [...input.people].sort((a, b) => (a.id < b.id ? -1 : 1)),
  venues: [...input.venues].sort((a, b) => (a.id < b.id ? -1 : 1)),
})

/** In how many sessions each vacancy is. */
export function sessionsByVacancy(placed: readonly Placed[], people: readonly Person[]): Map<string, Set<number>> {
  const vacancies = new Map(people.map((one) => [one.id, one.vacancy]))
  const sessions = new Map<string, Set<number>>()
  for (const { person, slot } of placed) {
    const vacancy = vacancies.get(person) as string
    const set = sessions.get(vacancy)
    if (set) set.add(slot)
    else sessions.set(vacancy, new Set([slot]))
  }
  return sessions
}

function scoreOf({ placed, unplaced }: Placement, { people }: PlacementInput): number[] {
  let pairs = 0
  for (const set of sessionsByVacancy(placed, people).values()) pairs += set.size
  const loads = new Map<number, number>()
  let far = 0
  for (const { slot, why } of placed) {
    loads.set(slot, (loads.get(slot) ?? 0) + 1)
    if (why.venue === 'wish-full' || why.venue === 'near-full') far += 1
  }
  const uneven = [...loads.values()].reduce((sum, load) => sum + load * load, 0)
  return [unplaced.length, pairs, loads.size, far, uneven]
}

function isBetter(a: readonly number[], b: readonly number[]): boolean {
  for (const [at, value] of a.entries()) {
    const other = b[at] as number
    if (value !== other) return value < other
  }
  return false
}
