import { execFile } from 'node:child_process'
import { buffer, text as textOf } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { read, utils } from '@e965/xlsx'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { listsOf, type PublicationDocument, type PublicationRow } from '../protocol/board.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { publicationOfMany, publicationOfOne, rowAbsent, rowNumbered } from '../testing/publications.ts'
import { readCsv, readXlsx } from '../testing/tables.ts'
import { zipFiles } from '../testing/zip-files.ts'
import { csvExport } from './csv-export.ts'
import { type ExportSource, reconciliationLine, sourceOf } from './export-table.ts'
import { pdfExport, qrText } from './pdf-export.ts'
import { type ExportFormat, exportName, FORMATS, publicationExport } from './publication-export.ts'
import { identifierOf } from './qti-export.ts'
import { sheetNames } from './sheet-names.ts'
import { xlsxExport } from './xlsx-export.ts'

const SCORE = { skd100: '71.636', skdPart: '28.655', skb100: '80.000', skbPart: '48.000', final: '76.655' }
const SITTING = {
  name: 'SKB 1',
  venue: 'Gedung "A", lantai 2',
  room: 'R1',
  station: '07',
  startsAt: Date.UTC(2026, 10, 30, 1),
}

const one = publicationOfOne([
  rowNumbered(1, { name: '=HYPERLINK("http://x")' }),
  rowNumbered(2, { name: 'Õ’Brien, "Ina" <ş&ç>' }),
  rowNumbered(3, { name: '+62 \u0007 _x0041_', code: 'TL' }),
  rowNumbered(4, { name: '@beranda', code: 'P', number: '0000000001' }),
  rowAbsent(5),
])
const final = publicationOfMany('final', {
  'F/1': [
    rowNumbered(1, { final: SCORE }),
    rowNumbered(2, { final: { ...SCORE, final: '70.700' }, code: 'P/L-1', seat: 'F/2' }),
    rowNumbered(3, { place: null, final: null, code: 'P/TH' }),
  ],
  'F/2': [],
  'f/2': [rowNumbered(9, { final: SCORE, code: 'P/TL' })],
})
const participants = publicationOfMany('skb-participants', {
  F1: [rowNumbered(1, { sitting: SITTING }), rowNumbered(2, { sitting: null })],
})
const bytes = (format: ExportFormat, document: PublicationDocument, options = {}) =>
  buffer(publicationExport(format, document, options))

