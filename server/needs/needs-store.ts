import { asc, count, desc, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type {
  Duty,
  NeedsRow,
  NeedsView,
  PositionKind,
  PositionRow,
  UnitRow,
  WorkloadDetail,
} from '../protocol/needs.ts'
import type { EducationWanted } from '../protocol/recruitment.ts'
import { placesTaken } from '../recruitment/vacancy-draft-store.ts'
import type { Services } from '../services.ts'
import { EFFECTIVE_MINUTES, figureOf, totalsOf } from './needs.ts'
import { nextSteps } from './next.ts'

const ROWS_AT_ONCE = 250
type Reading = Pick<Services, 'store'>

/** The whole analysis of a year, or of the newest there is. */
export async function needsView(services: Reading & Pick<Services, 'clock'>, asked: number | null): Promise<NeedsView> {
  const { needsYear, unit, position } = services.store.tables
  const read = services.store.read
  const known = await read.select().from(needsYear).orderBy(desc(needsYear.year))
  const year = asked ?? known[0]?.year ?? new Date(services.clock.wall()).getUTCFullYear()
  const row = known.find((one) => one.year === year)
  const effectiveMinutes = row?.effectiveMinutes ?? EFFECTIVE_MINUTES
  const rows = await needsRows(services, year, effectiveMinutes)
  const [units] = await read.select({ n: count() }).from(unit)
  const [positions] = await read.select({ n: count() }).from(position)
  const of = (what: 'proposed' | 'granted') => rows.reduce((all, one) => all + (one.request?.[what] ?? 0), 0)
  return {
    ...{ year, years: known.map((one) => one.year), effectiveMinutes, version: row?.version ?? 0, rows },
    ...{ units: units?.n ?? 0, positions: positions?.n ?? 0 },
    totals: { ...totalsOf(rows), proposed: of('proposed'), granted: of('granted') },
    next: nextSteps(rows, units?.n ?? 0, positions?.n ?? 0),
  }
}

/** Every pair of unit and position that has a workload or a request in the year, by unit and then position. */
async function needsRows({ store }: Reading, year: number, effectiveMinutes: number): Promise<NeedsRow[]> {
  const { workload, staffingRequest, unit, position } = store.tables
  const units = new Map((await store.read.select().from(unit)).map((row) => [row.id, row]))
  const positions = new Map((await store.read.select().from(position)).map((row) => [row.id, row]))
  const workloads = await store.read.select().from(workload).where(eq(workload.year, year))
  const requests = await store.read.select().from(staffingRequest).where(eq(staffingRequest.year, year))
  const used = await placesTaken({ store })
  const pairs = new Map<string, { unitId: string; positionId: string }>()
  for (const row of [...workloads, ...requests]) pairs.set(`${row.unitId} ${row.positionId}`, row)
  const loads = new Map(workloads.map((row) => [`${row.unitId} ${row.positionId}`, row]))
  const asked = new Map(requests.map((row) => [`${row.unitId} ${row.positionId}`, row]))
  const rows: NeedsRow[] = []
  for (const [key, { unitId, positionId }] of pairs) {
    const [at, of] = [units.get(unitId), positions.get(positionId)]
    if (!at || !of) continue
    // Thousands of rows are a moment's work each; in between others have their turn, the exams among them.
    if (rows.length % ROWS_AT_ONCE === 0) await new Promise((go) => setImmediate(go))
    const [found, request] = [loads.get(key), asked.get(key)]
    const duties = found ? (JSON.parse(found.duties) as Duty[]) : []
    const { load, need, inPlace, gap, efficiency } = figureOf(duties, found?.inPlace ?? 0, effectiveMinutes)
    rows.push({
      unit: { id: at.id, code: at.code, name: at.name, kind: at.kind, district: at.district },
      position: { id: of.id, code: of.code, name: of.name, kind: of.kind as PositionKind },
      workload: found ? { id: found.id, version: found.version, duties: duties.length } : null,
      ...{ load, need, inPlace, gap, efficiency },
      request: request
        ? {
            ...{ id: request.id, version: request.version, proposed: request.proposed, reason: request.reason },
            ...{ granted: request.granted, decree: request.decree, used: used.get(request.id) ?? 0 },
          }
        : null,
    })
  }
  const order = new Intl.Collator('id', { numeric: true })
  return rows.sort((a, b) => order.compare(a.unit.name, b.unit.name) || order.compare(a.position.name, b.position.name))
}

export async function listUnits({ store }: Reading, db: Db = store.read): Promise<UnitRow[]> {
  const { unit } = store.tables
  const rows = await db.select().from(unit).orderBy(asc(unit.code))
  return rows.map(({ createdAt: _, parentId, ...row }) => ({ ...row, parent: parentId }))
}

export async function listPositions({ store }: Reading, db: Db = store.read): Promise<PositionRow[]> {
  const { position } = store.tables
  const rows = await db.select().from(position).orderBy(asc(position.code))
  return rows.map(({ createdAt: _, ...row }) => ({
    ...row,
    kind: row.kind as PositionKind,
    education: JSON.parse(row.education) as EducationWanted[],
    analysis: JSON.parse(row.analysis) as Record<string, string>,
  }))
}

/** The effective minutes of a year. */
export async function minutesOf({ store }: Reading, year: number): Promise<number> {
  const { needsYear } = store.tables
  const [row] = await store.read.select().from(needsYear).where(eq(needsYear.year, year))
  return row?.effectiveMinutes ?? EFFECTIVE_MINUTES
}

/** One workload with its duties. */
export async function findWorkload({ store }: Reading, id: string): Promise<WorkloadDetail | null> {
  const { workload, unit, position } = store.tables
  const [row] = await store.read
    .select({ workload, unit, position })
    .from(workload)
    .innerJoin(unit, eq(unit.id, workload.unitId))
    .innerJoin(position, eq(position.id, workload.positionId))
    .where(eq(workload.id, id))
  if (!row) return null
  return {
    ...{ id, version: row.workload.version, year: row.workload.year, inPlace: row.workload.inPlace },
    duties: JSON.parse(row.workload.duties) as Duty[],
    unit: {
      ...{ id: row.unit.id, code: row.unit.code, name: row.unit.name },
      ...{ kind: row.unit.kind, district: row.unit.district },
    },
    position: {
      ...{ id: row.position.id, code: row.position.code, name: row.position.name },
      kind: row.position.kind as PositionKind,
    },
  }
}
