import { ANALYSIS_PARTS, type Duty, type DutyPeriod, type PositionKind } from '../protocol/needs.ts'
import type { EducationWanted } from '../protocol/recruitment.ts'
import { readWanted } from '../recruitment/education.ts'
import { hasColumn, readSheet, type Sheet, type Table } from '../recruitment/sheet.ts'
import { decimalOf } from './needs.ts'
import { COLUMNS, KIND_WORDS, MARKS, NEEDED, PER_WORDS, type SheetKind } from './needs-columns.ts'

/** What the sheets of a needs analysis mean, cell by cell (ND7). Pure: what is stored already comes in as `Known`. */
export interface NewUnit {
  code: string
  name: string
  kind: string
  district: string
  parent: string | null
}
export interface NewPosition {
  code: string
  name: string
  kind: PositionKind
  class: number | null
  education: EducationWanted[]
  analysis: Record<string, string>
}
/** Left out: what is stored stays. */
export interface NewWorkload {
  unit: string
  position: string
  duties?: Duty[]
  inPlace?: number
}
export interface NewRequest {
  unit: string
  position: string
  proposed?: number
  reason?: string
  granted?: number
  decree?: string
}

export interface Known {
  units: ReadonlySet<string>
  positions: ReadonlySet<string>
  /** Decree and places taken of what was granted, by `pairOf`. */
  granted: ReadonlyMap<string, { decree: string; used: number }>
}
export const pairOf = (unit: string, position: string): string => `${unit}\0${position}`

export interface Reading<Row> {
  format: string
  rows: Row[]
  /** Lines of the sheet that `rows` were made of. */
  taken: number
  refused: { where: string; reason: string }[]
  warnings: { where: string; reason: string }[]
}

/** Which of the four a table is, or null. */
export const kindOf = (table: Table): SheetKind | null =>
  MARKS.find(([, names]) => hasColumn(table, names))?.[0] ?? null

const CELL_MAX = 5000
const WHOLE = /^\d{1,5}$/

