import { describe, expect, it } from 'vitest'
import { hashPassword, inventPassword, inventPin, passwordMatches } from './password.ts'

describe('passwords', () => {
  it('are kept as argon2id with 19 MiB and two passes, each with its own salt', async () => {
    const [one, two] = await Promise.all([hashPassword('sama persis'), hashPassword('sama persis')])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
    expect(one).not.toBe(two)
    expect(one).not.toContain('sama persis')
  })

  it('match themselves and nothing else', async () => {
    const stored = await hashPassword('kata sandi panjang')
    expect(await passwordMatches(stored, 'kata sandi panjang')).toBe(true)
    expect(await passwordMatches(stored, 'Kata sandi panjang')).toBe(false)
    expect(await passwordMatches(stored, '')).toBe(false)
    expect(await passwordMatches(null, 'kata sandi panjang')).toBe(false)
    // Not even the words that stand in for an account that is not there.
    expect(await passwordMatches(null, 'seleksi nobody')).toBe(false)
  })
})

describe('what is made up', () => {
  it('a password has four groups of four letters and digits that nobody mistakes', () => {
    const made = Array.from({ length: 200 }, inventPassword)
    for (const password of made) expect(password).toMatch(/^[a-hjkmnp-z2-9]{4}(-[a-hjkmnp-z2-9]{4}){3}$/)
    expect(new Set(made).size).toBe(200)
  })

  it('[SD6] a PIN has six digits, also below 100 000', () => {
    const pins = Array.from({ length: 5000 }, inventPin)
    for (const pin of pins) expect(pin).toMatch(/^\d{6}$/)
    expect(pins.some((pin) => pin.startsWith('0'))).toBe(true)
    expect(new Set(pins).size).toBeGreaterThan(4900)
  })
})
