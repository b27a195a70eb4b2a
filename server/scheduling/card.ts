import { derive, hmac } from '../canonical.ts'

/** What the QR of a card says, and what a scanner or a person at the keyboard gave. Pure; rules CD2 and DK13. */
const MARK = 'SELEKSI2:'
/** Any mark of ours, also of a card that an earlier version printed: never read as a number. */
const OURS = /^SELEKSI\d+:/i
const SIGNATURE_CHARS = 10

/** 60 bits are plenty: a forged card still needs the documents, and the desk refuses it in the open. */
const signature = (secret: Buffer, number: string, version: number): string =>
  hmac(derive(secret, 'card'), `${number}\0${version}`).toString('base64url').slice(0, SIGNATURE_CHARS)

/** The text of a card's QR: `SELEKSI2:<number>:<version>:<signature>`. `secret` is that of the data folder. */
export const cardText = (secret: Buffer, number: string, version: number): string =>
  `${MARK}${number}:${version}:${signature(secret, number, version)}`

export type Scanned =
  | { number: string; scannedAs: 'signed'; version: number }
  | { number: string; scannedAs: 'number' }
  | 'forged'

/**
 * The number that was scanned or typed. 'forged' where it looks like our QR and is not signed by this data folder.
 * A keyboard scanner may add spaces or a line break around it.
 */
export function readCard(secret: Buffer, scanned: string): Scanned {
  const text = scanned.trim()
  if (!OURS.test(text)) return { number: text, scannedAs: 'number' }
  const [, number = '', digits = ''] = text.slice(MARK.length).match(/^(.+):([1-9]\d{0,8}):[^:]*$/) ?? []
  const version = Number(digits)
  return number !== '' && text === cardText(secret, number, version)
    ? { number, scannedAs: 'signed', version }
    : 'forged'
}

/** What people leave out or add when they type a number; `desk-view.ts` does the same to the stored ones. */
export const BETWEEN = [' ', '-', '.', '/', '_'] as const
export const bare = (number: string): string =>
  BETWEEN.reduce((text, sign) => text.replaceAll(sign, ''), number.replace(/\s/g, '')).toUpperCase()
