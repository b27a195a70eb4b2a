import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, asc, eq, inArray, isNotNull, sql } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { EducationWanted } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { GrantRow, NewVacancies, PeriodVacancy, VacancyBody, VacancyContent } from '../protocol/vacancies.ts'
import { ruleSetOf } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'
import { findPeriod } from './period-store.ts'
import { contentProblems, disabilityOf, educationOf, freshCode, usualRequirements } from './vacancy.ts'
import { applicantsOf, contentOf } from './vacancy-store.ts'

type Reading = Pick<Services, 'store'>
type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

/** Every granted need of the years, with how many of its places vacancies have taken, by unit and position. */
export async function listGrants({ store }: Reading, db: Db = store.read): Promise<GrantRow[]> {
  const { staffingRequest, unit, position } = store.tables
  const used = await placesTaken({ store }, db)
  const rows = await db
    .select({ request: staffingRequest, unit, position })
    .from(staffingRequest)
    .innerJoin(unit, eq(unit.id, staffingRequest.unitId))
    .innerJoin(position, eq(position.id, staffingRequest.positionId))
    .where(isNotNull(staffingRequest.granted))
    .orderBy(asc(unit.code), asc(position.code))
  return rows.map((row) => ({
    ...{ request: row.request.id, year: row.request.year, decree: row.request.decree },
    unit: { code: row.unit.code, name: row.unit.name, kind: row.unit.kind, district: row.unit.district },
    position: { code: row.position.code, name: row.position.name },
    education: JSON.parse(row.position.education) as EducationWanted[],
    ...{ granted: row.request.granted ?? 0, used: used.get(row.request.id) ?? 0 },
  }))
}

/** Places that vacancies have taken of each granted need, drafts included. */
export async function placesTaken({ store }: Reading, db: Db = store.read): Promise<Map<string, number>> {
  const { vacancy } = store.tables
  const rows = await db
    .select({ id: vacancy.requestId, n: sql<number>`sum(${vacancy.need})` })
    .from(vacancy)
    .where(isNotNull(vacancy.requestId))
    .groupBy(vacancy.requestId)
  return new Map(rows.map(({ id, n }) => [id ?? '', Number(n)]))
}

/** The vacancies of a period, drafts too, with what still keeps each from being published. */
export async function periodVacancies(services: Reading, periodId: string): Promise<PeriodVacancy[]> {
  const { vacancy, unit } = services.store.tables
  const period = await findPeriod(services, periodId)
  if (!period) return []
  const rules = await ruleSetOf(services, period.settings.ruleSet)
  const applicants = await applicantsOf(services, periodId)
  const grants = new Map((await listGrants(services)).map((grant) => [grant.request, grant]))
  const rows = await services.store.read
    .select({ vacancy, place: unit.district })
    .from(vacancy)
    .leftJoin(unit, eq(unit.id, vacancy.unitId))
    .where(eq(vacancy.periodId, periodId))
    .orderBy(asc(vacancy.code))
  return rows.map(({ vacancy: row, place }): PeriodVacancy => {
    const content = contentOf(row)
    const grant = grants.get(row.requestId ?? '')
    return {
      ...content,
      ...{ id: row.id, state: row.state as PeriodVacancy['state'], version: row.version, place: place ?? '' },
      applicants: applicants.get(row.id) ?? 0,
      problems: contentProblems(content, rules, period.settings.documents),
      grant: grant
        ? { granted: grant.granted, free: grant.granted - grant.used + row.need, decree: grant.decree }
        : null,
    }
  })
}

/** Makes a draft for each chosen part of a grant; never more places than are free (FO1). */
export async function makeDrafts(
  services: Needs,
  actor: string,
  periodId: string,
  { places }: NewVacancies,
): Promise<{ made: number } | Refusal> {
  const { vacancy, staffingRequest, position } = services.store.tables
  return await services.store.transaction(async (db) => {
    const period = await findPeriod(services, periodId, db)
    if (!period) return refuse('not-found', { what: 'Periode' })
    if (period.state === 'closed') return refuse('period-closed', { name: period.name })
    const grants = new Map((await listGrants(services, db)).map((grant) => [grant.request, grant]))
    for (const { request, need } of places) {
      const grant = grants.get(request)
      if (!grant) return refuse('not-found', { what: 'Penetapan kebutuhan' })
      grant.used += need
      if (grant.used > grant.granted) return tooMany(grant, need)
    }
    const codes = new Set((await db.select({ code: vacancy.code }).from(vacancy)).map(({ code }) => code))
    const ids = await db
      .select({
        id: staffingRequest.id,
        unitId: staffingRequest.unitId,
        positionId: position.id,
        analysis: position.analysis,
      })
      .from(staffingRequest)
      .innerJoin(position, eq(position.id, staffingRequest.positionId))
    const sources = new Map(ids.map((row) => [row.id, row]))
    for (const { request, needType, need } of places) {
      const [grant, source] = [grants.get(request) as GrantRow, sources.get(request)]
      const requirements = usualRequirements(grant.education, needType)
      const code = freshCode(grant.position.code, grant.unit.code, codes)
      codes.add(code)
      await db.insert(vacancy).values({
        ...{ id: services.newId(), code, position: grant.position.name, unit: grant.unit.name, needType, need },
        ...{ education: educationOf(requirements), requirements: canonical(requirements) },
        description: (JSON.parse(source?.analysis ?? '{}') as { summary?: string }).summary ?? '',
        ...{ skbPlan: canonical({ extras: [] }), thresholds: canonical({}), createdAt: services.clock.wall() },
        ...{ periodId, positionId: source?.positionId, unitId: source?.unitId, requestId: request },
        ...{ state: 'draft', version: 1 },
      })
    }
    const detail = { rows: places.length, places: places.reduce((sum, { need }) => sum + need, 0) }
    await audit(services, db, { actor, action: 'vacancy.draft', subject: period.name, detail })
    return { made: places.length }
  })
}

