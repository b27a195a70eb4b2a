import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { canonical, sha256 } from '../canonical.ts'
import { eq } from '../db/sql.ts'
import type { OwnApplication, OwnHome, PortalVacancy } from '../protocol/applications.ts'
import { isRefusal } from '../protocol/refusals.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { DAY, portal } from '../testing/portal.ts'
import { must } from '../testing/test-app.ts'
import { findApplication, openFrozen, storeMove } from './application-store.ts'

const url = (one: { id: string }, more = '') => `/api/applicant/applications/${one.id}${more}`

describe('a draft', () => {
  it('[AP4] is begun once in a period, also when two windows begin it at once', async () => {
    const world = await portal()
    const person = await world.person(1)
    const both = await Promise.all([1, 2].map(() => person.post('/api/applicant/applications', { vacancy: 'F-01' })))
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect((await person.post('/api/applicant/applications', { vacancy: 'F-02' })).body.refused).toBe('applied-already')
    expect((await person.get<OwnHome>('/api/applicant/home')).body.applications).toHaveLength(1)
  })

  it('[AP4] keeps each field and never overwrites what another window wrote', async () => {
    const world = await portal()
    const person = await world.person(1)
    const { id, version } = await person.begin()
    const saved = await person.patch<OwnApplication>(url({ id }), { version, changes: { birthPlace: 'Rimbo' } })
    expect(saved.body.draft).toEqual({ birthPlace: 'Rimbo', birthDate: '1995-03-05', gender: 'female' })
    const late = await person.patch(url({ id }), { version, changes: { birthPlace: 'Tebo' } })
    expect(late.body.refused).toBe('draft-elsewhere')
    const both = await Promise.all(
      ['A', 'B'].map((address) => person.patch(url({ id }), { version: saved.body.version, changes: { address } })),
    )
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    // Another device goes on where this one was.
    const again = await person.get<OwnApplication>(url({ id }))
    expect(again.body.draft.birthPlace).toBe('Rimbo')
    const emptied = await person.patch<OwnApplication>(url({ id }), {
      version: again.body.version,
      changes: { birthPlace: null, disability: null },
    })
    expect(emptied.body.draft).toMatchObject({ disability: null })
    expect(emptied.body.draft.birthPlace).toBeUndefined()
  })

  it('takes no field that is the account’s, and is nobody else’s', async () => {
    const world = await portal()
    const [person, other] = [await world.person(1), await world.person(2)]
    const { id, version } = await person.begin()
    for (const changes of [{ birthDate: '1990-01-01' }, { gender: 'male' }, { nik: '1' }])
      expect((await person.patch(url({ id }), { version, changes })).status).toBe(400)
    expect((await other.get(url({ id }))).body.refused).toBe('not-found')
    expect((await other.patch(url({ id }), { version, changes: { birthPlace: 'x' } })).body.refused).toBe('not-found')
    expect((await other.post(url({ id }, '/withdrawal'), { reason: 'bukan milik saya' })).body.refused).toBe(
      'not-found',
    )
  })

  it('[AP5] shows what is missing and what is unmet while it is filled in; another vacancy keeps what was typed', async () => {
    const world = await portal()
    const person = await world.person(1)
    const begun = await person.begin()
    expect(begun.missing.map(({ step, field }) => `${step} ${field}`)).toEqual([
      ...['identity birthPlace', 'identity address', 'identity region', 'education level'],
      ...['pas-foto', 'swafoto', 'ktp', 'surat-lamaran', 'ijazah', 'transkrip'].map((kind) => `documents ${kind}`),
      'check truthful',
    ])
    expect(begun.unmet.map(({ code, requirement }) => `${code} ${requirement}`)).toEqual([
      'unknown education',
      'unknown gpa',
      'other str',
    ])
    const education = { level: 'd3', programme: 'akuntansi', institution: 'Poltek', year: 2027, gpa: '2.99' }
    const typed = await person.patch<OwnApplication>(url(begun), {
      version: begun.version,
      changes: { education, declared: ['str'], region: '99.99.99' },
    })
    expect(typed.body.unmet.map(({ code }) => code)).toEqual(['education', 'gpa'])
    expect(typed.body.missing.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['region', 'year', 'pendukung']),
    )
    const moved = await person.put<OwnApplication>(url(begun, '/vacancy'), {
      version: typed.body.version,
      vacancy: 'F-02',
    })
    expect([moved.body.vacancy?.code, moved.body.draft.education?.programme]).toEqual(['F-02', 'akuntansi'])
    expect(
      (await person.put(url(begun, '/vacancy'), { version: moved.body.version, vacancy: 'F-99' })).body.refused,
    ).toBe('not-found')
    const list = await person.get<PortalVacancy[]>('/api/applicant/vacancies')
    expect(list.body.map(({ code, unmet }) => [code, unmet?.map((one) => one.code)])).toEqual([
      ['F-01', ['education', 'gpa']],
      ['F-02', ['education']],
    ])
    expect((await world.call<PortalVacancy[]>('GET', '/api/applicant/vacancies')).body[0]?.unmet).toBeNull()
  })
})

