import { eq, inArray } from '../db/sql.ts'
import type { StationCheck } from '../protocol/venues.ts'
import type { Services } from '../services.ts'

export const WRITE_MS = 15_000
const ROWS_MAX = 500

interface Checked {
  check: StationCheck
  at: number
}

/**
 * What the computers measured of themselves and when each was last heard of (VN8). Kept in memory at once, written in
 * one transaction a few times a minute: five thousand waiting computers must cost the disk of the answers nothing.
 */
export class StationChecks {
  #services: Pick<Services, 'store' | 'clock' | 'log'>
  #latest = new Map<string, Checked>()
  #unwritten = new Set<string>()
  #seen = new Map<string, number>()
  #timer: NodeJS.Timeout | null = null
  #writing: Promise<void> = Promise.resolve()

  constructor(services: Pick<Services, 'store' | 'clock' | 'log'>) {
    this.#services = services
  }

  note(station: string, check: StationCheck): void {
    this.#latest.set(station, { check, at: this.#services.clock.wall() })
    this.#unwritten.add(station)
    this.seen(station)
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_MS).unref()
  }

  seen(station: string): void {
    this.#seen.set(station, this.#services.clock.wall())
  }

  /** Its computer was taken back: what is measured next is another computer's. */
  forget(station: string): void {
    for (const kept of [this.#latest, this.#unwritten, this.#seen]) kept.delete(station)
  }

  /** Wall clock of its last word to this server since it started, or null. */
  lastSeen = (station: string): number | null => this.#seen.get(station) ?? null

  /** The newest check, written or not. */
  newest(station: string, stored: string | null, storedAt: number | null): Checked | null {
    const here = this.#latest.get(station)
    if (here) return here
    return stored === null || storedAt === null ? null : { check: JSON.parse(stored) as StationCheck, at: storedAt }
  }

  /** Resolves when everything noted so far is on disk, or could not be put there. */
  flush(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    this.#writing = this.#writing.then(() => this.#write())
    return this.#writing
  }

  async #write(): Promise<void> {
    const ids = [...this.#unwritten].slice(0, ROWS_MAX)
    if (ids.length === 0) return
    for (const id of ids) this.#unwritten.delete(id)
    const { station } = this.#services.store.tables
    try {
      await this.#services.store.transaction(async (db) => {
        // One taken back meanwhile has no computer, and this check was not made by the next.
        const rows = await db
          .select({ id: station.id, key: station.publicKey })
          .from(station)
          .where(inArray(station.id, ids))
        for (const { id, key } of rows) {
          const newest = this.#latest.get(id)
          if (newest && key !== null)
            await db
              .update(station)
              .set({ lastCheck: JSON.stringify(newest.check), checkedAt: newest.at })
              .where(eq(station.id, id))
        }
      })
    } catch (error) {
      this.#services.log.error({ err: error }, 'station checks not stored')
      for (const id of ids) if (this.#latest.has(id)) this.#unwritten.add(id)
      this.#timer ??= setTimeout(() => void this.flush(), WRITE_MS).unref()
      return
    }
    if (this.#unwritten.size > 0) await this.#write()
  }
}
