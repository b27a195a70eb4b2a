import type { BusMessage } from '../bus/bus.ts'
import { answeredOf } from '../delivery/attempt.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import { type Board, type BoardChange, type BoardRow, boardName } from '../protocol/board.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { policyOf } from '../scheduling/policy.ts'
import { type SeatRow, seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Scorer } from './score-store.ts'

const TICK_MS = 1000
const UNWATCHED_MS = 60_000

interface LiveSitting {
  board: Board
  rows: Map<string, BoardRow>
  dirty: Set<string>
  /** The name is already as short as the committee chose: nothing here can send more of it (RS19). */
  faces: Map<string, Pick<BoardRow, 'number' | 'name' | 'vacancy' | 'room'>>
  lastLook: number
}

/** Provisional scores of running sittings, computed only while somebody looks (RS7). */
export class LiveBoard {
  #services: Services
  #delivery: Delivery
  #scorer: Scorer
  #live = new Map<string, Promise<LiveSitting | Refusal>>()
  #ready = new Map<string, LiveSitting>()
  /** What was told while a board was being read from the store, so that no change falls in between. */
  #early = new Map<string, BusMessage[]>()
  #send: (change: BoardChange) => void = () => {}
  #again: (sitting: string) => void = () => {}
  #watched: (sitting: string) => boolean = () => false
  #timer: NodeJS.Timeout
  #leave: () => void
  #ticking = false

  constructor(services: Services, delivery: Delivery, scorer: Scorer) {
    this.#services = services
    this.#delivery = delivery
    this.#scorer = scorer
    this.#leave = services.bus.subscribe('*', (message) => this.#hear(message))
    this.#timer = setInterval(() => void this.#tick(), TICK_MS)
    this.#timer.unref()
  }

  /** `again` tells who watches to ask for the whole. */
  sendTo(
    send: (change: BoardChange) => void,
    again: (sitting: string) => void,
    watched: (sitting: string) => boolean,
  ): void {
    this.#send = send
    this.#again = again
    this.#watched = watched
  }

