import { type Static, Type } from 'typebox'
import type { Programme } from './education.ts'
import type { Effect } from './http.ts'
import type {
  ApplicationDraft,
  ApplicationState,
  DocumentRule,
  EducationLevel,
  PeriodStage,
  Requirements,
  Unmet,
} from './recruitment.ts'

/** What the applicant's portal and the server say to each other. */
export type Channel = 'email' | 'phone'
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Typed = (maxLength: number) => Type.String({ maxLength })
const Day = Type.String({ maxLength: 10 })
const Spoken = Type.Unsafe<'id' | 'en'>({ type: 'string', enum: ['id', 'en'] })
const GenderField = Type.Unsafe<'female' | 'male'>({ type: 'string', enum: ['female', 'male'] })

// ---- The account ----------------------------------------------------------------------------------------------------

/** As typed: the server says what to change, field by field. */
export const NewAccount = Type.Object(
  {
    name: Typed(200),
    nik: Typed(40),
    kk: Typed(40),
    birthDate: Day,
    gender: Type.Union([GenderField, Type.Null()]),
    /** E-mail or mobile number. */
    address: Typed(300),
    password: Typed(300),
    language: Spoken,
    /** "These digits are on my card": for a region code that today's list does not have. */
    regionConfirmed: Type.Boolean(),
  },
  closed,
)
export type NewAccount = Static<typeof NewAccount>
/** Sent in any case: whether the address or the NIK is known, its reply does not tell. */
export interface CodeSent {
  code: string
  sentTo: string
  expiresAt: number
}
const Digits = Type.String({ minLength: 1, maxLength: 12 })
export const CodeTyped = Type.Object({ code: Id, digits: Digits }, closed)
export type CodeTyped = Static<typeof CodeTyped>
export const ResetAsked = Type.Object({ address: Typed(300), language: Spoken }, closed)
export type ResetAsked = Static<typeof ResetAsked>
export const ResetTyped = Type.Object({ code: Id, digits: Digits, password: Typed(300) }, closed)
export type ResetTyped = Static<typeof ResetTyped>
export const ApplicantSignInTyped = Type.Object({ address: Typed(300), password: Typed(300) }, closed)
export type ApplicantSignInTyped = Static<typeof ApplicantSignInTyped>

export interface ApplicantMe {
  name: string
  nik: string
  email: string | null
  phone: string | null
  language: 'id' | 'en'
}
/** The portal's first question: who is here, and what is open. */
export interface Portal {
  me: ApplicantMe | null
  organisation: string
  /** The day in WIB by the server's clock. */
  today: string
  period: {
    name: string
    registration: { from: string; until: string } | null
    open: boolean
    contact: string
  } | null
}

// ---- Choosing -------------------------------------------------------------------------------------------------------

export interface PortalVacancy {
  code: string
  position: string
  unit: string
  place: string
  needType: string
  need: number
  education: string
  /** What the rules find against somebody with her facts so far; the choice shows it before she chooses. */
  unmet: Unmet[] | null
}
export interface RegionRow {
  code: string
  name: string
}
export interface Choices {
  programmes: Programme[]
}

// ---- The application ------------------------------------------------------------------------------------------------

export const Begin = Type.Object({ vacancy: Id }, closed)
export type Begin = Static<typeof Begin>
export const ChooseVacancy = Type.Object({ vacancy: Id, version: Type.Integer({ minimum: 0 }) }, closed)
export type ChooseVacancy = Static<typeof ChooseVacancy>

