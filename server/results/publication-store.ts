import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, desc, eq, inArray, or } from '../db/sql.ts'
import type { Db, Store } from '../db/store.ts'
import {
  countsOf,
  listsOf,
  type PublicationDocument,
  type PublicationStage,
  type PublicationSummary,
} from '../protocol/board.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { freeze } from './publication.ts'

/** A publication as it is kept. */
export interface StoredPublication {
  id: string
  stage: PublicationStage
  scope: string
  ordinal: number
  document: PublicationDocument
  replaces: string | null
  withdrawn: { at: number; reason: string } | null
}

/** All of a stage (or of all stages), the newest of each scope first. */
export async function storedPublications(
  { store }: Pick<Services, 'store'>,
  stage?: PublicationStage,
): Promise<StoredPublication[]> {
  const { publication, publicationWithdrawal } = store.tables
  const rows = await store.read
    .select({ publication, withdrawnAt: publicationWithdrawal.at, why: publicationWithdrawal.reason })
    .from(publication)
    .leftJoin(publicationWithdrawal, eq(publicationWithdrawal.publicationId, publication.id))
    .where(stage === undefined ? undefined : eq(publication.stage, stage))
    .orderBy(desc(publication.publishedAt), desc(publication.ordinal), asc(publication.scope))
  return rows.map(stored)
}

const stored = (row: {
  publication: { id: string; stage: string; scope: string; ordinal: number; body: string; replaces: string | null }
  withdrawnAt: number | null
  why: string | null
}): StoredPublication => ({
  id: row.publication.id,
  stage: row.publication.stage as PublicationStage,
  scope: row.publication.scope,
  ordinal: row.publication.ordinal,
  document: JSON.parse(row.publication.body) as PublicationDocument,
  replaces: row.publication.replaces,
  withdrawn: row.withdrawnAt === null ? null : { at: row.withdrawnAt, reason: row.why ?? '' },
})

/** The newest of each scope, withdrawn or not. */
export function newestOf(publications: StoredPublication[]): Map<string, StoredPublication> {
  const newest = new Map<string, StoredPublication>()
  for (const one of publications) {
    const known = newest.get(one.scope)
    if (!known || one.ordinal > known.ordinal) newest.set(one.scope, one)
  }
  return newest
}

/**
 * Those in force, by scope: the newest, unless it was withdrawn. A withdrawal does not bring back the one before,
 * which had been replaced for a reason (RS11).
 */
export function inForceOf(publications: StoredPublication[]): Map<string, StoredPublication> {
  return new Map([...newestOf(publications)].filter(([, one]) => one.withdrawn === null))
}

/** Newest first. */
export async function listPublications({ store }: Pick<Services, 'store'>): Promise<PublicationSummary[]> {
  const { publication, publicationWithdrawal } = store.tables
  const rows = await store.read
    .select({
      id: publication.id,
      replaces: publication.replaces,
      withdrawnAt: publicationWithdrawal.at,
      why: publicationWithdrawal.reason,
    })
    .from(publication)
    .leftJoin(publicationWithdrawal, eq(publicationWithdrawal.publicationId, publication.id))
    .orderBy(desc(publication.publishedAt), desc(publication.ordinal), asc(publication.scope))
  const frozen = await frozenSummaries(
    store,
    rows.map(({ id }) => id),
  )
  const replacedBy = new Map(rows.flatMap(({ id, replaces }) => (replaces ? [[replaces, id] as const] : [])))
  return rows.map(({ id, withdrawnAt, why }) => ({
    ...(frozen.get(id) as Frozen),
    replacedBy: replacedBy.get(id) ?? null,
    withdrawn: withdrawnAt === null ? null : { at: withdrawnAt, reason: why ?? '' },
  }))
}

/** What a summary says of the document alone. */
type Frozen = Omit<PublicationSummary, 'replacedBy' | 'withdrawn'>

/** A publication never changes, so its body is read once and not at every look of the public. */
const READ = new WeakMap<Store, Map<string, Frozen>>()
const BODIES_AT_ONCE = 50

async function frozenSummaries(store: Store, ids: string[]): Promise<Map<string, Frozen>> {
  const known = READ.get(store) ?? new Map<string, Frozen>()
  READ.set(store, known)
  const { publication } = store.tables
  const unread = ids.filter((id) => !known.has(id))
  for (let from = 0; from < unread.length; from += BODIES_AT_ONCE) {
    const rows = await store.read
      .select({ id: publication.id, body: publication.body })
      .from(publication)
      .where(inArray(publication.id, unread.slice(from, from + BODIES_AT_ONCE)))
    for (const { id, body } of rows) known.set(id, frozenOf(id, JSON.parse(body) as PublicationDocument))
  }
  return known
}

