/** Numbers of applications that can be read over the telephone: '26-000123-4'. Pure; rule AP6. */

/** H. Michael Damm's quasigroup of order 10: finds every wrong digit and every two that changed places. */
const DAMM = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
]
export const checkDigit = (digits: string): string =>
  [...digits].reduce((interim, digit) => DAMM[Number(interim)]?.[Number(digit)] ?? '0', '0')

/** `year`: of the submission in WIB; `ordinal` from 1 on within it. */
export function applicationNumber(year: number, ordinal: number): string {
  const digits = `${String(year % 100).padStart(2, '0')}${String(ordinal).padStart(6, '0')}`
  return `${digits.slice(0, 2)}-${digits.slice(2)}-${checkDigit(digits)}`
}

/** The number as it is stored, from what somebody typed; null where the check digit says that it is another. */
export function readNumber(typed: string): string | null {
  const digits = typed.replace(/[\s.-]/g, '')
  if (!/^\d{9,}$/.test(digits) || checkDigit(digits) !== '0') return null
  return `${digits.slice(0, 2)}-${digits.slice(2, -1)}-${digits.slice(-1)}`
}

/** The ordinal in a stored number. */
export const ordinalOf = (number: string): number => Number(number.slice(3, -2))
