import { fillEmptySeats } from './filling.ts'
import { listsOf } from './final-lists.ts'
import { decisionsOf, giveHeldSeats, giveOwnSeats } from './final-seats.ts'
import type { FinalScore, SkbPlan, SkbScores } from './integration.ts'
import { byId } from './order.ts'
import type { RuleSet } from './rule-set.ts'

/** One formation row: where places are, and what must be equal for a place to be filled from elsewhere. */
export interface FinalVacancy {
  id: string
  needType: string
  need: number
  /** Jabatan, kualifikasi pendidikan and unit penempatan: filling compares them as they are written. */
  position: string
  qualification: string
  unit: string
  plan: SkbPlan
}

/** A candidate who was allowed to the SKB (SKD code P/L). */
export interface FinalCandidate {
  id: string
  name?: never
  vacancy: string
  /** SKD points by section id and 'total'. */
  skd: Record<string, number>
  skb: SkbScores
  /** IPK (up to 4) or the mean of a school diploma (up to 100), as written: '3.50'. */
  gpa: string | null
  /** ISO date. */
  birthDate: string | null
  /** Out of the race, and why; `keepsSeat`: the NIP was issued, so the place cannot be filled again (W1). */
  dropped: { code: DropCode; keepsSeat: boolean } | null
}

export type DropCode = 'TMS' | 'TMS-1' | 'APS' | 'DIS'

/**
 * P/L passed · P/L-1 passed in another kind of need · P/L-2 passed at another unit · P/TL not within the places ·
 * P/TH absent from an SKB test · SERI equal on everything at the last place, so people must decide · the drop codes.
 */
export type FinalCode = 'P/L' | 'P/L-1' | 'P/L-2' | 'P/TL' | 'P/TH' | 'SERI' | DropCode

export interface FinalRow {
  id: string
  /** The vacancy applied for. */
  vacancy: string
  /** The vacancy whose place is taken; null without a place. */
  seat: string | null
  /** In the vacancy applied for, equals share one (1, 2, 2, 4); null for P/TH and the drop codes. */
  place: number | null
  code: FinalCode
  score: FinalScore | null
  /**
   * Empty, or the ids of all that are equal on everything, in order of id and with this row's own; on a SERI row
   * exactly the group that a decision must list. The rows of a group share one array.
   */
  tiedWith: readonly string[]
  reason: FinalReason
}

/** Why a row stands where it stands, as data. */
export type FinalReason =
  | { kind: 'first' }
  /**
   * `equal` names the keys before `on`, which are the same as those of the place above. Keys: 'final' and those of
   * `rules.integration.ties`. For 'gpa' and 'oldest' the values are empty: they belong to the person.
   */
  | {
      kind: 'below'
      on: string
      have: string
      above: { place: number; value: string }
      equal: { on: string; value: string }[]
    }
  | {
      kind: 'tied'
      equal: { on: string; value: string }[]
      why: 'all-equal' | 'gpa-missing' | 'gpa-mixed' | 'birth-date-missing'
    }
  | { kind: 'decided'; by: string }
  | { kind: 'moved'; from: string; to: string; step: 1 | 2 | 3 }
  | { kind: 'replaces'; whom: string }
  | { kind: 'absent' }
  | { kind: 'dropped'; code: DropCode; keepsSeat: boolean }

/**
 * An order that people gave to candidates equal on everything, with the reason they signed. `vacancy` tells the reader
 * what it was about; what counts is the group: all that are equal at a last place, where those who have dropped out or
 * taken a seat since may still be listed. Any other decision is not applied. Of two the later in the list counts.
 */
export interface TieDecision {
  vacancy: string
  order: string[]
  reason: string
}

export interface FinalChoice {
  decisions?: TieDecision[]
  /** False: empty places are left empty. */
  fill?: boolean
  /**
   * Seats of the publication before, by candidate: whoever has one keeps it, and a place vacated since then goes to
   * the next P/TL of the same formation only (C.6). Left out: everything is decided anew.
   */
  held?: ReadonlyMap<string, string>
}

/**
 * Ranks every vacancy by the exact final score and the tie order of the rules, gives the places, fills what stays
 * empty in the decreed order (C.5), and says why. The same whatever order the candidates come in.
 * Rows come vacancy by vacancy as given: those with a place, then P/TH, then the dropped, each by id.
 * Throws on what cannot be ranked: a candidate twice, an unknown vacancy, a need that is not whole, points that are
 * missing or above their maximum, a held seat of nobody.
 * Source: PermenPANRB 27/2021, 6/2024, KepmenPANRB 320/2024 diktum 35; RULES.md FI1 to FI12.
 */
export function decideFinal(
  rules: RuleSet,
  vacancies: FinalVacancy[],
  candidates: FinalCandidate[],
  choice: FinalChoice = {},
): FinalRow[] {
  const lists = listsOf(rules, vacancies, candidates)
  const decisions = decisionsOf(choice, lists)
  if (choice.held) giveHeldSeats(lists, choice.held, decisions)
  else {
    giveOwnSeats(lists, decisions)
    if (choice.fill !== false) fillEmptySeats(rules, lists, decisions)
  }
  return lists.flatMap(({ rows }) => rows.toSorted(byPlace))
}

function byPlace(a: FinalRow, b: FinalRow): number {
  const rank = ({ place, reason }: FinalRow) =>
    place ?? (reason.kind === 'dropped' ? Infinity : Number.MAX_SAFE_INTEGER)
  const [first, second] = [rank(a), rank(b)]
  return first === second ? byId(a, b) : first - second
}
