import { describe, expect, it } from 'vitest'
import type { RoomPlan } from '../../server/protocol/venues.ts'
import {
  CELL_KINDS,
  cellAt,
  cellsOf,
  generated,
  moved,
  type Numbering,
  named,
  nextName,
  problemsOf,
  renumbered,
  SIDE_MOST,
  samePlan,
  seatCounts,
  tidied,
  toggled,
  withColumn,
  withKind,
  withoutColumn,
  withoutRow,
  withRow,
} from './plan-draft.ts'

const BY_ROW: Numbering = { order: 'row', prefix: '', sparePrefix: null, start: 1, digits: 2 }
const names = (plan: RoomPlan) => cellsOf(plan).map((line) => line.map((cell) => cell.station).join(' '))
const empty: RoomPlan = { rows: 2, columns: 3, seats: [], marks: [] }
const full = generated(2, 3, 0, BY_ROW)

describe('a room made by numbering', () => {
  it.each<[string, Partial<Numbering>, string[]]>([
    ['by row', {}, ['01 02 03', '04 05 06']],
    ['as a snake', { order: 'snake' }, ['01 02 03', '06 05 04']],
    ['by column', { order: 'column' }, ['01 03 05', '02 04 06']],
    [
      'with prefix, start and digits',
      { prefix: 'A-', start: 31, digits: 3 },
      ['A-031 A-032 A-033', 'A-034 A-035 A-036'],
    ],
  ])('%s', (_, change, expected) => {
    expect(names(generated(2, 3, 0, { ...BY_ROW, ...change }))).toEqual(expected)
  })

  it('keeps the last of the walk as spares, counted apart where they have a prefix', () => {
    const plan = generated(2, 3, 2, { ...BY_ROW, order: 'snake', sparePrefix: 'C', digits: 1 })
    expect(names(plan)).toEqual(['1 2 3', 'C2 C1 4'])
    expect(seatCounts(plan)).toEqual({ seats: 4, spares: 2 })
    expect(names(generated(2, 3, 2, { ...BY_ROW, digits: 1 }))).toEqual(['1 2 3', '4 5 6'])
  })

  it('never grows past what the server takes, and a nonsense figure makes the least room', () => {
    expect(generated(100, 100, 0, BY_ROW).seats).toHaveLength(1000)
    expect(generated(Number.NaN, -4, 9, BY_ROW)).toMatchObject({ rows: 1, columns: 1, seats: [{ spare: true }] })
    expect(generated(1000, 1, 0, BY_ROW).rows).toBe(SIDE_MOST)
  })

  it('numbers anew what stands there, and leaves empty cells empty', () => {
    const aisle = withKind(full, { row: 0, column: 1 }, 'empty')
    expect(names(renumbered(aisle, BY_ROW))).toEqual(['01  02', '03 04 05'])
    expect(names(renumbered(withRow(full, 1), { ...BY_ROW, order: 'snake' }))).toEqual(['01 02 03', '  ', '06 05 04'])
  })
})

describe('one cell', () => {
  it('goes through every kind with Space and back again', () => {
    const spot = { row: 1, column: 1 }
    const there: string[] = []
    let plan = empty
    for (let n = 0; n < CELL_KINDS.length; n += 1) {
      plan = toggled(plan, spot)
      there.push(cellAt(plan, spot).kind)
    }
    expect(there).toEqual(['seat', 'spare', 'door', 'proctor', 'server', 'wall', 'empty'])
    expect(plan).toEqual(empty)
    expect(cellAt(toggled(plan, spot, -1), spot).kind).toBe('wall')
  })

  it('keeps its name as a spare and gets the first free number as a new seat', () => {
    const spot = { row: 0, column: 1 }
    expect(cellAt(withKind(full, spot, 'spare'), spot)).toEqual({ kind: 'spare', station: '02', crowded: false })
    const gap = withKind(full, spot, 'door')
    expect(gap.marks).toEqual([{ ...spot, kind: 'door' }])
    expect(cellAt(withKind(gap, spot, 'seat'), spot).station).toBe('02')
  })

  it('is named by typing; a name on nothing puts a seat there', () => {
    const plan = named(empty, { row: 1, column: 2 }, '17')
    expect(cellAt(plan, { row: 1, column: 2 })).toEqual({ kind: 'seat', station: '17', crowded: false })
    const spare = withKind(plan, { row: 1, column: 2 }, 'spare')
    expect(cellAt(named(spare, { row: 1, column: 2 }, '18'), { row: 1, column: 2 })).toMatchObject({
      kind: 'spare',
      station: '18',
    })
    expect(named(plan, { row: 1, column: 2 }, 'x'.repeat(40)).seats[0]?.station).toHaveLength(30)
  })

  it.each<[string, string[], string]>([
    ['the first of a room', [], '01'],
    ['in a gap, as wide as the others', ['01', '03'], '02'],
    ['without zeros where there are none', ['1', '2'], '3'],
    ['with the prefix of most', ['A1', 'A2', 'C1'], 'A3'],
  ])('takes a free number %s', (_, taken, expected) => {
    const seats = taken.map((station, column) => ({ station, row: 0, column, spare: false }))
    expect(nextName({ rows: 1, columns: 9, seats, marks: [] })).toBe(expected)
  })
})

