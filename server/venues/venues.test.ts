import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../db/sql.ts'
import type { AuditRow } from '../protocol/http.ts'
import { PROTOCOL } from '../protocol/station.ts'
import type {
  EnrolmentCode,
  EnrolOffer,
  NewRoom,
  Recognised,
  RoomDetail,
  StationCheck,
  StationKey,
  VenueRow,
} from '../protocol/venues.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { sitting } from '../testing/sitting.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { StationChecks } from './check-store.ts'
import { CODE_MS, enrolText, MACHINE_COOKIE, machineToken, NONCE_MS, recogniseText } from './machine.ts'
import { stillEnrolled } from './machine-store.ts'
import { gridPlan } from './plan.ts'
import { LIMITS } from './station-check.ts'
import { placesOf, plansOf } from './venue-store.ts'

const AGENT = 'Mozilla/5.0 (Windows NT 6.1; Win64; x64; rv:115.0) Gecko/20100101 Firefox/115.0'
const fit: StationCheck = {
  ...{ serverMs: 12, clockOffMs: 400, width: 1366, height: 768, storage: true, freeMb: 900, browser: AGENT },
  ...{ protocol: PROTOCOL, fullScreen: true, socket: true },
}

let app: TestApp
let committee: Staff
let proctor: Staff
let address = 1
beforeAll(async () => {
  app = await testApp()
  committee = await app.staff('committee')
  proctor = await app.staff('proctor')
})
const call = async (method: 'PUT' | 'DELETE', url: string, payload?: object, who = committee) => {
  const reply = await app.http.inject({ method, url, headers: { cookie: who.cookie }, ...(payload && { payload }) })
  return { status: reply.statusCode, body: reply.json() }
}
const detail = async (id: string) => (await committee.get(`/api/rooms/${id}`)).body as RoomDetail
const lastAudit = async () => ((await committee.get('/api/audit')).body.rows as AuditRow[])[0]

/** A new venue with one room of that plan. */
let venues = 0
async function room(plan: NewRoom['plan'] = gridPlan(2, 3, { spares: 1 }), name = 'A') {
  venues += 1
  const venue = (await committee.post('/api/venues', { name: `Lokasi ${venues}`, address: 'Jalan Uji 1' }))
    .body as VenueRow
  const made = (await committee.post(`/api/venues/${venue.id}/rooms`, { name, plan })).body as RoomDetail
  return { ...made, venue }
}
const codeOf = async (id: string) => (await proctor.post(`/api/rooms/${id}/enrolment-code`)).body as EnrolmentCode

