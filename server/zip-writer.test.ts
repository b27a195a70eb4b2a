import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { zipFiles } from './testing/zip-files.ts'
import { type ZipEntry, zip } from './zip-writer.ts'

const AT = Date.UTC(2026, 10, 24, 4, 20, 6)
const written = (entries: Iterable<ZipEntry>) => buffer(Readable.from(zip(entries, AT), { objectMode: false }))

describe('the ZIP writer', () => {
  it('writes whole files and files in pieces, names and texts in UTF-8', async () => {
    const pieces = async function* () {
      for (let n = 0; n < 3000; n += 1) yield `baris ${n} – Õ\n`
    }
    const files = zipFiles(
      await written([
        { name: 'pendek.txt', content: 'satu' },
        { name: 'kosong.txt', content: '' },
        { name: 'folder/panjang–Õ.txt', content: pieces() },
        { name: 'tanpa.txt', content: [] },
      ]),
    )
    expect([...files].map(([name, body]) => [name, body.length])).toEqual([
      ['pendek.txt', 4],
      ['kosong.txt', 0],
      ['folder/panjang–Õ.txt', 52_890],
      ['tanpa.txt', 0],
    ])
    expect(files.get('folder/panjang–Õ.txt')?.toString().split('\n').at(-2)).toBe('baris 2999 – Õ')
  })

  it('writes more files than 16 bits can count', async () => {
    const many = function* () {
      for (let n = 0; n < 70_000; n += 1) yield { name: `${n}.txt`, content: String(n) }
    }
    const files = zipFiles(await written(many()))
    expect(files.size).toBe(70_000)
    expect(files.get('69999.txt')?.toString()).toBe('69999')
  })

  it('a content that fails makes the archive fail', async () => {
    const broken = function* () {
      yield 'awal'
      throw new Error('putus')
    }
    await expect(written([{ name: 'a', content: broken() }])).rejects.toThrow('putus')
  })

  it('an archive of nothing is one still', async () => {
    expect(zipFiles(await written([])).size).toBe(0)
  })
})
