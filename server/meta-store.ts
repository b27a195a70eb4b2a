import { eq } from './db/sql.ts'
import type { Services } from './services.ts'

/** Small facts about the data folder itself, by name. */
export async function readMeta({ store }: Pick<Services, 'store'>, name: string): Promise<string | null> {
  const { meta } = store.tables
  const [row] = await store.read.select({ value: meta.value }).from(meta).where(eq(meta.name, name))
  return row?.value ?? null
}

export async function writeMeta({ store }: Pick<Services, 'store'>, name: string, value: string): Promise<void> {
  const { meta } = store.tables
  await store.transaction(async (db) => {
    await db.insert(meta).values({ name, value }).onConflictDoUpdate({ target: meta.name, set: { value } })
  })
}
