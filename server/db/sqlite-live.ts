import { closeSync, existsSync, fstatSync, openSync, readSync, statSync } from 'node:fs'
import Database from 'better-sqlite3'

/**
 * A SQLite file as bytes, while others write to it. What was committed lies in the file itself and, after that, in the
 * frames of its write-ahead log (sqlite.org/walformat.html); both are read as they are, so that no table can be missed.
 */
export interface WalPlace {
  /** Both salts of the log, hex: another log has others. */
  salt: string
  /** Committed frames of this log. */
  frame: number
  /** The log's running checksum after that frame, hex: two logs that agree in it agree in all before. */
  sum: string
  /** Frames that are in the file too; where these are all, the next writer begins a new log. */
  filed: number
  /** Pages of the database after that frame. */
  pages: number
}

/** Bytes before the first frame, and before each frame's page. */
export const WAL_HEADER = 32
export const FRAME_HEADER = 24
/** Where the index keeps its first header, and how long that is. */
const INDEX_HEADER = 48
/** Behind both headers: how many frames are in the file. */
const FILED_AT = 2 * INDEX_HEADER
const TRIES_MAX = 1000

export interface LiveFile {
  pageSize: number
  /** Keeps the log from being begun anew until `release`: nothing that was committed since goes away. */
  hold(): void
  release(): void
  readonly held: boolean
  /** Where the committed log ends now; null while the database has none. */
  place(): WalPlace | null
  /** Raw bytes of the log: from the header where `from` is 0, else from the frame after `from`, up to frame `to`. */
  frames(from: number, to: number): Buffer
  /** Bytes of the database file itself. */
  size(): number
  /** Reads the database file at `offset`; what lies beyond its end is zero. */
  bytes(offset: number, length: number): Buffer
  /**
   * Puts the whole log into the file, so that the next writer begins a new one, and holds again. Returns how many
   * frames the ended log has: who has read them all has missed nothing. Null where somebody reads or writes just now;
   * nothing was ended then.
   */
  settle(): number | null
  /** What was committed at `hold`, counted: for a manifest. */
  facts<Row>(query: string): Iterable<Row>
  close(): void
}

/** Opens the bytes of a database that a server may be using. @throws where there is none. */
export function openLive(file: string): LiveFile {
  if (!existsSync(file)) throw new Error(`no database at ${file}`)
  const holder = new Database(file, { readonly: true })
  const settler = new Database(file)
  holder.pragma('busy_timeout = 5000')
  // Never waits: whoever waits here stands in the way of the writer of the same process.
  settler.pragma('busy_timeout = 0')
  // A log of our own making would be read as one of theirs.
  settler.pragma('wal_autocheckpoint = 0')
  const pageSize = holder.pragma('page_size', { simple: true }) as number
  const main = keptOpen(file)
  let log: number | null = null
  let index: number | null = null
  const look = holder.prepare('SELECT 1 FROM sqlite_schema LIMIT 1')
  const header = Buffer.alloc(FILED_AT + 4)

  const live: LiveFile = {
    pageSize,
    get held() {
      return holder.inTransaction
    },
    hold() {
      if (holder.inTransaction) return
      holder.exec('BEGIN')
      look.get()
    },
    release() {
      if (holder.inTransaction) holder.exec('ROLLBACK')
    },
    place() {
      index ??= existsSync(`${file}-shm`) ? keptOpen(`${file}-shm`) : null
      if (index === null) return null
      // Two copies: where they differ, a writer is at it just now.
      for (let tries = 0; tries < TRIES_MAX; tries += 1) {
        if (readSync(index, header, 0, header.length, 0) < header.length) return null
        if (!header.subarray(0, INDEX_HEADER).equals(header.subarray(INDEX_HEADER, FILED_AT))) continue
        if (header[12] === 0) return null
        return {
          salt: header.toString('hex', 32, 40),
          frame: native(header, 16),
          filed: native(header, FILED_AT),
          pages: native(header, 20),
          sum: Buffer.concat([big(header, 24), big(header, 28)]).toString('hex'),
        }
      }
      throw new Error('the index of the write-ahead log does not come to rest')
    },
    frames(from, to) {
      log ??= openSync(`${file}-wal`, 'r')
      const step = FRAME_HEADER + pageSize
      const start = from === 0 ? 0 : WAL_HEADER + from * step
      return exactly(log, start, WAL_HEADER + to * step - start)
    },
    size: () => fstatSync(main).size,
    bytes(offset, length) {
      const bytes = Buffer.alloc(length)
      for (let at = 0; at < length; ) {
        const read = readSync(main, bytes, at, length - at, offset + at)
        if (read === 0) break
        at += read
      }
      return bytes
    },
    settle() {
      live.release()
      try {
        const [done] = settler.pragma('wal_checkpoint(RESTART)') as {
          busy: number
          log: number
          checkpointed: number
        }[]
        return done && done.busy === 0 && done.log === done.checkpointed ? done.log : null
      } finally {
        live.hold()
      }
    },
    facts: <Row>(query: string) => holder.prepare(query).iterate() as Iterable<Row>,
    close() {
      live.release()
      if (log !== null) closeSync(log)
      holder.close()
      settler.close()
    },
  }
  return live
}

/**
 * Opened once and never closed: closing any handle of a file drops every lock that this process has on it
 * (sqlite.org/howtocorrupt.html 2.2), those of the server's own connections too. The log alone is never locked.
 */
function keptOpen(file: string): number {
  const { ino, dev } = statSync(file)
  const name = `${dev}/${ino}`
  const handle = HANDLES.get(name) ?? openSync(file, 'r')
  HANDLES.set(name, handle)
  return handle
}
const HANDLES = new Map<string, number>()

/** The index is in the machine's own order of bytes. */
const LITTLE = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1
const native = (bytes: Buffer, at: number) => (LITTLE ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at))

/** As the log writes it. */
function big(bytes: Buffer, at: number): Buffer {
  const word = Buffer.alloc(4)
  word.writeUInt32BE(native(bytes, at))
  return word
}

function exactly(file: number, offset: number, length: number): Buffer {
  const bytes = Buffer.allocUnsafe(length)
  for (let at = 0; at < length; ) {
    const read = readSync(file, bytes, at, length - at, offset + at)
    if (read === 0) throw new Error(`the write-ahead log ends before byte ${offset + length}`)
    at += read
  }
  return bytes
}
