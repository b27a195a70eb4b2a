import { audit } from '../audit/audit-store.ts'
import { eq } from '../db/sql.ts'
import type { Db, Store } from '../db/store.ts'
import { readMeta } from '../meta-store.ts'
import type { Services } from '../services.ts'
import type { Line } from './manifest.ts'

/** Name of the line among the small facts of a data folder. */
const NAME = 'line'

export async function readLine(services: Pick<Services, 'store'>): Promise<Line | null> {
  const kept = await readMeta(services, NAME)
  return kept === null ? null : (JSON.parse(kept) as Line)
}

/** The line of these records; those that were never served begin the first. */
export async function ensureLine(services: Pick<Services, 'store' | 'clock' | 'newId'>): Promise<Line> {
  const kept = await readLine(services)
  if (kept) return kept
  const since = services.clock.wall()
  const line: Line = { generation: 1, epoch: services.newId(), since, from: null, fenced: null }
  await services.store.transaction((db) => put(services.store, db, line))
  return line
}

/** Makes these records another line (BK5): what follows in them cannot be taken for what follows in the original. */
export async function beginLine(
  services: Pick<Services, 'store' | 'clock' | 'newId'>,
  how: 'restore' | 'take-over' | 'unfence',
  actor: string,
  detail: Record<string, unknown>,
): Promise<Line> {
  const before = await readLine(services)
  const since = services.clock.wall()
  const known = Math.max(before?.generation ?? 1, before?.fenced?.generation ?? 1)
  const from = { how, generation: before?.generation ?? 1, epoch: before?.epoch ?? '' }
  const line: Line = { generation: known + 1, epoch: services.newId(), since, from, fenced: null }
  await services.store.transaction(async (db) => {
    await put(services.store, db, line)
    await audit(services, db, {
      actor,
      action: `${how}.line`,
      subject: line.epoch,
      detail: { generation: line.generation, before: from.generation, ...detail },
    })
  })
  return line
}

/** A newer line took over: kept, so that no restart serves these records again. */
export async function fenceLine(
  services: Pick<Services, 'store' | 'clock'>,
  by: { generation: number; epoch: string },
): Promise<void> {
  const line = await readLine(services)
  if (!line) return
  const at = services.clock.wall()
  await services.store.transaction(async (db) => {
    await put(services.store, db, { ...line, fenced: { ...by, at } })
    const { generation } = line
    const detail = { generation, by: by.generation }
    await audit(services, db, { actor: 'system', action: 'fence.line', subject: line.epoch, detail })
  })
}

async function put({ tables }: Store, db: Db, line: Line): Promise<void> {
  const value = JSON.stringify(line)
  const [kept] = await db.select().from(tables.meta).where(eq(tables.meta.name, NAME))
  if (kept) await db.update(tables.meta).set({ value }).where(eq(tables.meta.name, NAME))
  else await db.insert(tables.meta).values({ name: NAME, value })
}
