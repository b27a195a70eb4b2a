import type { PlanSeat, RoomPlan } from '../../server/protocol/venues.ts'

/**
 * What can be done to the plan of a room being drawn. PURE: each gives a new plan and leaves the old one as it was, so
 * that "undo" is only the plan before. Limits are those of `protocol/venues.ts`, which brings a validator along.
 */
export const SIDE_MOST = 100
export const SEATS_MOST = 1000
export const STATION_MOST = 30

export type Mark = RoomPlan['marks'][number]['kind']
export type CellKind = 'seat' | 'spare' | 'empty' | Mark
/** The order in which Space goes through them: from nothing to a seat, which is what is wanted nearly always. */
export const CELL_KINDS: readonly CellKind[] = ['empty', 'seat', 'spare', 'door', 'proctor', 'server', 'wall']

export interface Cell {
  kind: CellKind
  /** Name of the station; '' where none stands. */
  station: string
  /** More than one thing stands here; the plan's problems say so. */
  crowded: boolean
}
/** Row and column, from 0. */
export interface Spot {
  row: number
  column: number
}

const EMPTY: Cell = { kind: 'empty', station: '', crowded: false }
const at =
  ({ row, column }: Spot) =>
  (one: Spot): boolean =>
    one.row === row && one.column === column
const byPlace = (a: Spot, b: Spot): number => a.row - b.row || a.column - b.column

/** The plan as rows of cells, as it is drawn. What stands outside the grid is not in it. */
export function cellsOf(plan: RoomPlan): Cell[][] {
  const cells = Array.from({ length: plan.rows }, () => Array.from({ length: plan.columns }, () => EMPTY))
  const put = ({ row, column }: Spot, cell: Omit<Cell, 'crowded'>) => {
    const line = cells[row]
    const now = line?.[column]
    if (!line || !now) return
    line[column] = now.kind === 'empty' ? { ...cell, crowded: false } : { ...now, crowded: true }
  }
  for (const seat of plan.seats) put(seat, { kind: seat.spare ? 'spare' : 'seat', station: seat.station })
  for (const mark of plan.marks) put(mark, { kind: mark.kind, station: '' })
  return cells
}

export const cellAt = (plan: RoomPlan, spot: Spot): Cell => {
  const seats = plan.seats.filter(at(spot))
  const marks = plan.marks.filter(at(spot))
  const crowded = seats.length + marks.length > 1
  const [seat] = seats
  if (seat) return { kind: seat.spare ? 'spare' : 'seat', station: seat.station, crowded }
  return marks[0] ? { kind: marks[0].kind, station: '', crowded } : EMPTY
}

/** Makes a cell this kind. A seat that becomes a spare keeps its name; a new seat gets the first free number. */
export function withKind(plan: RoomPlan, spot: Spot, kind: CellKind): RoomPlan {
  const { station } = cellAt(plan, spot)
  const bare = {
    ...plan,
    seats: plan.seats.filter((seat) => !at(spot)(seat)),
    marks: plan.marks.filter((mark) => !at(spot)(mark)),
  }
  if (kind === 'empty') return bare
  if (kind !== 'seat' && kind !== 'spare') return { ...bare, marks: [...bare.marks, { ...spot, kind }].sort(byPlace) }
  const seat: PlanSeat = { ...spot, station: station || nextName(bare), spare: kind === 'spare' }
  return { ...bare, seats: [...bare.seats, seat].sort(byPlace) }
}

/** The next kind of a cell (or the one before it), in the order of `CELL_KINDS`. */
export function toggled(plan: RoomPlan, spot: Spot, step: 1 | -1 = 1): RoomPlan {
  const next = CELL_KINDS.indexOf(cellAt(plan, spot).kind) + step
  return withKind(plan, spot, CELL_KINDS.at(next % CELL_KINDS.length) ?? 'empty')
}

/** Names the station at a spot; where none stands, one is put there. */
export function named(plan: RoomPlan, spot: Spot, station: string): RoomPlan {
  const name = station.slice(0, STATION_MOST)
  const { kind } = cellAt(plan, spot)
  const stands = kind === 'seat' || kind === 'spare'
  const next = stands ? plan : withKind(plan, spot, 'seat')
  return { ...next, seats: next.seats.map((seat) => (at(spot)(seat) ? { ...seat, station: name } : seat)) }
}

