import Database from 'better-sqlite3'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { openSqlite } from '../db/sqlite.ts'
import { bankIdOf, itemIdOf } from '../item-bank/bank-store.ts'
import type { PublicationSummary } from '../protocol/board.ts'
import type { AuditRow, Page, ProposalRow, RankingView, VacancyRow } from '../protocol/http.ts'
import type { Refusal } from '../protocol/refusals.ts'
import type {
  ChangedRow,
  ItemStudy,
  KeyWanted,
  RescoreItems,
  RescorePreview,
  RescoringRow,
} from '../protocol/rescoring.ts'
import type { StagePreview } from '../protocol/results.ts'
import type { Entry } from '../protocol/station.ts'
import { Scorer } from '../results/score-store.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { readCsv } from '../testing/tables.ts'
import { must, type Staff } from '../testing/test-app.ts'

const BANK = 'Uji'
const itemOf = (source: string) => itemIdOf(bankIdOf(BANK), source)
const skd = () => bank().section('TWK', 30).section('TIU', 40).section('TKP', 45, { kind: 'weighted' })
const REASON = 'kunci keliru menurut rapat panel soal'
const json = (value: unknown) => JSON.stringify(value)

/** What a candidate does: so many wrong (or worst) in each section, and for some items a certain option. */
interface Plan {
  wrong?: Partial<Record<'TWK' | 'TIU' | 'TKP', number>>
  answers?: Record<string, string | null>
}

/** Takes the whole form: right (or best) everywhere but for the plan. */
async function takes(hall: Hall, station: Station, { wrong = {}, answers = {} }: Plan, finish = true): Promise<void> {
  const paper = await station.paper()
  const keys = new Map(hall.keys.map((key) => [key.item as string, key]))
  const seen = new Map<string, number>()
  const entries: Entry[] = []
  const send = (slot: number, choice: number) => entries.push({ n: entries.length + 1, kind: 'answer', slot, choice })
  for (const [slot, item] of paper.items.entries()) {
    const source = item.stem.match(/[A-Z]+-\d+/)?.[0] ?? ''
    const labels = item.options.map((option) => option.html.match(/Jawaban (\w)/)?.[1] ?? '')
    const given = answers[source]
    if (given === null) continue
    if (given !== undefined) {
      send(slot, labels.indexOf(given))
      continue
    }
    const nth = seen.get(item.section) ?? 0
    seen.set(item.section, nth + 1)
    const worths = labels.map((label) => worth(keys.get(source) as ItemKey, label))
    const bad = nth < (wrong[item.section as 'TWK'] ?? 0)
    send(slot, worths.indexOf(bad ? Math.min(...worths) : Math.max(...worths)))
  }
  must(await station.send(...entries))
  if (finish) must(await station.send({ n: entries.length + 1, kind: 'finish' }))
}

const worth = (key: ItemKey, label: string): number =>
  key.kind === 'single'
    ? Number(key.correct.includes(label)) * 5
    : key.kind === 'weighted'
      ? (key.weights[label] ?? 0)
      : key.kind === 'given'
        ? 5
        : 0

const scored = (hall: Hall, n: number) => {
  const { store } = hall.app.services
  return vi.waitFor(async () => expect(await store.read.select().from(store.tables.score)).toHaveLength(n), 30_000)
}

interface Whole {
  keys: (ItemKey & { source: string })[]
  candidates: {
    number: string
    responses: { number: number; section: string; item: string; source: string; choice: string | null }[]
    score: { sections: { id: string; points: number; max: number }[]; total: number; max: number } | null
  }[]
}

let hall: Hall
let staff: Staff
let second: Staff
const raw = { public: [] as string[] }

