import type { FastifyInstance } from 'fastify'
import type { Delivery } from '../delivery/delivery.ts'
import type { Gates } from '../delivery/gate-job.ts'
import { refuse } from '../protocol/refusals.ts'
import type { ServerState } from '../protocol/server-state.ts'
import type { Services } from '../services.ts'
import { ballastOf } from './ballast-store.ts'
import { type DiskWatch, withReserve } from './disk-job.ts'
import { isExtra, isPicture } from './extras.ts'
import { measured } from './measured-store.ts'
import { PressureWatch } from './pressure-job.ts'
import { notReadyBecause, type Reason } from './readiness.ts'
import { probe } from './readiness-store.ts'
import { StallWatch } from './stall-watch-job.ts'
import { type Tally, tally } from './tally.ts'

/** Whoever asks within a second of another is told the same: asking must not become a load. */
const PROBE_MS = 1000

/** How the server itself is doing. Counts from the start; looks at disk, loop and stalls once `watch` was called. */
export class Health {
  readonly tally: Tally = tally()
  readonly disk: DiskWatch
  readonly pressure: PressureWatch
  readonly stalls: StallWatch
  readonly gates: Gates
  /** Open lines of stations for each sitting. Set by whoever has the sockets. */
  linesBySitting: () => ReadonlyMap<string, number> = () => new Map()
  /** Requests that waited for room on the disk. */
  refusedForDisk = 0
  readonly delivery: Delivery
  #services: Services
  #level: string
  #probe: { at: number; reasons: Promise<Reason[]> } | null = null

  constructor(http: FastifyInstance, services: Services, disk: DiskWatch, delivery: Delivery, gates: Gates) {
    this.#services = services
    this.delivery = delivery
    this.gates = gates
    this.#level = services.log.level
    this.disk = disk
    disk.changed = (state) => {
      // Logs end on a disk too: only faults are said while it is low.
      const level = state === 'ample' || this.#level === 'silent' || this.#level === 'fatal' ? this.#level : 'error'
      services.log.level = level
      http.log.level = level
    }
    this.pressure = new PressureWatch(gates, () => delivery.writer.depth)
    this.stalls = new StallWatch(services.log)
    delivery.writer.disk = measured(withReserve(delivery.writer.disk, this.disk), this.tally)
    delivery.roomLog.holdBack = () => this.disk.facts.state !== 'ample'
    this.#refuseExtras(http)
  }

  /** For a server that serves people: the data folder's disk, the loop's delay, and a thread that sees it stand still. */
  async watch(): Promise<void> {
    this.pressure.watch()
    this.stalls.watch()
    await this.disk.watch(ballastOf(this.#services.config.data))
  }

  async stop(): Promise<void> {
    this.pressure.stop()
    await this.disk.stop()
    await this.stalls.stop()
    // The last flush of the room's log takes what waited (RL4).
    this.delivery.roomLog.holdBack = () => false
  }

  /** Why the server is not ready for people, in both languages; empty where it is (HE4). */
  reasons(now: number = performance.now()): Promise<Reason[]> {
    if (!this.#probe || now - this.#probe.at > PROBE_MS) this.#probe = { at: now, reasons: this.#look() }
    return this.#probe.reasons
  }

  async #look(): Promise<Reason[]> {
    const found = await probe(this.#services)
    const { begunAt } = this.tally
    return notReadyBecause({
      ...found,
      disk: this.disk.facts.state,
      commitRunsMs: begunAt === null ? null : performance.now() - begunAt,
      depth: this.delivery.writer.depth,
    })
  }

  async state(): Promise<ServerState> {
    const reasons = await this.reasons()
    const { state, free, total, held, wanted } = this.disk.facts
    return {
      ready: reasons.length === 0,
      reasons,
      delayMs: Math.round(this.pressure.delay.p90Ms),
      depth: this.delivery.writer.depth,
      stations: [...this.linesBySitting().values()].reduce((sum, lines) => sum + lines, 0),
      waiting: this.gates.signIns.waiting,
      perSecond: Math.round(this.gates.signIns.perSecond),
      disk: { state, free, total, held, wanted },
    }
  }

  /** Uploads, pictures and long exports leave the disk to the responses (HE3). */
  #refuseExtras(http: FastifyInstance): void {
    const low = () => this.disk.facts.state !== 'ample'
    const refused = () => {
      this.refusedForDisk += 1
      return refuse('disk-low')
    }
    http.addHook('onRequest', async (request, reply) => {
      const { url } = request.routeOptions
      if (!low() || !isExtra(request.method, url)) return
      const why = refused()
      // An applicant can free nothing; she is told that nothing is lost.
      return reply.refuse(url?.startsWith('/api/applicant/') ? refuse('uploads-paused') : why)
    })
    http.addHook('preHandler', async (request, reply) => {
      if (low() && isPicture(request.body)) return reply.refuse(refused())
    })
  }
}
