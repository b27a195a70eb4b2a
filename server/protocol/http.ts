import { type Static, Type } from 'typebox'
import { STAFF_ROLES, type StaffRole } from './roles.ts'

/** Request and reply shapes of the staff's routes. Requests are schemas (checked); replies are types. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })

export const SignInRequest = Type.Object(
  { username: Type.String({ minLength: 1, maxLength: 60 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  closed,
)
export type SignInRequest = Static<typeof SignInRequest>
export interface Me {
  staff: { id: string; username: string; name: string; role: StaffRole } | null
  demo: boolean
}

/** The first page: what this server is, and in a demo the ready sign-ins. */
export interface Welcome {
  demo: boolean
  version: string
  organisation: string
  signIns: { role: StaffRole; username: string; password: string }[]
  /** In a demo: an applicant whose application wants to be finished. */
  applicant: { address: string; password: string } | null
  candidates: { number: string; pin: string; name: string; room: string; station: string }[]
  sittings: { id: string; name: string; state: string }[]
}

export const NewStaff = Type.Object(
  {
    username: Type.String({ pattern: '^[a-z0-9._-]{3,40}$' }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    role: Type.Unsafe<StaffRole>({ type: 'string', enum: [...STAFF_ROLES] }),
    password: Type.String({ maxLength: 200 }),
  },
  closed,
)
export type NewStaff = Static<typeof NewStaff>
export interface StaffRow {
  id: string
  username: string
  name: string
  role: StaffRole
  disabled: boolean
  createdAt: number
}
export const StaffChange = Type.Object(
  { password: Type.Optional(Type.String({ maxLength: 200 })), disabled: Type.Optional(Type.Boolean()) },
  closed,
)
export type StaffChange = Static<typeof StaffChange>

/** Uploads are JSON with the file as base64: one request, one report, nothing half written. Limit 30 MB. */
export const Upload = Type.Object(
  {
    files: Type.Array(Type.Object({ name: Type.String({ maxLength: 200 }), base64: Type.String() }, closed), {
      minItems: 1,
      maxItems: 20,
    }),
    partial: Type.Boolean(),
    dryRun: Type.Boolean(),
  },
  closed,
)
export type Upload = Static<typeof Upload>
export interface ImportReport {
  files: {
    file: string
    format: string
    taken: number
    refused: { where: string; reason: string }[]
    warnings: { where: string; reason: string }[]
    /** What was taken in a simpler form than the source has it; absent where nothing was. */
    simplified?: { where: string; reason: string }[]
  }[]
  /** False for a dry run, or when a row was refused and `partial` was not chosen. */
  committed: boolean
  /** SHA-256 of exactly what was taken, where the import keeps one. */
  digest?: string
}

export interface VacancyRow {
  id: string
  code: string
  position: string
  unit: string
  needType: string
  need: number
  education: string
  /** Tests beside the SKB CAT, weight in per cent. */
  skbPlan: { extras: { kind: string; weight: number }[] }
  /** Thresholds that this vacancy states itself, by section. */
  thresholds: Record<string, number>
  candidates: number
  scored: number
  /** Id of the SKD publication in force, or null. */
  publication: string | null
}
export interface CandidateRow {
  id: string
  number: string
  name: string
  /** Masked: first four and last two digits. */
  nik: string
  vacancyCode: string
  needType: string
  accommodation: string | null
  venue: string
  room: string
  station: string
  sitting: string | null
  state: string
}
export interface Page<Row> {
  rows: Row[]
  total: number
  page: number
  pageSize: number
}

export interface BankSummary {
  id: string
  name: string
  items: number
  sections: { name: string; items: number }[]
  subjects: { name: string; items: number }[]
  topics: { section: string; name: string; items: number }[]
}
/** For item writers and committee only: holds the key. */
export interface BankItemRow {
  id: string
  source: string
  section: string
  subject: string
  topic: string
  difficulty: number | null
  kind: 'single' | 'weighted'
  stimulus: string | null
  stem: string
  options: { label: string; html: string; weight: number | null; correct: boolean }[]
  rationale: string
  keyVersion: number
  /** The item is at fault and its key names no option: everybody gets it, or nobody. */
  decided?: 'given' | 'void'
}

const Quota = Type.Object(
  { value: Type.String({ maxLength: 100 }), count: Type.Integer({ minimum: 0, maximum: 500 }) },
  closed,
)
export const BlueprintBody = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    minutes: Type.Integer({ minimum: 1, maximum: 600 }),
    accommodationMinutes: Type.Record(Type.String({ maxLength: 40 }), Type.Integer({ minimum: 1, maximum: 900 })),
    graceMs: Type.Integer({ minimum: 0, maximum: 60000 }),
    sections: Type.Array(
      Type.Object(
        {
          id: Type.String({ minLength: 1, maxLength: 40 }),
          title: Type.String({ minLength: 1, maxLength: 100 }),
          count: Type.Integer({ minimum: 1, maximum: 500 }),
          source: Type.Object(
            {
              sections: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
              subjects: Type.Optional(Type.Array(Type.String({ maxLength: 200 }), { maxItems: 200 })),
              kind: Type.Optional(Type.Union([Type.Literal('single'), Type.Literal('weighted')])),
            },
            closed,
          ),
          topics: Type.Array(Quota, { maxItems: 50 }),
          difficulties: Type.Array(Quota, { maxItems: 3 }),
        },
        closed,
      ),
      { minItems: 1, maxItems: 12 },
    ),
  },
  closed,
)
export const NewTest = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    bank: Id,
    ruleSet: Type.String({ maxLength: 60 }),
    showThreshold: Type.Boolean(),
    blueprint: BlueprintBody,
  },
  closed,
)
export type NewTest = Static<typeof NewTest>
export interface TestRow {
  id: string
  name: string
  bank: string
  bankName: string
  ruleSet: string
  ruleSetTitle: string
  minutes: number
  items: number
  sections: { id: string; title: string; count: number }[]
  /** SHA-256 of the approved pool and blueprint. */
  digest: string
  createdAt: number
}
export interface RuleSetRow {
  id: string
  title: string
  decree: string
  /** As in the rule set: 'skd', 'skb' or 'single'. */
  stage: string
  year: number
  /** 'ours' comes with Seleksi. */
  origin: 'ours' | 'committee'
  sections: { id: string; title: string; items: number; kind: 'correct' | 'weighted' }[]
  needTypes: { id: string; title: string }[]
}
/** What POST /api/tests/check answers: empty problems = the bank is enough. */
export interface BlueprintCheck {
  problems: { where: string; id: string; en: string }[]
}

