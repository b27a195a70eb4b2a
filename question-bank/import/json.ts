import type { Field } from './columns.ts'
import { judgeLayout, layoutOf, plainName } from './columns.ts'
import type { Draft, DraftKey, DraftOption } from './draft.ts'
import { blankDraft, isObject, optionsOf, splitList, textOrNull } from './draft.ts'
import type { Remark } from './reading.ts'
import { JSON_DEPTH_MAX, ROWS_MAX } from './reading.ts'
import type { TableReading } from './table.ts'
import { shortList } from './table.ts'

/** The value of a JSON text; undefined when it is none or nested too deep. Never throws. */
export function parseJson(text: string): unknown {
  if (depthOf(text) > JSON_DEPTH_MAX) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** One value for each line, or null when not even the first line is an object. */
export function parseJsonLines(text: string): { line: number; value: unknown }[] | null {
  const lines = text
    .split(/\r\n|\n|\r/)
    .map((content, at) => ({ line: at + 1, content }))
    .filter(({ content }) => content.trim() !== '')
  if (!isObject(parseJson(lines[0]?.content ?? ''))) return null
  return lines.map(({ line, content }) => ({ line, value: parseJson(content) }))
}

/** The list of items in a JSON value: the array itself, or the array in one of the usual fields. */
export function listIn(value: unknown): unknown[] | null {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return null
  for (const [name, inner] of Object.entries(value)) {
    if (!LIST_NAMES.includes(plainName(name))) continue
    if (Array.isArray(inner)) return inner
    const list: unknown[] | null = isObject(inner) ? listIn(inner) : null
    if (list) return list
  }
  return null
}

const LIST_NAMES = ['items', 'questions', 'soal', 'data', 'butir', 'daftarsoal', 'butirsoal', 'pertanyaan']

/** Texts by id, from `{ "id": "text", ... }` or `[{ "id": ..., "text": ... }, ...]`; null for anything else. */
export function stimuliIn(value: unknown): Map<string, string> | null {
  if (isObject(value)) {
    const entries = Object.entries(value)
    if (entries.length === 0 || !entries.every(([, text]) => typeof text === 'string')) return null
    // One item written as an object of texts is no list of passages.
    return isItem(value) ? null : new Map(entries as [string, string][])
  }
  if (!Array.isArray(value) || value.length === 0) return null
  const found = new Map<string, string>()
  for (const each of value) {
    if (!isObject(each) || isItem(each)) return null
    const id = textOrNull(each.id)
    const text = [each.text, each.stimulus, each.passage, each.wacana, each.bacaan, each.teks].find(
      (part) => typeof part === 'string',
    )
    if (id === null || typeof text !== 'string' || Object.keys(each).length > 4) return null
    found.set(id.trim(), text)
  }
  return found
}

function isItem(value: Record<string, unknown>): boolean {
  const { fields, options } = layoutOf(Object.keys(value))
  return fields.has('question') && (fields.has('options') || options.length >= 2 || fields.has('key'))
}

/** `places` gives each value its name: 'butir 3' or 'baris 12'. */
export function draftsOfObjects(
  values: readonly unknown[],
  places: readonly { where: string; fallbackId: string }[],
): TableReading {
  if (values.length > ROWS_MAX)
    return {
      refused: { where: 'berkas', reason: `Berkas berisi lebih dari ${ROWS_MAX} butir; bagi menjadi beberapa berkas.` },
    }
  const objects = values.filter(isObject).map(flattened)
  if (!objects.some((value) => judgeLayout(layoutOf(Object.keys(value))).items))
    return { refused: { where: 'berkas', reason: noQuestions(objects) } }
  const ignored = new Set<string>()
  let levels = false
  const drafts = values.map((value, at) => {
    const place = places[at] ?? { where: 'berkas', fallbackId: '' }
    if (!isObject(value)) return unreadable(place, 'Bukan objek JSON yang utuh; perbaiki tanda kurung atau kutipnya.')
    const item = flattened(value)
    const names = Object.keys(item)
    const layout = layoutOf(names)
    for (const name of layout.ignored) if (ignored.size < 200) ignored.add(name)
    levels ||= layout.fields.has('level')
    const get = (field: Field) => valueAt(item, names, layout.fields.get(field))
    return draftOf(
      place,
      item,
      names,
      layout.options,
      layout.weights,
      get,
      plainName(names[layout.fields.get('key') ?? -1] ?? ''),
    )
  })
  const warnings: Remark[] = []
  if (ignored.size > 0)
    warnings.push({
      where: 'medan JSON',
      reason: `Medan yang tidak dikenal diabaikan: ${shortList([...ignored])}. Ganti namanya bila isinya perlu dibaca.`,
    })
  if (levels)
    warnings.push({
      where: 'medan JSON',
      reason: 'Medan jenjang/kelas dibaca tetapi tidak disimpan; pakai medan topik bila perlu dipilih menurut jenjang.',
    })
  return { drafts, warnings }
}

function draftOf(
  place: { where: string; fallbackId: string },
  item: Record<string, unknown>,
  names: string[],
  optionAt: (number | undefined)[],
  weightAt: (number | undefined)[],
  get: (field: Field) => unknown,
  keyName: string,
): Draft {
  const inFields = Array.from({ length: optionAt.length }, (_, at): DraftOption => {
    return { label: null, text: textOrNull(valueAt(item, names, optionAt[at])), weight: null, correct: null }
  })
  const inList = optionsOf(get('options') ?? [], get('labels'), get('weights'))
  const options = typeof inList !== 'string' && inList.length === 0 ? inFields : inList
  if (typeof options !== 'string')
    weightAt.forEach((at, option) => {
      const weight = textOrNull(valueAt(item, names, at))
      if (weight === null) return
      while (options.length <= option) options.push({ label: null, text: null, weight: null, correct: null })
      const target = options[option]
      if (target) target.weight ??= weight
    })
  const question = get('question')
  return {
    ...place,
    id: textOrNull(get('id')),
    question: textOrNull(isObject(question) ? question.text : question),
    options: typeof options === 'string' ? [] : options,
    key: keyOf(keyName, get('key')),
    section: textOrNull(get('section')),
    subject: textOrNull(get('subject')),
    topic: textOrNull(get('topic')),
    type: textOrNull(get('type')),
    difficulty: textOrNull(get('difficulty')),
    ...stimulusOf(get('stimulus'), textOrNull(get('stimulusId'))),
    rationale: textOrNull(get('rationale')),
    enemies: splitList(get('enemies')),
    unreadable: typeof options === 'string' ? options : '',
  }
}

function valueAt(item: Record<string, unknown>, names: string[], at: number | undefined): unknown {
  const name = at === undefined ? undefined : names[at]
  return name === undefined ? undefined : item[name]
}

function stimulusOf(given: unknown, id: string | null): { stimulus: string | null; stimulusId: string | null } {
  if (!isObject(given)) return { stimulus: textOrNull(given), stimulusId: id }
  return { stimulus: textOrNull(given.text ?? given.html), stimulusId: id ?? textOrNull(given.id) }
}

function keyOf(name: string, given: unknown): DraftKey {
  const values = (Array.isArray(given) ? given : [given]).flatMap((value) => {
    const text = textOrNull(isObject(value) ? (value.label ?? value.text) : value)
    return text === null ? [] : [{ text, isNumber: typeof value === 'number' }]
  })
  return { name, values }
}

// { question: { stem, choices }, answerKey } and the like: the inner fields count as the item's own.
function flattened(item: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(item)
  const inner = entries.find(
    ([name, value]) =>
      ['question', 'soal', 'pertanyaan'].includes(plainName(name)) && isObject(value) && isItemBody(value),
  )
  if (!inner) return Object.fromEntries(entries)
  return Object.fromEntries([
    ...entries.filter((entry) => entry !== inner),
    ...Object.entries(inner[1] as Record<string, unknown>),
  ])
}

function isItemBody(value: Record<string, unknown>): boolean {
  return judgeLayout(layoutOf(Object.keys(value))).items
}

function unreadable(place: { where: string; fallbackId: string }, reason: string): Draft {
  return { ...blankDraft(place.where, place.fallbackId), unreadable: reason }
}

function noQuestions(objects: Record<string, unknown>[]): string {
  const names = [...new Set(objects.slice(0, 50).flatMap((value) => Object.keys(value)))]
  const there = names.length === 0 ? 'tidak ada medan sama sekali' : `medan yang ada: ${shortList(names)}`
  return layoutOf(names).fields.has('question')
    ? `Medan opsi tidak ditemukan; ${there}. Pakai "options": [...].`
    : `Medan soal tidak ditemukan; ${there}. Pakai "question" dan "options": [...].`
}

function depthOf(text: string): number {
  let depth = 0
  let deepest = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === 92) at++
      else if (code === 34) inString = false
    } else if (code === 34) inString = true
    else if (code === 91 || code === 123) deepest = Math.max(deepest, ++depth)
    else if (code === 93 || code === 125) depth--
  }
  return deepest
}
