import { type Static, Type } from 'typebox'
import type { ApplicationDraft, ApplicationState } from './recruitment.ts'

/** What the committee's screen of personal data, the applicant's own page and the server say to each other. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Sentence = (least: number, most = 1000) => Type.String({ minLength: least, maxLength: most })
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })
const Instant = Type.Integer({ minimum: 0 })

// ---- One person -----------------------------------------------------------------------------------------------------

/** In the body of a POST: a NIK stands in no address. */
export const PersonSearch = Type.Object({ query: Type.String({ minLength: 3, maxLength: 100 }) }, closed)
export type PersonSearch = Static<typeof PersonSearch>
/** Id of the applicant; of the candidate where there is no account. */
export interface PersonRow {
  id: string
  name: string
  nik: string
  /** Of her applications and as a candidate. */
  numbers: string[]
  erased: boolean
}
export interface PersonCard extends PersonRow {
  account: boolean
  email: string | null
  phone: string | null
  createdAt: number
  /** An application was sent: a correction takes two people. */
  frozen: boolean
  holds: HoldRow[]
  views: ViewRow[]
  requests: {
    kind: 'copy' | 'correction'
    fields: string[]
    reason: string
    at: number
    actor: string
    approvedBy: string | null
  }[]
  erasures: { ordinal: number; class: string; state: ErasureState; at: number | null }[]
  /** Why nothing of her may be erased now; null: it may. */
  kept: KeptWhy | null
}
export const CopyAsked = Type.Object({ identity: Sentence(4, 200), reason: Sentence(4) }, closed)
export type CopyAsked = Static<typeof CopyAsked>

export const CORRECTED = ['name', 'birthDate', 'email', 'phone'] as const
export type Corrected = (typeof CORRECTED)[number]
export const Correction = Type.Object(
  {
    changes: Type.Object(
      {
        name: Type.Optional(Sentence(1, 200)),
        birthDate: Type.Optional(Type.String({ maxLength: 10 })),
        email: Type.Optional(Type.String({ maxLength: 300 })),
        phone: Type.Optional(Type.String({ maxLength: 40 })),
      },
      closed,
    ),
    identity: Sentence(4, 200),
    reason: Sentence(4),
  },
  closed,
)
export type Correction = Static<typeof Correction>
/** Both files of a copy: the data, and the page that a person reads. */
export interface PersonCopy {
  data: PersonData
  page: string
}
/** Done at once, or waiting for the second person. */
export interface CorrectionDone {
  state: 'done' | 'proposed'
}

export interface ViewRow {
  at: number
  /** Null where the applicant looks: she is told that and why, not who. */
  viewer: string | null
  purpose: string
  /** What was seen. */
  of: 'record' | 'message' | 'copy' | 'export'
}
export interface ViewLine extends ViewRow {
  seq: number
  viewer: string
  /** Number of the application, or the id it is kept under. */
  subject: string
}

/** Machine-readable, whole: bytes of documents and pictures are base64 in `content`. */
export interface PersonData {
  format: 'seleksi-data-diri'
  version: 1
  madeAt: number
  organisation: string
  name: string
  account: {
    nik: string
    kk: string
    birthDate: string
    gender: string
    email: string | null
    emailVerifiedAt: number | null
    phone: string | null
    phoneVerifiedAt: number | null
    language: string
    createdAt: number
  } | null
  applications: {
    number: string | null
    period: string
    vacancy: string | null
    state: ApplicationState
    createdAt: number
    submittedAt: number | null
    digest: string | null
    announcedAt: number | null
    answers: ApplicationDraft
    documents: {
      kind: string
      name: string
      type: string
      bytes: number
      digest: string
      createdAt: number
      erasedAt: number | null
      content: string | null
    }[]
    outsideDocuments: { kind: string; name: string; digest: string; bytes: number }[]
    verification: { requirement: string; verdict: string; reason: string | null; text: string }[]
    appeal: { receipt: string; filedAt: number; text: string; verdict: string | null; answer: string | null } | null
    story: { at: number; kind: string }[]
  }[]
  exam: {
    number: string
    vacancy: string
    birthDate: string | null
    gpa: string | null
    accommodation: string | null
    photos: { takenAt: number; digest: string; content: string | null }[]
    seats: {
      stage: string
      sitting: string
      venue: string
      room: string
      station: string
      startsAt: number
      minutes: number
    }[]
    attempts: {
      sitting: string
      status: string
      events: { at: number; kind: string; content: unknown }[]
      scores: { section: string; points: number; max: number }[] | null
    }[]
    standings: { at: number; code: string; reason: string }[]
    objections: { stage: string; filedAt: number; text: string; verdict: string | null; answer: string | null }[]
  }[]
  messages: {
    at: number
    kind: string
    channel: string
    to: string
    subject: string
    text: string
    sentAt: number | null
  }[]
  views: ViewRow[]
  requests: PersonCard['requests']
  keeping: { class: DataClass; basis: Basis; event: RetentionEvent; days: number | null; source: string | null }[]
}

// ---- Keeping and erasing --------------------------------------------------------------------------------------------

