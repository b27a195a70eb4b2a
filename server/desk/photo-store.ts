import { createHash } from 'node:crypto'
import { derive } from '../canonical.ts'
import { and, desc, eq, max } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { openSeal, seal } from '../recruitment/nik-seal.ts'
import type { Services } from '../services.ts'
import { jpegSize, PHOTO_BYTES_MAX, PHOTO_SIDE_MAX } from './jpeg.ts'

/** Faces are sealed like NIKs, under a key of their own; every picture stays, the newest counts (DK11). */
const keyOf = (secret: Buffer) => derive(secret, 'photo-seal')

/** The bytes of a picture as it was sent, or a refusal where it is no JPEG of ours. */
export function readPhoto(base64: string): Buffer | Refusal {
  const bytes = /^[A-Za-z0-9+/]*={0,2}$/.test(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0)
  return jpegSize(bytes)
    ? bytes
    : refuse('not-a-photo', { kb: String(PHOTO_BYTES_MAX / 1024), side: String(PHOTO_SIDE_MAX) })
}

/** Keeps a picture within a transaction; returns its id. */
export async function keepPhoto(
  { store, secret, newId }: Pick<Services, 'store' | 'secret' | 'newId'>,
  db: Db,
  photo: { sitting: string; candidate: string; at: number; by: string; bytes: Buffer },
): Promise<string> {
  const id = newId()
  const table = store.tables.photo
  const [last] = await db
    .select({ at: max(table.takenAt) })
    .from(table)
    .where(and(eq(table.sittingId, photo.sitting), eq(table.candidateId, photo.candidate)))
  await db.insert(table).values({
    id,
    sittingId: photo.sitting,
    candidateId: photo.candidate,
    // Never the same moment twice: the newest is found by it, also after somebody set the clock back.
    takenAt: Math.max(photo.at, (last?.at ?? 0) + 1),
    takenBy: photo.by,
    sealed: seal(keyOf(secret), photo.bytes),
    digest: createHash('sha256').update(photo.bytes).digest('hex'),
  })
  return id
}

type Reads = Pick<Services, 'store' | 'secret'>

/** @throws when the seal was made with another secret or was changed. */
export async function photoById({ store, secret }: Reads, id: string): Promise<Buffer | null> {
  const { photo } = store.tables
  const [row] = await store.read.select({ sealed: photo.sealed }).from(photo).where(eq(photo.id, id))
  return row ? openSeal(keyOf(secret), row.sealed) : null
}

/** The newest picture of somebody in a sitting: what a station shows beside the name. */
export async function latestPhoto(services: Reads, sitting: string, candidate: string): Promise<Buffer | null> {
  const newest = await latestPhotoId(services, sitting, candidate)
  return newest ? await photoById(services, newest.id) : null
}

export async function latestPhotoId(
  { store }: Pick<Services, 'store'>,
  sitting: string,
  candidate: string,
): Promise<{ id: string; takenAt: number } | null> {
  const { photo } = store.tables
  const [row] = await store.read
    .select({ id: photo.id, takenAt: photo.takenAt })
    .from(photo)
    .where(and(eq(photo.sittingId, sitting), eq(photo.candidateId, candidate)))
    .orderBy(desc(photo.takenAt))
    .limit(1)
  return row ?? null
}
