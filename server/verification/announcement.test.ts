import { beforeEach, describe, expect, it } from 'vitest'
import { canonical, sha256 } from '../canonical.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type {
  Admitted,
  AnnouncementDraft,
  AnnouncementPreview,
  AnnouncementSummary,
  AppealRow,
  OwnVerification,
  PublicAnnouncement,
} from '../protocol/verification.ts'
import { windowAfter } from '../protocol/wib-days.ts'
import { birthDates } from '../recruitment/nik-seal.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { nikOf, numberOf, TMS, type VerificationDesk, verificationDesk } from '../testing/verification-desk.ts'

let desk: VerificationDesk
let ani: Staff
const setUp = async (...given: Parameters<typeof verificationDesk>) => {
  desk = await verificationDesk(...given)
  ani = await desk.app.staff('verifier')
}
const DRAFT: AnnouncementDraft = { kind: 'result', names: 'masked', leaveOut: false }
const preview = async (draft = DRAFT) =>
  (await desk.staff[0].get(`/api/verification/periods/${desk.period}/preview?kind=${draft.kind}&names=${draft.names}`))
    .body as AnnouncementPreview
const propose = async (draft: AnnouncementDraft, previewDigest: string) =>
  await desk.staff[0].post(`/api/verification/periods/${desk.period}/proposals`, {
    ...{ draft, previewDigest, reason: 'sesuai rapat' },
  })
const inPublic = async <Body>(url: string) => (await desk.app.http.inject({ method: 'GET', url })).json() as Body
const announced = () => inPublic<AnnouncementSummary[]>('/api/verification/announcements')
const appeals = async () =>
  (await desk.staff[0].get(`/api/verification/periods/${desk.period}/appeals`)).body as AppealRow[]
const answer = async (template: string, [first, second] = desk.staff) => {
  const [row] = await appeals()
  const wanted = { template, fill: 'Lihat halaman dua.', reason: 'rapat panitia' }
  const proposed = await first.post(`/api/verification/appeals/${row?.id}/proposals`, wanted)
  if (isRefusal(proposed.body)) return proposed
  return await second.post(`/api/proposals/${proposed.body.id}/approval`)
}
const admit = async () =>
  must((await desk.staff[0].post(`/api/verification/periods/${desk.period}/candidates`)).body as Admitted)
/** The wall at this moment. */
const at = (iso: string) => desk.app.clock.jumpWall(Date.parse(iso) - desk.app.clock.wall())

