import { createCipheriv } from 'node:crypto'
import { chacha20poly1305 } from '@noble/ciphers/chacha'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type Refusal, refuse } from '../../server/protocol/refusal.ts'
import type {
  Beat,
  EntryAck,
  EntryBatch,
  Paper,
  PaperTicket,
  Started,
  StationPhase,
  StationView,
} from '../../server/protocol/station.ts'
import { EMPTY_LEDGER, type TimeLedger } from '../../server/protocol/time.ts'
import { Unreachable } from '../shared/ask.ts'
import { memoryStore, type StationStore } from '../shared/outbox.ts'
import type { LineListener } from '../shared/station-api.ts'
import type { PageListener } from './page.ts'
import { runStation } from './run-station.ts'
import { nothingTold, type Telling } from './telling.ts'

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] }))
afterEach(() => void vi.useRealTimers())

const ledger: TimeLedger = {
  ...EMPTY_LEDGER,
  startedAt: 0,
  entries: [{ cause: 'granted', ms: 1e9, from: null, until: null, at: 0, by: 'server', approvedBy: null, reason: '' }],
}
const hold = {
  kind: 'outage-server' as const,
  from: 5,
  at: 0,
  by: 'server',
  reason: '',
  untilShown: true,
  lastsUntil: null,
}
const paper: Paper = {
  items: [0, 1, 2].map((n) => ({
    section: 'TWK',
    stimulus: null,
    stem: `<p>Soal ${n + 1}, pukul 07.15 · √2</p>`,
    options: [{ html: 'a' }, { html: 'b' }],
  })),
}
const ADDRESS = 'ab'.repeat(32)
const KEY = Buffer.alloc(32, 3)
const ticket: PaperTicket = { address: ADDRESS, key: KEY.toString('base64url') }
const locked: PaperTicket = { address: ADDRESS, key: null }
/** With another program than the one that opens it. */
function sealedWith(key: Buffer, words: Paper = paper): Uint8Array<ArrayBuffer> {
  const nonce = Buffer.alloc(12, 5)
  const cipher = createCipheriv('chacha20-poly1305', key, nonce, { authTagLength: 16 })
  const text = Buffer.from(JSON.stringify(words))
  cipher.setAAD(Buffer.from(ADDRESS), { plaintextLength: text.length })
  return new Uint8Array(Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]))
}
const started: Started = {
  ...{ kind: 'started', address: ADDRESS, key: KEY.toString('base64url'), deadline: 1e9, ledger, examNow: 10 },
}
type Working = Extract<StationPhase, { at: 'working' }>
const atWork = (more: Partial<Working> = {}): Working => ({
  at: 'working',
  deadline: 1e9,
  paused: false,
  pausedLeftMs: null,
  untilShown: false,
  locked: null,
  ledger,
  responses: [null, null, null],
  flags: [false, false, false],
  ...more,
})
const viewOf = (stamp: string, more: Partial<StationView> = {}): StationView => ({
  candidate: { number: '24-001', name: 'Siti', vacancy: 'Guru', unit: 'SDN 1', photo: false },
  sitting: { name: 'Sesi 2', test: 'SKD', items: 3, sections: [] },
  seat: { venue: 'UPT', room: 'A', station: '07' },
  minutes: 100,
  accommodated: false,
  fullScreen: false,
  stamp,
  orders: [],
  carryKey: Buffer.alloc(32, 7).toString('base64url'),
  examNow: 10,
  wallNow: 1_000_000,
  phase: atWork(),
  paper: ticket,
  through: 0,
  ...more,
})
const waiting = (stamp: string): StationView => viewOf(stamp, { phase: { at: 'waiting' }, paper: locked })

