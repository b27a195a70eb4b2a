import type { BusMessage } from '../bus/bus.ts'
import { answeredOf } from '../delivery/attempt.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import { attemptIdOf, type Delivery } from '../delivery/delivery.ts'
import type { Board, BoardChange, BoardRow } from '../protocol/board.ts'
import { seatsOf, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Scorer } from './score-store.ts'

const TICK_MS = 1000
const UNWATCHED_MS = 60_000

interface LiveSitting {
  board: Board
  rows: Map<string, BoardRow>
  dirty: Set<string>
  faces: Map<string, { number: string; name: string; vacancy: string }>
  lastLook: number
}

/** Provisional scores of running sittings, computed only while somebody looks (RS7). */
export class LiveBoard {
  #services: Services
  #delivery: Delivery
  #scorer: Scorer
  #live = new Map<string, Promise<LiveSitting | null>>()
  #ready = new Map<string, LiveSitting>()
  /** What was told while a board was being read from the store, so that no change falls in between. */
  #early = new Map<string, BusMessage[]>()
  #send: (change: BoardChange) => void = () => {}
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

  sendTo(send: (change: BoardChange) => void, watched: (sitting: string) => boolean): void {
    this.#send = send
    this.#watched = watched
  }

  /** The board of a sitting, or null when it is not open to the public. */
  async view(sitting: string): Promise<Board | null> {
    let live = this.#live.get(sitting)
    if (!live) {
      this.#early.set(sitting, [])
      live = this.#open(sitting)
      this.#live.set(sitting, live)
      live.then(
        (opened) => {
          if (opened) this.#ready.set(sitting, opened)
          else this.#live.delete(sitting)
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
    if (!opened) return null
    opened.lastLook = performance.now()
    return { ...opened.board, at: this.#services.clock.wall(), rows: [...opened.rows.values()] }
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#leave()
  }

  async #open(sitting: string): Promise<LiveSitting | null> {
    const row = await sittingRow(this.#services, sitting)
    if (!row || row.state === 'scheduled') return null
    const { test } = await this.#scorer.materialOf(sitting)
    const seats = await seatsOf(this.#services, { sitting })
    const live: LiveSitting = {
      board: {
        version: 1,
        sitting: { id: sitting, name: row.name, state: row.state },
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
          { number: seat.number, name: seat.name, vacancy: `${seat.position} · ${seat.unit}` },
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
    const result = await this.#scorer.resultOf(standing.attempt)
    const points = new Map(result.sections.map((section) => [section.id, section.points]))
    return {
      ...face,
      points: live.board.sections.map(({ id }) => points.get(id) ?? 0),
      total: result.total,
      answered: answeredOf(standing.attempt),
      items: standing.attempt.form.slots.length,
      finished: standing.attempt.status === 'finished',
    }
  }

  #hear(message: BusMessage): void {
    if (message.kind !== 'publication') this.#early.get(message.sitting)?.push(message)
    if (message.kind === 'attempt') this.#ready.get(message.sitting)?.dirty.add(message.candidate)
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
          if (!fresh) continue
          live.rows.set(candidate, fresh)
          rows.push(fresh)
        }
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
