import { setImmediate } from 'node:timers/promises'
import { type Attempt, evolve } from '../delivery/attempt.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { eventOf } from '../delivery/event-log.ts'
import type { LikenessPair } from '../protocol/minutes.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { plansOf } from '../venues/venue-store.ts'
import { eachLog, readDay } from './day-store.ts'
import { countChoices, type Leaning, leanOf, likenessOf, spreadOf } from './likeness.ts'
import { neighbourPairs } from './neighbours.ts'
import type { SeatFact } from './room-lines.ts'

/** Shown at most, the most unlikely first; `pairs` of each says how many were looked at. */
export const PAIRS_MAX = 50
/** Pairs apart that tell how far people stray by themselves. */
const APART_MAX = 2000
/** Other work goes on after so many pairs or sheets: some 20 ms. */
const PAIRS_AT_ONCE = 200
const SHEETS_AT_ONCE = 20
const ATTEMPTS_AT_ONCE = 50
const KINDS = ['opened', 'claimed', 'answered', 'carried']

interface Sat extends SeatFact, Leaning {}

/** Neighbours of a sitting whose choices agree, the most unlikely first (MN6, MN7). */
export async function likenessOfSitting(
  services: Services,
  delivery: Delivery,
  sitting: string,
): Promise<LikenessPair[] | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return refuse('not-found', { what: 'Sesi' })
  const seats = new Map(day.seats.map((seat) => [seat.candidate, seat]))
  const sat: Sat[] = []
  await eachLog(services, sitting, KINDS, ATTEMPTS_AT_ONCE, (candidate, rows) => {
    const attempt = rows.reduce<Attempt | null>((before, row) => evolve(before, eventOf(row), row), null)
    const seat = seats.get(candidate)
    if (!attempt || !seat) return
    const chosen = new Map<string, string>()
    for (const [at, slot] of attempt.form.slots.entries()) {
      const option = attempt.responses[at]
      if (option != null) chosen.set(slot.item, option)
    }
    if (chosen.size > 0) sat.push({ ...seat, ...attempt.place, chosen, lean: 1 })
  })
  sat.sort((a, b) => (a.candidate < b.candidate ? -1 : 1))
  const counts = countChoices(sat)
  for (const [at, one] of sat.entries()) {
    one.lean = leanOf(counts, one)
    if (at % SHEETS_AT_ONCE === 0) await setImmediate()
  }
  const plans = await plansOf(services, day.sitting.venue)
  const pairs = neighbourPairs(sat, new Map(plans.map(({ room, plan }) => [room, plan])))
  const spread = spreadOf(counts, apart(sat, pairs))
  const found: LikenessPair[] = []
  for (const [at, [first, second]] of pairs.entries()) {
    const [a, b] = [sat[first] as Sat, sat[second] as Sat]
    const alike = likenessOf(counts, a, b, spread)
    if (alike.common > 0) found.push({ a: who(a), b: who(b), ...alike, pairs: pairs.length })
    if (at % PAIRS_AT_ONCE === 0) await setImmediate()
  }
  return found.sort((a, b) => a.chance - b.chance || b.same - a.same).slice(0, PAIRS_MAX)
}

const who = ({ number, name, room, station }: SeatFact) => ({ number, name, room, station })

/** Pairs that did not sit beside each other, the same each time: people's ids are in no order of seats. */
function apart(sat: Sat[], neighbours: [number, number][]): [Sat, Sat][] {
  const beside = new Set(neighbours.map(([a, b]) => `${a}/${b}`))
  const pairs: [Sat, Sat][] = []
  for (let far = 1; far < sat.length && pairs.length < APART_MAX; far += 1)
    for (let at = 0; at + far < sat.length && pairs.length < APART_MAX; at += 1)
      if (!beside.has(`${at}/${at + far}`)) pairs.push([sat[at] as Sat, sat[at + far] as Sat])
  return pairs
}