/** A browser of a station, with its key and its cookie. */
class Computer {
  readonly privateKey: KeyObject
  readonly key: StationKey
  /** Each has an address of its own, as on a LAN. */
  readonly ip = `10.0.${(address >> 8) & 255}.${address++ & 255}`
  cookie = ''
  id = ''
  constructor() {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { kty, crv, x, y } = pair.publicKey.export({ format: 'jwk' })
    this.privateKey = pair.privateKey
    this.key = { kty, crv, x, y } as StationKey
  }
  sign = (text: string) =>
    sign('sha256', Buffer.from(text), { key: this.privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')
  offer = (code: string) => this.post('/api/machine/offer', { code })
  async enrol(code: string, station: string, change: object = {}) {
    const body = { code, station, key: this.key, signature: this.sign(enrolText(code, station)), ...change }
    const reply = await this.post('/api/machine/enrol', body)
    if (reply.status === 200) this.id = reply.body.id
    return reply
  }
  nonce = async () => (await app.http.inject({ url: '/api/machine/nonce' })).json().nonce as string
  async recognise(change: { id?: string; nonce?: string; signature?: string } = {}) {
    const nonce = change.nonce ?? (await this.nonce())
    const id = change.id ?? this.id
    return this.post('/api/machine/recognise', {
      id,
      nonce,
      signature: change.signature ?? this.sign(recogniseText(nonce, id)),
    })
  }
  check = (change: Partial<StationCheck> = {}) => this.post('/api/machine/check', { ...fit, ...change })

  async post(url: string, payload: object) {
    const headers = { cookie: `${MACHINE_COOKIE}=${this.cookie}` }
    const reply = await app.http.inject({ method: 'POST', url, payload, headers, remoteAddress: this.ip })
    const set = reply.cookies.find((one) => one.name === MACHINE_COOKIE)
    if (set) this.cookie = set.value
    return { status: reply.statusCode, body: reply.json(), set }
  }
}
const enrolled = async (roomId: string, station: string) => {
  const computer = new Computer()
  const reply = await computer.enrol((await codeOf(roomId)).code, station)
  expect(reply.status).toBe(200)
  return computer
}

describe('venues and rooms', () => {
  it('are listed with what stands in them, and kept under one name', async () => {
    const { venue, id } = await room()
    const listed = ((await proctor.get('/api/venues')).body as VenueRow[]).find((one) => one.id === venue.id)
    expect(listed).toEqual({
      ...{ id: venue.id, name: venue.name, address: 'Jalan Uji 1' },
      rooms: [{ id, name: 'A', seats: 5, spares: 1, enrolled: 0, fit: 0 }],
    })
    expect((await committee.post('/api/venues', { name: ` ${venue.name} `, address: '' })).body.refused).toBe(
      'name-taken',
    )
    expect((await committee.post('/api/venues', { name: '  ', address: '' })).body.refused).toBe('bad-request')
    const again = (name: string) => committee.post(`/api/venues/${venue.id}/rooms`, { name, plan: gridPlan(1, 1) })
    expect((await again('a')).body).toEqual({ refused: 'name-taken', detail: { name: 'A' } })
    expect((await again(' ')).body.refused).toBe('bad-request')
    expect((await committee.post('/api/venues/none/rooms', { name: 'A', plan: gridPlan(1, 1) })).status).toBe(404)
    expect((await committee.get('/api/rooms/none')).status).toBe(404)
    expect((await call('PUT', '/api/rooms/none', { name: 'A', plan: gridPlan(1, 1) })).status).toBe(404)
  })

  it('[VN1] a wrong plan is refused in words of both languages, and nothing of it is kept', async () => {
    const { venue, id } = await room()
    const plan = gridPlan(1, 2)
    plan.seats[1] = { station: '1', row: 0, column: 0, spare: false }
    for (const reply of [
      await committee.post(`/api/venues/${venue.id}/rooms`, { name: 'B', plan }),
      await call('PUT', `/api/rooms/${id}`, { name: 'A', plan }),
    ]) {
      expect([reply.status, reply.body.refused]).toEqual([400, 'plan-wrong'])
      expect(reply.body.detail.problems).toMatch(/01 dan 1 terlalu mirip.*petak yang sama/)
      expect(reply.body.detail['problems:en']).toMatch(/01 and 1 are too alike.*in one cell/)
    }
    const listed = ((await committee.get('/api/venues')).body as VenueRow[]).find((one) => one.id === venue.id)
    expect(listed?.rooms).toHaveLength(1)
    expect((await detail(id)).stations).toHaveLength(6)
  })

  it('[VN2] a changed plan keeps the computers of the stations that stay', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '02')
    await computer.check()
    const before = (await detail(id)).stations.find((one) => one.name === '02')
    const plan = gridPlan(2, 2, { spares: 1 })
    const kept = (await call('PUT', `/api/rooms/${id}`, { name: 'A', plan })).body as RoomDetail
    expect(kept.stations.map((one) => [one.name, one.spare])).toEqual([
      ['01', false],
      ['02', false],
      ['03', false],
      ['04', true],
    ])
    expect(kept.stations[1]).toEqual(before)
    expect((await computer.recognise()).status).toBe(200)
    expect(await lastAudit()).toMatchObject({ action: 'room.change', actor: committee.username })
  })

  it('[VN2] a station with a computer does not leave the plan before its enrolment is taken back', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '05')
    const smaller = { name: 'A', plan: gridPlan(2, 2) }
    const reply = await call('PUT', `/api/rooms/${id}`, smaller)
    expect([reply.status, reply.body]).toEqual([409, { refused: 'plan-enrolled', detail: { stations: '05' } }])
    expect((await detail(id)).stations).toHaveLength(6)
    expect((await call('DELETE', `/api/stations/${computer.id}/enrolment`)).status).toBe(200)
    expect((await call('PUT', `/api/rooms/${id}`, smaller)).status).toBe(200)
  })

  it('[VN2] a seat of a sitting that is not closed keeps its station, and its room the name', async () => {
    const hall = await sitting().withCandidates(3).scheduled()
    const { store } = hall.app.services
    const staff = await hall.app.staff('committee')
    const venue = (await staff.post('/api/venues', { name: 'Balai', address: '' })).body as VenueRow
    const made = (await staff.post(`/api/venues/${venue.id}/rooms`, { name: 'A', plan: gridPlan(2, 3) }))
      .body as RoomDetail
    const put = async (name: string, plan: NewRoom['plan']) => {
      const headers = { cookie: staff.cookie }
      const reply = await hall.app.http.inject({
        method: 'PUT',
        url: `/api/rooms/${made.id}`,
        headers,
        payload: { name, plan },
      })
      return reply.json()
    }
    expect(await put('A', gridPlan(1, 2))).toEqual({
      refused: 'plan-in-use',
      detail: { stations: '03', sitting: 'Sesi 1' },
    })
    expect(await put('B', gridPlan(2, 3))).toEqual({
      refused: 'plan-in-use',
      detail: { stations: '01, 02, 03', sitting: 'Sesi 1' },
    })
    expect(await put('A', gridPlan(1, 3))).toMatchObject({ id: made.id })
    await store.transaction((db) => db.update(store.tables.sitting).set({ state: 'closed' }))
    expect(await put('B', gridPlan(1, 2))).toMatchObject({ name: 'B' })
  })

  it('[SD7] tell a sitting their places, room by room and row by row; a venue without a plan tells none', async () => {
    const { venue } = await room(gridPlan(1, 3, { order: 'snake', spares: 1 }), 'Z')
    app.clock.pass(1)
    await committee.post(`/api/venues/${venue.id}/rooms`, { name: 'B', plan: gridPlan(1, 1) })
    expect(await placesOf(app.services, ` ${venue.name}`)).toEqual([
      { room: 'Z', station: '01', spare: false },
      { room: 'Z', station: '02', spare: false },
      { room: 'Z', station: '03', spare: true },
      { room: 'B', station: '01', spare: false },
    ])
    expect((await plansOf(app.services, venue.name)).map((one) => one.room)).toEqual(['Z', 'B'])
    expect(await placesOf(app.services, 'Lokasi lain')).toBeNull()
  })
})

