import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { PublicationDocument, PublicationSummary } from '../protocol/board.ts'
import { listsOf } from '../protocol/board.ts'
import type { Overview, ProposalRow, RankingView, VacancyRow } from '../protocol/http.ts'
import type {
  CaseFile,
  DecisionDraft,
  DecisionPreview,
  ObjectionRow,
  OpenWindow,
  OwnObjections,
  WindowRow,
} from '../protocol/objections.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Applicant, type Selection, selection } from '../testing/selection.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { fileObjection } from './objection-store.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const REASON = 'Saya hadir dan menyelesaikan ujian, tetapi dinyatakan gugur.'
const V = { vacancyCode: 'V-1' }
/** SKD of TWK, TIU and TKP; all meet the threshold of umum. */
const high = (more: number): number[] => [100 + more, 120, 190]

/** The list of one vacancy, published on 24 November 2026 at 08.00 WIB; P-03 is disqualified and P-05 did not come. */
async function announced(more: Record<string, Applicant & { vacancyCode: string }> = {}): Promise<Selection> {
  const made = await selection([{ code: 'V-1', need: 1 }], {
    'P-01': { ...V, skd: high(30), nik: nikOf(1) },
    'P-02': { ...V, skd: high(20), nik: nikOf(2) },
    'P-03': { ...V, skd: high(10), nik: nikOf(3) },
    'P-04': { ...V, skd: high(0), nik: nikOf(4) },
    'P-05': { ...V, skd: null, nik: nikOf(5) },
    ...more,
  })
  const out = { code: 'DIS', nipIssued: false, reason: 'berita acara 7' }
  must((await made.staff[0].post(`/api/candidates/${await made.candidate('P-03')}/standing`, out)).body)
  await made.publish('skd', 'V-1')
  return made
}
const nikOf = (n: number) => `150801010190${String(n).padStart(4, '0')}`

const windows = async (made: Selection) =>
  must((await made.staff[0].get('/api/objections/windows')).body as WindowRow[])
const published = async (made: Selection) => must((await windows(made))[0] as WindowRow)
const setWindow = async (made: Selection, days: Partial<WindowRow['suggested']> = {}) => {
  const { publication, suggested } = await published(made)
  return await made.staff[0].post(`/api/publications/${publication}/objection-window`, { ...suggested, ...days })
}
/** With its window, on the window's first day at 08.00 WIB. */
async function hearing(more: Record<string, Applicant & { vacancyCode: string }> = {}): Promise<Selection> {
  const made = await announced(more)
  must((await setWindow(made)).body)
  made.app.clock.jumpWall(DAY)
  await made.signInAnew()
  return made
}
/** As the public page sends it: nobody is signed in. */
const call = async (made: Selection | Hall, url: string, payload: object) => {
  const reply = await made.app.http.inject({ method: 'POST', url, payload })
  return { status: reply.statusCode, body: reply.json() }
}
const file = async (made: Selection, n: number, change: object = {}) => {
  const { publication } = await published(made)
  const wanted = { publication, number: `P-0${n}`, nik: nikOf(n), text: REASON, truthful: true }
  return await call(made, '/api/objections', { ...wanted, ...change })
}
const objections = async (made: Selection) => must((await made.staff[0].get('/api/objections')).body as ObjectionRow[])
const stored = async (made: Selection | Hall) => {
  const { store } = made.app.services
  return await store.read.select().from(store.tables.objection)
}