const call = {
  preview: async (changes: { item: string; key: KeyWanted }[], more: object = {}) =>
    (await staff.post('/api/rescoring/preview', { changes, ...more })).body as RescorePreview & Refusal,
  propose: async (changes: { item: string; key: KeyWanted }[], previewDigest: string, reason = REASON) =>
    await staff.post('/api/rescoring/proposals', { changes, previewDigest, reason }),
  approve: async (id: string, who = second) => await who.post(`/api/proposals/${id}/approval`),
  ranking: async (code: string) => {
    const vacancies = (await staff.get('/api/vacancies')).body as VacancyRow[]
    const { id } = vacancies.find((row) => row.code === code) as VacancyRow
    return (await staff.get(`/api/vacancies/${id}/ranking`)).body as RankingView
  },
  whole: async () => (await staff.get(`/api/sittings/${hall.id}/export.json`)).body as Whole,
}

/** Everybody, as the preview and the rankings must agree on them. */
const standings = async (...codes: string[]) => {
  const found = new Map<string, { total: number | null; place: number | null; code: string; points: unknown }>()
  for (const code of codes)
    for (const row of (await call.ranking(code)).rows)
      found.set(row.number, { total: row.total, place: row.place, code: row.code, points: row.points })
  return found
}

const of = (side: ChangedRow['before']) => ({
  ...{ total: side.total, place: side.place, code: side.code },
  points: { ...side.points, total: side.total },
})

/** TIU-001 has key A. Number 4 stands two points of a right answer under the TIU threshold of 80 and chose B. */
beforeAll(async () => {
  hall = await sitting().withCandidates(9).withVacancies(2, 1).withBank(skd()).asking({ TIU: 40 }).running()
  staff = await hall.app.staff('committee')
  second = await hall.app.staff('committee')
  const plans: Plan[] = [
    { wrong: { TWK: 2 } },
    { wrong: { TWK: 1 }, answers: { 'TIU-001': 'B' } },
    { wrong: { TWK: 3 }, answers: { 'TIU-001': 'B' } },
    { wrong: { TIU: 24 }, answers: { 'TIU-001': 'B' } },
    { wrong: { TWK: 4 }, answers: { 'TIU-001': null } },
    { wrong: { TWK: 5 }, answers: { 'TIU-001': 'C' } },
    { wrong: { TWK: 5 }, answers: { 'TKP-001': 'A' } },
    { wrong: { TWK: 6 }, answers: { 'TIU-001': 'B', 'TKP-001': null } },
  ]
  for (const [at, plan] of plans.entries()) await takes(hall, await hall.seated(at + 1), plan)
  await scored(hall, plans.length)
})

describe('while the sitting is under way', () => {
  it('[RW7] it is named, and nothing of it is computed', async () => {
    const preview = await call.preview([{ item: itemOf('TIU-001'), key: { kind: 'single', correct: ['B'] } }])
    expect(preview).toMatchObject({ closed: [], rows: [], matching: 0, counts: { had: 0, changed: 0 } })
    expect(preview.waiting).toMatchObject([{ id: hall.id, state: 'running', finished: 8 }])
    expect(preview.sentences.map((one) => one.id).join(' ')).toMatch(
      /Sesi "Sesi 1" belum ditutup.*8 yang sudah selesai/,
    )
    expect(preview.sentences.map((one) => one.en).join(' ')).toMatch(/"Sesi 1" is not closed.*8 who have finished/)
  })
})

