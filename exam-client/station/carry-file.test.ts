import { createDecipheriv } from 'node:crypto'
import { expect, it } from 'vitest'
import { carryFile, carryFileName } from './carry-file.ts'

const key = Buffer.alloc(32, 7)
const left = {
  number: '24-001',
  source: 'source-one',
  entries: [{ n: 3, kind: 'answer', slot: 0, choice: 1 } as const],
  carryKey: key.toString('base64url'),
}

/** With another program than the one that sealed it. */
const opened = (file: Uint8Array, with_: Buffer) => {
  const cipher = createDecipheriv('chacha20-poly1305', with_, file.subarray(0, 12), { authTagLength: 16 })
  cipher.setAuthTag(file.subarray(-16))
  return JSON.parse(Buffer.concat([cipher.update(file.subarray(12, -16)), cipher.final()]).toString())
}

it('is read by the server’s own cipher, and says whose it is', async () => {
  const file = await carryFile(left)
  expect(opened(file, key)).toEqual({ v: 1, number: '24-001', source: 'source-one', entries: left.entries })
})

it('shows nothing of itself, is never the same twice, and opens with no other key', async () => {
  const [one, two] = [await carryFile(left), await carryFile(left)]
  expect(Buffer.from(one).toString('latin1')).not.toContain('24-001')
  expect(Buffer.from(one).equals(Buffer.from(two))).toBe(false)
  expect(() => opened(one, Buffer.alloc(32, 8))).toThrow()
})

it('is noticed when one byte was changed', async () => {
  const file = await carryFile(left)
  file[20] = (file[20] as number) ^ 1
  expect(() => opened(file, key)).toThrow()
})

it('has a name that every file system takes', () => {
  expect([carryFileName('24-001'), carryFileName('24/SKD:01 ')]).toEqual([
    'jawaban-24-001.seleksi',
    'jawaban-24-SKD-01-.seleksi',
  ])
})
