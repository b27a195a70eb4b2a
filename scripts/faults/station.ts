import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import {
  BEAT_MS,
  type BeatReply,
  type Entry,
  type EntryAck,
  PROTOCOL,
  type StationMessage,
  type StationPhase,
  type StationView,
} from '../../server/protocol/station.ts'
import { type TimeLedger, usedOf } from '../../server/protocol/time.ts'
import type { Card } from '../room/station-client.ts'
import type { Chance } from '../simulation/chance.ts'
import { call, Line, type Way } from './line.ts'

/** What a person at this station was told of one thing she did; the book that everything is compared with. */
export interface Said {
  entry: Entry
  /** Which of all the things that were done in this run, at whatever computer. */
  hand: number
  /** Wall and monotonic clock of this process when the acknowledgement came; null: never one. */
  told: { at: number; ms: number; late: 'time-over' | 'already-finished' | 'no' | 'unknown' } | null
  /** The server looked at it and will never store it. */
  refused: string | null
}

const REPLY_MS = 4000
const RETRY_MS = 250
const BACK_FIRST_MS = 150
const BACK_MOST_MS = 2000
const IN_ONE_BATCH = 20
const SENDERS = 3
const SOURCE_MOST = 64

/**
 * A station that never gives up: numbers each entry before the first send, keeps it until it was acknowledged, comes
 * back by itself with jitter, and writes down how long she could work.
 */
export class Station {
  readonly card: Card
  readonly source: string
  readonly book: Said[] = []
  way: Way
  view: StationView | null = null
  /** `performance.now()` of the last acknowledgement. */
  lastToldMs = 0
  lastBackMs = 0
  /** When the server last heard that her item stands on the screen. */
  lastShownMs = 0
  refusedBy: string | null = null
  /** Her cable is out and she works on with what lies at the station: no time is lost by that. */
  worksOffline = false
  /** Time used by the server's ledger, and time that she really had, both at the last view; in ms. */
  account: { usedMs: number; hadMs: number } | null = null
  /** Stretches in which she had the item before her and was not held, on `performance.now()`. */
  readonly worked: { from: number; to: number }[] = []
  /** Stretches in which nobody could work though no line was lost (a process that stands still). */
  frozen: readonly { from: number; to: number }[] = []
  /** What the server gave this computer to show again, as a browser keeps it. */
  #jar = new Map<string, string>()
  #line: Line | null = null
  #on = false
  #n = 0
  #acknowledged = 0
  #senders = 0
  #settled = 0
  #underWay = new Set<number>()
  #chance: Chance
  #beating: NodeJS.Timeout | null = null
  #workingSince: number | null = null
  #coming: Promise<void> = Promise.resolve()

  constructor(way: Way, card: Card, source: string, chance: Chance) {
    if (source.length < 8 || source.length > SOURCE_MOST) throw new Error(`bug: source ${source}`)
    this.way = way
    this.card = card
    this.source = source
    this.#chance = chance
  }

  get waiting(): number {
    return this.book.slice(this.#settled).filter(({ told, refused }) => !told && refused === null).length
  }
  get acknowledged(): number {
    return this.#acknowledged
  }
  get connected(): boolean {
    return this.#line?.open === true
  }
  get phase(): StationView['phase']['at'] | null {
    return this.view?.phase.at ?? null
  }
  get cookie(): string {
    return [...this.#jar.values()].join('; ')
  }

  /** Signs in by card and PIN and says "that is me". @throws the refusal. */
  async enter(): Promise<void> {
    await this.signIn()
    this.#take(await this.#post<StationView>('/api/station/confirm', { source: this.source }))
  }

  async signIn(): Promise<void> {
    const { number, pin, room, station } = this.card
    await this.#post('/api/station/sign-in', {
      ...{ protocol: PROTOCOL, number, pin, place: { room, station }, source: this.source },
    })
  }

