import { beforeEach, describe, expect, it } from 'vitest'
import { readLog } from '../delivery/attempt-store.ts'
import type { RoomEventKind } from '../protocol/room-log.ts'
import { type Hold, remainingOf } from '../protocol/time.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { policyOf } from '../scheduling/policy.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must, type TestApp, testApp } from '../testing/test-app.ts'
import { tellResumed } from './room-pause-store.ts'

const MINUTE = 60_000
let hall: Hall
let app: TestApp
let stations: Station[]

const open = async (roomPause = policyOf('{}').roomPause) => {
  hall = await sitting().withCandidates(6).withPolicy({ roomPause }).running()
  app = hall.app
  stations = []
  for (let n = 1; n <= 5; n++) stations.push(await hall.seated(n))
}
/** Lets seconds pass, one look at the rooms after each; those who are there give a sign of life every four. */
const seconds = async (count: number, there: number[]) => {
  for (let second = 1; second <= count; second++) {
    app.clock.pass(1000)
    if (second % 4 === 0) for (const n of there) must(await (stations[n - 1] as Station).beat({ shown: true }))
    await app.rooms.pass()
  }
}
const holdsOf = async (n: number): Promise<Hold[]> =>
  (await app.delivery.writer.peek(hall.attemptOf(n)))?.attempt.ledger.holds ?? []
const leftOf = async (n: number) => {
  const ledger = (await app.delivery.writer.peek(hall.attemptOf(n)))?.attempt.ledger
  return ledger && remainingOf(ledger, app.clock.exam())
}
const events = async (...kinds: RoomEventKind[]) => {
  await app.delivery.roomLog.flush()
  return await roomEvents(app.services, hall.id, { kinds })
}
const ofRoom = async () =>
  (await events('room-silent', 'room-paused', 'room-resumed')).map(
    ({ kind, room, actor }) => `${kind} ${room} ${actor}`,
  )

