import type { BusMessage } from '../bus/bus.ts'
import { eq, inArray } from '../db/sql.ts'
import { workingAttempts } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { SILENT_MS } from '../delivery/presence.ts'
import type { ExamMs } from '../protocol/ids.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import type { Services } from '../services.ts'
import {
  isHeldWithRoom,
  membersOf,
  pausedRooms,
  pauseKey,
  type RoomMember,
  type RoomPause,
} from './room-pause-store.ts'
import { type Sign, type Silence, silentTogether } from './room-silence.ts'

const PASS_MS = 1000
/** A closed line may be a page that is loaded again: for so long it is only suspected. */
const RELOAD_MS = 2000
/** All of them back for so long: the room goes on by itself, where the committee wants that. */
const BACK_MS = 5000
/** The watch itself stood still: what it missed says nothing about the stations. */
const STOOD_STILL_MS = 4000
/** So long before the credit for the server's own outage ends, a room that has not come back is looked at. */
const BEFORE_RETURN_MS = 5000
const BY = 'server'

interface Watched {
  /** Room of everybody at work, and of every seat. */
  working: Map<string, string>
  seats: Map<string, string>
  rooms: Set<string>
  /** Onsets up to here were decided before: from the room's log, so that a restart decides nothing twice. */
  spent: Map<string, ExamMs>
  paused: Map<string, RoomPause>
  /** Paused rooms whose silent stations are all back, and since when. */
  backSince: Map<string, ExamMs>
}

/**
 * Watches whole rooms (P15, P16): more than half of a room silent together holds the time of everybody in it, of the
 * silent from their last sign of life. What was decided stands in the room's log and in the attempts. Presence is known
 * to the process that serves the stations, so it is that one which watches.
 */
export class RoomWatch {
  #services: Services
  #delivery: Delivery
  #sittings = new Map<string, Watched>()
  /** Exam clock when this server began: before that it heard nobody. */
  #began: ExamMs
  #lastPass: ExamMs
  /** The last sign of life that this server saw, and since when a closed line is suspected. */
  #seen = new Map<string, ExamMs>()
  #suspected = new Map<string, ExamMs>()
  #timer: NodeJS.Timeout
  #running: Promise<void> = Promise.resolve()
  #leave: () => void

  constructor(services: Services, delivery: Delivery) {
    this.#services = services
    this.#delivery = delivery
    this.#began = services.clock.exam()
    this.#lastPass = this.#began
    this.#leave = services.bus.subscribe('*', (message) => this.#hear(message))
    this.#timer = setInterval(() => void this.pass(), PASS_MS)
    this.#timer.unref()
  }

  /** Looks once at every sitting in which somebody may work; a pass that is asked for meanwhile follows it. */
  pass(): Promise<void> {
    this.#running = this.#running
      .then(() => this.#pass())
      .catch((error: unknown) => this.#services.log.error({ err: error }, 'room watch failed'))
    return this.#running
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer)
    this.#leave()
    await this.#running
  }

  #hear(message: BusMessage): void {
    if (message.kind !== 'attempt' && message.kind !== 'room-event') return
    const watched = this.#sittings.get(message.sitting)
    if (!watched) return
    if (message.kind === 'attempt') {
      const { candidate, status, station } = message
      if (status !== 'working') watched.working.delete(candidate)
      else {
        const room = roomOf(watched, candidate, station?.room)
        const pause = watched.paused.get(room)
        // Who begins in a room that is paused, or comes to it, waits with the others.
        if (pause && watched.working.get(candidate) !== room) this.#join(message.attempt, pause)
        watched.working.set(candidate, room)
      }
    } else if (message.event.kind === 'room-resumed') watched.paused.delete(message.event.room)
  }

