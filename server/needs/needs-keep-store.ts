import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, eq } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { NeedsYearBody, PositionBody, RequestBody, UnitBody, WorkloadBody } from '../protocol/needs.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { unknownEducation } from '../recruitment/education.ts'
import { placesTaken } from '../recruitment/vacancy-draft-store.ts'
import type { Services } from '../services.ts'
import { EFFECTIVE_MINUTES } from './needs.ts'

export type Keeping = Pick<Services, 'store' | 'clock' | 'newId'>
type Kept = { id: string } | Refusal

/** Keeps a unit: a new one without an id, else the change of `body.version` (ND5, ND9). */
export function keepUnit(services: Keeping, actor: string, id: string | null, body: UnitBody): Promise<Kept> {
  const { unit } = services.store.tables
  const { version, parent, ...row } = body
  const values = { ...row, kind: row.kind.trim().toLowerCase(), name: row.name.trim(), parentId: parent }
  return settled(services, row.code, async (db) => {
    const above = await parentsOf(services, db)
    if (parent !== null && !above.has(parent)) return refuse('not-found', { what: 'Unit induk' })
    if (id !== null && isBelow(above, id, parent)) return refuse('unit-below-itself')
    if (id === null) {
      const made = services.newId()
      await db.insert(unit).values({ ...values, id: made, version: 1, createdAt: services.clock.wall() })
      await audit(services, db, { actor, action: 'unit.add', subject: row.code, detail: { ...row } })
      return { id: made }
    }
    const changed = await db
      .update(unit)
      .set({ ...values, version: version + 1 })
      .where(and(eq(unit.id, id), eq(unit.version, version)))
      .returning({ id: unit.id })
    if (changed.length === 0) return await missed(services, db, 'unit', id)
    await audit(services, db, { actor, action: 'unit.change', subject: row.code, detail: { ...row } })
    return { id }
  })
}

async function parentsOf({ store }: Keeping, db: Db): Promise<Map<string, string | null>> {
  const { unit } = store.tables
  return new Map(
    (await db.select({ id: unit.id, parent: unit.parentId }).from(unit)).map((row) => [row.id, row.parent]),
  )
}

/** True where `parent` is the unit itself or stands somewhere under it. */
function isBelow(above: ReadonlyMap<string, string | null>, id: string, parent: string | null): boolean {
  for (let at = parent, steps = 0; at !== null && steps <= above.size; at = above.get(at) ?? null, steps++)
    if (at === id) return true
  return false
}

export function keepPosition(services: Keeping, actor: string, id: string | null, body: PositionBody): Promise<Kept> {
  const { position } = services.store.tables
  const unknown = unknownEducation(body.education)
  if (unknown.length > 0) return Promise.resolve(refuse('education-unknown', { what: unknown.join(', ') }))
  const { version, education, analysis, ...row } = body
  const values = { ...row, name: row.name.trim(), education: canonical(education), analysis: canonical(analysis) }
  return settled(services, row.code, async (db) => {
    if (id === null) {
      const made = services.newId()
      await db.insert(position).values({ ...values, id: made, version: 1, createdAt: services.clock.wall() })
      await audit(services, db, { actor, action: 'position.add', subject: row.code, detail: { ...row, education } })
      return { id: made }
    }
    const changed = await db
      .update(position)
      .set({ ...values, version: version + 1 })
      .where(and(eq(position.id, id), eq(position.version, version)))
      .returning({ id: position.id })
    if (changed.length === 0) return await missed(services, db, 'position', id)
    await audit(services, db, { actor, action: 'position.change', subject: row.code, detail: { ...row, education } })
    return { id }
  })
}