describe('the workbench', () => {
  beforeAll(async () => {
    must(await hall.command('close', { reason: { category: 'schedule', text: 'selesai' } }))
  })

  it('finds items by words of stem, source and topic, and by a number on somebody’s form', async () => {
    const find = async (query: string) => (await staff.get(`/api/rescoring/items?${query}`)).body as RescoreItems
    expect((await find('query=tiu-00')).rows.map((row) => row.source)).toEqual(
      Array.from({ length: 9 }, (_, at) => `TIU-00${at + 1}`),
    )
    const [first] = (await find('query=Soal%20TIU-001')).rows
    expect(first).toMatchObject({ bankName: BANK, key: { kind: 'single', correct: ['A'] }, keyVersion: 1 })
    expect((await find('page=2')).rows).toHaveLength(50)

    const { candidates } = await call.whole()
    const third = candidates.find((one) => one.number === 'P-0003')?.responses[40]
    const byNumber = await find('candidate=P-0003&number=41')
    expect(byNumber.rows).toMatchObject([{ id: third?.item, found: { sitting: 'Sesi 1', number: 41 } }])
    expect(await find('candidate=P-0003&number=999')).toMatchObject({ rows: [], total: 0 })
    expect(await find('candidate=P-9999&number=1')).toMatchObject({ refused: 'not-found' })
  })

  it('shows an item with its key, who brought it, its figures and where it was used', async () => {
    const study = (await staff.get(`/api/rescoring/items/${itemOf('TIU-001')}`)).body as ItemStudy
    expect(study).toMatchObject({
      key: { kind: 'single', correct: ['A'] },
      versions: [{ version: 1, proposedBy: 'test', approvedBy: null, reason: '' }],
      limits: null,
      proposal: null,
      sittings: [{ id: hall.id, state: 'closed', stage: 'skd', had: 8 }],
      figures: { had: 8, blank: 1, facility: 2 / 8 },
    })
    expect(study.figures.options).toEqual([
      { label: 'A', count: 2 },
      { label: 'B', count: 4 },
      { label: 'C', count: 1 },
      { label: 'D', count: 0 },
      { label: 'E', count: 0 },
    ])
    expect(study.figures.discrimination).toBeGreaterThan(-1)
    const weighted = (await staff.get(`/api/rescoring/items/${itemOf('TKP-001')}`)).body as ItemStudy
    expect(weighted).toMatchObject({ limits: { least: 1, most: 5 }, figures: { had: 8, blank: 1 } })
    expect((await staff.get('/api/rescoring/items/none')).body).toMatchObject({ refused: 'not-found' })
  })

  it('[RW4] refuses a key that could not be scored with, an item twice, and no item at all', async () => {
    const item = itemOf('TIU-001')
    const refused = async (changes: { item: string; key: KeyWanted }[]) => (await call.preview(changes)).refused
    expect(await refused([{ item, key: { kind: 'single', correct: ['A'] } }])).toBe('key-unchanged')
    expect(await refused([{ item, key: { kind: 'single', correct: ['F'] } }])).toBe('no-such-option')
    expect(await refused([{ item: itemOf('TKP-001'), key: { kind: 'weighted', weights: { A: 1 } } }])).toBe(
      'weight-out-of-limits',
    )
    expect(
      await refused([
        { item, key: { kind: 'given' } },
        { item, key: { kind: 'void' } },
      ]),
    ).toBe('item-named-twice')
    expect(await refused([{ item: 'none', key: { kind: 'given' } }])).toBe('not-found')
    expect(await refused([])).toBe('bad-request')
    expect(await refused([{ item, key: { kind: 'single', correct: [] } }])).toBe('bad-request')
  })

  it('[RW3] the preview says who changes, by how much, and who crosses the threshold and the cut', async () => {
    const preview = await call.preview([{ item: itemOf('TIU-001'), key: { kind: 'single', correct: ['B'] } }])
    const by = new Map(preview.rows.map((row) => [row.number, row]))
    const gains = [...by.values()].map((row) => [row.number, (row.after.total ?? 0) - (row.before.total ?? 0)])
    expect(Object.fromEntries(gains)).toMatchObject({
      'P-0001': -5,
      'P-0002': 5,
      'P-0003': 5,
      'P-0004': 5,
      'P-0007': -5,
      'P-0008': 5,
    })
    // V-1 are the odd numbers, V-2 the even; each needs one, so three go on.
    expect(by.get('P-0004')).toMatchObject({
      vacancy: 'V-2',
      before: { points: { TIU: 75 }, code: 'TL', place: null },
      after: { points: { TIU: 80 }, code: 'P', place: 4 },
      crosses: ['threshold', 'place'],
    })
    expect(preview.counts).toMatchObject({ had: 8, changed: 6, raised: 4, lowered: 2, thresholdIn: 1, thresholdOut: 0 })
    expect(preview.vacancies.map((one) => [one.code, one.changed])).toEqual([
      ['V-1', 3],
      ['V-2', 3],
    ])
    expect(preview.sections).toEqual(['TWK', 'TIU', 'TKP'])
    expect(preview.items).toMatchObject([{ source: 'TIU-001', version: 2, had: 8 }])
    expect(preview.sentences[0]).toEqual({
      id: '8 peserta mendapat soal ini; nilai 6 orang berubah: 4 naik, 2 turun.',
      en: '8 candidates had these items; 6 change: 4 up, 2 down.',
    })
  })

  it('shows those asked for: who crosses a line, whose points change, one vacancy', async () => {
    const changes = [{ item: itemOf('TIU-001'), key: { kind: 'single' as const, correct: ['B'] } }]
    const all = await call.preview(changes)
    const show = async (more: object) => (await call.preview(changes, more)).rows.map((row) => row.number).sort()
    expect(await show({ show: 'threshold' })).toEqual(['P-0004'])
    expect(await show({ show: 'points' })).toEqual(['P-0001', 'P-0002', 'P-0003', 'P-0004', 'P-0007', 'P-0008'])
    const { id } = all.vacancies.find((one) => one.code === 'V-2') as { id: string }
    expect((await show({ vacancy: id })).every((number) => Number(number.slice(2)) % 2 === 0)).toBe(true)
    expect(await show({ show: 'cut', vacancy: 'none' })).toEqual([])
    expect((await call.preview(changes, { show: 'nonsense' })).refused).toBe('bad-request')
    // The filter is no other preview.
    expect((await call.preview(changes, { show: 'cut' })).previewDigest).toBe(all.previewDigest)
    const csv = readCsv((await staff.post('/api/rescoring/preview.csv', { changes })).raw)
    expect(csv).toHaveLength(1 + all.matching)
    expect(csv.find((row) => row[0] === 'P-0004')).toEqual([
      ...['P-0004', 'Peserta 4', 'V-2', 'SKD', 'TWK 150, TIU 75, TKP 225', 'TWK 150, TIU 80, TKP 225'],
      ...['450', '455', '5', '', '4', 'TL', 'P'],
    ])
  })
})

