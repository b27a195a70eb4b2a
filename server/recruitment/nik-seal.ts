import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { derive, hmac } from '../canonical.ts'

/** A NIK is stored encrypted, found by a keyed index, and shown masked (UU 27/2022; threat T22). */
export interface SealedNik {
  nikSealed: string
  nikIndex: string
  nikMasked: string
}

export function sealNik(secret: Buffer, nik: string): SealedNik {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', derive(secret, 'nik-seal'), iv)
  const body = Buffer.concat([cipher.update(nik, 'utf8'), cipher.final()])
  return {
    nikSealed: Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url'),
    nikIndex: hmac(derive(secret, 'nik-index'), nik).toString('base64url'),
    nikMasked: `${nik.slice(0, 4)}••••••••••${nik.slice(-2)}`,
  }
}

/** @throws when the seal was made with another secret or was changed. */
export function openNik(secret: Buffer, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', derive(secret, 'nik-seal'), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
