import { canonical, sha256 } from '../../server/canonical.ts'
import { SILENT_MS } from '../../server/delivery/presence.ts'
import { type Sign, type Silence, silentTogether } from '../../server/proctoring/room-silence.ts'
import { isRefusal } from '../../server/protocol/refusals.ts'
import { DEFAULT_POLICY } from '../../server/scheduling/policy.ts'
import type { Desk } from './simulated-desk.ts'
import type { ServerProcess } from './simulated-server.ts'
import type { World } from './world.ts'

interface Pause {
  event: string
  from: number
}

/** As in `room-watch-job.ts`. */
const RELOAD_MS = 2000
const STOOD_STILL_MS = 4000
const BEFORE_RETURN_MS = 5000

/**
 * What `room-watch-job.ts` does for whole rooms (P15), over the real rule of `room-silence.ts`. A room in which every
 * station beats is not looked at: nobody there can be silent.
 */
export class RoomDuty {
  #world: World
  #life: ServerProcess
  #desk: Desk
  #began: number
  #lastPass: number
  #seen = new Map<string, number>()
  #suspected = new Map<string, number>()
  #busy = false

  constructor(world: World, life: ServerProcess, desk: Desk) {
    this.#world = world
    this.#life = life
    this.#desk = desk
    this.#began = life.clock.exam()
    this.#lastPass = this.#began
  }

  look(now: number): void {
    const stoodStill = now - this.#lastPass > STOOD_STILL_MS
    this.#lastPass = now
    if (stoodStill || this.#busy || this.#desk.bug('room-outage-not-seen')) return
    const rooms = new Set<string>()
    for (const person of this.#world.candidates) if (!person.beats) rooms.add(person.seat.room)
    if (rooms.size === 0) return
    this.#busy = true
    void this.#look(rooms, now)
      .catch((error: unknown) => this.#world.server.complain(this.#life, error))
      .finally(() => {
        this.#busy = false
      })
  }

  async #look(rooms: ReadonlySet<string>, now: number): Promise<void> {
    for (const room of rooms) {
      await this.#join(room)
      if (this.#paused(room)) continue
      const those = this.#working(room).map((candidate) => this.#sign(candidate, now))
      const spent = Number(this.#world.disk.table.get(`room-silent/${room}`) ?? Number.NEGATIVE_INFINITY)
      const one = this.#desk.bug('room-pause-for-one-cable')
      const silence = one
        ? anySilent(those)
        : silentTogether(those, { least: DEFAULT_POLICY.roomPause.least, now, spent })
      if (silence) await this.#decide(room, silence, those)
    }
  }

  #working(room: string): string[] {
    const { summaries } = this.#world.disk
    return [...this.#world.seats.values()]
      .filter(
        (seat) => seat.room === room && summaries.get(this.#world.attemptOf(seat.candidate))?.status === 'working',
      )
      .map((seat) => seat.candidate)
  }

  #paused(room: string): Pause | null {
    const text = this.#world.disk.table.get(`room-paused/${room}`)
    return text ? (JSON.parse(text) as Pause) : null
  }

  /** Who begins in a room that is paused waits with the others. */
  async #join(room: string): Promise<void> {
    const pause = this.#paused(room)
    if (!pause) return
    for (const candidate of this.#working(room)) {
      const id = this.#world.attemptOf(candidate)
      const attempt = (await this.#desk.peek(id))?.attempt
      if (attempt && (attempt.ledger.startedAt ?? 0) >= pause.from && !attempt.done.has(`room:${pause.event}`))
        await this.#hold(id, pause, this.#life.clock.exam())
    }
  }

  #sign(candidate: string, now: number): Sign {
    const silent = this.#desk.isSilent(candidate)
    const here = this.#desk.presence.of(candidate)
    if (here) this.#seen.set(candidate, here.lastSeenExam)
    const seen = this.#seen.get(candidate)
    const grace = Math.max(SILENT_MS, DEFAULT_POLICY.returnSeconds * 1000 - BEFORE_RETURN_MS)
    const silentAt = seen === undefined ? this.#began + grace : seen + SILENT_MS
    const lastSeen = seen ?? this.#began
    if (here && !silent) {
      this.#suspected.delete(candidate)
      return { candidate, lastSeen, silentAt: null }
    }
    if (now > silentAt || !here) return { candidate, lastSeen, silentAt: now > silentAt ? silentAt : null }
    const suspected = this.#suspected.get(candidate) ?? now
    this.#suspected.set(candidate, suspected)
    return { candidate, lastSeen, silentAt: now - suspected >= RELOAD_MS ? suspected + RELOAD_MS : null }
  }

  async #decide(room: string, silence: Silence, those: Sign[]): Promise<void> {
    const now = this.#life.clock.exam()
    const pause: Pause = { event: sha256(`room ${room} ${this.#life.generation} ${now}`).slice(0, 16), from: now }
    await this.#life.put([
      [`room-silent/${room}`, String(silence.until)],
      [`room-paused/${room}`, canonical(pause)],
    ])
    this.#world.trace(`! room ${room} held`)
    this.#world.roomHeld(room)
    const onset = new Map(those.map((sign) => [sign.candidate, sign.lastSeen]))
    const together = new Set(this.#desk.bug('room-outage-from-now') ? [] : silence.silent)
    await Promise.all(
      those.map(({ candidate }) =>
        this.#hold(
          this.#world.attemptOf(candidate),
          pause,
          together.has(candidate) ? (onset.get(candidate) ?? now) : now,
        ),
      ),
    )
  }

