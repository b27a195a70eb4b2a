import type { RuleSet } from '../../scoring/rule-set.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { PublicationDocument } from '../protocol/board.ts'
import type { RankingView } from '../protocol/http.ts'

/** The frozen list made from a ranking: numbers, names and scores, and the rule they follow from (RS5). Pure. */
export function makePublication(
  view: RankingView,
  ruleSet: RuleSet,
  publishedAt: number,
  replaces: string | null,
): PublicationDocument {
  const { vacancy } = view
  const byCode: Record<string, number> = {}
  for (const row of view.rows) byCode[row.code] = (byCode[row.code] ?? 0) + 1
  const absent = byCode['TH'] ?? 0
  const document = {
    v: 1 as const,
    title: `Hasil ${ruleSet.title} · ${vacancy.position} · ${vacancy.unit}`,
    stage: 'skd' as const,
    vacancy: {
      code: vacancy.code,
      position: vacancy.position,
      unit: vacancy.unit,
      needType: vacancy.needType,
      needTypeTitle: ruleSet.needTypes.find((need) => need.id === vacancy.needType)?.title.id ?? vacancy.needType,
      need: vacancy.need,
    },
    ruleSet: view.ruleSet,
    cut: view.cut,
    publishedAt,
    replaces,
    sections: view.sections,
    rows: view.rows.map((row) => ({
      place: row.place,
      number: row.number,
      name: row.name,
      points: row.points ? view.sections.map((section) => row.points?.[section.id] ?? 0) : null,
      total: row.total,
      code: row.code,
      reason: row.reason,
    })),
    counts: { total: view.rows.length, present: view.rows.length - absent, absent, byCode },
  }
  return { ...document, digest: digestOf(document) }
}

/** SHA-256 over the canonical JSON of everything but the digest: what anyone can recompute. */
export function digestOf(document: Omit<PublicationDocument, 'digest'> & { digest?: string }): string {
  const { digest: _, ...rest } = document
  return sha256(canonical(rest))
}