describe('[EX1] from the publication alone', () => {
  const cells = (document: PublicationDocument, row: PublicationRow) => [
    ...[row.place, row.number, row.name, ...(row.points ?? [null, null, null]), row.total],
    ...(document.stage === 'final'
      ? [row.final?.skd100, row.final?.skdPart, row.final?.skb100, row.final?.skbPart, row.final?.final, row.seat]
      : []),
    ...(document.stage === 'skb-participants'
      ? [
          row.sitting?.name,
          row.sitting?.venue,
          row.sitting?.room,
          row.sitting?.station,
          row.sitting && '2026-11-30 08:00',
        ]
      : []),
    ...[row.code, row.reason.id],
  ]
  const heads: Record<string, string[]> = {
    skd: ['Total'],
    final: [
      'Total SKD',
      'Skala 100 SKD',
      'SKD × 40 %',
      'Skala 100 SKB',
      'SKB × 60 %',
      'Nilai Akhir',
      'Formasi yang diisi',
    ],
    'skb-participants': ['Total SKD', 'Sesi', 'Tempat', 'Ruang', 'Meja', 'Waktu (WIB)'],
  }
  const head = ({ stage }: PublicationDocument) => [
    ...['Peringkat', 'Nomor Peserta', 'Nama', 'TWK', 'TIU', 'TKP', ...(heads[stage] ?? []), 'Keterangan', 'Alasan'],
  ]

  it.each([
    ['one vacancy', one],
    ['final results of many', final],
    ['SKB participants', participants],
  ])('CSV holds each cell of %s', async (_, document) => {
    const disarmed = (cell: unknown) => ((cell ?? '') === '' ? '' : String(cell).replace(/^[=+\-@\t\r]/, "'$&"))
    const expected = listsOf(document).flatMap((list) =>
      list.rows.map((row) => [
        ...(document.v === 2 ? [list.vacancy.code, list.vacancy.position, list.vacancy.unit, 'Umum'] : []),
        ...cells(document, row).map(disarmed),
      ]),
    )
    const vacancy = document.v === 2 ? ['Kode Formasi', 'Jabatan', 'Unit Penempatan', 'Jenis Kebutuhan'] : []
    expect(readCsv(await bytes('csv', document))).toEqual([[...vacancy, ...head(document)], ...expected])
  })

  it.each([
    ['one vacancy', one],
    ['final results of many', final],
    ['SKB participants', participants],
  ])('XLSX holds each cell of %s, one sheet for each vacancy after the summary', async (_, document) => {
    const book = await bytes('xlsx', document)
    for (const [at, list] of listsOf(document).entries()) {
      const sheet = read(book, { cellNF: true }).Sheets[read(book).SheetNames[at + 1] ?? '']
      const shown = utils.sheet_to_json<unknown[]>(sheet as never, { header: 1, raw: false, defval: '' })
      const expected = list.rows.map((row) => cells(document, row).map((cell) => String(cell ?? '')))
      expect(shown).toEqual([head(document), ...expected])
    }
  })

  it.each([
    ['one vacancy', one],
    ['final results of many', final],
    ['SKB participants', participants],
  ])('PDF holds each row of %s in its order', async (_, document) => {
    const { text } = pdfText(await bytes('pdf', document))
    const letters = (some: string) => some.replace(/\s+/g, '')
    let from = 0
    for (const { rows } of listsOf(document))
      for (const row of rows) {
        // A control character has no glyph, and three digits after a point would be read as thousands.
        const comma = (cell: unknown) =>
          String(cell)
            .replace(/^(\d+)\.(\d{3})$/, '$1,$2')
            .replace('\u0007', '?')
        const wanted = letters(
          cells(document, row)
            .map((cell) => comma(cell ?? '–'))
            .join(''),
        )
        const found = letters(text).indexOf(wanted, from)
        expect([row.number, found >= from]).toEqual([row.number, true])
        from = found
      }
  })

  it('QTI has one result for each candidate', async () => {
    const files = zipFiles(await bytes('qti', final))
    expect([...files.keys()]).toEqual([1, 2, 3, 9].map((n) => `_${24_650_110_000_000 + n}.xml`))
    const xml = files.get('_24650110000002.xml')?.toString() ?? ''
    const outcome = (id: string) =>
      xml.match(new RegExp(`<outcomeVariable identifier="${id}"[^>]*><value>([^<]*)`))?.[1]
    expect(['TWK', 'TIU', 'TKP', 'SCORE', 'SKD_100', 'FINAL', 'RANK', 'CODE', 'SEAT'].map(outcome)).toEqual([
      '77',
      '100',
      '171',
      '348',
      '71.636',
      '70.700',
      '2',
      'P/L-1',
      'F/2',
    ])
    expect(files.get('_24650110000003.xml')?.toString()).toContain(
      '<outcomeVariable identifier="RANK" cardinality="single" baseType="integer"/>',
    )
  })

  it('JSON is the publication', async () => {
    expect(JSON.parse((await bytes('json', final)).toString())).toEqual(final)
  })

  it('the same publication makes the same file, whenever it is asked for', async () => {
    for (const format of Object.keys(FORMATS) as ExportFormat[]) {
      const [first, second] = await Promise.all([bytes(format, final), bytes(format, final)])
      expect([format, first?.equals(second as Buffer)]).toEqual([format, true])
    }
  })

  it('is named after its vacancy or stage and its digest', () => {
    expect(exportName('pdf', one)).toBe(`hasil-F1-${one.digest.slice(0, 8)}.pdf`)
    expect(exportName('qti', final)).toBe(`hasil-final-${final.digest.slice(0, 8)}.qti.zip`)
  })
})

