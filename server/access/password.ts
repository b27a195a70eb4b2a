import { randomInt } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'

/** OWASP's argon2id settings: 19 MiB, 2 passes. About 10 ms here. */
const SETTINGS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
export const PASSWORD_LENGTH_MIN = 10

export const hashPassword = (password: string): Promise<string> => hash(password, SETTINGS)

/** A hash of nothing anyone knows: a wrong user name costs the same time as a wrong password. */
const NOBODY = hash('seleksi nobody', SETTINGS)

/** True when the password is right. `stored` null (no such account) takes as long and is false. */
export async function passwordMatches(stored: string | null, password: string): Promise<boolean> {
  const right = await verify(stored ?? (await NOBODY), password)
  return right && stored !== null
}

// Without letters and digits that are mistaken for one another when read aloud or written by hand.
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** A password to show once: four groups of four, 79 bits. */
export function inventPassword(): string {
  const group = () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
  return [group(), group(), group(), group()].join('-')
}

/** Six digits for an exam card, from the system's generator without modulo bias. */
export const inventPin = (): string => String(randomInt(1_000_000)).padStart(6, '0')
