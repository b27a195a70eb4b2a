import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Db } from '../db/store.ts'
import { readLog } from '../delivery/attempt-store.ts'
import type { AuditRow } from '../protocol/http.ts'
import type { CommandRow, ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { remainingOf } from '../protocol/time.ts'
import { seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must, type Staff, testApp } from '../testing/test-app.ts'
import { OrderStore } from './order-store.ts'
import { command, doWaiting } from './proctor-commands.ts'

const reason = { category: 'health' as const, text: 'sakit kepala' }
let commands = 0
const commandOf = (kind: ProctorCommand['kind'], candidates: string[] = [], more = {}): ProctorCommand => {
  commands += 1
  return { id: `console-${String(commands).padStart(6, '0')}`, kind, candidates, reason, ...more }
}
/** Services whose `nth` transaction from now dies, as the server would. */
const dyingAt = (services: Services, nth: number): Services => {
  let transactions = 0
  return {
    ...services,
    store: {
      ...services.store,
      transaction: <T>(work: (db: Db) => Promise<T>): Promise<T> => {
        transactions += 1
        if (transactions === nth) throw new Error('the server dies here')
        return services.store.transaction(work)
      },
    },
  }
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
    expect((await say(commandOf('start', [hall.candidateOf(1)]))).body).toMatchObject({ refused: 'wrong-state' })
    expect((await say(commandOf('open', [hall.candidateOf(1)]))).body).toMatchObject({ refused: 'bad-request' })
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

  it('[P1] the same id with other content is refused, at once and later, here and in another sitting', async () => {
    const message = commandOf('message', [hall.candidateOf(1)], { text: 'satu' })
    const replies = await Promise.all([say(message), say({ ...message, text: 'dua' })])
    expect(replies.map(({ body }) => body.refused)).toEqual([[], 'command-differs'])
    expect((await say({ ...message, candidates: [] })).body).toEqual({ refused: 'command-differs' })
    const { services, delivery } = hall.app
    expect(await command(services, delivery, 'proctor', 'another', message)).toEqual({ refused: 'command-differs' })
  })

  it.each(['open', 'start', 'close'] as const)(
    '[P1] %s on the disk, the server dies before it is done: sent again it is done, once',
    async (kind) => {
      const other = await sitting().withCandidates(1).scheduled()
      const order = ['open', 'start', 'close'] as const
      for (const earlier of order.slice(0, order.indexOf(kind))) must(await other.command(earlier))
      const { services, delivery } = other.app
      const wanted = commandOf(kind)
      await expect(command(dyingAt(services, 2), delivery, 'proctor', other.id, wanted)).rejects.toThrow('dies here')
      expect(must(await command(services, delivery, 'proctor', other.id, wanted))).toMatchObject({ refused: [] })
      // Another command of the same kind is still out of its turn.
      expect(await other.command(kind)).toMatchObject({ refused: 'wrong-state' })
    },
  )

  it.each([2, 3])('[P1] a move that dies at its transaction %i moves once, and is answered at last', async (nth) => {
    const other = await sitting().withCandidates(2).opened()
    const { services, delivery } = other.app
    const wanted = commandOf('move', [other.candidateOf(1)], { to: { room: 'A', station: '99' } })
    await expect(command(dyingAt(services, nth), delivery, 'proctor', other.id, wanted)).rejects.toThrow('dies here')
    expect(must(await command(services, delivery, 'proctor', other.id, wanted))).toEqual({ done: 1, refused: [] })
    expect(await doWaiting(services, delivery)).toBe(0)
  })

  it('[P1] the server dies after the deed and before the reply: the next start finishes it, the repeat hears of it', async () => {
    const other = await sitting().withCandidates(2).running()
    const station = await other.seated(1)
    const { services, delivery } = other.app
    const pause = commandOf('pause', [other.candidateOf(1)])
    // The deed itself is the writer's transaction; the second of the command's own is the reply.
    await expect(command(dyingAt(services, 2), delivery, 'proctor', other.id, pause)).rejects.toThrow('dies here')
    expect((await station.phase('working')).paused).toBe(true)
    await other.app.close()
    const again = await testApp({ folder: other.app.folder })
    const log = await readLog(again.services, other.attemptOf(1))
    expect(log.filter((row) => row.kind === 'held' && row.payload.includes('paused'))).toHaveLength(1)
    expect(must(await command(again.services, again.delivery, 'proctor', other.id, pause))).toEqual({
      ...{ done: 1, refused: [] },
    })
    const rows = (await (await again.staff('proctor')).get(`/api/proctor/sittings/${other.id}/commands`)).body
    expect(rows.filter((row: CommandRow) => row.id === pause.id)).toMatchObject([{ state: 'done', done: 1 }])
  })

  it('[P3] ending needs a reason in words; it stands in the log with who gave it', async () => {
    const end = (candidates: string[], text: string) =>
      say(commandOf('end', candidates, { reason: { category: 'health', text } }))
    expect((await end([hall.candidateOf(1)], '   ')).body).toEqual({ refused: 'reason-needed' })
    expect((await end([hall.candidateOf(1), 'of another sitting'], ' sakit kepala ')).body).toEqual({
      done: 1,
      refused: [{ candidate: 'of another sitting', why: { refused: 'not-found', detail: { what: 'Peserta' } } }],
    })
    const last = (await readLog(hall.app.services, hall.attemptOf(1))).at(-1)
    expect(JSON.parse(last?.payload ?? '')).toEqual({
      how: 'proctor',
      by: proctor.username,
      reason: 'health: sakit kepala',
    })
    expect((await end([hall.candidateOf(1)], 'lagi')).body.refused).toMatchObject([
      { why: { refused: 'already-finished' } },
    ])
  })

  it('[P2] closes when nobody works any more', async () => {
    must(await hall.command('end', { candidates: [hall.candidateOf(2), hall.candidateOf(3)] }))
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
      ['proctor.start', 'wrong-state'],
      ['proctor.open', 'bad-request'],
      ['proctor.open', null],
      ['proctor.open', 'wrong-state'],
      ['proctor.start', null],
      ['proctor.close', 'still-working'],
      ['proctor.message', null],
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
    ['names that are no list', { candidates: 'all' }],
    ['more minutes than a day has use for', { minutes: 100_000 }],
  ])('refuses %s', async (_, change) => {
    const reply = await say({ ...commandOf('open'), ...change })
    expect([reply.status, reply.body.refused]).toEqual([400, 'bad-request'])
  })
})

