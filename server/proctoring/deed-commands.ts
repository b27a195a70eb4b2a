import { eq } from '../db/sql.ts'
import type { Command } from '../delivery/attempt.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { CommandDone, SittingState } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { HoldKind } from '../protocol/time.ts'
import { policyOf } from '../scheduling/policy.ts'
import { moveSitting, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Outcome, StoredCommand } from './command-store.ts'
import { moveTo } from './move-commands.ts'
import { tellResumed } from './room-pause-store.ts'
import { refusesTime } from './time-limits.ts'

/** A station that is silent when its candidate is resumed has so long to show the item again (P9). */
const SHOW_AGAIN_MS = 10 * 60_000

/** What a deed needs to know of the command it is done for. */
export interface Order {
  services: Services
  delivery: Delivery
  kept: StoredCommand
  /** Stored with each event that it makes: the same key is done once. */
  key: string
  /** The proctor's words, as the candidate may read them. */
  words: string
}

/** Does the deed: a refusal of the whole, or what came of it for each candidate (P2, P8 to P13). */
export async function perform(
  services: Services,
  delivery: Delivery,
  kept: StoredCommand,
): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const { wanted, sitting: sittingId } = kept
  const sitting = await sittingRow(services, sittingId)
  if (!sitting) return refuse('not-found', { what: 'Sesi' })
  const words = wanted.reason.text.trim()
  const order: Order = { services, delivery, kept, key: `command:${kept.id}`, words }
  switch (wanted.kind) {
    case 'open':
      return await turn(order, 'scheduled', 'open')
    case 'close': {
      const working = (await summariesOfSitting(services, sittingId)).filter((row) => row.status === 'working')
      if (working.length > 0) return refuse('still-working', { count: String(working.length) })
      return await turn(order, 'running', 'closed')
    }
    case 'start':
      return await start(order, sitting.state)
    case 'pause': {
      const { hold, from } = { hold: 'paused' as const, from: services.clock.exam() }
      return await toEach(order, await whom(order, ['working']), () => [
        {
          kind: 'hold',
          key: order.key,
          hold,
          from,
          untilShown: false,
          lastsUntil: null,
          by: kept.actor,
          reason: words,
        },
      ])
    }
    case 'resume': {
      const resumed = await resume(order)
      await tellResumed(services, delivery, sittingId, kept.actor)
      return resumed
    }
    case 'lock': {
      const reason = wanted.text?.trim() || words
      if (reason === '') return refuse('reason-needed')
      return await toEach(order, await whom(order, ['confirmed', 'working']), () => [
        { kind: 'lock', key: order.key, on: true, by: kept.actor, reason },
      ])
    }
    case 'unlock':
      return await toEach(order, await whom(order, ['confirmed', 'working']), () => [
        { kind: 'lock', key: order.key, on: false, by: kept.actor, reason: words },
      ])
    case 'end': {
      if (words === '') return refuse('reason-needed')
      const reason = `${wanted.reason.category}: ${words}`
      return await toEach(order, await whom(order, ['confirmed', 'working']), () => [
        { kind: 'end', key: order.key, by: kept.actor, reason },
      ])
    }
    case 'message': {
      if (!wanted.text?.trim()) return refuse('text-needed')
      return tally((await whom(order, 'present')).map((one) => ({ ...one, result: one.refusal })))
    }
    case 'move':
      return await moveTo(order)
    case 'reset-sign-in':
      return await resetSignIn(order)
    case 'add-time':
    case 'reopen':
      return await giveTime(order, policyOf(sitting.policy).addMinutesMax, sitting.state)
  }
}

interface One {
  candidate: string
  /** Named, but of another sitting. */
  refusal: Refusal | null
}

/**
 * Whom it is for: those named, each once, or of the whole sitting those to whom it can apply. 'present': for whom a
 * computer stands ready to show it.
 */
