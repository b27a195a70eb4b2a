import type { DocumentRule, PeriodStage, Requirements } from './recruitment.ts'

/** What anybody may build upon: `GET /api/public/vacancies`. Fields are only ever added. */
export interface PublicVacancies {
  v: 1
  organisation: string
  /** Null while no period is open. */
  period: {
    name: string
    decree: string
    contact: string
    registration: { state: 'before' | 'open' | 'after'; from: string; until: string }
    /** ISO dates in WIB, both included. */
    stages: PeriodStage[]
    documents: DocumentRule[]
  } | null
  vacancies: {
    code: string
    position: string
    unit: string
    place: string
    needType: { code: string; id: string; en: string }
    need: number
    education: string
    requirements: Requirements
    description: string
    tests: { kind: string; weight: number }[]
    applicants: number
    version: number
    /** Instants in WIB, ISO 8601. */
    publishedAt: string
    updatedAt: string
    url: string
  }[]
}

/** How a link looks where it is shared, and the words to send with it. */
export interface Shared {
  /** Whole addresses. */
  page: string
  pageEn: string
  image: string
  poster: string
  posterPicture: string
  /** Title and sentence that a preview shows. */
  title: string
  about: string
  whatsapp: string
  facebook: string
}

/** The committee's view of everything that is made of the open vacancies. */
export interface MediaView {
  period: { name: string; vacancies: number; need: number } | null
  /** Of the whole announcement; null while no period is open. */
  shared: Shared | null
  links: { announcement: string; atom: string; json: string; widget: string; siteMap: string }
  /** HTML to paste into another site. */
  snippet: string
  vacancies: { code: string; position: string; unit: string; need: number; applicants: number }[]
}
