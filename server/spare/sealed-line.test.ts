import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { lineCookie, servedBy } from './line-cookie.ts'
import { bodyOf, bytes, packed, plain, read, words } from './messages.ts'
import { codeOf, inviteKey, KEY_BYTES, keyOf } from './pairing.ts'
import { opener, sealer } from './sealed-line.ts'

const KEY = createHash('sha256').update('kunci uji').digest()
const OTHER = createHash('sha256').update('kunci lain').digest()

it('[SP4] messages come out as they went in, however the line cuts them', () => {
  const seal = sealer(KEY)
  const sent = Array.from({ length: 12 }, (_, at) => Buffer.alloc(at * 37, at))
  const wire = Buffer.concat(sent.map(seal))
  for (const step of [1, 4, 5, 333, wire.length]) {
    const open = opener(KEY)
    const got: Buffer[] = []
    for (let at = 0; at < wire.length; at += step) got.push(...(open(wire.subarray(at, at + step)) ?? []))
    expect(got).toEqual(sent)
  }
})

it('[SP4] another key, a changed byte, a repeated, dropped or swapped message end the line for good', () => {
  const seal = sealer(KEY)
  const [first, second, third] = ['satu', 'dua', 'tiga'].map((text) => seal(Buffer.from(text))) as [
    Buffer,
    Buffer,
    Buffer,
  ]
  expect(opener(OTHER)(first)).toBeNull()
  for (let at = 0; at < first.length; at += 1) {
    const hurt = Buffer.from(first)
    hurt[at] = (hurt[at] as number) ^ 1
    // A changed length may wait for more; nothing comes out of it.
    const open = opener(KEY)
    expect(open(hurt) ?? []).toEqual([])
    expect(open(Buffer.concat([second, third, Buffer.alloc(300)])) ?? []).toEqual([])
  }
  for (const wire of [[first, first], [second], [first, third], [second, first]]) {
    const open = opener(KEY)
    expect(wire.map((part) => open(part)).at(-1)).toBeNull()
    expect(open(second)).toBeNull()
  }
  const endless = Buffer.alloc(4)
  endless.writeUInt32BE(2 ** 31)
  expect(opener(KEY)(endless)).toBeNull()
})

it('[SP4] a pairing code is typed by people: any case, dashes or none, O for 0 and I for 1', () => {
  const key = inviteKey(KEY, 'undangan')
  expect(key.length).toBe(KEY_BYTES)
  const code = codeOf(key)
  expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){7}[0-9A-HJKMNP-TV-Z]{4}$/)
  for (const typed of [
    code,
    code.toLowerCase(),
    code.replaceAll('-', ' '),
    code.replaceAll('0', 'o').replaceAll('1', 'l'),
  ])
    expect(keyOf(typed)).toEqual(key)
  for (const wrong of ['', code.slice(1), `${code}A`, code.replace(/.$/, 'U'), 'kode']) expect(keyOf(wrong)).toBeNull()
  expect(inviteKey(KEY, 'lain')).not.toEqual(key)
  expect(inviteKey(OTHER, 'undangan')).not.toEqual(key)
})

it('[SP2] bytes of file and log keep their place through the line', () => {
  const body = Buffer.from('isi '.repeat(500))
  for (const shut of [packed, plain])
    expect(read(bytes({ kind: 'file', number: 7, offset: 2 ** 40, body: shut(body) }))).toMatchObject({
      offset: 2 ** 40,
      number: 7,
    })
  const log = {
    kind: 'log',
    number: 9,
    salt: '0123456789abcdef',
    from: 3,
    to: 4_000_000,
    sum: 'fedcba9876543210',
  } as const
  const back = read(bytes({ ...log, body: plain(body) }))
  expect(back).toMatchObject(log)
  expect('body' in back && bodyOf(back.body)).toEqual(body)
  expect(read(words({ kind: 'have', number: 3 }))).toEqual({ kind: 'have', number: 3 })
})

it('[SP6] a browser’s word counts only when sealed with the folder’s secret', () => {
  const cookie = lineCookie(KEY, { generation: 3, epoch: 'abc-_9' })
  expect(servedBy(KEY, `a=1; seleksi_line=${cookie}; b=2`)).toEqual({ generation: 3, epoch: 'abc-_9' })
  for (const header of [
    undefined,
    '',
    'seleksi_line=',
    `seleksi_line=${cookie.replace('3.', '4.')}`,
    `seleksi_line=${lineCookie(OTHER, { generation: 9, epoch: 'abc' })}`,
    `seleksi_line=${cookie}x`,
  ])
    expect(servedBy(KEY, header), String(header)).toBeNull()
})
