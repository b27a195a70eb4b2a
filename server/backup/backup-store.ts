import { createHash, randomBytes } from 'node:crypto'
import {
  closeSync,
  existsSync,
  fdatasyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { placeOf } from '../applications/document-files-store.ts'
import { FRAME_HEADER, type LiveFile, openLive, WAL_HEADER, type WalPlace } from '../db/sqlite-live.ts'
import { BLOCK, PIECE, padding, passphraseKey, SALT_BYTES, SEALED, sealPiece, tarHeader, WORK } from './archive.ts'
import { DATABASE, DOCUMENT_LIST, headsDigest, LOG, MANIFEST, type Manifest, manifestText, SECRET } from './manifest.ts'

/** So much is copied at a time, flushed, and followed by a rest: answers that are being stored wait for one of these at most. */
const STEP = 512 * 1024
/** The rest after a step, as a multiple of what the step took. */
const REST = 2
const REST_MS_MIN = 4

export interface BackupChoice {
  /** Folder of the records that are copied; a server may be serving it. */
  data: string
  /** Where it goes: a file, or a folder with the same files in it. Must not exist. */
  out: string
  as: 'file' | 'folder'
  /** Seals the archive; only for a file. */
  passphrase: string | null
  /** What a guess of the passphrase costs, see `archive.ts`; default: that of a hall. */
  work?: number
  organisation: string
  build: string
  now: () => number
  /** Bytes so far, and of how many. */
  progress?: (done: number, of: number) => void
}

/** Something about the place or the records that a person must mend; nothing was left behind. */
export class BackupProblem extends Error {}

/**
 * Copies the records of one moment while they are being written (BK1): the file and the log beside it as they lie on
 * the disk, so that no table can be missed and nobody is kept waiting. Whole at its place, or not there at all.
 * @throws BackupProblem where there are no records, or where the place is taken or cannot be written.
 */
export async function makeBackup(choice: BackupChoice): Promise<Manifest> {
  const database = join(choice.data, DATABASE)
  if (!existsSync(database))
    throw new BackupProblem(`tidak ada data di "${choice.data}"; sebut foldernya dengan --data DIR · no records there`)
  if (existsSync(choice.out))
    throw new BackupProblem(
      `"${choice.out}" sudah ada dan tidak ditimpa; pilih nama lain · it exists and is not replaced`,
    )
  const beside = `${choice.out}.${process.pid}.sebagian`
  const live = openLive(database)
  try {
    const sink = choice.as === 'file' ? archiveAt(beside, choice.passphrase, choice.work ?? WORK) : folderAt(beside)
    const manifest = await copy(live, sink, choice)
    sink.finish()
    renameSync(beside, choice.out)
    return manifest
  } catch (error) {
    rmSync(beside, { recursive: true, force: true })
    if (error instanceof Error && 'syscall' in error)
      throw new BackupProblem(`"${choice.out}" tidak dapat ditulis: ${error.message} · it cannot be written`)
    throw error
  } finally {
    live.close()
  }
}

async function copy(live: LiveFile, sink: Sink, choice: BackupChoice): Promise<Manifest> {
  const place = holdAt(live)
  const madeAt = choice.now()
  const size = live.size()
  const logSize = place && place.frame > 0 ? WAL_HEADER + place.frame * (FRAME_HEADER + live.pageSize) : 0
  const files: Manifest['files'] = []
  const whole = size + logSize + documentBytes(live)
  let done = 0
  const put = async (name: string, bytes: number, read: (offset: number, length: number) => Buffer) => {
    const hash = createHash('sha256')
    sink.begin(name, bytes, madeAt)
    for (let offset = 0; offset < bytes; offset += STEP) {
      const began = performance.now()
      const part = read(offset, Math.min(STEP, bytes - offset))
      hash.update(part)
      sink.write(part)
      sink.flush()
      done += part.length
      choice.progress?.(done, whole)
      // The disk belongs to the answers: a copy that never rests fills its queue.
      await rest(Math.max(REST_MS_MIN, (performance.now() - began) * REST))
    }
    sink.end()
    files.push({ name, bytes, sha256: hash.digest('hex') })
  }

  await put(DATABASE, size, (offset, length) => live.bytes(offset, length))
  // Where the log was begun anew meanwhile, all of the old one was in the file before, and the file stood still since.
  if (place && logSize > 0 && live.place()?.salt === place.salt) {
    const step = FRAME_HEADER + live.pageSize
    let kept = Buffer.alloc(0)
    let frame = 0
    await put(LOG, logSize, (_, length) => {
      while (kept.length < length && frame < place.frame) {
        const next = Math.min(place.frame, frame + Math.ceil(STEP / step))
        kept = Buffer.concat([kept, live.frames(frame, next)])
        frame = next
      }
      const part = kept.subarray(0, length)
      kept = kept.subarray(length)
      return part
    })
  }
  const secret = readFileSync(join(choice.data, SECRET))
  await put(SECRET, secret.length, (offset, length) => secret.subarray(offset, offset + length))
  const documents = await copyDocuments(live, sink, choice, madeAt, (bytes) => {
    done += bytes
    choice.progress?.(done, whole)
  })
  const list = Buffer.from(documents.list)
  await put(DOCUMENT_LIST, list.length, (offset, length) => list.subarray(offset, offset + length))
  const manifest = { ...(await facts(live, choice)), madeAt, files, documents: documents.told }
  const text = Buffer.from(manifestText(manifest))
  sink.begin(MANIFEST, text.length, madeAt)
  sink.write(text)
  sink.end()
  return manifest
}

/** Records of before there were documents have no such table. */
const hasDocuments = (live: LiveFile): boolean =>
  [...live.facts("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'document'")].length > 0

function documentBytes(live: LiveFile): number {
  if (!hasDocuments(live)) return 0
  const query = 'SELECT coalesce(sum(bytes), 0) AS bytes FROM document WHERE erased_at IS NULL'
  return [...live.facts<{ bytes: number }>(query)][0]?.bytes ?? 0
}

/**
 * The documents that the held moment names (BK6). They are written once and never changed, so the folder may be read as it
 * lies; one that was replaced since is gone and told as missing, as those in a bucket are.
 */
async function copyDocuments(
  live: LiveFile,
  sink: Sink,
  { data }: BackupChoice,
  madeAt: number,
  progress: (bytes: number) => void,
): Promise<{ list: string; told: NonNullable<Manifest['documents']> }> {
  const told = { count: 0, bytes: 0, missing: 0 }
  const lines: string[] = []
  if (!hasDocuments(live)) return { list: '', told }
  let since = 0
  let began = performance.now()
  for (const { file } of live.facts<{ file: string }>(
    'SELECT file FROM document WHERE erased_at IS NULL ORDER BY file',
  )) {
    const place = placeOf(file)
    let bytes: Buffer
    try {
      bytes = readFileSync(join(data, place))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      told.missing += 1
      continue
    }
    const name = place.replaceAll('\\', '/')
    sink.begin(name, bytes.length, madeAt)
    sink.write(bytes)
    sink.end()
    lines.push(JSON.stringify([name, bytes.length, createHash('sha256').update(bytes).digest('hex')]))
    told.count += 1
    told.bytes += bytes.length
    since += bytes.length
    progress(bytes.length)
    if (since < STEP) continue
    since = 0
    sink.flush()
    await rest(Math.max(REST_MS_MIN, (performance.now() - began) * REST))
    began = performance.now()
  }
  return { list: lines.map((line) => `${line}\n`).join(''), told }
}

/** Holds the moment; null where the log is empty. Another process may commit between the look and the hold. */
function holdAt(live: LiveFile): WalPlace | null {
  for (;;) {
    live.release()
    const before = live.place()
    live.hold()
    const after = live.place()
    if (before?.salt === after?.salt && before?.frame === after?.frame) return after
  }
}

const rest = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** Counted within the held moment, so that the manifest speaks of exactly what was copied. */
async function facts(
  live: LiveFile,
  { organisation, build }: BackupChoice,
): Promise<Omit<Manifest, 'madeAt' | 'files'>> {
  const one = <Row>(query: string): Row | undefined => [...live.facts<Row>(query)][0]
  const heads = headsDigest()
  let attempts = 0
  for (const row of live.facts<{ id: string; seq: number; head: string }>(
    'SELECT id, last_seq AS seq, head FROM attempt ORDER BY id',
  )) {
    heads.add(row.id, row.seq, row.head)
    attempts += 1
  }
  const log = one<{ events: number; at: number | null }>('SELECT count(*) AS events, max(at) AS at FROM attempt_event')
  const clock = one<{ ms: number }>('SELECT ms FROM exam_clock WHERE id = 1')
  const line = one<{ value: string }>("SELECT value FROM meta WHERE name = 'line'")
  const { generation, epoch } = line ? JSON.parse(line.value) : { generation: 1, epoch: '' }
  return {
    ...{ seleksi: 'cadangan', v: 1, organisation, build, attempts },
    examMs: clock?.ms ?? 0,
    line: { generation, epoch },
    events: log?.events ?? 0,
    lastEventAt: log?.at ?? null,
    heads: heads.digest(),
  }
}

interface Sink {
  begin(name: string, bytes: number, at: number): void
  write(part: Buffer): void
  end(): void
  flush(): void
  finish(): void
}

function folderAt(folder: string): Sink {
  mkdirSync(folder, { mode: 0o700 })
  let file = -1
  return {
    begin(name) {
      mkdirSync(dirname(join(folder, name)), { recursive: true, mode: 0o700 })
      file = openSync(join(folder, name), 'wx', 0o600)
    },
    write: (part) => void whole(file, part),
    flush() {
      if (file >= 0) fdatasyncSync(file)
    },
    end() {
      fdatasyncSync(file)
      closeSync(file)
      file = -1
    },
    finish() {
      const entry = openSync(folder, 'r')
      fdatasyncSync(entry)
      closeSync(entry)
    },
  }
}

/** One tar, sealed in pieces where there is a passphrase. */
function archiveAt(path: string, passphrase: string | null, work: number): Sink {
  const file = openSync(path, 'wx', 0o600)
  const salt = randomBytes(SALT_BYTES)
  const key = passphrase === null ? null : passphraseKey(passphrase, salt, work)
  if (key) whole(file, Buffer.concat([SEALED, Buffer.from([work]), salt]))
  let waiting: Buffer[] = []
  let held = 0
  let number = 0
  let length = 0
  const put = (part: Buffer) => {
    if (!key) return whole(file, part)
    waiting.push(part)
    held += part.length
    if (held <= PIECE) return
    let all = Buffer.concat(waiting)
    // A full last piece stays here until it is known to be the last.
    for (; all.length > PIECE; all = all.subarray(PIECE))
      whole(file, sealPiece(key, number++, false, all.subarray(0, PIECE)))
    waiting = [Buffer.from(all)]
    held = all.length
  }
  return {
    begin(name, bytes, at) {
      length = bytes
      put(tarHeader({ name, bytes }, at))
    },
    write: put,
    end: () => put(Buffer.alloc(padding(length))),
    flush: () => fdatasyncSync(file),
    finish() {
      put(Buffer.alloc(2 * BLOCK))
      if (key) whole(file, sealPiece(key, number, true, Buffer.concat(waiting)))
      fdatasyncSync(file)
      closeSync(file)
    },
  }
}

function whole(file: number, part: Buffer): void {
  for (let at = 0; at < part.length; ) at += writeSync(file, part, at)
}
