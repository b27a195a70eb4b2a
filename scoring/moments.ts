/** Sums over pairs, from which mean, variance and correlation follow: one pass, whole points stay exact. */
export interface Sums {
  n: number
  x: number
  y: number
  xx: number
  yy: number
  xy: number
}

export const noSums = (): Sums => ({ n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 })

export function add(sums: Sums, x: number, y: number): void {
  sums.n += 1
  sums.x += x
  sums.y += y
  sums.xx += x * x
  sums.yy += y * y
  sums.xy += x * y
}

/** A spread below this share of its sum of squares is what is left of rounding, not a spread. */
const ROUNDING = 1e-12

/** Sample covariance (n - 1). Null below two. */
export const covariance = ({ n, x, y, xy }: Sums): number | null => (n < 2 ? null : (xy - (x * y) / n) / (n - 1))

/** Sample variance (n - 1) of x. Null below two; 0 where all are the same. */
export function variance({ n, x, xx }: Pick<Sums, 'n' | 'x' | 'xx'>): number | null {
  if (n < 2) return null
  const spread = xx - (x * x) / n
  return spread <= ROUNDING * xx ? 0 : spread / (n - 1)
}

/** Pearson's, -1 to 1. Null where a side does not vary. */
export function correlation(sums: Sums): number | null {
  const both = covariance(sums)
  const ofX = variance(sums)
  const ofY = variance({ n: sums.n, x: sums.y, xx: sums.yy })
  return both === null || !ofX || !ofY ? null : both / Math.sqrt(ofX * ofY)
}

/** Height of the normal curve where it has `share` of its area to the left. */
export const normalHeightAt = (share: number): number =>
  Math.exp(-(normalQuantile(share) ** 2) / 2) / Math.sqrt(2 * Math.PI)

/** By halves: 60 of them, for a figure of a screen and not for a loop. */
function normalQuantile(share: number): number {
  let [low, high] = [-9, 9]
  for (let half = 0; half < 60; half += 1) {
    const middle = (low + high) / 2
    if (normalShare(middle) < share) low = middle
    else high = middle
  }
  return (low + high) / 2
}

/** Area of the normal curve left of z, by its series near the middle and its continued fraction in the tails. */
function normalShare(z: number): number {
  const height = Math.exp(-(z * z) / 2) / Math.sqrt(2 * Math.PI)
  const far = Math.abs(z)
  if (far > 5) {
    let below = far
    for (let step = 40; step >= 1; step -= 1) below = far + step / below
    return z < 0 ? height / below : 1 - height / below
  }
  let term = z
  let sum = z
  for (let odd = 3; Math.abs(term) > 1e-17; odd += 2) {
    term *= (z * z) / odd
    sum += term
  }
  return 0.5 + height * sum
}
