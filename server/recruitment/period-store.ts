import { audit } from '../audit/audit-store.ts'
import { canonical } from '../canonical.ts'
import { and, desc, eq } from '../db/sql.ts'
import { type Db, isDuplicate } from '../db/store.ts'
import type { PeriodSettings } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Period } from '../protocol/vacancies.ts'
import type { Services } from '../services.ts'

type Reading = Pick<Services, 'store'>
type Needs = Pick<Services, 'store' | 'clock' | 'newId'>
type Row = Omit<Period, 'settings' | 'state'> & { settings: string; state: string }

const toPeriod = (row: Row): Period => ({
  ...row,
  settings: JSON.parse(row.settings) as PeriodSettings,
  state: row.state as Period['state'],
})

/** By id, or by name. `db`: the caller's transaction. */
export async function findPeriod({ store }: Reading, idOrName: string, db: Db = store.read): Promise<Period | null> {
  const { period } = store.tables
  const [byId] = await db.select().from(period).where(eq(period.id, idOrName))
  if (byId) return toPeriod(byId)
  const [byName] = await db.select().from(period).where(eq(period.name, idOrName))
  return byName ? toPeriod(byName) : null
}

/** Newest first. */
export async function listPeriods({ store }: Reading): Promise<Period[]> {
  const { period } = store.tables
  const rows = await store.read.select().from(period).orderBy(desc(period.createdAt), desc(period.id))
  return rows.map(toPeriod)
}

/** The period that people can see and apply in: the newest of the open ones. */
export async function openPeriod({ store }: Reading): Promise<Period | null> {
  const { period } = store.tables
  const [row] = await store.read
    .select()
    .from(period)
    .where(eq(period.state, 'open'))
    .orderBy(desc(period.createdAt), desc(period.id))
    .limit(1)
  return row ? toPeriod(row) : null
}

/** A period as somebody has edited it; `version` is the one that was edited. Without an id it is a new one. */
export interface KeptPeriod {
  id?: string
  version?: number
  name: string
  settings: PeriodSettings
}

/** Keeps a new period as a draft, or a change of a draft unless somebody else was faster (PE1). */
export async function keepPeriod(services: Needs, actor: string, kept: KeptPeriod): Promise<Period | Refusal> {
  const id = kept.id ?? services.newId()
  const refused = await unlessNameTaken(kept.name, () =>
    services.store.transaction(async (db) => {
      if (kept.id === undefined) {
        const { period } = services.store.tables
        const [settings, createdAt] = [canonical(kept.settings), services.clock.wall()]
        await db.insert(period).values({ id, name: kept.name, settings, state: 'draft', version: 1, createdAt })
        await audit(services, db, { actor, action: 'period.add', subject: kept.name, detail: { id } })
        return null
      }
      const found = await findPeriod(services, id, db)
      if (!found) return refuse('not-found', { what: 'Periode' })
      if (found.state !== 'draft') return refuse('period-not-draft', { name: found.name })
      return await writePeriod(services, db, actor, found, { ...kept, version: kept.version ?? 0 })
    }),
  )
  return refused ?? ((await findPeriod(services, id)) as Period)
}

/** Writes a period's new name, settings or state in the caller's transaction, unless it was changed since `version`. */
export async function writePeriod(
  services: Pick<Services, 'store' | 'clock'>,
  db: Db,
  actor: string,
  before: Period,
  after: { version: number; name?: string; settings?: PeriodSettings; state?: Period['state'] },
): Promise<Refusal | null> {
  const { period } = services.store.tables
  const { version, name = before.name, settings = before.settings, state = before.state } = after
  const changed = await db
    .update(period)
    .set({ name, settings: canonical(settings), state, version: version + 1 })
    .where(and(eq(period.id, before.id), eq(period.version, version)))
    .returning({ id: period.id })
  if (changed.length === 0) return refuse('changed-meanwhile')
  const action = state === before.state ? 'period.change' : `period.${state}`
  await audit(services, db, { actor, action, subject: name, detail: { id: before.id, settings: { ...settings } } })
  return null
}

/** What `work` gives; a name that another period has is a refusal. */
export async function unlessNameTaken<Value>(name: string, work: () => Promise<Value>): Promise<Value | Refusal> {
  try {
    return await work()
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name })
    throw error
  }
}

/** Takes away a draft that nothing stands in. */
export async function removePeriod(services: Needs, actor: string, id: string): Promise<{ removed: true } | Refusal> {
  const { period, vacancy } = services.store.tables
  return await services.store.transaction(async (db) => {
    const found = await findPeriod(services, id, db)
    if (!found) return refuse('not-found', { what: 'Periode' })
    const [used] = await db.select({ id: vacancy.id }).from(vacancy).where(eq(vacancy.periodId, id)).limit(1)
    if (used || found.state !== 'draft') return refuse('still-used', { what: 'Periode' })
    await db.delete(period).where(eq(period.id, id))
    await audit(services, db, { actor, action: 'period.remove', subject: found.name, detail: { id } })
    return { removed: true as const }
  })
}
