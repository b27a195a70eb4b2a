import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { setPriority } from 'node:os'
import { resolve } from 'node:path'
import manifest from '../../package.json' with { type: 'json' }
import { BackupProblem, makeBackup } from '../../server/backup/backup-store.ts'
import { restoreBackup } from '../../server/backup/restore-store.ts'
import { readConfig } from '../../server/config.ts'
import { type Command, type Flags, Stop, text } from './command.ts'
import { ACTOR } from './workplace.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const WHEN = new Intl.DateTimeFormat('id-ID', { dateStyle: 'full', timeStyle: 'medium', timeZone: 'Asia/Jakarta' })
/** The wall alone: a copy of records has no exam clock of its own. */
export const WALL = { wall: () => Date.now(), exam: () => 0, keep: async () => {}, gaps: () => [] }
export const newId = (): string => randomBytes(16).toString('base64url')
/** npm runs us in the project's folder and tells where it was called. */
export const placed = (path: string): string => resolve(process.env['INIT_CWD'] ?? process.cwd(), path)
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`

export const backupCommands: Record<string, Command> = {
  backup: {
    needs: 'files',
    usage: 'backup --out BERKAS|FOLDER/ [--passphrase-file BERKAS]',
    what: 'Salin seluruh data sementara server bekerja; berisi juga kunci rahasia folder. Dengan kata sandi, berkasnya tersegel.',
    names: { least: 0, most: 0 },
    flags: { out: { type: 'string' }, 'passphrase-file': { type: 'string' } },
    check({ flags }) {
      const out = text(flags, 'out')
      if (!out) throw new Stop('sebut tempatnya: backup --out BERKAS, atau FOLDER/ dengan garis miring di akhir')
      if (out.endsWith('/') && text(flags, 'passphrase-file'))
        throw new Stop('hanya cadangan satu berkas yang dapat disegel: --out BERKAS')
    },
    async run({ flags, json, print, note }) {
      const reading = readConfig({ ...process.env, PORT: '0', ...dataOf(flags) }, ROOT)
      if (!reading.ok) throw new Stop(reading.problems.join('; '))
      const wanted = text(flags, 'out') as string
      const out = placed(wanted)
      // Answers come first, also for the processor.
      setPriority(19)
      const onOneLine = process.stderr.isTTY ? progress : undefined
      const made = await spoken(() =>
        makeBackup({
          ...{ data: reading.config.data, out, as: wanted.endsWith('/') ? 'folder' : 'file' },
          ...{ passphrase: passphraseOf(flags), organisation: reading.config.organisation, build: manifest.version },
          now: () => Date.now(),
          ...(onOneLine && { progress: onOneLine }),
        }),
      )
      const { count, missing, bytes: documents } = made.documents ?? { count: 0, missing: 0, bytes: 0 }
      const bytes = made.files.reduce((sum, file) => sum + file.bytes, documents)
      if (json) return print(JSON.stringify({ out, ...made }, null, 1))
      print(
        `cadangan ${out}: ${megabytes(bytes)}, ${made.attempts} ujian, ${made.events} peristiwa, ${count} dokumen, keadaan ${WHEN.format(made.madeAt)} WIB`,
      )
      if (missing > 0)
        note(
          `${missing} dokumen tidak ada di folder data dan tidak ikut (disimpan di S3, atau baru diganti); cadangkan S3 tersendiri · ${missing} documents are not in the folder`,
        )
      note('isinya seluruh data dan kunci rahasianya: simpan seperti kunci ruang soal · it holds the secret key too')
    },
  },
  restore: {
    needs: 'files',
    usage: 'restore --from BERKAS|FOLDER --to DIR [--passphrase-file BERKAS]',
    what: 'Pulihkan cadangan ke folder baru sesudah semua sidik dan rantai diperiksa; hasilnya jalur baru.',
    names: { least: 0, most: 0 },
    flags: { from: { type: 'string' }, to: { type: 'string' }, 'passphrase-file': { type: 'string' } },
    check({ flags }) {
      for (const name of ['from', 'to'])
        if (!text(flags, name)) throw new Stop(`sebut --${name}; lihat: restore --help`)
    },
    async run({ flags, json, print, note }) {
      const [from, to] = [placed(text(flags, 'from') as string), placed(text(flags, 'to') as string)]
      const passphrase = passphraseOf(flags)
      const done = await spoken(() => restoreBackup({ from, to, passphrase, actor: ACTOR, clock: WALL, newId }))
      const { manifest: told, records, line } = done
      if (json) return print(JSON.stringify({ to, ...told, line, checked: records }, null, 1))
      const last =
        told.lastEventAt === null ? 'belum ada peristiwa' : `peristiwa terakhir ${WHEN.format(told.lastEventAt)} WIB`
      print(
        `dipulihkan ke ${to}: ${records.attempts} ujian, ${records.events} peristiwa, semua rantai utuh\n` +
          `keadaan ${WHEN.format(told.madeAt)} WIB (${last}); jalur ${line.generation}, dari jalur ${told.line.generation}`,
      )
      note(`sajikan dengan: npm start -- --data ${to} · jangan sajikan bersama aslinya (never serve both)`)
    },
  },
}

function dataOf(flags: Flags): { SELEKSI_DATA?: string } {
  const data = text(flags, 'data')
  return data === undefined ? {} : { SELEKSI_DATA: data }
}

/** From a file, or from SELEKSI_PASSPHRASE: a command line is seen by everybody on the machine. */
function passphraseOf(flags: Flags): string | null {
  const file = text(flags, 'passphrase-file')
  if (file === undefined) return process.env['SELEKSI_PASSPHRASE'] || null
  if (!existsSync(placed(file))) throw new Stop(`"${file}" tidak ada`)
  const words = readFileSync(placed(file), 'utf8').replace(/\r?\n$/, '')
  if (words.length < 8) throw new Stop('kata sandi cadangan sekurangnya 8 huruf · the passphrase needs 8 characters')
  return words
}

async function spoken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof BackupProblem) throw new Stop(error.message)
    throw error
  }
}

function progress(done: number, of: number): void {
  process.stderr.write(`\r${megabytes(done)} dari ${megabytes(of)}${done === of ? '\n' : ''}`)
}
