import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BusMessage } from '../bus/bus.ts'
import type { RoomChange, RoomView, Tile } from '../protocol/proctor.ts'
import { progressLines } from '../protocol/progress.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { answered, dial, type ProctorSocket, type StationSocket } from '../testing/sockets.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { LiveRoom } from './live-room.ts'
import { LiveView } from './live-view.ts'

const plain = (tiles: Iterable<Tile>) => [...tiles].map((tile) => ({ ...tile, lastSeen: 0 }))

describe('over the wire', () => {
  let hall: Hall
  let origin: string
  let proctor: Staff
  beforeAll(async () => {
    hall = await sitting().withCandidates(4).withNetra(4).opened()
    origin = await hall.app.listen()
    proctor = await hall.app.staff('proctor')
  })
  const ask = async (socket: ProctorSocket, since?: number) => {
    const message = since === undefined ? { sitting: hall.id } : { sitting: hall.id, since }
    return must(await socket.emitWithAck('watch', message))
  }
  const watch = async () => {
    const socket = dial<ProctorSocket>(origin, '/proctor', { cookie: proctor.cookie })
    expect(await answered(socket)).toBe('connected')
    const changes: RoomChange[] = []
    socket.on('change', (change) => void changes.push(change))
    return { socket, view: (await ask(socket)) as RoomView, changes }
  }
  const whole = async () => (await proctor.get(`/api/proctor/sittings/${hall.id}`)).body as RoomView
  const tileOf = (view: Pick<RoomView, 'tiles'>, n: number) =>
    view.tiles.find((tile) => tile.candidate === hall.candidateOf(n)) as Tile

  it('shows every seat, also of those who have not come', async () => {
    const { view, socket } = await watch()
    expect(view.sitting).toMatchObject({ id: hall.id, state: 'open', seats: 4, minutes: 100 })
    expect(view.policy).toMatchObject({ idleMinutes: 5, silentSeconds: 15, addMinutesMax: 30, moves: 'approved' })
    expect(view.tiles.map((tile) => [tile.state, tile.answered, tile.accommodatedMinutes])).toEqual([
      ['absent', 0, null],
      ['absent', 0, null],
      ['absent', 0, null],
      ['absent', 0, 130],
    ])
    socket.disconnect()
  })

  it('[P6] what changed, folded onto what was, is what is; versions have no gap, whatever the pace', async () => {
    const { view, changes, socket } = await watch()
    const stations = [await hall.seated(1), await hall.seated(2)]
    must(await hall.command('start'))
    for (let slot = 0; slot < 6; slot++) {
      for (const station of stations) must(await station.answer(slot, 1))
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    must((await stations[0]?.flag(1, true)) as object)
    must((await stations[1]?.finish()) as object)
    const settled = ({ tiles }: Pick<RoomView, 'tiles'>) =>
      tileOf({ tiles }, 1).flagged === 1 && tileOf({ tiles }, 2).state === 'finished'
    const folded = () => {
      const tiles = new Map(view.tiles.map((tile) => [tile.candidate, tile]))
      for (const change of changes) {
        for (const tile of change.tiles) tiles.set(tile.candidate, tile)
        for (const { candidate, answered, flagged } of progressLines(change.progress))
          tiles.set(candidate, { ...(tiles.get(candidate) as Tile), answered, flagged })
      }
      return [...tiles.values()]
    }
    await vi.waitFor(() => expect(settled({ tiles: folded() })).toBe(true), 20_000)
    expect(changes.map((change) => change.version)).toEqual(changes.map((_, at) => view.version + 1 + at))
    // Together and not one for each answer: 14 entries, a few messages.
    expect(changes.length).toBeLessThan(14)
    expect(changes.at(-1)?.state).toBe('running')
    // Answers alone send no whole tile.
    expect(changes.flatMap((change) => progressLines(change.progress)).length).toBeGreaterThan(0)
    const now = await whole()
    expect(plain(folded())).toEqual(plain(now.tiles))
    expect(tileOf(now, 1)).toMatchObject({
      ...{ state: 'working', answered: 6, flagged: 1, items: 6, attempt: hall.attemptOf(1), heldFrom: null },
    })
    const start = changes.flatMap((change) => change.commands).at(-1)
    expect(start).toMatchObject({ kind: 'start', state: 'done', done: 2, by: 'proctor' })
    // A console that was away from the beginning gets just these, one that is up to date nothing.
    expect(await ask(socket, view.version)).toEqual({ changes })
    expect(await ask(socket, now.version)).toEqual({ changes: [] })
    for (const strange of [view.version - 1, now.version + 1, 3])
      expect((await ask(socket, strange)) as RoomView).toMatchObject({ version: now.version, sitting: { id: hall.id } })
    socket.disconnect()
  })

  it('[P7] no score, no response, no key crosses the wire to a console', async () => {
    const { view, socket } = await watch()
    const text = JSON.stringify([view, await ask(socket, view.version)])
    for (const word of ['"responses"', '"score"', '"choice"', '"option"', '"correct"', '"slot"'])
      expect(text).not.toContain(word)
    socket.disconnect()
  })

  it('[P6] a change while the room is being read from the store is not lost', async () => {
    const { services, delivery } = hall.app
    const view = new LiveView(services, delivery)
    const opening = view.view(hall.id)
    services.bus.publish(`sitting:${hall.id}`, {
      ...{ kind: 'attempt', sitting: hall.id, attempt: 'a', candidate: hall.candidateOf(4), status: 'working' },
      ...{ how: null, answered: 5, flagged: 0, items: 6, deadline: 1, heldFrom: null, hold: null, locked: false },
      ...{ station: null, changed: false },
    } as BusMessage)
    services.bus.publish(`sitting:${hall.id}`, { kind: 'sitting', sitting: hall.id, state: 'closed' })
    const opened = await opening
    view.stop()
    expect([tileOf(opened as RoomView, 4).answered, opened?.sitting.state]).toEqual([5, 'closed'])
  })

  it('[P5] says who has lost focus, who is gone, and who sits elsewhere', async () => {
    const station = hall.station(3, { room: 'Z', station: '99' })
    expect(await station.signIn()).toMatchObject({ refused: 'wrong-seat' })
    const seated = await hall.seated(3)
    must(await hall.command('move', { candidates: [hall.candidateOf(3)], to: null }))
    must(await station.signIn())
    const socket = dial<StationSocket>(origin, '/station', { cookie: station.cookie })
    expect(await answered(socket)).toBe('connected')
    must(await socket.emitWithAck('hello', { protocol: PROTOCOL, source: station.source }))
    const beat = { source: station.source, focused: false, slot: 0, waiting: 2, shown: true, paper: true }
    must(await socket.emitWithAck('beat', { ...beat, reached: [], read: [], signals: [] }))
    await vi.waitFor(
      async () =>
        expect(tileOf(await whole(), 3)).toMatchObject({
          ...{ state: 'focus-lost', unsaved: 2, movedTo: 'Z/99', connected: true },
        }),
      20_000,
    )
    socket.disconnect()
    // The last word was spoken just now: only after a while of silence is she gone.
    hall.app.clock.pass(15_000)
    await vi.waitFor(
      async () => expect(tileOf(await whole(), 3)).toMatchObject({ state: 'disconnected', connected: false }),
      20_000,
    )
    expect(await seated.view()).toMatchObject({ refused: 'replaced', detail: { where: expect.stringContaining('99') } })
  })

  it('[P5] idle comes by itself, with nobody saying anything', async () => {
    const { socket, changes, view } = await watch()
    hall.app.delivery.presence.seen(hall.candidateOf(1), { sitting: hall.id, source: 'any-source', connected: true })
    await vi.waitFor(async () => expect(tileOf(await whole(), 1).state).toBe('working'), 20_000)
    const beating = setInterval(
      () => hall.app.delivery.presence.seen(hall.candidateOf(1), { sitting: hall.id, source: 'any-source' }),
      50,
    )
    hall.app.clock.pass(5 * 60_000 + 1)
    await vi.waitFor(() => expect(changes.some((change) => tileOf(change, 1)?.state === 'idle')).toBe(true), 20_000)
    clearInterval(beating)
    expect(changes.map((change) => change.version)).toEqual(changes.map((_, at) => view.version + 1 + at))
    socket.disconnect()
  })

  it('a sitting that is not there is a sentence, whatever is asked', async () => {
    const { socket } = await watch()
    for (const message of [{ sitting: 'nowhere' }, { sitting: 'nowhere', since: 3 }, null, { sitting: 3 }, 'x'])
      expect(await socket.emitWithAck('watch', message as never)).toMatchObject({ refused: 'not-found' })
    expect(isRefusal(await socket.emitWithAck('watch', { sitting: hall.id, since: 'x' as never }))).toBe(false)
    socket.disconnect()
  })
})

describe('the picture', () => {
  let hall: Hall
  let room: LiveRoom
  let leave: () => void
  const open = async () => {
    room = (await LiveRoom.open(hall.app.services, hall.app.delivery, hall.id)) as LiveRoom
    leave?.()
    leave = hall.app.services.bus.subscribe(`sitting:${hall.id}`, (message) => room.hear(message))
  }
  /** One second later, as a console sees it. */
  const look = async () => {
    hall.app.clock.pass(1000)
    await hall.app.delivery.roomLog.flush()
    return await room.tick()
  }
  const tile = (n: number) => room.view().tiles.find((one) => one.candidate === hall.candidateOf(n)) as Tile

  beforeEach(async () => {
    hall = await sitting().withCandidates(3).running()
    await open()
  })
  afterEach(() => leave())

  /** Whatever happened: opening the room anew shows the same as having watched it. */
  const sameAnew = async () => {
    await look()
    const watched = room.view()
    const anew = (await LiveRoom.open(hall.app.services, hall.app.delivery, hall.id)) as LiveRoom
    const fresh = anew.view()
    const ids = (view: RoomView) => view.signals.map((signal) => signal.kind)
    expect(plain(fresh.tiles).map(({ movedTo: _, ...rest }) => rest)).toEqual(
      plain(watched.tiles).map(({ movedTo: _, ...rest }) => rest),
    )
    expect([fresh.rooms, fresh.proposals, ids(fresh)]).toEqual([watched.rooms, watched.proposals, ids(watched)])
    expect(fresh.commands.map((row) => row.id).sort()).toEqual(watched.commands.map((row) => row.id).sort())
  }

  it('[P5] holds, locks and what was given are on the tile, watched or opened anew', async () => {
    const station = await hall.seated(1)
    must(await hall.command('pause', { candidates: [hall.candidateOf(1)] }))
    expect((await look())?.tiles).toMatchObject([{ state: 'paused', hold: 'paused', heldFrom: 0 }])
    must(await hall.command('lock', { candidates: [hall.candidateOf(1)], text: 'Tunggu' }))
    must(await station.beat())
    expect((await look())?.tiles).toMatchObject([{ state: 'locked', hold: 'paused' }])
    await sameAnew()
    must(await hall.command('unlock', { candidates: [hall.candidateOf(1)] }))
    must(await hall.command('resume'))
    expect((await look())?.tiles).toMatchObject([{ state: 'working', hold: null, heldFrom: null }])
    await sameAnew()
  })

  it('[P5] a move that is asked for is on the tile until somebody decides, counted once however often it asks', async () => {
    await hall.seated(1)
    await look()
    const other = hall.station(1, { room: 'A', station: '77' })
    for (let again = 0; again < 3; again++) {
      expect(await other.signIn()).toMatchObject({ refused: 'move-needed' })
      await look()
    }
    expect(tile(1)).toMatchObject({
      ...{ state: 'second-sign-in', wantsMove: { room: 'A', station: '77' } },
      signals: { count: 1, last: 'move-asked' },
    })
    expect(room.view().signals).toMatchObject([{ kind: 'move-asked', candidate: hall.candidateOf(1) }])
    await sameAnew()
    must(await hall.command('move', { candidates: [hall.candidateOf(1)], to: { room: 'A', station: '77' } }))
    await look()
    expect(tile(1)).toMatchObject({ state: 'working', wantsMove: null })
    must(await other.signIn())
    await look()
    expect(tile(1)).toMatchObject({ state: 'working', movedTo: 'A/77' })
  })

  it('[P5] and forgotten a minute after the station has stopped asking', async () => {
    const station = await hall.seated(1)
    expect(await hall.station(1, { room: 'A', station: '77' }).signIn()).toMatchObject({ refused: 'move-needed' })
    await look()
    for (let second = 0; second < 58; second++) {
      must(await station.beat())
      await look()
    }
    expect(tile(1).state).toBe('second-sign-in')
    await look()
    must(await station.beat())
    await look()
    expect(tile(1)).toMatchObject({ state: 'working', wantsMove: null, signals: { count: 1 } })
  })

  it('signals are listed, newest first, and none of them changes what a candidate may do', async () => {
    const station = await hall.seated(1)
    must(
      await station.beat({
        signals: [
          { n: 1, kind: 'copy-tried' },
          { n: 2, kind: 'full-screen-left' },
        ],
      }),
    )
    must(
      await station.beat({
        signals: [
          { n: 2, kind: 'full-screen-left' },
          { n: 3, kind: 'full-screen-back' },
        ],
      }),
    )
    const change = await look()
    expect(change?.signals.map(({ kind }) => kind)).toEqual(['full-screen-left', 'copy-tried'])
    expect(tile(1).signals).toMatchObject({ count: 2, last: 'full-screen-left' })
    must(await station.answer(0, 1))
    await sameAnew()
  })

  it('rooms: who works, who is silent, and since when the room is held', async () => {
    await hall.seated(1)
    await hall.seated(2)
    expect((await look())?.rooms).toEqual([{ room: 'A', working: 2, silent: 0, heldFrom: null }])
    hall.app.clock.pass(16_000)
    expect((await look())?.rooms).toEqual([{ room: 'A', working: 2, silent: 2, heldFrom: null }])
    hall.app.delivery.roomLog.add({ sitting: hall.id, kind: 'room-paused', room: 'A' })
    const from = hall.app.clock.exam()
    expect((await look())?.rooms).toEqual([{ room: 'A', working: 2, silent: 2, heldFrom: from }])
    await sameAnew()
    hall.app.delivery.roomLog.add({ sitting: hall.id, kind: 'room-resumed', room: 'A' })
    expect((await look())?.rooms).toMatchObject([{ heldFrom: null }])
    expect(room.view().signals.map(({ kind }) => kind)).toEqual(['room-resumed', 'room-paused'])
  })

  it('the desk: let in, and a seat that changes', async () => {
    const { services } = hall.app
    const { seat } = services.store.tables
    services.bus.publish(`sitting:${hall.id}`, {
      ...{ kind: 'check-in', sitting: hall.id, candidate: hall.candidateOf(3), state: 'admitted' },
    })
    expect((await look())?.tiles).toMatchObject([{ candidate: hall.candidateOf(3), state: 'checked-in' }])
    must(await hall.command('move', { candidates: [hall.candidateOf(3)], to: { room: 'B', station: '05' } }))
    expect((await services.store.read.select().from(seat)).filter((row) => row.room === 'B')).toHaveLength(1)
    expect((await look())?.tiles).toMatchObject([{ candidate: hall.candidateOf(3), room: 'B', station: '05' }])
  })

  it('[P6] other limits or another plan: no change can say it, so every console is made to ask for the whole', async () => {
    const { services } = hall.app
    const before = room.version
    const { sitting: table, venue, room: rooms } = services.store.tables
    const drawn = { rows: 1, columns: 1, seats: [], marks: [] }
    await services.store.transaction(async (db) => {
      await db.update(table).set({ policy: '{"idleMinutes":9}' })
      await db.insert(venue).values({ id: 'v', name: 'Balai', address: '', createdAt: 0 })
      await db.insert(rooms).values({ id: 'r', venueId: 'v', name: 'A', plan: JSON.stringify(drawn), createdAt: 0 })
    })
    services.bus.publish(`sitting:${hall.id}`, { kind: 'policy', sitting: hall.id })
    const change = await look()
    expect(change?.version).toBe(before + 2)
    expect(room.since(before)).toBeNull()
    expect(room.view()).toMatchObject({ policy: { idleMinutes: 9 }, plans: [{ room: 'A', plan: drawn }] })
  })

  it('[P6] a room opened later begins with a later number: what another server sent is never mixed in', async () => {
    const before = room.version
    hall.app.clock.pass(1)
    await open()
    expect(room.version).toBeGreaterThan(before)
    expect(room.since(before)).toBeNull()
  })

  it('[P6] more tiles than one message holds go out in several, and none is lost', async () => {
    const big = await sitting().withCandidates(1500).opened()
    const { services, delivery } = big.app
    const live = (await LiveRoom.open(services, delivery, big.id)) as LiveRoom
    for (const { candidate } of big.seats)
      live.hear({
        ...{ kind: 'presence', sitting: big.id, candidate, connected: true, focused: true, unsaved: 0, paper: false },
        ...{ lastSeen: services.clock.wall(), place: null },
      })
    const changes = [await live.tick(), await live.tick(), await live.tick()]
    expect(changes.map((change) => change?.tiles.length)).toEqual([1000, 500, undefined])
    expect(live.view().tiles.every((one) => one.state === 'signed-in')).toBe(true)
  })
})
