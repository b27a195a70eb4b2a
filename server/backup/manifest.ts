import { canonical, sha256 } from '../canonical.ts'

/** Which life of the records this is. A copy that goes on by itself is another one, so that a fork can be seen. */
export interface Line {
  /** One more with each restored or taken-over copy. */
  generation: number
  /** Random: two copies of the same generation have different ones. */
  epoch: string
  /** Wall clock, ms. */
  since: number
  /** What made it another one; null for records that were begun here. */
  from: { how: 'restore' | 'take-over' | 'unfence'; generation: number; epoch: string } | null
  /** A newer line took over: these records must not be served any more. */
  fenced: { generation: number; epoch: string; at: number } | null
}

export const DATABASE = 'seleksi.sqlite'
export const LOG = 'seleksi.sqlite-wal'
export const SECRET = 'secret.key'
export const MANIFEST = 'manifest.json'
/** Names, sizes and digests of the applicants' documents, one JSON array a line: a manifest with them would be huge. */
export const DOCUMENT_LIST = 'documents.list'
/** A document in a backup: just as it lies in a data folder. */
export const isDocumentName = (name: string): boolean => /^documents\/[0-9a-f]{2}\/[A-Za-z0-9_-]{22}$/.test(name)

/** What a backup holds, told by the backup itself. */
export interface Manifest {
  seleksi: 'cadangan'
  v: 1
  /** Wall clock of the copied moment, ms; the exam clock then, ms. */
  madeAt: number
  examMs: number
  organisation: string
  build: string
  line: Pick<Line, 'generation' | 'epoch'>
  attempts: number
  events: number
  /** When the newest event of an attempt was written, wall clock; null where there is none. */
  lastEventAt: number | null
  /** See `headsDigest`. */
  heads: string
  files: { name: string; bytes: number; sha256: string }[]
  /** Of the documents that the copied records name: here, and not in the data folder. Not told by older backups. */
  documents?: { count: number; bytes: number; missing: number }
}

/** One digest for where every attempt's log ends: number of its last event and chain head, in the order of ids. */
export function headsDigest(): { add(id: string, seq: number, head: string): void; digest(): string } {
  // Rolled up line by line: a million heads are never in memory at once.
  let rolled = sha256('seleksi/heads/v1')
  return {
    add(id, seq, head) {
      rolled = sha256(`${rolled}${canonical([id, seq, head])}`)
    },
    digest: () => rolled,
  }
}

/** As it is written: with its own digest, so that no byte of it can be another. */
export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify({ ...manifest, digest: sha256(canonical(manifest)) }, null, 1)}\n`
}

/** The manifest in this text; null where it is none of ours, or not as it was written. */
export function readManifest(text: string): Manifest | null {
  try {
    const { digest: _, ...manifest } = JSON.parse(text) as Manifest & { digest: string }
    return manifest.seleksi === 'cadangan' && manifest.v === 1 && manifestText(manifest) === text ? manifest : null
  } catch {
    return null
  }
}