describe('a room that falls silent', () => {
  beforeEach(() => open())

  it('[P15] three of five unplugged: all are held, the silent from their last sign of life, the others from now', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    const cut = app.clock.exam()
    await seconds(8, [1, 2])
    expect(await ofRoom()).toEqual([])
    await seconds(3, [1, 2])
    expect(await ofRoom()).toEqual(['room-silent A server', 'room-paused A server'])
    const [silent, paused] = await events('room-silent', 'room-paused')
    expect(silent?.detail).toEqual({ silent: 3, of: 5, from: cut, until: cut })
    expect([(await holdsOf(3))[0]?.from, (await holdsOf(1))[0]?.from]).toEqual([cut, paused?.mono])
    for (const n of [1, 2, 3, 4, 5])
      expect(await holdsOf(n)).toMatchObject([{ kind: 'outage-room', untilShown: false, by: 'server' }])
    // It stands still however long it lasts, and nothing is decided twice.
    const left = await leftOf(3)
    await seconds(60, [1, 2])
    expect([await leftOf(3), (await ofRoom()).length]).toEqual([left, 2])
    expect((await stations[0]?.phase('working'))?.paused).toBe(true)
  })

  it('[P15] who begins while the room is paused waits with the others', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    const late = await hall.seated(6)
    await app.rooms.pass()
    expect(await holdsOf(6)).toMatchObject([{ kind: 'outage-room', untilShown: false }])
    expect((await late.phase('working')).paused).toBe(true)
    expect(await leftOf(6)).toBe(100 * MINUTE)
  })

  it('[P16] a proctor lets it go on; who is still silent has it back when the item is shown again', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    const [left1, left5] = [await leftOf(1), await leftOf(5)]
    await seconds(60, [1, 2, 3])
    expect(must(await hall.command('resume'))).toEqual({ done: 5, refused: [] })
    expect(await ofRoom()).toEqual(['room-silent A server', 'room-paused A server', 'room-resumed A proctor'])
    await seconds(30, [1, 2, 3])
    expect([await leftOf(1), await leftOf(5)]).toEqual([(left1 ?? 0) - 30_000, left5])
    // Still silent, as before: no second pause from the same silence.
    expect(await ofRoom()).toHaveLength(3)
    must((await stations[4]?.beat({ shown: true })) as object)
    expect(await holdsOf(5)).toEqual([])
    await seconds(4, [1, 2, 3, 4, 5])
    expect(await leftOf(5)).toBe((left5 ?? 0) - 4000)
  })

  it('[P16] resumed one by one, the room goes on with the last of them', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    await seconds(8, [1, 2, 3, 4, 5])
    for (const n of [1, 2, 3, 4]) must(await hall.command('resume', { candidates: [hall.candidateOf(n)] }))
    expect(await ofRoom()).toHaveLength(2)
    must(await hall.command('resume', { candidates: [hall.candidateOf(5)] }))
    expect((await ofRoom()).at(-1)).toBe('room-resumed A proctor')
    // Said once: another look finds nothing more to say.
    await tellResumed(app.services, app.delivery, hall.id, 'proctor')
    expect(await ofRoom()).toHaveLength(3)
  })

  it('[P16] it can fall silent again, and that is another pause', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    await seconds(8, [1, 2, 3, 4, 5])
    must(await hall.command('resume'))
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [4])
    expect((await ofRoom()).map((line) => line.split(' ')[0])).toEqual([
      ...['room-silent', 'room-paused', 'room-resumed', 'room-silent', 'room-paused'],
    ])
    const [, second] = await events('room-silent')
    expect(second?.detail).toMatchObject({ silent: 4, of: 5 })
  })

  it.each<[string, number[][]]>([
    ['a cable', [[1, 2, 3, 4]]],
    ['two of five', [[1, 2, 3]]],
    ['one after the other, twelve seconds apart', [[1, 2, 3, 4], [1, 2, 3], [1, 2], [1]]],
  ])('[P15] %s pauses nobody', async (_, phases) => {
    await seconds(8, [1, 2, 3, 4, 5])
    for (const there of phases) await seconds(12, there)
    expect(await ofRoom()).toEqual([])
    for (const n of [1, 2, 3, 4, 5]) expect(await holdsOf(n)).toEqual([])
  })

  it('[P15] pages that are loaded again close their lines for a moment: nobody is paused', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    for (const n of [1, 2, 3, 4]) app.delivery.presence.gone(hall.candidateOf(n), (stations[n - 1] as Station).source)
    await seconds(1, [])
    for (const station of stations) must(await station.beat())
    await seconds(12, [1, 2, 3, 4, 5])
    expect(await ofRoom()).toEqual([])
  })

  it('[P15] lines that close and stay closed are silent within three seconds', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    const cut = app.clock.exam()
    for (const n of [3, 4, 5]) app.delivery.presence.gone(hall.candidateOf(n), (stations[n - 1] as Station).source)
    await seconds(3, [1, 2])
    expect(await ofRoom()).toEqual(['room-silent A server', 'room-paused A server'])
    expect((await holdsOf(4))[0]?.from).toBe(cut)
  })

  it('[P15] a watch that stood still itself concludes nothing from what it missed', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    app.clock.pass(12_000)
    await app.rooms.pass()
    for (const station of stations) must(await station.beat())
    await seconds(8, [1, 2, 3, 4, 5])
    expect(await ofRoom()).toEqual([])
  })

  it('[P15] the server restarts in the middle: what was held stays held, once, and nothing is decided twice', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    const from = (await holdsOf(3))[0]?.from
    await app.close()
    app = await testApp({ folder: app.folder })
    stations = stations.map((station) => hall.station(Number(station.seat.number.slice(2))))
    await seconds(3, [])
    expect(await ofRoom()).toHaveLength(2)
    expect((await holdsOf(3)).find(({ kind }) => kind === 'outage-room')?.from).toBe(from)
    const log = await readLog(app.services, hall.attemptOf(3))
    expect(log.filter((row) => row.kind === 'held' && row.payload.includes('outage-room'))).toHaveLength(1)
  })

  it('[P15] the server dies between the line and the holds: the next start holds the room from that line', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    const line = await app.services.store.transaction((db) =>
      app.delivery.roomLog.addWithin(db, { sitting: hall.id, kind: 'room-paused', room: 'A', detail: {} }),
    )
    expect(await holdsOf(1)).toEqual([])
    const at = app.clock.exam()
    await app.services.store.transaction((db) => app.services.clock.keep(db))
    await app.close()
    app = await testApp({ folder: app.folder })
    await seconds(2, [])
    const holds = await holdsOf(1)
    expect(holds.find(({ kind }) => kind === 'outage-room')?.from).toBe(at)
    const log = await readLog(app.services, hall.attemptOf(1))
    expect(log.filter((row) => row.source === `room:${line.id}`)).toHaveLength(1)
  })

  it('[P15] server and room lose power together: a room that stays away is held before the credit for the server ends', async () => {
    await seconds(8, [1, 2, 3, 4, 5])
    await app.services.store.transaction((db) => app.services.clock.keep(db))
    const left = await leftOf(1)
    await app.close()
    app = await testApp({ folder: app.folder, downMs: 10 * MINUTE })
    await seconds(50, [])
    expect(await ofRoom()).toEqual([])
    await seconds(100, [])
    expect(await ofRoom()).toEqual(['room-silent A server', 'room-paused A server'])
    expect(await leftOf(1)).toBe(left)
  })
})

describe('as the committee wants it', () => {
  it('[P16] by itself, when all who were silent have been back for five seconds', async () => {
    await open({ on: true, least: 3, resume: 'by-itself' })
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    expect(await ofRoom()).toHaveLength(2)
    await seconds(20, [1, 2, 3, 4])
    expect(await ofRoom()).toHaveLength(2)
    // The fifth is back; the next beats are four seconds apart, and the five seconds begin with hers.
    await seconds(8, [1, 2, 3, 4, 5])
    expect(await ofRoom()).toHaveLength(2)
    await seconds(4, [1, 2, 3, 4, 5])
    expect((await ofRoom()).at(-1)).toBe('room-resumed A server')
    for (const n of [1, 2, 3, 4, 5]) expect(await holdsOf(n)).toEqual([])
    await seconds(20, [1, 2, 3, 4, 5])
    expect(await ofRoom()).toHaveLength(3)
  })

  it('[P16] not by itself unless the committee said so', async () => {
    await open()
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(12, [1, 2])
    await seconds(60, [1, 2, 3, 4, 5])
    expect(await ofRoom()).toHaveLength(2)
  })

  it('[P15] switched off it only writes down that the room fell silent, once', async () => {
    await open({ on: false, least: 3, resume: 'proctor' })
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(30, [1, 2])
    expect(await ofRoom()).toEqual(['room-silent A server'])
    expect(await holdsOf(3)).toEqual([])
  })

  it('[P15] never with fewer than the committee says', async () => {
    await open({ on: true, least: 4, resume: 'proctor' })
    await seconds(8, [1, 2, 3, 4, 5])
    await seconds(30, [1, 2])
    expect(await ofRoom()).toEqual([])
  })
})
