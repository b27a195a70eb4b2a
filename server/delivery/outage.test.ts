import { createCipheriv, randomBytes } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import { heldSince, remainingOf, type TimeLedger, usedOf } from '../protocol/time.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { type Hall, Station, sitting } from '../testing/sitting.ts'
import { must, type TestApp, testApp } from '../testing/test-app.ts'
import { readLog } from './attempt-store.ts'
import { endLapsed, expireOverdue } from './deadline-job.ts'
import { noteOutages } from './outage-job.ts'

const MINUTE = 60_000
const events = async (app: TestApp, hall: Hall) => {
  await app.delivery.roomLog.flush()
  return (await roomEvents(app.services, hall.id)).map((event) => event.kind)
}
const ledgerOf = async (station: Station): Promise<TimeLedger> => (await station.phase('working')).ledger

/** The same computer in front of the same candidate, after the server came back. */
function again(app: TestApp, hall: Hall, station: Station): Station {
  const same = new Station(app, hall.seats[0] as Hall['seats'][number], null)
  return Object.assign(same, { cookie: station.cookie, source: station.source })
}

describe('an outage of the server', () => {
  it('[T5] the vector: 08.00, outage 08.40 to 09.40, 100 minutes: 60 left, the end at 10.40', async () => {
    const hall = await sitting().running()
    const eight = hall.app.clock.wall()
    const station = await hall.seated(1)
    hall.app.clock.pass(40 * MINUTE)
    must(await station.answer(0, 1))
    await hall.app.close()
    const app = await testApp({ folder: hall.app.folder, downMs: 60 * MINUTE })
    const same = again(app, hall, station)
    const held = await ledgerOf(same)
    expect(remainingOf(held, app.clock.exam())).toBe(60 * MINUTE)
    must(await same.beat({ shown: true }))
    const { ledger, deadline } = await same.phase('working')
    expect(heldSince(ledger)).toBeNull()
    expect(app.clock.wall() + deadline - app.clock.exam() - eight).toBe(160 * MINUTE)
    expect(await events(app, hall)).toContain('server-outage')
    const [outage] = await app.services.store.read.select().from(app.services.store.tables.outage)
    expect([outage?.cause, (outage?.untilWall ?? 0) - (outage?.fromWall ?? 0)]).toEqual(['server', 60 * MINUTE])
    await app.close()
  })

  it('[T4] [T5] is credited until the item is shown again, at the latest after the return time', async () => {
    const hall = await sitting().withCandidates(2).running()
    const station = await hall.seated(1)
    await hall.seated(2)
    hall.app.clock.pass(10 * MINUTE)
    must(await station.answer(0, 1))
    await hall.app.close()
    const app = await testApp({ folder: hall.app.folder, downMs: 5000 })
    const same = again(app, hall, station)
    app.clock.pass(12_000) // it takes its time to come back
    must(await same.beat({ shown: true }))
    const { ledger } = await same.phase('working')
    expect(ledger.entries.at(-1)).toMatchObject({ cause: 'outage-server', ms: 12_000, by: 'server' })
    app.clock.pass(120_000)
    await endLapsed(app.services, app.delivery)
    const other = await app.delivery.writer.peek(hall.attemptOf(2))
    // The other never came back: the default return time of a minute, and not a second more.
    expect(other?.attempt.ledger.entries.at(-1)).toMatchObject({ cause: 'outage-server', ms: 60_000 })
    await app.close()
  })

  it('[T5] holds that a full disk would not take are owed until it does, and given once', async () => {
    const hall = await sitting().withCandidates(2).running()
    await hall.seated(1)
    await hall.seated(2)
    hall.app.clock.pass(10 * MINUTE)
    const { delivery, clock } = hall.app
    const services = {
      ...hall.app.services,
      clock: { ...hall.app.services.clock, gaps: () => [gap].splice(0, given ? 0 : 1) },
    }
    const gap = {
      cause: 'server' as const,
      fromWall: clock.wall() - 5000,
      untilWall: clock.wall(),
      examMs: clock.exam(),
    }
    let given = false
    const owed: Parameters<typeof noteOutages>[2] = []
    const { disk } = delivery.writer
    delivery.writer.disk = { ...disk, commit: () => Promise.reject(new Error('full')) }
    await noteOutages(services, delivery, owed)
    given = true
    expect(owed?.[0]?.attempts).toHaveLength(2)
    await noteOutages(services, delivery, owed)
    expect(owed).toHaveLength(1)
    delivery.writer.disk = disk
    await noteOutages(services, delivery, owed)
    await noteOutages(services, delivery, owed)
    expect(owed).toEqual([])
    for (const number of [1, 2]) {
      const log = await readLog(hall.app.services, hall.attemptOf(number))
      expect(log.filter(({ kind }) => kind === 'held')).toHaveLength(1)
    }
    await hall.app.close()
  })

  it('[T9] wall time = used + held + gaps, to the millisecond', async () => {
    const hall = await sitting().running()
    const startedAt = hall.app.clock.wall()
    const station = await hall.seated(1)
    hall.app.clock.pass(10 * MINUTE)
    must(await station.answer(0, 1))
    await hall.app.close()
    const app = await testApp({ folder: hall.app.folder, downMs: 777_777 })
    const same = again(app, hall, station)
    app.clock.pass(3210)
    must(await same.beat({ shown: true }))
    app.clock.pass(7 * MINUTE)
    const { ledger } = await same.phase('working')
    const held = ledger.entries.reduce((sum, { from, until }) => sum + (until ?? 0) - (from ?? 0), 0)
    const { store } = app.services
    const gaps = (await store.read.select().from(store.tables.outage)).reduce(
      (sum, one) => sum + one.untilWall - one.fromWall,
      0,
    )
    expect(usedOf(ledger, app.clock.exam()) + held + gaps).toBe(app.clock.wall() - startedAt)
    await app.close()
  })
})

