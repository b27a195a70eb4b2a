import { LEVEL_WORDS } from '../protocol/education.ts'
import {
  EDUCATION_LEVELS,
  type EducationLevel,
  type PeriodSettings,
  type Requirements,
} from '../protocol/recruitment.ts'
import type { Language } from './days.ts'

/** Everything that the public may know at a moment. No personal data is in it. */
export interface Catalogue {
  organisation: string
  /** The day in WIB for which it holds. */
  day: string
  period: PublicPeriod | null
  /** In the order of their codes. */
  vacancies: PublicVacancy[]
}

export interface PublicPeriod {
  id: string
  name: string
  settings: Pick<PeriodSettings, 'decree' | 'signer' | 'stages' | 'documents' | 'contact'>
  registration: Registration
}

/** Where the registration stands on the catalogue's day (AN6). */
export interface Registration {
  state: 'before' | 'open' | 'after'
  /** ISO dates, both included. */
  from: string
  until: string
}

export interface PublicVacancy {
  id: string
  code: string
  position: string
  unit: string
  place: string
  needType: Words
  needTypeId: string
  need: number
  /** As the announcement words it. */
  education: string
  requirements: Requirements
  /** Paragraphs. */
  description: string[]
  /** Tests beside the SKB CAT, weight in per cent. */
  extras: { kind: string; weight: number }[]
  /** Applications sent so far. */
  applicants: number
  version: number
  /** When it was published, and when it last changed. */
  publishedAt: number
  updatedAt: number
  /** What was changed after publication, the newest first (AN7). */
  changes: VacancyChange[]
}

export interface VacancyChange {
  at: number
  note: string
  lines: Words[]
}

export type Words = Record<Language, string>

/** What a visitor looks for; '' asks nothing. */
export interface Question {
  q: string
  education: EducationLevel | ''
  unit: string
  kind: string
  page: number
}

export const NO_QUESTION: Question = { q: '', education: '', unit: '', kind: '', page: 1 }
/** Vacancies on a page of the list: what a phone on 3G shows within the budget of AN4. */
export const PAGE_ROWS = 40
const WORD_LENGTH_MAX = 200

/** What the address asks. Anything that is no question of ours is no question: a mended link still shows the list. */
export function questionOf(query: Record<string, unknown>): Question {
  const text = (name: string) => {
    const value = query[name]
    return typeof value === 'string' ? value.trim().slice(0, WORD_LENGTH_MAX) : ''
  }
  const level = EDUCATION_LEVELS.find((one) => one === text('pendidikan'))
  const page = /^[1-9]\d{0,4}$/.test(text('hal')) ? Number(text('hal')) : 1
  return { q: text('q'), education: level ?? '', unit: text('unit'), kind: text('jenis'), page }
}

/** The question as it stands in an address, without what asks nothing: '?q=perawat&hal=2', or ''. */
export function queryOf(question: Question, page = question.page): string {
  const parts = new URLSearchParams()
  if (question.q) parts.set('q', question.q)
  if (question.education) parts.set('pendidikan', question.education)
  if (question.unit) parts.set('unit', question.unit)
  if (question.kind) parts.set('jenis', question.kind)
  if (page > 1) parts.set('hal', String(page))
  return parts.size === 0 ? '' : `?${parts}`
}

/** The vacancies that answer a question. */
export function found(vacancies: readonly PublicVacancy[], question: Question): PublicVacancy[] {
  const words = question.q.toLowerCase().split(/\s+/).filter(Boolean)
  return vacancies.filter((vacancy) => {
    if (question.unit !== '' && vacancy.unit !== question.unit) return false
    if (question.kind !== '' && vacancy.needTypeId !== question.kind) return false
    if (question.education !== '' && !takes(vacancy, question.education)) return false
    const text =
      `${vacancy.code} ${vacancy.position} ${vacancy.unit} ${vacancy.place} ${vacancy.education}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** A vacancy that names no level takes every one; where only words are known, the words decide. */
function takes({ requirements, education }: PublicVacancy, level: EducationLevel): boolean {
  if (requirements.education && requirements.education.length > 0)
    return requirements.education.some((wanted) => wanted.level === level)
  if (education === '') return true
  const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9/]+/g, ' ')
  // 'D-III' must not be found in the words of a 'D-IV', nor 'D-I' in those of a 'D-III'.
  return LEVEL_WORDS[level].id
    .split('/')
    .some((name) => ` ${plain(education).replaceAll('/', ' ')} `.includes(` ${plain(name).trim()} `))
}

export interface Cut<Row> {
  rows: Row[]
  total: number
  page: number
  pages: number
}

/** One page of rows; a page past the end is the last (AN5). */
export function cut<Row>(rows: Row[], page: number, size: number): Cut<Row> {
  const pages = Math.max(1, Math.ceil(rows.length / size))
  const at = Math.min(page, pages)
  return { rows: rows.slice((at - 1) * size, at * size), total: rows.length, page: at, pages }
}

/** What the filters can choose from: what is there. */
export function choicesOf(vacancies: readonly PublicVacancy[]): {
  units: string[]
  kinds: { id: string; title: Words }[]
  levels: EducationLevel[]
} {
  const kinds = new Map(vacancies.map(({ needTypeId, needType }) => [needTypeId, needType]))
  return {
    units: [...new Set(vacancies.map(({ unit }) => unit))].sort((a, b) => (a < b ? -1 : 1)),
    kinds: [...kinds].map(([id, title]) => ({ id, title })),
    levels: EDUCATION_LEVELS.filter((level) => vacancies.some((vacancy) => takes(vacancy, level))),
  }
}

export const totalNeed = (vacancies: readonly PublicVacancy[]): number =>
  vacancies.reduce((sum, { need }) => sum + need, 0)
