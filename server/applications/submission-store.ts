import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { and, desc, eq, like } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import { notify, openAddress } from '../notices/notice-store.ts'
import type { FrozenApplication } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { unmetSentence } from '../protocol/unmet.ts'
import type { OpenVacancy } from '../protocol/vacancies.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { eligibility, factsOf } from '../recruitment/eligibility.ts'
import { openNik } from '../recruitment/nik-seal.ts'
import { findPeriod } from '../recruitment/period-store.ts'
import { regionName } from '../recruitment/region-store.ts'
import { findOpenVacancy } from '../recruitment/vacancy-store.ts'
import type { Services } from '../services.ts'
import { findApplicant, openProfile } from './account-store.ts'
import { moveProblem, shownState } from './application.ts'
import { type ApplicationRow, openDraft, sealFrozen, storeMove } from './application-store.ts'
import { documentsOf } from './document-store.ts'
import { missingOf } from './draft.ts'
import { ownApplication, registrationClosed } from './draft-store.ts'
import { applicationNumber, ordinalOf } from './number.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/**
 * Sends an application (AP5, AP6, AP7): checks that it is whole and eligible today, gives it a number, freezes the copy
 * that counts and tells her. Everything in one transaction; of two requests one sends it.
 */
export async function submit(
  services: Needs,
  applicant: string,
  id: string,
  version: number,
): Promise<ApplicationRow | Refusal> {
  const seen = await ownApplication(services, applicant, id)
  const vacancy = seen?.vacancyId ? await findOpenVacancy(services, seen.vacancyId) : null
  for (let tries = 1; ; tries += 1) {
    try {
      return await services.store.transaction<ApplicationRow | Refusal>(
        async (db) => await submitWithin(services, db, applicant, id, version, vacancy),
      )
    } catch (error) {
      // On an engine with several writers somebody else may have taken the number.
      if (!isDuplicate(error) || tries === 5) throw error
    }
  }
}

async function submitWithin(
  services: Needs,
  db: Db,
  applicant: string,
  id: string,
  version: number,
  vacancy: OpenVacancy | null,
): Promise<ApplicationRow | Refusal> {
  const { application } = services.store.tables
  const now = services.clock.wall()
  const row = await ownApplication(services, applicant, id, db)
  if (!row) return refuse('not-found', { what: 'Lamaran' })
  if (row.state !== 'draft') return refuse('application-sent')
  if (row.version !== version) return refuse('draft-elsewhere')
  const [period, person] = [await findPeriod(services, row.periodId, db), await findApplicant(services, applicant, db)]
  if (!period || !person) throw new Error('bug: an application without its period or person')
  const closed = registrationClosed(services, period)
  if (closed) return closed
  const profile = openProfile(services, person)
  // Birth and sex are the account's, whatever an old draft says.
  const draft = { ...openDraft(services, row), birthDate: profile.birthDate, gender: profile.gender }
  const documents = await documentsOf(services, id, db)
  const day = dayOf(now)
  const missing = missingOf(draft, {
    requirements: vacancy?.requirements ?? null,
    rules: period.settings.documents,
    documents: documents.map(({ kind }) => kind),
    year: Number(day.slice(0, 4)),
    regionKnown: draft.region !== undefined && regionName(draft.region) !== null,
  })
  if (missing.length > 0 || !vacancy) {
    const { problems, english } = inWords(missing)
    return refuse('application-incomplete', { problems, 'problems:en': english })
  }
  const unmet = eligibility(vacancy.requirements, factsOf(draft), day)
  if (unmet.length > 0) {
    const said = unmet.map((one) => ({ id: unmetSentence(one, 'id'), en: unmetSentence(one, 'en') }))
    const { problems, english } = inWords(said)
    return refuse('requirements-unmet', { problems, 'problems:en': english })
  }
  const number = await nextNumber(services, db, Number(day.slice(0, 4)))
  const frozen: FrozenApplication = {
    number,
    period: period.name,
    vacancy: {
      ...{ id: vacancy.id, code: vacancy.code, position: vacancy.position, unit: vacancy.unit },
      ...{ requirements: vacancy.requirements, version: vacancy.version },
    },
    person: {
      name: person.name,
      nik: openNik(services.secret, person.nikSealed),
      kk: profile.kk,
      email: person.emailSealed === null ? null : openAddress(services.secret, person.emailSealed),
      phone: person.phoneSealed === null ? null : openAddress(services.secret, person.phoneSealed),
    },
    draft,
    documents: documents.map(({ id: document, kind, digest }) => ({ id: document, kind, digest })),
    submittedAt: now,
  }
  const text = canonical(frozen)
  const frozenDigest = sha256(text)
  await db
    .update(application)
    .set({ number, submittedAt: now, frozenSealed: sealFrozen(services.secret, text), frozenDigest })
    .where(and(eq(application.id, id), eq(application.version, version)))
  const detail = { number, vacancy: vacancy.code, digest: frozenDigest }
  const moved = await storeMove(services, db, {
    application: id,
    expected: 'draft',
    to: 'submitted',
    actor: 'applicant',
    detail,
  })
  if ('refused' in moved) return moved
  await audit(services, db, { actor: 'applicant', action: 'application.submit', subject: number, detail })
  await notify(services, db, {
    ...{ applicantId: applicant, applicationId: id, kind: 'submitted' },
    subject: { id: `Lamaran ${number} diterima`, en: `Application ${number} received` },
    body: {
      id: `Lamaran Anda untuk ${vacancy.position}, ${vacancy.unit} (formasi ${vacancy.code}) telah kami terima dengan nomor ${number}. Isinya tidak dapat diubah lagi. Bukti kirim (PDF) dapat diunduh di portal. Pantau statusnya di portal; tidak ada biaya apa pun.`,
      en: `Your application for ${vacancy.position}, ${vacancy.unit} (vacancy ${vacancy.code}) has been received under number ${number}. It can no longer be changed. The receipt (PDF) can be downloaded in the portal. Follow its state there; nothing has to be paid.`,
    },
  })
  return moved
}

