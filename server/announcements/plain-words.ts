/**
 * Words of people as the public may see them (AN2). Whatever escapes markup still lets signs through that turn the
 * direction of a line, hide letters in it or break a file's syntax; they carry no meaning in a vacancy.
 */
const STEERING = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029\uFFFE\uFFFF]/gu

/** One line of text. */
export const oneLine = (text: string): string =>
  text.normalize('NFC').replace(/\s+/gu, ' ').replace(STEERING, '').replace(/ {2,}/g, ' ').trim()

/** The paragraphs of a longer text. */
export const paragraphs = (text: string): string[] =>
  text
    .split(/\r\n|[\n\r\u2028\u2029]/)
    .map(oneLine)
    .filter((line) => line !== '')
