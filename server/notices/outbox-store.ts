import { audit } from '../audit/audit-store.ts'
import { and, count, desc, eq, inArray, ne } from '../db/sql.ts'
import type { Channel, Outbox, OutboxMessage, OutboxRow, OwnNotice } from '../protocol/applications.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import { type NoticeRow, openAddress, openBody } from './notice-store.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'secret' | 'config'>
const PAGE_SIZE = 50
export const OUTBOX_STATES = ['waiting', 'failed', 'sent', 'shown'] as const

const toRow = (row: NoticeRow, smtp: boolean): OutboxRow => ({
  ...{ id: row.id, kind: row.kind, channel: row.channel as Channel, to: row.toMasked, subject: row.subject },
  state: row.state as OutboxRow['state'],
  tries: row.tries,
  nextTryAt: smtp && row.channel === 'email' && row.state === 'waiting' ? row.nextTryAt : null,
  ...{ error: row.error, createdAt: row.createdAt, sentAt: row.sentAt },
})

/** Messages to addresses, the newest first; what is in them is not read by this (NT6). */
export async function outboxPage(
  { store, config }: Pick<Services, 'store' | 'config'>,
  state: OutboxRow['state'] | null,
  page: number,
): Promise<Outbox> {
  const { notice } = store.tables
  const addressed = ne(notice.channel, 'portal')
  const tallies = await store.read
    .select({ state: notice.state, n: count() })
    .from(notice)
    .where(addressed)
    .groupBy(notice.state)
  const counts = { waiting: 0, failed: 0, sent: 0, shown: 0 }
  for (const { state: one, n } of tallies) counts[one as keyof typeof counts] = n
  const total = state === null ? Object.values(counts).reduce((sum, n) => sum + n, 0) : counts[state]
  const rows = await store.read
    .select()
    .from(notice)
    .where(and(addressed, state === null ? undefined : eq(notice.state, state)))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(PAGE_SIZE)
    .offset((page - 1) * PAGE_SIZE)
  const smtp = config.smtp !== undefined
  return {
    smtp,
    counts,
    rows: rows.map((row) => toRow(row, smtp)),
    page,
    pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
  }
}

/** The whole message with its address, for reading out; who saw it and why is in the audit trail (NT6). */
export async function readOut(
  services: Needs,
  actor: string,
  id: string,
  purpose: string,
): Promise<OutboxMessage | Refusal> {
  const { notice } = services.store.tables
  return await services.store.transaction<OutboxMessage | Refusal>(async (db) => {
    const [row] = await db
      .select()
      .from(notice)
      .where(and(eq(notice.id, id), ne(notice.channel, 'portal')))
    if (!row) return refuse('not-found', { what: 'Pesan' })
    await audit(services, db, {
      actor,
      action: 'notice.read',
      subject: id,
      detail: { kind: row.kind, to: row.toMasked, purpose },
    })
    return {
      row: toRow(row, services.config.smtp !== undefined),
      address: openAddress(services.secret, row.toSealed),
      body: openBody(services, row),
    }
  })
}

/** Handed over by an officer, or to be sent once more. */
export async function changeMessage(
  services: Needs,
  actor: string,
  id: string,
  what: 'handed' | 'again',
): Promise<OutboxRow | Refusal> {
  const { notice } = services.store.tables
  const now = services.clock.wall()
  return await services.store.transaction<OutboxRow | Refusal>(async (db) => {
    const [changed] = await db
      .update(notice)
      .set(
        what === 'handed'
          ? { state: 'shown', sentAt: now, nextTryAt: null }
          : { state: 'waiting', tries: 0, nextTryAt: now, error: null },
      )
      .where(
        and(
          eq(notice.id, id),
          ne(notice.channel, 'portal'),
          inArray(notice.state, what === 'handed' ? ['waiting', 'failed'] : ['waiting', 'failed', 'sent', 'shown']),
        ),
      )
      .returning()
    if (!changed) return refuse('message-done')
    await audit(services, db, {
      actor,
      action: `notice.${what}`,
      subject: id,
      detail: { kind: changed.kind, to: changed.toMasked },
    })
    return toRow(changed, services.config.smtp !== undefined)
  })
}

const NOTICES_MAX = 200
/** What stands in an applicant's portal, the newest first. */
export async function ownNotices(
  services: Pick<Services, 'store' | 'secret'>,
  applicant: string,
): Promise<OwnNotice[]> {
  const { notice } = services.store.tables
  const rows = await services.store.read
    .select()
    .from(notice)
    .where(and(eq(notice.applicantId, applicant), eq(notice.channel, 'portal')))
    .orderBy(desc(notice.createdAt), desc(notice.id))
    .limit(NOTICES_MAX)
  return rows.map((row) => ({
    ...{ id: row.id, kind: row.kind, subject: row.subject, body: openBody(services, row) },
    ...{ createdAt: row.createdAt, read: row.readAt !== null },
  }))
}

/** Every notice she has not seen yet counts as read from now on. */
export async function markRead({ store, clock }: Pick<Services, 'store' | 'clock'>, applicant: string): Promise<void> {
  const { notice } = store.tables
  const now = clock.wall()
  await store.transaction(async (db) => {
    const unread = await db
      .select({ id: notice.id, readAt: notice.readAt })
      .from(notice)
      .where(and(eq(notice.applicantId, applicant), eq(notice.channel, 'portal')))
    const ids = unread.flatMap(({ id, readAt }) => (readAt === null ? [id] : []))
    if (ids.length > 0) await db.update(notice).set({ readAt: now }).where(inArray(notice.id, ids))
  })
}
