import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Chance } from '../simulation/chance.ts'
import { NOTHING } from './check.ts'
import type { Fault } from './fault.ts'
import { DiskImage, lacksImages } from './image.ts'
import { freePort, ServerProcess } from './server-process.ts'
import { sleep } from './station.ts'

/** The power goes in the first seconds of a new data folder: what was begun must be able to begin again. */
export const firstStart: Fault = {
  name: 'power-cut-first-start',
  what: 'power cut 0 to 3 s after the first start on an empty folder, then remount and restart',
  expected: 'the folder can be used: nothing in it is half written',
  cycles: { full: 12, quick: 2 },
  lacks: lacksImages,
  async run({ cycles, seed, folder }) {
    const chance = new Chance(seed, 'first start')
    const breaches: string[] = []
    let recoveryMs = 0
    for (let done = 0; done < cycles; done++) {
      const image = new DiskImage(join(folder, `first-${done}`), 48)
      const data = join(image.path, 'data')
      mkdirSync(data)
      const server = new ServerProcess({ data, port: await freePort() })
      try {
        await server.start()
        await sleep(chance.between(0, 3000))
        image.cutPower()
        const from = performance.now()
        await server.end('SIGKILL')
        await image.powerUp()
        await server.start()
        recoveryMs = Math.max(recoveryMs, performance.now() - from)
      } catch (error) {
        breaches.push(`cycle ${done + 1}: ${(error as Error).message.replaceAll('\n', ' ')}`)
      } finally {
        await server.end('SIGKILL')
        image.remove()
      }
    }
    return { ...NOTHING, breaches, cycles, recoveryMs }
  },
}
