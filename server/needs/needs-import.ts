import type { ImportReport } from '../protocol/http.ts'
import { readTables, type Table } from '../recruitment/sheet.ts'
import type { Services } from '../services.ts'
import { NOTES_SHEET, RESULT_SHEET, SHEET_NAMES, type SheetKind } from './needs-columns.ts'
import {
  type Known,
  kindOf,
  type NewPosition,
  type NewRequest,
  type NewUnit,
  type NewWorkload,
  pairOf,
  type Reading,
  readPositions,
  readRequests,
  readUnits,
  readWorkloads,
} from './needs-sheets.ts'
import { storeSheets } from './needs-sheets-store.ts'
import { listPositions, listUnits, needsView } from './needs-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId'>
interface Found {
  file: string
  kind: SheetKind | null
  table: Table
}

/** Everything that a call brings, in the order in which it builds on itself. */
export interface Sheets {
  units: NewUnit[]
  positions: NewPosition[]
  workloads: NewWorkload[]
  requests: NewRequest[]
}

/**
 * The sheets of a year's analysis into the store, known by their columns, whatever the file is called and however many
 * sheets a workbook has. Units come before positions, workloads and requests; all stand or fall together unless
 * `partial` (ND7). What is there already is replaced by what the sheet says.
 */
export async function importNeeds(
  services: Needs,
  actor: string,
  year: number,
  files: { name: string; bytes: Uint8Array }[],
  { partial, dryRun }: { partial: boolean; dryRun: boolean },
): Promise<ImportReport> {
  const known = await knownOf(services, year)
  const sheets: Sheets = { units: [], positions: [], workloads: [], requests: [] }
  const readings = new Map<Found, Reading<unknown>>()
  const found = files.flatMap(tablesOf)
  for (const kind of ORDER)
    for (const one of found.filter((sheet) => sheet.kind === kind))
      readings.set(one, readInto(sheets, kind, one.table, known))
  const refusedTwice = twiceAcross(sheets)
  const report = found.map((one): ImportReport['files'][number] => {
    const reading = readings.get(one) ?? unknownSheet(one.table)
    const { format, taken, refused, warnings } = reading
    return { file: one.file, format, taken, refused, warnings }
  })
  for (const problem of refusedTwice) report[0]?.refused.push({ where: 'semua berkas', reason: problem })
  if (report.length === 0) report.push(nothingIn(files[0]?.name ?? ''))
  const rows = ORDER.reduce((sum, kind) => sum + sheets[kind].length, 0)
  const clean = report.every(({ refused }) => refused.length === 0)
  const committed = !dryRun && rows > 0 && refusedTwice.length === 0 && (clean || partial)
  if (committed)
    await storeSheets(
      services,
      actor,
      year,
      sheets,
      found.map(({ file }) => file),
    )
  return {
    files: report.map((one) => ({ ...one, taken: committed || dryRun ? one.taken : 0 })),
    committed,
  }
}

const ORDER: SheetKind[] = ['units', 'positions', 'workloads', 'requests']

function tablesOf({ name, bytes }: { name: string; bytes: Uint8Array }): Found[] {
  const tables = readTables(bytes)
  const one = tables.length === 1
  return tables
    .filter(({ sheet, table }) => one || (!OURS.includes(sheet ?? '') && !isBlank(table)))
    .map(({ sheet, table }) => ({
      file: sheet === null || one ? name : `${name} › ${sheet}`,
      ...{ kind: kindOf(table), table },
    }))
}

/** Sheets that our own workbook has beside the four; they bring nothing. */
const OURS: string[] = [RESULT_SHEET, NOTES_SHEET]
/** True of a sheet with nothing in it, or nothing below its heading: a template half filled in. */
const isBlank = (table: Table): boolean => 'lines' in table && table.lines.length < 2

function readInto(sheets: Sheets, kind: SheetKind, table: Table, known: KnownNow): Reading<unknown> {
  switch (kind) {
    case 'units': {
      const reading = readUnits(table, known)
      sheets.units.push(...reading.rows)
      for (const { code } of reading.rows) known.units.add(code)
      return reading
    }
    case 'positions': {
      const reading = readPositions(table)
      sheets.positions.push(...reading.rows)
      for (const { code } of reading.rows) known.positions.add(code)
      return reading
    }
    case 'workloads': {
      const reading = readWorkloads(table, known)
      sheets.workloads.push(...reading.rows)
      return reading
    }
    case 'requests': {
      const reading = readRequests(table, known)
      sheets.requests.push(...reading.rows)
      return reading
    }
  }
}

/** The same thing in two files of one call would leave it to chance which of them counts. */
function twiceAcross(sheets: Sheets): string[] {
  const twice = (names: string[]) => [...new Set(names.filter((name, at) => names.indexOf(name) !== at))]
  return [
    ...twice(sheets.units.map(({ code }) => code)).map((code) => `unit "${code}" ada di dua lembar`),
    ...twice(sheets.positions.map(({ code }) => code)).map((code) => `jabatan "${code}" ada di dua lembar`),
    ...twice(sheets.requests.map(({ unit, position }) => `${unit} ${position}`)).map(
      (pair) => `usulan ${pair} ada di dua lembar`,
    ),
    ...twice(sheets.workloads.filter(({ duties }) => duties).map(({ unit, position }) => `${unit} ${position}`)).map(
      (pair) => `ABK ${pair} ada di dua lembar`,
    ),
  ]
}

function unknownSheet(table: Table): Reading<unknown> {
  const nothing = { rows: [], taken: 0, warnings: [] }
  if ('problem' in table)
    return { ...nothing, format: 'unknown', refused: [{ where: 'berkas', reason: table.problem }] }
  const columns = (table.lines[0]?.cells ?? []).filter((cell) => cell.trim() !== '')
  const reason = `bukan lembar ${Object.values(SHEET_NAMES).join(', ')}: kolom yang ada ${columns.map((cell) => `"${cell}"`).join(', ') || '(tidak ada)'}; pakai templatnya`
  return { ...nothing, format: table.format, refused: [{ where: 'baris 1', reason }] }
}

const nothingIn = (file: string): ImportReport['files'][number] => ({
  ...{ file, format: 'xlsx', taken: 0, warnings: [] },
  refused: [{ where: 'berkas', reason: 'tidak ada lembar dengan baris data' }],
})

type KnownNow = Known & { units: Set<string>; positions: Set<string> }

async function knownOf(services: Needs, year: number): Promise<KnownNow> {
  const { rows } = await needsView(services, year)
  return {
    units: new Set((await listUnits(services)).map(({ code }) => code)),
    positions: new Set((await listPositions(services)).map(({ code }) => code)),
    granted: new Map(
      rows.flatMap(({ unit, position, request }) =>
        request ? [[pairOf(unit.code, position.code), { decree: request.decree, used: request.used }]] : [],
      ),
    ),
  }
}
