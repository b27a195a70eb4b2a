import { findApplication, openFrozen } from '../applications/application-store.ts'
import { derive, hmac } from '../canonical.ts'
import { and, asc, count, desc, eq, isNotNull, like, or, sql } from '../db/sql.ts'
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
  const { application, applicant, verifying } = services.store.tables
  const where = whereOf(services, filters)
  // Only what the filters look at is joined for the count.
  const counted = services.store.read.select({ n: count() }).from(application).$dynamic()
  if (isByName(filters)) counted.innerJoin(applicant, eq(applicant.id, application.applicantId))
  if (filters.officer) counted.innerJoin(verifying, eq(verifying.applicationId, application.id))
  const [total] = await counted.where(where)
  const rows = await rowsOf(services, filters, where, pageSize, (page - 1) * pageSize)
  return { rows, total: total?.n ?? 0, page, pageSize }
}

/** All of them in batches, for a file; the order is that of the screen. */
export async function* everyApplication(
  services: Reads,
  filters: ApplicationFilters,
  batch = 1000,
): AsyncGenerator<ApplicationRow[]> {
  const where = whereOf(services, filters)
  for (let offset = 0; ; offset += batch) {
    const rows = await rowsOf(services, filters, where, batch, offset)
    if (rows.length > 0) yield rows
    if (rows.length < batch) return
  }
}

async function rowsOf(
  { store }: Reads,
  filters: ApplicationFilters,
  where: ReturnType<typeof whereOf>,
  limit: number,
  offset: number,
): Promise<ApplicationRow[]> {
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
    .where(where)
    .orderBy(...orderOf(store.tables, filters.sort))
    .limit(limit)
    .offset(offset)
  return rows.map(({ announcedAt, ...row }) => ({
    ...row,
    state: row.state as ApplicationState,
    announced: announcedAt !== null,
    check: (row.check as ApplicationRow['check'] | null) ?? 'none',
  }))
}

const isNik = (query: string) => /^\d{16}$/.test(query)
const isByName = ({ query = '' }: ApplicationFilters) => query.trim() !== '' && !isNik(query.trim())
const escaped = (text: string) => text.replace(/[\\%_]/g, (sign) => `\\${sign}`)

function whereOf({ store, secret }: Reads, filters: ApplicationFilters) {
  const { application, applicant, verifying } = store.tables
  const query = (filters.query ?? '').trim()
  const nik = isNik(query) ? hmac(derive(secret, 'nik-index'), query).toString('base64url') : null
  return and(
    eq(application.periodId, filters.period),
    stateIs(store.tables, filters.state),
    filters.vacancy ? eq(application.vacancyId, filters.vacancy) : undefined,
    filters.officer ? eq(verifying.officer, filters.officer) : undefined,
    nik === null ? undefined : eq(application.nikIndex, nik),
    query === '' || nik !== null
      ? undefined
      : or(
          like(sql`lower(${applicant.name})`, sql`${`%${escaped(query.toLowerCase())}%`} ESCAPE '\\'`),
          like(application.number, sql`${`${escaped(query.toUpperCase())}%`} ESCAPE '\\'`),
        ),
  )
}

/** A state of the application, or 'announced', or 'candidate'. */
function stateIs({ application }: Reads['store']['tables'], state: string | undefined) {
  if (!state) return undefined
  if (state === 'announced') return isNotNull(application.announcedAt)
  return state === 'candidate' ? isNotNull(application.candidateId) : eq(application.state, state)
}

function orderOf({ application, applicant, vacancy }: Reads['store']['tables'], sort = 'submitted') {
  const [down, by] = sort.startsWith('-') ? [true, sort.slice(1)] : [false, sort]
  const column =
    by === 'number'
      ? application.number
      : by === 'name'
        ? applicant.name
        : by === 'vacancy'
          ? vacancy.code
          : by === 'state'
            ? application.state
            : application.submittedAt
  // No second key where the first has its index to walk along: the page then costs what it shows.
  const first = down ? desc(column) : asc(column)
  return by === 'vacancy' || by === 'state' ? [first, asc(application.submittedAt)] : [first]
}

/** One application with everything but the personal data in full. */
export async function applicationDetail(services: Reads, id: string): Promise<ApplicationDetail | Refusal> {
  const found = await findApplication(services, id)
  const frozen = found && openFrozen(services, found)
  if (!found || !frozen) return refuse('not-found', { what: 'Lamaran yang sudah dikirim' })
  const { application, applicationEvent } = services.store.tables
  const [row] = await rowsOf(services, { period: found.periodId }, eq(application.id, found.id), 1, 0)
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
