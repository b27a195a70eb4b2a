import { existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checkRecords, type Records } from '../backup/check-store.ts'
import { beginLine, readLine } from '../backup/line-store.ts'
import { DATABASE, type Line, LOG, SECRET } from '../backup/manifest.ts'
import { canonical } from '../canonical.ts'
import { NewerDatabase } from '../db/migrate.ts'
import { eq, max } from '../db/sql.ts'
import { openSqlite } from '../db/sqlite.ts'
import { settleFile } from '../db/sqlite-file.ts'
import type { Store } from '../db/store.ts'
import type { Services } from '../services.ts'
import { copyFolder, readSpareFile, removeCopies, type SpareFile, writeSpareFile } from './mirror-store.ts'

/** Why a take-over cannot be; nothing was changed. */
export class TakeOverProblem extends Error {}

export interface TakenOver {
  line: Line
  records: Records
  file: SpareFile
}

/**
 * Makes the spare's copy a data folder that serves (SP5): what was committed and nothing else, every chain recomputed,
 * one generation higher. Run again after it was cut off, it goes on where it stopped.
 * @throws TakeOverProblem with a sentence: no whole copy, or a damaged one.
 */
export async function takeOver(
  folder: string,
  actor: string,
  services: Pick<Services, 'clock' | 'newId'>,
): Promise<TakenOver> {
  const file = readSpareFile(folder)
  if (!file)
    throw new TakeOverProblem(`"${folder}" bukan folder cadangan; sebut folder dari "spare follow" · no spare's folder`)
  if (file.copy === null)
    throw new TakeOverProblem(
      'salinannya belum pernah lengkap; pulihkan dari cadangan berkas · its copy was never whole; restore a backup',
    )
  const from = copyFolder(folder, file.copy)
  const at = existsSync(join(folder, DATABASE)) ? folder : from
  const database = join(at, DATABASE)
  const wrong = settleFile(database, { check: true })
  if (wrong.length > 0)
    throw new TakeOverProblem(
      `salinannya rusak: ${wrong.slice(0, 3).join('; ')}. Pulihkan dari cadangan berkas · the copy is damaged`,
    )
  const store = opened(database)
  let taken: { line: Line; records: Records }
  try {
    // A main names its line before it serves: what has none was never a main's.
    if (!(await readLine({ store })))
      throw new TakeOverProblem('salinannya kosong; pulihkan dari cadangan berkas · the copy is empty')
    const records = await checkRecords({ store })
    if (records.broken.length > 0)
      throw new TakeOverProblem(`salinannya rusak: ${records.broken.slice(0, 3).join('; ')} · the copy is damaged`)
    const line = await beginLine({ store, ...services }, 'take-over', actor, {
      events: records.events,
      orderly: file.bye,
    })
    await tellRooms(store, services, line)
    taken = { line, records }
  } finally {
    await store.close()
  }
  // The secret first: a database without one would be refused, a secret without a database is begun with anew.
  if (at === from)
    for (const name of [SECRET, LOG, DATABASE])
      if (existsSync(join(from, name))) renameSync(join(from, name), join(folder, name))
  fsyncSync(openSync(folder, 'r'))
  const after = { ...file, takenOverAt: services.clock.wall() }
  writeSpareFile(folder, after)
  removeCopies(folder, '')
  rmSync(join(folder, 'take-over'), { force: true })
  return { ...taken, file: after }
}

function opened(database: string): Store {
  try {
    return openSqlite(database)
  } catch (error) {
    if (!(error instanceof NewerDatabase)) throw error
    throw new TakeOverProblem(
      'server utama memakai Seleksi yang lebih baru; pasang versi itu di mesin ini, lalu ulangi; salinannya utuh · install the main’s version here',
    )
  }
}

/** One line in the room log of every sitting that goes on, for consoles and minutes. */
async function tellRooms(store: Store, { clock, newId }: Pick<Services, 'clock' | 'newId'>, line: Line): Promise<void> {
  const { sitting, roomEvent, examClock } = store.tables
  const running = await store.read.select({ id: sitting.id }).from(sitting).where(eq(sitting.state, 'running'))
  const [time] = await store.read.select({ ms: examClock.ms }).from(examClock)
  if (running.length === 0) return
  await store.transaction(async (db) => {
    const [last] = await db.select({ ordinal: max(roomEvent.ordinal) }).from(roomEvent)
    await db.insert(roomEvent).values(
      running.map(({ id }, at) => ({
        ...{ id: newId(), ordinal: (last?.ordinal ?? 0) + 1 + at, sittingId: id },
        ...{ at: clock.wall(), mono: Math.floor(time?.ms ?? 0), room: '', station: '', candidateId: null },
        ...{
          kind: 'spare-took-over',
          detail: canonical({ generation: line.generation }),
          actor: 'server',
          about: null,
        },
      })),
    )
  })
}
