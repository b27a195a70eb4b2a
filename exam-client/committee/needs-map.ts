import type { NeedsRow } from '../../server/protocol/needs.ts'

/** Where people lack, as figures for a map: lacks and surpluses are summed each by itself, never against each other. */
export interface Sums {
  need: number
  inPlace: number
  lacks: number
  surplus: number
}
export interface PositionSums extends Sums {
  id: string
  name: string
}
export interface MapRow extends PositionSums {
  /** In the order of the districts; null: no such position there. */
  cells: (Sums | null)[]
}

export function sumsOf(rows: readonly NeedsRow[]): Sums {
  const sum = (of: (row: NeedsRow) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    need: sum((row) => row.need),
    inPlace: sum((row) => row.inPlace),
    lacks: sum((row) => Math.max(0, -row.gap)),
    surplus: sum((row) => Math.max(0, row.gap)),
  }
}

/** Only what was measured: a row with a request alone says nothing of a lack. */
const measured = (rows: readonly NeedsRow[]) => rows.filter(({ workload }) => workload !== null && workload.duties > 0)
/** Map.groupBy, which the older browsers of the offices do not have. */
function groups<Row>(rows: readonly Row[], of: (row: Row) => string): Map<string, Row[]> {
  const found = new Map<string, Row[]>()
  for (const row of rows) found.set(of(row), [...(found.get(of(row)) ?? []), row])
  return found
}
const order = new Intl.Collator('id', { numeric: true })

/** Positions against districts, those that lack most first. */
export function matrixOf(rows: readonly NeedsRow[]): { districts: string[]; positions: MapRow[] } {
  const all = measured(rows)
  const districts = [...new Set(all.map(({ unit }) => unit.district))].sort((a, b) => order.compare(a, b))
  const positions = [...groups(all, ({ position }) => position.id)].map(([id, its]): MapRow => {
    const cells = districts.map((district) => {
      const there = its.filter(({ unit }) => unit.district === district)
      return there.length === 0 ? null : sumsOf(there)
    })
    return { id, name: its[0]?.position.name ?? '', ...sumsOf(its), cells }
  })
  return {
    districts,
    positions: positions.sort((a, b) => b.lacks - a.lacks || b.surplus - a.surplus || order.compare(a.name, b.name)),
  }
}

/** The units of one position, district by district, those that lack most first. */
export function unitsOf(
  rows: readonly NeedsRow[],
  position: string,
): { district: string; sums: Sums; units: NeedsRow[] }[] {
  const its = measured(rows).filter((row) => row.position.id === position)
  return [...groups(its, ({ unit }) => unit.district)]
    .map(([district, units]) => ({
      ...{ district, sums: sumsOf(units) },
      units: units.sort((a, b) => a.gap - b.gap || order.compare(a.unit.name, b.unit.name)),
    }))
    .sort((a, b) => b.sums.lacks - a.sums.lacks || order.compare(a.district, b.district))
}

/** What the sentence over the map says of a position; null where nobody measured it. */
export function saidOf(
  rows: readonly NeedsRow[],
  position: string,
): { name: string; units: number; lacking: number; tooMany: number; sums: Sums; worst: NeedsRow | null } | null {
  const its = measured(rows).filter((row) => row.position.id === position)
  const [first] = its
  if (!first) return null
  const lacking = its.filter(({ gap }) => gap < 0)
  return {
    ...{ name: first.position.name, units: its.length, lacking: lacking.length, sums: sumsOf(its) },
    tooMany: its.filter(({ gap }) => gap > 0).length,
    worst: lacking.reduce<NeedsRow | null>((most, row) => (most === null || row.gap < most.gap ? row : most), null),
  }
}
