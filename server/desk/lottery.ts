import { randomFrom } from '../../question-bank/random.ts'
import { hmac, sha256 } from '../canonical.ts'

/**
 * Seats by lot (DK8, DK9): all seats of the sitting in an order that follows from the sitting's secret. Who comes next
 * takes the next seat of it, and whoever was planned there takes the seat she gives up. The commitment is known before
 * the first seat, the seed when the sitting is closed; with it anybody can draw again. Pure.
 */
export interface Place {
  room: string
  station: string
}

/** Hex. Says nothing about the secret, which the forms are drawn with. */
export const lotterySeed = (sittingSecret: string): string => hmac(sittingSecret, 'seat-lottery').toString('hex')
export const lotteryCommitment = (seed: string): string => sha256(seed)

/** The seats in the order in which they are given. The order in which they come in does not matter. */
export const lotteryOrder = (seed: string, seats: readonly Place[]): Place[] =>
  randomFrom(seed).shuffle(
    seats
      // Nothing but the place: who sits there today is not part of the order.
      .map(({ room, station }) => ({ room, station }))
      .sort((a, b) => (a.room === b.room ? compare(a.station, b.station) : compare(a.room, b.room))),
  )

export interface Seated extends Place {
  candidate: string
}
export interface Draw {
  candidate: string
  /** Place in the lottery's order, from 0. */
  number: number
}

/** Every seat after these draws, from the plan alone: what the store did step by step, done again. */
export function seatsByLottery(seed: string, plan: readonly Seated[], draws: readonly Draw[]): Seated[] {
  const order = lotteryOrder(seed, plan)
  const seats = new Map(plan.map((one) => [one.candidate, one]))
  const holders = new Map(plan.map((one) => [key(one), one.candidate]))
  for (const { candidate, number } of [...draws].sort((a, b) => a.number - b.number)) {
    const given = seats.get(candidate)
    const taken = order[number]
    const holder = taken && holders.get(key(taken))
    if (!given || !taken || holder === undefined) throw new Error(`bug: draw ${number} of ${candidate} has no seat`)
    sit(holder, given)
    sit(candidate, taken)
  }
  return plan.map((one) => seats.get(one.candidate) ?? one)

  function sit(candidate: string, { room, station }: Place): void {
    seats.set(candidate, { candidate, room, station })
    holders.set(key({ room, station }), candidate)
  }
}

/**
 * Candidates who do not sit where the lottery put them, or were drawn twice; empty = all is as it was drawn. `plan` are
 * the seats that were drawn from.
 */
export function lotteryFaults(
  seed: string,
  plan: readonly Place[],
  seats: readonly Seated[],
  draws: readonly Draw[],
): string[] {
  const order = lotteryOrder(seed, plan)
  const now = new Map(seats.map((one) => [one.candidate, key(one)]))
  const numbers = new Set<number>()
  return draws
    .filter(({ candidate, number }) => {
      const place = order[number]
      const twice = numbers.has(number)
      numbers.add(number)
      return twice || !place || now.get(candidate) !== key(place)
    })
    .map(({ candidate }) => candidate)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const key = ({ room, station }: Place): string => `${room}\0${station}`
