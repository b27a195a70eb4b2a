import { beforeAll, describe, expect, it } from 'vitest'
import { brokenAudit } from '../audit/audit-store.ts'
import { importNeeds } from '../needs/needs-import.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { GrantRow, PeriodRow, PeriodVacancy, VacancyBody, VacancyVersion } from '../protocol/vacancies.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { DEFAULT_SETTINGS, stagesFrom } from './period.ts'
import { findOpenVacancy, openVacancies } from './vacancy-store.ts'

let app: TestApp
let ani: Staff
let budi: Staff
let period: string
const NEEDS = [
  'kode_unit,nama_unit,jenis_unit,kecamatan\nU1,Puskesmas Hilir,Puskesmas,Rimbo\nU2,Puskesmas Hulu,Puskesmas,Tanah\n',
  'kode_jabatan;nama_jabatan;jenis_jabatan;pendidikan;ikhtisar_jabatan\nP1;Perawat Terampil;fungsional;D-III Keperawatan;Merawat pasien.\n',
  'kode_unit,kode_jabatan,diusulkan,ditetapkan,keputusan\nU1,P1,4,3,Kepmen 7\nU2,P1,1,1,Kepmen 7\n',
]
const settings = {
  ...DEFAULT_SETTINGS,
  ...{ decree: 'Keputusan 1/2027', ruleSet: 'skd-cpns-2024', contact: 'bkpsdm@example.go.id' },
  signer: { name: 'Nama', title: 'Bupati', place: 'Muara Bungo' },
  stages: stagesFrom('2027-08-01'),
}
const call = async (staff: Staff, method: 'PUT' | 'DELETE', url: string, payload?: object) =>
  (
    await app.http.inject({ method, url, headers: { cookie: staff.cookie }, ...(payload && { payload }) })
  ).json() as Record<string, unknown>
const grants = async () => (await ani.get('/api/grants')).body as GrantRow[]
const vacancies = async () => (await ani.get(`/api/periods/${period}/vacancies`)).body as PeriodVacancy[]
const rowOf = async () =>
  ((await ani.get('/api/periods')).body as PeriodRow[]).find(({ id }) => id === period) as PeriodRow
const bodyOf = ({
  version,
  code,
  needType,
  need,
  requirements,
  description,
  skbPlan,
  thresholds,
}: PeriodVacancy): VacancyBody => ({
  ...{ version, code, needType, need, requirements, description, extras: skbPlan.extras, thresholds },
})
/** Proposed by Ani and approved by Budi. */
const both = async (url: string, body: object) => {
  const { id, ...proposal } = (await ani.post(url, body)).body as ProposalRow & { refused?: string; detail?: object }
  if (proposal.refused) return proposal
  return (await budi.post(`/api/proposals/${id}/approval`)).body as ProposalRow & { refused?: string; detail?: object }
}

beforeAll(async () => {
  app = await testApp()
  ani = await app.staff('committee')
  budi = await app.staff('committee')
  await importNeeds(
    app.services,
    'uji',
    2027,
    NEEDS.map((text, at) => ({ name: `${at}.csv`, bytes: Buffer.from(text) })),
    { partial: false, dryRun: false },
  )
  const made = await ani.post('/api/periods', { version: 0, name: 'CPNS 2027', settings: { ...settings, decree: '' } })
  period = made.body.id
})

