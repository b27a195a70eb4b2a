import { download } from '../shared/download.ts'
import type { LeftRecord } from '../shared/outbox.ts'

/**
 * Answers that this computer could not send, as a file that only the server can read: JSON sealed with
 * ChaCha20-Poly1305, the nonce in front. Not Web Crypto: a hall's page over plain http has none.
 */
export async function carryFile(
  left: Pick<LeftRecord, 'number' | 'source' | 'entries' | 'carryKey'>,
  random: (bytes: number) => Uint8Array = (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
): Promise<Uint8Array<ArrayBuffer>> {
  const { chacha20poly1305 } = await sealing()
  const nonce = random(NONCE_BYTES)
  const { number, source, entries } = left
  const words = new TextEncoder().encode(JSON.stringify({ v: 1, number, source, entries }))
  const sealed = chacha20poly1305(bytesOf(left.carryKey), nonce).encrypt(words)
  const file = new Uint8Array(NONCE_BYTES + sealed.length)
  file.set(nonce)
  file.set(sealed, NONCE_BYTES)
  return file
}

const NONCE_BYTES = 12

/** Loaded only where somebody was moved; asked for early, while the server still answers. */
export const sealing = () => import('@noble/ciphers/chacha')

export const carryFileName = (number: string): string => `jawaban-${number.replace(/[^\w-]+/g, '-')}.seleksi`

/** Hands the file to the person at this computer. Throws when the code for it cannot be fetched. */
export async function saveCarryFile(left: LeftRecord): Promise<void> {
  download(carryFileName(left.number), await carryFile(left), 'application/octet-stream')
}

function bytesOf(base64url: string): Uint8Array {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (one) => one.charCodeAt(0))
}
