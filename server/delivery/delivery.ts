import { endSignInsOf } from '../access/sign-in-store.ts'
import { derive, hmac, sha256 } from '../canonical.ts'
import { latestPhoto } from '../desk/photo-store.ts'
import type { AttemptId, SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type {
  Beat,
  BeatReply,
  Entry,
  EntryAck,
  Order,
  Place,
  Started,
  StationPhase,
  StationView,
} from '../protocol/station.ts'
import { heldSince, remainingOf } from '../protocol/time.ts'
import { RoomLog } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import { type SeatRow, sittingRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { sameSeat } from './admission.ts'
import { type Attempt, answeredOf } from './attempt.ts'
import { AttemptWriter, type Written } from './attempt-writer.ts'
import { openCarryFile } from './carry.ts'
import { receiptCode } from './event-log.ts'
import { sectionsOf } from './paper.ts'
import { Papers } from './paper-store.ts'
import { type Here, Presence, type PresenceChange } from './presence.ts'

/** What `results/` adds to a finished attempt's view; delivery itself knows no scores. */
export type ScoreOf = (attempt: string) => Promise<(StationPhase & { at: 'finished' })['score']>

/** What `proctoring/` has ordered of a station and what it said of it; delivery itself gives no orders. */
export interface Orders {
  of(sitting: string, candidate: string): Promise<Order[]>
  reached(sitting: string, candidate: string, ids: string[]): Promise<void>
  read(sitting: string, candidate: string, ids: string[]): Promise<void>
}

/** So many entries at once, given while nobody heard them. */
const BURST = 10
/** A station that goes on answering for so long after its time was held has not heard of it, or will not. */
const HELD_ANSWER_MS = 6000

/** An attempt's id follows from who sits in what, so that two requests at once open the same one (A1). */
export const attemptIdOf = (sitting: string, candidate: string): AttemptId =>
  sha256(`attempt\0${sitting}\0${candidate}`).slice(0, 32) as AttemptId

/** The hot path, as its rims (socket, routes, jobs) use it. */
export class Delivery {
  readonly writer: AttemptWriter
  readonly presence: Presence
  readonly roomLog: RoomLog
  readonly papers: Papers
  #services: Services
  #scoreOf: ScoreOf = async () => null
  #orders: Orders = { of: async () => [], reached: async () => {}, read: async () => {} }
  #ordersOf = new Map<string, Promise<Order[]>>()
  /** The newest order that each candidate's station was ever given. */
  #lastOrder = new Map<string, string>()
  /** The last signal of each source that was written down. */
  #signals = new Map<string, number>()
  /** Sign-ins that were refused and written down. */
  #asked = new Set<string>()
  #leave: () => void

  constructor(services: Services) {
    this.#services = services
    this.writer = new AttemptWriter(services)
    this.roomLog = new RoomLog(services)
    this.papers = new Papers(services)
    this.presence = new Presence(services, (candidate, change, here) => void this.#moved(candidate, change, here))
    this.#leave = services.bus.subscribe('*', (message) => {
      if (message.kind !== 'command') return
      if (message.candidates.length === 0) this.#ordersOf.clear()
      for (const candidate of message.candidates) this.#ordersOf.delete(`${message.sitting}/${candidate}`)
    })
  }

  async stop(): Promise<void> {
    this.#leave()
    await this.writer.idle()
    await this.roomLog.flush()
  }

  /** Called once by `results/`, which comes later in the journey than delivery. */
  showScoresWith(scoreOf: ScoreOf): void {
    this.#scoreOf = scoreOf
  }

  /** Called once by `proctoring/`, likewise. */
  ordersFrom(orders: Orders): void {
    this.#orders = orders
  }

  /** Somebody types this candidate's number and PIN: what a proctor should know of it, let in or not. */
  signingIn(
    seat: SeatRow,
    {
      source,
      place,
      elsewhere,
      refusal,
    }: { source: string; place: Place | null; elsewhere: string | null; refusal: Refusal | null },
  ): void {
    const at = { sitting: seat.sitting, candidate: seat.candidate, room: seat.room, station: seat.station }
    const there = { room: place?.room ?? null, station: place?.station ?? null }
    const kind =
      refusal?.refused === 'move-needed'
        ? 'move-asked'
        : refusal?.refused === 'in-use'
          ? 'second-sign-in'
          : refusal?.refused === 'wrong-seat'
            ? 'wrong-seat'
            : null
    if (kind === null) return
    const line = { ...at, kind, detail: { ...there, source, where: elsewhere } } as const
    // The station asks every few seconds: written down once, told each time.
    const key = `${source}/${kind}/${there.room}/${there.station}`
    if (this.#asked.has(key)) this.roomLog.tellAgain(line)
    else this.roomLog.add({ ...line, actor: 'station' })
    this.#asked.add(key)
  }

  /** She is in: from where, and whether that is where she was. */
  signedIn(
    seat: SeatRow,
    {
      source,
      place,
      machine,
      address,
    }: { source: string; place: Place | null; machine: string | null; address: string },
  ): void {
    const { sitting, candidate } = seat
    const before = this.presence.of(candidate)
    const at = {
      sitting,
      candidate,
      room: place?.room ?? seat.room,
      station: place?.station ?? seat.station,
      actor: 'station',
    }
    this.roomLog.add({ ...at, kind: 'signed-in', detail: { machine } })
    if (before?.place && place && !sameSeat(before.place, place))
      this.roomLog.add({
        ...at,
        kind: 'station-changed',
        detail: { before: `${before.place.room}/${before.place.station}` },
      })
    else if (before?.address && before.address !== address)
      this.roomLog.add({ ...at, kind: 'address-changed', detail: { before: before.address, now: address } })
    this.presence.seen(candidate, { sitting, source, place, machine, address })
  }

  /** Ends the candidate's sign-in wherever it is; the attempt stays as it is. */
  async signOff(candidate: string): Promise<void> {
    await endSignInsOf(this.#services, candidate)
    this.presence.forget(candidate)
  }

  /** "Ini saya": draws the form and opens the attempt; starts it when the sitting runs already (A1, A3). */
  async confirm(seat: SeatRow, source: SourceId, place: Place | null): Promise<Written | Refusal> {
    const sitting = await sittingRow(this.#services, seat.sitting)
    if (!sitting || sitting.state === 'scheduled') return refuse('sitting-not-open')
    const id = attemptIdOf(seat.sitting, seat.candidate)
    const known = await this.writer.peek(id)
    if (!known && sitting.state === 'closed') return refuse('sitting-closed')
    const { test, draw } = await this.papers.material(sitting.testId)
    const form = known?.attempt.form ?? draw(formSeed(sitting.secret, seat.candidate))
    const opened = await this.writer.submit(id, [
      {
        kind: 'open',
        sitting: seat.sitting,
        candidate: seat.candidate,
        form,
        limitMs: seat.minutes * 60_000,
        baseMs: Math.min(seat.minutes, test.blueprint.minutes) * 60_000,
        graceMs: test.blueprint.graceMs,
        build: this.#services.build,
      },
      { kind: 'claim', source, place, claim: this.#services.newId() },
    ])
    if (isRefusal(opened)) return opened
    // Read again: the proctor may have started the sitting while this attempt was being opened.
    if ((await sittingRow(this.#services, seat.sitting))?.state === 'running')
      return await this.writer.submit(id, [{ kind: 'start', by: 'server' }])
    return opened
  }

  /** A new station takes over an open attempt (A4). */
  async claim(seat: SeatRow, source: SourceId, place: Place | null): Promise<Written | Refusal | null> {
    const id = attemptIdOf(seat.sitting, seat.candidate)
    if (!(await this.writer.peek(id))) return null
    return await this.writer.submit(id, [{ kind: 'claim', source, place, claim: this.#services.newId() }])
  }

  /** Takes entries in order and acknowledges what the disk has (A5 to A9). */
  async take(
    seat: Pick<SeatRow, 'sitting' | 'candidate'>,
    source: SourceId,
    entries: Entry[],
  ): Promise<EntryAck | Refusal> {
    const id = attemptIdOf(seat.sitting, seat.candidate)
    const written = await this.writer.submit(
      id,
      entries.map((entry) => ({ kind: 'entry' as const, source, entry })),
    )
    if (isRefusal(written)) return written
    this.presence.heard(seat.candidate, source)
    this.#notice(seat, written.attempt, entries)
    const taken = written.attempt.taken.get(source)
    const late = entries.flatMap(({ n }) => {
      const why = taken?.late.get(n)
      return why ? [{ n, why: refuse(why) }] : []
    })
    return { through: taken?.through ?? 0, examNow: this.#services.clock.exam(), refused: late }
  }

  /** What the entries say beside themselves; a signal, never a refusal (T3). */
  #notice(seat: Pick<SeatRow, 'sitting' | 'candidate'>, attempt: Attempt, entries: Entry[]): void {
    const at = { sitting: seat.sitting, candidate: seat.candidate, ...attempt.place }
    if (entries.length >= BURST)
      this.roomLog.add({ ...at, kind: 'burst', detail: { count: entries.length }, actor: 'station' })
    const [hold] = attempt.ledger.holds.filter((one) => !one.untilShown)
    if (hold && this.#services.clock.wall() - hold.at > HELD_ANSWER_MS && attempt.status === 'working')
      this.roomLog.add({ ...at, kind: 'answered-while-held', detail: { count: entries.length }, actor: 'station' })
  }

  /** A sign of life, with what the station has to say; the same over socket and HTTP. */
  async beat(
    seat: Pick<SeatRow, 'sitting' | 'candidate'> & Partial<SeatRow>,
    beat: Beat,
    via: { connected: boolean },
  ): Promise<BeatReply | Refusal> {
    const { sitting, candidate } = seat
    const source = beat.source as SourceId
    const id = attemptIdOf(sitting, candidate)
    let standing = await this.writer.peek(id)
    if (standing && standing.attempt.source !== source) return this.#replaced(standing.attempt)
    this.presence.seen(candidate, {
      ...{ sitting, source, focused: beat.focused, unsaved: beat.waiting, paper: beat.paper },
      // A beat over HTTP tells of no line, and of a line that is open it must not say that it is closed.
      ...(via.connected && { connected: true }),
    })
    if (beat.shown && standing?.attempt.ledger.holds.some((one) => one.untilShown)) {
      const shown = await this.writer.submit(id, [{ kind: 'shown', source }])
      if (!isRefusal(shown)) standing = { id, ...shown }
    }
    const known = this.#signals.get(source) ?? 0
    const place = standing?.attempt.place ?? this.presence.of(candidate)?.place ?? null
    for (const { n, kind } of beat.signals)
      if (n > known) this.roomLog.add({ sitting, candidate, ...place, kind, actor: 'station' })
    if (beat.signals.length > 0) this.#signals.set(source, Math.max(known, ...beat.signals.map(({ n }) => n)))
    if (beat.reached.length > 0) await this.#orders.reached(sitting, candidate, beat.reached)
    if (beat.read.length > 0) await this.#orders.read(sitting, candidate, beat.read)
    return { examNow: this.#services.clock.exam(), stamp: await this.#stamp(seat, standing?.attempt ?? null) }
  }

  /** Names the state that a view would show, as far as others than the station itself can change it. */
  async #stamp(seat: Pick<SeatRow, 'sitting' | 'candidate'>, attempt: Attempt | null): Promise<string> {
    const newest = (await this.#ordersFor(seat)).at(-1)?.id
    // A confirmed order leaves the list; that alone is no reason to fetch the whole view again.
    if (newest !== undefined) this.#lastOrder.set(seat.candidate, newest)
    const began = attempt !== null && attempt.status !== 'confirmed'
    // Who works hears of the sitting through the attempt; only who waits needs its state.
    const state = began ? '' : (await sittingRow(this.#services, seat.sitting))?.state
    const facts = attempt && [attempt.status, attempt.done.size, attempt.ledger.holds.length, attempt.reopened]
    return sha256([state, ...(facts ?? []), this.#lastOrder.get(seat.candidate)].join('.')).slice(0, 16)
  }

  #ordersFor({ sitting, candidate }: Pick<SeatRow, 'sitting' | 'candidate'>): Promise<Order[]> {
    const key = `${sitting}/${candidate}`
    let orders = this.#ordersOf.get(key)
    if (!orders) {
      orders = this.#orders.of(sitting, candidate)
      orders.catch(() => this.#ordersOf.delete(key))
      this.#ordersOf.set(key, orders)
    }
    return orders
  }

  /** What the station is told that had her before. */
  async replacedAt({ sitting, candidate }: { sitting: string; candidate: string }): Promise<Refusal> {
    const standing = await this.writer.peek(attemptIdOf(sitting, candidate))
    return standing ? this.#replaced(standing.attempt) : refuse('replaced', { where: '' })
  }

  #replaced(attempt: Attempt): Refusal {
    const { place } = attempt
    return refuse('replaced', { where: place ? `ruang ${place.room}, meja ${place.station}` : '' })
  }

  /** Answers that a fenced computer saved as a file, for the attempt they were given in (A19). */
  async carry(
    sitting: string,
    candidate: string,
    file: Buffer,
    by: string,
    key: string,
  ): Promise<{ taken: number; left: number } | Refusal> {
    const id = attemptIdOf(sitting, candidate)
    const standing = await this.writer.peek(id)
    if (!standing) return refuse('not-confirmed')
    const opened = openCarryFile(file, [...standing.attempt.fenced, standing.attempt.source ?? ''], (source) =>
      this.#carryKey(id, source),
    )
    if (!opened) return refuse('not-a-carry-file')
    const answers = opened.entries.flatMap((entry) =>
      entry.kind === 'answer' ? [{ n: entry.n, slot: entry.slot, choice: entry.choice }] : [],
    )
    const before = standing.attempt.responses
    const written = await this.writer.submit(id, [{ kind: 'carry', key, from: opened.source as SourceId, answers, by }])
    if (isRefusal(written)) return written
    const taken = written.attempt.responses.filter((response, slot) => response !== before[slot]).length
    return { taken, left: answers.length - taken }
  }

  #carryKey = (attempt: string, source: string): Buffer =>
    hmac(derive(this.#services.secret, 'carry'), `${attempt}\0${source}`)

  /** A station fell silent or came back: a line of the room's log while it matters. */
  async #moved(candidate: string, change: PresenceChange, here: Here): Promise<void> {
    try {
      const standing = await this.writer.peek(attemptIdOf(here.sitting, candidate))
      if (standing?.attempt.status === 'finished') return
      this.roomLog.add({
        ...{ sitting: here.sitting, candidate, ...(standing?.attempt.place ?? here.place) },
        kind: change === 'gone' ? 'disconnected' : 'reconnected',
        detail: { unsaved: here.unsaved },
      })
    } catch (error) {
      this.#services.log.error({ err: error }, 'a change of presence was not written down')
    }
  }

  /** Everything a station needs to show the truth. */
  async view(seat: SeatRow, source: SourceId): Promise<StationView | Refusal> {
    const sitting = await sittingRow(this.#services, seat.sitting)
    if (!sitting) return refuse('not-found', { what: 'Sesi' })
    const material = await this.papers.material(sitting.testId)
    const id = attemptIdOf(seat.sitting, seat.candidate)
    let standing = await this.writer.peek(id)
    if (standing && standing.attempt.source !== source) return this.#replaced(standing.attempt)
    // A sitting that runs starts who has confirmed: also after a crash between the two.
    if (standing?.attempt.status === 'confirmed' && sitting.state === 'running') {
      const started = await this.writer.submit(id, [{ kind: 'start', by: 'server' }])
      if (isRefusal(started)) return started
      standing = { id, ...started }
    }
    const { test } = material
    const sections = sectionsOf(test.blueprint)
    const policy = policyOf(sitting.policy)
    const begun = standing !== null
    return {
      candidate: {
        ...{ number: seat.number, name: seat.name, vacancy: seat.position, unit: seat.unit },
        // Shown where she confirms who she is; after that nobody looks at it any more.
        photo: !begun && (await latestPhoto(this.#services, seat.sitting, seat.candidate)) !== null,
      },
      sitting: {
        name: sitting.name,
        test: test.name,
        items: sections.reduce((total, section) => total + section.count, 0),
        sections,
      },
      seat: { venue: seat.venue, room: seat.room, station: seat.station },
      minutes: seat.minutes,
      accommodated: seat.minutes !== test.blueprint.minutes,
      fullScreen: policy.fullScreen,
      stamp: await this.#stamp(seat, standing?.attempt ?? null),
      orders: await this.#ordersFor(seat),
      carryKey: this.#carryKey(id, source).toString('base64url'),
      examNow: this.#services.clock.exam(),
      wallNow: this.#services.clock.wall(),
      phase: standing
        ? await this.#phase(id, standing.attempt, standing.finish)
        : { at: 'identify', running: sitting.state === 'running' },
      paper: standing && (await this.papers.ticket(id, standing.attempt, sitting)),
      through: standing?.attempt.taken.get(source)?.through ?? 0,
    }
  }

  /** The sealed bytes at this address, for the candidate whose paper they are (A21). */
  async sealed(
    { sitting, candidate }: { sitting: string; candidate: string },
    address: string,
  ): Promise<Buffer | Refusal> {
    const id = attemptIdOf(sitting, candidate)
    const row = await sittingRow(this.#services, sitting)
    const standing = row && (await this.writer.peek(id))
    if (!standing || standing.attempt.status === 'finished') return refuse('not-found', { what: 'Soal' })
    const sealed = await this.papers.sealed(id, standing.attempt, row, address)
    return sealed ?? refuse('not-found', { what: 'Soal' })
  }

  /** What a waiting station needs to show its first item, once the start is on disk; null where it has to ask. */
  async started(sitting: string, candidate: string): Promise<Started | null> {
    const id = attemptIdOf(sitting, candidate)
    const attempt = (await this.writer.peek(id))?.attempt
    const ticket = this.papers.known(id)
    if (!attempt || !ticket || attempt.status !== 'working' || attempt.deadline === null) return null
    const { deadline, ledger } = attempt
    if (attempt.taken.size > 0 || ledger.holds.length > 0 || attempt.locked !== null) return null
    return { kind: 'started', ...ticket, deadline, ledger, examNow: this.#services.clock.exam() }
  }

  async #phase(id: string, attempt: Attempt, finish: string | null): Promise<StationPhase> {
    if (attempt.status === 'confirmed' || attempt.deadline === null)
      return attempt.finished ? await this.#finished(id, attempt, finish) : { at: 'waiting' }
    if (attempt.status === 'finished') return await this.#finished(id, attempt, finish)
    const { ledger } = attempt
    return {
      at: 'working',
      deadline: attempt.deadline,
      paused: ledger.holds.some((one) => !one.untilShown),
      pausedLeftMs: heldSince(ledger) === null ? null : remainingOf(ledger, this.#services.clock.exam()),
      untilShown: ledger.holds.some((one) => one.untilShown),
      locked: attempt.locked,
      ledger,
      responses: attempt.responses.map((option, slot) =>
        option === null ? null : (attempt.form.slots[slot]?.options.indexOf(option) ?? null),
      ),
      flags: attempt.flags,
    }
  }

  async #finished(id: string, attempt: Attempt, finish: string | null): Promise<StationPhase> {
    return {
      at: 'finished',
      how: attempt.finished?.how ?? 'expiry',
      answered: answeredOf(attempt),
      items: attempt.form.slots.length,
      receipt: receiptCode(finish ?? ''),
      ledger: attempt.ledger,
      score: await this.#scoreOf(id),
    }
  }
}

/** Same candidate, same paper, every time; nobody outside can compute it (design 1.5 i.3). */
export const formSeed = (sittingSecret: string, candidate: string): string =>
  hmac(Buffer.from(sittingSecret, 'hex'), `seleksi/paper/v1\0${candidate}`).toString('hex')