  /** The board of a sitting, or why it is not open to the public. */
  async view(sitting: string): Promise<Board | Refusal> {
    let live = this.#live.get(sitting)
    if (!live) {
      this.#early.set(sitting, [])
      live = this.#open(sitting)
      this.#live.set(sitting, live)
      live.then(
        (opened) => {
          if (isRefusal(opened)) this.#live.delete(sitting)
          else this.#ready.set(sitting, opened)
          const early = this.#early.get(sitting) ?? []
          this.#early.delete(sitting)
          for (const message of early) this.#hear(message)
        },
        () => {
          this.#live.delete(sitting)
          this.#early.delete(sitting)
        },
      )
    }
    const opened = await live
    if (isRefusal(opened)) return opened
    // Settled anew while it was being read: these names may be longer than what holds now.
    if (this.#live.get(sitting) !== live) return await this.view(sitting)
    opened.lastLook = performance.now()
    return { ...opened.board, at: this.#services.clock.wall(), rows: [...opened.rows.values()] }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#leave()
  }

  async #open(sitting: string): Promise<LiveSitting | Refusal> {
    const row = await sittingRow(this.#services, sitting)
    if (!row || row.state === 'scheduled') return refuse('not-found', { what: 'Sesi' })
    const { show, names } = policyOf(row.policy).board
    if (!show) return refuse('board-closed')
    const { test } = await this.#scorer.materialOf(sitting)
    const seats = await seatsOf(this.#services, { sitting })
    const live: LiveSitting = {
      board: {
        // Later than any version before: to a wall that missed the news, a board read anew is a gap and not old news.
        version: this.#services.clock.wall(),
        sitting: { id: sitting, name: row.name, state: row.state },
        names,
        rooms: roomsOf(seats),
        sections: test.blueprint.sections.map(({ id, title }) => ({ id, title })),
        at: 0,
        provisional: true,
        rows: [],
      },
      rows: new Map(),
      dirty: new Set(),
      faces: new Map(
        seats.map((seat) => [
          seat.candidate,
          {
            number: seat.number,
            name: boardName(seat.name, names),
            vacancy: `${seat.position} · ${seat.unit}`,
            room: seat.room,
          },
        ]),
      ),
      lastLook: performance.now(),
    }
    for (const attempt of await summariesOfSitting(this.#services, sitting)) {
      const fresh = await this.#row(live, sitting, attempt.candidateId)
      if (fresh) live.rows.set(attempt.candidateId, fresh)
    }
    return live
  }

  async #row(live: LiveSitting, sitting: string, candidate: string): Promise<BoardRow | null> {
    const face = live.faces.get(candidate)
    const standing = await this.#delivery.writer.peek(attemptIdOf(sitting, candidate))
    if (!face || !standing || standing.attempt.status === 'confirmed') return null
    const answered = answeredOf(standing.attempt)
    const finished = standing.attempt.status === 'finished'
    // Whoever was on the board stays on it, even with the only answer taken back.
    if (answered === 0 && !finished && !live.rows.has(candidate)) return null
    const result = await this.#scorer.resultOf(standing.attempt)
    const points = new Map(result.sections.map((section) => [section.id, section.points]))
    return {
      ...face,
      room: standing.attempt.place?.room ?? face.room,
      points: live.board.sections.map(({ id }) => points.get(id) ?? 0),
      total: result.total,
      answered,
      items: standing.attempt.form.slots.length,
      finished,
    }
  }

  #hear(message: BusMessage): void {
    if (message.kind !== 'publication') this.#early.get(message.sitting)?.push(message)
    if (message.kind === 'attempt') this.#ready.get(message.sitting)?.dirty.add(message.candidate)
    if (message.kind === 'progress') {
      const live = this.#ready.get(message.sitting)
      if (live) for (const { candidate } of message.moved) live.dirty.add(candidate)
    }
    if (message.kind === 'policy') {
      if (!this.#ready.delete(message.sitting)) return
      this.#live.delete(message.sitting)
      this.#again(message.sitting)
    }
    if (message.kind === 'rescored') {
      const live = this.#ready.get(message.sitting)
      for (const candidate of live?.rows.keys() ?? []) live?.dirty.add(candidate)
    }
    if (message.kind === 'sitting' && message.state !== 'scheduled') {
      const live = this.#ready.get(message.sitting)
      if (live) {
        live.board.sitting = { ...live.board.sitting, state: message.state }
        live.dirty.add('')
      }
    }
  }

  async #tick(): Promise<void> {
    if (this.#ticking) return
    this.#ticking = true
    try {
      for (const [sitting, live] of this.#ready) {
        if (!this.#watched(sitting) && performance.now() - live.lastLook > UNWATCHED_MS) {
          this.#ready.delete(sitting)
          this.#live.delete(sitting)
          continue
        }
        if (live.dirty.size === 0) continue
        const dirty = [...live.dirty]
        live.dirty.clear()
        const rows: BoardRow[] = []
        for (const candidate of dirty) {
          const fresh = await this.#row(live, sitting, candidate)
          if (this.#ready.get(sitting) !== live) break
          if (!fresh) continue
          live.rows.set(candidate, fresh)
          rows.push(fresh)
        }
        if (this.#ready.get(sitting) !== live) continue
        live.board.version += 1
        this.#send({
          sitting,
          version: live.board.version,
          state: live.board.sitting.state,
          at: this.#services.clock.wall(),
          rows,
        })
      }
    } catch (error) {
      this.#services.log.error({ err: error }, 'board tick failed')
    } finally {
      this.#ticking = false
    }
  }
}

function roomsOf(seats: SeatRow[]): Board['rooms'] {
  const venues = new Map<string, Set<string>>()
  for (const { room, venue } of seats) venues.set(room, (venues.get(room) ?? new Set()).add(venue))
  return [...venues]
    .map(([room, at]) => ({ room, venue: at.size === 1 ? ([...at][0] ?? '') : '' }))
    .sort((a, b) => a.room.localeCompare(b.room, 'id', { numeric: true }))
}
