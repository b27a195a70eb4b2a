/** Is this server ready for people: said from what was found, in both languages. Pure. */
export interface Findings {
  /** The store could be read. */
  readable: boolean
  /** A small write was durable: how long it took in ms, `null` where it failed or did not end in time. */
  writeMs: number | null
  writeLimitMs: number
  disk: 'ample' | 'low' | 'full'
  /** Names of migrations of this version that the database lacks. */
  missing: readonly string[]
  /** The running commit began so long ago, ms; null where none runs. */
  commitRunsMs: number | null
  depth: number
}

export interface Reason {
  id: string
  en: string
}

/** A commit that runs so long hangs: a sync of a healthy disk takes milliseconds. */
export const STUCK_MS = 5000

/** Empty: ready (HE4). */
export function notReadyBecause(found: Findings): Reason[] {
  const reasons: Reason[] = []
  const say = (id: string, en: string) => reasons.push({ id, en })
  if (!found.readable)
    say(
      'Database tidak dapat dibaca. Periksa disk server.',
      'The database cannot be read. Check the disk of the server.',
    )
  if (found.writeMs === null)
    say(
      `Tulisan kecil tidak tersimpan dalam ${found.writeLimitMs / 1000} detik. Jawaban tetap aman di komputer peserta; periksa disk server.`,
      `A small write was not durable within ${found.writeLimitMs / 1000} seconds. Responses are safe at the stations; check the disk of the server.`,
    )
  if (found.disk === 'full')
    say(
      'Disk server penuh dan cadangannya sudah terpakai. Kosongkan disk sekarang.',
      'The disk of the server is full and its reserve is used up. Free space now.',
    )
  if (found.missing.length > 0)
    say(
      `Database belum sampai ke versi ini (${found.missing.join(', ')}). Mulai ulang server.`,
      `The database is not at this version (${found.missing.join(', ')}). Restart the server.`,
    )
  if (found.commitRunsMs !== null && found.commitRunsMs > STUCK_MS)
    say(
      `Penyimpanan jawaban tertahan ${Math.floor(found.commitRunsMs / 1000)} detik; ${found.depth} perintah menunggu. Periksa disk server.`,
      `The storing of responses has hung for ${Math.floor(found.commitRunsMs / 1000)} seconds; ${found.depth} commands wait. Check the disk of the server.`,
    )
  return reasons
}
