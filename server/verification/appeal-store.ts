import { findApplication, storeEvent, storeMove } from '../applications/application-store.ts'
import type { Approvals, Deed } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, eq, max } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { notify } from '../notices/notice-store.ts'
import type { Effect } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import type { AppealAnswer, AppealRow, NewAppeal, OwnVerification } from '../protocol/verification.ts'
import { stateOf } from '../protocol/wib-days.ts'
import { seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { answerOf, appealTemplate } from './appeal-templates.ts'
import { appealCase, ownVerification, textKey, windowOf } from './appeal-view.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

const TEXT_LEAST = 20

/** Takes an objection: once, TMS alone, in its days (VC13, VC14). */
export async function fileAppeal(
  services: Needs,
  applicantId: string,
  wanted: Pick<NewAppeal, 'application' | 'text'>,
): Promise<OwnVerification | Refusal> {
  const { store, clock, newId } = services
  const { appeal, verifying } = store.tables
  const text = wanted.text.trim()
  if (text.length < TEXT_LEAST) return refuse('objection-short', { least: String(TEXT_LEAST) })
  const own = await findApplication(services, wanted.application)
  if (own?.applicantId !== applicantId) return refuse('not-found', { what: 'Lamaran' })
  try {
    const refused = await store.transaction(async (db): Promise<Refusal | null> => {
      const row = await findApplication(services, own.id, db)
      const [earlier] = await db
        .select({ receipt: appeal.receipt })
        .from(appeal)
        .where(eq(appeal.applicationId, own.id))
      if (earlier) return refuse('appealed-already', { receipt: earlier.receipt })
      const [stands] = await db.select().from(verifying).where(eq(verifying.applicationId, own.id))
      const window = await windowOf(services, stands?.announcementId ?? null, db)
      if (row?.state !== 'failed' || row.announcedAt === null || !stands?.announcementId || !window)
        return refuse('appeal-not-yours')
      const now = clock.wall()
      if (stateOf(window, now) !== 'open')
        return refuse('appeal-closed', { opens: window.opensOn, closes: window.closesOn })
      const [last] = await db.select({ number: max(appeal.number) }).from(appeal)
      const number = (last?.number ?? 0) + 1
      const id = newId()
      const receipt = `SA-${String(number).padStart(6, '0')}-${sha256(`appeal\0${id}\0${text}`).slice(0, 4).toUpperCase()}`
      await db.insert(appeal).values({
        ...{ id, applicationId: row.id, announcementId: stands.announcementId, number, receipt },
        ...{ bodySealed: seal(textKey(services.secret), Buffer.from(text, 'utf8')), filedAt: now },
        answerBy: window.answerBy,
      })
      await storeEvent(services, db, {
        ...{ application: row.id, actor: 'applicant', kind: 'appeal', detail: { receipt } },
      })
      await audit(services, db, {
        ...{ actor: 'pelamar', action: 'appeal.file', subject: row.number ?? row.id, detail: { receipt } },
      })
      await notify(services, db, {
        ...{ applicantId, applicationId: row.id, kind: 'appeal-filed' },
        subject: { id: `Sanggah ${receipt} diterima`, en: `Objection ${receipt} received` },
        body: {
          id: `Sanggah Anda untuk lamaran ${row.number} diterima dengan nomor ${receipt}. Jawabannya paling lambat ${window.answerBy} di halaman status.`,
          en: `Your objection for application ${row.number} was received as ${receipt}. It is answered by ${window.answerBy} on your status page.`,
        },
      })
      return null
    })
    if (refused) return refused
  } catch (error) {
    // Two at the same moment: the table lets one in.
    if (!isDuplicate(error)) throw error
    const [earlier] = await store.read.select().from(appeal).where(eq(appeal.applicationId, own.id))
    return refuse('appealed-already', { receipt: earlier?.receipt ?? '' })
  }
  return (await ownVerification(services, applicantId, own.id)) as OwnVerification
}

export const proposeAnswer = (approvals: Approvals, actor: string, id: string, { reason, ...body }: AppealAnswer) =>
  approvals.propose(actor, { kind: 'appeal', subject: id, body, reason })

/** The deed of an approved answer: the row, the state, the story and the notice in one transaction (VC15). */
export function appealDeed(services: Services): Deed {
  return {
    async prepare({ subject, body, proposedBy }) {
      const { template: templateId, fill } = body as Omit<AppealAnswer, 'reason'>
      const found = await appealCase(services, subject)
      if (isRefusal(found)) return found
      const { appeal: row, rounds, decision } = found
      if (decision) return refuse('already-decided', { by: decision.approvedBy })
      const template = appealTemplate(templateId)
      if (!template) return refuse('not-found', { what: 'Naskah jawaban' })
      if (rounds.at(-1)?.officer === proposedBy || (await isRecused(services, row.application, proposedBy)))
        return refuse('appeal-own-decision')
      const answer = answerOf(template, fill)
      const granted = template.verdict === 'granted'
      return {
        title: {
          id: `Sanggah ${row.receipt} (${row.number}) ${granted ? 'diterima' : 'ditolak'}`,
          en: `Objection ${row.receipt} (${row.number}) ${granted ? 'granted' : 'rejected'}`,
        },
        effect: [
          answer,
          granted
            ? {
                id: 'Lamaran menjadi MS dan menunggu pengumuman pascasanggah.',
                en: 'The application becomes MS and waits for the announcement after objections.',
              }
            : { id: 'Lamaran tetap TMS.', en: 'The application stays TMS.' },
        ],
        write: (db, approvedBy) =>
          writeAnswer(services, db, row, { template: template.id, granted, answer, proposedBy, approvedBy }),
      }
    },
  }
}

async function writeAnswer(
  services: Services,
  db: Db,
  row: AppealRow,
  made: { template: string; granted: boolean; answer: Effect; proposedBy: string; approvedBy: string },
): Promise<Refusal | null> {
  const { appealDecision } = services.store.tables
  const { template, granted, answer, proposedBy, approvedBy } = made
  if (await isRecused(services, row.application, approvedBy, db)) return refuse('appeal-own-decision')
  const application = await findApplication(services, row.application, db)
  if (!application) return refuse('not-found', { what: 'Lamaran' })
  if (granted) {
    const moved = await storeMove(services, db, {
      ...{ application: row.application, expected: 'failed', to: 'passed', actor: approvedBy, kind: 'appeal-answered' },
      detail: { receipt: row.receipt, verdict: 'granted' },
    })
    if (isRefusal(moved)) return moved
  } else
    await storeEvent(services, db, {
      ...{ application: row.application, actor: approvedBy, kind: 'appeal-answered' },
      detail: { receipt: row.receipt, verdict: 'rejected' },
    })
  await db.insert(appealDecision).values({
    ...{ appealId: row.id, verdict: granted ? 'granted' : 'rejected', template, answer: canonical(answer) },
    ...{ at: services.clock.wall(), proposedBy, approvedBy },
  })
  await notify(services, db, {
    ...{ applicantId: application.applicantId, applicationId: application.id, kind: 'appeal-answer' },
    subject: { id: `Jawaban sanggah ${row.receipt}`, en: `Answer to your objection ${row.receipt}` },
    body: answer,
  })
  await audit(services, db, {
    ...{ actor: approvedBy, action: 'appeal.answer', subject: row.number },
    detail: { receipt: row.receipt, verdict: granted ? 'granted' : 'rejected', template, proposedBy },
  })
  return null
}

/** True where this officer declared the application her own (VC6). */
async function isRecused(
  { store }: Pick<Services, 'store'>,
  application: string,
  officer: string,
  db: Db = store.read,
): Promise<boolean> {
  const { recusal } = store.tables
  const [row] = await db
    .select({ at: recusal.at })
    .from(recusal)
    .where(and(eq(recusal.applicationId, application), eq(recusal.officer, officer)))
  return row !== undefined
}
