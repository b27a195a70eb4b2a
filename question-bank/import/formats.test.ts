import { describe, expect, it } from 'vitest'
import { MOODLE, PNG, packageOf, QTI2, QTI3 } from './made-files.ts'
import { readBankFile } from './read.ts'
import type { FileReading } from './reading.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const read = (given: string | Uint8Array): FileReading =>
  readBankFile('uji', typeof given === 'string' ? bytes(given) : given, { stimuli: new Map() })
const items = (reading: FileReading) => reading.items.map(({ imported }) => imported)
const only = (given: string | Uint8Array) => {
  const reading = read(given)
  expect(reading.refused).toEqual([])
  expect(reading.items).toHaveLength(1)
  const [item] = items(reading)
  if (!item) throw new Error('no item')
  return { ...item, simplified: reading.simplified?.map(({ reason }) => reason) ?? [] }
}
const refusals = (given: string | Uint8Array) => read(given).refused.map(({ where, reason }) => `${where}: ${reason}`)

describe('[B27] the format is told by what is in the file', () => {
  it.each([
    [
      'moodle-xml',
      MOODLE('<answer fraction="100"><text>a</text></answer><answer fraction="0"><text>b</text></answer>'),
    ],
    ['qti', QTI2({})],
    ['qti', QTI3({})],
    ['gift', '::Satu:: Apa? {=ya ~tidak}'],
    ['gift', '// Kelas\n$CATEGORY: TIU/Deret\n\nApa? {=ya ~tidak}'],
    ['gift', '[html]<p>Apa?</p> {=ya ~tidak}'],
    ['aiken', 'Apa?\nA. ya\nB. tidak\nANSWER: A\n'],
    ['csv', 'soal,option_A,option_B,kunci\n"::x:: {=ya ~tidak}",x,y,A'],
    ['json', '[{"question":"::x:: {=ya ~tidak}","options":["x","y"],"key":"A"}]'],
  ])('%s', (format, text) => {
    const reading = read(text)
    expect(reading.format).toBe(format)
    expect(reading.items).toHaveLength(1)
  })

  it.each([
    ['<questestinterop/>', 'QTI 1.2 belum didukung'],
    ['<manifest/>', 'unggah paket QTI sebagai satu arsip ZIP'],
    ['<qti-assessment-test/>', 'unggah paket QTI sebagai satu arsip ZIP'],
    ['<rss/>', 'XML "rss" bukan berkas soal'],
  ])('%s is refused by name', (text, reason) => expect(refusals(text)[0]).toContain(reason))
})

describe('Aiken', () => {
  it('[B1] several items, lines and keys', () => {
    const reading = read('Apa\nibu kota?\nA) Medan\nB) Jakarta\nANSWER: B\n\nLagi?\nA. x\nB. y\nC. z\nANSWER: C\n')
    expect(items(reading).map(({ original, key }) => [original.stem, original.options.length, key])).toEqual([
      ['Apa\nibu kota?', 2, { kind: 'single', correct: ['B'] }],
      ['Lagi?', 3, { kind: 'single', correct: ['C'] }],
    ])
    expect(reading.items[1]?.where).toContain('baris 7')
  })

  it('[B31] says where an item is not whole', () => {
    expect(refusals('Satu?\nA. x\nB. y\n\nDua?\nA. x\nB. y\nANSWER: A\n\nTiga?\nA. x\nC. y\nANSWER: A')).toEqual([
      'baris 1: Baris ANSWER tidak ada; tulis "ANSWER: A" di bawah opsi terakhir.',
      'baris 10: Label opsi tidak berurutan; pakai A, B, C, … tanpa lompatan.',
    ])
  })
})

