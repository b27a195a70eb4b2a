import type { Readable } from 'node:stream'
import { eq } from '../db/sql.ts'
import { ANALYSIS_PARTS, type Duty, type NeedsView, type PositionRow, type UnitRow } from '../protocol/needs.ts'
import { writeWanted } from '../recruitment/education.ts'
import type { Services } from '../services.ts'
import { workbook } from '../workbook.ts'
import { COLUMNS, NOTES_SHEET, PER_WORDS, RESULT_SHEET, SHEET_NAMES, type SheetKind } from './needs-columns.ts'
import { listPositions, listUnits, needsView } from './needs-store.ts'

type Cell = string | number | null

export interface ExportedNeeds {
  view: NeedsView
  units: UnitRow[]
  positions: PositionRow[]
  /** Duties of each workload by its id. */
  duties: ReadonlyMap<string, Duty[]>
}

/** The analysis of a year as the workbook that can be imported again (ND8): units, positions, ABK, requests, and the result. */
export function needsWorkbook({ view, units, positions, duties }: ExportedNeeds, at: number): Readable {
  const codes = new Map(units.map(({ id, code }) => [id, code]))
  return book(at, {
    units: units.map((row): Cell[] => [row.code, row.name, row.kind, row.district, codes.get(row.parent ?? '') ?? '']),
    positions: positions.map((row): Cell[] => [
      ...[row.code, row.name, row.kind, row.class, writeWanted(row.education)],
      ...ANALYSIS_PARTS.map((part) => row.analysis[part] ?? ''),
    ]),
    workloads: view.rows.flatMap(({ unit, position, workload, inPlace }): Cell[][] => {
      if (!workload) return []
      const head = [unit.code, position.code, unit.name, position.name]
      const listed = duties.get(workload.id) ?? []
      if (listed.length === 0) return [[...head, '', '', '', '', '', inPlace]]
      return listed.map((duty) => [
        ...head,
        ...[duty.task, duty.product, duty.volume, PER_WORDS[duty.per][0] ?? '', duty.minutes, inPlace],
      ])
    }),
    requests: view.rows.flatMap(({ unit, position, request }): Cell[][] =>
      request
        ? [
            [unit.code, position.code, unit.name, position.name, request.proposed, request.reason].concat(
              request.granted ?? '',
              request.decree,
            ),
          ]
        : [],
    ),
    result: view.rows.map((row): Cell[] => [
      ...[row.unit.name, row.unit.district, row.position.name, Number(row.load), row.need, row.inPlace],
      ...[Math.max(0, -row.gap), Math.max(0, row.gap), row.efficiency?.ej ?? '', row.efficiency?.band ?? ''],
    ]),
  })
}

/** The same workbook without a row, and with the explanations. */
export const needsTemplate = (at: number): Readable =>
  book(at, { units: [], positions: [], workloads: [], requests: [], result: null })

const RESULT_HEAD = [
  ...['Unit kerja', 'Kecamatan', 'Jabatan', 'Beban (menit setahun)', 'Kebutuhan', 'Pegawai ada', 'Kurang', 'Lebih'],
  ...['EJ', 'PEJ'],
]

function book(at: number, { result, ...sheets }: Record<SheetKind, Cell[][]> & { result: Cell[][] | null }): Readable {
  const kinds = Object.keys(COLUMNS) as SheetKind[]
  const [first = '', ...rest] = NOTES
  return workbook(
    [
      ...kinds.map((kind) => ({
        name: SHEET_NAMES[kind],
        head: Object.values(COLUMNS[kind]).map((names) => names[0] as string),
        rows: batches(sheets[kind]),
      })),
      result
        ? { name: RESULT_SHEET, head: RESULT_HEAD, rows: batches(result) }
        : { name: NOTES_SHEET, head: [first], rows: [rest.map((line) => [line])] },
    ],
    at,
  )
}

const ROWS_AT_ONCE = 500
/** Between two batches others have their turn: the same process may hold an exam. */
async function* batches(rows: Cell[][]): AsyncGenerator<Cell[][]> {
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    yield rows.slice(from, from + ROWS_AT_ONCE)
    await new Promise((go) => setImmediate(go))
  }
}

const NOTES = [
  'Unit: satu baris satu unit kerja; kode_induk boleh kosong.',
  'Jabatan: pendidikan ditulis seperti "D-III Keperawatan / Kebidanan; S-1 semua jurusan"; kelas 1 sampai 17.',
  'ABK: satu baris satu tugas; per = hari, minggu, bulan atau tahun; norma_menit = menit untuk satu hasil.',
  'ABK: pegawai_ada cukup ditulis pada satu baris untuk setiap unit dan jabatan.',
  'Usulan: diusulkan diisi panitia; ditetapkan dan keputusan diisi setelah keputusan keluar.',
  'Kebutuhan = jumlah (volume setahun × norma_menit) ÷ waktu efektif setahun, setengah ke atas dibulatkan naik.',
]

/** Everything a year's workbook says. */
export async function exportedNeeds(services: Pick<Services, 'store' | 'clock'>, year: number): Promise<ExportedNeeds> {
  const { workload } = services.store.tables
  const rows = await services.store.read
    .select({ id: workload.id, duties: workload.duties })
    .from(workload)
    .where(eq(workload.year, year))
  return {
    view: await needsView(services, year),
    units: await listUnits(services),
    positions: await listPositions(services),
    duties: new Map(rows.map(({ id, duties }) => [id, JSON.parse(duties) as Duty[]])),
  }
}
