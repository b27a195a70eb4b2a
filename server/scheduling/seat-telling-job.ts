import type { Services } from '../services.ts'
import { tellSome } from './seat-telling-store.ts'

const RETRY_MS = 30_000
/** Between two transactions: ten thousand people take some ten seconds, and the disk is others' most of the time. */
const PAUSE_MS = 10

/** Tells people of their places, from where a stopped server left off (PM10). */
export class SeatTelling {
  #services: Services
  #running: Promise<void> | null = null
  #stopped = false
  #retry: NodeJS.Timeout | null = null

  constructor(services: Services) {
    this.#services = services
  }

  /** Begins, or goes on; resolves when nobody waits any more. */
  async go(): Promise<void> {
    if (this.#stopped) return
    const before = this.#running
    // After the round that runs, and not instead of it: it may have looked just before the newest cause was written.
    const mine = (async () => {
      await before
      await this.#tell()
    })()
    this.#running = mine
    await mine
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#retry) clearTimeout(this.#retry)
    await this.#running
  }

  async #tell(): Promise<void> {
    try {
      while (!this.#stopped && (await tellSome(this.#services)))
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    } catch (error) {
      // A full disk, say: what was told is noted, the rest comes later.
      this.#services.log.error({ err: error }, 'telling people of their places')
      if (!this.#stopped) this.#retry = setTimeout(() => void this.go(), RETRY_MS).unref()
    }
  }
}