export const NewSitting = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    test: Id,
    startsAt: Type.Integer({ minimum: 0 }),
    venue: Type.String({ maxLength: 100 }),
    /** Which unseated candidates take part: all, or those whose sheet names this session. */
    candidates: Type.Object({ session: Type.Union([Type.String({ maxLength: 100 }), Type.Null()]) }, closed),
  },
  closed,
)
export type NewSitting = Static<typeof NewSitting>
/** Sessions named in the candidates' sheets that no sitting has seated yet. */
export interface Unseated {
  sessions: { session: string; candidates: number }[]
  total: number
}

export interface RankingRow {
  candidate: string
  number: string
  name: string
  place: number | null
  code: string
  points: Record<string, number> | null
  total: number | null
  reason: { id: string; en: string }
}
/** The ranked list of a vacancy as it stands, and the digest that a publication of it would have to be confirmed with. */
export interface RankingView {
  vacancy: VacancyRow
  ruleSet: { id: string; title: string; decree: string }
  sections: { id: string; title: string }[]
  cut: number | null
  /** Sittings of this vacancy's candidates that are not closed yet: publishing waits for them. */
  openSittings: { id: string; name: string }[]
  /** Candidates of this vacancy who have no seat in any sitting: publishing waits for them too. */
  unseated: number
  rows: RankingRow[]
  previewDigest: string
}
/** What waits for a second person. */
export type ProposalKind =
  | 'publish'
  | 'withdraw'
  | 'key-change'
  | 'tie'
  | 'objection'
  | 'verification-result'
  | 'appeal'
  | 'add-time'
  | 'reopen'
  | 'placement'
  | 'seat-change'
  | 'vacancies'
  | 'vacancy-change'
  | 'period'
  | 'correction'
  | 'erasure'
/** One line of what would happen, as a sentence. */
export interface Effect {
  id: string
  en: string
}
export interface ProposalRow {
  id: string
  kind: ProposalKind
  subject: string
  title: { id: string; en: string }
  effect: Effect[]
  digest: string
  reason: string
  proposedBy: string
  proposedAt: number
  state: 'open' | 'approved' | 'declined' | 'taken-back'
  decidedBy: string | null
  decidedAt: number | null
  note: string | null
}
export const DeclineRequest = Type.Object({ note: Type.String({ minLength: 1, maxLength: 1000 }) }, closed)
export type DeclineRequest = Static<typeof DeclineRequest>

export interface AuditRow {
  seq: number
  at: number
  actor: string
  action: string
  subject: string
  detail: string
}

/** "What must I do next?" at the top of the committee's console. */
export interface Overview {
  banks: number
  items: number
  vacancies: number
  candidates: number
  unseated: number
  tests: number
  sittings: { id: string; name: string; state: string; startsAt: number; seats: number; finished: number }[]
  publications: number
  next: { id: string; en: string; screen: string }[]
}
