import type { PlanSeat, RoomPlan } from '../protocol/venues.ts'

/** The plan of a room as a grid. Pure; rules VN1 and SD7. */
export interface Problem {
  id: string
  en: string
}

/** Names that a person takes for the same: case, blanks, hyphens and leading zeros make no difference. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toUpperCase()
    // '1-11' and '11-1' are two names; 'A-07' and 'a7' are one.
    .replace(/(?<=\d)[\s\-_./]+(?=\d)/g, '/')
    .replace(/[\s\-_.]+/g, '')
    .replace(/(?<!\d)0+(?=\d)/g, '')

/** Everything that is wrong with a plan, each as a sentence that names the station or the cell; empty = it can be kept. */
export function planProblems(plan: RoomPlan): Problem[] {
  const problems: Problem[] = []
  const say = (id: string, en: string) => problems.push({ id, en })
  if (plan.seats.length === 0) say('Denah belum memuat meja.', 'The plan has no station yet.')
  const names = new Map<string, string>()
  const cells = new Map<string, string>()
  const cellOf = ({ row, column }: { row: number; column: number }) => ({
    key: `${row}/${column}`,
    outside: row >= plan.rows || column >= plan.columns,
    id: `baris ${row + 1}, kolom ${column + 1}`,
    en: `row ${row + 1}, column ${column + 1}`,
  })
  for (const seat of plan.seats) {
    const cell = cellOf(seat)
    const name = seat.station.trim()
    const key = nameKey(name)
    const other = names.get(key)
    if (key === '') say(`Meja di ${cell.id} belum bernama.`, `The station at ${cell.en} has no name.`)
    else if (other === name) say(`Nama meja ${name} dipakai dua kali.`, `The station name ${name} is used twice.`)
    else if (other !== undefined)
      say(
        `Nama meja ${other} dan ${name} terlalu mirip; orang akan menukarnya.`,
        `The station names ${other} and ${name} are too alike; people will mix them up.`,
      )
    if (other === undefined) names.set(key, name)
    if (cell.outside)
      say(`Meja ${name} berada di luar denah (${cell.id}).`, `Station ${name} is outside the plan (${cell.en}).`)
    const there = cells.get(cell.key)
    if (there !== undefined)
      say(
        `Meja ${there} dan ${name} berada di petak yang sama (${cell.id}).`,
        `Stations ${there} and ${name} stand in one cell (${cell.en}).`,
      )
    else cells.set(cell.key, name)
  }
  const marked = new Set<string>()
  for (const mark of plan.marks) {
    const cell = cellOf(mark)
    if (cell.outside)
      say(
        `Tanda "${MARKS[mark.kind].id}" berada di luar denah (${cell.id}).`,
        `The mark "${MARKS[mark.kind].en}" is outside the plan (${cell.en}).`,
      )
    if (marked.has(cell.key))
      say(`Dua tanda di petak yang sama (${cell.id}).`, `Two marks stand in one cell (${cell.en}).`)
    marked.add(cell.key)
    const there = cells.get(cell.key)
    if (there !== undefined)
      say(
        `Meja ${there} berada di petak "${MARKS[mark.kind].id}" (${cell.id}).`,
        `Station ${there} stands in the cell "${MARKS[mark.kind].en}" (${cell.en}).`,
      )
  }
  return problems
}

/** What stands in a room beside stations, in words. */
export const MARKS: Record<RoomPlan['marks'][number]['kind'], Problem> = {
  door: { id: 'pintu', en: 'door' },
  proctor: { id: 'pengawas', en: 'proctor' },
  server: { id: 'server', en: 'server' },
  wall: { id: 'dinding', en: 'wall' },
}

/** Stations in the order in which people are seated: row by row from the front, each from the left. */
export const inPlanOrder = (seats: readonly PlanSeat[]): PlanSeat[] =>
  [...seats].sort((a, b) => a.row - b.row || a.column - b.column)

/** As it is stored: names without blanks around them, stations in plan order. */
export const tidied = (plan: RoomPlan): RoomPlan => ({
  ...plan,
  seats: inPlanOrder(plan.seats).map((seat) => ({ ...seat, station: seat.station.trim() })),
})

/**
 * A room filled with stations, numbered from 01: every row from the left, or to and fro (`snake`), so that neighbours
 * in number are neighbours in the room. The last `spares` of them stand ready for a swap.
 */
export function gridPlan(
  rows: number,
  columns: number,
  { order = 'rows', spares = 0 }: { order?: 'rows' | 'snake'; spares?: number } = {},
): RoomPlan {
  const digits = Math.max(2, String(rows * columns).length)
  const seats: PlanSeat[] = []
  for (let row = 0; row < rows; row += 1)
    for (let at = 0; at < columns; at += 1) {
      const n = row * columns + at + 1
      seats.push({
        station: String(n).padStart(digits, '0'),
        row,
        column: order === 'snake' && row % 2 === 1 ? columns - 1 - at : at,
        spare: n > rows * columns - spares,
      })
    }
  return { rows, columns, seats: inPlanOrder(seats), marks: [] }
}
