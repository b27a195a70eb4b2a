import type { LikenessPair } from '../../../server/protocol/minutes.ts'

/** How seldom something comes by chance, as a figure that a person can take in. PURE. */
export type Chance = { kind: 'usual' } | { kind: 'one-in'; n: number } | { kind: 'less-than-one-in'; n: number }

/** Beyond this the figure says no more; it also stands for a chance too small for a number. */
export const ONE_IN_MAX = 1_000_000_000
const USUAL = 0.5
const DIGITS = 2

/** 0.000231 is '1 in 4,300': two figures, since more would claim to know more. */
export function chanceOf(chance: number): Chance {
  if (chance > USUAL) return { kind: 'usual' }
  if (!(chance > 1 / ONE_IN_MAX)) return { kind: 'less-than-one-in', n: ONE_IN_MAX }
  return { kind: 'one-in', n: twoFigures(1 / chance) }
}

const twoFigures = (value: number): number => Number(value.toPrecision(DIGITS))

/** How many of all the pairs that were looked at would come out as alike by chance alone. */
export const amongPairs = ({ chance, pairs }: Pick<LikenessPair, 'chance' | 'pairs'>): number => chance * pairs

/** Below this even among all pairs hardly one would come by chance: a person should look. */
export const LOOK_BELOW = 0.05
export const isStanding = (pair: Pick<LikenessPair, 'chance' | 'pairs'>): boolean => amongPairs(pair) < LOOK_BELOW
