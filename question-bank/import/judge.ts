import type { OptionId } from '../item.ts'
import { renderRichText, toPlainText } from '../rich-text.ts'
import type { KeyHabits } from './answer-key.ts'
import { keyHabits, keyIndexes, plainLabel } from './answer-key.ts'
import { letterAt, letterIndex, plainName } from './columns.ts'
import type { Draft, DraftOption } from './draft.ts'
import { fingerprint } from './fingerprint.ts'
import { placeBound } from './fixed-options.ts'
import { hostile } from './hostile.ts'
import type { FileReading, ImportContext, ImportedItem, Remark } from './reading.ts'
import {
  NAME_CHARACTERS_MAX,
  OPTION_CHARACTERS_MAX,
  OPTIONS_MAX,
  PICTURE_CHARACTERS_MAX,
  STEM_CHARACTERS_MAX,
  STIMULUS_CHARACTERS_MAX,
  WEIGHT_MAX,
} from './reading.ts'

/** Turns drafts into items, or says row by row why not (RULES.md B1-B18). */
export function judge(
  drafts: readonly Draft[],
  context: ImportContext,
): Pick<FileReading, 'items' | 'refused' | 'warnings' | 'simplified'> {
  const items: FileReading['items'] = []
  const simplified: Remark[] = []
  const refused: Remark[] = []
  const warnings: Remark[] = []
  const passages = new Passages(drafts, context)
  const ready = drafts.map(withoutEmptyEnd)
  const habits = keyHabits(ready)
  const placeOf = new Map<string, string>()
  for (const draft of ready) {
    const id = (draft.id ?? draft.fallbackId).trim()
    const where = draft.id === null ? draft.where : `${draft.where} (id ${id.slice(0, 60)})`
    const notes: string[] = []
    const before = placeOf.get(id)
    const imported =
      before === undefined
        ? oneItem(draft, id, habits, passages, notes)
        : `Id "${id.slice(0, 60)}" sudah dipakai di ${before}; beri id lain.`
    if (typeof imported === 'string') refused.push({ where, reason: imported })
    else {
      placeOf.set(id, draft.where)
      items.push({ where, imported })
      for (const reason of notes) warnings.push({ where, reason })
      for (const reason of draft.simplified ?? []) simplified.push({ where, reason })
    }
  }
  return { items, refused, warnings, ...(simplified.length > 0 ? { simplified } : {}) }
}

