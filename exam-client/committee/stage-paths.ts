import type { PublicationStage } from '../../server/protocol/board.ts'
import type { StagePreview, StageProposal } from '../../server/protocol/results.ts'

/** Where the preview of a stage is: of one vacancy (its id), or of all together ('*'). */
export const previewPath = (stage: PublicationStage, scope: string): string =>
  scope === '*' ? `/api/stages/${stage}/preview` : `/api/stages/${stage}/preview?vacancy=${encodeURIComponent(scope)}`

/** The previews that were looked at, by their digests: what changes meanwhile is refused. */
export const proposalOf = (
  previews: Pick<StagePreview, 'scope' | 'previewDigest'>[],
  reason: string,
): StageProposal => ({
  items: previews.map(({ scope, previewDigest }) => ({ scope, previewDigest })),
  reason,
})
