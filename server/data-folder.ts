import { randomBytes } from 'node:crypto'
import {
  accessSync,
  closeSync,
  constants,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import Database from 'better-sqlite3'
import { NewerDatabase } from './db/migrate.ts'
import { openSqlite } from './db/sqlite.ts'
import { lockFile } from './db/sqlite-file.ts'
import { type DamagedLog, damageOf } from './db/sqlite-log.ts'
import type { Store } from './db/store.ts'

/** Everything that must outlive the process: one SQLite file and the secret beside it. */
export interface DataFolder {
  store: Store
  secret: Buffer
  /** What was given up to open it; null where nothing was. */
  damage: DamagedLog | null
  /** Gives the folder back; the lock falls with the process in any case. */
  close(): Promise<void>
}

/** Something about the folder that a person must mend; the message is the sentence she gets. */
export class DataProblem extends Error {}

const FILE = 'seleksi.sqlite'
const SECRET = 'secret.key'
const LOCK = 'server.lock'

/**
 * Opens (or begins) a data folder.
 * @param serve true for the server, which holds the folder alone; commands may work beside it.
 * @param acceptDamage opens a database whose log is damaged with what lies before the damage; the log is kept beside it.
 * @throws DataProblem with a sentence: not writable, newer version, served already, secret lost, log damaged.
 */
export function openDataFolder(
  folder: string,
  { serve, acceptDamage = false }: { serve: boolean; acceptDamage?: boolean },
): DataFolder {
  try {
    mkdirSync(folder, { recursive: true })
    accessSync(folder, constants.W_OK)
    // Root passes every access check on a read-only file system; only a write tells.
    writeFileSync(join(folder, '.writable'), '')
  } catch (error) {
    throw new DataProblem(
      `folder data "${folder}" tidak dapat ditulis (${reasonOf(error)}); pilih folder lain dengan SELEKSI_DATA · the data folder cannot be written; choose another with SELEKSI_DATA`,
    )
  }
  const unlock = serve ? hold(folder) : () => {}
  const file = join(folder, FILE)
  const secretFile = join(folder, SECRET)
  if (existsSync(file) && !existsSync(secretFile)) {
    unlock()
    throw new DataProblem(
      `"${secretFile}" hilang; tanpa berkas itu NIK dan PIN tidak dapat dibaca. Kembalikan dari cadangan · the secret file is missing; restore it from a backup`,
    )
  }
  try {
    const damage = isServed(folder, serve) ? null : damageOf(`${file}-wal`)
    if (damage) {
      if (!acceptDamage) throw new DataProblem(damageSentence(file, damage))
      copyFileSync(`${file}-wal`, freeName(`${file}-wal.damaged`))
    }
    // The secret first: a crash between the two leaves a folder that can be begun again.
    if (!existsSync(secretFile)) writeDurably(secretFile, randomBytes(32))
    const secret = readFileSync(secretFile)
    if (secret.length !== 32) throw new DataProblem(`"${secretFile}" rusak: bukan 32 byte · the secret file is damaged`)
    const store = openSqlite(file)
    return {
      store,
      secret,
      damage,
      async close() {
        await store.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    if (error instanceof DataProblem) throw error
    if (error instanceof NewerDatabase)
      throw new DataProblem(
        `database "${file}" dibuat oleh versi Seleksi yang lebih baru (${error.unknown.join(', ')}); pakai versi itu, atau folder lain dengan SELEKSI_DATA · the database is of a newer version`,
      )
    throw new DataProblem(`database "${file}" tidak dapat dibuka (${reasonOf(error)}) · the database cannot be opened`)
  }
}

/**
 * Whole and on the disk, or not there. SQLite syncs what it writes; a secret that a power cut in the first minute leaves
 * empty would lock everything that was written with it (`power-cut-first-start` in FAULTS.md: 3 of 3 without this).
 */
function writeDurably(file: string, bytes: Buffer): void {
  const half = `${file}.half`
  rmSync(half, { force: true })
  const handle = openSync(half, 'wx', 0o600)
  writeSync(handle, bytes)
  fsyncSync(handle)
  closeSync(handle)
  renameSync(half, file)
  if (process.platform === 'win32') return // a folder cannot be opened there; NTFS logs the rename itself
  const folder = openSync(dirname(file), 'r')
  fsyncSync(folder)
  closeSync(folder)
}

/** One server for each folder: an exclusive lock that the system releases when the process dies, however it dies. */
function hold(folder: string): () => void {
  const lock = new Database(join(folder, LOCK), { timeout: 0 })
  try {
    lock.pragma('journal_mode = DELETE')
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    throw new DataProblem(
      `folder data "${folder}" sedang dipakai server Seleksi lain; hentikan server itu, atau pilih folder lain dengan SELEKSI_DATA · another server is using this data folder`,
    )
  }
  return () => lock.close()
}

/** Its log grows while somebody serves it; what stands there then is not for us to judge. */
function isServed(folder: string, byUs: boolean): boolean {
  if (byUs) return false
  const lock = lockFile(join(folder, LOCK))
  lock?.()
  return lock === null
}

const damageSentence = (file: string, { at, kept, lost }: DamagedLog): string =>
  `log "${file}-wal" rusak pada byte ${at}: disk mengubah isi yang sudah tersimpan. ${kept} penyimpanan sebelumnya utuh, ${lost} sesudahnya akan hilang. Tidak ada yang diubah. Pakai server cadangan (spare take-over), atau pulihkan cadangan (restore); bila keduanya tidak ada, mulai dengan --accept-damaged-log: log yang rusak disimpan di sampingnya, dan komputer peserta mengirim lagi yang masih dipegangnya · the log is damaged at byte ${at}: the disk changed what had been saved. ${kept} commits before it are whole, ${lost} after it would be lost. Nothing was changed. Take over with the spare, or restore a backup; where there is neither, start with --accept-damaged-log`

function freeName(path: string): string {
  for (let n = 1; ; n += 1) if (!existsSync(`${path}-${n}`)) return `${path}-${n}`
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? ((error as NodeJS.ErrnoException).code ?? error.message) : String(error)
