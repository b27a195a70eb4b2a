/** A fraction in whole numbers, so that no comparison ever sees a rounding: `n / d`, `d > 0`, in lowest terms. */
export interface Exact {
  n: bigint
  d: bigint
}

/** `n / d` in lowest terms. Throws on a number that is not whole, and on `d` = 0. Source: RULES.md IN2. */
export function exact(n: number | bigint, d: number | bigint = 1): Exact {
  return lowest(whole(n), whole(d))
}

/**
 * Reads a decimal as people write it, with a point or a comma: '3.50', '87,5', '90'. Nothing else is a number here:
 * no sign, no exponent, no thousands separator, no space. Null when it is not one, or longer than 40 characters.
 */
export function parseExact(text: string): Exact | null {
  const [all, units, tenths = ''] = text.length <= 40 ? (/^(\d+)(?:[.,](\d+))?$/.exec(text) ?? []) : []
  return all === undefined ? null : lowest(BigInt(`${units}${tenths}`), 10n ** BigInt(tenths.length))
}

export function add(a: Exact, b: Exact): Exact {
  return a.d === b.d ? lowest(a.n + b.n, a.d) : lowest(a.n * b.d + b.n * a.d, a.d * b.d)
}

export function multiply(a: Exact, b: Exact): Exact {
  return lowest(a.n * b.n, a.d * b.d)
}

/** Throws when `b` is 0. */
export function divide(a: Exact, b: Exact): Exact {
  return lowest(a.n * b.d, a.d * b.n)
}

/** Below 0 when `a` is the smaller, above 0 when it is the larger, 0 when they are the same number. */
export function compare(a: Exact, b: Exact): number {
  const left = a.d === b.d ? a.n : a.n * b.d
  const right = a.d === b.d ? b.n : b.n * a.d
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * With `places` decimals after a point, half up (away from zero): 778/11 with 3 is '70.727'. For showing only; what
 * is compared stays exact. Source: RULES.md IN3.
 */
export function rounded({ n, d }: Exact, places: number): string {
  const size = n < 0n ? -n : n
  const digits = ((2n * size * 10n ** BigInt(places) + d) / (2n * d)).toString().padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return n < 0n && /[1-9]/.test(text) ? `-${text}` : text
}

function whole(value: number | bigint): bigint {
  if (typeof value === 'number' && !Number.isSafeInteger(value)) throw new Error(`${value} is not a whole number`)
  return BigInt(value)
}

function lowest(n: bigint, d: bigint): Exact {
  if (d === 0n) throw new Error('a fraction over 0')
  const sign = d < 0n ? -1n : 1n
  const common = sign * greatestCommon(n, d)
  return { n: n / common, d: d / common }
}

function greatestCommon(n: bigint, d: bigint): bigint {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d]
  while (b !== 0n) [a, b] = [b, a % b]
  return a
}