/** The item, or the reason for refusing it. `notes` takes the warnings. */
function oneItem(
  draft: Draft,
  id: string,
  habits: KeyHabits,
  passages: Passages,
  notes: string[],
): ImportedItem | string {
  const type = kindNamed(draft.type)
  if (type === 'unsupported')
    return `Jenis soal "${draft.type?.trim()}" belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.`
  if (draft.unreadable !== '') return draft.unreadable
  if (draft.question === null) return 'Teks soal kosong; isi pertanyaannya.'
  const names = { id, section: draft.section, subject: draft.subject, topic: draft.topic, stimulusId: draft.stimulusId }
  for (const [name, value] of [...Object.entries(names), ...draft.enemies.map((word) => ['enemies', word] as const)])
    if ((value?.length ?? 0) > NAME_CHARACTERS_MAX)
      return `Isi "${name}" lebih dari ${NAME_CHARACTERS_MAX} karakter; persingkat.`
  const tooLong =
    lengthProblem('Teks soal', draft.question, STEM_CHARACTERS_MAX) ??
    lengthProblem('Pembahasan', draft.rationale ?? '', STEM_CHARACTERS_MAX)
  if (tooLong) return tooLong
  const harm = hostile(draft)
  if (harm) return harm

  const options = labelledOptions(draft.options)
  if (typeof options === 'string') return options
  if (draft.type !== null && type === null)
    notes.push(`Jenis soal "${draft.type.trim().slice(0, 60)}" tidak dikenal dan diabaikan.`)
  const weights = weightsOf(options)
  if (typeof weights === 'string') return weights
  const correct = keyIndexes(draft, habits)
  const kind = type ?? (weights ? 'weighted' : 'single')
  if (kind === 'weighted' && !weights) return 'Soal berbobot tanpa bobot; isi bobot (bilangan bulat) untuk setiap opsi.'
  if (kind === 'single') {
    if (typeof correct === 'string') return correct
    if (correct.length === 0)
      return `Kunci kosong; tulis label opsi yang benar (${options.map((option) => option.id).join(', ')}).`
    if (weights) notes.push('Bobot opsi diabaikan karena soal ini bertipe satu kunci.')
    if (correct.length > 1) notes.push('Lebih dari satu kunci; masing-masing opsi itu dihitung benar.')
  }
  const key = typeof correct === 'string' ? [] : correct.map((at) => options[at]?.id ?? '')
  if (typeof correct === 'string') notes.push(`Kunci diabaikan karena soal ini berbobot. ${correct}`)

  const stimulus = passages.of(draft)
  if (typeof stimulus === 'string') return stimulus
  const stem = cleaned('soal', draft.question, notes)
  if (stem === '')
    return 'Tidak ada isi soal yang tersisa setelah HTML yang tidak aman dibuang; tulis ulang sebagai teks, dan sematkan gambar sebagai data:image/….'
  const htmls = options.map((option) => cleaned(`opsi ${option.id}`, option.text, notes))
  const emptied = htmls.indexOf('')
  if (emptied >= 0)
    return `Tidak ada isi opsi ${options[emptied]?.id} yang tersisa setelah HTML yang tidak aman dibuang; tulis ulang sebagai teks, dan sematkan gambar sebagai data:image/….`
  for (const pair of sameTexts(options)) notes.push(`Opsi ${pair} berisi teks yang sama; periksa kembali.`)
  if (draft.id === null) notes.push(`Id kosong; dipakai "${id}". Beri id agar soal dapat dikenali lagi.`)
  const difficulty = difficultyOf(draft.difficulty)
  if (draft.difficulty !== null && difficulty === null)
    notes.push(
      `Tingkat kesulitan "${draft.difficulty.trim().slice(0, 60)}" tidak dikenal dan diabaikan; pakai 1, 2, 3 atau mudah, sedang, sulit.`,
    )
  const bound = fixedOptions(htmls, notes)
  const fixed = options.map((option, at) => option.fixed || bound[at] === true)
  notes.push(...stimulus.notes)

  return {
    bankItem: {
      item: {
        stimulus: stimulus.id === null ? null : { id: stimulus.id, html: stimulus.html },
        stem,
        options: options.map((option, at) => ({ id: option.id, html: htmls[at] ?? '', fixed: fixed[at] === true })),
      },
      source: id,
      section: draft.section?.trim() ?? '',
      subject: draft.subject?.trim() ?? '',
      topic: draft.topic?.trim() ?? '',
      difficulty,
      enemies: draft.enemies,
      kind,
    },
    key:
      kind === 'weighted'
        ? { kind, weights: Object.fromEntries(options.map((option, at) => [option.id, weights?.[at] ?? 0])) }
        : { kind, correct: key },
    original: {
      stem: draft.question,
      stimulus: stimulus.text,
      options: options.map(({ id: label, text }, at) => ({
        label,
        text,
        weight: kind === 'weighted' ? (weights?.[at] ?? 0) : null,
      })),
      key,
    },
    rationale: draft.rationale ?? '',
  }
}

// ---- options ----------------------------------------------------------------------------------------------------

interface ReadyOption {
  id: OptionId
  text: string
  weight: string | null
  fixed: boolean
}

/** Empty options after the last written one were never there; a weight 0 for them says nothing. */
function withoutEmptyEnd(draft: Draft): Draft {
  const isWeightless = (option: DraftOption) => option.weight === null || Number(option.weight) === 0
  let length = draft.options.length
  for (
    let option = draft.options[length - 1];
    option && option.text === null && isWeightless(option);
    option = draft.options[length - 1]
  )
    length--
  return { ...draft, options: draft.options.slice(0, length) }
}

