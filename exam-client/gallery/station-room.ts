import type { Hold, HoldKind, TimeEntry, TimeLedger } from '../../server/protocol/time.ts'
import type { LeftRecord } from '../shared/outbox.ts'
import type { Message } from '../station/telling.ts'

/** Time, messages and left answers for the station's stories. */
export const NOW = 10_000_000
export const WALL = Date.UTC(2024, 9, 18, 3, 41, 7)
const MINUTE = 60_000

const entry = (cause: TimeEntry['cause'], ms: number, more: Partial<TimeEntry> = {}): TimeEntry => ({
  cause,
  ms,
  from: null,
  until: null,
  at: WALL - 60 * MINUTE,
  by: 'server',
  approvedBy: null,
  reason: '',
  ...more,
})
const plain = [entry('granted', 100 * MINUTE), entry('accommodation', 30 * MINUTE)]

/** As it stands with so much time left. */
export const ledgerWith = (leftMs: number, more: Partial<TimeLedger> = {}): TimeLedger => {
  const entries = more.entries ?? plain
  const given = entries.reduce((sum, { ms }) => sum + ms, 0)
  return { entries, holds: [], finishedAt: null, ...more, startedAt: NOW + leftMs - given }
}

/** A day on which much happened. */
export const eventful: TimeEntry[] = [
  ...plain,
  entry('outage-room', 6 * MINUTE + 12_400, { at: WALL - 41 * MINUTE }),
  entry('paused', 8 * MINUTE + 2300, {
    at: WALL - 20 * MINUTE,
    by: 'pengawas1',
    reason: 'Listrik ruang A padam; genset sedang dinyalakan',
  }),
  entry('added', 5 * MINUTE, {
    at: WALL - 4 * MINUTE,
    by: 'pengawas1',
    approvedBy: 'pengawas2',
    reason: 'Keyboard diganti',
  }),
]

export const heldBy = (kind: HoldKind, reason = '', by = 'server'): Hold => ({
  kind,
  from: NOW - 2 * MINUTE,
  at: WALL - 2 * MINUTE,
  by,
  reason,
  untilShown: kind === 'outage-server',
  lastsUntil: null,
})

export const messages: Message[] = [
  {
    id: 'message1',
    text: 'Mohon tetap di tempat. Listrik ruang B sedang diperbaiki; waktu Anda tidak berkurang.',
    at: WALL - MINUTE,
  },
  { id: 'message2', text: 'Pemeriksaan selesai. Silakan teruskan mengerjakan.', at: WALL },
]

export const left: LeftRecord = {
  source: 'source-left',
  number: '2024-0117-000231',
  entries: [3, 4, 5].map((slot, i) => ({ n: 41 + i, kind: 'answer', slot, choice: 1 })),
  carryKey: 'A'.repeat(43),
  until: null,
  saved: false,
}

/** A silhouette, drawn here: no face of anybody. */
export const photo = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 120"><rect width="90" height="120" fill="#c9d3cf"/><circle cx="45" cy="46" r="20" fill="#6d7b76"/><path d="M8 120c0-30 18-44 37-44s37 14 37 44z" fill="#6d7b76"/></svg>')}`
