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
import {
  BEAT_MS,
  type Entry,
  type EntryAck,
  type Paper,
  type Place,
  type Started,
} from '../../server/protocol/station.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import { openPaper } from '../../server/testing/open-paper.ts'
import type { Chance } from './chance.ts'
import type { Journal } from './journal.ts'
import type { View } from './simulated-desk.ts'
import type { ServerProcess } from './simulated-server.ts'
import { type Link, type Reply, Unreachable } from './wire.ts'
import { trueWall, type World } from './world.ts'

/** A computer: its place, its cable, and a disk that outlives a power cut. */
export interface Machine {
  place: Place
  link: Link
  records: Map<string, OutboxRecord>
  /** The page that is open there; a lock lets no second one run. */
  page: SimulatedStation | null
}

type Phase = View['phase']['at'] | 'signing-in' | 'stopped' | 'off'

const RETRY_MS = 3000
const WAITING_POLL_MS = 20_000
const OVER_POLL_MS = 2000

/**
 * One page of the exam in one browser, from sign-in to its end. The outbox and the server clock are the real ones;
 * around them stands what `run-station.ts` does, without its screens, on virtual time.
 */
export class SimulatedStation {
  phase: Phase = 'signing-in'
  view: View | null = null
  source = ''
  paper: Paper | null = null
  readonly machine: Machine
  #world: World
  #seat: SeatRow
  #journal: Journal
  #chance: Chance
  #changed: () => void
  #clock: ReturnType<typeof serverClock>
  #outbox: Outbox | null = null
  #token = ''
  #sealed: { address: string; bytes: Buffer } | null = null
  #fetching = ''
  #askedAgain: (() => void) | null = null
  #writes = new Set<() => void>()
  /** Since when its line is open, and when its last beat arrived; virtual ms. */
  #beatsFrom: number | null = null
  #lastBeat = Number.NEGATIVE_INFINITY
  #beatSoon = false
  #heardAt = 0
  #helloing = false
  #sendAs: string | null = null

