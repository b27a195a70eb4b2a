import type { PeriodSettings, Requirements } from './recruitment.ts'

/** A period of recruitment as every reader of the server sees it. */
export interface Period {
  id: string
  name: string
  settings: PeriodSettings
  state: 'draft' | 'open' | 'closed'
  version: number
  createdAt: number
}

/** What the public reads of a vacancy, and what a version of it keeps. */
export interface VacancyContent {
  code: string
  position: string
  unit: string
  needType: string
  need: number
  /** Education in words, as the announcement prints it. */
  education: string
  requirements: Requirements
  description: string
  skbPlan: { extras: { kind: string; weight: number }[] }
  thresholds: Record<string, number>
}

/** A vacancy that people may apply for. */
export interface OpenVacancy extends VacancyContent {
  id: string
  periodId: string
  version: number
  /** District of the unit; empty where it is not known. */
  place: string
  /** Applications sent so far, drafts and withdrawn ones left out. */
  applicants: number
}

/** One version of a published vacancy; the first is what was published. */
export interface VacancyVersion {
  version: number
  at: number
  actor: string
  content: VacancyContent
  note: string
}
