import type { Clock } from '../clock.ts'
import type { Store } from '../db/store.ts'
import type { ExamMs, WallMs } from '../protocol/ids.ts'

/** A clock that stands still until a test turns it. */
export interface HandClock extends Clock {
  /** Lets so many milliseconds pass, on both clocks. */
  pass(ms: number): void
  /** Sets the label on the wall only, as an operator or NTP would. */
  jumpWall(ms: number): void
}

/** 24 November 2026, 08.00 WIB; the exam clock begins where the store left it. */
export function handClock(store: Pick<Store, 'tables'>, exam: ExamMs = 0): HandClock {
  let wall: WallMs = Date.UTC(2026, 10, 24, 1)
  let mono = exam
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
      await db.update(store.tables.examClock).set({ ms: mono })
    },
  }
}