describe('GIFT', () => {
  it('[B34] title, category, tags, feedback', () => {
    const item = only(
      '$CATEGORY: $course$/top/TIU/Deret\n\n// [id:D-7] [tag:mudah] [tag:pola]\n::Deret:: 1, 2, 4, …? {=8#benar ~6#bukan tambah dua ####Dikali dua}',
    )
    expect(item.bankItem).toMatchObject({
      source: 'D-7',
      section: 'TIU',
      subject: 'Deret',
      topic: 'pola',
      difficulty: 1,
    })
    expect(item.key).toEqual({ kind: 'single', correct: ['A'] })
    expect(item.rationale).toBe('Dikali dua\nA: benar\nB: bukan tambah dua')
  })

  it('[B33] per cent are weights', () => {
    const item = only('Sikap? {=terbaik ~%50%cukup ~%-25%buruk}')
    expect(item.key).toEqual({ kind: 'weighted', weights: { A: 100, B: 50, C: -25 } })
    expect(item.simplified).toEqual(['Nilai pecahan 100%, 50%, -25% dibaca sebagai bobot 100, 50, -25.'])
  })

  it('[B31] each kind we do not have, and what cannot be read, by its line; the rest is taken', () => {
    const reading = read('A? {=x ~y}\n\nB? {}\n\nC? {#3}\n\nD? {~%50%x ~%50%y}\n\n::E:: q {=a ~b\n\n::F:: q {=a ~b}')
    expect(reading.items).toHaveLength(2)
    expect(reading.refused.map(({ where, reason }) => `${where}: ${reason.slice(0, 46)}`)).toEqual([
      'baris 3: Jenis soal Essay (uraian) belum didukung; hany',
      'baris 5: Jenis soal Numerical (isian angka) belum diduk',
      'baris 7: Soal dengan beberapa jawaban sekaligus belum d',
      'baris 9: Tulisan GIFT tidak dapat dibaca mulai baris 9,',
    ])
  })

  it('[B32] true and false as two options that stay', () => {
    const item = only('Bumi bulat. {T}')
    expect(item.bankItem.item.options.map(({ html, fixed }) => [html, fixed])).toEqual([
      ['Benar', true],
      ['Salah', true],
    ])
    expect(item.simplified).toHaveLength(1)
  })
})

describe('Moodle XML', () => {
  const answers = (...fractions: number[]) =>
    fractions.map((share, at) => `<answer fraction="${share}"><text>opsi ${at}</text></answer>`).join('')

  it('[B33] points of the item where they are whole, per cent, or small numbers', () => {
    const weights = (xml: string) => {
      const { key } = only(xml)
      return key.kind === 'weighted' ? Object.values(key.weights) : key.correct
    }
    expect(weights(MOODLE(answers(0, 100, 0)))).toEqual(['B'])
    expect(weights(MOODLE(`<defaultgrade>5</defaultgrade>${answers(100, 80, 60, 40, 20)}`))).toEqual([5, 4, 3, 2, 1])
    expect(weights(MOODLE(answers(100, 50, 0)))).toEqual([100, 50, 0])
    expect(weights(MOODLE(answers(100, 66.66667, 33.33333)))).toEqual([3, 2, 1])
    expect(refusals(MOODLE(answers(100, 12.3457, 0)))[0]).toContain('tidak dapat ditulis sebagai bilangan bulat')
  })

  it('[B34] an embedded picture stands in the text, told by its bytes', () => {
    const text = '<text><![CDATA[<p>Apa ini? <img src="@@PLUGINFILE@@/gambar%20satu.jpg" alt="bentuk"></p>]]></text>'
    const picture = `<file name="gambar satu.jpg" path="/" encoding="base64">${PNG}</file>`
    const item = only(MOODLE(answers(100, 0), `${text}${picture}`))
    expect(item.bankItem.item.stem).toBe(`<p>Apa ini? <img src="data:image/png;base64,${PNG}" alt="bentuk" /></p>`)
    expect(refusals(MOODLE(answers(100, 0), text))[0]).toContain('Berkas "gambar satu.jpg" yang dipakai soal tidak ada')
  })

  it('[B31] sound that an item needs, several answers, other kinds', () => {
    const sound = '<text><![CDATA[<a href="@@PLUGINFILE@@/a.mp3">Dengar</a>]]></text>'
    expect(refusals(MOODLE(answers(100, 0), sound))[0]).toContain('audio atau video "a.mp3"')
    expect(refusals(MOODLE(`<single>false</single>${answers(50, 50)}`))[0]).toContain('beberapa jawaban sekaligus')
    expect(refusals('<quiz><question type="cloze"><name><text>x</text></name></question></quiz>')[0]).toBe(
      'baris 1 (id x): Jenis soal "cloze" (teks rumpang) belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.',
    )
  })

  it('[B35] an id that two items have is none', () => {
    const one = MOODLE(answers(100, 0))
    const two = one.replace('</quiz>', '') + MOODLE(answers(0, 100, 0)).replace('<quiz>', '')
    const sources = items(read(two)).map(({ bankItem }) => bankItem.source)
    expect(new Set(sources).size).toBe(2)
    expect(sources.every((id) => /^soal-[a-z0-9]+$/.test(id))).toBe(true)
    expect(items(read(two)).map(({ bankItem }) => bankItem.source)).toEqual(sources)
  })
})

