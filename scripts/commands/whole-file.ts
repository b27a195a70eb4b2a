import { createWriteStream, renameSync, rmSync } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Stop } from './command.ts'

/** Writes all of a stream or nothing: beside its place first, then there, so that an old file is never half replaced. */
export async function writeStream(path: string, content: Readable): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`
  try {
    await pipeline(content, createWriteStream(beside, { flags: 'wx' }))
    renameSync(beside, path)
  } catch (error) {
    rmSync(beside, { force: true })
    if (!(error instanceof Error && 'syscall' in error)) throw error
    throw new Stop(`"${path}" tidak dapat ditulis: ${error.message}`)
  }
}

/** To stdout; a reader that has seen enough, such as `head`, ends it without a word. */
export async function printStream(content: Readable): Promise<void> {
  process.stdout.on('error', () => {})
  try {
    await pipeline(content, process.stdout, { end: false })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error
  }
}
