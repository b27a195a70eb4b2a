import {
  listsOf,
  type PublicationDocument,
  type PublicationList,
  type PublicationRow,
} from '../../server/protocol/board.ts'
import type { CodeSense } from '../shared/text/codes.ts'

/** A row with the list it stands in and its place among all rows of the document, from 0. */
export interface ListedRow {
  row: PublicationRow
  list: PublicationList
  at: number
}

/** All rows of all lists in the order of the document: what a page shows, filters and jumps in. */
export function rowsOf(document: PublicationDocument): ListedRow[] {
  const rows: ListedRow[] = []
  for (const list of listsOf(document)) for (const row of list.rows) rows.push({ row, list, at: rows.length })
  return rows
}

export interface Filter {
  /** Words that must all be in the number or the name. */
  search: string
  /** A whole vacancy code, or words that must all be in the vacancy's code, position, unit or kind of need. */
  vacancy: string
  /** '' = every code. */
  code: string
}

/** `rows` as `rowsOf` gave them: what is searched in is made once for each of them. */
export function filtered(rows: ListedRow[], { search, vacancy, code }: Filter): ListedRow[] {
  const words = wordsOf(search)
  const vacancyWords = wordsOf(vacancy)
  if (words.length === 0 && vacancyWords.length === 0 && code === '') return rows
  const lists = new Set(rows.map(({ list }) => list))
  const exactly = [...lists].filter((list) => list.vacancy.code.toLowerCase() === vacancyWords[0])
  const wanted =
    vacancyWords.length === 1 && exactly.length > 0
      ? new Set(exactly)
      : new Set([...lists].filter((list) => has(vacancyWordsOf(list), vacancyWords)))
  const texts = words.length === 0 ? [] : searched(rows).texts
  return rows.filter(
    ({ row, list }, at) =>
      (code === '' || row.code === code) && wanted.has(list) && (words.length === 0 || has(texts[at] ?? '', words)),
  )
}

const wordsOf = (text: string) => text.toLowerCase().split(/\s+/).filter(Boolean)
const has = (text: string, words: string[]) => words.every((word) => text.includes(word))
const vacancyWordsOf = ({ vacancy }: PublicationList) =>
  `${vacancy.code} ${vacancy.position} ${vacancy.unit} ${vacancy.needTypeTitle}`.toLowerCase()

/** A participant number as people type it: letters and digits count, case, spaces and hyphens do not. */
export const plainNumber = (number: string): string => number.toUpperCase().replace(/[^\p{L}\p{N}]/gu, '')

/** The row of exactly this participant number, or null; so that a whole number finds one person and not her namesakes. */
export function rowOfNumber(rows: ListedRow[], typed: string): ListedRow | null {
  const wanted = plainNumber(typed)
  return wanted === '' ? null : (searched(rows).byNumber.get(wanted) ?? null)
}

interface Searched {
  /** Number and name of each row, small. */
  texts: string[]
  byNumber: Map<string, ListedRow>
}
const kept = new WeakMap<ListedRow[], Searched>()

/** A letter typed must not read 100,000 rows anew. */
function searched(rows: ListedRow[]): Searched {
  let known = kept.get(rows)
  if (!known) {
    known = {
      texts: rows.map(({ row }) => `${row.number} ${row.name}`.toLowerCase()),
      byNumber: new Map(),
    }
    for (const one of rows) {
      const number = plainNumber(one.row.number)
      if (!known.byNumber.has(number)) known.byNumber.set(number, one)
    }
    kept.set(rows, known)
  }
  return known
}

/** Which columns a stage has. */
export interface Shows {
  points: boolean
  final: boolean
  sitting: boolean
}

export const showsOf = ({ stage }: Pick<PublicationDocument, 'stage'>): Shows => ({
  points: stage !== 'skb-participants',
  final: stage === 'integration' || stage === 'final',
  sitting: stage === 'skb-participants',
})

/**
 * The shares of SKD and SKB in whole per cent, read from the figures themselves, since a publication stands alone:
 * part divided by the score on the scale of 100, where that score is largest. 40 and 60 (PermenPANRB 27/2021 Pasal 48)
 * where no row has figures.
 */
export function sharesOf(document: PublicationDocument): { skd: number; skb: number } {
  let skd = { scaled: 0, part: 0 }
  let skb = { scaled: 0, part: 0 }
  for (const { rows } of listsOf(document))
    for (const { final } of rows) {
      if (!final) continue
      if (Number(final.skd100) > skd.scaled) skd = { scaled: Number(final.skd100), part: Number(final.skdPart) }
      if (Number(final.skb100) > skb.scaled) skb = { scaled: Number(final.skb100), part: Number(final.skbPart) }
    }
  const share = ({ scaled, part }: { scaled: number; part: number }, usual: number) =>
    scaled === 0 ? usual : Math.round((part / scaled) * 100)
  return { skd: share(skd, 40), skb: share(skb, 60) }
}

/** '70.727' is written 70,727 in Indonesian. The digits are the document's own. */
export const decimal = (text: string, language: 'id' | 'en'): string =>
  language === 'id' ? text.replace('.', ',') : text

/** Without a cut beyond the need, the test decides alone. */
export const senseOf = (document: PublicationDocument): CodeSense =>
  document.stage === 'integration' || document.stage === 'final'
    ? 'final'
    : listsOf(document).some(({ cut, vacancy }) => cut !== null && cut > vacancy.need) ||
        document.stage === 'skb-participants'
      ? 'skd'
      : 'alone'

/** What a vacancy code of this document stands for: 'Perawat · RSUD · Disabilitas'; '' where its list is not here. */
export function vacancyNamed(document: PublicationDocument, code: string): string {
  const vacancy = listsOf(document).find((list) => list.vacancy.code === code)?.vacancy
  return vacancy ? `${vacancy.position} · ${vacancy.unit} · ${vacancy.needTypeTitle}` : ''
}