describe('two people mend a key', () => {
  const changes: { item: string; key: KeyWanted }[] = [
    { item: itemOf('TIU-001'), key: { kind: 'given' } },
    { item: itemOf('TKP-001'), key: { kind: 'weighted', weights: { A: 5, B: 4, C: 3, D: 2, E: 1 } } },
    { item: itemOf('TWK-001'), key: { kind: 'void' } },
  ]
  let preview: RescorePreview
  let before: Awaited<ReturnType<typeof standings>>
  let published: string
  let proposal: ProposalRow
  let old: Whole

  beforeAll(async () => {
    // A list in force, so that there is something to replace.
    const { id } = (await call.ranking('V-2')).vacancy
    const stage = (await staff.get(`/api/stages/skd/preview?vacancy=${id}`)).body as StagePreview
    const items = [{ scope: id, previewDigest: stage.previewDigest }]
    const publish = must(
      (await staff.post('/api/stages/skd/proposals', { items, reason: 'diperiksa' })).body as ProposalRow,
    )
    must((await call.approve(publish.id)).body)
    const [list] = (await staff.get('/api/publications')).body as PublicationSummary[]
    published = list?.id ?? ''
    old = await call.whole()
    before = await standings('V-1', 'V-2')
    preview = must(await call.preview(changes))
  })

  it('[RW5] not without the digest of the preview, nor with that of another', async () => {
    const other = await call.preview([{ item: itemOf('TIU-001'), key: { kind: 'void' } }])
    expect((await call.propose(changes, other.previewDigest)).body).toEqual({ refused: 'results-changed' })
    expect((await staff.post('/api/rescoring/proposals', { changes, reason: REASON })).status).toBe(400)
    expect((await call.propose(changes, preview.previewDigest, 'pendek')).status).toBe(400)
  })

  it('proposed by one: the effect in words, and a second proposal on the same bank waits', async () => {
    proposal = must((await call.propose(changes, preview.previewDigest)).body as ProposalRow)
    expect(proposal).toMatchObject({
      kind: 'key-change',
      state: 'open',
      title: { id: 'Ubah kunci 3 soal (TIU-001, TKP-001, TWK-001) · bank Uji' },
    })
    const words = proposal.effect.map((one) => one.id)
    expect(words).toContain('Soal TIU-001: kunci A menjadi semua mendapat nilai penuh.')
    expect(words).toContain('1 pengumuman yang berlaku harus diganti setelah ini.')
    expect((await call.propose(changes, preview.previewDigest)).body).toEqual({ refused: 'already-proposed' })
    const study = (await staff.get(`/api/rescoring/items/${itemOf('TIU-002')}`)).body as ItemStudy
    expect(study.proposal).toBe(proposal.id)
  })

  it('[RW8] until it is approved its memo is a draft that says so', async () => {
    const reply = await staff.get(`/api/rescoring/${proposal.id}/memo.pdf`)
    const { text } = pdfText(reply.raw)
    expect(text).toContain('KONSEP, BELUM DISETUJUI')
    expect(text).toContain('TIU-001')
    const rows = (await staff.get('/api/rescoring')).body as RescoringRow[]
    expect(rows).toMatchObject([{ proposal: { id: proposal.id, state: 'open' }, memo: null, publications: [] }])
    expect(rows[0]?.items[0]).toMatchObject({ source: 'TIU-001', before: { correct: ['A'] }, after: { kind: 'given' } })
  })

  it('[RW5] the one who proposed it cannot approve it, and nothing is written', async () => {
    const { store } = hall.app.services
    const rows = await store.read.select().from(store.tables.score)
    expect((await call.approve(proposal.id, staff)).body).toEqual({ refused: 'same-person' })
    expect(await store.read.select().from(store.tables.score)).toEqual(rows)
  })

  it('[RW3] [RW6] approved by another: everybody stands where the preview said, and the run before stays', async () => {
    const { store } = hall.app.services
    const runs = await store.read.select().from(store.tables.scoreRun)
    const scores = await store.read.select().from(store.tables.score)
    // The clock stands still: the new run is in force all the same.
    expect(must((await call.approve(proposal.id)).body as ProposalRow)).toMatchObject({ state: 'approved' })
    const after = await standings('V-1', 'V-2')
    const changed = new Map(preview.rows.map((row) => [row.number, row]))
    expect(preview.matching).toBe(preview.rows.length)
    for (const [number, then] of before) {
      const row = changed.get(number)
      expect([number, after.get(number)]).toEqual([number, row ? of(row.after) : then])
      if (row) expect(of(row.before)).toEqual(then)
    }
    const newest = await store.read.select().from(store.tables.scoreRun)
    expect(newest).toHaveLength(2)
    expect(newest.filter((run) => run.id === runs[0]?.id)).toEqual(runs)
    const all = await store.read.select().from(store.tables.score)
    expect(all.filter((row) => row.runId === runs[0]?.id)).toEqual(scores)
    expect(all).toHaveLength(2 * scores.length)
    const heads = (rows: typeof all) => rows.map((row) => [row.attemptId, row.head, row.choices]).sort()
    expect(heads(all.filter((row) => row.runId !== runs[0]?.id))).toEqual(heads(scores))
  })

  it('[RW3] the points are what anybody computes from the export with the new keys', async () => {
    const whole = await call.whole()
    const keys = new Map(whole.keys.map((key) => [key.item as string, key]))
    expect(keys.get(itemOf('TIU-001'))).toMatchObject({ version: 2, kind: 'given' })
    for (const { number, responses, score } of whole.candidates) {
      if (!score) continue
      const points: Record<string, number> = { TWK: 0, TIU: 0, TKP: 0 }
      let most = 0
      for (const { item, section, choice } of responses) {
        const key = keys.get(item) as ItemKey
        const earned = key.kind === 'given' ? 5 : choice === null ? 0 : worth(key, choice)
        points[section] = (points[section] ?? 0) + earned
        most += key.kind === 'void' ? 0 : 5
      }
      expect([number, Object.fromEntries(score.sections.map(({ id, points }) => [id, points]))]).toEqual([
        number,
        points,
      ])
      expect([number, score.max]).toEqual([number, most])
      const then = old.candidates.find((one) => one.number === number)?.responses
      expect(responses).toEqual(then)
    }
  })

  it('[RW1] every version stays, with reason, proposer and approver', async () => {
    const study = (await staff.get(`/api/rescoring/items/${itemOf('TIU-001')}`)).body as ItemStudy
    expect(study.versions).toMatchObject([
      {
        ...{ version: 2, key: { kind: 'given' }, reason: REASON, proposal: proposal.id },
        ...{ proposedBy: staff.username, approvedBy: second.username },
      },
      { version: 1, key: { kind: 'single', correct: ['A'] }, proposedBy: 'test' },
    ])
    expect(study.figures).toMatchObject({ had: 8, facility: 1 })
  })

  it('[RW10] the publication in force is named until the list is published anew', async () => {
    const waiting = async () => ((await staff.get('/api/rescoring')).body as RescoringRow[])[0]?.publications
    expect(preview.publications.map((one) => one.id)).toEqual([published])
    expect(await waiting()).toMatchObject([{ id: published, stage: 'skd', replacedBy: null, withdrawn: false }])
    const { id } = (await call.ranking('V-2')).vacancy
    hall.app.clock.pass(1000)
    const stage = (await staff.get(`/api/stages/skd/preview?vacancy=${id}`)).body as StagePreview
    expect(stage.replaces?.id).toBe(published)
    const items = [{ scope: id, previewDigest: stage.previewDigest }]
    const publish = must(
      (await staff.post('/api/stages/skd/proposals', { items, reason: 'kunci baru' })).body as ProposalRow,
    )
    must((await call.approve(publish.id)).body)
    const [list] = (await staff.get('/api/publications')).body as PublicationSummary[]
    expect(await waiting()).toMatchObject([{ id: published, replacedBy: list?.id }])
  })

  it('[RW8] the memo is numbered and frozen, with its digest on each page', async () => {
    const [row] = (await staff.get('/api/rescoring')).body as RescoringRow[]
    expect(row?.memo).toBe('1/2026')
    const { store } = hall.app.services
    const [frozen] = await store.read.select().from(store.tables.rescoring)
    const { text, pages } = pdfText((await staff.get(`/api/rescoring/${proposal.id}/memo.pdf`)).raw)
    expect(text.split(`SHA-256 ${frozen?.digest}`)).toHaveLength(pages + 1)
    expect(pages).toBeGreaterThan(1)
    expect(text).toContain(`halaman ${pages} dari ${pages}`)
    for (const words of ['Nomor 1/2026', REASON, 'TKP-001', staff.username, second.username, published, 'P-0004'])
      expect(text.replace(/\s+/g, ' ')).toContain(words)
    const csv = readCsv((await staff.get(`/api/rescoring/${proposal.id}/changes.csv`)).raw)
    expect(csv).toHaveLength(1 + preview.matching)
    // Ranks move on; the memo does not.
    expect(JSON.parse(frozen?.body ?? '')).toMatchObject({ previewDigest: preview.previewDigest, number: 1 })
  })

  it('[RW9] the audit trail names items and versions, and no option', async () => {
    const { rows } = (await staff.get('/api/audit')).body as Page<AuditRow>
    const row = rows.find((one) => one.action === 'key.change')
    expect(JSON.parse(row?.detail ?? '')).toMatchObject({
      items: [
        { source: 'TIU-001', version: 2 },
        { source: 'TKP-001', version: 2 },
        { source: 'TWK-001', version: 2 },
      ],
      ...{ proposal: proposal.id, memo: 1, proposedBy: staff.username, reason: REASON },
    })
    for (const one of rows) expect(one.detail).not.toMatch(/correct|weights|given|void|penuh|dibatalkan/)
  })

  it('[RW9] no candidate, proctor, writer or stranger gets a word of it', async () => {
    const station = hall.station(1)
    hall.app.clock.pass(60_000)
    const outsiders = [
      ...[await hall.app.staff('proctor'), await hall.app.staff('writer')].map((one) => one.cookie),
      '',
      station.cookie,
    ]
    for (const cookie of outsiders)
      for (const url of [
        '/api/rescoring',
        '/api/rescoring/items',
        `/api/rescoring/items/${itemOf('TIU-001')}`,
        `/api/rescoring/${proposal.id}/memo.pdf`,
        '/api/proposals',
      ]) {
        const reply = await hall.app.http.inject({ method: 'GET', url, headers: { cookie } })
        expect([url, reply.statusCode >= 401 && reply.statusCode <= 403]).toEqual([url, true])
        raw.public.push(reply.body)
      }
    for (const url of ['/api/publications', `/api/publications/${published}`, '/api/board', `/api/board/${hall.id}`])
      raw.public.push((await hall.app.http.inject({ method: 'GET', url })).body)
    for (const text of raw.public) expect(text).not.toMatch(/TIU-001|correct|weights|"given"|nilai penuh/)
  })

  it('what a closed server left behind opens as it was: the newest run is in force', async () => {
    const after = await standings('V-1', 'V-2')
    const { database } = hall.app
    const store = openSqlite(database)
    expect(await store.read.select().from(store.tables.scoreRun)).toHaveLength(2)
    await store.close()
    expect(await standings('V-1', 'V-2')).toEqual(after)
  })
})

