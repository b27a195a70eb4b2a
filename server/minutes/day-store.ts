import { setImmediate } from 'node:timers/promises'
import { hotOf } from '../db/hot.ts'
import { asc, eq } from '../db/sql.ts'
import { type Attempt, evolve } from '../delivery/attempt.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { eventOf, type LogRow } from '../delivery/event-log.ts'
import type { CommandDone, ProctorCommand, SittingState, SittingSummary } from '../protocol/proctor.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { RoomEventRow } from '../protocol/room-log.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import { findSitting, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { CommandFact } from './command-sentence.ts'
import type { AttemptFact, DayFacts } from './minutes.ts'
import { type OutageFact, type SeatFact, type Told, tellRoom } from './room-lines.ts'

/** The day of a sitting as its rows tell it. */
export interface Day {
  sitting: SittingSummary
  seats: SeatFact[]
  events: RoomEventRow[]
  commands: CommandFact[]
  outages: OutageFact[]
  told: Told[]
  moved: DayFacts['moved']
}

/** Reads the day; what still waits to be written to the room's log is written first. Null: no such sitting. */
export async function readDay(services: Services, delivery: Delivery, sittingId: string): Promise<Day | null> {
  const sitting = await findSitting(services, sittingId)
  if (!sitting || sitting.id !== sittingId) return null
  await delivery.roomLog.flush()
  const [seats, events, commands, outages, moved] = await Promise.all([
    seatFacts(services, sittingId),
    roomEvents(services, sittingId),
    commandFacts(services, sittingId),
    services.store.read.select().from(services.store.tables.outage).orderBy(asc(services.store.tables.outage.fromWall)),
    movedAt(services, sittingId),
  ])
  const until = moved.closed ?? services.clock.wall()
  // What happened to the server before the sitting was opened or after it was closed is none of its business.
  const near =
    moved.opened === null ? [] : outages.filter((one) => one.untilWall >= (moved.opened ?? 0) && one.fromWall <= until)
  const facts = near.map(({ id, cause, fromWall, untilWall }) => ({
    ...{ id, fromWall, untilWall },
    cause: cause === 'server' ? ('server' as const) : ('stall' as const),
  }))
  return { sitting, seats, events, commands, outages: facts, moved, told: tellRoom(seats, events, commands, facts) }
}

async function seatFacts(services: Pick<Services, 'store'>, sitting: string): Promise<SeatFact[]> {
  return (await seatsOf(services, { sitting })).map(({ candidate, number, name, room, station }) => ({
    ...{ candidate, number, name, room, station },
  }))
}

async function commandFacts({ store }: Pick<Services, 'store'>, sitting: string): Promise<CommandFact[]> {
  const { command, commandTarget } = store.tables
  const rows = await store.read.select().from(command).where(eq(command.sittingId, sitting)).orderBy(asc(command.at))
  const targets = await store.read
    .select({ target: commandTarget })
    .from(commandTarget)
    .innerJoin(command, eq(command.id, commandTarget.commandId))
    .where(eq(command.sittingId, sitting))
    .orderBy(asc(commandTarget.candidateId))
  const byCommand = Map.groupBy(targets, ({ target }) => target.commandId)
  return rows.map((row) => {
    // Commands from before candidates were named in them have `attempts` there and no rows for each.
    const wanted = JSON.parse(row.body) as Omit<ProctorCommand, 'candidates'> & { candidates?: string[] }
    const reply = row.state === 'waiting' ? null : (JSON.parse(row.reply) as CommandDone | Refusal)
    const whole = isRefusal(reply) ? reply : null
    return {
      id: row.id,
      kind: wanted.kind,
      at: row.at,
      by: row.actor,
      approvedBy: row.approvedBy,
      reason: wanted.reason,
      text: wanted.text ?? null,
      minutes: wanted.minutes ?? null,
      cause: wanted.cause ?? null,
      to: wanted.to ?? null,
      candidates: wanted.candidates ?? [],
      state: reply === null ? 'waiting' : whole ? 'refused' : 'done',
      whole,
      targets: (byCommand.get(row.id) ?? []).map(({ target }) => ({
        candidate: target.candidateId,
        refused: target.refusal === null ? null : (JSON.parse(target.refusal) as Refusal),
        at: target.at,
        reachedAt: target.reachedAt,
        readAt: target.readAt,
      })),
    }
  })
}

/** When the sitting changed its state, from the audit trail; the first time of each. */
async function movedAt({ store }: Pick<Services, 'store'>, sitting: string): Promise<DayFacts['moved']> {
  const { audit } = store.tables
  const rows = await store.read
    .select({ action: audit.action, at: audit.at })
    .from(audit)
    .where(eq(audit.subject, sitting))
    .orderBy(asc(audit.seq))
  const at = (state: SittingState) => rows.find(({ action }) => action === `sitting.${state}`)?.at ?? null
  return { opened: at('open'), started: at('running'), closed: at('closed') }
}

/** What else the minutes need. */
export async function readDayFacts(services: Services, day: Day): Promise<DayFacts> {
  const { checkIn, minutesNote } = services.store.tables
  const { id, name, test, venue, startsAt, state } = day.sitting
  const [row, checkIns, notes, attempts] = [
    await sittingRow(services, id),
    await services.store.read
      .select({ candidate: checkIn.candidateId, state: checkIn.state })
      .from(checkIn)
      .where(eq(checkIn.sittingId, id)),
    await services.store.read
      .select()
      .from(minutesNote)
      .where(eq(minutesNote.sittingId, id))
      .orderBy(asc(minutesNote.at), asc(minutesNote.id)),
    await attemptFacts(services, day),
  ]
  return {
    sitting: { id, name, test, venue, startsAt, state },
    seats: day.seats,
    checkIns: new Map(checkIns.map((one) => [one.candidate, one.state as 'arrived' | 'admitted' | 'refused'])),
    attempts,
    told: day.told,
    moved: day.moved,
    silentMs: policyOf(row?.policy ?? '{}').silentSeconds * 1000,
    notes: notes.map(({ field, text, at, actor }) => ({ field, text, at, actor })),
  }
}

/** Rows that time and place follow from; the many answers are left where they are. */
const TIME_KINDS = [
  ...['opened', 'claimed', 'started', 'held', 'released', 'credited', 'reopened', 'locked', 'moved', 'finished'],
]
/** Each first row carries a whole form, so few at once: other work goes on in between. */
const ATTEMPTS_AT_ONCE = 50

async function attemptFacts(services: Services, day: Day): Promise<AttemptFact[]> {
  const facts: AttemptFact[] = []
  await eachLog(services, day.sitting.id, TIME_KINDS, ATTEMPTS_AT_ONCE, (candidate, rows) => {
    let attempt: Attempt | null = null
    let by = ''
    const claims: AttemptFact['claims'] = []
    for (const row of rows) {
      const draft = eventOf(row)
      if (draft.event.kind === 'moved') by = draft.event.by
      if (draft.event.kind === 'claimed') {
        if (draft.event.place) claims.push({ at: row.at, ...draft.event.place, by })
        by = ''
      }
      attempt = evolve(attempt, draft, row)
    }
    if (!attempt) return
    const finished = attempt.status === 'finished' ? rows.findLast(({ kind }) => kind === 'finished') : undefined
    facts.push({
      candidate,
      startedAt: rows.find(({ kind }) => kind === 'started')?.at ?? null,
      finishedAt: finished?.at ?? null,
      ledger: attempt.ledger,
      claims,
    })
  })
  return facts
}

/** Reads the logs of a sitting, a few attempts at a time, and hands over one attempt after the other. */
export async function eachLog(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  kinds: readonly string[],
  atOnce: number,
  take: (candidate: string, rows: LogRow[]) => void,
  only?: ReadonlySet<string>,
): Promise<void> {
  const { attempt } = store.tables
  const all = await store.read
    .select({ id: attempt.id, candidate: attempt.candidateId })
    .from(attempt)
    .where(eq(attempt.sittingId, sitting))
    .orderBy(asc(attempt.id))
  const attempts = only ? all.filter(({ candidate }) => only.has(candidate)) : all
  for (let from = 0; from < attempts.length; from += atOnce) {
    const some = attempts.slice(from, from + atOnce)
    const rows = (await hotOf(store.read).eventsOf(some.map(({ id }) => id))).filter(({ kind }) => kinds.includes(kind))
    const byAttempt = Map.groupBy(rows, ({ attemptId }) => attemptId)
    for (const { id, candidate } of some) take(candidate, byAttempt.get(id) ?? [])
    await setImmediate()
  }
}