/** A server, a browser and a clock that the test turns by hand. */
async function hall(
  store: StationStore = memoryStore(),
  kept: Map<string, Telling> = new Map(),
  view: StationView | Refusal = viewOf('s1'),
) {
  const server = {
    view,
    signIn: null as Refusal | null,
    /** A source that the server knows as fenced. */
    fenced: '',
    /** What the socket and HTTP do. */
    socket: true,
    http: true,
    /** Null: batches are lost. */
    ack: ((batch) => ({ through: batch.entries.at(-1)?.n ?? 0, examNow: 10, refused: [] })) as
      | ((batch: EntryBatch) => EntryAck | Refusal)
      | null,
    beats: [] as { way: 'socket' | 'http'; beat: Beat }[],
    signIns: 0,
    /** What lies at the paper's address, and how each fetch went past the cache or not. */
    sealed: sealedWith(KEY) as Uint8Array<ArrayBuffer> | Refusal | null,
    fetched: [] as boolean[],
    views: 0,
  }
  const browser = { focused: true, painted: [] as (() => void)[] }
  let listener: LineListener | null = null
  let page: PageListener | null = null
  let exam = 0
  const reach = (way: 'socket' | 'http') => {
    if (!server[way]) throw new Unreachable(way)
  }
  const beat = (way: 'socket' | 'http') => async (words: Beat) => {
    reach(way)
    server.beats.push({ way, beat: words })
    return 'refused' in server.view ? server.view : { examNow: 10, stamp: server.view.stamp }
  }
  const entries = (way: 'socket' | 'http') => async (batch: EntryBatch) => {
    reach(way)
    if (!server.ack) throw new Unreachable(way)
    return server.ack(batch)
  }
  const fetch = (way: 'socket' | 'http') => async () => {
    reach(way)
    server.views += 1
    return server.view
  }
  const station = runStation({
    api: {
      health: async () => ({ ready: true, wallNow: 0, examNow: 0, version: '', protocol: 3 }),
      signIn: async ({ source }) => {
        server.signIns += 1
        reach('http')
        if (source === server.fenced) return refuse('stale-source')
        return server.signIn ?? server.view
      },
      confirm: fetch('http'),
      view: fetch('http'),
      paper: async (address, anew) => {
        server.fetched.push(anew)
        reach('http')
        if (server.sealed === null) throw new Unreachable('paper')
        expect(address).toBe(ADDRESS)
        return server.sealed instanceof Uint8Array ? server.sealed.slice().buffer : server.sealed
      },
      entries: entries('http'),
      beat: beat('http'),
      signOut: async () => {},
      connect(one) {
        listener = one
        if (server.socket) queueMicrotask(() => one.up())
        return {
          hello: fetch('socket'),
          entries: entries('socket'),
          beat: beat('socket'),
          restart: () => {
            if (server.socket) queueMicrotask(() => one.up())
          },
          close: () => {},
        }
      },
    },
    openStore: async () => store,
    lock: { take: async () => true, whenFree: () => new Promise(() => {}) },
    page: {
      focused: () => browser.focused,
      online: () => true,
      whenPainted: (work) => {
        browser.painted.push(work)
        return () => {
          browser.painted = browser.painted.filter((one) => one !== work)
        }
      },
      full: () => null,
      goFull: () => {},
      listen: (one) => {
        page = one
      },
    },
    tellings: {
      load: (source) => kept.get(source) ?? nothingTold(source),
      save: (telling) => void kept.set(telling.source, telling),
    },
    clock: { take: () => {}, now: () => 10, local: () => exam },
    newSource: () => 'source-one',
    cipher: async () => chacha20poly1305,
    random: () => 0,
  })
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += 100) {
      exam += 100
      await vi.advanceTimersByTimeAsync(100)
    }
  }
  await station.start()
  return {
    server,
    browser,
    station,
    store,
    kept,
    pass,
    page: () => page as unknown as PageListener,
    line: () => listener as unknown as LineListener,
    state: () => station.state(),
    lastBeat: () => server.beats.at(-1)?.beat,
    paint: () => {
      for (const work of browser.painted.splice(0)) work()
    },
    async signIn() {
      station.signIn('24-001', '1234', null)
      await pass(300)
    },
    cut() {
      server.socket = false
      listener?.down()
    },
  }
}

