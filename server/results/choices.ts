import type { Form } from '../../question-bank/form.ts'
import type { ItemId, OptionId } from '../../question-bank/item.ts'

/**
 * Which option was chosen for each item of a form, as one short text beside the score, so that a mended key needs no
 * replay of 110 answers: "1", then for each section of the blueprint a dot and its records in the order of the pool.
 * A record is the item's place in the test's sorted pool (three digits to the base 64) and the option's place in the
 * source (one digit), or "~" for a blank: "1.--0~-021.--7A". All records have one width and stand in order, so one
 * item is found without reading the others. Neither pool nor blueprint of a test ever changes.
 */
export interface ChoiceBook {
  /** Ids of the test's pool, sorted. */
  pool: readonly string[]
  /** Of each item, in the order of its source. */
  optionsOf: ReadonlyMap<string, readonly OptionId[]>
  /** Section ids of the blueprint, in its order. */
  sections: readonly string[]
}

/** One response: what scoring asks of an attempt. */
export interface Choice {
  section: string
  item: ItemId
  option: OptionId | null
}

/** 64 signs in the order of their codes, so that texts compare as the numbers they stand for. */
const DIGITS = '-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const VERSION = '1'
const ITEM_DIGITS = 3
const RECORD = ITEM_DIGITS + 1
const BLANK = '~'
/** Largest pool that three digits can number. */
const POOL_MAX = 64 ** ITEM_DIGITS

/** The responses of a form as text. Throws where form and book do not belong together. */
export function encodeChoices(book: ChoiceBook, form: Form, responses: ReadonlyMap<ItemId, OptionId | null>): string {
  if (book.pool.length > POOL_MAX) throw new Error(`a pool of ${book.pool.length} items, at most ${POOL_MAX}`)
  const records = new Map<string, string[]>(book.sections.map((section) => [section, []]))
  for (const { item, section } of form.slots) {
    const list = records.get(section)
    if (!list) throw new Error(`item ${item}: no section ${section}`)
    list.push(itemDigits(book, item) + optionDigit(book, item, responses.get(item) ?? null))
  }
  return VERSION + book.sections.map((section) => `.${(records.get(section) ?? []).sort().join('')}`).join('')
}

/** All responses in a text, by section and in the order of the pool. Throws on a text that is not of this book. */
export function decodeChoices(book: ChoiceBook, text: string): Choice[] {
  const [version, ...groups] = text.split('.')
  if (version !== VERSION || groups.length !== book.sections.length) throw new Error('choices of another kind')
  return groups.flatMap((group, at) => {
    const section = book.sections[at] as string
    return Array.from({ length: Math.ceil(group.length / RECORD) }, (_, nth) => {
      const record = group.slice(nth * RECORD, (nth + 1) * RECORD)
      const item = book.pool[numberOf(record.slice(0, ITEM_DIGITS))]
      if (item === undefined || record.length !== RECORD) throw new Error(`choices name no item of the pool: ${record}`)
      return { section, item: item as ItemId, option: optionAt(book, item, record[ITEM_DIGITS] as string) }
    })
  })
}

/** Looks one item up in many texts: its option, null for a blank, undefined where the form did not have the item. */
export function choiceFinder(
  book: ChoiceBook,
  item: string,
): (text: string) => { section: string; option: OptionId | null } | undefined {
  const wanted = itemDigits(book, item)
  const options = book.optionsOf.get(item) ?? []
  return (text) => {
    let from = text.indexOf('.') + 1
    if (from === 0 || text.slice(0, from - 1) !== VERSION) throw new Error('choices of another kind')
    for (let at = 0; at < book.sections.length; at += 1) {
      const dot = text.indexOf('.', from)
      const end = dot < 0 ? text.length : dot
      const found = search(text, from, end, wanted)
      if (found >= 0) {
        const digit = text[found + ITEM_DIGITS] as string
        const option = digit === BLANK ? null : options[DIGITS.indexOf(digit)]
        if (option === undefined) throw new Error(`item ${item}: no option ${digit} among its ${options.length}`)
        return { section: book.sections[at] as string, option }
      }
      from = end + 1
    }
    return undefined
  }
}

/** Where the record of `wanted` begins between `from` and `end`, or -1: records stand in order, so by halves. */
function search(text: string, from: number, end: number, wanted: string): number {
  let low = 0
  let high = (end - from) / RECORD
  while (low < high) {
    const middle = (low + high) >> 1
    if (before(text, from + middle * RECORD, wanted)) low = middle + 1
    else high = middle
  }
  const at = from + low * RECORD
  return at < end && text.startsWith(wanted, at) ? at : -1
}

function before(text: string, at: number, wanted: string): boolean {
  for (let digit = 0; digit < ITEM_DIGITS; digit += 1) {
    const difference = text.charCodeAt(at + digit) - wanted.charCodeAt(digit)
    if (difference !== 0) return difference < 0
  }
  return false
}

function itemDigits(book: ChoiceBook, item: string): string {
  const place = placeOf(book.pool, item)
  if (place < 0) throw new Error(`item ${item} is not in the pool`)
  return `${DIGITS[place >> 12]}${DIGITS[(place >> 6) & 63]}${DIGITS[place & 63]}`
}

function optionDigit(book: ChoiceBook, item: string, option: OptionId | null): string {
  if (option === null) return BLANK
  const digit = DIGITS[(book.optionsOf.get(item) ?? []).indexOf(option)]
  if (digit === undefined) throw new Error(`item ${item}: no option ${option}`)
  return digit
}

function optionAt(book: ChoiceBook, item: string, digit: string): OptionId | null {
  if (digit === BLANK) return null
  const option = (book.optionsOf.get(item) ?? [])[DIGITS.indexOf(digit)]
  if (option === undefined) throw new Error(`item ${item}: no option ${digit}`)
  return option
}

const numberOf = (digits: string): number => [...digits].reduce((sum, digit) => sum * 64 + DIGITS.indexOf(digit), 0)

function placeOf(pool: readonly string[], item: string): number {
  let low = 0
  let high = pool.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((pool[middle] as string) < item) low = middle + 1
    else high = middle
  }
  return pool[low] === item ? low : -1
}
