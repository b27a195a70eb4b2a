import { type Placement, type PlacementInput, placing } from './placement.ts'

const SLICE_MS = 8

/** Solves with pauses: somebody's answer may be waiting for this thread (PM8: the pauses change nothing). */
export async function solve(input: PlacementInput, seed: string): Promise<Placement> {
  const steps = placing(input, seed)
  let from = performance.now()
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
    if (performance.now() - from > SLICE_MS) {
      await new Promise(setImmediate)
      from = performance.now()
    }
  }
}
