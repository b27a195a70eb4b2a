import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { sql } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import type { Services } from '../services.ts'
import type { Sheets } from './needs-import.ts'
import { beginYear } from './needs-keep-store.ts'

const ROWS_MAX = 400
type Needs = Pick<Services, 'store' | 'clock' | 'newId'>

/** Writes what sheets brought in one transaction with its audit row; a code or pair that is there is replaced. */
export async function storeSheets(
  services: Needs,
  actor: string,
  year: number,
  sheets: Sheets,
  files: string[],
): Promise<void> {
  await services.store.transaction(async (db) => {
    const at = services.clock.wall()
    await beginYear(services, db, year)
    const units = await storeUnits(services, db, sheets.units, at)
    const positions = await storePositions(services, db, sheets.positions, at)
    const idsOf = (row: { unit: string; position: string }) => {
      const [unitId, positionId] = [units.get(row.unit), positions.get(row.position)]
      if (!unitId || !positionId) throw new Error('bug: a pair of nothing passed the check')
      return { unitId, positionId }
    }
    await storeWorkloads(services, db, year, sheets, idsOf, at)
    await storeRequests(services, db, year, sheets, idsOf, at)
    const detail = Object.fromEntries(Object.entries(sheets).map(([kind, rows]) => [kind, rows.length]))
    await audit(services, db, { actor, action: 'needs.import', subject: files.join(', '), detail: { year, ...detail } })
  })
}

async function storeUnits({ store, newId }: Needs, db: Db, rows: Sheets['units'], createdAt: number) {
  const { unit } = store.tables
  for (const { parent: _, ...row } of rows) {
    const { name, kind, district } = row
    await db
      .insert(unit)
      .values({ ...row, id: newId(), parentId: null, version: 1, createdAt })
      .onConflictDoUpdate({ target: unit.code, set: { name, kind, district, version: sql`${unit.version} + 1` } })
  }
  const ids = new Map((await db.select({ id: unit.id, code: unit.code }).from(unit)).map((row) => [row.code, row.id]))
  // Second, for a parent may stand below its child in the sheet.
  for (const { code, parent } of rows)
    await db
      .update(unit)
      .set({ parentId: parent === null ? null : (ids.get(parent) ?? null) })
      .where(sql`${unit.code} = ${code}`)
  return ids
}

async function storePositions({ store, newId }: Needs, db: Db, rows: Sheets['positions'], createdAt: number) {
  const { position } = store.tables
  for (const row of rows) {
    const values = { ...row, education: canonical(row.education), analysis: canonical(row.analysis) }
    const { code: _, ...set } = values
    await db
      .insert(position)
      .values({ ...values, id: newId(), version: 1, createdAt })
      .onConflictDoUpdate({ target: position.code, set: { ...set, version: sql`${position.version} + 1` } })
  }
  const all = await db.select({ id: position.id, code: position.code }).from(position)
  return new Map(all.map((row) => [row.code, row.id]))
}

type IdsOf = (row: { unit: string; position: string }) => { unitId: string; positionId: string }

async function storeWorkloads(
  { store, newId }: Needs,
  db: Db,
  year: number,
  { workloads }: Sheets,
  idsOf: IdsOf,
  updatedAt: number,
) {
  const { workload } = store.tables
  // Rows of one statement must say the same things; what a sheet leaves out stays as it is.
  for (const says of ['both', 'duties', 'inPlace'] as const) {
    const rows = workloads
      .filter(({ duties, inPlace }) => says === (duties ? (inPlace === undefined ? 'duties' : 'both') : 'inPlace'))
      .map((row) => ({
        ...{ id: newId(), year, ...idsOf(row), version: 1, updatedAt },
        ...{ duties: canonical(row.duties ?? []), inPlace: row.inPlace ?? 0 },
      }))
    const set = {
      ...(says === 'inPlace' ? {} : { duties: sql`excluded.duties` }),
      ...(says === 'duties' ? {} : { inPlace: sql`excluded.in_place` }),
    }
    for (let from = 0; from < rows.length; from += ROWS_MAX)
      await db
        .insert(workload)
        .values(rows.slice(from, from + ROWS_MAX))
        .onConflictDoUpdate({
          target: [workload.year, workload.unitId, workload.positionId],
          set: { ...set, updatedAt, version: sql`${workload.version} + 1` },
        })
  }
}

async function storeRequests(
  { store, newId }: Needs,
  db: Db,
  year: number,
  { requests }: Sheets,
  idsOf: IdsOf,
  updatedAt: number,
) {
  const { staffingRequest: table } = store.tables
  for (const { unit, position, ...given } of requests)
    await db
      .insert(table)
      .values({
        ...{ proposed: given.granted ?? 0, reason: '', granted: null, decree: '', ...given },
        ...{ id: newId(), year, ...idsOf({ unit, position }), version: 1, updatedAt },
      })
      .onConflictDoUpdate({
        target: [table.year, table.unitId, table.positionId],
        set: { ...given, updatedAt, version: sql`${table.version} + 1` },
      })
}
