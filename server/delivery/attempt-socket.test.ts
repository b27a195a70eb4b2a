import { beforeAll, describe, expect, it, vi } from 'vitest'
import { PROTOCOL, type StationMessage } from '../protocol/station.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { answered, dial, type StationSocket } from '../testing/sockets.ts'
import { must } from '../testing/test-app.ts'
import { readLog } from './attempt-store.ts'

let hall: Hall
let origin: string
beforeAll(async () => {
  hall = await sitting().withCandidates(6).withPolicy({ moves: 'free' }).opened()
  origin = await hall.app.listen()
})

async function connect(station: Station): Promise<StationSocket> {
  const socket = dial<StationSocket>(origin, '/station', { cookie: station.cookie })
  expect(await answered(socket)).toBe('connected')
  return socket
}
const hello = (socket: StationSocket, station: Station) =>
  socket.emitWithAck('hello', { protocol: PROTOCOL, source: station.source })

describe('the station socket', () => {
  it('is closed to whoever is not signed in', async () => {
    expect(await answered(dial<StationSocket>(origin, '/station'))).toBe('sign-in-needed')
    const forged = dial<StationSocket>(origin, '/station', { cookie: 'seleksi_station=AAAA' })
    expect(await answered(forged)).toBe('sign-in-needed')
  })

  it('greets with the same view as HTTP, and tells an old page to reload', async () => {
    const station = await hall.seated(1)
    const socket = await connect(station)
    expect(await hello(socket, station)).toEqual(must(await station.view()))
    expect(await socket.emitWithAck('hello', { protocol: 0, source: station.source })).toEqual({
      refused: 'client-too-old',
    })
    expect(await socket.emitWithAck('hello', { protocol: PROTOCOL, source: 'somebody-else' })).toMatchObject({
      refused: 'replaced',
    })
    socket.disconnect()
  })

  it('tells when the proctor starts; [A9] every acknowledged answer is in the log', async () => {
    const station = await hall.seated(2)
    const socket = await connect(station)
    must(await hello(socket, station))
    const heard: StationMessage['kind'][] = []
    socket.on('message', (message) => void heard.push(message.kind))
    must(await hall.command('start'))
    await vi.waitFor(() => expect(heard).toContain('started'), 20_000)
    const acks = await Promise.all(
      [0, 1, 2].map((slot) =>
        socket.emitWithAck('entries', {
          source: station.source,
          entries: [{ n: slot + 1, kind: 'answer', slot, choice: 1 }],
        }),
      ),
    )
    expect(Math.max(...acks.map((ack) => must(ack).through))).toBe(3)
    expect((await readLog(hall.app.services, hall.attemptOf(2))).filter((row) => row.kind === 'answered')).toHaveLength(
      3,
    )
    expect(
      must(
        await socket.emitWithAck('entries', {
          source: station.source,
          entries: [{ n: 4, kind: 'answer', slot: 0, choice: null }],
        }),
      ).through,
    ).toBe(4)
    expect((await station.phase('working')).responses.slice(0, 3)).toEqual([null, 1, 1])
    socket.disconnect()
  })

  it('takes no entries before hello, and none of another source', async () => {
    const station = await hall.seated(3)
    const socket = await connect(station)
    const entries = [{ n: 1, kind: 'answer' as const, slot: 0, choice: 0 }]
    expect(await socket.emitWithAck('entries', { source: station.source, entries })).toMatchObject({
      refused: 'replaced',
    })
    must(await hello(socket, station))
    expect(await socket.emitWithAck('entries', { source: 'somebody-else', entries })).toMatchObject({
      refused: 'replaced',
    })
    expect(must(await socket.emitWithAck('entries', { source: station.source, entries })).through).toBe(1)
    socket.disconnect()
  })

  it('survives what is no message at all', async () => {
    const station = await hall.seated(4)
    const socket = await connect(station)
    must(await hello(socket, station))
    const raw = socket as unknown as {
      emit(name: string, ...rest: unknown[]): void
      emitWithAck(name: string, of: unknown): Promise<unknown>
    }
    for (const junk of [
      null,
      7,
      'x',
      [],
      { source: station.source },
      { source: station.source, entries: [] },
      { source: station.source, entries: [null] },
    ]) {
      expect(await raw.emitWithAck('entries', junk)).toMatchObject({ refused: 'bad-request' })
      raw.emit('entries', junk) // without a place to answer to
      expect(await raw.emitWithAck('beat', junk)).toMatchObject({ refused: 'bad-request' })
      raw.emit('beat', junk)
      raw.emit('no-such-message', junk)
    }
    expect(await raw.emitWithAck('hello', { protocol: PROTOCOL })).toMatchObject({ refused: 'bad-request' })
    expect(must(await hello(socket, station)).phase.at).toBe('working')
    expect(hall.app.faults).toEqual([])
    socket.disconnect()
  })

  it('[A4] a computer that still hangs on is told that she has gone on elsewhere', async () => {
    const old = await hall.seated(5)
    const socket = await connect(old)
    must(await hello(socket, old))
    const next = hall.station(5)
    expect(await next.signIn()).toMatchObject({ refused: 'in-use' })
    // As after a restart of the server: nobody knows any more who was where.
    hall.app.delivery.presence.forget(hall.seats[4]?.candidate ?? '')
    must(await next.signIn())
    const entries = [{ n: 1, kind: 'answer' as const, slot: 0, choice: 0 }]
    expect(await socket.emitWithAck('entries', { source: old.source, entries })).toMatchObject({ refused: 'replaced' })
    expect(await hello(socket, old)).toMatchObject({ refused: 'replaced' })
    expect((await readLog(hall.app.services, hall.attemptOf(5))).some((row) => row.kind === 'answered')).toBe(false)
    socket.disconnect()
  })

  it('a closed socket frees the seat; what the station said of itself is kept for the proctor', async () => {
    const station = await hall.seated(6)
    const candidate = hall.seats[5]?.candidate ?? ''
    const socket = await connect(station)
    must(await hello(socket, station))
    const beat = { shown: true, paper: true, reached: [], read: [], signals: [] }
    must(await socket.emitWithAck('beat', { ...beat, source: station.source, focused: false, slot: 2, waiting: 3 }))
    await vi.waitFor(
      () =>
        expect(hall.app.delivery.presence.of(candidate)).toMatchObject({ connected: true, focused: false, unsaved: 3 }),
      20_000,
    )
    socket.disconnect()
    await vi.waitFor(() => expect(hall.app.delivery.presence.of(candidate)?.connected).toBe(false), 20_000)
    must(await hall.station(6).signIn())
  })
})
