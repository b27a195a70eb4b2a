import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { join } from 'node:path'
import pino from 'pino'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { openSqlite } from '../db/sqlite.ts'
import type { Store } from '../db/store.ts'
import { readMeta, writeMeta } from '../meta-store.ts'
import type { Services } from '../services.ts'
import { temporaryFolder } from '../testing/test-app.ts'
import { type Following, follow } from './follow-job.ts'
import { inviteSpare, keepSpareState } from './invite-store.ts'
import { copyFolder, Mirror, readSpareFile, writeSpareFile } from './mirror-store.ts'
import { keyOf } from './pairing.ts'
import { SpareLink } from './spare-socket.ts'
import { storeWithSpare } from './spare-writer.ts'
import { TakeOverProblem, takeOver } from './take-over-store.ts'

const SECRET = Buffer.alloc(32, 7)
let ids = 0
const clock = { wall: () => Date.now(), exam: () => 0, keep: async () => {}, gaps: () => [] }

/** A main server without an exam: a database, the line, and a port. */
class Main {
  link = new SpareLink()
  database: string
  plain: Store
  services: Services
  http: Server = createServer()
  states: string[] = []
  fenced: number | null = null
  #sockets = new Set<{ destroy(): void }>()

  constructor(folder: string) {
    this.database = join(folder, 'seleksi.sqlite')
    this.plain = openSqlite(this.database)
    const store = storeWithSpare(this.plain, this.link)
    this.services = {
      store,
      clock,
      newId: () => `id-${++ids}`,
      secret: SECRET,
      log: pino({ level: 'silent' }),
    } as never
    this.http.on('connection', (socket) => this.#sockets.add(socket))
  }

  async listen(): Promise<string> {
    await this.link.attach(this.http, {
      ...{ services: this.services, database: this.database, settleFrames: 60 },
      fenced: ({ generation }) => {
        this.fenced = generation
      },
      changed: (state) => void this.states.push(state),
    })
    await new Promise<void>((done) => this.http.listen(0, '127.0.0.1', done))
    return `http://127.0.0.1:${(this.http.address() as AddressInfo).port}`
  }

  put = (name: string, value: string) => writeMeta(this.services, name, value)

  /** Every connection breaks; nothing is said. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy()
    this.#sockets.clear()
  }

  async close(): Promise<void> {
    await this.link.finish(false)
    this.cut()
    this.http.close()
    await this.plain.close()
  }
}

let main: Main
let of: string
let folder: string
const followers: Following[] = []
beforeEach(async () => {
  main = new Main(temporaryFolder())
  folder = temporaryFolder()
  for (let n = 0; n < 12; n += 1) await main.put(`dahulu-${n}`, 'x'.repeat(2000))
  of = await main.listen()
})
afterEach(async () => {
  for (const one of followers.splice(0)) one.stop()
  await main.close()
})

const begin = async (wait = true): Promise<Following> => {
  if (!readSpareFile(folder)) {
    const key = keyOf(await inviteSpare(main.services, 'uji', wait))?.toString('base64url') as string
    const nothing = { copy: null, wholeAt: null, bye: false, skewMs: 0, generation: 1, takenOverAt: null }
    writeSpareFile(folder, { ...nothing, of, key })
  }
  const one = follow(folder, { now: () => Date.now(), tell: () => {} })
  followers.push(one)
  return one
}
const until = async (true_: () => boolean) => {
  while (!true_()) await new Promise((done) => setTimeout(done, 5))
}
const following = (one: Following) => until(() => one.state === 'following' && main.link.state === 'following')
/** What the spare would serve, were the main dead now. Its folder is copied, so that it goes on following. */
async function atSpare(name: string): Promise<string | null> {
  const file = readSpareFile(folder)
  const from = copyFolder(folder, file?.copy ?? '')
  const look = temporaryFolder()
  for (const one of readdirSync(from)) writeFileSync(join(look, one), readFileSync(join(from, one)))
  const store = openSqlite(join(look, 'seleksi.sqlite'))
  const value = await readMeta({ store }, name)
  await store.close()
  return value
}

it('[SP1] a transaction is done when the spare’s disk has it', async () => {
  await following(await begin())
  for (let n = 0; n < 8; n += 1) {
    await main.put('jawaban', String(n))
    expect(await atSpare('jawaban')).toBe(String(n))
  }
})

it('[SP2] follows what another process commits, through many logs, without a new copy', async () => {
  await following(await begin())
  const { copy } = readSpareFile(folder) ?? {}
  const shell = openSqlite(main.database)
  const seen = new Set<string>()
  for (let round = 0; round < 3; round += 1) {
    for (let n = 0; n < 8; n += 1) await main.put(`isi-${round}-${n}`, 'y'.repeat(40_000))
    await writeMeta({ store: shell }, 'dari-shell', String(round))
    const salt = readFileSync(`${main.database}-wal`).toString('hex', 16, 24)
    seen.add(salt)
    // The next round begins another log: this one was ended in order.
    while (readFileSync(`${main.database}-wal`).toString('hex', 16, 24) === salt) {
      await new Promise((done) => setTimeout(done, 50))
      await writeMeta({ store: shell }, 'detik', String(Date.now()).padStart(40_000))
    }
  }
  expect(seen.size).toBe(3)
  await main.put('akhir', 'ya')
  expect(await atSpare('dari-shell')).toBe('2')
  expect(await atSpare('isi-0-0')).toHaveLength(40_000)
  expect(await atSpare('isi-2-7')).toHaveLength(40_000)
  expect(readSpareFile(folder)?.copy).toBe(copy)
  await shell.close()
})

it('[SP2] a cut line is taken up where it broke; a copy that was tampered with is made again', async () => {
  await following(await begin())
  const { copy } = readSpareFile(folder) ?? {}
  for (let round = 0; round < 2; round += 1) {
    main.cut()
    await main.put(`saat-putus-${round}`, 'ya')
    await until(() => main.link.state === 'following')
    await main.put('sesudah', String(round))
    expect(await atSpare(`saat-putus-${round}`)).toBe('ya')
  }
  expect(readSpareFile(folder)?.copy).toBe(copy)
  // The log is due to be ended while most of it is still on its way, and then the line breaks.
  const much = randomBytes(6_000_000).toString('hex')
  const before = statSync(`${main.database}-wal`).size
  await new Promise((done) => setTimeout(done, 1))
  const due = main.put('saat-log-penuh', much)
  while (statSync(`${main.database}-wal`).size === before) await Promise.resolve()
  setTimeout(() => main.cut(), 140)
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
  await due
  await main.put('tanpa-cadangan', 'ya')
  await until(() => main.link.state === 'following')
  await main.put('sesudah', 'penuh')
  expect(await atSpare('saat-log-penuh')).toBe(much)
  expect(readSpareFile(folder)?.copy).toBe(copy)
  for (let n = 0; n < 8; n += 1) await main.put(`penuh-${n}`, 'z'.repeat(40_000))
  const file = join(copyFolder(folder, copy ?? ''), 'seleksi.sqlite')
  await until(() => readFileSync(file).includes('z'.repeat(4000)))
  // One byte of a page that nobody writes again: only the comparison of stretches can see it.
  const hurt = readFileSync(file)
  hurt[hurt.indexOf('z'.repeat(4000)) + 9] = 0
  writeFileSync(file, hurt)
  for (let n = 0; readSpareFile(folder)?.copy === copy; n += 1) {
    await main.put(`lagi-${n}`, 'w'.repeat(100_000))
    await new Promise((done) => setTimeout(done, 20))
  }
  await until(() => main.link.state === 'following')
  await main.put('akhir', 'ya')
  expect(await atSpare('akhir')).toBe('ya')
})

it('[SP2] frames that do not follow from what is there are refused', () => {
  const place = { copy: 'a', pageSize: 4096, size: 4096, secret: SECRET }
  const mirror = new Mirror(folder, place)
  const frames = (from: number, to: number) => Buffer.alloc((from === 0 ? 32 : 0) + (to - from) * 4120)
  const log = { salt: '01', from: 0, to: 2, sum: '' }
  expect(mirror.writeLog({ ...log, from: 1, body: frames(1, 2) })).toBe(false)
  expect(mirror.writeLog({ ...log, body: frames(0, 2) })).toBe(true)
  expect(mirror.writeLog({ ...log, from: 3, to: 4, body: frames(3, 4) })).toBe(false)
  expect(mirror.writeLog({ ...log, from: 2, to: 3, body: frames(2, 4) })).toBe(false)
  expect(mirror.writeLog({ ...log, salt: '02', from: 2, to: 3, body: frames(2, 3) })).toBe(false)
  expect(mirror.writeLog({ ...log, from: 2, to: 3, body: frames(2, 3) })).toBe(true)
  mirror.close()
})

it('[SP3] a silent spare holds nobody up for ever, and catches up when it is back', async () => {
  const one = await begin()
  await following(one)
  // The machine freezes: its connection stays, its answers do not come.
  one.stop()
  followers.length = 0
  const deaf = connect({ port: Number(new URL(of).port), host: '127.0.0.1' })
  deaf.on('error', () => {})
  await until(() => main.link.state === 'alone')
  await main.put('sendiri', 'ya')
  expect(main.states).toEqual(['copying', 'following', 'alone'])
  await following(await begin())
  await main.put('lagi', 'ya')
  expect(await atSpare('sendiri')).toBe('ya')
  expect(await atSpare('lagi')).toBe('ya')
  deaf.destroy()
})

it('[SP4] another code is hung up on, and no invitation opens nothing', async () => {
  const stranger = temporaryFolder()
  const nothing = { copy: null, wholeAt: null, bye: false, skewMs: 0, generation: 1, takenOverAt: null }
  const said: string[] = []
  const ask = (key: Buffer) => {
    writeSpareFile(stranger, { ...nothing, of, key: key.toString('base64url') })
    followers.push(follow(stranger, { now: () => 0, tell: (_, __, why) => void said.push(why) }))
  }
  ask(Buffer.alloc(20, 1))
  await until(() => said.some((why) => why.includes('tidak mengundang')))
  const mine = keyOf(await inviteSpare(main.services, 'uji', true)) as Buffer
  await until(() => said.some((why) => why.includes('kode pasangan lain')))
  expect(readdirSync(stranger).filter((name) => name.startsWith('copy-'))).toEqual([])
  expect(main.link.state).toBe('alone')
  for (const one of followers.splice(0)) one.stop()
  ask(mine)
  await until(() => main.link.state === 'following')
})

it('[SP5] takes over what was committed, a generation higher; again where it was cut off', async () => {
  const one = await begin()
  await following(one)
  await main.put('jawaban', 'terakhir')
  one.stop()
  const services = { clock, newId: () => `id-${++ids}` }
  const taken = await takeOver(folder, 'uji', services)
  expect(taken.line).toMatchObject({ generation: 2, from: { how: 'take-over', generation: 1 } })
  expect(readdirSync(folder).sort()).toEqual(['secret.key', 'seleksi.sqlite', 'spare.json'])
  expect(readFileSync(join(folder, 'secret.key'))).toEqual(SECRET)
  const store = openSqlite(join(folder, 'seleksi.sqlite'))
  expect(await readMeta({ store }, 'jawaban')).toBe('terakhir')
  await store.close()
  expect((await takeOver(folder, 'uji', services)).line.generation).toBe(3)
})

it('[SP5] refuses a copy that never was whole, and a damaged one, and changes neither', async () => {
  const services = { clock, newId: () => `id-${++ids}` }
  await expect(takeOver(folder, 'uji', services)).rejects.toThrow('bukan folder cadangan')
  const nothing = { of, key: '', wholeAt: null, bye: false, skewMs: 0, generation: 1, takenOverAt: null }
  writeSpareFile(folder, { ...nothing, copy: null })
  await expect(takeOver(folder, 'uji', services)).rejects.toThrow('belum pernah lengkap')
  const mirror = new Mirror(folder, { copy: 'b', pageSize: 4096, size: 40_960, secret: SECRET })
  mirror.writeFile(0, readFileSync(main.database).subarray(0, 4096))
  mirror.writeFile(4096, Buffer.alloc(36_864, 0xff))
  mirror.seal()
  writeSpareFile(folder, { ...nothing, copy: 'b' })
  await expect(takeOver(folder, 'uji', services)).rejects.toThrow(TakeOverProblem)
  expect(readSpareFile(folder)?.takenOverAt).toBeNull()
})

it('[SP6] a newer line fences, an older one and the same do not', async () => {
  await main.put('x', '1')
  main.link.fencedBy({ generation: 1, epoch: 'sama' })
  await new Promise((done) => setTimeout(done, 20))
  expect(main.fenced).toBeNull()
  main.link.fencedBy({ generation: 2, epoch: 'baru' })
  await until(() => main.fenced !== null)
  expect(main.fenced).toBe(2)
  expect(JSON.parse((await readMeta(main.services, 'line')) ?? '{}')).toMatchObject({ fenced: { generation: 2 } })
  await keepSpareState(main.services, { state: 'alone', since: 0 })
})