describe('sending', () => {
  it('[AP5] nothing that lacks something, nothing that is not eligible, nothing outside the days', async () => {
    const world = await portal()
    const person = await world.person(1)
    const begun = await person.begin()
    const early = await person.submit(begun)
    expect(early.body).toMatchObject({ refused: 'application-incomplete' })
    expect(early.body.detail?.['problems:en']).toContain('The place of birth is missing.')
    const old = await world.person(2, { nik: '1508014503850002', birthDate: '1985-03-05' })
    const whole = await old.filledIn()
    const unmet = await old.submit(whole)
    expect(unmet.body).toMatchObject({ refused: 'requirements-unmet' })
    expect(unmet.body.detail?.['problems']).toContain('Usia paling tinggi 35 tahun')
    const good = await (await world.person(3)).filledIn()
    world.app.clock.jumpWall(12 * DAY)
    const back = await world.call('POST', '/api/applicant/sign-in', {
      address: 'pelamar3@example.id',
      password: 'sungai batanghari luas',
    })
    expect(back.status).toBe(200)
    const { services } = world.app
    const { submit } = await import('./submission-store.ts')
    const row = await findApplication(services, good.id)
    const late = await submit(services, row?.applicantId ?? '', good.id, good.version)
    expect(late).toMatchObject({ refused: 'registration-closed', detail: { from: '2026-11-22', until: '2026-12-05' } })
  })

  it('[AP6][AP7] freezes a sealed copy with a number, a digest and a receipt; nothing changes afterwards', async () => {
    const world = await portal()
    const person = await world.person(1)
    const draft = await person.filledIn()
    const sent = await person.submit(draft)
    expect(sent.body).toMatchObject({
      state: 'submitted',
      number: expect.stringMatching(/^26-000001-\d$/),
      canEdit: false,
      canWithdraw: true,
      missing: [],
      unmet: [],
    })
    const { services } = world.app
    const row = await findApplication(services, sent.body.number ?? '')
    const frozen = row && openFrozen(services, row)
    expect(frozen).toMatchObject({
      ...{ number: sent.body.number, period: 'Pengadaan Uji 2026', submittedAt: services.clock.wall() },
      person: {
        name: 'Sari Contoh',
        nik: '1508014503950001',
        kk: '1508010101010001',
        email: 'pelamar1@example.id',
        phone: null,
      },
      draft: { birthDate: '1995-03-05', education: { gpa: '3,25' } },
    })
    expect(frozen?.documents.map(({ kind }) => kind)).toHaveLength(7)
    expect(sha256(canonical(frozen))).toBe(row?.frozenDigest)
    const refusedWords = [
      await person.patch(url(draft), { version: sent.body.version, changes: { birthPlace: 'x' } }),
      await person.put(url(draft, '/vacancy'), { version: sent.body.version, vacancy: 'F-02' }),
      await person.submit(sent.body),
      await person.upload(draft.id, 'ktp', Buffer.from('x')),
      await person.remove(`/api/applicant/documents/${sent.body.documents[0]?.id}`),
    ].map(({ body }) => body.refused)
    expect(refusedWords).toEqual(Array(5).fill('application-sent'))
    for (const [language, title] of [
      ['id', 'Bukti pengiriman lamaran'],
      ['en', 'Receipt of application'],
    ]) {
      const receipt = await person.get(url(draft, `/receipt.pdf?language=${language}`))
      const { text } = pdfText(receipt.raw)
      for (const words of [
        title,
        sent.body.number,
        '1508••••••••••01',
        'Perawat Terampil',
        row?.frozenDigest?.slice(0, 16),
      ])
        expect(text).toContain(words)
      expect(text).not.toContain('1508014503950001')
    }
    const home = await person.get<OwnHome>('/api/applicant/home')
    expect(home.body.notices[0]).toMatchObject({ kind: 'submitted', read: false })
    await person.post('/api/applicant/notices/read')
    expect((await person.get<OwnHome>('/api/applicant/home')).body.notices[0]?.read).toBe(true)
  })

  it('[AP6] gives one number after another, and one alone to who sends twice at once', async () => {
    const world = await portal()
    const [one, two] = [await world.person(1), await world.person(2)]
    const [first, second] = [await one.filledIn(), await two.filledIn()]
    const replies = await Promise.all([one.submit(first), one.submit(first), two.submit(second)])
    const sent = replies.flatMap(({ status, body }) => (status === 200 ? [body.number?.slice(0, 9)] : []))
    expect(sent.sort()).toEqual(['26-000001', '26-000002'])
  })

  it('stores no NIK, KK, address or telephone in the clear, in no file of the data folder', async () => {
    const world = await portal()
    const person = await world.person(1)
    await person.submit(await person.filledIn())
    await world.person(2, { address: '0812 3456 7890' })
    for (const file of [world.app.database, `${world.app.database}-wal`]) {
      const bytes = readFileSync(file).toString('latin1')
      for (const secret of ['150801450395', '150801010101', 'pelamar1@', '81234567890', 'Jalan Contoh', '1995-03-05'])
        expect([file, secret, bytes.includes(secret)]).toEqual([file, secret, false])
    }
    expect(world.app.faults).toEqual([])
  })
})

