import type { Refusal } from './refusals.ts'

/** What the public may see: provisional scores of a running sitting, and publications. Numbers, names and scores; nothing else. */
export interface BoardRow {
  number: string
  name: string
  vacancy: string
  /** Where she sits: the station's room, or the plan's before she is at one. */
  room: string
  /** Points by section of the rule set, in the board's section order. */
  points: number[]
  total: number
  answered: number
  items: number
  finished: boolean
}

export interface Board {
  version: number
  sitting: { id: string; name: string; state: 'open' | 'running' | 'closed' }
  /** How the names in the rows are written; with 'number' they are ''. */
  names: BoardNames
  /** Rooms of the plan, sorted; `venue` is '' where it is not one. */
  rooms: { room: string; venue: string }[]
  sections: { id: string; title: string }[]
  /** Wall clock of the figures. */
  at: number
  provisional: true
  rows: BoardRow[]
}

export interface BoardChange {
  sitting: string
  version: number
  state: 'open' | 'running' | 'closed'
  at: number
  rows: BoardRow[]
}

/**
 * A frozen list, as the public reads it. Its digest is SHA-256 over the canonical JSON of all fields but `digest`.
 * One vacancy's list is `v: 1`; the lists of many vacancies together are `v: 2`. Readers go through `listsOf`.
 */
export type PublicationDocument = PublicationOfOne | PublicationOfMany

/** What the committee announces, in the order of the work; 'final' is the integration after objections. */
export type PublicationStage = 'skd' | 'skb-participants' | 'integration' | 'final'

interface PublicationHead {
  title: string
  stage: PublicationStage
  ruleSet: { id: string; title: string; decree: string }
  publishedAt: number
  /** Id of the publication that this one replaces, or null. */
  replaces: string | null
  sections: { id: string; title: string }[]
  digest: string
}

export interface PublicationOfOne extends PublicationHead, PublicationList {
  v: 1
}
export interface PublicationOfMany extends PublicationHead {
  v: 2
  lists: PublicationList[]
  /** Over all lists. */
  counts: PublicationCounts
}

/** The list of one vacancy. */
export interface PublicationList {
  vacancy: { code: string; position: string; unit: string; needType: string; needTypeTitle: string; need: number }
  /** How many the cut admits before equal ones are counted; null without a cut. */
  cut: number | null
  rows: PublicationRow[]
  counts: PublicationCounts
}

export interface PublicationCounts {
  total: number
  present: number
  absent: number
  byCode: Record<string, number>
}

export interface PublicationRow {
  place: number | null
  number: string
  name: string
  /** Points in the order of `sections`; null when absent. */
  points: number[] | null
  total: number | null
  code: string
  reason: { id: string; en: string }
  /** Integration: decimal texts with three digits, rounded half up; the order was made with the exact values. */
  final?: { skd100: string; skdPart: string; skb100: string; skbPart: string; final: string } | null
  /** Code of the vacancy whose place was taken, where it is not the row's own (P/L-1, P/L-2). */
  seat?: string
  /** SKB participants: where and when, where scheduled. */
  sitting?: { name: string; venue: string; room: string; station: string; startsAt: number } | null
}

/** The lists of a publication, whichever of the two it is. */
export const listsOf = (document: PublicationDocument): PublicationList[] =>
  document.v === 1 ? [document] : document.lists

/** Counts over all lists. */
export const countsOf = (document: PublicationDocument): PublicationCounts => document.counts

export interface PublicationSummary {
  id: string
  stage: PublicationStage
  title: string
  /** Of its only vacancy; '' where it holds many. */
  vacancyCode: string
  position: string
  unit: string
  vacancies: number
  rows: number
  publishedAt: number
  digest: string
  replacedBy: string | null
  withdrawn: { at: number; reason: string } | null
}

export interface BoardOverview {
  wallNow: number
  sittings: { id: string; name: string; state: 'open' | 'running' | 'closed' }[]
  publications: PublicationSummary[]
}

/** How the live board writes a name; `SittingPolicy.board.names`. */
export type BoardNames = 'full' | 'short' | 'initials' | 'number'

/**
 * A name as short as the committee chose. 'short' keeps the first word that a neighbour would call her by, not 'M.' or
 * 'I'; 'number' shows no name, the card number stands beside it anyway. What is shortened loses its titles (dr., S.Kom.)
 * and keeps 'bin' and 'binti' between two names. PURE.
 */
export function boardName(name: string, way: BoardNames): string {
  if (way === 'full') return name.trim()
  if (way === 'number') return ''
  const all = (name.split(',')[0] ?? '').split(/\s+/).filter((word) => /\p{L}/u.test(word))
  const first = all.findIndex((word) => !TITLE.test(word))
  const words = all.slice(Math.max(0, first))
  const found = words.findIndex((word) => /^[\p{L}\p{M}'’-]{3,}$/u.test(word))
  const called = way === 'short' ? Math.max(0, found) : -1
  return words
    .map((word, at) =>
      at === called || (at > 0 && at < words.length - 1 && PARTICLE.test(word)) ? word : initial(word),
    )
    .join(' ')
}
const TITLE = /^(dr|drg|drs|dra|ir|prof|hj)\.$/i
const PARTICLE = /^(bin|binti)$/i
const initial = (word: string): string => `${word.match(/\p{L}\p{M}*/u)?.[0].toUpperCase()}.`

export interface BoardToServer {
  watch: (message: { sitting: string }, reply: (board: Board | Refusal) => void) => void
}
export interface ServerToBoard {
  change: (change: BoardChange) => void
  /** The committee settled the board of this sitting anew: ask for the whole. */
  again: (message: { sitting: string }) => void
  published: (publication: PublicationSummary) => void
}
