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

/** How a level may be written in a sheet: its code, or its name in either language without signs. */
const plain = (text: string) => text.toLowerCase().replace(/[^a-z0-9]/g, '')
const levels = new Map(
  EDUCATION_LEVELS.flatMap((level) =>
    [level, LEVEL_WORDS[level].id, LEVEL_WORDS[level].en].map((word) => [plain(word), level] as const),
  ),
)
for (const [word, level] of [
  ...([
    ['slta', 'sma'],
    ['smk', 'sma'],
    ['diii', 'd3'],
    ['div', 'd4'],
    ['dii', 'd2'],
    ['di', 'd1'],
  ] as const),
  ...([
    ['diploma3', 'd3'],
    ['diploma4', 'd4'],
    ['sarjana', 's1'],
    ['magister', 's2'],
    ['doktor', 's3'],
  ] as const),
] as const)
  levels.set(word, level)
const byName = new Map(PROGRAMMES.flatMap((one) => [one.code, one.id, one.en].map((word) => [plain(word), one.code])))
const ALL = new Set(['', 'semua', 'semuajurusan', 'semuaprogramstudi', 'anyprogramme'])

/**
 * Reads 'D-III Keperawatan / Kebidanan; S-1 semua jurusan': levels apart by semicolons, programmes of one by strokes or
 * commas. A text in its place is the part that is not in the coded list.
 */
export function readWanted(text: string): EducationWanted[] | string {
  const wanted: EducationWanted[] = []
  for (const part of text.split(';').map((one) => one.trim())) {
    if (part === '') continue
    const read = levelFirst(part)
    if (!read) return part
    const programmes = programmesOf(read.rest, read.level)
    if (typeof programmes === 'string') return programmes
    wanted.push({ level: read.level, programmes })
  }
  return wanted
}

/** The longest beginning of the words that names a level: 'Diploma III Keperawatan', 'D III', 'S1'. */
function levelFirst(part: string): { level: EducationLevel; rest: string } | null {
  const words = part.replace(/^(\S+):/, '$1 ').split(/\s+/)
  for (let many = Math.min(3, words.length); many > 0; many--) {
    const level = levels.get(plain(words.slice(0, many).join('')))
    if (level) return { level, rest: words.slice(many).join(' ') }
  }
  return null
}

function programmesOf(rest: string, level: EducationLevel): string[] | string {
  if (ALL.has(plain(rest))) return []
  const found: string[] = []
  for (const name of rest.split('/').flatMap((one) => (byName.has(plain(one)) ? [one] : one.split(',')))) {
    const code = byName.get(plain(name))
    if (code === undefined || !isTaughtAt(code, level)) return `${LEVEL_WORDS[level].id} ${name.trim()}`
    found.push(code)
  }
  return found
}

/** The form that `readWanted` reads again. */
export const writeWanted = (wanted: readonly EducationWanted[]): string =>
  wanted
    .map(({ level, programmes }) => {
      const names = programmes.map((code) => byCode.get(code)?.id ?? code)
      return `${LEVEL_WORDS[level].id} ${names.join(' / ') || 'semua jurusan'}`
    })
    .join('; ')
