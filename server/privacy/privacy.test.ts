import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { APPLICANT_COOKIE, signInApplicant } from '../access/sign-in-store.ts'
import { openProfile } from '../applications/account-store.ts'
import { findApplication, openFrozen } from '../applications/application-store.ts'
import { placeOf } from '../applications/document-files-store.ts'
import { brokenAudit } from '../audit/audit-store.ts'
import { checkRecords } from '../backup/check-store.ts'
import { eq } from '../db/sql.ts'
import { openBody } from '../notices/notice-store.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type {
  BreachCase,
  ErasureRow,
  PersonCard,
  PersonCopy,
  PersonData,
  PersonRow,
  RetentionRow,
} from '../protocol/privacy.ts'
import { birthDates } from '../recruitment/nik-seal.ts'
import { DAY, type Person, type PortalWorld, portal } from '../testing/portal.ts'
import { sitting } from '../testing/sitting.ts'
import { type Staff, testApp } from '../testing/test-app.ts'
import { sealClearBirthDates } from './eraser-job.ts'

let world: PortalWorld
let first: Staff
let second: Staff
let person: Person
let application: string
let id: string

beforeEach(async () => {
  world = await portal()
  ;[first, second] = [await world.app.staff('committee'), await world.app.staff('administrator')]
  person = await world.person(1)
  application = (await person.filledIn()).id
  id = (await found('Sari'))[0]?.id as string
})
const tables = () => world.app.services.store.tables
const read = () => world.app.services.store.read
const found = async (query: string) => (await first.post('/api/privacy/search', { query })).body as PersonRow[]
const card = async (of = id) => (await first.get(`/api/privacy/people/${of}`)).body as PersonCard
const sent = async () => {
  const row = await findApplication(world.app.services, application)
  const { status } = await person.post(`/api/applicant/applications/${application}/submission`, {
    version: row?.version,
  })
  expect(status).toBe(200)
}
const approve = async (proposal: { body: ProposalRow; status: number }) => {
  expect([proposal.status, (proposal.body as { refused?: string }).refused]).toEqual([200, undefined])
  return await second.post(`/api/proposals/${proposal.body.id}/approval`)
}
const ended = async () => {
  for (let tries = 0; tries < 400; tries += 1) {
    const rows = (await second.get('/api/privacy/erasures')).body as ErasureRow[]
    if (rows.every(({ states }) => states.waiting + states.files === 0)) return rows
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error('the erasure does not end')
}
/** Days later the officers have signed in again. */
const later = async (days: number) => {
  world.app.clock.jumpWall(days * DAY)
  ;[first, second] = [await world.app.staff('committee'), await world.app.staff('administrator')]
}
const close = async () => {
  const { period } = tables()
  await world.app.services.store.transaction(async (db) => {
    await db.update(period).set({ state: 'closed' }).where(eq(period.id, world.period))
  })
}

describe('who saw what', () => {
  it('[PV3] a full view, a message read out and a copy are in one list, with their purposes, the newest first', async () => {
    await sent()
    await first.post(`/api/applications/${application}/unmasking`, { purpose: 'sanggah lewat telepon' })
    await first.post(`/api/privacy/people/${id}/copy`, { identity: 'KTP asli', reason: 'permintaan tertulis' })
    expect(
      (await first.post(`/api/verification/periods/${world.period}/export`, { purpose: 'arsip instansi' })).status,
    ).toBe(200)
    const { rows } = (await second.get('/api/privacy/views')).body
    expect(
      rows.map((row: { of: string; purpose: string; viewer: string }) => [row.of, row.purpose, row.viewer]),
    ).toEqual([
      ['export', 'arsip instansi', first.username],
      ['copy', 'permintaan tertulis', first.username],
      ['record', 'sanggah lewat telepon', first.username],
    ])
    expect((await second.get(`/api/privacy/views?before=${rows[0].seq}`)).body.rows).toHaveLength(2)
    expect((await card()).views.map(({ viewer }) => viewer)).toEqual([first.username, first.username])
  })

  it('[PV4] she is told when and why, never who, and not of work on what is not announced', async () => {
    await sent()
    await first.post(`/api/applications/${application}/unmasking`, { purpose: 'memeriksa ijazah' })
    const mine = async () => (await person.get<PersonData>('/api/applicant/my-data')).body
    expect((await mine()).views).toEqual([])
    await world.app.services.store.transaction(async (db) => {
      await db.update(tables().application).set({ announcedAt: 1 }).where(eq(tables().application.id, application))
    })
    expect((await mine()).views).toMatchObject([{ purpose: 'memeriksa ijazah', viewer: null, of: 'record' }])
    expect(JSON.stringify(await mine())).not.toContain(first.username)
  })
})

describe('a copy', () => {
  it('[PV5] holds all that is kept, with the documents, and is given against an identity', async () => {
    await sent()
    const asked = { identity: 'KTP asli dilihat', reason: 'permintaan tertulis 12/2026' }
    const { body } = await first.post(`/api/privacy/people/${id}/copy`, asked)
    const { data, page } = body as PersonCopy
    expect(data.account).toMatchObject({ nik: '1508014503950001', kk: '1508010101010001', birthDate: '1995-03-05' })
    const [own] = data.applications
    expect([own?.state, own?.documents.length, own?.answers.address]).toEqual(['submitted', 7, 'Jalan Contoh 1'])
    for (const { content, type } of own?.documents ?? [])
      expect(
        Buffer.from(content ?? '', 'base64')
          .subarray(0, 2)
          .toString('hex'),
      ).toBe(type === 'image/jpeg' ? 'ffd8' : '2550')
    expect(data.messages.map(({ kind }) => kind)).toContain('submitted')
    for (const words of [
      '1508014503950001',
      'Jalan Contoh 1',
      'data:image/jpeg;base64,',
      'data:application/pdf;base64,',
    ])
      expect(page).toContain(words)
    expect(page.match(/<dt>[a-z]+[A-Z]?\w*<\/dt>/g) ?? []).toEqual([])
    expect((await first.post(`/api/privacy/people/${id}/copy`, { reason: 'tanpa identitas' })).status).toBe(400)
  })

  it('[PV5] of an exam holds what was chosen and when, and no key; her own no score that is not published', async () => {
    const hall = await sitting().withCandidates(1).running()
    const station = await hall.seated(1)
    for (const slot of [0, 1, 2]) await station.answer(slot, slot)
    const officer = await hall.app.staff('committee')
    const [one] = (await officer.post('/api/privacy/search', { query: 'P-0001' })).body as PersonRow[]
    const { body } = await officer.post(`/api/privacy/people/${one?.id}/copy`, {
      identity: 'KTP asli',
      reason: 'diminta tertulis',
    })
    expect(hall.app.faults).toEqual([])
    const { data } = body as PersonCopy
    const [exam] = data.exam
    const chosen = exam?.attempts[0]?.events.filter(({ kind }) => kind === 'answered')
    expect(chosen?.map(({ content }) => (content as { item: number }).item)).toEqual([1, 2, 3])
    expect([data.account, exam?.number, exam?.seats.length]).toEqual([null, 'P-0001', 1])
    expect(JSON.stringify(data)).not.toMatch(/correct|weight|"key|seed|secret/)
  })

  it('[PV5] is hers in the portal, whole and alone', async () => {
    const other = await world.person(2)
    const mine = await person.get<PersonData>('/api/applicant/my-data')
    expect([mine.status, mine.body.account?.nik]).toEqual([200, '1508014503950001'])
    expect((await other.get<PersonData>('/api/applicant/my-data')).body.account?.nik).toBe('1508014503950002')
    const page = await person.get('/api/applicant/my-data.html')
    expect([page.status, world.app.faults]).toEqual([200, []])
    expect(page.raw.toString()).toContain('Salinan data pribadi')
    expect((await world.call('GET', '/api/applicant/my-data')).status).toBe(401)
    expect((await first.get('/api/applicant/my-data')).status).toBe(401)
  })
})

describe('a correction', () => {
  const wanted = (changes: object) => ({ changes, identity: 'KTP asli dilihat', reason: 'salah ketik pada akun' })

  it('[PV6] is made by one person before submission, and the draft follows', async () => {
    const asked = await first.post(
      `/api/privacy/people/${id}/corrections`,
      wanted({ name: 'Sari Benar', email: 'sari.baru@example.id' }),
    )
    expect(asked.body).toEqual({ state: 'done' })
    const one = await card()
    expect([one.name, one.email, one.requests[0]?.fields, one.requests[0]?.approvedBy]).toEqual([
      ...['Sari Benar', 's••••@e•••.id', ['name', 'email'], null],
    ])
    const told = (await read().select().from(tables().notice)).filter(({ kind }) => kind === 'corrected')
    // The old mailbox, the portal and the new mailbox.
    expect(told.map(({ channel }) => channel).sort()).toEqual(['email', 'email', 'portal'])
    expect(told.map((row) => openBody(world.app.services, row)).join()).toContain('Bila bukan Anda')
  })

  it('[PV6] takes two after it, and what was submitted stays as it was', async () => {
    await sent()
    const before = await findApplication(world.app.services, application)
    const asked = await first.post(`/api/privacy/people/${id}/corrections`, wanted({ name: 'Sari Benar' }))
    expect(asked.body).toEqual({ state: 'proposed' })
    expect((await card()).name).toBe('Sari Contoh')
    const [open] = ((await second.get('/api/proposals')).body as ProposalRow[]).filter(
      ({ kind }) => kind === 'correction',
    )
    expect((await first.post(`/api/proposals/${open?.id}/approval`)).body.refused).toBe('same-person')
    expect((await second.post(`/api/proposals/${open?.id}/approval`)).status).toBe(200)
    expect([(await card()).name, (await card()).requests[0]?.approvedBy]).toEqual(['Sari Benar', second.username])
    const after = await findApplication(world.app.services, application)
    expect([after?.frozenDigest, after && openFrozen(world.app.services, after)?.person.name]).toEqual([
      before?.frozenDigest,
      'Sari Contoh',
    ])
  })

  it('[PV6] refuses a birth date that is not in the NIK, an address of somebody else, and nothing at all', async () => {
    await world.person(2)
    const refused = async (changes: object) =>
      (await first.post(`/api/privacy/people/${id}/corrections`, wanted(changes))).body.refused
    expect(await refused({ birthDate: '1995-03-06' })).toBe('form-wrong')
    expect(await refused({ email: 'pelamar2@example.id' })).toBe('address-taken')
    expect(await refused({ email: '0812 3456 7890' })).toBe('form-wrong')
    expect(await refused({})).toBe('nothing-to-correct')
    const [row] = await read().select().from(tables().applicant).where(eq(tables().applicant.id, id))
    expect([row?.name, row && openProfile(world.app.services, row).birthDate]).toEqual(['Sari Contoh', '1995-03-05'])
  })

  it('[PV7] leaves no value in a proposal, an event or the audit', async () => {
    await sent()
    await first.post(
      `/api/privacy/people/${id}/corrections`,
      wanted({ email: 'rahasia.sekali@example.id', phone: '081234567890' }),
    )
    const { proposal, audit, applicationEvent } = tables()
    const [open] = await read().select().from(proposal)
    await second.post(`/api/proposals/${open?.id}/approval`)
    const kept = JSON.stringify([
      await read().select().from(proposal),
      await read().select().from(audit),
      await read().select().from(applicationEvent),
    ])
    expect(kept).not.toMatch(/rahasia\.sekali|81234567890/)
    expect((await card()).phone).toBe('+628••••••890')
  })
})

describe('keeping and erasing', () => {
  const settle = (name: string, days: number, version = 0) =>
    first.post(`/api/privacy/retention/${name}`, { days, source: 'JRA Kepegawaian 2026, nomor 4', version })
  const rows = async () => (await first.get('/api/privacy/retention')).body as RetentionRow[]
  const dueOf = async (name: string) => (await rows()).find((row) => row.class === name)?.due

  it('[PV8] nothing is due before its length is settled with a source, nor a day too early', async () => {
    await sent()
    await close()
    await later(400)
    expect(await dueOf('documents')).toEqual({ people: 0, kept: {}, until: null })
    expect((await first.post('/api/privacy/retention/documents/erasure', { reason: 'lewat' })).body.refused).toBe(
      'retention-unsettled',
    )
    expect((await first.post('/api/privacy/retention/documents', { days: 30, source: '', version: 0 })).status).toBe(
      400,
    )
    // The last stage of the period ends on 17 December 2026; today is 29 December 2027.
    await settle('documents', 377)
    expect((await dueOf('documents'))?.people).toBe(0)
    await settle('documents', 376, 1)
    expect(await dueOf('documents')).toEqual({ people: 1, kept: {}, until: '2026-12-17' })
    expect((await settle('documents', 10, 1)).body.refused).toBe('changed-meanwhile')
  })

  it('[PV9] names the basis of each class, and consent is none of them', async () => {
    expect((await rows()).map(({ class: name, basis }) => [name, basis])).toEqual([
      ...[
        ['drafts', 'public-task'],
        ['face', 'public-task'],
        ['documents', 'public-task'],
      ],
      ...[
        ['notices', 'public-task'],
        ['person', 'legal-duty'],
      ],
    ])
  })

  it('[PV10] passes over who is held, whose selection runs or whose objection waits, and says how many', async () => {
    await sent()
    await settle('documents', 1)
    await later(60)
    expect((await dueOf('documents'))?.kept).toEqual({ running: 1 })
    expect((await first.post(`/api/privacy/people/${id}/erasure`, { reason: 'diminta' })).body.refused).toBe(
      'kept-running',
    )
    await close()
    expect(await dueOf('documents')).toMatchObject({ people: 1, kept: {} })
    const hold = { reason: 'gugatan TUN 12/G/2027', until: '2027-06-30' }
    expect((await first.post(`/api/privacy/people/${id}/holds`, { ...hold, until: '2026-01-01' })).body.refused).toBe(
      'hold-over',
    )
    const [placed] = (await first.post(`/api/privacy/people/${id}/holds`, hold)).body
    expect(await dueOf('documents')).toMatchObject({ people: 0, kept: { hold: 1 } })
    expect((await first.post(`/api/privacy/people/${id}/erasure`, { reason: 'diminta' })).body.refused).toBe(
      'kept-hold',
    )
    expect((await first.post(`/api/privacy/holds/${placed.id}/lifting`, { why: 'gugatan selesai' })).status).toBe(200)
    expect((await dueOf('documents'))?.people).toBe(1)
  })

  it('[PV11] takes two, and what was held meanwhile stays', async () => {
    await sent()
    await close()
    await settle('documents', 1)
    await later(60)
    const proposed = await first.post('/api/privacy/retention/documents/erasure', { reason: 'masa simpan lewat' })
    expect(proposed.body.effect[0].id).toContain('1 orang')
    expect((await first.post(`/api/proposals/${proposed.body.id}/approval`)).body.refused).toBe('same-person')
    const { document } = tables()
    expect((await read().select().from(document)).every(({ erasedAt }) => erasedAt === null)).toBe(true)
    expect((await approve(proposed)).status).toBe(200)
    const [done] = await ended()
    expect(done).toMatchObject({ class: 'documents', cause: 'retention', people: 1, states: { done: 1, held: 0 } })
    // Faces have a rule of their own.
    expect(done?.counts.documents).toBe(5)
  })

  it('[PV12] [PV13] erases the person and leaves number, digest, decision and whole chains; the proof is looked up', async () => {
    await sent()
    const row = await findApplication(world.app.services, application)
    const papers = await read().select().from(tables().document)
    await person.post(`/api/applicant/applications/${application}/withdrawal`, { reason: 'diterima di tempat lain' })
    const proposed = await first.post(`/api/privacy/people/${id}/erasure`, { reason: 'permintaan tertulis pemohon' })
    expect(proposed.body.effect.map((one: { id: string }) => one.id).join()).toContain('Cadangan yang dibuat sebelum')
    await approve(proposed)
    const [done] = await ended()
    expect(done?.counts).toEqual({
      documents: 7,
      photos: 0,
      messages: expect.any(Number),
      applications: 1,
      accounts: 1,
      candidates: 0,
    })
    const { body: proof } = await second.get(`/api/privacy/erasures/${done?.id}/proof`)
    expect([proof.people, proof.left.map(({ count }: { count: number }) => count)]).toEqual([1, [0, 0, 0, 0, 0, 0, 0]])
    for (const { file } of papers) expect(existsSync(join(world.app.folder, placeOf(file)))).toBe(false)
    const after = await findApplication(world.app.services, application)
    expect([after?.number, after?.frozenDigest, after?.state]).toEqual([row?.number, row?.frozenDigest, 'withdrawn'])
    const kept = JSON.stringify([
      await read().select().from(tables().applicant),
      after && openFrozen(world.app.services, after),
    ])
    for (const gone of ['Sari', 'Jalan Contoh', '1508014503950001', 'pelamar1@']) expect(kept).not.toContain(gone)
    expect(await brokenAudit(world.app.services)).toBeNull()
    // The session is over, the NIK may register anew, and a second erasure finds nobody.
    expect((await person.get('/api/applicant/home')).status).toBe(401)
    expect((await first.post(`/api/privacy/people/${id}/erasure`, { reason: 'sekali lagi' })).body.refused).toBe(
      'person-erased',
    )
    expect((await card()).erased).toBe(true)
  })

  it('[PV12] of a candidate leaves answers, scores and the chain of every attempt', async () => {
    const hall = await sitting().withCandidates(2).running()
    const station = await hall.seated(1)
    await station.answer(0, 1)
    const [officer, other] = [await hall.app.staff('committee'), await hall.app.staff('committee')]
    const [one] = (await officer.post('/api/privacy/search', { query: 'P-0001' })).body as PersonRow[]
    const proposed = await officer.post(`/api/privacy/people/${one?.id}/erasure`, { reason: 'diminta tertulis' })
    await other.post(`/api/proposals/${proposed.body.id}/approval`)
    const { candidate, attempt } = hall.app.services.store.tables
    const look = async () =>
      (await hall.app.services.store.read.select().from(candidate)).find(({ number }) => number === 'P-0001')
    for (let tries = 0; tries < 200 && (await look())?.nikSealed !== ''; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(await look()).toMatchObject({ name: '(dihapus)', nikSealed: '', nikMasked: '', birthDate: null })
    expect((await hall.app.services.store.read.select().from(attempt)).length).toBe(1)
    expect((await checkRecords(hall.app.services)).broken).toEqual([])
  })

  it('[PV11] goes on after a crash: what was approved is erased when the server comes back', async () => {
    await sent()
    await close()
    const { erasure, erasureItem } = tables()
    const at = world.app.clock.wall()
    await world.app.services.store.transaction(async (db) => {
      await db.insert(erasure).values({
        ...{ id: 'e1', ordinal: 1, class: 'face', cause: 'retention', people: 1, reason: 'uji', source: 'JRA', at },
        ...{ proposedBy: 'a', approvedBy: 'b' },
      })
      await db.insert(erasureItem).values({
        ...{ erasureId: 'e1', personId: id, class: 'face', state: 'waiting', files: '[]', counts: '{}', at: null },
      })
    })
    const { folder } = world.app
    await world.app.close()
    const again = await testApp({ folder })
    const look = async () => (await again.services.store.read.select().from(again.services.store.tables.erasureItem))[0]
    for (let tries = 0; tries < 200 && (await look())?.state !== 'done'; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 10))
    expect(JSON.parse((await look())?.counts ?? '{}').documents).toBe(2)
  })

  it('[PV2] seals birth dates that an earlier version wrote in the clear', async () => {
    const hall = await sitting().withCandidates(1).scheduled()
    const { store, secret } = hall.app.services
    const { candidate } = store.tables
    await store.transaction(async (db) => void (await db.update(candidate).set({ birthDate: '1990-02-01' })))
    await sealClearBirthDates(hall.app.services)
    const [row] = await store.read.select().from(candidate)
    expect(row?.birthDate).not.toContain('1990')
    expect(birthDates(secret)(row?.birthDate ?? null)).toBe('1990-02-01')
  })
})

describe('a breach', () => {
  const content = {
    title: 'Laptop panitia hilang',
    how: 'Laptop dengan ekspor pelamar hilang pada 23 November malam.',
    classes: ['identity', 'contact'],
    count: 2,
    whose: { kind: 'all' },
    measures: 'Akun dicabut, kunci diganti, laporan polisi dibuat.',
    advice: 'Waspadai telepon yang mengaku panitia.',
    publicNotice: false,
  }
  const open = async (hoursAgo: number, change: object = {}) =>
    (
      await first.post('/api/privacy/breaches', {
        foundAt: world.app.clock.wall() - hoursAgo * 3_600_000,
        content: { ...content, ...change },
      })
    ).body as BreachCase

  it('[PV14] runs against 72 hours from when it was found; the overdue stand first', async () => {
    await open(2, { title: 'Baru saja' })
    await open(80, { title: 'Terlambat' })
    const { body } = await first.get('/api/privacy/clock')
    expect(body.breaches.map((one: { title: string; leftMs: number }) => [one.title, one.leftMs / 3_600_000])).toEqual([
      ['Terlambat', -8],
      ['Baru saja', 70],
    ])
    expect(
      (await first.post('/api/privacy/breaches', { foundAt: world.app.clock.wall() + 60_000, content })).body.refused,
    ).toBe('breach-future')
    expect((await second.get('/api/privacy/breaches')).body).toHaveLength(2)
  })

  it('[PV15] tells each person concerned once, the authority by a letter, and is closed when both were told', async () => {
    await world.person(2)
    const { id: breach, texts, reachable } = await open(2)
    expect(reachable).toBe(2)
    for (const words of ['Data yang terungkap: nama, NIK', 'Laptop dengan ekspor', 'kunci diganti', 'Waspadai'])
      expect(texts.people.id).toContain(words)
    expect([texts.authority.includes('Pasal 46'), texts.public]).toEqual([true, null])
    expect((await first.post(`/api/privacy/breaches/${breach}/closing`, { why: 'selesai' })).body.refused).toBe(
      'breach-untold',
    )
    for (let times = 0; times < 2; times += 1) await first.post(`/api/privacy/breaches/${breach}/people`)
    const notices = (await read().select().from(tables().notice)).filter(({ kind }) => kind === 'breach')
    expect(notices.filter(({ channel }) => channel === 'portal')).toHaveLength(2)
    expect((await first.get(`/api/privacy/breaches/${breach}/authority.pdf`)).raw.subarray(0, 5).toString()).toBe(
      '%PDF-',
    )
    await first.post(`/api/privacy/breaches/${breach}/authority`, { receipt: 'Surat 12/2026' })
    const closed = (await first.post(`/api/privacy/breaches/${breach}/closing`, { why: 'ditangani' }))
      .body as BreachCase
    expect([closed.told, closed.leftMs, closed.closedAt !== null]).toEqual([2, null, true])
    expect(closed.story.map(({ kind }) => kind)).toEqual(['opened', 'people', 'people', 'authority', 'closed'])
    expect((await first.get('/api/privacy/clock')).body.breaches).toEqual([])
  })

  it('[PV15] of some applications concerns those alone, and a change names the version that was seen', async () => {
    await sent()
    await world.person(2)
    const { number } = (await findApplication(world.app.services, application)) ?? {}
    const one = await open(1, { whose: { kind: 'numbers', numbers: [number] }, publicNotice: true })
    expect([one.reachable, one.texts.public?.includes('Laptop')]).toEqual([1, true])
    const url = `/api/privacy/breaches/${one.id}`
    expect((await first.post(url, { version: 1, content: { ...content, title: 'Laptop ditemukan' } })).body.title).toBe(
      'Laptop ditemukan',
    )
    expect((await second.post(url, { version: 1, content })).body.refused).toBe('changed-meanwhile')
  })
})

it('a signed-in applicant of an erased account is nobody', async () => {
  const token = await world.app.services.store.transaction((db) => signInApplicant(world.app.services, db, id))
  expect((await world.call('GET', '/api/applicant/my-data', undefined, `${APPLICANT_COOKIE}=${token}`)).status).toBe(
    200,
  )
})
