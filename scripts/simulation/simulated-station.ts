import {
  type Draft,
  newRecord,
  type Outbox,
  type OutboxRecord,
  type OutboxStore,
  openOutbox,
} from '../../exam-client/shared/outbox.ts'
import { serverClock } from '../../exam-client/shared/server-clock.ts'
import type { SourceId } from '../../server/protocol/ids.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import type { Entry, EntryAck, Place, StationView } from '../../server/protocol/station.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import type { Chance } from './chance.ts'
import { wallAt } from './hall.ts'
import type { Journal } from './journal.ts'
import { take } from './planted-bugs.ts'
import type { ServerProcess } from './simulated-server.ts'
import { confirm, hello, signIn } from './station-requests.ts'
import { type Link, Unreachable } from './wire.ts'
import type { World } from './world.ts'

/** A computer: its place, its cable, and a disk that outlives a power cut. */
export interface Machine {
  place: Place
  link: Link
  records: Map<string, OutboxRecord>
  /** The page that is open there; a lock lets no second one run. */
  page: SimulatedStation | null
}

type Phase = StationView['phase']['at'] | 'signing-in' | 'stopped' | 'off'

const RETRY_MS = 3000
const WAITING_POLL_MS = 10_000
const OVER_POLL_MS = 2000

/**
 * One page of the exam in one browser, from sign-in to its end. The outbox and the server clock are the real ones;
 * around them stands what `run-station.ts` does, without its screens, on virtual time.
 */
export class SimulatedStation {
  phase: Phase = 'signing-in'
  view: StationView | null = null
  source = ''
  readonly machine: Machine
  #world: World
  #seat: SeatRow
  #journal: Journal
  #chance: Chance
  #changed: () => void
  #clock: ReturnType<typeof serverClock>
  #outbox: Outbox | null = null
  #cookie = ''
  #askedAgain: (() => void) | null = null
  #writes = new Set<() => void>()

  constructor(world: World, seat: SeatRow, machine: Machine, journal: Journal, chance: Chance, changed: () => void) {
    this.#world = world
    this.#seat = seat
    this.machine = machine
    this.#journal = journal
    this.#chance = chance
    this.#changed = changed
    this.#clock = serverClock(() => world.agenda.now())
    machine.page?.powerOff()
    machine.page = this
    this.#say('on')
    void this.#signIn()
  }

  get on(): boolean {
    return this.phase !== 'off' && this.phase !== 'stopped'
  }

  /** Entries that the server has not acknowledged yet. */
  get waiting(): number {
    return this.#outbox?.entries().length ?? 0
  }

  /** Ms until the deadline as this page knows it; null when it does not work. */
  left(): number | null {
    const now = this.#clock.now()
    return this.view?.phase.at === 'working' && now !== null ? this.view.phase.deadline - now : null
  }