it('beats every four seconds, and fetches the view when the server has another', async () => {
  const { signIn, server, pass, state } = await hall()
  await signIn()
  const before = server.beats.length
  await pass(12_000)
  expect(server.beats.length - before).toBe(3)
  server.view = viewOf('s2', { phase: atWork({ paused: true, ledger: { ...ledger, holds: [hold] } }) })
  await pass(4500)
  expect(state().view?.stamp).toBe('s2')
})

it('hears of a pause and a message over HTTP too, while the socket is gone', async () => {
  const { signIn, server, pass, state, cut } = await hall()
  await signIn()
  cut()
  await pass(8000)
  expect([server.beats.at(-1)?.way, state().connected, state().spare]).toEqual(['http', false, true])
  server.view = viewOf('s2', {
    phase: atWork({ paused: true }),
    orders: [
      { id: 'order-pause', kind: 'pause' },
      { id: 'order-words', kind: 'message', text: 'Tetap di tempat', at: 5 },
    ],
  })
  await pass(5000)
  const phase = state().view?.phase
  expect([phase?.at === 'working' && phase.paused, state().messages.map(({ text }) => text)]).toEqual([
    true,
    ['Tetap di tempat'],
  ])
  expect(server.beats.some(({ way, beat }) => way === 'http' && beat.reached.includes('order-pause'))).toBe(true)
})

it('says that it is cut off when neither way is open', async () => {
  const { signIn, server, pass, state, cut } = await hall()
  await signIn()
  server.http = false
  cut()
  await pass(9000)
  expect([state().connected, state().spare]).toEqual([false, false])
})

it('repeats reached and read until they are acknowledged, and shows a repeated message once', async () => {
  const { signIn, server, pass, state, station, cut } = await hall()
  const orders = [{ id: 'order-words', kind: 'message', text: 'Halo', at: 5 } as const]
  server.view = viewOf('s1', { orders })
  await signIn()
  await pass(1000)
  expect(server.beats.some(({ beat }) => beat.reached.includes('order-words'))).toBe(true)
  server.http = false
  cut()
  station.readMessage('order-words')
  expect(state().messages).toEqual([])
  await pass(9000)
  server.http = true
  server.view = viewOf('s2', { orders })
  await pass(9000)
  expect(server.beats.some(({ beat }) => beat.read.includes('order-words'))).toBe(true)
  expect(state().messages).toEqual([])
  const last = server.beats.at(-1)?.beat
  expect([last?.reached, last?.read]).toEqual([[], []])
})

it('shows a message again after a reload when it was not closed, and not when it was', async () => {
  const first = await hall()
  first.server.view = viewOf('s1', {
    orders: [
      { id: 'order-open', kind: 'message', text: 'belum ditutup', at: 1 },
      { id: 'order-closed', kind: 'message', text: 'sudah ditutup', at: 2 },
    ],
  })
  await first.signIn()
  first.station.readMessage('order-closed')
  await first.pass(1000)
  const again = await hall(first.store, first.kept)
  await again.pass(500)
  expect(again.state().messages.map(({ id }) => id)).toEqual(['order-open'])
})

it('keeps the time standing until the item is painted, and then says so at once', async () => {
  const { signIn, server, pass, browser, paint, lastBeat } = await hall()
  server.view = viewOf('s1', { phase: atWork({ untilShown: true, ledger: { ...ledger, holds: [hold] } }) })
  await signIn()
  await pass(8000)
  expect(server.beats.every(({ beat }) => !beat.shown)).toBe(true)
  expect(browser.painted.length).toBe(1)
  paint()
  await pass(300)
  expect(lastBeat()?.shown).toBe(true)
})

it('does not say that the item is shown while a pause hides it', async () => {
  const { signIn, server, pass, paint, lastBeat, line } = await hall()
  await signIn()
  paint()
  await pass(4500)
  expect(lastBeat()?.shown).toBe(true)
  server.view = viewOf('s2', { phase: atWork({ paused: true }) })
  line().message({ kind: 'changed' })
  await pass(4500)
  expect(lastBeat()?.shown).toBe(false)
})

