import type { AttemptDisk, Standing } from '../../server/delivery/attempt-disk.ts'
import type { Outage } from '../../server/delivery/invariants.ts'
import { MORNING } from './hall.ts'
import { SimulatedClock } from './simulated-clock.ts'
import { Desk } from './simulated-desk.ts'
import { DiskFailed, summariesOf, type Transaction } from './simulated-disk.ts'
import { trueWall, type World } from './world.ts'

/** How a process may end. A power cut takes the machine's cache along. */
export const ENDS = ['kill', 'power-cut'] as const
export type End = (typeof ENDS)[number]
/** Where it finds the server: with work in its queue, while the disk writes, or between two commits. */
export const MOMENTS = ['queued', 'writing', 'any'] as const
export type Moment = (typeof MOMENTS)[number]

/** One life of the server: what dies with it, and the sign of life. */
export interface ServerProcess {
  generation: number
  bornAt: number
  alive: boolean
  clock: SimulatedClock
  desk: Desk
  /** Writes something that is neither log nor summary; resolves when it is durable. @throws DiskFailed */
  put: (entries: Transaction['put']) => Promise<void>
  disk: AttemptDisk
}

const STILL_TRIES_MS = 3000

/** The process on its machine: born, killed, stopped and born again on what the disk has kept. */
export class SimulatedServer {
  readonly outages: Outage[] = []
  readonly ends: Record<End, number> = { kill: 0, 'power-cut': 0 }
  stalls = 0
  /** What the server logged as an error, or threw, while it was alive: there should be none. */
  readonly errors: string[] = []
  #world: World
  #process: ServerProcess | null = null
  #open = false
  #mourners = new Set<() => void>()
  #armed: { end: End; moment: Moment; downMs: number } | null = null
  #generation = 0
  #stalledUntil = 0
  #stalledFrom = 0
  #flying = 0

  constructor(world: World) {
    this.#world = world
  }

  /** The process that answers, or null while the server is down. */
  get process(): ServerProcess | null {
    return this.#open ? this.#process : null
  }

  get stopped(): boolean {
    return this.#world.agenda.now() < this.#stalledUntil
  }

