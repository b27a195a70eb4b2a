import { type Static, Type } from 'typebox'
import type { PublicationStage } from './board.ts'
import type { BankItemRow, Effect, Page, ProposalRow } from './http.ts'

/** The re-score workbench: what a mended key would change, who proposed it, and what must be published anew. Committee only. */
const closed = { additionalProperties: false } as const
const Id = Type.String({ minLength: 1, maxLength: 64 })
const Option = Type.String({ minLength: 1, maxLength: 60 })

/** A key as people state it: without item and version. */
export const KeyWanted = Type.Union([
  Type.Object(
    { kind: Type.Literal('single'), correct: Type.Array(Option, { minItems: 1, maxItems: 64, uniqueItems: true }) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('weighted'), weights: Type.Record(Option, Type.Integer()) }, closed),
  Type.Object({ kind: Type.Literal('given') }, closed),
  Type.Object({ kind: Type.Literal('void') }, closed),
])
export type KeyWanted = Static<typeof KeyWanted>
export const KEY_CHANGES_MAX = 50
export const KeyChange = Type.Object({ item: Id, key: KeyWanted }, closed)
export type KeyChange = Static<typeof KeyChange>
const Changes = Type.Array(KeyChange, { minItems: 1, maxItems: KEY_CHANGES_MAX })

/** Which of the changed candidates are shown: all, or those who cross. */
export const CHANGE_FILTERS = ['all', 'code', 'threshold', 'cut', 'points', 'place'] as const
export type ChangeFilter = (typeof CHANGE_FILTERS)[number]
export const RescorePreviewRequest = Type.Object(
  {
    changes: Changes,
    show: Type.Optional(Type.Unsafe<ChangeFilter>({ type: 'string', enum: [...CHANGE_FILTERS] })),
    vacancy: Type.Optional(Id),
  },
  closed,
)
export type RescorePreviewRequest = Static<typeof RescorePreviewRequest>
export const RescoreProposalRequest = Type.Object(
  {
    changes: Changes,
    previewDigest: Type.String({ pattern: '^[0-9a-f]{64}$' }),
    reason: Type.String({ minLength: 10, maxLength: 2000 }),
  },
  closed,
)
export type RescoreProposalRequest = Static<typeof RescoreProposalRequest>

/** One item in the list of the workbench. */
export interface RescoreItem {
  id: string
  bank: string
  bankName: string
  source: string
  section: string
  topic: string
  stem: string
  key: KeyWanted
  keyVersion: number
  /** Where it was found by its number on somebody's form. */
  found?: { sitting: string; number: number }
}
export type RescoreItems = Page<RescoreItem>

export interface KeyVersion {
  version: number
  key: KeyWanted
  reason: string
  at: number
  /** User names; null for the first version, which came with the import. */
  proposedBy: string | null
  approvedBy: string | null
  /** Whose memo tells it, or null. */
  proposal: string | null
}

/** How an item did where it stood on forms of closed sittings. */
export interface ItemFigures {
  had: number
  blank: number
  /** 0 to 1, and -1 to 1; null where there is nothing to compute from. */
  facility: number | null
  discrimination: number | null
  options: { label: string; count: number }[]
}

export interface ItemStudy {
  item: BankItemRow
  bank: { id: string; name: string }
  key: KeyWanted
  versions: KeyVersion[]
  /** Whole points that a weight may have in the tests that use the item; null where no test does. */
  limits: { least: number; most: number } | null
  figures: ItemFigures
  sittings: { id: string; name: string; state: string; stage: string; had: number }[]
  /** Open proposal about this item's bank, or null: nothing more can be proposed until it is decided. */
  proposal: string | null
}

/** Points before and after, place and code, of somebody for whom the change makes a difference. */
export interface ChangedRow {
  number: string
  name: string
  /** Code of the vacancy. */
  vacancy: string
  stage: RescoreStage
  before: RescoredStanding
  after: RescoredStanding
  crosses: ('threshold' | 'cut' | 'place')[]
}
export type RescoreStage = 'skd' | 'skb' | 'single'
export interface RescoredStanding {
  /** By section. */
  points: Record<string, number>
  /** Null for who only moves in the integration, because of others. */
  total: number | null
  /** The most there was to earn on this form; null where it does not change. */
  max: number | null
  /** Null without a place. For the SKB it is the place of the integration. */
  place: number | null
  code: string | null
  /** Final score of the integration, three decimals. */
  final?: string
}

export interface RescoreCounts {
  /** Had one of the items on the form. */
  had: number
  changed: number
  raised: number
  lowered: number
  thresholdIn: number
  thresholdOut: number
  cutIn: number
  cutOut: number
  /** Own points as before; only the place moves, because others move. */
  placeOnly: number
}

export interface VacancyEffect extends RescoreCounts {
  id: string
  code: string
  position: string
  unit: string
  stage: RescoreStage
  people: number
}

/** A publication in force whose list is another after the change. */
export interface ToReplace {
  id: string
  title: string
  stage: PublicationStage
  publishedAt: number
  /** Id of the newer one, once there is one. */
  replacedBy: string | null
  withdrawn: boolean
}

export interface RescorePreview {
  previewDigest: string
  bank: { id: string; name: string }
  items: {
    id: string
    source: string
    section: string
    stem: string
    version: number
    before: KeyWanted
    after: KeyWanted
    had: number
  }[]
  closed: { id: string; name: string; stage: RescoreStage; had: number }[]
  /** Not closed: scored with the new key at the finish; who has finished already is scored anew at the approval. */
  waiting: { id: string; name: string; state: string; finished: number }[]
  /** Of the rule sets touched, in their order. */
  sections: string[]
  counts: RescoreCounts
  sentences: Effect[]
  vacancies: VacancyEffect[]
  publications: ToReplace[]
  /** Those asked for, the most serious first, at most RESCORE_ROWS_MAX. */
  rows: ChangedRow[]
  matching: number
}
/** More are in the CSV. */
export const RESCORE_ROWS_MAX = 2000

/** What was proposed and what became of it. */
export interface RescoringRow {
  proposal: ProposalRow
  items: { source: string; before: KeyWanted; after: KeyWanted }[]
  /** '3/2026'; null until it is approved. */
  memo: string | null
  publications: ToReplace[]
}
