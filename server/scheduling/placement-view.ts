import { canonical, derive, hmac, sha256 } from '../canonical.ts'
import { count, eq } from '../db/sql.ts'
import type { LoadRow, PlacementPreview, PlacementRequest } from '../protocol/placement.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { instantOf, type Slot, timeOf } from './day-plan.ts'
import { type Placed, type Placement, type PlacementInput, sessionsByVacancy } from './placement.ts'
import { Halls } from './placement-halls.ts'
import { type Gathered, gather } from './placement-input-store.ts'
import { busyNote, UNPLACED, unusedNote, whySeat } from './placement-words.ts'
import { solve } from './solve-job.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'clock'>

/** A placement as it would be now: what it is made from, what comes out, and the seed behind it. */
export interface Solved extends Gathered {
  placement: Placement
  seed: string
  commitment: string
  /** Of everything that decides who sits where and of the outcome: what a proposal is bound to. */
  result: string
}

/**
 * The seed for the next schedule of a test, fixed by the data folder before anybody looks (PM8): the more previews, the
 * same seed. Hex.
 */
async function nextSeed({ store, secret }: Reads, testId: string): Promise<string> {
  const { placement } = store.tables
  const [made] = await store.read.select({ n: count() }).from(placement).where(eq(placement.testId, testId))
  return hmac(derive(secret, 'placement-seed'), `${testId}\0${made?.n ?? 0}`).toString('hex')
}

export async function solveNow(services: Reads, request: PlacementRequest): Promise<Solved | Refusal> {
  const gathered = await gather(services, request)
  if (isRefusal(gathered)) return gathered
  const seed = await nextSeed(services, gathered.test.id)
  const placement = await solve(gathered.input, seed)
  const commitment = sha256(seed)
  return { ...gathered, placement, seed, commitment, result: resultDigest(gathered.digest, commitment, placement) }
}

export const resultDigest = (input: string, commitment: string, { placed, unplaced }: Placement): string =>
  sha256(canonical({ input, commitment, placed, unplaced }))

const FIRST_UNPLACED = 500
const SPLIT_SHOWN = 50

/** The effect before it is proposed (PM9): loads, who is left and why, what was kept together, and examples of reasons. */
export function previewOf(solved: Solved): PlacementPreview {
  const { placement, people, input } = solved
  const { placed, unplaced } = placement
  const sessions = sessionsByVacancy(placed, input.people)
  const sizes = Map.groupBy(input.people, (one) => one.vacancy)
  const split = [...sessions]
    .filter(([, set]) => set.size > 1)
    .map(([code, set]) => ({ code, people: sizes.get(code)?.length ?? 0, sessions: set.size }))
    .sort((a, b) => b.sessions - a.sessions || b.people - a.people || (a.code < b.code ? -1 : 1))
  const reasons = Map.groupBy(unplaced, ({ reason }) => reason)
  const nearness = { wished: 0, near: 0, elsewhere: 0, unknown: 0 }
  for (const { why } of placed)
    if (why.venue === 'wish') nearness.wished += 1
    else if (why.venue === 'near') nearness.near += 1
    else if (why.venue === 'unknown') nearness.unknown += 1
    else nearness.elsewhere += 1
  return {
    digest: solved.result,
    commitment: solved.commitment,
    people: input.people.length,
    placed: placed.length,
    unplaced: {
      total: unplaced.length,
      reasons: [...reasons]
        .map(([reason, list]) => ({ ...UNPLACED[reason], people: list.length }))
        .sort((a, b) => b.people - a.people),
      first: unplaced
        .map(({ person, reason }) => ({ reason, ...known(people, person) }))
        .sort((a, b) => (a.number < b.number ? -1 : 1))
        .slice(0, FIRST_UNPLACED)
        .map(({ number, name, reason }) => ({ number, name, ...UNPLACED[reason] })),
    },
    notes: [
      ...input.venues.flatMap(({ id, opens, closes }) => {
        const name = nameOf(solved, id)
        return unusedNote(name, input.slots, input.minutes, { opens, closes }) ?? []
      }),
      ...(busyNote(
        input.busy.map(({ room, day, from }) => {
          const venue = solved.venues.find(({ rooms }) => rooms.some(({ id }) => id === room))
          return { venue: venue?.name ?? '', room: venue?.rooms.find(({ id }) => id === room)?.name ?? '', day, from }
        }),
      ) ?? []),
    ],
    load: loadOf(solved),
    vacancies: { total: sizes.size, together: sessions.size - split.length, split: split.slice(0, SPLIT_SHOWN) },
    nearness,
    examples: examplesOf(solved),
  }
}