/** Keeps what a unit does in a position in a year, and who is in place; version 0 is a new one. */
export function keepWorkload(services: Keeping, actor: string, body: WorkloadBody): Promise<Kept> {
  const { workload } = services.store.tables
  const { version, year, unit, position, duties, inPlace } = body
  const mine = and(eq(workload.year, year), eq(workload.unitId, unit), eq(workload.positionId, position))
  return settled(services, '', async (db) => {
    const names = await namesOf(services, db, unit, position)
    if ('refused' in names) return names
    await beginYear(services, db, year)
    const [there] = await db.select({ id: workload.id, version: workload.version }).from(workload).where(mine)
    if ((there?.version ?? 0) !== version) return refuse('changed-meanwhile')
    const values = { duties: canonical(duties), inPlace, updatedAt: services.clock.wall() }
    const id = there?.id ?? services.newId()
    if (there)
      await db
        .update(workload)
        .set({ ...values, version: version + 1 })
        .where(eq(workload.id, id))
    else await db.insert(workload).values({ id, year, unitId: unit, positionId: position, ...values, version: 1 })
    const detail = { year, duties: duties.length, inPlace }
    await audit(services, db, { actor, action: 'workload.keep', subject: names.subject, detail })
    return { id }
  })
}

/** Keeps what is asked for and what was granted (ND6); version 0 is a new one. */
export function keepRequest(services: Keeping, actor: string, body: RequestBody): Promise<Kept> {
  const { staffingRequest: table } = services.store.tables
  const { version, year, unit, position, proposed, reason, granted, decree } = body
  if (granted !== null && decree.trim() === '') return Promise.resolve(refuse('decree-needed'))
  const mine = and(eq(table.year, year), eq(table.unitId, unit), eq(table.positionId, position))
  return settled(services, '', async (db) => {
    const names = await namesOf(services, db, unit, position)
    if ('refused' in names) return names
    await beginYear(services, db, year)
    const [there] = await db.select({ id: table.id, version: table.version }).from(table).where(mine)
    if ((there?.version ?? 0) !== version) return refuse('changed-meanwhile')
    const used = there ? ((await placesTaken(services, db)).get(there.id) ?? 0) : 0
    if ((granted ?? 0) < used) return refuse('grant-in-use', { used: String(used) })
    const values = { proposed, reason: reason.trim(), granted, decree: decree.trim(), updatedAt: services.clock.wall() }
    const id = there?.id ?? services.newId()
    if (there)
      await db
        .update(table)
        .set({ ...values, version: version + 1 })
        .where(eq(table.id, id))
    else await db.insert(table).values({ id, year, unitId: unit, positionId: position, ...values, version: 1 })
    const detail = { year, proposed, granted, decree: values.decree, reason: values.reason }
    await audit(services, db, { actor, action: 'request.keep', subject: names.subject, detail })
    return { id }
  })
}

/** Sets the effective minutes of a year; version 0 begins the year. */
export function keepYear(services: Keeping, actor: string, year: number, body: NeedsYearBody): Promise<Kept> {
  const { needsYear } = services.store.tables
  return settled(services, String(year), async (db) => {
    const [there] = await db.select().from(needsYear).where(eq(needsYear.year, year))
    if ((there?.version ?? 0) !== body.version) return refuse('changed-meanwhile')
    const values = { effectiveMinutes: body.effectiveMinutes, version: body.version + 1 }
    if (there) await db.update(needsYear).set(values).where(eq(needsYear.year, year))
    else await db.insert(needsYear).values({ year, ...values })
    const detail = { before: there?.effectiveMinutes ?? null, after: body.effectiveMinutes }
    await audit(services, db, { actor, action: 'needs-year.keep', subject: String(year), detail })
    return { id: String(year) }
  })
}

/** Asks for every lack of the year that has no request yet; gives back how many. */
export async function proposeLacks(
  services: Keeping,
  actor: string,
  year: number,
  lacks: { unit: string; position: string; proposed: number }[],
): Promise<{ made: number }> {
  const { staffingRequest: table } = services.store.tables
  return await services.store.transaction(async (db) => {
    let made = 0
    for (const { unit, position, proposed } of lacks) {
      const added = await db
        .insert(table)
        .values({
          ...{ id: services.newId(), year, unitId: unit, positionId: position, proposed, reason: '' },
          ...{ granted: null, decree: '', version: 1, updatedAt: services.clock.wall() },
        })
        .onConflictDoNothing()
        .returning({ id: table.id })
      made += added.length
    }
    if (made > 0)
      await audit(services, db, { actor, action: 'request.lacks', subject: String(year), detail: { rows: made } })
    return { made }
  })
}

