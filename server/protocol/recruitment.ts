/** What a period asks of vacancies, applicants and documents, and how the answer is worded. Pure data, for every browser. */

/** Levels of education in their order; a vacancy names those it takes, none of them stands for a higher one. */
export const EDUCATION_LEVELS = ['sd', 'smp', 'sma', 'd1', 'd2', 'd3', 'd4', 's1', 'profesi', 's2', 'sp', 's3'] as const
export type EducationLevel = (typeof EDUCATION_LEVELS)[number]

export interface EducationWanted {
  level: EducationLevel
  /** Codes of the coded list of programmes (`recruitment/education.ts`); empty: any programme of this level. */
  programmes: string[]
}

/** A requirement beside education and age: declared by the applicant, shown by a document, judged by the officer. */
export interface OtherRequirement {
  /** Its name in decisions, `[a-z0-9-]`, unique within the vacancy. */
  code: string
  id: string
  en: string
  /** The kind of document that shows it; null: the declaration alone. */
  document: string | null
  /** False: without it the application is weaker, not invalid. */
  needed: boolean
}

/** Requirements of a vacancy. A field that is left out asks nothing. */
export interface Requirements {
  /** One of these is enough. */
  education?: EducationWanted[]
  /** Completed years on `ageOn`, both included. */
  ageMin?: number
  ageMax?: number
  /** 'submission', or an ISO date. */
  ageOn?: string
  /** Least IPK, a decimal text of 0 to 4. */
  gpaMin?: string
  /** Least months of relevant work. */
  experienceMonths?: number
  /** For people with a disability alone (need type `disabilitas`). */
  disability?: boolean
  others?: OtherRequirement[]
}

/** What is known of an applicant when a requirement is judged. Null: not said yet. */
export interface ApplicantFacts {
  /** ISO date. */
  birthDate: string | null
  education: { level: EducationLevel; programme: string; gpa: string | null } | null
  experienceMonths: number
  disability: boolean
  /** Codes of OtherRequirement that she declares. */
  declared: string[]
}

export const UNMET_CODES = [
  ...['education', 'age-min', 'age-max', 'gpa', 'experience', 'disability', 'other', 'unknown'],
] as const
/**
 * One requirement that is not met, or cannot be judged yet (`unknown`, detail.what). Sentences: `protocol/unmet.ts`.
 * `requirement` is its code: 'education', 'age', 'gpa', 'experience', 'disability', or that of an OtherRequirement.
 */
export interface Unmet {
  code: (typeof UNMET_CODES)[number]
  requirement: string
  detail: Record<string, string | number>
}

/** A kind of document with its limits (D.2 as data; an agency may differ). */
export interface DocumentRule {
  /** `[a-z0-9-]`, e.g. 'pas-foto'. */
  kind: string
  id: string
  en: string
  /** What it must look like, one sentence. */
  hintId: string
  hintEn: string
  type: 'jpeg' | 'pdf'
  bytesMax: number
  pagesMax?: number
  /** Pixels of the longer and of the shorter side. */
  pixelsMax?: number
  pixelsMin?: number
  needed: boolean
}

/** A stage of the period in WIB days, both included (D.1). */
export interface PeriodStage {
  stage: PeriodStageName
  /** ISO dates. */
  from: string
  until: string
}
export const PERIOD_STAGES = [
  ...['announcement', 'registration', 'verification', 'verification-result', 'appeal', 'appeal-answer'],
  ...['final-result', 'card', 'scheduling', 'skd', 'skd-result', 'skb', 'integration', 'graduation'],
] as const
export type PeriodStageName = (typeof PERIOD_STAGES)[number]

export interface PeriodSettings {
  /** Title of the announcement, number of the decree, and who signs. */
  decree: string
  signer: { name: string; title: string; place: string }
  ruleSet: string
  stages: PeriodStage[]
  documents: DocumentRule[]
  /** Days of the administrative objection and of its answer (D.3): 3 and 7. */
  appealDays: number
  answerDays: number
  /** Out of a hundred decided applications, so many are looked at by a second officer. */
  samplePercent: number
  /** Every TMS is looked at by a second officer as well. Left out: no. */
  checkAllFailed?: boolean
  /** Where a question goes: shown on public pages. */
  contact: string
}

export const APPLICATION_STATES = ['draft', 'submitted', 'passed', 'failed', 'withdrawn'] as const
export type ApplicationState = (typeof APPLICATION_STATES)[number]

/** What an applicant types, step by step; every field may still be missing. Sealed at rest. */
export interface ApplicationDraft {
  birthPlace?: string
  birthDate?: string
  gender?: 'female' | 'male'
  religion?: string
  address?: string
  /** Region code of the district, '15.08.01'. */
  region?: string
  education?: { level: EducationLevel; programme: string; institution: string; year: number; gpa: string | null }
  experienceMonths?: number
  disability?: { kind: string; accommodation: string | null } | null
  declared?: string[]
  /** Confirms that all is true. */
  truthful?: boolean
}

/** The copy that was submitted: nothing in it changes any more. */
export interface FrozenApplication {
  number: string
  period: string
  vacancy: { id: string; code: string; position: string; unit: string; requirements: Requirements; version: number }
  person: { name: string; nik: string; kk: string; email: string | null; phone: string | null }
  draft: ApplicationDraft
  documents: { id: string; kind: string; digest: string }[]
  /** Wall clock, ms. */
  submittedAt: number
}
