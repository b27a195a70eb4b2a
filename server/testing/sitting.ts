import { type BankBuilder, bank, blueprintOf } from '../../question-bank/build.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { STATION_COOKIE } from '../access/sign-in-store.ts'
import type { App } from '../app.ts'
import { canonical } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import { attemptIdOf } from '../delivery/delivery.ts'
import { bankIdOf, storeItems } from '../item-bank/bank-store.ts'
import { command } from '../proctoring/proctor-commands.ts'
import type { AttemptId } from '../protocol/ids.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import type { CommandDone, ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import {
  type Beat,
  type BeatReply,
  type Entry,
  type EntryAck,
  type Paper,
  type Place,
  PROTOCOL,
  type StationPhase,
  type StationView,
} from '../protocol/station.ts'
import { storeCandidates, storeVacancies } from '../recruitment/recruitment-store.ts'
import { keepRuleSet } from '../rule-sets/rule-set-store.ts'
import { createSitting, issuePins, type SeatRow, seatsOf } from '../scheduling/sitting-store.ts'
import { createTest } from '../scheduling/test-store.ts'
import { openPaper } from './open-paper.ts'
import { must, type TestApp, type TestAppChoice, testApp } from './test-app.ts'

/** A world in one line: `await sitting().withCandidates(3).withBank(bank().section('TIU', 5)).opened()`. */
export const sitting = () => new SittingMaker()

class SittingMaker {
  #candidates = 1
  #vacancies = 1
  #need = 2
  #netra: number[] = []
  #bank: BankBuilder | null = null
  #counts: Record<string, number> = {}
  #rationale = ''
  #showThreshold = false
  #rules: RuleSet | null = null
  #app: TestAppChoice = {}
  #policy: Partial<SittingPolicy> = {}

  withCandidates(n: number) {
    this.#candidates = n
    return this
  }
  /** SKD's three sections; those the bank lacks are added with two items each. */
  withBank(bank: BankBuilder) {
    this.#bank = bank
    return this
  }
  /** Items of a section on the form; default: all that the bank has. */
  asking(counts: Record<string, number>) {
    this.#counts = counts
    return this
  }
  /** Candidates apply for these in turn: 1, 2, 1, 2 ... Each needs `need`. */
  withVacancies(n: number, need = 2) {
    this.#vacancies = n
    this.#need = need
    return this
  }
  /** These candidates (from 1) have 130 minutes in place of 100. */
  withNetra(...candidates: number[]) {
    this.#netra = candidates
    return this
  }
  withRationale(text: string) {
    this.#rationale = text
    return this
  }
  showingThreshold() {
    this.#showThreshold = true
    return this
  }
  /** A rule set that the committee adds first, with SKD's three sections; default: that of 2024. */
  underRules(rules: RuleSet) {
    this.#rules = rules
    return this
  }
  /** What the committee settled for the room; default: nothing. */
  withPolicy(policy: Partial<SittingPolicy>) {
    this.#policy = policy
    return this
  }
  over(app: TestAppChoice) {
    this.#app = app
    return this
  }

