import { createHash } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { join } from 'node:path'
import { DATABASE, LOG, SECRET } from '../backup/manifest.ts'
import { settleFile } from '../db/sqlite-file.ts'
import { FRAME_HEADER, WAL_HEADER } from '../db/sqlite-live.ts'
import type { Have } from './messages.ts'

/** What a spare knows of itself, in its folder beside the copies. Holds the pairing key: mode 0600. */
export interface SpareFile {
  /** Origins of the main server, 'http://10.0.0.2:3000'. */
  of: string
  /** The pairing key, base64url. */
  key: string
  /** Its whole copy; null before the first. */
  copy: string | null
  /** Until when the copy was known to be whole, wall clock of this machine, ms. */
  wholeAt: number | null
  /** The main said good-bye in order: nothing acknowledged is missing. */
  bye: boolean
  /** So much later than ours is the main's wall clock, ms. */
  skewMs: number
  /** Line of the main's records, as it said. */
  generation: number
  takenOverAt: number | null
}

const FILE = 'spare.json'

export function readSpareFile(folder: string): SpareFile | null {
  const path = join(folder, FILE)
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as SpareFile) : null
}

/** Whole or not at all. */
export function writeSpareFile(folder: string, content: SpareFile): void {
  const path = join(folder, FILE)
  writeFileSync(`${path}.new`, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600, flush: true })
  renameSync(`${path}.new`, path)
}

export const copyFolder = (folder: string, copy: string): string => join(folder, `copy-${copy}`)

/** Removes every copy but this one. */
export function removeCopies(folder: string, but: string): void {
  for (const name of readdirSync(folder))
    if (name.startsWith('copy-') && name !== `copy-${but}`) rmSync(join(folder, name), { recursive: true, force: true })
}

/**
 * One copy of the main's records: the same file and the same write-ahead log, byte for byte. SQLite itself puts the log
 * into the file, and takes from it only what was committed, as after a crash of the main. Every write is on the disk
 * when its method returns.
 */
export class Mirror {
  readonly copy: string
  readonly folder: string
  #step: number
  #file: number | null
  #log: number | null = null
  #place: Omit<Have, 'copy'> = { salt: '', frame: 0, sum: '' }

  constructor(
    folder: string,
    { copy, pageSize, size, secret }: { copy: string; pageSize: number; size: number; secret: Buffer },
  ) {
    this.copy = copy
    this.folder = copyFolder(folder, copy)
    this.#step = FRAME_HEADER + pageSize
    mkdirSync(this.folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(this.folder, SECRET), secret, { mode: 0o600, flush: true })
    this.#file = openSync(join(this.folder, DATABASE), 'wx', 0o600)
    ftruncateSync(this.#file, size)
  }

  get have(): Have {
    return { copy: this.copy, ...this.#place }
  }

  /** A stretch of the file; durable with the first log. */
  writeFile(offset: number, body: Buffer): void {
    if (this.#file === null) throw new Error('bug: the file of this copy is closed')
    put(this.#file, body, offset)
  }

  /** Frames of the log, in their order. False where they do not follow from what is here: this copy is worth nothing. */
  writeLog({
    salt,
    from,
    to,
    sum,
    body,
  }: {
    salt: string
    from: number
    to: number
    sum: string
    body: Buffer
  }): boolean {
    if (from === 0 && salt !== this.#place.salt) {
      // The main ended its log in order; what it held goes into the file before the new one begins.
      if (this.#place.frame > 0 && !this.settle()) return false
      this.#closeLog()
      this.#log = openSync(join(this.folder, LOG), 'w', 0o600)
      syncFolder(this.folder)
      this.#place = { salt, frame: 0, sum: '' }
    }
    const whole = (from === 0 ? WAL_HEADER : 0) + (to - from) * this.#step
    if (this.#log === null || salt !== this.#place.salt || from !== this.#place.frame || body.length !== whole)
      return false
    put(this.#log, body, from === 0 ? 0 : WAL_HEADER + from * this.#step)
    fdatasyncSync(this.#log)
    this.#place = { salt, frame: to, sum }
    return true
  }

  /** What was copied is one whole moment: on the disk with its names. */
  seal(): void {
    if (this.#file !== null) {
      fsyncSync(this.#file)
      closeSync(this.#file)
      this.#file = null
    }
    syncFolder(this.folder)
  }

  /** Puts the log into the file. False where SQLite finds something wrong. */
  settle(): boolean {
    this.#closeLog()
    return settleFile(join(this.folder, DATABASE), { check: false }).length === 0
  }

  /** Digest of a stretch of the file. */
  digest({ offset, length }: { offset: number; length: number }): string {
    const file = openSync(join(this.folder, DATABASE), 'r')
    const bytes = Buffer.alloc(length)
    readSync(file, bytes, 0, length, offset)
    closeSync(file)
    return createHash('sha256').update(bytes).digest('hex')
  }

  close(): void {
    this.#closeLog()
    if (this.#file !== null) closeSync(this.#file)
    this.#file = null
  }

  #closeLog(): void {
    if (this.#log !== null) closeSync(this.#log)
    this.#log = null
  }
}

function put(file: number, body: Buffer, offset: number): void {
  for (let at = 0; at < body.length; ) at += writeSync(file, body, at, body.length - at, offset + at)
}

function syncFolder(folder: string): void {
  const entry = openSync(folder, 'r')
  fsyncSync(entry)
  closeSync(entry)
}
