import {
  listsOf,
  type PublicationCounts,
  type PublicationDocument,
  type PublicationList,
  type PublicationRow,
} from '../protocol/board.ts'
import { STAGE_WORDS } from './publication-words.ts'

type Head = Omit<PublicationDocument, 'v' | 'vacancy' | 'cut' | 'rows' | 'lists' | 'counts'>

/**
 * What every export is made from: the publication (EX1), with its rows behind a function, so that a list of any length
 * can be read from wherever it is, and a second time where a format must know its length first.
 */
export interface ExportSource extends Head {
  /** Names many vacancies, so that a table without sheets needs columns for them. */
  many: boolean
  lists: ExportList[]
  counts: PublicationCounts
  /** In whole per cent, for the headings of an integration; null where there is none. */
  shares: { skd: number; skb: number } | null
}
export interface ExportList extends Omit<PublicationList, 'rows'> {
  /** Exactly `counts.total` of them, the same each time. */
  rows: () => Iterable<PublicationRow> | AsyncIterable<PublicationRow>
}

export function sourceOf(document: PublicationDocument): ExportSource {
  const { title, stage, ruleSet, publishedAt, replaces, sections, digest, counts } = document
  const lists = listsOf(document).map(({ vacancy, cut, counts, rows }) => ({ vacancy, cut, counts, rows: () => rows }))
  const shares = integrated(stage) ? sharesOf(listsOf(document)) : null
  const head = { title, stage, ruleSet, publishedAt, replaces, sections, digest, counts }
  return { ...head, many: document.v === 2, lists, shares }
}

export interface Column {
  title: string
  /** How it is written: 'code' is text even if it looks like a number, 'decimal' keeps its three digits. */
  kind: 'text' | 'code' | 'number' | 'decimal' | 'instant'
  of: (row: PublicationRow, list: Pick<ExportList, 'vacancy'>) => string | number | null
}

/** The columns of a row, in the order of a lampiran. CSV, XLSX and PDF say the same (RS6). */
export function columnsOf(source: Pick<ExportSource, 'stage' | 'sections' | 'shares'>): Column[] {
  const { stage, sections, shares } = source
  const later = stage !== 'skd'
  return [
    { title: 'Peringkat', kind: 'number', of: (row) => row.place },
    { title: 'Nomor Peserta', kind: 'code', of: (row) => row.number },
    { title: 'Nama', kind: 'text', of: (row) => row.name },
    ...sections.map(({ id }, at): Column => ({ title: id, kind: 'number', of: (row) => row.points?.[at] ?? null })),
    { title: later ? 'Total SKD' : 'Total', kind: 'number', of: (row) => row.total },
    ...(integrated(stage) ? integrationColumns(shares) : []),
    ...(stage === 'skb-participants' ? SITTING : []),
    { title: 'Keterangan', kind: 'code', of: (row) => row.code },
    { title: 'Alasan', kind: 'text', of: (row) => row.reason.id },
  ]
}

/** Before the others where one table holds many vacancies. */
export const VACANCY: Column[] = [
  { title: 'Kode Formasi', kind: 'code', of: (_, { vacancy }) => vacancy.code },
  { title: 'Jabatan', kind: 'text', of: (_, { vacancy }) => vacancy.position },
  { title: 'Unit Penempatan', kind: 'text', of: (_, { vacancy }) => vacancy.unit },
  { title: 'Jenis Kebutuhan', kind: 'text', of: (_, { vacancy }) => vacancy.needTypeTitle },
]

const integrationColumns = (shares: ExportSource['shares']): Column[] => [
  { title: 'Skala 100 SKD', kind: 'decimal', of: (row) => row.final?.skd100 ?? null },
  { title: shares ? `SKD × ${shares.skd} %` : 'Bagian SKD', kind: 'decimal', of: (row) => row.final?.skdPart ?? null },
  { title: 'Skala 100 SKB', kind: 'decimal', of: (row) => row.final?.skb100 ?? null },
  { title: shares ? `SKB × ${shares.skb} %` : 'Bagian SKB', kind: 'decimal', of: (row) => row.final?.skbPart ?? null },
  { title: 'Nilai Akhir', kind: 'decimal', of: (row) => row.final?.final ?? null },
  { title: 'Formasi yang diisi', kind: 'code', of: (row) => row.seat ?? null },
]

