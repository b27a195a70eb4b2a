import { join } from 'node:path'
import { check, together } from './check.ts'
import type { Fault, Outcome, Turn } from './fault.ts'
import { Hall } from './hall.ts'
import { sleep } from './station.ts'

const STATIONS = 24
const PER_SECOND = 400
const MINUTES = 1

/**
 * The server dies in mid-write, again and again within one sitting, on the same folder; the kills go on across the
 * deadline. With one minute of working time each sitting is fought to its end.
 */
export const sigkill: Fault = {
  name: 'server-sigkill',
  what: 'SIGKILL of the server at a random moment under load',
  expected: 'back in seconds; the outage is credited; every acknowledged entry is there once',
  cycles: { full: 500, quick: 4 },
  run: (turn) => killed(turn, { stations: STATIONS, perSecond: PER_SECOND }),
}

export async function killed(
  { cycles, seed, folder, say }: Turn,
  { stations, perSecond }: { stations: number; perSecond: number },
): Promise<Outcome> {
  const tallies = []
  let done = 0
  let recoveryMs = 0
  for (let sitting = 0; done < cycles; sitting += 1) {
    const hall = await Hall.open({
      folder: join(folder, `sitting-${sitting}`),
      ...{ stations, minutes: MINUTES, seed: seed + sitting },
    })
    try {
      await hall.start()
      hall.press(perSecond)
      while (done < cycles && !hall.over) {
        await hall.acks(stations / 2)
        // Mostly after everybody is at work again; sometimes while the last outage is still being held.
        if (hall.chance.percent(80)) await hall.shown()
        // Anywhere within a group commit, a heartbeat of the clock or a sweep.
        await sleep(hall.chance.between(0, 400))
        if (hall.over) break
        recoveryMs = Math.max(recoveryMs, await hall.killed())
        done += 1
        if (done % 25 === 0) say(`${done} of ${cycles} kills, ${hall.acknowledged} acknowledged in this sitting`)
      }
      const waiting = await hall.settled()
      await hall.close('SIGKILL')
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: MINUTES, without: ['I6'] })
      tallies.push({ ...tally, breaches: [...tally.breaches, ...waiting] })
    } finally {
      await hall.close('SIGKILL')
    }
  }
  return { ...together(tallies), cycles: done, recoveryMs }
}
