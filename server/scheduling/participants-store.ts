import { desc, eq } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { listsOf, type PublicationDocument } from '../protocol/board.ts'
import type { Services } from '../services.ts'

/**
 * Numbers of the candidates whom the newest SKD publication of their vacancy let go on (code P/L). A withdrawn
 * publication lets nobody go on: the one before it does not come back by itself.
 */
export async function skbParticipants({ store }: Pick<Services, 'store'>, db: Db = store.read): Promise<Set<string>> {
  const { publication, publicationWithdrawal } = store.tables
  const rows = await db
    .select({ scope: publication.scope, body: publication.body, withdrawn: publicationWithdrawal.at })
    .from(publication)
    .leftJoin(publicationWithdrawal, eq(publicationWithdrawal.publicationId, publication.id))
    .where(eq(publication.stage, 'skd'))
    .orderBy(desc(publication.ordinal))
  const seen = new Set<string>()
  const numbers = new Set<string>()
  for (const { scope, body, withdrawn } of rows) {
    if (seen.has(scope)) continue
    seen.add(scope)
    if (withdrawn !== null) continue
    for (const { rows: list } of listsOf(JSON.parse(body) as PublicationDocument))
      for (const row of list) if (row.code === 'P/L') numbers.add(row.number)
  }
  return numbers
}
