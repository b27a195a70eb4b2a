import { isRefusal, type Refusal } from '../../server/protocol/refusal.ts'
import type {
  Beat,
  BeatReply,
  Entry,
  EntryAck,
  Place,
  Started,
  StationMessage,
  StationView,
} from '../../server/protocol/station.ts'
import { Unreachable } from '../shared/ask.ts'
import { type Draft, memoryStore, newRecord, type Outbox, openOutbox, type StationStore } from '../shared/outbox.ts'
import { type ServerClock, serverClock } from '../shared/server-clock.ts'
import { type Line, STATION_PROTOCOL, type StationApi } from '../shared/station-api.ts'
import { startBeats } from './beats.ts'
import { leftBehind } from './left-behind.ts'
import type { Page } from './page.ts'
import { paperKeeper } from './paper-keeper.ts'
import { type Cipher, sealing } from './sealing.ts'
import { watchSignals } from './signals.ts'
import {
  atRest,
  evolve,
  finishing,
  isStale,
  mayAnswer,
  type StationEvent,
  type StationState,
  showsExam,
  waitsFor,
  working,
} from './station-state.ts'
import type { TabLock } from './tab-lock.ts'
import { afterBeat, beatOf, carriesNews, nothingTold, type Telling, withOrders, withRead } from './telling.ts'
import type { TellingStore } from './telling-store.ts'
import { leftOf, watchedDeadline } from './time-sum.ts'

/**
 * The rim of the station: wires the pure state to the server, this browser's disk, the clock and the other tabs.
 * The screens read `state` and call the verbs; nothing they call waits for the network.
 */
export interface Station {
  clock: ServerClock
  state(): StationState
  subscribe(listener: () => void): () => void
  start(): Promise<void>
  signIn(number: string, pin: string, place: Place | null): void
  /** "Bukan saya", or leaving after the score: forgets the sign-in on this computer. */
  signOut(called: boolean): void
  confirm(): void
  ready(): void
  choose(slot: number, choice: number | null): void
  flag(slot: number, on: boolean): void
  finish(): void
  go(slot: number): void
  review(on: boolean): void
  /** "Coba lagi". */
  retry(): void
  /** Does not wait any longer for the proctor's word on a move. */
  stayAway(): void
  /** Fills the screen, if the committee asks for it. Call it from a press. */
  fullScreen(): void
  /** The file with what waits in `left` was handed out. */
  leftSaved(source: string): void
  /** "Pakai tab ini", once the other tab is gone. */
  takeTab(): void
  readMessage(id: string): void
  dismissRefusal(): void
}

export interface StationPorts {
  api: StationApi
  /** Throws where the browser forbids storage. */
  openStore: () => Promise<StationStore>
  lock: TabLock
  page: Page
  tellings: TellingStore
  clock?: ServerClock
  newSource?: () => string
  cipher?: () => Promise<Cipher>
  /** From 0 to 1, to spread what a whole hall would else do in one instant. */
  random?: () => number
}

const RETRY_MS = 5000
/** A short gap of the socket mends itself; after this, answers go by HTTP. */
const SOCKET_PATIENCE_MS = 3000
const HELLO_AGAIN_MS = 2000
const OVER_POLL_MS = 2000
/** The start is pushed, so nobody knows how long it was under way: taken for as slow as this, any reply is believed before it. */
const PUSH_TRIP_MS = 2000
const QUEUE_WAIT_MAX_S = 60
/** These take the exam off the screen; any other refusal is a sentence over it. */
const STOPPING: ReadonlySet<string> = new Set(['sign-in-needed', 'replaced', 'in-use', 'client-too-old'])

