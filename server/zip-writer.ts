import { pipeline, Readable } from 'node:stream'
import { crc32, createDeflateRaw, deflateRawSync, inflateRawSync } from 'node:zlib'

/** A short file is given whole, a long one as the pieces it is written in. */
export interface ZipEntry {
  name: string
  content: string | Iterable<string> | AsyncIterable<string>
}

/**
 * A ZIP archive as a stream that holds no more than one short file and the directory (some 15 bytes for each file), so
 * that a million files or a file of a million rows stay small in memory. Counts and offsets beyond 32 bits are written
 * in ZIP64 (APPNOTE 4.5.3); a single file must stay under 4 GiB, packed and unpacked. `at`: Unix ms, the date of every
 * file, so that the same content makes the same archive.
 */
export async function* zip(entries: Iterable<ZipEntry> | AsyncIterable<ZipEntry>, at: number): AsyncGenerator<Buffer> {
  const time = dosTime(at)
  const out = new Batch()
  const plain = new Batch()
  const directory = new Directory(time)
  let offset = 0
  for await (const { name, content } of entries) {
    const file: FileFacts = {
      name,
      nameBytes: Buffer.byteLength(name),
      crc: 0,
      packed: 0,
      raw: 0,
      streamed: false,
    }
    if (typeof content === 'string') {
      plain.text(content, Buffer.byteLength(content))
      const body = plain.view()
      const packed = deflateRawSync(body, SMALL)
      file.crc = crc32(body)
      file.packed = packed.length
      file.raw = body.length
      localHeader(out, file, time)
      out.bytes(packed)
      plain.clear()
    } else {
      file.streamed = true
      localHeader(out, file, time)
      for await (const chunk of deflated(content, file)) {
        out.bytes(chunk)
        if (out.full) yield out.take()
      }
      if (file.raw > UINT32 || file.packed > UINT32) throw new Error(`${name} is over 4 GiB`)
      dataDescriptor(out, file)
    }
    offset += localBytes(file)
    directory.add(file)
    if (out.full) yield out.take()
  }
  if (!out.empty) yield out.take()
  yield* directory.written(offset)
}

interface FileFacts {
  name: string
  nameBytes: number
  crc: number
  packed: number
  raw: number
  /** Its sizes follow its content, since they were not known before. */
  streamed: boolean
}

const UINT16 = 0xffff
const UINT32 = 0xffffffff
/** Version 4.5 knows ZIP64. */
const VERSION = 45
const UTF8 = 0x0800
const SIZES_FOLLOW = 0x0008
const DEFLATED = 8
/** For files of a page: with zlib's usual window a million of them take twice the time and a third more memory. */
const SMALL = { windowBits: 12, memLevel: 5, chunkSize: 1024 }

async function* deflated(content: Iterable<string> | AsyncIterable<string>, facts: FileFacts): AsyncGenerator<Buffer> {
  const bytes = async function* () {
    for await (const piece of content) {
      const body = Buffer.from(piece)
      facts.crc = crc32(body, facts.crc)
      facts.raw += body.length
      yield body
    }
  }
  const deflate = createDeflateRaw()
  // A failure of the content destroys the deflater, whose reader below then throws it.
  pipeline(Readable.from(bytes(), { objectMode: false }), deflate, () => {})
  for await (const chunk of deflate as AsyncIterable<Buffer>) {
    facts.packed += chunk.length
    yield chunk
  }
}

function localHeader(out: Batch, { name, nameBytes, crc, packed, raw, streamed }: FileFacts, time: number): void {
  out.u32(0x04034b50)
  out.u16(VERSION)
  out.u16(UTF8 | (streamed ? SIZES_FOLLOW : 0))
  out.u16(DEFLATED)
  out.u32(time)
  out.u32(crc)
  out.u32(packed)
  out.u32(raw)
  out.u16(nameBytes)
  out.u16(0)
  out.text(name, nameBytes)
}

/** What one file takes in the archive: header, name, content, and its sizes if they follow. */
const localBytes = ({ nameBytes, packed, streamed }: Pick<FileFacts, 'nameBytes' | 'packed' | 'streamed'>) =>
  30 + nameBytes + packed + (streamed ? 16 : 0)

function dataDescriptor(out: Batch, { crc, packed, raw }: FileFacts): void {
  out.u32(0x08074b50)
  out.u32(crc)
  out.u32(packed)
  out.u32(raw)
}

/**
 * The central directory. Until it is written only what cannot be computed is kept, packed: of a million files the
 * directory itself is 70 MB, and as objects far more.
 */
class Directory {
  readonly #time: number
  #files = 0
  readonly #full: Buffer[] = []
  readonly #kept = new Batch()

  constructor(time: number) {
    this.#time = time
  }

