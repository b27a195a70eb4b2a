import type { RankedEntry } from './ranking.ts'

/** One candidate for whom a new score run makes a difference. */
export interface Change {
  id: string
  /** New less old whole points, by section id and 'total'; only what differs. */
  by: Record<string, number>
  before: Pick<RankedEntry, 'place' | 'code'>
  after: Pick<RankedEntry, 'place' | 'code'>
  /** What else moved. 'code' is the serious one: somebody is let in or put out. */
  crosses: ('code' | 'place')[]
}

/**
 * Who is touched when one vacancy is ranked again, say with a mended key: for the committee, before it approves.
 * In the order of the new list; those for whom nothing changes are left out. Absent counts as 0 points.
 * Throws when the two lists do not hold the same candidates. Source: RULES.md RK10.
 */
export function compareRuns(before: RankedEntry[], after: RankedEntry[]): Change[] {
  const old = new Map(before.map((row) => [row.id, row]))
  if (old.size !== after.length) throw new Error(`runs of ${old.size} and ${after.length} candidates`)
  return after.flatMap((row) => {
    const was = old.get(row.id)
    if (!was) throw new Error(`candidate ${row.id} is only in the new run`)
    const by = differences(was.points ?? {}, row.points ?? {})
    const crosses = (['code', 'place'] as const).filter((what) => was[what] !== row[what])
    if (crosses.length === 0 && Object.keys(by).length === 0) return []
    return { id: row.id, by, before: standing(was), after: standing(row), crosses }
  })
}

function differences(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const ids = Object.keys({ ...before, ...after })
  const all = ids.map((id) => [id, (after[id] ?? 0) - (before[id] ?? 0)] as const)
  return Object.fromEntries(all.filter(([, difference]) => difference !== 0))
}

function standing({ place, code }: RankedEntry): Pick<RankedEntry, 'place' | 'code'> {
  return { place, code }
}
