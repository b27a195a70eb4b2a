import type { RoomChange } from '../protocol/proctor.ts'
import { progressCount } from '../protocol/progress.ts'

/** So many changes are kept for consoles that were away: five minutes of a busy hall. */
export const CHANGES_MAX = 600
/** Past so many tiles the whole room is the shorter answer. */
const TILES_MAX = 10_000

/** In tiles; a line of progress is a tenth of one. */
const weight = (change: RoomChange | undefined): number =>
  change ? change.tiles.length + progressCount(change.progress) / 10 : 0

/** The last changes of a room, without gaps (P6). */
export class ChangeRing {
  #changes: RoomChange[] = []
  #tiles = 0

  push(change: RoomChange): void {
    this.#changes.push(change)
    this.#tiles += weight(change)
    while (this.#changes.length > CHANGES_MAX || (this.#tiles > TILES_MAX && this.#changes.length > 1))
      this.#tiles -= weight(this.#changes.shift())
  }

  /** What came after `version`, when the room stands at `now`; null where that is not known any more, or never was. */
  since(version: number, now: number): RoomChange[] | null {
    if (version === now) return []
    const first = this.#changes[0]?.version
    if (first === undefined || version < first - 1 || version > now) return null
    return this.#changes.filter((change) => change.version > version)
  }

  clear(): void {
    this.#changes = []
    this.#tiles = 0
  }
}
