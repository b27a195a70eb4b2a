import type { PublicationStage } from '../protocol/board.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { StagePreview, StageRow } from '../protocol/results.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import type { Services } from '../services.ts'
import { draftOn, integrationDraft, integrationGround } from './integration-view.ts'
import { changesBetween, previewDigestOf } from './publication.ts'
import { inForceOf, newestOf, type StoredPublication, storedPublications, summariesOf } from './publication-store.ts'
import { vacancyFields } from './ranking-view.ts'
import { skbParticipantsDraft } from './skb-participants-view.ts'
import { skdDrafts } from './skd-view.ts'
import { blockedBy, type StageDraft } from './stage-draft.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'secret'>
const CHANGES_SHOWN = 200

/** A draft beside what is published of its stage and scope. */
export interface StageStand {
  draft: StageDraft
  previewDigest: string
  newest: StoredPublication | null
  inForce: StoredPublication | null
  /** Whether it differs from what is in force. */
  changed: boolean
}

/** The drafts of a stage: for 'skd' those of the asked vacancies (all when left out), for the others the one. */
export async function stageStands(services: Needs, stage: PublicationStage, scopes?: string[]): Promise<StageStand[]> {
  return await beside(services, stage, await draftsOf(services, stage, scopes))
}

async function beside(services: Needs, stage: PublicationStage, drafts: StageDraft[]): Promise<StageStand[]> {
  const stored = await storedPublications(services, stage)
  const newest = newestOf(stored)
  const inForce = inForceOf(stored)
  return drafts.map((draft) => {
    const previewDigest = previewDigestOf(draft.document)
    const current = inForce.get(draft.scope) ?? null
    return {
      draft,
      previewDigest,
      newest: newest.get(draft.scope) ?? null,
      inForce: current,
      changed: current === null || previewDigestOf(current.document) !== previewDigest,
    }
  })
}

async function draftsOf(services: Needs, stage: PublicationStage, scopes?: string[]): Promise<StageDraft[]> {
  if (stage === 'skb-participants') return [await skbParticipantsDraft(services)]
  if (stage !== 'skd') return [await integrationDraft(services, stage)]
  const vacancies = await listVacancies(services)
  return await skdDrafts(services, scopes ? vacancies.filter(({ id }) => scopes.includes(id)) : vacancies)
}

/** The steps of the announcements with what stands in their way, in the order of the work. */
export async function stageRows(services: Needs): Promise<StageRow[]> {
  // Each reads the same records, so they are read once for all.
  const vacancies = await listVacancies(services)
  const fields = await vacancyFields(services, vacancies)
  const ground = await integrationGround(services, new Map(), { vacancies, fields })
  const rows: StageRow[] = [rowOfMany(await beside(services, 'skd', await skdDrafts(services, vacancies, fields)))]
  const joint = {
    'skb-participants': await skbParticipantsDraft(services),
    integration: await draftOn(services, 'integration', ground),
    final: await draftOn(services, 'final', ground),
  }
  for (const stage of ['skb-participants', 'integration', 'final'] as const)
    for (const stand of await beside(services, stage, [joint[stage]])) rows.push(rowOfOne(stage, stand))
  return rows
}

function rowOfMany(stands: StageStand[]): StageRow {
  // A vacancy that was not examined at all is no hindrance; it has nothing to publish.
  const begun = stands.filter(({ draft }) => draft.blockers[0]?.refusal.refused !== 'nothing-to-publish')
  return {
    stage: 'skd',
    blockedBy: blockedBy(begun.flatMap(({ draft }) => draft.blockers)),
    current: null,
    changed: begun.some(({ draft, changed }) => draft.document.counts.total > 0 && changed),
    vacancies: {
      total: begun.length,
      inForce: stands.filter(({ inForce }) => inForce !== null).length,
      changed: begun.filter(({ inForce, changed }) => inForce !== null && changed).length,
    },
  }
}

const rowOfOne = (stage: PublicationStage, { draft, inForce, changed }: StageStand): StageRow => ({
  stage,
  blockedBy: blockedBy(draft.blockers),
  current: inForce ? (summariesOf([inForce])[0] ?? null) : null,
  changed: draft.document.counts.total > 0 && changed,
  vacancies: null,
})

/** Exactly what the public would see of a stage, and of which vacancy for 'skd'. */
export async function stagePreview(
  services: Needs,
  stage: PublicationStage,
  vacancyIdOrCode: string | null,
): Promise<StagePreview | Refusal> {
  let scope: string | undefined
  if (stage === 'skd') {
    const vacancy = (await listVacancies(services)).find(
      ({ id, code }) => id === vacancyIdOrCode || code === vacancyIdOrCode,
    )
    if (!vacancy) return refuse('not-found', { what: 'Formasi' })
    scope = vacancy.id
  }
  const [stand] = await stageStands(services, stage, scope === undefined ? undefined : [scope])
  if (!stand) throw new Error(`bug: stage ${stage} has no draft`)
  const { draft, previewDigest, newest, changed } = stand
  const changes = changesBetween(newest?.document ?? null, draft.document)
  return {
    stage,
    scope: draft.scope,
    document: draft.document,
    previewDigest,
    changed,
    blockedBy: blockedBy(draft.blockers),
    undecided: draft.undecided,
    reconciliation: draft.reconciliation,
    notes: draft.notes,
    replaces: newest ? (summariesOf([newest])[0] ?? null) : null,
    changes: changes.slice(0, CHANGES_SHOWN),
    changesTotal: changes.length,
  }
}