function frozenOf(id: string, document: PublicationDocument): Frozen {
  const only = document.v === 1 ? document.vacancy : null
  return {
    id,
    stage: document.stage,
    title: document.title,
    vacancyCode: only?.code ?? '',
    position: only?.position ?? '',
    unit: only?.unit ?? '',
    vacancies: listsOf(document).length,
    rows: countsOf(document).total,
    publishedAt: document.publishedAt,
    digest: document.digest,
  }
}

/** The summary of one; null where there is none. */
export async function findPublication(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<PublicationSummary | null> {
  const { publication, publicationWithdrawal } = store.tables
  const rows = await store.read
    .select({ publication, withdrawnAt: publicationWithdrawal.at, why: publicationWithdrawal.reason })
    .from(publication)
    .leftJoin(publicationWithdrawal, eq(publicationWithdrawal.publicationId, publication.id))
    .where(or(eq(publication.id, id), eq(publication.replaces, id)))
  return summariesOf(rows.map(stored)).find((one) => one.id === id) ?? null
}

/** Summaries in the given order. `publications` must hold whatever replaces one of them. */
export function summariesOf(publications: StoredPublication[]): PublicationSummary[] {
  const replacedBy = new Map(publications.flatMap((one) => (one.replaces ? [[one.replaces, one.id] as const] : [])))
  return publications.map(({ id, document, withdrawn }) => ({
    ...frozenOf(id, document),
    replacedBy: replacedBy.get(id) ?? null,
    withdrawn,
  }))
}

export async function readPublication(
  { store }: Pick<Services, 'store'>,
  id: string,
): Promise<PublicationDocument | null> {
  const { publication } = store.tables
  const [row] = await store.read.select({ body: publication.body }).from(publication).where(eq(publication.id, id))
  return row ? (JSON.parse(row.body) as PublicationDocument) : null
}

/** What is to be frozen, and the newest of its stage and scope that it was previewed against. */
export interface ToPublish {
  id: string
  scope: string
  draft: PublicationDocument
  expected: string | null
}

/**
 * Freezes and keeps, in the caller's transaction (RS5). Refused where another was published in between: it must not
 * be replaced by somebody who never saw it (RS10).
 */
export async function writePublications(
  services: Pick<Services, 'store' | 'clock'>,
  db: Db,
  who: { publishedBy: string; approvedBy: string | null; reason: string },
  publications: ToPublish[],
): Promise<Refusal | null> {
  const { publication, vacancy } = services.store.tables
  const publishedAt = services.clock.wall()
  for (const { id, scope, draft, expected } of publications) {
    const { stage } = draft
    const [last] = await db
      .select({ id: publication.id, ordinal: publication.ordinal })
      .from(publication)
      .where(and(eq(publication.stage, stage), eq(publication.scope, scope)))
      .orderBy(desc(publication.ordinal))
      .limit(1)
    if ((last?.id ?? null) !== expected) return refuse('publication-moved')
    const document = freeze(draft, publishedAt, expected)
    const [of] = await db.select({ id: vacancy.id }).from(vacancy).where(eq(vacancy.id, scope))
    await db.insert(publication).values({
      id,
      stage,
      scope,
      vacancyId: of?.id ?? null,
      ordinal: (last?.ordinal ?? 0) + 1,
      body: canonical(document),
      digest: document.digest,
      replaces: expected,
      publishedAt,
      publishedBy: who.publishedBy,
      approvedBy: who.approvedBy,
    })
    await audit(services, db, {
      actor: who.approvedBy ?? who.publishedBy,
      action: 'publication.publish',
      subject: document.v === 1 ? document.vacancy.code : stage,
      detail: {
        ...{ id, stage, digest: document.digest, rows: countsOf(document).total, replaces: expected },
        ...{ proposedBy: who.publishedBy, approvedBy: who.approvedBy, reason: who.reason },
      },
    })
  }
  return null
}

/** Takes a publication out of force and keeps it readable, in the caller's transaction (RS11). */
export async function writeWithdrawal(
  services: Pick<Services, 'store' | 'clock'>,
  db: Db,
  who: { proposedBy: string; approvedBy: string | null },
  id: string,
  reason: string,
): Promise<Refusal | null> {
  const { publicationWithdrawal: table } = services.store.tables
  const [row] = await db
    .insert(table)
    .values({ publicationId: id, reason, at: services.clock.wall(), ...who })
    .onConflictDoNothing()
    .returning({ id: table.publicationId })
  if (!row) return refuse('already-withdrawn')
  await audit(services, db, {
    actor: who.approvedBy ?? who.proposedBy,
    action: 'publication.withdraw',
    subject: id,
    detail: { reason, ...who },
  })
  return null
}
