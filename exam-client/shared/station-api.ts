import { io, type Socket } from 'socket.io-client'
import { isRefusal, type Refusal, refuse } from '../../server/protocol/refusal.ts'
import { isStationRefusal } from '../../server/protocol/refusals-station.ts'
import type {
  BEAT_MS,
  Beat,
  BeatReply,
  EntryAck,
  EntryBatch,
  PROTOCOL,
  ServerToStation,
  StationMessage,
  StationSignIn,
  StationToServer,
  StationView,
} from '../../server/protocol/station.ts'
import { ask, Unreachable } from './ask.ts'

/** The same number as the server's, checked by the compiler; importing the value would bring the schemas along. */
export const STATION_PROTOCOL: typeof PROTOCOL = 3
export const STATION_BEAT_MS: typeof BEAT_MS = 4000

export interface Health {
  ready: boolean
  wallNow: number
  examNow: number
  version: string
  protocol: number
}

/** Everything a station says to the server. The gallery and the tests give a fake. */
export interface StationApi {
  health(): Promise<Health>
  signIn(body: StationSignIn): Promise<StationView | Refusal>
  confirm(source: string): Promise<StationView | Refusal>
  view(source: string): Promise<StationView | Refusal>
  /** The sealed paper; `anew` goes past this browser's cache. */
  paper(address: string, anew: boolean): Promise<ArrayBuffer | Refusal>
  entries(batch: EntryBatch): Promise<EntryAck | Refusal>
  /** A sign of life, while the line is down. */
  beat(beat: Beat): Promise<BeatReply | Refusal>
  signOut(): Promise<void>
  connect(listener: LineListener): Line
}

export interface LineListener {
  up(): void
  down(): void
  /** The server will not have this connection, and says why. */
  refused(refusal: Refusal): void
  message(message: StationMessage): void
}

/** One live connection, which mends itself. Its calls throw `Unreachable` when no reply comes in time. */
export interface Line {
  hello(source: string): Promise<StationView | Refusal>
  entries(batch: EntryBatch): Promise<EntryAck | Refusal>
  beat(beat: Beat): Promise<BeatReply | Refusal>
  /** A pulled cable closes nothing: the socket would wait for its heartbeat. Opens a fresh one. */
  restart(): void
  close(): void
}

const REPLY_WAIT_MS = 8000
/** An acknowledgement takes milliseconds; after this the line is taken for dead. */
const ACK_WAIT_MS = 5000
/** About 100 kB: on a poor line longer than anything else. */
const PAPER_WAIT_MS = 20_000
/** A reconnection that the server put off, and did not say for how long. */
const BUSY_WAIT_MS = 3000

export function stationApi(): StationApi {
  return {
    async health() {
      const reply = await timely(ask<Health>('GET', '/api/health'))
      if (isRefusal(reply)) throw new Unreachable(reply.refused)
      return reply
    },
    signIn: (body) => timely(ask('POST', '/api/station/sign-in', body, sebKeys())),
    confirm: (source) => timely(ask('POST', '/api/station/confirm', { source }, sebKeys())),
    view: (source) =>
      timely(ask('GET', `/api/station/view?source=${encodeURIComponent(source)}`, undefined, sebKeys())),
    paper: sealedPaper,
    entries: (batch) => timely(ask('POST', '/api/station/entries', batch)),
    beat: (beat) => timely(ask('POST', '/api/station/beat', beat)),
    async signOut() {
      await timely(ask('POST', '/api/station/sign-out', {}))
    },
    connect,
  }
}

async function sealedPaper(address: string, anew: boolean): Promise<ArrayBuffer | Refusal> {
  const stop = new AbortController()
  const timer = setTimeout(() => stop.abort(), PAPER_WAIT_MS)
  try {
    const reply = await fetch(`/api/station/paper/${address}`, {
      credentials: 'same-origin',
      headers: sebKeys(),
      signal: stop.signal,
      cache: anew ? 'reload' : 'default',
    })
    if (reply.ok) return await reply.arrayBuffer()
    const said: unknown = await reply.json()
    if (isRefusal(said)) return said
    throw new Unreachable(`paper: ${reply.status}`)
  } catch (cause) {
    throw cause instanceof Unreachable ? cause : new Unreachable('paper', { cause })
  } finally {
    clearTimeout(timer)
  }
}

/** Where Safe Exam Browser cannot add headers of its own (WebKit), it gives the page its hashes to pass on. */
function sebKeys(): Record<string, string> {
  const { configKey, browserExamKey } =
    (window as { SafeExamBrowser?: { security?: { configKey?: string; browserExamKey?: string } } }).SafeExamBrowser
      ?.security ?? {}
  return {
    ...(configKey && { 'x-seleksi-seb-config': configKey }),
    ...(browserExamKey && { 'x-seleksi-seb-exam': browserExamKey }),
  }
}

function connect(listener: LineListener): Line {
  const socket: Socket<ServerToStation, StationToServer> = io('/station', {
    transports: ['websocket'],
    withCredentials: true,
    forceNew: true,
    reconnectionDelay: 500,
    reconnectionDelayMax: 10_000,
    // A whole room comes back at the same instant after a power cut: spread it.
    randomizationFactor: 0.9,
    timeout: REPLY_WAIT_MS,
  })
  socket.on('connect', () => listener.up())
  socket.on('disconnect', (reason) => {
    listener.down()
    // socket.io does not come back by itself when it was the server that closed.
    if (reason === 'io server disconnect') setTimeout(() => socket.connect(), 1000 + Math.random() * 2000)
  })
  socket.on('connect_error', (error) => {
    listener.down()
    if (error.message === 'server-busy') setTimeout(() => socket.connect(), busyMs(error) * (1 + Math.random() / 2))
    else if (isStationRefusal(error.message)) listener.refused(refuse(error.message))
    else if (!socket.active) setTimeout(() => socket.connect(), 2000 + Math.random() * 3000)
  })
  socket.on('message', (message) => listener.message(message))
  const unreachable = (cause: unknown): never => {
    throw new Unreachable('socket', { cause })
  }
  return {
    hello: (source) =>
      socket.timeout(REPLY_WAIT_MS).emitWithAck('hello', { protocol: STATION_PROTOCOL, source }).catch(unreachable),
    entries: (batch) => socket.timeout(ACK_WAIT_MS).emitWithAck('entries', batch).catch(unreachable),
    beat: (beat) => socket.timeout(ACK_WAIT_MS).emitWithAck('beat', beat).catch(unreachable),
    restart: () => {
      socket.disconnect()
      socket.connect()
    },
    close: () => {
      socket.removeAllListeners()
      socket.disconnect()
    },
  }
}

/** The server lets lines in one after the other; the error's data is the refusal, with the `seconds` after which to come back. */
const busyMs = (error: Error): number => {
  const { data } = error as { data?: Partial<Refusal> }
  const seconds = Number(data?.detail?.['seconds'])
  return seconds > 0 && seconds <= 60 ? seconds * 1000 : BUSY_WAIT_MS
}

/** A cable pulled in mid-request can leave a fetch waiting for minutes; the candidate shall be told sooner. */
function timely<T>(work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Unreachable('no reply in time')), REPLY_WAIT_MS)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
