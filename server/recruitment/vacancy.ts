import { planProblems } from '../../scoring/integration.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import type { Effect } from '../protocol/http.ts'
import type { DocumentRule, OtherRequirement, Requirements } from '../protocol/recruitment.ts'
import type { VacancyContent } from '../protocol/vacancies.ts'
import { isDay } from '../protocol/wib-days.ts'
import { unknownEducation, wantedWords } from './education.ts'
import { gpaOf } from './eligibility.ts'

/** What a new draft asks until the committee says otherwise: 18 years at least (PermenPANRB 6/2024), 35 at most as usual. */
const USUAL: Requirements = { ageMin: 18, ageMax: 35, ageOn: 'submission' }

/** The requirements of a draft for a kind of need, from what the position's analysis says of education. */
export function usualRequirements(education: Requirements['education'], needType: string): Requirements {
  return { ...USUAL, ...(education?.length ? { education } : {}), ...disabilityOf(needType) }
}

/** The special need for people with a disability asks for one, by its name. */
export const disabilityOf = (needType: string): Pick<Requirements, 'disability'> =>
  needType === 'disabilitas' ? { disability: true } : {}

/** The education of a vacancy in words, as the announcement prints it. */
export const educationOf = (requirements: Requirements): string => wantedWords(requirements.education ?? [], 'id')

/** A code that nobody has: of the position and the unit, and a number where that is taken. */
export function freshCode(position: string, unit: string, taken: ReadonlySet<string>): string {
  const stem = `${position}-${unit}`.slice(0, 36)
  if (!taken.has(stem)) return stem
  for (let n = 2; ; n++) if (!taken.has(`${stem}-${n}`)) return `${stem}-${n}`
}

/** Everything that keeps a vacancy from being published, as sentences (FO2); empty: it can be. */
export function contentProblems(
  content: VacancyContent,
  rules: RuleSet | null,
  documents: readonly DocumentRule[],
): Effect[] {
  return [
    ...educationProblems(content.requirements),
    ...ageProblems(content.requirements),
    ...otherProblems(content.requirements.others ?? [], documents),
    ...ruleProblems(content, rules),
  ]
}

function educationProblems({ education = [], gpaMin }: Requirements): Effect[] {
  const problems: Effect[] = []
  if (education.length === 0)
    problems.push({ id: 'Pendidikan yang diminta belum dipilih.', en: 'No education is chosen.' })
  const unknown = unknownEducation(education)
  if (unknown.length > 0)
    problems.push({
      id: `Tidak ada dalam daftar program studi: ${unknown.join(', ')}.`,
      en: `Not in the list of programmes: ${unknown.join(', ')}.`,
    })
  if (gpaMin !== undefined && gpaOf(gpaMin) === null)
    problems.push({
      id: `IPK paling rendah "${gpaMin}" bukan bilangan 0 sampai 4.`,
      en: `The least grade point average "${gpaMin}" is no number from 0 to 4.`,
    })
  return problems
}

function ageProblems({ ageMin, ageMax, ageOn }: Requirements): Effect[] {
  const problems: Effect[] = []
  if (ageMin !== undefined && ageMax !== undefined && ageMin > ageMax)
    problems.push({
      id: `Usia paling rendah ${ageMin} melebihi usia paling tinggi ${ageMax}.`,
      en: `The least age ${ageMin} is above the greatest ${ageMax}.`,
    })
  if (ageOn !== undefined && ageOn !== 'submission' && !isDay(ageOn))
    problems.push({ id: 'Tanggal penghitungan usia belum benar.', en: 'The day on which the age counts is no date.' })
  return problems
}

function otherProblems(others: OtherRequirement[], documents: readonly DocumentRule[]): Effect[] {
  return others.flatMap(({ code, id, en, document }, at): Effect[] => {
    const name = { id: id.trim() || `ke-${at + 1}`, en: en.trim() || `no. ${at + 1}` }
    const problems: Effect[] = []
    if (id.trim() === '' || en.trim() === '')
      problems.push({
        id: `Persyaratan ${name.id} belum ditulis dalam dua bahasa.`,
        en: `Requirement ${name.en} is not written in both languages.`,
      })
    if (others.findIndex((other) => other.code === code) !== at)
      problems.push({
        id: `Persyaratan ${name.id}: kodenya berulang.`,
        en: `Requirement ${name.en}: its code is used twice.`,
      })
    if (document !== null && !documents.some(({ kind }) => kind === document))
      problems.push({
        id: `Persyaratan ${name.id}: dokumen "${document}" tidak diminta pada periode ini.`,
        en: `Requirement ${name.en}: this period asks for no document "${document}".`,
      })
    return problems
  })
}

function ruleProblems({ needType, skbPlan, thresholds }: VacancyContent, rules: RuleSet | null): Effect[] {
  if (!rules) return [{ id: 'Aturan penilaian periode ini belum dipilih.', en: 'The period has no rule set yet.' }]
  const problems: Effect[] = []
  if (!rules.needTypes.some(({ id }) => id === needType))
    problems.push({
      id: `Jenis kebutuhan "${needType}" tidak ada dalam ${rules.title}.`,
      en: `${rules.title} has no kind of need "${needType}".`,
    })
  if (rules.integration || skbPlan.extras.length > 0) problems.push(...planProblems(rules, skbPlan))
  const missing = (rules.statedByVacancy?.[needType] ?? []).filter((section) => thresholds[section] === undefined)
  if (missing.length > 0)
    problems.push({
      id: `Nilai ambang batas belum ditetapkan untuk: ${missing.join(', ')}.`,
      en: `No threshold is stated for: ${missing.join(', ')}.`,
    })
  return problems
}
