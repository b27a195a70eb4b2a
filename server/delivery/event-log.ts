import { canonical, sha256 } from '../canonical.ts'
import type { AttemptEvent, Draft } from './attempt.ts'

/** One row of the log. `at` is a label on the wall clock, `mono` the exam clock that decisions were made by. */
export interface LogRow {
  attemptId: string
  seq: number
  at: number
  mono: number
  kind: string
  /** Canonical JSON of the event without its kind. */
  payload: string
  source: string
  sourceSeq: number
  hash: string
}

/** Head of an empty log: binds the chain to its attempt. */
export const genesis = (attemptId: string): string => sha256(`seleksi/chain/v1\0${attemptId}`)

/** The next row after `previous`, chained to it (A14). */
export function chain(
  previous: { seq: number; hash: string },
  attemptId: string,
  draft: Draft,
  at: number,
  mono: number,
): LogRow {
  const row: LogRow = {
    attemptId,
    seq: previous.seq + 1,
    at,
    mono,
    kind: draft.event.kind,
    payload: payloadOf(draft.event),
    source: draft.source,
    sourceSeq: draft.sourceSeq,
    hash: '',
  }
  row.hash = rowHash(previous.hash, row)
  return row
}

export const rowHash = (previous: string, row: Omit<LogRow, 'hash'>): string => sha256(previous + canonicalRow(row))

/** `canonical` of the row without its hash, byte for byte: names in their order, written out, for it runs at each answer. */
export function canonicalRow(row: Omit<LogRow, 'hash'>): string {
  const { at, mono, seq, sourceSeq } = row
  if (!(safe(at) && safe(mono) && safe(seq) && safe(sourceSeq)))
    throw new Error(`bug: a number of ${row.attemptId}/${seq} is not a safe integer`)
  return `{"at":${at},"attemptId":${quoted(row.attemptId)},"kind":${quoted(row.kind)},"mono":${mono},"payload":${quoted(row.payload)},"seq":${seq},"source":${quoted(row.source)},"sourceSeq":${sourceSeq}}`
}

/** `canonical` of the event without its kind, byte for byte; an answer and a flag are written out likewise. */
export function payloadOf(event: AttemptEvent): string {
  if (event.kind === 'answered' && safe(event.slot))
    return `{"option":${event.option === null ? 'null' : quoted(event.option)},"slot":${event.slot}}`
  if (event.kind === 'flagged' && safe(event.slot)) return `{"on":${event.on},"slot":${event.slot}}`
  const { kind: _, ...payload } = event
  return canonical(payload)
}

/** -0 is printed as 0, by `canonical` as well. */
const safe = Number.isSafeInteger
const quoted = (text: string): string => JSON.stringify(text)

/** The event a row holds. */
export const eventOf = (row: Pick<LogRow, 'kind' | 'payload' | 'source' | 'sourceSeq'>): Draft => ({
  event: { kind: row.kind, ...JSON.parse(row.payload) } as AttemptEvent,
  source: row.source,
  sourceSeq: row.sourceSeq,
})

/** The first row whose number or hash does not follow from the one before, or null when the chain is whole. */
export function brokenAt(attemptId: string, rows: LogRow[]): number | null {
  let previous = { seq: 0, hash: genesis(attemptId) }
  for (const { hash, ...row } of rows) {
    if (row.seq !== previous.seq + 1 || hash !== rowHash(previous.hash, row)) return row.seq
    previous = { seq: row.seq, hash }
  }
  return null
}

/** Hash of the row that finished the attempt, after one more row: a re-opened attempt has none until it ends again. */
export const finishAfter = (before: string | null, row: Pick<LogRow, 'kind' | 'hash'>): string | null => {
  if (row.kind === 'reopened') return null
  return before ?? (row.kind === 'finished' ? row.hash : null)
}

/** What a person can read out and compare: the hash of the row that finished the attempt, in groups of four, 64 bits. */
export const receiptCode = (hash: string): string => (hash.slice(0, 16).toUpperCase().match(/.{4}/g) ?? []).join('-')
