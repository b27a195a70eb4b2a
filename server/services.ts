import type { FastifyBaseLogger } from 'fastify'
import type { Bus } from './bus/bus.ts'
import type { Clock } from './clock.ts'
import type { Config } from './config.ts'
import type { Store } from './db/store.ts'

/** What the features are given: the outside world, and nothing else of it. */
export interface Services {
  store: Store
  bus: Bus
  clock: Clock
  /** A new unguessable id, 128 bits. */
  newId: () => string
  log: FastifyBaseLogger
  /** 32 bytes of the data folder; use only through `derive`. */
  secret: Buffer
  config: Config
  /** What this server runs, e.g. '0.1.0'. */
  build: string
}
