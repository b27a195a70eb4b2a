import type { ItemId, OptionId } from '../../../question-bank/item.ts'
import type { ItemKey } from '../../../question-bank/key.ts'
import type { RuleSection, RuleSet } from '../../../scoring/rule-set.ts'
import { quoted, wholeOf } from './cells.ts'
import type { Problems } from './problems.ts'
import { type Column, type GivenFile, type Row, readTable } from './table.ts'

/** One item of the paper, as its row in the key file says. */
export interface KeyedItem {
  item: ItemId
  section: string
  key: ItemKey
  /** Letters that may be chosen. */
  options: OptionId[]
  /** Line of the key file. */
  line: number
}

const LETTERS = ['A', 'B', 'C', 'D', 'E']
const COLUMNS: Column[] = [
  { key: 'item', also: ['soal', 'id'], needed: true },
  { key: 'section', also: ['subtes'], needed: true },
  { key: 'key', also: ['kunci'] },
  { key: 'weights', also: ['bobot'] },
  ...LETTERS.map((letter) => ({ key: letter.toLowerCase(), also: [`option_${letter}`, `bobot_${letter}`] })),
]
const GIVEN = new Set(['BONUS', 'SEMUA', 'SEMUA BENAR'])
const VOID = new Set(['BATAL', 'VOID'])

/** Reads the key file: every item of one paper, in its order. An item is a letter key, or one weight for each option. */
export function readKeys(file: GivenFile, ruleSet: RuleSet, problems: Problems): Map<string, KeyedItem> {
  const items = new Map<string, KeyedItem>()
  const sections = new Map(ruleSet.sections.map((section) => [section.id.toLowerCase(), section]))
  const each = (row: Row) => {
    const item = row.cell('item')
    const first = items.get(item)
    if (item === '') return row.bad('item', 'id soal kosong')
    if (first) return row.bad('item', `soal ${quoted(item)} sudah ada di baris ${first.line}`)
    const section = sections.get(row.cell('section').toLowerCase())
    if (!section)
      return row.bad(
        'section',
        `subtes ${quoted(row.cell('section'))} tidak ada dalam aturan ${ruleSet.id}; yang ada: ${ruleSet.sections.map(({ id }) => id).join(', ')}`,
      )
    const read = keyOf(row, item as ItemId, section)
    if (read) items.set(item, { item: item as ItemId, section: section.id, ...read, line: row.line })
  }
  readTable(file, { columns: COLUMNS, each }, problems)
  return items
}

function keyOf(row: Row, item: ItemId, { id, scoring }: RuleSection): Pick<KeyedItem, 'key' | 'options'> | null {
  const word = row.cell('key').toUpperCase()
  const version = 1
  const weights = weightsOf(row, scoring)
  if (weights === null) return null
  const options = weights.size > 0 ? LETTERS.filter((letter) => weights.has(letter)) : LETTERS
  if (GIVEN.has(word)) return { key: { item, version, kind: 'given' }, options }
  if (VOID.has(word)) return { key: { item, version, kind: 'void' }, options }
  if (scoring.kind === 'weighted') {
    if (word !== '') row.bad('key', `subtes ${id} berbobot; isi kolom a sampai e, atau BONUS, atau BATAL`)
    else if (weights.size === 0) row.bad('a', `bobot soal ${quoted(item)} kosong; isi bobot setiap opsi`)
    else return { key: { item, version, kind: 'weighted', weights: Object.fromEntries(weights) }, options }
    return null
  }
  if (weights.size > 0) {
    row.bad(weightColumn(row), `subtes ${id} dinilai benar atau salah; kosongkan bobotnya dan isi kolom key`)
    return null
  }
  const correct = [...new Set(word.split('|').map((letter) => letter.trim()))]
  if (correct.every((letter) => LETTERS.includes(letter)))
    return { key: { item, version, kind: 'single', correct }, options }
  row.bad(
    'key',
    word === ''
      ? 'kunci kosong; tulis hurufnya, beberapa huruf dipisah |, atau BONUS, atau BATAL'
      : `kunci ${quoted(row.cell('key'))} bukan huruf A sampai E (beberapa huruf dipisah |), BONUS atau BATAL`,
  )
  return null
}

/** From columns a to e, or from one text 'A:1|B:5'. Empty where the row states none, null where one is wrong. */
function weightsOf(row: Row, scoring: RuleSection['scoring']): Map<string, number> | null {
  const weights = new Map<string, number>()
  const [least, most] = scoring.kind === 'weighted' ? [scoring.least, scoring.most] : [0, 1000]
  let sound = true
  const take = (column: string, letter: string, text: string) => {
    const weight = wholeOf(text, least, most)
    const what = !LETTERS.includes(letter)
      ? `opsi ${quoted(letter)} bukan A sampai E`
      : weights.has(letter)
        ? `bobot opsi ${letter} disebut dua kali`
        : typeof weight === 'string'
          ? `bobot opsi ${letter}: ${weight}`
          : null
    if (what === null) weights.set(letter, weight as number)
    else row.bad(column, what)
    sound &&= what === null
  }
  for (const letter of LETTERS) {
    const text = row.cell(letter.toLowerCase())
    if (text !== '') take(letter.toLowerCase(), letter, text)
  }
  const listed = row.cell('weights')
  for (const part of listed === '' ? [] : listed.split('|')) {
    const [letter = '', weight = ''] = part.split(/[:=]/).map((one) => one.trim())
    take('weights', letter.toUpperCase(), weight)
  }
  return sound ? weights : null
}

const weightColumn = (row: Row) =>
  row.cell('weights') !== ''
    ? 'weights'
    : (LETTERS.map((one) => one.toLowerCase()).find((one) => row.cell(one) !== '') ?? 'a')
