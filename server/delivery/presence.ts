import type { Place } from '../protocol/station.ts'
import type { Services } from '../services.ts'

/** Who is there right now: memory only, may be lost, never in the log. */
export interface Here {
  sitting: string
  source: string
  connected: boolean
  focused: boolean
  unsaved: number
  /** Wall clock of the last sign of life. */
  lastSeen: number
  place: Place | null
}

/** A station that speaks HTTP only counts as there for this long after its last word. */
const SILENCE_MS = 15_000

export class Presence {
  #here = new Map<string, Here>()
  /** Candidates whose socket closed by itself: their seat is free at once. */
  #left = new Set<string>()
  #services: Pick<Services, 'bus' | 'clock'>

  constructor(services: Pick<Services, 'bus' | 'clock'>) {
    this.#services = services
  }

  of(candidate: string): Here | null {
    return this.#here.get(candidate) ?? null
  }

  /** A sign of life. Only the newest source speaks for a candidate. */
  seen(candidate: string, change: Pick<Here, 'sitting' | 'source'> & Partial<Here>): void {
    const before = this.#here.get(candidate)
    const kept =
      before?.source === change.source ? before : { connected: false, focused: true, unsaved: 0, place: null }
    if (before?.source !== change.source) this.#left.delete(candidate)
    const here: Here = { ...kept, ...change, lastSeen: this.#services.clock.wall() }
    this.#here.set(candidate, here)
    this.#tell(candidate, here)
  }

  /** The socket of this source closed. */
  gone(candidate: string, source: string): void {
    const here = this.#here.get(candidate)
    if (here?.source !== source) return
    // A closed socket frees the seat at once; the last sign of life stays as it was, for the proctor.
    const away = { ...here, connected: false }
    this.#here.set(candidate, away)
    this.#left.add(candidate)
    this.#tell(candidate, away)
  }

  /** Where else this candidate is live, in words, or null. `source` is the one that asks. */
  elsewhere(candidate: string, source: string): string | null {
    const here = this.#here.get(candidate)
    if (!here || here.source === source) return null
    const recent = !this.#left.has(candidate) && this.#services.clock.wall() - here.lastSeen < SILENCE_MS
    if (!here.connected && !recent) return null
    return here.place ? `ruang ${here.place.room}, meja ${here.place.station}` : 'komputer lain'
  }

  forget(candidate: string): void {
    this.#here.delete(candidate)
  }

  #tell(candidate: string, here: Here): void {
    if (here.connected) this.#left.delete(candidate)
    this.#services.bus.publish(`sitting:${here.sitting}`, {
      kind: 'presence',
      sitting: here.sitting,
      candidate,
      connected: here.connected,
      focused: here.focused,
      unsaved: here.unsaved,
      lastSeen: here.lastSeen,
      place: here.place,
    })
  }
}
