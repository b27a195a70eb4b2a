import { draftsOfAiken, looksLikeAiken } from './aiken.ts'
import { archiveDirectory, openArchive } from './archive.ts'
import type { Draft } from './draft.ts'
import { isObject } from './draft.ts'
import { fingerprint } from './fingerprint.ts'
import { draftsOfGift, looksLikeGift } from './gift.ts'
import { draftsOfObjects, listIn, parseJson, parseJsonLines, stimuliIn } from './json.ts'
import { judge } from './judge.ts'
import { draftsOfMoodle } from './moodle.ts'
import { draftOfQti } from './qti-item.ts'
import { draftsOfPackage } from './qti-package.ts'
import type { FileReading, ImportContext } from './reading.ts'
import { FILE_BYTES_MAX, ROWS_MAX } from './reading.ts'
import type { TableReading } from './table.ts'
import { csvTable, draftsOfTable, workbookTables } from './table.ts'
import { decodeText } from './text.ts'
import { nameOf, parseXml } from './xml.ts'

/**
 * Reads a file of items: CSV, JSON, JSONL, XLSX, Moodle XML, GIFT, Aiken or QTI (an item or a package), told apart by
 * what is in it. `name` only appears in sentences.
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
  const text = decodeText(bytes)
  return text === null || !/^\s*[[{]/.test(text) ? null : stimuliIn(parseJson(text))
}

function readAny(name: string, bytes: Uint8Array, context: ImportContext): FileReading {
  if (bytes.length === 0) return wholeFile('unknown', 'Berkas kosong; pilih berkas yang berisi soal.')
  if (bytes.length > FILE_BYTES_MAX)
    return wholeFile('unknown', `Berkas lebih dari ${FILE_BYTES_MAX / 1_000_000} MB; bagi menjadi beberapa berkas.`)
  const binary = binaryKind(bytes)
  if (binary === 'xlsx') return readWorkbook(bytes, context)
  if (binary === 'zip') return readPackage(bytes, context)
  if (binary !== null) return wholeFile('unknown', binary)
  const text = decodeText(bytes)
  if (text === null)
    return wholeFile('unknown', `Berkas "${name}" bukan teks UTF-8; simpan ulang sebagai "CSV UTF-8" atau XLSX.`)
  if (text.trim() === '') return wholeFile('unknown', 'Berkas kosong; pilih berkas yang berisi soal.')
  if (/^\s*<\/?[a-z?!]/i.test(text)) return readXml(text, context)
  if (/^\s*[[{]/.test(text) && !(looksLikeGift(text) && parseJson(text) === undefined)) return readJson(text, context)
  const table = tableIn(text)
  // A file with the column names of a table is one, whatever its questions speak of.
  if (!('refused' in table)) return finish('csv', table, context)
  if (looksLikeAiken(text)) return readDrafts('aiken', draftsOfAiken(text), context)
  if (looksLikeGift(text)) return readDrafts('gift', draftsOfGift(text), context)
  return finish('csv', table, context)
}

/** Items whose formats number nothing: where the source gives no id, or one twice, the item's own words make it. */
function readDrafts(format: FileReading['format'], drafts: Draft[], context: ImportContext): FileReading {
  if (drafts.length === 0) return wholeFile(format, 'Tidak ada soal dalam berkas ini; isi paling sedikit satu soal.')
  if (drafts.length > ROWS_MAX)
    return wholeFile(format, `Berkas berisi lebih dari ${ROWS_MAX} soal; bagi menjadi beberapa berkas.`)
  const seen = new Map<string, number>()
  const unique = (id: string) => {
    const times = (seen.get(id) ?? 0) + 1
    seen.set(id, times)
    return times === 1 ? id : `${id}-${times}`
  }
  const written = new Map<string, number>()
  for (const { id } of drafts) if (id !== null) written.set(id, (written.get(id) ?? 0) + 1)
  const ready = drafts.map((draft) => {
    const own = draft.id !== null && (format === 'qti' || written.get(draft.id) === 1) ? draft.id : null
    // A place says more about what could not be read than a made-up id.
    if (own === null && draft.unreadable !== '') return { ...draft, id: null }
    const words = JSON.stringify([draft.question, draft.options.map((option) => option.text)])
    return { ...draft, id: own ?? unique(`soal-${fingerprint(words)}`) }
  })
  return finish(format, { drafts: ready, warnings: [] }, context)
}

