import { derive } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { maskedAddress } from '../protocol/addresses.ts'
import type { Channel } from '../protocol/applications.ts'
import { openSeal, seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'

export type NoticeRow = Services['store']['tables']['notice']['$inferSelect']
/** A text for a person: in both languages, or the same in both. */
export type Words = string | { id: string; en: string }
type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

const noticeKey = (secret: Buffer) => derive(secret, 'notice-seal')
const addressKey = (secret: Buffer) => derive(secret, 'address-seal')
const inLanguage = (words: Words, language: string): string =>
  typeof words === 'string' ? words : language === 'en' ? words.en : words.id

export const sealAddress = (secret: Buffer, address: string): string =>
  seal(addressKey(secret), Buffer.from(address, 'utf8'))
export const openAddress = (secret: Buffer, sealed: string): string =>
  openSeal(addressKey(secret), sealed).toString('utf8')
export const openBody = ({ secret }: Pick<Services, 'secret'>, row: Pick<NoticeRow, 'bodySealed'>): string =>
  openSeal(noticeKey(secret), row.bodySealed).toString('utf8')

/**
 * Tells an applicant something, in the caller's transaction (NT1): one notice kept in her portal, and one waiting for
 * each address she has shown to be hers. Her language decides the words. Does nothing for an erased applicant.
 */
export async function notify(
  services: Needs,
  db: Db,
  notice: {
    applicantId: string
    applicationId: string | null
    /** What it is about, `[a-z0-9-]`: 'submitted', 'verdict', 'seat-moved'. */
    kind: string
    subject: Words
    body: Words
  },
): Promise<void> {
  const { applicant } = services.store.tables
  const [row] = await db.select().from(applicant).where(eq(applicant.id, notice.applicantId))
  if (!row || row.erasedAt !== null) return
  const subject = inLanguage(notice.subject, row.language)
  const body = inLanguage(notice.body, row.language)
  const about = { applicantId: row.id, applicationId: notice.applicationId, kind: notice.kind, subject, body }
  await insertNotice(services, db, { ...about, channel: 'portal', address: '' })
  for (const [channel, sealed, verifiedAt] of [
    ['email', row.emailSealed, row.emailVerifiedAt],
    ['phone', row.phoneSealed, row.phoneVerifiedAt],
  ] as const)
    if (sealed !== null && verifiedAt !== null)
      await insertNotice(services, db, { ...about, channel, address: openAddress(services.secret, sealed) })
}

/** A message to an address that need not be anybody's account yet: codes of verification. In the caller's transaction. */
export async function notifyAddress(
  services: Needs,
  db: Db,
  notice: { channel: Channel; address: string; kind: string; subject: string; body: string },
): Promise<void> {
  await insertNotice(services, db, { ...notice, applicantId: null, applicationId: null })
}

async function insertNotice(
  { store, clock, newId, secret }: Needs,
  db: Db,
  notice: {
    applicantId: string | null
    applicationId: string | null
    channel: Channel | 'portal'
    address: string
    kind: string
    subject: string
    body: string
  },
): Promise<void> {
  const now = clock.wall()
  await db.insert(store.tables.notice).values({
    id: newId(),
    applicantId: notice.applicantId,
    applicationId: notice.applicationId,
    kind: notice.kind,
    channel: notice.channel,
    toSealed: sealAddress(secret, notice.address),
    toMasked: notice.channel === 'portal' ? '' : maskedAddress(notice.channel, notice.address),
    subject: notice.subject,
    bodySealed: seal(noticeKey(secret), Buffer.from(notice.body, 'utf8')),
    state: notice.channel === 'portal' ? 'shown' : 'waiting',
    tries: 0,
    nextTryAt: notice.channel === 'portal' ? null : now,
    error: null,
    createdAt: now,
    sentAt: null,
    readAt: null,
  })
}
