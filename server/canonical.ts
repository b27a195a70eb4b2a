import * as crypto from 'node:crypto'
import { createHash, createHmac, hkdfSync } from 'node:crypto'

/**
 * Canonical JSON (RFC 8785 over our subset: sorted keys, safe integers, no undefined): what is hashed and signed.
 * @throws on a number that is not a safe integer, since those would not survive another engine's printing.
 */
export function canonical(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value)
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new Error(`bug: ${value} is not a safe integer`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  const entries = Object.entries(value as Record<string, unknown>).filter(([, part]) => part !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`)
    .join(',')}}`
}

/** In one call where the engine has it: half the time, and an answer needs it. */
export const sha256: (text: string) => string =
  typeof crypto.hash === 'function'
    ? (text) => crypto.hash('sha256', text, 'hex')
    : (text) => createHash('sha256').update(text).digest('hex')
export const hmac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()

/** One key for each purpose from the data folder's secret, so that none can stand in for another. */
export const derive = (secret: Buffer, purpose: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `seleksi/${purpose}/v1`, 32))