it('takes no answer while paused or locked', async () => {
  const { signIn, server, pass, station, state, line } = await hall()
  server.ack = null
  await signIn()
  station.choose(0, 1)
  for (const [stamp, phase] of [
    ['s2', atWork({ paused: true })],
    ['s3', atWork({ locked: 'Tunggu' })],
  ] as const) {
    server.view = viewOf(stamp, { phase })
    line().message({ kind: 'changed' })
    await pass(500)
    station.choose(1, 1)
  }
  expect(state().entries.map((entry) => entry.kind === 'answer' && entry.slot)).toEqual([0])
})

it('asks every five seconds for the proctor’s word on a move, and begins as soon as it is given', async () => {
  const { server, signIn, pass, state } = await hall()
  server.signIn = refuse('move-needed', { room: 'B', station: '03' })
  await signIn()
  expect(state().stage).toEqual({ at: 'moving', refusal: server.signIn })
  await pass(10_500)
  expect(server.signIns).toBe(3)
  server.signIn = null
  await pass(5500)
  expect([state().stage.at, server.signIns]).toEqual(['signed-in', 4])
})

it('does not ask on when the candidate gave up the move', async () => {
  const { server, signIn, pass, station, state } = await hall()
  server.signIn = refuse('move-needed', { room: 'B', station: '03' })
  await signIn()
  station.stayAway()
  await pass(20_000)
  expect([state().stage.at, server.signIns]).toEqual(['sign-in', 1])
})

it('says where the exam went, and keeps what could not be sent for the file, also through a reload', async () => {
  const { server, signIn, pass, station, state, line, store, kept } = await hall()
  server.ack = null
  await signIn()
  station.choose(0, 1)
  station.flag(1, true)
  await pass(500)
  server.view = refuse('replaced', { where: 'ruang B, meja 12' })
  line().message({ kind: 'replaced' })
  await pass(500)
  expect([state().stage, state().paper.at]).toEqual([
    { at: 'stopped', refusal: server.view, source: 'source-one' },
    'away',
  ])
  expect(state().left).toMatchObject([{ number: '24-001', source: 'source-one', saved: false }])
  expect(state().left[0]?.entries.length).toBe(2)
  expect([await store.load('24-001'), await store.current()]).toEqual([null, null])
  station.leftSaved('source-one')
  await pass(100)
  const later = await hall(store, kept)
  expect(later.state().stage.at).toBe('sign-in')
  expect(later.state().left).toMatchObject([{ source: 'source-one', saved: true }])
})

it('keeps nothing where everything had reached the server', async () => {
  const { server, signIn, pass, station, state, line } = await hall()
  await signIn()
  station.choose(0, 1)
  await pass(500)
  server.view = refuse('replaced')
  line().message({ kind: 'replaced' })
  await pass(500)
  expect([state().stage.at, state().left]).toEqual(['stopped', []])
})

it('finds out after a power cut that the exam went on elsewhere, and still has what waited', async () => {
  const first = await hall()
  first.server.ack = null
  await first.signIn()
  first.station.choose(2, 0)
  await first.pass(500)
  const again = await hall(first.store, first.kept, refuse('replaced', { where: 'ruang B, meja 12' }))
  await again.pass(500)
  expect(again.state().stage).toMatchObject({ at: 'stopped', source: 'source-one' })
  expect(again.state().left.map(({ entries }) => entries.length)).toEqual([1])
})

it('sets aside what is older than her newer place when she signs in here again, and begins anew', async () => {
  const store = memoryStore()
  await store.save({
    number: '24-001',
    source: 'source-old',
    next: 3,
    entries: [{ n: 2, kind: 'answer', slot: 0, choice: 1 }],
    carryKey: 'k',
  })
  const { server, signIn, pass, state } = await hall(store)
  server.fenced = 'source-old'
  await signIn()
  await pass(500)
  expect([state().stage.at, (await store.load('24-001'))?.source]).toEqual(['signed-in', 'source-one'])
  expect((await store.left()).map(({ source }) => source)).toEqual(['source-old'])
})