describe('[EX2] any length at a reader’s pace', () => {
  /** Rows that are made when they are asked for, and how many were. */
  function long(count: number, stage: ExportSource['stage'] = 'skd') {
    const asked = { rows: 0 }
    const counts = { total: count, present: count, absent: 0, byCode: { 'P/L': count } }
    const source = sourceOf(publicationOfOne([], { stage, counts }))
    const rows = function* () {
      for (let n = 1; n <= count; n += 1) {
        asked.rows += 1
        yield rowNumbered(n, { code: 'P/L' })
      }
    }
    return { asked, source: { ...source, lists: [{ ...source.lists[0]!, rows }] } }
  }

  it.each([
    ['csv', 0, (source: ExportSource) => csvExport(source)],
    ['xlsx', 0, (source: ExportSource) => xlsxExport(source)],
    // The first reading counts the pages.
    ['pdf', 50_000, (source: ExportSource) => pdfExport(source)],
  ])('%s makes no more rows than are read', async (_, before, make) => {
    const { asked, source } = long(50_000)
    const stream = make(source)
    for await (const _chunk of stream) if (asked.rows > before) break
    expect(asked.rows).toBeLessThan(before + 10_000)
    expect(stream.destroyed).toBe(true)
  })

  it('50,000 rows go through a heap that could not hold them', async () => {
    const script = `
      import { csvExport } from './csv-export.ts'
      import { pdfExport } from './pdf-export.ts'
      import { qtiExport } from './qti-export.ts'
      import { xlsxExport } from './xlsx-export.ts'
      const counts = { total: 50_000, present: 50_000, absent: 0, byCode: { 'P/L': 50_000 } }
      const vacancy = { code: 'F1', position: 'Perawat', unit: 'RSUD', needType: 'umum', needTypeTitle: 'Umum', need: 1 }
      const row = (n) => ({ place: n, number: String(24650110000000 + n), name: 'Peserta ' + n, points: [75, n, 171], total: 246 + n,
        code: 'P/L', reason: { id: 'Peringkat ' + n + ' dari banyak. '.repeat(3), en: '' } })
      const kept = []
      const rows = function* () { for (let n = 1; n <= 50_000; n += 1) { const made = row(n); if (process.argv[1] === 'keep') kept.push(made, made.reason.id.split('')); yield made } }
      const source = { many: false, title: 'Panjang', stage: 'skd', ruleSet: { id: 'r', title: 'r', decree: 'd' }, publishedAt: 0, replaces: null,
        sections: ['TWK', 'TIU', 'TKP'].map((id) => ({ id, title: id })), digest: '0'.repeat(64), shares: null, counts,
        lists: [{ vacancy, cut: null, counts, rows }] }
      for (const make of [csvExport, xlsxExport, pdfExport, qtiExport]) {
        let bytes = 0
        for await (const chunk of make(source)) bytes += chunk.length
        console.log(make.name, bytes > 1_000_000)
      }`
    const run = (...args: string[]) =>
      promisify(execFile)(
        process.execPath,
        ['--max-old-space-size=64', '--input-type=module-typescript', '--eval', script, ...args],
        { cwd: import.meta.dirname },
      )
    const { stdout } = await run()
    expect(stdout.trim().split('\n')).toEqual(['csvExport true', 'xlsxExport true', 'pdfExport true', 'qtiExport true'])
    // The limit is one that bites: whoever keeps the rows does not come through.
    await expect(run('keep')).rejects.toThrow(/heap/)
  }, 300_000)

  it('tells how far it is, to the end', async () => {
    const told: [number, number][] = []
    await textOf(csvExport(long(1234).source, (done, of) => told.push([done, of])))
    expect(told.at(-1)).toEqual([1234, 1234])
    expect(told.length).toBeGreaterThan(2)
    const pages: [number, number][] = []
    await buffer(pdfExport(long(1234).source, { progress: (done, of) => pages.push([done, of]) }))
    expect(pages.at(-1)).toEqual([1234, 1234])
  })

  it.each([3, 5])('breaks off at a list that counts 4 rows and has %i', async (has) => {
    const counts = { total: 4, present: 4, absent: 0, byCode: { 'P/L': 4 } }
    const rows = Array.from({ length: has }, (_, n) => rowNumbered(n + 1))
    const document = publicationOfOne(rows, { counts })
    for (const format of ['csv', 'xlsx', 'pdf', 'qti'] as const)
      await expect(bytes(format, document), format).rejects.toThrow(/list F1 counts 4 rows but has/)
  })

  it('a list too long for one sheet goes on in the next', async () => {
    const { source } = long(25)
    const book = await buffer(xlsxExport(source, { sheetRowsMax: 11 }))
    expect(read(book).SheetNames).toEqual(['Ringkasan', 'F1 (1 dari 3)', 'F1 (2 dari 3)', 'F1 (3 dari 3)'])
    const numbers = [1, 2, 3].flatMap((at) =>
      readXlsx(book, at)
        .slice(1)
        .map((row) => row[0]),
    )
    expect(numbers).toEqual(Array.from({ length: 25 }, (_, n) => String(n + 1)))
  })
})

describe('[EX3] CSV', () => {
  it('has a byte order mark, CRLF, and disarms what a spreadsheet would run', async () => {
    const csv = (await bytes('csv', one)).toString()
    expect(csv.startsWith('\uFEFFPeringkat,')).toBe(true)
    expect(csv.endsWith('\r\n')).toBe(true)
    expect(csv.split('\r\n')).toHaveLength(7)
    expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(csv).toContain(",'@beranda,")
    expect(csv).toContain(",'+62 ")
  })

  it('leaves numbers bare, also a decimal', async () => {
    expect((await bytes('csv', final)).toString()).toContain(',76,100,171,347,71.636,28.655,80.000,48.000,76.655,,P/L,')
  })
})