describe('an enrolment code', () => {
  it('[VN3] opens its room for all its computers, however it is typed', async () => {
    const { id, venue } = await room()
    const { code, ...rest } = await codeOf(id)
    expect(rest).toEqual({ room: 'A', expiresAt: app.clock.wall() + CODE_MS })
    for (const typed of [code, code.toLowerCase(), ` ${code.replace('-', ' ')} `]) {
      const offer = (await new Computer().offer(typed)).body as EnrolOffer
      expect([offer.venue, offer.room]).toEqual([venue.name, 'A'])
      expect(offer.stations).toHaveLength(6)
    }
    for (const station of ['01', '02', '06']) expect((await new Computer().enrol(code, station)).status).toBe(200)
    const offer = (await new Computer().offer(code)).body as EnrolOffer
    expect(offer.stations.filter((one) => one.enrolled).map((one) => [one.name, one.spare])).toEqual([
      ['01', false],
      ['02', false],
      ['06', true],
    ])
  })

  it('[VN3] is stored as a keyed hash, and ends after four hours or with the next', async () => {
    const { id } = await room()
    const first = await codeOf(id)
    const { store } = app.services
    const rows = JSON.stringify(await store.read.select().from(store.tables.enrolmentCode))
    expect(rows).not.toContain(first.code.slice(0, 4))
    const second = await codeOf(id)
    expect((await new Computer().offer(first.code)).body).toEqual({ refused: 'enrolment-code-wrong' })
    expect((await new Computer().enrol(first.code, '01')).body).toEqual({ refused: 'enrolment-code-wrong' })
    app.clock.pass(CODE_MS - 1)
    expect((await new Computer().offer(second.code)).status).toBe(200)
    app.clock.pass(1)
    expect((await new Computer().offer(second.code)).body).toEqual({ refused: 'enrolment-code-wrong' })
    expect((await new Computer().enrol(second.code, '01')).body).toEqual({ refused: 'enrolment-code-wrong' })
    expect(await proctor.post('/api/rooms/none/enrolment-code')).toMatchObject({ status: 404 })
  })

  it('[VN3] of another room enrols nothing here', async () => {
    const here = await room(gridPlan(1, 2))
    const there = await room(gridPlan(3, 3))
    const reply = await new Computer().enrol((await codeOf(here.id)).code, '09')
    expect([reply.status, reply.body.refused]).toEqual([404, 'not-found'])
    expect((await detail(there.id)).stations.every((one) => one.enrolledAt === null)).toBe(true)
  })

  it('[VN3] is not guessed: after 300 tries from one address even the right one is not heard, elsewhere it is', async () => {
    const { id } = await room()
    const { code } = await codeOf(id)
    const stranger = new Computer()
    for (let n = 0; n < 300; n++) expect((await stranger.offer(`AAAA${1000 + n}`)).status).toBe(401)
    const reply = await stranger.offer(code)
    expect([reply.status, reply.body]).toEqual([429, { refused: 'too-many-tries', detail: { seconds: '60' } }])
    expect((await stranger.enrol(code, '01')).status).toBe(429)
    expect((await new Computer().enrol(code, '01')).status).toBe(200)
  })
})

