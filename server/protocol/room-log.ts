/** What happened in the room besides answers: one append-only log for each sitting. No schema here: browsers read it. */
export const ROOM_EVENTS = [
  // delivery: at the stations
  'signed-in',
  'second-sign-in',
  'wrong-seat',
  'move-asked',
  'signed-out',
  'disconnected',
  'reconnected',
  'focus-lost',
  'focus-back',
  'full-screen-left',
  'full-screen-back',
  'copy-tried',
  'paste-tried',
  'print-tried',
  'station-changed',
  'address-changed',
  'burst',
  'answered-while-held',
  'seb-refused',
  // the room as a whole
  'room-silent',
  'room-paused',
  'room-resumed',
  'server-outage',
  'server-stalled',
  'spare-lost',
  'spare-back',
  'spare-took-over',
  'other-line',
  // the desk
  'arrived',
  'documents-checked',
  'belongings-kept',
  'photo-taken',
  'face-overridden',
  'body-checked',
  'pin-issued',
  'seated',
  'late',
  'refused-entry',
  'refusal-withdrawn',
  // people
  'note',
  'correction',
  'rescheduled',
] as const
export type RoomEventKind = (typeof ROOM_EVENTS)[number]

/** Those that a proctor should look at; none of them punishes anybody by itself. */
export const SIGNALS: readonly RoomEventKind[] = [
  'second-sign-in',
  'wrong-seat',
  'move-asked',
  'focus-lost',
  'full-screen-left',
  'copy-tried',
  'paste-tried',
  'print-tried',
  'station-changed',
  'address-changed',
  'burst',
  'answered-while-held',
  'seb-refused',
]

export interface RoomEventRow {
  id: string
  ordinal: number
  at: number
  mono: number
  room: string
  station: string
  candidate: string | null
  kind: RoomEventKind
  detail: Record<string, string | number | boolean | null>
  actor: string
  about: string | null
}
