import { join } from 'node:path'
import { check, together } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { sleep } from './station.ts'

const PER_SECOND = 300
const MINUTES = 30
const BACK_MS = 180_000

const herd = (stations: number, cycles: Fault['cycles']): Fault => ({
  name: `restart-herd-${stations}`,
  what: `SIGKILL under ${stations} connected stations, all of which come back by themselves (full jitter, 0.15 to 2 s)`,
  expected: 'all back, no second crash, nothing lost, the outage credited to everybody',
  cycles,
  async run({ cycles: count, seed, folder, say }) {
    const hall = await Hall.open({ folder: join(folder, 'hall'), stations, perRoom: 50, minutes: MINUTES, seed })
    let recoveryMs = 0
    const first: number[] = []
    try {
      await hall.start()
      say(`${stations} stations at work`)
      hall.press(PER_SECOND)
      for (let done = 0; done < count; done++) {
        await hall.acks(stations / 10)
        await sleep(hall.chance.between(0, 500))
        const from = performance.now()
        first.push(await hall.killed())
        await until(() => hall.stations.every((one) => one.connected && one.lastBackMs > from), 'all are back', BACK_MS)
        recoveryMs = Math.max(recoveryMs, ...hall.stations.map((one) => one.lastBackMs - from))
        if (!hall.server.alive) throw new Error(`the server died again: ${hall.server.said}`)
        say(
          `${done + 1} of ${count}: first acknowledgement after ${first.at(-1)?.toFixed(0)} ms, all back after ${recoveryMs.toFixed(0)} ms`,
        )
      }
      const waiting = await hall.settled(60_000)
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: MINUTES })
      return {
        ...{ ...together([tally]), breaches: [...tally.breaches, ...waiting], cycles: count, recoveryMs },
        note: `first acknowledgement after ${first.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s; the recovery is the last station of all`,
      }
    } finally {
      await hall.close('SIGKILL')
    }
  },
})

export const herds: Fault[] = [
  herd(500, { full: 5, quick: 0 }),
  herd(2000, { full: 2, quick: 0 }),
  herd(5000, { full: 1, quick: 0 }),
  herd(200, { full: 5, quick: 1 }),
]
