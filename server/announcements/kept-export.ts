const BYTES_MAX = 24 * 1024 * 1024

/**
 * Files that were made, by what they were made from (AN11): asked for by a thousand people, made once; and one after
 * the other, so that a crawler that wants every poster costs the exams on this server no more than one.
 */
export class KeptFiles {
  readonly #files = new Map<string, Promise<Buffer>>()
  readonly #bytes = new Map<string, number>()
  readonly #bytesMax: number
  #total = 0
  #tail: Promise<unknown> = Promise.resolve()

  constructor(bytesMax = BYTES_MAX) {
    this.#bytesMax = bytesMax
  }

  get(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const known = this.#files.get(key)
    if (known) {
      // Put last: what nobody asks for goes first.
      this.#files.delete(key)
      this.#files.set(key, known)
      return known
    }
    const made = this.#tail.then(make)
    this.#tail = made.catch(() => {})
    this.#files.set(key, made)
    made.then(
      (file) => this.#keep(key, file.length),
      () => this.#files.delete(key),
    )
    return made
  }

  #keep(key: string, bytes: number): void {
    this.#bytes.set(key, bytes)
    this.#total += bytes
    for (const old of this.#files.keys()) {
      if (this.#total <= this.#bytesMax || old === key) return
      this.#total -= this.#bytes.get(old) ?? 0
      this.#bytes.delete(old)
      this.#files.delete(old)
    }
  }
}
