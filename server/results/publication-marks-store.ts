import { eq } from '../db/sql.ts'
import type { Services } from '../services.ts'

/** What became of a publication since, and where the public sees it: a document alone cannot know. */
export interface PublicationMarks {
  withdrawn: { at: number; reason: string } | null
  replaced: boolean
  /** Ends where the digest follows; null where the server was told no public address of its own. */
  address: string | null
}

export async function publicationMarks(
  { store, config }: Pick<Services, 'store' | 'config'>,
  id: string,
): Promise<PublicationMarks> {
  const { publication, publicationWithdrawal } = store.tables
  const [withdrawn = null] = await store.read
    .select({ at: publicationWithdrawal.at, reason: publicationWithdrawal.reason })
    .from(publicationWithdrawal)
    .where(eq(publicationWithdrawal.publicationId, id))
  const newer = await store.read.select({ id: publication.id }).from(publication).where(eq(publication.replaces, id))
  const origin = config.origins.find((one) => one.startsWith('https://'))
  return {
    withdrawn,
    replaced: newer.length > 0,
    address: origin ? `${origin}/board/?publication=${encodeURIComponent(id)}#` : null,
  }
}
