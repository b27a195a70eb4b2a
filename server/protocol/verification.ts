import { type Static, Type } from 'typebox'
import type { Effect } from './http.ts'
import type { ApplicationState, Unmet } from './recruitment.ts'
import { REASON_CODES, type ReasonCode } from './verification-words.ts'
import type { Window, WindowState } from './wib-days.ts'

/** Verification of applications, its announcement, and the objection to it. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })

/** 'MS': memenuhi syarat; 'TMS': tidak memenuhi syarat. The words of the decrees in both languages. */
export const VERDICTS = ['MS', 'TMS'] as const
export type Verdict = (typeof VERDICTS)[number]

/** The officer's word on one requirement. A reason stands exactly where it is TMS. */
export const RequirementDecision = Type.Object(
  {
    requirement: Type.String({ minLength: 1, maxLength: 60 }),
    verdict: Type.Unsafe<Verdict>({ type: 'string', enum: [...VERDICTS] }),
    reason: Type.Union([Type.Unsafe<ReasonCode>({ type: 'string', enum: [...REASON_CODES] }), Type.Null()]),
    /** What the applicant reads beside the reason. */
    text: Type.String({ maxLength: 500 }),
  },
  closed,
)
export type RequirementDecision = Static<typeof RequirementDecision>

/**
 * One thing to be judged: 'education', 'age', 'gpa', 'experience', 'disability', the code of another requirement, or
 * 'doc:KIND' for a document that must be valid in itself.
 */
export interface RequirementToJudge {
  requirement: string
  title: Effect
  /** What is asked, as a sentence. */
  asked: Effect
  /** What the applicant says of it; null: nothing to say beside the document. */
  said: Effect | null
  /** False: without it the application is weaker, not invalid. */
  needed: boolean
  /** Kinds of documents that show it. */
  documents: string[]
  /** What the rules themselves find; null: they find nothing against it. */
  hint: Unmet | null
}

// ---- The desk -------------------------------------------------------------------------------------------------------

/** 'decide': the first officer; 'check': the second one, who looks at a sample. */
export type DeskTask = 'decide' | 'check'
export const Take = Type.Object(
  {
    period: Id,
    task: Type.Unsafe<DeskTask>({ type: 'string', enum: ['decide', 'check'] }),
    vacancy: Type.Optional(Id),
  },
  closed,
)
export type Take = Static<typeof Take>
const fence = Type.Integer({ minimum: 1 })
export const Held = Type.Object({ fence }, closed)
export type Held = Static<typeof Held>
export const GiveBack = Type.Object(
  { fence, /** It is her own application, or a relative's: it is never offered to her again. */ own: Type.Boolean() },
  closed,
)
export type GiveBack = Static<typeof GiveBack>
export const Decide = Type.Object(
  { fence, decisions: Type.Array(RequirementDecision, { minItems: 1, maxItems: 60 }) },
  closed,
)
export type Decide = Static<typeof Decide>
export const Check = Type.Object(
  {
    fence,
    outcome: Type.Unsafe<'confirmed' | 'returned'>({ type: 'string', enum: ['confirmed', 'returned'] }),
    note: Type.String({ maxLength: 1000 }),
  },
  closed,
)
export type Check = Static<typeof Check>
export const Unmask = Type.Object({ purpose: Type.String({ minLength: 4, maxLength: 200 }) }, closed)
export type Unmask = Static<typeof Unmask>

