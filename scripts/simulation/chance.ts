import { type Random, randomFrom } from '../../question-bank/random.ts'

/**
 * One stream of chance for each part of the world (the wire, each candidate, the kills): a candidate who thinks once
 * more does not change the weather for the others. No logarithms: their last digit may differ between machines.
 */
export class Chance {
  #random: Random

  constructor(seed: number, part: string) {
    this.#random = randomFrom(`seleksi simulation ${seed} ${part}`)
  }

  /** True in `percent` of a hundred cases, on average. */
  percent(percent: number): boolean {
    return this.#random.below(10_000) < percent * 100
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + this.#random.below(Math.max(0, Math.floor(most - least)) + 1)
  }

  pick<T>(members: readonly T[]): T {
    return this.#random.pick(members)
  }

  /** A time around `mean`, now and then much longer: how people think and how networks answer. */
  around(mean: number): number {
    return Math.max(1, Math.round((mean * this.pick(SPREAD)) / 100))
  }

  /** From 0 to just under 1. */
  fraction(): number {
    return this.#random.below(1 << 30) / (1 << 30)
  }

  hex(): string {
    return Array.from({ length: 4 }, () => this.#random.below(0x1_0000_0000).toString(16).padStart(8, '0')).join('')
  }
}

/** Percent of the mean; they average 100. */
const SPREAD = [12, 25, 38, 50, 65, 85, 110, 145, 190, 280] as const
