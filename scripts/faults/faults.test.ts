import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Chance } from '../simulation/chance.ts'
import { FAULTS } from './all.ts'
import { check } from './check.ts'
import type { Outcome } from './fault.ts'
import { FrameReader, frameBytes, TEXT } from './frames.ts'
import { Hall } from './hall.ts'
import { FAIR, Proxy } from './proxy.ts'
import { type Result, tableText } from './table.ts'

/** The faults themselves run for hours by `npm run faults`; here it is shown that the tools bite. */
describe('the checker', () => {
  const folder = mkdtempSync(join(tmpdir(), 'seleksi-faults-test-'))
  let hall: Hall
  let proxy: Proxy

  beforeAll(async () => {
    hall = await Hall.open({ folder, stations: 4, minutes: 10, seed: 7 })
    const { port } = hall.server.settings
    proxy = await Proxy.open({ host: '127.0.0.1', port }, new Chance(7, 'weather'))
    for (const station of hall.stations) station.way = { origin: proxy.origin }
  }, 240_000)
  afterAll(async () => {
    await hall?.close('SIGKILL')
    await proxy?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('finds nothing after a SIGKILL in bad weather, and finds a single missing event', {
    timeout: 240_000,
  }, async () => {
    await hall.start()
    proxy.weather = { ...FAIR, drop: 5, duplicate: 30, reorder: 20, dropAck: 5, duplicateAck: 20 }
    hall.press(100)
    await hall.acks(30)
    await hall.killed()
    await hall.acks(20)
    proxy.weather = { ...FAIR }
    expect(await hall.settled()).toEqual([])
    await hall.close('SIGKILL')
    const sound = await check(hall.data, hall.room, hall.sats(), { minutes: 10 })
    expect(sound).toMatchObject({ lost: 0, repeated: 0, late: 0, breaches: [] })
    expect(sound.acknowledged).toBe(hall.acknowledged)
    expect(sound.acknowledged).toBeGreaterThanOrEqual(50)
    expect(proxy.happened.duplicated + proxy.happened.reordered + proxy.happened.dropped).toBeGreaterThan(0)

    const disk = new Database(join(hall.data, 'seleksi.sqlite'))
    disk.exec('DROP TRIGGER attempt_event_no_delete')
    disk.exec("DELETE FROM attempt_event WHERE rowid = (SELECT MAX(rowid) FROM attempt_event WHERE kind = 'answered')")
    disk.close()
    const robbed = await check(hall.data, hall.room, hall.sats(), { minutes: 10 })
    expect(robbed.lost).toBe(1)
    expect(robbed.breaches.some((one) => one.startsWith('I1'))).toBe(true)
  })
})

it.each([5, 125, 126, 65_535, 65_536])('a frame of %i bytes comes through whole, masked, and byte by byte', (size) => {
  const payload = Buffer.alloc(size, 'ab')
  const bytes = frameBytes({ opcode: TEXT, payload }, size % 2 === 0)
  const reader = new FrameReader()
  const [first, rest] = [bytes.subarray(0, 3), bytes.subarray(3)]
  expect(reader.push(first)).toEqual([])
  const [frame, ...more] = reader.push(rest)
  expect(frame?.opcode).toBe(TEXT)
  expect(frame?.payload.equals(payload)).toBe(true)
  expect(more).toEqual([])
})

it('a run of single faults renews their rows alone, and says what could not be made', () => {
  const outcome: Outcome = {
    ...{ cycles: 3, acknowledged: 1234, lost: 0, repeated: 0, late: 0, owed: 0, recoveryMs: 1500, breaches: [] },
  }
  const run = { date: '2026-01-02', command: 'npm run faults', machine: 'a machine' }
  const put = (before: string, results: [string, Result][], date = run.date) =>
    tableText(before, FAULTS, new Map(results), { ...run, date })
  const first = put('', [
    ['server-sigkill', { outcome }],
    ['packet-loss-5', { lacks: 'no nft' }],
  ])
  const second = put(first, [['server-sigkill', { outcome: { ...outcome, lost: 2, breaches: ['I1 gone'] } }]], 'later')
  const row = (text: string, name: string) => text.split('\n').find((line) => line.startsWith(`| \`${name}\``))
  expect(row(first, 'server-sigkill')).toContain('| 3 | 1,234 | 0 | 0 | 0 | 0.0 | 1.5 | held | 2026-01-02 |')
  expect(row(second, 'server-sigkill')).toContain('| BROKEN | later |')
  expect(second).toContain('1 breaches, the first: I1 gone')
  expect(row(second, 'packet-loss-5')).toBe(row(first, 'packet-loss-5'))
  expect(row(second, 'packet-loss-5')).toContain('not made: no nft')
})
