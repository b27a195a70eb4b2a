import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type PreparedRoom, prepareRoom, ROOM_PASSWORD } from '../room/prepared-room.ts'
import { order } from '../room/room-load.ts'
import { StaffClient } from '../room/staff-client.ts'
import { Chance } from '../simulation/chance.ts'
import type { Sat } from './check.ts'
import type { Way } from './line.ts'
import { freePort, ServerProcess, type ServerSettings } from './server-process.ts'
import { Station, sleep } from './station.ts'

const ITEMS = 110
const TOGETHER = 8

export interface HallSettings {
  /** An empty folder for this hall alone. */
  folder: string
  stations: number
  minutes: number
  seed: number
  perRoom?: number
  /** Where the data folder lies, when not inside `folder`. */
  data?: string
  server?: Partial<ServerSettings>
  /** From where, and through what, each station speaks. Default: straight. */
  way?: (at: number, origin: string) => Way
}

/** A sitting on a real server process, with its stations. */
export class Hall {
  readonly room: PreparedRoom
  readonly data: string
  readonly server: ServerProcess
  readonly stations: Station[]
  readonly chance: Chance
  readonly settings: HallSettings
  /** What happened from outside, when no server was to be reached or it stood still: nobody can work then. */
  readonly frozen: { from: number; to: number }[] = []
  #pressing: NodeJS.Timeout | null = null

  private constructor(settings: HallSettings, room: PreparedRoom, data: string, server: ServerProcess) {
    this.settings = settings
    this.room = room
    this.data = data
    this.server = server
    this.chance = new Chance(settings.seed, 'hall')
    this.stations = room.cards.map((card, at) => {
      const way = settings.way?.(at, server.origin) ?? { origin: server.origin }
      return new Station(way, card, `fault-station-${at}`, new Chance(settings.seed, `station ${at}`))
    })
    for (const station of this.stations) station.frozen = this.frozen
  }

  /** A prepared folder and a server on it; nobody sits yet. */
  static async open(settings: HallSettings): Promise<Hall> {
    const data = settings.data ?? join(settings.folder, 'data')
    mkdirSync(settings.folder, { recursive: true })
    const made = join(settings.folder, 'made')
    const room = await prepareRoom(made, settings.stations, settings.perRoom ?? settings.stations, settings.minutes)
    cpSync(made, data, { recursive: true })
    // The sitting was prepared yesterday: all of it lies on the disk. (`power-cut-first-start` looks at the first minute.)
    execFileSync('sync', ['-f', data])
    const host = settings.server?.host
    const server = new ServerProcess({ data, port: await freePort(), ...settings.server, ...(host && { host }) })
    await server.start()
    return new Hall(settings, room, data, server)
  }

  staff(): Promise<StaffClient> {
    return StaffClient.signIn(this.server.origin, 'pengawas-1', ROOM_PASSWORD)
  }

  /** Everybody signs in, confirms and is started. */
  async start(): Promise<void> {
    const staff = await this.staff()
    await order(staff, this.room.sitting, 'open')
    const queue = [...this.stations]
    await Promise.all(
      Array.from({ length: TOGETHER }, async () => {
        for (let next = queue.shift(); next; next = queue.shift()) await next.enter()
      }),
    )
    for (const station of this.stations) station.begin()
    await until(() => this.stations.every((one) => one.connected), 'every station has its line')
    await order(staff, this.room.sitting, 'start')
    await until(() => this.stations.every((one) => one.phase === 'working'), 'every station works')
  }

  /** Hands on keys from now on: `perSecond` answers in the whole hall, each another option than the last one there. */
  press(perSecond: number): void {
    this.#pressing ??= setInterval(() => {
      for (let n = 0; n < Math.max(1, perSecond / 50); n++) {
        const station = this.chance.pick(this.stations)
        // Who has many waiting sees it on her screen; the outbox must not grow without end while the server is down.
        if (station.phase === 'working' && station.waiting < 30)
          station.answer(this.chance.between(0, ITEMS - 1), this.chance.between(0, 3))
      }
    }, 20)
  }

  release(): void {
    if (this.#pressing) clearInterval(this.#pressing)
    this.#pressing = null
  }

  /** Each candidate with her one computer; who changed hers says so herself. */
  sats(): Sat[] {
    return this.room.cards.map(({ candidate }, at) => ({ candidate, stations: [this.stations[at] as Station] }))
  }

  get acknowledged(): number {
    return this.stations.reduce((sum, one) => sum + one.acknowledged, 0)
  }

  /** Until so many more entries were acknowledged. */
  async acks(count: number, patienceMs = 240_000): Promise<void> {
    const enough = this.acknowledged + count
    await until(() => this.acknowledged >= enough || this.over, `${count} more acknowledgements`, patienceMs)
  }

  /** Until everybody has her item before her again, and the server knows it: the outage is over. */
  async shown(): Promise<void> {
    const since = this.server.away.at(-1)?.to ?? 0
    await until(() => this.over || this.stations.every((one) => one.lastShownMs > since), 'every item is shown again')
  }

  /** The time of everybody is over. */
  get over(): boolean {
    return this.stations.every((one) => one.phase === 'finished')
  }

  /** Nothing waits at any station any more. @returns what still does after the patience, as sentences. */
  async settled(patienceMs = 120_000): Promise<string[]> {
    this.release()
    const end = performance.now() + patienceMs
    const open = () => this.stations.filter((one) => one.waiting > 0 || !one.connected)
    while (open().length > 0 && performance.now() < end) await sleep(50)
    return open().map(
      (one) => `station ${one.source}: ${one.waiting} entries wait, ${one.refusedBy ?? 'no refusal'} was the last word`,
    )
  }

  /** Kills and starts again; resolves with the ms until the first acknowledgement after the kill, in the new life. */
  async killed(between: () => Promise<void> | void = () => {}): Promise<number> {
    const from = performance.now()
    await this.server.end('SIGKILL')
    await between()
    const started = performance.now()
    await this.server.start()
    await until(() => this.stations.some((one) => one.lastToldMs > started) || this.over, 'an acknowledgement again')
    return Math.max(0, Math.min(...this.stations.map((one) => one.lastToldMs).filter((ms) => ms > started)) - from)
  }

  /** Stops all hands and the server, in order. */
  async close(signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
    this.release()
    for (const station of this.stations) await station.look().catch(() => {})
    await Promise.all(this.stations.map((one) => one.stop()))
    await this.server.end(signal)
  }
}

/** @throws when it is not so within the patience. */
export async function until(
  is: () => boolean | Promise<boolean>,
  what: string,
  patienceMs = 240_000,
  everyMs = 10,
): Promise<void> {
  const end = performance.now() + patienceMs
  while (!(await is())) {
    if (performance.now() > end) throw new Error(`waited ${patienceMs / 1000} s in vain until ${what}`)
    await sleep(everyMs)
  }
}
