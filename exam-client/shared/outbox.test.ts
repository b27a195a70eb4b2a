import { expect, it } from 'vitest'
import type { Refusal } from '../../server/protocol/refusal.ts'
import type { Entry, EntryAck } from '../../server/protocol/station.ts'
import {
  BACKOFF_CAP_MS,
  type LeftRecord,
  leftAfterSignIn,
  leftOf,
  memoryStore,
  newRecord,
  type OutboxRecord,
  type OutboxStore,
  openOutbox,
} from './outbox.ts'

/** A server and a clock that the test turns by hand. `reply` answers the batch under way; null loses it. */
async function world(store: OutboxStore = memoryStore(), record?: OutboxRecord) {
  const sent: Entry[][] = []
  const acks: EntryAck[] = []
  const refusals: Refusal[] = []
  const delays: number[] = []
  const safe: boolean[] = []
  const timers: { work: () => void; ms: number }[] = []
  let under: { answer: (ack: EntryAck | Refusal) => void; lose: () => void } | null = null
  const outbox = openOutbox({
    record: record ?? (await store.load('24-001')) ?? newRecord('24-001', 'source-one'),
    store,
    send: (entries) =>
      new Promise((answer, lose) => {
        if (under) throw new Error('two batches at once')
        sent.push(entries)
        under = { answer, lose: () => lose(new Error('lost')) }
      }),
    acked: (ack) => acks.push(ack),
    refused: (refusal) => refusals.push(refusal),
    stored: (is) => safe.push(is),
    random: () => 1,
    later: (work, ms) => {
      const timer = { work, ms }
      timers.push(timer)
      return () => {
        const at = timers.indexOf(timer)
        if (at >= 0) timers.splice(at, 1)
      }
    },
  })
  const settle = () => new Promise<void>((done) => setImmediate(done))
  return {
    store,
    outbox,
    sent,
    acks,
    refusals,
    safe,
    delays,
    settle,
    numbers: () => sent.map((batch) => batch.map((entry) => entry.n)),
    async reply(ack: EntryAck | Refusal | null) {
      await settle()
      const now = under
      under = null
      if (!now) throw new Error('nothing under way')
      if (ack === null) now.lose()
      else now.answer(ack)
      await settle()
    },
    async tick() {
      await settle()
      const timer = timers.shift()
      if (!timer) throw new Error('no timer')
      delays.push(timer.ms)
      timer.work()
      await settle()
    },
  }
}
const pick = (slot: number, choice = 0) => ({ kind: 'answer', slot, choice }) as const
const through = (n: number, refused: EntryAck['refused'] = []): EntryAck => ({ through: n, examNow: 0, refused })

it('numbers from 1 without gaps', async () => {
  const { outbox } = await world()
  expect([outbox.put(pick(0)).n, outbox.put(pick(1)).n, outbox.put({ kind: 'flag', slot: 0, on: true }).n]).toEqual([
    1, 2, 3,
  ])
})

it('has one batch under way; what is clicked meanwhile follows behind', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.settle()
  hall.outbox.put(pick(1))
  hall.outbox.put(pick(2))
  await hall.settle()
  expect(hall.numbers()).toEqual([[1]])
  await hall.reply(through(1))
  expect(hall.numbers()).toEqual([[1], [2, 3]])
})

it('sends the same again, in order, when the acknowledgement was lost; never reordered by a newer click', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.reply(null)
  hall.outbox.put(pick(1))
  await hall.settle()
  expect(hall.numbers()).toEqual([[1]])
  await hall.tick()
  expect(hall.numbers()).toEqual([[1], [1, 2]])
  await hall.reply(through(2))
  expect(hall.outbox.entries()).toEqual([])
})

it('waits longer after each failure, at most the cap, and starts over when the line is back', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  for (let i = 0; i < 7; i++) {
    await hall.reply(null)
    await hall.tick()
  }
  expect(hall.delays).toEqual([500, 1000, 2000, 4000, 8000, BACKOFF_CAP_MS, BACKOFF_CAP_MS])
  await hall.reply(null)
  hall.outbox.kick()
  await hall.settle()
  expect(hall.sent).toHaveLength(9)
})

it('is on disk before it is on the wire', async () => {
  const store = memoryStore()
  let release = () => {}
  const slow: OutboxStore = {
    ...store,
    save: (record) =>
      new Promise((done) => {
        release = () => done(store.save(record))
      }),
  }
  const hall = await world(slow)
  hall.outbox.put(pick(0))
  await hall.settle()
  expect(hall.sent).toEqual([])
  release()
  await hall.settle()
  expect(hall.numbers()).toEqual([[1]])
})

it('goes on in memory, and says so, when the disk does not answer or refuses', async () => {
  const store = memoryStore()
  const hung = await world({ ...store, save: () => new Promise(() => {}) })
  hung.outbox.put(pick(0))
  await hung.tick()
  expect([hung.numbers(), hung.safe]).toEqual([[[1]], [false]])
  const full = await world({ ...store, save: () => Promise.reject(new Error('quota')) })
  full.outbox.put(pick(0))
  await full.settle()
  expect([full.numbers(), full.safe]).toEqual([[[1]], [false]])
})

