import { type Static, Type } from 'typebox'
import type { EducationWanted } from './recruitment.ts'

/** The needs analysis (Anjab and ABK) as it crosses the wire: units, positions, workloads, requests and what was granted. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Code = Type.String({ pattern: '^[A-Za-z0-9._/-]{1,40}$' })
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })
const Version = Type.Integer({ minimum: 0 })
export const Year = Type.Integer({ minimum: 2000, maximum: 2100 })
const People = Type.Integer({ minimum: 0, maximum: 99_999 })
/** Up to nine digits and four decimals. */
const Decimal = Type.String({ pattern: '^\\d{1,9}([.,]\\d{1,4})?$' })

export const DUTY_PERIODS = ['day', 'week', 'month', 'year'] as const
export type DutyPeriod = (typeof DUTY_PERIODS)[number]
export const POSITION_KINDS = ['struktural', 'fungsional', 'pelaksana'] as const
export type PositionKind = (typeof POSITION_KINDS)[number]
/** The elements of a position's analysis (Perban BKN 9/2022 Pasal 3) that are text; the fifteenth is its class. */
export const ANALYSIS_PARTS = [
  ...['identity', 'summary', 'qualification', 'duties', 'results', 'materials', 'tools', 'responsibility'],
  ...['authority', 'relations', 'environment', 'risk', 'conditions', 'achievement'],
] as const
export type AnalysisPart = (typeof ANALYSIS_PARTS)[number]
export const BANDS = ['A', 'B', 'C', 'D', 'E'] as const
export type Band = (typeof BANDS)[number]

export const Duty = Type.Object(
  {
    task: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    product: Type.String({ maxLength: 200 }),
    volume: Decimal,
    per: Type.Unsafe<DutyPeriod>({ type: 'string', enum: [...DUTY_PERIODS] }),
    /** The norm: minutes for one product. */
    minutes: Decimal,
  },
  closed,
)
export type Duty = Static<typeof Duty>

export const UnitBody = Type.Object(
  {
    version: Version,
    code: Code,
    name: Name,
    kind: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    district: Type.String({ maxLength: 100 }),
    parent: Type.Union([Id, Type.Null()]),
  },
  closed,
)
export type UnitBody = Static<typeof UnitBody>
export interface UnitRow extends UnitBody {
  id: string
}

export const PositionBody = Type.Object(
  {
    version: Version,
    code: Code,
    name: Name,
    kind: Type.Unsafe<PositionKind>({ type: 'string', enum: [...POSITION_KINDS] }),
    class: Type.Union([Type.Integer({ minimum: 1, maximum: 17 }), Type.Null()]),
    education: Type.Unsafe<EducationWanted[]>({ type: 'array', maxItems: 20 }),
    analysis: Type.Record(Type.String({ maxLength: 20 }), Type.String({ maxLength: 5000 })),
  },
  closed,
)
export type PositionBody = Static<typeof PositionBody>
export interface PositionRow extends PositionBody {
  id: string
}

export const WorkloadBody = Type.Object(
  {
    version: Version,
    year: Year,
    unit: Id,
    position: Id,
    duties: Type.Array(Duty, { maxItems: 200 }),
    inPlace: People,
  },
  closed,
)
export type WorkloadBody = Static<typeof WorkloadBody>

export const RequestBody = Type.Object(
  {
    version: Version,
    year: Year,
    unit: Id,
    position: Id,
    proposed: People,
    reason: Type.String({ maxLength: 500 }),
    granted: Type.Union([People, Type.Null()]),
    decree: Type.String({ maxLength: 200 }),
  },
  closed,
)
export type RequestBody = Static<typeof RequestBody>

export const NeedsYearBody = Type.Object(
  { version: Version, effectiveMinutes: Type.Integer({ minimum: 1, maximum: 525_600 }) },
  closed,
)
export type NeedsYearBody = Static<typeof NeedsYearBody>

/** One position in one unit in one year: need, people in place, and what was asked for and granted. */
export interface NeedsRow {
  unit: { id: string; code: string; name: string; kind: string; district: string }
  position: { id: string; code: string; name: string; kind: PositionKind }
  /** Null where there is a request alone. */
  workload: { id: string; version: number; duties: number } | null
  /** Σ volume × norm, minutes of a year, as an exact decimal text. */
  load: string
  need: number
  inPlace: number
  /** People in place less the need: below zero they lack, above there are too many. Never netted across rows. */
  gap: number
  /** Efficiency of the position (EJ) cut to four decimals, and its band (PEJ); null where nobody is in place. */
  efficiency: { ej: string; band: Band } | null
  request: {
    id: string
    version: number
    proposed: number
    reason: string
    granted: number | null
    decree: string
    /** Places that vacancies, drafts included, have taken of it. */
    used: number
  } | null
}

export interface NeedsView {
  year: number
  years: number[]
  effectiveMinutes: number
  version: number
  units: number
  positions: number
  rows: NeedsRow[]
  totals: { need: number; inPlace: number; lacks: number; surplus: number; proposed: number; granted: number }
  /** What to do next, the first first. */
  next: NeedsStep[]
}
/** A step with how many it concerns; its sentence is the screen's. */
export interface NeedsStep {
  step: 'import' | 'workload' | 'duties' | 'propose' | 'grant' | 'vacancy'
  count: number
}

/** A workload being written: what it would say. */
export const FigureBody = Type.Object(
  { year: Year, duties: Type.Array(Duty, { maxItems: 200 }), inPlace: People },
  closed,
)
export type FigureBody = Static<typeof FigureBody>
export interface Figure extends Pick<NeedsRow, 'load' | 'need' | 'inPlace' | 'gap' | 'efficiency'> {
  effectiveMinutes: number
  /** Minutes a year of each duty, in its order. */
  loads: string[]
}

export interface WorkloadDetail extends Omit<WorkloadBody, 'unit' | 'position'> {
  id: string
  unit: NeedsRow['unit']
  position: NeedsRow['position']
}
