import { type Static, Type } from 'typebox'
import type { Effect } from './http.ts'
import {
  EDUCATION_LEVELS,
  type EducationLevel,
  type EducationWanted,
  type PeriodSettings,
  type Requirements,
} from './recruitment.ts'

/** Periods and vacancies as they cross the wire, and what the committee sends of them. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Version = Type.Integer({ minimum: 0 })

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

/** A period in the committee's list. */
export interface PeriodRow extends Period {
  /** What keeps it from being opened; empty: it can be. */
  problems: Effect[]
  vacancies: { drafts: number; open: number; need: number }
  applications: number
}

/** A vacancy of a period as the committee edits it. */
export interface PeriodVacancy extends VacancyContent {
  id: string
  state: 'draft' | 'open'
  version: number
  place: string
  applicants: number
  /** What keeps it from being published; empty: it can be. */
  problems: Effect[]
  /** Granted and still free, this vacancy's own places among the free; null where it came in as a sheet. */
  grant: { granted: number; free: number; decree: string } | null
}

/** A granted need with places that no vacancy has taken yet. */
export interface GrantRow {
  request: string
  year: number
  unit: { code: string; name: string; kind: string; district: string }
  position: { code: string; name: string }
  education: EducationWanted[]
  granted: number
  used: number
  decree: string
}

const Other = Type.Object(
  {
    code: Type.String({ pattern: '^[a-z0-9-]{1,40}$' }),
    id: Type.String({ maxLength: 300 }),
    en: Type.String({ maxLength: 300 }),
    document: Type.Union([Type.String({ maxLength: 40 }), Type.Null()]),
    needed: Type.Boolean(),
  },
  closed,
)
const Age = Type.Integer({ minimum: 15, maximum: 70 })
const RequirementsBody = Type.Object(
  {
    education: Type.Optional(
      Type.Array(
        Type.Object(
          {
            level: Type.Unsafe<EducationLevel>({ type: 'string', enum: [...EDUCATION_LEVELS] }),
            programmes: Type.Array(Type.String({ maxLength: 40 }), { maxItems: 60 }),
          },
          closed,
        ),
        { maxItems: 12 },
      ),
    ),
    ageMin: Type.Optional(Age),
    ageMax: Type.Optional(Age),
    ageOn: Type.Optional(Type.String({ maxLength: 10 })),
    gpaMin: Type.Optional(Type.String({ maxLength: 6 })),
    experienceMonths: Type.Optional(Type.Integer({ minimum: 1, maximum: 600 })),
    disability: Type.Optional(Type.Boolean()),
    others: Type.Optional(Type.Array(Other, { maxItems: 30 })),
  },
  closed,
)

/** What can be changed of a vacancy; position, unit and the grant it draws from stay. */
export const VacancyBody = Type.Object(
  {
    version: Version,
    code: Type.String({ pattern: '^[A-Za-z0-9._/-]{1,40}$' }),
    needType: Type.String({ minLength: 1, maxLength: 60 }),
    need: Type.Integer({ minimum: 1, maximum: 99_999 }),
    requirements: RequirementsBody,
    description: Type.String({ maxLength: 5000 }),
    extras: Type.Array(
      Type.Object({ kind: Type.String({ maxLength: 80 }), weight: Type.Integer({ minimum: 0, maximum: 100 }) }, closed),
      { maxItems: 5 },
    ),
    thresholds: Type.Record(Type.String({ maxLength: 60 }), Type.Integer({ minimum: 0, maximum: 9999 })),
  },
  closed,
)
export type VacancyBody = Static<typeof VacancyBody>

const Reason = Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' })
export const VacancyChange = Type.Object({ content: VacancyBody, reason: Reason }, closed)
export type VacancyChange = Static<typeof VacancyChange>

export const NewVacancies = Type.Object(
  {
    places: Type.Array(
      Type.Object(
        { request: Id, needType: Type.String({ minLength: 1, maxLength: 60 }), need: Type.Integer({ minimum: 1 }) },
        closed,
      ),
      { minItems: 1, maxItems: 1000 },
    ),
  },
  closed,
)
export type NewVacancies = Static<typeof NewVacancies>

export const PublishVacancies = Type.Object(
  { vacancies: Type.Array(Id, { minItems: 1, maxItems: 5000 }), reason: Reason },
  closed,
)
export type PublishVacancies = Static<typeof PublishVacancies>

const Day = Type.String({ pattern: '^(\\d{4}-\\d{2}-\\d{2})?$' })
const Text = (most: number) => Type.String({ maxLength: most })
const SettingsBody = Type.Object(
  {
    decree: Text(300),
    signer: Type.Object({ name: Text(120), title: Text(200), place: Text(100) }, closed),
    ruleSet: Text(100),
    stages: Type.Array(Type.Object({ stage: Text(30), from: Day, until: Day }, closed), { maxItems: 20 }),
    documents: Type.Array(
      Type.Object(
        {
          ...{ kind: Text(40), id: Text(100), en: Text(100), hintId: Text(300), hintEn: Text(300) },
          type: Type.Union([Type.Literal('jpeg'), Type.Literal('pdf')]),
          bytesMax: Type.Integer({ minimum: 0, maximum: 1_000_000_000 }),
          pagesMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 1000 })),
          pixelsMax: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
          pixelsMin: Type.Optional(Type.Integer({ minimum: 1, maximum: 20_000 })),
          needed: Type.Boolean(),
        },
        closed,
      ),
      { maxItems: 30 },
    ),
    appealDays: Type.Integer({ minimum: 0, maximum: 365 }),
    answerDays: Type.Integer({ minimum: 0, maximum: 365 }),
    samplePercent: Type.Integer({ minimum: 0, maximum: 1000 }),
    checkAllFailed: Type.Optional(Type.Boolean()),
    contact: Text(300),
  },
  closed,
)
export const PeriodBody = Type.Object(
  {
    version: Version,
    name: Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' }),
    settings: Type.Unsafe<PeriodSettings>(SettingsBody),
  },
  closed,
)
export type PeriodBody = Static<typeof PeriodBody>

/** To open, close, or change an open one: each asks a second person. */
export const PeriodStep = Type.Object(
  {
    step: Type.Union([Type.Literal('open'), Type.Literal('close'), Type.Literal('change')]),
    reason: Reason,
    body: Type.Optional(PeriodBody),
  },
  closed,
)
export type PeriodStep = Static<typeof PeriodStep>
