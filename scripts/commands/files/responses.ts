import { quoted } from './cells.ts'
import type { KeyedItem } from './keys.ts'
import type { Problems } from './problems.ts'
import { type Column, type GivenFile, type Row, readTable, type Shape } from './table.ts'

/**
 * What every candidate chose, by number in the order of their first row: for each item of the paper 0 (no row), 1
 * (blank), or 2 and up for its options in order. A byte each, because a hundred thousand papers have to fit.
 */
export type Responses = Map<string, Uint8Array>
/** Rows of a long file: 180,000 papers of 110 items. */
const RESPONSES_MAX = 20_000_000
const NO_ROW = 0
const BLANK = 1
const FIRST_OPTION = 2

/** The option's place in the item's options; null: blank. */
export const optionOf = (choice: number): number | null => (choice < FIRST_OPTION ? null : choice - FIRST_OPTION)

const NUMBER: Column = { key: 'number', also: ['nomor', 'nomor_peserta', 'no_peserta'], needed: true }
const ITEM: Column = { key: 'item', also: ['soal'] }
const CHOICE: Column = { key: 'choice', also: ['jawaban', 'response'] }
/** Columns of a candidate file that may stand beside the responses of a wide file. */
const BESIDE: Column[] = ['name', 'vacancy', 'need', 'present', 'disqualified'].map((key) => ({ key }))

/**
 * Reads responses, long (number, item, choice: one row for each response) or wide (number, then one column for each
 * item). An item without a row is blank; a candidate without a row is not there.
 * @returns the items that a wide file has no column for
 */
export function readResponses(
  file: GivenFile,
  items: ReadonlyMap<string, KeyedItem>,
  problems: Problems,
): { responses: Responses; without: string[] } {
  const responses: Responses = new Map()
  const places = new Map([...items.keys()].map((item, index) => [item, index]))
  const choiceOf = [...items.values()].map(choiceReader)
  const wide: { title: string; index: number; place: number }[] = []
  const missing = new Set<string>()
  const of = (number: string) => {
    let choices = responses.get(number)
    if (choices) return choices
    choices = new Uint8Array(items.size)
    responses.set(number, choices)
    return choices
  }
  /** Null when it is no choice of the item, which was noted. */
  const read = (row: Row, column: string, place: number, text: string) => {
    const choice = choiceOf[place]?.(text) ?? null
    if (choice === null) row.bad(column, `jawaban ${quoted(text)} bukan opsi soal ini (${optionsOf(items, place)})`)
    return choice
  }
  const long = (row: Row) => {
    const place = places.get(row.cell('item'))
    if (place === undefined) return row.bad('item', `soal ${quoted(row.cell('item'))} tidak ada di berkas kunci`)
    const choice = read(row, 'choice', place, row.cell('choice'))
    const choices = of(row.cell('number'))
    if (choices[place] !== NO_ROW)
      row.bad(
        'item',
        `peserta ${quoted(row.cell('number'))} sudah punya jawaban untuk soal ${quoted(row.cell('item'))}`,
      )
    if (choice !== null) choices[place] = choice
  }
  const across = (row: Row, cells: readonly string[]) => {
    if (responses.has(row.cell('number')))
      return row.bad('number', `nomor peserta ${quoted(row.cell('number'))} sudah ada di baris sebelumnya`)
    const choices = of(row.cell('number'))
    for (const { title, index, place } of wide) {
      const choice = read(row, title, place, (cells[index] ?? '').trim())
      if (choice !== null) choices[place] = choice
    }
  }
  let isLong = false
  const shape: Shape = {
    columns: [NUMBER, ITEM, CHOICE, ...BESIDE],
    rowsMax: RESPONSES_MAX,
    each(row, cells) {
      if (row.cell('number') === '') row.bad('number', 'nomor peserta kosong')
      else if (isLong) long(row)
      else across(row, cells)
    },
    titles({ unknown, has, line }) {
      isLong = has('item') && has('choice')
      if (isLong) return
      for (const key of ['item', 'choice'])
        if (has(key)) problems.add(file.name, line, key === 'item' ? 'choice' : 'item', 'kolom ini tidak ada')
      for (const { title, index } of unknown) {
        const place = places.get(title)
        if (place === undefined) problems.add(file.name, line, title, 'soal ini tidak ada di berkas kunci')
        else wide.push({ title, index, place })
      }
      if (wide.length === 0)
        return problems.add(file.name, line, null, 'perlu kolom item dan choice, atau satu kolom untuk setiap soal')
      const there = new Set(wide.map(({ place }) => place))
      for (const [item, place] of places) if (!there.has(place)) missing.add(item)
    },
  }
  readTable(file, shape, problems)
  return { responses, without: [...missing] }
}

/** Reads one item's choice: an option's letter in either case; nothing or '-' is blank. */
function choiceReader({ options }: KeyedItem): (text: string) => number | null {
  const known = new Map<string, number>([
    ['', BLANK],
    ['-', BLANK],
  ])
  for (const [index, letter] of options.entries()) {
    known.set(letter, FIRST_OPTION + index)
    known.set(letter.toLowerCase(), FIRST_OPTION + index)
  }
  return (text) => known.get(text) ?? null
}

const optionsOf = (items: ReadonlyMap<string, KeyedItem>, place: number) =>
  [...items.values()][place]?.options.join(', ')
