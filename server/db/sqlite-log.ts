import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { FRAME_HEADER, WAL_HEADER } from './sqlite-live.ts'

/** A write-ahead log that was damaged after it had been synced. */
export interface DamagedLog {
  /** Byte of the file where the damaged frame begins. */
  at: number
  /** Commits before it: what SQLite would keep. */
  kept: number
  /** Commits from there on: what it would drop without a word. */
  lost: number
}

/** The last four bytes of the first word say in which order of bytes the checksums are reckoned. */
const MAGIC = 0x377f0682
const BIG_ENDIAN = 1
const USUAL_PAGE = 4096

/**
 * Looks whether a closed database's log is torn or damaged (sqlite.org/walformat.html 4). SQLite takes a log up to the
 * first frame whose checksum is wrong, and calls all of it that follows unwritten. That is right for the transaction that
 * a crash interrupted, and only for the last: each was synced before the next began. Where whole commits of the same
 * log follow a wrong frame, a disk has changed what was acknowledged. A wrong frame's own stored checksum is what the
 * frames after it go on from, so that they can be told from leavings.
 * @returns null where there is no log, or it ends as a crash may end it.
 */
export function damageOf(wal: string): DamagedLog | null {
  if (!existsSync(wal)) return null
  const file = openSync(wal, 'r')
  try {
    const { size } = fstatSync(file)
    const header = Buffer.alloc(WAL_HEADER)
    if (size < WAL_HEADER || readSync(file, header, 0, WAL_HEADER, 0) < WAL_HEADER) return null
    return walk(file, header, size)
  } finally {
    closeSync(file)
  }
}

function walk(file: number, header: Buffer, size: number): DamagedLog | null {
  // Byte by byte, for any of them may be the wrong one: the order of bytes is that of the machine, nearly always little.
  const big = header.readUInt32BE(0) === MAGIC + BIG_ENDIAN
  const page = header.readUInt32BE(8)
  const pageSize = page >= 512 && page <= 65_536 && (page & (page - 1)) === 0 ? page : USUAL_PAGE
  const step = FRAME_HEADER + pageSize
  const begun: Sum = [header.readUInt32BE(24), header.readUInt32BE(28)]
  // It is a sector of its own, written and synced before the first frame: a crash leaves the old one or the new one.
  const headed = header.readUInt32BE(0) >>> 1 === MAGIC >>> 1 && same(begun, checksum(header, [0, 0], big, 0, 24))
  let salt = headed ? Buffer.from(header.subarray(16, 24)) : null
  const frame = Buffer.alloc(step)
  /** What the next frame may go on from. */
  let sums: Sum[] = headed ? [begun] : []
  let kept = 0
  let wrong: number | null = headed ? null : 0
  /** Commits that end at or after what is wrong; the transaction that it is part of is the first. */
  let after = 0
  for (let at = WAL_HEADER; at + step <= size; at += step) {
    readSync(file, frame, 0, step, at)
    salt ??= Buffer.from(frame.subarray(8, 16))
    const stored: Sum = [frame.readUInt32BE(16), frame.readUInt32BE(20)]
    const reckoned = sums.map((sum) => checksum(frame, checksum(frame, sum, big, 0, 8), big, FRAME_HEADER, step))
    const follows = frame.compare(salt, 0, 8, 8, 16) === 0 && reckoned.some((sum) => same(stored, sum))
    const commits = frame.readUInt32BE(4) !== 0
    if (follows) {
      if (commits && wrong === null) kept += 1
      else if (commits) after += 1
    } else if (wrong === null || (wrong === 0 && at === WAL_HEADER)) {
      wrong ??= at
      // Where the wrong byte is the one that says so, one commit fewer is told.
      if (commits) after += 1
    } else break
    // After a wrong frame, what it says its checksum is or what it must be: one of the two is unhurt.
    sums = follows ? [stored] : [stored, ...reckoned]
  }
  // Its own transaction may be the one that a crash interrupted; a commit behind that one cannot.
  return wrong !== null && after > 1 ? { at: wrong, kept, lost: after } : null
}

type Sum = [number, number]
const same = (a: Sum, b: Sum): boolean => a[0] === b[0] && a[1] === b[1]

function checksum(bytes: Buffer, [a, b]: Sum, big: boolean, from: number, to: number): Sum {
  let s0 = a
  let s1 = b
  for (let at = from; at < to; at += 8) {
    const first = big ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)
    const second = big ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4)
    s0 = (s0 + first + s1) >>> 0
    s1 = (s1 + second + s0) >>> 0
  }
  return [s0, s1]
}
