import type { Clock, Gap } from '../../server/clock.ts'
import type { Bug } from './planted-bugs.ts'

/** The server's own rule: a longer pause between two ticks was no working time. */
const STALL_MS = 2000

/**
 * The exam clock of `server/clock.ts` on virtual time: goes on from its durable value after a restart, stands while the
 * process is down or stopped. The wall is a label that may jump.
 */
export class SimulatedClock implements Clock {
  #now: () => number
  #wall: () => number
  #from: number
  #at: number
  #gaps: Gap[] = []
  #bugs: ReadonlySet<Bug>
  #wallBegan: number

  constructor(
    now: () => number,
    wall: () => number,
    durable: { ms: number; wall: number | null },
    bugs: ReadonlySet<Bug>,
  ) {
    this.#now = now
    this.#wall = wall
    this.#bugs = bugs
    this.#at = now()
    this.#wallBegan = wall()
    const down = durable.wall === null ? 0 : Math.max(0, wall() - durable.wall)
    this.#from = durable.ms + (bugs.has('clock-runs-on') ? down : 0)
    if (durable.wall !== null)
      this.#gaps.push({
        cause: 'server',
        fromWall: Math.min(durable.wall, wall()),
        untilWall: wall(),
        examMs: this.#from,
      })
  }

  wall(): number {
    return this.#wall()
  }

  exam(): number {
    return this.examAt(this.#now())
  }

  /** What it showed, or will show, at that virtual moment of this life. */
  examAt(moment: number): number {
    if (this.#bugs.has('wall-clock-deadline')) return this.#from + this.#wall() - this.#wallBegan
    return this.#from + Math.max(0, moment - this.#at)
  }

  /** The process stood still from there until now. */
  stoodStill(from: number): void {
    const now = this.#now()
    if (now - from <= STALL_MS || this.#bugs.has('stall-counts')) return
    const examMs = this.examAt(from)
    this.#from = examMs
    this.#at = now
    this.#gaps.push({ cause: 'stall', fromWall: this.#wall() - (now - from), untilWall: this.#wall(), examMs })
  }

  async keep(): Promise<void> {}

  gaps(): Gap[] {
    const handed = this.#gaps
    this.#gaps = []
    return handed
  }
}
