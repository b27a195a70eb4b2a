/**
 * How much of the disk is kept for the responses of the day, and what follows from how full the disk is. Pure; all
 * sizes in bytes.
 */
export const MB = 1024 * 1024

/** One row of the attempts' log on the disk with its key, measured over 50,000 answers: 317. */
export const ROW_BYTES = 320
/** Everybody answers, changes and flags each item once; and signals, holds, orders and the rest of the room. */
const ROWS_PER_ITEM = 3
const ROWS_PER_SEAT = 60
/** The database, its journal, a backup's log, and as much again. */
const TIMES = 4
const LEAST = 64 * MB
/** The reserve may not be what fills a small disk. */
const SHARE_MOST = 8
/** Given back and taken in steps of this; less on a small disk. */
const STEP = 16 * MB
/** Always free for the journal, which grows while a reader looks on. */
const FLOOR_MOST = 16 * MB

export interface PlannedSitting {
  seats: number
  items: number
}

export interface Disk {
  /** What the file system has, and what is free for us. */
  total: number
  free: number
}

export type DiskState = 'ample' | 'low' | 'full'

/** What the responses of these sittings can take at worst. */
export const worstCase = (sittings: readonly PlannedSitting[]): number =>
  sittings.reduce((sum, { seats, items }) => sum + seats * (items * ROWS_PER_ITEM + ROWS_PER_SEAT) * ROW_BYTES, 0)

/** The ballast that should lie there (HE1): four times the worst case, 64 MB at least, an eighth of the disk at most. */
export function wantedBallast(sittings: readonly PlannedSitting[], total: number): number {
  const wanted = Math.max(LEAST, TIMES * worstCase(sittings))
  return Math.floor(Math.min(wanted, total / SHARE_MOST))
}

export interface Decision {
  state: DiskState
  /** How large the ballast should be now. */
  hold: number
}

/**
 * Gives ballast back when hardly anything is free, takes it again when there is room for it and for others (HE2), and
 * says whether others may still write (HE3). `held` is the ballast that lies there; `was` keeps the state from
 * flickering at its edge.
 */
export function judge(disk: Disk, held: number, wanted: number, was: DiskState): Decision {
  const floor = floorOf(disk.total)
  const low = lowMark(disk.total)
  const step = stepOf(disk.total)
  if (disk.free < floor) {
    const missing = 2 * floor - disk.free
    const hold = Math.max(0, held - Math.ceil(missing / step) * step)
    return { state: held === 0 ? 'full' : 'low', hold }
  }
  const edge = was === 'ample' ? 1 : 1.25
  const state = disk.free < low * edge || disk.free + held < (wanted + low) * edge ? 'low' : 'ample'
  if (held >= wanted) return { state, hold: wanted }
  const room = disk.free - low * 1.25
  const more = Math.min(wanted - held, room)
  return { state, hold: more >= Math.min(step, wanted - held) ? Math.floor(held + more) : held }
}

/** Below this hardly anything is free. */
export const floorOf = (total: number): number => Math.min(FLOOR_MOST, Math.max(MB, Math.floor(total / 64)))
/** What is given back at once, of a disk of this size. */
export const stepOf = (total: number): number => Math.min(STEP, floorOf(total) * 2)
/** Below this much free, others are refused. */
export const lowMark = (total: number): number => Math.min(LEAST, floorOf(total) * 4)
