import { join } from 'node:path'
import { check, together } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall } from './hall.ts'
import { DiskImage, lacksImages } from './image.ts'
import { sleep } from './station.ts'

const STATIONS = 24
const PER_SECOND = 400
const MINUTES = 1
/** So long after the power went the server may still run on a disk that takes nothing: it must acknowledge nothing. */
const DEAD_DISK_MS = 300

/**
 * The power fails: the file system drops everything that was not synced (ioctl on ext4, a disk of its own), the process
 * lives a little longer on a dead disk, and dies. Then the disk is mounted anew and the server starts on what is left.
 */
export const powerCut: Fault = {
  name: 'power-cut',
  what: 'power of the server cut: ext4 shutdown without flushing, then SIGKILL, remount, restart',
  expected: 'every acknowledged entry was synced before it was acknowledged, so it is there',
  cycles: { full: 100, quick: 2 },
  lacks: lacksImages,
  async run({ cycles, seed, folder, say }) {
    const tallies = []
    let done = 0
    let recoveryMs = 0
    for (let sitting = 0; done < cycles; sitting += 1) {
      const image = new DiskImage(join(folder, `power-${sitting}`), 96)
      let hall: Hall | null = null
      try {
        hall = await Hall.open({
          ...{ folder: join(folder, `sitting-${sitting}`), data: join(image.path, 'data') },
          ...{ stations: STATIONS, minutes: MINUTES, seed: seed + sitting },
        })
        await hall.start()
        hall.press(PER_SECOND)
        while (done < cycles && !hall.over) {
          await hall.acks(STATIONS / 2)
          if (hall.chance.percent(80)) await hall.shown()
          await sleep(hall.chance.between(0, 400))
          if (hall.over) break
          image.cutPower()
          await sleep(hall.chance.between(0, DEAD_DISK_MS))
          recoveryMs = Math.max(recoveryMs, await hall.killed(() => image.powerUp()))
          done += 1
          if (done % 10 === 0) say(`${done} of ${cycles} cuts, ${hall.acknowledged} acknowledged in this sitting`)
        }
        const waiting = await hall.settled()
        await hall.close('SIGKILL')
        const tally = await check(hall.data, hall.room, hall.sats(), { minutes: MINUTES, without: ['I6'] })
        tallies.push({ ...tally, breaches: [...tally.breaches, ...waiting] })
      } finally {
        await hall?.close('SIGKILL')
        image.remove()
      }
    }
    return { ...together(tallies), cycles: done, recoveryMs }
  },
}
