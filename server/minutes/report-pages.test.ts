import { describe, expect, it } from 'vitest'
import type { Mark } from '../results/pdf-pages.ts'
import { attendancePaper, incidentsPaper } from './papers.ts'
import { type Block, reportPages, SHEET } from './report-pages.ts'

/** Every letter half as wide as it is high. */
const measure = (text: string, _: boolean, size: number) => text.length * size * 0.5
const texts = (page: Mark[]) => page.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []))
const layOut = (blocks: Block[]) => reportPages(blocks, measure)
const table = (rows: string[][]): Block => ({
  ...{ kind: 'table', rows, empty: 'Nihil.' },
  columns: [
    { title: 'Pukul', part: 20 },
    { title: 'Kejadian', part: 80 },
  ],
})
const rows = (n: number) => Array.from({ length: n }, (_, at) => [`r${at}`, `kejadian ${at}`])
const title: Block = { kind: 'title', text: 'BERITA ACARA', below: ['Sesi 1'] }
const sign: Block = { kind: 'signatures', place: 'di', offices: [{ title: 'Tim', office: 'Koordinator,' }] }

describe('the pages of a paper', () => {
  it('[MN12] hold every row once, repeat the head of the table, and say what goes on', () => {
    const pages = layOut([title, table(rows(200)), sign])
    expect(pages.length).toBeGreaterThan(3)
    const all = pages.flatMap(texts)
    for (const [name = ''] of rows(200)) expect(all.filter((text) => text === name)).toHaveLength(1)
    for (const page of pages.slice(1)) expect(texts(page)[0]).toBe('BERITA ACARA (lanjutan) · Sesi 1')
    const withRows = pages.filter((page) => texts(page).some((text) => /^r\d/.test(text)))
    for (const page of withRows) expect(texts(page).filter((text) => text === 'Pukul')).toHaveLength(1)
  })

  it('[MN12] cut neither rows nor signatures, and nothing stands outside the sheet', () => {
    for (let n = 30; n < 60; n += 1) {
      const pages = layOut([title, { kind: 'heading', text: 'Kejadian' }, table(rows(n)), sign])
      const signed = pages.filter((page) => texts(page).some((text) => text.startsWith('NIP') || text === 'Tim'))
      expect(signed).toHaveLength(1)
      expect(texts(signed[0] as Mark[])).toEqual(expect.arrayContaining(['di', 'Tim', 'Koordinator,']))
      for (const mark of pages.flat()) expect(mark.y).toBeLessThanOrEqual(SHEET.bottom)
      for (const page of pages) expect(page.length).toBeGreaterThan(0)
    }
  })

  it('[MN12] never leave a heading alone at the foot', () => {
    for (let n = 30; n < 60; n += 1) {
      const pages = layOut([title, table(rows(n)), { kind: 'heading', text: 'BERIKUT' }, table(rows(1))])
      const page = pages.find((one) => texts(one).includes('BERIKUT'))
      expect([n, texts(page ?? []).at(-1)]).toEqual([n, 'kejadian 0'])
    }
  })

  it('[MN12] a text longer than a page goes on, and no word of it is lost', () => {
    const words = Array.from({ length: 3000 }, (_, at) => `kata${at}`)
    const pages = layOut([title, table([['08.00', words.join(' ')]])])
    const said = pages.flatMap(texts).join(' ').split(/\s+/)
    expect(words.filter((word) => !said.includes(word))).toEqual([])
    for (const mark of pages.flat()) expect(mark.y).toBeLessThanOrEqual(SHEET.bottom)
  })

  const sitting = { id: 's', name: 'Sesi 1', test: 'SKD', venue: 'Balai', startsAt: 0, state: 'running' }
  it('[MN12] each room of an attendance list begins on a page of its own, with its own signatures', () => {
    const seats = ['B', 'A'].flatMap((room) =>
      ['2', '10', '1'].map((station) => ({
        ...{ number: `P-${room}${station}`, name: 'x', position: 'y', room, station, present: null },
      })),
    )
    const pages = layOut(attendancePaper(sitting, seats))
    expect(pages).toHaveLength(2)
    expect(pages.map((page) => texts(page).filter((text) => text.startsWith('P-')))).toEqual([
      ['P-A1', 'P-A2', 'P-A10'],
      ['P-B1', 'P-B2', 'P-B10'],
    ])
    expect(texts(pages[1] as Mark[])[0]).toBe('DAFTAR HADIR PESERTA')
  })

  it('[MN12] say so where there is nothing', () => {
    expect(texts(layOut(incidentsPaper(sitting, [], []))[0] as Mark[])).toContain('Nihil.')
  })
})
