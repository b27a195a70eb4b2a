import { createCipheriv, createDecipheriv, scryptSync } from 'node:crypto'

/** One file of an archive. */
export interface Entry {
  name: string
  bytes: number
}

export const BLOCK = 512

/** Head of one file in a plain tar (POSIX ustar): any tar can list and unpack what is not sealed. */
export function tarHeader({ name, bytes }: Entry, at: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0')
  header.write(name, 0, 100, 'ascii')
  header.write(`${octal(0o600, 7)}\0${octal(0, 7)}\0${octal(0, 7)}\0`, 100, 'ascii')
  // Eleven octal digits hold 8 GB; what is larger is written in base 256, as GNU and BSD tar read it.
  if (bytes < 8 ** 11) header.write(`${octal(bytes, 11)}\0`, 124, 'ascii')
  else {
    header[124] = 0x80
    header.writeUIntBE(bytes, 130, 6)
  }
  header.write(`${octal(Math.floor(at / 1000), 11)}\0        0`, 136, 'ascii')
  header.write('ustar\x0000', 257, 'ascii')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${octal(sum, 6)}\0 `, 148, 'ascii')
  return header
}

/** What a head says; null for the zeros at the end; 'broken' where it is no head. */
export function readTarHeader(header: Buffer): Entry | null | 'broken' {
  if (header.every((byte) => byte === 0)) return null
  const sum = Number.parseInt(header.toString('ascii', 148, 154), 8)
  const counted = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0)
  if (sum !== counted) return 'broken'
  const end = header.indexOf(0)
  const name = header.toString('ascii', 0, Math.min(end < 0 ? 100 : end, 100))
  const bytes =
    header[124] === 0x80 ? header.readUIntBE(130, 6) : Number.parseInt(header.toString('ascii', 124, 135), 8)
  return Number.isSafeInteger(bytes) ? { name, bytes } : 'broken'
}

export const padding = (bytes: number): number => (BLOCK - (bytes % BLOCK)) % BLOCK

/** Begins a sealed archive: mark, version, one byte for the work of a guess, and the salt. */
export const SEALED = Buffer.from('seleksi-cadangan-tersegel/1\n', 'ascii')
export const SALT_BYTES = 16
/** Binary logarithm of scrypt's N: 32 MB and more than a tenth of a second for each guess. */
export const WORK = 15
export const WORK_MAX = 20

export const passphraseKey = (passphrase: string, salt: Buffer, work: number): Buffer =>
  scryptSync(passphrase, salt, 32, { N: 2 ** work, r: 8, p: 1, maxmem: 256 * 8 * 2 ** work })
/** Plain bytes of each sealed piece; the last one is shorter, and marked, so that a cut off archive is noticed. */
export const PIECE = 256 * 1024
export const TAG = 16

const nonce = (number: number, last: boolean): Buffer => {
  const bytes = Buffer.alloc(12)
  bytes.writeUIntBE(number, 0, 6)
  bytes[11] = last ? 1 : 0
  return bytes
}

export function sealPiece(key: Buffer, number: number, last: boolean, plain: Buffer): Buffer {
  const cipher = createCipheriv('chacha20-poly1305', key, nonce(number, last), { authTagLength: TAG })
  return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()])
}

/** Null where the passphrase is another one, or a byte was changed, or the piece stands in another place. */
export function openPiece(key: Buffer, number: number, last: boolean, sealed: Buffer): Buffer | null {
  if (sealed.length < TAG) return null
  const decipher = createDecipheriv('chacha20-poly1305', key, nonce(number, last), { authTagLength: TAG })
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG)), decipher.final()])
  } catch {
    return null
  }
}
