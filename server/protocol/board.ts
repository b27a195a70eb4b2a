import type { Refusal } from './refusals.ts'

/** What the public may see: provisional scores of a running sitting, and publications. Numbers, names and scores; nothing else. */
export interface BoardRow {
  number: string
  name: string
  vacancy: string
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

/** A frozen list, as the public reads it. Its digest is SHA-256 over the canonical JSON of all fields but `digest`. */
export interface PublicationDocument {
  v: 1
  title: string
  stage: 'skd'
  vacancy: { code: string; position: string; unit: string; needType: string; needTypeTitle: string; need: number }
  ruleSet: { id: string; title: string; decree: string }
  cut: number | null
  publishedAt: number
  /** Id of the publication that this one replaces, or null. */
  replaces: string | null
  sections: { id: string; title: string }[]
  rows: PublicationRow[]
  counts: { total: number; present: number; absent: number; byCode: Record<string, number> }
  digest: string
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
}

export interface PublicationSummary {
  id: string
  title: string
  vacancyCode: string
  position: string
  unit: string
  publishedAt: number
  digest: string
  replacedBy: string | null
}

export interface BoardOverview {
  wallNow: number
  sittings: { id: string; name: string; state: 'open' | 'running' | 'closed' }[]
  publications: PublicationSummary[]
}

export interface BoardToServer {
  watch: (message: { sitting: string }, reply: (board: Board | Refusal) => void) => void
}
export interface ServerToBoard {
  change: (change: BoardChange) => void
  published: (publication: PublicationSummary) => void
}