export type NeedsThing = 'unit' | 'position' | 'workload' | 'request'
const THINGS: Record<NeedsThing, string> = { unit: 'Unit', position: 'Jabatan', workload: 'ABK', request: 'Usulan' }

/** Takes away what was entered by mistake; what something else stands on stays. */
export async function removeThing(
  services: Keeping,
  actor: string,
  thing: NeedsThing,
  id: string,
): Promise<{ removed: true } | Refusal> {
  const { unit, position, workload, staffingRequest, vacancy } = services.store.tables
  const table = { unit, position, workload, request: staffingRequest }[thing]
  return await services.store.transaction(async (db) => {
    const users = {
      unit: [
        db.select({ id: workload.id }).from(workload).where(eq(workload.unitId, id)).limit(1),
        db.select({ id: staffingRequest.id }).from(staffingRequest).where(eq(staffingRequest.unitId, id)).limit(1),
        db.select({ id: unit.id }).from(unit).where(eq(unit.parentId, id)).limit(1),
        db.select({ id: vacancy.id }).from(vacancy).where(eq(vacancy.unitId, id)).limit(1),
      ],
      position: [
        db.select({ id: workload.id }).from(workload).where(eq(workload.positionId, id)).limit(1),
        db.select({ id: staffingRequest.id }).from(staffingRequest).where(eq(staffingRequest.positionId, id)).limit(1),
        db.select({ id: vacancy.id }).from(vacancy).where(eq(vacancy.positionId, id)).limit(1),
      ],
      workload: [],
      request: [db.select({ id: vacancy.id }).from(vacancy).where(eq(vacancy.requestId, id)).limit(1)],
    }[thing]
    for (const used of users) if ((await used).length > 0) return refuse('still-used', { what: THINGS[thing] })
    const gone = await db.delete(table).where(eq(table.id, id)).returning({ id: table.id })
    if (gone.length === 0) return refuse('not-found', { what: THINGS[thing] })
    await audit(services, db, { actor, action: `${thing}.remove`, subject: id, detail: {} })
    return { removed: true as const }
  })
}

/** The year's row, made with the usual effective minutes where there is none. */
export async function beginYear({ store }: Pick<Services, 'store'>, db: Db, year: number): Promise<void> {
  const { needsYear } = store.tables
  await db.insert(needsYear).values({ year, effectiveMinutes: EFFECTIVE_MINUTES, version: 1 }).onConflictDoNothing()
}

/** Unit and position in a few letters for the audit; a refusal where one is gone. */
async function namesOf(
  { store }: Keeping,
  db: Db,
  unitId: string,
  positionId: string,
): Promise<{ subject: string } | Refusal> {
  const { unit, position } = store.tables
  const [at] = await db.select({ code: unit.code }).from(unit).where(eq(unit.id, unitId))
  const [of] = await db.select({ code: position.code }).from(position).where(eq(position.id, positionId))
  if (!at) return refuse('not-found', { what: 'Unit' })
  if (!of) return refuse('not-found', { what: 'Jabatan' })
  return { subject: `${at.code} ${of.code}` }
}

async function missed({ store }: Keeping, db: Db, thing: 'unit' | 'position', id: string): Promise<Refusal> {
  const table = store.tables[thing]
  const [there] = await db.select({ id: table.id }).from(table).where(eq(table.id, id))
  return there ? refuse('changed-meanwhile') : refuse('not-found', { what: THINGS[thing] })
}

/** Runs the work in a transaction; a code or pair that somebody else took first is a refusal. */
async function settled(services: Keeping, code: string, work: (db: Db) => Promise<Kept>): Promise<Kept> {
  try {
    return await services.store.transaction(work)
  } catch (error) {
    if (!isDuplicate(error)) throw error
    return code === '' ? refuse('changed-meanwhile') : refuse('code-taken', { code })
  }
}
