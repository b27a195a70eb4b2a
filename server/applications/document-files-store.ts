import { createHash } from 'node:crypto'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Services } from '../services.ts'

/**
 * Where the sealed bytes of documents lie: outside the web root, under random names, whole or not at all. What is in
 * them no store knows: they come sealed (`document-store.ts`).
 */
export interface DocumentFiles {
  keep(file: string, sealed: Buffer): Promise<void>
  /** Null where it is not there (any more). */
  read(file: string): Promise<Buffer | null>
  remove(file: string): Promise<void>
}

/** 22 characters of base64url from the server's own generator: no name that anybody typed ever reaches a path. */
const NAME = /^[A-Za-z0-9_-]{22}$/
/** Folder of the documents within a data folder. */
export const DOCUMENTS = 'documents'
/** Place of a document below the data folder; spread over folders, so that none holds a hundred thousand names. */
export function placeOf(file: string): string {
  if (!NAME.test(file)) throw new Error('bug: not a name of a document')
  return join(DOCUMENTS, createHash('sha256').update(file).digest('hex').slice(0, 2), file)
}

type Config = Services['config']
const made = new WeakMap<Config, DocumentFiles>()
/** The store that the configuration names: the data folder, or a bucket that speaks S3. */
export function documentFiles({ config }: Pick<Services, 'config'>): DocumentFiles {
  const kept = made.get(config) ?? (config.documentsS3 ? s3Files(config.documentsS3) : localFiles({ config }))
  made.set(config, kept)
  return kept
}

/** A bucket, path style: `https://host/bucket`. The service gets sealed bytes and random names, and nothing to read. */
export function s3Files(given: NonNullable<Config['documentsS3']>): DocumentFiles {
  const keyOf = (file: string) => placeOf(file).replaceAll('\\', '/')
  // Loaded only where a bucket is used.
  const client = import('s3mini').then(({ S3mini }) => new S3mini({ ...given, requestAbortTimeout: S3_MS }))
  return {
    async keep(file, sealed) {
      const reply = await (await client).putObject(keyOf(file), sealed, 'application/octet-stream')
      if (!reply.ok) throw new Error(`the document store answered ${reply.status}`)
    },
    async read(file) {
      const bytes = await (await client).getObjectArrayBuffer(keyOf(file))
      return bytes ? Buffer.from(bytes) : null
    },
    async remove(file) {
      await (await client).deleteObject(keyOf(file))
    },
  }
}
const S3_MS = 20_000

/** The local disk: files in the data folder. */
export function localFiles({ config }: Pick<Services, 'config'>): DocumentFiles {
  const pathOf = (file: string) => join(config.data, placeOf(file))
  return {
    async keep(file, sealed) {
      const path = pathOf(file)
      await mkdir(dirname(path), { recursive: true, mode: 0o700 })
      const half = `${path}.half`
      try {
        const handle = await open(half, 'wx', 0o600)
        try {
          await handle.writeFile(sealed)
          await handle.datasync()
        } finally {
          await handle.close()
        }
        await rename(half, path)
      } catch (error) {
        await rm(half, { force: true })
        throw error
      }
    },
    async read(file) {
      try {
        return await readFile(pathOf(file))
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
    },
    remove: (file) => rm(pathOf(file), { force: true }),
  }
}
