import type { DraftOption } from './draft.ts'
import { WEIGHT_MAX } from './reading.ts'

/** An option and its share of the item's points in per cent, as Moodle and GIFT write it. */
export interface Share {
  text: string | null
  percent: number
  fixed?: boolean
}

/**
 * Options with a key where one share is whole and the others nothing, else with weights in whole points: the item's own
 * points where they come out whole, or per cent, or the smallest whole numbers in the same relation. A string refuses.
 */
export function optionsOfShares(
  shares: readonly Share[],
  points: number,
  simplified: string[],
): DraftOption[] | string {
  if (shares.some(({ percent }) => !Number.isFinite(percent))) return 'Bobot jawaban bukan bilangan; perbaiki bobotnya.'
  const bare = shares.map(({ text, fixed = false }) => ({ label: null, text, weight: null, correct: null, fixed }))
  if (shares.every(({ percent }) => percent === 0 || percent === 100))
    return bare.map((option, at) => ({ ...option, correct: shares[at]?.percent === 100 }))
  const percents = shares.map(({ percent }) => percent)
  const factor = [points / 100, 1, ...SMALL.map((parts) => parts / 100)].find(
    (one) => one > 0 && percents.every((percent) => whole(percent * one) !== null),
  )
  if (factor === undefined)
    return `Bobot jawaban (${percents.map((one) => `${one}%`).join(', ')}) tidak dapat ditulis sebagai bilangan bulat; bulatkan dulu.`
  const weights = percents.map((percent) => whole(percent * factor) ?? 0)
  if (factor !== points / 100)
    simplified.push(
      `Nilai pecahan ${percents.map((one) => `${one}%`).join(', ')} dibaca sebagai bobot ${weights.join(', ')}.`,
    )
  return bare.map((option, at) => ({ ...option, weight: String(weights[at]) }))
}

const SMALL = [2, 3, 4, 5, 6, 7, 8, 9, 10, 12]

function whole(value: number): number | null {
  const round = Math.round(value)
  return Math.abs(value - round) < 0.001 && Math.abs(round) <= WEIGHT_MAX ? round + 0 || 0 : null
}

/** Feedback of the item and of its options as one explanation. */
export function rationaleOf(general: string, parts: readonly { name: string; text: string }[]): string | null {
  const said = parts.filter(({ text }) => text.trim() !== '')
  const lines = said.map(({ name, text }) => `${name}: ${text.trim()}`)
  if (general.trim() === '' && lines.length === 0) return null
  const isHtml = /<[a-z][^>]*>/i.test(general + lines.join(''))
  return isHtml
    ? [general.trim(), ...said.map(({ name, text }) => `<div>${name}: ${text.trim()}</div>`)].filter(Boolean).join('\n')
    : [general.trim(), ...lines].filter(Boolean).join('\n')
}

/** Text that is not HTML though it may look so: what it shows is what it says. */
export const literal = (text: string): string =>
  /<[a-z!/?]|&/i.test(text) ? text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;') : text

/** Difficulty and topic from free words beside an item. */
export function tagged(tags: readonly string[]): { topic: string | null; difficulty: string | null } {
  const clean = [...new Set(tags.map((tag) => tag.trim()).filter((tag) => tag !== ''))]
  const isLevel = (tag: string) => /^(?:mudah|sedang|sulit|sukar|easy|medium|hard|difficult)$/i.test(tag)
  return {
    topic: clean.filter((tag) => !isLevel(tag)).join(', ') || null,
    difficulty: clean.find(isLevel) ?? null,
  }
}

/** Section and subject from a path of categories ('$course$/top/TIU/Deret'). */
export function categorised(path: string): { section: string | null; subject: string | null } {
  const parts = path
    .split(/(?<!\/)\/(?!\/)/)
    .map((part) => part.replaceAll('//', '/').trim())
    .filter((part) => part !== '' && !/^\$[a-z0-9]+\$$/i.test(part) && part.toLowerCase() !== 'top')
    .map((part) => part.replace(/^\$[a-z0-9]+\$/i, '').trim())
    .filter((part) => part !== '')
  const section = parts.find((part) => /^(?:TWK|TIU|TKP)$/i.test(part)) ?? null
  return { section: section?.toUpperCase() ?? null, subject: parts.findLast((part) => part !== section) ?? null }
}