/** The first number that no station has, written as the others are: '07' among '01' to '30', 'A7' among 'A1' to 'A9'. */
export function nextName(plan: RoomPlan): string {
  const numbered = plan.seats.map(({ station }) => station.match(/^(.*?)(\d+)$/)).filter((found) => found !== null)
  const prefixes = numbered.map(([, prefix = '']) => prefix)
  const prefix = mostOf(prefixes) ?? ''
  const digits = numbered.filter(([, one]) => one === prefix).map(([, , figures = '']) => figures)
  const width = digits.some((one) => one.startsWith('0'))
    ? Math.max(...digits.map((one) => one.length))
    : digits.length > 0
      ? 1
      : 2
  const taken = new Set(digits.map(Number))
  let n = 1
  while (taken.has(n)) n += 1
  return `${prefix}${String(n).padStart(width, '0')}`
}

export interface Numbering {
  /** 'row': each row from the left. 'snake': every second row backwards. 'column': each column from the front. */
  order: 'row' | 'snake' | 'column'
  prefix: string
  /** The spares' own prefix and count from 1; null: they are counted among the others. */
  sparePrefix: string | null
  start: number
  /** Least digits: 2 writes 01. */
  digits: number
}

/** All stations numbered anew, in the order of walking through the room. */
export function renumbered(plan: RoomPlan, { order, prefix, sparePrefix, start, digits }: Numbering): RoomPlan {
  // A snake turns at each row with seats: an aisle between two of them does not count.
  const lines = [...new Set(plan.seats.map((seat) => seat.row))].sort((a, b) => a - b)
  const back = new Set(lines.filter((_, n) => order === 'snake' && n % 2 === 1))
  const walk = (a: PlanSeat, b: PlanSeat): number => {
    if (order === 'column') return a.column - b.column || a.row - b.row
    return a.row - b.row || (back.has(a.row) ? b.column - a.column : a.column - b.column)
  }
  let n = start
  let spares = 1
  const names = new Map<PlanSeat, string>()
  for (const seat of [...plan.seats].sort(walk)) {
    const own = seat.spare && sparePrefix !== null
    const figures = String(own ? spares++ : n++).padStart(digits, '0')
    names.set(seat, `${own ? sparePrefix : prefix}${figures}`.slice(0, STATION_MOST))
  }
  return { ...plan, seats: plan.seats.map((seat) => ({ ...seat, station: names.get(seat) ?? seat.station })) }
}

/** A full room of rows x columns, the last `spares` of the walk standing ready for a swap. */
export function generated(rows: number, columns: number, spares: number, numbering: Numbering): RoomPlan {
  const high = clamped(rows, 1, SIDE_MOST)
  const wide = clamped(columns, 1, SIDE_MOST)
  const total = Math.min(high * wide, SEATS_MOST)
  const seats = Array.from({ length: total }, (_, n) => ({
    station: '',
    row: Math.floor(n / wide),
    column: n % wide,
    spare: false,
  }))
  const walked = renumbered(
    { rows: high, columns: wide, seats, marks: [] },
    { ...numbering, start: 1, prefix: '', digits: 1 },
  )
  const last = total - clamped(spares, 0, total)
  return renumbered(
    { ...walked, seats: walked.seats.map((seat) => ({ ...seat, spare: Number(seat.station) > last })) },
    numbering,
  )
}

/** An aisle, or room for one more: an empty row before this one (`at` = rows: behind the last). */
export const withRow = (plan: RoomPlan, place: number): RoomPlan =>
  plan.rows >= SIDE_MOST ? plan : { ...shifted(plan, 'row', place, 1), rows: plan.rows + 1 }
export const withColumn = (plan: RoomPlan, place: number): RoomPlan =>
  plan.columns >= SIDE_MOST ? plan : { ...shifted(plan, 'column', place, 1), columns: plan.columns + 1 }

/** The plan without a row and what stands in it; the last row stays. */
export const withoutRow = (plan: RoomPlan, place: number): RoomPlan =>
  plan.rows <= 1 ? plan : { ...shifted(cleared(plan, 'row', place), 'row', place + 1, -1), rows: plan.rows - 1 }
export const withoutColumn = (plan: RoomPlan, place: number): RoomPlan =>
  plan.columns <= 1
    ? plan
    : { ...shifted(cleared(plan, 'column', place), 'column', place + 1, -1), columns: plan.columns - 1 }

export type Step = 'up' | 'down' | 'left' | 'right' | 'row-start' | 'row-end' | 'first' | 'last'
/** Where the cursor goes; it stays in the room. */
export function moved({ rows, columns }: Pick<RoomPlan, 'rows' | 'columns'>, { row, column }: Spot, step: Step): Spot {
  const to: Record<Step, Spot> = {
    up: { row: row - 1, column },
    down: { row: row + 1, column },
    left: { row, column: column - 1 },
    right: { row, column: column + 1 },
    'row-start': { row, column: 0 },
    'row-end': { row, column: columns - 1 },
    first: { row: 0, column: 0 },
    last: { row: rows - 1, column: columns - 1 },
  }
  return { row: clamped(to[step].row, 0, rows - 1), column: clamped(to[step].column, 0, columns - 1) }
}

