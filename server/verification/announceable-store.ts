import { and, asc, eq, inArray, isNotNull, isNull } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Period } from '../protocol/vacancies.ts'
import type { AnnouncementDraft, AnnouncementPreview } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import type { Announced } from './announcement.ts'

/** One whose verdict can be announced. */
export interface Ready extends Announced {
  id: string
  applicantId: string
  position: string
  /** Announced for the first time, or again after its objection. */
  version: number
}
/** Those whose verdict can be announced, and those in the way. */
export async function announceable(
  services: Pick<Services, 'store'>,
  period: Period,
  draft: AnnouncementDraft,
  db: Db = services.store.read,
): Promise<{ ready: Ready[]; open: AnnouncementPreview['open'] }> {
  const { application, applicant, vacancy, verifying, appeal, appealDecision, verificationAnnouncement } =
    services.store.tables
  const again = draft.kind === 'after-appeal'
  const rows = await db
    .select({
      ...{ id: application.id, number: application.number, state: application.state, version: application.version },
      ...{ applicantId: applicant.id, name: applicant.name, vacancyCode: vacancy.code, position: vacancy.position },
      ...{ check: verifying.checkState, appeal: appeal.id, answered: appealDecision.at },
      announcedAt: verificationAnnouncement.announcedAt,
    })
    .from(application)
    .innerJoin(applicant, eq(applicant.id, application.applicantId))
    .innerJoin(vacancy, eq(vacancy.id, application.vacancyId))
    .leftJoin(verifying, eq(verifying.applicationId, application.id))
    .leftJoin(appeal, eq(appeal.applicationId, application.id))
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .leftJoin(verificationAnnouncement, eq(verificationAnnouncement.id, verifying.announcementId))
    .where(
      and(
        eq(application.periodId, period.id),
        inArray(application.state, ['submitted', 'passed', 'failed']),
        again ? and(isNotNull(application.announcedAt), isNotNull(appeal.id)) : isNull(application.announcedAt),
      ),
    )
    .orderBy(asc(application.number))
  const ready: Ready[] = []
  const open: AnnouncementPreview['open'] = []
  for (const row of rows) {
    const number = row.number ?? row.id
    if (again) {
      if (row.answered === null) open.push({ number, why: 'appeal' })
      else if ((row.announcedAt ?? 0) < row.answered) ready.push(readyOf(row, number))
    } else if (row.state === 'submitted')
      open.push({ number, why: row.check === 'returned' ? 'returned' : 'undecided' })
    else if (row.check === 'due') open.push({ number, why: 'unchecked' })
    else ready.push(readyOf(row, number))
  }
  return { ready, open }
}

const readyOf = (
  row: {
    id: string
    state: string
    version: number
    applicantId: string
    name: string
    vacancyCode: string
    position: string
  },
  number: string,
): Ready => ({
  ...{ id: row.id, number, name: row.name, vacancyCode: row.vacancyCode, position: row.position },
  ...{ applicantId: row.applicantId, version: row.version, verdict: row.state === 'passed' ? 'MS' : 'TMS' },
})
