import { listsOf, type PublicationDocument, type PublicationStage } from '../protocol/board.ts'
import type { ToReplace, VacancyEffect } from '../protocol/rescoring.ts'

/** A publication in force, as far as this question needs it. */
export interface Published {
  id: string
  document: PublicationDocument
}

/**
 * Publications in force whose lists are others after a change (RW10), in the order in which they are made anew. An SKD
 * list changes with anybody's points, place or code; the SKB participants with who goes on; integration and final with
 * either stage. Pure.
 */
export function toReplace(published: Published[], vacancies: VacancyEffect[]): ToReplace[] {
  const codes = (which: (one: VacancyEffect) => boolean) =>
    new Set(vacancies.filter(which).map((vacancy) => vacancy.code))
  const ranked = codes((one) => one.stage !== 'skb')
  const goingOn = codes((one) => one.stage !== 'skb' && one.cutIn + one.cutOut > 0)
  const any = codes(() => true)
  const reached: Record<PublicationStage, Set<string>> = {
    skd: ranked,
    'skb-participants': goingOn,
    integration: any,
    final: any,
  }
  return published
    .filter(({ document }) => listsOf(document).some(({ vacancy }) => reached[document.stage].has(vacancy.code)))
    .sort((a, b) => STAGES.indexOf(a.document.stage) - STAGES.indexOf(b.document.stage))
    .map(({ id, document: { title, stage, publishedAt } }) => ({
      ...{ id, title, stage, publishedAt },
      replacedBy: null,
      withdrawn: false,
    }))
}

const STAGES: PublicationStage[] = ['skd', 'skb-participants', 'integration', 'final']
