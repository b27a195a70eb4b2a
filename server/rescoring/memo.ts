import type { Effect } from '../protocol/http.ts'
import type { ChangedRow, KeyWanted, RescoreCounts, ToReplace, VacancyEffect } from '../protocol/rescoring.ts'

/**
 * The memo of a key change, as it was approved (RW8): frozen as canonical JSON, so that it reads the same however the
 * results move later. Before the approval it is a draft made from the preview.
 */
export interface Memo {
  v: 1
  /** Null in a draft. */
  number: number | null
  /** When it was approved; when it was proposed, in a draft. */
  at: number
  organisation: string
  bank: string
  reason: string
  proposed: { by: Signature; at: number }
  approved: { by: Signature; at: number } | null
  items: { source: string; section: string; version: number; before: KeyWanted; after: KeyWanted; had: number }[]
  sittings: { name: string; had: number }[]
  waiting: { name: string; finished: number }[]
  counts: RescoreCounts
  sentences: Effect[]
  vacancies: VacancyEffect[]
  publications: ToReplace[]
  /** Of the preview that was approved. */
  previewDigest: string
  rows: MemoRow[]
}

/** What lists need of a memo, kept beside it: a memo of many thousand rows is not read for a list. */
export interface MemoSummary {
  items: { item: string; source: string; version: number; before: KeyWanted; after: KeyWanted }[]
  publications: ToReplace[]
}

export interface Signature {
  username: string
  name: string
}

/** number, name, vacancy, stage, then before and after: total, place, code, points by section as JSON text. */
export type MemoRow = [
  string,
  string,
  string,
  string,
  ...[number | null, number | null, number | null, number | null],
  ...[string | null, string | null, string, string],
]

export const memoRow = ({ number, name, vacancy, stage, before, after }: ChangedRow): MemoRow => [
  ...([number, name, vacancy, stage] as const),
  ...([before.total, after.total, before.place, after.place] as const),
  ...([before.code, after.code, pointsText(before.points), pointsText(after.points)] as const),
]

/** 'TWK 65, TIU 80, TKP 166' */
export const pointsText = (points: Record<string, number>): string =>
  Object.entries(points)
    .map(([section, value]) => `${section} ${value}`)
    .join(', ')

/** '3/2026': the number and the year in WIB, in which it was approved. */
export const memoLabel = (number: number, at: number): string =>
  `${number}/${new Date(at + 7 * 3600_000).getUTCFullYear()}`
