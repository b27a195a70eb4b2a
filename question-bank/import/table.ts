import * as XLSX from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import { archiveDirectory } from './archive.ts'
import type { Field, Layout } from './columns.ts'
import { judgeLayout, layoutOf, plainName } from './columns.ts'
import type { Draft, DraftOption } from './draft.ts'
import { optionsOf, splitList, textOrNull } from './draft.ts'
import type { Remark } from './reading.ts'
import { COLUMNS_MAX, HEADER_ROWS_MAX, ROWS_MAX, WORKBOOK_BYTES_MAX } from './reading.ts'

/** Rows of a CSV file or of one sheet, each with its true place in the file. */
export interface Table {
  name: string
  rows: TableRow[]
  warnings: Remark[]
}

interface TableRow {
  where: string
  fallbackId: string
  cells: string[]
  /** The first cell that a workbook reckons instead of holding. */
  formula?: string
}

export type TableReading = { drafts: Draft[]; warnings: Remark[] } | { refused: Remark }

/** Looks for the row with the column names among the first rows and reads what stands below it. */
export function draftsOfTable(table: Table): TableReading {
  const header = findHeader(table)
  if (!header) return { refused: { where: 'berkas', reason: noQuestions(table) } }
  const { layout, at } = header
  const names = table.rows[at]?.cells ?? []
  const rows = table.rows.slice(at + 1).filter((row) => row.cells.some((cell) => cell.trim() !== ''))
  if (rows.length === 0)
    return {
      refused: { where: 'berkas', reason: 'Tidak ada baris soal di bawah judul kolom; isi paling sedikit satu soal.' },
    }
  if (rows.length > ROWS_MAX)
    return {
      refused: { where: 'berkas', reason: `Berkas berisi lebih dari ${ROWS_MAX} baris; bagi menjadi beberapa berkas.` },
    }
  const warnings = [...table.warnings]
  if (layout.ignored.length > 0)
    warnings.push({
      where: 'judul kolom',
      reason: `Kolom yang tidak dikenal diabaikan: ${shortList(layout.ignored)}. Ganti judulnya bila isinya perlu dibaca.`,
    })
  if (layout.fields.has('level'))
    warnings.push({
      where: 'judul kolom',
      reason: 'Kolom jenjang/kelas dibaca tetapi tidak disimpan; pakai kolom topik bila perlu dipilih menurut jenjang.',
    })
  const keyName = plainName(names[layout.fields.get('key') ?? -1] ?? '')
  return { drafts: rows.map((row) => draftOf(row, layout, keyName, names.length)), warnings }
}

function findHeader(table: Table): { layout: Layout; at: number } | null {
  for (let at = 0; at < Math.min(HEADER_ROWS_MAX, table.rows.length); at++) {
    const layout = layoutOf(table.rows[at]?.cells ?? [])
    if (judgeLayout(layout).items) return { layout, at }
  }
  return null
}

function noQuestions(table: Table): string {
  const names = (table.rows.find((row) => row.cells.some((cell) => cell.trim() !== ''))?.cells ?? [])
    .map((cell) => cell.trim())
    .filter((cell) => cell !== '')
  const layout = layoutOf(names)
  const there = names.length === 0 ? 'tidak ada kolom sama sekali' : `kolom yang ada: ${shortList(names)}`
  return layout.fields.has('question')
    ? `Kolom opsi tidak ditemukan; ${there}. Beri judul option_A, option_B, dan seterusnya.`
    : `Kolom soal tidak ditemukan; ${there}. Beri judul kolom "question" atau "soal" serta option_A, option_B, dan seterusnya.`
}

