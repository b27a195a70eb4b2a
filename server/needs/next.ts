import type { NeedsRow, NeedsStep } from '../protocol/needs.ts'

/** What must be done next in a year's analysis, the first first; empty when every granted place has its vacancy. */
export function nextSteps(rows: readonly NeedsRow[], units: number, positions: number): NeedsStep[] {
  if (units === 0 || positions === 0) return [{ step: 'import', count: 0 }]
  if (rows.length === 0) return [{ step: 'workload', count: 0 }]
  const steps: NeedsStep[] = [
    { step: 'duties', count: rows.filter(({ workload }) => workload !== null && workload.duties === 0).length },
    { step: 'propose', count: rows.filter(({ gap, request }) => gap < 0 && request === null).length },
    {
      step: 'grant',
      count: rows.filter(({ request }) => request !== null && request.proposed > 0 && request.granted === null).length,
    },
    {
      step: 'vacancy',
      count: rows.reduce((all, { request }) => all + Math.max(0, (request?.granted ?? 0) - (request?.used ?? 0)), 0),
    },
  ]
  return steps.filter(({ count }) => count > 0)
}
