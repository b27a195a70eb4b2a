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

/** Highest total first. Equal totals stand in the order of their numbers: no rank is claimed while scores still move. */
export const inOrder = (rows: BoardRow[]): BoardRow[] =>
  [...rows].sort((a, b) => b.total - a.total || (a.number < b.number ? -1 : 1))
