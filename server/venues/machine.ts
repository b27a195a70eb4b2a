import { createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { derive, hmac } from '../canonical.ts'
import type { Recognised, StationKey } from '../protocol/venues.ts'

/** How a computer is known again: signature, nonce, cookie, code. Pure; rules VN3, VN5 and VN6. */
export const MACHINE_COOKIE = 'seleksi_machine'
export const COOKIE_MS = 7 * 24 * 60 * 60 * 1000
export const NONCE_MS = 2 * 60 * 1000
export const CODE_MS = 4 * 60 * 60 * 1000

/** The data folder's secret and the wall clock; `Services` fits. */
export interface MachineNeeds {
  secret: Buffer
  clock: { wall(): number }
}

/** Who was recognised, and by which key (its x): another computer there later is not the same. */
export interface MachineToken extends Recognised {
  key: string
}

/** The value of the cookie for a computer that proved who it is. */
export function machineCookie({ secret, clock }: MachineNeeds, who: MachineToken): string {
  const body = Buffer.from(
    JSON.stringify([who.id, who.venue, who.room, who.station, who.key, clock.wall() + COOKIE_MS]),
  ).toString('base64url')
  return `${body}.${seal(secret, 'cookie', body)}`
}

/**
 * Which station a request comes from, or null where its cookie is missing, changed, foreign or older than seven days.
 * No disk is asked: a computer that was taken back is found out by `machine-store.ts`, `stillEnrolled`.
 */
export function machineOf(needs: MachineNeeds, cookie: string | undefined): Recognised | null {
  const token = machineToken(needs, cookie)
  return token && { id: token.id, venue: token.venue, room: token.room, station: token.station }
}

/** The same with the key that it was recognised by. */
export function machineToken({ secret, clock }: MachineNeeds, cookie: string | undefined): MachineToken | null {
  const body = opened(secret, 'cookie', cookie ?? '')
  if (body === null) return null
  // Ours by the seal above, so its shape is ours too.
  const [id, venue, room, station, key, until] = JSON.parse(Buffer.from(body, 'base64url').toString()) as [
    string,
    string,
    string,
    string,
    string,
    number,
  ]
  return clock.wall() < until ? { id, venue, room, station, key } : null
}

/** A nonce to sign; `chance` are random bytes. It carries its own end and our seal, so none is remembered. */
export function makeNonce({ secret, clock }: MachineNeeds, chance: Buffer): string {
  const body = `${(clock.wall() + NONCE_MS).toString(36)}-${chance.toString('base64url')}`
  return `${body}.${seal(secret, 'nonce', body)}`
}

/** Whether a nonce is one of ours and not past its two minutes. */
export function isNonceGood({ secret, clock }: MachineNeeds, nonce: string): boolean {
  const body = opened(secret, 'nonce', nonce)
  return body !== null && clock.wall() < Number.parseInt(body.split('-')[0] ?? '', 36)
}

/** What a computer signs to enrol, with the code as it sends it, and to be recognised. */
export const enrolText = (code: string, station: string): string => `seleksi/enrol/v1\0${code}\0${station}`
export const recogniseText = (nonce: string, id: string): string => `seleksi/station/v1\0${nonce}\0${id}`

/** True where this key made this signature (ECDSA P-256 over SHA-256, raw r‖s). A key that is no point of the curve made none. */
export function isSigned(key: StationKey, text: string, signature: string): boolean {
  try {
    return verify(
      'sha256',
      Buffer.from(text),
      { key: createPublicKey({ key: { ...key }, format: 'jwk' }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  } catch {
    return false
  }
}

/** Without letters and digits that are mistaken for one another when read aloud or off a wall: 31 signs, 40 bits. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ'
const CODE_LENGTH = 8

/** A code to show once, in two groups of four; `draw(n)` gives a number below n. */
export function makeCode(draw: (below: number) => number): string {
  const signs = Array.from({ length: CODE_LENGTH }, () => SIGNS[draw(SIGNS.length)]).join('')
  return `${signs.slice(0, 4)}-${signs.slice(4)}`
}

/** What is stored of a code. However it is typed (small letters, blanks, hyphens), it is the same code. */
export const codeHash = (secret: Buffer, code: string): string =>
  hmac(derive(secret, 'enrolment-code'), code.toUpperCase().replace(/[^0-9A-Z]/g, '')).toString('base64url')

const seal = (secret: Buffer, what: 'cookie' | 'nonce', body: string): string =>
  hmac(derive(secret, 'machine'), `${what}\0${body}`).toString('base64url')

/** The part before the dot, if the part after it is our seal. */
function opened(secret: Buffer, what: 'cookie' | 'nonce', value: string): string | null {
  const dot = value.lastIndexOf('.')
  const body = value.slice(0, Math.max(0, dot))
  const given = Buffer.from(value.slice(dot + 1))
  const right = Buffer.from(seal(secret, what, body))
  return dot > 0 && given.length === right.length && timingSafeEqual(given, right) ? body : null
}
