import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Pressure } from '../delivery/gate.ts'
import type { Gates } from '../delivery/gate-job.ts'

const LOOK_MS = 500
const RESOLUTION_MS = 10

export interface LoopDelay {
  /** Of the last half second, ms beyond what was planned: nine of ten turns were less late than `p90Ms`. */
  meanMs: number
  p90Ms: number
  p99Ms: number
  mostMs: number
}

/** Measures how late the event loop runs and how many commands wait, and sets the gates by it. */
export class PressureWatch {
  delay: LoopDelay = { meanMs: 0, p90Ms: 0, p99Ms: 0, mostMs: 0 }
  #gates: Gates
  #depth: () => number
  #histogram: ReturnType<typeof monitorEventLoopDelay> | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(gates: Gates, depth: () => number) {
    this.#gates = gates
    this.#depth = depth
  }

  get pressure(): Pressure {
    return { delayMs: this.delay.p90Ms, depth: this.#depth() }
  }

  watch(): void {
    this.#histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    this.#histogram.enable()
    this.#timer = setInterval(() => this.look(), LOOK_MS)
    this.#timer.unref()
  }

  look(): void {
    const seen = this.#histogram
    if (seen && seen.count > 0) {
      const ms = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
      this.delay = {
        ...{ meanMs: ms(seen.mean), p90Ms: ms(seen.percentile(90)) },
        ...{ p99Ms: ms(seen.percentile(99)), mostMs: ms(seen.max) },
      }
      seen.reset()
    }
    const { pressure } = this
    this.#gates.signIns.adapt(pressure)
    this.#gates.lines.adapt(pressure)
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#histogram?.disable()
  }
}
