import { eq } from '../db/sql.ts'
import type { ImportReport } from '../protocol/http.ts'
import { settle } from '../recruitment/recruitment-import.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import type { Services } from '../services.ts'
import { outsideScoresOf, storeOutsideScores } from './outside-score-store.ts'
import { type KnownForScores, readOutsideScores } from './outside-scores.ts'

/** Sheets of scores from outside into the store; all files of a call stand or fall together unless `partial`. */
export async function importOutsideScores(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  files: { name: string; bytes: Uint8Array }[],
  choice: { partial: boolean; dryRun: boolean },
): Promise<ImportReport> {
  const known = { people: await people(services), scores: await outsideScoresOf(services) }
  const readings = files.map(({ name, bytes }) => ({ file: name, reading: readOutsideScores(bytes, known) }))
  // The same score in two files of one call would leave it to chance which of them counts.
  const seen = new Map<string, string>()
  for (const { file, reading } of readings) {
    const twice = reading.rows.filter(({ row }) => {
      const key = `${row.candidate}\0${row.test}`
      const other = seen.get(key)
      seen.set(key, other ?? file)
      return other !== undefined
    })
    for (const { where, row } of twice)
      reading.refused.push({ where, reason: `nilai ${row.test} peserta ${row.number} sudah ada di berkas lain` })
    reading.rows = reading.rows.filter((row) => !twice.includes(row))
  }
  return await settle(readings, choice, (rows) =>
    storeOutsideScores(
      services,
      actor,
      rows,
      files.map(({ name }) => name),
    ),
  )
}

async function people(services: Pick<Services, 'store'>): Promise<KnownForScores['people']> {
  const { candidate, seat } = services.store.tables
  const extras = new Map(
    (await listVacancies(services)).map(({ id, skbPlan }) => [
      id,
      skbPlan.extras.map(({ kind }) => kind.toLowerCase()),
    ]),
  )
  const own = new Set(
    (await services.store.read.select({ id: seat.candidateId }).from(seat).where(eq(seat.stage, 'skb'))).map(
      ({ id }) => id,
    ),
  )
  const rows = await services.store.read
    .select({ id: candidate.id, number: candidate.number, vacancy: candidate.vacancyId })
    .from(candidate)
  return new Map(
    rows.map(({ id, number, vacancy }) => [
      number,
      { candidate: id, extras: extras.get(vacancy) ?? [], hasOwnCat: own.has(id) },
    ]),
  )
}
