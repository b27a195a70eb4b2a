import pino from 'pino'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { STAFF_COOKIE } from '../access/sign-in-store.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { type FaultyStore, faultyStore } from '../testing/faulty-store.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { answered, dial, type StationSocket } from '../testing/sockets.ts'
import { must } from '../testing/test-app.ts'
import { logOptions } from './log-lines.ts'
import { probe } from './readiness-store.ts'
import { StallWatch } from './stall-watch-job.ts'

const lines: string[] = []
const log = pino(logOptions('trace'), { write: (line: string) => void lines.push(line) })
let hall: Hall
let store: FaultyStore
beforeAll(async () => {
  hall = await sitting()
    .withCandidates(6)
    .over({ log, wrap: (plain) => (store = faultyStore(plain)) })
    .running()
})
beforeEach(() => void lines.splice(0))

describe('what a log may hold', () => {
  const CANARY = 'KANARI'
  const secret = (what: string) => `${CANARY}-${what}`

  it('[HE6] sign-ins, uploads, wrong bodies, unknown addresses and faults leave no word of them in the log', async () => {
    const { http } = hall.app
    const administrator = await hall.app.staff('administrator')
    const cookie = `${administrator.cookie}; other=${secret('cookie')}`
    const send = (method: 'GET' | 'POST', url: string, payload?: object | string, headers = {}) =>
      http.inject({
        ...{ method, url, headers: { cookie, 'user-agent': secret('agent'), ...headers } },
        ...(payload !== undefined && { payload }),
      })
    await send('POST', '/api/sign-in', { username: secret('user'), password: secret('password') })
    const station = { place: null, source: 'station-canary', protocol: 1, pin: secret('pin') }
    await send('POST', '/api/station/sign-in', { ...station, number: secret('number') })
    await send('POST', '/api/station/sign-in', { [secret('field')]: secret('number') })
    await send('POST', '/api/sign-in', `{"username":"${secret('json')}`, { 'content-type': 'application/json' })
    await send('POST', '/api/sign-in', secret('text'), { 'content-type': 'text/plain' })
    const sheet = `nama;nik\n${secret('name')};1508010101900001\n`
    await send('POST', '/api/imports/candidates', { name: secret('file.csv'), base64: btoa(sheet), commit: true })
    await send('GET', `/api/candidates?search=${secret('query')}`)
    await send('GET', `/api/${secret('api-path')}?q=${secret('query')}`)
    await send('GET', `/${secret('path')}/1508010101900001?q=${secret('query')}`)
    await send('GET', `/api/proctor/sittings/${secret('id')}/timeline/${secret('candidate')}`)
    // Faults whose words hold what somebody typed: of the store, of JSON, of anything, one inside another.
    const query = Object.assign(new Error(`Failed query: insert …\nparams: ${secret('param')}`), {
      params: [secret('param')],
      cause: Object.assign(new Error(`bad value\n    at ${secret('frame')} (x.ts:1:1)`), { row: secret('row') }),
    })
    store.fail(query)
    const creation = await administrator.post('/api/staff', {
      ...{ username: 'baru', name: secret('name'), role: 'proctor', password: secret('password') },
    })
    expect(creation.status).toBe(500)
    store.fail(null)
    log.error(new SyntaxError(`Unexpected token in "${secret('json')}"`))
    log.error({ err: query, candidate: secret('field'), body: { nik: secret('nik') } })
    log.warn({ command: `${secret('command')} x` }, `Route GET:/api?number=${secret('number')} not found`)
    log.error({ err: new Error(`bug: no field of P-0001 in ["${secret('list')}"]`) }, 'failed')
    const written = lines.join('')
    expect(lines.length).toBeGreaterThan(20)
    expect(written.split('\n').filter((line) => line.includes(CANARY))).toEqual([])
    for (const word of ['1508010101900001', 'P-0001', administrator.cookie.split('=')[1] as string])
      expect(written).not.toContain(word)
  })

  it('[HE6] still says enough to mend it: kind, code, route and where it was thrown', async () => {
    const administrator = await hall.app.staff('administrator')
    store.fail(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
    await administrator.post('/api/staff', {
      username: 'lagi',
      name: 'lagi',
      role: 'proctor',
      password: 'panjang sekali',
    })
    store.fail(null)
    const fault = lines.map((line) => JSON.parse(line)).find(({ msg }) => msg === 'request failed')
    expect(fault.err).toMatchObject({ code: 'SQLITE_FULL', message: 'database or disk is full' })
    expect(fault.err.stack[0]).toContain('.ts:')
    log.error({ err: new Error('bug: no deed for add-time') }, 'failed')
    expect(JSON.parse(lines.at(-1) as string)).toMatchObject({
      msg: 'failed',
      err: { message: 'bug: no deed for add-time' },
    })
    const done = lines.map((line) => JSON.parse(line)).find(({ req }) => req?.route === '/api/staff')
    expect(done.req).toEqual({ method: 'POST', route: '/api/staff' })
  })
})

describe('metrics', () => {
  const read = (headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    hall.app.http.inject({ method: 'GET', url: '/metrics', headers, remoteAddress })

  it('[HE5] count what was made durable, and name nobody', async () => {
    const station = await hall.seated(1)
    const figure = async (name: string) =>
      Number(new RegExp(`^seleksi_${name} ([\\d.]+)$`, 'm').exec((await read()).body)?.[1])
    const before = [await figure('answers_acknowledged_total'), await figure('commits_total')] as const
    for (const slot of [0, 1, 2]) must(await station.answer(slot, 1))
    expect(await figure('answers_acknowledged_total')).toBe(before[0] + 3)
    expect(await figure('commits_total')).toBe(before[1] + 3)
    store.fail(Object.assign(new Error('I/O'), { code: 'SQLITE_IOERR' }))
    await station.answer(3, 1)
    store.fail(null)
    expect(await figure('answers_acknowledged_total')).toBe(before[0] + 3)
    expect(await figure('commits_failed_total')).toBe(1)
    const { body, headers } = await read()
    expect(headers['content-type']).toContain('text/plain')
    expect(body).toMatch(/^seleksi_attempts\{status="working"\} 1$/m)
    expect(body).toMatch(/^seleksi_commit_seconds_bucket\{le="\+Inf"\} \d+$/m)
    expect(body).toMatch(/^process_resident_memory_bytes \d+$/m)
    for (const { number, name, candidate } of hall.seats)
      for (const word of [number, name, candidate, hall.id]) expect(body).not.toContain(word)
    // Every line is a comment or `name{labels} value`.
    expect(body.split('\n').filter((line) => !/^(#.*|[a-z_0-9]+(\{[^}]*\})? (?:[-\d.e+]+|Nan)|)$/i.test(line))).toEqual(
      [],
    )
  })

  it.each<[string, Record<string, string>, string, number]>([
    ['this machine', {}, '127.0.0.1', 200],
    ['this machine, in the other family', {}, '::1', 200],
    ['another machine', {}, '10.0.0.5', 403],
    ['a proxy on this machine', { 'x-forwarded-for': '10.0.0.5' }, '127.0.0.1', 403],
    ['another machine with the token', { authorization: 'Bearer a token of some length' }, '10.0.0.5', 200],
    ['this machine with a wrong token', { authorization: 'Bearer another' }, '127.0.0.1', 403],
  ])('[HE5] from %s', async (_, headers, from, status) => {
    hall.app.services.config.metricsToken = 'a token of some length'
    expect((await read(headers, from)).statusCode).toBe(status)
  })

  it('[HE5] an administrator may, from anywhere; a proctor may not', async () => {
    const [administrator, proctor] = [await hall.app.staff('administrator'), await hall.app.staff('proctor')]
    expect(administrator.cookie).toContain(STAFF_COOKIE)
    expect((await read({ cookie: administrator.cookie }, '10.0.0.5')).statusCode).toBe(200)
    expect((await read({ cookie: proctor.cookie }, '10.0.0.5')).statusCode).toBe(403)
  })
})

describe('health', () => {
  const ask = (url: string) => hall.app.http.inject({ method: 'GET', url })

  it('[HE4] tells the truth: a store that cannot write is not ready, though it is alive', async () => {
    // Two asks within a second are one probe; the reasons are asked for anew here.
    const reasons = async (later: number) => await hall.app.health.reasons(performance.now() + later)
    expect(await reasons(2000)).toEqual([])
    store.fail(Object.assign(new Error('read-only'), { code: 'SQLITE_READONLY' }))
    expect((await reasons(4000)).map(({ en }) => en).join()).toContain('not durable')
    const refused = await ask('/health')
    expect([refused.statusCode, refused.json().ready]).toEqual([503, false])
    expect((await ask('/health/live')).json()).toEqual({ live: true })
    store.fail(null)
    expect(await reasons(6000)).toEqual([])
    expect((await ask('/health')).statusCode).toBe(200)
  })

  it('[HE4] and so does one whose disk hangs: it answers within the limit', async () => {
    const station = await hall.seated(2)
    const open = store.hold()
    const answer = station.answer(0, 1)
    expect(await probe(hall.app.services, 50)).toEqual({ readable: true, missing: [], writeMs: null, writeLimitMs: 50 })
    open()
    expect(must(await answer)).toMatchObject({ refused: [] })
    expect((await probe(hall.app.services, 60_000)).writeMs).toBeGreaterThan(0)
  })

  it('shows proctors and committee how the server is doing, and nobody else', async () => {
    const state = (await (await hall.app.staff('proctor')).get('/api/server')).body
    expect(state).toMatchObject({ depth: 0, stations: 0, waiting: 0, disk: { state: 'ample' } })
    expect((await (await hall.app.staff('writer')).get('/api/server')).status).toBe(403)
  })
})

describe('the queue before the door', () => {
  const shut = (which: 'signIns' | 'lines') => {
    const { gates } = hall.app.health
    const entrance = gates[which]
    const enter = entrance.enter
    entrance.enter = async () => ({ refused: 'server-busy', detail: { place: '12', seconds: '5' } })
    return () => {
      entrance.enter = enter
    }
  }
  let open: (() => void)[] = []
  afterEach(() => {
    for (const one of open) one()
    open = []
  })

  it('[HE7] [HE9] new sign-ins are told their place; who is seated answers, beats and confirms as before', async () => {
    const seated = await hall.seated(3)
    const half = hall.station(4)
    must(await half.signIn())
    open = [shut('signIns'), shut('lines')]
    expect(await hall.station(5).signIn()).toEqual({
      refused: 'server-busy',
      detail: { place: '12', seconds: '5' },
    })
    expect(must(await seated.answer(0, 1))).toMatchObject({ refused: [] })
    expect(isRefusal(await seated.beat())).toBe(false)
    expect(isRefusal(await seated.view())).toBe(false)
    expect(isRefusal(await half.confirm())).toBe(false)
  })

  it('[HE7] a line that opens again is told when to come back; an open line goes on', async () => {
    const origin = await hall.app.listen()
    const seated = await hall.seated(6)
    const here = dial<StationSocket>(origin, '/station', { cookie: seated.cookie })
    expect(await answered(here)).toBe('connected')
    open = [shut('lines')]
    const away = dial<StationSocket>(origin, '/station', { cookie: seated.cookie })
    const told = await new Promise<Error & { data?: unknown }>((resolve) => away.once('connect_error', resolve))
    expect([told.message, told.data]).toEqual([
      'server-busy',
      { refused: 'server-busy', detail: { place: '12', seconds: '5' } },
    ])
    const view = await here.timeout(5000).emitWithAck('hello', { protocol: 3, source: seated.source })
    expect(isRefusal(view)).toBe(false)
    expect(hall.app.health.linesBySitting().get(hall.id)).toBe(1)
  })

  it('[HE8] late loops and long queues set both ways in slower, a quiet server faster again', () => {
    const { gates, pressure } = hall.app.health
    const before = gates.signIns.perSecond
    pressure.delay = { meanMs: 400, p90Ms: 400, p99Ms: 900, mostMs: 900 }
    pressure.look()
    expect(gates.signIns.perSecond).toBeLessThan(before)
    expect(gates.lines.perSecond).toBeLessThan(1000)
    pressure.delay = { meanMs: 0, p90Ms: 0, p99Ms: 0, mostMs: 0 }
    for (let look = 0; look < 10; look += 1) pressure.look()
    expect(gates.signIns.perSecond).toBe(before)
  })
})

it('[HE10] a loop that stands still is seen from another thread, counted and said', async () => {
  const watch = new StallWatch(log)
  watch.watch(300)
  const turn = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
  for (let tries = 0; tries < 40 && watch.blocks.count === 0; tries += 1) {
    await turn(200)
    const until = performance.now() + 700
    while (performance.now() < until);
    await turn(300)
  }
  await watch.stop()
  expect(watch.blocks.count).toBeGreaterThan(0)
  expect(watch.blocks.longestMs).toBeGreaterThan(250)
  expect(lines.join('')).toContain('the event loop was blocked')
})
