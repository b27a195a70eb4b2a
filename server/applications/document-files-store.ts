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
