import { asc, eq } from '../db/sql.ts'
import { ownNotices } from '../notices/outbox-store.ts'
import type { OwnApplication, OwnDocument, OwnHome, Portal, PortalVacancy } from '../protocol/applications.ts'
import type { ApplicationDraft, ApplicationState } from '../protocol/recruitment.ts'
import type { Period } from '../protocol/vacancies.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { eligibility, factsOf } from '../recruitment/eligibility.ts'
import { findStage, isRegistrationOpen, stageWords } from '../recruitment/period.ts'
import { findPeriod, openPeriod } from '../recruitment/period-store.ts'
import { regionName } from '../recruitment/region-store.ts'
import { findOpenVacancy, openVacancies } from '../recruitment/vacancy-store.ts'
import type { Services } from '../services.ts'
import { findApplicant, meOf, openProfile } from './account-store.ts'
import { moveProblem, shownState } from './application.ts'
import { type ApplicationRow, openDraft, openFrozen } from './application-store.ts'
import { type DocumentRow, documentsOf } from './document-store.ts'
import { missingOf, neededKinds } from './draft.ts'
import { ownApplications } from './draft-store.ts'
import { storyLine } from './story.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'secret' | 'config'>

/** Who is here and what is open: the portal's first question, also of a stranger. */
export async function portalOf(services: Needs, applicant: string | null): Promise<Portal> {
  const today = dayOf(services.clock.wall())
  const person = applicant === null ? null : await findApplicant(services, applicant)
  const period = await openPeriod(services)
  const registration = period ? findStage(period.settings, 'registration') : null
  return {
    me: person ? meOf(person) : null,
    organisation: services.config.organisation,
    today,
    period: period && {
      name: period.name,
      registration: registration && { from: registration.from, until: registration.until },
      open: isRegistrationOpen(period.settings, today),
      contact: period.settings.contact,
    },
  }
}

/** The vacancies of the open period, each with what her facts so far do not meet; to a stranger without it. */
export async function vacanciesFor(services: Needs, applicant: string | null): Promise<PortalVacancy[]> {
  const period = await openPeriod(services)
  if (!period) return []
  const facts = applicant === null ? null : factsOf(await knownOf(services, applicant, period.id))
  const day = dayOf(services.clock.wall())
  return (await openVacancies(services, period.id)).map((one) => ({
    ...{ code: one.code, position: one.position, unit: one.unit, place: one.place },
    ...{ needType: one.needType, need: one.need, education: one.education },
    // What she has not said yet says nothing against a vacancy that she only looks at.
    unmet:
      facts && eligibility(one.requirements, facts, day).filter(({ code }) => code !== 'unknown' && code !== 'other'),
  }))
}

/** Her draft in this period; before there is one, what the account knows. */
async function knownOf(services: Needs, applicant: string, period: string): Promise<ApplicationDraft> {
  const own = (await ownApplications(services, applicant)).find((one) => one.periodId === period)
  if (own) return openDraft(services, own)
  const person = await findApplicant(services, applicant)
  return person ? openProfile(services, person) : {}
}

export async function homeOf(services: Needs, applicant: string): Promise<OwnHome> {
  const rows = await ownApplications(services, applicant)
  return {
    applications: await Promise.all(rows.map((row) => applicationView(services, row))),
    notices: await ownNotices(services, applicant),
  }
}

/** One application as its applicant may see it (AP2): nothing of a decision before it is announced. */
export async function applicationView(services: Needs, row: ApplicationRow): Promise<OwnApplication> {
  const period = (await findPeriod(services, row.periodId)) as Period
  const today = dayOf(services.clock.wall())
  const frozen = openFrozen(services, row)
  const draft = frozen?.draft ?? openDraft(services, row)
  const open = row.vacancyId === null ? null : await findOpenVacancy(services, row.vacancyId)
  const requirements = frozen?.vacancy.requirements ?? open?.requirements ?? null
  const documents = await documentsOf(services, row.id)
  const editing = row.state === 'draft'
  const state = shownState(row.state as ApplicationState, row.announcedAt)
  return {
    id: row.id,
    version: row.version,
    period: {
      name: period.name,
      stages: period.settings.stages
        .filter(({ from }) => from !== '')
        .map((one) => ({ ...one, ...stageWords(one.stage) })),
      contact: period.settings.contact,
    },
    today,
    state,
    ...{ number: row.number, submittedAt: row.submittedAt, digest: row.frozenDigest, announcedAt: row.announcedAt },
    card: row.candidateId !== null,
    canEdit: editing && period.state === 'open' && isRegistrationOpen(period.settings, today),
    canWithdraw: row.candidateId === null && moveProblem(state, 'withdrawn') === null,
    vacancy: open &&
      requirements && {
        ...{ code: open.code, position: open.position, unit: open.unit, place: open.place },
        ...{ needType: open.needType, education: open.education, requirements },
      },
    neededDocuments: [...neededKinds(period.settings.documents, requirements?.others ?? [], draft.declared ?? [])],
    draft,
    regionName: draft.region === undefined ? null : regionName(draft.region),
    documentRules: period.settings.documents,
    documents: documents.map(documentView),
    unmet: editing && requirements ? eligibility(requirements, factsOf(draft), today) : [],
    missing: editing
      ? missingOf(draft, {
          requirements,
          rules: period.settings.documents,
          documents: documents.map(({ kind }) => kind),
          year: Number(today.slice(0, 4)),
          regionKnown: draft.region !== undefined && regionName(draft.region) !== null,
        })
      : [],
    story: await storyOf(services, row),
  }
}

export const documentView = (row: DocumentRow): OwnDocument => ({
  ...{ id: row.id, kind: row.kind, name: row.name, type: row.type, bytes: row.bytes, pages: row.pages },
  ...{ width: row.width, height: row.height, digest: row.digest, createdAt: row.createdAt },
})

/** What happened, in her words: events of the officers' work stay theirs, and a verdict waits for its announcement. */
async function storyOf({ store }: Pick<Services, 'store'>, row: ApplicationRow): Promise<OwnApplication['story']> {
  const { applicationEvent: table } = store.tables
  const events = await store.read
    .select()
    .from(table)
    .where(eq(table.applicationId, row.id))
    .orderBy(asc(table.ordinal))
  return events.flatMap(({ at, kind }) => {
    const words = storyLine(kind)
    return words ? [{ at, kind, words }] : []
  })
}
