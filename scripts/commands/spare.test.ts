import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { openSqlite } from '../../server/db/sqlite.ts'
import { readLog } from '../../server/delivery/attempt-store.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import { eventOf } from '../../server/delivery/event-log.ts'
import { seleksi, startServer, temporaryFolder } from '../browser/hall.ts'
import { prepareRoom, ROOM_PASSWORD } from '../room/prepared-room.ts'
import { order } from '../room/room-load.ts'
import { StaffClient } from '../room/staff-client.ts'
import { StationClient } from '../room/station-client.ts'
import { type Flags, Stop } from './command.ts'
import { spareCommands } from './spare.ts'

const ROOT = resolve(import.meta.dirname, '../..')
const STATIONS = 6
const folder = temporaryFolder()
const running: ChildProcess[] = []
afterAll(() => {
  for (const child of running) if (child.exitCode === null) child.kill('SIGKILL')
  folder.remove()
})

/** A command that goes on, with what it printed so far. */
function going(...args: string[]) {
  const child = spawn(process.execPath, ['scripts/seleksi.ts', ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  running.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const until = async (words: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = words.exec(said)
      if (found) return found
      if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}: ${said}`)
      await new Promise((done) => setTimeout(done, 20))
    }
  }
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  return {
    until,
    ended,
    kill: () => child.kill('SIGTERM'),
    signal: (name: NodeJS.Signals) => child.kill(name),
    said: () => said,
  }
}

it('[SP1] [SP5] [SP6] a main that is killed and wiped in mid-load: the spare has every acknowledged answer and goes on', async () => {
  const [main, spare] = [join(folder.path, 'main'), join(folder.path, 'spare')]
  const { sitting, cards } = await prepareRoom(main, STATIONS, 20)
  const code = (await seleksi(main, 'spare', 'invite')).trim()
  const server = await startServer(main)
  const staff = await StaffClient.signIn(server.url, 'ketua', ROOM_PASSWORD)
  await order(staff, sitting, 'open')
  const follower = going('spare', 'follow', '--of', server.url, '--data', spare, '--code', code)
  await follower.until(/MENGIKUTI/)

  const stations = cards.map((card, at) => new StationClient(server.url, card, `station-${at}`))
  for (const station of stations) await station.enter()
  await order(staff, sitting, 'start')
  for (const station of stations) await station.connect()
  let alive = true
  const load = stations.map(async (station) => {
    // The first answer that is not acknowledged ends it: the server is dead.
    for (let n = 0; alive; n += 1) await station.answer(n % 30, n % 4).catch(() => (alive = false))
  })
  while (stations.some((station) => station.acked.length < 15)) await new Promise((done) => setTimeout(done, 10))
  await server.kill()
  const died = performance.now()
  for (const station of stations) station.unplug()
  await Promise.all(load)
  const mainPort = server.port
  rmSync(main, { recursive: true })

  const taking = going('spare', 'take-over', '--data', spare, '--port', String(mainPort))
  await taking.until(/siap di/)
  expect(await follower.ended).toBe(0)
  // The same address: the same cookies open the same exam.
  const [first] = stations as [StationClient]
  await first.connect()
  await first.answer(0, 1)
  const seconds = (performance.now() - died) / 1000
  process.stdout.write(`  spare: ${seconds.toFixed(1)} s from SIGKILL to its first acknowledgement (mark: 60 s)\n`)

  const known = openSqlite(join(spare, 'seleksi.sqlite'))
  for (const station of stations) {
    const card = cards[stations.indexOf(station)]
    const log = await readLog({ store: known }, attemptIdOf(sitting, card?.candidate ?? ''))
    const there = new Set(log.map((row) => `${row.source}/${row.sourceSeq}`))
    expect(station.acked.filter(({ n }) => !there.has(`${station.source}/${n}`))).toEqual([])
    expect(log.filter((row) => eventOf(row).event.kind === 'held').length).toBeGreaterThan(0)
  }
  await known.close()
  expect(taking.said()).toContain('semua rantai utuh')
  taking.kill()
  await taking.ended
}, 240_000)

it('[SP3] [SP6] a spare that freezes, a planned take-over, and the way back', async () => {
  const [main, spare] = [join(folder.path, 'utama'), join(folder.path, 'beku')]
  const { sitting, cards } = await prepareRoom(main, 2, 20)
  const code = (await seleksi(main, 'spare', 'invite')).trim()
  const server = await startServer(main)
  const staff = await StaffClient.signIn(server.url, 'ketua', ROOM_PASSWORD)
  await order(staff, sitting, 'open')
  const follower = going('spare', 'follow', '--of', server.url, '--data', spare, '--code', code)
  await follower.until(/MENGIKUTI/)
  const stations = cards.map((card, at) => new StationClient(server.url, card, `station-${at}`))
  for (const station of stations) await station.enter()
  await order(staff, sitting, 'start')
  const [one, two] = stations as [StationClient, StationClient]
  await one.answer(0, 1)

  // Frozen on an open line: its connection stays, its word does not come.
  follower.signal('SIGSTOP')
  const waited = await two.answer(0, 1)
  expect(waited).toBeGreaterThan(500)
  expect(waited).toBeLessThan(10_000)
  expect(await one.answer(1, 2)).toBeLessThan(3000)
  expect(await seleksi(main, 'spare', 'status')).toContain('TIDAK ADA')
  follower.signal('SIGCONT')
  while (!(await seleksi(main, 'spare', 'status')).includes('mengikuti'))
    await new Promise((done) => setTimeout(done, 100))
  await one.answer(2, 3)

  const taking = going('spare', 'take-over', '--data', spare, '--port', '0', '--planned')
  await taking.until(/siap di/)
  expect(await follower.ended).toBe(0)
  expect(await server.ended).toBe(0)
  for (const station of stations) station.unplug()
  const known = openSqlite(join(spare, 'seleksi.sqlite'))
  for (const [at, station] of stations.entries()) {
    const log = await readLog({ store: known }, attemptIdOf(sitting, cards[at]?.candidate ?? ''))
    const there = new Set(log.map((row) => `${row.source}/${row.sourceSeq}`))
    expect(station.acked.length).toBeGreaterThan(0)
    expect(station.acked.filter(({ n }) => !there.has(`${station.source}/${n}`))).toEqual([])
  }
  await known.close()

  // The old main does not serve again by mistake, and does when a person says so.
  await expect(startServer(main)).rejects.toThrow()
  expect(await seleksi(main, 'spare', 'unfence')).toContain('jalur 3')
  taking.kill()
  await taking.ended
  const again = await startServer(main)
  await again.kill()
}, 240_000)

it('[SP4] tells in a sentence what is missing or wrong, and makes nothing', async () => {
  const data = join(folder.path, 'lain')
  const told = async (name: string, flags: Flags) => {
    const command = spareCommands[name]
    if (command?.needs !== 'files') throw new Error(`no command ${name} of files`)
    const said = { json: false, print: () => {}, note: () => {} }
    return await Promise.resolve(command.run({ names: [], flags: { data, ...flags }, ...said })).then(
      () => 'done',
      (error: unknown) => (error instanceof Stop ? error.message : `bug: ${String(error)}`),
    )
  }
  expect(await told('spare follow', { of: 'http://127.0.0.1:1', code: 'salah' })).toContain('kode itu salah tulis')
  expect(await told('spare follow', { of: 'ftp://x', code: 'salah' })).toContain('--of http://')
  expect(await told('spare follow', { of: 'http://127.0.0.1:1' })).toContain('pertama kali perlu kode pasangan')
  expect(await told('spare take-over', {})).toContain('bukan folder cadangan')
  expect(existsSync(data)).toBe(false)
})