describe('QTI', () => {
  it.each([
    ['2.x', QTI2],
    ['3.0', QTI3],
  ])('[B1] %s: text, options, key, feedback', (_, item) => {
    const found = only(item({}))
    expect(found.bankItem.source).toBe('butir-7')
    expect(found.bankItem.item.stem).toBe('<p>Perhatikan.</p> <div>Ibu kota?</div>')
    expect(found.bankItem.item.options).toEqual([
      { id: 'A', html: 'Medan', fixed: false },
      { id: 'B', html: 'Jakarta', fixed: true },
    ])
    expect(found.key).toEqual({ kind: 'single', correct: ['B'] })
    expect(found.rationale).toContain('Sejak 1945.')
  })

  it('[B33] a mapping is weights within its bounds, when the processing asks for it', () => {
    const mapping = (attributes: string, template: string) =>
      QTI2({
        key: `<mapping ${attributes}><mapEntry mapKey="y" mappedValue="5"/><mapEntry mapKey="x" mappedValue="2"/></mapping>`,
        template,
      })
    expect(only(mapping('defaultValue="0"', 'map_response')).key).toEqual({
      kind: 'weighted',
      weights: { A: 2, B: 5 },
    })
    expect(only(mapping('upperBound="3"', 'map_response')).key).toEqual({ kind: 'weighted', weights: { A: 2, B: 3 } })
  })

  it('[B31] other interactions, two questions, templates, pictures that are elsewhere', () => {
    const body = (text: string) => refusals(QTI2({ body: text }))[0] ?? ''
    expect(body('<textEntryInteraction responseIdentifier="R"/>')).toContain('Interaksi textEntryInteraction belum')
    expect(body('<p><printedVariable identifier="x"/></p>')).toContain('template')
    expect(body('<img src="a.png" alt=""/>')).toContain('Gambar "a.png" tidak ada di dalam berkas XML')
    expect(refusals(QTI2({ cardinality: 'multiple', max: '0' }))[0]).toContain('beberapa jawaban sekaligus')
    expect(refusals(QTI2({ key: '<correctResponse><value>z</value></correctResponse>' }))[0]).toContain('pilihan "z"')
  })

  it('[B34] a package: pictures, shared stimulus, metadata; the test is named as left out', () => {
    const reading = read(
      packageOf({
        'imsmanifest.xml': `<manifest><resources>
          <resource identifier="T" type="imsqti_test_xmlv3p0" href="tes.xml"/>
          <resource identifier="A" type="imsqti_item_xmlv3p0" href="butir/a.xml">
            <metadata><lom><general><keyword><string>peta</string></keyword></general>
            <educational><difficulty><value>difficult</value></difficulty></educational></lom></metadata>
          </resource>
          <resource identifier="B" type="imsqti_item_xmlv3p0" href="butir/b.xml"/></resources></manifest>`,
        'butir/a.xml': QTI3({
          stimulus: '../wacana.xml',
          body: '<p><img src="../gambar/p.png" alt="peta"/></p>',
        }),
        'wacana.xml':
          '<qti-assessment-stimulus identifier="W1"><qti-stimulus-body><p>Bacaan</p></qti-stimulus-body></qti-assessment-stimulus>',
        'gambar/p.png': Buffer.from(PNG, 'base64'),
      }),
    )
    expect(reading.refused).toEqual([
      { where: 'butir/b.xml', reason: 'Berkas butir ini disebut manifes tetapi tidak ada dalam arsip.' },
    ])
    const [item] = items(reading)
    expect(item?.bankItem).toMatchObject({ topic: 'peta', difficulty: 3 })
    expect(item?.bankItem.item.stimulus).toEqual({ id: 'W1', html: '<p>Bacaan</p>' })
    expect(item?.bankItem.item.stem).toContain(`<img src="data:image/png;base64,${PNG}" alt="peta" />`)
    expect(reading.simplified).toEqual([
      { where: 'paket', reason: 'Susunan tes "tes.xml" tidak dibawa; hanya butir soalnya yang diambil.' },
    ])
  })
})