describe('drafts', () => {
  it('[FO1] are made of granted places, with what the analysis says, and never of more than are free', async () => {
    const [first, second] = await grants()
    expect([first?.granted, first?.used, second?.granted]).toEqual([3, 0, 1])
    const places = (need: number) => ({ places: [{ request: first?.request, needType: 'umum', need }] })
    const over = await ani.post(`/api/periods/${period}/vacancies`, places(4))
    expect(over.body).toMatchObject({ refused: 'over-granted', detail: { granted: '3', free: '3' } })
    const twice = { places: [...places(2).places, { request: first?.request, needType: 'disabilitas', need: 2 }] }
    expect((await ani.post(`/api/periods/${period}/vacancies`, twice)).body).toMatchObject({
      refused: 'over-granted',
      detail: { free: '1' },
    })
    expect(await vacancies()).toEqual([])
    const good = {
      places: [
        ...places(2).places,
        { request: first?.request, needType: 'disabilitas', need: 1 },
        { request: second?.request, needType: 'umum', need: 1 },
      ],
    }
    expect((await ani.post(`/api/periods/${period}/vacancies`, good)).body).toEqual({ made: 3 })
    expect(
      (await vacancies()).map(({ code, need, education, place, description, state, grant }) => [
        code,
        need,
        education,
        place,
        description,
        state,
        grant?.free,
      ]),
    ).toEqual([
      ['P1-U1', 2, 'D-III Keperawatan', 'Rimbo', 'Merawat pasien.', 'draft', 2],
      ['P1-U1-2', 1, 'D-III Keperawatan', 'Rimbo', 'Merawat pasien.', 'draft', 1],
      ['P1-U2', 1, 'D-III Keperawatan', 'Tanah', 'Merawat pasien.', 'draft', 1],
    ])
    expect((await vacancies())[1]?.requirements).toMatchObject({ disability: true, ageMin: 18, ageMax: 35 })
    expect((await grants()).map(({ used }) => used)).toEqual([3, 1])
  })

  it('[FO1] a draft cannot grow past its grant, and two who take the last place at once do not both get it', async () => {
    const [first, , third] = await vacancies()
    expect(
      await call(ani, 'PUT', `/api/vacancies/${first?.id}`, { ...bodyOf(first as PeriodVacancy), need: 3 }),
    ).toMatchObject({ refused: 'over-granted' })
    expect(await call(ani, 'DELETE', `/api/vacancies/${third?.id}`)).toEqual({ removed: 1 })
    const request = (await grants())[1]?.request
    const take = (staff: Staff) =>
      staff.post(`/api/periods/${period}/vacancies`, { places: [{ request, needType: 'umum', need: 1 }] })
    const replies = await Promise.all([take(ani), take(budi)])
    expect(replies.map(({ body }) => body.made ?? body.refused).sort()).toEqual([1, 'over-granted'])
  })

  it('[FO1] a grant cannot be lowered below what vacancies have taken', async () => {
    const [grant] = await grants()
    const { rows } = (await ani.get('/api/needs?year=2027')).body
    const row = rows.find((one: { request: { id: string } }) => one.request.id === grant?.request)
    const body = {
      version: row.request.version,
      year: 2027,
      unit: row.unit.id,
      position: row.position.id,
      proposed: 4,
      reason: '',
      granted: 2,
      decree: 'Kepmen 8',
    }
    expect(await call(ani, 'PUT', '/api/needs/requests', body)).toMatchObject({
      refused: 'grant-in-use',
      detail: { used: '3' },
    })
  })

  it('[FO5] are found by nobody but the committee', async () => {
    const [draft] = await vacancies()
    expect(await openVacancies(app.services, period)).toEqual([])
    expect(await findOpenVacancy(app.services, draft?.code ?? '')).toBeNull()
    expect((await ani.get('/api/vacancies')).body).toEqual([])
    const file = {
      name: 'p.csv',
      base64: Buffer.from('nomor_peserta,nama,nik,kode_formasi\nP-001,Ani,1508010101900001,P1-U1\n').toString('base64'),
    }
    const report = (await ani.post('/api/imports/candidates', { files: [file], partial: false, dryRun: true })).body
    expect(report.files[0].refused[0].reason).toContain('"P1-U1" belum ada')
  })

  it('[FO3] somebody else was faster: nothing is overwritten; a code that is taken', async () => {
    const [first, second] = (await vacancies()) as [PeriodVacancy, PeriodVacancy]
    expect(await call(ani, 'PUT', `/api/vacancies/${first.id}`, { ...bodyOf(first), description: 'Baru' })).toEqual({
      id: first.id,
    })
    expect(await call(budi, 'PUT', `/api/vacancies/${first.id}`, { ...bodyOf(first), description: 'Lain' })).toEqual({
      refused: 'changed-meanwhile',
    })
    expect(
      await call(ani, 'PUT', `/api/vacancies/${second.id}`, { ...bodyOf(second), code: first.code }),
    ).toMatchObject({ refused: 'code-taken' })
  })
})

