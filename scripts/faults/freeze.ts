import { join } from 'node:path'
import { check } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall, until } from './hall.ts'
import { sleep } from './station.ts'

const STATIONS = 16
const PER_SECOND = 100
const SECONDS = [5, 15, 30, 90]

/** The server's process stands still and goes on, as a machine that is suspended or starved does. */
export const freeze: Fault = {
  name: 'server-sigstop',
  what: 'SIGSTOP of the server for 5, 15, 30 and 90 s, then SIGCONT, while people work; to the end',
  expected: 'the exam clock stood too: nobody lost that time; what waited arrives once',
  cycles: { full: 4, quick: 1 },
  async run({ cycles, seed, folder, say }) {
    const hall = await Hall.open({ folder: join(folder, 'hall'), stations: STATIONS, minutes: 1, seed })
    let recoveryMs = 0
    try {
      await hall.start()
      hall.press(PER_SECOND)
      for (let done = 0; done < cycles; done++) {
        await hall.acks(STATIONS)
        const seconds = SECONDS[done % SECONDS.length] as number
        const from = performance.now()
        hall.server.child?.kill('SIGSTOP')
        await sleep(seconds * 1000)
        hall.server.child?.kill('SIGCONT')
        const on = performance.now()
        hall.frozen.push({ from, to: on })
        await until(() => hall.over || hall.stations.every((one) => one.lastToldMs > on), 'everybody is acknowledged')
        recoveryMs = Math.max(recoveryMs, performance.now() - on)
        say(`stood still for ${seconds} s`)
      }
      await until(() => hall.over, 'everybody is finished by the clock', 150_000, 250)
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 1 })
      return { ...tally, breaches: [...tally.breaches, ...waiting], cycles, recoveryMs }
    } finally {
      await hall.close('SIGKILL')
    }
  },
}
