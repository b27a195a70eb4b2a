import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { html, scriptJson } from '../../../server/protocol/markup.ts'
import { published } from '../../gallery/board-fixtures.ts'
import { SHARD_NUMBERS_MAX, shardFile, shardOf, shardScript, shardStarts } from './search-index.ts'
import { anchorsOf, isSearched, listPages, PAGE_ROWS_MAX, siteOf, wayTo } from './site.ts'

const rows = (n: number) => ({ rows: Array.from({ length: n }, () => ({ number: 'x' })) }) as never

describe('markup', () => {
  it('escapes every word, inside and in attributes, and leaves markup as it is', () => {
    const name = `<b onclick='x'>&"`
    expect(html`<p title="${name}">${[name, html`<i>${1}</i>`, null, false]}</p>`.text).toBe(
      '<p title="&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;">&lt;b onclick=&#39;x&#39;&gt;&amp;&quot;<i>1</i></p>',
    )
  })

  it('a script holds no name that could end it', () => {
    const text = scriptJson({ name: '</script><script>alert(1)</script>\u2028' })
    expect(text).not.toMatch(/<|\u2028/)
    expect(JSON.parse(text)).toEqual({ name: '</script><script>alert(1)</script>\u2028' })
  })
})

describe('places in the bundle', () => {
  it.each([
    ['index.html', 'aset/gaya.css', 'aset/gaya.css'],
    ['en/index.html', 'aset/gaya.css', '../aset/gaya.css'],
    ['en/skd-1/2.html', 'en/skd-1/index.html', 'index.html'],
    ['skd-1/2.html', 'en/skd-1/2.html', '../en/skd-1/2.html'],
    ['skd-1/index.html', 'skd-2/index.html', '../skd-2/index.html'],
  ])('from %s to %s', (from, to, way) => expect(wayTo(from, to)).toBe(way))

  it('each publication has a folder of its own, also for two with the same begin of a digest', () => {
    const [one] = published
    if (!one) throw new Error('no publication')
    const twins = [one, { ...one, id: 'twin', digest: one.digest.slice(0, 12) + '0'.repeat(52) }]
    const folders = siteOf('x', twins).publications.map(({ folder }) => folder)
    expect(new Set(folders).size).toBe(2)
    for (const folder of folders) expect(folder).toMatch(/^[a-z0-9-]+$/)
  })

  it('a code with odd signs names no other folder', () => {
    const [one] = published
    if (!one) throw new Error('no publication')
    const [odd] = siteOf('x', [{ ...one, vacancyCode: '../Ä b/..' }]).publications
    expect(odd?.folder).toMatch(/^skd-b-[0-9a-f]{12}$/)
  })

  it('what is in force is searched, and what was withdrawn without a replacement', () => {
    const searched = siteOf('x', published).publications.filter(isSearched)
    expect(searched.map(({ summary }) => summary.id).sort()).toEqual(['p1', 'p3', 'p6', 'p7', 'p9'])
  })

  it.each([
    [[1], ['index.html']],
    [[PAGE_ROWS_MAX], ['index.html']],
    [[PAGE_ROWS_MAX + 1], ['index.html', '2.html']],
    [[0], ['index.html']],
    [
      [3, 0, PAGE_ROWS_MAX + 1],
      ['1.html', '2.html', '3.html', '4.html'],
    ],
  ])('lists of %j rows are on %j, every row once and never more than a page holds', (sizes, files) => {
    const pages = listPages(sizes.map(rows))
    expect(pages.map(({ file }) => file)).toEqual(files)
    expect(Math.max(...pages.map((page) => page.rows))).toBeLessThanOrEqual(PAGE_ROWS_MAX)
    sizes.forEach((size, list) => {
      const own = pages.filter((page) => page.list === list)
      expect(own.reduce((sum, page) => sum + page.rows, 0)).toBe(size)
      expect(own.map(({ from }) => from)).toEqual(own.map((_, at) => at * PAGE_ROWS_MAX))
    })
  })

  it('rows of one list never share a name', () => {
    expect(anchorsOf([{ number: 'A 1' }, { number: 'A/1' }, { number: 'A_1' }])).toEqual([
      'n-A_1',
      'n-A_1_2',
      'n-A_1_3',
    ])
  })
})

describe('the search index', () => {
  it('every number is in the one file that its letters lead to, and no file holds more than it may', () => {
    const number = fc.stringMatching(/^[0-9A-C]{1,6}$/)
    fc.assert(
      fc.property(
        fc.array(number, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 40 }),
        (some, spread) => {
          const keys = [...new Set(some.flatMap((one) => Array.from({ length: spread * 40 }, (_, n) => one + n)))]
          const starts = shardStarts(keys)
          const held = new Map<number, string[]>()
          for (const key of keys) {
            const shard = shardOf(starts, key)
            held.set(shard, [...(held.get(shard) ?? []), key])
          }
          expect(starts).toHaveLength(Math.ceil(keys.length / SHARD_NUMBERS_MAX))
          for (const own of held.values()) expect(own.length).toBeLessThanOrEqual(SHARD_NUMBERS_MAX)
          const sorted = [...keys].sort()
          expect(sorted.map((key) => shardOf(starts, key))).toEqual(
            sorted.map((_, at) => Math.floor(at / SHARD_NUMBERS_MAX)),
          )
        },
      ),
      { numRuns: 15 },
    )
  })

  it('a file names only the lists it needs, its entries by number and then by list', () => {
    const line = (key: string, list: number) =>
      JSON.stringify([key, key, 'Nama', 1, 300, 'P/L', list, 'index.html', `n-${key}`])
    const refs = ['a', 'b', 'c'].map((folder) => [folder, 'skd', folder, 'Perawat', 0] as never)
    const script = shardScript(0, [line('2', 2), line('1', 2), line('1', 0)], refs)
    const { lists, rows: found } = JSON.parse(script.replace(/^seleksiCari\(0,/, '').replace(/\)\n$/, ''))
    expect(lists.map(([folder]: string[]) => folder)).toEqual(['a', 'c'])
    expect(found.map(([key, , , , , , list]: [string, ...unknown[]]) => [key, list])).toEqual([
      ['1', 0],
      ['1', 1],
      ['2', 1],
    ])
    expect(shardFile(0)).toBe('cari/00001.js')
  })
})
