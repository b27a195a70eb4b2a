import type { BusMessage } from '../bus/bus.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { RoomChange, RoomView } from '../protocol/proctor.ts'
import type { Services } from '../services.ts'
import { LiveRoom, TICK_MS } from './live-room.ts'

/** Rooms that somebody watches; forgotten a while after the last look. */
const UNWATCHED_MS = 60_000

interface Entry {
  room: Promise<LiveRoom | null>
  opened: LiveRoom | null
  /** What was told while the room was being read from the store, so that no change falls in between. */
  early: BusMessage[]
  lastLook: number
  ticking: boolean
}

export class LiveView {
  #services: Services
  #delivery: Delivery
  #rooms = new Map<string, Entry>()
  #send: (change: RoomChange) => void = () => {}
  #watched: (sitting: string) => boolean = () => false
  #timer: NodeJS.Timeout
  #leave: () => void

  constructor(services: Services, delivery: Delivery) {
    this.#services = services
    this.#delivery = delivery
    this.#leave = services.bus.subscribe('*', (message) => {
      if (message.kind === 'publication' || message.kind === 'rescored') return
      const entry = this.#rooms.get(message.sitting)
      if (entry?.opened) entry.opened.hear(message)
      else entry?.early.push(message)
    })
    this.#timer = setInterval(() => this.#tick(), TICK_MS)
    this.#timer.unref()
  }

  /** Where changes go, and whether a console of a sitting is connected. */
  sendTo(send: (change: RoomChange) => void, watched: (sitting: string) => boolean): void {
    this.#send = send
    this.#watched = watched
  }

  /** The whole room as it stands, or null when there is no such sitting. */
  async view(sitting: string): Promise<RoomView | null> {
    return (await this.#room(sitting))?.view() ?? null
  }

  /** For a console that has `version`: what it missed, or the whole where that is not known any more (P6). */
  async since(sitting: string, version: number): Promise<RoomView | { changes: RoomChange[] } | null> {
    const room = await this.#room(sitting)
    const changes = room?.since(version)
    return changes ? { changes } : (room?.view() ?? null)
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#leave()
  }

  async #room(sitting: string): Promise<LiveRoom | null> {
    let entry = this.#rooms.get(sitting)
    if (!entry) {
      const room = LiveRoom.open(this.#services, this.#delivery, sitting)
      const fresh: Entry = { room, opened: null, early: [], lastLook: performance.now(), ticking: false }
      entry = fresh
      this.#rooms.set(sitting, fresh)
      room.then(
        (opened) => {
          for (const message of fresh.early.splice(0)) opened?.hear(message)
          fresh.opened = opened
        },
        () => this.#rooms.delete(sitting),
      )
    }
    entry.lastLook = performance.now()
    const room = await entry.room
    if (!room) this.#rooms.delete(sitting)
    return room
  }

  #tick(): void {
    for (const [sitting, entry] of this.#rooms) {
      if (!this.#watched(sitting) && performance.now() - entry.lastLook > UNWATCHED_MS) this.#rooms.delete(sitting)
      else if (entry.opened && !entry.ticking) void this.#change(entry, entry.opened)
    }
  }

  async #change(entry: Entry, room: LiveRoom): Promise<void> {
    entry.ticking = true
    try {
      const change = await room.tick()
      if (change) this.#send(change)
    } catch (error) {
      this.#services.log.error({ err: error }, 'the live room could not be read')
    } finally {
      entry.ticking = false
    }
  }
}
