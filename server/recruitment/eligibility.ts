import type { ApplicantFacts, ApplicationDraft, Requirements, Unmet } from '../protocol/recruitment.ts'
import { isDay } from '../protocol/wib-days.ts'
import { programmeWords, wantedWords } from './education.ts'

/**
 * What an applicant does not meet of a vacancy's requirements, on a day (ISO date in WIB): the one judgement that the
 * form shows, the verifier reads and a re-check repeats (EL1 to EL8). Empty: eligible.
 */
export function eligibility(requirements: Requirements, facts: ApplicantFacts, on: string): Unmet[] {
  return [
    ...educationUnmet(requirements, facts),
    ...ageUnmet(requirements, facts, on),
    ...gpaUnmet(requirements, facts),
    ...experienceUnmet(requirements, facts),
    ...(requirements.disability && !facts.disability
      ? [{ code: 'disability' as const, requirement: 'disability', detail: {} }]
      : []),
    ...(requirements.others ?? [])
      .filter(({ needed, code }) => needed && !facts.declared.includes(code))
      .map(({ code, id, en }) => ({ code: 'other' as const, requirement: code, detail: { name: id, 'name:en': en } })),
  ]
}

/** What a draft says of its applicant; what it leaves out is not said yet. */
export const factsOf = (draft: ApplicationDraft): ApplicantFacts => ({
  birthDate: draft.birthDate || null,
  education: draft.education
    ? { level: draft.education.level, programme: draft.education.programme, gpa: draft.education.gpa }
    : null,
  experienceMonths: draft.experienceMonths ?? 0,
  disability: Boolean(draft.disability),
  declared: draft.declared ?? [],
})

/** Completed years on a day, both as ISO dates; who was born on 29 February completes a year on 1 March. */
export function ageOn(birthDate: string, day: string): number {
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** A decimal of 0 to 4 in ten-thousandths, or null: exact, so that 3.00 meets 3 and 2.99 does not. */
export function gpaOf(text: string): number | null {
  const read = /^([0-4])(?:[.,](\d{1,4}))?$/.exec(text.trim())
  if (!read) return null
  const value = Number(read[1]) * 10_000 + Number((read[2] ?? '').padEnd(4, '0'))
  return value <= 40_000 ? value : null
}

const unknown = (requirement: string, what: string): Unmet => ({ code: 'unknown', requirement, detail: { what } })

function educationUnmet({ education: wanted }: Requirements, { education }: ApplicantFacts): Unmet[] {
  if (!wanted || wanted.length === 0) return []
  if (!education) return [unknown('education', 'education')]
  const met = wanted.some(
    ({ level, programmes }) =>
      level === education.level && (programmes.length === 0 || programmes.includes(education.programme)),
  )
  if (met) return []
  const detail = {
    wanted: wantedWords(wanted, 'id'),
    'wanted:en': wantedWords(wanted, 'en'),
    has: programmeWords(education.level, education.programme, 'id'),
    'has:en': programmeWords(education.level, education.programme, 'en'),
  }
  return [{ code: 'education', requirement: 'education', detail }]
}

function ageUnmet({ ageMin, ageMax, ageOn: asked }: Requirements, { birthDate }: ApplicantFacts, on: string): Unmet[] {
  if (ageMin === undefined && ageMax === undefined) return []
  const day = asked === undefined || asked === 'submission' ? on : asked
  if (birthDate === null || !isDay(birthDate) || birthDate > day) return [unknown('age', 'birth-date')]
  const age = ageOn(birthDate, day)
  if (ageMin !== undefined && age < ageMin)
    return [{ code: 'age-min', requirement: 'age', detail: { age, min: ageMin, on: day } }]
  if (ageMax !== undefined && age > ageMax)
    return [{ code: 'age-max', requirement: 'age', detail: { age, max: ageMax, on: day } }]
  return []
}

function gpaUnmet({ gpaMin }: Requirements, { education }: ApplicantFacts): Unmet[] {
  const least = gpaMin === undefined ? null : gpaOf(gpaMin)
  if (gpaMin === undefined || least === null) return []
  const has = gpaOf(education?.gpa ?? '')
  if (has === null) return [unknown('gpa', 'gpa')]
  if (has >= least) return []
  return [
    { code: 'gpa', requirement: 'gpa', detail: { ...decimal('min', gpaMin), ...decimal('has', education?.gpa ?? '') } },
  ]
}

/** A decimal in words: with a comma in Indonesian, with a point in English. */
const decimal = (name: string, text: string) => ({
  [name]: text.trim().replace('.', ','),
  [`${name}:en`]: text.trim().replace(',', '.'),
})

function experienceUnmet({ experienceMonths: min }: Requirements, { experienceMonths: has }: ApplicantFacts): Unmet[] {
  if (min === undefined || has >= min) return []
  return [{ code: 'experience', requirement: 'experience', detail: { min, has } }]
}