  put(draft: Draft): void {
    if (!this.#outbox) return
    const entry = this.#outbox.put(draft)
    this.#journal.did(this.source, entry)
    this.#say(`${entry.n} ${entry.kind}`)
  }

  /** "Ini saya". */
  async confirm(): Promise<void> {
    const reply = await this.#ask('confirm', (process) => confirm(process, this.#seat, this.source, this.#cookie), true)
    if (!this.on) return
    // The look that follows will find her still to be confirmed, and she presses again.
    if (reply === null) this.#later(RETRY_MS, () => void this.hello())
    else if (isRefusal(reply.value)) this.#refused(reply.value)
    else this.#take(reply.value, reply.askedAt)
  }

  /** Asks for the whole truth, now or after a while. */
  async hello(): Promise<void> {
    if (!this.on || this.#cookie === '') return
    const reply = await this.#ask('hello', (process) => hello(process, this.#seat, this.source, this.#cookie))
    if (!this.on) return
    if (reply === null) return this.#later(this.#chance.between(500, 8000), () => void this.hello())
    if (isRefusal(reply.value)) return this.#refused(reply.value)
    this.#take(reply.value, reply.askedAt)
    this.#outbox?.kick()
  }

  /** The line is back: asks, and sends what waits, as the page does. */
  reconnected(): void {
    void this.hello()
    this.#outbox?.kick()
  }

  /** The power goes: memory and unfinished writes are lost, the disk stays. */
  powerOff(): void {
    this.#say('off')
    this.#end('off')
    for (const lose of this.#writes) lose()
    const record = this.machine.records.get(this.#seat.number)
    if (this.source !== '') this.#journal.diedWith(this.source, record?.source === this.source ? record.entries : [])
  }

  async #signIn(): Promise<void> {
    const { number } = this.#seat
    const record = this.machine.records.get(number) ?? newRecord(number, this.#chance.hex())
    const source = record.source
    const reply = await this.#ask('sign-in', (process) => signIn(process, this.#seat, source, this.machine.place), true)
    if (!this.on) return
    if (reply === null) return this.#later(RETRY_MS, () => void this.#signIn())
    if (isRefusal(reply.value)) {
      // Her exam has been elsewhere since this browser last had it: what waited here is older, and goes (A17).
      if (reply.value.refused === 'stale-source') this.machine.records.delete(number)
      this.#say(reply.value.refused)
      return this.#later(RETRY_MS, () => void this.#signIn())
    }
    this.source = source
    this.#cookie = reply.value.cookie
    const store = this.#disk()
    await store.save(record)
    if (!this.on) return
    this.#outbox = openOutbox({
      record,
      store,
      send: (entries) => this.#send(entries),
      acked: (_, rest) => void (rest.length === 0 && this.phase !== 'working' && this.hello()),
      refused: (refusal) => this.#refused(refusal),
      stored: () => {},
      random: () => this.#chance.fraction(),
      later: (work, ms) => this.#world.agenda.after(ms, () => this.on && work()),
    })
    this.#take(reply.value.view, reply.askedAt)
  }

  async #send(entries: Entry[]): Promise<EntryAck | Refusal> {
    const source = this.source as SourceId
    const { bugs, wire, agenda } = this.#world
    const askedAt = agenda.now()
    try {
      const reply = await wire.call(
        this.machine.link,
        `entries ${entries[0]?.n}-${entries.at(-1)?.n}`,
        async (process) => {
          const reply = await take(process, bugs, this.#seat, source, entries)
          if (isRefusal(reply)) this.#journal.fenced += reply.refused === 'replaced' ? 1 : 0
          else process.delivery.presence.seen(this.#seat.candidate, { sitting: this.#seat.sitting, source })
          return reply
        },
      )
      if (!this.on || isRefusal(reply)) return reply
      this.#clock.take(reply.examNow, askedAt, agenda.now())
      this.#journal.acknowledged(source, entries, reply, wallAt(agenda))
      this.#say(`ack ${reply.through} ${reply.refused.length}`)
      if (reply.refused.length > 0 || entries.some(({ kind }) => kind === 'finish'))
        this.#later(1, () => void this.hello())
      return reply
    } catch (error) {
      if (this.on) this.#later(this.#chance.between(500, 8000), () => void this.hello())
      throw error
    }
  }

  #take(view: StationView, askedAt: number): void {
    const { agenda } = this.#world
    this.#clock.take(view.examNow, askedAt, agenda.now())
    const before = this.#outbox?.entries() ?? []
    this.#outbox?.reconcile(view.through)
    const kept = new Set(this.#outbox?.entries().map(({ n }) => n))
    this.#journal.viewed(
      this.source,
      before.filter(({ n }) => n <= view.through && !kept.has(n)),
      wallAt(agenda),
    )
    this.view = view
    this.phase = view.phase.at
    if (view.phase.at === 'finished') {
      const { how, answered, receipt, score } = view.phase
      this.#journal.endScreen = { how, answered, receipt, total: score?.total ?? null }
    }
    this.#say(view.phase.at)
    if (view.phase.at === 'waiting') this.#later(WAITING_POLL_MS, () => void this.hello())
    if (view.phase.at === 'working') this.#watchDeadline()
    this.#changed()
  }

  #watchDeadline(): void {
    const left = this.left()
    if (left === null) return
    this.#later(left <= 0 ? OVER_POLL_MS : left + 20, () => void this.hello())
  }

  #refused(refusal: Refusal): void {
    this.#say(refusal.refused)
    if (refusal.refused === 'replaced' || refusal.refused === 'sign-in-needed') {
      this.machine.records.delete(this.#seat.number)
      this.#end('stopped')
      this.#changed()
    } else this.#later(1000, () => void this.hello())
  }

  #end(phase: 'off' | 'stopped'): void {
    this.phase = phase
    this.#outbox?.close()
    this.#outbox = null
    this.#askedAgain?.()
  }

  /** The reply and when it was asked for, or null when none came. */
  async #ask<Reply>(
    what: string,
    work: (process: ServerProcess) => Promise<Reply>,
    once = false,
  ): Promise<{ value: Reply; askedAt: number } | null> {
    const askedAt = this.#world.agenda.now()
    try {
      return { value: await this.#world.wire.call(this.machine.link, what, work, { once }), askedAt }
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      return null
    }
  }

  /** One thing at a time is planned; what is planned later replaces it. */
  #later(ms: number, work: () => void): void {
    this.#askedAgain?.()
    this.#askedAgain = this.#world.agenda.after(ms, () => this.on && work())
  }

  /** A disk that takes a few milliseconds, at times a second; a power cut in between loses that write. */
  #disk(): OutboxStore {
    const { records } = this.machine
    return {
      load: async (number) => records.get(number) ?? null,
      save: (record) =>
        new Promise((done) => {
          const ms = this.#chance.percent(8) ? this.#chance.between(100, 1200) : this.#chance.between(1, 9)
          const cancel = this.#world.agenda.after(ms, () => {
            this.#writes.delete(cancel)
            records.set(record.number, record)
            done()
          })
          this.#writes.add(cancel)
        }),
      forget: async (number) => void records.delete(number),
      current: async () => null,
      setCurrent: async () => {},
    }
  }

  #say(line: string): void {
    this.#world.trace(`${this.#seat.number} ${this.machine.link.name} ${line}`)
  }
}
