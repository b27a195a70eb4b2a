import type { Effect } from '../protocol/http.ts'
import type { DocumentRule, FrozenApplication, OtherRequirement, Requirements } from '../protocol/recruitment.ts'
import { dayWords } from '../protocol/unmet.ts'
import type { RequirementToJudge } from '../protocol/verification.ts'
import { dayOf } from '../protocol/wib-days.ts'
import { programmeWords, wantedWords } from '../recruitment/education.ts'
import { ageOn, eligibility, factsOf } from '../recruitment/eligibility.ts'

/** Which documents show what is no document itself; kinds of D.2, beside those a requirement names. */
const SHOWN_BY: Record<string, readonly string[]> = {
  education: ['ijazah'],
  gpa: ['transkrip', 'ijazah'],
  age: ['ktp', 'ijazah'],
  experience: ['pendukung'],
  disability: ['pendukung'],
}

/** Everything that an officer judges of an application, in the order of the screen (VC1). */
export function requirementsToJudge(frozen: FrozenApplication, rules: readonly DocumentRule[]): RequirementToJudge[] {
  const { requirements } = frozen.vacancy
  const on = dayOf(frozen.submittedAt)
  const unmet = eligibility(requirements, factsOf(frozen.draft), on)
  const has = new Set(frozen.documents.map(({ kind }) => kind))
  const judged = [
    ...ofVacancy(requirements, frozen, on),
    ...(requirements.others ?? []).map((one) => other(one, frozen)),
  ]
  return [
    ...judged.map((one) => ({
      ...one,
      documents: one.documents.filter((kind) => has.has(kind) || rules.some((rule) => rule.kind === kind)),
      hint: unmet.find(({ requirement }) => requirement === one.requirement) ?? null,
    })),
    ...rules
      .filter(({ kind, needed }) => needed || has.has(kind))
      .map((rule) => documentItself(rule, has.has(rule.kind))),
  ]
}

type Judged = Omit<RequirementToJudge, 'hint'>

function ofVacancy(wanted: Requirements, { draft }: FrozenApplication, on: string): Judged[] {
  const judged: Judged[] = []
  const add = (requirement: string, title: Effect, asked: Effect, said: Effect | null) =>
    judged.push({ requirement, title, asked, said, needed: true, documents: [...(SHOWN_BY[requirement] ?? [])] })
  const { education } = draft
  if (wanted.education?.length)
    add(
      'education',
      { id: 'Kualifikasi pendidikan', en: 'Education' },
      { id: wantedWords(wanted.education, 'id'), en: wantedWords(wanted.education, 'en') },
      education
        ? {
            id: `${programmeWords(education.level, education.programme, 'id')}, ${education.institution}, lulus ${education.year}`,
            en: `${programmeWords(education.level, education.programme, 'en')}, ${education.institution}, graduated ${education.year}`,
          }
        : null,
    )
  if (wanted.gpaMin !== undefined)
    add(
      'gpa',
      { id: 'IPK', en: 'Grade point average' },
      { id: `Paling rendah ${wanted.gpaMin.replace('.', ',')}`, en: `At least ${wanted.gpaMin}` },
      education?.gpa ? { id: `IPK ${education.gpa.replace('.', ',')}`, en: `Average ${education.gpa}` } : null,
    )
  if (wanted.ageMin !== undefined || wanted.ageMax !== undefined) {
    const day = wanted.ageOn === undefined || wanted.ageOn === 'submission' ? on : wanted.ageOn
    const range = [wanted.ageMin, wanted.ageMax].filter((year) => year !== undefined).join('–')
    const at = { id: dayWords(day, 'id'), en: dayWords(day, 'en') }
    const age = draft.birthDate ? ageOn(draft.birthDate, day) : null
    add(
      'age',
      { id: 'Usia', en: 'Age' },
      { id: `${range} tahun pada ${at.id}`, en: `${range} years on ${at.en}` },
      age === null ? null : { id: `${age} tahun pada hari itu`, en: `${age} years on that day` },
    )
  }
  if (wanted.experienceMonths !== undefined)
    add(
      'experience',
      { id: 'Pengalaman kerja', en: 'Work experience' },
      { id: `Paling sedikit ${wanted.experienceMonths} bulan`, en: `At least ${wanted.experienceMonths} months` },
      { id: `${draft.experienceMonths ?? 0} bulan`, en: `${draft.experienceMonths ?? 0} months` },
    )
  if (wanted.disability)
    add(
      'disability',
      { id: 'Penyandang disabilitas', en: 'Disability' },
      { id: 'Formasi khusus penyandang disabilitas', en: 'A vacancy for people with a disability' },
      draft.disability ? { id: draft.disability.kind, en: draft.disability.kind } : null,
    )
  return judged
}

const other = ({ code, id, en, document, needed }: OtherRequirement, { draft }: FrozenApplication): Judged => ({
  requirement: code,
  title: { id, en },
  asked: needed
    ? { id: 'Wajib dipenuhi', en: 'Must be met' }
    : { id: 'Tidak wajib; tidak menggugurkan', en: 'Not required; does not disqualify' },
  said: draft.declared?.includes(code)
    ? { id: 'Dinyatakan terpenuhi', en: 'Declared as met' }
    : { id: 'Tidak dinyatakan', en: 'Not declared' },
  needed,
  documents: document ? [document] : [],
})

const documentItself = (rule: DocumentRule, given: boolean): RequirementToJudge => ({
  requirement: `doc:${rule.kind}`,
  title: { id: rule.id, en: rule.en },
  asked: { id: rule.hintId, en: rule.hintEn },
  said: given ? null : { id: 'Tidak diunggah', en: 'Not uploaded' },
  needed: rule.needed,
  documents: [rule.kind],
  hint: null,
})
