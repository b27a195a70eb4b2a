import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Db } from '../db/store.ts'
import { readLog } from '../delivery/attempt-store.ts'
import type { AuditRow } from '../protocol/http.ts'
import type { ProctorCommand, RoomChange, RoomView, Tile } from '../protocol/proctor.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { answered, dial, type ProctorSocket, type StationSocket } from '../testing/sockets.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { LiveView } from './live-view.ts'
import { command } from './proctor-commands.ts'

const reason = { category: 'health' as const, text: 'sakit kepala' }
let commands = 0
const commandOf = (kind: ProctorCommand['kind'], attempts: string[] = [], more = {}): ProctorCommand => {
  commands += 1
  return { id: `console-${String(commands).padStart(6, '0')}`, kind, attempts, reason, ...more }
}

describe('commands', () => {
  let hall: Hall
  let proctor: Staff
  const say = (body: object) => proctor.post(`/api/proctor/sittings/${hall.id}/commands`, body)
  const audits = async () =>
    ((await (await hall.app.staff('committee')).get('/api/audit')).body.rows as AuditRow[]).filter((row) =>
      row.action.startsWith('proctor.'),
    )

  beforeAll(async () => {
    hall = await sitting().withCandidates(4).scheduled()
    proctor = await hall.app.staff('proctor')
  })

  it('[P2] nothing out of its turn, and a refusal says what the state is', async () => {
    for (const kind of ['start', 'close'] as const)
      expect((await say(commandOf(kind))).body).toEqual({ refused: 'wrong-state', detail: { state: 'scheduled' } })
    expect((await say(commandOf('open'))).body).toEqual({ done: 1, refused: [] })
    expect((await say(commandOf('open'))).body).toMatchObject({ refused: 'wrong-state' })
  })

  it('[P1] sent twice at once and once more, a start is done once and answered thrice alike', async () => {
    const [one, two, three] = [await hall.seated(1), await hall.seated(2), await hall.seated(3)]
    const start = commandOf('start')
    const replies = await Promise.all([say(start), say(start), say(start)])
    replies.push(await say(start))
    for (const reply of replies) expect([reply.status, reply.body]).toEqual([200, { done: 3, refused: [] }])
    const deadlines = new Set<number>()
    for (const station of [one, two, three]) deadlines.add((await station.phase('working')).deadline)
    expect(deadlines.size).toBe(1)
    expect(
      (await audits()).filter((row) => row.action === 'proctor.start' && !row.detail.includes('wrong-state')),
    ).toHaveLength(1)
  })

  it('[P1] a refused command, sent again when it could be done, is refused again: it was that command', async () => {
    const close = commandOf('close')
    expect((await say(close)).body).toEqual({ refused: 'still-working', detail: { count: '3' } })
    expect((await say(close)).body).toEqual({ refused: 'still-working', detail: { count: '3' } })
  })

  it.each(['open', 'start', 'close'] as const)(
    '[P1] %s done, its reply lost with the server: sent again it is done, once',
    async (kind) => {
      const other = await sitting().withCandidates(1).scheduled()
      const order = ['open', 'start', 'close'] as const
      for (const earlier of order.slice(0, order.indexOf(kind))) must(await other.command(earlier))
      const { services, delivery } = other.app
      const wanted = commandOf(kind)
      let transactions = 0
      const dying = {
        ...services,
        store: {
          ...services.store,
          transaction: <T>(work: (db: Db) => Promise<T>): Promise<T> => {
            transactions += 1
            if (transactions === 2) throw new Error('the server dies here')
            return services.store.transaction(work)
          },
        },
      }
      await expect(command(dying, delivery, 'proctor', other.id, wanted)).rejects.toThrow('dies here')
      expect(must(await command(services, delivery, 'proctor', other.id, wanted))).toMatchObject({ refused: [] })
      // Another command of the same kind is still out of its turn.
      expect(await other.command(kind)).toMatchObject({ refused: 'wrong-state' })
    },
  )

  it('[P3] ending needs a reason in words; it stands in the log with who gave it', async () => {
    const end = (attempts: string[], text: string) =>
      say(commandOf('end', attempts, { reason: { category: 'health', text } }))
    expect((await end([hall.attemptOf(1)], '   ')).body).toEqual({ refused: 'reason-needed' })
    expect((await end([hall.attemptOf(1), 'of another sitting'], ' sakit kepala ')).body).toEqual({
      done: 1,
      refused: [{ attempt: 'of another sitting', why: { refused: 'not-found', detail: { what: 'Pengerjaan' } } }],
    })
    const last = (await readLog(hall.app.services, hall.attemptOf(1))).at(-1)
    expect(JSON.parse(last?.payload ?? '')).toEqual({
      how: 'proctor',
      by: proctor.username,
      reason: 'health: sakit kepala',
    })
    expect((await end([hall.attemptOf(1)], 'lagi')).body.refused).toMatchObject([
      { why: { refused: 'already-finished' } },
    ])
  })

  it('[P2] closes when nobody works any more', async () => {
    must(await hall.command('end', { attempts: [hall.attemptOf(2), hall.attemptOf(3)] }))
    expect((await say(commandOf('close'))).body).toEqual({ done: 1, refused: [] })
    expect((await proctor.post(`/api/proctor/sittings/${hall.id}/pins`, { candidates: [] })).body).toEqual({
      refused: 'sitting-closed',
    })
  })

  it('[P4] every command has left an audit row with its reason, refused ones too', async () => {
    const rows = await audits()
    const told = rows.map((row) => [row.action, JSON.parse(row.detail).refused]).reverse()
    expect(told).toEqual([
      ['proctor.start', 'wrong-state'],
      ['proctor.close', 'wrong-state'],
      ['proctor.open', null],
      ['proctor.open', 'wrong-state'],
      ['proctor.start', null],
      ['proctor.close', 'still-working'],
      ['proctor.end', 'reason-needed'],
      ['proctor.end', null],
      ['proctor.end', null],
      ['proctor.end', null],
      ['proctor.close', null],
    ])
    for (const row of rows)
      expect([row.subject, JSON.parse(row.detail).reason.category !== undefined]).toEqual([hall.id, true])
  })

  it.each<[string, object]>([
    ['an unknown command', { kind: 'explode' }],
    ['no reason', { reason: undefined }],
    ['a reason of no category', { reason: { category: 'mood', text: '' } }],
    ['an id too short to be unique', { id: 'x' }],
  ])('refuses %s', async (_, change) => {
    const reply = await say({ ...commandOf('open'), ...change })
    expect([reply.status, reply.body.refused]).toEqual([400, 'bad-request'])
  })
})

