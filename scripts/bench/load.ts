import { createDecipheriv } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { Refusal } from '../../server/protocol/refusals.ts'
import {
  BEAT_MS,
  PROTOCOL,
  type Started,
  type StationMessage,
  type StationView,
} from '../../server/protocol/station.ts'
import type { BenchStation } from './hall.ts'
import { serveAsks } from './process.ts'
import { Line } from './wire.ts'

/** The stations of a hall in a process of their own: they connect, answer as they are told to, and measure. */
export type LoadAsk =
  | { do: 'connect'; port: number; stations: BenchStation[]; beats: boolean }
  /** So many answers under way at any moment, for so long. */
  | { do: 'closed'; underway: number; ms: number }
  /** So many answers a second by the clock, whatever the server does. */
  | { do: 'open'; rate: number; ms: number }
  /** Every station fetches its sealed paper, while people wait. */
  | { do: 'papers' }
  /** From now on: when each station had its key and, of every fiftieth, its first item. */
  | { do: 'watch-start' }
  /** From now on stations look again when they are told to: when each had its receipt. */
  | { do: 'watch-end' }
  /** When the last of them had what is watched for; ends after `timeoutMs`. */
  | { do: 'watched'; timeoutMs: number }
  | { do: 'close' }

export interface LoadReply {
  acknowledged: number
  ms: number
  /** From the scheduled moment to the acknowledgement, in ms, sorted. */
  waits: Float64Array
  /** The longest that this process stood still meanwhile, in ms: no wait can be shorter than that for those it met. */
  stoodMs: number
}
export interface Watched {
  /** On this machine's monotonic clock, comparable between processes. */
  at: Float64Array
  missing: number
  bytes: number
  opened: number
}

interface Station extends BenchStation {
  line: Line
  n: number
  /** Ids of answers under way → the moment they were due. */
  due: Map<number, number>
  view: StationView
  paper: Buffer | null
}

const GREETING_MS = 120_000
/** Papers are opened by this share of the stations: the others are real computers, this is one. */
const OPENED_EVERY = 50
const HELLO_ID = 0
const BEAT_ID = 1

const stations: Station[] = []
let origin = ''
let onAck: (station: Station) => void = () => {}
let onMessage: (station: Station, message: StationMessage) => void = () => {}
let onView: (station: Station, view: StationView) => void = () => {}
let waits: number[] = []
let problem: string | null = null
let beating: NodeJS.Timeout | null = null
let watched: { at: Map<string, number>; bytesBefore: number; opened: number } | null = null
let next = 0

/** The same clock in every process of this machine. */
const monotonic = (): number => Number(process.hrtime.bigint() / 1000n) / 1000

serveAsks(async (ask: LoadAsk) => {
  switch (ask.do) {
    case 'connect':
      return await connectAll(ask)
    case 'closed':
      return await closedLoop(ask.underway, ask.ms)
    case 'open':
      return await openLoop(ask.rate, ask.ms)
    case 'papers':
      return await fetchPapers()
    case 'watch-start':
      return watchStart()
    case 'watch-end':
      return watchEnd()
    case 'watched':
      return await awaitWatched(ask.timeoutMs)
    case 'close':
      if (beating) clearInterval(beating)
      for (const { line } of stations) line.close()
      stations.length = 0
      return null
  }
})

async function connectAll({ port, stations: wanted, beats }: LoadAsk & { do: 'connect' }): Promise<{ ms: number }> {
  origin = `http://127.0.0.1:${port}`
  const from = performance.now()
  const waiting = [...wanted]
  await Promise.all(
    Array.from({ length: 100 }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) await connectOne(port, one)
    }),
  )
  const ms = performance.now() - from
  if (beats) {
    let at = 0
    const everyMs = 20
    const share = Math.ceil((wanted.length * everyMs) / BEAT_MS)
    beating = setInterval(() => {
      for (let n = 0; n < share && stations.length > 0; n += 1) beat(stations[at++ % stations.length] as Station)
    }, everyMs)
  }
  return { ms }
}

