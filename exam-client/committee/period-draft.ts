import type { DocumentRule, PeriodSettings, PeriodStageName } from '../../server/protocol/recruitment.ts'

/** A period being edited. */
export interface PeriodDraft {
  name: string
  settings: PeriodSettings
}
const KB = 1024
export const DOCUMENTS_MAX = 30

export const withStage = (
  settings: PeriodSettings,
  stage: PeriodStageName,
  days: Partial<{ from: string; until: string }>,
): PeriodSettings => ({
  ...settings,
  stages: settings.stages.map((one) => (one.stage === stage ? { ...one, ...days } : one)),
})

export const withDocument = (settings: PeriodSettings, at: number, part: Partial<DocumentRule>): PeriodSettings => ({
  ...settings,
  documents: settings.documents.map((rule, place) => (place === at ? ofType({ ...rule, ...part }) : rule)),
})

export const withoutDocument = (settings: PeriodSettings, at: number): PeriodSettings => ({
  ...settings,
  documents: settings.documents.filter((_, place) => place !== at),
})

export const withNewDocument = (settings: PeriodSettings): PeriodSettings => ({
  ...settings,
  documents: [
    ...settings.documents,
    ofType({ kind: '', id: '', en: '', hintId: '', hintEn: '', type: 'pdf', bytesMax: 500 * KB, needed: true }),
  ],
})

/** A photo has sides and no pages, a PDF pages and no sides. */
function ofType(rule: DocumentRule): DocumentRule {
  const { pagesMax, pixelsMin, pixelsMax, ...rest } = rule
  return rule.type === 'pdf'
    ? { ...rest, pagesMax: pagesMax ?? 10 }
    : { ...rest, pixelsMin: pixelsMin ?? 200, pixelsMax: pixelsMax ?? 4000 }
}

export const kbOf = (bytes: number): string => String(Math.floor(bytes / KB))
/** Bytes of a number of KB as typed; nought for what is no number, which is then a problem with a sentence. */
export const bytesOf = (kb: string): number => (/^\d{1,6}$/.test(kb.trim()) ? Number(kb) * KB : 0)
export const wholeOf = (text: string, most: number): number =>
  /^\d{1,4}$/.test(text.trim()) ? Math.min(most, Number(text)) : 0