async function whom(
  { services, delivery, kept }: Order,
  states: ('confirmed' | 'working' | 'finished')[] | 'present',
): Promise<One[]> {
  const { candidates } = kept.wanted
  if (candidates.length > 0) {
    const { seat } = services.store.tables
    const rows = await services.store.read
      .select({ id: seat.candidateId })
      .from(seat)
      .where(eq(seat.sittingId, kept.sitting))
    const here = new Set(rows.map((row) => row.id))
    return [...new Set(candidates)].map((candidate) => ({
      candidate,
      refusal: here.has(candidate) ? null : refuse('not-found', { what: 'Peserta' }),
    }))
  }
  const rows = await summariesOfSitting(services, kept.sitting)
  const fitting = rows.filter(({ status, candidateId }) =>
    states === 'present'
      ? status !== 'finished' || delivery.presence.of(candidateId)?.connected
      : states.includes(status),
  )
  return fitting.map((row) => ({ candidate: row.candidateId, refusal: null }))
}

/** Sends everybody's deed to the writer in one go, so that they share a few commits and keep their order. */
export async function toEach(
  { delivery, kept }: Pick<Order, 'delivery' | 'kept'>,
  people: One[],
  deedOf: (candidate: string) => Command[],
): Promise<{ done: CommandDone; outcome: Outcome }> {
  const results = people.map(async ({ candidate, refusal }) => ({
    candidate,
    result: refusal ?? (await delivery.writer.submit(attemptIdOf(kept.sitting, candidate), deedOf(candidate))),
  }))
  return tally(
    (await Promise.all(results)).map(({ candidate, result }) => ({
      candidate,
      result: isRefusal(result) ? forProctor(result) : null,
    })),
  )
}

/** The candidate's sentences speak to the candidate; a proctor reads what it means for the command. */
const forProctor = (refusal: Refusal): Refusal =>
  refusal.refused === 'not-confirmed' || refusal.refused === 'not-started' ? refuse('not-begun') : refusal

/** Somebody of another sitting is told in the reply, and has no row of his own. */
export function tally(results: Outcome): { done: CommandDone; outcome: Outcome } {
  const refused = results.flatMap(({ candidate, result }) => (result === null ? [] : [{ candidate, why: result }]))
  return {
    done: { done: results.length - refused.length, refused },
    outcome: results.filter(({ result }) => result?.refused !== 'not-found'),
  }
}

async function turn(
  { services, kept }: Order,
  from: SittingState,
  to: SittingState,
): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  if (kept.wanted.candidates.length > 0) return refuse('bad-request', { what: 'candidates' })
  const refused = await advance({ services, kept }, from, to)
  return refused ?? { done: { done: 1, refused: [] }, outcome: [] }
}

async function advance(
  { services, kept }: Pick<Order, 'services' | 'kept'>,
  from: SittingState,
  to: SittingState,
): Promise<Refusal | null> {
  const reason = kept.wanted.reason.text
  if (!(await moveSitting(services, kept.actor, kept.sitting, from, to, { reason, command: kept.id })))
    return refuse('wrong-state', { state: (await sittingRow(services, kept.sitting))?.state ?? '' })
  services.bus.publish(`sitting:${kept.sitting}`, { kind: 'sitting', sitting: kept.sitting, state: to })
  return null
}

/** Of the whole sitting: it runs from now on. With names: these alone, and it stays open for the others (P2). */
async function start(order: Order, state: SittingState): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const { delivery, kept } = order
  const all = kept.wanted.candidates.length === 0
  if (all) {
    const refused = await advance(order, 'open', 'running')
    if (refused) return refused
  } else if (state !== 'open' && state !== 'running') return refuse('wrong-state', { state })
  const people = await whom(order, ['confirmed'])
  const results = people.map(async ({ candidate, refusal }) => {
    if (refusal) return { candidate, result: refusal }
    const id = attemptIdOf(kept.sitting, candidate)
    const before = all ? null : await delivery.writer.peek(id)
    const written = await delivery.writer.submit(id, [{ kind: 'start', by: kept.actor }])
    if (isRefusal(written)) return { candidate, result: forProctor(written) }
    const started = written.events > 0 || before === null || before.attempt.status === 'confirmed'
    return { candidate, result: started ? null : refuse('already-started') }
  })
  return tally(await Promise.all(results))
}

/**
 * The time of those who are there runs on. Whose station is silent gets it back when the item is shown again, at the
 * latest after ten minutes: nobody loses time to a computer that still starts (P9).
 */
