import { beforeEach, describe, expect, it } from 'vitest'
import { documentFiles } from '../applications/document-files-store.ts'
import { documentKey } from '../applications/document-store.ts'
import type { ApplicationDetail, DeskCase, DeskCounts, OfficerFigures } from '../protocol/verification.ts'
import { sealBytes } from '../recruitment/nik-seal.ts'
import { must, type Staff } from '../testing/test-app.ts'
import {
  decisionsOf,
  NURSE,
  nikOf,
  numberOf,
  TMS,
  type VerificationDesk,
  verificationDesk,
} from '../testing/verification-desk.ts'
import { LEASE_MS } from './lease.ts'

let desk: VerificationDesk
let ani: Staff
let budi: Staff
const setUp = async (...given: Parameters<typeof verificationDesk>) => {
  desk = await verificationDesk(...given)
  ;[ani, budi] = [await desk.app.staff('verifier'), await desk.app.staff('verifier')]
}
const path = (one: DeskCase, what: string) => `/api/verification/cases/${one.lease.application}/${what}`
const trail = async () => {
  const { store } = desk.app.services
  return await store.read.select().from(store.tables.audit).orderBy(store.tables.audit.seq)
}
const counts = async (officer: Staff) =>
  (await officer.get(`/api/verification/periods/${desk.period}`)).body as DeskCounts

describe('taking the next one', () => {
  beforeEach(() => setUp(3))

  it('[VC5] gives the oldest that waits, each to one officer, and says when none is left', async () => {
    const cici = await desk.app.staff('committee')
    const taken = [await desk.take(ani), await desk.take(budi), await desk.take(cici)]
    expect(taken.map(({ number }) => number)).toEqual([1, 2, 3].map(numberOf))
    const dedi = await desk.app.staff('verifier')
    const none = await dedi.post('/api/verification/cases', { period: desk.period, task: 'decide' })
    expect([none.status, none.body]).toEqual([404, { refused: 'nothing-to-take' }])
    expect(await counts(dedi)).toMatchObject({ waiting: 3, toCheck: 0, mine: null })
    expect((await counts(ani)).held.map(({ officer }) => officer)).toEqual([ani.username, budi.username, cici.username])
  })

  it('[VC5] of one vacancy where that is asked', async () => {
    expect((await desk.take(ani, 'decide', { vacancy: 'v-F-2' })).number).toBe(numberOf(2))
  })

  it('[VC3] ten officers at the same moment get ten different ones', async () => {
    await desk.apply(Array.from({ length: 9 }, (_, n) => n + 4))
    const officers = await Promise.all(Array.from({ length: 10 }, () => desk.app.staff('verifier')))
    const taken = await Promise.all(officers.map((one) => desk.take(one)))
    expect(new Set(taken.map(({ number }) => number)).size).toBe(10)
  })

  it('[VC4] holds one at a time: taking again gives the same one, its ten minutes begun anew', async () => {
    const first = await desk.take(ani)
    desk.app.clock.jumpWall(9 * 60_000)
    const again = await desk.take(ani)
    expect(again.lease).toEqual({ ...first.lease, expiresAt: first.lease.expiresAt + 9 * 60_000 })
  })

  it('[VC3] [VC4] expires: another takes it under a higher fence, and the first one’s word is worth nothing', async () => {
    const first = await desk.take(ani)
    desk.app.clock.jumpWall(LEASE_MS)
    const second = await desk.take(budi)
    expect([second.number, second.lease.fence]).toEqual([first.number, first.lease.fence + 1])
    const late = await desk.decide(ani, first)
    expect([late.status, late.body]).toEqual([409, { refused: 'lease-lost' }])
    expect((await ani.post(path(first, 'renewal'), { fence: first.lease.fence })).body).toEqual({
      refused: 'lease-lost',
    })
    // Nor under the fence of the other.
    expect((await ani.post(path(first, 'renewal'), { fence: second.lease.fence })).body).toEqual({
      refused: 'lease-lost',
    })
    must((await desk.decide(budi, second)).body)
    expect((await desk.row(1)).state).toBe('passed')
  })

  it('[VC4] a late officer goes on while nobody has taken it since', async () => {
    const first = await desk.take(ani)
    desk.app.clock.jumpWall(3 * LEASE_MS)
    expect(must((await ani.post(path(first, 'renewal'), { fence: first.lease.fence })).body)).toMatchObject({
      fence: 1,
    })
    expect((await desk.decide(ani, first)).body).toEqual({ verdict: 'MS' })
  })

  it('[VC4] is given back and goes to the next officer', async () => {
    const first = await desk.take(ani)
    must((await ani.post(path(first, 'return'), { fence: first.lease.fence, own: false })).body)
    expect((await desk.take(budi)).number).toBe(first.number)
  })

  it('[VC6] one declared as her own is never offered to her again', async () => {
    const first = await desk.take(ani)
    must((await ani.post(path(first, 'return'), { fence: first.lease.fence, own: true })).body)
    expect((await desk.take(ani)).number).toBe(numberOf(2))
    expect((await desk.take(budi)).number).toBe(numberOf(1))
    expect((await trail()).map(({ action }) => action)).toContain('verification.recuse')
  })

  it('[VC3] what the applicant withdrew meanwhile is decided by nobody', async () => {
    const first = await desk.take(ani)
    const { store } = desk.app.services
    const { application } = store.tables
    await store.transaction(async (db) => void (await db.update(application).set({ state: 'withdrawn' })))
    expect((await desk.decide(ani, first)).body).toEqual({ refused: 'lease-lost' })
    expect((await counts(ani)).mine).toBeNull()
  })
})

