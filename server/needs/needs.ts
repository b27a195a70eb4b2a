import { BANDS, type Band, type Duty, type DutyPeriod, type Figure } from '../protocol/needs.ts'

/** Effective working minutes of a year where a year states none (1,250 hours). */
export const EFFECTIVE_MINUTES = 75_000

/** Working days, weeks and months of a year of 1,250 hours. */
const TIMES_A_YEAR: Record<DutyPeriod, bigint> = { day: 250n, week: 50n, month: 12n, year: 1n }

/** A decimal in ten-thousandths, and a product of two of them: no figure is ever rounded before the last. */
const DECIMALS = 4
const SCALE = 10n ** BigInt(DECIMALS)
const LOAD_SCALE = SCALE * SCALE

/** '7.5' or '7,5' in ten-thousandths; null for anything else. */
export function decimalOf(text: string): bigint | null {
  const read = /^(\d{1,9})(?:[.,](\d{1,4}))?$/.exec(text.trim())
  return read ? BigInt(read[1] as string) * SCALE + BigInt((read[2] ?? '').padEnd(DECIMALS, '0')) : null
}

/** Minutes of a year that a duty takes, exact (in `LOAD_SCALE`): volume × times a year × norm (ND1). */
export function dutyLoad({ volume, per, minutes }: Pick<Duty, 'volume' | 'per' | 'minutes'>): bigint {
  const [many, norm] = [decimalOf(volume), decimalOf(minutes)]
  if (many === null || norm === null) throw new Error(`bug: a duty of ${volume} × ${minutes} passed the check`)
  return many * TIMES_A_YEAR[per] * norm
}

export const loadOf = (duties: readonly Pick<Duty, 'volume' | 'per' | 'minutes'>[]): bigint =>
  duties.reduce((sum, duty) => sum + dutyLoad(duty), 0n)

/** A load as a decimal text of minutes, exact. */
export function loadWords(load: bigint): string {
  const rest = (load % LOAD_SCALE)
    .toString()
    .padStart(2 * DECIMALS, '0')
    .replace(/0+$/, '')
  return `${load / LOAD_SCALE}${rest === '' ? '' : `.${rest}`}`
}

/** People needed: load ÷ effective minutes, a half and more rounded up (ND2). */
export function needOf(load: bigint, effectiveMinutes: number): number {
  const one = BigInt(effectiveMinutes) * LOAD_SCALE
  return Number((2n * load + one) / (2n * one))
}

/** From so many per cent on, the band; A only above 100. */
const BAND_FROM: [Band, bigint][] = [
  ['B', 90n],
  ['C', 70n],
  ['D', 50n],
  ['E', 0n],
]

/** EJ = load ÷ (people in place × effective minutes), cut to four decimals, and its band by the exact ratio (ND3). */
export function efficiencyOf(
  load: bigint,
  inPlace: number,
  effectiveMinutes: number,
): { ej: string; band: Band } | null {
  if (inPlace === 0) return null
  const whole = BigInt(inPlace) * BigInt(effectiveMinutes) * LOAD_SCALE
  const cut = (load * SCALE) / whole
  const ej = `${cut / SCALE}.${(cut % SCALE).toString().padStart(DECIMALS, '0')}`
  if (load > whole) return { ej, band: 'A' }
  const band = BAND_FROM.find(([, from]) => load * 100n >= whole * from)?.[0] ?? (BANDS[4] as Band)
  return { ej, band }
}

/** What a unit lacks or has too many of, summed each by itself: a surplus here fills no lack there (ND4). */
export function totalsOf(rows: readonly { need: number; inPlace: number }[]): {
  need: number
  inPlace: number
  lacks: number
  surplus: number
} {
  const sum = (of: (row: { need: number; inPlace: number }) => number) => rows.reduce((all, row) => all + of(row), 0)
  return {
    need: sum((row) => row.need),
    inPlace: sum((row) => row.inPlace),
    lacks: sum((row) => Math.max(0, row.need - row.inPlace)),
    surplus: sum((row) => Math.max(0, row.inPlace - row.need)),
  }
}

/** Everything that a workload says, from its duties and the people in place. */
export function figureOf(duties: readonly Duty[], inPlace: number, effectiveMinutes: number): Figure {
  const load = loadOf(duties)
  const need = needOf(load, effectiveMinutes)
  return {
    ...{ effectiveMinutes, load: loadWords(load), need, inPlace, gap: inPlace - need },
    loads: duties.map((duty) => loadWords(dutyLoad(duty))),
    efficiency: efficiencyOf(load, inPlace, effectiveMinutes),
  }
}