describe('silence at the end', () => {
  it('[T8] who fell silent just before it waits 15 seconds; who left long ago does not', async () => {
    const hall = await sitting().withCandidates(2).running()
    const [late, gone] = [await hall.seated(1), await hall.seated(2)]
    must(await gone.beat())
    hall.app.clock.pass(99 * MINUTE + 59_000)
    must(await late.beat())
    hall.app.clock.pass(12_000)
    await expireOverdue(hall.app.services, hall.app.delivery)
    const status = async (n: number) =>
      (await hall.app.delivery.writer.peek(hall.attemptOf(n)))?.attempt.finished?.how ?? 'working'
    expect([await status(1), await status(2)]).toEqual(['working', 'expiry'])
    hall.app.clock.pass(4000)
    await expireOverdue(hall.app.services, hall.app.delivery)
    expect(await status(1)).toBe('expiry')
  })
})

describe('what a station says of itself', () => {
  it('[A20] each signal is written down once, however often it is said', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    const signals = [
      { n: 1, kind: 'focus-lost' as const },
      { n: 2, kind: 'copy-tried' as const },
    ]
    must(await station.beat({ signals }))
    must(await station.beat({ signals: [...signals, { n: 3, kind: 'focus-back' as const }] }))
    const kinds = await events(hall.app, hall)
    expect(kinds.filter((kind) => /focus|copy/.test(kind))).toEqual(['focus-lost', 'copy-tried', 'focus-back'])
    must(await station.answer(0, 0))
  })

  it('the stamp changes with what others do, not with her own answers', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    const { stamp } = must(await station.view())
    must(await station.answer(0, 0))
    expect(must(await station.beat()).stamp).toBe(stamp)
    const by = { by: 'pengawas', reason: 'uji' }
    const hold = { kind: 'hold', key: 'command:uji-uji-1', hold: 'paused', from: hall.app.clock.exam() } as const
    must(
      await hall.app.delivery.writer.submit(hall.attemptOf(1), [
        { ...hold, ...by, untilShown: false, lastsUntil: null },
      ]),
    )
    expect(must(await station.beat()).stamp).not.toBe(stamp)
    expect(must(await station.view()).stamp).toBe(must(await station.beat()).stamp)
  })

  it('a station that speaks HTTP only is there, not gone', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    for (let n = 0; n < 10; n++) {
      hall.app.clock.pass(4000)
      must(await station.beat())
      hall.app.delivery.presence.sweep()
    }
    expect(await events(hall.app, hall)).not.toContain('disconnected')
    hall.app.clock.pass(10_000)
    hall.app.delivery.presence.sweep()
    must(await station.beat())
    expect((await events(hall.app, hall)).slice(-2)).toEqual(['disconnected', 'reconnected'])
  })
})