describe('publishing', () => {
  it('[FO2] waits for whole requirements and for tests that the rules allow, each in a sentence', async () => {
    const [first] = (await vacancies()) as [PeriodVacancy]
    const requirements = {
      ageMin: 40,
      ageMax: 35,
      gpaMin: '5',
      others: [{ code: 'str', id: 'STR', en: '', document: 'str', needed: true }],
    }
    const wrong = { ...bodyOf(first), needType: 'sakti', requirements, extras: [{ kind: 'wawancara', weight: 90 }] }
    await call(ani, 'PUT', `/api/vacancies/${first.id}`, wrong)
    const problems = (await vacancies())[0]?.problems.map(({ id }) => id) ?? []
    for (const words of [
      'Pendidikan',
      'IPK',
      'Usia paling rendah',
      'dua bahasa',
      'dokumen "str"',
      'sakti',
      'wawancara',
    ])
      expect(problems.join(' ')).toContain(words)
    const refused = (await ani.post(`/api/periods/${period}/publication`, { vacancies: [first.id], reason: 'siap' }))
      .body
    expect(refused).toMatchObject({
      refused: 'vacancies-not-ready',
      detail: { problems: expect.stringContaining('P1-U1: Pendidikan') },
    })
    const mended = { ...bodyOf(first), version: first.version + 1, extras: [] }
    expect(await call(ani, 'PUT', `/api/vacancies/${first.id}`, mended)).toEqual({ id: first.id })
    expect((await vacancies()).flatMap(({ problems: left }) => left)).toEqual([])
  })

  it('[FO3] is proposed by one and approved by another; looking proposes nothing', async () => {
    const ids = (await vacancies()).map(({ id }) => id)
    const url = `/api/periods/${period}/publication`
    const look = (await ani.post(`${url}?preview`, { vacancies: ids, reason: 'siap' })).body
    expect(look.effect[0].id).toBe('4 kebutuhan tampil untuk umum setelah periode dibuka.')
    expect((await ani.get('/api/proposals')).body).toEqual([])
    const { id } = (await ani.post(url, { vacancies: ids, reason: 'siap' })).body as ProposalRow
    expect((await ani.post(`/api/proposals/${id}/approval`)).body).toEqual({ refused: 'same-person' })
    expect((await budi.post(`/api/proposals/${id}/approval`)).body).toMatchObject({ state: 'approved' })
    expect((await openVacancies(app.services, period)).map(({ code, version, need }) => [code, version, need])).toEqual(
      [
        ...[
          ['P1-U1', 1, 2],
          ['P1-U1-2', 1, 1],
          ['P1-U2', 1, 1],
        ],
      ],
    )
  })

  it('[FO3] what changed between proposal and approval is refused and nothing is written', async () => {
    const [grant] = await grants()
    expect(grant?.used).toBe(3)
    const [first] = (await vacancies()) as [PeriodVacancy]
    const change = (need: number) => ({ content: { ...bodyOf(first), need }, reason: 'dikurangi' })
    const { id } = (await ani.post(`/api/vacancies/${first.id}/change`, change(1))).body as ProposalRow
    expect((await ani.post(`/api/vacancies/${first.id}/change`, change(1))).body).toMatchObject({
      refused: 'already-proposed',
    })
    await budi.post(`/api/proposals/${id}/approval`)
    expect((await ani.post(`/api/vacancies/${first.id}/change`, change(2))).body).toMatchObject({
      refused: 'changed-meanwhile',
    })
  })

  it('[FO3] a published one is neither kept like a draft nor taken away', async () => {
    const [first] = (await vacancies()) as [PeriodVacancy]
    expect(await call(ani, 'PUT', `/api/vacancies/${first.id}`, bodyOf(first))).toMatchObject({
      refused: 'vacancy-published',
    })
    expect(await call(ani, 'DELETE', `/api/vacancies/${first.id}`)).toMatchObject({ refused: 'not-found' })
  })

  it('[FO4] each version is kept with its reason and both names, and nothing changes or deletes it; the code stays', async () => {
    const [first] = (await vacancies()) as [PeriodVacancy]
    const requirements = { ...first.requirements, ageMax: 40 }
    const changed = await both(`/api/vacancies/${first.id}/change`, {
      content: { ...bodyOf(first), code: 'LAIN', requirements },
      reason: 'usia 40',
    })
    expect(changed).toMatchObject({ state: 'approved' })
    expect(changed.effect.map(({ id }) => id).join(' ')).toContain('40')
    const versions = (await ani.get(`/api/vacancies/${first.id}/versions`)).body as VacancyVersion[]
    expect(
      versions.map(({ version, note, content, actor }) => [
        version,
        note,
        content.code,
        content.need,
        content.requirements.ageMax,
        actor,
      ]),
    ).toEqual([
      [3, 'usia 40', 'P1-U1', 1, 40, `${ani.username}, ${budi.username}`],
      [2, 'dikurangi', 'P1-U1', 1, 35, `${ani.username}, ${budi.username}`],
      [1, 'siap', 'P1-U1', 2, 35, `${ani.username}, ${budi.username}`],
    ])
    const { vacancyVersion } = app.services.store.tables
    await expect(app.services.store.transaction(async (db) => void (await db.delete(vacancyVersion)))).rejects.toThrow()
    const same = (await vacancies())[0] as PeriodVacancy
    expect(
      (await ani.post(`/api/vacancies/${first.id}/change`, { content: bodyOf(same), reason: 'sama' })).body,
    ).toEqual({ refused: 'nothing-changed' })
  })
})

