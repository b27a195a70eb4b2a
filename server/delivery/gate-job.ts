import { type Refusal, refuse } from '../protocol/refusals.ts'
import { adapt, ask, type Gate, type GateLimits, leave, openGate, type Pressure, queueLength } from './gate.ts'

/** Signing in costs a commit and a view; a line that opens again costs a view. */
const SIGN_INS: GateLimits = { perSecondMost: 400, perSecondLeast: 20, burst: 400, atOnceMost: 64 }
/** Who comes back sits at an exam already: slow enough not to fall again, fast enough for 5,000 in 15 s. */
const LINES: GateLimits = { perSecondMost: 1000, perSecondLeast: 400, burst: 1000, atOnceMost: 256 }
/** Whose turn comes so soon waits here and notices nothing; the others are told their place. */
const SIGN_IN_HELD_MS = 1000
/** Waiting for a line costs nothing but memory: even at the least rate 5,000 have theirs within this. */
const LINE_HELD_MS = 10_000

/** The two ways in: candidates who sign in, and stations that open their line again. */
export interface Gates {
  signIns: Entrance
  lines: Entrance
}

export const openGates = (now?: () => number): Gates => ({
  signIns: new Entrance(SIGN_INS, SIGN_IN_HELD_MS, now),
  lines: new Entrance(LINES, LINE_HELD_MS, now),
})

/** One gate in real time. */
export class Entrance {
  /** Since the server began. */
  refused = 0
  admitted = 0
  #gate: Gate
  #heldMs: number
  #now: () => number

  constructor(limits: GateLimits, heldMs: number, now: () => number = () => performance.now()) {
    this.#gate = openGate(limits, now())
    this.#heldMs = heldMs
    this.#now = now
  }

  get waiting(): number {
    return queueLength(this.#gate)
  }
  get perSecond(): number {
    return this.#gate.perSecond
  }

  /** Lets in now or within the time that may be held; returns what to call when served. `server-busy` otherwise. */
  async enter(key: string): Promise<(() => void) | Refusal> {
    for (let heldMs = 0; ; ) {
      const wait = ask(this.#gate, key, this.#now())
      if (wait === null) {
        this.admitted += 1
        let left = false
        return () => {
          if (!left) leave(this.#gate, this.#now())
          left = true
        }
      }
      heldMs += wait.waitMs
      if (heldMs > this.#heldMs) {
        this.refused += 1
        return refuse('server-busy', { place: String(wait.place), seconds: String(Math.ceil(wait.waitMs / 1000)) })
      }
      await new Promise((resolve) => setTimeout(resolve, wait.waitMs))
    }
  }

  adapt(pressure: Pressure): void {
    adapt(this.#gate, pressure, this.#now())
  }
}