const EducationTyped = Type.Object(
  {
    level: Type.Unsafe<EducationLevel>({ type: 'string', maxLength: 12 }),
    programme: Typed(60),
    institution: Typed(200),
    year: Type.Integer({ minimum: 0, maximum: 9999 }),
    gpa: Type.Union([Typed(8), Type.Null()]),
  },
  closed,
)
/** Fields that changed since `version`, null: emptied. Name, NIK, birth and sex are the account's. */
export const DraftChange = Type.Object(
  {
    version: Type.Integer({ minimum: 0 }),
    changes: Type.Object(
      {
        birthPlace: Type.Optional(Type.Union([Typed(100), Type.Null()])),
        religion: Type.Optional(Type.Union([Typed(40), Type.Null()])),
        address: Type.Optional(Type.Union([Typed(300), Type.Null()])),
        region: Type.Optional(Type.Union([Typed(8), Type.Null()])),
        education: Type.Optional(Type.Union([EducationTyped, Type.Null()])),
        experienceMonths: Type.Optional(Type.Union([Type.Integer({ minimum: 0, maximum: 720 }), Type.Null()])),
        disability: Type.Optional(
          Type.Union([
            Type.Object({ kind: Typed(60), accommodation: Type.Union([Typed(60), Type.Null()]) }, closed),
            Type.Null(),
          ]),
        ),
        declared: Type.Optional(Type.Array(Typed(60), { maxItems: 60 })),
        truthful: Type.Optional(Type.Boolean()),
      },
      closed,
    ),
  },
  closed,
)
export type DraftChange = Static<typeof DraftChange>
export const Submit = Type.Object({ version: Type.Integer({ minimum: 0 }) }, closed)
export type Submit = Static<typeof Submit>
export const Withdraw = Type.Object({ reason: Type.String({ maxLength: 1000 }) }, closed)
export type Withdraw = Static<typeof Withdraw>

export interface OwnDocument {
  id: string
  kind: string
  name: string
  type: string
  bytes: number
  pages: number | null
  width: number | null
  height: number | null
  digest: string
  createdAt: number
}
/** What must still be done before it can be sent: the step where, and the sentence. */
export interface Missing {
  step: 'vacancy' | 'identity' | 'education' | 'documents' | 'check'
  field: string
  id: string
  en: string
}
export interface OwnApplication {
  id: string
  version: number
  /** Stages with their names for people. */
  period: { name: string; stages: (PeriodStage & Effect)[]; contact: string }
  /** The day in WIB by the server's clock. */
  today: string
  /** As far as the applicant may know it. */
  state: ApplicationState
  number: string | null
  submittedAt: number | null
  digest: string | null
  announcedAt: number | null
  /** Exam card can be fetched. */
  card: boolean
  canEdit: boolean
  canWithdraw: boolean
  vacancy: {
    code: string
    position: string
    unit: string
    place: string
    needType: string
    education: string
    requirements: Requirements
  } | null
  /** Kinds of documents that must be there, as far as it was filled in. */
  neededDocuments: string[]
  draft: ApplicationDraft
  regionName: string | null
  documentRules: DocumentRule[]
  documents: OwnDocument[]
  unmet: Unmet[]
  missing: Missing[]
  story: { at: number; kind: string; words: Effect }[]
}
export interface OwnNotice {
  id: string
  kind: string
  subject: string
  body: string
  createdAt: number
  read: boolean
}
export interface OwnHome {
  applications: OwnApplication[]
  notices: OwnNotice[]
}

// ---- The officer's outbox -------------------------------------------------------------------------------------------

export interface OutboxRow {
  id: string
  kind: string
  channel: Channel
  to: string
  subject: string
  state: 'waiting' | 'sent' | 'failed' | 'shown'
  tries: number
  /** When it is tried next; null where no machine will send it. */
  nextTryAt: number | null
  error: string | null
  createdAt: number
  sentAt: number | null
}
export interface Outbox {
  /** False: no mail server is set up, and every message is for handing over. */
  smtp: boolean
  counts: { waiting: number; failed: number; sent: number; shown: number }
  rows: OutboxRow[]
  page: number
  pages: number
}
/** The whole of it, for reading out: seeing it is written down with its purpose. */
export const ReadOut = Type.Object({ purpose: Type.String({ minLength: 4, maxLength: 200 }) }, closed)
export type ReadOut = Static<typeof ReadOut>
export interface OutboxMessage {
  row: OutboxRow
  address: string
  body: string
}
