import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, it } from 'vitest'
import { sha256 } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { DeskPerson, DeskReply, DeskRow, DeskSitting, DeskStep } from '../protocol/desk.ts'
import type { SittingPolicy } from '../protocol/policy.ts'
import { roomEvents } from '../room-log/room-log-store.ts'
import { cardText } from '../scheduling/card.ts'
import { DEFAULT_POLICY } from '../scheduling/policy.ts'
import { createSitting, issuePins, seatsOf } from '../scheduling/sitting-store.ts'
import { faultyStore } from '../testing/faulty-store.ts'
import { jpeg } from '../testing/jpeg.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { lotteryFaults, lotteryOrder, lotterySeed, seatsByLottery } from './lottery.ts'
import { lotteryRecord } from './lottery-store.ts'
import { latestPhoto } from './photo-store.ts'

const MINUTE = 60_000
const PICTURE = jpeg()
const DOCUMENTS: DeskStep = { step: 'documents', seen: ['identity', 'card'] }
const PHOTO: DeskStep = { step: 'photo', jpeg: PICTURE.toString('base64'), same: true, reason: '' }
const ALL: DeskStep[] = [DOCUMENTS, { step: 'belongings' }, PHOTO, { step: 'pin' }, { step: 'body' }, { step: 'seat' }]
const LOTTERY = {
  seating: 'lottery' as const,
  checkIn: { ...DEFAULT_POLICY.checkIn, steps: ['documents', 'seat'] as never },
}

interface Reply<T> {
  status: number
  body: T & { refused?: string; detail?: Record<string, string> }
}

/** Two desks of one hall, over HTTP. */
class Desks {
  readonly hall: Hall
  readonly staff: [Staff, Staff]
  constructor(hall: Hall, staff: [Staff, Staff]) {
    this.hall = hall
    this.staff = staff
  }
  get url() {
    return `/api/desk/sittings/${this.hall.id}`
  }
  seat = (n: number) => this.hall.seats[n - 1] as Hall['seats'][number]
  async get<T>(path: string, desk = 0) {
    return (await (this.staff[desk] as Staff).get(`${this.url}${path}`)) as Reply<T> & { raw: Buffer }
  }
  find = async (scanned: string) => (await this.staff[0].post(`${this.url}/find`, { scanned })) as Reply<DeskPerson>
  step = async (n: number, version: number, move: DeskStep, desk = 0) =>
    (await (this.staff[desk] as Staff).post(`${this.url}/people/${this.seat(n).candidate}/steps`, {
      version,
      move,
    })) as Reply<DeskReply>
  refuse = async (n: number, version: number, reason: string, text = '') =>
    (await this.staff[0].post(`${this.url}/people/${this.seat(n).candidate}/refusal`, {
      version,
      reason,
      text,
    })) as Reply<DeskReply>
  async withdraw(n: number, version: number | string) {
    const reply = await this.hall.app.http.inject({
      method: 'DELETE',
      url: `${this.url}/people/${this.seat(n).candidate}/refusal?version=${version}`,
      headers: { cookie: this.staff[0].cookie },
    })
    return { status: reply.statusCode, body: reply.json() } as Reply<DeskReply>
  }
  /** All steps one after the other; the last reply, with the PIN that was given on the way. */
  async through(n: number, moves = ALL) {
    let pin = ''
    let person: DeskPerson | null = null
    for (const move of moves) {
      const { status, body } = await this.step(n, person?.version ?? 0, move)
      expect([move.step, status, body.refused]).toEqual([move.step, 200, undefined])
      person = body.person
      pin = body.pin ?? pin
    }
    return { person: person as DeskPerson, pin }
  }
  async settle(policy: Partial<SittingPolicy>) {
    const { store } = this.hall.app.services
    await store.transaction(async (db) => {
      await db
        .update(store.tables.sitting)
        .set({ policy: JSON.stringify(policy) })
        .where(eq(store.tables.sitting.id, this.hall.id))
    })
  }
  events = (candidate?: string) =>
    roomEvents(this.hall.app.services, this.hall.id, candidate === undefined ? {} : { candidate })
  seats = () => seatsOf(this.hall.app.services, { sitting: this.hall.id })
  toClosing = (before: number) => this.hall.app.clock.pass(55 * MINUTE - before)
}

