import seedrandom from 'seedrandom'

/**
 * The generator behind every random decision of the pure folders. Papers already dealt must be drawn again years
 * later, so a change of algorithm is a new name here and the old one stays.
 * `arc4` is seedrandom's default (ARC4, first 256 outputs dropped); `1` is our way of turning it into numbers.
 */
export const RANDOM_ALGORITHM = 'seedrandom-arc4/1'

export interface Random {
  /** A whole number from 0 to n - 1, each equally likely. n from 1 to 2^32; throws RangeError outside. */
  below(n: number): number
  /** The same for numbers of any size; n at least 1. */
  belowBig(n: bigint): bigint
  /** A new array with the same members; every order is equally likely. */
  shuffle<T>(members: readonly T[]): T[]
  /** `count` different members in random order; every choice is equally likely. Throws RangeError if too few. */
  sample<T>(members: readonly T[], count: number): T[]
  /** One member; throws RangeError for an empty list. */
  pick<T>(members: readonly T[]): T
}

/** A generator that gives the same numbers for the same seed, for ever. Two different seeds are unrelated. */
export function randomFrom(seed: string): Random {
  const word = seedrandom(arc4Key(seed))
  const next = () => word.int32() >>> 0

  function below(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 0x1_0000_0000) throw new RangeError(`below(${n}) has no answer`)
    // Rejecting the incomplete last run keeps every remainder equally likely (no modulo bias).
    const limit = 0x1_0000_0000 - (0x1_0000_0000 % n)
    let drawn = next()
    while (drawn >= limit) drawn = next()
    return drawn % n
  }

  function belowBig(n: bigint): bigint {
    if (n < 1n) throw new RangeError(`belowBig(${n}) has no answer`)
    const bits = (n - 1n).toString(2).length
    for (;;) {
      let drawn = 0n
      for (let have = 0; have < bits; have += 32) drawn = (drawn << 32n) | BigInt(next())
      drawn &= (1n << BigInt(bits)) - 1n
      if (drawn < n) return drawn
    }
  }

  function sample<T>(members: readonly T[], count: number): T[] {
    if (count > members.length) throw new RangeError(`sample of ${count} from ${members.length}`)
    const rest = members.slice()
    for (let at = 0; at < count; at++) {
      const from = at + below(rest.length - at)
      const moved = rest[at] as T
      rest[at] = rest[from] as T
      rest[from] = moved
    }
    return rest.slice(0, count)
  }

  function pick<T>(members: readonly T[]): T {
    return members[below(members.length)] as T
  }

  return { below, belowBig, sample, shuffle: (members) => sample(members, members.length), pick }
}

// seedrandom's ARC4 repeats a short key ('a' and 'aa' would be one seed) and looks only at the low byte of a
// character. The prefix breaks the repetition, the escapes keep 'é' and 'ũ' apart.
function arc4Key(seed: string): string {
  const plain = seed.replace(/[^\x20-\x5b\x5d-\x7e]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `${RANDOM_ALGORITHM}:${plain}`
}
