import { hkdfSync } from 'node:crypto'
import { derive, hmac } from '../canonical.ts'

/** Crockford's alphabet: no I, L, O, U, so that a code read aloud or from paper is typed right. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
export const KEY_BYTES = 20

/** The key of an invitation: follows from the folder's secret, so that the database alone does not give it away. */
export const inviteKey = (secret: Buffer, nonce: string): Buffer =>
  hmac(derive(secret, 'spare'), nonce).subarray(0, KEY_BYTES)

/** 160 bits as people write them down: eight groups of four. */
export function codeOf(key: Buffer): string {
  let bits = ''
  for (const byte of key) bits += byte.toString(2).padStart(8, '0')
  const letters = bits.match(/.{5}/g)?.map((five) => ALPHABET[Number.parseInt(five, 2)]) ?? []
  return letters.join('').replace(/(.{4})(?=.)/g, '$1-')
}

/** The key that somebody typed; null where it is no code. Spaces, dashes and small letters do not matter. */
export function keyOf(code: string): Buffer | null {
  const clean = code.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  if (clean.length !== (KEY_BYTES * 8) / 5 || [...clean].some((letter) => !ALPHABET.includes(letter))) return null
  const bits = [...clean].map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** What both sides put on the line in the clear before anything is sealed. */
export interface Greeting {
  nonce: string
  /** X25519, raw, base64url: who records the line and finds the code later still reads nothing. */
  publicKey: string
}

export const greetingText = ({ nonce, publicKey }: Greeting): string => `${nonce}.${publicKey}`

export function readGreeting(text: string | undefined): Greeting | null {
  const found = /^([\w-]{22})\.([\w-]{43})$/.exec(text ?? '')
  return found ? { nonce: found[1] as string, publicKey: found[2] as string } : null
}

/** One key for each direction of one connection. */
export function lineKeys(
  key: Buffer,
  shared: Buffer,
  spare: Greeting,
  main: Greeting,
): { toMain: Buffer; toSpare: Buffer } {
  const salt = `${greetingText(spare)}/${greetingText(main)}`
  const of = (way: string) =>
    Buffer.from(hkdfSync('sha256', Buffer.concat([key, shared]), salt, `seleksi/spare/v1/${way}`, 32))
  return { toMain: of('to-main'), toSpare: of('to-spare') }
}
