import Database from 'better-sqlite3'
import { expect, it, vi } from 'vitest'
import type { BusMessage } from '../bus/bus.ts'
import { type FaultyStore, faultyStore } from '../testing/faulty-store.ts'
import { sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'
import { roomEvents } from './room-log-store.ts'

it('[RL1] is never changed or taken away, and a correction names what it corrects', async () => {
  const hall = await sitting().opened()
  const { services, delivery } = hall.app
  const first = delivery.roomLog.add({ sitting: hall.id, kind: 'note', detail: { text: 'lampu padam' }, actor: 'p' })
  await delivery.roomLog.flush()
  delivery.roomLog.add({ sitting: hall.id, kind: 'correction', detail: { text: 'lampu B' }, actor: 'p', about: first })
  await delivery.roomLog.flush()
  const events = await roomEvents(services, hall.id, { kinds: ['note', 'correction'] })
  expect(events.map((event) => [event.kind, event.about])).toEqual([
    ['note', null],
    ['correction', first],
  ])
  await hall.app.close()
  const disk = new Database(hall.app.database)
  for (const deed of ["UPDATE room_event SET detail = '{}'", 'DELETE FROM room_event'])
    expect(() => disk.exec(deed)).toThrow('room_event is append-only')
  disk.close()
})

it('[RL2] lines keep their order, tell the bus at once, and make no answer wait', async () => {
  let disk: FaultyStore | undefined
  const hall = await sitting()
    .over({ wrap: (store) => (disk = faultyStore(store)) })
    .running()
  const station = await hall.seated(1)
  const { services, delivery } = hall.app
  const heard: BusMessage['kind'][] = []
  services.bus.subscribe('*', (message) => void heard.push(message.kind))
  await delivery.roomLog.flush()
  const before = disk?.begun ?? 0
  for (let n = 0; n < 1200; n++) delivery.roomLog.add({ sitting: hall.id, kind: 'focus-lost', detail: { n } })
  expect(heard.filter((kind) => kind === 'room-event')).toHaveLength(1200)
  expect(disk?.begun).toBe(before)
  const answered = station.answer(0, 1)
  const flushed = delivery.roomLog.flush()
  must(await answered)
  await flushed
  const lines = await roomEvents(services, hall.id, { kinds: ['focus-lost'] })
  expect(lines.map((event) => event.detail['n'])).toEqual(Array.from({ length: 1200 }, (_, n) => n))
})

it('[RL3] what the disk refused is stored with the next, nothing twice', async () => {
  let disk: FaultyStore | undefined
  const hall = await sitting()
    .over({ wrap: (store) => (disk = faultyStore(store)) })
    .running()
  const { services, delivery } = hall.app
  await delivery.roomLog.flush()
  disk?.fail(new Error('disk full'))
  delivery.roomLog.add({ sitting: hall.id, kind: 'note', detail: { n: 1 } })
  await delivery.roomLog.flush()
  expect(await roomEvents(services, hall.id, { kinds: ['note'] })).toEqual([])
  disk?.fail(null)
  delivery.roomLog.add({ sitting: hall.id, kind: 'note', detail: { n: 2 } })
  await vi.waitFor(async () => {
    await delivery.roomLog.flush()
    const notes = await roomEvents(services, hall.id, { kinds: ['note'] })
    expect(notes.map((event) => event.detail['n'])).toEqual([1, 2])
  }, 20_000)
})
