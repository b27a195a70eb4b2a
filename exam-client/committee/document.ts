import { listsOf, type PublicationCounts, type PublicationDocument } from '../../server/protocol/board.ts'
import type { CodeSense } from '../shared/text/codes.ts'

/** In the order in which an announcement explains them; a code that is not here comes after them. */
const ORDER = ['P/L', 'P/L-1', 'P/L-2', 'SERI', 'P', 'P/TL', 'TL', 'P/TH', 'TH', 'TMS', 'TMS-1', 'APS', 'DIS']

/** The codes that occur, with how many, in the order of an announcement. */
export const codesOf = ({ byCode }: Pick<PublicationCounts, 'byCode'>): [code: string, many: number][] =>
  Object.entries(byCode)
    .filter(([, many]) => many > 0)
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
const rank = (code: string) => (ORDER.indexOf(code) + ORDER.length + 1) % (ORDER.length + 1)

/** Codes of those who did not come, to the SKD or to any test of the SKB. */
const ABSENT = ['TH', 'P/TH']

/** The two sums that every list of results must pass: present and absent are all, and the codes of the present add up. */
export function sumsOf(counts: PublicationCounts): { people: number[]; codes: [code: string, many: number][] } {
  return {
    people: [counts.present, counts.absent, counts.total],
    codes: codesOf(counts).filter(([code]) => !ABSENT.includes(code)),
  }
}

/** How many rows the public would see. */
export const rowCount = (document: PublicationDocument): number =>
  listsOf(document).reduce((sum, list) => sum + list.rows.length, 0)

/** What P/L means in this document: after integration a place, in an SKD the way to the SKB, else (no cut) a place. */
export function senseOf(document: PublicationDocument): CodeSense {
  if (document.stage === 'integration' || document.stage === 'final') return 'final'
  if (document.stage === 'skb-participants') return 'skd'
  return listsOf(document).some(({ cut, vacancy }) => cut !== null && cut > vacancy.need) ? 'skd' : 'alone'
}

/** Which of the columns that only some stages have are needed. */
export const columnsOf = (stage: PublicationDocument['stage']) => ({
  points: stage !== 'skb-participants',
  final: stage === 'integration' || stage === 'final',
  sitting: stage === 'skb-participants',
})

/** '70.727' is written 70,727 in Indonesian; the digits are the document's own. */
export const decimal = (digits: string, language: 'id' | 'en'): string =>
  language === 'id' ? digits.replace('.', ',') : digits

/** `order` with the one at `from` moved by one step; unchanged at either end. */
export function moved<One>(order: readonly One[], from: number, step: -1 | 1): One[] {
  const next = [...order]
  const [one] = next.splice(from, 1)
  const to = from + step
  if (one === undefined || to < 0 || to >= order.length) return [...order]
  next.splice(to, 0, one)
  return next
}
