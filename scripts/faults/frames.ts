/**
 * Websocket frames as bytes (RFC 6455), both ways: what a line of ours sends, and what the proxy takes apart to lose,
 * repeat or reorder whole messages without breaking the stream.
 */
export interface Frame {
  opcode: number
  payload: Buffer
}

export const TEXT = 1
export const CLOSE = 8
export const PING = 9
export const PONG = 10

/** Collects bytes until whole frames stand there. The server sends short messages, never in fragments. */
export class FrameReader {
  #rest: Buffer = Buffer.alloc(0)

  push(chunk: Buffer): Frame[] {
    let data = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk])
    const frames: Frame[] = []
    for (let next = readFrame(data); next; next = readFrame(data)) {
      frames.push(next.frame)
      data = data.subarray(next.bytes)
    }
    this.#rest = data.length === 0 ? Buffer.alloc(0) : Buffer.from(data)
    return frames
  }
}

function readFrame(data: Buffer): { frame: Frame; bytes: number } | null {
  if (data.length < 2) return null
  const masked = ((data[1] as number) & 0x80) !== 0
  let length = (data[1] as number) & 0x7f
  let from = 2
  if (length === 126) {
    if (data.length < 4) return null
    length = data.readUInt16BE(2)
    from = 4
  } else if (length === 127) {
    if (data.length < 10) return null
    length = Number(data.readBigUInt64BE(2))
    from = 10
  }
  const mask = masked ? data.subarray(from, from + 4) : null
  if (mask) from += 4
  if (data.length < from + length) return null
  const payload = Buffer.from(data.subarray(from, from + length))
  if (mask) for (let at = 0; at < length; at++) payload[at] = (payload[at] as number) ^ (mask[at & 3] as number)
  return { frame: { opcode: (data[0] as number) & 0x0f, payload }, bytes: from + length }
}

/** One frame as bytes. A client must mask; its mask is zero here, which the standard allows and saves the turning. */
export function frameBytes({ opcode, payload }: Frame, masked: boolean): Buffer {
  const { length } = payload
  const size = length < 126 ? 2 : length < 65_536 ? 4 : 10
  const head = Buffer.alloc(size + (masked ? 4 : 0))
  head[0] = 0x80 | opcode
  head[1] = (masked ? 0x80 : 0) | (size === 2 ? length : size === 4 ? 126 : 127)
  if (size === 4) head.writeUInt16BE(length, 2)
  if (size === 10) head.writeBigUInt64BE(BigInt(length), 2)
  return Buffer.concat([head, payload])
}
