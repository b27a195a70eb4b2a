import type { Socket } from 'socket.io'
import type { Refusal } from '../protocol/refusals.ts'
import type { EntryAck } from '../protocol/station.ts'

/** What is used here of the websocket under a socket.io connection. */
interface Wire {
  readyState: number
  on(event: 'message', listen: Listen): unknown
  off(event: 'message', listen: Listen): unknown
  listeners(event: 'message'): Listen[]
  send(text: string): void
  /** Its TCP socket. Not promised by the library: where it is missing, `send` does the same in two writes. */
  _socket?: { write(text: string, encoding: 'latin1'): unknown }
}
type Listen = (data: Buffer | ArrayBuffer | Buffer[], isBinary: boolean) => void

const OPEN = 1
const TEXT_FRAME = '\x81'
/** Longest payloads of the one-byte and of the two-byte length of a frame. */
const SHORT_MAX = 125
const MEDIUM_MAX = 0xffff

/**
 * Takes a station's `entries` before socket.io reads them and writes the acknowledgement as one frame: to the station
 * the very same bytes, to the server half the work, for of all that a hall says this is nearly everything. Whatever else
 * comes, or comes in any other shape, goes on to socket.io as if nobody had looked (measured in `scripts/BENCH.md`).
 */
export function takeEntriesEarly(
  socket: Pick<Socket, 'conn' | 'nsp' | 'connected'>,
  take: (batch: unknown, reply: (value: EntryAck | Refusal) => void) => void,
): void {
  const wire = (socket.conn.transport as unknown as { socket?: Wire }).socket
  const [listen, ...others] = wire?.listeners('message') ?? []
  // Another library underneath, or another version of it: then socket.io goes on doing all of it.
  if (!wire || !listen || others.length > 0) return
  const space = socket.nsp.name
  const start = Buffer.from(`42${space},`)
  const reply = (id: string, value: EntryAck | Refusal) => {
    if (wire.readyState === OPEN) sendText(wire, `43${space},${id}[${ackJson(value)}]`)
  }
  wire.off('message', listen)
  wire.on('message', (data, isBinary) => {
    const entries = socket.connected && !isBinary && Buffer.isBuffer(data) ? readEntries(data, start) : null
    if (entries) take(entries.batch, (value) => reply(entries.id, value))
    else listen.call(wire, data, isBinary)
  })
}

/** The acknowledgement as JSON.stringify writes it. */
export const ackJson = (value: EntryAck | Refusal): string =>
  'through' in value && value.refused.length === 0
    ? `{"through":${value.through},"examNow":${value.examNow},"refused":[]}`
    : JSON.stringify(value)

const NAME = '["entries",'
const ID_DIGITS_MAX = 15

/** The id and the batch of `42/station,ID["entries",BATCH]`, or null where it is anything else. */
export function readEntries(data: Buffer, start: Buffer): { id: string; batch: unknown } | null {
  if (data.length < start.length || data.compare(start, 0, start.length, 0, start.length) !== 0) return null
  const text = data.toString('utf8', start.length)
  const at = text.indexOf('[')
  if (at < 1 || at > ID_DIGITS_MAX || !text.startsWith(NAME, at) || !text.endsWith(']')) return null
  const id = text.slice(0, at)
  for (let n = 0; n < at; n += 1) if (id.charCodeAt(n) < 48 || id.charCodeAt(n) > 57) return null
  try {
    return { id: String(Number(id)), batch: JSON.parse(text.slice(at + NAME.length, -1)) }
  } catch {
    return null
  }
}

function sendText(wire: Wire, text: string): void {
  if (wire._socket && text.length <= MEDIUM_MAX && isAscii(text)) wire._socket.write(frameOf(text), 'latin1')
  else wire.send(text)
}

/** An unmasked text frame; `text` is ASCII. */
export function frameOf(text: string): string {
  const { length } = text
  if (length <= SHORT_MAX) return `${TEXT_FRAME}${String.fromCharCode(length)}${text}`
  return `${TEXT_FRAME}\x7e${String.fromCharCode(length >> 8, length & 0xff)}${text}`
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII is meant, control characters too
const ASCII = /^[\x00-\x7f]*$/
const isAscii = (text: string): boolean => ASCII.test(text)

/**
 * Lets go of the request that a connection began with: four kilobytes that nobody reads again. The cookie stays, for a
 * station is asked once more who it is.
 */
export function forgetRequest(socket: Pick<Socket, 'conn' | 'handshake'>): void {
  const { cookie } = socket.handshake.headers
  socket.handshake.headers = cookie === undefined ? {} : { cookie }
  const { conn } = socket as unknown as { conn: { request: unknown } }
  conn.request = null
}