describe('rows and columns', () => {
  it('are put in as an aisle and taken out with what stands there', () => {
    expect(names(withColumn(full, 1))).toEqual(['01  02 03', '04  05 06'])
    expect(names(withRow(full, 2))).toEqual(['01 02 03', '04 05 06', '  '])
    expect(names(withoutColumn(full, 1))).toEqual(['01 03', '04 06'])
    expect(names(withoutRow(full, 0))).toEqual(['04 05 06'])
  })

  it('carry doors along, keep the last one, and end at the most', () => {
    const door = withKind(full, { row: 1, column: 2 }, 'door')
    expect(withColumn(door, 0).marks).toEqual([{ row: 1, column: 3, kind: 'door' }])
    expect(withoutRow(door, 1).marks).toEqual([])
    const one = { rows: 1, columns: 1, seats: [], marks: [] }
    expect(withoutRow(one, 0)).toBe(one)
    expect(withoutColumn(one, 0)).toBe(one)
    const wide = { rows: 1, columns: SIDE_MOST, seats: [], marks: [] }
    expect(withColumn(wide, 0)).toBe(wide)
  })
})

it.each([
  ['up', { row: 0, column: 1 }],
  ['down', { row: 1, column: 1 }],
  ['left', { row: 0, column: 0 }],
  ['right', { row: 0, column: 2 }],
  ['row-end', { row: 0, column: 2 }],
  ['row-start', { row: 0, column: 0 }],
  ['last', { row: 1, column: 2 }],
  ['first', { row: 0, column: 0 }],
] as const)('the cursor goes %s and stays in the room', (step, expected) => {
  expect(moved(full, { row: 0, column: 1 }, step)).toEqual(expected)
})

describe('problems', () => {
  const seat = (station: string, column: number, more: object = {}) => ({
    station,
    row: 0,
    column,
    spare: false,
    ...more,
  })
  const plan = (...seats: RoomPlan['seats']): RoomPlan => ({ rows: 1, columns: 4, seats, marks: [] })
  it.each<[string, RoomPlan, object[]]>([
    ['none', plan(seat('01', 0), seat('02', 1)), []],
    ['nowhere to sit', plan(), [{ kind: 'no-seats' }]],
    ['a room of spares alone', plan(seat('C1', 0, { spare: true })), []],
    ['a name twice', plan(seat('01', 0), seat('01 ', 1)), [{ kind: 'twice', station: '01' }]],
    ['two alike', plan(seat('7', 0), seat('07', 1)), [{ kind: 'alike', station: '07', other: '7' }]],
    ['two alike but for case', plan(seat('a 1', 0), seat('A01', 1)), [{ kind: 'alike', station: 'A01', other: 'a 1' }]],
    ['100 is not 10', plan(seat('10', 0), seat('100', 1)), []],
    ['1-11 is not 11-1', plan(seat('1-11', 0), seat('11-1', 1)), []],
    ['nothing but a dash', plan(seat('-', 0)), [{ kind: 'no-name', row: 0, column: 0 }]],
    ['no name', plan(seat('01', 0), seat(' ', 1)), [{ kind: 'no-name', row: 0, column: 1 }]],
    [
      'a door outside the grid',
      { ...plan(seat('01', 0)), marks: [{ row: 1, column: 0, kind: 'door' }] },
      [{ kind: 'mark-outside', row: 1, column: 0 }],
    ],
    ['outside the grid', plan(seat('01', 0), seat('02', 4)), [{ kind: 'outside', station: '02' }]],
    ['two in one cell', plan(seat('01', 0), seat('02', 0)), [{ kind: 'crowded', row: 0, column: 0 }]],
    [
      'a door where somebody sits',
      { ...plan(seat('01', 0)), marks: [{ row: 0, column: 0, kind: 'door' }] },
      [{ kind: 'crowded', row: 0, column: 0 }],
    ],
  ])('%s', (_, given, expected) => {
    expect(problemsOf(given)).toEqual(expected)
  })

  it('says where a room has too many', () => {
    const seats = Array.from({ length: 1001 }, (_, n) => ({
      station: `s${n}`,
      row: Math.floor(n / 100),
      column: n % 100,
      spare: false,
    }))
    expect(problemsOf({ rows: 11, columns: 100, seats, marks: [] })).toEqual([{ kind: 'too-many', count: 1001 }])
  })
})

it('a plan is the same however its seats are listed, and not when one is renamed', () => {
  expect(samePlan(full, { ...full, seats: [...full.seats].reverse() })).toBe(true)
  expect(samePlan(full, named(full, { row: 0, column: 0 }, '99'))).toBe(false)
})

it('names lose the blanks around them when sent', () => {
  expect(tidied(named(empty, { row: 0, column: 0 }, ' 01 ')).seats[0]?.station).toBe('01')
})

it('a station leaves the plan or changes its name only while no computer is enrolled there', () => {
  const stations = [
    { name: '01', enrolledAt: 1 },
    { name: '02', enrolledAt: null },
    { name: '03', enrolledAt: 1 },
  ]
  const plan = withoutColumn(named(full, { row: 0, column: 0 }, 'A1'), 1)
  expect(problemsOf(plan, stations)).toEqual([{ kind: 'enrolled', station: '01' }])
  expect(problemsOf(full, stations)).toEqual([])
})
