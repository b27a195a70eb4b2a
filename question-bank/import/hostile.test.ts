import * as XLSX from '@e965/xlsx'
import { describe, expect, it } from 'vitest'
import { archiveDirectory } from './archive.ts'
import { MOODLE, PNG, packageOf, QTI2, QTI3 } from './made-files.ts'
import { readBankFile } from './read.ts'
import { ENTRIES_MAX } from './reading.ts'

const reasonFor = (given: string | Uint8Array) => {
  const bytes = typeof given === 'string' ? new TextEncoder().encode(given) : given
  const reading = readBankFile('uji', bytes, { stimuli: new Map() })
  expect(reading.items).toEqual([])
  return reading.refused[0]?.reason ?? ''
}

const MANIFEST =
  '<manifest><resources><resource identifier="A" type="imsqti_item_xmlv2p1" href="a.xml"/></resources></manifest>'
const whole = { 'imsmanifest.xml': MANIFEST, 'a.xml': QTI2({}) }

describe('[B28] archives', () => {
  it('a harmless one is read', () => {
    const reading = readBankFile('uji', packageOf(whole), { stimuli: new Map() })
    expect(reading.items).toHaveLength(1)
  })

  it.each(['../../luar.xml', '/etc/luar.xml', 'C:/luar.xml', 'a\\..\\luar.xml', './a/../../luar.xml', 'a\u0000.xml'])(
    'a name that leads out: %j',
    (name) => expect(reasonFor(packageOf({ ...whole, [name]: 'x' }))).toContain('menunjuk ke luar arsip'),
  )

  it.each([
    ['a bomb by ratio', { ...whole, 'b.xml': ' '.repeat(5_000_000) }, {}, 'bom ZIP'],
    ['a bomb by its word', whole, { 'a.xml': { unpacked: 900_000_000 } }, 'lebih dari 50 MB'],
    ['files that share bytes', { ...whole, 'b.xml': 'x' }, { 'b.xml': { overlaps: true } }, 'saling bertumpuk'],
    ['a password', whole, { 'a.xml': { flags: 1 } }, 'terkunci sandi'],
    ['a link', whole, { 'a.xml': { mode: 0xa1ff } }, 'tautan'],
    ['less than it unpacks to', whole, { 'a.xml': { unpacked: 10 } }, 'rusak'],
    ['another checksum', whole, { 'a.xml': { crc: 1 } }, 'rusak'],
    ['no manifest', { 'a.xml': QTI2({}) }, {}, 'tanpa imsmanifest.xml'],
    ['a folder above', { 'paket/imsmanifest.xml': MANIFEST }, {}, 'di dalam folder "paket"'],
  ])('%s', (_, files, lies, reason) => expect(reasonFor(packageOf(files, lies))).toContain(reason))

  it('one file more than allowed', () => {
    const many = Object.fromEntries(Array.from({ length: ENTRIES_MAX + 1 }, (_, at) => [`${at}.txt`, '']))
    expect(reasonFor(packageOf(many))).toContain(`paling banyak ${ENTRIES_MAX}`)
  })

  it('a name twice', () => {
    const bytes = packageOf({ ...whole, 'b.xml': QTI2({}) })
    const text = Buffer.from(bytes).toString('latin1').replaceAll('b.xml', 'a.xml')
    expect(reasonFor(new Uint8Array(Buffer.from(text, 'latin1')))).toContain('dua berkas bernama "a.xml"')
  })

  it('more than fits, file by file within the limit', () => {
    const noise = Uint8Array.from({ length: 400_000 }, (_, at) => (at * 2654435761) >>> 13)
    const files = Object.fromEntries(['a', 'b', 'c', 'd', 'e'].map((name) => [name, noise]))
    const lies = Object.fromEntries(Object.keys(files).map((name) => [name, { unpacked: 45_000_000 }]))
    expect(reasonFor(packageOf(files, lies))).toMatch(/200 MB|bom ZIP/)
  })

  it('a circle of dependencies, and files the manifest has outside the archive', () => {
    const resource = (id: string, needs: string) =>
      `<resource identifier="${id}" type="imsqti_item_xmlv2p1" href="a.xml"><dependency identifierref="${needs}"/></resource>`
    const circle = `<manifest><resources>${resource('A', 'B')}${resource('B', 'A')}</resources></manifest>`
    expect(reasonFor(packageOf({ ...whole, 'imsmanifest.xml': circle }))).toContain('rujukan melingkar (A → B → A)')
    const outside = MANIFEST.replace('a.xml', '../../a.xml')
    expect(reasonFor(packageOf({ ...whole, 'imsmanifest.xml': outside }))).toContain('menunjuk ke luar paket')
  })

  it('cut short anywhere, it is refused or read, never more', () => {
    const bytes = packageOf(whole)
    for (let length = 0; length < bytes.length; length += 13) {
      const reading = readBankFile('uji', bytes.subarray(0, length), { stimuli: new Map() })
      expect(reading.items).toEqual([])
      expect(reading.refused.length).toBe(1)
    }
    expect(archiveDirectory(new Uint8Array(10))).toBeNull()
  })
})

