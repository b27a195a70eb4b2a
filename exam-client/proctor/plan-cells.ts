import type { Tile } from '../../server/protocol/proctor.ts'
import type { RoomPlan } from '../../server/protocol/venues.ts'
import { seatKey } from './orders.ts'

/** A room's plan with who sits there. PURE. Rows and columns are counted from 1, without the empty margin of the plan. */
export type PlanCell = { row: number; column: number } & (
  | { tile: Tile }
  | { mark: RoomPlan['marks'][number]['kind'] }
  | { station: string; spare: boolean; seat: string }
  /** Somebody sits there whom the filter hides. */
  | { hidden: string }
)
export interface PlanCells {
  cells: PlanCell[]
  /** Rows that hold somebody, with whom. */
  rows: { row: number; candidates: string[] }[]
  columns: number
  /** The grid's tracks, so that an aisle or a row of marks takes no more room than it needs. */
  tracks: { columns: Track[]; rows: Track[] }
  /** Tiles whose station the plan does not have. */
  elsewhere: Tile[]
}

export type Track = 'seats' | 'marks' | 'empty'

/**
 * The cells in reading order, row by row, so that Tab, arrows and a screen reader go as the eye does. `all`: everybody of
 * the room, of whom `tiles` are to be shown: a seat whose candidate is filtered away is not a free one.
 */
export function planCells(
  room: string,
  plan: RoomPlan,
  tiles: readonly Tile[],
  all: readonly Tile[] = tiles,
): PlanCells {
  const planned = new Set(all.map((tile) => tile.station))
  const waiting = new Map<string, Tile[]>()
  for (const tile of tiles) waiting.set(tile.station, [...(waiting.get(tile.station) ?? []), tile])
  const used = [...plan.seats, ...plan.marks]
  const top = Math.min(...used.map((one) => one.row))
  const left = Math.min(...used.map((one) => one.column))
  const at = (one: { row: number; column: number }) => ({ row: one.row - top + 1, column: one.column - left + 1 })
  const cells: PlanCell[] = plan.marks.map((mark) => ({ ...at(mark), mark: mark.kind }))
  for (const seat of plan.seats) {
    const tile = waiting.get(seat.station)?.shift()
    cells.push(
      tile
        ? { ...at(seat), tile }
        : planned.has(seat.station)
          ? { ...at(seat), hidden: seat.station }
          : { ...at(seat), station: seat.station, spare: seat.spare, seat: seatKey(room, seat.station) },
    )
  }
  cells.sort((a, b) => a.row - b.row || a.column - b.column)
  const rows = new Map<number, string[]>()
  for (const cell of cells) if ('tile' in cell) rows.set(cell.row, [...(rows.get(cell.row) ?? []), cell.tile.candidate])
  return {
    cells,
    rows: [...rows].map(([row, candidates]) => ({ row, candidates })),
    columns: Math.max(0, ...cells.map((cell) => cell.column)),
    tracks: { columns: tracksOf(cells, 'column'), rows: tracksOf(cells, 'row') },
    elsewhere: [...waiting.values()].flat(),
  }
}

function tracksOf(cells: readonly PlanCell[], by: 'row' | 'column'): Track[] {
  const last = Math.max(0, ...cells.map((cell) => cell[by]))
  return Array.from({ length: last }, (_, n) => {
    const there = cells.filter((cell) => cell[by] === n + 1)
    return there.length === 0 ? 'empty' : there.every((cell) => 'mark' in cell) ? 'marks' : 'seats'
  })
}