describe('what a command does', () => {
  let hall: Hall
  let proctor: Staff
  let stations: Station[]
  const say = async (kind: ProctorCommand['kind'], who: number[], more = {}) =>
    (await proctor.post(`/api/proctor/sittings/${hall.id}/commands`, commandOf(kind, who.map(hall.candidateOf), more)))
      .body
  const codes = (reply: { refused: { why: { refused: string } }[] }) => reply.refused.map(({ why }) => why.refused)
  const leftOf = async (n: number) => {
    const { attempt } = (await hall.app.delivery.writer.peek(hall.attemptOf(n))) ?? {}
    return attempt && remainingOf(attempt.ledger, hall.app.clock.exam())
  }

  beforeEach(async () => {
    hall = await sitting().withCandidates(5).running()
    proctor = await hall.app.staff('proctor')
    stations = [await hall.seated(1), await hall.seated(2), await hall.seated(3)]
  })

  it('[P2] start with names starts these alone; the sitting stays open for the others', async () => {
    const other = await sitting().withCandidates(3).opened()
    const [one, two] = [await other.seated(1), await other.seated(2)]
    const reply = await other.command('start', { candidates: [other.candidateOf(1), other.candidateOf(3)] })
    expect(reply).toEqual({ done: 1, refused: [{ candidate: other.candidateOf(3), why: { refused: 'not-begun' } }] })
    await one?.phase('working')
    await two?.phase('waiting')
    expect(await other.command('start', { candidates: [other.candidateOf(1)] })).toMatchObject({
      ...{ done: 0, refused: [{ why: { refused: 'already-started' } }] },
    })
    expect(must(await other.command('start'))).toEqual({ done: 1, refused: [] })
    await two?.phase('working')
  })

  it('[P8] a pause for some: each has it or is told why not, by name', async () => {
    expect(await say('pause', [1])).toEqual({ done: 1, refused: [] })
    const reply = await say('pause', [1, 2, 2, 4])
    expect([reply.done, codes(reply)]).toEqual([1, ['already-paused', 'not-begun']])
    expect(codes(await say('resume', [3]))).toEqual(['not-paused'])
    expect(codes(await say('unlock', [3]))).toEqual(['not-locked'])
    expect(await say('lock', [3])).toEqual({ done: 1, refused: [] })
    expect(codes(await say('lock', [3]))).toEqual(['already-locked'])
  })

  it('[P8] for everybody means for those to whom it can apply', async () => {
    must(await hall.command('end', { candidates: [hall.candidateOf(3)] }))
    expect(await say('pause', [])).toEqual({ done: 2, refused: [] })
    expect(codes(await say('pause', []))).toEqual(['already-paused', 'already-paused'])
    expect(await say('resume', [])).toEqual({ done: 2, refused: [] })
    expect(await say('resume', [])).toEqual({ done: 0, refused: [] })
    expect(await say('message', [], { text: 'Tenang' })).toEqual({ done: 2, refused: [] })
    expect(await say('end', [])).toEqual({ done: 2, refused: [] })
  })

  it('[P8] opposite commands at the same moment run once each, in the order of the writer', async () => {
    for (let round = 0; round < 5; round++) {
      const [pause, resume] = await Promise.all([say('pause', [1, 2, 3]), say('resume', [1, 2, 3])])
      const { attempt } = must(await hall.app.delivery.writer.submit(hall.attemptOf(1), [{ kind: 'lapse' }]))
      expect(pause.done).toBe(3)
      // Whichever came first: a resume before the pause finds nothing to resume, after it lets all go on.
      expect([0, 3]).toContain(resume.done)
      expect(attempt.ledger.holds).toHaveLength(resume.done === 3 ? 0 : 1)
      if (resume.done === 0) must(await hall.command('resume'))
    }
    const log = await readLog(hall.app.services, hall.attemptOf(1))
    expect(log.filter((row) => row.kind === 'held')).toHaveLength(5)
    expect(log.filter((row) => row.kind === 'released')).toHaveLength(5)
  })

  it('[P9] what is paused keeps its time to the millisecond, across the deadline too', async () => {
    hall.app.clock.pass(99 * 60_000)
    await stations[0]?.beat()
    expect(await say('pause', [1])).toMatchObject({ done: 1 })
    hall.app.clock.pass(30 * 60_000)
    await stations[0]?.beat()
    expect(await leftOf(1)).toBe(60_000)
    expect((await stations[0]?.phase('working'))?.pausedLeftMs).toBe(60_000)
    expect(await say('resume', [1])).toMatchObject({ done: 1 })
    expect((await stations[0]?.phase('working'))?.paused).toBe(false)
    expect(await leftOf(1)).toBe(60_000)
    expect(must((await stations[0]?.answer(0, 1)) as object)).toMatchObject({ refused: [] })
  })

  it('[P9] a plain pause ends for a silent station too: nobody pauses a cable into time', async () => {
    expect(await say('pause', [1])).toMatchObject({ done: 1 })
    hall.app.clock.pass(60_000)
    const before = await leftOf(1)
    expect(await say('resume', [1])).toEqual({ done: 1, refused: [] })
    hall.app.clock.pass(1000)
    expect(await leftOf(1)).toBe((before ?? 0) - 1000)
  })

  it('[P9] a silent station gets its time back when it shows the item again, at the latest after ten minutes', async () => {
    for (const n of [1, 2, 3])
      must(
        await hall.app.delivery.writer.submit(hall.attemptOf(n), [
          {
            ...{ kind: 'hold', key: 'hold:room-a', hold: 'outage-room', from: hall.app.clock.exam() },
            ...{ untilShown: false, lastsUntil: null, by: 'server', reason: '' },
          },
        ]),
      )
    expect(await say('pause', [1, 2, 3])).toMatchObject({ done: 3 })
    hall.app.clock.pass(60_000)
    await stations[2]?.beat()
    const before = await leftOf(1)
    expect(await say('resume', [1, 2, 3])).toEqual({ done: 3, refused: [] })
    expect((await stations[0]?.phase('working'))?.untilShown).toBe(true)
    hall.app.clock.pass(5 * 60_000)
    expect([await leftOf(1), await leftOf(3)]).toEqual([before, (before ?? 0) - 5 * 60_000])
    must((await stations[0]?.beat({ shown: true })) as object)
    hall.app.clock.pass(1000)
    expect(await leftOf(1)).toBe((before ?? 0) - 1000)
    // A second resume finds the one that waits for its screen alone, and says so.
    expect(codes(await say('resume', [2]))).toEqual(['not-paused'])
  })

  it('[P10] an open attempt goes on at the station named, and nowhere else, with its PIN', async () => {
    expect(await hall.station(1, { room: 'A', station: '77' }).signIn()).toMatchObject({ refused: 'move-needed' })
    expect(await say('move', [1], { to: { room: 'A', station: '77' } })).toEqual({ done: 1, refused: [] })
    expect(await hall.station(1, { room: 'A', station: '78' }).signIn()).toMatchObject({ refused: 'wrong-seat' })
    const moved = hall.station(1, { room: 'A', station: '77' })
    must(await moved.signIn())
    await moved.phase('working')
    // Where she works now nobody else is sent, and her old seat is free.
    expect(await say('move', [2], { to: { room: 'a', station: '077' } })).toMatchObject({ refused: 'seat-taken' })
    const old = hall.seats[0]
    expect(await say('move', [2], { to: { room: 'A', station: old?.station } })).toEqual({ done: 1, refused: [] })
  })

  it('[P10] a station that asks without knowing its place is let in by letting in any; half a place is refused', async () => {
    expect(await hall.station(1).signIn()).toMatchObject({ refused: 'move-needed' })
    expect(await say('move', [1], { to: { room: 'A', station: ' ' } })).toMatchObject({ refused: 'no-such-station' })
    expect(await say('move', [1], { to: { room: '', station: '' } })).toEqual({ done: 1, refused: [] })
    const anywhere = hall.station(1)
    must(await anywhere.signIn())
    await anywhere.phase('working')
  })

  it('[P10] who has not begun gets the seat; taken ones, several people and no place are refused', async () => {
    const [third, fifth] = [hall.seats[2], hall.seats[4]]
    const at = (seat: typeof third) => ({ room: 'A', station: seat?.station })
    expect(await say('move', [4], { to: at(third) })).toMatchObject({
      ...{ refused: 'seat-taken', detail: { number: third?.number } },
    })
    // Nobody has come to the fifth seat, but it is still hers.
    expect(await say('move', [4], { to: at(fifth) })).toMatchObject({ refused: 'seat-taken' })
    expect(await say('move', [4], { to: null })).toEqual({ refused: 'station-needed' })
    expect(await say('move', [4, 5], { to: { room: 'A', station: '88' } })).toEqual({ refused: 'one-candidate' })
    expect(await say('move', [], { to: null })).toEqual({ refused: 'one-candidate' })
    expect(await say('move', [4], { to: { room: 'A', station: '88' } })).toEqual({ done: 1, refused: [] })
    expect(await hall.station(4, at(hall.seats[3]) as never).signIn()).toMatchObject({ refused: 'wrong-seat' })
    must(await hall.station(4, { room: 'A', station: '88' }).signIn())
  })

  it('[P10] where the venue has a plan, a station that is not on it is refused by name', async () => {
    const { services } = hall.app
    const plan = { rows: 1, columns: 2, marks: [], seats: [{ station: '07', row: 0, column: 0, spare: true }] }
    await services.store.transaction(async (db) => {
      const { venue, room } = services.store.tables
      await db.insert(venue).values({ id: 'v', name: 'Balai', address: '', createdAt: 0 })
      await db.insert(room).values({ id: 'r', venueId: 'v', name: 'A', plan: JSON.stringify(plan), createdAt: 0 })
    })
    expect(await say('move', [1], { to: { room: 'A', station: '8' } })).toEqual({
      ...{ refused: 'no-such-station', detail: { room: 'A', station: '8' } },
    })
    expect(await say('move', [1], { to: { room: 'a', station: '7' } })).toEqual({ done: 1, refused: [] })
    expect((await hall.app.delivery.writer.peek(hall.attemptOf(1)))?.attempt.pass).toEqual({
      ...{ to: { room: 'A', station: '07' } },
    })
  })

  it('[P13] words where words are needed: nothing goes out without', async () => {
    expect(await say('message', [1], { text: '  ' })).toEqual({ refused: 'text-needed' })
    expect(await say('message', [1])).toEqual({ refused: 'text-needed' })
    expect(await say('lock', [1], { reason: { category: 'other', text: ' ' } })).toEqual({ refused: 'reason-needed' })
    expect(await say('lock', [1], { text: 'Tunggu pengawas' })).toEqual({ done: 1, refused: [] })
    expect((await stations[0]?.phase('working'))?.locked).toBe('Tunggu pengawas')
    expect(must((await stations[0]?.view()) as object)).toMatchObject({ orders: [{ kind: 'lock' }] })
  })

  it('[P13] reset-sign-in ends the sign-in everywhere and lets the candidate in at any station', async () => {
    expect(await say('reset-sign-in', [1, 4])).toEqual({ done: 2, refused: [] })
    expect(await say('reset-sign-in', [])).toEqual({ refused: 'one-candidate' })
    expect(await stations[0]?.view()).toMatchObject({ refused: 'sign-in-needed' })
    const anywhere = hall.station(1, { room: 'Z', station: '99' })
    must(await anywhere.signIn())
    await anywhere.phase('working')
  })

  it('[P14] orders arrive on the HTTP fallback, stay until the station has them, and are ticked off once', async () => {
    const wanted = commandOf('message', [hall.candidateOf(1), hall.candidateOf(2)], { text: ' Tetap tenang ' })
    const url = `/api/proctor/sittings/${hall.id}/commands`
    const before = must(await (stations[0] as Station).beat())
    await proctor.post(url, wanted)
    const after = must(await (stations[0] as Station).beat())
    expect(after.stamp).not.toBe(before.stamp)
    const orders = [{ id: wanted.id, kind: 'message', text: 'Tetap tenang', at: hall.app.clock.wall() }]
    expect(must(await (stations[0] as Station).view()).orders).toEqual(orders)
    expect(must(await (stations[0] as Station).view()).orders).toEqual(orders)
    const row = async () => (await proctor.get(url)).body.find((one: CommandRow) => one.id === wanted.id) as CommandRow
    expect(await row()).toMatchObject({ id: wanted.id, done: 2, reached: 0, read: 0, text: ' Tetap tenang ' })
    hall.app.clock.pass(2000)
    // Said three times, for a command of somebody else as well: written down once, for her alone.
    for (let again = 0; again < 3; again++)
      must(await (stations[0] as Station).beat({ reached: [wanted.id, 'nobody-s-command'] }))
    await expect.poll(row).toMatchObject({ reached: 1, read: 0, unreached: [hall.candidateOf(2)] })
    await expect.poll(async () => must(await (stations[0] as Station).view()).orders).toEqual([])
    expect(must(await (stations[1] as Station).view()).orders).toEqual(orders)
    // Read tells that it was reached, too.
    must(await (stations[1] as Station).beat({ read: [wanted.id] }))
    await expect.poll(row).toMatchObject({ reached: 2, read: 1, unreached: [] })
    const { commandTarget } = hall.app.services.store.tables
    const [first] = await hall.app.services.store.read.select().from(commandTarget)
    hall.app.clock.pass(60_000)
    must(await (stations[0] as Station).beat({ reached: [wanted.id] }))
    await new Promise((resolve) => setTimeout(resolve, 300))
    expect((await hall.app.services.store.read.select().from(commandTarget))[0]).toEqual(first)
  })

  it('[P14] a message of yesterday, or of another sitting, is shown to nobody', async () => {
    const message = (text: string) => hall.command('message', { candidates: [hall.candidateOf(1)], text })
    must(await message('Kemarin'))
    hall.app.clock.pass(24 * 60 * 60_000 + 1)
    const store = new OrderStore(hall.app.services)
    expect(await store.of(hall.id, hall.candidateOf(1))).toEqual([])
    must(await message('Hari ini'))
    expect(await store.of('another', hall.candidateOf(1))).toEqual([])
    expect(await store.of(hall.id, hall.candidateOf(1))).toHaveLength(1)
  })
})

it('[P8] a thousand at once: one reply, one row each, every clock held', { timeout: 60_000 }, async () => {
  const hall = await sitting().withCandidates(1000).opened()
  const { services, delivery } = hall.app
  const signedIn: Promise<unknown>[] = []
  for (const [at, seat] of (await seatsOf(services, { sitting: hall.id })).entries())
    signedIn.push(delivery.confirm(seat, `source-${String(at).padStart(6, '0')}` as never, null))
  await Promise.all(signedIn)
  expect(must(await hall.command('start'))).toEqual({ done: 1000, refused: [] })
  const before = (await services.store.read.select().from(services.store.tables.commandTarget)).length
  expect(must(await hall.command('pause'))).toEqual({ done: 1000, refused: [] })
  const targets = await services.store.read.select().from(services.store.tables.commandTarget)
  expect(targets.length - before).toBe(1000)
  for (const n of [1, 500, 1000])
    expect((await delivery.writer.peek(hall.attemptOf(n)))?.attempt.ledger.holds).toMatchObject([{ kind: 'paused' }])
  const again = must(await hall.command('pause'))
  expect([again.done, again.refused.length]).toEqual([0, 1000])
  expect(isRefusal(again)).toBe(false)
})
