import type { Clock, Gap } from '../clock.ts'
import type { Store } from '../db/store.ts'
import type { ExamMs, WallMs } from '../protocol/ids.ts'

/** A clock that stands still until a test turns it. */
export interface HandClock extends Clock {
  /** Lets so many milliseconds pass, on both clocks. */
  pass(ms: number): void
  /** Sets the label on the wall only, as an operator or NTP would. */
  jumpWall(ms: number): void
}

/** 24 November 2026, 08.00 WIB. */
const EIGHT = Date.UTC(2026, 10, 24, 1)

/**
 * Begins at eight, or where the store left it; `downMs` later on the wall then, and the exam clock stood still: what
 * the real clock says after an outage.
 */
export function handClock(
  store: Pick<Store, 'tables'>,
  kept: { ms: ExamMs; wall: WallMs | null } = { ms: 0, wall: null },
  downMs = 0,
): HandClock {
  let wall: WallMs = (kept.wall ?? EIGHT) + downMs
  let mono = kept.ms
  let gaps: Gap[] =
    kept.wall === null ? [] : [{ cause: 'server', fromWall: kept.wall, untilWall: wall, examMs: kept.ms }]
  return {
    wall: () => wall,
    exam: () => mono,
    pass(ms) {
      wall += ms
      mono += ms
    },
    jumpWall(ms) {
      wall += ms
    },
    async keep(db) {
      await db.update(store.tables.examClock).set({ ms: mono, wall })
    },
    gaps() {
      const handed = gaps
      gaps = []
      return handed
    },
  }
}
