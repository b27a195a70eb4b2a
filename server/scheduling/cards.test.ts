import { beforeAll, describe, expect, it } from 'vitest'
import { desc, eq } from '../db/sql.ts'
import { openBody } from '../notices/notice-store.ts'
import type { SittingSummary } from '../protocol/proctor.ts'
import { storeCandidates } from '../recruitment/recruitment-store.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Person, type PortalWorld, portal } from '../testing/portal.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { type Staff, testApp } from '../testing/test-app.ts'
import { gridPlan } from '../venues/plan.ts'
import { cardText } from './card.ts'
import { cardsOf, type ExamCard } from './card-store.ts'
import { cardsPdf } from './cards-export.ts'
import { beginTelling, tellSome } from './seat-telling-store.ts'

describe('an applicant’s own card', () => {
  let world: PortalWorld
  let hers: Person
  let other: Person
  let application: string
  beforeAll(async () => {
    world = await portal()
    hers = await world.person(1)
    other = await world.person(2)
    const filled = await hers.filledIn()
    application = filled.id
    const sent = await hers.submit(filled)
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body))
  })

  it('[CD3] is not there before the result is out, and never somebody else’s', async () => {
    expect((await hers.get('/api/applicant/card')).body.refused).toBe('no-card-yet')
    const { services } = world.app
    const { application: table, candidate } = services.store.tables
    const vacancy = (await services.store.read.select().from(services.store.tables.vacancy))[0]?.code as string
    await storeCandidates(
      services,
      'test',
      [
        {
          ...{ number: 'K-000017', name: 'Sari Contoh', nik: '1508014503950001', vacancyCode: vacancy },
          ...{ accommodation: null, venue: '', room: '', station: '', session: '' },
        },
      ],
      [],
    )
    const [row] = await services.store.read.select().from(candidate).where(eq(candidate.number, 'K-000017'))
    const decided = (announcedAt: number | null) =>
      services.store.transaction((db) =>
        db
          .update(table)
          .set({ state: 'passed', candidateId: row?.id ?? '', announcedAt })
          .where(eq(table.id, application)),
      )
    await decided(null)
    expect((await hers.get('/api/applicant/card')).body.refused).toBe('no-card-yet')
    await decided(services.clock.wall())
    const { status, raw } = await hers.get('/api/applicant/card')
    const { text, pages } = pdfText(raw)
    expect([status, pages]).toEqual([200, 1])
    for (const words of ['K-000017', 'Sari Contoh', 'Perawat Terampil', 'Keperawatan', 'belum ditetapkan', 'Versi 1'])
      expect(text).toContain(words)
    // Her photo, and no NIK.
    expect(raw.toString('latin1')).toContain('/DCTDecode')
    expect(text).not.toContain('150801')
    expect((await other.get('/api/applicant/card')).body.refused).toBe('no-card-yet')
  })

  it('[PM10] [PM11] she is told of her place once, and of each change of it', async () => {
    const { app } = world
    const committee = [await app.staff('committee'), await app.staff('committee')] as [Staff, Staff]
    const hall = await sitting().withCandidates(1).scheduled()
    // The portal's world has no test: that of a hall is written into it.
    const { test, bank } = app.services.store.tables
    const from = hall.app.services.store
    const copied = { bank: await from.read.select().from(bank), test: await from.read.select().from(test) }
    await app.services.store.transaction(async (db) => {
      for (const row of copied.bank) await db.insert(bank).values(row)
      for (const row of copied.test) await db.insert(test).values(row)
    })
    const { body: venue } = await committee[0].post('/api/venues', { name: 'SMKN 1', address: 'Jalan Contoh 2' })
    for (const name of ['A', 'B'])
      await committee[0].post(`/api/venues/${venue.id}/rooms`, { name, plan: gridPlan(1, 4) })
    const { body: form } = await committee[0].get('/api/placements/form')
    const request = {
      ...{ test: form.tests[0].id, period: world.period, venues: [venue.id], days: ['2026-12-15'] },
      plan: form.tests[0].plan,
    }
    const { body: homes } = await committee[0].get(`/api/placements/homes?test=${request.test}&period=${world.period}`)
    expect(homes).toMatchObject([{ code: '15.08.04', people: 1 }])
    const { body: seen } = await committee[0].post('/api/placements/preview', request)
    const proposed = await committee[0].post('/api/placements/proposals', {
      request,
      digest: seen.digest,
      reason: 'rapat',
    })
    expect((await committee[1].post(`/api/proposals/${proposed.body.id}/approval`)).status).toBe(200)
    const notices = async () => {
      const { notice } = app.services.store.tables
      const rows = await app.services.store.read.select().from(notice).orderBy(desc(notice.createdAt))
      return rows.filter(({ kind, channel }) => kind.startsWith('seat-') && channel === 'portal')
    }
    await expect.poll(notices).toHaveLength(1)
    expect(pdfText((await hers.get('/api/applicant/card')).raw).text).toMatch(/SMKN 1[\s\S]*Ruang A/)
    const [sat] = (await committee[0].get('/api/sittings')).body as [SittingSummary]
    const change = { kind: 'room', venue: 'SMKN 1', room: 'A', sittings: [sat.id] }
    const moved = await committee[0].post('/api/seat-changes/proposals', { change, reason: 'atap bocor' })
    expect((await committee[1].post(`/api/proposals/${moved.body.id}/approval`)).status).toBe(200)
    await expect.poll(notices).toHaveLength(2)
    const told = (await notices()).map((row) => openBody(app.services, row)).find((body) => body.includes('atap bocor'))
    expect(told).toMatch(/Semula: .*ruang A\. Menjadi: .*ruang B\. Alasan: atap bocor\. Kartu lama tidak berlaku/)
    expect(pdfText((await hers.get('/api/applicant/card')).raw).text).toMatch(/Versi 2[\s\S]*Ruang B/)
    // The old QR is refused with what holds now; the new one is good.
    const { secret } = app.services
    const find = (version: number) =>
      committee[0].post(`/api/desk/sittings/${sat.id}/find`, { scanned: cardText(secret, 'K-000017', version) })
    expect((await find(1)).body).toMatchObject({ refused: 'card-void', detail: { number: 'K-000017' } })
    expect((await find(1)).body.detail.place).toContain('ruang B')
    expect((await find(2)).body).toMatchObject({ number: 'K-000017', scannedAs: 'signed' })
    expect((await committee[0].get(`/api/placements/cards.pdf?venue=SMKN%201`)).status).toBe(200)
  })
})

