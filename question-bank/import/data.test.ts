import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toCsv, toExport, toXlsx } from '../export.ts'
import { readBankFile, readStimuli } from './read.ts'
import type { FileReading } from './reading.ts'

const data = resolve(import.meta.dirname, '../../../shared/data')
const absent = !existsSync(data)
const note = absent ? ' (skipped: ../shared/data is absent)' : ''

const file = (path: string) => new Uint8Array(readFileSync(join(data, path)))
const json = (path: string) => JSON.parse(readFileSync(join(data, path), 'utf8'))
const stimuli = absent
  ? new Map<string, string>()
  : (readStimuli(file('a-items/belebele-jv/stimuli.json')) ?? new Map<string, string>())
const read = (path: string) => readBankFile(path, file(path), { stimuli })

interface SourceItem {
  id: string
  subject?: string
  section?: string
  question: string
  options: string[]
  key?: string
  weights?: number[]
  rationale?: string
  stimulus_id?: string
}

describe.skipIf(absent)(`items of shared/data/a-items${note}`, () => {
  it.each([
    ['aqua-rat/items', 254],
    ['belebele-jv/items', 280],
    ['global-mmlu-lite-id/items', 400],
    ['indommlu/items', 500],
    ['skd-cpns-tryout/soalSKD', 100],
    ['skd-cpns-tryout/soalTPA1', 42],
  ])('[B1] %s: CSV and JSON give the source, word for word', (path, count) => {
    const source: SourceItem[] = json(`a-items/${path}.json`)
    for (const [format, reading] of [
      ['csv', read(`a-items/${path}.csv`)],
      ['json', read(`a-items/${path}.json`)],
    ] as const) {
      expect(reading.format).toBe(format)
      expect(reading.refused).toEqual([])
      expect(reading.items).toHaveLength(count)
      for (const [at, { imported }] of reading.items.entries()) expectSame(imported, source[at] as SourceItem)
    }
  })

  it('[B1] xcopa-id: two options, one file', () => {
    const { items, refused } = read('a-items/xcopa-id/items.csv')
    expect(refused).toEqual([])
    expect(items).toHaveLength(100)
    expect(
      items.every(({ imported }) => imported.original.options.length === 2 && imported.original.key.length === 1),
    ).toBe(true)
  })

  it.each(['indommlu/items', 'skd-cpns-tryout/soalSKD'])('[B1] %s: XLSX gives what CSV gives', (path) => {
    const [csv, xlsx] = [read(`a-items/${path}.csv`), read(`a-items/${path}.xlsx`)]
    expect(xlsx.format).toBe('xlsx')
    expect(xlsx.refused).toEqual([])
    expect(xlsx.items.map((item) => item.imported)).toEqual(csv.items.map((item) => item.imported))
  })

  it.each(['indommlu', 'global-mmlu-lite-id'])('[B1] %s: counts as expected', (folder) => {
    const expected = json(`a-items/${folder}/expected_counts.json`)
    const { items, warnings } = read(`a-items/${folder}/items.csv`)
    const by = (of: (item: FileReading['items'][number]['imported']) => string) => {
      const counts: Record<string, number> = {}
      for (const { imported } of items) counts[of(imported)] = (counts[of(imported)] ?? 0) + 1
      return counts
    }
    expect(items).toHaveLength(expected.n_items)
    expect(by((item) => item.bankItem.subject)).toEqual(expected.by_subject)
    expect(by((item) => item.original.key.join())).toEqual(expected.by_key)
    if (folder !== 'indommlu') return
    expect(by((item) => String(item.original.options.length))).toEqual(expected.by_n_options)
    expect(items.filter(({ imported }) => imported.original.stem.includes('\n'))).toHaveLength(
      expected.items_with_newline_in_stem,
    )
    const doubled = warnings
      .filter((warning) => warning.reason.includes('teks yang sama'))
      .map((warning) => /id (\S+)\)/.exec(warning.where)?.[1])
    expect(doubled.sort()).toEqual([...expected.items_with_duplicate_option_text].sort())
  })

  it('[B1] soalSKD: sections, kinds and points', () => {
    const expected = json('a-items/skd-cpns-tryout/expected_soalSKD.json')
    const { items } = read('a-items/skd-cpns-tryout/soalSKD.csv')
    for (const [section, count] of Object.entries(expected.sections))
      expect(items.filter(({ imported }) => imported.bankItem.section === section)).toHaveLength(count as number)
    for (const [label, total] of Object.entries(expected.constant_answer_totals) as [
      string,
      { keyed: number; tkp: number },
    ][]) {
      const points = { keyed: 0, tkp: 0 }
      for (const { imported } of items) {
        if (imported.key.kind === 'single') points.keyed += imported.key.correct.includes(label) ? 5 : 0
        else points.tkp += imported.key.weights[label] ?? 0
      }
      expect(points).toEqual(total)
    }
  })

  it('[B1] more than 1,500 items from CSV, all ids different', () => {
    const all = [
      'aqua-rat/items',
      'belebele-jv/items',
      'global-mmlu-lite-id/items',
      'indommlu/items',
      'skd-cpns-tryout/soalSKD',
      'skd-cpns-tryout/soalTPA1',
      'xcopa-id/items',
    ].flatMap((path) => read(`a-items/${path}.csv`).items)
    expect(all).toHaveLength(1676)
    expect(new Set(all.map(({ imported }) => imported.bankItem.source)).size).toBe(1676)
  })

  it('[B16] belebele without its passages is refused, item by item', () => {
    const { items, refused } = readBankFile('items.csv', file('a-items/belebele-jv/items.csv'), { stimuli: new Map() })
    expect(items).toEqual([])
    expect(refused).toHaveLength(280)
    expect(refused[0]).toEqual({
      where: 'baris 2 (id belebele-jv-70)',
      reason:
        'Wacana "belebele-jv-passage-1" tidak ditemukan; unggah berkas wacananya (JSON id → teks) bersama berkas ini.',
    })
  })

  it('[B16] the passages file is known as such', () => {
    expect(stimuli.size).toBe(245)
    expect(read('a-items/belebele-jv/stimuli.json')).toEqual({
      format: 'stimuli',
      items: [],
      refused: [],
      warnings: [],
    })
  })

  it.each([
    ['indommlu/expected_counts.json', 'json', 'Medan soal tidak ditemukan'],
    ['indommlu/responses_0shot.csv', 'csv', 'Kolom soal tidak ditemukan; kolom yang ada: examinee, indommlu-6126'],
    ['README.md', 'csv', 'Kolom soal tidak ditemukan'],
  ])('[B2] %s is no item file, and says so', (path, format, reason) => {
    const reading = read(`a-items/${path}`)
    expect(reading.format).toBe(format)
    expect(reading.items).toEqual([])
    expect(reading.refused).toHaveLength(1)
    expect(reading.refused[0]?.reason).toContain(reason)
  })

  it('[B19] export and re-import keep text, options and key, in JSON, CSV and XLSX', () => {
    for (const path of [
      'aqua-rat/items.csv',
      'belebele-jv/items.csv',
      'indommlu/items.csv',
      'skd-cpns-tryout/soalSKD.csv',
      'global-mmlu-lite-id/items.csv',
    ]) {
      const rows = read(`a-items/${path}`).items.map(({ imported }) => imported)
      const exported = toExport(rows)
      const files = [
        new TextEncoder().encode(JSON.stringify(exported)),
        new TextEncoder().encode(toCsv(rows)),
        toXlsx(rows),
      ]
      for (const bytes of files) {
        const again = readBankFile('x', bytes, { stimuli: new Map() })
        expect(again.refused).toEqual([])
        expect(toExport(again.items.map(({ imported }) => imported))).toEqual(exported)
      }
    }
  })

  function expectSame(
    { bankItem, key, original, rationale }: FileReading['items'][number]['imported'],
    source: SourceItem,
  ): void {
    const labels = [...'ABCDE'].slice(0, source.options.length)
    expect(bankItem.source).toBe(source.id)
    expect(bankItem.subject).toBe(source.subject ?? '')
    expect(bankItem.section).toBe(source.section ?? '')
    expect(bankItem.kind).toBe(source.weights ? 'weighted' : 'single')
    expect(bankItem.item.options.map((option) => option.id)).toEqual(labels)
    expect(original).toEqual({
      stem: source.question,
      stimulus: source.stimulus_id === undefined ? null : stimuli.get(source.stimulus_id),
      options: source.options.map((text, at) => ({ label: labels[at], text, weight: source.weights?.[at] ?? null })),
      key: source.key === undefined ? [] : [source.key],
    })
    expect(key).toEqual(
      source.weights
        ? { kind: 'weighted', weights: Object.fromEntries(source.weights.map((weight, at) => [labels[at], weight])) }
        : { kind: 'single', correct: [source.key] },
    )
    expect(rationale).toBe(source.rationale ?? '')
  }
})