describe('the announcement', () => {
  beforeEach(() => setUp(4))

  it('[VC11] names who is in the way, and blocks until they are done or left out on request', async () => {
    const one = await desk.take(ani)
    must((await desk.decide(ani, one)).body)
    expect(await preview()).toMatchObject({ MS: 1, TMS: 0, openTotal: 3 })
    expect((await preview()).open).toEqual([2, 3, 4].map((n) => ({ number: numberOf(n), why: 'undecided' })))
    const digest = (await preview()).previewDigest
    expect((await propose(DRAFT, digest)).body).toEqual({ refused: 'verification-open', detail: { count: '3' } })
    await desk.announce({ leaveOut: true })
    expect((await announced())[0]).toMatchObject({ MS: 1, TMS: 0, ordinal: 1 })
    await desk.decideAll(ani, [3])
    await desk.announce()
    expect((await announced()).map(({ ordinal, MS, TMS: tms }) => [ordinal, MS, tms])).toEqual([
      [2, 2, 1],
      [1, 1, 0],
    ])
    expect((await propose(DRAFT, digest)).body).toEqual({ refused: 'nothing-to-announce' })
  })

  it('[VC11] needs a second person, and is refused where a verdict changed since the preview', async () => {
    await desk.decideAll(ani)
    const { previewDigest } = await preview()
    const proposal = must((await propose(DRAFT, previewDigest)).body)
    expect((await desk.staff[0].post(`/api/proposals/${proposal.id}/approval`)).body).toEqual({
      refused: 'same-person',
    })
    expect(proposal.effect.map(({ id }: { id: string }) => id).join(' ')).toContain('4 lamaran diumumkan: 4 MS, 0 TMS')
    await desk.apply([5])
    await desk.decideAll(ani, [5])
    expect((await desk.staff[1].post(`/api/proposals/${proposal.id}/approval`)).body).toEqual({
      refused: 'announcement-changed',
    })
    expect(await announced()).toEqual([])
  })

  it('[VC11] is one transaction: list, moments, stories and notices', async () => {
    await desk.decideAll(ani, [2])
    await desk.announce()
    const { store } = desk.app.services
    const notices = await store.read.select().from(store.tables.notice)
    // In the portal and by e-mail.
    expect(notices.filter(({ kind }) => kind === 'verdict')).toHaveLength(8)
    expect((await desk.row(2)).announcedAt).toBe(desk.app.clock.wall())
    const events = await store.read.select().from(store.tables.applicationEvent)
    expect(events.filter(({ kind }) => kind === 'announced')).toHaveLength(4)
  })

  it('[VC12] the public list has number, name as chosen, vacancy and verdict, and its digest; nothing else of a person', async () => {
    await desk.decideAll(ani, [2])
    await desk.announce()
    const { id } = (await announced())[0] as AnnouncementSummary
    const found = await inPublic<PublicAnnouncement>(`/api/verification/announcements/${id}`)
    expect(sha256(canonical(found.document))).toBe(found.digest)
    expect(found.document.rows.map((row) => [row.number, row.name, row.vacancy, row.verdict])).toEqual([
      ...[
        [numberOf(1), 'P•••••• C••••• A••', 'F-1', 'MS'],
        [numberOf(3), 'P•••••• C••••• C••', 'F-1', 'MS'],
      ],
      ...[
        [numberOf(2), 'P•••••• C••••• B••', 'F-2', 'TMS'],
        [numberOf(4), 'P•••••• C••••• D••', 'F-2', 'MS'],
      ],
    ])
    const text = JSON.stringify(found)
    for (const hidden of [nikOf(1), '1996-', 'example.org', ani.username]) expect(text).not.toContain(hidden)
    const csv = await desk.app.http.inject({ method: 'GET', url: `/api/verification/announcements/${id}/export.csv` })
    expect(csv.body.split('\r\n')[0]).toBe('\ufeffNomor;Nama;Formasi;Hasil')
    await expect(
      desk.app.services.store.transaction(async (db) => {
        await db.delete(desk.app.services.store.tables.verificationAnnouncement)
      }),
    ).rejects.toThrow()
  })

  it('[VC12] is a public page without scripts, found by number, in both languages', async () => {
    const page = async (url: string) => {
      const reply = await desk.app.http.inject({ method: 'GET', url })
      return { status: reply.statusCode, body: reply.body, policy: String(reply.headers['content-security-policy']) }
    }
    expect((await page('/hasil-seleksi')).body).toContain('Belum ada hasil yang diumumkan.')
    await desk.decideAll(ani, [2])
    await desk.announce()
    const { id, digest } = (await announced())[0] as AnnouncementSummary
    expect((await page('/en/results')).body).toContain('3 meet the requirements (MS), 1 do not (TMS).')
    const whole = await page(`/hasil-seleksi/${id}`)
    expect(whole.body.replaceAll('<wbr>', '')).toContain(digest)
    expect(whole.body).toContain('Sanggah diterima 25 November 2026 sampai 27 November 2026')
    expect(whole.body).not.toMatch(/<script(?! type="application\/ld)|1996-|example\.org/)
    expect(whole.policy).not.toContain('unsafe')
    const one = await page(`/hasil-seleksi/${id}?nomor=l0002`)
    expect([one.body.includes('L-0002'), one.body.includes('L-0001')]).toEqual([true, false])
    const none = await page(`/en/results/${id}?nomor=${encodeURIComponent('"><b>')}`)
    expect(none.body).toContain('This number is not in the list.')
    expect(none.body).not.toContain('"><b>')
    expect((await page('/hasil-seleksi/none')).status).toBe(404)
  })

  it('[VC8] [VC11] an unchecked one blocks', async () => {
    await setUp(2, { settings: { samplePercent: 100 } })
    await desk.decideAll(ani)
    expect((await preview()).open).toEqual([1, 2].map((n) => ({ number: numberOf(n), why: 'unchecked' })))
  })

  it('[VC20] before it an applicant sees nothing of a verdict; after it the reasons, and no officer', async () => {
    await desk.decideAll(ani, [2])
    const her = await desk.applicant(2)
    expect((await her.see()).body).toEqual({ result: null, appeal: null })
    await desk.announce()
    const seen = (await her.see()).body as OwnVerification
    expect(seen.result?.verdict).toBe('TMS')
    expect(seen.result?.requirements.find(({ requirement }) => requirement === 'education')).toMatchObject({
      ...{ verdict: 'TMS', reason: { id: expect.stringContaining('Kualifikasi pendidikan') } },
    })
    expect(JSON.stringify(seen)).not.toContain(ani.username)
    const other = await desk.applicant(1)
    const reply = await desk.app.http.inject({ method: 'GET', url: `/api/applicant/appeal?application=${other.id}` })
    expect(reply.statusCode).toBe(401)
  })
})

describe('the objection', () => {
  beforeEach(async () => {
    await setUp(3)
    await desk.decideAll(ani, [1, 2])
  })

  it('[VC13] follows D.3: announced 19 Sep 2024, 20 to 22 Sep, answered by 29 Sep', async () => {
    expect(windowAfter(Date.parse('2024-09-19T10:00:00+07:00'))).toEqual({
      ...{ opensOn: '2024-09-20', closesOn: '2024-09-22', answerBy: '2024-09-29' },
    })
    at('2024-09-19T16:59:00+07:00')
    await desk.announce()
    const her = await desk.applicant(1)
    expect((await her.see()).body.appeal).toMatchObject({
      ...{ window: { opensOn: '2024-09-20', closesOn: '2024-09-22', answerBy: '2024-09-29' }, state: 'before' },
      ...{ open: false, own: null },
    })
  })

  it.each([
    ['2024-09-19T23:59:59.999+07:00', false],
    ['2024-09-20T00:00:00.000+07:00', true],
    ['2024-09-22T23:59:59.999+07:00', true],
    ['2024-09-23T00:00:00.000+07:00', false],
  ])('[VC13] is taken in its days in WIB alone: %s', async (moment, taken) => {
    at('2024-09-19T09:00:00+07:00')
    await desk.announce()
    at(moment)
    const her = await desk.applicant(1)
    const reply = await her.appeal()
    expect(reply.status).toBe(taken ? 200 : 409)
    if (!taken)
      expect(reply.body).toEqual({ refused: 'appeal-closed', detail: { opens: '2024-09-20', closes: '2024-09-22' } })
  })

  it('[VC13] has the days of its period', async () => {
    await setUp(1, { settings: { appealDays: 5, answerDays: 2 } })
    await desk.decideAll(ani, [1])
    at('2024-09-19T09:00:00+07:00')
    await desk.announce()
    const { window } = (await (await desk.applicant(1)).see()).body.appeal
    expect(window).toEqual({ opensOn: '2024-09-20', closesOn: '2024-09-24', answerBy: '2024-09-26' })
  })

  it('[VC14] once, also of two at the same moment; by TMS alone; with a text of its own', async () => {
    await desk.announce()
    await desk.later(1)
    const [her, met] = [await desk.applicant(1), await desk.applicant(3)]
    expect((await met.appeal()).body).toEqual({ refused: 'appeal-not-yours' })
    expect((await met.see()).body.appeal).toBeNull()
    expect((await her.appeal('   terlalu pendek    ')).body).toMatchObject({ refused: 'objection-short' })
    const replies = await Promise.all([her.appeal(), her.appeal()])
    const filed = replies.find(({ status }) => status === 200)?.body as OwnVerification
    expect(filed.appeal?.own).toMatchObject({
      state: 'received',
      receipt: expect.stringMatching(/^SA-000001-[0-9A-F]{4}$/),
    })
    expect(replies.find(({ status }) => status !== 200)?.body).toMatchObject({ refused: 'appealed-already' })
    expect((await her.appeal()).body.refused).toBe('appealed-already')
    expect(await appeals()).toHaveLength(1)
    const { store } = desk.app.services
    expect((await store.read.select().from(store.tables.appeal))[0]?.bodySealed).not.toContain('Ijazah')
  })

  it('[VC14] before the announcement and for somebody else’s application there is nothing to object to', async () => {
    const her = await desk.applicant(1)
    expect((await her.appeal()).body).toEqual({ refused: 'appeal-not-yours' })
    const other = await desk.applicant(2)
    await desk.announce()
    await desk.later(1)
    const forged = await desk.app.http.inject({
      ...{
        method: 'POST',
        url: '/api/applicant/appeal',
        payload: { application: other.id, text: 'x'.repeat(20), truthful: true },
      },
    })
    expect(forged.statusCode).toBe(401)
  })

  it('[VC15] is answered once by two people; granted, it becomes MS and waits for its announcement', async () => {
    await desk.announce()
    await desk.later(1)
    const her = await desk.applicant(1)
    must((await her.appeal()).body)
    expect(await preview({ ...DRAFT, kind: 'after-appeal' })).toMatchObject({ MS: 0, open: [{ why: 'appeal' }] })
    expect((await answer('own-mistake', [desk.staff[0], desk.staff[0]])).body).toEqual({ refused: 'same-person' })
    const [row] = await appeals()
    expect(row).toMatchObject({ state: 'proposed' })
    const proposals = (await desk.staff[1].get('/api/proposals')).body as { id: string; state: string }[]
    const open = proposals.find(({ state }) => state === 'open')
    must((await desk.staff[0].post(`/api/proposals/${open?.id}/refusal`, { note: 'keliru memilih' })).body)
    must((await answer('officer-mistaken')).body)
    expect((await desk.row(1)).state).toBe('passed')
    expect((await answer('not-met')).body).toMatchObject({ refused: 'already-decided' })
    expect((await her.see()).body).toMatchObject({
      result: { verdict: 'MS' },
      appeal: { own: { state: 'granted', answer: { id: expect.stringContaining('Lihat halaman dua.') } } },
    })
    // Only after that was announced does she go on.
    expect(await admit()).toEqual({ made: 1, clashes: [] })
    await desk.later(1)
    await desk.announce({ kind: 'after-appeal' })
    expect((await announced())[0]).toMatchObject({ kind: 'after-appeal', MS: 1, TMS: 0, window: null })
    expect(await admit()).toEqual({ made: 1, clashes: [] })
  })

  it('[VC15] rejected, it stays TMS; nobody answers for a decision of her own or an application she declared hers', async () => {
    await setUp(1)
    await desk.decideAll(desk.staff[0], [1])
    await desk.announce()
    await desk.later(1)
    must((await (await desk.applicant(1)).appeal()).body)
    expect((await answer('not-met')).body).toEqual({ refused: 'appeal-own-decision' })
    const cici = await desk.app.staff('committee')
    must((await answer('not-met', [cici, desk.staff[1]])).body)
    expect((await desk.row(1)).state).toBe('failed')
    expect(await appeals()).toMatchObject([{ state: 'rejected' }])
  })

  it('[VC15] an overdue one stands first and says by how much', async () => {
    await desk.announce()
    await desk.later(1)
    must((await (await desk.applicant(1)).appeal()).body)
    must((await (await desk.applicant(2)).appeal()).body)
    must((await answer('not-met')).body)
    await desk.later(12)
    const [first, second] = await appeals()
    expect([first?.number, first?.daysLeft, first?.state]).toEqual([numberOf(2), -3, 'received'])
    expect(second?.state).toBe('rejected')
  })
})

describe('going on to the exam', () => {
  it('[VC16] who is MS and announced becomes a candidate once, with what the exam needs', async () => {
    await setUp(3)
    await desk.decideAll(ani, [2])
    expect(await admit()).toEqual({ made: 0, clashes: [] })
    await desk.announce()
    const replies = await Promise.all([admit(), admit()])
    expect(replies.reduce((sum, { made }) => sum + made, 0)).toBe(2)
    expect(await admit()).toEqual({ made: 0, clashes: [] })
    const { store } = desk.app.services
    const candidates = await store.read.select().from(store.tables.candidate)
    const born = birthDates(desk.app.services.secret)
    expect(
      candidates.map(({ number, birthDate, gpa, vacancyId }) => [number, born(birthDate), gpa, vacancyId]).sort(),
    ).toEqual([
      [expect.stringMatching(/^260000001\d$/), '1996-02-02', '3.25', 'v-F-1'],
      [expect.stringMatching(/^260000002\d$/), '1996-04-04', '3.25', 'v-F-1'],
    ])
    expect((await desk.row(1)).candidateId).toBe(
      candidates.find(({ birthDate }) => born(birthDate) === '1996-02-02')?.id,
    )
    expect((await desk.row(2)).candidateId).toBeNull()
    expect(TMS.reason).toBe('education-differs')
  })
})
