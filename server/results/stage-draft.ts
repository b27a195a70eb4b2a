import type { PublicationDocument, PublicationStage } from '../protocol/board.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, sentence } from '../protocol/refusals.ts'
import type { StagePreview } from '../protocol/results.ts'

/** What stands in the way of a publication: the refusal, and better words for the preview where it has some. */
export interface Blocker {
  refusal: Refusal
  words?: Effect
}

/** A stage as it would be published now. Pure data: where it came from is the view's matter. */
export interface StageDraft {
  stage: PublicationStage
  /** Vacancy id, or '*'. */
  scope: string
  document: PublicationDocument
  blockers: Blocker[]
  undecided: StagePreview['undecided']
  notes: Effect[]
  reconciliation: StagePreview['reconciliation']
}

/** A refusal in both languages. */
export const effectOf = (refusal: Refusal): Effect => ({ id: sentence(refusal, 'id'), en: sentence(refusal, 'en') })

/** Each blocker as a sentence, the same sentence once. */
export function blockedBy(blockers: Blocker[]): Effect[] {
  const sentences = blockers.map(({ refusal, words }) => words ?? effectOf(refusal))
  return [...new Map(sentences.map((one) => [one.id, one])).values()]
}

/** Head of a document that cannot be made yet. */
export const NO_RULES = { id: '', title: '', decree: '' }