/** Collects what is wrong in the cells of one line. */
class Line<Column extends string> {
  readonly problems: { where: string; reason: string }[] = []
  readonly #where: string
  readonly #cells: Record<Column, string>
  readonly #names: Record<Column, readonly string[]>
  constructor(where: string, cells: Record<Column, string>, names: Record<Column, readonly string[]>) {
    this.#where = where
    this.#cells = cells
    this.#names = names
  }
  wrong(column: Column, reason: string): void {
    this.problems.push({ where: `${this.#where}, kolom ${this.#names[column][0]}`, reason })
  }
  /** Of the cell, or what a wrong or empty one gives. */
  needed(column: Column): string {
    if (this.#cells[column] === '') this.wrong(column, 'kosong, seharusnya diisi')
    return this.#cells[column]
  }
  code(column: Column): string {
    const code = this.needed(column)
    if (code !== '' && !/^[A-Za-z0-9._/-]{1,40}$/.test(code))
      this.wrong(column, `"${code}" harus 1 sampai 40 huruf, angka, ".", "_", "-" atau "/"`)
    return code
  }
  people(column: Column): number | undefined {
    const text = this.#cells[column]
    if (text === '') return undefined
    if (!WHOLE.test(text)) this.wrong(column, `"${text}" bukan bilangan bulat 0 sampai 99999`)
    return Number(text)
  }
  decimal(column: Column): string {
    const text = this.needed(column)
    if (text !== '' && decimalOf(text) === null)
      this.wrong(column, `"${text}" bukan bilangan; tulis seperti 12 atau 7,5 (paling banyak 4 angka di belakang koma)`)
    return text.replace(',', '.')
  }
  known(column: Column, codes: ReadonlySet<string>, what: string): string {
    const code = this.needed(column)
    if (code !== '' && !codes.has(code))
      this.wrong(column, `${what} "${code}" belum ada; impor ${what} terlebih dahulu`)
    return code
  }
}

function readLines<Kind extends SheetKind, Row>(
  kind: Kind,
  table: Table,
  read: (
    line: Line<Extract<keyof (typeof COLUMNS)[Kind], string>>,
    cells: Record<Extract<keyof (typeof COLUMNS)[Kind], string>, string>,
  ) => Row,
): Reading<{ where: string; row: Row }> & { wrong: Set<string> } {
  type Column = Extract<keyof (typeof COLUMNS)[Kind], string>
  const columns = COLUMNS[kind] as unknown as Record<Column, readonly string[]>
  const sheet: Sheet<Column> = readSheet<Column>(table, columns, NEEDED[kind] as Column[], CELL_MAX)
  const reading = {
    ...{ format: sheet.format, rows: [] as { where: string; row: Row }[], taken: 0 },
    ...{ refused: [...sheet.problems], warnings: sheet.warnings, wrong: new Set<string>() },
  }
  for (const { where, cells } of sheet.rows) {
    const line = new Line(where, cells, columns)
    const row = read(line, cells)
    reading.refused.push(...line.problems)
    if (line.problems.length === 0) reading.rows.push({ where, row })
    else reading.wrong.add(where)
  }
  reading.taken = reading.rows.length
  if (reading.rows.length === 0 && reading.refused.length === 0)
    reading.refused.push({ where: 'lembar', reason: 'tidak ada baris data' })
  return reading
}

const plainly = <Row>({ rows, format, taken, refused, warnings }: Reading<{ row: Row }>): Reading<Row> => ({
  ...{ format, taken, refused, warnings },
  rows: rows.map(({ row }) => row),
})

export function readUnits(table: Table, known: Known): Reading<NewUnit> {
  const seen = new Set<string>()
  const reading = readLines('units', table, (line, cells) => {
    const code = line.code('code')
    if (seen.has(code)) line.wrong('code', `"${code}" berulang dalam lembar ini`)
    seen.add(code)
    if (cells.parent !== '' && cells.parent === code) line.wrong('parent', 'unit tidak dapat menjadi induknya sendiri')
    const [name, kind] = [line.needed('name'), line.needed('kind')]
    return { code, name, kind: kind.toLowerCase(), district: cells.district, parent: cells.parent || null }
  })
  // A parent may stand further down, so it is looked up when all are read.
  const there = new Set([...known.units, ...reading.rows.map(({ row }) => row.code)])
  for (const { where, row } of reading.rows)
    if (row.parent !== null && !there.has(row.parent))
      reading.refused.push({ where: `${where}, kolom kode_induk`, reason: `unit "${row.parent}" tidak ada` })
  reading.rows = reading.rows.filter(({ row }) => row.parent === null || there.has(row.parent))
  return { ...plainly(reading), taken: reading.rows.length }
}

export function readPositions(table: Table): Reading<NewPosition> {
  const seen = new Set<string>()
  return plainly(
    readLines('positions', table, (line, cells) => {
      const code = line.code('code')
      if (seen.has(code)) line.wrong('code', `"${code}" berulang dalam lembar ini`)
      seen.add(code)
      const name = line.needed('name')
      const kind = KIND_WORDS[line.needed('kind').toLowerCase()]
      if (!kind && cells.kind !== '')
        line.wrong('kind', `"${cells.kind}" tidak dikenal; tulis struktural, fungsional atau pelaksana`)
      if (cells.class !== '' && !/^([1-9]|1[0-7])$/.test(cells.class))
        line.wrong('class', `"${cells.class}" bukan kelas jabatan 1 sampai 17`)
      const education = readWanted(cells.education)
      if (typeof education === 'string')
        line.wrong(
          'education',
          `"${education}" tidak ada dalam daftar program studi; tulis seperti "D-III Keperawatan / Kebidanan; S-1 semua jurusan"`,
        )
      return {
        ...{ code, name, kind: kind ?? 'pelaksana', class: cells.class === '' ? null : Number(cells.class) },
        education: typeof education === 'string' ? [] : education,
        analysis: Object.fromEntries(
          ANALYSIS_PARTS.map((part) => [part, cells[part]]).filter(([, text]) => text !== ''),
        ) as Record<string, string>,
      }
    }),
  )
}

export function readWorkloads(table: Table, known: Known): Reading<NewWorkload> {
  const listsTasks = hasColumn(table, COLUMNS.workloads.task)
  const reading = readLines('workloads', table, (line, cells) => {
    const pair = {
      unit: line.known('unit', known.units, 'unit'),
      position: line.known('position', known.positions, 'jabatan'),
    }
    const inPlace = line.people('inPlace')
    if (cells.task === '' && inPlace !== undefined && cells.volume + cells.minutes === '')
      return { ...pair, inPlace, duty: null }
    const per = (Object.keys(PER_WORDS) as DutyPeriod[]).find((one) => PER_WORDS[one].includes(cells.per.toLowerCase()))
    if (!per) line.wrong('per', `"${cells.per}" tidak dikenal; tulis hari, minggu, bulan atau tahun`)
    const [task, volume, minutes] = [line.needed('task'), line.decimal('volume'), line.decimal('minutes')]
    if (task.length > 300) line.wrong('task', 'lebih dari 300 karakter')
    if (cells.product.length > 200) line.wrong('product', 'lebih dari 200 karakter')
    return { ...pair, inPlace, duty: { task, product: cells.product, volume, per: per ?? 'year', minutes } }
  })
  const refused = [...reading.refused]
  const pairs = new Map<string, { row: NewWorkload; lines: number; wrong: boolean }>()
  for (const { where, row } of reading.rows) {
    const key = pairOf(row.unit, row.position)
    const pair = pairs.get(key) ?? { row: { unit: row.unit, position: row.position }, lines: 0, wrong: false }
    pairs.set(key, pair)
    pair.lines += 1
    if (row.inPlace !== undefined && pair.row.inPlace !== undefined && row.inPlace !== pair.row.inPlace) {
      pair.wrong = true
      refused.push({
        where: `${where}, kolom pegawai_ada`,
        reason: `${row.inPlace} berbeda dari ${pair.row.inPlace} di baris lain untuk unit dan jabatan yang sama`,
      })
    }
    if (row.inPlace !== undefined) pair.row.inPlace = row.inPlace
    if (listsTasks) pair.row.duties = [...(pair.row.duties ?? []), ...(row.duty ? [row.duty] : [])]
  }
  // A workload without one of its lines would say too small a need: the whole pair waits for that line.
  const broken = brokenPairs(table, reading.wrong)
  const whole = [...pairs].filter(([key, pair]) => !pair.wrong && !broken.has(key)).map(([, pair]) => pair)
  const left = [...pairs].filter(([key]) => broken.has(key)).map(([, { row }]) => `${row.unit} ${row.position}`)
  return {
    ...{ format: reading.format, refused, taken: whole.reduce((sum, { lines }) => sum + lines, 0) },
    rows: whole.map(({ row }) => row),
    warnings:
      left.length === 0
        ? reading.warnings
        : [
            ...reading.warnings,
            { where: 'lembar', reason: `tidak diambil seluruhnya, karena ada baris yang ditolak: ${left.join(', ')}` },
          ],
  }
}

/** The pairs of unit and position whose line was refused, where the line names them. */
function brokenPairs(table: Table, wrong: ReadonlySet<string>): Set<string> {
  const sheet = readSheet(table, { unit: COLUMNS.workloads.unit, position: COLUMNS.workloads.position }, [])
  return new Set(
    sheet.rows.filter(({ where }) => wrong.has(where)).map(({ cells }) => pairOf(cells.unit, cells.position)),
  )
}

export function readRequests(table: Table, known: Known): Reading<NewRequest> {
  const seen = new Set<string>()
  return plainly(
    readLines('requests', table, (line, cells) => {
      const unit = line.known('unit', known.units, 'unit')
      const position = line.known('position', known.positions, 'jabatan')
      const pair = pairOf(unit, position)
      if (seen.has(pair)) line.wrong('position', 'unit dan jabatan yang sama berulang dalam lembar ini')
      seen.add(pair)
      const [proposed, granted] = [line.people('proposed'), line.people('granted')]
      if (proposed === undefined && granted === undefined)
        line.wrong('proposed', 'diusulkan dan ditetapkan kosong dua-duanya')
      const before = known.granted.get(pair)
      if (granted !== undefined && cells.decree === '' && !before?.decree)
        line.wrong('decree', 'kosong, seharusnya nomor keputusan yang menetapkannya')
      if (granted !== undefined && before && granted < before.used)
        line.wrong('granted', `${granted} kurang dari ${before.used} tempat yang sudah dipakai formasi`)
      if (cells.reason.length > 500) line.wrong('reason', 'lebih dari 500 karakter')
      if (cells.decree.length > 200) line.wrong('decree', 'lebih dari 200 karakter')
      return {
        ...{ unit, position },
        ...(proposed === undefined ? {} : { proposed }),
        ...(cells.reason === '' ? {} : { reason: cells.reason }),
        ...(granted === undefined ? {} : { granted }),
        ...(cells.decree === '' ? {} : { decree: cells.decree }),
      }
    }),
  )
}
