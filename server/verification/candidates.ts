import { checkDigit } from '../applications/number.ts'
import type { FrozenApplication } from '../protocol/recruitment.ts'

/** How an approved applicant becomes a candidate. Pure (VC16). */

/** '26' + seven digits + a check digit: the year of the exam, the serial in it. */
export function candidateNumber(year: number, serial: number): string {
  const digits = `${String(year % 100).padStart(2, '0')}${String(serial).padStart(7, '0')}`
  return `${digits}${checkDigit(digits)}`
}

/** The serial in a number of ours, or null where the number is another's or was misread. */
export function serialOf(number: string, year: number): number | null {
  if (!/^\d{10}$/.test(number) || !number.startsWith(String(year % 100).padStart(2, '0'))) return null
  return checkDigit(number.slice(0, 9)) === number[9] ? Number(number.slice(2, 9)) : null
}

/** What the exam needs to know of her, from the copy that was submitted. */
export const candidateFacts = ({ person, draft }: FrozenApplication) => ({
  name: person.name,
  nik: person.nik,
  birthDate: draft.birthDate ?? null,
  gpa: draft.education?.gpa ?? null,
  accommodation: draft.disability?.accommodation ?? null,
})
