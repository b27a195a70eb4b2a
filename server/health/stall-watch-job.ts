import { Worker } from 'node:worker_threads'
import type { Services } from '../services.ts'

const BEAT_MS = 100
const LOOK_MS = 200
const BLOCKED_MS = 1000

export interface Blocks {
  count: number
  longestMs: number
}

/**
 * Watches the event loop from another thread. A block of more than two seconds is also a gap of the exam clock, which
 * is credited and written in the room's log by `delivery/outage-job.ts`; shorter ones are told here alone.
 */
export class StallWatch {
  readonly blocks: Blocks = { count: 0, longestMs: 0 }
  #log: Services['log']
  #worker: Worker | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(log: Services['log']) {
    this.#log = log
  }

  watch(blockedMs: number = BLOCKED_MS): void {
    const beats = new SharedArrayBuffer(4)
    const count = new Int32Array(beats)
    this.#timer = setInterval(() => Atomics.add(count, 0, 1), BEAT_MS)
    this.#timer.unref()
    this.#worker = new Worker(new URL('./stall-thread-job.ts', import.meta.url), {
      workerData: { beats, blockedMs, everyMs: LOOK_MS },
      resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 },
    })
    this.#worker.unref()
    this.#worker.on('message', ({ blockedMs: ms }: { blockedMs: number }) => {
      this.blocks.count += 1
      this.blocks.longestMs = Math.max(this.blocks.longestMs, ms)
      this.#log.error({ blockedMs: ms }, 'the event loop was blocked')
    })
    this.#worker.on('error', (error) => this.#log.error({ err: error }, 'the watch over the event loop ended'))
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#worker?.terminate()
    this.#worker = null
  }
}
