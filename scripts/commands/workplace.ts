import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import pino from 'pino'
import manifest from '../../package.json' with { type: 'json' }
import { memoryBus } from '../../server/bus/memory.ts'
import { examClock } from '../../server/clock.ts'
import { readConfig } from '../../server/config.ts'
import { openDataFolder } from '../../server/data-folder.ts'
import { Delivery } from '../../server/delivery/delivery.ts'
import { isRefusal, type Refusal, sentence } from '../../server/protocol/refusals.ts'
import { Scorer } from '../../server/results/score-store.ts'
import type { Services } from '../../server/services.ts'
import { type Flags, Stop } from './command.ts'

const ROOT = resolve(import.meta.dirname, '../..')
/** Who the audit trail names for what is done from a shell. */
export const ACTOR = 'cli'

export interface Workplace {
  services: Services
  delivery: Delivery
  scorer: Scorer
  close(): Promise<void>
}

/** Opens the data folder beside a server that may be running on it. */
export async function openWorkplace(data: Flags[string]): Promise<Workplace> {
  const reading = readConfig(
    { ...process.env, PORT: '0', ...(typeof data === 'string' ? { SELEKSI_DATA: data } : {}) },
    ROOT,
  )
  if (!reading.ok) throw new Stop(reading.problems.join('; '))
  const folder = openDataFolder(reading.config.data, { serve: false })
  const clock = await examClock(folder.store)
  const services: Services = {
    store: folder.store,
    bus: memoryBus(),
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    log: pino({ level: 'silent' }),
    secret: folder.secret,
    config: reading.config,
    build: manifest.version,
  }
  const delivery = new Delivery(services)
  return {
    services,
    delivery,
    scorer: new Scorer(services, delivery),
    async close() {
      clock.stop()
      await folder.close()
    },
  }
}

/** The value, or its refusal as the one line of this command. */
export function must<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Stop(sentence(value, 'id'))
  return value
}
