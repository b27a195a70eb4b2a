import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { StationKey } from '../protocol/venues.ts'
import {
  COOKIE_MS,
  codeHash,
  enrolText,
  isNonceGood,
  isSigned,
  machineCookie,
  machineOf,
  machineToken,
  makeCode,
  makeNonce,
  NONCE_MS,
  recogniseText,
} from './machine.ts'

const at = (now: number, secret = 'a') => ({ secret: Buffer.alloc(32, secret), clock: { wall: () => now } })
const who = { id: 'station-1', venue: 'Balai', room: 'Ruang "A", lantai 2', station: '07', key: 'x-of-its-key' }

describe('[VN6] the cookie', () => {
  const cookie = machineCookie(at(1000), who)

  it('says which station, until seven days are over', () => {
    const { key: _, ...seen } = who
    expect(machineOf(at(1000), cookie)).toEqual(seen)
    expect(machineToken(at(1000), cookie)).toEqual(who)
    expect(machineOf(at(999 + COOKIE_MS), cookie)).not.toBeNull()
    expect(machineOf(at(1000 + COOKIE_MS), cookie)).toBeNull()
  })

  it.each<[string, string | undefined]>([
    ['missing', undefined],
    ['empty', ''],
    ['without a seal', cookie.split('.')[0]],
    ['with half a seal', cookie.slice(0, -1)],
    [
      'with another station',
      Buffer.from(JSON.stringify(['station-2', 'Balai', 'A', '08', 'x-of-its-key', 9e15])).toString('base64url') +
        cookie.slice(cookie.lastIndexOf('.')),
    ],
    ['that is a seal alone', cookie.slice(cookie.lastIndexOf('.'))],
    ['that is a nonce of ours', makeNonce(at(1000), Buffer.alloc(16))],
  ])('%s counts as none', (_, value) => expect(machineOf(at(1000), value)).toBeNull())

  it('of another server counts as none', () => expect(machineOf(at(1000, 'b'), cookie)).toBeNull())
})

describe('[VN5] the nonce', () => {
  const nonce = makeNonce(at(5000), Buffer.alloc(16, 1))
  it.each<[string, boolean, ReturnType<typeof at>, string]>([
    ['is good at once', true, at(5000), nonce],
    ['is good to the last of its two minutes', true, at(4999 + NONCE_MS), nonce],
    ['is bad after them', false, at(5000 + NONCE_MS), nonce],
    ['of another server is bad', false, at(5000, 'b'), nonce],
    ['with a later end is bad', false, at(5000), `zzzzzzzz${nonce.slice(nonce.indexOf('-'))}`],
    ['that is a cookie of ours is bad', false, at(5000), machineCookie(at(5000), who)],
    ['that is nothing is bad', false, at(5000), ''],
    ['without an end is bad', false, at(5000), 'x.y'],
  ])('%s', (_, good, needs, value) => expect(isNonceGood(needs, value)).toBe(good))
})

describe('[VN5] a signature', () => {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
  const key = { kty, crv, x, y } as StationKey
  const made = (text: string, dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363') =>
    sign('sha256', Buffer.from(text), { key: pair.privateKey, dsaEncoding }).toString('base64url')

  it('holds for its text and no other', () => {
    const signature = made(recogniseText('n', 'id'))
    expect(isSigned(key, recogniseText('n', 'id'), signature)).toBe(true)
    expect(isSigned(key, recogniseText('n', 'ie'), signature)).toBe(false)
    expect(isSigned(key, enrolText('n', 'id'), signature)).toBe(false)
  })

  it('in another form, of zeros, or by a key that is no point of the curve holds for nothing', () => {
    expect(isSigned(key, 'a', made('a', 'der'))).toBe(false)
    expect(isSigned(key, 'a', Buffer.alloc(64).toString('base64url'))).toBe(false)
    const off = { ...key, y: Buffer.alloc(32, 1).toString('base64url') }
    expect(isSigned(off, 'a', made('a'))).toBe(false)
  })
})

describe('[VN3] a code', () => {
  it('has two groups of four signs that nobody mistakes', () => {
    let n = 0
    const code = makeCode((below) => n++ % below)
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$/)
    const all = Array.from({ length: 200 }, (_, from) => makeCode((below) => (from * 7 + n++) % below)).join('')
    expect(all).not.toMatch(/[01OIL]/)
  })

  it('is the same however it is typed, and is not stored as it is', () => {
    const secret = Buffer.alloc(32, 'a')
    const hash = codeHash(secret, 'AB2D-EF3H')
    expect([' ab2def3h', 'AB2D EF3H', 'ab2d-ef3h'].map((typed) => codeHash(secret, typed))).toEqual([hash, hash, hash])
    expect(hash).not.toContain('AB2D')
    expect([codeHash(secret, 'AB2D-EF3J'), codeHash(Buffer.alloc(32, 'b'), 'AB2D-EF3H')]).not.toContain(hash)
  })
})
