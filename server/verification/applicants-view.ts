import { findApplication, openFrozen } from '../applications/application-store.ts'
import { derive, hmac } from '../canonical.ts'
import { and, asc, count, desc, eq, inArray, isNotNull, like, or, sql } from '../db/sql.ts'
import type { Page } from '../protocol/http.ts'
import type { ApplicationState } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { ApplicationDetail, ApplicationFilters, ApplicationRow } from '../protocol/verification.ts'
import type { Services } from '../services.ts'
import { judged, personOf, roundsOf } from './case-view.ts'

type Reads = Pick<Services, 'store' | 'secret'>
const PAGE_SIZE = 50

/** One page of the applicants of a period (VC17); `total` counts all that the filters let through. */
export async function pageOfApplications(
  services: Reads,
  filters: ApplicationFilters,
  page: number,
  pageSize = PAGE_SIZE,
): Promise<Page<ApplicationRow>> {
  const { application } = services.store.tables
  const [total] = await services.store.read.select({ n: count() }).from(application).where(whereOf(services, filters))
  const rows = await rowsOf(services, filters, pageSize, (page - 1) * pageSize)
  return { rows, total: total?.n ?? 0, page, pageSize }
}

/** All of them in batches, for a file; the order is that of the screen. */
export async function* everyApplication(
  services: Reads,
  filters: ApplicationFilters,
  batch = 500,
): AsyncGenerator<ApplicationRow[]> {
  for (let offset = 0; ; offset += batch) {
    const rows = await rowsOf(services, filters, batch, offset)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

/** Which rows they are is found in the indexes alone; only those that are shown are read. */
async function rowsOf(services: Reads, filters: ApplicationFilters, limit: number, offset: number) {
  const { application } = services.store.tables
  const ids = await services.store.read
    .select({ id: application.id })
    .from(application)
    .where(whereOf(services, filters))
    .orderBy(...orderOf(services.store.tables, filters.sort))
    .limit(limit)
    .offset(offset)
  const rows = await rowsById(
    services,
    ids.map(({ id }) => id),
  )
  return ids.flatMap(({ id }) => rows.get(id) ?? [])
}

async function rowsById({ store }: Reads, ids: string[]): Promise<Map<string, ApplicationRow>> {
  const { application, applicant, vacancy, verifying, candidate } = store.tables
  const rows = await store.read
    .select({
      ...{ id: application.id, number: application.number, name: applicant.name, nik: applicant.nikMasked },
      ...{ vacancyCode: vacancy.code, position: vacancy.position, state: application.state },
      ...{ announcedAt: application.announcedAt, submittedAt: application.submittedAt, officer: verifying.officer },
      ...{ check: verifying.checkState, candidate: candidate.number },
    })
    .from(application)
    .innerJoin(applicant, eq(applicant.id, application.applicantId))
    .leftJoin(vacancy, eq(vacancy.id, application.vacancyId))
    .leftJoin(verifying, eq(verifying.applicationId, application.id))
    .leftJoin(candidate, eq(candidate.id, application.candidateId))
    .where(inArray(application.id, ids))
  return new Map(
    rows.map(({ announcedAt, ...row }) => [
      row.id,
      {
        ...row,
        state: row.state as ApplicationState,
        announced: announcedAt !== null,
        check: (row.check as ApplicationRow['check'] | null) ?? 'none',
      },
    ]),
  )
}

const isNik = (query: string) => /^\d{16}$/.test(query)
const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

function whereOf({ store, secret }: Reads, filters: ApplicationFilters) {
  const { application } = store.tables
  const query = (filters.query ?? '').trim()
  const nik = isNik(query) ? hmac(derive(secret, 'nik-index'), query).toString('base64url') : null
  return and(
    eq(application.periodId, filters.period),
    stateIs(store.tables, filters.state),
    filters.vacancy ? eq(application.vacancyId, filters.vacancy) : undefined,
    filters.officer ? inArray(application.id, decidedBy(store, filters.period, filters.officer)) : undefined,
    nik === null ? undefined : eq(application.nikIndex, nik),
    query === '' || nik !== null
      ? undefined
      : or(
          like(sql`lower(${application.person})`, sql`${`%${escaped(query.toLowerCase())}%`} ESCAPE '\\'`),
          like(application.number, sql`${`${escaped(query.toUpperCase())}%`} ESCAPE '\\'`),
        ),
  )
}

/** What an officer decided last. */
const decidedBy = ({ read, tables: { verifying } }: Reads['store'], period: string, officer: string) =>
  read
    .select({ id: verifying.applicationId })
    .from(verifying)
    .where(and(eq(verifying.periodId, period), eq(verifying.officer, officer)))

/** A state of the application, or 'announced', or 'candidate'. */
function stateIs({ application }: Reads['store']['tables'], state: string | undefined) {
  if (!state) return undefined
  if (state === 'announced') return isNotNull(application.announcedAt)
  return state === 'candidate' ? isNotNull(application.candidateId) : eq(application.state, state)
}

function orderOf({ application }: Reads['store']['tables'], sort = 'submitted') {
  const [turn, by] = sort.startsWith('-') ? [desc, sort.slice(1)] : [asc, sort]
  // Each follows an index from its end to its end: a page then costs what it shows.
  if (by === 'number') return [turn(application.number)]
  if (by === 'name') return [turn(application.person), turn(application.number)]
  if (by === 'state') return [turn(application.state), turn(application.submittedAt)]
  return [turn(application.submittedAt)]
}

/** One application with everything but the personal data in full. */
export async function applicationDetail(services: Reads, id: string): Promise<ApplicationDetail | Refusal> {
  const found = await findApplication(services, id)
  const frozen = found && openFrozen(services, found)
  if (!found || !frozen) return refuse('not-found', { what: 'Lamaran yang sudah dikirim' })
  const { applicationEvent } = services.store.tables
  const row = (await rowsById(services, [found.id])).get(found.id)
  if (!row) throw new Error('bug: an application that its table does not show')
  const { documents, requirements } = await judged(services, found)
  const story = await services.store.read
    .select({ at: applicationEvent.at, actor: applicationEvent.actor, kind: applicationEvent.kind })
    .from(applicationEvent)
    .where(eq(applicationEvent.applicationId, found.id))
    .orderBy(asc(applicationEvent.ordinal))
  return {
    row,
    person: personOf(frozen, false),
    vacancy: { code: frozen.vacancy.code, position: frozen.vacancy.position, unit: frozen.vacancy.unit },
    ...{ requirements, documents, story },
    rounds: (await roundsOf(services, found.id)).map(({ id: _, ...round }) => round),
  }
}
