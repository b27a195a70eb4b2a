import { statfsSync, unlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check, together } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { DiskImage, lacksImages } from './image.ts'
import { lacksCompiler, SyncShim } from './shim.ts'
import { sleep } from './station.ts'

const STATIONS = 24
const PER_SECOND = 200
const SLOW_US = 400_000
const SLOW_MS = 4000
const MEGABYTES = 24

/** Each cycle: some syncs in a row fail with EIO. What was not synced may never be acknowledged, then or later. */
export const syncFails: Fault = {
  name: 'fsync-error',
  what: 'fsync of the database returns EIO, one to three times in a row (LD_PRELOAD)',
  expected: 'nothing is acknowledged that was not synced; the server goes on or is started again',
  cycles: { full: 40, quick: 2 },
  lacks: lacksCompiler,
  async run({ cycles, seed, folder, say }) {
    const shim = new SyncShim(folder)
    const hall = await Hall.open({
      ...{ folder: join(folder, 'hall'), stations: STATIONS, minutes: 30, seed },
      server: { env: shim.env },
    })
    let recoveryMs = 0
    let starts = 0
    try {
      await hall.start()
      hall.press(PER_SECOND)
      for (let done = 0; done < cycles; done++) {
        await hall.acks(STATIONS)
        await sleep(hall.chance.between(0, 200))
        const failed = shim.get('failed')
        const from = performance.now()
        shim.set('failNext', hall.chance.between(1, 3))
        await until(() => shim.get('failed') > failed || !hall.server.alive, 'a sync has failed')
        await until(() => shim.get('failNext') <= 0 || !hall.server.alive, 'all of them have failed')
        if (!hall.server.alive) {
          await hall.server.start()
          starts += 1
        } else if (hall.chance.percent(50)) {
          // What a failed sync left in memory must not be taken for stored by the next life either.
          await hall.server.end('SIGKILL')
          await hall.server.start()
          starts += 1
        }
        const back = performance.now()
        await until(() => hall.stations.some((one) => one.lastToldMs > back), 'an acknowledgement again')
        recoveryMs = Math.max(recoveryMs, performance.now() - from)
        if ((done + 1) % 10 === 0) say(`${done + 1} of ${cycles} failures`)
      }
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 30 })
      return {
        ...{ ...tally, breaches: [...tally.breaches, ...waiting] },
        ...{ cycles, recoveryMs, note: `${shim.get('failed')} syncs failed, ${starts} restarts among them` },
      }
    } finally {
      await hall.close('SIGKILL')
      shim.close()
    }
  },
}

/** Each cycle: four seconds in which every sync takes 0.4 s, and in half of them a SIGKILL while one waits. */
export const syncIsSlow: Fault = {
  name: 'fsync-slow',
  what: 'every fsync takes 0.4 s for 4 s (LD_PRELOAD); in every second cycle SIGKILL while one waits',
  expected: 'commits grow, nothing is acknowledged early, all of it arrives',
  cycles: { full: 20, quick: 2 },
  lacks: lacksCompiler,
  async run({ cycles, seed, folder, say }) {
    const shim = new SyncShim(folder)
    const hall = await Hall.open({
      ...{ folder: join(folder, 'hall'), stations: STATIONS, minutes: 30, seed },
      server: { env: shim.env },
    })
    let recoveryMs = 0
    try {
      await hall.start()
      hall.press(PER_SECOND)
      for (let done = 0; done < cycles; done++) {
        await hall.acks(STATIONS)
        shim.set('delayUs', SLOW_US)
        await sleep(SLOW_MS)
        const from = performance.now()
        if (done % 2 === 1) {
          await until(() => shim.get('inside') === 1, 'a sync waits')
          recoveryMs = Math.max(recoveryMs, await hall.killed(() => shim.set('delayUs', 0)))
        } else {
          shim.set('delayUs', 0)
          await until(() => hall.stations.every((one) => one.lastToldMs > from), 'everybody is acknowledged again')
          recoveryMs = Math.max(recoveryMs, performance.now() - from)
        }
        say(`${done + 1} of ${cycles} slow stretches`)
      }
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 30 })
      return { ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs }
    } finally {
      await hall.close('SIGKILL')
      shim.close()
    }
  },
}

/**
 * The disk is filled to the last block while people answer, stays full for some seconds, and is freed again; the server
 * is not restarted. In every second sitting the time of everybody ends while the disk is full.
 */