function draftOf(row: TableRow, layout: Layout, keyName: string, columns: number): Draft {
  const cell = (field: Field) => textOrNull(row.cells[layout.fields.get(field) ?? -1] ?? null)
  const written = layout.fields.has('options') ? optionsOf(cell('options') ?? '', null, null) : null
  const options = typeof written === 'string' || written === null ? optionsInColumns(row, layout) : written
  const key = cell('key')
  const tooMany = row.cells.slice(columns).some((text) => text.trim() !== '')
  return {
    where: row.where,
    fallbackId: row.fallbackId,
    id: cell('id'),
    question: cell('question'),
    options,
    key: { name: keyName, values: key === null ? [] : [{ text: key, isNumber: false }] },
    section: cell('section'),
    subject: cell('subject'),
    topic: cell('topic'),
    type: cell('type'),
    difficulty: cell('difficulty'),
    stimulusId: cell('stimulusId'),
    stimulus: cell('stimulus'),
    rationale: cell('rationale'),
    enemies: splitList(cell('enemies')),
    unreadable: row.formula
      ? `Sel ${row.formula} berisi rumus; ganti dengan nilainya (Salin, lalu Tempel Khusus: Nilai).`
      : tooMany
        ? 'Isi baris lebih banyak daripada judul kolom; mungkin ada pemisah di dalam teks yang tidak diapit tanda kutip.'
        : typeof written === 'string' && options.length === 0
          ? written
          : '',
  }
}

function optionsInColumns(row: TableRow, layout: Layout): DraftOption[] {
  const length = Math.max(layout.options.length, layout.weights.length)
  return Array.from({ length }, (_, at) => ({
    label: null,
    text: textOrNull(row.cells[layout.options[at] ?? -1] ?? null),
    weight: textOrNull(row.cells[layout.weights[at] ?? -1] ?? null),
    correct: null,
  }))
}

export function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 12).map((name) => (name.length > 40 ? `${name.slice(0, 40)}…` : name))
  return names.length > shown.length ? `${shown.join(', ')}, … (${names.length} seluruhnya)` : shown.join(', ')
}

// ---- CSV --------------------------------------------------------------------------------------------------------

/** Comma, semicolon or tab, whichever gives the most column names that mean something. */
export function csvTable(text: string): Table | { refused: Remark } {
  const hint = /^sep=(.)\r?\n/i.exec(text)
  // Excel's first line 'sep=;' is no row. Its line break stays, so that line numbers remain true.
  const body = hint ? text.slice(hint[0].length - 1) : text
  const delimiter = hint?.[1] ?? bestDelimiter(body)
  const read = readCsv(body, delimiter, false)
  if (!('message' in read)) return read
  const loose = readCsv(body, delimiter, true)
  if ('message' in loose)
    return {
      refused: {
        where: `baris ${loose.line}`,
        reason: `CSV tidak dapat dibaca: ${loose.message}. Periksa tanda kutip pada baris ini dan sebelumnya.`,
      },
    }
  loose.warnings.push({
    where: `baris ${read.line}`,
    reason: 'Tanda kutip di tengah teks tidak digandakan; teks dibaca apa adanya, periksa hasilnya.',
  })
  return loose
}

function bestDelimiter(text: string): string {
  // Enough for a title and a row of names; a whole file of 20 MB is not read three times.
  const start = text.slice(0, 200_000)
  let best = { delimiter: ',', score: -1 }
  for (const delimiter of [',', ';', '\t']) {
    const table = readCsv(start, delimiter, true, HEADER_ROWS_MAX)
    if ('message' in table) continue
    const score = Math.max(
      0,
      ...table.rows.map((row) => judgeLayout(layoutOf(row.cells)).known * 1000 + Math.min(row.cells.length, 999)),
    )
    if (score > best.score) best = { delimiter, score }
  }
  return best.delimiter
}

class TooManyRows extends Error {}

