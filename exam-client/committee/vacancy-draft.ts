import type { OtherRequirement } from '../../server/protocol/recruitment.ts'
import type { PeriodVacancy, VacancyBody } from '../../server/protocol/vacancies.ts'

/** A vacancy being edited: numbers are texts until it is kept, and an empty one asks nothing. */
export interface VacancyDraft {
  code: string
  needType: string
  need: string
  education: NonNullable<VacancyBody['requirements']['education']>
  ageMin: string
  ageMax: string
  /** '' for the day of submission. */
  ageOn: string
  gpaMin: string
  months: string
  others: OtherRequirement[]
  extras: { kind: string; weight: string }[]
  thresholds: Record<string, string>
  description: string
}

export function draftOf(vacancy: PeriodVacancy): VacancyDraft {
  const { requirements, skbPlan, thresholds } = vacancy
  const text = (value: number | undefined) => (value === undefined ? '' : String(value))
  return {
    ...{ code: vacancy.code, needType: vacancy.needType, need: String(vacancy.need), description: vacancy.description },
    education: requirements.education ?? [],
    ...{ ageMin: text(requirements.ageMin), ageMax: text(requirements.ageMax) },
    ageOn: requirements.ageOn === undefined || requirements.ageOn === 'submission' ? '' : requirements.ageOn,
    ...{ gpaMin: requirements.gpaMin ?? '', months: text(requirements.experienceMonths) },
    others: requirements.others ?? [],
    extras: skbPlan.extras.map(({ kind, weight }) => ({ kind, weight: String(weight) })),
    thresholds: Object.fromEntries(Object.entries(thresholds).map(([section, least]) => [section, String(least)])),
  }
}

const whole = (text: string, least: number, most: number): boolean =>
  /^\d{1,5}$/.test(text.trim()) && Number(text) >= least && Number(text) <= most
const orNothing = (text: string, least: number, most: number): boolean => text.trim() === '' || whole(text, least, most)

export type WrongField = 'code' | 'need' | 'ageMin' | 'ageMax' | 'gpaMin' | 'months' | 'extras' | 'thresholds'

/** Fields that cannot be sent as they stand; what is only incomplete is said by the server. */
export function wrongIn(draft: VacancyDraft): WrongField[] {
  const wrong: WrongField[] = []
  if (!/^[A-Za-z0-9._/-]{1,40}$/.test(draft.code)) wrong.push('code')
  if (!whole(draft.need, 1, 99_999)) wrong.push('need')
  if (!orNothing(draft.ageMin, 15, 70)) wrong.push('ageMin')
  if (!orNothing(draft.ageMax, 15, 70)) wrong.push('ageMax')
  if (draft.gpaMin.trim() !== '' && !/^[0-4]([.,]\d{1,4})?$/.test(draft.gpaMin.trim())) wrong.push('gpaMin')
  if (!orNothing(draft.months, 1, 600)) wrong.push('months')
  if (!draft.extras.every(({ weight }) => whole(weight, 0, 100))) wrong.push('extras')
  if (!Object.values(draft.thresholds).every((least) => orNothing(least, 0, 9999))) wrong.push('thresholds')
  return wrong
}

/** What the server is sent; null while a field cannot be. */
export function bodyOf(draft: VacancyDraft, version: number): VacancyBody | null {
  if (wrongIn(draft).length > 0) return null
  const number = (name: string, text: string) => (text.trim() === '' ? {} : { [name]: Number(text) })
  const thresholds = Object.entries(draft.thresholds).filter(([, least]) => least.trim() !== '')
  return {
    ...{ version, code: draft.code, needType: draft.needType, need: Number(draft.need) },
    description: draft.description,
    requirements: {
      ...(draft.education.length > 0 ? { education: draft.education } : {}),
      ...number('ageMin', draft.ageMin),
      ...number('ageMax', draft.ageMax),
      ageOn: draft.ageOn || 'submission',
      ...(draft.gpaMin.trim() === '' ? {} : { gpaMin: draft.gpaMin.trim().replace(',', '.') }),
      ...number('experienceMonths', draft.months),
      ...(draft.others.length > 0 ? { others: draft.others } : {}),
    },
    extras: draft.extras.map(({ kind, weight }) => ({ kind: kind.trim().toLowerCase(), weight: Number(weight) })),
    thresholds: Object.fromEntries(thresholds.map(([section, least]) => [section, Number(least)])),
  }
}

/** A new requirement, under a name that no other has: decisions speak of it by that name. */
export function withNewOther(others: OtherRequirement[]): OtherRequirement[] {
  let n = others.length + 1
  while (others.some(({ code }) => code === `syarat-${n}`)) n++
  return [...others, { code: `syarat-${n}`, id: '', en: '', document: null, needed: true }]
}
