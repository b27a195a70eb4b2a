import { letterAt } from './columns.ts'
import type { Draft } from './draft.ts'
import { blankDraft } from './draft.ts'

const OPTION = /^\s*([A-Z])[.)]\s?(.*)$/
const ANSWER = /^\s*ANSWER\s*:\s*([A-Z])?\s*$/i

/** Whether a text is written the Aiken way: an option above a line that says ANSWER. */
export const looksLikeAiken = (text: string): boolean =>
  /^[ \t]*[A-Z][.)][^\n]*\r?\n(?:[^\n]*\r?\n){0,40}?[ \t]*ANSWER[ \t]*:/m.test(text.slice(0, 200_000))

/** Items of a text in Aiken format, each with the line where it begins. */
export function draftsOfAiken(text: string): Draft[] {
  const drafts: Draft[] = []
  let lines: string[] = []
  let from = 1
  const take = (key: string | null, problem: string) => {
    if (lines.some((line) => line.trim() !== '')) drafts.push(oneItem(lines, from, drafts.length + 1, key, problem))
    lines = []
  }
  for (const [at, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (lines.length === 0) from = at + 1
    const answer = ANSWER.exec(line)
    if (answer) {
      take(answer[1]?.toUpperCase() ?? null, '')
      continue
    }
    // A blank line after options ends an item that has no ANSWER; within a question it is part of the question.
    if (line.trim() === '' && (lines.length === 0 || lines.some((one) => OPTION.test(one)))) {
      take(null, 'Baris ANSWER tidak ada; tulis "ANSWER: A" di bawah opsi terakhir.')
      continue
    }
    lines.push(line)
  }
  take(null, 'Baris ANSWER tidak ada; tulis "ANSWER: A" di bawah opsi terakhir.')
  return drafts
}

function oneItem(lines: readonly string[], from: number, nth: number, key: string | null, problem: string): Draft {
  const first = lines.findIndex((line) => OPTION.test(line))
  const draft = { ...blankDraft(`baris ${from}`, `soal-${nth}`), unreadable: problem }
  if (first < 0) return { ...draft, unreadable: 'Opsi tidak ditemukan; tulis tiap opsi sebagai "A. …" atau "A) …".' }
  const options: { label: string; text: string }[] = []
  for (const line of lines.slice(first)) {
    const [, label, text = ''] = OPTION.exec(line) ?? []
    const last = options.at(-1)
    if (label) options.push({ label, text })
    else if (last) last.text += `\n${line}`
  }
  const outOfOrder = options.some(({ label }, at) => label !== letterAt(at))
  return {
    ...draft,
    question: lines.slice(0, first).join('\n').trim() || null,
    options: options.map(({ label, text }) => ({ label, text: text.trim() || null, weight: null, correct: null })),
    key: { name: 'answer', values: key === null ? [] : [{ text: key, isNumber: false }] },
    unreadable: problem || (outOfOrder ? 'Label opsi tidak berurutan; pakai A, B, C, … tanpa lompatan.' : ''),
    isMarkup: true,
  }
}