  async #pass(): Promise<void> {
    const now = this.#services.clock.exam()
    const stoodStill = now - this.#lastPass > STOOD_STILL_MS
    this.#lastPass = now
    if (stoodStill) return
    const { sitting } = this.#services.store.tables
    const rows = await this.#services.store.read
      .select({ id: sitting.id, policy: sitting.policy })
      .from(sitting)
      // An open one too: single candidates may have been started in it.
      .where(inArray(sitting.state, ['open', 'running']))
    for (const id of this.#sittings.keys()) if (!rows.some((row) => row.id === id)) this.#sittings.delete(id)
    for (const row of rows) await this.#look(row.id, policyOf(row.policy), now)
  }

  async #look(sitting: string, policy: SittingPolicy, now: ExamMs): Promise<void> {
    const watched = this.#sittings.get(sitting) ?? (await this.#open(sitting))
    const signs = new Map<string, Sign[]>()
    for (const [candidate, room] of watched.working) {
      const sign = this.#signOf(candidate, policy, now)
      const list = signs.get(room)
      if (list) list.push(sign)
      else signs.set(room, [sign])
    }
    for (const [room, pause] of watched.paused)
      if (policy.roomPause.resume === 'by-itself') await this.#goOn(sitting, room, { watched, pause, now })
    for (const [room, those] of signs) {
      if (watched.paused.has(room)) continue
      const spent = watched.spent.get(room) ?? Number.NEGATIVE_INFINITY
      const silence = silentTogether(those, { least: policy.roomPause.least, now, spent })
      if (silence) await this.#decide(sitting, room, { watched, silence, those, policy })
    }
  }

  /** First look at a sitting: what a server before this one decided, and the holds that it may not have finished. */
  async #open(sitting: string): Promise<Watched> {
    const { seat } = this.#services.store.tables
    const seats = await this.#services.store.read
      .select({ candidate: seat.candidateId, room: seat.room })
      .from(seat)
      .where(eq(seat.sittingId, sitting))
    const watched: Watched = {
      working: new Map(),
      seats: new Map(seats.map((row) => [row.candidate, row.room])),
      rooms: new Set(seats.map((row) => row.room)),
      spent: new Map(),
      paused: await pausedRooms(this.#services, sitting),
      backSince: new Map(),
    }
    this.#sittings.set(sitting, watched)
    for (const row of await workingAttempts(this.#services, { held: false }))
      if (row.sitting === sitting) watched.working.set(row.candidate, roomOf(watched, row.candidate))
    for (const { room, detail } of await roomEvents(this.#services, sitting, { kinds: ['room-silent'] }))
      watched.spent.set(room, Number(detail.until))
    if (watched.paused.size === 0) return watched
    const members = await membersOf(this.#services, this.#delivery, sitting)
    for (const [room, pause] of watched.paused)
      await this.#hold(
        pause,
        (members.get(room) ?? []).filter(({ ledger }) => (ledger.startedAt ?? pause.from) < pause.from),
        () => pause.from,
      )
    return watched
  }

  /** Whether this station is silent, and since when that is known. */
  #signOf(candidate: string, policy: SittingPolicy, now: ExamMs): Sign {
    const { presence } = this.#delivery
    const here = presence.of(candidate)
    if (here) this.#seen.set(candidate, here.lastSeenExam)
    const seen = this.#seen.get(candidate)
    // Not heard of since the server began: its own outage is credited for a while, and only then does this one begin.
    const grace = Math.max(SILENT_MS, policy.returnSeconds * 1000 - BEFORE_RETURN_MS)
    const silentAt = seen === undefined ? this.#began + grace : seen + SILENT_MS
    const lastSeen = seen ?? this.#began
    if (here && !presence.isSilent(candidate)) {
      this.#suspected.delete(candidate)
      return { candidate, lastSeen, silentAt: null }
    }
    if (now > silentAt || !here) return { candidate, lastSeen, silentAt: now > silentAt ? silentAt : null }
    const suspected = this.#suspected.get(candidate) ?? now
    this.#suspected.set(candidate, suspected)
    return { candidate, lastSeen, silentAt: now - suspected >= RELOAD_MS ? suspected + RELOAD_MS : null }
  }

  /** Writes down that the room fell silent, and holds it: the log first, so that a crash between is mended from it. */
  async #decide(
    sitting: string,
    room: string,
    { watched, silence, those, policy }: { watched: Watched; silence: Silence; those: Sign[]; policy: SittingPolicy },
  ): Promise<void> {
    const { store, clock } = this.#services
    const { roomLog } = this.#delivery
    const detail = { silent: silence.silent.length, of: silence.of, from: silence.from, until: silence.until }
    const now = clock.exam()
    const lines = await store.transaction(async (db) => [
      await roomLog.addWithin(db, { sitting, kind: 'room-silent', room, detail }),
      ...(policy.roomPause.on ? [await roomLog.addWithin(db, { sitting, kind: 'room-paused', room, detail })] : []),
    ])
    watched.spent.set(room, silence.until)
    const event = lines[1]?.id
    if (event !== undefined) {
      const pause = { event, from: now }
      watched.paused.set(room, pause)
      const onset = new Map(those.map((sign) => [sign.candidate, sign.lastSeen]))
      const together = new Set(silence.silent)
      const members = (await membersOf(this.#services, this.#delivery, sitting)).get(room) ?? []
      await this.#hold(pause, members, ({ candidate }) =>
        together.has(candidate) ? (onset.get(candidate) ?? now) : now,
      )
    }
    for (const line of lines) line.tell()
  }

  #join(attempt: string, pause: RoomPause): void {
    this.#running = this.#running
      .then(() => this.#hold(pause, [{ attempt }], () => this.#services.clock.exam()))
      .catch((error: unknown) => this.#services.log.error({ err: error }, 'a late comer was not held'))
  }

  async #hold<Member extends Pick<RoomMember, 'attempt'>>(
    pause: RoomPause,
    members: Member[],
    fromOf: (member: Member) => ExamMs,
  ): Promise<void> {
    await Promise.all(
      members.map((member) =>
        this.#delivery.writer.submit(member.attempt, [
          {
            ...{ kind: 'hold', key: pauseKey(pause), hold: 'outage-room', from: fromOf(member) },
            ...{ untilShown: false, lastsUntil: null, by: BY, reason: '' },
          },
        ]),
      ),
    )
  }

  /** Lets a room go on when all who were silent are back, where the committee wants that (P16). */
  async #goOn(
    sitting: string,
    room: string,
    { watched, pause, now }: { watched: Watched; pause: RoomPause; now: ExamMs },
  ): Promise<void> {
    const members = (await membersOf(this.#services, this.#delivery, sitting)).get(room) ?? []
    const held = members.filter(({ ledger }) => isHeldWithRoom(ledger))
    const away = held.some(
      ({ candidate, ledger }) =>
        ledger.holds.some(({ kind, from }) => kind === 'outage-room' && from < pause.from) &&
        this.#delivery.presence.isSilent(candidate),
    )
    if (away) {
      watched.backSince.delete(room)
      return
    }
    const since = watched.backSince.get(room) ?? now
    watched.backSince.set(room, since)
    if (now - since < BACK_MS) return
    watched.backSince.delete(room)
    await Promise.all(
      held.map(({ attempt }) =>
        this.#delivery.writer.submit(attempt, [
          { kind: 'release', key: `${pauseKey(pause)}/back`, holds: ['outage-room'], by: BY, reason: '' },
        ]),
      ),
    )
    // Told to this watch as well, through the bus: the room is no longer paused from here on.
    this.#delivery.roomLog.add({ sitting, kind: 'room-resumed', room, actor: BY })
  }
}

/** Where the computer stands, when that is a room of this sitting; else where the seat is. */
const roomOf = ({ seats, rooms }: Pick<Watched, 'seats' | 'rooms'>, candidate: string, place?: string): string =>
  place !== undefined && rooms.has(place) ? place : (seats.get(candidate) ?? '')
