/**
 * Tells a keyboard scanner from a person. A scanner types a card's text within milliseconds and ends with Enter, wherever
 * the focus stands; without this its Enter would press the button of the person before (belongings deposited, photo
 * the same), who already left the desk.
 */
export interface Burst {
  text: string
  /** Monotonic ms of the last key. */
  at: number
  /** Largest gap between two keys so far. */
  slowest: number
}
export const NO_BURST: Burst = { text: '', at: 0, slowest: 0 }

/** No hand types a whole number with less between all keys; slow scanners need up to 40 ms. */
const GAP_MAX_MS = 60
/** Shorter than any card number, longer than a chord of keys. */
const LENGTH_LEAST = 6
const LENGTH_MAX = 300

/** Takes one key press. `scan` is what was read once its Enter came; then the Enter must reach nobody else. */
export function takeKey(burst: Burst, key: string, at: number): { burst: Burst; scan: string | null } {
  const gap = at - burst.at
  if (key === 'Enter') {
    const whole = burst.text.length >= LENGTH_LEAST && burst.slowest <= GAP_MAX_MS && gap <= GAP_MAX_MS
    return { burst: NO_BURST, scan: whole ? burst.text : null }
  }
  // Shift and the like come between the letters of a scanner too, and say nothing.
  if (key.length !== 1) return { burst: isModifier(key) ? { ...burst, at } : NO_BURST, scan: null }
  const goesOn = burst.text !== '' && gap <= GAP_MAX_MS && burst.text.length < LENGTH_MAX
  return goesOn
    ? { burst: { text: burst.text + key, at, slowest: Math.max(burst.slowest, gap) }, scan: null }
    : { burst: { text: key, at, slowest: 0 }, scan: null }
}

const isModifier = (key: string): boolean => key === 'Shift' || key === 'AltGraph' || key === 'CapsLock'

/** What the card says, cleared of what scanners add around it (spaces, line ends, control characters). */
export const tidyScan = (text: string): string =>
  [...text]
    .filter((sign) => sign >= ' ' && sign !== '\u007f')
    .join('')
    .trim()
    .slice(0, LENGTH_MAX)
