import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Made-up people whose data can be found again wherever it lies. Nobody of them exists: each NIK, KK, telephone and
 * birth date is in the set, each mailbox and address holds her word.
 */
export class Canaries {
  readonly #numbers = new Map<string, string>()
  readonly #dates = new Map<string, string>()
  readonly #word: RegExp
  constructor(word: string) {
    this.#word = new RegExp(`${word}\\d{4}`, 'i')
  }

  add(person: { nik: string; kk: string; phone?: string; birthDate: string }): void {
    this.#numbers.set(person.nik, 'NIK')
    this.#numbers.set(person.kk, 'KK')
    if (person.phone) this.#numbers.set(person.phone.replace(/\D/g, ''), 'telephone')
    const [year, month, day] = person.birthDate.split('-')
    for (const written of [person.birthDate, `${day}-${month}-${year}`, `${day}/${month}/${year}`])
      this.#dates.set(written, 'birth date')
  }

  get size(): number {
    return this.#numbers.size
  }

  /** What of them is in these bytes: as text, as UTF-16, percent-encoded, hexadecimal, or in base64 of any of the first two. */
  find(bytes: Buffer): string[] {
    const found = new Set<string>()
    const text = bytes.toString('latin1')
    for (const [how, view] of viewsOf(text)) {
      for (const what of this.#inText(view)) found.add(`${what} as ${how}`)
    }
    return [...found]
  }

  *#inText(text: string): Generator<string> {
    if (this.#word.test(text)) yield 'mailbox or address'
    for (const [run] of text.matchAll(/\d{11,}/g))
      for (const length of [11, 12, 13, 16])
        for (let at = 0; at + length <= run.length; at += 1) {
          const what = this.#numbers.get(run.slice(at, at + length))
          if (what) yield what
        }
    for (const [date] of text.matchAll(/\d{4}-\d{2}-\d{2}|\d{2}[-/]\d{2}[-/]\d{4}/g)) {
      const what = this.#dates.get(date)
      if (what) yield what
    }
  }
}

function* viewsOf(text: string): Generator<[string, string]> {
  yield ['text', text]
  // Both byte orders: what stands between the signs is left out.
  yield ['UTF-16', text.replaceAll('\0', '')]
  if (text.includes('%')) yield ['percent', text.replace(/%([0-9a-fA-F]{2})/g, (_, hex) => signOf(hex))]
  for (const [run] of text.matchAll(/(?:[0-9a-fA-F]{2}){8,}/g)) yield ['hexadecimal', decoded(run, 'hex')]
  for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{12,}/g)) {
    // Where it begins within four signs is not known.
    for (let shift = 0; shift < 4; shift += 1) {
      const bytes = decoded(run.slice(shift), 'base64url')
      yield ['base64', bytes]
      if (bytes.includes('\0')) yield ['base64 of UTF-16', bytes.replaceAll('\0', '')]
    }
  }
}
const signOf = (hex: string) => String.fromCharCode(Number.parseInt(hex, 16))
const decoded = (run: string, encoding: 'hex' | 'base64url') => Buffer.from(run, encoding).toString('latin1')

/** Every file below a folder with its bytes. */
export function* filesBelow(folder: string): Generator<{ path: string; bytes: Buffer }> {
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true }))
    if (entry.isFile()) {
      const path = join(entry.parentPath, entry.name)
      yield { path, bytes: readFileSync(path) }
    }
}
