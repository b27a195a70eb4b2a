import { letterAt, letterIndex } from './columns.ts'

/** One row or object of the file, its parts found but not yet judged. */
export interface Draft {
  where: string
  /** Id for an item whose source gives none: 'baris-12', 'butir-12'. */
  fallbackId: string
  id: string | null
  question: string | null
  options: DraftOption[]
  key: DraftKey
  section: string | null
  subject: string | null
  topic: string | null
  type: string | null
  difficulty: string | null
  stimulusId: string | null
  stimulus: string | null
  rationale: string | null
  enemies: string[]
  /** Why the row cannot be read at all, as a sentence; '' when it can. */
  unreadable: string
  /** What this reader had to leave out or turn into something simpler, as sentences. */
  simplified?: string[]
  /** From a format whose texts are markup by nature: a script in them is refused, not just taken out. */
  isMarkup?: boolean
}

/** A draft with nothing in it yet. */
export function blankDraft(where: string, fallbackId: string): Draft {
  return {
    where,
    fallbackId,
    id: null,
    question: null,
    options: [],
    key: { name: '', values: [] },
    section: null,
    subject: null,
    topic: null,
    type: null,
    difficulty: null,
    stimulusId: null,
    stimulus: null,
    rationale: null,
    enemies: [],
    unreadable: '',
  }
}

export interface DraftOption {
  /** As the source writes it ('A', 'b.', '1'), or null where its place alone says which one it is. */
  label: string | null
  /** Exactly as in the source; null when absent (empty or only spaces). */
  text: string | null
  weight: string | null
  /** Where the source marks the option itself as right or wrong. */
  correct: boolean | null
  /** Whether the source keeps the option at its place. */
  fixed?: boolean
}

export interface DraftKey {
  /** Plain name of the column ('kuncijawaban', 'label'). */
  name: string
  values: { text: string; isNumber: boolean }[]
}

/** Empty and blank are the same: absent. Anything else stays exactly as it is. */
export function textOrNull(value: unknown): string | null {
  if (typeof value === 'string') return value.trim() === '' ? null : value
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value)
  return null
}

/** A list written in one cell: 'kembar-1; kembar-2'. */
export function splitList(value: unknown): string[] {
  const parts = Array.isArray(value)
    ? value.map((part) => textOrNull(part) ?? '')
    : (textOrNull(value) ?? '').split(/[;,|\n]/)
  return [...new Set(parts.map((part) => part.trim()).filter((part) => part !== ''))]
}

/** Options of any written shape; a string says why not. */
export function optionsOf(given: unknown, labels: unknown, weights: unknown): DraftOption[] | string {
  const options = bareOptions(given)
  if (typeof options === 'string') return options
  if (Array.isArray(labels)) {
    if (labels.length !== options.length)
      return `Jumlah label (${labels.length}) tidak sama dengan jumlah opsi (${options.length}); samakan.`
    for (const [at, option] of options.entries()) option.label ??= textOrNull(labels[at])
  }
  if (Array.isArray(weights)) {
    if (weights.length > options.length)
      return `Bobot ada ${weights.length}, opsi ${options.length}; samakan jumlahnya.`
    for (const [at, option] of options.entries()) option.weight ??= textOrNull(weights[at])
  } else if (isObject(weights)) {
    for (const [label, weight] of Object.entries(weights)) {
      const text = textOrNull(weight)
      if (text === null) continue
      const option = options.find(
        (each, at) => (each.label ?? letterAt(at)).trim().toUpperCase() === label.trim().toUpperCase(),
      )
      if (!option) return `Bobot menyebut opsi "${label}" yang tidak ada; perbaiki labelnya.`
      option.weight ??= text
    }
  }
  return options
}

function bareOptions(given: unknown): DraftOption[] | string {
  if (typeof given === 'string') {
    const list = parsedList(given)
    return list
      ? bareOptions(list)
      : 'Opsi tertulis dalam satu sel yang bukan daftar JSON; pisahkan ke kolom option_A, option_B, dan seterusnya.'
  }
  if (Array.isArray(given)) return given.map(oneOption)
  if (!isObject(given)) return []
  // { text: [...], label: [...] }, as some data sets write it.
  if (Array.isArray(given.text)) return optionsOf(given.text, given.label ?? given.labels, null)
  const entries = Object.entries(given)
  const letters = entries.every(([label]) => /^[a-z]$/i.test(label.trim()))
  const numbers = entries.every(([label]) => /^\d{1,2}$/.test(label.trim()))
  if (letters) {
    const last = Math.max(-1, ...entries.map(([label]) => letterIndex(label.trim())))
    const options: DraftOption[] = Array.from({ length: last + 1 }, (_, at) => ({
      label: letterAt(at),
      text: null,
      weight: null,
      correct: null,
    }))
    for (const [label, value] of entries)
      options[letterIndex(label.trim())] = { ...oneOption(value), label: label.trim().toUpperCase() }
    return options
  }
  if (numbers)
    return entries
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([label, value]) => ({ ...oneOption(value), label: label.trim() }))
  return 'Nama opsi tidak dikenal; pakai huruf A sampai J.'
}

function oneOption(value: unknown): DraftOption {
  if (!isObject(value)) return { label: null, text: textOrNull(value), weight: null, correct: null }
  const find = (...names: string[]) =>
    names.map((name) => value[name]).find((found) => found !== undefined && found !== null)
  const text = find('text', 'content', 'html', 'value', 'option', 'teks', 'isi', 'opsi', 'jawaban', 'answer')
  const correct = find('isCorrect', 'is_correct', 'correct', 'benar')
  return {
    label: textOrNull(find('label', 'id', 'key', 'letter', 'huruf', 'kode')),
    text: textOrNull(isObject(text) ? text.text : text),
    weight: textOrNull(find('weight', 'bobot', 'nilai', 'skor', 'score', 'poin', 'points')),
    correct: typeof correct === 'boolean' ? correct : null,
  }
}

function parsedList(text: string): unknown[] | null {
  if (!text.trim().startsWith('[')) return null
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list : null
  } catch {
    return null
  }
}

/** A plain object; its own fields only are ever looked at by `Object.entries`. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
