import {
  countsOf,
  listsOf,
  type PublicationCounts,
  type PublicationDocument,
  type PublicationList,
} from '../../server/protocol/board.ts'

/** In the order in which an announcement explains them; a code that is not here comes after them, by its letters. */
const ORDER = ['P/L', 'P/L-1', 'P/L-2', 'SERI', 'P', 'P/TL', 'TL', 'P/TH', 'TH', 'TMS', 'TMS-1', 'APS', 'DIS']
export const inCodeOrder = (codes: string[]): string[] =>
  [...codes].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
const rank = (code: string) => (ORDER.indexOf(code) + ORDER.length + 1) % (ORDER.length + 1)

/** Codes that occur, in the order of an announcement. */
export const codesIn = (counts: PublicationCounts): string[] =>
  inCodeOrder(Object.keys(counts.byCode).filter((code) => (counts.byCode[code] ?? 0) > 0))

export interface Equation {
  /** Codes of those who were present, in order, with how many. */
  parts: CodeCount[]
  /** Codes of those who were absent: who dropped out (APS, TMS) may have been there or not. */
  away: CodeCount[]
  present: number
  absent: number
  total: number
  holds: boolean
}
export interface CodeCount {
  code: string
  n: number
}

/**
 * The reconciliation that every list of results must pass, counted anew from its rows: present + absent = all, and the
 * codes of those present add up to the present ("827 + 10 = 837; 292 + 5 + 2 + 528 = 827"). Who has no figures of the
 * test that the list is about was absent from it.
 */
export const equationOf = (document: PublicationDocument): Equation =>
  equationOfLists(countsOf(document), listsOf(document))

export function equationOfLists(
  { present, absent, total }: PublicationCounts,
  lists: Pick<PublicationList, 'rows'>[],
): Equation {
  const here = new Map<string, number>()
  const gone = new Map<string, number>()
  for (const { rows } of lists)
    for (const { code, points, final } of rows) {
      const side = (final === undefined ? points : final) === null ? gone : here
      side.set(code, (side.get(code) ?? 0) + 1)
    }
  const parts = counted(here)
  const away = counted(gone)
  const holds = sum(parts) === present && sum(away) === absent && present + absent === total
  return { parts, away, present, absent, total, holds }
}

const counted = (codes: Map<string, number>): CodeCount[] =>
  inCodeOrder([...codes.keys()]).map((code) => ({ code, n: codes.get(code) ?? 0 }))
const sum = (parts: CodeCount[]) => parts.reduce((all, { n }) => all + n, 0)

/** The equation as it is printed, with `n` to write a number and `say` for the words of a language. */
export function equationText(
  { parts, away, present, absent, total }: Equation,
  n: (value: number) => string,
  say: (present: string, absent: string, total: string, codes: string, names: string) => string,
): string {
  const plain = away.every(({ code }) => code === 'TH' || code === 'P/TH')
  return say(
    n(present),
    plain ? n(absent) : `${n(absent)} (${away.map((one) => `${one.code} ${n(one.n)}`).join(', ')})`,
    n(total),
    parts.length === 0 ? '0' : parts.map((one) => n(one.n)).join(' + '),
    parts.length === 0 ? '–' : parts.map((one) => one.code).join(' + '),
  )
}