describe('the window', () => {
  it('[OB1] [OB2] follows from the announcement, and nothing can be objected to before it is set', async () => {
    const made = await announced()
    expect(await published(made)).toMatchObject({
      window: null,
      suggested: { opensOn: '2026-11-25', closesOn: '2026-11-27', answerBy: '2026-12-04' },
      ...{ state: 'none', daysLeft: null, filed: 0, undecided: 0, toAnnounce: 0 },
    })
    expect((await file(made, 3)).body).toEqual({ refused: 'no-objection-window' })
    expect(await stored(made)).toEqual([])
  })

  it.each([
    [{ closesOn: '2026-02-30' }, 'kalender'],
    [{ answerBy: '2026-11-27' }, 'urutannya'],
    [{ opensOn: '2026-11-23' }, 'sebelum pengumuman'],
  ])('[OB2] is refused with what is wrong: %o', async (days, words) => {
    const made = await announced()
    const reply = await setWindow(made, days)
    expect([reply.status, reply.body.refused]).toEqual([400, 'window-wrong'])
    expect(reply.body.detail.what).toContain(words)
    expect((await published(made)).window).toBeNull()
  })

  it('[OB2] is corrected freely until somebody has filed, and then no more', async () => {
    const made = await announced()
    must((await setWindow(made)).body)
    must((await setWindow(made, { opensOn: '2026-11-24', answerBy: '2026-12-05' })).body)
    expect((await published(made)).window).toMatchObject({ opensOn: '2026-11-24', answerBy: '2026-12-05' })
    must((await file(made, 3)).body)
    expect((await setWindow(made)).body).toEqual({ refused: 'window-fixed', detail: { count: '1' } })
    expect(await published(made)).toMatchObject({
      ...{ window: { answerBy: '2026-12-05' }, state: 'open', daysLeft: 11, filed: 1, undecided: 1 },
    })
  })

  it.each([
    ['the last millisecond before', DAY - 8 * HOUR - 1 + 0, false],
    ['00.00 of the first day', DAY - 8 * HOUR, true],
    ['the last millisecond of the last day', 4 * DAY - 8 * HOUR - 1, true],
    ['00.00 of the day after', 4 * DAY - 8 * HOUR, false],
  ])('[OB1] takes an objection in its days alone: %s', async (_, after, taken) => {
    const made = await announced()
    must((await setWindow(made)).body)
    made.app.clock.jumpWall(after)
    const { publication } = (await openNow(made))[0] ?? { publication: null }
    expect(publication !== null).toBe(taken)
    await made.signInAnew()
    const reply = await file(made, 3)
    if (taken) expect(reply.status).toBe(200)
    else
      expect(reply.body).toEqual({
        refused: 'objection-closed',
        detail: { opens: '2026-11-25', closes: '2026-11-27' },
      })
    expect(await stored(made)).toHaveLength(taken ? 1 : 0)
  })

  it('[OB2] of a withdrawn publication is over', async () => {
    const made = await hearing()
    const { publication } = await published(made)
    const withdrawal = must(
      (await made.staff[0].post(`/api/publications/${publication}/withdrawal`, { reason: 'salah unggah' }))
        .body as ProposalRow,
    )
    must((await made.approve(withdrawal)).body)
    expect((await file(made, 3)).body).toEqual({ refused: 'objected-withdrawn' })
    expect(await openNow(made)).toEqual([])
    expect((await call(made, '/api/objections/status', { number: 'P-03', nik: nikOf(3) })).body.open).toEqual([])
  })

  it('[OB9] an answer that is late is told as overdue, and is what comes next', async () => {
    const made = await hearing()
    must((await file(made, 3)).body)
    expect((await objections(made))[0]?.daysLeft).toBe(9)
    expect(await steps(made)).toEqual(['1 sanggah belum diputus, paling lambat 2026-12-04 (sisa 9 hari).'])
    made.app.clock.jumpWall(10 * DAY)
    await made.signInAnew()
    expect((await objections(made))[0]?.daysLeft).toBe(-1)
    expect((await steps(made))[0]).toContain('TERLAMBAT 1 hari')
  })
})

const openNow = async (made: Selection) =>
  (await made.app.http.inject({ method: 'GET', url: '/api/objections/open' })).json() as OpenWindow[]
const steps = async (made: Selection) =>
  ((await made.staff[0].get('/api/overview')).body as Overview).next
    .filter(({ screen }) => screen === 'objections')
    .map(({ id }) => id)