describe('many cards', () => {
  let hall: Hall
  beforeAll(async () => {
    hall = await sitting().withCandidates(2).scheduled()
  })

  it('[CD1] are drawn as they are read, with flat memory', async () => {
    const { services } = hall.app
    const [one] = (await cardsOf(services, { sitting: hall.id })) as [ExamCard]
    const of = (n: number) => Array.from({ length: n }, (_, at) => ({ ...one, number: `Q-${at}`, name: `Nama ${at}` }))
    const read = async (n: number) => {
      let [bytes, most] = [0, 0]
      for await (const chunk of await cardsPdf(services, of(n), 'Kartu')) {
        bytes += (chunk as Buffer).length
        most = Math.max(most, process.memoryUsage().heapUsed)
      }
      return { bytes, most: most / 1024 / 1024 }
    }
    const few = await read(200)
    const many = await read(2000)
    expect(many.bytes).toBeGreaterThan(few.bytes * 8)
    expect(many.most - few.most).toBeLessThan(80)
  }, 60_000)

  it('[CD1] a reader who goes away ends the drawing', async () => {
    const { services } = hall.app
    const [one] = (await cardsOf(services, { sitting: hall.id })) as [ExamCard]
    const stream = (await cardsPdf(services, Array(5000).fill(one), 'Kartu')) as NodeJS.ReadableStream & {
      destroy(): void
      destroyed: boolean
    }
    for await (const _ of stream) break
    expect(stream.destroyed).toBe(true)
  })
})

describe('telling many', () => {
  it('[PM10] goes on after a restart, and tells nobody twice', async () => {
    const world = await portal()
    const { services, folder } = world.app
    const { tables } = services.store
    const hall = await sitting().withCandidates(1).scheduled()
    const from = hall.app.services.store
    const vacancy = (await services.store.read.select().from(tables.vacancy))[0]?.id as string
    const people = Array.from({ length: 45 }, (_, at) => String(at).padStart(3, '0'))
    const now = services.clock.wall()
    await services.store.transaction(async (db) => {
      for (const row of await from.read.select().from(from.tables.bank)) await db.insert(tables.bank).values(row)
      for (const row of await from.read.select().from(from.tables.test)) await db.insert(tables.test).values(row)
      for (const row of await from.read.select().from(from.tables.sitting)) await db.insert(tables.sitting).values(row)
      for (const n of people) {
        const nik = { nikSealed: '', nikIndex: n, nikMasked: '' }
        await db.insert(tables.applicant).values({
          ...{ id: `a-${n}`, name: n, passwordHash: '', ...nik, profileSealed: '', language: 'id' },
          ...{ createdAt: now, version: 1 },
        })
        await db.insert(tables.candidate).values({
          ...{ id: `c-${n}`, number: n, name: n, ...nik, vacancyId: vacancy, venue: '', room: '', station: '' },
          ...{ session: '', createdAt: now },
        })
        await db.insert(tables.application).values({
          ...{ id: `p-${n}`, periodId: world.period, applicantId: `a-${n}`, nikIndex: n, state: 'passed' },
          ...{ draftSealed: '', version: 1, candidateId: `c-${n}`, createdAt: now },
        })
        await db.insert(tables.seatVersion).values({
          ...{ candidateId: `c-${n}`, stage: 'skd', version: 1, card: 1, sittingId: hall.id, venue: 'SMKN 1' },
          ...{ room: 'A', station: n, startsAt: now, why: '{}', cause: 'jadwal', at: now },
        })
      }
      await beginTelling(services, db, 'jadwal', people.length)
    })
    expect(await tellSome(services)).toBe(true)
    await world.app.close()
    const again = await testApp({ folder })
    await again.http.ready()
    const told = async () => {
      const { notice } = again.services.store.tables
      const rows = await again.services.store.read.select().from(notice).where(eq(notice.kind, 'seat-placed'))
      return rows.map((row) => row.applicantId).sort()
    }
    await expect.poll(told).toEqual(people.map((n) => `a-${n}`))
    expect(await tellSome(again.services)).toBe(false)
    expect(again.faults).toEqual([])
  })
})