describe('[EX4] XLSX', () => {
  it('keeps numbers as numbers with the digits that were published, and participant numbers as text', async () => {
    const files = zipFiles(await bytes('xlsx', final))
    const sheet = files.get('xl/worksheets/sheet2.xml')?.toString() ?? ''
    expect(sheet).toContain('<c r="A2"><v>1</v></c>')
    expect(sheet).toMatch(/<c r="B2" s="2" t="inlineStr"><is><t xml:space="preserve">24650110000001</)
    expect(sheet).toContain('<c r="L3" s="3"><v>70.700</v></c>')
    const cell = read(await bytes('xlsx', final), { cellNF: true, cellText: true }).Sheets['F-1']?.['L3']
    expect([cell?.t, cell?.v, cell?.z, cell?.w]).toEqual(['n', 70.7, '0.000', '70.700'])
    expect(read(await bytes('xlsx', one)).Sheets['F1']?.['B5']).toMatchObject({ t: 's', v: '0000000001' })
  })

  it('freezes and filters the heading of each sheet', async () => {
    const files = zipFiles(await bytes('xlsx', one))
    const sheet = files.get('xl/worksheets/sheet2.xml')?.toString() ?? ''
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>')
    expect(sheet).toContain('<autoFilter ref="A1:I6"/>')
  })

  it('begins with a summary that adds up', async () => {
    const summary = readXlsx(await bytes('xlsx', final))
    const table = summary.slice(-5)
    expect(table[0]).toEqual([
      ...['Lembar', 'Kode Formasi', 'Jabatan', 'Unit Penempatan', 'Jenis Kebutuhan', 'Kebutuhan', 'Batas'],
      ...['Peserta', 'Hadir', 'Tidak Hadir', 'P/L', 'P/L-1', 'P/TL', 'P/TH'],
    ])
    expect(table.map((row) => [row[0], ...row.slice(7)])).toEqual([
      ['Lembar', 'Peserta', 'Hadir', 'Tidak Hadir', 'P/L', 'P/L-1', 'P/TL', 'P/TH'],
      ['F-1', '3', '2', '1', '1', '1', '0', '1'],
      ['F-2', '0', '0', '0', '0', '0', '0', '0'],
      ['f-2 ~2', '1', '1', '0', '0', '0', '1', '0'],
      ['Jumlah', '4', '3', '1', '1', '1', '1', '1'],
    ])
    const facts = new Map(summary.map((row) => [row[0], row[1]]))
    expect(facts.get('SHA-256')).toBe(final.digest)
    expect(facts.get('Aturan')).toBe('SKD CPNS 2024 (Kepmen PANRB 321/2024)')
    expect(facts.get('Diumumkan')).toBe('24 November 2026 pukul 11.20.05 WIB')
    expect(facts.get('Pemeriksaan')).toMatch(/^Rekonsiliasi cocok: hadir 3 \+ tidak hadir 1 = peserta 4;/)
    expect(facts.has('DICABUT')).toBe(false)
    const withdrawn = { at: Date.UTC(2026, 10, 25), reason: 'Kunci keliru.' }
    expect(
      new Map(readXlsx(await bytes('xlsx', final, { withdrawn })).map((row) => [row[0], row[1]])).get('DICABUT'),
    ).toBe('25 November 2026 pukul 07.00.00 WIB: Kunci keliru.')
  })

  it.each([
    [
      ['F1', 'F1', 'f1'],
      ['F1', 'F1 ~2', 'f1 ~3'],
    ],
    [['a/b\\c?d*e[f]g:h'], ['a-b-c-d-e-f-g-h']],
    [
      ['Ringkasan', 'History', "'", ''],
      ['Ringkasan ~2', 'History ~2', 'Formasi', 'Formasi ~2'],
    ],
    [
      ['x'.repeat(40), 'x'.repeat(50)],
      ['x'.repeat(31), `${'x'.repeat(28)} ~2`],
    ],
    [[`${'x'.repeat(30)}😀`], ['x'.repeat(30)]],
  ])('names sheets as Excel allows: %j', (codes, names) => {
    expect(
      sheetNames(
        codes.map((name) => ({ name, part: 1, parts: 1 })),
        ['Ringkasan'],
      ),
    ).toEqual(names)
  })
})

