import { and, desc, eq } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { DraftChange } from '../protocol/applications.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { isRegistrationOpen } from '../recruitment/period.ts'
import { openPeriod } from '../recruitment/period-store.ts'
import { findOpenVacancy } from '../recruitment/vacancy-store.ts'
import type { Services } from '../services.ts'
import { findApplicant, openProfile } from './account-store.ts'
import { type ApplicationRow, openDraft, sealDraft, storeEvent } from './application-store.ts'
import { withChanges } from './draft.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'newId' | 'secret'>

/** Her own application; somebody else's is not there. */
export async function ownApplication(
  { store }: Pick<Services, 'store'>,
  applicant: string,
  id: string,
  db: Db = store.read,
): Promise<ApplicationRow | null> {
  const { application } = store.tables
  const [row] = await db
    .select()
    .from(application)
    .where(and(eq(application.id, id), eq(application.applicantId, applicant)))
  return row ?? null
}

export async function ownApplications(
  { store }: Pick<Services, 'store'>,
  applicant: string,
): Promise<ApplicationRow[]> {
  const { application } = store.tables
  return await store.read
    .select()
    .from(application)
    .where(eq(application.applicantId, applicant))
    .orderBy(desc(application.createdAt), desc(application.id))
}

/**
 * Begins her application for a vacancy of the open period (AP4). One NIK has one application in a period: where there is
 * one already it is refused with its place, and of two requests at once the index lets one through.
 */
export async function beginApplication(
  services: Needs,
  applicant: string,
  vacancyCode: string,
): Promise<ApplicationRow | Refusal> {
  const choice = await openChoice(services, vacancyCode)
  if ('refused' in choice) return choice
  const { application } = services.store.tables
  try {
    return await services.store.transaction<ApplicationRow | Refusal>(async (db) => {
      const person = await findApplicant(services, applicant, db)
      if (!person) throw new Error('bug: a signed-in applicant is not there')
      const { birthDate, gender } = openProfile(services, person)
      const [row] = await db
        .insert(application)
        .values({
          id: services.newId(),
          periodId: choice.period.id,
          applicantId: applicant,
          nikIndex: person.nikIndex,
          vacancyId: choice.vacancy.id,
          state: 'draft',
          draftSealed: sealDraft(services.secret, { birthDate, gender }),
          version: 1,
          ...{ number: null, submittedAt: null, frozenSealed: null, frozenDigest: null },
          ...{ decidedAt: null, announcedAt: null, candidateId: null },
          createdAt: services.clock.wall(),
        })
        .returning()
      if (!row) throw new Error('bug: nothing was inserted')
      await storeEvent(services, db, {
        application: row.id,
        actor: 'applicant',
        kind: 'begun',
        detail: { vacancy: choice.vacancy.code },
      })
      return row
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('applied-already', { period: choice.period.name })
    throw error
  }
}

/** Changes some fields of her draft. `version` is the one she saw: where another window was faster, nothing is written. */
export async function changeDraft(
  services: Needs,
  applicant: string,
  id: string,
  { version, changes }: DraftChange,
): Promise<ApplicationRow | Refusal> {
  return await edit(services, applicant, id, version, (row) => ({
    draftSealed: sealDraft(services.secret, withChanges(openDraft(services, row), changes)),
  }))
}

/** Chooses another vacancy of the same period while it is a draft; what was typed and uploaded stays. */
export async function chooseVacancy(
  services: Needs,
  applicant: string,
  id: string,
  version: number,
  vacancyCode: string,
): Promise<ApplicationRow | Refusal> {
  const choice = await openChoice(services, vacancyCode)
  if ('refused' in choice) return choice
  return await edit(services, applicant, id, version, (row) =>
    row.periodId === choice.period.id ? { vacancyId: choice.vacancy.id } : refuse('not-found', { what: 'Formasi' }),
  )
}

/** The vacancy and its period, where applications are taken today. */
async function openChoice(services: Needs, vacancyCode: string) {
  const period = await openPeriod(services)
  const closed = period && registrationClosed(services, period)
  if (!period || closed) return closed ?? refuse('no-open-period')
  const vacancy = await findOpenVacancy(services, vacancyCode)
  if (!vacancy || vacancy.periodId !== period.id) return refuse('not-found', { what: 'Formasi' })
  return { period, vacancy }
}

/** Null while the period takes applications. */
export function registrationClosed({ clock }: Pick<Services, 'clock'>, period: Period): Refusal | null {
  if (period.state === 'open' && isRegistrationOpen(period.settings, dayOf(clock.wall()))) return null
  const stage = period.settings.stages.find((one) => one.stage === 'registration')
  return refuse('registration-closed', { from: stage?.from ?? '…', until: stage?.until ?? '…' })
}

async function edit(
  services: Needs,
  applicant: string,
  id: string,
  version: number,
  change: (row: ApplicationRow) => Partial<ApplicationRow> | Refusal,
): Promise<ApplicationRow | Refusal> {
  const { application } = services.store.tables
  return await services.store.transaction<ApplicationRow | Refusal>(async (db) => {
    const row = await ownApplication(services, applicant, id, db)
    if (!row) return refuse('not-found', { what: 'Lamaran' })
    if (row.state !== 'draft') return refuse('application-sent')
    if (row.version !== version) return refuse('draft-elsewhere')
    const changed = change(row)
    if ('refused' in changed) return changed
    const [moved] = await db
      .update(application)
      .set({ ...changed, version: version + 1 })
      .where(and(eq(application.id, id), eq(application.version, version), eq(application.state, 'draft')))
      .returning()
    return moved ?? refuse('draft-elsewhere')
  })
}