describe('who files', () => {
  it('[OB3] once: another by the page or by a letter is refused with the receipt of the first', async () => {
    const made = await hearing()
    const first = must((await file(made, 3)).body as OwnObjections)
    expect(first.objections).toMatchObject([{ state: 'received', text: REASON, answerBy: '2026-12-04' }])
    const receipt = first.objections[0]?.receipt ?? ''
    expect(receipt).toMatch(/^SG-000001-[0-9A-F]{4}$/)
    expect(first.open).toMatchObject([{ closesOn: '2026-11-27', row: { number: 'P-03' }, filed: true }])
    const { publication } = await published(made)
    const refused = { refused: 'objected-already', detail: { receipt } }
    expect((await file(made, 3)).body).toEqual(refused)
    const letter = { publication, number: 'P-03', text: REASON }
    expect((await made.staff[0].post('/api/objections/received', letter)).body).toEqual(refused)
    must((await made.staff[0].post('/api/objections/received', { ...letter, number: 'P-04' })).body)
    expect((await objections(made)).map(({ number, via }) => [number, via])).toEqual([
      ['P-04', 'officer'],
      ['P-03', 'public'],
    ])
  })

  it('[OB3] two requests in the same moment: one is kept, the other hears its receipt', async () => {
    const made = await hearing()
    const replies = await Promise.all([file(made, 3), file(made, 3), file(made, 3)])
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const rows = await stored(made)
    expect(rows).toHaveLength(1)
    for (const { status, body } of replies) if (status === 409) expect(body.detail.receipt).toBe(rows[0]?.receipt)
    expect(made.app.faults).toEqual([])
  })

  it('[OB3] a new list of the same stage gives no second objection', async () => {
    const made = await hearing()
    must((await file(made, 3)).body)
    const standing = { code: 'none', nipIssued: false, reason: 'berita acara 8' }
    must((await made.staff[0].post(`/api/candidates/${await made.candidate('P-03')}/standing`, standing)).body)
    await made.publish('skd', 'V-1')
    must((await setWindow(made, { opensOn: '2026-11-25' })).body)
    expect((await file(made, 3)).body.refused).toBe('objected-already')
  })

  it('[OB4] a wrong number and a wrong NIK are answered alike, and nothing is written', async () => {
    const made = await hearing()
    const wrongNik = await file(made, 3, { nik: nikOf(4) })
    const wrongNumber = await file(made, 3, { number: 'P-99' })
    expect(wrongNik).toEqual({ status: 401, body: { refused: 'who-are-you' } })
    expect(wrongNumber).toEqual(wrongNik)
    expect(await call(made, '/api/objections/status', { number: 'P-99', nik: nikOf(3) })).toEqual(wrongNik)
    expect(await stored(made)).toEqual([])
  })

  it('[OB4] tries for one number are limited, right or wrong, and another number is free', async () => {
    const made = await hearing()
    for (let n = 0; n < 10; n += 1)
      expect((await call(made, '/api/objections/status', { number: 'P-03', nik: nikOf(n + 10) })).status).toBe(401)
    expect((await file(made, 3)).body.refused).toBe('too-many-tries')
    // The way the number is written is no way around.
    expect((await call(made, '/api/objections/status', { number: ' P-03 ', nik: nikOf(3) })).status).toBe(429)
    expect((await file(made, 4)).status).toBe(200)
  })

  it('[OB4] who is on no list of the publication cannot object to it', async () => {
    const made = await hearing()
    await made.add({ 'P-09': { ...V, nik: nikOf(9) } })
    expect((await file(made, 9)).body).toEqual({ refused: 'not-on-the-list', detail: { number: 'P-09' } })
    const reply = await fileObjection(
      made.app.services,
      { publication: 'no-such', number: 'P-03', text: REASON },
      { via: 'officer', actor: 'panitia' },
    )
    expect(reply).toEqual({ refused: 'not-found', detail: { what: 'Pengumuman' } })
  })

  it('[OB4] the NIK is in no table and no log line', async () => {
    const made = await hearing()
    must((await file(made, 3)).body)
    await file(made, 4, { nik: nikOf(3) })
    const { store } = made.app.services
    const kept = [await stored(made), await store.read.select().from(store.tables.audit), made.app.faults]
    expect(JSON.stringify(kept)).not.toContain(nikOf(3))
  })

  it.each([
    ['too short', { text: 'terlalu pendek' }, 'bad-request'],
    ['blanks', { text: `${' '.repeat(30)}a` }, 'objection-short'],
    ['4001 characters', { text: 'a'.repeat(4001) }, 'bad-request'],
    ['a document', { document: 'JVBERi0=' }, 'bad-request'],
    ['not said to be true', { truthful: false }, 'bad-request'],
    ['a NIK of 15 digits', { nik: '150801010190000' }, 'bad-request'],
  ])('[OB5] %s is refused', async (_, change, refused) => {
    const made = await hearing()
    const reply = await file(made, 3, change)
    expect([reply.status, reply.body.refused]).toEqual([400, refused])
    expect(JSON.stringify(reply.body)).not.toContain('1508')
    expect(await stored(made)).toEqual([])
  })

  it('[OB5] 20 and 4000 characters are taken', async () => {
    const made = await hearing()
    expect((await file(made, 3, { text: 'a'.repeat(20) })).status).toBe(200)
    expect((await file(made, 4, { text: 'b'.repeat(4000) })).status).toBe(200)
  })
})