describe('[EX5] PDF', () => {
  const long = publicationOfOne(Array.from({ length: 90 }, (_, n) => rowNumbered(n + 1)))

  it('has its digest, its number and its code on every page', async () => {
    const pdf = await bytes('pdf', long)
    const { text, pages } = pdfText(pdf)
    expect(pages).toBeGreaterThan(2)
    expect(text.split(long.digest)).toHaveLength(pages + 1)
    for (let page = 1; page <= pages; page += 1) expect(text).toContain(`halaman ${page} dari ${pages}\n`)
    expect(text.split('Panitia Seleksi Instansi')).toHaveLength(2)
    expect(text.split('Nomor Peserta\n')).toHaveLength(pages + 1)
    expect(pdf.toString('latin1').match(/\/Sidik \d+ 0 R/g)).toHaveLength(pages)
  })

  it.each([
    [{ withdrawn: { at: 0, reason: 'Kunci keliru.' } }, 'DICABUT'],
    [{ replaced: true }, 'DIGANTI'],
  ])('%j is told on every page', async (options, word) => {
    const { text, pages } = pdfText(await bytes('pdf', long, options))
    expect(text.split(`${word}\n`)).toHaveLength(pages + 1)
    expect(pdfText(await bytes('pdf', long)).text).not.toMatch(/DICABUT|DIGANTI/)
  })

  it('the code says the digest, behind the public address where there is one', () => {
    expect(qrText('ab12')).toBe('SELEKSI1 ab12')
    expect(qrText('ab12', 'https://cat.example.go.id/board/?publication=p#')).toBe(
      'https://cat.example.go.id/board/?publication=p#ab12',
    )
  })
})

describe('[EX6] QTI', () => {
  it('keeps numbers apart that look alike, as names that XML allows', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', minLength: 1 }),
        fc.string({ unit: 'grapheme', minLength: 1 }),
        (a, b) => {
          expect(identifierOf(a)).toMatch(/^[A-Za-z_][A-Za-z0-9._-]*$/)
          expect(identifierOf(a) === identifierOf(b)).toBe(a === b)
        },
      ),
    )
    expect(['P-001', '0246', '_0246', 'a/b', '_x002F_'].map(identifierOf)).toEqual([
      'P-001',
      '_0246',
      '_x005F_0246',
      'a_x002F_b',
      '_x005F_x002F_',
    ])
  })

  it('escapes what XML would take for its own, and says the number as it is', async () => {
    const files = zipFiles(await bytes('qti', one))
    const xml = files.get('_24650110000002.xml')?.toString() ?? ''
    expect(xml).toContain('<value>Õ’Brien, &quot;Ina&quot; &lt;ş&amp;ç&gt;</value>')
    expect(files.get('_0000000001.xml')?.toString()).toContain(
      '<contextVariable identifier="PARTICIPANT_NUMBER" cardinality="single" baseType="string"><value>0000000001</value>',
    )
    expect(files.get('_24650110000003.xml')?.toString()).toContain('<value>+62 \uFFFD _x0041_</value>')
  })
})

describe('the figures under a list', () => {
  const counts = (total: number, present: number, absent: number, byCode: Record<string, number>) => ({
    total,
    present,
    absent,
    byCode,
  })

  it.each([
    // Q1: the summary that one agency published of 2021.
    [counts(837, 827, 10, { 'P/L': 292, 'P/L-1': 5, 'P/L-2': 2, 'P/TL': 528, 'P/TH': 10 }), true],
    [counts(837, 827, 10, { 'P/L': 292, 'P/L-1': 5, 'P/L-2': 2, 'P/TL': 527, 'P/TH': 10 }), false],
    [counts(836, 827, 10, { 'P/L': 292, 'P/L-1': 5, 'P/L-2': 2, 'P/TL': 528, 'P/TH': 9 }), false],
    // Who dropped out was there or was not.
    [counts(5, 4, 1, { 'P/L': 3, APS: 1, TMS: 1 }), true],
    [counts(5, 4, 1, { 'P/L': 3, APS: 1 }), false],
    [counts(0, 0, 0, {}), true],
  ])('%j', (figures, holds) => {
    expect(reconciliationLine(figures).holds).toBe(holds)
  })

  it('are said in one sentence', () => {
    expect(
      reconciliationLine(counts(837, 827, 10, { 'P/TL': 528, 'P/L-2': 2, 'P/L-1': 5, 'P/L': 292, 'P/TH': 10 })).id,
    ).toBe(
      'Rekonsiliasi cocok: hadir 827 + tidak hadir 10 = peserta 837; P/L 292 + P/L-1 5 + P/L-2 2 + P/TL 528 = hadir 827.',
    )
  })
})
