import { download } from '../shared/download.ts'
import type { LeftRecord } from '../shared/outbox.ts'
import { bytesOf, NONCE_BYTES, sealing } from './sealing.ts'

/**
 * Answers that this computer could not send, as a file that only the server can read: JSON sealed with
 * ChaCha20-Poly1305, the nonce in front. Not Web Crypto: a hall's page over plain http has none.
 */
export async function carryFile(
  left: Pick<LeftRecord, 'number' | 'source' | 'entries' | 'carryKey'>,
  random: (bytes: number) => Uint8Array = (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
): Promise<Uint8Array<ArrayBuffer>> {
  const cipher = await sealing()
  const nonce = random(NONCE_BYTES)
  const { number, source, entries } = left
  const words = new TextEncoder().encode(JSON.stringify({ v: 1, number, source, entries }))
  const sealed = cipher(bytesOf(left.carryKey), nonce).encrypt(words)
  const file = new Uint8Array(NONCE_BYTES + sealed.length)
  file.set(nonce)
  file.set(sealed, NONCE_BYTES)
  return file
}

export const carryFileName = (number: string): string => `jawaban-${number.replace(/[^\w-]+/g, '-')}.seleksi`

/** Hands the file to the person at this computer. Throws when the code for it cannot be fetched. */
export async function saveCarryFile(left: LeftRecord): Promise<void> {
  download(carryFileName(left.number), await carryFile(left), 'application/octet-stream')
}