export const DATA_CLASSES = ['drafts', 'face', 'documents', 'notices', 'person'] as const
export type DataClass = (typeof DATA_CLASSES)[number]
export type Basis = 'public-task' | 'legal-duty'
export type RetentionEvent = 'registration-end' | 'period-end' | 'written'
/** Why somebody's data stays for now. */
export type KeptWhy = 'hold' | 'running' | 'objection'

export interface RetentionRow {
  class: DataClass
  basis: Basis
  event: RetentionEvent
  deed: 'erase' | 'anonymise'
  /** Null: not settled, so nothing is due. */
  days: number | null
  source: string
  version: number
  setBy: string | null
  setAt: number | null
  due: Due
}
export interface Due {
  people: number
  kept: Partial<Record<KeptWhy, number>>
  /** Events up to this day are due; null while nothing is settled. */
  until: string | null
}
export const RetentionRule = Type.Object(
  {
    days: Type.Integer({ minimum: 1, maximum: 36_500 }),
    source: Sentence(4, 300),
    version: Type.Integer({ minimum: 0 }),
  },
  closed,
)
export type RetentionRule = Static<typeof RetentionRule>
export const ErasureAsked = Type.Object({ reason: Sentence(4) }, closed)
export type ErasureAsked = Static<typeof ErasureAsked>

export type ErasureState = 'waiting' | 'files' | 'done' | 'held'
export interface ErasureRow {
  id: string
  ordinal: number
  class: DataClass
  cause: 'retention' | 'request'
  people: number
  reason: string
  source: string
  at: number
  proposedBy: string
  approvedBy: string
  states: Record<ErasureState, number>
  counts: ErasedCounts
}
export interface ErasedCounts {
  documents: number
  photos: number
  messages: number
  applications: number
  accounts: number
  candidates: number
}
/** Looked up anew: what of the erased is still there. */
export interface ErasureProof {
  at: number
  people: number
  left: {
    what: 'documents' | 'files' | 'photos' | 'messages' | 'applications' | 'accounts' | 'candidates'
    count: number
  }[]
}

export const NewHold = Type.Object({ reason: Sentence(10), until: Day }, closed)
export type NewHold = Static<typeof NewHold>
export const LiftHold = Type.Object({ why: Sentence(4) }, closed)
export type LiftHold = Static<typeof LiftHold>
export interface HoldRow {
  id: string
  person: string
  number: string
  reason: string
  until: string
  placedAt: number
  placedBy: string
  liftedAt: number | null
  liftedBy: string | null
  liftedWhy: string | null
  inForce: boolean
}

// ---- Breaches -------------------------------------------------------------------------------------------------------

export const BREACH_CLASSES = [
  'identity',
  'contact',
  'face',
  'documents',
  'health',
  'answers',
  'scores',
  'accounts',
] as const
export type BreachClass = (typeof BREACH_CLASSES)[number]
export const BreachContent = Type.Object(
  {
    title: Sentence(4, 160),
    /** When and how it came about, as far as known. */
    how: Sentence(10, 4000),
    classes: Type.Array(Type.Unsafe<BreachClass>({ type: 'string', enum: [...BREACH_CLASSES] }), {
      minItems: 1,
      maxItems: BREACH_CLASSES.length,
      uniqueItems: true,
    }),
    /** How many, where they are not all in this system. */
    count: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    /** Whose: every applicant, those of a period, or these numbers of applications. */
    whose: Type.Union([
      Type.Object({ kind: Type.Literal('all') }, closed),
      Type.Object({ kind: Type.Literal('period'), period: Id }, closed),
      Type.Object({ kind: Type.Literal('numbers'), numbers: Type.Array(Id, { minItems: 1, maxItems: 2000 }) }, closed),
    ]),
    measures: Sentence(10, 4000),
    /** What people can do themselves. */
    advice: Sentence(4, 2000),
    /** It disturbs a public service or is grave for the public: then the public is told as well. */
    publicNotice: Type.Boolean(),
  },
  closed,
)
export type BreachContent = Static<typeof BreachContent>
export const NewBreach = Type.Object({ foundAt: Instant, content: BreachContent }, closed)
export type NewBreach = Static<typeof NewBreach>
export const ChangedBreach = Type.Object({ version: Type.Integer({ minimum: 1 }), content: BreachContent }, closed)
export type ChangedBreach = Static<typeof ChangedBreach>
export const AuthorityTold = Type.Object({ receipt: Sentence(2, 200) }, closed)
export type AuthorityTold = Static<typeof AuthorityTold>
export const BreachClosed = Type.Object({ why: Sentence(4) }, closed)
export type BreachClosed = Static<typeof BreachClosed>

export interface BreachRow {
  id: string
  number: number
  foundAt: number
  dueAt: number
  /** What is left of the 72 hours, below zero where they are over; null when both were told. */
  leftMs: number | null
  title: string
  count: number
  authorityAt: number | null
  peopleAt: number | null
  closedAt: number | null
}
export interface BreachCase extends BreachRow {
  version: number
  content: BreachContent
  /** People concerned who have an account here, and how many of them were told. */
  reachable: number
  told: number
  story: { at: number; actor: string; kind: string; detail: string }[]
  texts: { people: { id: string; en: string }; authority: string; public: string | null }
}
/** For the overview: what runs out. */
export interface PrivacyClock {
  now: number
  breaches: BreachRow[]
}