describe('deciding', () => {
  beforeEach(() => setUp(2))

  it('[VC7] is a round, the state, the story and an audit row', async () => {
    const one = await desk.take(ani)
    desk.app.clock.jumpWall(120_000)
    expect((await desk.decide(ani, one, [TMS])).body).toEqual({ verdict: 'TMS' })
    expect(await desk.row(1)).toMatchObject({ state: 'failed', announcedAt: null })
    const detail = (await desk.staff[0].get(`/api/applications/${numberOf(1)}`)).body as ApplicationDetail
    expect(detail.rounds).toHaveLength(1)
    expect(detail.rounds[0]).toMatchObject({ round: 1, verdict: 'TMS', officer: ani.username, check: null })
    expect(detail.story.map(({ kind }) => kind)).toEqual(['submitted', 'decided'])
    const [last] = (await trail()).slice(-1)
    expect([last?.action, last?.actor, last?.subject]).toEqual(['verification.decide', ani.username, numberOf(1)])
  })

  it('[VC7] sent twice in the same moment it is kept once', async () => {
    const one = await desk.take(ani)
    const replies = await Promise.all([desk.decide(ani, one), desk.decide(ani, one, [TMS]), desk.decide(ani, one)])
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1)
    const { store } = desk.app.services
    expect(await store.read.select().from(store.tables.verification)).toHaveLength(1)
  })

  it('[VC7] a round is never changed', async () => {
    must((await desk.decide(ani, await desk.take(ani))).body)
    const { store } = desk.app.services
    await expect(
      store.transaction(async (db) => void (await db.update(store.tables.verification).set({ verdict: 'TMS' }))),
    ).rejects.toThrow()
    await expect(store.transaction(async (db) => void (await db.delete(store.tables.verification)))).rejects.toThrow()
  })

  it('[VC2] an unfinished one is refused with its requirement, and stays in hand', async () => {
    const one = await desk.take(ani)
    const decisions = decisionsOf(one).slice(0, -1)
    const reply = await ani.post(path(one, 'decision'), { fence: one.lease.fence, decisions })
    expect(reply.body).toMatchObject({ refused: 'requirement-open', detail: { what: 'Transkrip nilai' } })
    expect((await counts(ani)).mine).not.toBeNull()
  })

  it('[VC1] shows the hint of eligibility beside what the applicant said', async () => {
    await desk.apply([9], { ipk: '2.10' })
    const all = [await desk.take(ani), await desk.take(budi), await desk.take(await desk.app.staff('verifier'))]
    expect(all[2]?.requirements.find(({ hint }) => hint)).toMatchObject({ requirement: 'gpa', hint: { code: 'gpa' } })
    expect(NURSE.gpaMin).toBe('2.75')
  })
})

