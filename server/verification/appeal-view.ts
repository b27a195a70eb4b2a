import { findApplication } from '../applications/application-store.ts'
import { derive } from '../canonical.ts'
import { and, asc, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Effect } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type {
  AnnouncementDocument,
  AppealCase,
  AppealRow,
  AppealState,
  OwnVerification,
} from '../protocol/verification.ts'
import { REASONS } from '../protocol/verification-words.ts'
import { daysLeft, stateOf, type Window } from '../protocol/wib-days.ts'
import { openSeal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { APPEAL_TEMPLATES } from './appeal-templates.ts'
import { judged, roundsOf } from './case-view.ts'

type Reads = Pick<Services, 'store' | 'clock' | 'secret'>

/** What an applicant writes may name anything of hers: it is kept as her record is. */
export const textKey = (secret: Buffer): Buffer => derive(secret, 'appeal-text')

/** What an applicant sees of her verification (VC20); null where the application is not hers. */
export async function ownVerification(
  services: Reads,
  applicantId: string,
  applicationId: string,
): Promise<OwnVerification | null> {
  const row = await findApplication(services, applicationId)
  if (row?.applicantId !== applicantId) return null
  if (row.announcedAt === null) return { result: null, appeal: null }
  const { store } = services
  const { verifying, appeal, appealDecision } = store.tables
  const [stands] = await store.read.select().from(verifying).where(eq(verifying.applicationId, row.id))
  const [filed] = await store.read
    .select({ appeal, decision: appealDecision })
    .from(appeal)
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .where(eq(appeal.applicationId, row.id))
  const { requirements } = await judged(services, row)
  const last = (await roundsOf(services, row.id)).at(-1)
  const granted = filed?.decision?.verdict === 'granted'
  const verdict = row.state === 'passed' ? 'MS' : 'TMS'
  const window = await windowOf(services, filed?.appeal.announcementId ?? stands?.announcementId ?? null)
  const state = stateOf(window, services.clock.wall())
  return {
    result: {
      verdict,
      announcedAt: row.announcedAt,
      announcement: `/api/verification/announcements/${stands?.announcementId ?? ''}`,
      requirements: requirements.flatMap(({ requirement, title, asked }) => {
        const one = last?.decisions.find((decision) => decision.requirement === requirement)
        if (!one) return []
        // What an objection has set right is no longer held against her.
        if (granted) return [{ requirement, title, asked, verdict: 'MS' as const, reason: null, text: '' }]
        const reason = one.reason === null ? null : { id: REASONS[one.reason].id, en: REASONS[one.reason].en }
        return [{ requirement, title, asked, verdict: one.verdict, reason, text: one.text }]
      }),
    },
    appeal:
      window && (verdict === 'TMS' || filed)
        ? {
            window,
            state,
            open: state === 'open' && verdict === 'TMS' && !filed,
            own: filed
              ? {
                  receipt: filed.appeal.receipt,
                  filedAt: filed.appeal.filedAt,
                  text: textOf(services, filed.appeal.bodySealed),
                  answerBy: filed.appeal.answerBy,
                  state: filed.decision
                    ? (filed.decision.verdict as 'granted' | 'rejected')
                    : stateOf(window, services.clock.wall()) === 'open'
                      ? 'received'
                      : 'examined',
                  answer: filed.decision ? (JSON.parse(filed.decision.answer) as Effect) : null,
                  decidedAt: filed.decision?.at ?? null,
                }
              : null,
          }
        : null,
  }
}

const textOf = ({ secret }: Pick<Services, 'secret'>, sealed: string) =>
  openSeal(textKey(secret), sealed).toString('utf8')

/** The days of an announcement. */
export async function windowOf(
  { store }: Pick<Services, 'store'>,
  id: string | null,
  db: Db = store.read,
): Promise<Window | null> {
  if (id === null) return null
  const { verificationAnnouncement } = store.tables
  const [row] = await db.select().from(verificationAnnouncement).where(eq(verificationAnnouncement.id, id))
  return row ? (JSON.parse(row.body) as AnnouncementDocument).window : null
}

/** Those to be answered first, the most overdue before all (VC15). */
export async function listAppeals(services: Reads, periodId: string): Promise<AppealRow[]> {
  const { appeal, appealDecision, application, applicant, vacancy, proposal } = services.store.tables
  const rows = await services.store.read
    .select({
      ...{ appeal, verdict: appealDecision.verdict, number: application.number, name: applicant.name },
      ...{ code: vacancy.code, proposal: proposal.id },
    })
    .from(appeal)
    .innerJoin(application, eq(application.id, appeal.applicationId))
    .innerJoin(applicant, eq(applicant.id, application.applicantId))
    .innerJoin(vacancy, eq(vacancy.id, application.vacancyId))
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .leftJoin(proposal, and(eq(proposal.kind, 'appeal'), eq(proposal.subject, appeal.id), eq(proposal.state, 'open')))
    .where(eq(application.periodId, periodId))
    .orderBy(asc(appeal.answerBy), asc(appeal.number))
  const now = services.clock.wall()
  return rows
    .map(
      (row): AppealRow => ({
        ...{ id: row.appeal.id, receipt: row.appeal.receipt, application: row.appeal.applicationId },
        ...{ number: row.number ?? '', name: row.name, vacancyCode: row.code, filedAt: row.appeal.filedAt },
        ...{ answerBy: row.appeal.answerBy, daysLeft: daysLeft(row.appeal.answerBy, now) },
        state: (row.verdict as AppealState | null) ?? (row.proposal ? 'proposed' : 'received'),
      }),
    )
    .sort((a, b) => Number(isAnswered(a)) - Number(isAnswered(b)))
}
const isAnswered = ({ state }: AppealRow) => state === 'granted' || state === 'rejected'

/** Everything an objection is answered by. */
export async function appealCase(services: Reads, id: string): Promise<AppealCase | Refusal> {
  const { appeal, appealDecision, proposal } = services.store.tables
  const [found] = await services.store.read
    .select({ appeal, decision: appealDecision })
    .from(appeal)
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .where(eq(appeal.id, id))
  const row = found && (await findApplication(services, found.appeal.applicationId))
  if (!found || !row) return refuse('not-found', { what: 'Sanggah' })
  const listed = (await listAppeals(services, row.periodId)).find((one) => one.id === id)
  if (!listed) throw new Error('bug: an objection that its period does not list')
  const { requirements, documents } = await judged(services, row)
  const [open] = await services.store.read
    .select({ id: proposal.id })
    .from(proposal)
    .where(and(eq(proposal.kind, 'appeal'), eq(proposal.subject, id), eq(proposal.state, 'open')))
  const { decision } = found
  return {
    appeal: { ...listed, text: textOf(services, found.appeal.bodySealed) },
    requirements,
    documents,
    rounds: (await roundsOf(services, row.id)).map(({ id: _, ...round }) => round),
    templates: [...APPEAL_TEMPLATES],
    decision: decision
      ? {
          verdict: decision.verdict as 'granted' | 'rejected',
          answer: JSON.parse(decision.answer) as Effect,
          ...{ at: decision.at, proposedBy: decision.proposedBy, approvedBy: decision.approvedBy },
        }
      : null,
    proposal: open?.id ?? null,
  }
}
