import { describe, expect, it } from 'vitest'
import { APPLICANT_COOKIE } from '../access/sign-in-store.ts'
import { readAudit } from '../audit/audit-store.ts'
import { count, eq } from '../db/sql.ts'
import type { CodeSent, Portal } from '../protocol/applications.ts'
import { regionOfNik, searchRegions } from '../recruitment/region-store.ts'
import { Person, type PortalWorld, portal } from '../testing/portal.ts'

const accounts = async (world: PortalWorld) => {
  const { store } = world.app.services
  const [row] = await store.read.select({ n: count() }).from(store.tables.applicant)
  return row?.n
}
const messages = async (world: PortalWorld) => {
  const { store } = world.app.services
  return await store.read.select().from(store.tables.notice)
}

describe('an account', () => {
  it('is asked for, confirmed by the code, and signed in', async () => {
    const world = await portal()
    const asked = await world.ask(world.typed(1))
    expect([asked.status, asked.body.sentTo]).toEqual([200, 'p••••@e•••.id'])
    expect(await accounts(world)).toBe(0)
    const done = await world.confirm(asked.body.code, await world.digits())
    expect(done.body).toMatchObject({
      name: 'Sari Contoh',
      nik: '1508••••••••••01',
      email: 'p••••@e•••.id',
      phone: null,
    })
    const seen = await new Person(world, done.cookie).get<Portal>('/api/applicant/portal')
    expect(seen.body).toMatchObject({ me: { name: 'Sari Contoh' }, period: { open: true }, today: '2026-11-24' })
    expect((await world.call<Portal>('GET', '/api/applicant/portal')).body.me).toBeNull()
  })

  it('says everything that is wrong at once, each at its field, in both languages', async () => {
    const world = await portal()
    const { status, body } = await world.ask(
      world.typed(1, { nik: '15080145039500', kk: '1', name: 'S4ri', address: 'x', password: 'abc', gender: null }),
    )
    expect([status, body.refused]).toEqual([400, 'form-wrong'])
    for (const field of ['name', 'nik', 'kk', 'gender', 'address', 'password'])
      expect([body.detail?.[`field ${field}`], body.detail?.[`field ${field}:en`]]).not.toContain(undefined)
    expect(body.detail?.['field birthDate']).toBeUndefined()
    expect(await messages(world)).toEqual([])
  })

  it('[AC3] a province must be one; an older district is asked about and may be confirmed', async () => {
    const world = await portal()
    const unknown = await world.ask(world.typed(1, { nik: '9908044503950001' }))
    expect(unknown.body.detail?.['field nik']).toContain('bukan kode provinsi')
    const older = { nik: '1508994503950001' }
    expect((await world.ask(world.typed(1, older))).body.detail?.['field nik']).toContain('15.08.99')
    expect((await world.ask(world.typed(1, { ...older, regionConfirmed: true }))).status).toBe(200)
    // From elsewhere in the country, and of the time before Timor Leste.
    expect(['3204', '9171', '1171'].map((four) => regionOfNik(`${four}014503950001`))).not.toContain('unknown')
    expect(regionOfNik('5401014503950001')).toBe('province-alone')
    expect(searchRegions('pasar muara bungo')[0]).toEqual({
      ...{ code: '15.08.03', name: 'Kec. Pasar Muaro Bungo, Kabupaten Bungo, Jambi' },
    })
    expect([searchRegions('ab'), searchRegions('xqzw')]).toEqual([[], []])
  })

  it('[AC5] tells a stranger nothing: the replies are alike, the mailbox tells', async () => {
    const world = await portal()
    await world.person(1)
    const shape = ({ status, body }: { status: number; body: object }) => [status, Object.keys(body).sort()]
    const fresh = await world.ask(world.typed(2))
    const knownNik = await world.ask(world.typed(1, { address: 'lain@example.id' }))
    const toStranger = await world.lastMessage()
    const knownAddress = await world.ask(world.typed(3, { address: 'pelamar1@example.id' }))
    expect([shape(knownNik), shape(knownAddress)]).toEqual([shape(fresh), shape(fresh)])
    expect(toStranger).toContain('tidak ada akun baru yang dibuat')
    expect(toStranger).not.toMatch(/\d{3} \d{3}|NIK|1508/)
    // Whatever six digits are typed: the same words as for a wrong code.
    const tried = await world.confirm(knownNik.body.code, '123456')
    expect(tried.body).toEqual({ refused: 'code-wrong', detail: { left: '4' } })
    // Her own portal knows of it, once a day.
    await world.ask(world.typed(1, { address: 'lagi@example.id' }))
    const attempts = (await messages(world)).filter(({ kind }) => kind === 'attempt')
    expect(attempts.map(({ channel }) => channel)).toEqual(['portal', 'email'])
  })

  it('[AC5] a forgotten password: the same reply for an address that nobody has', async () => {
    const world = await portal()
    await world.person(1)
    const ask = (address: string) =>
      world.call<CodeSent>('POST', '/api/applicant/password', { address, language: 'id' })
    const [known, unknown] = [await ask('pelamar1@example.id'), await ask('tidak@example.id')]
    expect([known.status, Object.keys(known.body)]).toEqual([unknown.status, Object.keys(unknown.body)])
    expect(await world.lastMessage()).toContain('tidak ada akun dengan alamat ini')
    const wrong = await world.call('POST', '/api/applicant/sign-in', {
      address: 'pelamar1@example.id',
      password: 'bukan itu',
    })
    const nobody = await world.call('POST', '/api/applicant/sign-in', {
      address: 'x@example.id',
      password: 'bukan itu',
    })
    expect([wrong.status, wrong.body]).toEqual([nobody.status, nobody.body])
  })

  it('[AC6] a code is good once, five times tried, ten minutes long, four in a quarter of an hour', async () => {
    const world = await portal()
    const first = await world.ask(world.typed(1))
    const digits = await world.digits()
    const wrong = digits === '111111' ? '222222' : '111111'
    const words: (string | undefined)[] = []
    for (let n = 0; n < 6; n += 1) words.push((await world.confirm(first.body.code, wrong)).body.refused)
    expect(words).toEqual([...Array(4).fill('code-wrong'), 'code-over', 'code-over'])
    expect((await world.confirm(first.body.code, digits)).body.refused).toBe('code-over')
    const second = await world.ask(world.typed(1))
    const good = await world.digits()
    expect((await world.confirm(second.body.code, good)).status).toBe(200)
    expect((await world.confirm(second.body.code, good)).body.refused).toBe('code-over')
    const third = await world.ask(world.typed(2))
    world.app.clock.pass(10 * 60_000 + 1)
    expect((await world.confirm(third.body.code, await world.digits())).body.refused).toBe('code-over')
    for (let n = 0; n < 3; n += 1) await world.ask(world.typed(2))
    expect((await world.ask(world.typed(2))).body.refused).toBe('too-many-tries')
    // Nothing of it lies about in the clear.
    const { store } = world.app.services
    const rows = JSON.stringify(await store.read.select().from(store.tables.verificationCode))
    for (const secret of ['150801', 'pelamar2', 'sungai']) expect(rows).not.toContain(secret)
  })

  it('[AC7] two who register at once with one NIK: one account', async () => {
    const world = await portal()
    const one = await world.ask(world.typed(1))
    const oneDigits = await world.digits()
    const two = await world.ask(world.typed(1, { address: 'kedua@example.id' }))
    const twoDigits = await world.digits()
    const both = await Promise.all([world.confirm(one.body.code, oneDigits), world.confirm(two.body.code, twoDigits)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(both.find(({ status }) => status === 409)?.body.refused).toBe('registration-stopped')
    expect(await accounts(world)).toBe(1)
  })

  it('[AC8] a new password ends what was signed in, and is told', async () => {
    const world = await portal()
    const person = await world.person(1)
    const reset = await world.call<CodeSent>('POST', '/api/applicant/password', {
      address: 'PELAMAR1@example.id',
      language: 'id',
    })
    const body = { code: reset.body.code, digits: await world.digits(), password: 'gunung kerinci tinggi' }
    const weak = await world.call('POST', '/api/applicant/password/confirmation', { ...body, password: 'pendek' })
    expect(weak.body.refused).toBe('form-wrong')
    expect((await world.call('POST', '/api/applicant/password/confirmation', body)).status).toBe(200)
    expect((await person.get('/api/applicant/home')).status).toBe(401)
    const signIn = (password: string) =>
      world.call('POST', '/api/applicant/sign-in', { address: 'pelamar1@example.id', password })
    expect([(await signIn('sungai batanghari luas')).status, (await signIn('gunung kerinci tinggi')).status]).toEqual([
      401, 200,
    ])
    expect(await world.lastMessage('password')).toContain('baru saja diganti')
  })

  it('is tried ten times in a quarter of an hour, however its address is spelt', async () => {
    const world = await portal()
    const words: (string | undefined)[] = []
    for (let n = 0; n < 12; n += 1) {
      const address = ['0812 3456 7890', '+6281234567890', '62812-3456-7890'][n % 3]
      words.push((await world.call('POST', '/api/applicant/sign-in', { address, password: 'entah apa' })).body.refused)
    }
    expect(words).toEqual([...Array(10).fill('wrong-address'), 'too-many-tries', 'too-many-tries'])
  })

  it('by telephone: the message waits for the officer', async () => {
    const world = await portal()
    await world.person(1, { address: '0812 3456 7890' })
    const signIn = { address: '+62 812 3456 7890', password: 'sungai batanghari luas' }
    expect((await world.call('POST', '/api/applicant/sign-in', signIn)).body).toMatchObject({
      phone: '+628••••••890',
      email: null,
    })
    expect((await messages(world)).map(({ channel, state }) => [channel, state])).toEqual([['phone', 'waiting']])
  })

  it('leaves no NIK, address or telephone in the audit trail and signs out', async () => {
    const world = await portal()
    const person = await world.person(1)
    const trail = JSON.stringify(await readAudit(world.app.services, null))
    for (const secret of ['150801450395', 'pelamar1', 'example.id']) expect(trail).not.toContain(secret)
    await person.post('/api/applicant/sign-out')
    expect((await person.get('/api/applicant/home')).status).toBe(401)
    const forged = new Person(world, `${APPLICANT_COOKIE}=x`)
    expect((await forged.get('/api/applicant/home')).status).toBe(401)
  })

  it('an erased applicant opens nothing', async () => {
    const world = await portal()
    const person = await world.person(1)
    const { store, clock } = world.app.services
    const { applicant } = store.tables
    await store.transaction(
      async (db) =>
        void (await db.update(applicant).set({ erasedAt: clock.wall() }).where(eq(applicant.name, 'Sari Contoh'))),
    )
    expect((await person.get('/api/applicant/home')).status).toBe(401)
  })
})
