import type { SuperState } from '../protocol/proctor.ts'

/** Somebody who asks to sign in at another station, and asks no more, is forgotten after this. */
export const ASKED_MS = 60_000

/** When a tile says so; from the sitting's policy. */
export interface Thresholds {
  /** No answer for this long while working: worth a look. */
  idleMs: number
  /** A station that speaks HTTP only counts as connected for this long after its last word. */
  silentMs: number
}

export interface Facts {
  attempt: {
    status: 'confirmed' | 'working' | 'finished'
    how: string | null
    heldFrom: number | null
    locked: boolean
  } | null
  presence: { connected: boolean; focused: boolean; lastSeen: number } | null
  /** The desk let the person in. */
  admitted: boolean
  /** Wall clock of the last undecided try to sign in for this candidate elsewhere, or null. */
  askedAt: number | null
  /** Wall clock of the last change of the attempt, as this server saw it, or null. */
  lastChange: number | null
  now: number
  limits: Thresholds
}

/** One word for what a station is doing (P5). Pure. */
export function superState({ attempt, presence, admitted, askedAt, lastChange, now, limits }: Facts): SuperState {
  if (attempt?.status === 'finished')
    return attempt.how === 'candidate' ? 'finished' : attempt.how === 'expiry' ? 'time-over' : 'terminated'
  if (isAsked(askedAt, now)) return 'second-sign-in'
  const there = isThere(presence, now, limits.silentMs)
  if (!attempt) return there ? 'signed-in' : admitted ? 'checked-in' : 'absent'
  if (!there) return 'disconnected'
  if (attempt.locked) return 'locked'
  if (attempt.status === 'confirmed') return 'waiting'
  if (attempt.heldFrom !== null) return 'paused'
  if (presence?.focused === false) return 'focus-lost'
  if (lastChange !== null && now - lastChange > limits.idleMs) return 'idle'
  return 'working'
}

export const isThere = (presence: Facts['presence'], now: number, silentMs: number): boolean =>
  presence !== null && (presence.connected || now - presence.lastSeen < silentMs)

export const isAsked = (askedAt: number | null, now: number): boolean => askedAt !== null && now - askedAt < ASKED_MS