  /** From here on the line is kept up, whatever happens to it. */
  begin(): void {
    if (this.#on) return
    this.#on = true
    this.#coming = this.#keepUp()
  }

  /** Stops and goes; what was not acknowledged stays in the book. */
  async stop(): Promise<void> {
    this.#on = false
    this.cut()
    await this.#coming
  }

  /** The line breaks, as if the cable were pulled and put back. */
  cut(): void {
    this.#line?.cut()
  }

  /** She answers: into the outbox, sent as soon as may be. */
  answer(slot: number, choice: number | null): void {
    this.#add({ n: ++this.#n, kind: 'answer', slot, choice })
  }

  finish(): void {
    this.#add({ n: ++this.#n, kind: 'finish' })
  }

  /** One beat and, where it names another state, the whole view. */
  async look(): Promise<void> {
    const view = await this.#line?.ask<StationView | Refusal>(
      'hello',
      { protocol: PROTOCOL, source: this.source },
      REPLY_MS,
    )
    if (view && !isRefusal(view)) this.#take(view)
  }

  #add(entry: Entry): void {
    hands += 1
    this.book.push({ entry, hand: hands, told: null, refused: null })
    this.#send()
  }

  async #keepUp(): Promise<void> {
    let wait = BACK_FIRST_MS
    while (this.#on) {
      try {
        const line = await Line.open(this.way, this.cookie)
        if (!this.#on) return line.cut()
        this.#line = line
        const closed = new Promise<void>((done) => {
          line.onClose = done
        })
        line.onMessage = (message) => void this.#hear(message as StationMessage)
        await this.#greet(line)
        wait = BACK_FIRST_MS
        this.#beating = setInterval(() => void this.#beat(line), BEAT_MS)
        this.#send()
        await closed
      } catch {
        this.#line?.cut()
      }
      if (this.#beating) clearInterval(this.#beating)
      if (!this.worksOffline) this.#pauseWork()
      this.#line = null
      if (!this.#on) return
      await sleep(this.#chance.between(1, wait))
      wait = Math.min(BACK_MOST_MS, wait * 2)
    }
  }

  async #greet(line: Line): Promise<void> {
    const view = await line.ask<StationView | Refusal>(
      'hello',
      { protocol: PROTOCOL, source: this.source },
      2 * REPLY_MS,
    )
    if (isRefusal(view)) {
      this.refusedBy = view.refused
      throw new Error(view.refused)
    }
    this.#take(view)
    this.lastBackMs = performance.now()
    await this.#beat(line)
  }

  async #hear(message: StationMessage): Promise<void> {
    if (message.kind === 'replaced') this.refusedBy = 'replaced'
    // With the key she has the item before her.
    if (message.kind === 'started') this.#workingSince ??= performance.now()
    // What a lost hint would have brought, the next beat brings.
    await this.look().catch(() => {})
    if (this.#line) await this.#beat(this.#line)
  }

  async #beat(line: Line): Promise<void> {
    const phase = this.view?.phase
    const shown = phase?.at === 'working' && !phase.paused
    try {
      const reply = await line.ask<BeatReply | Refusal>(
        'beat',
        {
          ...{ source: this.source, focused: true, slot: 0, waiting: Math.min(this.waiting, 1000), shown, paper: true },
          ...{ reached: this.view?.orders.map(({ id }) => id) ?? [], read: [], signals: [] },
        },
        REPLY_MS + 1000,
      )
      if (isRefusal(reply)) {
        this.refusedBy = reply.refused
        return
      }
      if (shown) this.lastShownMs = performance.now()
      if (reply.stamp !== this.view?.stamp) await this.look()
    } catch {
      // Nobody answers on an open line: it is dead without having closed.
      line.cut()
    }
  }

  /** Up to `SENDERS` batches under way at once: what is under way twice or overtaken is the server's to sort out. */
  #send(): void {
    while (this.#senders < SENDERS && this.#line?.open && this.#unsent(1).length > 0) {
      this.#senders += 1
      void this.#sender().finally(() => {
        this.#senders -= 1
      })
    }
  }

  #unsent(most: number): Said[] {
    const found: Said[] = []
    // The oldest first; what was told long ago lies before `#settled` and need not be looked at again.
    while (this.book[this.#settled]?.told || (this.book[this.#settled]?.refused ?? null) !== null) this.#settled += 1
    for (let at = this.#settled; at < this.book.length && found.length < most; at++) {
      const said = this.book[at] as Said
      if (!said.told && said.refused === null && !this.#underWay.has(said.entry.n)) found.push(said)
    }
    return found
  }

  async #sender(): Promise<void> {
    while (this.#line?.open) {
      const batch = this.#unsent(this.#chance.between(1, IN_ONE_BATCH))
      if (batch.length === 0) return
      for (const { entry } of batch) this.#underWay.add(entry.n)
      try {
        const ack = await this.#line.ask<EntryAck | Refusal>(
          'entries',
          { source: this.source, entries: batch.map(({ entry }) => entry) },
          REPLY_MS,
        )
        if (isRefusal(ack)) {
          this.refusedBy = ack.refused
          if (ack.refused === 'replaced' || ack.refused === 'stale-source') return
          await sleep(RETRY_MS)
        } else {
          this.#told(batch, ack)
          // An earlier one is still on its way: these were not looked at and are sent again.
          if (batch.some(({ told }) => !told)) await sleep(20)
        }
      } catch {
        // No word: it may have arrived or not, and is sent again under the same number.
        await sleep(RETRY_MS)
      } finally {
        for (const { entry } of batch) this.#underWay.delete(entry.n)
      }
    }
  }

  #told(batch: Said[], ack: EntryAck): void {
    const refused = new Map(ack.refused.map(({ n, why }) => [n, why.refused as string]))
    for (const said of batch) {
      const why = refused.get(said.entry.n)
      if (why !== undefined && why !== 'time-over' && why !== 'already-finished') said.refused = why
      else if (said.entry.n <= ack.through) this.#write(said, why ?? 'no')
    }
  }

  #write(said: Said, late: NonNullable<Said['told']>['late']): void {
    this.lastToldMs = performance.now()
    if (said.told) return
    said.told = { at: Date.now(), ms: this.lastToldMs, late }
    this.#acknowledged += 1
  }

  #take(view: StationView): void {
    this.view = view
    this.#n = Math.max(this.#n, view.through)
    // A view that says "through n" is an acknowledgement too.
    for (const said of this.book.slice(this.#settled))
      if (!said.told && said.entry.n <= view.through) this.#write(said, 'unknown')
    if (view.phase.at === 'working' || view.phase.at === 'finished') this.#reckon(view, view.phase)
    if (view.phase.at !== 'working' || view.phase.paused) this.#pauseWork()
    else this.#workingSince ??= performance.now()
  }

  #reckon(view: StationView, phase: Extract<StationPhase, { ledger: TimeLedger }>): void {
    const used = usedOf(phase.ledger, view.examNow)
    // A finish by the clock comes after the grace; the time itself ended at the deadline.
    const given = phase.ledger.entries.reduce(
      (sum, { ms, from, until }) => sum + (from !== null && until !== null ? 0 : ms),
      0,
    )
    this.account = { usedMs: Math.min(used, given), hadMs: this.hadMs() }
  }

  /** How long she has had the item before her until now, less what the hall says was nobody's to use. */
  hadMs(): number {
    const open = this.#workingSince === null ? [] : [{ from: this.#workingSince, to: performance.now() }]
    return [...this.worked, ...open].reduce((sum, one) => sum + one.to - one.from - within(one, this.frozen), 0)
  }

  #pauseWork(): void {
    if (this.#workingSince !== null) this.worked.push({ from: this.#workingSince, to: performance.now() })
    this.#workingSince = null
  }

  async #post<Reply>(path: string, body: object): Promise<Reply> {
    const { status, json, cookies } = await call(this.way, 'POST', path, { body, cookie: this.cookie })
    for (const one of cookies) this.#jar.set(one.slice(0, one.indexOf('=')), one)
    if (isRefusal(json)) throw new Error(`${path}: ${json.refused}`)
    if (status >= 300) throw new Error(`${path}: HTTP ${status} ${JSON.stringify(json)}`)
    return json as Reply
  }
}

let hands = 0

type Stretch = { from: number; to: number }
const within = (one: Stretch, others: readonly Stretch[]): number =>
  others.reduce((sum, { from, to }) => sum + Math.max(0, Math.min(one.to, to) - Math.max(one.from, from)), 0)

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
