/** The mark that a figure should reach. A bench prints it and judges nothing: the machine may have had neighbours. */
export interface Mark {
  atLeast?: number
  atMost?: number
}
export type Say = (what: string, value: number, unit: string, mark?: Mark) => void

/** One line: the figure, and beside it the mark where there is one. */
export function line(what: string, value: number, unit: string, mark: Mark = {}): string {
  const figure = `${what.padEnd(62)} ${rounded(value).padStart(9)} ${unit}`
  const { atLeast, atMost } = mark
  if (atLeast === undefined && atMost === undefined) return figure
  const met = (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost)
  const wanted = atLeast === undefined ? `at most ${atMost}` : `at least ${atLeast}`
  return `${figure.padEnd(78)} ${met ? 'met' : 'NOT MET'}: ${wanted}`
}

const rounded = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : value.toFixed(Math.abs(value) < 10 ? 2 : 1)
