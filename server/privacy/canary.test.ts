import { appendFileSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import pino from 'pino'
import { beforeAll, describe, expect, it } from 'vitest'
import { APPLICANT_COOKIE, signInApplicant } from '../access/sign-in-store.ts'
import { makeBackup } from '../backup/backup-store.ts'
import { logOptions } from '../health/log-lines.ts'
import { readMeta, writeMeta } from '../meta-store.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { PlacementForm } from '../protocol/placement.ts'
import type { PersonRow } from '../protocol/privacy.ts'
import type { VenueRow } from '../protocol/venues.ts'
import type { AnnouncementSummary } from '../protocol/verification.ts'
import { storeCandidates } from '../recruitment/recruitment-store.ts'
import { readCandidates } from '../recruitment/sheets.ts'
import { defaultDayPlan } from '../scheduling/day-plan.ts'
import { Canaries, filesBelow } from '../testing/canaries.ts'
import { letterPdf, photoJpeg } from '../testing/documents.ts'
import { type Person, type PortalWorld, portal } from '../testing/portal.ts'
import { sitting } from '../testing/sitting.ts'
import { must, type Staff, temporaryFolder } from '../testing/test-app.ts'
import { applicantCells, applicantsCsv, VerificationDesk } from '../testing/verification-desk.ts'
import { gridPlan } from '../venues/plan.ts'
import { importOutside } from '../verification/outside-import.ts'

/**
 * A thousand made-up people go through everything that this system does with people, wrong tries included; then every
 * byte that it left behind is searched for them.
 */
const ALL = 1000
/** So many by themselves, in the portal; the others by the sheets of other offices, the last of them as candidates. */
const [BY_PORTAL, BY_SHEET] = [12, 900]
const WORD = 'kenari'
const canaries = new Canaries(WORD)
const two = (value: number) => String(value).padStart(2, '0')
const four = (value: number) => String(value).padStart(4, '0')

/** Women, so that the day in the NIK is not the day of the birth date. */
const personOf = (n: number) => {
  const [day, month, year] = [1 + (n % 28), 1 + (n % 12), 1991 + (n % 8)]
  return {
    nik: `150804${two(day + 40)}${two(month)}${String(year).slice(2)}${four(n)}`,
    kk: `150804010199${four(n)}`,
    birthDate: `${year}-${two(month)}-${two(day)}`,
    email: `${WORD}${four(n)}@contoh.example`,
    phone: `+62812345${four(n)}`,
    address: `Jalan ${WORD}${four(n)}`,
  }
}

let world: PortalWorld
let desk: VerificationDesk
let officer: Staff
let second: Staff
let logFile: string
/** Everything that was refused, as it went over the wire. */
const refusals: string[] = []
/** What the public gets. */
const shown: [string, Buffer][] = []

beforeAll(async () => {
  const folder = temporaryFolder()
  logFile = join(temporaryFolder(), 'seleksi.log')
  const log = openSync(logFile, 'a')
  for (let n = 1; n <= ALL; n += 1) canaries.add(personOf(n))
  // A hall with a test and a bank is there already.
  const hall = await sitting().withCandidates(3).over({ folder }).scheduled()
  await hall.app.close()
  world = await portal({
    folder,
    settings: { samplePercent: 0 },
    log: pino(logOptions('trace'), { write: (line: string) => void writeSync(log, line) }),
  })
  const { app } = world
  app.http.addHook('onSend', async (_, reply, payload) => {
    if (reply.statusCode >= 400) refusals.push(String(payload))
    return payload
  })
  ;[officer, second] = [await app.staff('committee'), await app.staff('committee')]
  desk = new VerificationDesk(app, world.period, [officer, second])
  const people: Person[] = []
  for (let n = 1; n <= BY_PORTAL; n += 1) people.push(await applies(n))
  await bySheets()
  await verified(people)
  await scheduled()
  await published()
  await asked()
}, 180_000)

async function applies(n: number): Promise<Person> {
  const { nik, kk, birthDate, email, phone, address } = personOf(n)
  const typed = { nik, kk, birthDate, address: n % 3 === 0 ? phone : email }
  // Wrong first: too short, another birth date, somebody else's NIK, a wrong code.
  await world.ask(world.typed(n, { ...typed, nik: nik.slice(1) }))
  await world.ask(world.typed(n, { ...typed, birthDate: personOf(n + 1).birthDate }))
  await world.ask(world.typed(n, { ...typed, nik: `${nik}a`, address: `${email} ` }))
  const { body } = await world.ask(world.typed(n, typed))
  await world.confirm(body.code, '000000')
  await world.call('POST', '/api/applicant/sign-in', { address: typed.address, password: nik })
  const person = await world.person(n, typed)
  if (n > 1) await world.ask(world.typed(n, { ...typed, nik: personOf(1).nik, address: `x${email}` }))
  await world.call('POST', '/api/applicant/password', { address: email, language: 'id' })
  const begun = await person.begin()
  await person.patch(`/api/applicant/applications/${begun.id}`, { version: begun.version, changes: { nik, address } })
  await person.patch(`/api/applicant/applications/${begun.id}`, { version: 99, changes: { address } })
  const changed = await person.patch<{ version: number }>(`/api/applicant/applications/${begun.id}`, {
    version: begun.version,
    changes: {
      ...{ birthPlace: 'Muara Bungo', address, region: '15.08.04', religion: 'Islam', truthful: true },
      education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes Contoh', year: 2017, gpa: '3,25' },
      ...{ experienceMonths: 12, disability: null, declared: ['str'] },
    },
  })
  const [photo, letter] = [await photoJpeg(), await letterPdf({ text: `NIK ${nik}, ${address}, ${email}` })]
  await person.upload(begun.id, 'ktp', Buffer.from(`bukan gambar ${nik}`), `KTP ${nik}.jpg`)
  for (const kind of ['pas-foto', 'swafoto', 'ktp']) await person.upload(begun.id, kind, photo, `${kind}_${nik}.jpg`)
  for (const kind of ['surat-lamaran', 'ijazah', 'transkrip', 'pendukung'])
    await person.upload(begun.id, kind, letter, `${phone} ${nik}.pdf`)
  await person.submit({ ...begun, version: begun.version })
  const sent = await person.submit({ ...begun, version: changed.body.version })
  expect(sent.status).toBe(200)
  await person.get(`/api/applicant/applications/${begun.id}/receipt.pdf`)
  await person.get(`/api/applicant/applications/${nik}`)
  return person
}

async function bySheets(): Promise<void> {
  const { services } = world.app
  const row = (n: number) => {
    const { nik, kk, birthDate, email, phone, address } = personOf(n)
    return {
      ...applicantCells(n),
      ...{ nik, kk, email, telepon: phone, tanggal_lahir: birthDate, alamat: address, kode_formasi: 'F-01' },
      ...{ dikirim_wib: '2026-11-23 08:00:00' },
    }
  }
  const rows = Array.from({ length: BY_SHEET - BY_PORTAL }, (_, at) => row(BY_PORTAL + 1 + at))
  const sheet = (list: Record<string, string>[]) => [{ name: 'pelamar.csv', bytes: Buffer.from(applicantsCsv(list)) }]
  // Wrong in every column, one after the other; then as they should be.
  const wrong = Object.keys(rows[0] ?? {}).map((column, at) => ({
    ...(rows[at] as object),
    [column]: `${personOf(at + 1).nik}0`,
  }))
  for (const dryRun of [true, false])
    refusals.push(
      JSON.stringify(
        must(await importOutside(services, 'uji', world.period, sheet(wrong), { partial: false, dryRun })),
      ),
    )
  const report = must(
    await importOutside(services, 'uji', world.period, sheet(rows), { partial: false, dryRun: false }),
  )
  expect([report.committed, report.files[0]?.refused]).toEqual([true, []])

  const candidates = Array.from({ length: ALL - BY_SHEET }, (_, at) => {
    const { nik, birthDate } = personOf(BY_SHEET + 1 + at)
    return { nik, birthDate, number: `K-${four(at)}`, name: `Peserta Luar ${two(at % 90)}`, vacancyCode: 'F-01' }
  })
  await storeCandidates(
    services,
    'uji',
    candidates.map((one) => ({ ...one, accommodation: null, venue: '', room: '', station: '', session: '' })),
    ['calon.csv'],
  )
  const broken = candidates.map(({ nik, number }) => `${number};X;${nik.slice(0, 15)};F-01`)
  const known = { vacancies: new Map(), numbers: new Set<string>(), hasNik: () => false }
  const reading = readCandidates(Buffer.from(`nomor;nama;nik;formasi\r\n${broken.join('\r\n')}`), known)
  expect(reading.refused).toHaveLength(broken.length)
  refusals.push(JSON.stringify(reading.refused))
}

async function verified(people: Person[]): Promise<void> {
  const judged = await world.app.staff('verifier')
  for (let n = 0; n < 14; n += 1) {
    const one = await desk.take(judged)
    await judged.post(`/api/verification/cases/${one.lease.application}/unmasking`, { purpose: 'uji penelusuran' })
    await officer.post(`/api/applications/${one.lease.application}/unmasking`, { purpose: 'uji penelusuran' })
    await desk.decide(judged, one, n === 0 ? [{ requirement: 'education', reason: 'education-differs' }] : [])
  }
  const { nik } = personOf(2)
  for (const query of [nik, personOf(40).nik, `${WORD}0003`])
    await officer.get(`/api/applications?period=${world.period}&query=${query}`)
  const csv = await officer.get(`/api/applications/export.csv?period=${world.period}`)
  shown.push(['applications.csv', csv.raw])
  await desk.announce({ leaveOut: true })
  await officer.post(`/api/verification/periods/${world.period}/candidates`)
  const { application } = world.app.services.store.tables
  const failed = (await world.app.services.store.read.select().from(application)).find(
    ({ state }) => state === 'failed',
  )
  const own = await people[1]?.get<{ applications: { id: string }[] }>('/api/applicant/home')
  await people[1]?.post(`/api/applicant/applications/${own?.body.applications[0]?.id}/withdrawal`, {
    reason: 'diterima di tempat lain',
  })
  world.app.clock.jumpWall(86_400_000)
  const token = await world.app.services.store.transaction((db) =>
    signInApplicant(world.app.services, db, failed?.applicantId ?? ''),
  )
  const appealed = await world.call(
    'POST',
    '/api/applicant/appeal',
    { application: failed?.id, text: `Saya ${nik}, ${personOf(2).address}, mohon dilihat lagi.`, truthful: true },
    `${APPLICANT_COOKIE}=${token}`,
  )
  expect(appealed.status).toBe(200)
}

async function scheduled(): Promise<void> {
  ;[officer, second] = [await world.app.staff('committee'), await world.app.staff('committee')]
  await officer.post('/api/venues', { name: 'SMKN 1', address: 'Muara Bungo' })
  const [venue] = (await officer.get('/api/venues')).body as VenueRow[]
  await officer.post(`/api/venues/${venue?.id}/rooms`, { name: 'A', plan: gridPlan(10, 12, { spares: 2 }) })
  const form = (await officer.get('/api/placements/form')).body as PlacementForm
  const request = {
    ...{ test: form.tests[0]?.id, period: world.period, venues: [venue?.id], days: ['2026-12-15'] },
    plan: defaultDayPlan('skd'),
  }
  const preview = await officer.post('/api/placements/preview', request)
  const proposed = await officer.post('/api/placements/proposals', {
    ...{ request, digest: preview.body.digest, reason: 'sudah dibahas' },
  })
  const approved = await second.post(`/api/proposals/${proposed.body.id}/approval`)
  expect([preview.body.placed > 0, approved.status]).toEqual([true, 200])
}

async function published(): Promise<void> {
  const get = async (url: string) => {
    const reply = await world.app.http.inject({ method: 'GET', url })
    shown.push([url, reply.rawPayload])
    return reply
  }
  for (const url of [
    '/lowongan',
    '/lowongan/F-01',
    '/lowongan.atom',
    '/api/public/vacancies',
    '/widget',
    '/sitemap.xml',
  ])
    expect((await get(url)).statusCode).toBe(200)
  const announced = (await get('/api/verification/announcements')).json() as AnnouncementSummary[]
  for (const { id } of announced) {
    await get(`/api/verification/announcements/${id}`)
    await get(`/api/verification/announcements/${id}/export.csv`)
  }
  expect(announced).toHaveLength(1)
}

/** What the officer of personal data does: looks somebody up, corrects, gives a copy, tells of a breach. */
async function asked(): Promise<void> {
  const { nik, birthDate } = personOf(1)
  const [one] = (await officer.post('/api/privacy/search', { query: nik })).body as PersonRow[]
  const why = { identity: 'KTP asli dilihat', reason: 'permintaan tertulis' }
  const wanted = { changes: { email: `${WORD}9999@contoh.example`, birthDate }, ...why }
  await officer.post(`/api/privacy/people/${one?.id}/corrections`, {
    ...wanted,
    changes: { birthDate: personOf(2).birthDate },
  })
  await officer.post(`/api/privacy/people/${one?.id}/corrections`, wanted)
  const [proposal] = ((await second.get('/api/proposals')).body as ProposalRow[]).filter(
    ({ kind }) => kind === 'correction',
  )
  expect((await second.post(`/api/proposals/${proposal?.id}/approval`)).status).toBe(200)
  expect((await officer.post(`/api/privacy/people/${one?.id}/copy`, why)).status).toBe(200)
  const [view] = (await officer.get('/api/privacy/views')).body.rows
  expect(view.of).toBe('copy')
}

/** Where one of them is found, and how. */
const trail = (folder: string) =>
  [...filesBelow(folder)].flatMap(({ path, bytes }) => {
    const found = [...canaries.find(bytes), ...canaries.find(Buffer.from(path))]
    return found.length > 0 ? [`${path}: ${found.join(', ')}`] : []
  })

describe('a thousand people', () => {
  it('were there, and many of them came through everything', async () => {
    const { store } = world.app.services
    const { applicant, candidate, document, notice, appeal, placement } = store.tables
    const counts = await Promise.all(
      [applicant, candidate, document, notice, appeal, placement].map(
        async (table) => (await store.read.select().from(table)).length,
      ),
    )
    expect(counts[0]).toBe(BY_SHEET)
    expect(counts[1]).toBeGreaterThan(ALL - BY_SHEET)
    expect(counts[2]).toBe(BY_PORTAL * 7)
    expect(counts[3]).toBeGreaterThan(BY_PORTAL * 2)
    expect(counts.slice(4)).toEqual([1, 1])
    expect(refusals.length).toBeGreaterThan(BY_PORTAL * 6)
    expect(readFileSync(logFile, 'utf8').split('\n').length).toBeGreaterThan(200)
  })

  it('[PV1] stand nowhere in the data folder: not in the database, its log, nor any other file', () => {
    expect(trail(world.app.folder)).toEqual([])
  })

  it('[PV1] stand in no log line, no refusal and nothing that the public gets', () => {
    expect(canaries.find(readFileSync(logFile))).toEqual([])
    expect(refusals.filter((text) => canaries.find(Buffer.from(text)).length > 0)).toEqual([])
    expect(shown.filter(([, bytes]) => canaries.find(bytes).length > 0).map(([name]) => name)).toEqual([])
  })

  it('[PV1] stand in no backup, plain or sealed', async () => {
    const place = temporaryFolder()
    for (const [name, passphrase] of [
      ['terbuka.tar', null],
      ['tersegel', 'kata sandi cadangan'],
    ] as const)
      await makeBackup({
        ...{ data: world.app.folder, out: join(place, name), as: 'file', passphrase, work: 8 },
        ...{ organisation: 'Panitia Uji', build: 'uji', now: () => world.app.clock.wall() },
      })
    expect(trail(place)).toEqual([])
  })

  it('[PV1] would be found, in each encoding, in the database and beside it', async () => {
    const { services, folder, database } = world.app
    const { nik, kk, birthDate, address, phone } = personOf(321)
    await writeMeta(services, 'planted', Buffer.from(`{"kk":"${kk}"}`, 'utf16le').toString('base64'))
    expect(trail(folder).join()).toContain('KK as base64 of UTF-16')
    await writeMeta(services, 'planted', birthDate)
    // The page is on its way: it stands in the log of the database.
    expect(trail(folder).join()).toMatch(/-wal: .*birth date as text/)
    const other = new Database(database)
    other.pragma('wal_checkpoint(PASSIVE)')
    other.close()
    expect(trail(folder).join()).toMatch(/seleksi\.sqlite: .*birth date as text/)
    expect(await readMeta(services, 'planted')).toBe(birthDate)

    const beside = temporaryFolder()
    const planted: [string, Buffer | string, string][] = [
      ['plain', `x${nik}y`, 'NIK as text'],
      ['wide', Buffer.from(nik, 'utf16le'), 'NIK as UTF-16'],
      ['percent', encodeURIComponent(address).replaceAll('k', '%6b'), 'mailbox or address as percent'],
      ['hexadecimal', Buffer.from(`nik ${nik}`).toString('hex'), 'NIK as hexadecimal'],
      ...[0, 1, 2].map((at): [string, string, string] => [
        `base64-${at}`,
        Buffer.from(`${'x'.repeat(at)}${phone}`).toString('base64'),
        'telephone as base64',
      ]),
    ]
    for (const [name, content, how] of planted) {
      writeFileSync(join(beside, name), content)
      expect(canaries.find(readFileSync(join(beside, name)))).toContain(how)
    }
    expect(trail(beside)).toHaveLength(planted.length)
    appendFileSync(logFile, `{"msg":"${personOf(7).email}"}\n`)
    expect(canaries.find(readFileSync(logFile))).toContain('mailbox or address as text')
  })
})