export function runStation(ports: StationPorts): Station {
  const { api, page, tellings } = ports
  const clock = ports.clock ?? serverClock()
  let state = atRest
  const listeners = new Set<() => void>()
  let store: StationStore = memoryStore()
  let outbox: Outbox | null = null
  let line: Line | null = null
  /** The socket is open; `state.connected` comes with the first good hello on it, for before that the server takes no entries. */
  let lineUp = false
  let source = ''
  let downSince = clock.local()
  let again: { cancel: () => void; work: () => void } | null = null
  let staleAsked = false
  /** Which sign-in a late reply belongs to: what comes for an older one is dropped. */
  let turn = 0
  let telling: Telling = nothingTold('')
  /** The picture of the newest view stands on the screen. */
  let painted = false
  let cancelPaint = () => {}

  const left = leftBehind(
    () => store,
    (records) => tell({ kind: 'left', left: records }),
    () => tell({ kind: 'stored', safe: false }),
  )

  const random = ports.random ?? Math.random
  const papers = paperKeeper({
    fetch: api.paper,
    cipher: () => (ports.cipher ?? sealing)().catch((cause) => Promise.reject(new Unreachable('cipher', { cause }))),
    at: () => state.paper,
    tell(paper) {
      tell({ kind: 'paper', paper })
      watchPaint()
      // The proctor sees before the start whose paper is here.
      if (paper.at === 'sealed') beats.soon()
    },
    refused(refusal) {
      if (STOPPING.has(refusal.refused)) onRefusal(refusal)
      // No longer the paper of this attempt: the newest view names the right one, or none.
      else if (refusal.refused === 'not-found') void hello()
    },
    unopened: () => void hello(),
    later: after,
    random,
  })

  const tell = (event: StationEvent) => {
    const next = evolve(state, event)
    if (next === state) return
    state = next
    for (const listener of listeners) listener()
  }

  // ---- in and out

  const start = async () => {
    try {
      store = await ports.openStore()
    } catch {
      // Forbidden, broken or hung: work in memory and say so in the strip.
      tell({ kind: 'stored', safe: false })
    }
    if (!(await ports.lock.take())) {
      tell({ kind: 'stage', stage: { at: 'second-tab', free: false } })
      void ports.lock.whenFree().then(() => tell({ kind: 'stage', stage: { at: 'second-tab', free: true } }))
      return
    }
    await left.look()
    await resume()
  }

  /** After a reload: the cookie and the stored source are enough, no PIN. */
  const resume = async () => {
    const number = await store.current().catch(() => null)
    const record = number === null ? null : await store.load(number).catch(() => null)
    if (number === null || record === null) return toSignIn(null)
    const mine = turn
    source = record.source
    try {
      const asked = clock.local()
      const reply = await api.view(record.source)
      if (mine !== turn) return
      if (!isRefusal(reply)) return await enter(reply, asked, record.source)
      if (reply.refused === 'sign-in-needed') return toSignIn(null)
      leave(reply, () => void resume())
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      tell({ kind: 'stage', stage: { at: 'unreachable' } })
      later(() => void resume())
    }
  }

  const signIn = async (number: string, pin: string, place: Place | null) => {
    calm()
    if (state.stage.at === 'sign-in')
      tell({ kind: 'stage', stage: { at: 'sign-in', busy: true, refusal: null, called: false } })
    const mine = ++turn
    const kept = await store.load(number).catch(() => null)
    const record = kept ?? newRecord(number, (ports.newSource ?? randomSource)())
    try {
      const asked = clock.local()
      const reply = await api.signIn({ protocol: STATION_PROTOCOL, number, pin, place, source: record.source })
      if (mine !== turn) return
      if (!isRefusal(reply)) {
        await store.save({ ...record, carryKey: reply.carryKey }).catch(() => tell({ kind: 'stored', safe: false }))
        return await enter(reply, asked, record.source)
      }
      if (reply.refused === 'stale-source' && kept) {
        // What waits here is older than what she did elsewhere: it is set aside, and this computer begins anew.
        await left.setAside(record)
        return void signIn(number, pin, place)
      }
      leave(reply, () => void signIn(number, pin, place))
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      if (mine === turn) tell({ kind: 'stage', stage: { at: 'unreachable' } })
      later(() => void signIn(number, pin, place))
    }
  }

  const enter = async (view: StationView, asked: number, as: string) => {
    calm()
    source = as
    const number = view.candidate.number
    // What waits is looked up by the number that the server gives, so it can never go to another candidate's attempt.
    const kept = await store.load(number).catch(() => null)
    const record = { ...(kept?.source === source ? kept : newRecord(number, source)), carryKey: view.carryKey }
    await store.setCurrent(number).catch(() => tell({ kind: 'stored', safe: false }))
    if (kept?.carryKey !== view.carryKey) await store.save(record).catch(() => {})
    await left.signedIn(number, view.wallNow)
    if (telling.source !== source) telling = tellings.load(source)
    outbox?.close()
    outbox = openOutbox({
      record,
      store,
      send,
      acked,
      refused: (refusal) => onRefusal(refusal),
      stored: (safe) => tell({ kind: 'stored', safe }),
    })
    take(view, asked)
    openLine()
  }

  const take = (view: StationView, asked: number) => {
    clock.take(view.examNow, asked, clock.local())
    if (isStale(state, view) && !staleAsked) {
      staleAsked = true
      setTimeout(() => void hello(), 1000)
      return
    }
    staleAsked = false
    outbox?.reconcile(view.through)
    tell({ kind: 'viewed', view, entries: outbox?.entries() ?? [] })
    tell({ kind: 'messages', messages: telling.messages })
    papers.want(view.paper)
    told(withOrders(telling, view.orders))
    signals.fullScreen()
    watchDeadline()
    watchPaint()
    if (carriesNews(telling)) beats.now()
  }

  const signOut = (called: boolean) => {
    turn += 1
    closeAll()
    void store.setCurrent(null).catch(() => {})
    void api.signOut().catch(() => {}) // the cookie then dies by its own time; the next sign-in replaces it
    toSignIn(null, called)
  }

  const confirm = async () => {
    calm()
    tell({ kind: 'confirming', how: 'busy' })
    const mine = turn
    const asked = clock.local()
    try {
      const reply = await api.confirm(source)
      if (mine !== turn) return
      if (isRefusal(reply) && reply.refused === 'server-busy') {
        tell({ kind: 'refusal', refusal: reply })
        return later(() => void confirm(), turnMs(reply))
      }
      tell({ kind: 'confirming', how: 'no' })
      tell({ kind: 'refusal', refusal: null })
      if (!isRefusal(reply)) take(reply, asked)
      else if (STOPPING.has(reply.refused)) onRefusal(reply)
      else tell({ kind: 'refusal', refusal: reply })
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      tell({ kind: 'confirming', how: 'unreachable' })
      later(() => void confirm())
    }
  }

  const toSignIn = (refusal: Refusal | null, called = false) => {
    calm()
    tell({ kind: 'stage', stage: { at: 'sign-in', busy: false, refusal, called } })
    void left.look()
  }

  /** A refusal that takes the exam off this screen, or keeps it from coming. */
  const leave = (refusal: Refusal, retry: () => void) => {
    if (refusal.refused === 'in-use') {
      tell({ kind: 'stage', stage: { at: 'in-use', refusal } })
      later(retry)
    } else if (refusal.refused === 'server-busy') {
      tell({ kind: 'stage', stage: { at: 'queue', refusal } })
      later(retry, turnMs(refusal))
    } else if (refusal.refused === 'move-needed') {
      tell({ kind: 'stage', stage: { at: 'moving', refusal } })
      later(retry)
    } else if (refusal.refused === 'replaced') {
      const was = { source, line: lineUp ? line : null }
      const words = beatNow()
      void retireSource()
      if (was.line) line = null // it is asked once more
      closeAll()
      tell({ kind: 'stage', stage: { at: 'stopped', refusal, source: was.source } })
      void askWhere(refusal, was, words)
    } else if (refusal.refused === 'client-too-old' || (refusal.refused === 'sign-in-needed' && working(state))) {
      // An exam does not vanish from the screen without a word.
      const stopped = source
      closeAll()
      tell({ kind: 'stage', stage: { at: 'stopped', refusal, source: stopped } })
      void left.look()
      void askWhere(refusal, { source: stopped, line: null }, null)
    } else {
      closeAll()
      toSignIn(refusal)
    }
  }

  /** The exam left this screen at once; where it went is asked for behind, where the refusal did not say. */
  const askWhere = async (refusal: Refusal, was: { source: string; line: Line | null }, words: Beat | null) => {
    if (!refusal.detail?.['where'] && was.source !== '') {
      const silent = () => null
      const said =
        (was.line && words ? await was.line.beat(words).catch(silent) : null) ??
        (await api.view(was.source).catch(silent))
      const { stage } = state
      if (isRefusal(said) && said.refused === 'replaced' && stage.at === 'stopped' && stage.source === was.source)
        tell({ kind: 'stage', stage: { ...stage, refusal: said } })
    }
    was.line?.close()
  }

  /** Her exam went on elsewhere: what waited here is older than what she did there, and shall never be sent. */
  const retireSource = async () => {
    // What stands in memory is newer than the disk.
    const waiting = outbox?.entries() ?? null
    const { view } = state
    const was = source
    const number = view?.candidate.number ?? (await store.current().catch(() => null))
    if (number) {
      const kept = await store.load(number).catch(() => null)
      const memory =
        view && waiting ? { number, source: was, next: 0, carryKey: view.carryKey, entries: [...waiting] } : null
      const record = memory ?? kept
      if (record) await left.setAside(record)
    }
    await store.setCurrent(null).catch(() => {})
  }

  const closeAll = () => {
    calm()
    turn += 1
    cancelPaint()
    painted = false
    papers.forget()
    source = ''
    outbox?.close()
    outbox = null
    line?.close()
    line = null
    lineUp = false
  }

  /** When the server asked to be asked again, and a little beside it. */
  const turnMs = (refusal: Refusal): number => {
    const seconds = Number(refusal.detail?.['seconds'])
    return seconds > 0 ? Math.min(seconds, QUEUE_WAIT_MAX_S) * 1000 + random() * 1000 : RETRY_MS
  }
  const later = (work: () => void, ms = RETRY_MS) => {
    calm()
    again = { work, cancel: after(() => retry(), ms) }
  }
  const calm = () => {
    again?.cancel()
    again = null
  }
  const retry = () => {
    const waiting = again
    calm()
    waiting?.work()
  }

  // ---- the line

  const openLine = () => {
    if (line) return
    downSince = clock.local()
    lineUp = false
    line = api.connect({
      up() {
        lineUp = true
        void hello()
      },
      down() {
        lineUp = false
        if (state.connected) downSince = clock.local()
        tell({ kind: 'connected', on: false })
      },
      refused(refusal) {
        if (STOPPING.has(refusal.refused)) onRefusal(refusal)
      },
      message,
    })
  }

  /** Open but silent: say so on the screen at once, and begin a fresh one. */
  const stalled = () => {
    if (!line) return
    if (state.connected) downSince = clock.local()
    lineUp = false
    tell({ kind: 'connected', on: false })
    line.restart()
  }

  /** Asks for the whole truth: over the line when it is up, else by HTTP. */
  const hello = async () => {
    if (source === '') return
    const mine = turn
    const asked = clock.local()
    try {
      const over = lineUp ? line : null
      const reply = over ? await over.hello(source) : await api.view(source)
      if (mine !== turn) return
      if (isRefusal(reply)) {
        onRefusal(reply)
        return helloAgain(reply.refused === 'server-busy' ? turnMs(reply) : HELLO_AGAIN_MS)
      }
      take(reply, asked)
      if (over === null || over !== line || !lineUp) return
      tell({ kind: 'connected', on: true })
      outbox?.kick()
      beats.now()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      helloAgain()
    }
  }

  /** An open line without a good hello is of no use: ask until it comes. */
  const helloAgain = (ms = HELLO_AGAIN_MS) => {
    const at = line
    setTimeout(() => {
      if (at !== null && at === line && lineUp && !state.connected) void hello()
    }, ms)
  }

  const message = (message: StationMessage) => {
    if (message.kind === 'replaced') onRefusal({ refused: 'replaced' })
    else if (message.kind === 'started') begin(message)
    else void hello()
  }

  /** Asks for nothing: five thousand stations begin in the same second. */
  const begin = (started: Started) => {
    const came = clock.local()
    clock.take(started.examNow, came - PUSH_TRIP_MS, came)
    // At work already: a view was quicker, and the next beat says whether anything is missing.
    if (!waitsFor(state, started)) return working(state) ? undefined : void hello()
    tell({ kind: 'started', started })
    papers.want({ address: started.address, key: started.key })
    watchDeadline()
    watchPaint()
  }

  const send = async (entries: Entry[]): Promise<EntryAck | Refusal> => {
    const batch = { source, entries }
    const asked = clock.local()
    let reply: EntryAck | Refusal
    if (line && state.connected) {
      reply = await line.entries(batch).catch((error: unknown) => {
        stalled()
        throw error
      })
    } else if (clock.local() - downSince > SOCKET_PATIENCE_MS) reply = await api.entries(batch)
    else throw new Unreachable('the line has only just gone down')
    if ('through' in reply) clock.take(reply.examNow, asked, clock.local())
    return reply
  }

  const acked = (ack: EntryAck, rest: readonly Entry[]) => {
    const ending = finishing(state)
    tell({ kind: 'server-trouble', refusal: null })
    tell({ kind: 'acked', ack, rest })
    if (ending || ack.refused.length > 0) void hello()
  }

  const onRefusal = (refusal: Refusal) => {
    switch (refusal.refused) {
      case 'in-use':
        closeAll()
        return leave(refusal, () => void resume())
      case 'replaced':
      case 'client-too-old':
      case 'sign-in-needed':
        return leave(refusal, () => {})
      case 'paused':
      case 'time-over':
      case 'already-finished':
      case 'not-started':
      case 'sitting-closed':
        return void hello() // the view says it better than a sentence
      case 'server-busy':
        return // who is seated notices nothing: it is asked again
      default:
        tell({ kind: 'server-trouble', refusal })
    }
  }

  // ---- time and signs of life

  let deadlineTimer: ReturnType<typeof setTimeout> | undefined
  const watchDeadline = () => {
    clearTimeout(deadlineTimer)
    const phase = working(state)
    const now = clock.now()
    const left = phase && watchedDeadline(phase.ledger) !== null ? leftOf(phase.ledger, now) : null
    if (left === null) return tell({ kind: 'time-over', over: false })
    tell({ kind: 'time-over', over: left <= 0 })
    // Not one long timer: the clock may be corrected on the way, and a sleeping PC wakes late.
    const tick = () => {
      if (state.timeOver) void hello()
      watchDeadline()
    }
    deadlineTimer = setTimeout(tick, left <= 0 ? OVER_POLL_MS : Math.min(left + 20, 1000))
  }

  /** While the time waits for it, the server hears as soon as the item stands on the screen (again). */
  const watchPaint = () => {
    if (!showsExam(state)) {
      cancelPaint()
      painted = false
      return
    }
    if (painted && working(state)?.untilShown !== true) return
    painted = false
    cancelPaint()
    cancelPaint = page.whenPainted(() => {
      painted = true
      if (working(state)?.untilShown === true) beats.now()
    })
  }

  const told = (next: Telling) => {
    if (next === telling) return
    telling = next
    tellings.save(telling)
    tell({ kind: 'messages', messages: telling.messages })
  }

  const beatNow = (): Beat | null =>
    state.stage.at === 'signed-in' && source !== '' && state.view
      ? beatOf(telling, {
          focused: page.focused(),
          slot: state.slot,
          waiting: state.entries.length,
          shown: painted && showsExam(state),
          paper: state.paper.at !== 'away',
        })
      : null

  const beats = startBeats({
    beat: beatNow,
    send: async (beat) => {
      const asked = clock.local()
      const reply = await sendBeat(beat)
      if (!isRefusal(reply)) clock.take(reply.examNow, asked, clock.local())
      return reply
    },
    said(beat, reply) {
      if (beat.source !== source) return
      // Any other refusal is no news for the candidate: the same is said again with the next one.
      if (isRefusal(reply)) return STOPPING.has(reply.refused) ? onRefusal(reply) : undefined
      told(afterBeat(telling, beat))
      if (reply.stamp !== state.view?.stamp) void hello()
      else if (carriesNews(telling)) beats.now()
    },
    later: after,
  })

  const sendBeat = async (beat: Beat): Promise<BeatReply | Refusal> => {
    if (line && state.connected)
      return await line.beat(beat).catch((error: unknown) => {
        stalled()
        throw error
      })
    if (clock.local() - downSince <= SOCKET_PATIENCE_MS) throw new Unreachable('the line has only just gone down')
    try {
      const reply = await api.beat(beat)
      if (!state.connected && !state.spare) {
        tell({ kind: 'spare', on: true })
        outbox?.kick()
      }
      return reply
    } catch (error) {
      tell({ kind: 'spare', on: false })
      throw error
    }
  }

  const signals = watchSignals({
    page,
    local: clock.local,
    later: after,
    signedIn: () => state.stage.at === 'signed-in',
    exam: () => showsExam(state),
    fullAsked: () => state.view?.fullScreen === true,
    telling: () => telling,
    told,
    noted: (signal) => tell({ kind: 'noted', signal }),
    outOfFull: (on) => tell({ kind: 'out-of-full', on }),
    beat: () => beats.now(),
    // The operating system knows of a pulled cable long before the socket does.
    network: () => stalled(),
  })

  // ---- what the candidate does

  const put = (draft: Draft) => {
    if (!outbox || !mayAnswer(state)) return
    tell({ kind: 'put', entry: outbox.put(draft) })
  }

  return {
    clock,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async start() {
      signals.start()
      await start()
    },
    signIn: (number, pin, place) => void signIn(number, pin, place),
    signOut,
    confirm: () => void confirm(),
    ready: () => tell({ kind: 'ready' }),
    choose(slot, choice) {
      if ((state.shown.responses[slot] ?? null) !== choice) put({ kind: 'answer', slot, choice })
    },
    flag(slot, on) {
      if (state.shown.flags[slot] !== on) put({ kind: 'flag', slot, on })
    },
    finish: () => put({ kind: 'finish' }),
    go(slot) {
      tell({ kind: 'moved', slot })
      beats.soon()
    },
    review: (on) => tell({ kind: 'reviewing', on }),
    retry,
    stayAway() {
      turn += 1
      toSignIn(null)
    },
    fullScreen() {
      if (state.view?.fullScreen) page.goFull()
    },
    leftSaved(source) {
      tell({ kind: 'left', left: state.left.map((one) => (one.source === source ? { ...one, saved: true } : one)) })
      void left.saved(source)
    },
    takeTab: () =>
      void ports.lock.take().then((mine) => {
        if (!mine) return
        tell({ kind: 'stage', stage: { at: 'loading' } })
        void resume()
      }),
    readMessage(id) {
      told(withRead(telling, id))
      beats.now()
    },
    dismissRefusal: () => tell({ kind: 'refusal', refusal: null }),
  }
}

function after(work: () => void, ms: number): () => void {
  const timer = setTimeout(work, ms)
  return () => clearTimeout(timer)
}

function randomSource(): string {
  // Not crypto.randomUUID: a hall's server on plain http is not a secure context.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