  constructor(world: World, seat: SeatRow, machine: Machine, journal: Journal, chance: Chance, changed: () => void) {
    this.#world = world
    this.#seat = seat
    this.machine = machine
    this.#journal = journal
    this.#chance = chance
    this.#changed = changed
    this.#clock = serverClock(() => world.agenda.now())
    if (!world.bugs.has('two-pages')) machine.page?.powerOff()
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

  get beats(): boolean {
    return this.#beatsFrom !== null
  }

  /** When something of it last reached the server, as far as it knows; true wall ms. */
  get lastSign(): number {
    const at = this.#beatsFrom === null ? this.#lastBeat : this.#beatBefore(this.#world.agenda.now())
    return trueWall(this.#world) - this.#world.agenda.now() + Math.max(at, this.#heardAt)
  }

  get openedLately(): boolean {
    return this.#beatsFrom !== null && this.#world.agenda.now() - this.#beatsFrom < 15_000
  }

  /** Ms until the deadline as this page knows it; null when it does not work. */
  left(): number | null {
    const now = this.#clock.now()
    return this.view?.phase.at === 'working' && now !== null ? this.view.phase.deadline - now : null
  }

  /** Its last beat that arrived at a server born then, and as whom. */
  lastBeat(bornAt: number): { at: number; source: string } | null {
    const at = this.#beatsFrom === null ? this.#lastBeat : this.#beatBefore(this.#world.agenda.now())
    return at >= bornAt ? { at, source: this.source } : null
  }

  #beatBefore(now: number): number {
    const from = this.#beatsFrom ?? now
    return from + Math.floor((now - from) / BEAT_MS) * BEAT_MS
  }

  /** The line is closed, or nothing passes any more. */
  silence(): void {
    if (this.#beatsFrom !== null) this.#lastBeat = this.#beatBefore(this.#world.agenda.now())
    this.#beatsFrom = null
  }

  put(draft: Draft): void {
    if (!this.#outbox) return
    const entry = this.#outbox.put(draft)
    this.#journal.did(this.source, entry, trueWall(this.#world))
    this.#say(`${entry.n} ${entry.kind}`)
  }

  /** "Ini saya". */
  async confirm(): Promise<void> {
    const { place } = this.machine
    const reply = await this.#ask(
      'confirm',
      ({ desk }) => desk.confirm(this.#seat, this.source as SourceId, this.#token, place),
      true,
    )
    if (!this.on) return
    // The look that follows will find her still to be confirmed, and she presses again.
    if (reply === null) this.#later(RETRY_MS, () => void this.hello())
    else if (isRefusal(reply.value)) this.#refused(reply.value)
    else this.#take(reply.value, reply)
  }

  /** Asks for the whole truth, now or after a while. */
  async hello(): Promise<void> {
    if (!this.on || this.#token === '' || this.#helloing) return
    this.#helloing = true
    const reply = await this.#ask('hello', ({ desk }) => desk.hello(this.#seat, this.source as SourceId, this.#token))
    this.#helloing = false
    if (!this.on) return
    if (reply === null) return this.#later(this.#chance.between(500, 8000), () => void this.hello())
    if (isRefusal(reply.value)) return this.#refused(reply.value)
    this.#take(reply.value, reply)
    this.#outbox?.kick()
  }

  /** The line is back: asks, and sends what waits, as the page does. */
  reconnected(): void {
    void this.hello()
    this.#outbox?.kick()
  }

  /** The socket was closed by the other side: again after a while that chance decides (no herd), unless one is wanted. */
  disconnected(herd: boolean): void {
    this.silence()
    if (this.on && this.#token !== '') this.#later(herd ? 1 : this.#chance.between(200, 4000), () => void this.hello())
  }

  /** What the server tells by itself: the start with its key, or "look again". A beat brings what is lost on the way. */
  told(started: Started | null): void {
    if (!this.on) return
    const { wire, agenda } = this.#world
    const soon = (this.#beatsFrom ?? agenda.now()) + BEAT_MS - (agenda.now() % BEAT_MS)
    if (!this.#beatSoon) {
      this.#beatSoon = true
      agenda.at(Math.max(soon, agenda.now() + 500), () => void this.#beat())
    }
    if (this.#beatsFrom === null) return
    wire.tell(this.machine.link, (saidAt) => {
      if (!this.on) return
      const fits = started && this.#sealed?.address === started.address && this.phase === 'waiting'
      if (fits) this.#begin(started, saidAt)
      else void this.hello()
    })
  }

  #begin({ address, key, deadline, ledger, examNow }: Started, saidAt: number): void {
    if (!this.view) return
    this.#clock.take(examNow, this.#world.agenda.now(), this.#world.agenda.now())
    this.#journal.keyAt = Math.min(this.#journal.keyAt ?? saidAt, saidAt)
    this.#open(address, key)
    const blank = (this.paper?.items ?? []).map(() => null)
    this.view = {
      ...this.view,
      paper: { address, key },
      phase: {
        ...{ at: 'working', deadline, paused: false, pausedLeftMs: null, untilShown: false, locked: null, ledger },
        ...{ responses: blank, flags: blank.map(() => false) },
      },
    }
    this.phase = 'working'
    this.#say('started')
    this.#watchDeadline()
    this.#changed()
  }

  async #beat(): Promise<void> {
    this.#beatSoon = false
    if (!this.on || this.#token === '') return
    const reply = await this.#ask('beat', ({ desk }) => desk.beat(this.#seat, this.source as SourceId))
    if (!this.on || !reply) return
    if (isRefusal(reply.value)) return this.#refused(reply.value)
    if (reply.value.stamp !== this.view?.stamp) void this.hello()
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
    const { bugs } = this.#world
    const kept = this.machine.records.get(number)
    let record = kept ?? newRecord(number, this.#chance.hex())
    if (kept && bugs.has('queue-dropped')) record = { ...kept, entries: [], next: kept.next }
    if (kept && bugs.has('numbered-from-one')) record = { ...kept, entries: [], next: 1 }
    const source = record.source as SourceId
    const { place } = this.machine
    const reply = await this.#ask('sign-in', ({ desk }) => desk.signIn(this.#seat, source, place), true)
    if (!this.on) return
    if (reply === null) return this.#later(RETRY_MS, () => void this.#signIn())
    if (isRefusal(reply.value)) {
      // Her exam has been elsewhere since this browser last had it: what waited here is older, and goes (A17).
      if (reply.value.refused === 'stale-source') this.machine.records.delete(number)
      this.#say(reply.value.refused)
      return this.#later(RETRY_MS, () => void this.#signIn())
    }
    this.source = source
    this.#token = reply.value.token
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
    this.#take(reply.value.view, reply)
  }

  async #send(entries: Entry[]): Promise<EntryAck | Refusal> {
    const source = this.source as SourceId
    const as = (this.#sendAs ?? source) as SourceId
    const { bugs, wire, agenda } = this.#world
    const askedAt = agenda.now()
    try {
      const { value: reply, saidAt } = await wire.call(
        this.machine.link,
        `entries ${entries[0]?.n}-${entries.at(-1)?.n}`,
        async ({ desk }) => {
          const reply = await desk.take(this.#seat, as, entries)
          if (isRefusal(reply)) this.#journal.fenced += reply.refused === 'replaced' ? 1 : 0
          return reply
        },
      )
      this.#heardAt = agenda.now()
      if (!this.on || isRefusal(reply)) return reply
      this.#clock.take(reply.examNow, askedAt, agenda.now())
      this.#journal.acknowledged(source, entries, reply, saidAt)
      this.#say(`ack ${reply.through} ${reply.refused.length}`)
      if (reply.refused.length > 0 || entries.some(({ kind }) => kind === 'finish'))
        this.#later(1, () => void this.hello())
      if (bugs.has('acknowledgement-overread'))
        return { ...reply, through: Math.max(reply.through, ...(this.#outbox?.entries().map(({ n }) => n) ?? [])) }
      return reply
    } catch (error) {
      if (this.on) this.#later(this.#chance.between(500, 8000), () => void this.hello())
      if (bugs.has('never-again'))
        return { through: entries.at(-1)?.n ?? 0, examNow: this.#clock.now() ?? 0, refused: [] }
      throw error
    }
  }

  #take(view: View, { askedAt, saidAt }: { askedAt: number; saidAt: number }): void {
    const { agenda } = this.#world
    this.#clock.take(view.examNow, askedAt, agenda.now())
    this.#journal.looked(view, trueWall(this.#world) - agenda.now() + askedAt)
    const before = this.#outbox?.entries() ?? []
    this.#outbox?.reconcile(view.through)
    const kept = new Set(this.#outbox?.entries().map(({ n }) => n))
    this.#journal.viewed(
      this.source,
      before.filter(({ n }) => n <= view.through && !kept.has(n)),
      saidAt,
    )
    this.#beatsFrom = agenda.now()
    this.view = view
    this.phase = view.phase.at
    if (view.phase.at === 'finished') {
      const { how, answered, receipt, score } = view.phase
      this.#journal.endScreen = { how, answered, receipt, total: score?.total ?? null }
    }
    this.#say(view.phase.at)
    if (view.paper && view.phase.at !== 'finished') this.#hold(view.paper, saidAt)
    if (view.phase.at === 'waiting') this.#later(WAITING_POLL_MS, () => void this.hello())
    if (view.phase.at === 'working') this.#watchDeadline()
    this.#changed()
  }

  /** The paper is fetched sealed while she waits, and opened when its key is here. */
  #hold({ address, key }: { address: string; key: string | null }, saidAt: number): void {
    if (key !== null) this.#journal.keyAt = Math.min(this.#journal.keyAt ?? saidAt, saidAt)
    if (this.#sealed?.address === address) {
      if (key !== null && !this.paper) this.#open(address, key)
      return
    }
    if (this.#fetching === address) return
    this.#fetching = address
    void this.#fetch(address)
  }

  async #fetch(address: string): Promise<void> {
    const reply = await this.#ask(
      'paper',
      ({ desk }) => desk.paper(this.#seat, this.#token, this.source, address),
      true,
    )
    this.#fetching = ''
    if (!this.on || this.phase === 'finished') return
    if (reply === null || isRefusal(reply.value)) return this.#later(RETRY_MS, () => void this.hello())
    this.#sealed = { address, bytes: reply.value }
    const ticket = this.view?.paper
    if (ticket?.address === address && ticket.key !== null) this.#open(address, ticket.key)
    this.#changed()
  }

  #open(address: string, key: string): void {
    if (!this.#sealed || this.paper) return
    this.paper = this.#world.opened(this.#seat, () => openPaper(this.#sealed?.bytes as Buffer, { address, key }), key)
  }

  #watchDeadline(): void {
    const left = this.left()
    if (left === null) return
    this.#later(left <= 0 ? OVER_POLL_MS : left + 20, () => void this.hello())
  }

  #refused(refusal: Refusal): void {
    this.#say(refusal.refused)
    if (refusal.refused === 'replaced' || refusal.refused === 'sign-in-needed') {
      const other = this.#world.candidateOf(this.#seat.candidate)?.station
      if (this.#world.bugs.has('moved-station-writes') && other && other !== this && other.source !== '') {
        this.#sendAs = other.source
        this.#outbox?.kick()
        return
      }
      this.machine.records.delete(this.#seat.number)
      this.#end('stopped')
      this.#changed()
    } else this.#later(1000, () => void this.hello())
  }

  #end(phase: 'off' | 'stopped'): void {
    this.silence()
    this.phase = phase
    this.#outbox?.close()
    this.#outbox = null
    this.#askedAgain?.()
  }

  /** The reply and when it was asked for, or null when none came. */
  async #ask<Value>(
    what: string,
    work: (process: ServerProcess) => Promise<Value>,
    once = false,
  ): Promise<(Reply<Value> & { askedAt: number }) | null> {
    const askedAt = this.#world.agenda.now()
    try {
      return { ...(await this.#world.wire.call(this.machine.link, what, work, { once })), askedAt }
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
    const early = this.#world.bugs.has('sent-before-kept')
    return {
      load: async (number) => records.get(number) ?? null,
      save: (record) =>
        new Promise((done) => {
          if (early) done()
          const slow = early ? 40 : 4
          const ms = this.#chance.percent(slow) ? this.#chance.between(100, 1200) : this.#chance.between(1, 9)
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
