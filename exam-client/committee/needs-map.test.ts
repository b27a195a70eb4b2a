import { describe, expect, it } from 'vitest'
import type { NeedsRow } from '../../server/protocol/needs.ts'
import { matrixOf, saidOf, sumsOf, unitsOf } from './needs-map.ts'

const row = (
  unit: string,
  district: string,
  position: string,
  need: number,
  inPlace: number,
  duties = 1,
): NeedsRow => ({
  unit: { id: unit, code: unit, name: unit, kind: 'puskesmas', district },
  position: { id: position, code: position, name: position, kind: 'fungsional' },
  workload: { id: `${unit}${position}`, version: 1, duties },
  ...{ load: '0', need, inPlace, gap: inPlace - need, efficiency: null, request: null },
})
const rows = [
  row('A', 'Rimbo', 'Perawat', 5, 2),
  row('B', 'Rimbo', 'Perawat', 2, 4),
  row('C', 'Tanah', 'Perawat', 6, 1),
  row('A', 'Rimbo', 'Bidan', 2, 2),
  row('C', 'Tanah', 'Gizi', 0, 0, 0),
]

describe('the map of lacks', () => {
  it('never nets a surplus against a lack, not even within a district', () => {
    expect(sumsOf(rows)).toEqual({ need: 15, inPlace: 9, lacks: 8, surplus: 2 })
    const { districts, positions } = matrixOf(rows)
    expect(districts).toEqual(['Rimbo', 'Tanah'])
    expect(positions.map(({ name, lacks }) => [name, lacks])).toEqual([
      ['Perawat', 8],
      ['Bidan', 0],
    ])
    expect(positions[0]?.cells).toEqual([
      { need: 7, inPlace: 6, lacks: 3, surplus: 2 },
      { need: 6, inPlace: 1, lacks: 5, surplus: 0 },
    ])
    expect(positions[1]?.cells[1]).toBeNull()
  })

  it('puts first what lacks most, and leaves out what nobody measured', () => {
    expect(unitsOf(rows, 'Perawat').map(({ district, units }) => [district, units.map(({ unit }) => unit.id)])).toEqual(
      [
        ['Tanah', ['C']],
        ['Rimbo', ['A', 'B']],
      ],
    )
    expect(saidOf(rows, 'Perawat')).toMatchObject({ units: 3, lacking: 2, tooMany: 1, worst: { unit: { id: 'C' } } })
    expect(saidOf(rows, 'Bidan')).toMatchObject({ lacking: 0, worst: null })
    expect(saidOf(rows, 'Gizi')).toBeNull()
  })
})
