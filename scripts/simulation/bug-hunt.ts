import { FairnessWatch } from './fairness.ts'
import type { Hall } from './hall.ts'
import { BUGS, type Bug } from './planted-bugs.ts'
import { simulate } from './sitting.ts'

export interface Catch {
  bug: Bug
  /** The seed that found it, or null: none did. */
  seed: number | null
  sentence: string
  seeds: number
}

/** Stubborn sittings are given up soon: a bug that keeps a sitting from ending is found by that. */
const PATIENCE_MS = 3 * 60_000

/** Tries seed after seed until one breaks an invariant that this bug must break. */
export async function hunt(hall: Hall, bug: Bug, { first, most }: { first: number; most: number }): Promise<Catch> {
  if (bug === 'modulo-bias') return huntBias(hall, { first, most })
  const { breaks } = BUGS[bug] as { breaks: readonly string[] }
  for (let seed = first; seed < first + most; seed++) {
    const { violations } = await simulate({ seed, hall, bugs: new Set([bug]), patienceMs: PATIENCE_MS })
    const found = violations.find(({ invariant }) => breaks.includes(invariant))
    if (found) return { bug, seed, sentence: `${found.invariant}: ${found.sentence}`, seeds: seed - first + 1 }
  }
  return { bug, seed: null, sentence: 'no seed found it', seeds: most }
}

function huntBias(hall: Hall, { first, most }: { first: number; most: number }): Catch {
  const [fair, biased] = [new FairnessWatch(hall, { biased: false }), new FairnessWatch(hall, { biased: true })]
  for (let seed = first; seed < first + most; seed++) {
    const honest = fair.add(seed)
    if (honest) throw new Error(`the product's own draw is not fair: ${honest}`)
    const found = biased.add(seed)
    if (found) return { bug: 'modulo-bias', seed, sentence: `I10: ${found}`, seeds: seed - first + 1 }
  }
  return { bug: 'modulo-bias', seed: null, sentence: 'no seed found it', seeds: most }
}