const SITTING: Column[] = [
  { title: 'Sesi', kind: 'text', of: (row) => row.sitting?.name ?? null },
  { title: 'Tempat', kind: 'text', of: (row) => row.sitting?.venue ?? null },
  { title: 'Ruang', kind: 'code', of: (row) => row.sitting?.room ?? null },
  { title: 'Meja', kind: 'code', of: (row) => row.sitting?.station ?? null },
  { title: 'Waktu (WIB)', kind: 'instant', of: (row) => row.sitting?.startsAt ?? null },
]

const integrated = (stage: ExportSource['stage']) => stage === 'integration' || stage === 'final'

/** The rule set is named in a publication, its shares are not: they are read off the first score that shows them. */
function sharesOf(lists: PublicationList[]): ExportSource['shares'] {
  for (const { rows } of lists)
    for (const { final } of rows) {
      const share = final && Number(final.skd100) > 0 ? Number(final.skdPart) / Number(final.skd100) : null
      if (share !== null) return { skd: Math.round(share * 100), skb: 100 - Math.round(share * 100) }
    }
  return null
}

/** Where there are more codes than one, they stand in this order; others follow by name. */
const CODE_ORDER = [
  'P/L',
  'P/L-1',
  'P/L-2',
  'L',
  'L-2',
  'P',
  'P/TL',
  'TL',
  'SERI',
  'P/TH',
  'TH',
  'TMS',
  'TMS-1',
  'APS',
  'DIS',
]

/** The codes that occur, in the order in which they are counted. */
export function codesOf(counts: Pick<PublicationCounts, 'byCode'>): string[] {
  const rank = (code: string) => (CODE_ORDER.includes(code) ? CODE_ORDER.indexOf(code) : CODE_ORDER.length)
  return Object.keys(counts.byCode).sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

const ABSENT = ['TH', 'P/TH']
/** Whoever dropped out may have been at the test or not. */
const DROPPED = ['TMS', 'TMS-1', 'APS', 'DIS']

/**
 * The check that BKN's own summaries allow, from the figures under a list alone: present and absent make the total, and
 * the codes of those present make the present (837 = 827 + 10; 292 + 5 + 2 + 528 = 827). One sentence with the figures,
 * which also says so if they do not agree.
 */
export function reconciliationLine({ total, present, absent, byCode }: PublicationCounts): {
  holds: boolean
  id: string
} {
  const codes = codesOf({ byCode }).filter((code) => !ABSENT.includes(code) && !DROPPED.includes(code))
  const sum = (of: string[]) => of.reduce((n, code) => n + (byCode[code] ?? 0), 0)
  const dropped = sum(DROPPED)
  const droppedThere = present - sum(codes)
  const droppedAway = absent - sum(ABSENT)
  const holds =
    present + absent === total && droppedThere >= 0 && droppedAway >= 0 && droppedThere + droppedAway === dropped
  const parts = [
    ...codes.map((code) => `${code} ${byCode[code]}`),
    ...(dropped > 0 ? [`gugur tetapi hadir ${holds ? droppedThere : `sebagian dari ${dropped}`}`] : []),
  ]
  const verdict = holds ? 'Rekonsiliasi cocok' : 'Rekonsiliasi TIDAK COCOK, daftar ini jangan dipakai'
  return {
    holds,
    id: `${verdict}: hadir ${present} + tidak hadir ${absent} = peserta ${total}; ${parts.join(' + ') || '0'} = hadir ${present}.`,
  }
}

/** An SKD publication may be that of a test that decides alone, so it is named without the SKD here. */
export const stageWords = (stage: ExportSource['stage']): string =>
  stage === 'skd' ? 'Hasil seleksi' : STAGE_WORDS[stage].id

/** '24 November 2026 pukul 11.20.05 WIB' */
export const wib = (at: number): string =>
  `${new Intl.DateTimeFormat('id-ID', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'Asia/Jakarta' }).format(at)} WIB`

/** WIB has been UTC+7 all year since 1964. */
export const WIB_MS = 7 * 3600 * 1000
/** '2026-11-24 08:00' on the clock of WIB, which sorts as it stands. */
export const wibMinute = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 16).replace('T', ' ')
