import { derive, hmac } from '../canonical.ts'

/** What the QR of a card says, and what a scanner or a person at the keyboard gave. Pure; rules DK12 and DK13. */
const MARK = 'SELEKSI1:'
const SIGNATURE_CHARS = 10

/** 60 bits are plenty: a forged card still needs the documents, and the desk refuses it in the open. */
const signature = (secret: Buffer, number: string): string =>
  hmac(derive(secret, 'card'), number).toString('base64url').slice(0, SIGNATURE_CHARS)

/** The text of a card's QR: `SELEKSI1:<number>:<signature>`. `secret` is that of the data folder. */
export const cardText = (secret: Buffer, number: string): string => `${MARK}${number}:${signature(secret, number)}`

/**
 * The number that was scanned or typed. 'forged' where it looks like our QR and is not signed by this data folder.
 * A keyboard scanner may add spaces or a line break around it.
 */
export function readCard(
  secret: Buffer,
  scanned: string,
): { number: string; scannedAs: 'signed' | 'number' } | 'forged' {
  const text = scanned.trim()
  if (text.slice(0, MARK.length).toUpperCase() !== MARK) return { number: text, scannedAs: 'number' }
  const end = text.lastIndexOf(':')
  const number = text.slice(MARK.length, Math.max(end, MARK.length))
  return number !== '' && text === cardText(secret, number) ? { number, scannedAs: 'signed' } : 'forged'
}

/** What people leave out or add when they type a number; `desk-view.ts` does the same to the stored ones. */
export const BETWEEN = [' ', '-', '.', '/', '_'] as const
export const bare = (number: string): string =>
  BETWEEN.reduce((text, sign) => text.replaceAll(sign, ''), number.replace(/\s/g, '')).toUpperCase()