/** Takes an application back, with a reason, for good (AP8). Not once she is among the candidates who are scheduled. */
export async function withdraw(
  services: Needs,
  applicant: string,
  id: string,
  reason: string,
): Promise<ApplicationRow | Refusal> {
  if (reason.trim().length < REASON_LEAST) return refuse('note-short', { least: String(REASON_LEAST) })
  return await services.store.transaction<ApplicationRow | Refusal>(async (db) => {
    const row = await ownApplication(services, applicant, id, db)
    if (!row) return refuse('not-found', { what: 'Lamaran' })
    const state = row.state as Parameters<typeof moveProblem>[0]
    // Said with the state she may know.
    const problem = moveProblem(shownState(state, row.announcedAt), 'withdrawn')
    if (problem) return problem
    if (row.candidateId !== null) return refuse('withdraw-late')
    const moved = await storeMove(services, db, {
      ...{ application: id, expected: state, to: 'withdrawn', actor: 'applicant' },
      detail: { reason: reason.trim() },
    })
    if ('refused' in moved) return moved
    await audit(services, db, {
      actor: 'applicant',
      action: 'application.withdraw',
      subject: row.number ?? id,
      detail: {},
    })
    await notify(services, db, {
      ...{ applicantId: applicant, applicationId: id, kind: 'withdrawn' },
      subject: { id: `Lamaran ${row.number} ditarik`, en: `Application ${row.number} withdrawn` },
      body: {
        id: `Anda menarik lamaran ${row.number}. Lamaran ini tidak diproses lagi dan tidak dapat dikirim ulang pada pengadaan ini.`,
        en: `You withdrew application ${row.number}. It is not processed any more and cannot be submitted again in this selection.`,
      },
    })
    return moved
  })
}
const REASON_LEAST = 5

/** The next number of the year; the unique index guards it. */
async function nextNumber({ store }: Pick<Services, 'store'>, db: Db, year: number): Promise<string> {
  const { application } = store.tables
  const [last] = await db
    .select({ number: application.number })
    .from(application)
    .where(like(application.number, `${String(year % 100).padStart(2, '0')}-______-_`))
    .orderBy(desc(application.number))
    .limit(1)
  return applicationNumber(year, last?.number ? ordinalOf(last.number) + 1 : 1)
}

const inWords = (problems: { id: string; en: string }[]): { problems: string; english: string } => ({
  problems: problems.map(({ id }) => id).join(' '),
  english: problems.map(({ en }) => en).join(' '),
})
