import { letterAt, letterIndex } from './columns.ts'
import type { Draft } from './draft.ts'

/*
 * Which option a written key means. A key may be a label ('C', '(c)', 'c.'), a number, or the text of the option. What
 * a number means is settled for the whole file at once, from the keys that leave no doubt (RULES.md B10-B14):
 *
 *   a key 0 somewhere               -> counted from 0, if the column is named `label` or `answer`; refused otherwise
 *   a key equal to the option count -> counted from 1
 *   both                            -> all number keys are refused
 *   neither                         -> JSON numbers in `label` / `answer` count from 0 (XCOPA, MMLU), all others from 1
 *
 * Where a key fits one option as label or number and another one as text, the file decides too: if its other keys are
 * all of one sort, that sort holds; if not, the row is refused. Nothing is guessed.
 */

/** What the keys of a file, taken together, say about themselves. */
export interface KeyHabits {
  numbers: 'from-0' | 'from-1' | { refused: string }
  /** Whether some key can only be a letter, only a number of an option, only the text of an option. */
  sure: { letter: boolean; number: boolean; text: boolean }
}

export function keyHabits(drafts: readonly Draft[]): KeyHabits {
  const sure = { letter: false, number: false, text: false }
  const seen = { zero: false, count: false, zeroAllowed: false, jsonOnly: true }
  for (const draft of drafts) {
    if (draft.unreadable !== '') continue
    const size = presentCount(draft)
    const zeroBasedName = ZERO_BASED_NAMES.includes(draft.key.name)
    for (const value of draft.key.values) {
      const text = value.text.trim()
      const isText = matchingText(draft, text).length > 0
      const number = wholeNumber(text)
      const letter = letterOf(text)
      if (number !== null && labelled(draft, text) !== null) sure.number ||= !isText
      else if (number !== null) {
        seen.zeroAllowed ||= zeroBasedName
        seen.jsonOnly &&= value.isNumber && zeroBasedName
        if (isText) {
          sure.text ||= number > size
          continue
        }
        seen.zero ||= number === 0
        seen.count ||= number === size
        sure.number ||= number <= size
      } else if (letter !== null && letterIndex(letter) < size) sure.letter ||= !isText
      else sure.text ||= isText
    }
  }
  return { numbers: countedFrom(seen), sure }
}

const ZERO_BASED_NAMES = ['label', 'answer']

function countedFrom(seen: {
  zero: boolean
  count: boolean
  zeroAllowed: boolean
  jsonOnly: boolean
}): KeyHabits['numbers'] {
  if (seen.zero && seen.count)
    return {
      refused:
        'Kunci angka dalam berkas ini ada yang 0 dan ada yang sama dengan jumlah opsi, sehingga tidak jelas dihitung dari 0 atau 1; tulis huruf A, B, C, ….',
    }
  if (seen.zero && !seen.zeroAllowed)
    return {
      refused:
        'Kunci angka dalam berkas ini ada yang 0, sehingga tidak jelas dihitung dari 0 atau 1; tulis huruf A, B, C, ….',
    }
  if (seen.zero) return 'from-0'
  return seen.jsonOnly && !seen.count ? 'from-0' : 'from-1'
}

/** The options meant, as indexes into the present options in order; a string says why they cannot be told. */
export function keyIndexes(draft: Draft, habits: KeyHabits): number[] | string {
  const marked = draft.options.flatMap((option, at) => (option.correct && option.text !== null ? [at] : []))
  const found = new Set<number>()
  for (const value of draft.key.values) {
    const one = oneKey(draft, value.text, habits)
    if (typeof one === 'string') return one
    for (const index of one) found.add(index)
  }
  if (marked.length > 0 && found.size > 0 && marked.join() !== sorted(found).join())
    return 'Kunci berbeda dari opsi yang ditandai benar; samakan keduanya.'
  return found.size > 0 ? sorted(found) : marked
}

