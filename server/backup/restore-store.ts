import { createHash } from 'node:crypto'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { DOCUMENTS } from '../applications/document-files-store.ts'
import { openSqlite } from '../db/sqlite.ts'
import { settleFile } from '../db/sqlite-file.ts'
import type { Services } from '../services.ts'
import {
  BLOCK,
  openPiece,
  PIECE,
  padding,
  passphraseKey,
  readTarHeader,
  SALT_BYTES,
  SEALED,
  TAG,
  WORK_MAX,
} from './archive.ts'
import { BackupProblem } from './backup-store.ts'
import { checkRecords, type Records } from './check-store.ts'
import { beginLine } from './line-store.ts'
import {
  DATABASE,
  DOCUMENT_LIST,
  isDocumentName,
  type Line,
  LOG,
  MANIFEST,
  type Manifest,
  readManifest,
  SECRET,
} from './manifest.ts'

const KNOWN = [DATABASE, LOG, SECRET, MANIFEST, DOCUMENT_LIST]
const STEP = 1024 * 1024

export interface Restored {
  manifest: Manifest
  records: Records
  line: Line
}

/**
 * Lays a backup out as a data folder of its own, after everything in it was checked (BK3, BK4): digests of the files,
 * the database's structure, every attempt's chain, counts and heads. `to` must be empty or not there; it appears whole
 * or not at all.
 * @throws BackupProblem with a sentence that says what is wrong and what to do.
 */
export async function restoreBackup({
  from,
  to,
  passphrase,
  actor,
  clock,
  newId,
}: {
  from: string
  to: string
  passphrase: string | null
  actor: string
} & Pick<Services, 'clock' | 'newId'>): Promise<Restored> {
  refuseTaken(to)
  if (!existsSync(from))
    throw new BackupProblem(`cadangan "${from}" tidak ada; periksa namanya · there is no such backup`)
  const work = `${to}.${process.pid}.pulih`
  try {
    mkdirSync(dirname(work), { recursive: true })
    mkdirSync(work, { mode: 0o700 })
    if (statSync(from).isDirectory()) copyFolder(from, work)
    else unpack(from, work, passphrase)
    const manifest = checkedManifest(work)
    const wrong = settleFile(join(work, DATABASE), { check: true })
    if (wrong.length > 0) throw damaged(`database: ${wrong.slice(0, 3).join('; ')}`)
    const store = openSqlite(join(work, DATABASE))
    try {
      const records = await checkRecords({ store })
      if (records.broken.length > 0) throw damaged(records.broken.slice(0, 3).join('; '))
      if (records.events !== manifest.events || records.heads !== manifest.heads)
        throw damaged(
          `${records.events} peristiwa, manifes menyebut ${manifest.events} · events and chain heads differ from the manifest`,
        )
      const madeAt = manifest.madeAt
      const line = await beginLine({ store, clock, newId }, 'restore', actor, { madeAt, events: records.events })
      await store.close()
      rmSync(join(work, MANIFEST))
      rmSync(join(work, DOCUMENT_LIST), { force: true })
      if (existsSync(to)) rmdirSync(to)
      renameSync(work, to)
      sync(dirname(work))
      return { manifest, records, line }
    } finally {
      await store.close().catch(() => {})
    }
  } catch (error) {
    rmSync(work, { recursive: true, force: true })
    if (error instanceof Error && 'syscall' in error)
      throw new BackupProblem(`"${to}" tidak dapat ditulis: ${error.message} · it cannot be written`)
    throw error
  }
}

/** @throws BackupProblem where something is there already. */
function refuseTaken(to: string): void {
  if (!existsSync(to)) return
  if (!statSync(to).isDirectory()) throw new BackupProblem(`"${to}" bukan folder · it is no folder`)
  if (readdirSync(to).length > 0)
    throw new BackupProblem(
      `folder "${to}" tidak kosong dan tidak disentuh; sebut folder baru dengan --to DIR · the folder is not empty and was not touched`,
    )
}

const damaged = (what: string) =>
  new BackupProblem(
    `cadangan ini rusak dan tidak dipulihkan: ${what}. Pakai cadangan lain · this backup is damaged and was not restored; use another one`,
  )

function copyFolder(from: string, work: string): void {
  for (const name of readdirSync(from)) if (KNOWN.includes(name)) copyFileSync(join(from, name), join(work, name))
  for (const name of documentsIn(from)) {
    mkdirSync(dirname(join(work, name)), { recursive: true, mode: 0o700 })
    copyFileSync(join(from, name), join(work, name))
  }
}

