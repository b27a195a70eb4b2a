import { Chance } from './chance.ts'
import type { Hall } from './hall.ts'
import { blueprintPool } from './hall.ts'

/** So many forms are drawn for one look; with fewer a small preference would hide. */
const FORMS = 24
/** A fair draw lies beyond this many standard deviations once in a hundred million looks. */
const SIGMAS = 6

interface Tally {
  section: string
  counts: Map<string, number>
}

/** Which item stands first in each section, over the forms of many seeds: a draw that prefers some shows in the sum. */
export class FairnessWatch {
  #hall: Hall
  #tallies: Tally[]
  #drawn = 0
  #biased: boolean

  constructor(hall: Hall, { biased }: { biased: boolean }) {
    this.#hall = hall
    this.#biased = biased
    this.#tallies = hall.blueprint.sections.map(({ id }) => ({ section: id, counts: new Map() }))
  }

  /** Adds the forms of one seed; says what is wrong by now, or null. */
  add(seed: number): string | null {
    for (let n = 0; n < FORMS; n++) {
      const { slots } = this.#hall.draw(`fairness ${seed} ${n}`)
      const wrong = new Chance(seed, `biased ${n}`)
      for (const { section, counts } of this.#tallies) {
        const pool = blueprintPool(this.#hall, section)
        // As a hasty hand draws: one byte, and the remainder.
        const item = this.#biased
          ? pool[wrong.between(0, 255) % pool.length]
          : slots.find((slot) => slot.section === section)?.item
        counts.set(item as string, (counts.get(item as string) ?? 0) + 1)
      }
      this.#drawn += 1
    }
    return this.#judge()
  }

  #judge(): string | null {
    let squares = 0
    let free = 0
    for (const { section, counts } of this.#tallies) {
      const pool = blueprintPool(this.#hall, section)
      const expected = this.#drawn / pool.length
      if (expected < 5) return null
      for (const item of pool) squares += ((counts.get(item) ?? 0) - expected) ** 2 / expected
      free += pool.length - 1
    }
    // Wilson and Hilferty: the cube root of a chi-square is nearly normal.
    const z = (Math.cbrt(squares / free) - (1 - 2 / (9 * free))) / Math.sqrt(2 / (9 * free))
    return z > SIGMAS
      ? `after ${this.#drawn} forms the first items of the sections differ from a fair draw by ${z.toFixed(1)} standard deviations (chi-square ${squares.toFixed(0)}, ${free} degrees of freedom); at most ${SIGMAS} was expected`
      : null
  }
}