function readCsv(text: string, delimiter: string, loose: boolean, to = -1): Table | { message: string; line: number } {
  const rows: TableRow[] = []
  let line = 1
  // Our own count of lines: csv-parse counts a CRLF inside quotes twice. Empty lines are counted and not kept.
  const keep = (record: string[]) => {
    if (record.length > 1 || record[0] !== '') {
      if (rows.length > ROWS_MAX + HEADER_ROWS_MAX) throw new TooManyRows()
      rows.push({ where: `baris ${line}`, fallbackId: `baris-${line}`, cells: record.slice(0, COLUMNS_MAX) })
    }
    for (const cell of record) if (/[\r\n]/.test(cell)) line += cell.match(/\r\n|\n|\r/g)?.length ?? 0
    line++
    return null
  }
  try {
    parse(text, {
      delimiter,
      bom: true,
      relax_column_count: true,
      relax_quotes: loose,
      record_delimiter: ['\r\n', '\n', '\r'],
      on_record: keep,
      ...(to > 0 ? { to } : {}),
    })
  } catch (error) {
    // A piece of a file may end inside quotes: for guessing the delimiter the rows before suffice.
    if (!(error instanceof TooManyRows) && to < 0)
      return { message: error instanceof Error ? error.message : 'galat', line }
  }
  return { name: 'csv', rows, warnings: [] }
}

// ---- workbooks --------------------------------------------------------------------------------------------------

/** The sheets of a workbook in order; `refused` when it cannot be opened. */
export function workbookTables(bytes: Uint8Array): Table[] | { refused: Remark } {
  const unpacked = archiveDirectory(bytes)?.reduce((sum, entry) => sum + entry.unpacked, 0) ?? null
  if (unpacked === null)
    return {
      refused: {
        where: 'berkas',
        reason: 'Berkas XLSX rusak atau terpotong; buka di Excel, simpan ulang, lalu unggah lagi.',
      },
    }
  if (unpacked > WORKBOOK_BYTES_MAX)
    return {
      refused: {
        where: 'berkas',
        reason: 'Isi berkas XLSX terlalu besar setelah dibuka; hapus gambar dan lembar yang tidak perlu.',
      },
    }
  try {
    const book = XLSX.read(bytes, {
      type: 'array',
      dense: true,
      cellNF: true,
      sheetRows: ROWS_MAX + HEADER_ROWS_MAX + 2,
    })
    return book.SheetNames.map((name) => sheetTable(name, book.Sheets[name]))
  } catch (error) {
    return {
      refused: {
        where: 'berkas',
        reason: `Berkas XLSX tidak dapat dibuka (${error instanceof Error ? error.message : 'galat'}); simpan ulang dari Excel, lalu unggah lagi.`,
      },
    }
  }
}

function sheetTable(name: string, sheet: XLSX.WorkSheet | undefined): Table {
  const table: Table = { name, rows: [], warnings: [] }
  const data = (sheet?.['!data'] ?? []) as (XLSX.CellObject | undefined)[][]
  // A sparse array: `forEach` steps over rows that are not there.
  data.forEach((row, at) => {
    const cells: string[] = []
    let formula: string | undefined
    row?.slice(0, COLUMNS_MAX).forEach((cell, column) => {
      const text = cellText(cell)
      if (text === '') return
      cells[column] = text
      if (cell?.f) formula ??= XLSX.utils.encode_cell({ r: at, c: column })
      if (cell && isDate(cell))
        table.warnings.push({
          where: `${name}!${XLSX.utils.encode_cell({ r: at, c: column })}`,
          reason: `Sel ini bertipe tanggal dan dibaca sebagai "${text}". Bila maksudnya pecahan seperti 1/2, ubah format sel menjadi Teks.`,
        })
    })
    const where = `${name}!A${at + 1}`
    if (cells.length > 0)
      table.rows.push({
        where,
        fallbackId: `baris-${at + 1}`,
        cells: Array.from(cells, (text) => text ?? ''),
        ...(formula ? { formula } : {}),
      })
  })
  return table
}

function cellText(cell: XLSX.CellObject | undefined): string {
  if (!cell || cell.t === 'z' || cell.v === undefined || cell.v === null) return ''
  if (cell.t === 's') return String(cell.v)
  // What the author saw ('50%', '1/2'), except where Excel shortens a long number ('1.23457E+11') or shows nothing.
  return cell.w === undefined || cell.w === '' || /e\+/i.test(cell.w) ? String(cell.v) : cell.w
}

function isDate(cell: XLSX.CellObject): boolean {
  return (
    cell.t === 'd' ||
    (cell.t === 'n' && typeof cell.z === 'string' && (XLSX.SSF.is_date as (format: string) => boolean)(cell.z))
  )
}
