import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { check } from './check.ts'
import type { Fault } from './fault.ts'
import { Hall } from './hall.ts'
import { sleep } from './station.ts'

const STATIONS = 16
const PER_SECOND = 100
const OFFSETS_S = [3600, -3600, 86_400, -86_400, 0]
const LIBRARIES = ['x86_64', 'aarch64'].map((arch) => `/usr/lib/${arch}-linux-gnu/faketime/libfaketimeMT.so.1`)
const library = () => LIBRARIES.find((path) => existsSync(path)) ?? null

/** The wall clock of the server jumps by hours and days while everybody works, and again across a restart. */
export const clockJumps: Fault = {
  name: 'wall-clock-jumps',
  what: 'wall clock of the server ±1 h and ±1 d (libfaketime), while people work and across a SIGKILL; to the end',
  expected: 'deadlines are made of the exam clock: nobody gains or loses a second',
  cycles: { full: 24, quick: 2 },
  lacks: () => (library() ? null : 'libfaketime is not installed (apt-get install libfaketime)'),
  async run({ cycles, seed, folder, say }) {
    const rate = join(folder, 'faketime')
    const set = (seconds: number) => writeFileSync(rate, `${seconds < 0 ? '' : '+'}${seconds}\n`)
    set(0)
    const hall = await Hall.open({
      ...{ folder: join(folder, 'hall'), stations: STATIONS, minutes: 1, seed },
      server: {
        env: {
          ...{ LD_PRELOAD: library() as string, FAKETIME_TIMESTAMP_FILE: rate, FAKETIME_NO_CACHE: '1' },
          FAKETIME_DONT_FAKE_MONOTONIC: '1',
        },
      },
    })
    let recoveryMs = 0
    let done = 0
    try {
      await hall.start()
      hall.press(PER_SECOND)
      while (done < cycles && !hall.over) {
        await hall.acks(STATIONS)
        set(hall.chance.pick(OFFSETS_S))
        await hall.acks(STATIONS)
        if (done % 2 === 1 && !hall.over) {
          recoveryMs = Math.max(
            recoveryMs,
            await hall.killed(() => {
              set(hall.chance.pick(OFFSETS_S))
            }),
          )
        }
        done += 1
        await sleep(500)
      }
      // To the end of the time: that is where a clock that jumped would show.
      const patience = performance.now() + 180_000
      while (!hall.over && performance.now() < patience) await sleep(250)
      say(`${done} jumps, ${hall.over ? 'all finished by the exam clock' : 'not over'}`)
      const waiting = await hall.settled()
      await hall.close()
      const tally = await check(hall.data, hall.room, hall.sats(), { minutes: 1, wallJumped: true })
      const end = hall.over ? [] : ['A11 the time of everybody should be over']
      return { ...tally, breaches: [...tally.breaches, ...waiting, ...end], cycles: done, recoveryMs }
    } finally {
      await hall.close('SIGKILL')
    }
  },
}
