import type { StandingRow } from '../../server/protocol/results.ts'

/** The entry that counts for each candidate: the newest one. Of equal moments the one that the server lists first. */
export function newestOf(standings: StandingRow[]): Map<string, StandingRow> {
  const newest = new Map<string, StandingRow>()
  for (const row of standings) {
    const known = newest.get(row.candidate)
    if (!known || row.at > known.at) newest.set(row.candidate, row)
  }
  return newest
}
