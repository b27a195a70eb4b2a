import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { desc, eq } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import type { PublicationDocument, PublicationSummary } from '../protocol/board.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { makePublication } from './publication.ts'
import { rankingView } from './ranking-view.ts'

/** Freezes the ranked list of a vacancy, if it is still the one that was previewed (RS4). */
export async function publish(
  services: Pick<Services, 'store' | 'clock' | 'newId' | 'bus'>,
  actor: string,
  vacancyId: string,
  previewDigest: string,
): Promise<PublicationSummary | Refusal> {
  const view = await rankingView(services, vacancyId)
  if (isRefusal(view)) return view
  if (view.rows.length === 0) return refuse('nothing-to-publish')
  if (view.openSittings[0]) return refuse('sitting-running', { name: view.openSittings[0].name })
  if (view.previewDigest !== previewDigest) return refuse('results-changed')
  const { publication } = services.store.tables
  const id = services.newId()
  const publishedAt = services.clock.wall()
  try {
    await services.store.transaction(async (db) => {
      const [last] = await db
        .select({ id: publication.id, ordinal: publication.ordinal })
        .from(publication)
        .where(eq(publication.vacancyId, view.vacancy.id))
        .orderBy(desc(publication.ordinal))
        .limit(1)
      const document = makePublication(view, RULE_SETS[view.ruleSet.id] as RuleSet, publishedAt, last?.id ?? null)
      await db.insert(publication).values({
        id,
        vacancyId: view.vacancy.id,
        ordinal: (last?.ordinal ?? 0) + 1,
        body: canonical(document),
        digest: document.digest,
        replaces: last?.id ?? null,
        publishedAt,
        publishedBy: actor,
      })
      await audit(services, db, {
        actor,
        action: 'publication.publish',
        subject: view.vacancy.code,
        detail: { id, digest: document.digest, rows: document.rows.length, replaces: last?.id ?? null },
      })
    })
  } catch (error) {
    // Two people published at the same moment; the list of the first stands.
    if (isDuplicate(error)) return refuse('results-changed')
    throw error
  }
  services.bus.publish('publications', { kind: 'publication', publication: id })
  return (await listPublications(services)).find((one) => one.id === id) as PublicationSummary
}

/** Newest first. */
export async function listPublications({ store }: Pick<Services, 'store'>): Promise<PublicationSummary[]> {
  const { publication } = store.tables
  const rows = await store.read
    .select()
    .from(publication)
    .orderBy(desc(publication.publishedAt), desc(publication.ordinal))
  const replacedBy = new Map(rows.flatMap((row) => (row.replaces ? [[row.replaces, row.id] as const] : [])))
  return rows.map((row) => {
    const document = JSON.parse(row.body) as PublicationDocument
    return {
      id: row.id,
      title: document.title,
      vacancyCode: document.vacancy.code,
      position: document.vacancy.position,
      unit: document.vacancy.unit,
      publishedAt: row.publishedAt,
      digest: row.digest,
      replacedBy: replacedBy.get(row.id) ?? null,
    }
  })
}

export async function readPublication(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<PublicationDocument | null> {
  const { publication } = store.tables
  const [row] = await store.read.select({ body: publication.body }).from(publication).where(eq(publication.id, id))
  return row ? (JSON.parse(row.body) as PublicationDocument) : null
}