export const diskFull: Fault = {
  name: 'disk-full',
  what: 'data disk (ext4, 24 MB) filled while people answer, freed after 3 s, no restart',
  expected: 'what is acknowledged is stored; the rest waits at the stations and arrives once there is room',
  cycles: { full: 20, quick: 2 },
  lacks: lacksImages,
  async run({ cycles, seed, folder, say }) {
    const image = new DiskImage(join(folder, 'full'), MEGABYTES)
    const filler = join(image.path, 'filler')
    let hall: Hall | null = null
    let recoveryMs = 0
    let landed = 0
    try {
      hall = await Hall.open({
        ...{ folder: join(folder, 'hall'), data: join(image.path, 'data') },
        ...{ stations: STATIONS, minutes: 30, seed },
      })
      await hall.start()
      hall.press(PER_SECOND)
      for (let done = 0; done < cycles; done++) {
        await hall.acks(STATIONS)
        fill(filler, image.path)
        const before = hall.acknowledged
        await sleep(3000)
        landed += hall.acknowledged - before
        if (!hall.server.alive) throw new Error(`the server ended on a full disk: ${hall.server.said}`)
        const from = performance.now()
        unlinkSync(filler)
        const stations = hall.stations
        await until(() => stations.every((one) => one.lastToldMs > from), 'everybody is acknowledged again')
        recoveryMs = Math.max(recoveryMs, performance.now() - from)
        say(`${done + 1} of ${cycles} times full`)
      }
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 30 })
      return {
        ...{ ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs },
        note: `${landed} answers were acknowledged while the disk was full`,
      }
    } finally {
      await hall?.close('SIGKILL')
      image.remove()
    }
  },
}

/** The disk is full when everybody's time ends: what was answered in time and could not be stored is the question. */
export const diskFullAtEnd: Fault = {
  name: 'disk-full-at-deadline',
  what: 'data disk full from 12 s before the deadline until 8 s after it',
  expected: 'answers given in time are not lost to the clock because the server could not store them',
  cycles: { full: 3, quick: 1 },
  lacks: lacksImages,
  async run({ cycles, seed, folder, say }) {
    const tallies = []
    const notes = []
    for (let done = 0; done < cycles; done++) {
      const image = new DiskImage(join(folder, `end-${done}`), MEGABYTES)
      const filler = join(image.path, 'filler')
      let hall: Hall | null = null
      try {
        hall = await Hall.open({
          ...{ folder: join(folder, `hall-${done}`), data: join(image.path, 'data') },
          ...{ stations: STATIONS, minutes: 1, seed: seed + done },
        })
        await hall.start()
        const started = performance.now()
        hall.press(PER_SECOND)
        await sleep(48_000)
        fill(filler, image.path)
        // The hand goes on to the end of her time by her own watch.
        await sleep(Math.max(0, 59_000 - (performance.now() - started)))
        hall.release()
        await sleep(9000)
        unlinkSync(filler)
        const { stations } = hall
        await until(
          () => stations.every((one) => one.phase === 'finished' && one.waiting === 0),
          'all is over',
          120_000,
        )
        const late = stations
          .flatMap(({ book }) => book)
          .filter(({ told }) => told && !['no', 'unknown'].includes(told.late))
        const waiting = await hall.settled()
        await hall.close()
        const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 1 })
        const unfair =
          late.length > 0 ? [`I3 ${late.length} answers given before the deadline were put aside as late`] : []
        tallies.push({ ...tally, breaches: [...tally.breaches, ...waiting, ...unfair] })
        notes.push(late.length)
        say(`${done + 1} of ${cycles}: ${late.length} late`)
      } finally {
        await hall?.close('SIGKILL')
        image.remove()
      }
    }
    return {
      ...together(tallies),
      cycles,
      recoveryMs: null,
      note: `answers given in time but counted late: ${notes.join(', ')}`,
    }
  },
}

/** To the last block: a big piece, then smaller ones until nothing more goes in. */
function fill(file: string, disk: string): void {
  let parts = 0
  for (let size = statfsSync(disk).bavail * statfsSync(disk).bsize; size >= 1024; ) {
    try {
      writeFileSync(file, Buffer.alloc(size), { flag: 'a' })
      parts += 1
      size = statfsSync(disk).bavail * statfsSync(disk).bsize
      if (parts > 200) return
    } catch {
      size = Math.floor(size / 2)
    }
  }
}