describe('the world moves between proposal and approval', () => {
  const changes: { item: string; key: KeyWanted }[] = [{ item: itemOf('TIU-002'), key: { kind: 'void' } }]

  it('[RW5] somebody is disqualified: refused, and not a row is written', async () => {
    const preview = must(await call.preview(changes))
    const proposal = must((await call.propose(changes, preview.previewDigest)).body as ProposalRow)
    const { store } = hall.app.services
    const counted = async () => [
      (await store.read.select().from(store.tables.itemKey)).length,
      (await store.read.select().from(store.tables.score)).length,
      (await store.read.select().from(store.tables.rescoring)).length,
    ]
    const then = await counted()
    const [row] = preview.rows
    const seat = hall.seats.find((one) => one.number === row?.number)
    const standing = { code: 'DIS', nipIssued: false, reason: 'perjokian terbukti' }
    must((await staff.post(`/api/candidates/${seat?.candidate}/standing`, standing)).body)
    expect((await call.approve(proposal.id)).body).toEqual({ refused: 'results-changed' })
    expect(await counted()).toEqual(then)
    must((await staff.post(`/api/proposals/${proposal.id}/refusal`, { note: 'pratinjau lama' })).body)
    expect((await staff.get(`/api/rescoring/${proposal.id}/memo.pdf`)).body).toMatchObject({ refused: 'not-found' })
  })

  it('[RW5] a newer version of the key came in by another way: refused', async () => {
    const preview = must(await call.preview(changes))
    const proposal = must((await call.propose(changes, preview.previewDigest)).body as ProposalRow)
    const { store, clock } = hall.app.services
    await store.transaction(async (db) => {
      await db.insert(store.tables.itemKey).values({
        ...{ itemId: itemOf('TIU-002'), version: 2, kind: 'single', body: json({ kind: 'single', correct: ['C'] }) },
        ...{ rationale: '', reason: 'dari luar', createdAt: clock.wall() },
      })
    })
    // The scores in force are not of these keys any more, so no preview can be trusted either.
    expect((await call.approve(proposal.id)).body).toMatchObject({ refused: 'scores-on-the-way' })
    expect((await call.preview(changes)).refused).toBe('scores-on-the-way')
  })
})

