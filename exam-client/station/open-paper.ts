import type { Paper } from '../../server/protocol/station.ts'
import { bytesOf, type Cipher, NONCE_BYTES } from './sealing.ts'

/**
 * PURE. Opens the sealed paper in one go: nonce (12 bytes), then ChaCha20-Poly1305 of the JSON with the address as
 * associated data. Null where bytes, address and key do not belong together: a damaged byte or a wrong key.
 */
export function openPaper(cipher: Cipher, sealed: Uint8Array, address: string, key: string): Paper | null {
  try {
    const name = new TextEncoder().encode(address)
    const words = cipher(bytesOf(key), sealed.subarray(0, NONCE_BYTES), name).decrypt(sealed.subarray(NONCE_BYTES))
    return JSON.parse(new TextDecoder().decode(words))
  } catch {
    return null // the cipher throws on a wrong tag and on too few bytes
  }
}
