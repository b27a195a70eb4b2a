import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pino from 'pino'
import { STAFF_COOKIE, signInStaff } from '../access/sign-in-store.ts'
import { addStaff } from '../access/staff-store.ts'
import { type App, buildApp } from '../app.ts'
import { memoryBus } from '../bus/memory.ts'
import { openDataFolder } from '../data-folder.ts'
import type { Store } from '../db/store.ts'
import { welcomeOf } from '../demo/seed-demo.ts'
import type { StaffId } from '../protocol/ids.ts'
import { isRefusal, type Refusal } from '../protocol/refusals.ts'
import type { StaffRole } from '../protocol/roles.ts'
import type { Services } from '../services.ts'
import { afterEachFile } from './clean-up.ts'
import { type HandClock, handClock } from './hand-clock.ts'

/** The real app over a data folder of its own; nothing listens until a test asks for it. */
export interface TestApp extends App {
  services: Services
  clock: HandClock
  /** The data folder; its database is `seleksi.sqlite`. */
  folder: string
  database: string
  /** What was logged at level error: a test that expects no fault of ours looks here. */
  faults: string[]
  /** Listens on a free port and returns the origin, 'http://127.0.0.1:4711'. */
  listen(): Promise<string>
  /** A signed-in member of staff. */
  staff(role: StaffRole): Promise<Staff>
  close(): Promise<void>
}

export interface TestAppChoice {
  /** A folder that is there already, such as one a closed app left; default: a new one. */
  folder?: string
  /** Puts something between the app and its disk. */
  wrap?: (store: Store) => Store
  dist?: string
  /** Default: errors alone, kept in `faults`. */
  log?: Services['log']
  /** How long nobody served, where the folder was used before. */
  downMs?: number
}

const opened = new Set<TestApp>()
const folders = new Set<string>()
afterEachFile(async () => {
  for (const app of opened) await app.close()
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  folders.clear()
})

/** A folder that is gone when the test file is through. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'seleksi-test-'))
  folders.add(folder)
  return folder
}

export async function testApp(choice: TestAppChoice = {}): Promise<TestApp> {
  const folder = choice.folder ?? temporaryFolder()
  const { store: plain, secret, close } = openDataFolder(folder, { serve: true })
  const store = choice.wrap ? choice.wrap(plain) : plain
  const [kept] = await plain.read.select().from(plain.tables.examClock)
  const clock = handClock(plain, kept, choice.downMs)
  const faults: string[] = []
  const services: Services = {
    store,
    bus: memoryBus(),
    clock,
    newId: () => randomBytes(16).toString('base64url'),
    log: choice.log ?? pino({ level: 'error' }, { write: (line: string) => void faults.push(line) }),
    secret,
    config: {
      port: 0,
      host: '127.0.0.1',
      data: folder,
      dist: choice.dist ?? join(folder, 'no-dist'),
      organisation: 'Panitia Uji',
      origins: ['https://cat.example.go.id'],
      trustProxy: false,
      logLevel: 'error',
    },
    build: '0.0.0-test',
  }
  const app = await buildApp(
    services,
    () => welcomeOf(services),
    () => false,
  )
  let staffMade = 0
  const made: TestApp = {
    ...app,
    services,
    clock,
    folder,
    database: join(folder, 'seleksi.sqlite'),
    faults,
    listen: () => app.http.listen({ port: 0, host: '127.0.0.1' }),
    async staff(role) {
      staffMade += 1
      const username = `${role}-${staffMade}`
      const row = must(await addStaff(services, 'test', { username, name: role, role, password: PASSWORD }))
      return new Staff(app, username, `${STAFF_COOKIE}=${await signInStaff(services, row.id as StaffId)}`)
    },
    async close() {
      if (!opened.delete(made)) return
      await app.http.close()
      await close()
    },
  }
  opened.add(made)
  return made
}

export const PASSWORD = 'kata sandi uji'

/** Somebody with a cookie. Every call answers with status and body, as the wire would. */
export class Staff {
  readonly username: string
  readonly cookie: string
  #app: App
  constructor(app: App, username: string, cookie: string) {
    this.#app = app
    this.username = username
    this.cookie = cookie
  }
  get = (url: string) => this.#call('GET', url)
  post = (url: string, body: object = {}) => this.#call('POST', url, body)

  async #call(method: 'GET' | 'POST', url: string, payload?: object) {
    const reply = await this.#app.http.inject({
      method,
      url,
      headers: { cookie: this.cookie },
      ...(payload && { payload }),
    })
    const json = String(reply.headers['content-type']).startsWith('application/json')
    return {
      status: reply.statusCode,
      body: json && reply.body !== '' ? reply.json() : reply.body,
      raw: reply.rawPayload,
    }
  }
}

/** The value; a refusal fails the test with its code. */
export function must<T>(value: T | Refusal): T {
  if (isRefusal(value)) throw new Error(`refused: ${JSON.stringify(value)}`)
  return value
}
