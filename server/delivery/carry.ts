import { createDecipheriv } from 'node:crypto'
import { Compile } from 'typebox/compile'
import { type Entry, EntryBatch } from '../protocol/station.ts'

const NONCE = 12
const TAG = 16
const BYTES_MAX = 1024 * 1024
const check = Compile(EntryBatch.properties.entries.items)

/**
 * Opens the file of a computer that could not send its last answers: 12 bytes of nonce, then ChaCha20-Poly1305 over
 * JSON {v: 1, number, source, entries}. The key is one for each attempt and computer, so whoever wrote it was that
 * computer. Null where none of `sources` wrote it, or its content is not what we write.
 */
export function openCarryFile(
  file: Buffer,
  sources: readonly string[],
  keyOf: (source: string) => Buffer,
): { source: string; entries: Entry[] } | null {
  if (file.length < NONCE + TAG || file.length > BYTES_MAX) return null
  for (const source of sources) {
    const plain = unseal(file, keyOf(source))
    if (plain === null) continue
    const body = parsed(plain)
    if (body?.source !== source || !Array.isArray(body.entries) || !body.entries.every((one) => check.Check(one)))
      return null
    return { source, entries: body.entries as Entry[] }
  }
  return null
}

function unseal(file: Buffer, key: Buffer): string | null {
  const decipher = createDecipheriv('chacha20-poly1305', key, file.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAuthTag(file.subarray(-TAG))
  try {
    return Buffer.concat([decipher.update(file.subarray(NONCE, -TAG)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function parsed(text: string): { source?: unknown; entries?: unknown[] } | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : null
  } catch {
    return null
  }
}