it('recovers after a crash: what was not acknowledged is sent, what the server has is dropped, numbers go on', async () => {
  const before = await world()
  before.outbox.put(pick(0))
  before.outbox.put(pick(1))
  before.outbox.put(pick(2))
  await before.settle()
  before.outbox.close()
  const later = await world(before.store)
  later.outbox.reconcile(2)
  await later.settle()
  expect(later.numbers()).toEqual([[3]])
  expect(later.outbox.put(pick(3)).n).toBe(4)
})

it("takes the next number after the server's when this browser has lost its memory", async () => {
  const hall = await world()
  hall.outbox.reconcile(41)
  expect(hall.outbox.put(pick(0)).n).toBe(42)
})

it('drops refused entries, and closes the gap: the server takes numbers without gaps only', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.settle()
  hall.outbox.put(pick(1))
  await hall.reply(through(0, [{ n: 1, why: { refused: 'paused' } }]))
  expect(hall.sent.at(-1)).toEqual([{ n: 1, ...pick(1) }])
  await hall.reply(through(1))
  expect((await hall.store.load('24-001'))?.next).toBe(2)
})

it('drops what was kept as late: taken (through), but refused', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.reply(through(1, [{ n: 1, why: { refused: 'time-over' } }]))
  expect([hall.outbox.entries(), hall.outbox.put(pick(1)).n]).toEqual([[], 2])
})

it('leaves numbers alone while a batch is under way', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.settle()
  hall.outbox.reconcile(1)
  expect(hall.outbox.put(pick(1)).n).toBe(2)
  await hall.reply(through(1))
  expect(hall.numbers()).toEqual([[1], [2]])
})

it('keeps everything when the whole batch is refused, and tries again', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.reply({ refused: 'storage-full' })
  expect([hall.refusals, hall.outbox.entries().length]).toEqual([[{ refused: 'storage-full' }], 1])
  await hall.tick()
  expect(hall.numbers()).toEqual([[1], [1]])
})

it('sends finish alone and last', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.settle()
  hall.outbox.put(pick(1))
  hall.outbox.put({ kind: 'finish' })
  await hall.reply(through(1))
  await hall.reply(through(2))
  expect(hall.numbers()).toEqual([[1], [2], [3]])
})

it('sends at most 200 entries in a batch, and 201 in two', async () => {
  const hall = await world(memoryStore(), {
    number: '24-001',
    source: 'source-one',
    next: 202,
    entries: Array.from({ length: 201 }, (_, i) => ({ n: i + 1, ...pick(0) })),
  })
  hall.outbox.kick()
  await hall.reply(through(200))
  expect(hall.sent.map((batch) => batch.length)).toEqual([200, 1])
})

it('stops for good when closed', async () => {
  const hall = await world()
  hall.outbox.put(pick(0))
  await hall.settle()
  hall.outbox.close()
  await hall.reply(null)
  await expect(hall.tick()).rejects.toThrow('no timer')
  expect((await hall.store.load('24-001'))?.entries).toHaveLength(1)
})

it('never sends what its own disk does not have yet: a number once sent is never given to another entry', async () => {
  const saves: (() => void)[] = []
  const slow: OutboxStore = { ...memoryStore(), save: () => new Promise<void>((done) => saves.push(done)) }
  const { outbox, sent, settle } = await world(slow)
  outbox.put(pick(0))
  await settle()
  outbox.put(pick(1))
  saves[0]?.()
  await settle()
  expect(sent.map((batch) => batch.map((entry) => entry.n))).toEqual([[1]])
})

it('keeps the key of the file on disk beside what it seals', async () => {
  const hall = await world(memoryStore(), { ...newRecord('24-001', 'source-one'), carryKey: 'key' })
  hall.outbox.put(pick(0))
  await hall.settle()
  expect((await hall.store.load('24-001'))?.carryKey).toBe('key')
})

it('has something to carry only where an answer waits and can be sealed', () => {
  const record: OutboxRecord = { ...newRecord('24-001', 'source-one'), entries: [{ n: 1, ...pick(0) }] }
  expect(leftOf({ ...record, carryKey: 'key' })).toMatchObject({ source: 'source-one', saved: false, until: null })
  expect([
    leftOf(record),
    leftOf({ ...record, carryKey: 'key', entries: [] }),
    leftOf({ ...record, carryKey: 'key', entries: [{ n: 1, kind: 'finish' }] }),
  ]).toEqual([null, null, null])
})

it('keeps what was left until another candidate signed in here and a day has passed since', () => {
  const left: LeftRecord = {
    source: 'source-one',
    number: '24-001',
    entries: [{ n: 1, ...pick(0) }],
    carryKey: 'key',
    until: null,
    saved: false,
  }
  const DAY = 24 * 3600_000
  expect(leftAfterSignIn(left, '24-001', 9 * DAY)).toBe(left)
  const marked = leftAfterSignIn(left, '24-002', 1000)
  expect(marked).toEqual({ ...left, until: 1000 + DAY })
  expect(leftAfterSignIn(marked as LeftRecord, '24-003', 999 + DAY)).toBe(marked)
  expect(leftAfterSignIn(marked as LeftRecord, '24-003', 1000 + DAY)).toBe(null)
})