describe('the decision', () => {
  let made: Selection
  let id: string
  const lifted: DecisionDraft = {
    ...{ template: 'standing-wrong', fill: 'Berkas ada pada panitia.' },
    remedy: { kind: 'standing', code: 'none' },
  }
  const preview = (draft: object) => made.staff[0].post(`/api/objections/${id}/preview`, draft)
  const propose = (draft: object) => made.staff[0].post(`/api/objections/${id}/proposals`, draft)

  beforeAll(async () => {
    made = await hearing()
    must((await file(made, 3)).body)
    id = (await objections(made))[0]?.id ?? ''
  })

  it('[OB7] shows its answer and whom it moves before anybody signs, and changes nothing', async () => {
    const shown = must((await preview(lifted)).body as DecisionPreview)
    expect(shown.answer.id).toMatch(/^Sanggah diterima\..*Berkas ada pada panitia\.$/)
    expect(shown.effect[0]?.id).toContain('P-03')
    expect(shown.changes).toEqual(
      expect.arrayContaining([
        { list: 'skd', number: 'P-03', before: { place: null, code: 'DIS' }, after: { place: 3, code: 'P/L' } },
        { list: 'skd', number: 'P-04', before: { place: 3, code: 'P/L' }, after: { place: 4, code: 'P' } },
      ]),
    )
    expect(shown.effect[1]?.id).toContain('2 peserta bergeser, 2 berganti kode')
    expect((await objections(made))[0]?.state).toBe('received')
    expect(await standings()).toHaveLength(1)
  })

  it.each([
    ['a rejected one with something to follow', { template: 'not-proven' }, 'remedy-wrong'],
    ['a standing that stands already', { remedy: { kind: 'standing', code: 'DIS' } }, 'remedy-wrong'],
    ['a template that is none', { template: 'mercy' }, 'not-found'],
    ['a key change nobody proposed', { remedy: { kind: 'key-change', proposal: 'no-such' } }, 'remedy-wrong'],
    ['something else that follows', { remedy: { kind: 'money' } }, 'bad-request'],
  ])('[OB7] [OB8] is refused: %s', async (_, change, refused) => {
    expect((await preview({ ...lifted, ...change })).body.refused).toBe(refused)
    expect((await propose({ ...lifted, ...change, reason: 'rapat 12' })).body.refused).toBe(refused)
  })

  it('[OB8] another kind of proposal is no key change', async () => {
    const other = must((await propose({ ...lifted, reason: 'rapat 12' })).body as ProposalRow)
    const remedy = { kind: 'key-change', proposal: other.id }
    expect((await preview({ ...lifted, remedy })).body.refused).toBe('remedy-wrong')
    must((await made.staff[0].post(`/api/proposals/${other.id}/refusal`, { note: 'ditarik lagi' })).body)
    expect((await objections(made))[0]?.state).toBe('received')
  })

  it('[OB8] a key change is followed while it is open or approved, and shows its own effect', async () => {
    const { store } = made.app.services
    const { proposal } = store.tables
    const words = {
      title: { id: 'Kunci soal TIU-7', en: 'Key of item TIU-7' },
      effect: [{ id: 'Tiga naik.', en: 'Three rise.' }],
    }
    await store.transaction(async (db) => {
      for (const state of ['open', 'approved', 'declined', 'taken-back'] as const)
        await db.insert(proposal).values({
          ordinal: 9,
          ...{
            id: `k-${state}`,
            kind: 'key-change',
            subject: `i-${state}`,
            summary: JSON.stringify(words),
            body: '{}',
          },
          ...{ digest: 'd', reason: 'rapat 11', proposedBy: 'panel', proposedAt: 1, state },
          ...{ decidedBy: state === 'open' ? null : 'lain', decidedAt: null, note: null },
        })
    })
    const follow = async (state: string) =>
      (await preview({ ...lifted, template: 'key-wrong', remedy: { kind: 'key-change', proposal: `k-${state}` } })).body
    for (const state of ['open', 'approved'])
      expect(await follow(state)).toMatchObject({ effect: [words.title, ...words.effect], changes: [] })
    for (const state of ['declined', 'taken-back']) expect((await follow(state)).refused).toBe('remedy-wrong')
  })

  it('[OB7] waits for a second person; meanwhile the candidate reads that it is examined', async () => {
    const proposal = must((await propose({ ...lifted, reason: 'rapat 12' })).body as ProposalRow)
    expect(proposal).toMatchObject({ kind: 'objection', state: 'open' })
    expect((await objections(made))[0]?.state).toBe('proposed')
    expect((await own()).objections).toMatchObject([{ state: 'examined', answer: null, decidedAt: null }])
    expect((await propose({ ...lifted, reason: 'rapat 12' })).body.refused).toBe('already-proposed')
    expect((await made.staff[0].post(`/api/proposals/${proposal.id}/approval`)).body.refused).toBe('same-person')
    expect(await standings()).toHaveLength(1)
    must((await made.approve(proposal)).body)
  })

  it('[OB8] approved, it is answered and the standing is lifted, in one go; the list stays as published', async () => {
    expect((await objections(made))[0]?.state).toBe('granted')
    expect((await own()).objections).toMatchObject([
      { state: 'granted', answer: { en: expect.stringContaining('The objection is granted') } },
    ])
    const [newest] = await standings()
    expect(newest).toMatchObject({ code: 'none', actor: made.staff[1].username })
    expect(newest?.reason).toMatch(/^sanggah SG-000001-.*rapat 12$/)
    expect((await made.preview('skd', 'V-1')).changesTotal).toBeGreaterThan(0)
    const { publication } = await published(made)
    const document = (await made.staff[0].get(`/api/publications/${publication}`)).body as PublicationDocument
    expect(listsOf(document)[0]?.rows.find((row) => row.number === 'P-03')?.code).toBe('DIS')
    expect(await published(made)).toMatchObject({ filed: 1, undecided: 0, toAnnounce: 1 })
  })

  it('[OB9] what was granted waits for a new list, and not longer than until there is one', async () => {
    const waits = async () =>
      ((await made.staff[0].get('/api/overview')).body as Overview).next
        .filter(({ id }) => id.includes('sanggah'))
        .map(({ id }) => id)
    expect(await waits()).toEqual([
      '1 sanggah diterima belum diikuti pengumuman baru, paling lambat 2026-12-04 (sisa 9 hari).',
    ])
    made.app.clock.jumpWall(60_000)
    await made.publish('skd', 'V-1')
    expect(await waits()).toEqual([])
  })

  it('[OB8] is made once', async () => {
    const again = { ...lifted, template: 'not-proven', remedy: { kind: 'none' } }
    expect((await preview(again)).body.refused).toBe('already-decided')
    expect((await propose({ ...again, reason: 'rapat 13' })).body.refused).toBe('already-decided')
  })

  it('[OB7] about the integration: shows who would be displaced there', async () => {
    const two = await selection([{ code: 'V-1', need: 1 }], {
      'P-01': { ...V, skd: high(30), nik: nikOf(1) },
      'P-02': { ...V, skd: high(20), nik: nikOf(2) },
    })
    await two.publish('skd', 'V-1')
    const out = { code: 'TMS', nipIssued: false, reason: 'berita acara 7' }
    await two.publish('skb-participants')
    const csv = 'nomor_peserta,tes,nilai,maksimum\nP-01,skb-cat,400,500\nP-02,skb-cat,380,500\n'
    const files = [{ name: 'nilai.csv', base64: Buffer.from(csv).toString('base64') }]
    must((await two.staff[0].post('/api/outside-scores/import', { files, partial: false, dryRun: false })).body)
    must((await two.staff[0].post(`/api/candidates/${await two.candidate('P-01')}/standing`, out)).body)
    await two.publish('integration')
    const publications = (await two.staff[0].get('/api/publications')).body as PublicationSummary[]
    const publication = publications.find(({ stage }) => stage === 'integration')?.id ?? ''
    const days = { opensOn: '2026-11-24', closesOn: '2026-11-26', answerBy: '2026-12-03' }
    must((await two.staff[0].post(`/api/publications/${publication}/objection-window`, days)).body)
    must((await file(two, 1, { publication })).body)
    const [one] = await objections(two)
    const shown = must((await two.staff[0].post(`/api/objections/${one?.id}/preview`, lifted)).body as DecisionPreview)
    expect(shown.effect[1]?.id).toContain('0 peserta bergeser')
    expect(shown.effect[2]?.id).toContain('Integrasi')
    const moved = shown.changes.find(({ number }) => number === 'P-01')
    expect(moved).toMatchObject({ list: 'final', before: { code: 'TMS' } })
    expect(moved?.after.code).not.toBe('TMS')
  })

  it('[OB8] a standing that changed while it waited stops it whole', async () => {
    const two = await hearing()
    must((await file(two, 3)).body)
    const other = (await objections(two))[0]?.id ?? ''
    const proposal = must(
      (await two.staff[0].post(`/api/objections/${other}/proposals`, { ...lifted, reason: 'rapat 12' }))
        .body as ProposalRow,
    )
    const by = { code: 'none', nipIssued: false, reason: 'berita acara 8' }
    must((await two.staff[0].post(`/api/candidates/${await two.candidate('P-03')}/standing`, by)).body)
    expect((await two.approve(proposal)).body.refused).toBe('remedy-wrong')
    expect((await objections(two))[0]?.state).toBe('proposed')
  })

  const own = async () =>
    must((await call(made, '/api/objections/status', { number: 'P-03', nik: nikOf(3) })).body as OwnObjections)
  const standings = async () => {
    const rows = (await made.staff[0].get('/api/standings')).body as { code: string; actor: string; reason: string }[]
    return rows
  }
})