/** Everything below the folder of documents, by its name from the top. */
function documentsIn(folder: string): string[] {
  if (!existsSync(join(folder, DOCUMENTS))) return []
  return readdirSync(join(folder, DOCUMENTS), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
}

/** Each document as the list says, and none besides (BK6). */
function checkDocuments(work: string, { documents }: Manifest): void {
  const names = new Set<string>()
  for (const line of documents ? readFileSync(join(work, DOCUMENT_LIST), 'utf8').split('\n').filter(Boolean) : []) {
    const [name, bytes, sha256] = JSON.parse(line) as [string, number, string]
    if (!isDocumentName(name)) throw damaged(`"${name}" bukan bagian dari cadangan`)
    const file = join(work, name)
    if (!existsSync(file) || statSync(file).size !== bytes || digest(file) !== sha256)
      throw damaged(`${name} tidak sama dengan sidiknya · differs from its digest`)
    names.add(name)
  }
  if (documents && documents.count !== names.size) throw damaged('daftar dokumen · the list of documents')
  for (const name of documentsIn(work)) if (!names.has(name)) throw damaged(`${name} tidak disebut daftar dokumen`)
}

/** Manifest, and every file as it says. */
function checkedManifest(work: string): Manifest {
  const path = join(work, MANIFEST)
  if (!existsSync(path)) throw damaged('manifest.json tidak ada; salinannya terpotong · cut off')
  const manifest = readManifest(readFileSync(path, 'utf8'))
  if (!manifest) throw damaged('manifest.json tidak seperti saat ditulis · the manifest was changed')
  const names = manifest.files.map(({ name }) => name)
  for (const name of [DATABASE, SECRET]) if (!names.includes(name)) throw damaged(`${name} tidak ada dalam manifes`)
  for (const name of readdirSync(work))
    if (name !== MANIFEST && name !== DOCUMENTS && !names.includes(name)) throw damaged(`${name} tidak disebut manifes`)
  for (const { name, bytes, sha256 } of manifest.files) {
    if (!KNOWN.includes(name)) throw damaged(`"${name}" bukan bagian dari cadangan`)
    const file = join(work, name)
    if (!existsSync(file) || statSync(file).size !== bytes || digest(file) !== sha256)
      throw damaged(`${name} tidak sama dengan sidiknya · differs from its digest`)
  }
  checkDocuments(work, manifest)
  return manifest
}

function digest(path: string): string {
  const hash = createHash('sha256')
  const file = openSync(path, 'r')
  const part = Buffer.alloc(STEP)
  for (let read = readSync(file, part); read > 0; read = readSync(file, part)) hash.update(part.subarray(0, read))
  closeSync(file)
  return hash.digest('hex')
}

function unpack(from: string, work: string, passphrase: string | null): void {
  const plain = plainBytes(from, passphrase)
  let waiting: Buffer = Buffer.alloc(0)
  const take = (length: number): Buffer => {
    while (waiting.length < length) {
      const next = plain.next()
      if (next.done) throw damaged('berkasnya terpotong · cut off')
      waiting = waiting.length === 0 ? next.value : Buffer.concat([waiting, next.value])
    }
    const part = waiting.subarray(0, length)
    waiting = waiting.subarray(length)
    return part
  }
  for (;;) {
    const entry = readTarHeader(take(BLOCK))
    if (entry === null) return void take(BLOCK)
    if (entry === 'broken') throw damaged('bukan berkas cadangan Seleksi, atau terpotong · no backup of Seleksi')
    if (!KNOWN.includes(entry.name) && !isDocumentName(entry.name))
      throw damaged(`"${entry.name}" bukan bagian dari cadangan`)
    mkdirSync(dirname(join(work, entry.name)), { recursive: true, mode: 0o700 })
    const file = openSync(join(work, entry.name), 'wx', 0o600)
    try {
      for (let left = entry.bytes; left > 0; ) {
        const part = take(Math.min(left, STEP))
        for (let at = 0; at < part.length; ) at += writeSync(file, part, at)
        left -= part.length
      }
      fsyncSync(file)
    } finally {
      closeSync(file)
    }
    if (take(padding(entry.bytes)).some((byte) => byte !== 0))
      throw damaged('sela antarberkas berisi · not as it was written')
  }
}

function* plainBytes(from: string, passphrase: string | null): Generator<Buffer, undefined> {
  const file = openSync(from, 'r')
  const read = (length: number): Buffer => {
    const part = Buffer.alloc(length)
    let at = 0
    while (at < length) {
      const more = readSync(file, part, at, length - at, null)
      if (more === 0) break
      at += more
    }
    return part.subarray(0, at)
  }
  try {
    const head = read(SEALED.length)
    if (!head.equals(SEALED)) {
      if (passphrase !== null)
        throw new BackupProblem('cadangan ini tidak tersegel; pulihkan tanpa kata sandi · this backup is not sealed')
      yield head
      for (let part = read(STEP); part.length > 0; part = read(STEP)) yield part
      return
    }
    if (passphrase === null)
      throw new BackupProblem(
        'cadangan ini tersegel; sebut kata sandinya dengan --passphrase-file · this backup is sealed',
      )
    const work = read(1)[0] ?? 0
    if (work < 1 || work > WORK_MAX) throw damaged('kepalanya · its head')
    const key = passphraseKey(passphrase, read(SALT_BYTES), work)
    for (let number = 0, next = read(PIECE + TAG); ; number += 1) {
      const sealed = next
      next = read(PIECE + TAG)
      const plain = openPiece(key, number, next.length === 0, sealed)
      if (!plain)
        throw number === 0
          ? new BackupProblem('kata sandinya lain, atau cadangan ini rusak · another passphrase, or damaged')
          : damaged(`potongan ${number + 1} tidak terbuka · a piece cannot be opened`)
      yield plain
      if (next.length === 0) return
    }
  } finally {
    closeSync(file)
  }
}

function sync(folder: string): void {
  const entry = openSync(folder, 'r')
  fsyncSync(entry)
  closeSync(entry)
}