  add({ name, nameBytes, crc, packed, raw, streamed }: FileFacts): void {
    this.#kept.u32(crc)
    this.#kept.u32(packed)
    this.#kept.u32(raw)
    this.#kept.u16(nameBytes)
    this.#kept.u16(streamed ? 1 : 0)
    this.#kept.text(name, nameBytes)
    this.#files += 1
    if (this.#kept.full) this.#full.push(Buffer.from(deflateRawSync(this.#kept.take())))
  }

  /** `start`: where in the archive the directory begins. */
  *written(start: number): Generator<Buffer> {
    const out = new Batch()
    let offset = 0
    let bytes = 0
    for (const kept of [...this.#full.map((packed) => () => inflateRawSync(packed)), () => this.#kept.take()]) {
      const facts = kept()
      for (let at = 0; at < facts.length; ) {
        const [crc, packed, raw] = [facts.readUInt32LE(at), facts.readUInt32LE(at + 4), facts.readUInt32LE(at + 8)]
        const [nameBytes, streamed] = [facts.readUInt16LE(at + 12), facts.readUInt16LE(at + 14) === 1]
        const name = facts.subarray(at + 16, at + 16 + nameBytes)
        bytes += this.#record(out, { name, crc, packed, raw, offset, streamed })
        offset += localBytes({ nameBytes, packed, streamed })
        at += 16 + nameBytes
        if (out.full) yield out.take()
      }
    }
    const large = this.#files >= UINT16 || bytes >= UINT32 || start >= UINT32
    if (large) this.#end64(out, start, bytes)
    out.u32(0x06054b50)
    out.u32(0)
    out.u16(large ? UINT16 : this.#files)
    out.u16(large ? UINT16 : this.#files)
    out.u32(large ? UINT32 : bytes)
    out.u32(large ? UINT32 : start)
    out.u16(0)
    yield out.take()
  }

  /** Writes the record of one file, and says how long it is. */
  #record(
    out: Batch,
    file: { name: Uint8Array; crc: number; packed: number; raw: number; offset: number; streamed: boolean },
  ): number {
    const { name, crc, packed, raw, offset, streamed } = file
    const far = offset >= UINT32
    out.u32(0x02014b50)
    out.u16(VERSION)
    out.u16(VERSION)
    out.u16(UTF8 | (streamed ? SIZES_FOLLOW : 0))
    out.u16(DEFLATED)
    out.u32(this.#time)
    out.u32(crc)
    out.u32(packed)
    out.u32(raw)
    out.u16(name.length)
    out.u16(far ? 12 : 0)
    // No comment, on the first disk, of no kind, without attributes.
    out.u16(0)
    out.u16(0)
    out.u16(0)
    out.u32(0)
    out.u32(far ? UINT32 : offset)
    out.bytes(name)
    if (far) {
      out.u16(0x0001)
      out.u16(8)
      out.u64(offset)
    }
    return 46 + name.length + (far ? 12 : 0)
  }

  #end64(out: Batch, start: number, bytes: number): void {
    out.u32(0x06064b50)
    out.u64(44)
    out.u16(VERSION)
    out.u16(VERSION)
    out.u32(0)
    out.u32(0)
    out.u64(this.#files)
    out.u64(this.#files)
    out.u64(bytes)
    out.u64(start)
    out.u32(0x07064b50)
    out.u32(0)
    out.u64(start + bytes)
    out.u32(1)
  }
}

const BATCH_BYTES = 64 * 1024

/** Bytes one after another in a buffer that is used again: a million small buffers would be most of the memory. */
class Batch {
  #buffer = Buffer.alloc(BATCH_BYTES * 2)
  #used = 0

  get empty(): boolean {
    return this.#used === 0
  }
  get full(): boolean {
    return this.#used >= BATCH_BYTES
  }
  /** Numbers are little-endian. */
  u16(value: number): void {
    const at = this.#place(2)
    this.#buffer.writeUInt16LE(value, at)
  }
  u32(value: number): void {
    const at = this.#place(4)
    this.#buffer.writeUInt32LE(value, at)
  }
  u64(value: number): void {
    const at = this.#place(8)
    this.#buffer.writeBigUInt64LE(BigInt(value), at)
  }
  text(text: string, bytes: number): void {
    const at = this.#place(bytes)
    this.#buffer.write(text, at)
  }
  bytes(bytes: Uint8Array): void {
    const at = this.#place(bytes.length)
    this.#buffer.set(bytes, at)
  }
  /** What is held, good until the next change. */
  view(): Buffer {
    return this.#buffer.subarray(0, this.#used)
  }
  clear(): void {
    this.#used = 0
  }
  take(): Buffer {
    const whole = Buffer.from(this.view())
    this.clear()
    return whole
  }

  /** Where the next bytes go. */
  #place(bytes: number): number {
    const at = this.#used
    this.#used += bytes
    if (this.#used > this.#buffer.length) this.#buffer = Buffer.concat([this.#buffer], this.#used * 2)
    return at
  }
}

/** Date and time as MS-DOS wrote them, from 1980 on, in UTC so that the place of the server does not change a file. */
function dosTime(at: number): number {
  const date = new Date(Math.max(at, Date.UTC(1980, 0, 1)))
  const day = ((date.getUTCFullYear() - 1980) << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate()
  const second = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | (date.getUTCSeconds() >> 1)
  return ((day << 16) | second) >>> 0
}
