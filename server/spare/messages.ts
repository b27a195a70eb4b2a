import { inflateRawSync } from 'node:zlib'

/** What main server and spare say to each other, inside the sealed line. */

/** How far a spare has the log of its main: everything up to here is on its disk. */
export interface Have {
  copy: string
  salt: string
  frame: number
  sum: string
}

export type ToMain =
  /** First word; `have` where a whole copy lies there and the connection was only cut. */
  | { kind: 'hello'; have: Have | null }
  /** Every message up to this number is on the spare's disk. */
  | { kind: 'have'; number: number }
  /** Its copy is not what it should be: it wants another. */
  | { kind: 'again'; why: string }
  /** Another line took over; whoever hears it must not serve any more. */
  | { kind: 'fence'; generation: number; epoch: string }

export type ToSpare =
  /** Goes on where the spare stands. */
  | { kind: 'resumed'; wait: boolean }
  /** A full copy follows: the file in pieces, then the log. `secret` is base64url. */
  | { kind: 'copying'; copy: string; pageSize: number; size: number; secret: string; wait: boolean }
  /** What came so far is one whole moment. */
  | { kind: 'whole'; number: number }
  /** The log ended here and is in the main's file: put it into yours. `proof`: then this stretch of it has this digest. */
  | { kind: 'settle'; number: number; proof: { offset: number; length: number; sha256: string } }
  | { kind: 'pulse'; number: number; at: number; generation: number }
  /** The main stops in order; all it ever acknowledged is with the spare. */
  | { kind: 'bye'; fenced: boolean }

/** Raw bytes: of the file from `offset`, or of the log from frame `from` to `to`. Its body is packed or plain. */
export type Bytes =
  | { kind: 'file'; number: number; offset: number; body: Buffer }
  | { kind: 'log'; number: number; salt: string; from: number; to: number; sum: string; body: Buffer }

const [WORDS, FILE, LOG] = [1, 2, 3]
const FILE_HEAD = 1 + 4 + 8
const LOG_HEAD = 1 + 4 + 8 + 4 + 4 + 8

/** A body that was deflated, and one that was not; `bodyOf` tells them apart. */
export const packed = (body: Buffer): Buffer => Buffer.concat([Buffer.from([1]), body])
export const plain = (body: Buffer): Buffer => Buffer.concat([Buffer.from([0]), body])
export const bodyOf = (body: Buffer): Buffer => (body[0] === 1 ? inflateRawSync(body.subarray(1)) : body.subarray(1))

export const words = (message: ToMain | ToSpare): Buffer =>
  Buffer.concat([Buffer.from([WORDS]), Buffer.from(JSON.stringify(message))])

export function bytes(message: Bytes): Buffer {
  const head = Buffer.alloc(message.kind === 'file' ? FILE_HEAD : LOG_HEAD)
  head.writeUInt32BE(message.number, 1)
  if (message.kind === 'file') {
    head[0] = FILE
    head.writeUIntBE(message.offset, 7, 6)
  } else {
    head[0] = LOG
    head.write(message.salt, 5, 'hex')
    head.writeUInt32BE(message.from, 13)
    head.writeUInt32BE(message.to, 17)
    head.write(message.sum, 21, 'hex')
  }
  return Buffer.concat([head, message.body])
}

/** @throws where the sealed line was opened and holds something else: a bug of the other side. */
export function read(plain: Buffer): ToMain | ToSpare | Bytes {
  if (plain[0] === WORDS) return JSON.parse(plain.toString('utf8', 1)) as ToMain | ToSpare
  if (plain[0] === FILE)
    return {
      kind: 'file',
      number: plain.readUInt32BE(1),
      offset: plain.readUIntBE(7, 6),
      body: plain.subarray(FILE_HEAD),
    }
  if (plain[0] === LOG)
    return {
      kind: 'log',
      number: plain.readUInt32BE(1),
      salt: plain.toString('hex', 5, 13),
      from: plain.readUInt32BE(13),
      to: plain.readUInt32BE(17),
      sum: plain.toString('hex', 21, 29),
      body: plain.subarray(LOG_HEAD),
    }
  throw new Error(`bug: a message of kind ${plain[0]} on the sealed line`)
}
