import type { SuperState } from '../protocol/proctor.ts'

/** No answer for this long while working: worth a look. */
export const IDLE_MS = 5 * 60_000
/** A station that speaks HTTP only counts as connected for this long after its last word. */
export const SILENCE_MS = 15_000

export interface Facts {
  attempt: { status: 'confirmed' | 'working' | 'finished'; how: string | null } | null
  presence: { connected: boolean; focused: boolean; lastSeen: number } | null
  /** Wall clock of the last change of the attempt, as this server saw it, or null. */
  lastChange: number | null
  now: number
}

/** One word for what a station is doing (P5). Pure. */
export function superState({ attempt, presence, lastChange, now }: Facts): SuperState {
  if (attempt?.status === 'finished')
    return attempt.how === 'candidate' ? 'finished' : attempt.how === 'expiry' ? 'time-over' : 'terminated'
  const there = isThere(presence, now)
  if (!attempt) return presence === null ? 'absent' : there ? 'signed-in' : 'absent'
  if (!there) return 'disconnected'
  if (attempt.status === 'confirmed') return 'waiting'
  if (presence?.focused === false) return 'focus-lost'
  if (lastChange !== null && now - lastChange > IDLE_MS) return 'idle'
  return 'working'
}

export const isThere = (presence: Facts['presence'], now: number): boolean =>
  presence !== null && (presence.connected || now - presence.lastSeen < SILENCE_MS)