  /** Takes a request, unless the server is down. `reply` may ask later whether the process still lives. */
  serve<Value>(
    work: (process: ServerProcess) => Promise<Value>,
    reply: (value: Value, stillAlive: () => boolean) => void,
    died: () => void = () => {},
  ): boolean {
    const process = this.process
    if (!process) return false
    if (this.stopped) {
      // A stopped process hears what came meanwhile when it goes on.
      this.#world.agenda.at(this.#stalledUntil, () => {
        if (process.alive) this.serve(work, reply, died)
        else died()
      })
      return true
    }
    this.#mourners.add(died)
    work(process)
      .then(
        (value) => process.alive && reply(value, () => process.alive),
        (error: unknown) => this.#complain(process, error),
      )
      .finally(() => this.#mourners.delete(died))
    return true
  }

  /** Ends the server at the next such moment, and brings it back after a while. One end at a time. */
  endAt(end: End, moment: Moment, downMs: number): void {
    if (this.#armed || !this.#process) {
      this.#world.agenda.after(STILL_TRIES_MS, () => this.endAt(end, moment, downMs))
      return
    }
    this.#armed = { end, moment, downMs }
    if (moment === 'any') this.#die()
    // Nothing may come that hits such a moment: then it ends anyhow.
    else
      this.#world.agenda.after(20_000, () => {
        if (this.#armed?.moment === moment) this.#die()
      })
  }

  /** The process stands still (SIGSTOP, a sleeping machine). */
  stall(ms: number): void {
    if (!this.#process || this.stopped) return
    const life = this.#process
    const { agenda, trace } = this.#world
    trace(`! server stands still for ${ms} ms`)
    this.stalls += 1
    this.#stalledFrom = agenda.now()
    this.#stalledUntil = agenda.now() + ms
    const from = this.#stalledFrom
    agenda.at(this.#stalledUntil, () => {
      if (!life.alive) return
      life.clock.stoodStill(from)
      if (ms > 2000) this.outages.push({ from: MORNING + from, to: trueWall(this.#world), cause: 'stall' })
    })
  }

  /** Called at the start of every step: work is waiting in the queue of the writer. */
  queued(): void {
    if (this.#armed?.moment === 'queued' && this.process) this.#die()
  }

  /** Starts the server on what the last life left. */
  boot(): void {
    const world = this.#world
    const { agenda, disk, bugs } = world
    const clock = new SimulatedClock(
      () => agenda.now(),
      () => trueWall(world) + world.wallOff,
      { ...disk.clock },
      bugs,
    )
    const life = { generation: ++this.#generation, bornAt: agenda.now(), alive: true, clock } as ServerProcess
    const kept = { ms: disk.clock.ms, wall: disk.clock.wall ?? clock.wall() }
    const now = () => (bugs.has('clock-not-kept') ? kept : { ms: clock.exam(), wall: clock.wall() })
    life.put = async (put) => void (await this.#write(life, { rows: [], summaries: [], put, clock: now() }))
    life.disk = {
      load: async (ids) => disk.load(ids),
      commit: (rows, changed) =>
        this.#write(life, { rows, summaries: this.#summaries(changed), put: [], clock: now() }),
    }
    life.desk = new Desk(world, life)
    this.#process = life
    // The exam clock goes on from here, before anybody is answered.
    const outage = this.outages.findLast((one) => one.cause !== 'stall')
    if (outage?.to === Number.POSITIVE_INFINITY) outage.to = trueWall(world)
    life.desk
      .begin()
      .then(() => {
        if (!life.alive) return
        this.#open = true
        world.trace(`! server up ${life.generation}`)
        life.desk.tick()
      })
      .catch((error: unknown) => {
        this.#complain(life, error)
        // A start that fails ends the process; whoever watches over it starts the next one.
        if (!life.alive) return
        life.alive = false
        this.#process = null
        disk.processDied()
        this.outages.push({ from: trueWall(world), to: Number.POSITIVE_INFINITY, cause: 'server' })
        agenda.after(1000, () => this.boot())
      })
  }

  #forgotten = 0
  #summaries(changed: readonly Standing[]) {
    const rows = summariesOf(changed)
    if (!this.#world.bugs.has('log-without-summary')) return rows
    return rows.filter((row) => row.status !== 'finished' || ++this.#forgotten % 8 !== 0)
  }

  #write(life: ServerProcess, transaction: Transaction): Promise<ReadonlySet<string>> {
    const { disk, agenda, bugs } = this.#world
    return new Promise((resolve, reject) => {
      if (!life.alive) return // it has no disk any more, and nobody hears of it
      this.#flying += 1
      if (this.#armed?.moment === 'writing')
        agenda.after(this.#flying % 4, () => this.#armed?.moment === 'writing' && this.#die())
      disk.write(transaction, (outcome) => {
        this.#flying -= 1
        const tell = () => {
          if (!life.alive) return
          if (!(outcome instanceof DiskFailed)) return resolve(outcome)
          if (bugs.has('summary-without-log'))
            for (const row of transaction.summaries) {
              disk.summaries.set(row.id, row)
              disk.revision += 1
            }
          this.#audit()
          reject(outcome)
        }
        if (this.stopped) agenda.at(this.#stalledUntil, tell)
        else tell()
      })
    })
  }

  #die(): void {
    const { agenda, disk, trace } = this.#world
    const life = this.#process
    const armed = this.#armed
    if (!life || !armed) return
    this.#armed = null
    life.alive = false
    this.#process = null
    this.#open = false
    this.#flying = 0
    this.#stalledUntil = 0
    this.ends[armed.end] += 1
    trace(`! server ${armed.end} ${armed.moment}`)
    if (armed.end === 'kill') disk.processDied()
    else disk.powerCut()
    this.#audit()
    const down = this.outages.findLast((one) => one.cause !== 'stall')
    if (down?.to === Number.POSITIVE_INFINITY) down.to = trueWall(this.#world) // killed while it was starting
    const givenMs = Math.max(0, life.clock.exam() - disk.clock.ms) + 1
    this.outages.push({ from: trueWall(this.#world), to: Number.POSITIVE_INFINITY, cause: 'server', givenMs })
    const mourners = [...this.#mourners]
    this.#mourners.clear()
    for (const died of mourners) died()
    // A dead process closes its sockets; a dead machine is missed after a beat or two.
    for (const { station } of this.#world.candidates)
      agenda.after(armed.end === 'kill' ? 5 : 6000, () => station?.disconnected(this.#world.herd))
    agenda.after(armed.downMs, () => this.boot())
  }

  /** A13 in the middle of a sitting: where something broke, each summary still ends where its log ends. */
  #audit(): void {
    const { disk, candidateOf } = this.#world
    for (const { id, candidateId, lastSeq, head } of disk.summaries.values()) {
      const last = disk.logs.get(id)?.at(-1)
      if (last?.seq === lastSeq && last.hash === head) continue
      candidateOf(candidateId)?.journal.seen.push({
        invariant: 'A13',
        sentence: `after a failure her summary row ended at event ${lastSeq}, her log at event ${last?.seq ?? 0}; the same was expected`,
      })
    }
  }

  /** What the server logged or threw; a disk that was made to fail is no surprise. */
  complain(life: ServerProcess, error: unknown): void {
    this.#complain(life, error)
  }

  #complain(life: ServerProcess, error: unknown): void {
    if (life.alive && !(error instanceof DiskFailed))
      this.errors.push(error instanceof Error ? (error.stack ?? error.message) : String(error))
  }

  /** Ends in good order. */
  close(): void {
    if (this.#process) this.#process.alive = false
    this.#process = null
    this.#open = false
  }
}