describe('[B29] XML', () => {
  const entity = '<!ENTITY a "aaaaaaaaaa">'
  it.each([
    ['DOCTYPE', `<!DOCTYPE quiz>${MOODLE('')}`, 'DOCTYPE'],
    ['outside entity', `<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>`, 'DOCTYPE'],
    ['flood', `<!DOCTYPE q [${entity}<!ENTITY b "&a;&a;&a;&a;">]><quiz>&b;</quiz>`, 'DOCTYPE'],
    ['DOCTYPE inside', `<quiz><!DOCTYPE x></quiz>`, 'DOCTYPE'],
    ['an entity nobody declared', '<quiz>&nbsp;</quiz>', 'XML rusak'],
    ['deep', `<quiz>${'<a>'.repeat(200)}${'</a>'.repeat(200)}</quiz>`, 'bersarang lebih dari 100'],
    ['many', `<quiz>${'<a/>'.repeat(1_000_001)}</quiz>`, 'terlalu banyak unsur'],
    ['open', '<quiz><question type="multichoice">', 'XML rusak'],
    ['a name that is no name', '<quiz><1a/></quiz>', 'XML rusak'],
    ['two roots', '<quiz></quiz><quiz></quiz>', 'XML rusak'],
    ['encoding unknown', '<?xml version="1.0" encoding="UTF-7"?><quiz/>', 'bukan teks UTF-8'],
    ['include', QTI2({ body: '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="a.xml"/>' }), 'include'],
  ])('%s', (_, text, reason) => expect(reasonFor(text)).toContain(reason))

  it('says UTF-8 and is not', () => {
    const bytes = Buffer.from(MOODLE('<answer fraction="100"><text>caf\u00e9</text></answer>'), 'latin1')
    expect(reasonFor(new Uint8Array(bytes))).toContain('bukan teks UTF-8')
  })

  it('an old page that it names is read', () => {
    const xml = `<?xml version="1.0" encoding="ISO-8859-1"?>${MOODLE('<answer fraction="100"><text>caf\u00e9</text></answer><answer fraction="0"><text>teh</text></answer>')}`
    const { items } = readBankFile('uji', new Uint8Array(Buffer.from(xml, 'latin1')), { stimuli: new Map() })
    expect(items[0]?.imported.original.options[0]?.text).toBe('café')
  })

  it('one picture named without end', () => {
    const big = Buffer.concat([Buffer.from(PNG, 'base64'), Buffer.alloc(500_000, 7)])
    const answers = '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'
    const many = '<img src="@@PLUGINFILE@@/a.png">'.repeat(5_000)
    const file = `<file name="a.png" encoding="base64">${big.toString('base64')}</file>`
    expect(reasonFor(MOODLE(answers, `<text><![CDATA[${many}]]></text>${file}`))).toContain('terlalu banyak')
    const item = QTI2({ body: '<p><img src="p.png" alt=""/></p>'.repeat(5_000) })
    expect(reasonFor(packageOf({ ...whole, 'a.xml': item, 'p.png': big }))).toContain('terlalu banyak')
  })

  it('names like __proto__ are names', () => {
    const xml = MOODLE('<__proto__><polluted>yes</polluted></__proto__><answer fraction="100"><text>a</text></answer>')
    reasonFor(xml)
    reasonFor(packageOf({ 'imsmanifest.xml': MANIFEST.replace('a.xml', '__proto__'), __proto__x: '' }))
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
  })
})