it('numbers a signal once and says it again until the server has it', async () => {
  const { signIn, server, pass, page, cut } = await hall()
  await signIn()
  server.http = false
  cut()
  page().tried('copy-tried')
  await pass(8000)
  expect(server.beats.some(({ beat }) => beat.signals.length > 0)).toBe(false)
  server.http = true
  await pass(9000)
  const told = server.beats.filter(({ beat }) => beat.signals.length > 0).map(({ beat }) => beat.signals)
  expect(told).toEqual([[{ n: 1, kind: 'copy-tried' }]])
})

it('goes on after a re-opening as after any other view', async () => {
  const { signIn, server, pass, state, station } = await hall()
  await signIn()
  server.view = viewOf('s2', {
    phase: {
      at: 'finished',
      how: 'candidate',
      answered: 1,
      items: 3,
      receipt: 'R',
      score: null,
      ledger: { ...ledger, finishedAt: 9 },
    },
  })
  await pass(5000)
  expect(state().view?.phase.at).toBe('finished')
  server.view = viewOf('s3', { through: 4 })
  await pass(5000)
  station.choose(1, 1)
  expect(state().entries).toMatchObject([{ n: 5, slot: 1 }])
})

it('asks over the open line where the exam went, when the first word did not say', async () => {
  const { server, signIn, pass, state, line } = await hall()
  await signIn()
  server.view = refuse('replaced', { where: 'ruang B, meja 12' })
  server.http = false
  line().message({ kind: 'replaced' })
  expect(state().stage).toMatchObject({ at: 'stopped', refusal: { refused: 'replaced' } })
  await pass(500)
  expect(state().stage).toMatchObject({ refusal: { detail: { where: 'ruang B, meja 12' } } })
  server.view = viewOf('s9')
  await pass(9000)
  expect(state().stage.at).toBe('stopped')
})

it('does not take the exam away without a word when the sign-in was ended, and keeps what waits', async () => {
  const { server, signIn, pass, station, state, line, store } = await hall()
  server.ack = null
  await signIn()
  station.choose(0, 1)
  await pass(500)
  server.view = refuse('sign-in-needed')
  line().message({ kind: 'changed' })
  await pass(500)
  expect(state().stage).toMatchObject({ at: 'stopped', refusal: { refused: 'sign-in-needed' } })
  expect([(await store.load('24-001'))?.entries.length, state().left.length]).toEqual([1, 1])
})

it('still finds out where the exam went when the sign-in here was ended by the one there', async () => {
  const { server, signIn, pass, state, line } = await hall()
  await signIn()
  server.view = refuse('replaced', { where: 'ruang B, meja 12' })
  line().refused(refuse('sign-in-needed'))
  await pass(500)
  expect(state().stage).toMatchObject({ refusal: { refused: 'replaced', detail: { where: 'ruang B, meja 12' } } })
})

it('fetches the paper while people wait, says so, and opens it with the key of the start, asking for nothing', async () => {
  const { server, signIn, pass, state, line, lastBeat, paint, station } = await hall()
  server.view = waiting('s1')
  await signIn()
  expect([state().paper.at, server.fetched]).toEqual(['sealed', [false]])
  await pass(1500)
  expect(lastBeat()?.paper).toBe(true)
  server.view = viewOf('s2')
  const [views, fetches] = [server.views, server.fetched.length]
  line().message(started)
  // In the same task: no wait, no request.
  expect(state().paper).toEqual({ at: 'open', paper })
  expect([state().view?.phase.at, server.views, server.fetched.length]).toEqual(['working', views, fetches])
  paint()
  station.choose(0, 1)
  await pass(100)
  expect(state().base.responses).toEqual([1, null, null])
  server.view = viewOf('s2', { through: 1, phase: atWork({ responses: [1, null, null] }) })
  await pass(4500)
  expect([state().view?.stamp, state().shown.responses, lastBeat()?.shown]).toEqual(['s2', [1, null, null], true])
})