function labelledOptions(options: readonly DraftOption[]): ReadyOption[] | string {
  const written = options.filter((option) => option.text !== null).length
  if (written < 2) return `Opsi yang terisi hanya ${written}; isi paling sedikit dua opsi.`
  if (options.length > OPTIONS_MAX) return `Opsi ada ${options.length}; paling banyak ${OPTIONS_MAX}.`
  const empty = options.findIndex((option) => option.text === null)
  if (empty >= 0)
    return empty > options.findLastIndex((option) => option.text !== null)
      ? `Ada bobot untuk opsi ${letterAt(empty)} yang kosong; isi opsinya atau hapus bobotnya.`
      : `Opsi ${letterAt(empty)} kosong padahal opsi sesudahnya terisi; isi opsinya atau geser opsi berikutnya.`
  const labels = options.map((option) => (option.label === null ? null : plainLabel(option.label)))
  const letters = labels.map((label, at) => label ?? letterAt(at))
  if (letters.every((label) => /^[A-J]$/.test(label))) {
    if (new Set(letters).size < letters.length)
      return 'Ada label opsi yang ditulis dua kali; beri label A, B, C, … masing-masing satu kali.'
    if (letters.some((label) => letterIndex(label) >= letters.length))
      return `Label opsi tidak berurutan (${letters.join(', ')}); pakai A, B, C, … tanpa lompatan.`
  } else if (new Set(labels).size < labels.length)
    return 'Ada label opsi yang kosong atau ditulis dua kali; beri label A, B, C, … masing-masing satu kali.'
  const own = letters.every((label) => /^[A-J]$/.test(label))
  const ready: ReadyOption[] = []
  for (const [at, { text, weight, fixed = false }] of options.entries()) {
    const id = own ? (letters[at] ?? letterAt(at)) : letterAt(at)
    const tooLong = lengthProblem(`Opsi ${id}`, text ?? '', OPTION_CHARACTERS_MAX)
    if (tooLong) return tooLong
    ready.push({ id, text: text ?? '', weight, fixed })
  }
  return ready
}

function weightsOf(options: readonly ReadyOption[]): number[] | null | string {
  if (options.every((option) => option.weight === null)) return null
  const weights: number[] = []
  for (const { id, weight } of options) {
    if (weight === null) return `Bobot opsi ${id} kosong padahal opsi lain berbobot; isi bobot setiap opsi.`
    const points = /^[+-]?\d{1,6}(?:[.,]0+)?$/.test(weight.trim())
      ? Number(weight.trim().replace(',', '.'))
      : Number.NaN
    if (!Number.isInteger(points))
      return `Bobot opsi ${id} ("${weight.trim().slice(0, 30)}") bukan bilangan bulat; tulis bilangan bulat.`
    if (Math.abs(points) > WEIGHT_MAX) return `Bobot opsi ${id} (${points}) di luar batas ${WEIGHT_MAX}; perkecil.`
    weights.push(points)
  }
  return weights
}

function sameTexts(options: readonly ReadyOption[]): string[] {
  const byText = new Map<string, string[]>()
  for (const { id, text } of options) byText.set(text.trim(), [...(byText.get(text.trim()) ?? []), id])
  return [...byText.values()].filter((ids) => ids.length > 1).map((ids) => ids.join(' dan '))
}

function fixedOptions(htmls: readonly string[], notes: string[]): boolean[] {
  const bound = htmls.map((html) => placeBound(toPlainText(html), htmls.length))
  if (!bound.includes('labels')) return bound.map((each) => each === 'last')
  notes.push('Ada opsi yang menyebut label opsi lain, maka urutan opsi soal ini tidak diacak.')
  return bound.map(() => true)
}

// ---- texts ------------------------------------------------------------------------------------------------------

/** Sanitised HTML, '' when nothing remains. */
function cleaned(part: string, source: string, notes: string[]): string {
  const { html, warnings } = renderRichText(source)
  for (const { kind, what } of warnings)
    notes.push(
      kind === 'latex'
        ? `Rumus pada ${part} tidak dapat ditampilkan dan dibiarkan apa adanya: ${what.slice(0, 80)}`
        : `HTML yang tidak diizinkan dibuang dari ${part}: ${what.slice(0, 200)}`,
    )
  return /<(?:img|math|hr)\b/.test(html) || toPlainText(html) !== '' ? html : ''
}