describe('[B30] what would run', () => {
  const moodle = (html: string) =>
    MOODLE(
      '<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>',
      `<text><![CDATA[${html}]]></text>`,
    )
  const svg = (inside: string, attributes = '') =>
    `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"${attributes}>${inside}</svg>`).toString('base64')}`

  it.each([
    ['Moodle, script', moodle('<p>x</p><script>alert(1)</script>'), 'skrip'],
    ['Moodle, handler', moodle('<img src="data:image/png;base64,x" onerror="alert(1)">'), 'skrip'],
    ['Moodle, address', moodle('<a href="javascript:alert(1)">x</a>'), 'skrip'],
    ['GIFT', '::a:: <p>x</p><script>alert(1)</script> {=a ~b}', 'skrip'],
    ['QTI, script', QTI2({ body: '<script>alert(1)</script>' }), 'skrip'],
    ['QTI, handler', QTI3({ body: '<p onclick="alert(1)">x</p>' }), 'skrip'],
    ['SVG in a text', moodle(`<img src="${svg('<script>alert(1)</script>')}">`), 'Gambar SVG'],
    ['SVG, handler', moodle(`<img src="${svg('', ' onload="alert(1)"')}">`), 'Gambar SVG'],
    ['SVG, elsewhere', moodle(`<img src="${svg('<image href="https://x.invalid/a.png"/>')}">`), 'Gambar SVG'],
    ['SVG, entities', moodle(`<img src="data:image/svg+xml,%3C!DOCTYPE%20svg%3E%3Csvg/%3E">`), 'Gambar SVG'],
    ['SVG in a body', QTI2({ body: '<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>' }), 'Gambar SVG'],
    [
      'SVG in CSV',
      `soal,option_A,option_B,kunci\n"<img src=""${svg('<script>alert(1)</script>')}"">",x,y,A`,
      'Gambar SVG',
    ],
  ])('%s', (_, text, reason) => expect(reasonFor(text)).toContain(reason))

  it.each([
    '=HYPERLINK("https://x.invalid","y")',
    "=cmd|' /C calc'!A0",
    '+WEBSERVICE("https://x.invalid")',
    '@RTD("a";"b")',
  ])('a formula that acts: %s', (formula) =>
    expect(reasonFor(`soal,option_A,option_B,kunci\nApa?,"${formula.replaceAll('"', '""')}",y,B`)).toContain('rumus'),
  )

  it('a cell that is reckoned is refused with its place; a formula as text is text', () => {
    const sheet = XLSX.utils.aoa_to_sheet([
      ['soal', 'option_A', 'option_B', 'kunci'],
      ['Menjumlah?', '=SUM(A1:A5)', '=A1', 'A'],
      ['Berapa?', 'x', 'y', 'A'],
    ])
    sheet['B3'] = { t: 'n', v: 2, f: '1+1' }
    const book = XLSX.utils.book_new()
    XLSX.utils.book_append_sheet(book, sheet, 'Soal')
    const bytes = new Uint8Array(XLSX.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer)
    const { items, refused } = readBankFile('uji', bytes, { stimuli: new Map() })
    expect(items.map(({ imported }) => imported.original.options[0]?.text)).toEqual(['=SUM(A1:A5)'])
    expect(refused.map(({ reason }) => reason.slice(0, 22))).toEqual(['Sel B3 berisi rumus; g'])
  })

  it('a question that only speaks of a script is a question', () => {
    const { items } = readBankFile('uji', new TextEncoder().encode('Apa guna tag <script>? {=skrip ~gambar}'), {
      stimuli: new Map(),
    })
    expect(items[0]?.imported.bankItem.item.stem).toBe('Apa guna tag &lt;script&gt;?')
  })
})
