import { connect, createServer, type Server, type Socket } from 'node:net'
import type { Chance } from '../simulation/chance.ts'
import { type Frame, FrameReader, frameBytes, TEXT } from './frames.ts'

/**
 * A bad network between stations and server: a TCP proxy that understands websocket frames, so that whole messages can be
 * lost, repeated or overtaken while the stream stays sound. Percentages; chance is seeded.
 */
export interface Weather {
  /** Wait before each piece is passed on, up to so many ms. */
  latencyMs: number
  /** Pieces of so many bytes, each in a packet of its own; 0: as they come. */
  sliceBytes: number
  /** Of messages to the server: lost, sent twice, sent after the one that follows. */
  drop: number
  duplicate: number
  reorder: number
  /** Of the server's acknowledgements: lost. */
  dropAck: number
  duplicateAck: number
  /** New connections are cut with a reset so many ms after they were opened; 0: never. */
  resetAfterMs: number
  /** Nothing passes any more and nothing is closed: a half-open line. */
  blackhole: boolean
}

export const FAIR: Weather = {
  ...{ latencyMs: 0, sliceBytes: 0, drop: 0, duplicate: 0, reorder: 0, dropAck: 0, duplicateAck: 0 },
  ...{ resetAfterMs: 0, blackhole: false },
}

export interface Happened {
  dropped: number
  duplicated: number
  reordered: number
  acksDropped: number
  acksDuplicated: number
  resets: number
}

export class Proxy {
  weather: Weather = { ...FAIR }
  readonly happened: Happened = {
    ...{ dropped: 0, duplicated: 0, reordered: 0, acksDropped: 0, acksDuplicated: 0, resets: 0 },
  }
  origin = ''
  #server: Server
  #chance: Chance
  #open = new Set<Socket>()

  private constructor(target: { host: string; port: number }, chance: Chance) {
    this.#chance = chance
    this.#server = createServer((near) => this.#carry(near, connect({ ...target, noDelay: true })))
  }

  static async open(target: { host: string; port: number }, chance: Chance): Promise<Proxy> {
    const proxy = new Proxy(target, chance)
    await new Promise<void>((done, fail) => {
      proxy.#server.once('error', fail)
      proxy.#server.listen(0, '127.0.0.1', done)
    })
    const address = proxy.#server.address()
    proxy.origin = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    return proxy
  }

  /** All lines that are open now are reset. */
  resetAll(): void {
    for (const socket of this.#open) socket.resetAndDestroy()
    this.happened.resets += this.#open.size / 2
  }

  async close(): Promise<void> {
    for (const socket of this.#open) socket.destroy()
    await new Promise<void>((done) => this.#server.close(() => done()))
  }

  #carry(near: Socket, far: Socket): void {
    near.setNoDelay(true)
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#open.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => {
        this.#open.delete(one)
        // A half-open line: the other end hears nothing of it.
        if (!this.weather.blackhole) other.destroy()
      })
    }
    this.#pass(near, far, true)
    this.#pass(far, near, false)
    if (this.weather.resetAfterMs > 0) {
      const timer = setTimeout(
        () => {
          this.happened.resets += 1
          near.resetAndDestroy()
          far.resetAndDestroy()
        },
        this.#chance.between(1, this.weather.resetAfterMs),
      )
      near.once('close', () => clearTimeout(timer))
    }
  }

  /** Bytes until the upgrade's head is through, frames afterwards. */
  #pass(from: Socket, to: Socket, toServer: boolean): void {
    const reader = new FrameReader()
    let head: Buffer | null = Buffer.alloc(0)
    let plain = false
    let held: Frame | null = null
    let turn: Promise<void> = Promise.resolve()
    const send = (bytes: Buffer) => {
      if (this.weather.blackhole) return
      turn = turn.then(() => this.#write(to, bytes))
    }
    from.on('data', (chunk: Buffer) => {
      if (plain) return send(chunk)
      let rest = chunk
      if (head) {
        head = Buffer.concat([head, chunk])
        const end = head.indexOf('\r\n\r\n')
        if (end < 0) return
        const text = head.toString('latin1', 0, end)
        plain = toServer ? !/^upgrade: *websocket/im.test(text) : !text.startsWith('HTTP/1.1 101')
        if (plain) return send(head)
        send(head.subarray(0, end + 4))
        rest = head.subarray(end + 4)
        head = null
      }
      for (const frame of reader.push(rest)) {
        const out = this.#fate(frame, toServer)
        if (out.includes('hold') && !held) {
          held = frame
          this.happened.reordered += 1
          // Nothing may follow for a while: then it goes on alone, late.
          setTimeout(() => {
            if (held === frame) {
              held = null
              send(frameBytes(frame, toServer))
            }
          }, 400)
          continue
        }
        for (const one of out.filter((each) => each !== 'hold')) send(frameBytes(one as Frame, toServer))
        if (out.length === 0 || !held) continue
        send(frameBytes(held, toServer))
        held = null
      }
    })
  }

  /** What becomes of one frame. Only messages of the exam are lost or repeated: a lost ping would be no weather. */
  #fate(frame: Frame, toServer: boolean): (Frame | 'hold')[] {
    const { weather, happened } = this
    if (frame.opcode !== TEXT) return [frame]
    const text = frame.payload.toString('latin1', 0, 64)
    if (toServer && /^42\/station,\d+\["(?:entries|beat)"/.test(text)) {
      if (this.#chance.percent(weather.drop)) {
        happened.dropped += 1
        return []
      }
      if (this.#chance.percent(weather.duplicate)) {
        happened.duplicated += 1
        return [frame, frame]
      }
      if (this.#chance.percent(weather.reorder)) return ['hold']
    }
    if (!toServer && text.startsWith('43/station,')) {
      if (this.#chance.percent(weather.dropAck)) {
        happened.acksDropped += 1
        return []
      }
      if (this.#chance.percent(weather.duplicateAck)) {
        happened.acksDuplicated += 1
        return [frame, frame]
      }
    }
    return [frame]
  }

  async #write(to: Socket, bytes: Buffer): Promise<void> {
    const { latencyMs, sliceBytes } = this.weather
    if (latencyMs > 0) await new Promise((done) => setTimeout(done, this.#chance.between(0, latencyMs)))
    if (to.destroyed) return
    if (sliceBytes === 0) return void to.write(bytes)
    for (let at = 0; at < bytes.length; at += sliceBytes) {
      to.write(bytes.subarray(at, at + sliceBytes))
      await new Promise((done) => setImmediate(done))
    }
  }
}
