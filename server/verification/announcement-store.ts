import { findApplication, storeEvents } from '../applications/application-store.ts'
import type { Approvals, Deed } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { asc, eq, inArray, max, or, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { insertNotices, type Notice, noticesForMany } from '../notices/notice-store.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import type { AnnouncementDraft, AnnouncementPreview, ProposeAnnouncement } from '../protocol/verification.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { announceable, type Ready } from './announceable-store.ts'
import { announcementOf, appealWindow, noticeOf, rowsOf } from './announcement.ts'
import { judged, roundsOf } from './case-view.ts'
import { failedWords } from './verdict.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
const OPEN_SHOWN_MAX = 50
const ROWS_SHOWN_MAX = 20

/** What an announcement would say now, and who stands in its way (VC11). */
export async function previewAnnouncement(
  services: Needs,
  periodId: string,
  draft: AnnouncementDraft,
): Promise<AnnouncementPreview | Refusal> {
  const period = await findPeriod(services, periodId)
  if (!period) return refuse('not-found', { what: 'Periode' })
  const { ready, open } = await announceable(services, period, draft)
  return {
    draft,
    MS: ready.filter(({ verdict }) => verdict === 'MS').length,
    TMS: ready.filter(({ verdict }) => verdict === 'TMS').length,
    open: open.slice(0, OPEN_SHOWN_MAX),
    openTotal: open.length,
    window: appealWindow(draft.kind, period.settings, services.clock.wall()),
    first: rowsOf(draft, ready).slice(0, ROWS_SHOWN_MAX),
    previewDigest: digestOf(draft, ready),
  }
}

/** Binds the second person's yes to exactly these verdicts under these names. */
const digestOf = (draft: AnnouncementDraft, ready: readonly Ready[]): string =>
  sha256(canonical({ kind: draft.kind, names: draft.names, rows: rowsOf(draft, ready) }))

export async function proposeAnnouncement(
  approvals: Approvals,
  actor: string,
  periodId: string,
  { draft, previewDigest, reason }: ProposeAnnouncement,
) {
  return await approvals.propose(actor, {
    kind: 'verification-result',
    subject: periodId,
    body: { draft, previewDigest },
    reason,
  })
}

/** The deed of an approved announcement: list, moments, stories and notices in one transaction (VC11). */
export function announcementDeed(services: Services): Deed {
  return {
    async prepare({ id, subject, body, proposedBy }) {
      const { draft, previewDigest } = body as Omit<ProposeAnnouncement, 'reason'>
      const period = await findPeriod(services, subject)
      if (!period) return refuse('not-found', { what: 'Periode' })
      const looked = await announceable(services, period, draft)
      const refused = problemOf(looked, draft, previewDigest)
      if (refused) return refused
      const at = services.clock.wall()
      // Only once somebody approves: ten thousand letters are written and sealed before the disk is held for them.
      const letters = id === null ? [] : await lettersOf(services, period, draft, looked.ready, at)
      return {
        title: titleOf(period, draft),
        effect: effectOf(looked, draft, period, at),
        // Looked at anew inside the transaction: an officer may have decided in between.
        write: async (db, approvedBy) => {
          const now = await announceable(services, period, draft, db)
          const same = sameVersions(looked.ready, now.ready)
          const changed = problemOf(now, draft, previewDigest) ?? (same ? null : refuse('announcement-changed'))
          return (
            changed ?? (await write(services, db, period, draft, now.ready, letters, at, { proposedBy, approvedBy }))
          )
        },
      }
    },
  }
}

const sameVersions = (before: readonly Ready[], now: readonly Ready[]): boolean =>
  before.length === now.length &&
  before.every(({ id, version }, at) => now[at]?.id === id && now[at]?.version === version)

type Letters = Awaited<ReturnType<typeof noticesForMany>>

/** What each applicant is told, with why she is TMS. */
async function lettersOf(
  services: Needs,
  period: Period,
  draft: AnnouncementDraft,
  ready: readonly Ready[],
  at: number,
): Promise<Letters> {
  const window = appealWindow(draft.kind, period.settings, at)
  const notices: Notice[] = []
  for (const [place, row] of ready.entries()) {
    const failed = row.verdict === 'TMS' ? await failedOf(services, period, row.id) : []
    notices.push({
      ...{ applicantId: row.applicantId, applicationId: row.id, kind: 'verdict' },
      ...noticeOf({ ...row, failed }, window),
    })
    if (place % BREATH === 0) await new Promise(setImmediate)
  }
  return await noticesForMany(services, notices)
}
const BREATH = 50

const problemOf = (
  { ready, open }: { ready: readonly Ready[]; open: readonly unknown[] },
  draft: AnnouncementDraft,
  previewDigest: string,
): Refusal | null => {
  if (!draft.leaveOut && open.length > 0) return refuse('verification-open', { count: String(open.length) })
  if (ready.length === 0) return refuse('nothing-to-announce')
  return digestOf(draft, ready) === previewDigest ? null : refuse('announcement-changed')
}

const titleOf = ({ name }: Period, { kind }: AnnouncementDraft): Effect =>
  kind === 'result'
    ? { id: `Umumkan hasil seleksi administrasi ${name}`, en: `Announce the administrative selection of ${name}` }
    : {
        id: `Umumkan hasil seleksi administrasi pascasanggah ${name}`,
        en: `Announce the administrative selection of ${name} after objections`,
      }

function effectOf(
  { ready, open }: { ready: readonly Ready[]; open: readonly unknown[] },
  draft: AnnouncementDraft,
  period: Period,
  now: number,
): Effect[] {
  const passed = ready.filter(({ verdict }) => verdict === 'MS').length
  const window = appealWindow(draft.kind, period.settings, now)
  const names = {
    full: { id: 'nama lengkap', en: 'whole names' },
    masked: { id: 'nama disamarkan', en: 'masked names' },
    none: { id: 'tanpa nama', en: 'no names' },
  }[draft.names]
  return [
    {
      id: `${ready.length} lamaran diumumkan: ${passed} MS, ${ready.length - passed} TMS; ${names.id}.`,
      en: `${ready.length} applications are announced: ${passed} MS, ${ready.length - passed} TMS; ${names.en}.`,
    },
    ...(open.length > 0
      ? [
          {
            id: `${open.length} lamaran belum diputus dan tidak ikut diumumkan.`,
            en: `${open.length} applications are still open and are left out.`,
          },
        ]
      : []),
    ...(window
      ? [
          {
            id: `Bila disetujui hari ini, sanggah diterima ${window.opensOn} sampai ${window.closesOn} WIB dan dijawab paling lambat ${window.answerBy}.`,
            en: `Approved today, objections are taken from ${window.opensOn} to ${window.closesOn} WIB and answered by ${window.answerBy}.`,
          },
        ]
      : []),
    {
      id: 'Setiap pelamar diberi tahu; daftarnya tidak dapat diubah lagi.',
      en: 'Every applicant is told; the list can no longer be changed.',
    },
  ]
}

async function write(
  services: Needs,
  db: Db,
  period: Period,
  draft: AnnouncementDraft,
  ready: readonly Ready[],
  letters: Letters,
  at: number,
  by: { proposedBy: string; approvedBy: string },
): Promise<null> {
  const { verificationAnnouncement, vacancy, verifying, application } = services.store.tables
  const [last] = await db
    .select({ ordinal: max(verificationAnnouncement.ordinal) })
    .from(verificationAnnouncement)
    .where(eq(verificationAnnouncement.periodId, period.id))
  const ordinal = (last?.ordinal ?? 0) + 1
  const codes = [...new Set(ready.map((row) => row.vacancyCode))]
  const vacancies = await db
    .select({ code: vacancy.code, position: vacancy.position, unit: vacancy.unit })
    .from(vacancy)
    .where(or(eq(vacancy.periodId, period.id), inArray(vacancy.code, codes)))
    .orderBy(asc(vacancy.code))
  const document = announcementOf(draft, period, ordinal, at, vacancies, ready)
  const body = canonical(document)
  const id = services.newId()
  const digest = sha256(body)
  await db.insert(verificationAnnouncement).values({
    ...{ id, periodId: period.id, ordinal, kind: draft.kind, body, digest, announcedAt: at, ...by },
  })
  for (let from = 0; from < ready.length; from += ROWS_MAX) {
    const ids = ready.slice(from, from + ROWS_MAX).map((row) => row.id)
    await db.update(verifying).set({ announcementId: id }).where(inArray(verifying.applicationId, ids))
    await db
      .update(application)
      .set({ announcedAt: at, version: sql`${application.version} + 1` })
      .where(inArray(application.id, ids))
    // The disk is held, the loop is not: answers that arrive meanwhile are read and wait their turn.
    await new Promise(setImmediate)
  }
  await storeEvents(
    services,
    db,
    ready.map((row) => ({
      ...{
        application: row.id,
        actor: 'system',
        kind: 'announced',
        detail: { announcement: id, verdict: row.verdict },
      },
    })),
  )
  await insertNotices(services, db, letters)
  const { kind, names } = draft
  await audit(services, db, {
    ...{ actor: by.approvedBy, action: 'verification.announce', subject: period.name },
    detail: { announcement: id, ordinal, kind, names, rows: ready.length, digest, proposedBy: by.proposedBy },
  })
  return null
}
const ROWS_MAX = 200

async function failedOf(services: Needs, period: Period, id: string): Promise<Effect[]> {
  const row = await findApplication(services, id)
  const last = (await roundsOf(services, id)).at(-1)
  if (!row || !last) return []
  return failedWords((await judged(services, row, services.store.read, period)).requirements, last.decisions)
}
