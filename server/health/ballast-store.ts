import { execFile } from 'node:child_process'
import { randomFillSync } from 'node:crypto'
import { closeSync, fdatasyncSync, ftruncateSync, openSync, statfsSync, statSync } from 'node:fs'
import { type FileHandle, open, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type Disk, floorOf, stepOf } from './reserve.ts'

const NAME = 'ballast'
const CHUNK = 4 * 1024 * 1024
/** Written slowly, so that answers go on in between. */
const BETWEEN_MS = 50

/** The data folder's disk, as the watch sees and uses it. */
export interface DiskRim {
  look(): Promise<Disk>
  /** Bytes of ballast that lie there. */
  held(): number
  /** Makes the ballast larger; really allocated. Stops early, without a fault, where the disk says no. */
  grow(to: number): Promise<void>
  /** Gives back, at once: also called between a commit that failed and its second try. */
  shrink(to: number): void
}

/** The ballast of a data folder: one file that means nothing and takes room. */
export function ballastOf(folder: string): DiskRim {
  const file = join(folder, NAME)
  const held = () => statSync(file, { throwIfNoEntry: false })?.size ?? 0
  return {
    async look() {
      const { bsize, blocks, bavail } = await statfs(folder)
      return { total: bsize * blocks, free: bsize * bavail }
    },
    held,
    async grow(to) {
      const from = held()
      if (to <= from || (await allocated(file, from, to))) return
      const handle = await open(file, 'a', 0o600)
      try {
        await written(handle, to - held())
      } finally {
        await handle.close()
      }
    },
    shrink(to) {
      if (to >= held()) return
      const opened = openSync(file, 'r+')
      try {
        ftruncateSync(opened, to)
        // ext4 gives blocks back with the commit of its own journal.
        fdatasyncSync(opened)
      } finally {
        closeSync(opened)
      }
    },
  }
}

/** Before the store is opened, which writes: a server that was stopped by a full disk must come back on its reserve. */
export function makeRoom(folder: string): void {
  try {
    const { bsize, blocks, bavail } = statfsSync(folder)
    const ballast = ballastOf(folder)
    const total = bsize * blocks
    if (bsize * bavail < floorOf(total)) ballast.shrink(Math.max(0, ballast.held() - stepOf(total)))
  } catch {
    // No folder yet, or no right to it: opening it says so in words.
  }
}

/** By the system's own fallocate(1): no byte is written. False where there is none or the file system cannot. */
async function allocated(file: string, from: number, to: number): Promise<boolean> {
  if (process.platform !== 'linux') return false
  try {
    await (await open(file, 'a', 0o600)).close()
    await promisify(execFile)('fallocate', ['--offset', String(from), '--length', String(to - from), file])
    return true
  } catch {
    return false
  }
}

/** Chance, not zeros: a file system that compresses would keep nothing for zeros. */
async function written(handle: FileHandle, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(CHUNK)
  for (let left = bytes; left > 0; left -= CHUNK) {
    randomFillSync(chunk)
    try {
      await handle.write(chunk, 0, Math.min(CHUNK, left))
      await handle.datasync()
    } catch {
      return // full: what lies there is the ballast
    }
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_MS))
  }
}
