import type { PublicationDocument, PublicationStage } from '../../../server/protocol/board.ts'
import { listsOf } from '../../../server/protocol/board.ts'
import { scriptJson } from '../../../server/protocol/markup.ts'
import { plainNumber, showsOf } from '../listing.ts'
import { anchorsOf, listPages, type Published } from './site.ts'

/**
 * The search by number without a server: every participant's entries in files of about a thousand numbers, and one
 * small file that says with which letters each of them begins. A browser reads two files for one search, however many
 * participants there are. They are scripts and not JSON, because a page on a disk may read no other file.
 */
export const SHARD_NUMBERS_MAX = 1000

/** Where a list is, what it is called, and whether it was withdrawn. */
export type ListRef = [folder: string, stage: PublicationStage, code: string, name: string, withdrawn: 0 | 1]
/** One person in one list. `score` is what counts there: the total, or the final score. */
export interface Entry {
  /** Letters and digits of the number: what is searched and sorted by. */
  key: string
  /** [key, number, name, place, score, code, list, page, anchor] as JSON; the list by its place among all lists. */
  line: string
}

/** The refs of a publication's lists, in their order. */
export const listRefs = ({ folder, summary }: Published, document: PublicationDocument): ListRef[] =>
  listsOf(document).map(({ vacancy }) => [
    folder,
    document.stage,
    vacancy.code,
    `${vacancy.position} · ${vacancy.unit}`,
    summary.withdrawn ? 1 : 0,
  ])

/** Everybody in a publication. `firstList` is the place of its first list among all lists of the bundle. */
export function* entriesOf(document: PublicationDocument, firstList: number): Generator<Entry> {
  const lists = listsOf(document)
  const { final } = showsOf(document)
  const anchors = lists.map(({ rows }) => anchorsOf(rows))
  for (const page of listPages(lists)) {
    const rows = lists[page.list]?.rows ?? []
    for (let at = page.from; at < page.from + page.rows; at += 1) {
      const row = rows[at]
      if (!row) continue
      const key = plainNumber(row.number)
      const score = final ? (row.final?.final ?? null) : row.total
      const anchor = anchors[page.list]?.[at] ?? ''
      yield {
        key,
        line: JSON.stringify([
          key,
          row.number,
          row.name,
          row.place,
          score,
          row.code,
          firstList + page.list,
          page.file,
          anchor,
        ]),
      }
    }
  }
}

/**
 * Where each shard begins, from all numbers: the shortest letters that tell its first number from the last one of the
 * shard before. The first begins with nothing.
 */
export function shardStarts(keys: Iterable<string>): string[] {
  const sorted = [...new Set(keys)].sort()
  const starts: string[] = []
  for (let at = 0; at < sorted.length; at += SHARD_NUMBERS_MAX) {
    const first = sorted[at] ?? ''
    const before = at === 0 ? null : (sorted[at - 1] ?? '')
    starts.push(before === null ? '' : shortest(before, first))
  }
  return starts
}

function shortest(before: string, first: string): string {
  let same = 0
  while (same < before.length && before[same] === first[same]) same += 1
  return first.slice(0, same + 1)
}

/** Which shard a number is in: the last that does not begin after it. */
export function shardOf(starts: string[], key: string): number {
  let low = 0
  let high = starts.length - 1
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((starts[middle] ?? '') <= key) low = middle
    else high = middle - 1
  }
  return low
}

export const shardFile = (at: number): string => `cari/${String(at + 1).padStart(5, '0')}.js`

/** The file that says where each shard begins. */
export const startsScript = (starts: string[]): string => `seleksiCari('awal',${scriptJson(starts)})\n`

/** One shard, its entries by number and then by list, with the lists that they stand in. */
export function shardScript(at: number, lines: string[], refs: ListRef[]): string {
  const rows = lines.map(
    (line) => JSON.parse(line) as [string, string, string, unknown, unknown, string, number, string, string],
  )
  rows.sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : a[6] - b[6]))
  const used = [...new Set(rows.map((row) => row[6]))].sort((a, b) => a - b)
  const place = new Map(used.map((list, index) => [list, index]))
  const lists = used.map((list) => refs[list])
  const short = rows.map((row) => row.map((part, column) => (column === 6 ? place.get(row[6]) : part)))
  return `seleksiCari(${at},${scriptJson({ lists, rows: short })})\n`
}

/** The vacancies of the lists that are searched, with the first page of each. */
export const vacanciesScript = (lists: { ref: ListRef; file: string }[]): string =>
  `seleksiCari('formasi',${scriptJson(lists.map(({ ref, file }) => [...ref, file]))})\n`
