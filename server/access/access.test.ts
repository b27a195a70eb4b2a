import { beforeAll, describe, expect, it } from 'vitest'
import { eq } from '../db/sql.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { answered, dial } from '../testing/sockets.ts'
import { must, PASSWORD, type Staff } from '../testing/test-app.ts'
import { candidateOfToken, endedSignIn, STAFF_COOKIE, signInCandidate } from './sign-in-store.ts'

let hall: Hall
let admin: Staff
beforeAll(async () => {
  hall = await sitting().withCandidates(3).opened()
  admin = await hall.app.staff('administrator')
})
const inject = (
  method: 'GET' | 'POST' | 'PATCH',
  url: string,
  payload?: object,
  headers: Record<string, string> = {},
) => hall.app.http.inject({ method, url, headers, ...(payload && { payload }) })
const signIn = (username: string, password: string, headers = {}) =>
  inject('POST', '/api/sign-in', { username, password }, headers)

describe('staff sign-in', () => {
  it('gives a cookie no script can read and no foreign page can send', async () => {
    const proctor = await hall.app.staff('proctor')
    const reply = await signIn(proctor.username, PASSWORD)
    expect([reply.statusCode, reply.json().staff.role]).toEqual([200, 'proctor'])
    const [cookie] = reply.cookies
    expect(cookie).toMatchObject({ name: STAFF_COOKIE, httpOnly: true, sameSite: 'Strict', path: '/' })
    expect(Buffer.from(cookie?.value ?? '', 'base64url')).toHaveLength(32)
    const me = await inject('GET', '/api/me', undefined, { cookie: `${STAFF_COOKIE}=${cookie?.value}` })
    expect(me.json().staff.username).toBe(proctor.username)
  })

  it('keeps a hash of the cookie only', async () => {
    const token = admin.cookie.split('=')[1] ?? ''
    const { store } = hall.app.services
    const rows = await store.read.select().from(store.tables.signIn)
    expect(JSON.stringify(rows)).not.toContain(token)
  })

  it('does not say whether the name or the password was wrong', async () => {
    const wrongName = await signIn('tidak-ada', PASSWORD)
    const wrongPassword = await signIn(admin.username, 'salah salah salah')
    expect([wrongName.statusCode, wrongName.body]).toEqual([401, wrongPassword.body])
    expect(wrongPassword.cookies).toEqual([])
  })

  it('stops guessing after twenty tries in a minute, also with the right password then', async () => {
    const writer = await hall.app.staff('writer')
    for (let n = 0; n < 8; n++) expect((await signIn(writer.username, `tebakan nomor ${n}`)).statusCode).toBe(401)
    const reply = await signIn(writer.username, PASSWORD)
    expect([reply.statusCode, reply.json().refused]).toEqual([429, 'too-many-tries'])
  })

  it('is over after signing out, after 12 hours, and when the account is disabled or its password changed', async () => {
    const asked = async (staff: Staff) => (await staff.get('/api/proctor/sittings')).status
    const [leaver, disabled, renewed, late] = (await Promise.all(
      Array.from({ length: 4 }, () => hall.app.staff('proctor')),
    )) as [Staff, Staff, Staff, Staff]
    expect(await Promise.all([leaver, disabled, renewed, late].map(asked))).toEqual([200, 200, 200, 200])
    await leaver.post('/api/sign-out')
    const staff = (await admin.get('/api/staff')).body as { id: string; username: string }[]
    const change = (who: Staff, body: object) =>
      inject('PATCH', `/api/staff/${staff.find((row) => row.username === who.username)?.id}`, body, {
        cookie: admin.cookie,
      })
    expect((await change(disabled, { disabled: true })).statusCode).toBe(200)
    expect((await change(renewed, { password: 'kata sandi lain lagi' })).statusCode).toBe(200)
    expect(await Promise.all([leaver, disabled, renewed, late].map(asked))).toEqual([401, 401, 401, 200])
    expect((await signIn(disabled.username, PASSWORD)).statusCode).toBe(401)
    expect((await signIn(renewed.username, 'kata sandi lain lagi')).statusCode).toBe(200)
    const { store, clock } = hall.app.services
    await store.transaction(async (db) => {
      await db
        .update(store.tables.signIn)
        .set({ expiresAt: clock.wall() })
        .where(eq(store.tables.signIn.staffId, staff.find((row) => row.username === late.username)?.id ?? ''))
    })
    expect(await asked(late)).toBe(401)
  })
})