/** What is under an officer's hand: while nobody took it since, her fence is the application's. */
export interface Lease {
  application: string
  task: DeskTask
  fence: number
  expiresAt: number
}
export interface DeskDocument {
  id: string
  kind: string
  title: Effect
  hint: Effect
  type: string
  name: string
  bytes: number
  pages: number | null
  digest: string
  /** False where it is kept elsewhere and only its digest is known here. */
  here: boolean
}
export interface DeskRound {
  round: number
  verdict: Verdict
  decisions: RequirementDecision[]
  officer: string
  at: number
  check: { outcome: 'confirmed' | 'returned'; officer: string; note: string; at: number } | null
}
/** Who it is, as the screen shows it: masked, until somebody asks with a purpose. */
export interface DeskPerson {
  name: string
  nik: string
  kk: string
  email: string | null
  phone: string | null
  birth: string | null
  address: string | null
}
export interface DeskCase {
  lease: Lease
  number: string
  submittedAt: number
  frozenDigest: string
  vacancy: { code: string; position: string; unit: string }
  person: DeskPerson
  requirements: RequirementToJudge[]
  documents: DeskDocument[]
  /** Earlier rounds, the newest last; a check sees the round it judges as the last of them. */
  rounds: DeskRound[]
}
export interface DeskCounts {
  period: { id: string; name: string }
  /** Waiting to be decided, and to be checked by me. */
  waiting: number
  toCheck: number
  /** Returned by a second officer and not yet decided anew (they are among `waiting`). */
  returned: number
  /** Under somebody's hand at this moment. */
  held: { officer: string; number: string; since: number }[]
  decided: { MS: number; TMS: number }
  announced: { MS: number; TMS: number }
  vacancies: { id: string; code: string; position: string; waiting: number }[]
  mine: { lease: Lease; number: string } | null
}
export interface OfficerFigures {
  officer: string
  decided: number
  returned: number
  /** Of the decided. */
  tms: number
  checked: number
  /** Mean of taking to deciding; null: nothing decided here (a sheet). */
  meanMs: number | null
}

// ---- The announcement -----------------------------------------------------------------------------------------------

export const NAME_RULES = ['full', 'masked', 'none'] as const
export type NameRule = (typeof NAME_RULES)[number]
/** 'result': the first result and what was left out of it; 'after-appeal': what changed by objections. */
export type AnnouncementKind = 'result' | 'after-appeal'
export const AnnouncementDraft = Type.Object(
  {
    kind: Type.Unsafe<AnnouncementKind>({ type: 'string', enum: ['result', 'after-appeal'] }),
    names: Type.Unsafe<NameRule>({ type: 'string', enum: [...NAME_RULES] }),
    /** Announce although some are not decided: those are left out, and announced later. */
    leaveOut: Type.Boolean(),
  },
  closed,
)
export type AnnouncementDraft = Static<typeof AnnouncementDraft>
export const ProposeAnnouncement = Type.Object(
  {
    draft: AnnouncementDraft,
    previewDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    reason: Type.String({ minLength: 4, maxLength: 2000 }),
  },
  closed,
)
export type ProposeAnnouncement = Static<typeof ProposeAnnouncement>

export interface AnnouncedRow {
  number: string
  /** As the committee chose: whole, masked, or ''. */
  name: string
  vacancy: string
  verdict: Verdict
}
/** The frozen public list; its digest is over the canonical JSON of exactly this. */
export interface AnnouncementDocument {
  kind: AnnouncementKind
  period: string
  ordinal: number
  title: Effect
  decree: string
  names: NameRule
  announcedOn: string
  window: Window | null
  vacancies: { code: string; position: string; unit: string }[]
  rows: AnnouncedRow[]
}
export interface AnnouncementPreview {
  draft: AnnouncementDraft
  MS: number
  TMS: number
  /** Not decided, or waiting for the second officer or an objection's answer: named, and they block unless left out. */
  open: { number: string; why: 'undecided' | 'returned' | 'unchecked' | 'appeal' }[]
  openTotal: number
  window: Window | null
  first: AnnouncedRow[]
  previewDigest: string
}
export interface AnnouncementSummary {
  id: string
  period: { id: string; name: string }
  kind: AnnouncementKind
  ordinal: number
  title: Effect
  digest: string
  announcedAt: number
  window: Window | null
  MS: number
  TMS: number
  proposedBy: string
  approvedBy: string
}
/** What everybody may fetch. */
export interface PublicAnnouncement {
  id: string
  digest: string
  announcedAt: number
  document: AnnouncementDocument
}