function oneKey(draft: Draft, written: string, habits: KeyHabits): number[] | string {
  const text = written.trim()
  const size = presentCount(draft)
  const byText = matchingText(draft, text)
  const byLabel = labelMeant(draft, text, habits, byText.length > 0)
  if (typeof byLabel === 'number') {
    if (byText.length === 0 || byText.includes(byLabel)) return [byLabel]
    const sureLabel = wholeNumber(text) === null ? habits.sure.letter : habits.sure.number
    if (sureLabel && !habits.sure.text) return [byLabel]
    if (habits.sure.text && !sureLabel && byText.length === 1) return byText
    return `Kunci "${shown(text)}" adalah label opsi ${letterAt(byLabel)} sekaligus isi opsi ${byText.map(letterAt).join(' dan ')}; tulis kunci dengan huruf label yang tidak sama dengan isi opsi lain.`
  }
  if (byText.length === 1) return byText
  if (byText.length > 1)
    return `Kunci "${shown(text)}" sama dengan isi opsi ${byText.map(letterAt).join(' dan ')}; tulis kunci dengan huruf label.`
  const list = listedLabels(text, size)
  if (list) return list
  return (
    byLabel ??
    `Kunci "${shown(text)}" bukan label opsi dan tidak sama dengan isi opsi mana pun; tulis salah satu dari ${letters(size)}.`
  )
}

/** The option a label or number names, or why not; null when the text is neither. */
function labelMeant(draft: Draft, text: string, habits: KeyHabits, isText: boolean): number | string | null {
  const size = presentCount(draft)
  const own = labelled(draft, text)
  if (own !== null) return own
  const number = wholeNumber(text)
  if (number !== null) {
    if (typeof habits.numbers === 'object') return isText ? null : habits.numbers.refused
    const index = habits.numbers === 'from-0' ? number : number - 1
    if (index >= 0 && index < size) return index
    return isText ? null : `Kunci ${number} di luar jumlah opsi (${size}); tulis salah satu dari ${letters(size)}.`
  }
  const letter = letterOf(text) ?? letterBeforeText(draft, text)
  if (letter === null) return null
  const index = letterIndex(letter)
  if (index < size) return index
  return `Kunci menunjuk opsi ${letter.toUpperCase()} yang ${index < draft.options.length ? 'kosong' : 'tidak ada'}; isi opsinya atau tulis salah satu dari ${letters(size)}.`
}

// Labels written in the file itself ('1', '2' as in ARC, or letters in another order) go before any counting.
function labelled(draft: Draft, text: string): number | null {
  const wanted = plainLabel(text)
  const at = draft.options.findIndex(
    (option) => option.label !== null && option.text !== null && plainLabel(option.label) === wanted,
  )
  return at >= 0 ? at : null
}

export function plainLabel(label: string): string {
  return label
    .trim()
    .replace(/^[([]|[)\].:]+$/g, '')
    .trim()
    .toUpperCase()
}

function letterOf(text: string): string | null {
  const bare =
    /^[([]?\s*([a-j])\s*[)\].:]*$/i.exec(text) ??
    /^(?:opsi|pilihan|jawaban|option|answer|choice|kunci)\s*[:.]?\s*([a-j])\.?$/i.exec(text)
  return bare?.[1] ?? null
}

// 'B. Jakarta', where option B reads 'Jakarta'.
function letterBeforeText(draft: Draft, text: string): string | null {
  const [, letter, rest] = /^([a-j])\s*[.):]\s*(\S.*)$/is.exec(text) ?? []
  return letter && rest && matchingText(draft, rest).includes(letterIndex(letter)) ? letter : null
}

// 'A, C', 'A;C', 'A dan C', 'A/C'.
function listedLabels(text: string, size: number): number[] | null {
  const parts = text.split(/\s*(?:[,;|/&+]|\bdan\b|\band\b|\s)\s*/i).filter((part) => part !== '')
  const indexes = parts.map((part) => (/^[a-j]$/i.test(part) ? letterIndex(part) : -1))
  return parts.length > 1 && indexes.every((index) => index >= 0 && index < size) ? indexes : null
}

function matchingText(draft: Draft, text: string): number[] {
  const same = (compare: (a: string) => string) =>
    draft.options.flatMap((option, at) => (option.text !== null && compare(option.text) === compare(text) ? [at] : []))
  const exact = same((each) => each.trim())
  return exact.length > 0 ? exact : same((each) => each.trim().replace(/\s+/g, ' ').toLowerCase())
}

function wholeNumber(text: string): number | null {
  return /^\d{1,3}(?:\.0+)?$/.test(text) ? Number(text) : null
}

function presentCount(draft: Draft): number {
  return draft.options.findLastIndex((option) => option.text !== null) + 1
}

const sorted = (indexes: Set<number>) => [...indexes].sort((a, b) => a - b)
const letters = (size: number) => Array.from({ length: size }, (_, at) => letterAt(at)).join(', ')
const shown = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