  async scheduled(): Promise<Hall> {
    const app = await testApp(this.#app)
    const { services } = app
    const { items, keys } = withSkdSections(this.#bank ?? bank()).build()
    await storeItems(
      services,
      'test',
      'Uji',
      items.map((item, at) => imported(item, keys[at] as ItemKey, this.#rationale)),
      [],
    )
    const sections = ['TWK', 'TIU', 'TKP'].map((id) => [
      id,
      this.#counts[id] ?? items.filter((one) => one.section === id).length,
    ])
    if (this.#rules) must(await keepRuleSet(services, 'test', this.#rules))
    const test = must(
      await createTest(services, 'test', {
        name: 'SKD uji',
        bank: bankIdOf('Uji'),
        ruleSet: this.#rules?.id ?? 'skd-cpns-2024',
        showThreshold: this.#showThreshold,
        blueprint: blueprintOf(Object.fromEntries(sections)),
      }),
    )
    const codes = Array.from({ length: this.#vacancies }, (_, at) => `V-${at + 1}`)
    const vacancy = { position: 'Perawat', unit: 'Puskesmas', needType: 'umum', need: this.#need, education: '' }
    await storeVacancies(
      services,
      'test',
      codes.map((code) => ({ ...vacancy, code })),
      [],
    )
    const people = Array.from({ length: this.#candidates }, (_, at) => ({
      number: `P-${String(at + 1).padStart(4, '0')}`,
      name: `Peserta ${at + 1}`,
      nik: `150801010190${String(at + 1).padStart(4, '0')}`,
      vacancyCode: codes[at % codes.length] as string,
      accommodation: this.#netra.includes(at + 1) ? 'netra' : null,
      venue: '',
      room: 'A',
      station: '',
      session: '',
    }))
    await storeCandidates(services, 'test', people, [])
    const made = must(
      await createSitting(services, 'test', {
        name: 'Sesi 1',
        test: test.id,
        startsAt: services.clock.wall() + 3_600_000,
        venue: 'Balai',
        candidates: { session: null },
      }),
    )
    await services.store.transaction(async (db) => {
      const { sitting } = services.store.tables
      await db
        .update(sitting)
        .set({ policy: canonical(this.#policy) })
        .where(eq(sitting.id, made.id))
    })
    const pins = must(await issuePins(services, 'test', made.id, []))
    const seats = await seatsOf(services, { sitting: made.id })
    return new Hall(
      app,
      made.id,
      keys,
      seats.map((seat) => ({ ...seat, pin: pins.find((pin) => pin.candidate === seat.candidate)?.pin ?? '' })),
    )
  }

  async opened(): Promise<Hall> {
    const hall = await this.scheduled()
    must(await hall.command('open'))
    return hall
  }
  async running(): Promise<Hall> {
    const hall = await this.opened()
    must(await hall.command('start'))
    return hall
  }
}

/** A sitting in a test app, with everybody who takes part in it. */
export class Hall {
  readonly app: TestApp
  readonly id: string
  /** As the maker wrote them: by source. */
  readonly keys: ItemKey[]
  readonly seats: (SeatRow & { pin: string })[]
  #commands = 0

  constructor(app: TestApp, id: string, keys: ItemKey[], seats: (SeatRow & { pin: string })[]) {
    this.app = app
    this.id = id
    this.keys = keys
    this.seats = seats
  }

  /** A new computer in front of candidate n, from 1; another call is another computer. */
  station = (n: number, place: Place | null = null): Station => new Station(this.app, this.#seat(n), place)
  candidateOf = (n: number): string => this.#seat(n).candidate
  attemptOf = (n: number): AttemptId => attemptIdOf(this.id, this.#seat(n).candidate)

  /** Candidate n signed in and confirmed; working, where the sitting runs. */
  async seated(n: number): Promise<Station> {
    const station = this.station(n)
    must(await station.signIn())
    must(await station.confirm())
    return station
  }

  command(kind: ProctorCommand['kind'], more: Partial<ProctorCommand> = {}): Promise<CommandDone | Refusal> {
    this.#commands += 1
    const plain = {
      id: `test-command-${this.#commands}`,
      candidates: [],
      reason: { category: 'schedule' as const, text: 'uji' },
    }
    return command(this.app.services, this.app.delivery, 'proctor', this.id, { ...plain, ...more, kind })
  }

  #seat(n: number): SeatRow & { pin: string } {
    const seat = this.seats[n - 1]
    if (!seat) throw new Error(`no candidate ${n} in this hall`)
    return seat
  }
}

let sources = 0

/** One browser in front of one candidate, over HTTP. */
export class Station {
  readonly source: string
  readonly seat: SeatRow & { pin: string }
  cookie = ''
  #app: App
  #place: Place | null
  #n = 0

  constructor(app: App, seat: SeatRow & { pin: string }, place: Place | null) {
    sources += 1
    this.source = `station-${String(sources).padStart(4, '0')}`
    this.seat = seat
    this.#app = app
    this.#place = place
  }

  async signIn(pin = this.seat.pin): Promise<StationView | Refusal> {
    const body = { protocol: PROTOCOL, number: this.seat.number, pin, place: this.#place, source: this.source }
    const view = await this.#call<StationView>('POST', '/api/station/sign-in', body)
    if (!isRefusal(view)) this.#n = view.through
    return view
  }
  confirm = () => this.#call<StationView>('POST', '/api/station/confirm', { source: this.source })
  view = () => this.#call<StationView>('GET', `/api/station/view?source=${this.source}`)
  signOut = () => this.#call<object>('POST', '/api/station/sign-out', {})
  send = (...entries: Entry[]) => this.#call<EntryAck>('POST', '/api/station/entries', { source: this.source, entries })

  /** A sign of life, as over the HTTP fallback. */
  beat = (more: Partial<Beat> = {}) =>
    this.#call<BeatReply>('POST', '/api/station/beat', {
      ...{ source: this.source, focused: true, slot: 0, waiting: 0, shown: false, paper: true },
      ...{ reached: [], read: [], signals: [] },
      ...more,
    })

  answer = (slot: number, choice: number | null) => this.send({ n: ++this.#n, kind: 'answer', slot, choice })
  flag = (slot: number, on: boolean) => this.send({ n: ++this.#n, kind: 'flag', slot, on })
  finish = () => this.send({ n: ++this.#n, kind: 'finish' })

  /** The sealed bytes at an address; default: those of her own view. */
  async sealed(address?: string): Promise<Buffer> {
    const wanted = address ?? must(await this.view()).paper?.address
    const url = `/api/station/paper/${wanted}`
    const reply = await this.#app.http.inject({ method: 'GET', url, headers: { cookie: this.cookie } })
    if (reply.statusCode !== 200) throw new Error(`no paper: ${reply.body}`)
    return reply.rawPayload
  }

  /** Her paper, opened with the key that the view gives. */
  async paper(): Promise<Paper> {
    const ticket = must(await this.view()).paper
    if (!ticket) throw new Error('the station has no paper')
    return openPaper(await this.sealed(ticket.address), ticket)
  }

  /** The phase of the view, when it is this one. */
  async phase<At extends StationPhase['at']>(at: At): Promise<StationPhase & { at: At }> {
    const { phase } = must(await this.view())
    if (phase.at !== at) throw new Error(`the station is at "${phase.at}", not "${at}"`)
    return phase as StationPhase & { at: At }
  }

  async #call<Reply>(method: 'GET' | 'POST', url: string, payload?: object): Promise<Reply | Refusal> {
    const reply = await this.#app.http.inject({
      method,
      url,
      headers: { cookie: this.cookie },
      ...(payload && { payload }),
    })
    const set = reply.cookies.find((cookie) => cookie.name === STATION_COOKIE)
    if (set) this.cookie = set.value === '' ? '' : `${STATION_COOKIE}=${set.value}`
    return reply.json()
  }
}

const SKD = { TWK: 'single', TIU: 'single', TKP: 'weighted' } as const

function withSkdSections(builder: BankBuilder): BankBuilder {
  const there = new Set(builder.build().items.map((item) => item.section))
  for (const [id, kind] of Object.entries(SKD)) if (!there.has(id)) builder.section(id, 2, { kind })
  return builder
}

/** An item of the builder as an import would have read it. */
export function imported(bankItem: BankItem, { item: _, version: __, ...key }: ItemKey, rationale = '') {
  const options = bankItem.item.options.map(({ id, html }) => ({
    label: id,
    text: html,
    weight: key.kind === 'weighted' ? (key.weights[id] ?? null) : null,
  }))
  const original = {
    stem: bankItem.item.stem,
    stimulus: bankItem.item.stimulus?.html ?? null,
    options,
    key: key.kind === 'single' ? key.correct : [],
  }
  return { bankItem, key: key as typeof key & { kind: 'single'; correct: string[] }, original, rationale }
}
