import { reconcile } from '../../scoring/reconcile.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { canonical, sha256 } from '../canonical.ts'
import {
  listsOf,
  type PublicationCounts,
  type PublicationDocument,
  type PublicationOfOne,
  type PublicationRow,
} from '../protocol/board.ts'
import type { RankingView } from '../protocol/http.ts'
import type { StageChange } from '../protocol/results.ts'

/** What a document has only when it is published: a draft holds these in their place. */
const UNPUBLISHED = { publishedAt: 0, replaces: null, digest: '' } as const

/** A draft from everything but what publishing adds. */
export const draftOf = <Of extends PublicationDocument>(of: Omit<Of, keyof typeof UNPUBLISHED>): Of =>
  ({ ...of, ...UNPUBLISHED }) as unknown as Of

/** The list of one vacancy as it will be frozen: numbers, names and scores, and the rule they follow from (RS5). Pure. */
export function skdDocument(view: Omit<RankingView, 'previewDigest'>, ruleSet: RuleSet): PublicationOfOne {
  const { vacancy } = view
  const rows = view.rows.map((row) => ({
    place: row.place,
    number: row.number,
    name: row.name,
    points: row.points ? view.sections.map((section) => row.points?.[section.id] ?? 0) : null,
    total: row.total,
    code: row.code,
    reason: row.reason,
  }))
  return draftOf<PublicationOfOne>({
    v: 1,
    title: `Hasil ${ruleSet.title} · ${vacancy.position} · ${vacancy.unit}`,
    stage: 'skd',
    vacancy: vacancyOf(vacancy, ruleSet),
    ruleSet: view.ruleSet,
    cut: view.cut,
    sections: view.sections,
    rows,
    counts: countRows(rows),
  })
}

/** A vacancy as the public reads it. */
export const vacancyOf = (
  vacancy: { code: string; position: string; unit: string; needType: string; need: number },
  ruleSet: Pick<RuleSet, 'needTypes'>,
) => ({
  code: vacancy.code,
  position: vacancy.position,
  unit: vacancy.unit,
  needType: vacancy.needType,
  needTypeTitle: ruleSet.needTypes.find((need) => need.id === vacancy.needType)?.title.id ?? vacancy.needType,
  need: vacancy.need,
})

/** The figures under a list. */
export function countRows(rows: PublicationRow[]): PublicationCounts {
  const { total, present, absent, byCode } = reconcile(rows.map(attendanceOf))
  return { total, present, absent, byCode }
}

/** A row's code, and whether the candidate was at the test that the list is about: its row has figures then. */
export const attendanceOf = ({ code, points, final }: PublicationRow) => ({
  code,
  present: (final === undefined ? points : final) !== null,
})

/** The document as it is published: from now on it never changes (RS5). */
export function freeze<Of extends PublicationDocument>(draft: Of, publishedAt: number, replaces: string | null): Of {
  const document = { ...draft, publishedAt, replaces }
  return { ...document, digest: digestOf(document) }
}

/** SHA-256 over the canonical JSON of everything but the digest: what anyone can recompute. */
export function digestOf(document: PublicationDocument): string {
  const { digest: _, ...rest } = document
  return sha256(canonical(rest))
}

/** What a preview is confirmed with: the digest of all that the public will read but when and in whose place (RS4). */
export function previewDigestOf(document: PublicationDocument): string {
  const { digest: _, publishedAt: __, replaces: ___, ...rest } = document
  return sha256(canonical(rest))
}

/** Who stands elsewhere or under another code, came or went; in the order of the new lists, then those who went. */
export function changesBetween(before: PublicationDocument | null, after: PublicationDocument): StageChange[] {
  if (!before) return []
  const rowsOf = (document: PublicationDocument) =>
    new Map(listsOf(document).flatMap(({ rows }) => rows.map((row) => [row.number, row] as const)))
  const old = rowsOf(before)
  const fresh = rowsOf(after)
  const standing = (row: PublicationRow | undefined) => (row ? { place: row.place, code: row.code } : null)
  const numbers = [...fresh.keys(), ...[...old.keys()].filter((number) => !fresh.has(number))]
  return numbers.flatMap((number) => {
    const [was, is] = [standing(old.get(number)), standing(fresh.get(number))]
    return was?.place === is?.place && was?.code === is?.code && Boolean(was) === Boolean(is)
      ? []
      : [{ number, before: was, after: is }]
  })
}
