import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import type { Socket } from 'node:net'
import { CLOSE, FrameReader, frameBytes, PING, PONG, TEXT } from './frames.ts'

/** Where a computer speaks to, and from which of its addresses (for faults that hit one cable). */
export interface Way {
  origin: string
  localAddress?: string
}

export class LineClosed extends Error {}
export class NoReply extends Error {}

const OPEN_MS = 8000

/**
 * A station's line without a library: socket.io's packets over websocket frames by hand. It never reconnects by itself
 * and never hides that something is missing: what came of an `ask` is known, or it is an error.
 */
export class Line {
  #socket: Socket
  #reader = new FrameReader()
  #asked = new Map<number, { done: (value: unknown) => void; fail: (error: Error) => void; timer: NodeJS.Timeout }>()
  #next = 0
  #ready: () => void = () => {}
  #refused: (error: Error) => void = () => {}
  open = true
  onMessage: (message: unknown) => void = () => {}
  onClose: () => void = () => {}

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', (chunk: Buffer) => this.#take(chunk))
    socket.on('error', () => socket.destroy())
    socket.on('close', () => this.#ended())
  }

  /** @throws where there is no server, it refuses, or it says nothing for eight seconds. */
  static async open({ origin, localAddress }: Way, cookie: string): Promise<Line> {
    const { hostname, port } = new URL(origin)
    return await new Promise<Line>((resolve, reject) => {
      const asking = request({
        ...{ hostname, port, path: '/socket.io/?EIO=4&transport=websocket', agent: false },
        ...(localAddress !== undefined && { localAddress }),
        headers: {
          ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', origin, cookie },
          'sec-websocket-key': randomBytes(16).toString('base64'),
        },
      })
      const fail = (error: Error) => {
        clearTimeout(timer)
        asking.destroy()
        reject(error)
      }
      const timer = setTimeout(() => fail(new NoReply('no line within eight seconds')), OPEN_MS)
      asking.once('error', fail)
      asking.once('response', (reply) => fail(new Error(`no line: HTTP ${reply.statusCode}`)))
      asking.once('upgrade', (_, socket: Socket, head: Buffer) => {
        socket.setNoDelay(true)
        const line = new Line(socket)
        line.#ready = () => {
          clearTimeout(timer)
          resolve(line)
        }
        line.#refused = fail
        if (head.length > 0) line.#take(head)
      })
      asking.end()
    })
  }

  /** Asks and waits for the acknowledgement. @throws LineClosed, NoReply: then it may or may not have arrived. */
  ask<Reply>(event: string, body: unknown, patienceMs: number): Promise<Reply> {
    if (!this.open) return Promise.reject(new LineClosed(event))
    const id = this.#next++
    return new Promise<Reply>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(id)
        reject(new NoReply(event))
      }, patienceMs)
      this.#asked.set(id, { done: resolve as (value: unknown) => void, fail: reject, timer })
      this.#send(`42/station,${id}${JSON.stringify([event, body])}`)
    })
  }

  /** The cable is out: nothing is closed in order. */
  cut(): void {
    this.#socket.destroy()
  }

  #send(text: string): void {
    if (this.open) this.#socket.write(frameBytes({ opcode: TEXT, payload: Buffer.from(text) }, true))
  }

  #take(chunk: Buffer): void {
    for (const { opcode, payload } of this.#reader.push(chunk)) {
      if (opcode === TEXT) this.#packet(payload.toString())
      else if (opcode === PING) this.#socket.write(frameBytes({ opcode: PONG, payload }, true))
      else if (opcode === CLOSE) this.#socket.destroy()
    }
  }

  #packet(text: string): void {
    if (text === '2') this.#send('3')
    else if (text.startsWith('0')) this.#send('40/station,')
    else if (text.startsWith('40/station')) this.#ready()
    else if (text.startsWith('44/station')) {
      this.#refused(new Error(`no line: ${text.slice(10)}`))
      this.#socket.destroy()
    } else if (text.startsWith('41')) this.#socket.destroy()
    else this.#message(text)
  }

  #message(text: string): void {
    const ack = /^43\/station,(\d+)(\[.*)$/s.exec(text)
    if (ack) {
      const asked = this.#asked.get(Number(ack[1]))
      this.#asked.delete(Number(ack[1]))
      if (!asked) return // said twice on the way
      clearTimeout(asked.timer)
      asked.done((JSON.parse(ack[2] as string) as unknown[])[0])
      return
    }
    const event = /^42\/station,(\[.*)$/s.exec(text)
    if (event) this.onMessage((JSON.parse(event[1] as string) as unknown[])[1])
  }

  #ended(): void {
    if (!this.open) return
    this.open = false
    for (const { fail, timer } of this.#asked.values()) {
      clearTimeout(timer)
      fail(new LineClosed('the line closed'))
    }
    this.#asked.clear()
    this.#refused(new LineClosed('the line closed before it was open'))
    this.onClose()
  }
}

/** One HTTP request from that computer. @throws where no whole reply comes within the patience. */
export async function call(
  { origin, localAddress }: Way,
  method: 'GET' | 'POST',
  path: string,
  { body, cookie = '', patienceMs = 15_000 }: { body?: object; cookie?: string; patienceMs?: number } = {},
): Promise<{ status: number; json: unknown; cookies: string[] }> {
  const { hostname, port } = new URL(origin)
  const text = body ? JSON.stringify(body) : ''
  return await new Promise((resolve, reject) => {
    const asking = request({
      ...{ hostname, port, path, method, agent: false },
      ...(localAddress !== undefined && { localAddress }),
      headers: {
        ...{ origin, cookie },
        ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      },
    })
    const timer = setTimeout(() => asking.destroy(new NoReply(path)), patienceMs)
    asking.once('error', (error) => {
      clearTimeout(timer)
      reject(error)
    })
    asking.once('response', (reply) => {
      const chunks: Buffer[] = []
      reply.on('data', (chunk: Buffer) => chunks.push(chunk))
      reply.once('close', () => {
        clearTimeout(timer)
        if (!reply.complete) return reject(new LineClosed(path))
        const all = Buffer.concat(chunks).toString()
        const cookies = (reply.headers['set-cookie'] ?? []).map((one) => one.split(';')[0] ?? '')
        const isJson = String(reply.headers['content-type']).includes('json')
        resolve({ status: reply.statusCode ?? 0, json: isJson ? JSON.parse(all) : all, cookies })
      })
    })
    asking.end(text)
  })
}
