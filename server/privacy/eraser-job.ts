import { documentFiles } from '../applications/document-files-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, eq, inArray, sql } from '../db/sql.ts'
import type { DataClass } from '../protocol/privacy.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { isClearBirthDate, sealBirthDate } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { eraseOf } from './erase-store.ts'
import { findPerson, keptOf } from './person-store.ts'

/** Between two people: a sitting may be running, and its answers come first. */
const REST_MS = 5
/** Birth dates sealed in one transaction. */
const SEALED_MAX = 200

/**
 * Does what two people approved, person by person (PV11): first the records, in a transaction; then, when that is on
 * disk, the files. What a crash left half is gone on with when the server begins.
 */
export class Eraser {
  readonly #services: Services
  #going: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(services: Services) {
    this.#services = services
  }

  /** Begins, or has another look when it is through. */
  wake(): void {
    this.#again = true
    this.#going ??= this.#work().finally(() => {
      this.#going = null
    })
  }

  /** Resolves when nothing waits any more. */
  async idle(): Promise<void> {
    await this.#going
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#going
  }

  async #work(): Promise<void> {
    try {
      await sealClearBirthDates(this.#services)
      while (this.#again && !this.#stopped) {
        this.#again = false
        for (let one = await this.#next(); one && !this.#stopped; one = await this.#next()) {
          if (one.state === 'waiting') await this.#erase(one.erasureId, one.personId, one.class as DataClass)
          else await this.#takeAway(one.erasureId, one.personId, JSON.parse(one.files) as string[])
          await new Promise((resolve) => setTimeout(resolve, REST_MS))
        }
      }
    } catch (error) {
      // Tried again with the next erasure or the next start; what was done is done.
      this.#services.log.error({ err: error }, 'erasing stopped')
    }
  }

  async #next() {
    const { erasureItem } = this.#services.store.tables
    const [row] = await this.#services.store.read
      .select()
      .from(erasureItem)
      .where(inArray(erasureItem.state, ['files', 'waiting']))
      .orderBy(asc(erasureItem.state), asc(erasureItem.erasureId), asc(erasureItem.personId))
      .limit(1)
    return row ?? null
  }

  async #erase(erasureId: string, personId: string, name: DataClass): Promise<void> {
    const { store, clock } = this.#services
    const { erasureItem } = store.tables
    await store.transaction(async (db) => {
      const person = await findPerson({ store }, personId, db)
      const kept = person && (await keptOf({ store }, db, person, dayOf(clock.wall())))
      const done = person && !kept ? await eraseOf(this.#services, db, person, name) : { counts: {}, files: [] }
      await db
        .update(erasureItem)
        .set({
          state: kept ? 'held' : done.files.length > 0 ? 'files' : 'done',
          ...{ files: JSON.stringify(done.files), counts: canonical(done.counts), at: clock.wall() },
        })
        .where(and(eq(erasureItem.erasureId, erasureId), eq(erasureItem.personId, personId)))
    })
  }

  async #takeAway(erasureId: string, personId: string, files: string[]): Promise<void> {
    for (const file of files) await documentFiles(this.#services).remove(file)
    const { erasureItem } = this.#services.store.tables
    await this.#services.store.transaction(async (db) => {
      await db
        .update(erasureItem)
        .set({ state: 'done', files: '[]' })
        .where(and(eq(erasureItem.erasureId, erasureId), eq(erasureItem.personId, personId)))
    })
  }
}

/** Seals birth dates that an earlier version wrote in the clear (PV2). */
export async function sealClearBirthDates({ store, secret }: Pick<Services, 'store' | 'secret'>): Promise<void> {
  const { candidate } = store.tables
  for (;;) {
    const clear = await store.read
      .select({ id: candidate.id, birthDate: candidate.birthDate })
      .from(candidate)
      .where(sql`length(${candidate.birthDate}) = 10`)
      .limit(SEALED_MAX)
    if (clear.length === 0) return
    await store.transaction(async (db) => {
      for (const { id, birthDate } of clear)
        if (birthDate !== null && isClearBirthDate(birthDate))
          await db
            .update(candidate)
            .set({ birthDate: sealBirthDate(secret, birthDate) })
            .where(eq(candidate.id, id))
    })
  }
}
