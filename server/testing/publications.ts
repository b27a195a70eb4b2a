import type {
  PublicationDocument,
  PublicationList,
  PublicationOfMany,
  PublicationOfOne,
  PublicationRow,
} from '../protocol/board.ts'
import { countRows, freeze } from '../results/publication.ts'

const RULES = { id: 'skd-cpns-2024', title: 'SKD CPNS 2024', decree: 'Kepmen PANRB 321/2024' }
const SECTIONS = ['TWK', 'TIU', 'TKP'].map((id) => ({ id, title: `Subtes ${id}` }))
const PUBLISHED_AT = Date.UTC(2026, 10, 24, 4, 20, 5)

export const vacancyNamed = (code: string): PublicationList['vacancy'] => ({
  code,
  position: `Jabatan ${code}`,
  unit: 'RSUD H. Hanafie',
  needType: 'umum',
  needTypeTitle: 'Umum',
  need: 2,
})

/** One row of a publication; `n` makes its number and points. */
export const rowNumbered = (n: number, change: Partial<PublicationRow> = {}): PublicationRow => ({
  place: n,
  number: String(24_650_110_000_000 + n),
  name: `Peserta ke-${n}`,
  points: [75 + n, 100, 171],
  total: 346 + n,
  code: n <= 2 ? 'P/L' : 'P/TL',
  reason: { id: `Peringkat ${n}: total ${346 + n}.`, en: `Place ${n}: total ${346 + n}.` },
  ...change,
})

/** Of a candidate who did not come. */
export const rowAbsent = (n: number, code = 'TH'): PublicationRow =>
  rowNumbered(n, { place: null, points: null, total: null, code, reason: { id: 'Tidak hadir.', en: 'Absent.' } })

/** A frozen list of one vacancy. */
export function publicationOfOne(rows: PublicationRow[], change: Partial<PublicationOfOne> = {}): PublicationDocument {
  return freeze<PublicationOfOne>(
    {
      v: 1,
      title: 'Hasil SKD CPNS 2024 · Perawat',
      stage: 'skd',
      ruleSet: RULES,
      publishedAt: 0,
      replaces: null,
      sections: SECTIONS,
      digest: '',
      vacancy: vacancyNamed('F1'),
      cut: 6,
      rows,
      counts: countRows(rows),
      ...change,
    },
    PUBLISHED_AT,
    null,
  )
}

/** Frozen lists of several vacancies. */
export function publicationOfMany(
  stage: PublicationOfMany['stage'],
  lists: Record<string, PublicationRow[]>,
): PublicationOfMany {
  const made = Object.entries(lists).map(([code, rows]) => ({
    vacancy: vacancyNamed(code),
    cut: null,
    rows,
    counts: countRows(rows),
  }))
  const draft: PublicationOfMany = {
    v: 2,
    title: 'Hasil akhir · CPNS 2024',
    stage,
    ruleSet: RULES,
    publishedAt: 0,
    replaces: null,
    sections: SECTIONS,
    digest: '',
    lists: made,
    counts: countRows(made.flatMap(({ rows }) => rows)),
  }
  return freeze(draft, PUBLISHED_AT, null)
}
