import { derive, hmac } from '../canonical.ts'
import type { ImportReport } from '../protocol/http.ts'
import { allRuleSets } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { knownCandidates, knownVacancies, storeCandidates, storeVacancies } from './recruitment-store.ts'
import { type NewCandidate, type NewVacancy, readCandidates, readVacancies, type SheetReading } from './sheets.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
interface SheetFile {
  name: string
  bytes: Uint8Array
}
interface ImportChoice {
  partial: boolean
  dryRun: boolean
}

/** Vacancy sheets into the store; all files of a call stand or fall together unless `partial`. */
export async function importVacancies(
  services: Needs,
  actor: string,
  files: SheetFile[],
  choice: ImportChoice,
): Promise<ImportReport> {
  const known = new Set((await knownVacancies(services)).keys())
  const needTypes = new Set((await allRuleSets(services)).flatMap((rules) => rules.needTypes.map(({ id }) => id)))
  const readings = files.map((file) => {
    const reading = readVacancies(file.bytes, known, needTypes)
    for (const { row } of reading.rows) known.add(row.code)
    return { file: file.name, reading }
  })
  return await settle<NewVacancy>(readings, choice, (rows) =>
    storeVacancies(
      services,
      actor,
      rows,
      files.map((file) => file.name),
    ),
  )
}

/** Candidate sheets into the store. NIK is checked for form, kept encrypted, and never repeated in a report. */
export async function importCandidates(
  services: Needs,
  actor: string,
  files: SheetFile[],
  choice: ImportChoice,
): Promise<ImportReport> {
  // A draft is the committee's alone (FO5): nobody can be a candidate for it.
  const vacancies = new Map([...(await knownVacancies(services))].filter(([, { state }]) => state === 'open'))
  const { numbers, niks } = await knownCandidates(services)
  const indexKey = derive(services.secret, 'nik-index')
  const hasNik = (nik: string) => niks.has(hmac(indexKey, nik).toString('base64url'))
  const readings = files.map((file) => {
    const reading = readCandidates(file.bytes, { vacancies, numbers, hasNik })
    for (const { row } of reading.rows) {
      numbers.add(row.number)
      niks.add(hmac(indexKey, row.nik).toString('base64url'))
    }
    return { file: file.name, reading }
  })
  return await settle<NewCandidate>(readings, choice, (rows) =>
    storeCandidates(
      services,
      actor,
      rows,
      files.map((file) => file.name),
    ),
  )
}

/** Stores the rows of all files if none is refused (or `partial`), and reports file by file. */
export async function settle<Row>(
  readings: { file: string; reading: SheetReading<Row> }[],
  { partial, dryRun }: ImportChoice,
  store: (rows: Row[]) => Promise<void>,
): Promise<ImportReport> {
  const rows = readings.flatMap(({ reading }) => reading.rows.map(({ row }) => row))
  const clean = readings.every(({ reading }) => reading.refused.length === 0)
  const committed = !dryRun && rows.length > 0 && (clean || partial)
  if (committed) await store(rows)
  return {
    files: readings.map(({ file, reading }) => ({
      file,
      format: reading.format,
      taken: committed || dryRun ? reading.rows.length : 0,
      refused: reading.refused,
      warnings: reading.warnings,
    })),
    committed,
  }
}
