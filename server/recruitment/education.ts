import { LEVEL_WORDS, type Programme } from '../protocol/education.ts'
import { EDUCATION_LEVELS, type EducationLevel, type EducationWanted } from '../protocol/recruitment.ts'
import { PROGRAMME_ROWS } from './programmes.ts'

type Language = 'id' | 'en'

/** The coded list of programmes that vacancies ask for and applicants choose from. */
export const PROGRAMMES: readonly Programme[] = PROGRAMME_ROWS.map(([code, levels, id, en]) => ({
  code,
  id,
  en,
  levels: levels.split(' ') as EducationLevel[],
}))

/** For who studied what the list does not have: meets a requirement that names the level alone. */
export const OTHER_PROGRAMME = 'lainnya'

const byCode = new Map(PROGRAMMES.map((programme) => [programme.code, programme]))
export const findProgramme = (code: string): Programme | null => byCode.get(code) ?? null

/** True where the programme is taught at the level. */
export const isTaughtAt = (code: string, level: EducationLevel): boolean =>
  byCode.get(code)?.levels.includes(level) ?? false

/** Programmes of a level (null: of all) whose name in either language or whose code has every typed word. */
export function searchProgrammes(text: string, level: EducationLevel | null = null): Programme[] {
  const parts = text.toLowerCase().split(/\s+/).filter(Boolean)
  return PROGRAMMES.filter(({ code, id, en, levels }) => {
    const words = `${code} ${id} ${en}`.toLowerCase()
    return (level === null || levels.includes(level)) && parts.every((part) => words.includes(part))
  })
}

/** 'S-1 Keperawatan'; a code that is not in the list stands for itself. */
export function programmeWords(level: EducationLevel, code: string, language: Language): string {
  const name = code === '' ? '' : (byCode.get(code)?.[language] ?? code)
  return `${LEVEL_WORDS[level][language]} ${name}`.trim()
}

/** 'D-III Keperawatan, Kebidanan; Profesi Ners': one of these is enough. */
export function wantedWords(wanted: readonly EducationWanted[], language: Language): string {
  return wanted
    .map(({ level, programmes }) => {
      const names = programmes.map((code) => byCode.get(code)?.[language] ?? code)
      if (names.length > 0) return `${LEVEL_WORDS[level][language]} ${names.join(', ')}`
      return language === 'id' ? `${LEVEL_WORDS[level].id} semua jurusan` : `${LEVEL_WORDS[level].en}, any programme`
    })
    .join('; ')
}

/** What is wrong with a list of wanted education, as codes that nobody teaches; empty: nothing. */
export const unknownEducation = (wanted: readonly EducationWanted[]): string[] =>
  wanted.flatMap(({ level, programmes }) =>
    EDUCATION_LEVELS.includes(level)
      ? programmes.filter((code) => !isTaughtAt(code, level)).map((code) => `${LEVEL_WORDS[level].id} ${code}`)
      : [String(level)],
  )