describe('the case file', () => {
  let hall: Hall
  let staff: Staff
  let objection: ObjectionRow
  let chosen: (string | null)[]

  beforeAll(async () => {
    hall = await sitting().withCandidates(3).withVacancies(1, 1).running()
    staff = await hall.app.staff('committee')
    for (const n of [1, 2, 3]) {
      const station = await hall.seated(n)
      const paper = await station.paper()
      const last = paper.items.length - 1
      for (const slot of paper.items.keys()) {
        // Number 2 leaves the last blank, changes the first, and pauses for two minutes before the third.
        if (n === 2 && slot === 2) hall.app.clock.pass(120_000)
        if (n === 2 && slot === last) continue
        must(await station.answer(slot, (slot + n) % 3))
        if (n === 2 && slot === 0) must(await station.answer(slot, 1))
      }
      if (n === 2)
        chosen = paper.items.map((_, at) => (at === last ? null : ('ABC'[at === 0 ? 1 : (at + n) % 3] as string)))
      must(await station.finish())
    }
    const { store } = hall.app.services
    await vi.waitFor(async () => expect(await store.read.select().from(store.tables.score)).toHaveLength(3), 20_000)
    must(await hall.command('close'))
    const vacancy = ((await staff.get('/api/vacancies')).body as VacancyRow[])[0]?.id ?? ''
    const view = (await staff.get(`/api/vacancies/${vacancy}/ranking`)).body as RankingView
    const items = [{ scope: vacancy, previewDigest: view.previewDigest }]
    const proposal = must(
      (await staff.post('/api/stages/skd/proposals', { items, reason: 'sudah diperiksa' })).body as ProposalRow,
    )
    must((await (await hall.app.staff('committee')).post(`/api/proposals/${proposal.id}/approval`)).body)
    const [list] = (await staff.get('/api/publications')).body as PublicationSummary[]
    const days = { opensOn: '2026-11-24', closesOn: '2026-11-27', answerBy: '2026-12-04' }
    must((await staff.post(`/api/publications/${list?.id}/objection-window`, days)).body)
    const letter = { publication: list?.id, number: 'P-0002', text: 'Soal nomor 1 menurut saya salah kuncinya.' }
    objection = must((await staff.post('/api/objections/received', letter)).body as ObjectionRow)
  })

  it('[OB6] holds the place, the neighbours by number alone, the clock, every item and the timeline', async () => {
    const found = must((await staff.get(`/api/objections/${objection.id}`)).body as CaseFile)
    expect(found.row).toMatchObject({ number: 'P-0002', reason: { id: expect.any(String) } })
    expect(found.neighbours.map(({ number }) => number).sort()).toEqual(['P-0001', 'P-0003'])
    expect(JSON.stringify(found.neighbours)).not.toMatch(/Peserta|name/)
    const attempt = found.attempt
    if (!attempt) throw new Error('no attempt')
    expect(attempt.items.map((item) => item.choice)).toEqual(chosen)
    expect(attempt.items.map((item) => item.number)).toEqual(attempt.items.map((_, at) => at + 1))
    expect(attempt.items[0]?.changes).toBe(2)
    expect(attempt.items.at(-1)).toMatchObject({ choice: null, points: 0, at: null, changes: 0 })
    for (const section of attempt.sections) {
      const here = attempt.items.filter((item) => item.section === section.id)
      expect(here.reduce((sum, item) => sum + item.points, 0)).toBe(section.points)
      expect(here.filter((item) => item.choice === null)).toHaveLength(section.blank)
    }
    expect(attempt).toMatchObject({ chainWhole: true, how: 'candidate', leftMs: 100 * 60_000 - 120_000, minutes: 100 })
    expect(attempt.silences).toHaveLength(1)
    expect(attempt.receipt).toMatch(/\S/)
    expect(attempt.timeline).toHaveLength(attempt.events)
    expect(found.audit.map(({ action }) => action)).toEqual(expect.arrayContaining(['pin.issue', 'objection.file']))
  })

  it('[OB6] holds no key: not on the screen, not on paper', async () => {
    const { raw, body } = await staff.get(`/api/objections/${objection.id}`)
    const paper = pdfText((await staff.get(`/api/objections/${objection.id}/case.pdf`)).raw)
    expect(paper.text).toContain(objection.receipt)
    expect(paper.text).toContain((body as CaseFile).publication.digest)
    expect(paper.text.replace(/\s+/g, ' ')).toContain('Soal nomor 1 menurut saya salah')
    const words = raw.toString('utf8')
    // Only what the candidate wrote speaks of a key.
    for (const text of [words, paper.text.replaceAll('(kunci tidak ditampilkan)', '')])
      expect(text.replace(/salah\s+kuncinya/g, '')).not.toMatch(/kunci|correct|weight|bobot|\bkey/i)
    for (const key of hall.keys) for (const text of [words, paper.text]) expect(text).not.toContain(key.item)
    for (const item of (body as CaseFile).attempt?.items ?? [])
      expect(Object.keys(item).sort()).toEqual(['at', 'changes', 'choice', 'number', 'points', 'section'])
    for (const text of [words, paper.text]) expect(text).not.toContain('150801')
  })

  it('[OB6] is for the committee alone, and says so where there is none', async () => {
    expect((await staff.get('/api/objections/no-such')).body).toEqual({
      refused: 'not-found',
      detail: { what: 'Sanggah' },
    })
    const proctor = await hall.app.staff('proctor')
    for (const end of ['', '/case.pdf'])
      expect((await proctor.get(`/api/objections/${objection.id}${end}`)).body).toEqual({ refused: 'not-your-role' })
    expect(hall.app.faults).toEqual([])
  })
})
