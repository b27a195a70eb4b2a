import type { Board, BoardChange, BoardRow } from '../../server/protocol/board.ts'

/** The board after a change; 'gap' when one was missed, the same board when it is old news. PURE. */
export function changedBoard(board: Board, change: BoardChange): Board | 'gap' {
  if (change.sitting !== board.sitting.id || change.version <= board.version) return board
  if (change.version !== board.version + 1) return 'gap'
  const rows = new Map(board.rows.map((row) => [row.number, row]))
  for (const row of change.rows) rows.set(row.number, row)
  return {
    ...board,
    version: change.version,
    at: change.at,
    sitting: { ...board.sitting, state: change.state },
    rows: [...rows.values()],
  }
}

/** The rows of one room, or all. PURE. */
export const ofRoom = (rows: BoardRow[], room: string | null): BoardRow[] =>
  room === null ? rows : rows.filter((row) => row.room === room)

/** The room asked for, null for all; `known` is false where neither the plan nor anybody's station names it. PURE. */
export function roomAsked(board: Board, asked: string | undefined): { room: string | null; known: boolean } {
  if (asked === undefined || asked === '') return { room: null, known: true }
  return { room: asked, known: roomNames(board).includes(asked) }
}

/** Rooms of the plan, then those that only a moved candidate brought in. PURE. */
export const roomNames = (board: Board): string[] => [
  ...new Set([...board.rooms.map(({ room }) => room), ...board.rows.map(({ room }) => room)]),
]

/** Where it is: the room's venue, or the one that all rooms share; '' where there is none. PURE. */
export function venueOf(board: Board, room: string | null): string {
  const venues = new Set(board.rooms.filter((one) => room === null || one.room === room).map(({ venue }) => venue))
  return venues.size === 1 ? ([...venues][0] ?? '') : ''
}

/** Highest total first. Equal totals stand in the order of their numbers: no rank is claimed while scores still move. */
export const inOrder = (rows: BoardRow[]): BoardRow[] =>
  [...rows].sort((a, b) => b.total - a.total || (a.number < b.number ? -1 : 1))
