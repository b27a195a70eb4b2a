import { Readable } from 'node:stream'
import type { PublicationDocument } from '../protocol/board.ts'
import { csvExport } from './csv-export.ts'
import { sourceOf } from './export-table.ts'
import { pdfExport } from './pdf-export.ts'
import type { PublicationMarks } from './publication-marks-store.ts'
import { qtiExport } from './qti-export.ts'
import type { Progress } from './rows-export.ts'
import { xlsxExport } from './xlsx-export.ts'

export interface ExportOptions extends Partial<PublicationMarks> {
  progress?: Progress
}

interface Format {
  /** Media type, and how a file name ends. */
  type: string
  ending: string
  make(document: PublicationDocument, options: ExportOptions): Readable
}

/** Every form in which a publication leaves the server, each from the publication alone (RS6). */
export const FORMATS = {
  csv: {
    type: 'text/csv; charset=utf-8',
    ending: 'csv',
    make: (document, { progress }) => csvExport(sourceOf(document), progress),
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ending: 'xlsx',
    make: (document, options) => xlsxExport(sourceOf(document), options),
  },
  pdf: {
    type: 'application/pdf',
    ending: 'pdf',
    make: (document, options) => pdfExport(sourceOf(document), options),
  },
  json: {
    type: 'application/json; charset=utf-8',
    ending: 'json',
    make: (document) => Readable.from([Buffer.from(JSON.stringify(document, null, 1))], { objectMode: false }),
  },
  qti: {
    type: 'application/zip',
    ending: 'qti.zip',
    make: (document, { progress }) => qtiExport(sourceOf(document), progress),
  },
} as const satisfies Record<string, Format>

export type ExportFormat = keyof typeof FORMATS

/** A publication in one of the forms, as a stream of bytes: at a reader's pace, in little memory. */
export const publicationExport = (
  format: ExportFormat,
  document: PublicationDocument,
  options: ExportOptions = {},
): Readable => FORMATS[format].make(document, options)

/** 'hasil-F1-c0ffee01.pdf': the vacancy or the stage, and the beginning of the digest. */
export function exportName(format: ExportFormat, document: PublicationDocument): string {
  const what = document.v === 1 ? document.vacancy.code : document.stage
  return `hasil-${what.replace(/[^A-Za-z0-9-]/g, '_')}-${document.digest.slice(0, 8)}.${FORMATS[format].ending}`
}