describe('enrolment', () => {
  it('[VN4] of two computers at once gives the station to one, and tells the other', async () => {
    const { id } = await room()
    const { code } = await codeOf(id)
    const both = [new Computer(), new Computer()]
    const replies = await Promise.all(both.map((one) => one.enrol(code, '03')))
    expect(replies.map((one) => one.status).sort()).toEqual([200, 409])
    const loser = replies.find((one) => one.status === 409)
    expect(loser?.body).toEqual({ refused: 'station-enrolled', detail: { room: 'A', station: '03' } })
    expect(loser?.set).toBeUndefined()
    const winner = both[replies.findIndex((one) => one.status === 200)] as Computer
    const other = both.find((one) => one !== winner) as Computer
    expect((await winner.recognise()).body).toMatchObject({ room: 'A', station: '03' })
    expect((await other.recognise({ id: winner.id })).body).toEqual({ refused: 'machine-unknown' })
  })

  it('[VN4] said again by the same computer is answered the same; a station the code does not have is refused', async () => {
    const { id } = await room()
    const { code } = await codeOf(id)
    const computer = new Computer()
    const first = await computer.enrol(code, '03')
    app.clock.pass(5)
    expect((await computer.enrol(code, '03')).body).toEqual(first.body)
    expect((await computer.enrol(code, '77')).status).toBe(404)
    const kept = (await detail(id)).stations.find((one) => one.name === '03')
    expect(kept).toMatchObject({ enrolledAt: app.clock.wall() - 5, enrolledBy: proctor.username })
  })

  it('[VN5] with a signature of another key, station, code or form is refused, and nothing is enrolled', async () => {
    const { id } = await room()
    const { code } = await codeOf(id)
    const computer = new Computer()
    for (const signature of [
      new Computer().sign(enrolText(code, '01')),
      computer.sign(enrolText(code, '02')),
      computer.sign(enrolText('AAAA-AAAA', '01')),
      'A'.repeat(86),
    ])
      expect((await computer.enrol(code, '01', { signature })).body).toEqual({ refused: 'signature-wrong' })
    const off = { ...computer.key, y: 'A'.repeat(43) }
    expect((await computer.enrol(code, '01', { key: off })).body).toEqual({ refused: 'signature-wrong' })
    expect((await computer.enrol(code, '01', { signature: 'x' })).body.refused).toBe('bad-request')
    expect((await computer.enrol(code, '01', { key: { ...computer.key, d: 'x' } })).body.refused).toBe('bad-request')
    expect((await detail(id)).stations.every((one) => one.enrolledAt === null)).toBe(true)
    expect(app.faults).toEqual([])
  })

  it('[VN4] taken back by the committee lets another computer in, with an audit row for each', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '04')
    await computer.check()
    expect(await lastAudit()).toMatchObject({ action: 'station.enrol', subject: '04', actor: proctor.username })
    expect((await call('DELETE', `/api/stations/${computer.id}/enrolment`, undefined, proctor)).status).toBe(403)
    expect((await call('DELETE', `/api/stations/${computer.id}/enrolment`)).body).toEqual({})
    expect(await lastAudit()).toMatchObject({ action: 'station.unenrol', subject: '04', actor: committee.username })
    expect((await call('DELETE', `/api/stations/${computer.id}/enrolment`)).body.refused).toBe('not-enrolled')
    expect((await call('DELETE', '/api/stations/none/enrolment')).status).toBe(404)
    expect((await detail(id)).stations[3]).toMatchObject({ enrolledAt: null, check: null, faults: ['not-enrolled'] })

    const next = await enrolled(id, '04')
    expect((await detail(id)).stations[3]).toMatchObject({ check: null, faults: ['unchecked'] })
    expect((await next.recognise()).status).toBe(200)
    const late = await computer.check()
    expect([late.body, late.set?.value]).toEqual([{ refused: 'machine-unknown' }, ''])
    expect((await detail(id)).stations[3]?.check).toBeNull()
  })
})