  async #hold(id: string, pause: Pause, from: number): Promise<void> {
    await this.#desk.submit(id, [
      {
        ...{ kind: 'hold', key: `room:${pause.event}`, hold: 'outage-room', from },
        ...{ untilShown: false, lastsUntil: null, by: 'server', reason: '' },
      },
    ])
  }

  /** After a resume: rooms in which nobody is held any more go on. */
  async resumed(): Promise<void> {
    for (const room of new Set([...this.#world.seats.values()].map((seat) => seat.room))) {
      if (!this.#paused(room)) continue
      let held = false
      for (const candidate of this.#working(room)) {
        const id = this.#world.attemptOf(candidate)
        const holds = (await this.#desk.peek(id))?.attempt.ledger.holds ?? []
        held ||= holds.some(({ kind, untilShown }) => kind === 'outage-room' && !untilShown)
      }
      if (!held) await this.#life.put([[`room-paused/${room}`, '']])
    }
  }

  /** After a start: who was not held before the crash is held now, from the decision (P15). */
  async mend(): Promise<void> {
    for (const room of new Set([...this.#world.seats.values()].map((seat) => seat.room))) {
      const pause = this.#paused(room)
      if (!pause) continue
      for (const candidate of this.#working(room)) {
        const id = this.#world.attemptOf(candidate)
        const attempt = (await this.#desk.peek(id))?.attempt
        if (attempt && (attempt.ledger.startedAt ?? pause.from) < pause.from) {
          const reply = await this.#desk.submit(id, [
            {
              ...{ kind: 'hold', key: `room:${pause.event}`, hold: 'outage-room', from: pause.from },
              ...{ untilShown: false, lastsUntil: null, by: 'server', reason: '' },
            },
          ])
          if (isRefusal(reply)) continue
        }
      }
    }
  }
}

function anySilent(those: readonly Sign[]): Silence | null {
  const silent = those.filter(({ silentAt }) => silentAt !== null)
  if (silent.length === 0) return null
  const seen = silent.map(({ lastSeen }) => lastSeen)
  return {
    silent: silent.map(({ candidate }) => candidate),
    of: those.length,
    from: Math.min(...seen),
    until: Math.max(...seen),
  }
}