async function resume(order: Order): Promise<{ done: CommandDone; outcome: Outcome }> {
  const { services, delivery, kept, key, words } = order
  const by = { by: kept.actor, reason: words }
  const now = services.clock.exam()
  const release = (holds: HoldKind[] | 'all'): Command => ({ kind: 'release', key, holds, ...by })
  const untilShown = (key: string): Command => ({
    ...{ kind: 'hold', key, hold: 'outage-room', from: now, untilShown: true, lastsUntil: now + SHOW_AGAIN_MS, ...by },
  })
  const deeds = new Map<string, Command[]>()
  const people: One[] = []
  for (const one of await whom(order, ['working'])) {
    const held = one.refusal ? null : await delivery.writer.peek(attemptIdOf(kept.sitting, one.candidate))
    const holds = held?.attempt.ledger.holds ?? []
    // Of everybody those whose time stands still; the others need no word.
    if (holds.length === 0 && kept.wanted.candidates.length === 0) continue
    people.push(one)
    const paused = holds.some(({ kind }) => kind === 'paused')
    const waits = holds.some((hold) => hold.untilShown)
    // A silent station waits for its item only after an outage; a plain pause ends for her cable too (P9).
    const outage = waits || holds.some(({ kind }) => kind === 'outage-room')
    if (!outage || !delivery.presence.isSilent(one.candidate)) deeds.set(one.candidate, [release('all')])
    else if (paused || waits)
      deeds.set(one.candidate, [release(['paused']), ...(waits ? [] : [untilShown(`${key}/shown`)])])
    else deeds.set(one.candidate, [untilShown(key)])
  }
  return await toEach(order, people, (candidate) => deeds.get(candidate) ?? [])
}

/** Signs the candidate out everywhere; an open attempt may be taken up again at any station, with the PIN. */
async function resetSignIn(order: Order): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const { delivery, kept, key, words } = order
  if (kept.wanted.candidates.length === 0) return refuse('one-candidate')
  const results: Outcome = []
  for (const { candidate, refusal } of await whom(order, [])) {
    if (refusal) {
      results.push({ candidate, result: refusal })
      continue
    }
    const id = attemptIdOf(kept.sitting, candidate)
    const begun = await delivery.writer.peek(id)
    const written =
      begun && begun.attempt.status !== 'finished'
        ? await delivery.writer.submit(id, [{ kind: 'move', key, to: null, by: kept.actor, reason: words }])
        : null
    // The pass first: a station that asks again at once then finds the door open.
    if (!isRefusal(written)) await delivery.signOff(candidate)
    results.push({ candidate, result: isRefusal(written) ? forProctor(written) : null })
  }
  return tally(results)
}

/** One after the other: two approvals at the same moment may not go past the limit together (P11). */
let giving: Promise<unknown> = Promise.resolve()

function giveTime(
  order: Order,
  most: number,
  state: SittingState,
): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const work = giving.then(() => giveTimeNow(order, most, state))
  giving = work.catch(() => null)
  return work
}

async function giveTimeNow(
  order: Order,
  most: number,
  state: SittingState,
): Promise<{ done: CommandDone; outcome: Outcome } | Refusal> {
  const { delivery, kept, key } = order
  const { kind, minutes = 0, cause = 'added' } = kept.wanted
  if (kept.approvedBy === null) throw new Error(`bug: ${kind} ${kept.id} without a second person`)
  if (kind !== 'add-time' && kind !== 'reopen') throw new Error(`bug: ${kind} gives no time`)
  if (state === 'closed') return refuse('sitting-closed')
  const by = { key, ms: minutes * 60_000, by: kept.actor, approvedBy: kept.approvedBy, reason: order.words }
  const people: One[] = []
  for (const one of await whom(order, [])) {
    const standing = one.refusal ? null : await delivery.writer.peek(attemptIdOf(kept.sitting, one.candidate))
    const repeated = standing?.attempt.done.has(key) ?? false
    const refusal = one.refusal ?? (repeated ? null : refusesTime(standing?.attempt ?? null, { kind, minutes }, most))
    people.push({ candidate: one.candidate, refusal })
  }
  return await toEach(order, people, () => [kind === 'reopen' ? { kind, ...by } : { kind: 'credit', cause, ...by }])
}