describe('recognition', () => {
  it('[VN5] takes the signature of the enrolled key over a fresh nonce, and no other', async () => {
    const { id, venue } = await room()
    const [one, two] = [await enrolled(id, '01'), await enrolled(id, '02')]
    expect((await one.recognise()).body as Recognised).toEqual({
      id: one.id,
      venue: venue.name,
      room: 'A',
      station: '01',
    })
    const unknown = { refused: 'machine-unknown' }
    expect((await one.recognise({ id: two.id })).body).toEqual(unknown)
    expect((await one.recognise({ id: 'none' })).body).toEqual(unknown)
    expect((await one.recognise({ signature: 'A'.repeat(86) })).body).toEqual(unknown)
    const forged = await one.nonce()
    const other = new Computer()
    expect((await one.recognise({ nonce: forged, signature: other.sign(recogniseText(forged, one.id)) })).body).toEqual(
      unknown,
    )
  })

  it('[VN5] with a nonce older than two minutes, or one of nobody, is asked to try again', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '01')
    const nonce = await computer.nonce()
    app.clock.pass(NONCE_MS - 1)
    expect((await computer.recognise({ nonce })).status).toBe(200)
    app.clock.pass(1)
    const late = await computer.recognise({ nonce })
    expect([late.status, late.body]).toEqual([409, { refused: 'nonce-old' }])
    expect((await computer.recognise({ nonce: 'abc' })).body).toEqual({ refused: 'nonce-old' })
  })

  it('[VN6] gives a cookie no script can read; it follows the plan and ends with the enrolment', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '01')
    const { set } = await computer.recognise()
    expect(set).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: 604_800 })
    const token = machineToken(app.services, computer.cookie)
    expect(token).toMatchObject({ id: computer.id, station: '01', room: 'A' })
    await call('PUT', `/api/rooms/${id}`, { name: 'B', plan: gridPlan(2, 3) })
    expect(await stillEnrolled(app.services, token)).toMatchObject({ id: computer.id, room: 'B', station: '01' })
    await call('DELETE', `/api/stations/${computer.id}/enrolment`)
    expect(await stillEnrolled(app.services, token)).toBeNull()
    await enrolled(id, '01')
    expect(await stillEnrolled(app.services, token)).toBeNull()
    expect(await stillEnrolled(app.services, null)).toBeNull()
    const gone = await computer.recognise()
    expect([gone.body, gone.set?.value]).toEqual([{ refused: 'machine-unknown' }, ''])
  })
})

describe('a check', () => {
  it('[VN7] is judged here and shown at once; without a recognised computer it is refused', async () => {
    const { id, venue } = await room()
    const computer = await enrolled(id, '01')
    expect((await computer.check({ serverMs: 900, width: 800 })).body).toEqual({ faults: ['slow', 'screen'] })
    expect((await detail(id)).stations[0]).toMatchObject({
      faults: ['slow', 'screen'],
      check: { serverMs: 900 },
      checkedAt: app.clock.wall(),
      lastSeen: app.clock.wall(),
    })
    expect((await computer.check()).body).toEqual({ faults: [] })
    const listed = ((await committee.get('/api/venues')).body as VenueRow[]).find((one) => one.id === venue.id)
    expect(listed?.rooms[0]).toMatchObject({ enrolled: 1, fit: 1 })
    app.clock.pass(LIMITS.staleMs + 1)
    committee = await app.staff('committee') // twelve hours end a sign-in too
    proctor = await app.staff('proctor')
    expect((await detail(id)).stations[0]?.faults).toEqual(['stale'])
    computer.cookie = `${computer.cookie.slice(0, -2)}xx`
    expect((await computer.check()).body).toEqual({ refused: 'machine-unknown' })
    expect((await new Computer().check()).status).toBe(401)
    expect((await computer.post('/api/machine/check', { ...fit, serverMs: -1 })).body.refused).toBe('bad-request')
  })

  it('[VN8] costs no write of its own, and is on disk when the server closes', async () => {
    const own = await testApp()
    const [before, all] = [app, [committee, proctor] as const]
    try {
      app = own
      committee = await own.staff('committee')
      proctor = await own.staff('proctor')
      const { id } = await room()
      const computer = await enrolled(id, '01')
      const { store } = own.services
      const stored = async () =>
        (await store.read.select().from(store.tables.station).where(eq(store.tables.station.id, computer.id)))[0]
      for (let n = 0; n < 20; n++) await computer.check({ serverMs: n })
      expect([(await stored())?.lastCheck, (await detail(id)).stations[0]?.check?.serverMs]).toEqual([null, 19])
      const { folder } = own
      const at = own.clock.wall()
      await own.close()
      const again = await testApp({ folder })
      const [row] = await again.services.store.read
        .select()
        .from(again.services.store.tables.station)
        .where(eq(again.services.store.tables.station.id, computer.id))
      expect([JSON.parse(row?.lastCheck ?? 'null').serverMs, row?.checkedAt]).toEqual([19, at])
    } finally {
      app = before
      ;[committee, proctor] = all
    }
  })
})

