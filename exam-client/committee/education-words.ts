import { LEVEL_WORDS, type Programme } from '../../server/protocol/education.ts'
import type { EducationWanted } from '../../server/protocol/recruitment.ts'

/** 'D-III Keperawatan, Kebidanan; S-1 semua jurusan', in the reader's language; `any` words a level without programmes. */
export function wantedWords(
  wanted: readonly EducationWanted[],
  programmes: readonly Programme[],
  any: string,
  language: 'id' | 'en',
): string {
  const names = new Map(programmes.map((one) => [one.code, one[language]]))
  return wanted
    .map(({ level, programmes: codes }) => {
      const words = codes.map((code) => names.get(code) ?? code).join(', ')
      return `${LEVEL_WORDS[level][language]} ${words || any}`
    })
    .join('; ')
}
