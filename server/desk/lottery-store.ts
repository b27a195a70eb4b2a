import { canonical } from '../canonical.ts'
import { and, eq, isNotNull, max } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Services } from '../services.ts'
import {
  type Draw,
  lotteryCommitment,
  lotteryFaults,
  lotteryOrder,
  lotterySeed,
  type Place,
  type Seated,
} from './lottery.ts'

/** The seats that are drawn from, as they stood at the first draw: a move by command later changes no order. */
const planName = (sitting: string) => `lottery:${sitting}`

interface Drawing {
  sitting: string
  candidate: string
}
interface Row {
  seat: Place
  sitting: { secret: string }
}

/**
 * The next seat of the lottery's order for this candidate, within a transaction; whoever was planned there takes the
 * one that she gives up (DK8). Null: none of what is left can be hers, because commands have moved people meanwhile.
 */
export async function draw(
  { store }: Pick<Services, 'store'>,
  who: Drawing,
  db: Db,
  row: Row,
): Promise<{ number: number; place: Place; other: string | null } | null> {
  const { seat, checkIn, attempt } = store.tables
  const order = lotteryOrder(lotterySeed(row.sitting.secret), await drawnFrom(store, db, who.sitting))
  const own = { room: row.seat.room, station: row.seat.station }
  if (!order.some((place) => same(place, own))) return null
  const [last] = await db
    .select({ number: max(checkIn.lottery) })
    .from(checkIn)
    .where(eq(checkIn.sittingId, who.sitting))
  for (let number = (last?.number ?? -1) + 1; number < order.length; number += 1) {
    const place = order[number] as Place
    if (same(place, own)) return { number, place, other: null }
    const holder = await holderOf(place)
    // A seat that a command has emptied is not given: there was a reason. Who sits already is not moved.
    if (holder === null || (await sitsAlready(holder))) continue
    // No two at one seat, not even for a moment: that is a constraint of the store.
    await move(holder, { room: '', station: `undian ${holder}` })
    await move(who.candidate, place)
    await move(holder, own)
    return { number, place, other: holder }
  }
  return null

  async function holderOf({ room, station }: Place): Promise<string | null> {
    const [held] = await db
      .select({ candidate: seat.candidateId })
      .from(seat)
      .where(and(eq(seat.sittingId, who.sitting), eq(seat.room, room), eq(seat.station, station)))
    return held?.candidate ?? null
  }
  /** Somebody at work, or who was shown her seat. */
  async function sitsAlready(candidate: string): Promise<boolean> {
    const [begun] = await db
      .select({ id: attempt.id })
      .from(attempt)
      .where(and(eq(attempt.sittingId, who.sitting), eq(attempt.candidateId, candidate)))
    if (begun) return true
    const [at] = await db
      .select({ steps: checkIn.steps })
      .from(checkIn)
      .where(and(eq(checkIn.sittingId, who.sitting), eq(checkIn.candidateId, candidate)))
    return at !== undefined && (JSON.parse(at.steps) as { step: string }[]).some(({ step }) => step === 'seat')
  }
  async function move(candidate: string, { room, station }: Place): Promise<void> {
    await db
      .update(seat)
      .set({ room, station })
      .where(and(eq(seat.sittingId, who.sitting), eq(seat.candidateId, candidate)))
  }
}

const same = (a: Place, b: Place): boolean => a.room === b.room && a.station === b.station

async function drawnFrom({ tables }: Services['store'], db: Db, sitting: string): Promise<Place[]> {
  const { meta, seat } = tables
  const name = planName(sitting)
  const [kept] = await db.select({ value: meta.value }).from(meta).where(eq(meta.name, name))
  if (kept) return JSON.parse(kept.value) as Place[]
  const seats = await db
    .select({ room: seat.room, station: seat.station })
    .from(seat)
    .where(eq(seat.sittingId, sitting))
  await db.insert(meta).values({ name, value: canonical(seats) })
  return seats
}

/** What anybody needs to draw again, and who does not sit where the lottery put her (DK9). Null: nobody has drawn. */
export async function lotteryRecord({ store }: Pick<Services, 'store'>, sittingId: string) {
  const { meta, seat, checkIn, sitting } = store.tables
  const [kept] = await store.read
    .select({ value: meta.value })
    .from(meta)
    .where(eq(meta.name, planName(sittingId)))
  const [row] = await store.read.select({ secret: sitting.secret }).from(sitting).where(eq(sitting.id, sittingId))
  if (!kept || !row) return null
  const plan = JSON.parse(kept.value) as Place[]
  const seats: Seated[] = await store.read
    .select({ candidate: seat.candidateId, room: seat.room, station: seat.station })
    .from(seat)
    .where(eq(seat.sittingId, sittingId))
  const draws = (await store.read
    .select({ candidate: checkIn.candidateId, number: checkIn.lottery })
    .from(checkIn)
    .where(and(eq(checkIn.sittingId, sittingId), isNotNull(checkIn.lottery)))) as Draw[]
  const seed = lotterySeed(row.secret)
  return { seed, commitment: lotteryCommitment(seed), plan, draws, faults: lotteryFaults(seed, plan, seats, draws) }
}