it('[RW6] [RW7] in a sitting under way, who has finished is scored anew and the others with the new key', async () => {
  const running = await sitting().withCandidates(3).withBank(skd()).running()
  const [one, two] = [await running.app.staff('committee'), await running.app.staff('committee')]
  const answers = { 'TIU-001': 'B' }
  await takes(running, await running.seated(1), { answers })
  await scored(running, 1)
  const late = await running.seated(2)
  await takes(running, late, { answers }, false)
  const changes = [{ item: itemOf('TIU-001'), key: { kind: 'single', correct: ['B'] } }]
  const preview = (await one.post('/api/rescoring/preview', { changes })).body as RescorePreview
  const wanted = { changes, previewDigest: preview.previewDigest, reason: REASON }
  const proposal = must((await one.post('/api/rescoring/proposals', wanted)).body as ProposalRow)
  // The wall shows provisional scores; they move with the key.
  const shown = async () => {
    const { body } = await one.get(`/api/board/${running.id}`)
    return Object.fromEntries(
      (body as { rows: { number: string; total: number }[] }).rows.map((row) => [row.number, row.total]),
    )
  }
  const full = 30 * 5 + 40 * 5 + 45 * 5
  expect(await shown()).toEqual({ 'P-0001': full - 5, 'P-0002': full - 5 })
  // A scorer of another process remembers the keys from before.
  const { services, delivery } = running.app
  const other = new Scorer(services, delivery)
  await other.materialOf(running.id)
  must((await two.post(`/api/proposals/${proposal.id}/approval`)).body)
  await vi.waitFor(async () => expect(await shown()).toEqual({ 'P-0001': full, 'P-0002': full }), 10_000)
  must(await late.send({ n: 116, kind: 'finish' }))
  expect((await other.score(running.attemptOf(2)))?.total).toBe(full)
  const { store } = services
  await scored(running, 3)
  const newest = (await store.read.select().from(store.tables.scoreRun)).sort((a, b) => b.at - a.at)
  expect(newest).toHaveLength(2)
  const now = (await store.read.select().from(store.tables.score)).filter((row) => row.runId === newest[0]?.id)
  expect(now.map((row) => (JSON.parse(row.result) as { total: number }).total)).toEqual([full, full])
  expect(running.app.faults).toEqual([])
})

