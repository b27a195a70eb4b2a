import type { BusMessage } from '../bus/bus.ts'
import { and, asc, eq, inArray } from '../db/sql.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { sectionsOf } from '../delivery/paper.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import type {
  CommandRow,
  RoomChange,
  RoomProposal,
  RoomState,
  RoomView,
  SignalRow,
  SittingSummary,
  Tile,
} from '../protocol/proctor.ts'
import { progressText } from '../protocol/progress.ts'
import { type RoomEventKind, type RoomEventRow, SIGNALS } from '../protocol/room-log.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import { findSitting, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import { findTest } from '../scheduling/test-store.ts'
import type { Services } from '../services.ts'
import { plansOf } from '../venues/venue-store.ts'
import { ChangeRing } from './change-ring.ts'
import { commandRows } from './command-store.ts'
import { roomStates } from './room-state.ts'
import { type Frame, isStale, type Known, noticed, onlyProgress, sameTile, tileOf } from './tile.ts'
import { roomProposals } from './time-commands.ts'

/** Changes go out together this often: a console is a quarter of a second behind at most, however fast the hall answers. */
export const TICK_MS = 160
/** What time alone changes is looked at this often. */
const SWEEP_MS = 1000
/** A change of more tiles goes out in several: no message may hold up the answers. */
const TILES_MAX = 1000
const COMMANDS_MAX = 100
const SIGNALS_MAX = 50

/** Lines about the room as a whole, which the consoles list beside the signals. */
const OF_ROOM: RoomEventKind[] = [
  'room-silent',
  'room-paused',
  'room-resumed',
  'server-outage',
  'server-stalled',
  'spare-lost',
  'spare-back',
  'spare-took-over',
  'other-line',
]

/**
 * The picture of one sitting, folded from bus messages while somebody watches. Nobody watching: no tile is computed.
 * Built whole from the store when the first console comes. Only what a message touched is computed again, and once a
 * second every tile is asked whether time alone has changed it.
 */
export class LiveRoom {
  /** Begins with the hour: a console that was away meets a later number, never the same one for another picture. */
  version: number
  #services: Services
  #delivery: Delivery
  #sitting: SittingSummary
  #state: SittingSummary['state']
  #policy: SittingPolicy
  #plans: RoomView['plans'] = []
  #items: number
  #known = new Map<string, Known>()
  #tiles = new Map<string, Tile>()
  #dirty = new Set<string>()
  /** Of which nothing but answers and flags has moved. */
  #moved = new Set<Known>()
  #ring = new ChangeRing()
  #paused = new Map<string, number>()
  #rooms: RoomState[] = []
  #commands: CommandRow[] = []
  #proposals: RoomProposal[] = []
  #signals: SignalRow[] = []
  #fresh: SignalRow[] = []
  #sweptAt = Number.NEGATIVE_INFINITY
  /** What is to be read from the store again before the next change. */
  #again = { seats: false, policy: false, proposals: false, commands: new Set<string>() }

  private constructor(
    services: Services,
    delivery: Delivery,
    sitting: SittingSummary,
    policy: SittingPolicy,
    items: number,
  ) {
    this.#services = services
    this.#delivery = delivery
    this.#sitting = sitting
    this.#state = sitting.state
    this.#policy = policy
    this.#items = items
    this.version = services.clock.wall()
  }

  static async open(services: Services, delivery: Delivery, sittingId: string): Promise<LiveRoom | null> {
    const sitting = await findSitting(services, sittingId)
    const row = sitting && (await sittingRow(services, sitting.id))
    if (!sitting || !row) return null
    const attempts = await summariesOfSitting(services, sitting.id)
    const test = await findTest(services, row.testId)
    const items = test ? sectionsOf(test.blueprint).reduce((total, section) => total + section.count, 0) : 0
    const room = new LiveRoom(services, delivery, sitting, policyOf(row.policy), items)
    await delivery.roomLog.flush()
    await room.#read(attempts)
    return room
  }

