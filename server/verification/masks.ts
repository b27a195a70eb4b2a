import type { NameRule } from '../protocol/verification.ts'

/** What is shown of a person who need not be known. Pure. */

/** The same length for everybody, so that it tells nothing but its ends. */
export const maskedNik = (nik: string): string => `${nik.slice(0, 4)}••••••••••${nik.slice(-2)}`
export const maskedAddress = (address: string): string => `${address.slice(0, 3)}••••`
/** The year alone: the age is said beside it, and the day is on the card. */
export const maskedBirth = (birthDate: string): string => `••-••-${birthDate.slice(0, 4)}`

/** 'Sri Wahyuni' as 'S•• W••••••': enough for those who look for themselves. */
export const maskedName = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${[...word][0] ?? ''}${'•'.repeat(Math.min(6, Math.max(2, [...word].length - 1)))}`)
    .join(' ')

/** A name as the committee wants it on the public list (VC12). */
export const publicName = (name: string, rule: NameRule): string =>
  rule === 'full' ? name : rule === 'masked' ? maskedName(name) : ''