/** Resolves when the station was shown where it stands; over capacity it waits its turn as a real one does. */
async function connectOne(port: number, wanted: BenchStation): Promise<void> {
  const until = performance.now() + GREETING_MS
  for (;;) {
    const refusal = await greet(port, wanted)
    if (refusal === null) return
    if (performance.now() > until) throw new Error(`${wanted.source} was not greeted: ${refusal}`)
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

function greet(port: number, wanted: BenchStation): Promise<string | null> {
  return new Promise((resolve) => {
    const station: Station = { ...wanted, line: null as never, n: 0, due: new Map(), view: null as never, paper: null }
    let greeted = false
    Line.open(port, '/station', wanted.cookie, {
      acknowledged: (id, json) => {
        if (id === BEAT_ID) return
        if (id === HELLO_ID) {
          const view = JSON.parse(json) as StationView | Refusal
          if ('refused' in view) {
            if (!greeted) {
              station.line.close()
              resolve(view.refused)
            }
            return
          }
          station.view = view
          station.n = Math.max(station.n, view.through)
          if (greeted) return onView(station, view)
          greeted = true
          stations.push(station)
          return resolve(null)
        }
        const due = station.due.get(id)
        if (due === undefined) return
        station.due.delete(id)
        // By its words and not by JSON.parse: there are twenty thousand in a second.
        if (!json.includes('"refused":[]')) problem ??= json
        waits.push(performance.now() - due)
        onAck(station)
      },
      heard: (name, json) => {
        if (name === 'message') onMessage(station, JSON.parse(json) as StationMessage)
      },
      closed: () => {
        if (greeted) problem ??= `the line of ${wanted.source} was closed`
        else resolve('closed')
      },
    }).then(
      (line) => {
        station.line = line
        hello(station)
      },
      (error: Error) => resolve(error.message),
    )
  })
}

function hello(station: Station): void {
  station.line.emit(HELLO_ID, 'hello', JSON.stringify({ protocol: PROTOCOL, source: station.source }))
}

function answer(station: Station, due: number): void {
  const n = ++station.n
  const id = n + BEAT_ID
  station.due.set(id, due)
  // Another choice each time: SQLite writes nothing for a row that stays the same, and the figure would be false.
  const choice = (n + Math.floor(n / 110)) % 4
  const entry = `{"n":${n},"kind":"answer","slot":${n % 110},"choice":${choice}}`
  station.line.emit(id, 'entries', `{"source":"${station.source}","entries":[${entry}]}`)
}

function beat({ line, source }: Station): void {
  const rest = '"focused":true,"slot":0,"waiting":0,"shown":true,"paper":true,"reached":[],"read":[],"signals":[]'
  line.emit(BEAT_ID, 'beat', `{"source":"${source}",${rest}}`)
}

const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()

function begin(): void {
  delay.reset()
  waits = []
  problem = null
}

function report(from: number): LoadReply {
  if (problem !== null) throw new Error(`an answer was not stored: ${problem}`)
  return {
    acknowledged: waits.length,
    ms: performance.now() - from,
    stoodMs: delay.max / 1e6,
    waits: Float64Array.from(waits).sort(),
  }
}

async function settled(timeoutMs: number): Promise<void> {
  const until = performance.now() + timeoutMs
  const underway = () => stations.some(({ due }) => due.size > 0)
  while (underway() && performance.now() < until && problem === null)
    await new Promise((resolve) => setTimeout(resolve, 5))
  if (underway()) problem ??= 'no acknowledgement came'
}

async function closedLoop(underway: number, ms: number): Promise<LoadReply> {
  begin()
  const from = performance.now()
  const until = from + ms
  const one = () => answer(stations[next++ % stations.length] as Station, performance.now())
  onAck = () => {
    if (performance.now() < until) one()
  }
  for (let n = 0; n < underway; n += 1) one()
  await new Promise((resolve) => setTimeout(resolve, ms))
  onAck = () => {}
  const reply = report(from)
  await settled(60_000)
  return reply
}

async function openLoop(rate: number, ms: number): Promise<LoadReply> {
  begin()
  onAck = () => {}
  const from = performance.now()
  let sent = 0
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const now = performance.now() - from
      const due = Math.floor((Math.min(now, ms) * rate) / 1000)
      for (; sent < due; sent += 1) answer(stations[next++ % stations.length] as Station, from + (sent * 1000) / rate)
      if (now < ms && problem === null) return
      clearInterval(timer)
      resolve()
    }, 1)
  })
  const sentIn = performance.now() - from
  await settled(60_000)
  return { ...report(from), ms: sentIn }
}

async function fetchPapers(): Promise<{ ms: number; bytes: number }> {
  const from = performance.now()
  const waiting = [...stations]
  let bytes = 0
  await Promise.all(
    Array.from({ length: 50 }, async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const reply = await fetch(`${origin}/api/station/paper/${one.view.paper?.address}`, {
          headers: { cookie: one.cookie },
        })
        const paper = Buffer.from(await reply.arrayBuffer())
        if (!reply.ok) throw new Error(`no paper for ${one.source}: ${paper.toString('utf8', 0, 200)}`)
        bytes += paper.length
        if (stations.indexOf(one) % OPENED_EVERY === 0) one.paper = paper
      }
    }),
  )
  return { ms: performance.now() - from, bytes: bytes / stations.length }
}

const received = () => stations.reduce((sum, { line }) => sum + line.received, 0)

function watchStart(): null {
  const seen = { at: new Map<string, number>(), bytesBefore: received(), opened: 0 }
  watched = seen
  onMessage = (station, message) => {
    if (message.kind !== 'started' || seen.at.has(station.source)) return
    if (station.paper) {
      open(station.paper, message)
      seen.opened += 1
    }
    seen.at.set(station.source, monotonic())
  }
  return null
}

/** What a station does with its key. @throws where the paper cannot be read. */
function open(sealed: Buffer, { address, key }: Started): void {
  const cipher = createDecipheriv('chacha20-poly1305', Buffer.from(key, 'base64url'), sealed.subarray(0, 12), {
    authTagLength: 16,
  })
  cipher.setAuthTag(sealed.subarray(-16))
  cipher.setAAD(Buffer.from(address), { plaintextLength: sealed.length - 28 })
  const text = Buffer.concat([cipher.update(sealed.subarray(12, -16)), cipher.final()]).toString()
  if ((JSON.parse(text) as { items: unknown[] }).items.length === 0) throw new Error('an empty paper')
}

function watchEnd(): null {
  const seen = { at: new Map<string, number>(), bytesBefore: received(), opened: 0 }
  watched = seen
  onMessage = (station) => hello(station)
  onView = (station, { phase }) => {
    if (phase.at === 'finished' && phase.receipt !== '' && phase.score !== null && !seen.at.has(station.source))
      seen.at.set(station.source, monotonic())
  }
  return null
}

async function awaitWatched(timeoutMs: number): Promise<Watched> {
  const seen = watched
  if (!seen) throw new Error('nothing is watched for')
  const until = performance.now() + timeoutMs
  while (seen.at.size < stations.length && performance.now() < until)
    await new Promise((resolve) => setTimeout(resolve, 5))
  onMessage = () => {}
  const bytes = (received() - seen.bytesBefore) / stations.length
  return {
    at: Float64Array.from(seen.at.values()).sort(),
    missing: stations.length - seen.at.size,
    bytes,
    opened: seen.opened,
  }
}
