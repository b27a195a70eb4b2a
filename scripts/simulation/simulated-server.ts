import { copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type Database from 'better-sqlite3'
import type { FastifyBaseLogger } from 'fastify'
import type { Bus, BusMessage } from '../../server/bus/bus.ts'
import { memoryBus } from '../../server/bus/memory.ts'
import type { Clock, Gap } from '../../server/clock.ts'
import { eq } from '../../server/db/sql.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import type { Store } from '../../server/db/store.ts'
import { deadlineJob } from '../../server/delivery/deadline-job.ts'
import { Delivery } from '../../server/delivery/delivery.ts'
import type { Outage } from '../../server/delivery/invariants.ts'
import { noteOutages } from '../../server/delivery/outage-job.ts'
import { scoreJob } from '../../server/results/score-job.ts'
import { Scorer } from '../../server/results/score-store.ts'
import type { Services } from '../../server/services.ts'
import type { Agenda } from './agenda.ts'
import { FILE, wallAt } from './hall.ts'
import type { Bug } from './planted-bugs.ts'

/** Where a kill finds the server: with work in its queue, before COMMIT, or between COMMIT and acknowledgement. */
export const MOMENTS = ['queued', 'before-commit', 'after-commit'] as const
export type Moment = (typeof MOMENTS)[number]

/** One life of the server: what dies with it, and the sign of life. */
export interface ServerProcess {
  generation: number
  alive: boolean
  /** Requests and sweeps under way. */
  busy: number
  services: Services
  delivery: Delivery
  scorer: Scorer
}

interface Needs {
  agenda: Agenda
  /** Holds the hall's database; each life of the server gets a folder of its own in it. */
  folder: string
  secret: Buffer
  newId: () => string
  bugs: ReadonlySet<Bug>
  trace: (line: string) => void
  /** What the server would have told all stations of a sitting, or those of one candidate. */
  hint: (message: BusMessage) => void
}

/**
 * The real delivery, jobs and scoring on a real SQLite file, under a clock that is turned by hand, and mortal. A kill
 * leaves of the process what `kill -9` leaves: the file and its write-ahead log as they lie there at that instant,
 * copied before any handle is closed in good order. (A power cut is another test: here the file system survives.)
 */
export class SimulatedServer {
  readonly outages: Outage[] = []
  /** What the server logged as an error, or threw, while it was alive: there should be none. */
  readonly errors: string[] = []
  readonly kills: Record<Moment, number> = { queued: 0, 'before-commit': 0, 'after-commit': 0 }
  #needs: Needs
  #folder: string
  #process: ServerProcess | null = null
  #booting: Promise<void> | null = null
  #handles: Database.Database[] = []
  #mourners = new Set<() => void>()
  #armed: { moment: Moment; downMs: number } | null = null
  #generation = 0
  #fullUntil = 0
  diskFullMs = 0

  constructor(needs: Needs) {
    this.#needs = needs
    this.#folder = needs.folder
  }

  /** Where the database lies now; it moves with each life. */
  get folder(): string {
    return this.#folder
  }

  /** The process that answers, or null while the server is down. */
  get process(): ServerProcess | null {
    return this.#booting ? null : this.#process
  }

  /** Takes a request, unless the server is down. `reply` may ask later whether the process still lives. */
  serve<Reply>(
    work: (process: ServerProcess) => Promise<Reply>,
    reply: (value: Reply, stillAlive: () => boolean) => void,
    died: () => void = () => {},
  ): boolean {
    const process = this.process
    if (!process) return false
    this.#mourners.add(died)
    process.busy += 1
    work(process)
      .then(
        (value) => process.alive && reply(value, () => process.alive),
        (error: unknown) => this.#complain(process, error),
      )
      .finally(() => {
        process.busy -= 1
        if (process.alive) this.#mourners.delete(died)
      })
    return true
  }

  /** Kills the server at the next such moment, and brings it back after a while. One kill at a time. */
  killAt(moment: Moment, downMs: number): void {
    if (this.#armed) this.#needs.agenda.after(3000, () => this.killAt(moment, downMs))
    else this.#armed = { moment, downMs }
  }

  /** For a while nothing can be written. */
  fillDisk(ms: number): void {
    this.#needs.trace('! disk full')
    this.#fullUntil = this.#needs.agenda.now() + ms
    this.diskFullMs += ms
  }

  /** Lets all work that has begun come to its end: only then may virtual time go on. */
  async settle(): Promise<void> {
    if (this.#armed?.moment === 'queued' && this.process && this.process.busy > 0) this.#die()
    for (let turns = 0; ; turns++) {
      await new Promise((resolve) => setImmediate(resolve))
      if (!this.#process || this.#process.busy === 0) return
      if (turns > 10_000) throw new Error('bug: the server does not come to rest')
    }
  }

  /** Starts the server on what the last life left. */
  boot(): void {
    const { agenda, trace } = this.#needs
    const generation = ++this.#generation
    const life = { generation, alive: true, busy: 1 } as ServerProcess
    this.#process = life
    const booting = this.#start(life)
      .catch((error: unknown) => this.#complain(life, error))
      .finally(() => {
        life.busy -= 1
        if (!life.alive) return
        this.#booting = null
        const outage = this.outages.at(-1)
        if (outage) outage.to = wallAt(agenda)
        trace(`! server up ${generation}`)
      })
    this.#booting = booting
  }

  async #start(life: ServerProcess): Promise<void> {
    const { agenda, bugs, secret, newId, hint } = this.#needs
    const disk = openSqlite(join(this.#folder, FILE))
    this.#handles = [handleOf(disk.read)]
    await disk.transaction(async (db) => void this.#handles.push(handleOf(db)))
    const store = this.#mortal(disk, life)
    const [row] = await store.read.select().from(store.tables.examClock).where(eq(store.tables.examClock.id, 1))
    const before = this.outages.at(-1)
    const stolen = bugs.has('clock-runs-on') && before ? wallAt(agenda) - before.from : 0
    const clock = handCranked(agenda, store, { ms: (row?.ms ?? 0) + stolen, wall: row?.wall ?? null })
    const bus = watched(
      memoryBus(() => agenda.now()),
      life,
    )
    bus.subscribe('*', hint)
    life.services = {
      store,
      bus,
      clock,
      newId,
      log: this.#log(life),
      secret,
      config: {
        port: 0,
        host: '',
        data: this.#folder,
        dist: '',
        organisation: '',
        origins: [],
        trustProxy: false,
        logLevel: 'silent',
      },
      build: 'simulation',
    }
    life.delivery = new Delivery(life.services)
    life.scorer = new Scorer(life.services, life.delivery)
    await noteOutages(life.services, life.delivery)
    const ticks = byHand(() => deadlineJob(life.services, life.delivery))
    await scoreJob(life.services, life.delivery, life.scorer)
    if (bugs.has('nobody-sweeps')) return
    for (const { ms, work } of ticks) {
      const again = () => {
        if (!life.alive) return
        work()
        agenda.after(ms, again)
      }
      agenda.after(ms, again)
    }
  }

  /**
   * A store that fails for good at the moment of death. What the dead process makes of that stays in it: it has no
   * disk any more, and no reply of it is sent.
   */
  #mortal(disk: Store, life: ServerProcess): Store {
    return {
      tables: disk.tables,
      read: disk.read,
      close: disk.close,
      transaction: async (work) => {
        if (!life.alive) throw new Dead()
        const result = await disk.transaction(async (db) => {
          const result = await work(db)
          if (this.#needs.agenda.now() < this.#fullUntil) throw new DiskFull()
          if (this.#diesAt('before-commit', life)) throw new Dead()
          return result
        })
        if (this.#diesAt('after-commit', life)) throw new Dead()
        return result
      },
    } as Store
  }

  #diesAt(moment: Moment, life: ServerProcess): boolean {
    if (life.alive && this.#armed?.moment === moment) this.#die()
    return !life.alive
  }

  #die(): void {
    const { agenda, folder, trace } = this.#needs
    const life = this.#process
    const armed = this.#armed
    if (!life || !armed) return
    this.#armed = null
    life.alive = false
    this.#process = null
    this.#booting = null
    this.kills[armed.moment] += 1
    trace(`! server killed ${armed.moment}`)
    const next = join(folder, `life-${life.generation + 1}`)
    mkdirSync(next)
    for (const name of [FILE, `${FILE}-wal`])
      if (existsSync(join(this.#folder, name))) copyFileSync(join(this.#folder, name), join(next, name))
    for (const handle of this.#handles) handle.close()
    if (this.#folder !== folder) rmSync(this.#folder, { recursive: true })
    this.#folder = next
    const down = this.outages.at(-1)
    if (down?.to === Number.POSITIVE_INFINITY) down.to = wallAt(agenda) // killed while it was starting
    this.outages.push({ from: wallAt(agenda), to: Number.POSITIVE_INFINITY })
    const mourners = [...this.#mourners]
    this.#mourners.clear()
    for (const died of mourners) died()
    agenda.after(armed.downMs, () => this.boot())
  }

  #complain(life: ServerProcess, error: unknown): void {
    if (life.alive && !(error instanceof DiskFull))
      this.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  #log(life: ServerProcess): FastifyBaseLogger {
    const quiet = () => {}
    const loud = ({ err }: { err?: unknown }, message: string) => this.#complain(life, err ?? message)
    return { level: 'error', info: quiet, debug: quiet, trace: quiet, warn: quiet, error: loud, fatal: loud } as never
  }

  /** Ends in good order; the folder is the caller's again. */
  async close(): Promise<void> {
    if (this.#process) this.#process.alive = false
    this.#process = null
    for (const handle of this.#handles) handle.close()
  }
}

/** What SQLite says then; everything of that transaction is rolled back. */
class DiskFull extends Error {}

class Dead extends Error {}

const handleOf = (db: unknown): Database.Database => (db as { $client: Database.Database }).$client

/** The exam clock of `server/clock.ts`, on virtual time: goes on from its durable value, stands still in between. */
function handCranked(
  agenda: Agenda,
  { tables }: Pick<Store, 'tables'>,
  durable: { ms: number; wall: number | null },
): Clock {
  const bootedAt = agenda.now()
  const exam = () => durable.ms + agenda.now() - bootedAt
  let gaps: Gap[] =
    durable.wall === null
      ? []
      : [{ cause: 'server', fromWall: durable.wall, untilWall: wallAt(agenda), examMs: durable.ms }]
  return {
    wall: () => wallAt(agenda),
    exam,
    async keep(db) {
      await db
        .update(tables.examClock)
        .set({ ms: exam(), wall: wallAt(agenda) })
        .where(eq(tables.examClock.id, 1))
    },
    gaps() {
      const handed = gaps
      gaps = []
      return handed
    },
  }
}

/** The sweep runs beside all requests; under a lease it can be waited for. */
function watched(bus: Bus, life: ServerProcess): Bus {
  return {
    ...bus,
    async lease(name, ttlMs, work) {
      life.busy += 1
      try {
        return await bus.lease(name, ttlMs, work)
      } finally {
        life.busy -= 1
      }
    },
  }
}

/**
 * The timers that `start` sets, to be turned by hand. The job sets its own interval; until it can be given one, this
 * is the only way to run the very job that the server runs.
 */
function byHand(start: () => unknown): { ms: number; work: () => void }[] {
  const timers: { ms: number; work: () => void }[] = []
  const real = globalThis.setInterval
  globalThis.setInterval = ((work: () => void, ms: number) => {
    timers.push({ ms, work })
    return 0
  }) as unknown as typeof setInterval
  try {
    start()
  } finally {
    globalThis.setInterval = real
  }
  return timers
}