const desksOf = async (hall: Hall) =>
  new Desks(hall, [await hall.app.staff('proctor'), await hall.app.staff('proctor')])

let desks: Desks
beforeEach(async () => {
  desks = await desksOf(await sitting().withCandidates(4).scheduled())
})

describe('one person from the door to the seat', () => {
  it('[DK1 DK15] goes through the settled steps; the PIN opens her station, and the log tells it all', async () => {
    const { candidate, number, room, station } = desks.seat(1)
    expect((await desks.get<DeskSitting>('')).body).toMatchObject({
      sitting: { id: desks.hall.id, state: 'scheduled' },
      closesAt: desks.hall.app.clock.wall() + 55 * MINUTE,
      steps: ['documents', 'belongings', 'photo', 'pin', 'body', 'seat'],
      lottery: null,
      counts: { expected: 4, arrived: 0, admitted: 0, refused: 0 },
    })
    const heard: string[] = []
    desks.hall.app.services.bus.subscribe(`sitting:${desks.hall.id}`, (message) => {
      if (message.kind === 'check-in') heard.push(message.state)
    })
    const { person, pin } = await desks.through(1)
    expect(person).toMatchObject({
      ...{ candidate, number, version: 6, state: 'admitted', next: null, refusal: null, pinIssued: true },
      seat: { venue: 'Balai', room, station },
    })
    expect(person.done.map(({ step, by }) => [step, by])).toEqual(ALL.map(({ step }) => [step, 'proctor-1']))
    expect(heard).toEqual(['arrived', 'arrived', 'arrived', 'arrived', 'arrived', 'admitted'])
    const events = await desks.events(candidate)
    expect(events.map(({ kind }) => kind)).toEqual([
      ...['arrived', 'documents-checked', 'belongings-kept', 'photo-taken', 'pin-issued', 'body-checked', 'seated'],
    ])
    expect(events.every((one) => one.room === room && one.station === station && one.actor === 'proctor-1')).toBe(true)
    expect((await desks.get<DeskSitting>('')).body.counts).toEqual({ expected: 3, arrived: 0, admitted: 1, refused: 0 })
    const rows = (await desks.get<DeskRow[]>('/people')).body
    expect(rows.map(({ state, at }) => [state, at !== null])).toEqual([
      ['admitted', true],
      ...Array(3).fill(['expected', false]),
    ])

    expect(pin).toMatch(/^\d{6}$/)
    await desks.hall.command('open')
    const own = desks.hall.station(1)
    expect(await own.signIn(desks.seat(1).pin)).toMatchObject({ refused: 'wrong-card-or-pin' })
    must(await own.signIn(pin))
  })

  it('[DK15] the PIN stands in its reply and nowhere else', async () => {
    const { pin, person } = await desks.through(1)
    const { store } = desks.hall.app.services
    const rows = await Promise.all(
      [store.tables.checkIn, store.tables.roomEvent, store.tables.seat, store.tables.audit].map((table) =>
        store.read.select().from(table as typeof store.tables.seat),
      ),
    )
    expect(JSON.stringify(rows)).not.toContain(`"${pin}"`)
    expect(JSON.stringify(person)).not.toContain(pin)
    expect((await desks.step(1, 6, { step: 'body' })).body.pin).toBeNull()
  })

  it('[DK15] a disk that fails leaves nothing of the step, and the same step goes on after it', async () => {
    let disk: ReturnType<typeof faultyStore> | undefined
    const wrap = (store: Parameters<typeof faultyStore>[0]) => {
      disk = faultyStore(store)
      return disk
    }
    const one = await desksOf(await sitting().withCandidates(1).over({ wrap }).scheduled())
    await one.through(1, ALL.slice(0, 2))
    const before = await one.events()
    const { pinHash } = (await one.seats())[0] as { pinHash: string }
    for (const [version, move] of [
      [2, PHOTO],
      [3, { step: 'pin' }],
    ] as [number, DeskStep][]) {
      disk?.fail(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
      expect((await one.step(1, version, move)).status).toBe(500)
      disk?.fail(null)
      const found = (await one.find('P-0001')).body
      expect([found.version, found.pinIssued]).toEqual([version, true])
      expect((await one.seats())[0]?.pinHash).toBe(pinHash)
      expect((await one.events()).length).toBe(before.length + version - 2)
      expect(found.photo === null).toBe(version === 2)
      expect((await one.step(1, version, move)).status).toBe(200)
    }
    expect(one.hall.app.faults.length).toBe(2)
    one.hall.app.faults.length = 0
  })

  it('[DK1] a step again is written down again; a wrong one changes nothing', async () => {
    await desks.through(1)
    const again = await desks.step(1, 6, PHOTO)
    expect(again.body.person).toMatchObject({ version: 7, state: 'admitted' })
    expect((await desks.events(desks.seat(1).candidate)).at(-1)).toMatchObject({
      kind: 'photo-taken',
      detail: { again: true, same: true },
    })
    const pinAgain = await desks.step(1, 7, { step: 'pin' })
    expect(pinAgain.body.pin).toMatch(/^\d{6}$/)
    expect((await desks.step(2, 0, { step: 'pin' })).body).toEqual({ refused: 'desk-order' })
    expect((await desks.find('P-0002')).body).toMatchObject({ version: 0, state: 'expected', next: 'documents' })
    expect(await desks.events(desks.seat(2).candidate)).toEqual([])
  })

  it('[DK2] documents by the list that the committee settled', async () => {
    await desks.settle({
      checkIn: { ...DEFAULT_POLICY.checkIn, documents: [{ id: 'kia', label: 'KIA', needed: true }] },
    })
    expect((await desks.step(1, 0, { step: 'documents', seen: [] })).body).toEqual({
      refused: 'documents-missing',
      detail: { missing: 'KIA' },
    })
    expect((await desks.step(1, 0, { step: 'documents', seen: ['kia'] })).body.person.done[0]?.note).toBe('KIA')
  })

  it('[DK3] a supervisor’s word stands in the log', async () => {
    await desks.through(1, ALL.slice(0, 2))
    expect((await desks.step(1, 2, { ...PHOTO, same: false } as DeskStep)).body.refused).toBe('face-reason-needed')
    expect((await desks.step(1, 2, { ...PHOTO, jpeg: null } as DeskStep)).body.refused).toBe('photo-needed')
    const over = { ...PHOTO, same: false, reason: 'Koordinator: luka di wajah' } as DeskStep
    expect((await desks.step(1, 2, over)).body.person.done.at(-1)?.note).toBe('Koordinator: luka di wajah')
    expect((await desks.events(desks.seat(1).candidate)).slice(-2)).toMatchObject([
      { kind: 'photo-taken', detail: { same: false } },
      { kind: 'face-overridden', detail: { reason: 'Koordinator: luka di wajah' } },
    ])
  })

  it('a closed sitting, an unknown one, and somebody of none are told apart', async () => {
    const other = await desks.staff[0].post(`/api/desk/sittings/nowhere/find`, { scanned: 'P-0001' })
    expect([other.status, other.body.detail]).toEqual([404, { what: 'Sesi' }])
    const nobody = await desks.staff[0].post(`${desks.url}/people/nobody/steps`, { version: 0, move: DOCUMENTS })
    expect([nobody.status, nobody.body.refused]).toEqual([404, 'not-found'])
    for (const kind of ['open', 'start', 'close'] as const) must(await desks.hall.command(kind))
    expect((await desks.step(1, 0, DOCUMENTS)).body.refused).toBe('sitting-closed')
    expect((await desks.refuse(1, 0, 'clothes')).body.refused).toBe('sitting-closed')
  })

  it('what is not a step is refused in words, and nothing is written', async () => {
    const post = (body: object) => desks.staff[0].post(`${desks.url}/people/${desks.seat(1).candidate}/steps`, body)
    for (const body of [
      { version: 0, move: { step: 'dance' } },
      { version: -1, move: DOCUMENTS },
      { version: '0', move: DOCUMENTS },
      { version: 0, move: { ...PHOTO, jpeg: 'x'.repeat(280_001) } },
      { version: 0, move: { ...DOCUMENTS, seen: Array(13).fill('card') } },
    ]) {
      const { status, body: reply } = await post(body)
      expect([status, reply.refused]).toEqual([400, 'bad-request'])
    }
    expect(await desks.events()).toEqual([])
  })
})

describe('two desks', () => {
  it('[DK7] go on with one person at once: one does, the other is told and has changed nothing', async () => {
    const replies = await Promise.all([desks.step(1, 0, DOCUMENTS, 0), desks.step(1, 0, DOCUMENTS, 1)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(replies.find(({ status }) => status === 409)?.body.refused).toBe('desk-changed')
    expect((await desks.events(desks.seat(1).candidate)).map(({ kind }) => kind)).toEqual([
      'arrived',
      'documents-checked',
    ])
    await desks.through(2, ALL.slice(0, 3))
    const pins = await Promise.all([desks.step(2, 3, { step: 'pin' }, 0), desks.step(2, 3, { step: 'pin' }, 1)])
    const given = pins.filter(({ status }) => status === 200)
    expect(given.length).toBe(1)
    await desks.hall.command('open')
    must(await desks.hall.station(2).signIn(given[0]?.body.pin ?? ''))
  })

  it('[DK8 DK9] seat 200 people by lottery: no seat twice, nobody without, and all can be drawn again', async () => {
    const many = await desksOf(await sitting().withCandidates(200).scheduled())
    await many.settle(LOTTERY)
    const before = await many.get<DeskSitting>('')
    const plan = (await many.seats()).map(({ candidate, room, station }) => ({ candidate, room, station }))
    // Both desks take everybody, in opposite order, all at once: whoever is second is told and goes on.
    const walk = async (desk: number, people: number[]) => {
      for (const n of people) {
        const first = await many.step(n, 0, DOCUMENTS, desk)
        if (first.status !== 200) continue
        await many.step(n, 1, { step: 'seat' }, desk)
      }
    }
    const people = Array.from({ length: 200 }, (_, at) => at + 1)
    await Promise.all([walk(0, people), walk(1, people.toReversed())])
    const { store } = many.hall.app.services
    const rows = await store.read.select().from(store.tables.checkIn)
    expect(rows.every(({ state }) => state === 'admitted')).toBe(true)
    expect(rows.map(({ lottery }) => lottery).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(people.map((n) => n - 1))
    const now = (await many.seats()).map(({ candidate, room, station }) => ({ candidate, room, station }))
    const place = ({ room, station }: { room: string; station: string }) => `${room} ${station}`
    expect(now.map(place).sort()).toEqual(plan.map(place).sort())

    for (const kind of ['open', 'start', 'close'] as const) must(await many.hall.command(kind))
    const after = (await many.get<DeskSitting>('')).body.lottery
    expect(before.body.lottery).toEqual({ commitment: after?.commitment, seed: null })
    expect(sha256(after?.seed ?? '')).toBe(after?.commitment)
    const draws = rows.map(({ candidateId, lottery }) => ({ candidate: candidateId, number: lottery ?? -1 }))
    expect(lotteryFaults(after?.seed ?? '', plan, now, draws)).toEqual([])
    const record = await lotteryRecord(many.hall.app.services, many.hall.id)
    expect(record).toMatchObject({ seed: after?.seed, commitment: after?.commitment, faults: [] })
    expect(record?.draws.length).toBe(200)
    const again = seatsByLottery(after?.seed ?? '', plan, draws)
    const byName = (a: { candidate: string }, b: { candidate: string }) => (a.candidate < b.candidate ? -1 : 1)
    expect(again.sort(byName)).toEqual(now.sort(byName))
  })

  it('[DK8] one draws once; who is at work or was seated by plan is not moved', async () => {
    await desks.settle({ checkIn: LOTTERY.checkIn })
    await desks.through(4, [DOCUMENTS, { step: 'seat' }]) // by plan
    must(await desks.hall.command('open'))
    must(await desks.hall.command('start'))
    await desks.hall.seated(3) // at work, never at the desk
    await desks.settle(LOTTERY)
    const planned = new Map((await desks.seats()).map((one) => [one.candidate, one.station]))
    const first = await desks.through(1, [DOCUMENTS, { step: 'seat' }])
    const second = await desks.through(2, [DOCUMENTS, { step: 'seat' }])
    const now = new Map((await desks.seats()).map((one) => [one.candidate, one.station]))
    for (const n of [3, 4]) expect(now.get(desks.seat(n).candidate)).toBe(planned.get(desks.seat(n).candidate))
    expect(new Set(now.values()).size).toBe(4)
    const again = await desks.step(1, 2, { step: 'seat' })
    expect(again.body.person.seat).toEqual(first.person.seat)
    // Sent away and let in again: the draw of before stands.
    await desks.refuse(1, 3, 'clothes')
    await desks.withdraw(1, 4)
    expect((await desks.step(1, 5, { step: 'seat' })).body.person.seat).toEqual(first.person.seat)
    expect(second.person.seat.station).not.toBe(first.person.seat.station)
    const seated = (await desks.events()).filter(({ kind }) => kind === 'seated')
    expect(seated.map(({ detail }) => detail.number ?? null)).toEqual([
      null,
      expect.any(Number),
      expect.any(Number),
      null,
      null,
    ])
  })

  it('[DK8 DK9] a move by command changes no order: what it empties is not given, and the moved keeps her new seat', async () => {
    await desks.settle(LOTTERY)
    const { store } = desks.hall.app.services
    const first = await desks.through(1, [DOCUMENTS, { step: 'seat' }])
    // Her computer is broken before she comes: the proctor's command gives her a spare one.
    await store.transaction(async (db) => {
      await db
        .update(store.tables.seat)
        .set({ station: '31' })
        .where(eq(store.tables.seat.candidateId, desks.seat(2).candidate))
    })
    const emptied = (await desks.seats()).map(({ station }) => station)
    for (const n of [3, 4, 2]) await desks.through(n, [DOCUMENTS, { step: 'seat' }])
    const now = await desks.seats()
    expect(now.map(({ station }) => station).sort()).toEqual(emptied.sort())
    expect(now.find((one) => one.candidate === desks.seat(2).candidate)?.station).toBe('31')
    expect(now.find((one) => one.candidate === desks.seat(1).candidate)?.station).toBe(first.person.seat.station)
    const record = await lotteryRecord(desks.hall.app.services, desks.hall.id)
    expect([record?.draws.length, record?.faults]).toEqual([3, []])
    await store.transaction(async (db) => {
      await db
        .update(store.tables.seat)
        .set({ station: '32' })
        .where(eq(store.tables.seat.candidateId, desks.seat(1).candidate))
    })
    expect((await lotteryRecord(desks.hall.app.services, desks.hall.id))?.faults).toEqual([desks.seat(1).candidate])
  })

  it('[DK8] the first who comes gets the first seat of the order, and whoever had it takes hers', async () => {
    await desks.settle(LOTTERY)
    const { store } = desks.hall.app.services
    const [row] = await store.read.select({ secret: store.tables.sitting.secret }).from(store.tables.sitting)
    const before = await desks.seats()
    const [first] = lotteryOrder(lotterySeed(row?.secret ?? ''), before)
    const holder = before.find(({ room, station }) => room === first?.room && station === first?.station)
    const n = before.findIndex((one) => one.candidate !== holder?.candidate) + 1
    const mine = before[n - 1] as (typeof before)[number]
    const { person } = await desks.through(n, [DOCUMENTS, { step: 'seat' }])
    expect(person.seat).toMatchObject({ room: first?.room, station: first?.station })
    const after = await desks.seats()
    const hers = after.find((one) => one.candidate === holder?.candidate)
    expect([hers?.room, hers?.station]).toEqual([mine.room, mine.station])
    expect((await desks.events(mine.candidate)).at(-1)).toMatchObject({
      kind: 'seated',
      room: first?.room,
      station: first?.station,
      detail: { number: 0, fromRoom: mine.room, fromStation: mine.station, other: holder?.candidate },
    })
  })
})

describe('the closing moment', () => {
  it('[DK5] 07.54.59 yes, 07.55.00 no; and it moves with the start', async () => {
    await desks.through(1, ALL.slice(0, 3))
    await desks.through(2, ALL.slice(0, 3))
    desks.toClosing(1000)
    expect((await desks.step(1, 3, { step: 'pin' })).body.pin).toMatch(/^\d{6}$/)
    desks.hall.app.clock.pass(1000)
    expect((await desks.step(2, 3, { step: 'pin' })).body).toMatchObject({ refused: 'pin-closed' })
    const { store } = desks.hall.app.services
    await store.transaction(async (db) => {
      await db.update(store.tables.sitting).set({ startsAt: desks.hall.app.clock.wall() + 6 * MINUTE })
    })
    expect((await desks.step(2, 3, { step: 'pin' })).body.pin).toMatch(/^\d{6}$/)
  })

  it('[DK6 DK10] who comes late is refused as late, for good; who has her PIN goes on', async () => {
    await desks.through(1, ALL.slice(0, 4))
    expect((await desks.refuse(2, 0, 'late')).body.refused).toBe('not-late-yet')
    desks.toClosing(0)
    expect((await desks.step(2, 0, DOCUMENTS)).body.refused).toBe('desk-late')
    expect((await desks.refuse(2, 0, 'clothes')).body.refused).toBe('late-only')
    const late = await desks.refuse(2, 0, 'late', 'datang 07.57')
    expect(late.body.person).toMatchObject({
      state: 'refused',
      next: null,
      refusal: { reason: 'late', text: 'datang 07.57' },
    })
    expect((await desks.events(desks.seat(2).candidate)).map(({ kind }) => kind)).toEqual(['late'])
    expect((await desks.withdraw(2, 1)).body.refused).toBe('desk-late')
    expect((await desks.step(1, 4, { step: 'body' })).status).toBe(200)
    expect((await desks.step(1, 5, { step: 'seat' })).body.person.state).toBe('admitted')
  })

  it('[DK10] a refusal ends PIN and sign-in; taken back, the PIN is given anew', async () => {
    await desks.through(1, ALL.slice(0, 5))
    must(await desks.hall.command('open'))
    const own = desks.hall.station(2)
    must(await own.signIn())
    const refused = await desks.refuse(2, 0, 'banned-item', 'ponsel')
    expect(refused.body.person).toMatchObject({ state: 'refused', pinIssued: false, refusal: { by: 'proctor-1' } })
    expect(await own.view()).toMatchObject({ refused: 'sign-in-needed' })
    expect(await desks.hall.station(2).signIn()).toMatchObject({ refused: 'wrong-card-or-pin' })
    expect((await desks.step(2, 1, DOCUMENTS)).body.refused).toBe('refused-at-desk')
    expect((await desks.withdraw(2, 0)).body.refused).toBe('desk-changed')
    expect((await desks.withdraw(2, 'satu')).body.refused).toBe('bad-request')
    expect((await desks.withdraw(2, 1)).body.person).toMatchObject({ version: 2, state: 'arrived', next: 'documents' })
    expect((await desks.withdraw(2, 2)).body.refused).toBe('not-refused')
    await desks.refuse(1, 5, 'other', 'salah orang')
    expect((await desks.withdraw(1, 6)).body.person).toMatchObject({ next: 'pin', pinIssued: false })
    expect((await desks.events(desks.seat(2).candidate)).map(({ kind }) => kind)).toContain('refusal-withdrawn')
  })

  it('[DK10] nobody who has begun is refused at the desk', async () => {
    must(await desks.hall.command('open'))
    must(await desks.hall.command('start'))
    await desks.hall.seated(1)
    expect((await desks.refuse(1, 0, 'banned-item')).body).toEqual({
      refused: 'begun-already',
      detail: { number: 'P-0001' },
    })
  })
})

describe('PINs from the room’s console', () => {
  const pins = (...n: number[]) =>
    issuePins(
      desks.hall.app.services,
      'proctor',
      desks.hall.id,
      n.map((one) => desks.seat(one).candidate),
    )
  const numbers = (issued: Awaited<ReturnType<typeof pins>>) =>
    'refused' in issued ? issued.refused : issued.map(({ number }) => number)

  it('[DK14] to everybody before the closing moment', async () => {
    desks.toClosing(1)
    expect(numbers(await pins())).toEqual(['P-0001', 'P-0002', 'P-0003', 'P-0004'])
    expect(numbers(await pins(3))).toEqual(['P-0003'])
  })

  it('[DK14] after it only to those who were let in or have begun; the refusal names the moment and nothing changes', async () => {
    await desks.through(1)
    must(await desks.hall.command('open'))
    must(await desks.hall.command('start'))
    await desks.hall.seated(2)
    desks.toClosing(0)
    const before = await desks.seats()
    expect(numbers(await pins(1, 2))).toEqual(['P-0001', 'P-0002'])
    const { body, status } = await desks.staff[0].post(`/api/proctor/sittings/${desks.hall.id}/pins`, {
      candidates: [desks.seat(1).candidate, desks.seat(3).candidate],
    })
    expect([status, body.refused, body.detail]).toEqual([409, 'pin-closed', { closes: '24/11/2026, 08.55 WIB' }])
    const after = await desks.seats()
    for (const at of [2, 3]) expect(after[at]?.pinHash).toBe(before[at]?.pinHash)
    expect(numbers(await pins())).toEqual(['P-0001'])
  })

  it('[DK14] a hall without a desk gets none at all then', async () => {
    desks.toClosing(0)
    expect(numbers(await pins())).toBe('pin-closed')
  })

  it('[DK14] where the desk gives them there is no list, and a lost one is replaced by name', async () => {
    await desks.settle({ pins: { from: 'desk', closeMinutes: 5 } })
    expect(numbers(await pins())).toBe('pins-at-desk')
    expect(numbers(await pins(1))).toBe('pins-at-desk')
    await desks.through(1, ALL.slice(0, 4))
    expect(numbers(await pins(1))).toEqual(['P-0001'])
    expect(numbers(await pins(1, 2))).toBe('pins-at-desk')
  })

  it('[DK14] never to somebody whom the desk refused', async () => {
    await desks.refuse(1, 0, 'no-identity')
    expect(await pins(1)).toEqual({ refused: 'refused-at-desk', detail: { number: 'P-0001' } })
    expect(numbers(await pins())).toEqual(['P-0002', 'P-0003', 'P-0004'])
  })
})

describe('pictures', () => {
  it('[DK11] are stored sealed and given back as they were; the newest counts', async () => {
    const { candidate } = desks.seat(1)
    const { services } = desks.hall.app
    expect(await latestPhoto(services, desks.hall.id, candidate)).toBeNull()
    await desks.through(1, ALL.slice(0, 3))
    const second = jpeg({ width: 320, height: 240 })
    const { body } = await desks.step(1, 3, { ...PHOTO, jpeg: second.toString('base64') } as DeskStep)
    const got = await desks.staff[1].get(`/api/desk/photos/${body.person.photo?.id}`)
    expect([got.status, second.equals(got.raw)]).toEqual([200, true])
    expect(await latestPhoto(services, desks.hall.id, candidate)).toEqual(second)
    const rows = await services.store.read.select().from(services.store.tables.photo)
    expect(rows.length).toBe(2)
    const disk = readFileSync(desks.hall.app.database)
    for (const { sealed } of rows)
      expect(Buffer.from(sealed, 'base64url').includes(PICTURE.subarray(0, 16))).toBe(false)
    expect(disk.includes(PICTURE.subarray(0, 24))).toBe(false)
    expect((await desks.staff[0].get('/api/desk/photos/nothing')).body.detail).toEqual({ what: 'Foto' })
  })

  it.each([
    ['words', Buffer.from('bukan foto').toString('base64')],
    ['no base64', 'data:image/jpeg;base64,xxx'],
    ['nothing', ''],
    ['too wide', jpeg({ width: 4000 }).toString('base64')],
  ])('[DK11] %s are no picture, and the step is not done', async (_, wrong) => {
    await desks.through(1, ALL.slice(0, 2))
    const { status, body } = await desks.step(1, 2, { ...PHOTO, jpeg: wrong } as DeskStep)
    expect([status, body]).toEqual([400, { refused: 'not-a-photo', detail: { kb: '200', side: '2000' } }])
    expect((await desks.find('P-0001')).body).toMatchObject({ version: 2, photo: null })
  })

  it('[DK11] the largest one that is allowed comes through whole', async () => {
    const large = jpeg({ bytes: 200 * 1024 })
    await desks.through(1, ALL.slice(0, 2))
    const { status, body } = await desks.step(1, 2, { ...PHOTO, jpeg: large.toString('base64') } as DeskStep)
    expect([status, body.refused]).toEqual([200, undefined])
    expect(await latestPhoto(desks.hall.app.services, desks.hall.id, desks.seat(1).candidate)).toEqual(large)
  })
})

describe('finding somebody', () => {
  it('[DK12] by the card’s QR; an imitation is refused', async () => {
    const text = cardText(desks.hall.app.services.secret, 'P-0002', 1)
    expect((await desks.find(text)).body).toMatchObject({
      number: 'P-0002',
      scannedAs: 'signed',
      nikMasked: '1508••••••••••02',
    })
    const forged = await desks.find(text.replace('P-0002', 'P-0003'))
    expect([forged.status, forged.body.refused]).toEqual([409, 'card-not-ours'])
  })

  it.each(['P-0002', ' p-0002 ', 'p0002', 'P 0002', 'P.00-02'])('[DK13] by number, typed as "%s"', async (typed) => {
    expect((await desks.find(typed)).body).toMatchObject({ number: 'P-0002', scannedAs: 'number' })
  })

  it('[DK13] nobody has that number', async () => {
    for (const typed of ['P-9999', '   ', "' or 1=1", '%']) {
      const { status, body } = await desks.find(typed)
      expect([status, body.refused]).toEqual([404, 'not-found'])
    }
  })

  it('[DK13] somebody of another sitting is sent there, and one without a seat to the committee', async () => {
    const { services } = desks.hall.app
    const { store } = services
    const [test] = await store.read.select().from(store.tables.test)
    const [first] = await store.read.select().from(store.tables.candidate)
    const people = ['P-0005', 'P-0006', 'Q-1', 'Q.1'].map((number, at) => ({
      ...(first as NonNullable<typeof first>),
      ...{ id: `extra-${at}`, number, nikIndex: `extra-${at}`, session: at === 1 ? 'nanti' : 'Sesi 2' },
    }))
    await store.transaction(async (db) => {
      await db.insert(store.tables.candidate).values(people)
    })
    const startsAt = services.clock.wall() + 4 * 60 * MINUTE
    must(
      await createSitting(services, 'test', {
        ...{ name: 'Sesi 2', test: test?.id ?? '', startsAt, venue: 'Balai' },
        candidates: { session: 'Sesi 2' },
      }),
    )
    const elsewhere = {
      refused: 'other-sitting',
      detail: { number: 'P-0005', sitting: 'Sesi 2', time: '24/11/2026, 12.00 WIB', room: 'A' },
    }
    for (const typed of ['P-0005', 'p0005']) expect((await desks.find(typed)).body).toEqual(elsewhere)
    expect((await desks.find('P-0006')).body).toEqual({ refused: 'no-seat-yet', detail: { number: 'P-0006' } })
    expect((await desks.find('q1')).body).toEqual({ refused: 'number-not-clear', detail: { number: 'q1' } })
    expect((await desks.find('Q.1')).body.detail?.sitting).toBe('Sesi 2')
  })
})

describe('cards', () => {
  it('[DK16] [CD1] one to a page in order of number, with name, vacancy, sitting and time', async () => {
    const nine = await desksOf(await sitting().withCandidates(9).scheduled())
    const { status, raw } = await nine.get('/cards.pdf')
    const { text, pages } = pdfText(raw)
    expect([status, pages]).toEqual([200, 9])
    const numbers = [...text.matchAll(/P-\d{4}/g)].map(([number]) => number)
    // Each on its card and on the strip that stays with the committee.
    expect(numbers).toEqual(Array.from({ length: 18 }, (_, at) => `P-000${Math.floor(at / 2) + 1}`))
    for (const words of ['Peserta 9', 'Perawat', 'Puskesmas', 'Sesi 1', '09.00', 'Balai', 'Panitia Uji'])
      expect(text).toContain(words)
  })
})
