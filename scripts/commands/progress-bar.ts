const CELLS = 30

/** '[##########····················]  33 %  330.000 dari 1.000.000' */
export function bar(done: number, of: number): string {
  const share = of === 0 ? 1 : Math.min(1, done / of)
  const full = Math.floor(share * CELLS)
  const figures = [done, of].map((n) => n.toLocaleString('id-ID')).join(' dari ')
  return `[${'#'.repeat(full)}${'·'.repeat(CELLS - full)}] ${String(Math.floor(share * 100)).padStart(3)} %  ${figures}`
}

/**
 * Shows how far a long piece of work is: one line that is drawn over itself on a terminal, and a line for each tenth
 * where the output goes to a file. `write` is stderr's, so that stdout stays clean.
 */
export class ProgressBar {
  readonly #write: (text: string) => void
  readonly #redraw: boolean
  #shown = -1

  constructor(write: (text: string) => void, redraw: boolean) {
    this.#write = write
    this.#redraw = redraw
  }

  step = (done: number, of: number): void => {
    const share = of === 0 ? 100 : Math.floor((done / of) * 100)
    const now = this.#redraw ? share : Math.floor(share / 10)
    if (now === this.#shown) return
    this.#shown = now
    this.#write(this.#redraw ? `\r${bar(done, of)}` : `${bar(done, of)}\n`)
  }

  /** The next line begins at the left again. */
  end(): void {
    if (this.#redraw && this.#shown >= 0) this.#write('\n')
  }
}