/** Every session at every venue that has people, with its rooms; sessions that stay empty are left out. */
function loadOf(solved: Solved): LoadRow[] {
  const { input, placement } = solved
  const seats = new Map(input.venues.flatMap(({ rooms }) => rooms.map((room) => [room.id, room.stations.length])))
  return [...Map.groupBy(placement.placed, ({ slot, venue }) => `${String(slot).padStart(3, '0')}\0${venue}`)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => {
      const { slot: at, venue: id } = list[0] as Placed
      const slot = input.slots[at] as Slot
      const venue = input.venues.find((one) => one.id === id) as PlacementInput['venues'][number]
      const byRoom = Map.groupBy(list, ({ room }) => room)
      return {
        venue: nameOf(solved, id),
        day: slot.day,
        session: slot.session,
        opens: timeOf(slot.opens),
        starts: timeOf(slot.starts),
        capacity: capacityAt(input, at, id),
        people: list.length,
        rooms: venue.rooms
          .filter((room) => byRoom.has(room.id))
          .map((room) => ({
            name: room.name,
            seats: Math.max(0, (seats.get(room.id) ?? 0) - input.reservePerRoom),
            people: byRoom.get(room.id)?.length ?? 0,
          })),
      }
    })
}

const capacityAt = (input: PlacementInput, slot: number, venue: string): number =>
  new Halls({
    ...input,
    people: [],
    slots: [input.slots[slot] as Slot],
    venues: input.venues.filter(({ id }) => id === venue),
  }).capacities()[0] ?? 0

/** One person for each kind of reason; somebody with an accommodation first. */
function examplesOf(solved: Solved): PlacementPreview['examples'] {
  const kinds = Map.groupBy(
    solved.placement.placed,
    ({ why }) => `${why.fitted ? 0 : 1} ${why.venue} ${why.here === why.vacancy}`,
  )
  return [...kinds]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, list]) => {
      const one = list[0] as Placed
      const { number, name, vacancy, accommodation } = known(solved.people, one.person)
      const slot = solved.input.slots[one.slot] as Slot
      const minutes = solved.input.people.find(({ id }) => id === one.person)?.minutes ?? solved.input.minutes
      return {
        ...{ candidate: one.person, number, name, vacancy, accommodation, sitting: null },
        venue: nameOf(solved, one.venue),
        room: roomName(solved, one),
        station: one.station,
        startsAt: instantOf(slot.day, slot.starts),
        card: 1,
        why: whySeat(one.why, { vacancy, accommodation, minutes }),
      }
    })
}

export const nameOf = ({ venues }: Pick<Gathered, 'venues'>, id: string): string =>
  venues.find((one) => one.id === id)?.name ?? id
export const roomName = (
  { venues }: Pick<Gathered, 'venues'>,
  { venue, room }: Pick<Placed, 'venue' | 'room'>,
): string => venues.find((one) => one.id === venue)?.rooms.find((one) => one.id === room)?.name ?? room

function known<Value>(people: Map<string, Value>, id: string): Value {
  const one = people.get(id)
  if (one === undefined) throw new Error('bug: somebody was placed who was not given')
  return one
}
