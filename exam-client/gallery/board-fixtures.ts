import type {
  PublicationCounts,
  PublicationDocument,
  PublicationList,
  PublicationRow,
  PublicationSummary,
} from '../../server/protocol/board.ts'
import { DIGEST, publication, rankingRows, vacancy } from './committee-fixtures.ts'
import { nameOf, numberOf, WALL_NOW } from './staff-fixtures.ts'

/** Made-up publications of every stage for the public's stories; the same at each look. */
export const SECTIONS = [
  { id: 'TWK', title: 'Tes Wawasan Kebangsaan' },
  { id: 'TIU', title: 'Tes Intelegensia Umum' },
  { id: 'TKP', title: 'Tes Karakteristik Pribadi' },
]
const RULES = { id: 'skd-cpns-2024', title: 'SKD CPNS 2024', decree: 'KepmenPANRB 321/2024' }
const head = { ruleSet: RULES, publishedAt: WALL_NOW, replaces: null, sections: SECTIONS, digest: DIGEST }

/** The SKD list of one vacancy. */
export const skd = (size: number): PublicationDocument => ({
  ...head,
  v: 1,
  title: publication(1).title,
  stage: 'skd',
  vacancy: { ...vacancy(1), needTypeTitle: 'Umum', need: 2 },
  cut: 6,
  rows: rankingRows(size).map((row) => ({
    place: row.place,
    number: row.number,
    name: row.name,
    points: row.points ? SECTIONS.map((section) => row.points?.[section.id] ?? 0) : null,
    total: row.total,
    code: row.code,
    reason: row.reason,
  })),
  counts: {
    total: size,
    present: size - 2,
    absent: 2,
    byCode: { 'P/L': 6, P: Math.ceil(size * 0.7) - 6, TL: size - 2 - Math.ceil(size * 0.7), TH: 2 },
  },
})

const vacancyOf = (n: number): PublicationList['vacancy'] => ({
  code: vacancy(n).code,
  position: vacancy(n).position,
  unit: vacancy(n).unit,
  needType: vacancy(n).needType,
  needTypeTitle: n % 5 === 4 ? 'Penyandang disabilitas' : 'Umum',
  need: 2,
})
const CODES = ['P/L', 'P/L', 'P/TL', 'P/L-1', 'P/L-2', 'SERI', 'P/TH', 'APS', 'TMS-1', 'P/TL']
const REASONS: Record<string, { id: string; en: string }> = {
  'P/L': { id: 'Nilai akhir 70,727 di atas semua yang lain.', en: 'Final score 70.727 is above all others.' },
  'P/TL': {
    id: 'Nilai akhir sama 71,091, nilai SKD 367 di bawah 400 (peringkat 2).',
    en: 'Final score equal at 71.091, SKD 367 below 400 (place 2).',
  },
  'P/L-1': {
    id: 'Pindah dari kebutuhan umum ke kebutuhan disabilitas pada jabatan, kualifikasi, dan unit yang sama.',
    en: 'Moved from general need to disability need in the same position, qualification and unit.',
  },
  'P/L-2': {
    id: 'Pindah ke unit lain pada jabatan dan kualifikasi pendidikan yang sama.',
    en: 'Moved to another unit with the same position and qualification.',
  },
  SERI: {
    id: 'Sama pada semua ukuran dengan 1 peserta lain di batas kebutuhan; panitia menetapkan urutannya.',
    en: 'Equal on everything with 1 other at the last place; the committee decides the order.',
  },
  'P/TH': { id: 'Tidak hadir pada tes SKB.', en: 'Absent from a test of the SKB.' },
  APS: { id: 'Mengundurkan diri sebelum NIP terbit.', en: 'Resigned before the NIP was issued.' },
  'TMS-1': { id: 'Syarat pada tahap SKB tidak terpenuhi.', en: 'A requirement of the SKB stage is not met.' },
}

