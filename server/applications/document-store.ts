import { derive } from '../canonical.ts'
import { and, asc, eq, isNull } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { openBytes } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { documentFiles } from './document-files-store.ts'

export type DocumentRow = Services['store']['tables']['document']['$inferSelect']

/** Documents show faces and NIKs: their bytes are sealed like NIKs, under a key of their own (DC8). */
export const documentKey = (secret: Buffer): Buffer => derive(secret, 'document-seal')

/** The documents that count now, in the order of their kinds: replaced and erased ones are not among them. */
export async function documentsOf(
  { store }: Pick<Services, 'store'>,
  application: string,
  db: Db = store.read,
): Promise<DocumentRow[]> {
  const { document } = store.tables
  return await db
    .select()
    .from(document)
    .where(and(eq(document.applicationId, application), isNull(document.replacedAt), isNull(document.erasedAt)))
    .orderBy(asc(document.kind), asc(document.createdAt))
}

export async function findDocument({ store }: Pick<Services, 'store'>, id: string): Promise<DocumentRow | null> {
  const { document } = store.tables
  const [row] = await store.read.select().from(document).where(eq(document.id, id))
  return row ?? null
}

/** The bytes of a document; null where they were erased or are lost. @throws when the seal was changed. */
export async function openDocument(
  services: Pick<Services, 'config' | 'secret'>,
  row: DocumentRow,
): Promise<Buffer | null> {
  const sealed = await documentFiles(services).read(row.file)
  return sealed ? openBytes(documentKey(services.secret), sealed) : null
}