describe('the live room', () => {
  let hall: Hall
  let origin: string
  let proctor: Staff
  beforeAll(async () => {
    hall = await sitting().withCandidates(4).withNetra(4).opened()
    origin = await hall.app.listen()
    proctor = await hall.app.staff('proctor')
  })
  const watch = async () => {
    const socket = dial<ProctorSocket>(origin, '/proctor', { cookie: proctor.cookie })
    expect(await answered(socket)).toBe('connected')
    const changes: RoomChange[] = []
    socket.on('change', (change) => void changes.push(change))
    const view = must(await socket.emitWithAck('watch', { sitting: hall.id }))
    return { socket, view, changes }
  }
  const whole = async () => (await proctor.get(`/api/proctor/sittings/${hall.id}`)).body as RoomView
  const tileOf = (view: Pick<RoomView, 'tiles'>, n: number) =>
    view.tiles.find((tile) => tile.candidate === hall.seats[n - 1]?.candidate) as Tile

  it('shows every seat, also of those who have not come', async () => {
    const { view, socket } = await watch()
    expect(view.sitting).toMatchObject({ id: hall.id, state: 'open', seats: 4, minutes: 100 })
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
    must(await stations[0]?.flag(1, true))
    must(await stations[1]?.finish())
    const settled = ({ tiles }: Pick<RoomView, 'tiles'>) =>
      tileOf({ tiles }, 1).flagged === 1 && tileOf({ tiles }, 2).state === 'finished'
    const folded = () => {
      const tiles = new Map(view.tiles.map((tile) => [tile.candidate, tile]))
      for (const change of changes) for (const tile of change.tiles) tiles.set(tile.candidate, tile)
      return [...tiles.values()]
    }
    await vi.waitFor(() => expect(settled({ tiles: folded() })).toBe(true), 20_000)
    expect(changes.map((change) => change.version)).toEqual(changes.map((_, at) => view.version + 1 + at))
    // Together and not one for each answer: 14 entries, a few messages.
    expect(changes.length).toBeLessThan(14)
    expect(changes.at(-1)?.state).toBe('running')
    const now = await whole()
    const plain = (tiles: Tile[]) => tiles.map((tile) => ({ ...tile, lastSeen: 0 }))
    expect(plain(folded())).toEqual(plain(now.tiles))
    expect(tileOf(now, 1)).toMatchObject({
      state: 'working',
      answered: 6,
      flagged: 1,
      items: 6,
      attempt: hall.attemptOf(1),
    })
    socket.disconnect()
  })

  it('[P6] a change while the room is being read from the store is not lost', async () => {
    const { services, delivery } = hall.app
    const view = new LiveView(services, delivery)
    const seat = hall.seats[3]
    const opening = view.view(hall.id)
    services.bus.publish(`sitting:${hall.id}`, {
      ...{
        kind: 'attempt',
        sitting: hall.id,
        attempt: 'a',
        candidate: seat?.candidate ?? '',
        status: 'working',
        how: null,
      },
      ...{ answered: 5, flagged: 0, items: 6, deadline: 1, station: null },
    })
    services.bus.publish(`sitting:${hall.id}`, { kind: 'sitting', sitting: hall.id, state: 'closed' })
    const opened = await opening
    view.stop()
    expect([tileOf(opened as RoomView, 4).answered, opened?.sitting.state]).toEqual([5, 'closed'])
  })

  it('[P5] says who has lost focus, who is gone, and who sits elsewhere', async () => {
    const station = hall.station(3, { room: 'Z', station: '99' })
    expect(await station.signIn()).toMatchObject({ refused: 'wrong-seat' })
    const seated = await hall.seated(3)
    hall.app.delivery.presence.forget(hall.seats[2]?.candidate ?? '')
    must(await station.signIn())
    const socket = dial<StationSocket>(origin, '/station', { cookie: station.cookie })
    expect(await answered(socket)).toBe('connected')
    must(await socket.emitWithAck('hello', { protocol: PROTOCOL, source: station.source }))
    socket.emit('presence', { focused: false, slot: 0, waiting: 2 })
    await vi.waitFor(
      async () =>
        expect(tileOf(await whole(), 3)).toMatchObject({
          state: 'focus-lost',
          unsaved: 2,
          movedTo: 'Z/99',
          connected: true,
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
    expect(await seated.view()).toMatchObject({ refused: 'sign-in-needed' })
  })

  it('idle comes by itself, with nobody saying anything', async () => {
    const { socket, changes, view } = await watch()
    hall.app.delivery.presence.seen(hall.seats[0]?.candidate ?? '', {
      sitting: hall.id,
      source: 'any-source',
      connected: true,
    })
    await vi.waitFor(async () => expect(tileOf(await whole(), 1).state).toBe('working'), 20_000)
    hall.app.clock.pass(5 * 60_000 + 1)
    await vi.waitFor(() => expect(changes.some((change) => tileOf(change, 1)?.state === 'idle')).toBe(true), 20_000)
    expect(changes.map((change) => change.version)).toEqual(changes.map((_, at) => view.version + 1 + at))
    socket.disconnect()
  })

  it('a sitting that is not there is a sentence', async () => {
    const { socket } = await watch()
    expect(await socket.emitWithAck('watch', { sitting: 'nowhere' })).toMatchObject({ refused: 'not-found' })
    expect(await socket.emitWithAck('watch', null as never)).toMatchObject({ refused: 'not-found' })
    socket.disconnect()
  })
})
