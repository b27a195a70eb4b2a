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
    let entry = this.#rooms.get(sitting)
    if (!entry) {
      const room = LiveRoom.open(this.#services, this.#delivery, sitting)
      const fresh: Entry = { room, opened: null, early: [], lastLook: performance.now() }
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
    return room?.view() ?? null
  }

  stop(): void {
    clearInterval(this.#timer)
    this.#leave()
  }

  #tick(): void {
    for (const [sitting, { opened, lastLook }] of this.#rooms) {
      if (!this.#watched(sitting) && performance.now() - lastLook > UNWATCHED_MS) {
        this.#rooms.delete(sitting)
        continue
      }
      const change = opened?.tick()
      if (change) this.#send(change)
    }
  }
}
