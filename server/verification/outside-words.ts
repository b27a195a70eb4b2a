import { readAddress } from '../protocol/addresses.ts'
import { LEVEL_WORDS } from '../protocol/education.ts'
import { EDUCATION_LEVELS, type EducationLevel } from '../protocol/recruitment.ts'
import { isDay, startOf } from '../protocol/wib-days.ts'

/** What a cell of an office's sheet says. Pure. */

export interface Problem {
  where: string
  reason: string
}
/** The cells of one row, and where its problems go. */
export interface Cells<Column extends string> {
  text: (column: Column) => string
  problem: (column: Column, reason: string) => void
  /** A problem, unless it is null. */
  need: (column: Column, reason: string | null) => void
  /** True once this row has a problem. */
  wrong: () => boolean
}

/** ISO date of '1996-05-10' or '10-05-1996', or null. */
export function dateOf(text: string): string | null {
  const local = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text)
  const two = (part: string | undefined) => (part ?? '').padStart(2, '0')
  const iso = local ? `${local[3]}-${two(local[2])}-${two(local[1])}` : text
  return isDay(iso) ? iso : null
}

const HOUR_MS = 3_600_000
/** Wall clock of '2026-09-01 10:30' or '2026-09-01' in WIB, or null where it is none or later than `today`. */
export function momentOf(text: string, today: string): number | null {
  const found = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(text)
  const day = found?.[1] ?? ''
  const [hours, minutes, seconds] = [found?.[2], found?.[3], found?.[4]].map((part) => Number(part ?? 0))
  if (!isDay(day) || day > today || (hours ?? 0) > 23 || (minutes ?? 0) > 59 || (seconds ?? 0) > 59) return null
  return startOf(day) + (hours ?? 0) * HOUR_MS + (minutes ?? 0) * 60_000 + (seconds ?? 0) * 1000
}
const WIB_MS = 7 * HOUR_MS
/** '2026-09-01 10:30:05' on the clock of WIB: what `momentOf` reads. */
export const momentText = (at: number): string => new Date(at + WIB_MS).toISOString().slice(0, 19).replace('T', ' ')

/** A whole number within limits, or null. */
export function wholeOf(text: string, least: number, most: number): number | null {
  if (!/^\d{1,12}$/.test(text)) return null
  const value = Number(text)
  return value >= least && value <= most ? value : null
}

const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const ROMAN: Record<string, string> = { di: 'd1', dii: 'd2', diii: 'd3', div: 'd4', smk: 'sma', slta: 'sma' }
/** 'S-1', 's1', 'D-III', 'SMA/SMK' as one of ours, or null. */
export function levelOf(text: string): EducationLevel | null {
  const word = plain(text)
  const own = ROMAN[word] ?? word
  return EDUCATION_LEVELS.find((level) => level === own || plain(LEVEL_WORDS[level].id) === word) ?? null
}

export const splitWords = (text: string): string[] =>
  text
    .split(/[;,]/)
    .map((word) => word.trim())
    .filter((word) => word !== '')

/** The address as one spelling; null where the cell is empty; a text where it is none of that kind. */
export function addressProblem(column: 'email' | 'phone', text: string): { address: string } | string | null {
  if (text === '' || text === '-') return null
  const read = readAddress(text)
  if (read?.channel === column) return { address: read.address }
  return column === 'email' ? 'bukan alamat e-mail yang sah' : 'bukan nomor HP Indonesia, misalnya 081234567890'
}