describe('[VN8] checks that are being gathered', () => {
  it('of a computer that was taken back meanwhile are not written for the next', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '01')
    const checks = new StationChecks(app.services)
    checks.note(computer.id, fit)
    await call('DELETE', `/api/stations/${computer.id}/enrolment`)
    await checks.flush()
    expect((await detail(id)).stations[0]).toMatchObject({ check: null, checkedAt: null })
  })

  it('are written at the next turn where the disk was full at this one', async () => {
    const { id } = await room()
    const computer = await enrolled(id, '01')
    const { store, log } = app.services
    let full = true
    const faulty: typeof store = {
      ...store,
      transaction: (work) => (full ? Promise.reject(new Error('disk is full')) : store.transaction(work)),
    }
    const checks = new StationChecks({ ...app.services, store: faulty, log })
    checks.note(computer.id, fit)
    await checks.flush()
    expect(app.faults.splice(0).join()).toContain('station checks not stored')
    expect((await detail(id)).stations[0]?.check).toBeNull()
    full = false
    await checks.flush()
    expect((await detail(id)).stations[0]?.check).toEqual(fit)
  })
})

describe('the room certificate', () => {
  it('[VN9] prints every station with its measures and verdict, the counts, and where to sign', async () => {
    const { id, venue } = await room(gridPlan(2, 3, { spares: 1 }), 'Aula')
    await (await enrolled(id, '01')).check()
    await (await enrolled(id, '02')).check({ socket: false, freeMb: 3 })
    await enrolled(id, '03')
    const reply = await proctor.get(`/api/rooms/${id}/certificate.pdf`)
    expect(reply.status).toBe(200)
    const { text, pages } = pdfText(reply.raw)
    expect(pages).toBe(1)
    for (const words of ['Sertifikat ruang Aula', venue.name, 'Panitia Uji', 'Jalan Uji 1', 'Firefox 115', '12 ms'])
      expect(text).toContain(words)
    const said = text.replace(/\s+/g, ' ')
    expect(said).toContain('6 meja (1 cadangan): 1 layak, 1 perlu diperiksa, 4 belum didaftarkan atau belum diperiksa')
    for (const words of [
      'penyimpanan peramban tidak cukup',
      'sambungan langsung tertutup',
      'belum diperiksa',
      'belum didaftarkan',
    ])
      expect(said).toContain(words)
    for (const words of ['Teknisi ruang', 'Koordinator Tim Pelaksana', 'halaman 1 dari 1'])
      expect(said).toContain(words)
    expect((await proctor.get('/api/rooms/none/certificate.pdf')).status).toBe(404)
  })

  it('[VN9] of a large room goes on over pages, each with its number', async () => {
    const { id } = await room(gridPlan(10, 20))
    const { text, pages } = pdfText((await proctor.get(`/api/rooms/${id}/certificate.pdf`)).raw)
    expect(pages).toBeGreaterThan(2)
    expect(text).toContain(`halaman ${pages} dari ${pages}`)
    expect(text.match(/^200$/gm)?.length).toBe(2)
  })
})
