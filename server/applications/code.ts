import { hmac } from '../canonical.ts'

/** Codes of six digits that show an address to be somebody's. Pure; rules AC5 and AC6. */
export const CODE_MS = 10 * 60_000
export const CODE_TRIES = 5

/** Stored in place of the digits: under a key of its own, so that a copied database tells none of them. */
export const codeHash = (key: Buffer, id: string, digits: string): string =>
  hmac(key, `${id}:${digits}`).toString('base64url')

export interface KeptCode {
  id: string
  codeHash: string
  tries: number
  expiresAt: number
}

/** Whether these digits open this code now. A code that was tried too often or has run out opens no more. */
export function judgeCode(key: Buffer, kept: KeptCode | null, typed: string, now: number): 'right' | 'wrong' | 'over' {
  if (!kept || kept.tries >= CODE_TRIES || now > kept.expiresAt) return 'over'
  return codeHash(key, kept.id, typed.replace(/\D/g, '')) === kept.codeHash ? 'right' : 'wrong'
}
