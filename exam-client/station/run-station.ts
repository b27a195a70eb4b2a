import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import type { Entry, EntryAck, Place, StationMessage, StationView } from '../../server/protocol/station.ts'
import { Unreachable } from '../shared/ask.ts'
import { type Draft, memoryStore, newRecord, type Outbox, type OutboxStore, openOutbox } from '../shared/outbox.ts'
import { type ServerClock, serverClock } from '../shared/server-clock.ts'
import { type Line, STATION_PROTOCOL, type StationApi } from '../shared/station-api.ts'
import { atRest, evolve, finishing, isStale, type StationEvent, type StationState, working } from './station-state.ts'
import type { TabLock } from './tab-lock.ts'

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
  /** "Pakai tab ini", once the other tab is gone. */
  takeTab(): void
  dismissNotice(): void
  dismissRefusal(): void
}

export interface StationPorts {
  api: StationApi
  /** Throws where the browser forbids storage. */
  openStore: () => Promise<OutboxStore>
  lock: TabLock
  clock?: ServerClock
  newSource?: () => string
}

const RETRY_MS = 5000
const PRESENCE_MS = 5000
/** A short gap of the socket mends itself; after this, answers go by HTTP. */
const SOCKET_PATIENCE_MS = 3000
const HELLO_AGAIN_MS = 2000
const OVER_POLL_MS = 2000
/** These take the exam off the screen; any other refusal is a sentence over it. */
const STOPPING: ReadonlySet<string> = new Set(['sign-in-needed', 'replaced', 'in-use', 'client-too-old'])

export function runStation(ports: StationPorts): Station {
  const { api } = ports
  const clock = ports.clock ?? serverClock()
  let state = atRest
  const listeners = new Set<() => void>()
  let store: OutboxStore = memoryStore()
  let outbox: Outbox | null = null
  let line: Line | null = null
  /** The socket is open; `state.connected` comes with the first good hello on it, for before that the server takes no entries. */
  let lineUp = false
  let source = ''
  let downSince = clock.local()
  let again: { timer: ReturnType<typeof setTimeout>; work: () => void } | null = null
  let staleAsked = false
  /** Which sign-in a late reply belongs to: what comes for an older one is dropped. */
  let turn = 0

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
    await resume()
  }

  /** After a reload: the cookie and the stored source are enough, no PIN. */
  const resume = async () => {
    const number = await store.current().catch(() => null)
    const record = number === null ? null : await store.load(number).catch(() => null)
    if (number === null || record === null) return toSignIn(null)
    const mine = turn
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
    const record =
      (await store.load(number).catch(() => null)) ?? newRecord(number, (ports.newSource ?? randomSource)())
    try {
      const asked = clock.local()
      const reply = await api.signIn({ protocol: STATION_PROTOCOL, number, pin, place, source: record.source })
      if (mine !== turn) return
      if (!isRefusal(reply)) {
        await store.save(record).catch(() => tell({ kind: 'stored', safe: false }))
        return await enter(reply, asked, record.source)
      }
      if (reply.refused === 'stale-source') {
        // What waits here is older than what she did elsewhere: it is dropped, and this computer begins anew.
        await store.forget(number)
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
    const record = kept?.source === source ? kept : newRecord(number, source)
    await store.setCurrent(number).catch(() => tell({ kind: 'stored', safe: false }))
    if (kept === null) await store.save(record).catch(() => {})
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
    watchDeadline()
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
      tell({ kind: 'confirming', how: 'no' })
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
  }

  /** A refusal that takes the exam off this screen, or keeps it from coming. */
  const leave = (refusal: Refusal, retry: () => void) => {
    if (refusal.refused === 'in-use') {
      tell({ kind: 'stage', stage: { at: 'in-use', refusal } })
      later(retry)
    } else if (refusal.refused === 'replaced' || refusal.refused === 'client-too-old') {
      if (refusal.refused === 'replaced') void retireSource()
      closeAll()
      tell({ kind: 'stage', stage: { at: 'stopped', refusal } })
    } else {
      closeAll()
      toSignIn(refusal)
    }
  }

  /** Her exam went on elsewhere: what waited here is older than what she did there, and shall never be sent. */
  const retireSource = async () => {
    const number = state.view?.candidate.number ?? (await store.current().catch(() => null))
    if (number) await store.forget(number).catch(() => {})
    await store.setCurrent(null).catch(() => {})
  }

  const closeAll = () => {
    calm()
    outbox?.close()
    outbox = null
    line?.close()
    line = null
    lineUp = false
  }

  const later = (work: () => void) => {
    calm()
    again = { work, timer: setTimeout(() => retry(), RETRY_MS) }
  }
  const calm = () => {
    if (again) clearTimeout(again.timer)
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
        return helloAgain()
      }
      take(reply, asked)
      if (over === null || over !== line || !lineUp) return
      tell({ kind: 'connected', on: true })
      outbox?.kick()
    } catch (error) {
      if (!(error instanceof Unreachable)) throw error
      helloAgain()
    }
  }

  /** An open line without a good hello is of no use: ask until it comes. */
  const helloAgain = () => {
    const at = line
    setTimeout(() => {
      if (at !== null && at === line && lineUp && !state.connected) void hello()
    }, HELLO_AGAIN_MS)
  }

  const message = (message: StationMessage) => {
    if (message.kind === 'notice') tell({ kind: 'notice', text: message.text })
    else if (message.kind === 'replaced') onRefusal({ refused: 'replaced' })
    else void hello()
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
      default:
        tell({ kind: 'server-trouble', refusal })
    }
  }

  // ---- time and presence

  let deadlineTimer: ReturnType<typeof setTimeout> | undefined
  const watchDeadline = () => {
    clearTimeout(deadlineTimer)
    const phase = working(state)
    const now = clock.now()
    if (!phase || phase.paused || now === null) return tell({ kind: 'time-over', over: false })
    const left = phase.deadline - now
    tell({ kind: 'time-over', over: left <= 0 })
    // Not one long timer: the clock may be corrected on the way, and a sleeping PC wakes late.
    const tick = () => {
      if (state.timeOver) void hello()
      watchDeadline()
    }
    deadlineTimer = setTimeout(tick, left <= 0 ? OVER_POLL_MS : Math.min(left + 20, 1000))
  }

  const presence = () => {
    if (line && state.connected && state.stage.at === 'signed-in')
      line.presence({
        focused: document.hasFocus() && !document.hidden,
        slot: state.slot,
        waiting: state.entries.length,
      })
  }
  const watchPresence = () => {
    setInterval(presence, PRESENCE_MS)
    for (const name of ['focus', 'blur'] as const) window.addEventListener(name, presence)
    document.addEventListener('visibilitychange', presence)
    // The operating system knows of a pulled cable long before the socket does.
    for (const name of ['offline', 'online'] as const) window.addEventListener(name, stalled)
  }

  // ---- what the candidate does

  const put = (draft: Draft) => {
    if (!outbox || !working(state) || working(state)?.paused || state.timeOver || finishing(state)) return
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
      watchPresence()
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
      presence()
    },
    review: (on) => tell({ kind: 'reviewing', on }),
    retry,
    takeTab: () =>
      void ports.lock.take().then((mine) => {
        if (!mine) return
        tell({ kind: 'stage', stage: { at: 'loading' } })
        void resume()
      }),
    dismissNotice: () => tell({ kind: 'notice', text: null }),
    dismissRefusal: () => tell({ kind: 'refusal', refusal: null }),
  }
}

function randomSource(): string {
  // Not crypto.randomUUID: a hall's server on plain http is not a secure context.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
