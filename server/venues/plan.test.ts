import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PlanSeat, RoomPlan } from '../protocol/venues.ts'
import { gridPlan, inPlanOrder, nameKey, planProblems, tidied } from './plan.ts'

const at = (station: string, row: number, column: number, spare = false): PlanSeat => ({ station, row, column, spare })
const plan = (seats: PlanSeat[], marks: RoomPlan['marks'] = []): RoomPlan => ({ rows: 3, columns: 4, seats, marks })

describe('[VN1] a plan', () => {
  it.each<[string, RoomPlan, RegExp[]]>([
    ['without a station', plan([]), [/belum memuat meja/]],
    ['with two stations in one cell', plan([at('01', 0, 0), at('02', 0, 0)]), [/Meja 01 dan 02 .*baris 1, kolom 1/]],
    ['with one name twice', plan([at('01', 0, 0), at('01', 0, 1)]), [/Nama meja 01 dipakai dua kali/]],
    ['with 7 and 07', plan([at('7', 0, 0), at('07', 0, 1)]), [/7 dan 07 terlalu mirip/]],
    ['with a-07 and A7', plan([at('a-07', 0, 0), at('A7', 0, 1)]), [/a-07 dan A7 terlalu mirip/]],
    ['with a name of blanks', plan([at(' ', 2, 3)]), [/baris 3, kolom 4 belum bernama/]],
    ['with a station below the grid', plan([at('01', 3, 0)]), [/Meja 01 berada di luar denah .baris 4/]],
    ['with a station right of the grid', plan([at('01', 0, 4)]), [/Meja 01 berada di luar denah .*kolom 5/]],
    [
      'with a station in the door',
      plan([at('01', 1, 1)], [{ row: 1, column: 1, kind: 'door' }]),
      [/Meja 01 berada di petak "pintu"/],
    ],
    [
      'with a mark outside',
      plan([at('01', 1, 1)], [{ row: 3, column: 1, kind: 'wall' }]),
      [/"dinding" berada di luar/],
    ],
    [
      'with two marks in one cell',
      plan(
        [at('01', 1, 1)],
        [
          { row: 0, column: 1, kind: 'wall' },
          { row: 0, column: 1, kind: 'server' },
        ],
      ),
      [/Dua tanda di petak yang sama/],
    ],
    [
      'with everything wrong says everything',
      plan([at('7', 9, 9), at('07', 9, 9)]),
      [/mirip/, /Meja 7 .*luar/, /Meja 07 .*luar/, /sama/],
    ],
    ['that is in order', plan([at('1-11', 0, 0), at('11-1', 0, 1), at('10', 1, 0), at('100', 2, 3)]), []],
  ])('%s', (_, given, expected) => {
    const problems = planProblems(given)
    expect(problems).toHaveLength(expected.length)
    for (const words of expected) expect(problems.map((one) => one.id).join('\n')).toMatch(words)
    for (const { id, en } of problems)
      expect([id, en].every((text) => /^[A-Z].*\.$/.test(text)) && id !== en).toBe(true)
  })

  it('names are the same to whoever reads them aloud', () => {
    expect(['07', '7', ' 7', '007'].map(nameKey)).toEqual(['7', '7', '7', '7'])
    expect(['A 07', 'a-7', 'A.07', 'A7'].map(nameKey)).toEqual(['A7', 'A7', 'A7', 'A7'])
    expect(new Set(['1-11', '11-1', '111', '10', '1', '100', '0'].map(nameKey)).size).toBe(7)
  })

  it('a filled grid is in order whatever its size, and numbered by row or to and fro', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom<'rows' | 'snake'>('rows', 'snake'),
        (rows, columns, order) => {
          const filled = gridPlan(rows, columns, { order, spares: 1 })
          expect(planProblems(filled)).toEqual([])
          expect(filled.seats).toHaveLength(rows * columns)
          expect(filled.seats.filter((seat) => seat.spare)).toHaveLength(1)
        },
      ),
    )
    expect(gridPlan(2, 3).seats.map((seat) => seat.station)).toEqual(['01', '02', '03', '04', '05', '06'])
    expect(gridPlan(2, 3, { order: 'snake' }).seats.map((seat) => seat.station)).toEqual([
      '01',
      '02',
      '03',
      '06',
      '05',
      '04',
    ])
  })

  it('is stored with tidy names, in the order of its rows', () => {
    const kept = tidied(plan([at(' 03 ', 1, 0), at('02', 0, 2), at('01', 0, 1)]))
    expect(kept.seats.map((seat) => seat.station)).toEqual(['01', '02', '03'])
    expect(inPlanOrder(kept.seats)).toEqual(kept.seats)
  })
})
