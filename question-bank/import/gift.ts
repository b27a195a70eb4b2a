import type { GIFTQuestion, TextChoice, TextFormat } from 'gift-pegjs'
import { parse } from 'gift-pegjs'
import type { Draft } from './draft.ts'
import { blankDraft } from './draft.ts'
import { categorised, literal, optionsOfShares, rationaleOf, tagged } from './fractions.ts'
import { GIFT_ITEM_CHARACTERS_MAX } from './reading.ts'

/** Whether a text is GIFT: a title between colons, a category, or answers in braces. */
export function looksLikeGift(text: string): boolean {
  const start = text.slice(0, 200_000)
  const titled = /^\s*(?:::(?:[^:\\\n]|\\.|:(?!:))+::|\$CATEGORY:|\/\/ *\[(?:id|tag):)/m.test(start)
  const answered = /(?<!\\)\{\s*(?:(?:~|=|#|%)[^{}]*|T|F|TRUE|FALSE|(?:T|F|TRUE|FALSE)\s*#[^{}]*)\}/.test(start)
  if (!/^\s*[[{]/.test(start)) return titled || answered
  // JSON begins like this too.
  return titled || (answered && /^\s*\[(?:html|moodle|plain|markdown)\]/.test(start))
}

/** Items of a GIFT text. Each is parsed alone, so that one that is badly written does not take the others along. */
export function draftsOfGift(text: string): Draft[] {
  const drafts: Draft[] = []
  let category = { section: null as string | null, subject: null as string | null }
  for (const block of blocksOf(text)) {
    const [, path] = /^\s*\$CATEGORY:\s*(.+)$/m.exec(block.text) ?? []
    if (path) category = categorised(path.trim().replace(/\\([~=#{}:])/g, '$1'))
    const body = block.text.replace(/^[ \t]*\$CATEGORY:.*$/gm, '')
    if (body.replace(/^[ \t]*\/\/.*$/gm, '').trim() === '') continue
    const nth = drafts.length + 1
    const blank = { ...blankDraft(`baris ${block.line}`, `soal-${nth}`), ...category, isMarkup: true }
    drafts.push(...oneBlock(body, block.line, blank))
  }
  return drafts
}

/** Blank lines part questions, save within braces; a title at the start of a line ends an open brace all the same. */
function blocksOf(text: string): { line: number; text: string }[] {
  const blocks: { line: number; text: string }[] = []
  const lines = text.split(/\r\n|\n|\r/)
  let from = 0
  let depth = 0
  const take = (to: number) => {
    while (from < to && lines[from]?.trim() === '') from++
    if (from < to) blocks.push({ line: from + 1, text: lines.slice(from, to).join('\n') })
    from = to
    depth = 0
  }
  for (const [at, line] of lines.entries()) {
    if (line.trim() === '') {
      if (depth <= 0 || /^\s*(?:::|\$CATEGORY:|\/\/)/.test(lines[at + 1] ?? '')) take(at)
    } else if (!/^\s*\/\//.test(line)) {
      const bare = line.replace(/\\./g, '')
      depth += (bare.match(/\{/g)?.length ?? 0) - (bare.match(/\}/g)?.length ?? 0)
    }
  }
  take(lines.length)
  return blocks
}

function oneBlock(body: string, line: number, blank: Draft): Draft[] {
  if (body.length > GIFT_ITEM_CHARACTERS_MAX)
    return [{ ...blank, unreadable: `Soal lebih dari ${GIFT_ITEM_CHARACTERS_MAX} karakter; persingkat.` }]
  let parsed: GIFTQuestion[]
  try {
    parsed = parse(`${body}\n\n`)
  } catch (error) {
    const at = (error as { location?: { start: { line: number; column: number } } }).location?.start
    const where = at ? `baris ${line + at.line - 1}, kolom ${at.column}` : `baris ${line}`
    return [
      {
        ...blank,
        unreadable: `Tulisan GIFT tidak dapat dibaca mulai ${where}; periksa kurung kurawal dan tanda ~ = # { } yang perlu didahului \\.`,
      },
    ]
  }
  return parsed.filter((one) => one.type !== 'Category').map((one, at) => oneItem(one, at, blank))
}

const KINDS: Record<string, string> = {
  Essay: 'uraian',
  Short: 'isian singkat',
  Numerical: 'isian angka',
  Matching: 'menjodohkan',
  Description: 'teks tanpa pertanyaan',
}

function oneItem(question: GIFTQuestion, at: number, blank: Draft): Draft {
  const simplified: string[] = []
  const fallbackId = at === 0 ? blank.fallbackId : `${blank.fallbackId}-${at + 1}`
  if (question.type === 'Category') return blank
  const draft: Draft = {
    ...blank,
    fallbackId,
    id: question.id?.trim() || question.title?.trim() || null,
    question: shown(question.stem, simplified),
    ...tagged(question.tags ?? []),
    simplified,
  }
  const general = 'globalFeedback' in question ? shown(question.globalFeedback, simplified) : ''
  if (question.type === 'TF') {
    simplified.push('Soal benar/salah dibaca sebagai pilihan ganda dengan opsi Benar dan Salah.')
    const { isTrue, trueFeedback, falseFeedback } = question
    return {
      ...draft,
      options: ['Benar', 'Salah'].map((text, nth) => ({
        label: null,
        text,
        weight: null,
        correct: isTrue === (nth === 0),
        fixed: true,
      })),
      rationale: rationaleOf(general, [
        { name: 'Benar', text: shown(trueFeedback, simplified) },
        { name: 'Salah', text: shown(falseFeedback, simplified) },
      ]),
    }
  }
  if (question.type !== 'MC')
    return {
      ...draft,
      unreadable: `Jenis soal ${question.type} (${KINDS[question.type] ?? 'lain'}) belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.`,
    }
  const choices = question.choices as TextChoice[]
  const shares = choices.map((choice) => ({
    text: shown(choice.text, simplified) || null,
    percent: choice.isCorrect ? (choice.weight ?? 100) : (choice.weight ?? 0),
  }))
  if (shares.some(({ percent }) => percent > 0) && !shares.some(({ percent }) => percent === 100))
    return { ...draft, unreadable: SEVERAL }
  const options = optionsOfShares(shares, 1, simplified)
  if (typeof options === 'string') return { ...draft, unreadable: options }
  const feedback = choices.map((choice, nth) => ({
    name: String.fromCharCode(65 + nth),
    text: shown(choice.feedback, simplified),
  }))
  return { ...draft, options, rationale: rationaleOf(general, feedback) }
}

/** Said of an item that wants several options ticked together. */
export const SEVERAL =
  'Soal dengan beberapa jawaban sekaligus belum didukung; hanya pilihan ganda satu jawaban dan pilihan berbobot.'

function shown(text: TextFormat | null, simplified: string[]): string {
  if (!text) return ''
  if (text.format === 'plain') return literal(text.text)
  const note = 'Teks Markdown dibawa apa adanya, tanda-tandanya tidak diubah menjadi format.'
  if (text.format === 'markdown' && !simplified.includes(note)) simplified.push(note)
  return text.text
}
