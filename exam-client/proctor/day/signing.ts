import type { MinutesView } from '../../../server/protocol/minutes.ts'

/** What is still open before the minutes are signed. PURE. */
export interface OpenPoint {
  kind: 'not-closed' | 'working' | 'not-here' | 'not-started' | 'no-closing'
  /** 'must': what is signed would be wrong. 'may': a person should look. */
  level: 'must' | 'may'
  count: number
}

/** What must be done first, then what to look at. */
export function openPoints({ sitting, counts, notes }: Pick<MinutesView, 'sitting' | 'counts' | 'notes'>): OpenPoint[] {
  const closed = sitting.state === 'closed'
  const points: OpenPoint[] = []
  const working = counts.started - counts.finished
  if (!closed) points.push({ kind: 'not-closed', level: 'must', count: 1 })
  if (working > 0) points.push({ kind: 'working', level: 'must', count: working })
  if (!closed && counts.absent > 0) points.push({ kind: 'not-here', level: 'may', count: counts.absent })
  if (closed && counts.present > counts.started)
    points.push({ kind: 'not-started', level: 'may', count: counts.present - counts.started })
  if (!notes.some(({ field }) => field === 'closing')) points.push({ kind: 'no-closing', level: 'may', count: 1 })
  return points
}