it('begins with the view alone where the word of the start was lost', async () => {
  const { server, signIn, pass, state } = await hall()
  server.view = waiting('s1')
  await signIn()
  server.view = viewOf('s2')
  await pass(4500)
  expect([state().view?.phase.at, state().paper, server.fetched.length]).toEqual(['working', { at: 'open', paper }, 1])
})

it('takes the word of the start once, and not a second time over what was answered', async () => {
  const { server, signIn, pass, state, line, station } = await hall()
  server.view = waiting('s1')
  await signIn()
  line().message(started)
  station.choose(2, 0)
  const views = server.views
  line().message(started)
  expect([state().shown.responses, server.views]).toEqual([[null, null, 0], views])
  await pass(300)
})

it('does not fall back to waiting when a view from before the start comes late', async () => {
  const { server, signIn, state, line, pass } = await hall()
  server.view = waiting('s1')
  await signIn()
  line().message(started)
  line().message({ kind: 'changed' }) // answered with the old view
  await pass(500)
  expect(state().view?.phase.at).toBe('working')
  server.view = viewOf('s2')
  await pass(1500)
  expect(state().view?.stamp).toBe('s2')
})

it('asks anew where the start is not the one it waits for', async () => {
  const { server, signIn, state, line, pass } = await hall()
  server.view = waiting('s1')
  await signIn()
  const views = server.views
  line().message({ ...started, address: 'cd'.repeat(32) })
  await pass(100)
  expect([state().view?.phase.at, server.views]).toEqual(['waiting', views + 1])
})

it('shows that the paper is coming when the start is sooner, and the item as soon as it is here', async () => {
  const { server, signIn, state, line, pass, station, browser, lastBeat } = await hall()
  server.view = waiting('s1')
  server.sealed = null
  await signIn()
  await pass(1500)
  expect([state().paper.at, lastBeat()?.paper]).toEqual(['away', false])
  server.view = viewOf('s2')
  line().message(started)
  station.choose(0, 1)
  await pass(4500)
  expect([state().view?.phase.at, state().paper.at, state().entries, browser.painted.length]).toEqual([
    ...['working', 'away', [], 0],
  ])
  expect([lastBeat()?.shown, lastBeat()?.paper]).toEqual([false, false])
  server.sealed = sealedWith(KEY)
  await pass(2500)
  expect([state().paper.at, browser.painted.length]).toEqual(['open', 1])
})

it('says after three failures that the paper cannot be fetched, tries ever more rarely, and forgets the trouble', async () => {
  const { server, signIn, state, pass } = await hall()
  server.view = waiting('s1')
  server.sealed = null
  await signIn()
  expect(state().paper).toEqual({ at: 'away', trouble: 'none' })
  await pass(2000)
  expect([state().paper, server.fetched.length]).toEqual([{ at: 'away', trouble: 'unreachable' }, 3])
  await pass(60_000)
  expect(server.fetched.length).toBeLessThan(21)
  server.sealed = sealedWith(KEY)
  await pass(4500)
  expect(state().paper.at).toBe('sealed')
})

it.each([
  ['one byte damaged', () => Object.assign(sealedWith(KEY), { 40: 0 })],
  ['cut off', () => sealedWith(KEY).slice(0, 50)],
  ['nothing at all', () => new Uint8Array(0)],
  ['sealed with another key', () => sealedWith(Buffer.alloc(32, 4))],
])('fetches a paper that does not open anew, past the cache: %s', async (_, damaged) => {
  const { server, signIn, state, line, pass } = await hall()
  server.view = waiting('s1')
  server.sealed = damaged()
  await signIn()
  server.view = viewOf('s2')
  line().message(started)
  expect(state().paper).toEqual({ at: 'away', trouble: 'none' })
  await pass(4500)
  expect(state().paper).toEqual({ at: 'away', trouble: 'damaged' })
  expect([server.fetched[0], ...new Set(server.fetched.slice(1))]).toEqual([false, true])
  server.sealed = sealedWith(KEY)
  await pass(2000)
  expect(state().paper).toEqual({ at: 'open', paper })
})

