/** The cipher for what only the server may read (`carry-file.ts`) and for the sealed paper (`open-paper.ts`). */
export const sealing = async () => (await import('@noble/ciphers/chacha')).chacha20poly1305
export type Cipher = Awaited<ReturnType<typeof sealing>>

/** Nonce in front of everything that is sealed here or for us. */
export const NONCE_BYTES = 12

export function bytesOf(base64url: string): Uint8Array {
  const plain = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (one) => one.charCodeAt(0))
}
