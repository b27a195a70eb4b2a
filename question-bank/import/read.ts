import { isObject } from './draft.ts'
import { draftsOfObjects, listIn, parseJson, parseJsonLines, stimuliIn } from './json.ts'
import { judge } from './judge.ts'
import type { FileReading, ImportContext } from './reading.ts'
import { FILE_BYTES_MAX } from './reading.ts'
import type { TableReading } from './table.ts'
import { csvTable, draftsOfTable, workbookTables } from './table.ts'

/**
 * Reads a file of items: CSV, JSON, JSONL or XLSX, told apart by what is in it. `name` only appears in sentences.
 * Never throws: what cannot be read is in `refused`, row by row, or as one remark on the whole file.
 */
export function readBankFile(name: string, bytes: Uint8Array, context: ImportContext): FileReading {
  try {
    return readAny(name, bytes, context)
  } catch (error) {
    // A file can be damaged in ways no one listed here. That is the file's fault, not a reason to stop the upload.
    return wholeFile(
      'unknown',
      `Berkas "${name}" tidak dapat dibaca (${error instanceof Error ? error.message : 'galat'}).`,
    )
  }
}

/** The passages in a file of passages (JSON: id → text), or null when the file is something else. */
export function readStimuli(bytes: Uint8Array): ReadonlyMap<string, string> | null {
  if (bytes.length > FILE_BYTES_MAX) return null
  const text = textOf(bytes)
  return text === null || !/^\s*[[{]/.test(text) ? null : stimuliIn(parseJson(text))
}

function readAny(name: string, bytes: Uint8Array, context: ImportContext): FileReading {
  if (bytes.length === 0) return wholeFile('unknown', 'Berkas kosong; pilih berkas yang berisi soal.')
  if (bytes.length > FILE_BYTES_MAX)
    return wholeFile('unknown', `Berkas lebih dari ${FILE_BYTES_MAX / 1_000_000} MB; bagi menjadi beberapa berkas.`)
  const binary = binaryKind(bytes)
  if (binary === 'xlsx') return readWorkbook(bytes, context)
  if (binary !== null) return wholeFile('unknown', binary)
  const text = textOf(bytes)
  if (text === null)
    return wholeFile('unknown', `Berkas "${name}" bukan teks UTF-8; simpan ulang sebagai "CSV UTF-8" atau XLSX.`)
  if (text.trim() === '') return wholeFile('unknown', 'Berkas kosong; pilih berkas yang berisi soal.')
  if (/^\s*</.test(text))
    return wholeFile(
      'unknown',
      'Berkas HTML atau XML bukan berkas soal yang didukung; pakai CSV, JSON, JSONL, atau XLSX.',
    )
  return /^\s*[[{]/.test(text) ? readJson(text, context) : readCsv(text, context)
}

function readCsv(text: string, context: ImportContext): FileReading {
  const table = csvTable(text)
  return finish('csv', 'refused' in table ? table : draftsOfTable(table), context)
}

function readWorkbook(bytes: Uint8Array, context: ImportContext): FileReading {
  const tables = workbookTables(bytes)
  if ('refused' in tables) return finish('xlsx', tables, context)
  let first: TableReading = { refused: { where: 'berkas', reason: 'Tidak ada lembar kerja dalam berkas ini.' } }
  for (const [at, table] of tables.entries()) {
    const reading = draftsOfTable(table)
    if (at === 0 || !('refused' in reading)) first = reading
    if (!('refused' in reading)) break
  }
  return finish('xlsx', first, context)
}

function readJson(text: string, context: ImportContext): FileReading {
  const value = parseJson(text)
  const lines = value === undefined || isObject(value) ? parseJsonLines(text) : null
  const list = listIn(value)
  if (list) {
    const stimuli = isObject(value)
      ? (stimuliIn(value.stimuli ?? value.passages ?? value.wacana) ?? new Map())
      : new Map<string, string>()
    if (list.length === 0) return wholeFile('json', 'Daftar soal kosong; isi paling sedikit satu soal.')
    if (stimuliIn(list)) return { format: 'stimuli', items: [], refused: [], warnings: [] }
    const places = list.map((_, at) => ({ where: `butir ${at + 1}`, fallbackId: `butir-${at + 1}` }))
    return finish('json', draftsOfObjects(list, places), { stimuli: new Map([...context.stimuli, ...stimuli]) })
  }
  if (stimuliIn(value)) return { format: 'stimuli', items: [], refused: [], warnings: [] }
  if (lines && (value === undefined || lines.length === 1)) {
    const places = lines.map(({ line }) => ({ where: `baris ${line}`, fallbackId: `baris-${line}` }))
    return finish(
      'jsonl',
      draftsOfObjects(
        lines.map((each) => each.value),
        places,
      ),
      context,
    )
  }
  if (value !== undefined)
    return finish('json', draftsOfObjects([value], [{ where: 'butir 1', fallbackId: 'butir-1' }]), context)
  const asTable = readCsv(text, context)
  if (asTable.items.length > 0) return asTable
  return wholeFile('unknown', 'JSON rusak atau bersarang terlalu dalam; perbaiki berkasnya.')
}

function finish(
  format: FileReading['format'],
  reading: TableReading | { refused: { where: string; reason: string } },
  context: ImportContext,
): FileReading {
  if ('refused' in reading) return { format, items: [], refused: [reading.refused], warnings: [] }
  const judged = judge(reading.drafts, context)
  return { format, ...judged, warnings: [...reading.warnings, ...judged.warnings] }
}

function wholeFile(format: FileReading['format'], reason: string): FileReading {
  return { format, items: [], refused: [{ where: 'berkas', reason }], warnings: [] }
}

/** UTF-8, or UTF-16 with its mark (Excel's "Unicode text"); null for anything else. */
function textOf(bytes: Uint8Array): string | null {
  const encoding =
    bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : 'utf-8'
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
    return text.includes('\u0000') ? null : text
  } catch {
    return null
  }
}

/** 'xlsx', or the sentence that refuses another binary file; null for what may be text. */
function binaryKind(bytes: Uint8Array): string | null {
  const starts = (...codes: number[]) => codes.every((code, at) => bytes[at] === code)
  if (starts(0x50, 0x4b)) {
    if (holds(bytes, 'xl/workbook.') || holds(bytes, 'xl/worksheets/')) return 'xlsx'
    if (holds(bytes, 'word/document')) return 'Berkas Word (.docx) belum dapat dibaca; salin soal ke XLSX atau CSV.'
    return 'Arsip ZIP bukan berkas soal yang didukung; pakai CSV, JSON, JSONL, atau XLSX.'
  }
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    return 'Berkas Office lama (.xls, .doc) tidak dibaca; simpan ulang sebagai .xlsx atau CSV.'
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'Berkas PDF tidak dapat dibaca; pakai CSV, JSON, JSONL, atau XLSX.'
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46))
    return 'Berkas gambar bukan berkas soal; pakai CSV, JSON, JSONL, atau XLSX.'
  return null
}

function holds(bytes: Uint8Array, name: string): boolean {
  const codes = [...name].map((letter) => letter.charCodeAt(0))
  const [first = 0] = codes
  for (let at = bytes.indexOf(first); at >= 0; at = bytes.indexOf(first, at + 1))
    if (codes.every((code, nth) => bytes[at + nth] === code)) return true
  return false
}