describe('the period', () => {
  it('[PE1] a draft is kept by one person; somebody else was faster, a name that is taken', async () => {
    const row = await rowOf()
    const body = { version: row.version, name: 'CPNS 2027', settings: { ...settings, contact: '' } }
    expect(await call(ani, 'PUT', `/api/periods/${period}`, body)).toMatchObject({ version: row.version + 1 })
    expect(await call(budi, 'PUT', `/api/periods/${period}`, body)).toEqual({ refused: 'changed-meanwhile' })
    expect((await ani.post('/api/periods', body)).body).toMatchObject({ refused: 'name-taken' })
  })

  it('[PE2] is not opened while something is missing, nor without a published vacancy', async () => {
    const step = { step: 'open', reason: 'siap dibuka' }
    expect((await ani.post(`/api/periods/${period}/proposal`, step)).body).toMatchObject({
      ...{ refused: 'period-not-ready', detail: { problems: 'Alamat untuk bertanya belum diisi.' } },
    })
    const empty = (await ani.post('/api/periods', { version: 0, name: 'Kosong', settings })).body
    expect((await ani.post(`/api/periods/${empty.id}/proposal`, step)).body).toMatchObject({ refused: 'period-empty' })
    expect(await call(ani, 'DELETE', `/api/periods/${empty.id}`)).toEqual({ removed: true })
    expect(await call(ani, 'DELETE', `/api/periods/${period}`)).toMatchObject({ refused: 'still-used' })
  })

  it('[PE3] [PE4] is opened by two, changed by two, and closed by two; one at a time', async () => {
    const { version } = await rowOf()
    await call(ani, 'PUT', `/api/periods/${period}`, { version, name: 'CPNS 2027', settings })
    const url = `/api/periods/${period}/proposal`
    const opened = await both(url, { step: 'open', reason: 'siap dibuka' })
    expect(opened).toMatchObject({ state: 'approved', title: { id: 'Buka periode CPNS 2027' } })
    expect(opened.effect.map(({ id }) => id)).toContain('3 formasi dengan 3 kebutuhan tampil untuk umum.')
    expect(await both(url, { step: 'open', reason: 'lagi' })).toMatchObject({ refused: 'nothing-changed' })
    const open = await rowOf()
    expect(open.state).toBe('open')
    const body = { version: open.version, name: open.name, settings: { ...settings, contact: '0747 21 000' } }
    expect(await call(ani, 'PUT', `/api/periods/${period}`, body)).toMatchObject({ refused: 'period-not-draft' })
    expect(
      await both(url, {
        step: 'change',
        reason: 'nomor baru',
        body: { ...body, settings: { ...settings, contact: '' } },
      }),
    ).toMatchObject({ refused: 'period-not-ready' })
    expect(await both(url, { step: 'change', reason: 'nomor baru', body: { ...body, settings } })).toMatchObject({
      refused: 'nothing-changed',
    })
    expect(await both(url, { step: 'change', reason: 'nomor baru', body })).toMatchObject({ state: 'approved' })
    expect(await rowOf()).toMatchObject({ version: open.version + 1, settings: { contact: '0747 21 000' } })
    expect(await both(url, { step: 'close', reason: 'selesai' })).toMatchObject({ state: 'approved' })
    expect((await rowOf()).state).toBe('closed')
    const grant = (await grants())[0]
    const more = { places: [{ request: grant?.request, needType: 'umum', need: 1 }] }
    expect((await ani.post(`/api/periods/${period}/vacancies`, more)).body).toMatchObject({ refused: 'period-closed' })
    expect(await brokenAudit(app.services)).toBeNull()
  })
})