describe('a candidate’s sign-in', () => {
  it('stays good when the wall clock jumps by days, and stays ended when it is set back', async () => {
    const { store, clock } = hall.app.services
    const at = (ms: number) => ({ store, clock: { ...clock, wall: () => clock.wall() + ms } })
    const { candidate, sitting: sat } = hall.seats[2] as (typeof hall.seats)[number]
    const who = (source: string) => ({ candidate, sitting: sat, source }) as Parameters<typeof signInCandidate>[1]
    const [day, hour] = [86_400_000, 3_600_000]
    const first = await signInCandidate(at(0), who('jump-station-1'))
    expect(await candidateOfToken(at(3 * day), first)).toMatchObject({ source: 'jump-station-1' })
    const second = await signInCandidate(at(3 * day), who('jump-station-2'))
    for (const moment of [3 * day, 0, -hour]) {
      expect(await candidateOfToken(at(moment), first)).toBeNull()
      expect(await endedSignIn(at(moment), first)).toMatchObject({ source: 'jump-station-1' })
      expect(await candidateOfToken(at(moment), second)).toMatchObject({ source: 'jump-station-2' })
    }
  })
})

describe('accounts', () => {
  it('refuses a short password and a name that is taken', async () => {
    const body = { username: 'baru.saja', name: 'B', role: 'proctor', password: '123456789' }
    expect((await admin.post('/api/staff', body)).body).toMatchObject({ refused: 'weak-password' })
    expect((await admin.post('/api/staff', { ...body, password: '1234567890' })).status).toBe(200)
    expect((await admin.post('/api/staff', { ...body, password: '1234567890' })).body).toMatchObject({
      refused: 'name-taken',
    })
    expect(JSON.stringify((await admin.get('/api/staff')).body)).not.toMatch(/argon2|passwordHash/)
  })

  it('keeps the last administrator', async () => {
    const second = await hall.app.staff('administrator')
    const rows = (await admin.get('/api/staff')).body as { id: string; username: string }[]
    const disable = (who: Staff) =>
      inject(
        'PATCH',
        `/api/staff/${rows.find((row) => row.username === who.username)?.id}`,
        { disabled: true },
        { cookie: admin.cookie },
      )
    expect((await disable(second)).statusCode).toBe(200)
    expect((await disable(admin)).json()).toEqual({ refused: 'last-administrator' })
  })
})

describe('a candidate signs in', () => {
  it('the same words for a wrong card and a wrong PIN', async () => {
    const wrongPin = await hall.station(1).signIn('000000')
    const nobody = await inject('POST', '/api/station/sign-in', {
      protocol: PROTOCOL,
      number: 'P-9999',
      pin: '000000',
      place: null,
      source: 'some-source',
    })
    expect(nobody.json()).toEqual(wrongPin)
    expect(wrongPin).toEqual({ refused: 'wrong-card-or-pin' })
  })

  it('stops guessing after twenty tries in a minute, for this card and no other', async () => {
    const right = hall.seats[1]?.pin ?? ''
    const wrong = right === '111111' ? '222222' : '111111'
    for (let n = 0; n < 20; n++) await hall.station(2).signIn(wrong)
    expect(await hall.station(2).signIn(right)).toMatchObject({ refused: 'too-many-tries' })
    must(await hall.station(3).signIn())
  })

  it('an old page is told to reload before anything else', async () => {
    const reply = await inject('POST', '/api/station/sign-in', {
      protocol: 0,
      number: 'P-0001',
      pin: 'x',
      place: null,
      source: 'some-source',
    })
    expect([reply.statusCode, reply.json().refused]).toEqual([409, 'client-too-old'])
  })

  it('[SD6] a new PIN ends the old one; PINs are stored as keyed hashes', async () => {
    const old = hall.seats[0]?.pin ?? ''
    const issued = (
      await admin.post(`/api/proctor/sittings/${hall.id}/pins`, { candidates: [hall.seats[0]?.candidate] })
    ).body
    expect(issued).toHaveLength(1)
    if (issued[0].pin !== old) expect(await hall.station(1).signIn(old)).toMatchObject({ refused: 'wrong-card-or-pin' })
    must(await hall.station(1).signIn(issued[0].pin))
    const { store } = hall.app.services
    const seats = await store.read.select().from(store.tables.seat)
    for (const seat of seats) expect(seat.pinHash).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(JSON.stringify(seats)).not.toContain(issued[0].pin)
  })
})

