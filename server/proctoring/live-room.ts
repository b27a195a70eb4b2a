import type { BusMessage } from '../bus/bus.ts'
import { summariesOfSitting } from '../delivery/attempt-store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { RoomChange, RoomView, SittingSummary, Tile } from '../protocol/proctor.ts'
import { findSitting, type SeatRow, seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { isThere, superState } from './super-state.ts'

/** Changes go out together this often: the audience costs the same however fast the hall answers. */
export const TICK_MS = 500

type AttemptMessage = Extract<BusMessage, { kind: 'attempt' }>
type PresenceMessage = Extract<BusMessage, { kind: 'presence' }>

interface Known {
  seat: SeatRow
  attempt: Pick<AttemptMessage, 'attempt' | 'status' | 'how' | 'answered' | 'flagged' | 'items' | 'deadline'> | null
  presence: Pick<PresenceMessage, 'connected' | 'focused' | 'unsaved' | 'lastSeen' | 'place'> | null
  lastChange: number | null
}

/**
 * The picture of one sitting, folded from bus messages while somebody watches. Nobody watching: no tile is computed.
 * Built whole from the store when the first console comes.
 */
export class LiveRoom {
  version = 1
  #services: Services
  #sitting: SittingSummary
  #items: number
  #known = new Map<string, Known>()
  #sent = new Map<string, string>()
  #state: SittingSummary['state']

  private constructor(services: Services, sitting: SittingSummary, items: number) {
    this.#services = services
    this.#sitting = sitting
    this.#items = items
    this.#state = sitting.state
  }

  static async open(services: Services, delivery: Delivery, sittingId: string): Promise<LiveRoom | null> {
    const sitting = await findSitting(services, sittingId)
    if (!sitting) return null
    const attempts = await summariesOfSitting(services, sitting.id)
    const room = new LiveRoom(services, sitting, attempts[0]?.items ?? 0)
    const byCandidate = new Map(attempts.map((row) => [row.candidateId, row]))
    for (const seat of await seatsOf(services, { sitting: sitting.id })) {
      const row = byCandidate.get(seat.candidate)
      const here = delivery.presence.of(seat.candidate)
      room.#known.set(seat.candidate, {
        seat,
        attempt: row
          ? {
              attempt: row.id,
              status: row.status,
              how: row.how,
              answered: row.answered,
              flagged: row.flagged,
              items: row.items,
              deadline: row.deadline,
            }
          : null,
        presence: here,
        lastChange: row ? services.clock.wall() : null,
      })
    }
    for (const [candidate, tile] of room.#tiles()) room.#sent.set(candidate, fingerprint(tile))
    return room
  }

  hear(message: BusMessage): void {
    if (message.kind === 'sitting') {
      this.#state = message.state
      return
    }
    if (message.kind === 'publication' || message.kind === 'rescored') return
    const known = this.#known.get(message.candidate)
    if (!known) return
    if (message.kind === 'presence') known.presence = message
    else {
      known.attempt = message
      known.lastChange = this.#services.clock.wall()
    }
  }

  view(): RoomView {
    return {
      version: this.version,
      sitting: { ...this.#sitting, state: this.#state },
      examNow: this.#services.clock.exam(),
      wallNow: this.#services.clock.wall(),
      tiles: this.#tiles().map(([, tile]) => tile),
    }
  }

  /** What changed since the last tick, as the next version; null when nothing did. */
  tick(): RoomChange | null {
    const tiles: Tile[] = []
    for (const [candidate, tile] of this.#tiles()) {
      const now = fingerprint(tile)
      if (this.#sent.get(candidate) === now) continue
      this.#sent.set(candidate, now)
      tiles.push(tile)
    }
    const stateChanged = this.#state !== this.#sitting.state
    if (tiles.length === 0 && !stateChanged) return null
    this.#sitting = { ...this.#sitting, state: this.#state }
    this.version += 1
    return {
      sitting: this.#sitting.id,
      version: this.version,
      state: this.#state,
      examNow: this.#services.clock.exam(),
      wallNow: this.#services.clock.wall(),
      tiles,
    }
  }

  #tiles(): [string, Tile][] {
    const now = this.#services.clock.wall()
    return [...this.#known].map(([candidate, { seat, attempt, presence, lastChange }]) => {
      const moved =
        presence?.place && (presence.place.room !== seat.room || presence.place.station !== seat.station)
          ? `${presence.place.room}/${presence.place.station}`
          : null
      return [
        candidate,
        {
          candidate,
          number: seat.number,
          name: seat.name,
          venue: seat.venue,
          room: seat.room,
          station: seat.station,
          attempt: attempt?.attempt ?? null,
          state: superState({ attempt, presence, lastChange, now }),
          answered: attempt?.answered ?? 0,
          flagged: attempt?.flagged ?? 0,
          items: attempt?.items ?? this.#items,
          deadline: attempt?.deadline ?? null,
          connected: isThere(presence, now),
          lastSeen: presence?.lastSeen ?? null,
          unsaved: presence?.unsaved ?? 0,
          movedTo: moved,
          accommodatedMinutes: seat.minutes === this.#sitting.minutes ? null : seat.minutes,
        },
      ]
    })
  }
}

/** A sign of life alone is no change worth sending; the state word says when it stays away. */
const fingerprint = (tile: Tile): string => JSON.stringify({ ...tile, lastSeen: null })
