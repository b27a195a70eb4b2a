import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../browser/hall.ts'
import { bar, ProgressBar } from './progress-bar.ts'
import { writeStream } from './whole-file.ts'

describe('the progress bar', () => {
  it.each([
    [0, 1000, `[${'·'.repeat(30)}]   0 %  0 dari 1.000`],
    [330_000, 1_000_000, `[${'#'.repeat(9)}${'·'.repeat(21)}]  33 %  330.000 dari 1.000.000`],
    [999, 1000, `[${'#'.repeat(29)}·]  99 %  999 dari 1.000`],
    [1000, 1000, `[${'#'.repeat(30)}] 100 %  1.000 dari 1.000`],
    [0, 0, `[${'#'.repeat(30)}] 100 %  0 dari 0`],
  ])('%i of %i', (done, of, line) => {
    expect(bar(done, of)).toBe(line)
  })

  it.each([
    ['draws one line over itself on a terminal', true, 101, /^\r\[[^\n]+$/],
    ['writes a line for each tenth elsewhere', false, 11, /^\[[^\n\r]+\n$/],
  ])('%s', (_, terminal, times, shape) => {
    const written: string[] = []
    const shown = new ProgressBar((text) => written.push(text), terminal)
    for (let n = 0; n <= 5000; n += 1) shown.step(n, 5000)
    expect(written).toHaveLength(times)
    for (const text of written) expect(text).toMatch(shape)
    shown.end()
    expect(written.at(-1)?.endsWith('\n')).toBe(true)
  })
})

describe('a file that is written as a stream', () => {
  const folder = temporaryFolder()
  afterAll(() => folder.remove())

  it('is there whole', async () => {
    const path = join(folder.path, 'baik.txt')
    await writeStream(path, Readable.from([Buffer.from('satu '), Buffer.from('dua')]))
    expect(readFileSync(path, 'utf8')).toBe('satu dua')
  })

  it('is the old one still when the new one fails, and nothing lies about', async () => {
    const path = join(folder.path, 'lama.txt')
    writeFileSync(path, 'lama')
    const broken = async function* () {
      yield Buffer.from('baru')
      throw new Error('putus')
    }
    await expect(writeStream(path, Readable.from(broken()))).rejects.toThrow('putus')
    expect(readFileSync(path, 'utf8')).toBe('lama')
    expect(readdirSync(folder.path).filter((name) => name.endsWith('.tmp'))).toEqual([])
  })

  it('says where it cannot be written', async () => {
    const path = join(folder.path, 'tidak-ada', 'hasil.pdf')
    await expect(writeStream(path, Readable.from(['x']))).rejects.toThrow(/hasil\.pdf" tidak dapat ditulis/)
    expect(existsSync(path)).toBe(false)
  })
})
