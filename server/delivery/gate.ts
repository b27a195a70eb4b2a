/**
 * How fast people are let in when more come than the server can serve at once: numbers as at a counter. Everybody draws
 * one, `served` runs after them at the rate that the server can bear, and who is told to wait keeps her number. Pure:
 * the moment (ms of any monotonic clock) comes in. Only coming in passes here; answers and beats never do.
 */
export interface GateLimits {
  /** The most and the least let in for each second. */
  perSecondMost: number
  perSecondLeast: number
  /** So many at once after a quiet time. */
  burst: number
  /** So many being served in the same moment. */
  atOnceMost: number
}

export interface Gate {
  limits: GateLimits
  perSecond: number
  /** The last number drawn, and up to which numbers may come in (a fraction counts time). */
  drawn: number
  served: number
  at: number
  inside: number
  /** Numbers of those who were told to wait, in their order. */
  waiting: Map<string, number>
}

/** Numbers that are remembered; a stranger with endless names gets the last place, and no more memory. */
export const WAITING_MOST = 20_000
/** Who does not come back for so long after her turn draws anew. */
const FORGOTTEN_S = 60
const WAIT_LEAST_MS = 50
export const WAIT_MOST_MS = 30_000

/** What the server can bear is judged by how late its loop runs and how many commands wait for the disk. */
export interface Pressure {
  delayMs: number
  depth: number
}
export const DELAY_HIGH_MS = 150
export const DEPTH_HIGH = 3000

/** A gate with nobody before it. */
export const openGate = (limits: GateLimits, now: number): Gate => ({
  limits,
  ...{ perSecond: limits.perSecondMost, drawn: 0, served: limits.burst, at: now, inside: 0, waiting: new Map() },
})

/** `null`: she is in, until `leave`. Otherwise her place in the queue, from 1, and when to ask again, in ms. */
export function ask(gate: Gate, key: string, now: number): { place: number; waitMs: number } | null {
  advance(gate, now)
  let number = gate.waiting.get(key)
  if (number === undefined) {
    forget(gate)
    if (gate.waiting.size >= WAITING_MOST) return { place: WAITING_MOST, waitMs: WAIT_MOST_MS }
    gate.drawn += 1
    number = gate.drawn
  }
  if (number <= gate.served && gate.inside < gate.limits.atOnceMost) {
    gate.waiting.delete(key)
    gate.inside += 1
    return null
  }
  gate.waiting.set(key, number)
  const before = Math.max(0, number - gate.served)
  const waitMs = Math.ceil((before / gate.perSecond) * 1000)
  return {
    place: Math.max(1, Math.ceil(before)),
    waitMs: Math.min(WAIT_MOST_MS, Math.max(WAIT_LEAST_MS, waitMs)),
  }
}

/** She who was let in has been served. */
export function leave(gate: Gate, now: number): void {
  advance(gate, now)
  gate.inside = Math.max(0, gate.inside - 1)
}

/** Half as many while the server is behind, a quarter more at each look once it keeps up. */
export function adapt(gate: Gate, { delayMs, depth }: Pressure, now: number): void {
  advance(gate, now)
  const { perSecondLeast, perSecondMost } = gate.limits
  const behind = delayMs > DELAY_HIGH_MS || depth > DEPTH_HIGH
  gate.perSecond = behind
    ? Math.max(perSecondLeast, gate.perSecond / 2)
    : Math.min(perSecondMost, gate.perSecond * 1.25)
  // What was saved up in a quiet time is no promise once it is busy.
  if (behind) gate.served = Math.min(gate.served, gate.drawn + gate.perSecond / 10)
}

/** How many stand before the gate now. */
export const queueLength = (gate: Gate): number =>
  Math.min(gate.waiting.size, Math.max(0, Math.ceil(gate.drawn - gate.served)))

function advance(gate: Gate, now: number): void {
  const passed = Math.max(0, now - gate.at)
  gate.at = now
  if (gate.inside >= gate.limits.atOnceMost) return
  gate.served = Math.min(gate.served + (gate.perSecond * passed) / 1000, gate.drawn + gate.limits.burst)
}

function forget(gate: Gate): void {
  const old = gate.served - gate.limits.perSecondMost * FORGOTTEN_S
  for (const [key, number] of gate.waiting) {
    if (number >= old) return
    gate.waiting.delete(key)
  }
}