  hear(message: BusMessage): void {
    switch (message.kind) {
      case 'sitting':
        this.#state = message.state
        return
      case 'presence':
      case 'attempt': {
        const known = this.#known.get(message.candidate)
        if (!known) return
        if (message.kind === 'presence') known.presence = message
        else {
          known.attempt = { ...message }
          known.lastChange = this.#services.clock.wall()
        }
        this.#dirty.add(message.candidate)
        return
      }
      case 'progress': {
        const now = this.#services.clock.wall()
        for (const { candidate, answered, flagged } of message.moved) {
          const known = this.#known.get(candidate)
          if (!known?.attempt) continue
          known.attempt.answered = answered
          known.attempt.flagged = flagged
          known.lastChange = now
          this.#moved.add(known)
        }
        return
      }
      case 'check-in': {
        const known = this.#known.get(message.candidate)
        if (known) known.admitted = message.state === 'admitted'
        this.#dirty.add(message.candidate)
        this.#again.seats = true
        return
      }
      case 'room-event':
        this.#note(message.event)
        return
      case 'command':
        if (message.command === null) this.#again.proposals = true
        else this.#again.commands.add(message.command)
        return
      case 'policy':
        this.#again.policy = true
        return
    }
  }

  view(): RoomView {
    const { idleMinutes, silentSeconds, addMinutesMax, moves, pins, roomPause } = this.#policy
    const now = this.#services.clock.wall()
    const frame = this.#frame
    // What waits for the next tick is shown already; the change that follows says it once more.
    const tile = (candidate: string, drawn: Tile) => {
      const known = this.#known.get(candidate)
      return known && (this.#dirty.has(candidate) || this.#moved.has(known)) ? tileOf(known, frame, now) : drawn
    }
    return {
      version: this.version,
      sitting: { ...this.#sitting, state: this.#state },
      policy: { idleMinutes, silentSeconds, addMinutesMax, moves, pins, roomPause },
      examNow: this.#services.clock.exam(),
      wallNow: now,
      tiles: [...this.#tiles].map(([candidate, drawn]) => tile(candidate, drawn)),
      plans: this.#plans,
      rooms: this.#rooms,
      commands: this.#commands,
      proposals: this.#proposals,
      signals: this.#signals,
    }
  }

  /** What a console that has `version` is missing, or null where it needs the whole (P6). */
  since(version: number): RoomChange[] | null {
    return this.#ring.since(version, this.version)
  }

  /** What changed since the last tick, as the next version; null when nothing did. */
  async tick(): Promise<RoomChange | null> {
    const commands = await this.#readCommands()
    const proposals = await this.#readProposals()
    const renewed = await this.#readPolicy()
    if (this.#again.seats) await this.#readSeats()
    const now = this.#services.clock.wall()
    const rooms = this.#sweep(now)
    const { tiles, progress } = this.#redraw(now)
    const signals = this.#fresh.splice(0).reverse()
    const moved = this.#state !== this.#sitting.state
    const nothing =
      tiles.length + progress.length + commands.length + signals.length === 0 &&
      !rooms &&
      !proposals &&
      !moved &&
      !renewed
    if (nothing) return null
    this.#sitting = { ...this.#sitting, state: this.#state }
    this.version += 1
    const change: RoomChange = {
      sitting: this.#sitting.id,
      version: this.version,
      state: this.#state,
      examNow: this.#services.clock.exam(),
      wallNow: now,
      tiles,
      progress,
      rooms,
      commands,
      proposals,
      signals,
    }
    this.#ring.push(change)
    return change
  }

  get #frame(): Frame {
    const { idleMinutes, silentSeconds } = this.#policy
    const limits = { idleMs: idleMinutes * 60_000, silentMs: silentSeconds * 1000 }
    return { minutes: this.#sitting.minutes, items: this.#items, limits }
  }

  /** Tiles that look different; those past the limit of one change stay for the next. */
  #redraw(now: number): Pick<RoomChange, 'tiles' | 'progress'> {
    const frame = this.#frame
    const tiles: Tile[] = []
    let progress = ''
    for (const known of this.#moved) {
      const { candidate } = known.seat
      const tile = this.#tiles.get(candidate)
      // An answer also says that somebody is there and not idle; where the tile says otherwise, it is drawn anew.
      if (tile?.state !== 'working' || this.#dirty.has(candidate)) this.#dirty.add(candidate)
      else if (known.attempt && (tile.answered !== known.attempt.answered || tile.flagged !== known.attempt.flagged)) {
        const { answered, flagged } = known.attempt
        this.#tiles.set(candidate, { ...tile, answered, flagged })
        progress += progressText({ candidate, answered, flagged })
      }
    }
    this.#moved.clear()
    for (const candidate of this.#dirty) {
      if (tiles.length >= TILES_MAX) break
      this.#dirty.delete(candidate)
      const known = this.#known.get(candidate)
      if (!known) continue
      const tile = tileOf(known, frame, now)
      const before = this.#tiles.get(candidate)
      this.#tiles.set(candidate, tile)
      if (before && sameTile(before, tile)) continue
      if (before && onlyProgress(before, tile)) progress += progressText(tile)
      else tiles.push(tile)
    }
    return { tiles, progress }
  }

  /** Once a second: who became silent, idle or forgotten; the rooms, where they look different. */
  #sweep(now: number): RoomState[] | null {
    if (Math.abs(now - this.#sweptAt) < SWEEP_MS) return null
    this.#sweptAt = now
    const frame = this.#frame
    for (const [candidate, known] of this.#known) {
      // Not every sign of life is told on the bus, nor that somebody was signed out: the last word is presence itself.
      known.presence = this.#presenceOf(candidate)
      const tile = this.#tiles.get(candidate)
      if (!tile || isStale(tile, known, frame, now)) this.#dirty.add(candidate)
    }
    const rooms = roomStates([...this.#known.values()], this.#paused, frame.limits.silentMs, now)
    if (JSON.stringify(rooms) === JSON.stringify(this.#rooms)) return null
    this.#rooms = rooms
    return rooms
  }

  #presenceOf(candidate: string): Known['presence'] {
    const here = this.#delivery.presence.of(candidate)
    return here?.sitting === this.#sitting.id ? here : null
  }

  #note(event: RoomEventRow): void {
    const { kind, candidate, room } = event
    if (kind === 'room-paused') this.#paused.set(room, event.mono)
    if (kind === 'room-resumed') this.#paused.delete(room)
    if (kind === 'seated') this.#again.seats = true
    const known = candidate === null ? undefined : this.#known.get(candidate)
    const heard = known ? noticed(known, event) : null
    if (known && heard) this.#dirty.add(known.seat.candidate)
    if (heard !== 'new' && !OF_ROOM.includes(kind)) return
    const { id, at, station, detail } = event
    const signal = { id, at, candidate, room, station, kind, detail }
    this.#fresh.push(signal)
    this.#signals = [signal, ...this.#signals].slice(0, SIGNALS_MAX)
  }

  async #read(attempts: Awaited<ReturnType<typeof summariesOfSitting>>): Promise<void> {
    const { id, venue } = this.#sitting
    const { checkIn, command, commandTarget } = this.#services.store.tables
    const { read } = this.#services.store
    const admitted = new Set(
      (await read.select().from(checkIn).where(eq(checkIn.sittingId, id)))
        .filter((row) => row.state === 'admitted')
        .map((row) => row.candidateId),
    )
    // The last word about each lock is a command's: nothing else locks a screen.
    const locked = new Map<string, boolean>()
    const locks = await read
      .select({ kind: command.kind, candidate: commandTarget.candidateId })
      .from(commandTarget)
      .innerJoin(command, eq(command.id, commandTarget.commandId))
      .where(
        and(...[eq(command.sittingId, id), inArray(command.kind, ['lock', 'unlock'])], eq(commandTarget.state, 'done')),
      )
      .orderBy(asc(command.at))
    for (const row of locks) locked.set(row.candidate, row.kind === 'lock')
    const byCandidate = new Map(attempts.map((row) => [row.candidateId, row]))
    for (const seat of await seatsOf(this.#services, { sitting: id })) {
      const row = byCandidate.get(seat.candidate)
      const held = row && row.heldFrom !== null ? await this.#delivery.writer.peek(row.id) : null
      this.#known.set(seat.candidate, {
        seat,
        attempt: row
          ? {
              ...{ attempt: row.id, status: row.status, how: row.how, deadline: row.deadline },
              ...{ answered: row.answered, flagged: row.flagged, items: row.items, heldFrom: row.heldFrom },
              hold: held?.attempt.ledger.holds[0]?.kind ?? null,
              locked: locked.get(seat.candidate) ?? false,
              station: null,
            }
          : null,
        presence: this.#presenceOf(seat.candidate),
        admitted: admitted.has(seat.candidate),
        lastChange: row ? this.#services.clock.wall() : null,
        asked: null,
        signals: { count: 0, last: null, at: null },
        counted: new Set(),
      })
    }
    for (const event of await roomEvents(this.#services, id, { kinds: [...SIGNALS, ...OF_ROOM, 'signed-in'] }))
      this.#note(event)
    this.#fresh = []
    this.#again.seats = false
    this.#plans = await plansOf(this.#services, venue)
    this.#commands = await commandRows(this.#services, id, { newest: COMMANDS_MAX })
    this.#proposals = await roomProposals(this.#services, id)
    const now = this.#services.clock.wall()
    this.#sweep(now)
    const frame = this.#frame
    for (const [candidate, known] of this.#known) this.#tiles.set(candidate, tileOf(known, frame, now))
    this.#dirty.clear()
  }

  async #readCommands(): Promise<CommandRow[]> {
    const ids = [...this.#again.commands]
    if (ids.length === 0) return []
    this.#again.commands.clear()
    const rows = await commandRows(this.#services, this.#sitting.id, { ids })
    const known = new Set(rows.map((row) => row.id))
    this.#commands = [...rows, ...this.#commands.filter((row) => !known.has(row.id))]
      .sort((a, b) => b.at - a.at)
      .slice(0, COMMANDS_MAX)
    for (const row of rows) if (row.kind === 'move' || row.kind === 'reset-sign-in') this.#decided(row)
    return rows
  }

  /** A proctor has said where this candidate goes on: nobody waits for a word any more. */
  #decided({ at, candidates }: CommandRow): void {
    for (const candidate of candidates) {
      const known = this.#known.get(candidate)
      if (!known?.asked || known.asked.at > at) continue
      known.asked = null
      this.#dirty.add(candidate)
    }
  }

  async #readProposals(): Promise<RoomProposal[] | null> {
    if (!this.#again.proposals) return null
    this.#again.proposals = false
    this.#proposals = await roomProposals(this.#services, this.#sitting.id)
    return this.#proposals
  }

  async #readSeats(): Promise<void> {
    this.#again.seats = false
    const { seat } = this.#services.store.tables
    const rows = await this.#services.store.read
      .select({ candidate: seat.candidateId, room: seat.room, station: seat.station })
      .from(seat)
      .where(eq(seat.sittingId, this.#sitting.id))
    for (const { candidate, room, station } of rows) {
      const known = this.#known.get(candidate)
      if (!known || (known.seat.room === room && known.seat.station === station)) continue
      known.seat = { ...known.seat, room, station }
      this.#dirty.add(candidate)
    }
  }

  /** Names, limits or plans are others: no change can say so, so every console is made to ask for the whole (P6). */
  async #readPolicy(): Promise<boolean> {
    if (!this.#again.policy) return false
    this.#again.policy = false
    const row = await sittingRow(this.#services, this.#sitting.id)
    const sitting = await findSitting(this.#services, this.#sitting.id)
    if (!row || !sitting) return false
    this.#policy = policyOf(row.policy)
    this.#sitting = { ...sitting, state: this.#sitting.state }
    this.#plans = await plansOf(this.#services, sitting.venue)
    this.#again.seats = true
    this.#ring.clear()
    this.version += 1
    this.#sweptAt = Number.NEGATIVE_INFINITY
    return true
  }
}
