import { openFrozen, storeEvent } from '../applications/application-store.ts'
import { audit } from '../audit/audit-store.ts'
import { and, asc, eq, isNull, like, sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { notify } from '../notices/notice-store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import type { Admitted } from '../protocol/verification.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { sealBirthDate, sealNik } from '../recruitment/nik-seal.ts'
import { findStage } from '../recruitment/period.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import type { Services } from '../services.ts'
import { candidateFacts, candidateNumber, serialOf } from './candidates.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>
/** In one transaction; the next ones follow in another, so that a running sitting never waits long for the disk. */
const BATCH_MAX = 50

/** Makes candidates of those who are MS and announced (VC16). Again and again it makes nobody twice. */
export async function admitCandidates(services: Needs, actor: string, periodId: string): Promise<Admitted | Refusal> {
  const period = await findPeriod(services, periodId)
  if (!period) return refuse('not-found', { what: 'Periode' })
  for (let made = 0; ; ) {
    const batch = await services.store.transaction((db) => admitBatch(services, db, actor, period))
    made += batch
    if (batch === 0) return { made, clashes: await clashesOf(services, periodId) }
    await new Promise(setImmediate)
  }
}

async function admitBatch(services: Needs, db: Db, actor: string, period: Period): Promise<number> {
  const { candidate, application } = services.store.tables
  const rows = (await admissible(services, db, period.id, false)).map((row) => row.application)
  const year = Number((findStage(period.settings, 'skd')?.from || dayOf(services.clock.wall())).slice(0, 4))
  let serial = await lastSerial(services, db, year)
  for (const row of rows) {
    const frozen = openFrozen(services, row)
    if (!frozen) throw new Error('bug: an announced application without its frozen copy')
    const { nik, birthDate, ...facts } = candidateFacts(frozen)
    const sealed = sealNik(services.secret, nik)
    serial += 1
    const id = services.newId()
    const number = candidateNumber(year, serial)
    await db.insert(candidate).values({
      ...{
        id,
        number,
        ...facts,
        ...sealed,
        birthDate: sealBirthDate(services.secret, birthDate),
        vacancyId: frozen.vacancy.id,
        priorityGroup: null,
      },
      ...{ venue: '', room: '', station: '', session: '', createdAt: services.clock.wall() },
    })
    await db
      .update(application)
      .set({ candidateId: id, version: row.version + 1 })
      .where(eq(application.id, row.id))
    await storeEvent(services, db, { application: row.id, actor, kind: 'candidate', detail: { number } })
    await notify(services, db, {
      ...{ applicantId: row.applicantId, applicationId: row.id, kind: 'admitted' },
      subject: { id: `Nomor peserta Anda ${number}`, en: `Your candidate number is ${number}` },
      body: {
        id: `Lamaran ${frozen.number} berlanjut ke ujian dengan nomor peserta ${number}. Kartu dan jadwal menyusul di halaman status.`,
        en: `Application ${frozen.number} goes on to the exam under candidate number ${number}. Card and schedule follow on your status page.`,
      },
    })
  }
  if (rows.length > 0)
    await audit(services, db, { actor, action: 'candidate.admit', subject: period.name, detail: { rows: rows.length } })
  return rows.length
}

/** Applications whose person is a candidate already, from an earlier period or a sheet: by number. */
async function clashesOf(services: Needs, period: string): Promise<string[]> {
  const rows = await admissible(services, services.store.read, period, true)
  return rows.map((row) => row.application.number ?? '')
}

/** MS, announced, and where an objection was granted, announced after it. */
async function admissible({ store }: Needs, db: Db, period: string, clashing: boolean) {
  const { application, verifying, verificationAnnouncement, appeal, appealDecision, candidate } = store.tables
  const known = sql`EXISTS (SELECT 1 FROM ${candidate} WHERE ${candidate.nikIndex} = ${application.nikIndex})`
  return await db
    .select({ application })
    .from(application)
    .innerJoin(verifying, eq(verifying.applicationId, application.id))
    .innerJoin(verificationAnnouncement, eq(verificationAnnouncement.id, verifying.announcementId))
    .leftJoin(appeal, eq(appeal.applicationId, application.id))
    .leftJoin(appealDecision, eq(appealDecision.appealId, appeal.id))
    .where(
      and(
        ...[eq(application.periodId, period), eq(application.state, 'passed'), isNull(application.candidateId)],
        ...[clashing ? known : sql`NOT ${known}`],
        sql`(${appealDecision.at} IS NULL OR ${appealDecision.at} < ${verificationAnnouncement.announcedAt})`,
      ),
    )
    .orderBy(asc(application.number))
    .limit(clashing ? CLASHES_MAX : BATCH_MAX)
}
const CLASHES_MAX = 200

/** The last serial of the year that is ours; numbers of other offices may have the same look. */
async function lastSerial({ store }: Needs, db: Db, year: number): Promise<number> {
  const { candidate } = store.tables
  const rows = await db
    .select({ number: candidate.number })
    .from(candidate)
    .where(like(candidate.number, `${String(year % 100).padStart(2, '0')}________`))
  return Math.max(0, ...rows.map(({ number }) => serialOf(number, year) ?? 0))
}
