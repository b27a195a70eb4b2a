import type { LogRow } from '../delivery/event-log.ts'
import { superState, type Thresholds } from '../proctoring/super-state.ts'
import type { Replay } from '../protocol/minutes.ts'
import type { SuperState } from '../protocol/proctor.ts'
import type { RoomEventKind, RoomEventRow } from '../protocol/room-log.ts'
import type { HoldKind } from '../protocol/time.ts'
import type { SeatFact, Told } from './room-lines.ts'

const MINUTE_MS = 60_000
/** Ten hours: the longest day of one sitting. What lies before the last ten hours is the state at minute 0. */
export const REPLAY_MINUTES_MAX = 600

/** A seat and all that was written about it, each list in its order. */
export interface ReplaySeat extends SeatFact {
  log: Pick<LogRow, 'at' | 'kind' | 'payload'>[]
  events: Pick<RoomEventRow, 'at' | 'kind'>[]
}

/** A room minute by minute, from the logs alone (MN5): what stood on each seat at the end of each minute. Pure. */
export function replayOf(
  room: string,
  seats: readonly ReplaySeat[],
  told: readonly Told[],
  limits: Thresholds,
): Replay {
  const steps = seats.map(stepsOf)
  const times = steps.flatMap((list) => list.map(({ at }) => at))
  const last = times.reduce((latest, at) => Math.max(latest, at), Number.NEGATIVE_INFINITY)
  const earliest = last - (REPLAY_MINUTES_MAX - 1) * MINUTE_MS
  const first = times.reduce((soonest, at) => (at < earliest ? soonest : Math.min(soonest, at)), last)
  const from = times.length === 0 ? 0 : Math.floor(first / MINUTE_MS) * MINUTE_MS
  const minutes = times.length === 0 ? 0 : Math.min(REPLAY_MINUTES_MAX, Math.floor((last - from) / MINUTE_MS) + 1)
  const cursors = seats.map((): Cursor => ({ next: 0, now: EMPTY }))
  const frames: Replay['frames'] = []
  for (let minute = 0; minute < minutes; minute += 1) {
    const end = from + (minute + 1) * MINUTE_MS
    frames.push(
      cursors.map((cursor, seat) => {
        const list = steps[seat] as Step[]
        for (let step = list[cursor.next]; step && step.at < end; step = list[cursor.next]) {
          cursor.now = step.change(cursor.now)
          cursor.next += 1
        }
        return { state: stateOf(cursor.now, end, limits), answered: cursor.now.answered.size }
      }),
    )
  }
  return {
    room,
    from,
    minutes,
    seats: seats.map(({ candidate, number, name, station }) => ({ candidate, number, name, station })),
    frames,
    events: told
      .map(({ line }) => ({ minute: Math.floor((line.at - from) / MINUTE_MS), line }))
      .filter(({ minute }) => minute >= 0 && minute < minutes),
  }
}

interface Now {
  admitted: boolean
  /** Signed in at a computer whose connection stands. */
  connected: boolean
  focused: boolean
  locked: boolean
  askedAt: number | null
  attempt: { status: 'confirmed' | 'working' | 'finished'; how: string | null } | null
  lastChange: number | null
  holds: ReadonlySet<HoldKind>
  answered: ReadonlySet<number>
}
const EMPTY: Now = {
  ...{
    admitted: false,
    connected: false,
    focused: true,
    locked: false,
    askedAt: null,
    attempt: null,
    lastChange: null,
  },
  holds: new Set(),
  answered: new Set(),
}
interface Cursor {
  next: number
  now: Now
}
interface Step {
  at: number
  change: (now: Now) => Now
}

/** The word of the live room (proctoring, P5) for what the logs say. */
const stateOf = (now: Now, at: number, limits: Thresholds): SuperState =>
  superState({
    attempt: now.attempt && { ...now.attempt, heldFrom: now.holds.size > 0 ? 0 : null, locked: now.locked },
    presence: { connected: now.connected, focused: now.focused, lastSeen: Number.NEGATIVE_INFINITY },
    ...{ admitted: now.admitted, askedAt: now.askedAt, lastChange: now.lastChange, now: at, limits },
  })

/** Both logs of a seat as changes in one row of time; at the same moment the room's log comes first. */
function stepsOf(seat: ReplaySeat): Step[] {
  const room = seat.events.flatMap(({ at, kind }) => {
    const change = roomChange(kind, at)
    return change ? [{ at, change }] : []
  })
  const attempt = seat.log.flatMap(({ at, kind, payload }) => {
    const change = attemptChange(kind, payload)
    return change ? [{ at, change: (now: Now) => ({ ...change(now), lastChange: at }) }] : []
  })
  return [...room, ...attempt].sort((a, b) => a.at - b.at)
}

function roomChange(kind: RoomEventKind, at: number): Step['change'] | null {
  const set = (change: Partial<Now>) => (now: Now) => ({ ...now, ...change })
  switch (kind) {
    case 'pin-issued':
    case 'seated':
      return set({ admitted: true })
    case 'refused-entry':
      return set({ admitted: false })
    case 'signed-in':
      return set({ connected: true, focused: true, askedAt: null })
    case 'signed-out':
    case 'disconnected':
      return set({ connected: false })
    case 'reconnected':
      return set({ connected: true })
    case 'focus-lost':
      return set({ focused: false })
    case 'focus-back':
      return set({ focused: true })
    case 'second-sign-in':
    case 'move-asked':
      return set({ askedAt: at })
    default:
      return null
  }
}

function attemptChange(kind: string, payload: string): Step['change'] | null {
  const body = (): Payload => JSON.parse(payload) as Payload
  switch (kind) {
    case 'opened':
      return (now) => ({ ...now, attempt: { status: 'confirmed', how: null } })
    case 'claimed':
      return (now) => ({ ...now, connected: true, focused: true, askedAt: null })
    case 'started':
    case 'reopened':
      return (now) => ({ ...now, attempt: { status: 'working', how: null } })
    case 'answered': {
      const { slot, option } = body()
      return (now) => ({ ...now, connected: true, answered: answeredWith(now.answered, [{ slot, option }]) })
    }
    case 'carried': {
      const { answers } = body()
      return (now) => ({ ...now, answered: answeredWith(now.answered, answers) })
    }
    case 'held': {
      const { hold } = body()
      return (now) => ({ ...now, holds: new Set(now.holds).add(hold) })
    }
    case 'released': {
      const { holds } = body()
      return (now) => ({ ...now, holds: new Set([...now.holds].filter((hold) => !holds.includes(hold))) })
    }
    case 'flagged':
      return (now) => now
    case 'locked': {
      const { on } = body()
      return (now) => ({ ...now, locked: on })
    }
    case 'finished': {
      const { how } = body()
      return (now) => ({ ...now, attempt: { status: 'finished', how }, holds: new Set() })
    }
    default:
      return null
  }
}

/** What a replay reads of the attempt's events; each kind has its own of these. */
interface Payload {
  slot: number
  option: string | null
  answers: { slot: number; option: string | null }[]
  hold: HoldKind
  holds: HoldKind[]
  on: boolean
  how: 'candidate' | 'expiry' | 'proctor'
}

function answeredWith(
  before: ReadonlySet<number>,
  answers: { slot: number; option: string | null }[],
): ReadonlySet<number> {
  const after = new Set(before)
  for (const { slot, option } of answers) {
    if (option === null) after.delete(slot)
    else after.add(slot)
  }
  return after
}
