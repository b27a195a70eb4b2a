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

/** Keeps a new period as a draft, or a change of one unless somebody else was faster (PE1). */
export async function keepPeriod(services: Needs, actor: string, kept: KeptPeriod): Promise<Period | Refusal> {
  const { period } = services.store.tables
  const settings = canonical(kept.settings)
  const id = kept.id ?? services.newId()
  try {
    const refused = await services.store.transaction(async (db) => {
      if (kept.id === undefined) {
        const createdAt = services.clock.wall()
        await db.insert(period).values({ id, name: kept.name, settings, state: 'draft', version: 1, createdAt })
      } else {
        const changed = await db
          .update(period)
          .set({ name: kept.name, settings, version: (kept.version ?? 0) + 1 })
          .where(and(eq(period.id, id), eq(period.version, kept.version ?? 0)))
          .returning({ id: period.id })
        if (changed.length === 0)
          return (await findPeriod(services, id, db))
            ? refuse('changed-meanwhile')
            : refuse('not-found', { what: 'Periode' })
      }
      const action = kept.id === undefined ? 'period.add' : 'period.change'
      await audit(services, db, { actor, action, subject: id, detail: { name: kept.name, settings: kept.settings } })
      return null
    })
    if (refused) return refused
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name: kept.name })
    throw error
  }
  return (await findPeriod(services, id)) as Period
}