describe('other origins (T27)', () => {
  const body = { protocol: PROTOCOL, number: 'P-0003', pin: 'salah', place: null, source: 'some-source' }
  it.each([
    ['a foreign page', 'https://evil.example', 403],
    ['our host on another port', 'http://localhost:81', 403],
    ['our name as a prefix', 'http://localhost:80.evil.example', 403],
    ['a sandboxed page', 'null', 403],
    ['words that are no address', 'localhost', 403],
    ['our own page', 'http://localhost', 401],
    ['an origin of the settings', 'https://cat.example.go.id', 401],
  ])('%s posts', async (_, origin, status) => {
    const reply = await inject('POST', '/api/station/sign-in', body, { origin, host: 'localhost' })
    expect(reply.statusCode).toBe(status)
    if (status === 403) expect(reply.json()).toEqual({ refused: 'wrong-origin' })
  })

  it('a foreign page may post nothing with the cookie of a member of staff', async () => {
    const proctor = await hall.app.staff('proctor')
    const reply = await inject(
      'POST',
      `/api/proctor/sittings/${hall.id}/pins`,
      { candidates: [] },
      { cookie: proctor.cookie, origin: 'https://evil.example' },
    )
    expect(reply.json()).toEqual({ refused: 'wrong-origin' })
  })

  it('a foreign page opens no websocket, whatever the namespace; our own does', async () => {
    const address = await hall.app.listen()
    for (const namespace of ['/station', '/proctor', '/board'] as const)
      for (const origin of ['https://evil.example', 'null', address.replace('127.0.0.1', 'localhost')])
        expect(await answered(dial(address, namespace, { origin, cookie: admin.cookie }))).not.toBe('connected')
    expect(await answered(dial(address, '/board'))).toBe('connected')
    const proctor = await hall.app.staff('proctor')
    expect(await answered(dial(address, '/proctor', { cookie: proctor.cookie }))).toBe('connected')
    const writer = await hall.app.staff('writer')
    expect(await answered(dial(address, '/proctor', { cookie: writer.cookie }))).toBe('not-your-role')
    expect(await answered(dial(address, '/proctor'))).toBe('sign-in-needed')
    const polling = await fetch(`${address}/socket.io/?EIO=4&transport=polling`, { headers: { origin: address } })
    expect(polling.status).toBe(400)
  })
})

describe('headers', () => {
  it('let the browser run our own files only, and show us in nobody else’s frame', async () => {
    const { headers } = await inject('GET', '/api/health')
    const policy = String(headers['content-security-policy'])
    for (const rule of [
      "default-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "object-src 'none'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      "form-action 'self'",
    ])
      expect(policy).toContain(rule)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'SAMEORIGIN',
      'referrer-policy': 'no-referrer',
    })
    expect(headers['x-powered-by']).toBeUndefined()
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('the station’s cookie is as closed as the staff’s', async () => {
    const seat = hall.seats[2]
    const source = 'header-station'
    hall.app.delivery.presence.forget(seat?.candidate ?? '')
    const reply = await inject('POST', '/api/station/sign-in', {
      protocol: PROTOCOL,
      number: seat?.number,
      pin: seat?.pin,
      place: null,
      source,
    })
    expect(reply.cookies[0]).toMatchObject({ name: 'seleksi_station', httpOnly: true, sameSite: 'Strict' })
  })
})