it('asks for the key again when it does not open the paper', async () => {
  const { server, signIn, state, line, pass } = await hall()
  server.view = waiting('s1')
  await signIn()
  server.view = viewOf('s2')
  line().message({ ...started, key: Buffer.alloc(32, 9).toString('base64url') })
  await pass(1500)
  expect(state().paper).toEqual({ at: 'open', paper })
})

it('is at work again after a reload, with the paper fetched once more and no PIN', async () => {
  const first = await hall()
  await first.signIn()
  const again = await hall(first.store, first.kept, viewOf('s1', { phase: atWork({ responses: [1, null, null] }) }))
  await again.pass(500)
  expect([again.state().paper.at, again.state().slot, again.server.signIns]).toEqual(['open', 1, 0])
  expect(again.server.fetched).toEqual([false])
})

it('fetches nothing again when the line comes back or a view repeats the paper', async () => {
  const { server, signIn, pass, line, cut, state } = await hall()
  await signIn()
  cut()
  await pass(9000)
  server.socket = true
  line().up()
  server.view = viewOf('s2')
  await pass(9000)
  expect([server.fetched.length, state().paper.at, state().connected]).toEqual([1, 'open', true])
})

it('forgets the paper when the exam leaves this computer, at its end and with the sign-out', async () => {
  const { server, signIn, pass, state, station } = await hall()
  await signIn()
  expect(state().paper.at).toBe('open')
  server.view = viewOf('s2', {
    paper: null,
    phase: { ...{ at: 'finished', how: 'candidate', answered: 0, items: 3, receipt: 'R', score: null }, ledger },
  })
  await pass(4500)
  expect(state().paper.at).toBe('away')
  server.view = viewOf('s3')
  await pass(4500)
  expect([state().paper.at, server.fetched.length]).toEqual(['open', 2])
  station.signOut(false)
  expect(state().paper.at).toBe('away')
  server.view = viewOf('s4')
  await signIn()
  expect([state().paper.at, server.fetched.length]).toEqual(['open', 3])
})

it('stops fetching when another computer has the exam now', async () => {
  const { server, signIn, state, pass } = await hall()
  server.view = waiting('s1')
  server.sealed = refuse('sign-in-needed')
  await signIn()
  expect(state().stage.at).toBe('sign-in')
  const fetches = server.fetched.length
  await pass(20_000)
  expect(server.fetched.length).toBe(fetches)
})

it('waits as long as the server says before it fetches again', async () => {
  const { server, signIn, pass } = await hall()
  server.view = waiting('s1')
  server.sealed = refuse('too-many-tries', { seconds: '10' })
  await signIn()
  await pass(9000)
  expect(server.fetched.length).toBe(1)
  await pass(1500)
  expect(server.fetched.length).toBe(2)
})

it('waits in the queue of a busy server and asks again after the seconds it was told', async () => {
  const { server, signIn, pass, state, station } = await hall()
  server.signIn = refuse('server-busy', { place: '12', seconds: '5' })
  await signIn()
  expect(state().stage).toEqual({ at: 'queue', refusal: server.signIn })
  await pass(4000)
  expect(server.signIns).toBe(1)
  server.signIn = refuse('server-busy', { place: '3', seconds: '2' })
  await pass(1000)
  expect([server.signIns, state().stage]).toEqual([2, { at: 'queue', refusal: server.signIn }])
  server.signIn = null
  await pass(2500)
  expect([server.signIns, state().stage.at]).toEqual([3, 'signed-in'])
  station.signOut(false)
  server.signIn = refuse('server-busy', { place: 'x', seconds: 'soon' })
  await signIn()
  station.stayAway()
  await pass(20_000)
  expect([server.signIns, state().stage.at]).toEqual([4, 'sign-in'])
})

it('does not take the exam from somebody seated because the server is busy', async () => {
  const { server, signIn, pass, state, line } = await hall()
  await signIn()
  server.view = refuse('server-busy', { place: '2', seconds: '3' })
  line().message({ kind: 'changed' })
  await pass(5000)
  expect([state().stage.at, state().serverTrouble, state().paper.at]).toEqual(['signed-in', null, 'open'])
})