describe('another station', () => {
  const B9 = { room: 'B', station: '09' }
  const move = { kind: 'move', key: 'command:pindah-1', to: B9, by: 'pengawas', reason: 'layar mati' } as const

  it('[A18] by PIN and approval: the old one is fenced, and says where she went', async () => {
    const hall = await sitting().running()
    const old = await hall.seated(1)
    must(await old.answer(0, 2))
    const next = hall.station(1, B9)
    expect(await next.signIn()).toEqual({ refused: 'move-needed', detail: { room: 'A', station: '01' } })
    expect(await next.signIn()).toMatchObject({ refused: 'move-needed' })
    expect((await events(hall.app, hall)).filter((kind) => kind === 'move-asked')).toHaveLength(1)
    must(await hall.app.delivery.writer.submit(hall.attemptOf(1), [move]))
    expect(await hall.station(1, { room: 'B', station: '10' }).signIn()).toMatchObject({ refused: 'wrong-seat' })
    must(await next.signIn())
    expect((await next.phase('working')).responses[0]).toBe(2)
    const seat = hall.seats[0] as Hall['seats'][number]
    expect(await hall.app.delivery.view(seat, old.source as never)).toEqual({
      refused: 'replaced',
      detail: { where: 'ruang B, meja 09' },
    })
  })

  it('[A19] its unsent answers come as a sealed file; another’s file, or a changed one, is refused', async () => {
    const hall = await sitting().withCandidates(2).running()
    const old = await hall.seated(1)
    await hall.seated(2)
    must(await old.answer(0, 0))
    const { carryKey } = must(await old.view())
    const body = { v: 1, number: old.seat.number, source: old.source }
    const unsent = [
      { n: 2, kind: 'answer', slot: 1, choice: 1 },
      { n: 3, kind: 'flag', slot: 1, on: true },
      { n: 4, kind: 'answer', slot: 2, choice: 0 },
    ]
    const nonce = randomBytes(12)
    const cipher = createCipheriv('chacha20-poly1305', Buffer.from(carryKey, 'base64url'), nonce, { authTagLength: 16 })
    const sealed = Buffer.concat([cipher.update(JSON.stringify({ ...body, entries: unsent })), cipher.final()])
    const file = Buffer.concat([nonce, sealed, cipher.getAuthTag()])
    must(await hall.app.delivery.writer.submit(hall.attemptOf(1), [move]))
    const next = hall.station(1, B9)
    must(await next.signIn())
    must(await next.answer(2, 1))
    const carry = (n: number, bytes: Buffer, key = 'command:bawa-1') =>
      hall.app.delivery.carry(hall.id, hall.candidateOf(n), bytes, 'pengawas', key)
    expect(await carry(2, file)).toEqual({ refused: 'not-a-carry-file' })
    for (const at of [0, 20, file.length - 1]) {
      const changed = Buffer.from(file)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(await carry(1, changed)).toEqual({ refused: 'not-a-carry-file' })
    }
    expect(await carry(1, file)).toEqual({ taken: 1, left: 1 })
    expect((await next.phase('working')).responses.slice(0, 3)).toEqual([0, 1, 1])
    expect(await carry(1, file, 'command:bawa-2')).toEqual({ refused: 'nothing-to-carry' })
    expect((await readLog(hall.app.services, hall.attemptOf(1))).filter((row) => row.kind === 'carried')).toHaveLength(
      1,
    )
  })
})

it('[T7] a re-opened attempt is scored anew, and its receipt is that of its last finish', async () => {
  const hall = await sitting().running()
  const station = await hall.seated(1)
  must(await station.answer(0, 0))
  must(await station.finish())
  const first = await station.phase('finished')
  await vi.waitFor(async () => expect((await station.phase('finished')).score).not.toBeNull(), 20_000)
  const reopen = { kind: 'reopen', key: 'command:buka-lagi', ms: 0, by: 'pengawas', approvedBy: 'ketua' } as const
  must(await hall.app.delivery.writer.submit(hall.attemptOf(1), [{ ...reopen, reason: 'salah tekan' }]))
  expect((await station.phase('working')).responses[0]).toBe(0)
  for (const slot of [0, 1, 2, 3, 4, 5]) must(await station.answer(slot, 1))
  must(await station.finish())
  const last = await station.phase('finished')
  expect(last.receipt).not.toBe(first.receipt)
  const { store } = hall.app.services
  await vi.waitFor(async () => {
    const [row, ...more] = await store.read.select().from(store.tables.score)
    expect(more).toEqual([])
    expect(JSON.parse(row?.result ?? '{}').total).toBe(last.score?.total)
    expect(row?.head).toBe((await hall.app.delivery.writer.peek(hall.attemptOf(1)))?.head)
  }, 20_000)
})