export const seatCounts = (plan: RoomPlan): { seats: number; spares: number } => {
  const spares = plan.seats.filter((seat) => seat.spare).length
  return { seats: plan.seats.length - spares, spares }
}

export type EnrolledStation = { name: string; enrolledAt: number | null }

/** What keeps a plan from being saved; the first station named is the one to look at. */
export type PlanProblem =
  | { kind: 'no-seats' }
  | { kind: 'too-many'; count: number }
  | { kind: 'outside'; station: string }
  | { kind: 'mark-outside'; row: number; column: number }
  | { kind: 'crowded'; row: number; column: number }
  | { kind: 'no-name'; row: number; column: number }
  | { kind: 'twice'; station: string }
  | { kind: 'alike'; station: string; other: string }
  | { kind: 'enrolled'; station: string }

export function problemsOf(plan: RoomPlan, stations: EnrolledStation[] = []): PlanProblem[] {
  const problems: PlanProblem[] = orphans(plan, stations).map((station) => ({ kind: 'enrolled', station }))
  if (plan.seats.length === 0) problems.push({ kind: 'no-seats' })
  if (plan.seats.length > SEATS_MOST) problems.push({ kind: 'too-many', count: plan.seats.length })
  const places = new Map<string, number>()
  const names = new Map<string, string>()
  for (const seat of plan.seats) {
    const { row, column } = seat
    const station = seat.station.trim()
    if (row >= plan.rows || column >= plan.columns) problems.push({ kind: 'outside', station })
    if (alike(station) === '') problems.push({ kind: 'no-name', row, column })
    else {
      const before = names.get(alike(station))
      if (before === station) problems.push({ kind: 'twice', station })
      else if (before !== undefined) problems.push({ kind: 'alike', station, other: before })
      else names.set(alike(station), station)
    }
  }
  for (const { row, column } of plan.marks)
    if (row >= plan.rows || column >= plan.columns) problems.push({ kind: 'mark-outside', row, column })
  for (const { row, column } of [...plan.seats, ...plan.marks]) {
    const key = `${row}.${column}`
    places.set(key, (places.get(key) ?? 0) + 1)
    if (places.get(key) === 2) problems.push({ kind: 'crowded', row, column })
  }
  return problems
}

/** Names that a person takes for the same, as the server tells them apart: '7' and '07', 'a 1' and 'A-01'. */
const alike = (station: string): string =>
  station
    .normalize('NFKC')
    .toUpperCase()
    .replace(/(?<=\d)[\s\-_./]+(?=\d)/g, '/')
    .replace(/[\s\-_.]+/g, '')
    .replace(/(?<!\d)0+(?=\d)/g, '')

/** The plan as it is sent: names without blanks around them. */
export const tidied = (plan: RoomPlan): RoomPlan => ({
  ...plan,
  seats: plan.seats.map((seat) => ({ ...seat, station: seat.station.trim() })).sort(byPlace),
})

export const samePlan = (a: RoomPlan, b: RoomPlan): boolean => flat(a) === flat(b)
const flat = ({ rows, columns, seats, marks }: RoomPlan): string =>
  JSON.stringify([
    rows,
    columns,
    [...seats].sort(byPlace).map((one) => [one.row, one.column, one.station, one.spare]),
    [...marks].sort(byPlace).map((one) => [one.row, one.column, one.kind]),
  ])

/** Stations with an enrolled computer whose name is no longer in the plan: the server keeps such a plan out. */
const orphans = (plan: RoomPlan, stations: EnrolledStation[]): string[] => {
  const names = new Set(plan.seats.map((seat) => seat.station.trim()))
  return stations.filter((one) => one.enrolledAt !== null && !names.has(one.name)).map((one) => one.name)
}

function shifted(plan: RoomPlan, side: 'row' | 'column', from: number, by: 1 | -1): RoomPlan {
  const move = <One extends Spot>(one: One): One => (one[side] >= from ? { ...one, [side]: one[side] + by } : one)
  return { ...plan, seats: plan.seats.map(move), marks: plan.marks.map(move) }
}

function cleared(plan: RoomPlan, side: 'row' | 'column', place: number): RoomPlan {
  const stays = (one: Spot): boolean => one[side] !== place
  return { ...plan, seats: plan.seats.filter(stays), marks: plan.marks.filter(stays) }
}

function mostOf(words: string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0]
}

const clamped = (value: number, least: number, most: number): number =>
  Math.min(most, Math.max(least, Math.trunc(value) || 0))
