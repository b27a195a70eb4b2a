import { describe, expect, it } from 'vitest'
import type { PublicationDocument } from '../protocol/board.ts'
import { listsOf } from '../protocol/board.ts'
import { publicationOfMany, publicationOfOne, rowNumbered } from '../testing/publications.ts'
import { sourceOf } from './export-table.ts'
import { type Mark, PAGE, PageFlow, wrap } from './pdf-pages.ts'

/** Every letter is half as wide as it is high. */
const measure = (text: string, _: boolean, size: number) => [...text].length * size * 0.5

function pagesOf(document: PublicationDocument, marks = {}): Mark[][] {
  const source = sourceOf(document)
  const flow = new PageFlow(source, measure, marks)
  return [
    ...source.lists.flatMap((list, at) => [
      ...flow.list(list),
      ...(listsOf(document)[at]?.rows ?? []).flatMap((row) => flow.row(row)),
    ]),
    ...flow.end(),
  ]
}
const texts = (page: Mark[]) => page.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))

describe('[EX5] the pages of a lampiran', () => {
  it.each(Array.from({ length: 60 }, (_, n) => n + 1))(
    '%i rows: signatures whole and last, nothing off the page',
    (count) => {
      const rows = Array.from({ length: count }, (_, n) => rowNumbered(n + 1))
      const pages = pagesOf(publicationOfOne(rows))
      const last = texts(pages.at(-1) ?? [])
      for (const word of ['Panitia Seleksi Instansi', 'Ketua,', 'Sekretaris,'])
        expect(pages.map((page) => texts(page).filter((text) => text === word).length)).toEqual(
          pages.map((_, at) => Number(at === pages.length - 1)),
        )
      expect(last.filter((text) => /^(?:Nama|NIP) …/.test(text))).toHaveLength(4)
      for (const mark of pages.flat()) {
        expect(mark.y).toBeGreaterThanOrEqual(PAGE.top)
        expect(mark.y).toBeLessThanOrEqual(PAGE.bottom)
        if (mark.kind === 'text')
          expect(mark.x + measure(mark.text, mark.bold, mark.size)).toBeLessThanOrEqual(PAGE.width)
      }
      // Each row once, under a heading on its own page.
      const numbers = pages.flatMap(texts).filter((text) => /^2465\d+$/.test(text))
      expect(numbers).toEqual(rows.map(({ number }) => number))
      for (const page of pages) {
        const found = texts(page)
        if (found.some((text) => /^2465\d+$/.test(text))) expect(found.indexOf('Peringkat')).toBeGreaterThanOrEqual(0)
      }
    },
  )

  it('a heading of a vacancy never ends a page', () => {
    for (let count = 1; count < 30; count += 1) {
      const rows = Array.from({ length: count }, (_, n) => rowNumbered(n + 1))
      for (const page of pagesOf(publicationOfMany('skd', { F1: rows, F2: rows, F3: rows }))) {
        const heading = texts(page).findLastIndex((text) => /^F\d · /.test(text))
        if (heading >= 0)
          expect(
            texts(page)
              .slice(heading)
              .some((text) => /^2465\d+$/.test(text)),
          ).toBe(true)
      }
    }
  })

  it('says of an empty list that it is empty', () => {
    expect(pagesOf(publicationOfMany('skd', { F1: [] })).flatMap(texts)).toContain('Tidak ada peserta.')
  })

  it('a reason without room beside the figures stands below its row, whole', () => {
    const long = 'Ditempatkan pada formasi lain karena kebutuhannya kosong. '.repeat(6).trim()
    const rows = [rowNumbered(1, { final: null, reason: { id: long, en: '' } })]
    const shown = pagesOf(publicationOfMany('final', { F1: rows }))
      .flatMap(texts)
      .join(' ')
    expect(shown).toContain(long)
  })

  it('a row that is higher than what is left begins the next page, whole', () => {
    const name = 'Nama yang sangat panjang '.repeat(20).trim()
    const rows = Array.from({ length: 12 }, (_, n) => rowNumbered(n + 1, { name }))
    for (const page of pagesOf(publicationOfOne(rows))) {
      const shown = texts(page)
      const numbers = shown.filter((text) => /^2465\d+$/.test(text)).length
      expect(shown.join(' ').split(name)).toHaveLength(numbers + 1)
    }
  })
})

describe('lines', () => {
  const wide = (text: string) => [...text].length
  it.each([
    ['satu dua tiga', 8, ['satu dua', 'tiga']],
    ['satu', 8, ['satu']],
    ['', 8, ['']],
    ['sangatpanjangsekali ya', 8, ['sangatpa', 'njangsek', 'ali ya']],
    ['a sangatpanjang', 8, ['a', 'sangatpa', 'njang']],
    ['😀😀😀', 2, ['😀😀', '😀']],
  ])('%j within %i', (text, width, lines) => {
    expect(wrap(text, width, wide)).toEqual(lines)
  })
})