describe.skipIf(absent)(`every other file of shared/data${note}`, () => {
  const files = absent
    ? []
    : readdirSync(data, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())

  it('[B2] is read or refused with a reason, never with an error', () => {
    let readable = 0
    for (const entry of files) {
      const path = relative(data, join(entry.parentPath, entry.name))
      const reading = read(path)
      if (reading.items.length > 0) readable++
      else if (reading.format !== 'stimuli') {
        expect(reading.refused.length, path).toBeGreaterThan(0)
        for (const { where, reason } of reading.refused) expect(where.length * reason.length, path).toBeGreaterThan(0)
      }
    }
    expect(files.length).toBeGreaterThan(700)
    expect(readable).toBeGreaterThan(15)
  })

  it.each([
    [
      'g-cbt-import-templates/garudacbt/format_soal.docx',
      'unknown',
      'Berkas Word (.docx) belum dapat dibaca; salin soal ke XLSX atau CSV.',
    ],
    [
      'g-cbt-import-templates/garudacbt/format_mapel.xlsx',
      'xlsx',
      'Kolom soal tidak ditemukan; kolom yang ada: No, Mata Pelajaran',
    ],
    [
      'c-moodle-gift-aiken/moodle/question/format/gift/tests/fixtures/questions_encoding_windows-1252.gift.txt',
      'unknown',
      'bukan teks UTF-8',
    ],
    [
      'b-qti/oat-tao-itemqti/test/integration/samples/package/wrong/MissingManifest.zip',
      'unknown',
      'Arsip tanpa imsmanifest.xml bukan paket soal QTI',
    ],
    ['b-qti/oat-tao-itemqti/test/integration/samples/package/wrong/MalformedItemXml.zip', 'qti', 'XML rusak'],
    ['b-qti/instructure-qti/fixtures/edge_cases_1.2.xml', 'qti', 'QTI 1.2 belum didukung'],
  ])('[B2] %s', (path, format, reason) => {
    const reading = read(path)
    expect(reading.format).toBe(format)
    expect(reading.refused[0]?.reason).toContain(reason)
  })

  it('[B12] Kahoot: numbers counted from one, empty options at the end', () => {
    const { items } = read('c-moodle-gift-aiken/qas-editor/kahoot/kahoot.csv')
    expect(items.map(({ imported }) => imported.original.key.join())).toEqual(['D', 'A', 'A', 'B', 'A'])
    expect(items.map(({ imported }) => imported.original.options.length)).toEqual([4, 3, 3, 3, 4])
  })
})