describe('the second look', () => {
  it('[VC8] is another officer’s; a returned one is decided anew with the note in sight', async () => {
    await setUp(1, { settings: { samplePercent: 100 } })
    must((await desk.decide(ani, await desk.take(ani))).body)
    const own = await ani.post('/api/verification/cases', { period: desk.period, task: 'check' })
    expect(own.body).toEqual({ refused: 'nothing-to-take' })
    const look = await desk.take(budi, 'check')
    expect(look.rounds.at(-1)).toMatchObject({ verdict: 'MS', officer: ani.username })
    const back = (note: string) =>
      budi.post(path(look, 'check'), { fence: look.lease.fence, outcome: 'returned', note })
    expect((await back(' ')).body).toEqual({ refused: 'note-needed' })
    must((await back('STR sudah habis masa berlakunya')).body)
    expect((await desk.row(1)).state).toBe('submitted')
    expect(await counts(ani)).toMatchObject({ waiting: 1, returned: 1, toCheck: 0 })
    const anew = await desk.take(ani)
    expect(anew.rounds.at(-1)?.check).toMatchObject({ outcome: 'returned', note: 'STR sudah habis masa berlakunya' })
    // What she types is kept as it is and read by the applicant: a NIK in it is not.
    must(
      (await desk.decide(ani, anew, [{ requirement: 'str', reason: 'not-proven', text: `atas nama NIK ${nikOf(5)}` }]))
        .body,
    )
    const { rounds } = (await desk.staff[0].get(`/api/applications/${numberOf(1)}`)).body as ApplicationDetail
    expect(rounds.at(-1)?.decisions.find(({ requirement }) => requirement === 'str')?.text).toBe('atas nama NIK •••')
    const second = await desk.take(budi, 'check')
    must((await budi.post(path(second, 'check'), { fence: second.lease.fence, outcome: 'confirmed', note: '' })).body)
    expect(await counts(budi)).toMatchObject({ waiting: 0, toCheck: 0, decided: { MS: 0, TMS: 1 } })
  })

  it('[VC8] nobody draws it: without a percentage none, of TMS all where the period says so', async () => {
    await setUp(2, { settings: { samplePercent: 0, checkAllFailed: true } })
    await desk.decideAll(ani, [2])
    expect(await counts(budi)).toMatchObject({ toCheck: 1 })
    expect((await desk.take(budi, 'check')).number).toBe(numberOf(2))
  })

  it('[VC10] figures of each officer', async () => {
    await setUp(3, { settings: { samplePercent: 100 } })
    for (const failed of [false, true]) {
      const one = await desk.take(ani)
      desk.app.clock.jumpWall(60_000)
      must((await desk.decide(ani, one, failed ? [TMS] : [])).body)
    }
    const look = await desk.take(budi, 'check')
    must(
      (await budi.post(path(look, 'check'), { fence: look.lease.fence, outcome: 'returned', note: 'periksa ijazah' }))
        .body,
    )
    const figures = (await budi.get(`/api/verification/periods/${desk.period}/officers`)).body as OfficerFigures[]
    expect(figures).toEqual([
      { officer: ani.username, decided: 2, returned: 1, tms: 1, checked: 0, meanMs: 60_000 },
      { officer: budi.username, decided: 0, returned: 0, tms: 0, checked: 1, meanMs: null },
    ])
  })
})

