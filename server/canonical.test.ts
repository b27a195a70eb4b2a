import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonical, derive, hmac, sha256 } from './canonical.ts'

describe('canonical JSON', () => {
  it.each<[string, unknown, string]>([
    [
      'sorts names at every depth',
      { b: 1, a: { d: [2, { z: null, y: true }], c: 'x' } },
      '{"a":{"c":"x","d":[2,{"y":true,"z":null}]},"b":1}',
    ],
    ['leaves out what is undefined', { a: undefined, b: 1 }, '{"b":1}'],
    ['by code unit, not by language', { ä: 1, z: 2, Z: 3, '10': 4, '9': 5 }, '{"10":4,"9":5,"Z":3,"z":2,"ä":1}'],
    ['escapes as JSON does', 'a"\\\n\u0001é', '"a\\"\\\\\\n\\u0001é"'],
  ])('%s', (_, value, text) => expect(canonical(value)).toBe(text))

  it.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])(
    'refuses %s, which another engine might print otherwise',
    (number) => expect(() => canonical({ number })).toThrow('not a safe integer'),
  )

  it('is JSON, and the same for the same value in any order', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.maxSafeInteger(),
        fc.string(),
        fc.boolean(),
        fc.constant(null),
        fc.array(tie('any')),
        fc.dictionary(fc.string(), tie('any')),
      ),
    })).any
    fc.assert(
      fc.property(value, (one) => {
        const shuffled = JSON.parse(JSON.stringify(one), (_, part) =>
          typeof part === 'object' && part !== null && !Array.isArray(part)
            ? Object.fromEntries(Object.entries(part).reverse())
            : part,
        )
        expect(canonical(shuffled)).toBe(canonical(one))
        expect(canonical(JSON.parse(canonical(one)))).toBe(canonical(one))
      }),
    )
  })
})

it('known answers: SHA-256 and HMAC-SHA-256 of RFC 4231', () => {
  expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  expect(hmac(Buffer.alloc(20, 0x0b), 'Hi There').toString('hex')).toBe(
    'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
  )
})

it('a key for each purpose', () => {
  const secret = Buffer.alloc(32, 7)
  expect(derive(secret, 'pin')).toEqual(derive(secret, 'pin'))
  expect(
    new Set([derive(secret, 'pin'), derive(secret, 'nik-seal'), derive(Buffer.alloc(32, 8), 'pin')].map(String)).size,
  ).toBe(3)
})
