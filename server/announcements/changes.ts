import type { DocumentRule } from '../protocol/recruitment.ts'
import type { VacancyContent, VacancyVersion } from '../protocol/vacancies.ts'
import type { VacancyChange, Words } from './catalogue.ts'
import { count, type Language } from './days.ts'
import { oneLine } from './plain-words.ts'
import { requirementWords } from './requirement-words.ts'

/**
 * The visible history (AN7): for each version after the first what it changed, in words, the newest change first. Who
 * changed it is for the audit trail. `versions` come the newest first.
 */
export function changesOf(
  versions: readonly VacancyVersion[],
  documents: readonly DocumentRule[],
  kindOf: (needType: string) => Words,
): VacancyChange[] {
  return versions.slice(0, -1).map(({ at, note, content }, place) => {
    const before = versions[place + 1]?.content ?? content
    return { at, note: oneLine(note), lines: linesBetween(before, content, documents, kindOf) }
  })
}

const NAMES = {
  code: { id: 'Kode', en: 'Code' },
  position: { id: 'Jabatan', en: 'Position' },
  unit: { id: 'Unit penempatan', en: 'Unit' },
  needType: { id: 'Jenis kebutuhan', en: 'Kind of need' },
  need: { id: 'Jumlah kebutuhan', en: 'Places' },
  education: { id: 'Pendidikan', en: 'Education' },
} as const satisfies Record<string, Words>

function linesBetween(
  before: VacancyContent,
  after: VacancyContent,
  documents: readonly DocumentRule[],
  kindOf: (needType: string) => Words,
): Words[] {
  const lines: Words[] = []
  const named = Object.keys(NAMES) as (keyof typeof NAMES)[]
  for (const name of named) {
    if (before[name] === after[name]) continue
    const said = (value: string | number, language: Language) =>
      typeof value === 'number'
        ? count(value, language)
        : `“${oneLine(name === 'needType' ? kindOf(value)[language] : value)}”`
    lines.push({
      id: `${NAMES[name].id}: semula ${said(before[name], 'id')}, menjadi ${said(after[name], 'id')}.`,
      en: `${NAMES[name].en}: was ${said(before[name], 'en')}, is now ${said(after[name], 'en')}.`,
    })
  }
  // The education in words has its own line above; where it is a list, its sentence is one of the requirements.
  const asks = (content: VacancyContent, language: Language) =>
    requirementWords(content.requirements, '', documents, language)
  const [wasId, isId] = [asks(before, 'id'), asks(after, 'id')]
  const [wasEn, isEn] = [asks(before, 'en'), asks(after, 'en')]
  wasId.forEach((line, at) => {
    if (!isId.includes(line))
      lines.push({ id: `Syarat dihapus: ${line}`, en: `Requirement removed: ${wasEn[at] ?? ''}` })
  })
  isId.forEach((line, at) => {
    if (!wasId.includes(line)) lines.push({ id: `Syarat baru: ${line}`, en: `New requirement: ${isEn[at] ?? ''}` })
  })
  const [wasTests, areTests] = [testsOf(before), testsOf(after)]
  if (wasTests.id !== areTests.id)
    lines.push({
      id: `Tes tambahan: semula ${wasTests.id}, menjadi ${areTests.id}.`,
      en: `Additional tests: were ${wasTests.en}, are now ${areTests.en}.`,
    })
  if (thresholdsOf(before) !== thresholdsOf(after))
    lines.push({
      id: `Nilai ambang batas: semula ${thresholdsOf(before)}, menjadi ${thresholdsOf(after)}.`,
      en: `Thresholds: were ${thresholdsOf(before)}, are now ${thresholdsOf(after)}.`,
    })
  if (before.description !== after.description)
    lines.push({ id: 'Uraian jabatan diubah.', en: 'The description of the work was changed.' })
  return lines
}

function testsOf({ skbPlan: { extras } }: VacancyContent): Words {
  const all = extras.map(({ kind, weight }) => `${oneLine(kind)} ${weight}%`).join(', ')
  return all === '' ? { id: 'tidak ada', en: 'none' } : { id: all, en: all }
}

const thresholdsOf = ({ thresholds }: VacancyContent): string =>
  Object.entries(thresholds)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([section, points]) => `${oneLine(section)} ${points}`)
    .join(', ') || '–'
