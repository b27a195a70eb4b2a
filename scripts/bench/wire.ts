import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/**
 * A station's line without a library: websocket frames and socket.io's packets by hand, so that one process can be five
 * thousand stations and still leave the machine to the server that is measured.
 */
export interface LineEvents {
  /** The acknowledgement `id` came: its first value as JSON text. */
  acknowledged(id: number, json: string): void
  /** Something the server said by itself: name and first value as JSON text. */
  heard(name: string, json: string): void
  closed(): void
}

const ACK = /^43\/\w+,(\d+)\[/
const EVENT = /^42\/\w+,\["(\w+)",?/

export class Line {
  #socket: Socket
  #space: string
  #events: LineEvents
  #rest: Buffer = Buffer.alloc(0)
  #upgraded = false
  #opened: () => void = () => {}
  /** Bytes received since the line was opened. */
  received = 0

  private constructor(socket: Socket, space: string, events: LineEvents) {
    this.#socket = socket
    this.#space = space
    this.#events = events
  }

  /** Opens a line to `/station`, `/proctor` … at a local port. @throws where the server refuses it. */
  static open(port: number, space: string, cookie: string, events: LineEvents): Promise<Line> {
    return new Promise((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      const line = new Line(socket, space, events)
      line.#opened = () => resolve(line)
      socket.once('error', reject)
      socket.on('connect', () =>
        socket.write(
          `GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n` +
            `Origin: http://127.0.0.1:${port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}\r\nCookie: ${cookie}\r\n\r\n`,
        ),
      )
      socket.on('data', (chunk) => {
        try {
          line.#take(chunk)
        } catch (error) {
          reject(error as Error)
          socket.destroy()
        }
      })
      socket.on('close', () => {
        reject(new Error('the line was closed before it was open'))
        events.closed()
      })
    })
  }

  /** Sends an event that is acknowledged under `id`. `json` is its one value. */
  emit(id: number, name: string, json: string): void {
    this.#send(`42${this.#space},${id}["${name}",${json}]`)
  }

  close(): void {
    this.#socket.destroy()
  }

  #send(text: string): void {
    const payload = Buffer.from(text)
    const long = payload.length > 125
    const frame = Buffer.alloc((long ? 8 : 6) + payload.length)
    frame[0] = 0x81
    // The mask is zero: allowed, and nothing has to be turned.
    if (long) {
      frame[1] = 0x80 | 126
      frame.writeUInt16BE(payload.length, 2)
    } else frame[1] = 0x80 | payload.length
    payload.copy(frame, long ? 8 : 6)
    this.#socket.write(frame)
  }

  #take(chunk: Buffer): void {
    this.received += chunk.length
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    if (!this.#upgraded) {
      const end = data.indexOf('\r\n\r\n')
      if (end < 0) {
        this.#rest = data
        return
      }
      const head = data.toString('latin1', 0, end)
      if (!head.startsWith('HTTP/1.1 101')) throw new Error(`no line: ${head.split('\r\n')[0]}`)
      this.#upgraded = true
      data = data.subarray(end + 4)
    }
    let at = 0
    for (;;) {
      if (data.length - at < 2) break
      let length = (data[at + 1] as number) & 0x7f
      let from = at + 2
      if (length === 126) {
        if (data.length - at < 4) break
        length = data.readUInt16BE(at + 2)
        from = at + 4
      } else if (length === 127) {
        if (data.length - at < 10) break
        length = Number(data.readBigUInt64BE(at + 2))
        from = at + 10
      }
      if (data.length - from < length) break
      const opcode = (data[at] as number) & 0x0f
      if (opcode === 1) this.#packet(data.toString('utf8', from, from + length))
      else if (opcode === 8) this.#socket.end()
      at = from + length
    }
    this.#rest = at === data.length ? Buffer.alloc(0) : Buffer.from(data.subarray(at))
  }

  #packet(text: string): void {
    const ack = ACK.exec(text)
    const event = ack ? null : EVENT.exec(text)
    if (ack) this.#events.acknowledged(Number(ack[1]), text.slice(ack[0].length, -1))
    else if (text === '2') this.#send('3')
    else if (text.startsWith('0')) this.#send(`40${this.#space},`)
    else if (text.startsWith('40')) this.#opened()
    else if (text.startsWith('44')) throw new Error(`no line: ${text}`)
    else if (event) this.#events.heard(event[1] as string, text.slice(event[0].length, -1))
  }
}
