import { io, type Socket } from 'socket.io-client'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import {
  BEAT_MS,
  type BeatReply,
  type EntryAck,
  type Paper,
  PROTOCOL,
  type ServerToStation,
  type StationMessage,
  type StationToServer,
  type StationView,
} from '../../server/protocol/station.ts'
import { openPaper } from '../../server/testing/open-paper.ts'

export interface Card {
  number: string
  pin: string
  room: string
  station: string
}

const CONNECTS = 5
const TURN_MS_MAX = 120_000

/** One acknowledged entry, in the station's own book. */
export interface Acked {
  n: number
  slot: number
  choice: number
}

/** A station without a browser: the protocol's messages in their order, over a real socket. */
export class StationClient {
  readonly card: Card
  readonly acked: Acked[] = []
  readonly source: string
  view: StationView | null = null
  /** The sealed paper, as it lies here while people wait. */
  sealed: Buffer | null = null
  /** What opens it, once the time has begun. */
  key: string | null = null
  /** When paper and key were both here, on this process's clock. */
  itemsAt: number | null = null
  #origin: string
  #cookie = ''
  #socket: Socket<ServerToStation, StationToServer> | null = null
  #beating: NodeJS.Timeout | null = null
  #n = 0
  #reached: string[] = []

  constructor(origin: string, card: Card, source: string) {
    this.#origin = origin
    this.card = card
    this.source = source
  }

  /** Signs in and confirms. @throws the refusal as an error. */
  async enter(): Promise<void> {
    const { number, pin, room, station } = this.card
    const place = { room, station }
    await this.#ask('POST', '/api/station/sign-in', { protocol: PROTOCOL, number, pin, place, source: this.source })
    const view = await this.#ask<StationView>('POST', '/api/station/confirm', { source: this.source })
    this.#take(view)
    await this.#fetchPaper()
    // As a browser does: a server with its hands full is asked again.
    for (let tries = 1; ; tries += 1)
      try {
        return await this.connect()
      } catch (error) {
        if (tries === CONNECTS) throw error
        await new Promise((resolve) => setTimeout(resolve, 500 * tries))
      }
  }

  /** Opens the line and greets; from then on the station follows what the server says. */
  async connect(): Promise<void> {
    this.#socket?.disconnect()
    const socket: Socket<ServerToStation, StationToServer> = io(`${this.#origin}/station`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { origin: this.#origin, cookie: this.#cookie },
    })
    this.#socket = socket
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve())
      socket.once('connect_error', reject)
    })
    // A line that dies meanwhile is taken up again by `connect`, which looks anew.
    socket.on('message', (message) => void this.#hear(message).catch(() => {}))
    await this.#look()
    this.#beating ??= setInterval(() => void this.#beat().catch(() => {}), BEAT_MS)
  }

  /** The cable is out: nothing is sent any more, nothing is closed in order. */
  unplug(): void {
    if (this.#beating) clearInterval(this.#beating)
    this.#beating = null
    this.#socket?.removeAllListeners()
    this.#socket?.disconnect()
    this.#socket = null
  }

  /** One answer; resolves with the time until it was acknowledged, in ms. */
  async answer(slot: number, choice: number): Promise<number> {
    const socket = this.#socket
    if (!socket) throw new Error('this station is unplugged')
    const n = ++this.#n
    const sent = performance.now()
    const ack: EntryAck | Refusal = await socket
      .timeout(30_000)
      .emitWithAck('entries', { source: this.source, entries: [{ n, kind: 'answer', slot, choice }] })
    if (isRefusal(ack)) throw new Error(`answer refused: ${ack.refused}`)
    if (ack.through >= n && !ack.refused.some((one) => one.n === n)) this.acked.push({ n, slot, choice })
    return performance.now() - sent
  }

  async finish(): Promise<void> {
    const n = ++this.#n
    await this.#socket
      ?.timeout(30_000)
      .emitWithAck('entries', { source: this.source, entries: [{ n, kind: 'finish' }] })
    await this.#look()
  }

  /** The paper's items, opened; null before the start. */
  paper(): Paper | null {
    const address = this.view?.paper?.address
    return this.sealed && this.key && address ? openPaper(this.sealed, { address, key: this.key }) : null
  }

  async #fetchPaper(): Promise<void> {
    const address = this.view?.paper?.address
    if (!address || this.sealed) return
    const reply = await fetch(`${this.#origin}/api/station/paper/${address}`, { headers: { cookie: this.#cookie } })
    if (!reply.ok) throw new Error(`paper: ${await reply.text()}`)
    this.sealed = Buffer.from(await reply.arrayBuffer())
    this.#unlocked()
  }

  async #hear(message: StationMessage): Promise<void> {
    if (message.kind !== 'started') return await this.#look()
    this.key = message.key
    this.#unlocked()
  }

  #unlocked(): void {
    if (this.key && this.sealed) this.itemsAt ??= performance.now()
  }

  async #look(): Promise<void> {
    const view = await this.#socket?.timeout(30_000).emitWithAck('hello', { protocol: PROTOCOL, source: this.source })
    if (!view || isRefusal(view)) return
    this.#take(view)
    if (view.orders.length > 0 || (view.phase.at === 'working' && view.phase.untilShown)) await this.#beat()
  }

  #take(view: StationView): void {
    this.view = view
    this.#n = Math.max(this.#n, view.through)
    if (view.paper?.key) this.key = view.paper.key
    this.#unlocked()
    this.#reached = view.orders.map((order) => order.id)
  }

  async #beat(): Promise<void> {
    const shown = this.view?.phase.at === 'working' && !this.view.phase.paused
    const reply: BeatReply | Refusal | undefined = await this.#socket?.timeout(30_000).emitWithAck('beat', {
      ...{ source: this.source, focused: true, slot: 0, waiting: 0, shown, paper: this.sealed !== null },
      ...{ reached: this.#reached, read: [], signals: [] },
    })
    if (reply && !isRefusal(reply) && reply.stamp !== this.view?.stamp) {
      const view = await this.#ask<StationView>('GET', `/api/station/view?source=${this.source}`)
      this.#take(view)
    }
  }

  /** Over capacity it waits its turn, as a browser does. */
  async #ask<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply> {
    for (const until = performance.now() + TURN_MS_MAX; ; ) {
      const json = await this.#askOnce<Reply>(method, path, body)
      if (!isRefusal(json)) return json
      if (json.refused !== 'server-busy' || performance.now() > until) throw new Error(`${path}: ${json.refused}`)
      await new Promise((resolve) => setTimeout(resolve, Number(json.detail?.['seconds'] ?? 1) * 1000))
    }
  }

  async #askOnce<Reply>(method: 'GET' | 'POST', path: string, body?: object): Promise<Reply | Refusal> {
    const reply = await fetch(this.#origin + path, {
      method,
      headers: { cookie: this.#cookie, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
    })
    const set = reply.headers.getSetCookie().find((one) => one.startsWith('seleksi_station='))
    if (set) this.#cookie = set.split(';')[0] ?? ''
    return (await reply.json()) as Reply | Refusal
  }
}
