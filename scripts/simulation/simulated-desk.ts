import type { FastifyBaseLogger } from 'fastify'
import type { OptionId } from '../../question-bank/item.ts'
import { scoreAttempt } from '../../scoring/result.ts'
import { memoryBus } from '../../server/bus/memory.ts'
import { canonical, sha256 } from '../../server/canonical.ts'
import type { Clock } from '../../server/clock.ts'
import { admit } from '../../server/delivery/admission.ts'
import {
  type Attempt,
  type AttemptEvent,
  answeredOf,
  type Command,
  closesAt,
  evolve,
} from '../../server/delivery/attempt.ts'
import type { Standing } from '../../server/delivery/attempt-disk.ts'
import { AttemptWriter, type Written } from '../../server/delivery/attempt-writer.ts'
import { SILENT_AT_END_MS } from '../../server/delivery/deadline-job.ts'
import { formSeed } from '../../server/delivery/delivery.ts'
import { chain, eventOf, receiptCode } from '../../server/delivery/event-log.ts'
import { Presence } from '../../server/delivery/presence.ts'
import { type PaperKey, paperKey, sealPaper } from '../../server/delivery/sealed-paper.ts'
import type { AttemptId, CandidateId, SourceId } from '../../server/protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../../server/protocol/refusals.ts'
import type { Entry, EntryAck, Place, Started, StationView } from '../../server/protocol/station.ts'
import { heldSince, remainingOf } from '../../server/protocol/time.ts'
import { DEFAULT_POLICY } from '../../server/scheduling/policy.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import type { Services } from '../../server/services.ts'
import type { Bug } from './planted-bugs.ts'
import { type Done, doWaiting, takeCommand, type Wanted } from './simulated-commands.ts'
import type { SimulatedDisk } from './simulated-disk.ts'
import { RoomDuty } from './simulated-rooms.ts'
import type { ServerProcess } from './simulated-server.ts'
import type { World } from './world.ts'

/** What a station is told, less what only its screens need. */
export type View = Pick<StationView, 'stamp' | 'examNow' | 'phase' | 'through' | 'paper'>

const SWEEP_MS = 250
const HEARTBEAT_MS = 1000
const RETURN_MS = DEFAULT_POLICY.returnSeconds * 1000

/**
 * The rim of one life of the server, as thin as can be: the calls of `delivery.ts`, its routes and jobs in the same
 * order, over the real writer, rules, presence and papers, with a simulated disk in the place of SQLite.
 */
export class Desk {
  readonly writer: AttemptWriter
  readonly presence: Presence
  readonly rooms: RoomDuty
  /** Commands being done now: a repeat waits for the first reply. */
  readonly underWay = new Map<string, Promise<Done>>()
  #world: World
  #life: ServerProcess
  /** The moment that presence looks from: a beat is told of later than it came. */
  #lens: number | null = null
  #second: AttemptWriter | null = null
  #tickets = new Map<string, PaperKey>()
  #stale = new Map<string, { at: number; phase: View['phase'] }>()
  #firstSeen = new Map<string, Attempt>()
  #lastHeartbeat = 0
  #keeping = false
  #watched = { revision: -1, due: 0, working: false, held: false }
  #onTheWay = new Set<string>()