function lengthProblem(part: string, text: string, most: number): string | null {
  if (text.length <= most) return null
  const bare = text.replace(/data:image\/[a-z+]+;base64,[a-z0-9+/=\s]*/gi, '')
  if (bare.length > most) return `${part} lebih dari ${most} karakter; persingkat.`
  return text.length - bare.length > PICTURE_CHARACTERS_MAX
    ? `${part} berisi gambar lebih dari ${PICTURE_CHARACTERS_MAX} karakter; perkecil gambarnya.`
    : null
}

function difficultyOf(text: string | null): 1 | 2 | 3 | null {
  const plain = plainName(text ?? '')
  if (/^(?:1|10+|mudah|easy|rendah|ringan)$/.test(plain)) return 1
  if (/^(?:2|20+|sedang|medium|moderate|menengah|normal)$/.test(plain)) return 2
  if (/^(?:3|30+|sulit|sukar|susah|hard|difficult|tinggi)$/.test(plain)) return 3
  return null
}

function kindNamed(text: string | null): 'single' | 'weighted' | 'unsupported' | null {
  const plain = plainName(text ?? '')
  if (
    /^(?:single(?:key|choice|answer|correct|select)?|mcq?|multiple?choice|pg|pilihanganda|pilgan|choice|binary|biner|satukunci|satujawaban|truefalse|benarsalah)$/.test(
      plain,
    )
  )
    return 'single'
  if (/^(?:weighted(?:key|choice|options)?|bobot|berbobot|pembobotan|skala|likert|tkp)$/.test(plain)) return 'weighted'
  if (
    /^(?:essay|esai|uraian|isian|isiansingkat|short|shortanswer|matching|menjodohkan|numerical|numeric|multipleresponse|multiselect|pilihangandakompleks|pgk|description|cloze|fillin)$/.test(
      plain,
    )
  )
    return 'unsupported'
  return null
}

// ---- passages ---------------------------------------------------------------------------------------------------

type Passage =
  | { id: string; html: string; text: string; notes: string[] }
  | { id: null; html: ''; text: null; notes: [] }

/** The passages items speak of: from files read before, or from the rows of this file. Each is cleaned once. */
class Passages {
  #texts = new Map<string, string>()
  #cleaned = new Map<string, string>()
  #given: ReadonlyMap<string, string>

  constructor(drafts: readonly Draft[], context: ImportContext) {
    this.#given = context.stimuli
    for (const { stimulusId, stimulus } of drafts)
      if (stimulusId !== null && stimulus !== null && !this.#texts.has(stimulusId.trim()))
        this.#texts.set(stimulusId.trim(), stimulus)
  }

  of(draft: Draft): Passage | string {
    if (draft.stimulusId === null && draft.stimulus === null) return { id: null, html: '', text: null, notes: [] }
    // A column named just 'wacana' or 'passage' may hold the id of a passage rather than its text.
    const named =
      draft.stimulusId?.trim() ??
      (this.#given.has(draft.stimulus?.trim() ?? '') ? (draft.stimulus?.trim() ?? null) : null)
    const text = named === null ? draft.stimulus : (this.#texts.get(named) ?? this.#given.get(named) ?? null)
    if (text === null || text.trim() === '')
      return `Wacana "${named}" tidak ditemukan; unggah berkas wacananya (JSON id → teks) bersama berkas ini.`
    if (named !== null && draft.stimulusId !== null && draft.stimulus !== null && draft.stimulus !== text)
      return `Teks wacana "${named}" berbeda dari baris sebelumnya; samakan teksnya atau beri id lain.`
    const tooLong = lengthProblem('Wacana', text, STIMULUS_CHARACTERS_MAX)
    if (tooLong) return tooLong
    const id = named ?? `wacana-${fingerprint(text)}`
    const notes: string[] = []
    const html = this.#cleaned.get(id) ?? cleaned(`wacana ${id}`, text, notes)
    if (html === '')
      return `Tidak ada isi wacana "${id}" yang tersisa setelah HTML yang tidak aman dibuang; tulis ulang sebagai teks.`
    this.#cleaned.set(id, html)
    return { id, html, text, notes }
  }
}
