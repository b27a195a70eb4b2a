/** Whose hand an application is under. Pure; rules VC3 and VC4. */

/** From the last activity of its officer. */
export const LEASE_MS = 10 * 60_000

export interface Hand {
  fence: number
  holder: string | null
  expiresAt: number | null
}

/** True while this officer's word counts: nobody has taken it since she did, also where the ten minutes are over. */
export const holds = (hand: Hand | undefined, officer: string, fence: number): boolean =>
  hand !== undefined && hand.holder === officer && hand.fence === fence

/** True where another may take it. */
export const isFree = ({ holder, expiresAt }: Hand, now: number): boolean =>
  holder === null || expiresAt === null || expiresAt <= now

/** Nobody's: what is left of a lease that was given back. The fence stays, and counts on from there. */
export const NO_HAND = { holder: null, task: null, takenAt: null, expiresAt: null }
