import type { Blueprint } from '../../question-bank/blueprint.ts'
import { count, eq, inArray } from '../db/sql.ts'
import type { Store } from '../db/store.ts'
import type { AttemptDisk } from '../delivery/attempt-disk.ts'
import type { Services } from '../services.ts'
import type { DiskRim } from './ballast-store.ts'
import { type Disk, type DiskState, judge, type PlannedSitting, stepOf, wantedBallast } from './reserve.ts'

const LOOK_MS = 1000
const DAY_MS = 24 * 60 * 60 * 1000

export interface DiskFacts extends Disk {
  state: DiskState
  /** Ballast that lies there, and that should. */
  held: number
  wanted: number
}

/** Keeps the reserve of the data folder's disk and knows how full it is. Without `watch` the disk counts as ample. */
export class DiskWatch {
  facts: DiskFacts = { state: 'ample', total: 0, free: 0, held: 0, wanted: 0 }
  #services: Pick<Services, 'store' | 'clock' | 'log' | 'bus'>
  /** Called when the disk has become another. */
  changed: (state: DiskState) => void = () => {}
  #relieved = new WeakSet<object>()
  #rim: DiskRim | null = null
  #timer: NodeJS.Timeout | null = null
  #leave = () => {}
  #looking: Promise<void> = Promise.resolve()
  #wanted: number | null = null

  constructor(services: Pick<Services, 'store' | 'clock' | 'log' | 'bus'>) {
    this.#services = services
  }

  /** Looks now and every second from then on; what is planned is counted again when a sitting moves. */
  async watch(rim: DiskRim, everyMs: number = LOOK_MS): Promise<void> {
    this.#rim = rim
    this.#leave = this.#services.bus.subscribe('*', (message) => {
      if (message.kind === 'sitting') this.#wanted = null
    })
    await this.look()
    this.#timer = setInterval(() => void this.look(), everyMs)
    this.#timer.unref()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    this.#leave()
    await this.#looking
    this.#rim = null
  }

  look(): Promise<void> {
    this.#looking = this.#looking
      .then(() => this.#look())
      .catch((error: unknown) => this.#services.log.error({ err: error }, 'the disk could not be looked at'))
    return this.#looking
  }

  /** True where this fault was a full disk and a step was given back for it: what failed may be tried again. */
  relieve(error: unknown): boolean {
    if (!(error instanceof Error) || !isFull(error)) return false
    if (this.#relieved.has(error)) return true
    if (!this.#release()) return false
    this.#relieved.add(error)
    return true
  }

  #release(): boolean {
    const rim = this.#rim
    const held = rim?.held() ?? 0
    if (!rim || held === 0) return false
    rim.shrink(Math.max(0, held - stepOf(this.facts.total)))
    this.#become({ ...this.facts, held: rim.held(), state: this.facts.state === 'ample' ? 'low' : this.facts.state })
    return true
  }

  async #look(): Promise<void> {
    const rim = this.#rim
    if (!rim) return
    const disk = await rim.look()
    this.#wanted ??= wantedBallast(await plannedSittings(this.#services), disk.total)
    const wanted = this.#wanted
    const { state, hold } = judge(disk, rim.held(), wanted, this.facts.state)
    if (hold < rim.held()) rim.shrink(hold)
    this.#become({ ...disk, state, held: rim.held(), wanted })
    if (hold > rim.held()) {
      await rim.grow(hold)
      this.#become({ ...(await rim.look()), state, held: rim.held(), wanted })
    }
  }

  #become(facts: DiskFacts): void {
    const before = this.facts.state
    this.facts = facts
    if (facts.state === before) return
    const { free, held, wanted } = facts
    // Said before the level of the log may rise.
    this.#services.log.error({ disk: facts.state, free, held, wanted }, 'the disk has become another')
    this.changed(facts.state)
  }
}

/** A commit of answers that finds the disk full is tried once more on a step given back. */
export const withReserve = (disk: AttemptDisk, watch: Pick<DiskWatch, 'relieve'>): AttemptDisk => ({
  load: (ids) => disk.load(ids),
  async commit(rows, changed) {
    try {
      return await disk.commit(rows, changed)
    } catch (error) {
      if (!watch.relieve(error)) throw error
      return await disk.commit(rows, changed)
    }
  },
})

/** Any other transaction that finds it full fails as it did, for its work may not be done twice; the next one has room. */
export const relievedStore = (store: Store, watch: Pick<DiskWatch, 'relieve'>): Store => ({
  ...store,
  async transaction(work) {
    try {
      return await store.transaction(work)
    } catch (error) {
      watch.relieve(error)
      throw error
    }
  },
})

/** A full disk, as SQLite or the system says it. */
export function isFull(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const code = (cause as { code?: unknown }).code
    if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code === 'EDQUOT' || code === 'SQLITE_IOERR_WRITE') return true
  }
  return false
}

/** What is open, runs, or begins within a day. */
async function plannedSittings({ store, clock }: Pick<Services, 'store' | 'clock'>): Promise<PlannedSitting[]> {
  const { sitting, test, seat } = store.tables
  const rows = await store.read
    .select({ id: sitting.id, startsAt: sitting.startsAt, state: sitting.state, blueprint: test.blueprint })
    .from(sitting)
    .innerJoin(test, eq(test.id, sitting.testId))
    .where(inArray(sitting.state, ['scheduled', 'open', 'running']))
  const now = clock.wall()
  const soon = rows.filter(
    ({ state, startsAt }) => state !== 'scheduled' || (startsAt > now - DAY_MS && startsAt < now + DAY_MS),
  )
  const planned: PlannedSitting[] = []
  for (const { id, blueprint } of soon) {
    const [seats] = await store.read.select({ n: count() }).from(seat).where(eq(seat.sittingId, id))
    const items = (JSON.parse(blueprint) as Blueprint).sections.reduce((sum, section) => sum + section.count, 0)
    planned.push({ seats: seats?.n ?? 0, items })
  }
  return planned
}