  constructor(world: World, life: ServerProcess) {
    this.#world = world
    this.#life = life
    const { clock } = life
    const bus = memoryBus(() => world.agenda.now())
    bus.subscribe('*', (message) => {
      if (message.kind === 'attempt') this.#moved(message.candidate as CandidateId, message.attempt, message.status)
    })
    const seenFrom: Clock = {
      wall: () => clock.wall() - (this.#lens === null ? 0 : world.agenda.now() - this.#lens),
      exam: () => (this.#lens === null ? clock.exam() : clock.examAt(this.#lens)),
      keep: async () => {},
      gaps: () => [],
    }
    const services = { clock, bus, log: this.#log() } as unknown as Services
    this.writer = new AttemptWriter(services, life.disk)
    if (this.bug('two-writers')) this.#second = new AttemptWriter(services, life.disk)
    this.presence = new Presence({ bus: { ...memoryBus(() => 0), publish: () => {} }, clock: seenFrom })
    this.rooms = new RoomDuty(world, life, this)
  }

  bug(name: Bug): boolean {
    return this.#world.bugs.has(name)
  }

  get state(): 'scheduled' | 'open' | 'running' | 'closed' {
    return (this.#world.disk.table.get('sitting') ?? 'scheduled') as 'scheduled' | 'open' | 'running' | 'closed'
  }

  /** What a start does before it answers anybody: credits its outage, does what waited, scores what was left (T5, P1). */
  async begin(): Promise<void> {
    await this.#noteOutages()
    await doWaiting(this.#world, this.#life, this)
    await this.rooms.mend()
    await this.#scoreLeft()
  }

  /** The jobs, turned by hand. */
  tick(): void {
    const { agenda, server } = this.#world
    const again = () => {
      if (!this.#life.alive) return
      agenda.after(SWEEP_MS, again)
      if (server.stopped || this.bug('nobody-sweeps')) return
      this.#sweep()
    }
    agenda.after(SWEEP_MS, again)
  }

  #sweep(): void {
    const { disk } = this.#world
    const now = this.#life.clock.exam()
    if (this.#watched.revision !== disk.revision) this.#watched = watch(disk, this.bug('held-attempts-expire'))
    const { due, working, held } = this.#watched
    if (now > due)
      for (const row of disk.summaries.values()) {
        if (row.status !== 'working' || row.deadline === null) continue
        if (row.heldFrom !== null && !this.bug('held-attempts-expire')) continue
        if (now > row.deadline + row.graceMs) this.#expire(row.id as AttemptId, row.candidateId, now)
      }
    if (now - this.#lastHeartbeat < HEARTBEAT_MS) return
    this.#lastHeartbeat = now
    if (held) void this.#run(this.#endLapsed())
    if (!working) return
    // One at a time: a slow disk gets no queue of heartbeats.
    if (!this.#keeping) {
      this.#keeping = true
      void this.#run(this.#life.put([]).finally(() => (this.#keeping = false)))
    }
    void this.#run(this.#noteOutages())
    this.rooms.look(now)
  }

  #expire(id: AttemptId, candidate: string, now: number): void {
    this.catchUp(candidate)
    const here = this.presence.of(candidate)
    if (here && this.presence.isSilent(candidate) && now - here.lastSeenExam <= SILENT_AT_END_MS) return
    if (this.bug('held-attempts-expire')) {
      const event = { kind: 'finished', how: 'expiry', reason: '', by: 'server' } as const
      const held = this.#world.disk.summaries.get(id)?.heldFrom !== null
      if (held) return void this.#run(this.#force(id, event, 'server', 3))
    }
    void this.#run(this.submit(id, [{ kind: 'expire' }]))
  }

  async #endLapsed(): Promise<void> {
    const now = this.#life.clock.exam()
    for (const row of this.#world.disk.summaries.values()) {
      if (row.status !== 'working' || row.heldFrom === null) continue
      const holds = (await this.writer.peek(row.id))?.attempt.ledger.holds ?? []
      if (holds.some(({ lastsUntil }) => lastsUntil !== null && now >= lastsUntil))
        await this.submit(row.id, [{ kind: 'lapse' }])
    }
  }

  /** T5: after an outage of the server everybody at work is held until her item is shown again. */
  async #noteOutages(): Promise<void> {
    const gaps = this.#life.clock.gaps()
    if (gaps.length === 0) return
    const working = [...this.#world.disk.summaries.values()].filter((row) => row.status === 'working')
    if (working.length === 0) return
    for (const gap of gaps) {
      const id = sha256(`outage ${this.#life.generation} ${gap.examMs} ${gap.cause}`).slice(0, 32)
      await this.#life.put([[`outage/${id}`, canonical(gap)]])
      if (gap.cause === 'stall' || this.bug('outage-not-credited')) continue
      const lastsUntil = this.#life.clock.exam() + RETURN_MS
      await Promise.all(
        working.map((row) =>
          this.submit(row.id, [
            {
              ...{ kind: 'hold', key: `outage:${id}`, hold: 'outage-server', from: gap.examMs },
              ...{ untilShown: true, lastsUntil, by: 'server', reason: '' },
            },
          ]),
        ),
      )
      if (!this.bug('outage-credited-twice')) continue
      const ms = Math.max(1000, gap.untilWall - gap.fromWall)
      for (const row of working) {
        const by = { by: 'server', approvedBy: 'clock', reason: 'outage' }
        await this.submit(row.id, [{ kind: 'credit', key: `credit:${id}`, ms, cause: 'credited', ...by }])
      }
    }
  }

  /** Everything that is decided goes through here. */
  submit(id: string, commands: Command[]): Promise<Written | Refusal> {
    return this.writer.submit(id, commands)
  }

  peek(id: string): Promise<Standing | null> {
    return this.writer.peek(id)
  }

  /** Presence of this candidate up to now: her beats are not played one by one. */
  catchUp(candidate: string): void {
    const beat = this.#world.lastBeat(candidate, this.#life.bornAt)
    if (!beat) return
    const here = this.presence.of(candidate)
    if (here && here.lastSeenExam >= this.#life.clock.examAt(beat.at)) return
    this.#lens = beat.at
    this.presence.seen(candidate, { sitting: this.#world.hall.sitting, source: beat.source, connected: true })
    this.#lens = null
  }

  isSilent(candidate: string): boolean {
    this.catchUp(candidate)
    return this.presence.isSilent(candidate)
  }

  // What a station asks, in the order of its exam.

  async signIn(seat: SeatRow, source: SourceId, place: Place): Promise<{ view: View; token: string } | Refusal> {
    const id = this.#world.attemptOf(seat.candidate)
    const standing = await this.peek(id)
    // Whoever fell silent no longer holds her seat.
    if (this.isSilent(seat.candidate)) this.presence.sweep()
    const begun = standing && {
      place: null,
      pass: null,
      sameSource: standing.attempt.source === source,
      finished: false,
    }
    const elsewhere = this.presence.elsewhere(seat.candidate, source)
    // The proctor has cleared this place and every move: what those refusals say is not what is tried here.
    const refusal = admit({ state: this.state, seat, place: null, begun, elsewhere, moves: 'free' })
    if (refusal) return refusal
    if (standing) {
      const claimed = await this.#claim(id, source, place)
      if (isRefusal(claimed)) return claimed
    }
    const token = sha256(`${this.#world.secret} token ${++this.#world.serial}`).slice(0, 32)
    await this.#life.put([[`token/${token}`, `${seat.candidate}/${source}`]])
    const { sitting } = seat
    this.presence.seen(seat.candidate, { sitting, source, place })
    const view = await this.view(seat, source)
    return isRefusal(view) ? view : { view, token }
  }

  async #claim(id: AttemptId, source: SourceId, place: Place): Promise<Written | Refusal> {
    const claim = sha256(`${this.#world.secret} claim ${++this.#world.serial}`).slice(0, 32)
    const claimed = await this.submit(id, [{ kind: 'claim', source, place, claim }])
    if (!isRefusal(claimed) || claimed.refused !== 'stale-source' || !this.bug('fenced-comes-back')) return claimed
    await this.#force(id, { kind: 'claimed', source, place }, `claim:${claim}`, 1)
    return claimed
  }

  #isHis(token: string, seat: SeatRow, source: string): boolean {
    return this.#world.disk.table.get(`token/${token}`) === `${seat.candidate}/${source}`
  }

  async confirm(seat: SeatRow, source: SourceId, token: string, place: Place): Promise<View | Refusal> {
    if (!this.#isHis(token, seat, source)) return refuse('sign-in-needed')
    const { state } = this
    if (state === 'scheduled') return refuse('sitting-not-open')
    const id = this.#world.attemptOf(seat.candidate)
    const known = await this.peek(id)
    if (!known && state === 'closed') return refuse('sitting-closed')
    const { hall } = this.#world
    const opened = await this.submit(id, [
      {
        kind: 'open',
        sitting: seat.sitting,
        candidate: seat.candidate,
        form: known?.attempt.form ?? this.#deal(seat),
        limitMs: (this.bug('accommodation-forgotten') ? hall.minutes : seat.minutes) * 60_000,
        baseMs: Math.min(seat.minutes, hall.minutes) * 60_000,
        graceMs: hall.blueprint.graceMs,
        build: this.bug('rooms-of-two-builds') && seat.room !== 'R1' ? 'simulation-2' : 'simulation',
      },
      { kind: 'claim', source, place, claim: sha256(`${token} confirm ${++this.#world.serial}`).slice(0, 32) },
    ])
    if (isRefusal(opened)) return opened
    // Read again: the proctor may have started the sitting while this attempt was being opened.
    if ((this.bug('start-lost') ? state : this.state) === 'running') {
      const started = await this.#start(id, 'server')
      if (isRefusal(started)) return started
    }
    return await this.view(seat, source)
  }

  #deal(seat: SeatRow) {
    const { hall, secret } = this.#world
    const again = this.bug('paper-drawn-anew') && this.#life.generation > 1 ? ` ${this.#life.generation}` : ''
    return hall.draw(formSeed(secret, seat.candidate) + again)
  }

  async #start(id: AttemptId, by: string): Promise<Written | Refusal> {
    if (this.bug('late-comer-shortened')) {
      const first = [...this.#world.disk.summaries.values()].find((row) => row.deadline !== null)
      const standing = await this.peek(id)
      const { deadline } = first ?? {}
      if (standing?.attempt.status === 'confirmed' && deadline && by === 'server') {
        await this.#force(id, { kind: 'started', deadline, by }, 'server', 2)
        return (await this.peek(id)) as unknown as Written
      }
    }
    return await this.submit(id, [{ kind: 'start', by }])
  }

  /** For the room's command: everybody who waits. */
  start(id: string, by: string): Promise<Written | Refusal> {
    return this.submit(id, [{ kind: 'start', by }])
  }

  /** The sealed bytes at this address (A21). */
  async paper(seat: SeatRow, token: string, source: string, address: string): Promise<Buffer | Refusal> {
    if (!this.#isHis(token, seat, source)) return refuse('sign-in-needed')
    const id = this.#world.attemptOf(seat.candidate)
    const standing = await this.peek(id)
    if (!standing || standing.attempt.status === 'finished') return refuse('not-found', { what: 'Soal' })
    const ticket = this.#key(id)
    if (ticket.address !== address) return refuse('not-found', { what: 'Soal' })
    const nonce = Buffer.from(sha256(`nonce ${address} ${++this.#world.serial}`), 'hex').subarray(0, 12)
    return sealPaper(ticket, this.#world.write(seat, standing.attempt.form), nonce)
  }

  #key(id: string): PaperKey {
    const { secret, hall } = this.#world
    const ticket = paperKey(Buffer.from(secret, 'hex'), id, hall.digest)
    return this.bug('one-key-for-all') ? { ...ticket, key: Buffer.from(sha256(secret), 'hex') } : ticket
  }

  #ticket(id: string, attempt: Attempt): View['paper'] {
    if (attempt.status === 'finished') return null
    let ticket = this.#tickets.get(id)
    if (!ticket) {
      ticket = this.#key(id)
      this.#tickets.set(id, ticket)
    }
    const given = attempt.status === 'working' || this.bug('key-before-start')
    return { address: ticket.address, key: given ? ticket.key.toString('base64url') : null }
  }

  /** The whole truth, and the beat that follows it: the page has drawn its item. */
  async hello(seat: SeatRow, source: SourceId, token: string): Promise<View | Refusal> {
    if (!this.#isHis(token, seat, source)) return refuse('replaced')
    const view = await this.view(seat, source)
    if (isRefusal(view)) return view
    this.presence.seen(seat.candidate, { sitting: seat.sitting, source, connected: true })
    if (view.phase.at !== 'working' || !view.phase.untilShown) return view
    const shown = await this.submit(this.#world.attemptOf(seat.candidate), [{ kind: 'shown', source }])
    return isRefusal(shown) ? shown : await this.view(seat, source)
  }

  /** A beat that has something to hear: whether the state has moved since the last look. */
  async beat(seat: SeatRow, source: SourceId): Promise<{ stamp: string } | Refusal> {
    const standing = await this.peek(this.#world.attemptOf(seat.candidate))
    if (standing && standing.attempt.source !== source) return refuse('replaced', { where: '' })
    this.presence.seen(seat.candidate, { sitting: seat.sitting, source, connected: true })
    return { stamp: this.stampOf(standing?.attempt ?? null) }
  }

  async view(seat: SeatRow, source: SourceId): Promise<View | Refusal> {
    const id = this.#world.attemptOf(seat.candidate)
    let standing = await this.peek(id)
    if (standing && standing.attempt.source !== source) return refuse('replaced', { where: '' })
    // A sitting that runs starts who has confirmed: also after a crash between the two.
    if (standing?.attempt.status === 'confirmed' && this.state === 'running' && !this.bug('start-lost')) {
      const started = await this.#start(id, 'server')
      if (isRefusal(started)) return started
      standing = { id, ...started }
    }
    if (this.bug('started-twice') && standing?.attempt.status === 'working' && standing.attempt.done.size > 1) {
      await this.#force(
        id,
        { kind: 'started', deadline: this.#life.clock.exam() + standing.attempt.limitMs, by: 'server' },
        'server',
        2,
      )
      standing = await this.peek(id)
    }
    const taken = standing?.attempt.taken.get(source)?.through ?? 0
    return {
      stamp: this.stampOf(standing?.attempt ?? null),
      examNow: this.#life.clock.exam(),
      phase: standing
        ? this.#phase(id, standing.attempt, this.bug('receipt-of-the-head') ? standing.head : standing.finish)
        : { at: 'identify', running: this.state === 'running' },
      paper: standing && this.#ticket(id, standing.attempt),
      through: this.bug('through-too-far') && taken > 3 ? taken + 1 : taken,
    }
  }

  /** Names the state that a view would show, as far as others than the station itself can change it. */
  stampOf(attempt: Attempt | null): string {
    const began = attempt !== null && attempt.status !== 'confirmed'
    const facts = attempt && [attempt.status, attempt.done.size, attempt.ledger.holds.length, attempt.reopened]
    return [began ? '' : this.state, ...(facts ?? [])].join('.')
  }

  #phase(id: string, attempt: Attempt, finish: string | null): View['phase'] {
    if (attempt.status === 'confirmed' || attempt.deadline === null) {
      if (!attempt.finished) return { at: 'waiting' }
    }
    if (attempt.status === 'finished' || attempt.deadline === null) {
      const score = this.#world.disk.table.get(`score/${id}`)
      return {
        at: 'finished',
        how: attempt.finished?.how ?? 'expiry',
        answered: answeredOf(attempt),
        items: attempt.form.slots.length,
        receipt: receiptCode(finish ?? ''),
        ledger: attempt.ledger,
        score: score ? ({ total: (JSON.parse(score) as { total: number }).total } as never) : null,
      }
    }
    const { ledger } = attempt
    const phase: View['phase'] = {
      at: 'working',
      deadline: attempt.deadline,
      paused: ledger.holds.some((one) => !one.untilShown),
      pausedLeftMs: heldSince(ledger) === null ? null : remainingOf(ledger, this.#life.clock.exam()),
      untilShown: ledger.holds.some((one) => one.untilShown),
      locked: attempt.locked,
      ledger,
      responses: attempt.responses.map((option, slot) =>
        option === null ? null : (attempt.form.slots[slot]?.options.indexOf(option) ?? null),
      ),
      flags: attempt.flags,
    }
    if (!this.bug('resume-shows-stale')) return phase
    const before = this.#stale.get(id)
    const now = this.#world.agenda.now()
    if (!before || now - before.at > 30_000) this.#stale.set(id, { at: now, phase })
    return before?.phase.at === 'working' && now - before.at <= 30_000
      ? { ...phase, responses: before.phase.responses }
      : phase
  }

  /** Something of an attempt moved that her station did not do itself: the key and the start, or "look again". */
  #moved(candidate: CandidateId, id: string, status: string): void {
    if (!this.#life.alive) return
    if (status === 'finished') void this.#run(this.#score(id))
    void this.#run(
      this.peek(id).then((standing) => {
        const person = this.#world.candidateOf(candidate)
        const attempt = standing?.attempt
        if (!attempt || !person || !this.#life.alive) return
        const ticket = this.#tickets.get(id)
        const fresh = attempt.status === 'working' && attempt.taken.size === 0 && attempt.ledger.holds.length === 0
        person.told(fresh && ticket && attempt.deadline !== null ? this.#started(attempt, ticket) : null)
      }),
    )
  }

  #started(attempt: Attempt, { address, key }: PaperKey): Started {
    const { deadline, ledger } = attempt
    const text = key.toString('base64url')
    return { kind: 'started', address, key: text, deadline: deadline ?? 0, ledger, examNow: this.#life.clock.exam() }
  }

  /** Takes entries in order and acknowledges what the disk has (A5 to A9). */
  async take(seat: SeatRow, source: SourceId, entries: Entry[]): Promise<EntryAck | Refusal> {
    const id = this.#world.attemptOf(seat.candidate)
    const { clock } = this.#life
    const through = entries.at(-1)?.n ?? 0
    const promised: EntryAck = { through, examNow: clock.exam(), refused: [] }
    const wrong = this.#world.bugs.size === 0 ? null : await this.#takeWrongly(id, source, entries, promised)
    if (wrong) return wrong
    const changed = this.#world.bugs.size === 0 ? entries : this.#changed(id, entries)
    const writer = this.#second && ++this.#world.serial % 3 === 0 ? this.#second : this.writer
    const written = await writer.submit(
      id,
      changed.map((entry) => ({ kind: 'entry' as const, source, entry })),
    )
    if (isRefusal(written)) {
      if (written.refused === 'storage-full' && this.bug('acknowledged-when-refused')) return promised
      return written
    }
    this.presence.seen(seat.candidate, { sitting: seat.sitting, source })
    if (this.bug('score-of-before') && !this.#firstSeen.has(id)) this.#firstSeen.set(id, written.attempt)
    const taken = written.attempt.taken.get(source)
    const late = entries.flatMap(({ n }) => {
      const why = taken?.late.get(n)
      return why ? [{ n, why: refuse(why) }] : []
    })
    return { through: taken?.through ?? 0, examNow: clock.exam(), refused: this.bug('late-untold') ? [] : late }
  }

  #changed(id: string, entries: Entry[]): Entry[] {
    if (this.bug('batch-reversed') && entries.length > 1)
      return entries.map((entry, index) => ({ ...(entries.at(-1 - index) as Entry), n: entry.n }))
    if (this.bug('cleared-forgotten'))
      return entries.map((entry) =>
        entry.kind === 'answer' && entry.choice === null ? { ...entry, choice: 0 } : entry,
      )
    if (!this.bug('option-of-the-bank')) return entries
    const form = this.#world.disk.logs.get(id)?.[0]
    if (!form) return entries
    const opened = eventOf(form).event
    return entries.map((entry) => {
      if (entry.kind !== 'answer' || entry.choice === null || opened.kind !== 'opened') return entry
      const options = opened.form.slots[entry.slot]?.options ?? []
      const sorted = [...options].sort()
      return { ...entry, choice: Math.max(0, options.indexOf(sorted[entry.choice] as OptionId)) }
    })
  }

  /** The bugs that answer before or beside the rules; null where this call is none of theirs. */
  async #takeWrongly(
    id: AttemptId,
    source: SourceId,
    entries: Entry[],
    promised: EntryAck,
  ): Promise<EntryAck | Refusal | null> {
    const honest = () =>
      this.submit(
        id,
        entries.map((entry) => ({ kind: 'entry' as const, source, entry })),
      )
    if (this.bug('acknowledged-before-sync')) {
      void honest()
      return promised
    }
    const attempt = (await this.peek(id))?.attempt
    if (!attempt || attempt.status === 'confirmed') return null
    const taken = attempt.taken.get(source)?.through ?? 0
    const first = entries[0]?.n ?? 0
    if (this.bug('retry-acknowledged-early')) {
      const key = `${source} ${promised.through}`
      if (this.#onTheWay.has(key)) return promised
      this.#onTheWay.add(key)
    }
    if (this.bug('retry-key-forgotten') && first <= taken && attempt.source === source) {
      for (const [index, entry] of entries.entries())
        await this.#forceEntry(id, source, { ...entry, n: taken + 1 + index })
      return promised
    }
    if (this.bug('gap-taken') && entries.length > 1 && first === taken + 1 && attempt.source === source) {
      for (const entry of entries.slice(1)) await this.#forceEntry(id, source, entry)
      return promised
    }
    const closes = closesAt(attempt)
    const now = this.#life.clock.exam()
    const late = closes !== null && now > closes
    if (this.bug('grace-ignored') && late && attempt.source === source && attempt.status === 'working') {
      for (const entry of entries) if (entry.n > taken) await this.#forceEntry(id, source, entry)
      return promised
    }
    if (this.bug('fence-missing') && attempt.source !== source && !late && attempt.fenced.has(source)) {
      for (const entry of entries) if (entry.n > taken) await this.#forceEntry(id, source, entry)
      return promised
    }
    if (
      this.bug('grace-forgotten') &&
      attempt.deadline !== null &&
      now > attempt.deadline &&
      !late &&
      attempt.source === source
    ) {
      for (const entry of entries)
        if (entry.n > taken) await this.#force(id, { kind: 'late', entry, why: 'time-over' }, source, entry.n)
      return { ...promised, refused: entries.map(({ n }) => ({ n, why: refuse('time-over') })) }
    }
    if (this.bug('finished-twice') && attempt.status === 'finished' && entries.some(({ kind }) => kind === 'finish')) {
      for (const entry of entries) if (entry.n > taken) await this.#forceEntry(id, source, entry)
      return promised
    }
    return null
  }

  #forceEntry(id: AttemptId, source: string, entry: Entry): Promise<void> {
    if (entry.kind === 'finish')
      return this.#force(id, { kind: 'finished', how: 'candidate', reason: '', by: 'she' }, source, entry.n)
    if (entry.kind === 'flag')
      return this.#force(id, { kind: 'flagged', slot: entry.slot, on: entry.on }, source, entry.n)
    const opened = this.#world.disk.logs.get(id)?.[0]
    const event = opened && eventOf(opened).event
    const options = event?.kind === 'opened' ? (event.form.slots[entry.slot]?.options ?? []) : []
    const option = entry.choice === null ? null : (options[entry.choice] ?? null)
    return this.#force(id, { kind: 'answered', slot: entry.slot, option }, source, entry.n)
  }

  /** Writes an event that the rules would have refused, well chained, as a careless hand might. */
  async #force(id: string, event: AttemptEvent, source: string, sourceSeq: number): Promise<void> {
    const { disk } = this.#world
    const standing = disk.load([id]).get(id)
    if (!standing) return
    const draft = { event, source, sourceSeq }
    const { clock } = this.#life
    const row = chain({ seq: standing.seq, hash: standing.head }, id, draft, clock.wall(), clock.exam())
    const attempt = evolve(standing.attempt, draft, row)
    await this.#life.disk.commit([row], [{ ...standing, attempt, seq: row.seq, head: row.hash }])
  }

  async #score(id: string): Promise<void> {
    const standing = await this.peek(id)
    if (standing?.attempt.status !== 'finished' || this.#world.disk.table.has(`score/${id}`)) return
    const { hall } = this.#world
    const attempt = this.#firstSeen.get(id) ?? standing.attempt
    const responses = new Map(attempt.form.slots.map(({ item }, slot) => [item, attempt.responses[slot] ?? null]))
    if (this.bug('late-scored'))
      for (const row of this.#world.disk.logs.get(id) ?? []) {
        const { event } = eventOf(row)
        const slot =
          event.kind === 'late' && event.entry.kind === 'answer' ? attempt.form.slots[event.entry.slot] : undefined
        if (slot && event.kind === 'late' && event.entry.kind === 'answer' && event.entry.choice !== null)
          responses.set(slot.item, slot.options[event.entry.choice] ?? null)
      }
    const result = scoreAttempt(hall.ruleSet, attempt.form, hall.keys, responses)
    try {
      await this.#life.put([[`score/${id}`, canonical(result)]])
    } catch {
      // A score that the disk could not take is tried again, as the score job does.
      this.#world.agenda.after(1000, () => this.#life.alive && void this.#run(this.#score(id)))
    }
  }

  async #scoreLeft(): Promise<void> {
    if (this.bug('score-left-behind')) return
    for (const row of this.#world.disk.summaries.values()) if (row.status === 'finished') await this.#score(row.id)
  }

  async #run(work: Promise<unknown>): Promise<void> {
    try {
      await work
    } catch (error) {
      this.#world.server.complain(this.#life, error)
    }
  }

  /** The sitting moved: whoever waits looks again. */
  hint(): void {
    for (const person of this.#world.candidates) person.told(null)
  }

  command(actor: string, wanted: Wanted): Promise<Done> {
    return takeCommand(this.#world, this.#life, this, actor, wanted)
  }

  #log(): FastifyBaseLogger {
    const quiet = () => {}
    const loud = ({ err }: { err?: unknown }, message: string) =>
      this.#world.server.complain(this.#life, err ?? message)
    return { level: 'error', info: quiet, debug: quiet, trace: quiet, warn: quiet, error: loud, fatal: loud } as never
  }
}

/** What the sweep would find: when the first deadline is over, and whether anybody works or is held. */
function watch({ revision, summaries }: SimulatedDisk, heldToo: boolean) {
  let due = Number.POSITIVE_INFINITY
  let working = false
  let held = false
  for (const { status, deadline, graceMs, heldFrom } of summaries.values()) {
    if (status !== 'working' || deadline === null) continue
    working = true
    held ||= heldFrom !== null
    if (heldFrom === null || heldToo) due = Math.min(due, deadline + graceMs)
  }
  return { revision, due, working, held }
}