/** What a grant says when `need` of its `used` places are more than it has. */
function tooMany({ position: of, unit, granted, used }: GrantRow, need: number): Refusal {
  const [position, free] = [`${of.name}, ${unit.name}`, Math.max(0, granted - used + need)]
  return refuse('over-granted', { position, granted: String(granted), free: String(free) })
}

/** Keeps a draft as somebody has edited it; a published one is changed by two people instead (FO3). */
export async function keepDraft(
  services: Needs,
  actor: string,
  id: string,
  body: VacancyBody,
): Promise<{ id: string } | Refusal> {
  const { vacancy } = services.store.tables
  try {
    return await services.store.transaction(async (db) => {
      const [row] = await db.select().from(vacancy).where(eq(vacancy.id, id))
      if (!row) return refuse('not-found', { what: 'Formasi' })
      if (row.state !== 'draft') return refuse('vacancy-published', { code: row.code })
      if (row.version !== body.version) return refuse('changed-meanwhile')
      const over = await overGranted(services, db, row.requestId, id, body.need)
      if (over) return over
      await db
        .update(vacancy)
        .set({ ...columnsOf(body), version: row.version + 1 })
        .where(eq(vacancy.id, id))
      const detail = { need: body.need, needType: body.needType }
      await audit(services, db, { actor, action: 'vacancy.change-draft', subject: body.code, detail })
      return { id }
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('code-taken', { code: body.code })
    throw error
  }
}

/** Takes drafts away; their places are free again. Published ones stay. */
export async function removeDrafts(services: Needs, actor: string, ids: string[]): Promise<{ removed: number }> {
  const { vacancy } = services.store.tables
  return await services.store.transaction(async (db) => {
    const gone = await db
      .delete(vacancy)
      .where(and(inArray(vacancy.id, ids), eq(vacancy.state, 'draft')))
      .returning({ code: vacancy.code })
    const subject = gone
      .map(({ code }) => code)
      .join(', ')
      .slice(0, 500)
    if (gone.length > 0) await audit(services, db, { actor, action: 'vacancy.remove-draft', subject, detail: {} })
    return { removed: gone.length }
  })
}

/** A refusal where this vacancy with so many places would take more than was granted (FO1). */
export async function overGranted(
  services: Reading,
  db: Db,
  requestId: string | null,
  vacancyId: string,
  need: number,
): Promise<Refusal | null> {
  if (requestId === null) return null
  const { vacancy } = services.store.tables
  const grant = (await listGrants(services, db)).find(({ request }) => request === requestId)
  const [mine] = await db.select({ need: vacancy.need }).from(vacancy).where(eq(vacancy.id, vacancyId))
  const used = (grant?.used ?? 0) - (mine?.need ?? 0) + need
  if (grant && used <= grant.granted) return null
  return grant ? tooMany({ ...grant, used }, need) : refuse('not-found', { what: 'Penetapan kebutuhan' })
}

/** What somebody sent, as the columns that keep it. */
export function columnsOf(body: VacancyBody) {
  const { code, needType, need, description, extras, thresholds } = body
  const { disability: _, ...asked } = body.requirements
  const requirements = { ...asked, ...disabilityOf(needType) }
  return {
    ...{ code, needType, need, description: description.trim(), education: educationOf(requirements) },
    requirements: canonical(requirements),
    ...{ skbPlan: canonical({ extras }), thresholds: canonical(thresholds) },
  }
}

/** The content a published vacancy would have after a change. */
export const contentAfter = (before: VacancyContent, body: VacancyBody): VacancyContent =>
  contentOf({ ...before, ...columnsOf(body) })
