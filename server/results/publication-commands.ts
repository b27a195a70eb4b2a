import type { Approvals, Deed, Wanted } from '../approvals/approvals.ts'
import { sha256 } from '../canonical.ts'
import { countsOf, type PublicationStage, type PublicationSummary } from '../protocol/board.ts'
import type { Effect, ProposalRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { StageProposal } from '../protocol/results.ts'
import type { Services } from '../services.ts'
import { changesBetween } from './publication.ts'
import {
  findPublication,
  listPublications,
  newestOf,
  type StoredPublication,
  storedPublications,
  summariesOf,
  type ToPublish,
  writePublications,
  writeWithdrawal,
} from './publication-store.ts'
import { publishWords, stageTitle, withdrawWords } from './publication-words.ts'
import { resultsVersion } from './results-version-store.ts'
import { type StageStand, stageStands } from './stage-view.ts'

type Needs = Pick<Services, 'store' | 'secret' | 'clock' | 'newId' | 'bus'>

/** What a proposal to publish holds: which list of which stage, as it was previewed, and what it will replace. */
interface PublishBody {
  stage: PublicationStage
  items: { scope: string; previewDigest: string; replaces: string | null }[]
}

/** Publishing and withdrawing are proposed by one and approved by another (AP1); what each does is here. */
export function publicationDeeds(services: Needs, approvals: Approvals): void {
  approvals.register('publish', publishDeed(services))
  approvals.register('withdraw', withdrawDeed(services))
}

/** Proposes lists as they were previewed (RS4). */
export async function proposePublication(
  services: Needs,
  approvals: Approvals,
  actor: string,
  stage: PublicationStage,
  { items, reason }: StageProposal,
): Promise<ProposalRow | Refusal> {
  if (new Set(items.map(({ scope }) => scope)).size < items.length)
    return refuse('bad-request', { what: 'satu daftar disebut dua kali' })
  const newest = newestOf(await storedPublications(services, stage))
  const body: PublishBody = {
    stage,
    items: items.map((item) => ({ ...item, replaces: newest.get(item.scope)?.id ?? null })),
  }
  return await approvals.propose(actor, { kind: 'publish', subject: subjectOf(body), body, reason })
}

/** One open proposal for one list, and for one set of lists. */
const subjectOf = ({ stage, items }: PublishBody): string =>
  items.length === 1
    ? `${stage}:${items[0]?.scope}`
    : `${stage}:${sha256(
        items
          .map(({ scope }) => scope)
          .sort()
          .join(' '),
      ).slice(0, 32)}`

export const withdrawal = (id: string, reason: string): Wanted => ({
  kind: 'withdraw',
  subject: id,
  body: { publication: id },
  reason,
})

/**
 * The shell publishes alone (AP6): the lists as they stand, approved by nobody, and the audit row says so.
 * @param scopes vacancy ids for 'skd'; `['*']` for the other stages
 */
export async function publishDirectly(
  services: Needs,
  actor: string,
  stage: PublicationStage,
  scopes: string[],
): Promise<PublicationSummary[] | Refusal> {
  const prepared = await preparePublishing(services, stage, scopes)
  if (isRefusal(prepared)) return prepared
  const who = { publishedBy: actor, approvedBy: null, reason: '' }
  const refused = await services.store.transaction((db) => prepared.write(db, who))
  if (refused) return refused
  prepared.tell()
  const ids = new Set(prepared.publications.map(({ id }) => id))
  return (await listPublications(services)).filter(({ id }) => ids.has(id))
}

export async function withdrawDirectly(
  services: Needs,
  actor: string,
  id: string,
  reason: string,
): Promise<PublicationSummary | Refusal> {
  const found = await findForWithdrawal(services, id)
  if (isRefusal(found)) return found
  const who = { proposedBy: actor, approvedBy: null }
  const refused = await services.store.transaction((db) => writeWithdrawal(services, db, who, id, reason))
  if (refused) return refused
  services.bus.publish('publications', { kind: 'publication', publication: id })
  return (await findPublication(services, id)) as PublicationSummary
}

function publishDeed(services: Needs): Deed {
  return {
    async prepare({ body, reason, proposedBy }) {
      const { stage, items } = body as PublishBody
      const prepared = await preparePublishing(
        services,
        stage,
        items.map(({ scope }) => scope),
        items,
      )
      if (isRefusal(prepared)) return prepared
      return {
        title: publishWords(stage, prepared.stands),
        effect: prepared.stands.flatMap(effectsOf),
        write: (db, approvedBy) => prepared.write(db, { publishedBy: proposedBy, approvedBy, reason }),
        after: prepared.tell,
      }
    },
  }
}

function withdrawDeed(services: Needs): Deed {
  return {
    async prepare({ body, reason, proposedBy }) {
      const { publication: id } = body as { publication: string }
      const found = await findForWithdrawal(services, id)
      if (isRefusal(found)) return found
      return {
        ...withdrawWords(found.publication.document, found.replacedBy !== null),
        write: (db, approvedBy) => writeWithdrawal(services, db, { proposedBy, approvedBy }, id, reason),
        after: () => services.bus.publish('publications', { kind: 'publication', publication: id }),
      }
    },
  }
}

async function findForWithdrawal(
  services: Needs,
  id: string,
): Promise<{ publication: StoredPublication; replacedBy: string | null } | Refusal> {
  const all = await storedPublications(services)
  const publication = all.find((one) => one.id === id)
  if (!publication) return refuse('not-found', { what: 'Pengumuman' })
  if (publication.withdrawn) return refuse('already-withdrawn')
  return { publication, replacedBy: summariesOf(all).find((one) => one.id === id)?.replacedBy ?? null }
}

/**
 * Looks at the lists as they stand now: nothing may block them, each must be the one that was previewed, replace the
 * one it was previewed against, and differ from what is in force (RS4, RS10).
 */
async function preparePublishing(
  services: Needs,
  stage: PublicationStage,
  scopes: string[],
  previewed?: PublishBody['items'],
) {
  const version = await resultsVersion(services, services.store.read)
  const stands = new Map((await stageStands(services, stage, scopes)).map((stand) => [stand.draft.scope, stand]))
  const chosen: StageStand[] = []
  for (const scope of scopes) {
    const stand = stands.get(scope)
    if (!stand) return refuse('not-found', { what: stage === 'skd' ? 'Formasi' : 'Daftar' })
    const [blocker] = stand.draft.blockers
    if (blocker) return blocker.refusal
    const item = previewed?.find((one) => one.scope === scope)
    if (item && (stand.newest?.id ?? null) !== item.replaces) return refuse('publication-moved')
    if (item && item.previewDigest !== stand.previewDigest) return refuse('results-changed')
    if (!stand.changed) return refuse('same-as-published')
    chosen.push(stand)
  }
  const publications: ToPublish[] = chosen.map(({ draft, newest }) => ({
    id: services.newId(),
    scope: draft.scope,
    draft: draft.document,
    expected: newest?.id ?? null,
  }))
  return {
    stands: chosen,
    publications,
    async write(db: Parameters<typeof writePublications>[1], who: Parameters<typeof writePublications>[2]) {
      if ((await resultsVersion(services, db)) !== version) return refuse('results-changed')
      return await writePublications(services, db, who, publications)
    },
    tell() {
      for (const { id } of publications) services.bus.publish('publications', { kind: 'publication', publication: id })
    },
  }
}

/** What the second person reads: whom it concerns, what it replaces and what changes by it. */
function effectsOf({ draft, newest }: StageStand): Effect[] {
  const { document } = draft
  const { total, byCode } = countsOf(document)
  const codes = Object.entries(byCode)
    .map(([code, n]) => `${code} ${n}`)
    .join(', ')
  const effects: Effect[] = [
    {
      id: `${stageTitle(document)}: ${total} peserta (${codes}).`,
      en: `${stageTitle(document)}: ${total} candidates (${codes}).`,
    },
  ]
  if (newest) {
    const changes = changesBetween(newest.document, document).length
    effects.push({
      id: `Menggantikan pengumuman ${newest.id}${newest.withdrawn ? ' (dicabut)' : ''}; ${changes} peserta berubah tempat atau kode.`,
      en: `Replaces publication ${newest.id}${newest.withdrawn ? ' (withdrawn)' : ''}; ${changes} candidates change place or code.`,
    })
  }
  return [...effects, ...draft.notes]
}