describe('afterwards', () => {
  it('[AP1][AP3] officers move it from the state they saw, and each move is a line that nothing changes', async () => {
    const world = await portal()
    const person = await world.person(1)
    const sent = (await person.submit(await person.filledIn())).body
    const { services } = world.app
    const { store } = services
    const move = (expected: 'submitted' | 'passed', to: 'passed' | 'failed') =>
      store.transaction((db) => storeMove(services, db, { application: sent.id, expected, to, actor: 'verifikator' }))
    expect(must(await move('submitted', 'passed')).decidedAt).toBe(services.clock.wall())
    const late = await move('submitted', 'failed')
    expect(isRefusal(late) && late.refused).toBe('application-moved')
    const { applicationEvent } = store.tables
    const events = await store.read.select().from(applicationEvent).where(eq(applicationEvent.applicationId, sent.id))
    expect(events.map(({ ordinal, kind }) => [ordinal, kind])).toEqual([
      [1, 'begun'],
      [2, 'submitted'],
      [3, 'passed'],
    ])
    await expect(
      store.transaction(async (db) => void (await db.update(applicationEvent).set({ actor: 'x' }))),
    ).rejects.toThrow()
    const seen = await person.get<OwnApplication>(url(sent))
    expect([seen.body.state, JSON.stringify(seen.body).includes('passed')]).toEqual(['submitted', false])
    expect(seen.body.story.map(({ kind }) => kind)).toEqual(['begun', 'submitted'])
  })

  it('[AP2] the verdict is there once it was announced, and not before', async () => {
    const world = await portal()
    const person = await world.person(1)
    const sent = (await person.submit(await person.filledIn())).body
    const { services } = world.app
    const { application } = services.store.tables
    await services.store.transaction(async (db) => {
      must(
        await storeMove(services, db, {
          application: sent.id,
          expected: 'submitted',
          to: 'failed',
          actor: 'verifikator',
        }),
      )
    })
    const before = await person.get<OwnHome>('/api/applicant/home')
    expect(JSON.stringify(before.body)).not.toContain('failed')
    await services.store.transaction(
      async (db) =>
        void (await db
          .update(application)
          .set({ announcedAt: services.clock.wall() })
          .where(eq(application.id, sent.id))),
    )
    expect((await person.get<OwnApplication>(url(sent))).body.state).toBe('failed')
  })

  it('[AP8] is withdrawn with a reason, for good, and not by a candidate', async () => {
    const world = await portal()
    const [person, other] = [await world.person(1), await world.person(2)]
    const draft = await person.filledIn()
    expect((await person.post(url(draft, '/withdrawal'), { reason: 'pindah kota' })).body.refused).toBe(
      'application-state',
    )
    const sent = (await person.submit(draft)).body
    expect((await person.post(url(sent, '/withdrawal'), { reason: 'x' })).body.refused).toBe('note-short')
    const taken = await person.post<OwnApplication>(url(sent, '/withdrawal'), { reason: 'pindah kota' })
    expect(taken.body).toMatchObject({ state: 'withdrawn', canWithdraw: false })
    expect((await person.post(url(sent, '/withdrawal'), { reason: 'pindah kota' })).body.refused).toBe(
      'application-state',
    )
    expect((await person.post('/api/applicant/applications', { vacancy: 'F-01' })).body.refused).toBe('applied-already')
    const second = (await other.submit(await other.filledIn())).body
    const { services } = world.app
    const { application, candidate, vacancy } = services.store.tables
    const [of] = await services.store.read.select().from(vacancy)
    await services.store.transaction(async (db) => {
      await db.insert(candidate).values({
        ...{
          id: 'k',
          number: 'P-1',
          name: 'x',
          nikSealed: 'x',
          nikIndex: 'x',
          nikMasked: 'x',
          vacancyId: of?.id ?? '',
        },
        ...{ accommodation: null, venue: '', room: '', station: '', session: '', createdAt: 1 },
      } as typeof candidate.$inferInsert)
      await db.update(application).set({ candidateId: 'k' }).where(eq(application.id, second.id))
    })
    expect((await other.post(url(second, '/withdrawal'), { reason: 'pindah kota' })).body.refused).toBe('withdraw-late')
  })
})