it('[RW2] scores from before choices were kept are replayed from their log', async () => {
  const small = await sitting().withCandidates(2).withBank(skd()).running()
  const [one, two] = [await small.app.staff('committee'), await small.app.staff('committee')]
  await takes(small, await small.seated(1), { answers: { 'TIU-001': 'B', 'TIU-002': null } })
  await takes(small, await small.seated(2), { wrong: { TWK: 1 } })
  await scored(small, 2)
  must(await small.command('close'))
  const changes = [
    { item: itemOf('TIU-001'), key: { kind: 'single', correct: ['B'] } },
    { item: itemOf('TIU-002'), key: { kind: 'given' } },
  ]
  const preview = async () => (await one.post('/api/rescoring/preview', { changes })).body as RescorePreview
  const kept = await preview()
  const file = new Database(small.app.database)
  file.exec('DROP TRIGGER score_no_update; UPDATE score SET choices = NULL')
  file.close()
  expect(await preview()).toEqual(kept)
  expect(kept.rows).toMatchObject([{ number: 'P-0001' }, { number: 'P-0002' }])
  const wanted = { changes, previewDigest: kept.previewDigest, reason: REASON }
  const proposal = must((await one.post('/api/rescoring/proposals', wanted)).body as ProposalRow)
  must((await two.post(`/api/proposals/${proposal.id}/approval`)).body)
  const { store } = small.app.services
  const rows = await store.read.select().from(store.tables.score)
  expect(rows.filter((row) => row.choices === null)).toHaveLength(2)
  expect(rows.filter((row) => row.choices !== null)).toHaveLength(2)
})