function readXml(text: string, context: ImportContext): FileReading {
  if (/^\s*(?:<!DOCTYPE\s+html|<html|<head|<body|<table|<p|<div)\b/i.test(text) && !/<!ENTITY/i.test(text))
    return wholeFile('unknown', `Berkas HTML bukan berkas soal yang didukung; ${FORMATS}`)
  const root = parseXml(text)
  if (typeof root === 'string') return wholeFile('unknown', root)
  switch (nameOf(root)) {
    case 'quiz':
      return readDrafts('moodle-xml', draftsOfMoodle(root), context)
    case 'assessmentItem': {
      const alone = {
        where: 'butir 1',
        fallbackId: 'butir-1',
        picture: (href: string) => ({
          why: `Gambar "${href.slice(0, 80)}" tidak ada di dalam berkas XML; unggah paket ZIP yang memuat gambarnya.`,
        }),
        stimulus: (href: string) =>
          `Wacana "${href.slice(0, 80)}" tidak ada di dalam berkas XML; unggah paket ZIP yang memuat wacananya.`,
      }
      return readDrafts('qti', [draftOfQti(root, alone)], context)
    }
    case 'questestinterop':
      return wholeFile('qti', 'QTI 1.2 belum didukung; ekspor sebagai QTI 2.1, 2.2, 3.0, atau Moodle XML.')
    case 'manifest':
    case 'assessmentTest':
    case 'assessmentSection':
    case 'assessmentStimulus':
      return wholeFile(
        'qti',
        `Berkas "${nameOf(root)}" sendirian tidak memuat soal; unggah paket QTI sebagai satu arsip ZIP.`,
      )
    default:
      return wholeFile('unknown', `XML "${nameOf(root).slice(0, 40)}" bukan berkas soal yang didukung; ${FORMATS}`)
  }
}

const FORMATS = 'pakai XLSX, CSV, JSON, JSONL, Moodle XML, GIFT, Aiken, atau QTI 2.1 sampai 3.0.'

function readPackage(bytes: Uint8Array, context: ImportContext): FileReading {
  const archive = openArchive(bytes)
  const reading = typeof archive === 'string' ? archive : draftsOfPackage(archive)
  if (typeof reading === 'string') return wholeFile('unknown', reading)
  const read = readDrafts('qti', reading.drafts, context)
  const whole = reading.simplified.map((reason) => ({ where: 'paket', reason }))
  return whole.length === 0 ? read : { ...read, simplified: [...whole, ...(read.simplified ?? [])] }
}

function tableIn(text: string): ReturnType<typeof draftsOfTable> {
  const table = csvTable(text)
  return 'refused' in table ? table : draftsOfTable(table)
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
  const asTable = finish('csv', tableIn(text), context)
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

/** 'xlsx', 'zip', or the sentence that refuses another binary file; null for what may be text. */
function binaryKind(bytes: Uint8Array): string | null {
  const starts = (...codes: number[]) => codes.every((code, at) => bytes[at] === code)
  if (starts(0x50, 0x4b)) {
    const names = archiveDirectory(bytes)?.map((entry) => entry.name) ?? []
    if (names.some((name) => /^xl\/work(?:book\.|sheets\/)/.test(name))) return 'xlsx'
    if (names.some((name) => name.startsWith('word/')))
      return 'Berkas Word (.docx) belum dapat dibaca; salin soal ke XLSX atau CSV.'
    return 'zip'
  }
  if (starts(0xd0, 0xcf, 0x11, 0xe0))
    return 'Berkas Office lama (.xls, .doc) tidak dibaca; simpan ulang sebagai .xlsx atau CSV.'
  if (starts(0x25, 0x50, 0x44, 0x46)) return 'Berkas PDF tidak dapat dibaca; pakai CSV, JSON, JSONL, atau XLSX.'
  if (starts(0x89, 0x50, 0x4e, 0x47) || starts(0xff, 0xd8, 0xff) || starts(0x47, 0x49, 0x46))
    return 'Berkas gambar bukan berkas soal; pakai CSV, JSON, JSONL, atau XLSX.'
  return null
}
