import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { derive, hmac } from '../canonical.ts'

/** A NIK is stored encrypted, found by a keyed index, and shown masked (UU 27/2022; threat T22). */
export interface SealedNik {
  nikSealed: string
  nikIndex: string
  nikMasked: string
}

export function sealNik(secret: Buffer, nik: string): SealedNik {
  return {
    nikSealed: seal(derive(secret, 'nik-seal'), Buffer.from(nik, 'utf8')),
    nikIndex: hmac(derive(secret, 'nik-index'), nik).toString('base64url'),
    nikMasked: `${nik.slice(0, 4)}••••••••••${nik.slice(-2)}`,
  }
}

/** @throws when the seal was made with another secret or was changed. */
export const openNik = (secret: Buffer, sealed: string): string =>
  openSeal(derive(secret, 'nik-seal'), sealed).toString('utf8')

/** A birth date as a column keeps it: the ranking needs it to the day, and nobody else. */
export const sealBirthDate = (secret: Buffer, birthDate: string | null): string | null =>
  birthDate === null ? null : seal(derive(secret, 'birth-date'), Buffer.from(birthDate, 'utf8'))

/** Opens many of them; one that an earlier version wrote in the clear is taken as it is. */
export function birthDates(secret: Buffer): (kept: string | null) => string | null {
  const key = derive(secret, 'birth-date')
  return (kept) => (kept === null || isClearBirthDate(kept) ? kept : openSeal(key, kept).toString('utf8'))
}
export const isClearBirthDate = (kept: string): boolean => kept.length === 10

/** AES-256-GCM under a key of its own purpose (see `derive`): nonce, tag and body. */
export function sealBytes(key: Buffer, bytes: Buffer): Buffer {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, iv)
  // The tag is known once all is ciphered; documents are large, and each copy of one is work for the collector.
  const parts = [cipher.update(bytes), cipher.final()]
  return Buffer.concat([iv, cipher.getAuthTag(), ...parts])
}

/** @throws when the seal was made with another key or was changed. */
export function openBytes(key: Buffer, bytes: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()])
}

/** The same as text, base64url: for a column. */
export const seal = (key: Buffer, bytes: Buffer): string => sealBytes(key, bytes).toString('base64url')

/** @throws when the seal was made with another key or was changed. */
export const openSeal = (key: Buffer, sealed: string): Buffer => openBytes(key, Buffer.from(sealed, 'base64url'))
