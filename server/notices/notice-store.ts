import { derive } from '../canonical.ts'
import { eq, inArray } from '../db/sql.ts'
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

export interface Notice {
  applicantId: string
  applicationId: string | null
  /** What it is about, `[a-z0-9-]`: 'submitted', 'verdict', 'seat-moved'. */
  kind: string
  subject: Words
  body: Words
}
type Insert = Services['store']['tables']['notice']['$inferInsert']

/**
 * Tells an applicant something, in the caller's transaction (NT1): one notice kept in her portal, and one waiting for
 * each address she has shown to be hers. Her language decides the words. Does nothing for an erased applicant.
 */
export async function notify(services: Needs, db: Db, notice: Notice): Promise<void> {
  const { applicant } = services.store.tables
  const [row] = await db.select().from(applicant).where(eq(applicant.id, notice.applicantId))
  for (const one of row ? noticesOf(services, row, notice) : [])
    await db.insert(services.store.tables.notice).values(one)
}

/**
 * The same for many: written and sealed before a transaction begins, so that it holds the disk for their rows alone, and
 * with a breath now and then, so that nobody else waits for it.
 */
export async function noticesForMany(services: Needs, notices: readonly Notice[]): Promise<Insert[]> {
  const { applicant } = services.store.tables
  const rows: Insert[] = []
  for (let from = 0; from < notices.length; from += MANY) {
    const part = notices.slice(from, from + MANY)
    const ids = part.map(({ applicantId }) => applicantId)
    const people = await services.store.read.select().from(applicant).where(inArray(applicant.id, ids))
    const known = new Map(people.map((row) => [row.id, row]))
    for (const notice of part) {
      const row = known.get(notice.applicantId)
      if (row) rows.push(...noticesOf(services, row, notice))
    }
    await new Promise(setImmediate)
  }
  return rows
}
const MANY = 100

export async function insertNotices(
  { store }: Pick<Services, 'store'>,
  db: Db,
  rows: readonly Insert[],
): Promise<void> {
  for (let from = 0; from < rows.length; from += MANY) {
    await db.insert(store.tables.notice).values(rows.slice(from, from + MANY))
    await new Promise(setImmediate)
  }
}

function noticesOf(
  services: Needs,
  row: Services['store']['tables']['applicant']['$inferSelect'],
  notice: Notice,
): Insert[] {
  if (row.erasedAt !== null) return []
  const subject = inLanguage(notice.subject, row.language)
  const body = inLanguage(notice.body, row.language)
  const about = { applicantId: row.id, applicationId: notice.applicationId, kind: notice.kind, subject, body }
  const shown = [
    ['email', row.emailSealed, row.emailVerifiedAt],
    ['phone', row.phoneSealed, row.phoneVerifiedAt],
  ] as const
  return [
    noticeRow(services, { ...about, channel: 'portal', address: '' }),
    ...shown.flatMap(([channel, sealed, verifiedAt]) =>
      sealed !== null && verifiedAt !== null
        ? [noticeRow(services, { ...about, channel, address: openAddress(services.secret, sealed) })]
        : [],
    ),
  ]
}

/** A message to an address that need not be anybody's account yet: codes of verification. In the caller's transaction. */
export async function notifyAddress(
  services: Needs,
  db: Db,
  notice: { channel: Channel; address: string; kind: string; subject: string; body: string },
): Promise<void> {
  const row = noticeRow(services, { ...notice, applicantId: null, applicationId: null })
  await db.insert(services.store.tables.notice).values(row)
}

function noticeRow(
  { clock, newId, secret }: Needs,
  notice: {
    applicantId: string | null
    applicationId: string | null
    channel: Channel | 'portal'
    address: string
    kind: string
    subject: string
    body: string
  },
): Insert {
  const now = clock.wall()
  return {
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
  }
}
