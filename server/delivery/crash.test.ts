import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { io } from 'socket.io-client'
import { expect, it } from 'vitest'
import { openSqlite } from '../db/sqlite.ts'
import type { Entry, StationView } from '../protocol/station.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { sitting } from '../testing/sitting.ts'
import type { StationSocket } from '../testing/sockets.ts'
import { readLog } from './attempt-store.ts'
import { brokenAt, eventOf, type LogRow } from './event-log.ts'

const STATIONS = 20
const CYCLES = 5
/** Answers acknowledged in each life of the server before it is killed. */
const ACKS_A_LIFE = 150
const MAIN = join(import.meta.dirname, '../main.ts')

/** A server process on a data folder; resolves when it says where it listens. */
async function serve(folder: string): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, [MAIN], {
    env: { ...process.env, SELEKSI_DATA: folder, PORT: '0', HOST: '127.0.0.1', NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      said += chunk
      const port = said.match(/http:\/\/localhost:(\d+)/)?.[1]
      if (port) resolve(`http://127.0.0.1:${port}`)
    })
    child.once('exit', () => reject(new Error(`the server ended before it listened: ${said}`)))
  })
  return { child, origin }
}

/** One candidate's machine: answers as fast as it is acknowledged, and keeps what was acknowledged in a journal. */
class Machine {
  readonly source: string
  readonly journal = new Map<number, Entry>()
  /** Sent and not acknowledged when the server died: sent again as they were. */
  outbox: Entry[] = []
  examNow: number[] = []
  #number: string
  #pin: string
  #n = 0
  #cookie = ''
  #socket: StationSocket | null = null
  #acked: () => void

  constructor(seat: { number: string; pin: string }, index: number, acked: () => void) {
    this.#number = seat.number
    this.#pin = seat.pin
    this.source = `crash-station-${index}`
    this.#acked = acked
  }

  async sit(origin: string): Promise<void> {
    const body = { protocol: PROTOCOL, number: this.#number, pin: this.#pin, place: null, source: this.source }
    const reply = await this.#post(origin, '/api/station/sign-in', body)
    this.#cookie =
      reply.headers
        .getSetCookie()
        .find((one) => one.startsWith('seleksi_station='))
        ?.split(';')[0] ?? ''
    const view = (await (
      await this.#post(origin, '/api/station/confirm', { source: this.source })
    ).json()) as StationView
    expect(view.phase.at).toBe('working')
  }

  /** Connects and goes on where it was; answers until the socket dies. */
  async work(origin: string): Promise<void> {
    const socket: StationSocket = io(`${origin}/station`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: this.#cookie, origin },
    })
    this.#socket = socket
    await once(socket as never, 'connect')
    const view = (await socket.emitWithAck('hello', { protocol: PROTOCOL, source: this.source })) as StationView
    this.examNow.push(view.examNow)
    // What the server says it has must cover every acknowledgement it ever gave.
    expect(view.through).toBeGreaterThanOrEqual(Math.max(0, ...this.journal.keys()))
    void this.#pump(socket)
  }

  stop(): void {
    this.#socket?.disconnect()
  }

  async #pump(socket: StationSocket): Promise<void> {
    while (socket.connected) {
      while (this.outbox.length < 3) {
        this.#n += 1
        this.outbox.push({ n: this.#n, kind: 'answer', slot: this.#n % 6, choice: this.#n % 4 })
      }
      const batch = [...this.outbox]
      const ack = await socket
        .timeout(60_000)
        .emitWithAck('entries', { source: this.source, entries: batch })
        .catch(() => null)
      if (!ack || !('through' in ack)) continue
      for (const entry of batch) if (entry.n <= ack.through) this.journal.set(entry.n, entry)
      this.outbox = this.outbox.filter((entry) => entry.n > ack.through)
      for (const _ of batch) this.#acked()
    }
  }

  #post(origin: string, path: string, body: object): Promise<Response> {
    return fetch(origin + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: this.#cookie, origin },
      body: JSON.stringify(body),
    })
  }
}

it('[A9] [A15] a server killed in mid-load loses no acknowledged answer, and its exam clock never goes back', async () => {
  const hall = await sitting().withCandidates(STATIONS).running()
  const { folder, database } = hall.app
  await hall.app.close()

  let acks = 0
  let wake = () => {}
  const machines: Machine[] = hall.seats.map(
    (seat, index) =>
      new Machine(seat, index, () => {
        acks += 1
        // Every station must have been promised something, or its part of the check would be empty.
        if (acks >= ACKS_A_LIFE && machines.every((machine) => machine.journal.size > 0)) wake()
      }),
  )
  let keptClock = 0
  let server = await serve(folder)
  await Promise.all(machines.map((machine) => machine.sit(server.origin)))

  for (let life = 1; life <= CYCLES; life++) {
    acks = 0
    const enough = new Promise<void>((resolve) => {
      wake = resolve
    })
    await Promise.all(machines.map((machine) => machine.work(server.origin)))
    await enough
    server.child.kill('SIGKILL')
    await once(server.child, 'exit')
    for (const machine of machines) machine.stop()

    const store = openSqlite(database)
    const logs = new Map<Machine, LogRow[]>()
    for (const [index, machine] of machines.entries())
      logs.set(machine, await readLog({ store }, hall.attemptOf(index + 1)))
    const [clock] = await store.read.select().from(store.tables.examClock)
    await store.close()

    for (const [index, machine] of machines.entries()) {
      const log = logs.get(machine) ?? []
      expect(brokenAt(hall.attemptOf(index + 1), log)).toBeNull()
      const form = JSON.parse(log[0]?.payload ?? '{}').form as { slots: { options: string[] }[] }
      const stored = new Map(
        log.filter((row) => row.source === machine.source).map((row) => [row.sourceSeq, eventOf(row).event]),
      )
      for (const [n, entry] of machine.journal) {
        if (entry.kind !== 'answer') throw new Error('only answers were sent')
        const option = form.slots[entry.slot]?.options[entry.choice ?? -1]
        expect(stored.get(n)).toEqual({ kind: 'answered', slot: entry.slot, option })
      }
      expect(log.map((row) => row.mono)).toEqual(log.map((row) => row.mono).sort((a, b) => a - b))
      // What was decided by the clock is never later than what the clock kept.
      expect(clock?.ms).toBeGreaterThanOrEqual(log.at(-1)?.mono ?? 0)
    }
    expect(clock?.ms).toBeGreaterThanOrEqual(keptClock)
    keptClock = clock?.ms ?? 0
    if (life < CYCLES) server = await serve(folder)
  }
  for (const machine of machines) expect(machine.journal.size).toBeGreaterThan(0)
  const total = machines.reduce((sum, machine) => sum + machine.journal.size, 0)
  expect(total).toBeGreaterThan(CYCLES * ACKS_A_LIFE * 0.5)
}, 180_000)