// ---- The objection (sanggah) ----------------------------------------------------------------------------------------

/** From the applicant's portal: once, TMS alone, in its days, without new documents. */
export const NewAppeal = Type.Object(
  {
    application: Id,
    text: Type.String({ minLength: 20, maxLength: 4000 }),
    /** The tick of the form: what is written is true, and no document can be added. */
    truthful: Type.Literal(true),
  },
  closed,
)
export type NewAppeal = Static<typeof NewAppeal>
export type AppealState = 'received' | 'proposed' | 'granted' | 'rejected'
export interface OwnAppeal {
  receipt: string
  filedAt: number
  text: string
  answerBy: string
  /** That an answer waits for its second person is the committee's matter until it is given. */
  state: 'received' | 'examined' | 'granted' | 'rejected'
  answer: Effect | null
  decidedAt: number | null
}
/**
 * What an applicant may see of her verification: `GET /api/applicant/appeal?application=ID`, and the reply of
 * `POST /api/applicant/appeal` with NewAppeal.
 */
export interface OwnVerification {
  /** Null until it is announced: nothing of a decision is told before. */
  result: {
    verdict: Verdict
    announcedAt: number
    /** Address of the public list: `/api/verification/announcements/ID`. */
    announcement: string
    requirements: {
      requirement: string
      title: Effect
      asked: Effect
      verdict: Verdict
      reason: Effect | null
      text: string
    }[]
  } | null
  /** Null where she cannot object at all: not announced, or MS. */
  appeal: {
    window: Window
    state: WindowState
    /** True: the form may be shown. */
    open: boolean
    own: OwnAppeal | null
  } | null
}

export interface AppealRow {
  id: string
  receipt: string
  application: string
  number: string
  name: string
  vacancyCode: string
  filedAt: number
  answerBy: string
  /** Until the answer, in whole days; negative: overdue. */
  daysLeft: number
  state: AppealState
}
export interface AppealCase {
  appeal: AppealRow & { text: string }
  requirements: RequirementToJudge[]
  documents: DeskDocument[]
  rounds: DeskRound[]
  templates: AppealTemplate[]
  decision: {
    verdict: 'granted' | 'rejected'
    answer: Effect
    at: number
    proposedBy: string
    approvedBy: string
  } | null
  /** An open proposal of an answer, waiting for the second person. */
  proposal: string | null
}
export interface AppealTemplate {
  id: string
  verdict: 'granted' | 'rejected'
  title: Effect
  text: Effect
}
export const AppealAnswer = Type.Object(
  {
    template: Type.String({ minLength: 1, maxLength: 40 }),
    fill: Type.String({ maxLength: 2000 }),
    reason: Type.String({ minLength: 4, maxLength: 2000 }),
  },
  closed,
)
export type AppealAnswer = Static<typeof AppealAnswer>

/** What came of making candidates; `clashes`: applications whose person is a candidate already, by number. */
export interface Admitted {
  made: number
  clashes: string[]
}

// ---- The applicants' table ------------------------------------------------------------------------------------------

export interface ApplicationRow {
  id: string
  number: string | null
  name: string
  nik: string
  vacancyCode: string | null
  position: string | null
  state: ApplicationState
  announced: boolean
  submittedAt: number | null
  /** Who decided it last. */
  officer: string | null
  check: 'none' | 'due' | 'confirmed' | 'returned'
  candidate: string | null
}
export interface ApplicationFilters {
  period: string
  state?: string
  vacancy?: string
  officer?: string
  /** Number, a part of the name, or a whole NIK. */
  query?: string
  /** 'submitted', 'number', 'name', 'state'; with '-' before it: downwards. */
  sort?: string
}
export interface ApplicationDetail {
  row: ApplicationRow
  person: DeskPerson
  vacancy: { code: string; position: string; unit: string } | null
  requirements: RequirementToJudge[]
  documents: DeskDocument[]
  rounds: DeskRound[]
  story: { at: number; actor: string; kind: string }[]
}
