import { canonical, sha256 } from '../canonical.ts'
import { eq, inArray } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { KeyChangeBody } from './affected.ts'
import { statedKey } from './key-change.ts'
import { type Memo, memoRow, type Signature } from './memo.ts'
import { hadItem, type Prepared, prepareRescore } from './rescore-store.ts'

interface Signed {
  proposal: string
  reason: string
  proposedBy: string
  /** Left out in a draft. */
  approvedBy?: string
  number: number | null
  at: number
}

/** The memo of a prepared change. Reads names and the proposal's time; inside a transaction give its `db`. */
export async function memoOf(
  { store, config }: Pick<Services, 'store' | 'config'>,
  { affected, effects, sentences, publications, digest }: Prepared,
  signed: Signed,
  db: Db = store.read,
): Promise<Memo> {
  const { proposal } = store.tables
  const [row] = await db.select({ at: proposal.proposedAt }).from(proposal).where(eq(proposal.id, signed.proposal))
  const names = await namesOf({ store }, db, [signed.proposedBy, signed.approvedBy ?? ''])
  const signature = (username: string): Signature => ({ username, name: names.get(username) ?? username })
  return {
    v: 1,
    ...{ number: signed.number, at: signed.at, organisation: config.organisation, bank: affected.bank.name },
    reason: signed.reason,
    proposed: { by: signature(signed.proposedBy), at: row?.at ?? signed.at },
    approved: signed.approvedBy === undefined ? null : { by: signature(signed.approvedBy), at: signed.at },
    items: affected.items.map(({ item, before, after }, nth) => ({
      ...{ source: item.source, section: item.section, version: after.version },
      ...{ before: statedKey(before), after: statedKey(after), had: hadItem(affected, nth) },
    })),
    sittings: affected.closed.map(({ name, touched }) => ({ name, had: touched.length })),
    waiting: affected.waiting.map(({ name, finished }) => ({ name, finished })),
    counts: effects.counts,
    sentences,
    vacancies: effects.vacancies,
    publications,
    previewDigest: digest,
    rows: effects.rows.map(memoRow),
  }
}

async function namesOf({ store }: Pick<Services, 'store'>, db: Db, usernames: string[]): Promise<Map<string, string>> {
  const { staff } = store.tables
  const rows = await db
    .select({ username: staff.username, name: staff.name })
    .from(staff)
    .where(inArray(staff.username, usernames))
  return new Map(rows.map((row) => [row.username, row.name]))
}

/** The memo of a proposal with its digest: frozen once it is approved, a draft from the preview of now before. */
export async function readMemo(
  services: Services,
  delivery: Delivery,
  proposalId: string,
): Promise<{ memo: Memo; digest: string } | Refusal> {
  const { proposal, rescoring } = services.store.tables
  const [frozen] = await services.store.read.select().from(rescoring).where(eq(rescoring.proposalId, proposalId))
  if (frozen) return { memo: JSON.parse(frozen.body) as Memo, digest: frozen.digest }
  const [row] = await services.store.read.select().from(proposal).where(eq(proposal.id, proposalId))
  if (row?.kind !== 'key-change' || row.state !== 'open') return refuse('not-found', { what: 'Memo' })
  const { changes, previewDigest } = JSON.parse(row.body) as KeyChangeBody
  const prepared = await prepareRescore(services, delivery, changes)
  if (isRefusal(prepared)) return prepared
  if (prepared.digest !== previewDigest) return refuse('results-changed')
  const memo = await memoOf(services, prepared, {
    ...{ proposal: row.id, reason: row.reason, proposedBy: row.proposedBy, number: null, at: row.proposedAt },
  })
  return { memo, digest: sha256(canonical(memo)) }
}