function finalRow(list: number, n: number): PublicationRow {
  const code = CODES[(n + list) % CODES.length] ?? 'P/TL'
  const absent = code === 'P/TH'
  const dropped = code === 'APS' || code === 'TMS-1'
  return {
    place: absent || dropped ? null : n + 1,
    number: numberOf(list * 40 + n),
    name: nameOf(list * 7 + n),
    points: [90 - n, 120, 185],
    total: 395 - n,
    code,
    reason: REASONS[code] ?? { id: '', en: '' },
    final: absent
      ? null
      : { skd100: '71.818', skdPart: '28.727', skb100: '70.000', skbPart: '42.000', final: '70.727' },
    ...(code === 'P/L-1' || code === 'P/L-2' ? { seat: vacancyOf(list === 0 ? 1 : 0).code } : {}),
  }
}
const list = (n: number, rows: PublicationRow[]): PublicationList => ({
  vacancy: vacancyOf(n),
  cut: null,
  rows,
  counts: countsOf(rows),
})

/** Integration over so many vacancies with ten candidates each. */
export const integration = (vacancies: number, rowsEach = 10): PublicationDocument => {
  const lists = Array.from({ length: vacancies }, (_, n) => ({
    ...list(
      n,
      Array.from({ length: rowsEach }, (_, row) => finalRow(n, row)),
    ),
    ...(vacancies > 60 ? { vacancy: { ...vacancyOf(n), code: String(61_000_000 + n) } } : {}),
  }))
  return {
    ...head,
    v: 2,
    title: 'Hasil integrasi SKD dan SKB CPNS 2024',
    stage: 'integration',
    lists,
    counts: added(lists.map((one) => one.counts)),
  }
}

export const participants = (): PublicationDocument => {
  const lists = [0, 1, 2].map((n) =>
    list(
      n,
      Array.from({ length: 6 }, (_, row) => ({
        place: row + 1,
        number: numberOf(n * 40 + row),
        name: nameOf(n * 7 + row),
        points: [90, 120, 185],
        total: 395,
        code: 'P/L',
        reason: {
          id: `Peringkat ${row + 1} SKD, dalam batas 6 (tiga kali kebutuhan 2).`,
          en: `SKD place ${row + 1}, within the cut of 6 (three times the need of 2).`,
        },
        sitting:
          row === 5
            ? null
            : {
                name: 'SKB Sesi 1',
                venue: 'BKN Kantor Regional VII Palembang',
                room: 'Lab B',
                station: String(row + 1).padStart(2, '0'),
                startsAt: WALL_NOW + 9 * 86_400_000,
              },
      })),
    ),
  )
  return {
    ...head,
    v: 2,
    title: 'Peserta SKB CPNS 2024',
    stage: 'skb-participants',
    lists,
    counts: added(lists.map((one) => one.counts)),
  }
}

function countsOf(rows: PublicationRow[]): PublicationCounts {
  const byCode: Record<string, number> = {}
  for (const { code } of rows) byCode[code] = (byCode[code] ?? 0) + 1
  const absent = byCode['P/TH'] ?? 0
  return { total: rows.length, present: rows.length - absent, absent, byCode }
}
function added(all: PublicationCounts[]): PublicationCounts {
  const sum: PublicationCounts = { total: 0, present: 0, absent: 0, byCode: {} }
  for (const one of all) {
    sum.total += one.total
    sum.present += one.present
    sum.absent += one.absent
    for (const [code, n] of Object.entries(one.byCode)) sum.byCode[code] = (sum.byCode[code] ?? 0) + n
  }
  return sum
}

const many = {
  vacancyCode: '',
  position: '',
  unit: '',
  vacancies: 412,
  rows: 3201,
  publishedAt: WALL_NOW - 90_000_000,
}
/** Every stage, with what was replaced and what was withdrawn. */
export const published: PublicationSummary[] = [
  publication(1),
  publication(2, 'p6'),
  publication(6),
  {
    ...publication(3),
    withdrawn: { at: WALL_NOW - 3_600_000, reason: 'Kunci butir TIU-014 keliru; daftar dihitung ulang.' },
  },
  { ...publication(7), ...many, stage: 'skb-participants', title: 'Peserta SKB CPNS 2024' },
  {
    ...publication(8, 'p9'),
    ...many,
    stage: 'integration',
    title: 'Hasil integrasi SKD dan SKB CPNS 2024',
    withdrawn: { at: WALL_NOW - 7_600_000, reason: 'Nilai praktik kerja satu formasi tertukar.' },
  },
  {
    ...publication(9),
    ...many,
    stage: 'integration',
    title: 'Hasil integrasi SKD dan SKB CPNS 2024, perbaikan',
    publishedAt: WALL_NOW - 80_000_000,
  },
]
