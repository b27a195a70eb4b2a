import type { PublicationStage, PublicationSummary } from '../../server/protocol/board.ts'

/** What the public looks for first comes first: the last stage of the work. */
export const STAGES = ['final', 'integration', 'skb-participants', 'skd'] as const satisfies PublicationStage[]

export type Standing = 'in-force' | 'replaced' | 'withdrawn'

/** Withdrawn weighs more than replaced: a list that was withdrawn and published anew stays marked as withdrawn. */
export const standingOf = (one: Pick<PublicationSummary, 'replacedBy' | 'withdrawn'>): Standing =>
  one.withdrawn ? 'withdrawn' : one.replacedBy ? 'replaced' : 'in-force'

export interface StageGroup {
  stage: PublicationStage
  /** Newest first. */
  inForce: PublicationSummary[]
  /** Replaced and withdrawn ones, newest first. */
  older: PublicationSummary[]
}

/** The publications by stage; a stage without any is left out. Equal moments keep the order of the ids. */
export function byStage(publications: PublicationSummary[]): StageGroup[] {
  const sorted = [...publications].sort(
    (a, b) => b.publishedAt - a.publishedAt || compare(a.vacancyCode, b.vacancyCode),
  )
  return STAGES.flatMap((stage) => {
    const here = sorted.filter((one) => one.stage === stage)
    const inForce = here.filter((one) => standingOf(one) === 'in-force')
    const older = here.filter((one) => standingOf(one) !== 'in-force')
    return here.length === 0 ? [] : [{ stage, inForce, older }]
  })
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
