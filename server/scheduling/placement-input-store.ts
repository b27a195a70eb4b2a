import { openDraft, openFrozen } from '../applications/application-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, asc, eq, gte, inArray, lt, max, ne } from '../db/sql.ts'
import type { PlacementRequest } from '../protocol/placement.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import { regionName } from '../recruitment/region-store.ts'
import type { Services } from '../services.ts'
import { dayPlanProblems, instantOf, minuteOf, minuteOfDay, slotsOf } from './day-plan.ts'
import type { Busy, PlacementInput } from './placement.ts'
import { minutesOf } from './sitting-store.ts'
import { findTest, type Test } from './test-store.ts'
import { type VenueWithRooms, venuesWithFacts } from './venue-facts-store.ts'
import { type Waiting, waitingFor } from './waiting-store.ts'

type Reads = Pick<Services, 'store' | 'secret' | 'clock'>

/** What a placement is made from, and how its parts are called. */
export interface Gathered {
  test: Test
  input: PlacementInput
  digest: string
  people: Map<string, Waiting>
  venues: VenueWithRooms[]
}

/** The world as it is now, for this request (PM2); refused with everything that is wrong with it. */
export async function gather(services: Reads, request: PlacementRequest): Promise<Gathered | Refusal> {
  const { store, clock } = services
  const test = await findTest(services, request.test)
  if (!test) return refuse('not-found', { what: 'Ujian' })
  if (request.period !== null && !(await findPeriod(services, request.period)))
    return refuse('not-found', { what: 'Periode' })
  const { minutes } = test.blueprint
  const problems = dayPlanProblems(request.plan, request.days, minutes, dayOf(clock.wall()))
  if (problems.length > 0) {
    const words = (language: 'id' | 'en') => problems.map((one) => one[language]).join(' ')
    return refuse('day-plan-wrong', { problems: words('id'), 'problems:en': words('en') })
  }
  const all = await venuesWithFacts(services)
  const venues = all.filter(({ id }) => request.venues.includes(id))
  if (venues.length < request.venues.length) return refuse('not-found', { what: 'Lokasi' })
  const { stage } = test.ruleSet
  const waiting = await waitingFor(
    services,
    store.read,
    stage,
    request.period === null ? {} : { period: request.period },
  )
  if (waiting.length === 0) return refuse(stage === 'skb' ? 'no-skb-participants' : 'nobody-seated')
  const districts = await homeDistricts(
    services,
    waiting.map(({ id }) => id),
  )
  const venueIds = new Map(venues.map((one) => [one.name, one.id]))
  const slots = slotsOf(request.plan, request.days)
  const input: PlacementInput = {
    people: waiting.map(({ id, vacancy, accommodation, venue }) => ({
      ...{ id, vacancy, accommodation },
      minutes: minutesOf(test.blueprint, accommodation),
      district: districts.get(id) ?? null,
      wish: venueIds.get(venue.trim()) ?? null,
    })),
    venues: venues.map(({ id, facts, rooms }) => ({
      id,
      opens: minuteOf(facts.opens),
      closes: minuteOf(facts.closes),
      districts: facts.districts,
      rooms: rooms.map(({ id: room, name, stations }) => ({ id: room, name, stations, fits: facts.fits[room] ?? [] })),
    })),
    slots,
    minutes,
    reservePerRoom: request.plan.reservePerRoom,
    busy: await busyRooms(services, venues, request.days),
  }
  return {
    ...{ test, input, venues },
    digest: sha256(canonical(input)),
    people: new Map(waiting.map((one) => [one.id, one])),
  }
}

const AT_ONCE = 500

/** Where candidates live, by their applications; whoever came in by a sheet has none that we know. */
export async function homeDistricts(
  services: Pick<Services, 'store' | 'secret'>,
  candidates: readonly string[],
): Promise<Map<string, string>> {
  const { application } = services.store.tables
  const found = new Map<string, string>()
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    const rows = await services.store.read
      .select()
      .from(application)
      .where(inArray(application.candidateId, candidates.slice(from, from + AT_ONCE)))
    for (const row of rows) {
      const region = (openFrozen(services, row)?.draft ?? openDraft(services, row)).region
      if (row.candidateId !== null && region) found.set(row.candidateId, region)
    }
    // Opening five hundred seals is some ten milliseconds; answers may be waiting.
    await new Promise(setImmediate)
  }
  return found
}

/** Home districts of those who wait for a test, the most people first: what a venue can be near to. */
export async function homesOf(
  services: Reads,
  { test: name, period }: { test: string; period: string | null },
): Promise<{ code: string; name: string; people: number }[] | Refusal> {
  const test = await findTest(services, name)
  if (!test) return refuse('not-found', { what: 'Ujian' })
  const waiting = await waitingFor(services, services.store.read, test.ruleSet.stage, period === null ? {} : { period })
  const districts = await homeDistricts(
    services,
    waiting.map(({ id }) => id),
  )
  return [...Map.groupBy(districts.values(), (code) => code)]
    .map(([code, list]) => ({ code, name: regionName(code) ?? code, people: list.length }))
    .sort((a, b) => b.people - a.people || (a.code < b.code ? -1 : 1))
}

/** Rooms that other sittings need on these days. */
async function busyRooms(
  { store }: Reads,
  venues: readonly VenueWithRooms[],
  days: readonly string[],
): Promise<Busy[]> {
  const { sitting, seat } = store.tables
  const sorted = [...days].sort()
  const rows = await store.read
    .select({ venue: sitting.venue, room: seat.room, startsAt: sitting.startsAt, minutes: max(seat.minutes) })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .where(
      and(
        ne(sitting.state, 'closed'),
        gte(sitting.startsAt, instantOf(sorted[0] as string, 0)),
        lt(sitting.startsAt, instantOf(sorted.at(-1) as string, 24 * 60)),
      ),
    )
    .groupBy(sitting.id, sitting.venue, sitting.startsAt, seat.room)
    .orderBy(asc(sitting.startsAt), asc(sitting.venue), asc(seat.room))
  return rows.flatMap(({ venue, room, startsAt, minutes }) => {
    const id = venues.find((one) => one.name === venue)?.rooms.find((one) => one.name === room)?.id
    const from = minuteOfDay(startsAt)
    return id === undefined ? [] : [{ room: id, day: dayOf(startsAt), from, until: from + (minutes ?? 0) }]
  })
}
