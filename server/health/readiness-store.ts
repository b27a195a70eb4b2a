import { migrationNames } from '../db/migrate.ts'
import { sql } from '../db/sql.ts'
import type { Services } from '../services.ts'
import type { Findings } from './readiness.ts'

/** A small durable write that takes longer is no service. */
export const WRITE_LIMIT_MS = 2000

/** Reads, writes and compares versions, never longer than the limit. Faults are findings here, not faults. */
export async function probe(
  services: Pick<Services, 'store' | 'clock'>,
  limitMs: number = WRITE_LIMIT_MS,
): Promise<Pick<Findings, 'readable' | 'writeMs' | 'writeLimitMs' | 'missing'>> {
  const [read, writeMs] = await Promise.all([readAll(services), timedWrite(services, limitMs)])
  return { ...read, writeMs, writeLimitMs: limitMs }
}

async function readAll({ store }: Pick<Services, 'store'>): Promise<Pick<Findings, 'readable' | 'missing'>> {
  try {
    const rows = await store.read.select({ name: sql<string>`name` }).from(sql`migration`)
    const applied = new Set(rows.map(({ name }) => name))
    return { readable: true, missing: migrationNames('sqlite').filter((name) => !applied.has(name)) }
  } catch {
    return { readable: false, missing: [] }
  }
}

/** The exam clock, which is written all day; in its turn behind whatever hangs. */
async function timedWrite(
  { store, clock }: Pick<Services, 'store' | 'clock'>,
  limitMs: number,
): Promise<number | null> {
  const from = performance.now()
  const written = store
    .transaction((db) => clock.keep(db))
    .then(
      () => performance.now() - from,
      () => null,
    )
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), limitMs)
  })
  const took = await Promise.race([written, late])
  clearTimeout(timer)
  return took
}