describe('what is shown', () => {
  beforeEach(() => setUp(2))

  it('[VC9] is masked; taking it and unmasking it with a purpose are audit rows', async () => {
    const one = await desk.take(ani)
    expect(one.person).toMatchObject({ nik: expect.stringMatching(/^1508•+\d\d$/), birth: '••-••-1996' })
    expect(JSON.stringify(one)).not.toContain(nikOf(1))
    const reply = await ani.post(path(one, 'unmasking'), { purpose: 'mencocokkan NIK dengan KTP' })
    expect(must(reply.body)).toMatchObject({ nik: nikOf(1), email: 'pelamar1@example.org' })
    const views = (await trail()).filter(({ action }) => action === 'application.view')
    expect(views.map(({ actor, detail }) => [actor, JSON.parse(detail).purpose])).toEqual([
      [ani.username, 'verifikasi'],
      [ani.username, 'mencocokkan NIK dengan KTP'],
    ])
    expect(JSON.stringify(await trail())).not.toContain(nikOf(1))
  })

  it('[VC9] a verifier unmasks only what is in her hand, and opens no document of another', async () => {
    const one = await desk.take(ani)
    expect((await budi.post(path(one, 'unmasking'), { purpose: 'ingin tahu' })).body).toEqual({
      refused: 'record-closed',
    })
    expect((await budi.get('/api/verification/documents/none')).body).toEqual({ refused: 'record-closed' })
  })

  it('[VC9] documents open to who holds the application or has just stated a purpose, under a policy that runs nothing', async () => {
    const { services } = desk.app
    const one = await desk.take(ani)
    const [id, file] = [services.newId(), services.newId()]
    const bytes = Buffer.from('%PDF-1.7 contoh')
    await documentFiles(services).keep(file, sealBytes(documentKey(services.secret), bytes))
    await services.store.transaction(async (db) => {
      await db.insert(services.store.tables.document).values({
        ...{
          id,
          applicationId: one.lease.application,
          kind: 'ijazah',
          file,
          digest: 'd',
          bytes: bytes.length,
          type: 'pdf',
        },
        ...{
          pages: 1,
          width: null,
          height: null,
          name: 'ijazah saya.pdf',
          createdAt: 0,
          replacedAt: null,
          erasedAt: null,
        },
      })
    })
    const open = async ({ cookie }: Staff) =>
      await desk.app.http.inject({ method: 'GET', url: `/api/verification/documents/${id}`, headers: { cookie } })
    const shown = await open(ani)
    expect([shown.statusCode, shown.rawPayload.equals(bytes), shown.headers['content-type']]).toEqual([
      200,
      true,
      'application/pdf',
    ])
    expect(shown.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
    )
    expect(shown.headers['content-disposition']).toBe('inline; filename="ijazah.pdf"')
    expect(shown.headers['cache-control']).toBe('private, no-store')
    const [panitia] = desk.staff
    expect([(await open(budi)).statusCode, (await open(panitia)).statusCode]).toEqual([403, 403])
    must(
      (await panitia.post(`/api/applications/${one.lease.application}/unmasking`, { purpose: 'menjawab sanggah' }))
        .body,
    )
    expect((await open(panitia)).statusCode).toBe(200)
    desk.app.clock.jumpWall(LEASE_MS)
    expect((await open(panitia)).statusCode).toBe(403)
    await documentFiles(services).remove(file)
    expect((await open(ani)).json()).toEqual({ refused: 'document-elsewhere' })
  })

  it('[VC9] the applicants’ detail is masked until a purpose is stated', async () => {
    const [panitia] = desk.staff
    const { id } = await desk.row(1)
    expect(JSON.stringify((await panitia.get(`/api/applications/${id}`)).body)).not.toContain(nikOf(1))
    const person = await panitia.post(`/api/applications/${id}/unmasking`, { purpose: 'permintaan data oleh pelamar' })
    expect(person.body).toMatchObject({ nik: nikOf(1), kk: expect.stringMatching(/^\d{16}$/) })
  })
})
