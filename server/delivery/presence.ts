import type { Place } from '../protocol/station.ts'
import type { Services } from '../services.ts'

/** Who is there right now: memory only, may be lost, never in the log. */
export interface Here {
  sitting: string
  source: string
  connected: boolean
  focused: boolean
  unsaved: number
  /** The sealed paper lies at the station. */
  paper: boolean
  /** Wall clock of the last sign of life, and the exam clock, which outages are credited from. */
  lastSeen: number
  lastSeenExam: number
  place: Place | null
  /** Id of the enrolled computer, and the address it speaks from. */
  machine: string | null
  address: string | null
}

/** A station that speaks HTTP only counts as there for this long after its last word. */
const SILENCE_MS = 15_000
/** An open line without a sign of life for so long is silent: two beats were missed. */
export const SILENT_MS = 9000

/** What became of a station: written to the room's log by whoever listens. */
export type PresenceChange = 'gone' | 'back'

export class Presence {
  #here = new Map<string, Here>()
  /** Candidates whose socket closed by itself: their seat is free at once. */
  #left = new Set<string>()
  /** Those of whom `gone` was told and `back` was not. */
  #away = new Set<string>()
  /** What the bus heard of each. */
  #told = new Map<string, Here>()
  #services: Pick<Services, 'bus' | 'clock'>
  #changed: (candidate: string, change: PresenceChange, here: Here) => void

  constructor(
    services: Pick<Services, 'bus' | 'clock'>,
    changed: (candidate: string, change: PresenceChange, here: Here) => void = () => {},
  ) {
    this.#services = services
    this.#changed = changed
  }

  of(candidate: string): Here | null {
    return this.#here.get(candidate) ?? null
  }

  /** A sign of life within the time a station may be silent. */
  isSilent(candidate: string): boolean {
    const here = this.#here.get(candidate)
    return !here || this.#left.has(candidate) || this.#services.clock.exam() - here.lastSeenExam > SILENT_MS
  }

  /** A sign of life. Only the newest source speaks for a candidate. */
  seen(candidate: string, change: Pick<Here, 'sitting' | 'source'> & Partial<Here>): void {
    const before = this.#here.get(candidate)
    const { clock } = this.#services
    const kept =
      before?.source === change.source
        ? before
        : { connected: false, focused: true, unsaved: 0, paper: false, place: null, machine: null, address: null }
    if (before?.source !== change.source || change.connected !== false) this.#left.delete(candidate)
    const here: Here = { ...kept, ...change, lastSeen: clock.wall(), lastSeenExam: clock.exam() }
    this.#here.set(candidate, here)
    if (this.#away.delete(candidate)) this.#changed(candidate, 'back', here)
    const told = this.#told.get(candidate)
    if (told && sameToSee(told, here)) return
    this.#tell(candidate, here)
  }

  /** An answer over the open line is a sign of life too, which nobody needs to be told of. */
  heard(candidate: string, source: string): void {
    const here = this.#here.get(candidate)
    if (here?.source !== source || !here.connected || this.#away.has(candidate)) return
    const { clock } = this.#services
    this.#here.set(candidate, { ...here, lastSeen: clock.wall(), lastSeenExam: clock.exam() })
  }

  /** The socket of this source closed. */
  gone(candidate: string, source: string): void {
    const here = this.#here.get(candidate)
    if (here?.source !== source) return
    // A closed socket frees the seat at once; the last sign of life stays as it was, for the proctor.
    const away = { ...here, connected: false }
    this.#here.set(candidate, away)
    this.#left.add(candidate)
    if (!this.#away.has(candidate)) {
      this.#away.add(candidate)
      this.#changed(candidate, 'gone', away)
    }
    this.#tell(candidate, away)
  }

  /** Tells of those whose line is open, but who have said nothing for too long. */
  sweep(): void {
    for (const [candidate, here] of this.#here) {
      if (this.#away.has(candidate) || !this.isSilent(candidate)) continue
      const away = { ...here, connected: false }
      this.#here.set(candidate, away)
      this.#away.add(candidate)
      this.#changed(candidate, 'gone', away)
      this.#tell(candidate, away)
    }
  }

  /** Where else this candidate is live, in words, or null. `source` is the one that asks. */
  elsewhere(candidate: string, source: string): string | null {
    const here = this.#here.get(candidate)
    if (!here || here.source === source) return null
    // By the exam clock: a wall clock that is set back would keep her from going on elsewhere for as long.
    const recent = !this.#left.has(candidate) && this.#services.clock.exam() - here.lastSeenExam < SILENCE_MS
    if (!here.connected && !recent) return null
    return here.place ? `ruang ${here.place.room}, meja ${here.place.station}` : 'komputer lain'
  }

  forget(candidate: string): void {
    this.#here.delete(candidate)
    this.#left.delete(candidate)
    this.#away.delete(candidate)
    this.#told.delete(candidate)
  }

  #tell(candidate: string, here: Here): void {
    this.#told.set(candidate, here)
    this.#services.bus.publish(`sitting:${here.sitting}`, {
      kind: 'presence',
      sitting: here.sitting,
      candidate,
      connected: here.connected,
      focused: here.focused,
      unsaved: here.unsaved,
      paper: here.paper,
      lastSeen: here.lastSeen,
      place: here.place,
    })
  }
}

/** A beat that says nothing new costs the consoles nothing, but once in a while they want its time. */
const TOLD_MS = 3500
const sameToSee = (before: Here, now: Here): boolean =>
  before.source === now.source &&
  before.connected === now.connected &&
  before.focused === now.focused &&
  before.unsaved === now.unsaved &&
  before.paper === now.paper &&
  before.place === now.place &&
  now.lastSeenExam - before.lastSeenExam < TOLD_MS
