import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { openSqlite } from '../db/sqlite.ts'
import { loadStandings, readLog } from '../delivery/attempt-store.ts'
import { AttemptWriter } from '../delivery/attempt-writer.ts'
import { bankIdOf, itemIdOf } from '../item-bank/bank-store.ts'
import type { Board, BoardChange, PublicationOfOne, PublicationSummary } from '../protocol/board.ts'
import type { ProposalRow, RankingView, VacancyRow } from '../protocol/http.ts'
import type { Entry, StationPhase } from '../protocol/station.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { answered, type BoardSocket, dial } from '../testing/sockets.ts'
import { readCsv, readXlsx } from '../testing/tables.ts'
import { must, type Staff, testApp } from '../testing/test-app.ts'
import { zipFiles } from '../testing/zip-files.ts'
import { LiveBoard } from './live-board.ts'
import { Scorer } from './score-store.ts'

const skd = () => bank().section('TWK', 30).section('TIU', 35).section('TKP', 45, { kind: 'weighted' })

/** Takes the whole form: right (or best) everywhere but in the first `wrong` items of each section, which are wrong (or worst), and the last `blank` ones. */
async function takes(hall: Hall, station: Station, wrong: number, blank = 0): Promise<void> {
  const paper = await station.paper()
  const keys = new Map(hall.keys.map((key) => [key.item as string, key]))
  const seen = new Map<string, number>()
  const entries: Entry[] = []
  for (const [slot, item] of paper.items.entries()) {
    const nth = seen.get(item.section) ?? 0
    seen.set(item.section, nth + 1)
    if (nth >= paper.items.filter(({ section }) => section === item.section).length - blank) continue
    const key = keys.get(item.stem.match(/[A-Z]+-\d+/)?.[0] ?? '') as ItemKey
    const worth = (label: string) =>
      key.kind === 'single'
        ? Number(key.correct.includes(label))
        : key.kind === 'weighted'
          ? (key.weights[label] ?? 0)
          : 0
    const worths = item.options.map((option) => worth(option.html.match(/Jawaban (\w)/)?.[1] ?? ''))
    const choice = worths.indexOf(nth < wrong ? Math.min(...worths) : Math.max(...worths))
    entries.push({ n: entries.length + 1, kind: 'answer', slot, choice })
  }
  must(await station.send(...entries))
  must(await station.send({ n: entries.length + 1, kind: 'finish' }))
}

const vacancyOf = async (staff: Staff, code: string) =>
  ((await staff.get('/api/vacancies')).body as VacancyRow[]).find((row) => row.code === code) as VacancyRow
const ranking = async (staff: Staff, code: string) =>
  (await staff.get(`/api/vacancies/${(await vacancyOf(staff, code)).id}/ranking`)).body as RankingView
const propose = async (staff: Staff, code: string, previewDigest: string) =>
  await staff.post('/api/stages/skd/proposals', {
    items: [{ scope: (await vacancyOf(staff, code)).id, previewDigest }],
    reason: 'sudah diperiksa',
  })

// Written apart from the server's: what anybody can do with the published JSON and a few lines.
const sortedJson = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(sortedJson).join(',')}]`
    : typeof value === 'object' && value !== null
      ? `{${Object.keys(value)
          .sort()
          .map((key) => `${JSON.stringify(key)}:${sortedJson((value as Record<string, unknown>)[key])}`)
          .join(',')}}`
      : JSON.stringify(value)
const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex')

/** One sitting, taken by all but number 8, and what became of it. */
let hall: Hall
let staff: Staff
let origin: string
const wall: { changes: BoardChange[]; published: PublicationSummary[] } = { changes: [], published: [] }
let opening: Board

beforeAll(async () => {
  hall = await sitting().withCandidates(8).withVacancies(2, 1).withBank(skd()).showingThreshold().running()
  staff = await hall.app.staff('committee')
  origin = await hall.app.listen()
})

describe('before the sitting is closed', () => {
  it('[RS4] nothing is published where nothing is scored', async () => {
    const view = await ranking(staff, 'V-1')
    expect(view.rows).toEqual([])
    expect((await propose(staff, 'V-1', view.previewDigest)).body).toEqual({ refused: 'nothing-to-publish' })
  })

  it('[RS1] [RS2] a finished attempt is scored at once, under the head of the log it was computed from', async () => {
    const socket = dial<BoardSocket>(origin, '/board')
    expect(await answered(socket)).toBe('connected')
    socket.on('change', (change) => void wall.changes.push(change))
    socket.on('published', (publication) => void wall.published.push(publication))
    opening = must(await socket.emitWithAck('watch', { sitting: hall.id }))
    for (const [n, wrong, blank] of [
      [1, 0, 0],
      [2, 3, 0],
      [3, 2, 0],
      [4, 3, 0],
      [5, 12, 0],
      [6, 0, 1],
      [7, 0, 20],
    ] as const)
      await takes(hall, await hall.seated(n), wrong, blank)
    const { store } = hall.app.services
    await vi.waitFor(async () => expect(await store.read.select().from(store.tables.score)).toHaveLength(7), 20_000)
    for (const score of await store.read.select().from(store.tables.score))
      expect(score.head).toBe((await readLog(hall.app.services, score.attemptId)).at(-1)?.hash)
    expect(await store.read.select().from(store.tables.scoreRun)).toHaveLength(1)
  })

  it('a candidate sees her figures, and the threshold where the committee shows it; never a place', async () => {
    // The same attempt once more, at a fresh computer.
    hall.app.clock.pass(15_000)
    const station = hall.station(5)
    must(await station.signIn())
    const { score } = (await station.phase('finished')) as StationPhase & { at: 'finished' }
    expect(score).toMatchObject({
      total: 18 * 5 + 23 * 5 + 33 * 5 + 12,
      max: 550,
      met: true,
      shortfalls: [],
      sections: [
        { id: 'TWK', points: 90, max: 150 },
        { id: 'TIU', points: 115, max: 175 },
        { id: 'TKP', points: 177, max: 225 },
      ],
    })
    expect(JSON.stringify(score)).not.toMatch(/place|rank|peringkat/i)
  })

  it('[RS4] no list of a sitting that is still open, though there are scores', async () => {
    const view = await ranking(staff, 'V-1')
    expect(view.rows.length).toBeGreaterThan(0)
    expect(view.openSittings).toMatchObject([{ id: hall.id }])
    expect((await propose(staff, 'V-1', view.previewDigest)).body).toEqual({
      refused: 'sitting-running',
      detail: { name: 'Sesi 1' },
    })
    expect((await staff.get(`/api/sittings/${hall.id}/export.json`)).body).toMatchObject({ refused: 'sitting-running' })
  })

  it('[RS7] the wall shows provisional scores as they come, versions without a gap', async () => {
    expect(opening).toMatchObject({ provisional: true, rows: [], sitting: { state: 'running' } })
    const rows = () => new Map(wall.changes.flatMap((change) => change.rows).map((row) => [row.number, row]))
    await vi.waitFor(() => expect([...rows().values()].filter((row) => row.finished)).toHaveLength(7), 20_000)
    expect(wall.changes.map((change) => change.version)).toEqual(wall.changes.map((_, at) => opening.version + 1 + at))
    expect(rows().get('P-0001')).toEqual({
      number: 'P-0001',
      name: 'Peserta 1',
      vacancy: 'Perawat · Puskesmas',
      room: expect.any(String),
      points: [150, 175, 225],
      total: 550,
      answered: 110,
      items: 110,
      finished: true,
    })
    const { body } = await staff.get(`/api/board/${hall.id}`)
    expect(body.rows.map((row: { number: string }) => row.number).sort()).toEqual([...rows().keys()].sort())
  })
})

describe('after the sitting is closed', () => {
  let view: RankingView
  let published: PublicationSummary
  let document: PublicationOfOne

  beforeAll(async () => {
    must(await hall.command('close'))
    view = await ranking(staff, 'V-1')
  })

  it('[RS3] who never finished is absent (TH), and only now', async () => {
    const other = await ranking(staff, 'V-2')
    expect(other.rows.map((row) => [row.number, row.code, row.total])).toEqual([
      ['P-0006', 'P/L', 535],
      ['P-0002', 'P/L', 508],
      ['P-0004', 'P/L', 508],
      ['P-0008', 'TH', null],
    ])
    expect(other.rows.map((row) => row.place)).toEqual([1, 2, 2, null])
  })

  it('ranks by the rules, each row with its reason in both languages', () => {
    expect(view.rows.map((row) => [row.place, row.number, row.code, row.total])).toEqual([
      [1, 'P-0001', 'P/L', 550],
      [2, 'P-0003', 'P/L', 522],
      [3, 'P-0005', 'P/L', 382],
      [null, 'P-0007', 'TL', 250],
    ])
    for (const row of view.rows)
      for (const words of [row.reason.id, row.reason.en]) expect(words.length).toBeGreaterThan(10)
    expect(view.cut).toBe(3)
  })

  it('[RS4] is refused when it is not what was previewed, and nothing is written', async () => {
    expect((await propose(staff, 'V-1', 'f'.repeat(64))).body).toEqual({ refused: 'results-changed' })
    expect((await staff.get('/api/publications')).body).toEqual([])
  })

  it('[RS5] [RS10] proposed by one and approved by two others at once, the list stands once', async () => {
    const proposal = must((await propose(staff, 'V-1', view.previewDigest)).body as ProposalRow)
    expect(proposal).toMatchObject({ state: 'open', kind: 'publish', proposedBy: staff.username })
    expect((await staff.post(`/api/proposals/${proposal.id}/approval`)).body).toEqual({ refused: 'same-person' })
    expect((await staff.get('/api/publications')).body).toEqual([])
    const others = [await hall.app.staff('committee'), await hall.app.staff('administrator')]
    const replies = await Promise.all(others.map((one) => one.post(`/api/proposals/${proposal.id}/approval`)))
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 409])
    const list = (await staff.get('/api/publications')).body as PublicationSummary[]
    expect(list).toHaveLength(1)
    published = list[0] as PublicationSummary
    document = (await staff.get(`/api/publications/${published.id}`)).body
    const trail = (await staff.get('/api/audit')).body.rows as { action: string; detail: string }[]
    expect(trail.filter((row) => row.action === 'publication.publish')).toHaveLength(1)
    const winner = others[replies.findIndex((reply) => reply.status === 200)]
    expect(JSON.parse(trail.find((row) => row.action === 'publication.publish')?.detail ?? '{}')).toMatchObject({
      proposedBy: staff.username,
      approvedBy: winner?.username,
      reason: 'sudah diperiksa',
    })
    await vi.waitFor(() => expect(wall.published.map((one) => one.id)).toEqual([published.id]), 20_000)
  })

  it('[RS10] the same list is not published again', async () => {
    expect((await propose(staff, 'V-1', view.previewDigest)).body).toEqual({ refused: 'same-as-published' })
  })

  it('[RS5] anyone can recompute the digest, and one changed figure changes it', () => {
    const { digest, ...rest } = document
    expect(sha(sortedJson(rest))).toBe(digest)
    expect(digest).toBe(published.digest)
    const changed = {
      ...rest,
      rows: rest.rows.map((row, at) => (at === 1 ? { ...row, total: (row.total ?? 0) + 1 } : row)),
    }
    expect(sha(sortedJson(changed))).not.toBe(digest)
  })

  it('[RS5] holds the previewed list and no more: no NIK, no response, no accommodation', () => {
    expect(document.rows.map((row) => [row.place, row.number, row.name, row.total, row.code, row.reason])).toEqual(
      view.rows.map((row) => [row.place, row.number, row.name, row.total, row.code, row.reason]),
    )
    expect(document.counts).toEqual({ total: 4, present: 4, absent: 0, byCode: { 'P/L': 3, TL: 1 } })
    expect(JSON.stringify(document)).not.toMatch(/1508|nik|accommodation|candidate/i)
  })

  it('[RS6] CSV, XLSX, PDF and JSON say the same as the publication, to the last figure', async () => {
    const files = await Promise.all(
      ['csv', 'xlsx', 'pdf', 'json', 'qti.zip'].map((ending) =>
        staff.get(`/api/publications/${published.id}/export.${ending}`),
      ),
    )
    for (const file of files) expect(file.status).toBe(200)
    const [csv, xlsx, pdf, json, qti] = files.map((file) => file.raw) as [Buffer, Buffer, Buffer, Buffer, Buffer]
    expect([...zipFiles(qti).keys()].sort()).toEqual(document.rows.map((row) => `${row.number}.xml`).sort())
    const expected = document.rows.map((row) =>
      [row.place, row.number, row.name, ...(row.points ?? [null, null, null]), row.total, row.code, row.reason.id].map(
        (cell) => (cell === null ? '' : String(cell)),
      ),
    )
    const head = ['Peringkat', 'Nomor Peserta', 'Nama', 'TWK', 'TIU', 'TKP', 'Total', 'Keterangan', 'Alasan']
    expect(readCsv(csv)).toEqual([head, ...expected])
    expect(readXlsx(xlsx, 1)).toEqual([head, ...expected])
    expect(readXlsx(xlsx).flat()).toContain(document.digest)
    expect(JSON.parse(json.toString('utf8'))).toEqual(document)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    const { text, pages } = pdfText(pdf)
    const words = (some: string) => some.replace(/\s+/g, '')
    expect(text.split(document.digest)).toHaveLength(pages + 1)
    // Cells wrap and cells follow cells: the letters of a row in their order.
    for (const row of expected) expect(words(text)).toContain(words(row.map((cell) => cell || '–').join('')))
  })

  it('the sitting’s export is enough for a stranger to verify every log and compute every score again', async () => {
    const whole = (await staff.get(`/api/sittings/${hall.id}/export.json`)).body as Whole
    expect(JSON.stringify(whole)).not.toMatch(/"(nik\w*|pin\w*)":|"150801\d{10}"/i)
    const keys = new Map(whole.keys.map((key) => [key.item, key]))
    let finished = 0
    for (const candidate of whole.candidates) {
      const rows = whole.log.filter((row) => row.attemptId === candidate.attempt).sort((a, b) => a.seq - b.seq)
      let hash = sha(`seleksi/chain/v1\0${candidate.attempt}`)
      const given = new Map<number, string | null>()
      let finish = ''
      for (const { hash: stored, ...row } of rows) {
        hash = sha(hash + sortedJson(row))
        expect(stored).toBe(hash)
        if (row.kind === 'finished') finish = hash
        const payload = JSON.parse(row.payload) as { slot: number; option: string | null }
        if (row.kind === 'answered') given.set(payload.slot, payload.option)
      }
      if (candidate.attempt === null) {
        expect([candidate.number, candidate.status, candidate.score]).toEqual(['P-0008', 'absent', null])
        continue
      }
      finished += 1
      expect([candidate.head, candidate.receipt]).toEqual([
        hash,
        finish.slice(0, 16).toUpperCase().match(/.{4}/g)?.join('-'),
      ])
      const points: Record<string, number> = { TWK: 0, TIU: 0, TKP: 0 }
      for (const response of candidate.responses) {
        expect(response.choice).toBe(given.get(response.number - 1) ?? null)
        const key = keys.get(response.item)
        const worth =
          response.choice === null
            ? 0
            : key?.weights
              ? key.weights[response.choice]
              : key?.correct?.includes(response.choice)
                ? 5
                : 0
        points[response.section] = (points[response.section] ?? 0) + (worth ?? Number.NaN)
      }
      expect(
        Object.fromEntries(candidate.score?.sections.map((section) => [section.id, section.points]) ?? []),
      ).toEqual(points)
      expect(candidate.score?.total).toBe(Object.values(points).reduce((sum, n) => sum + n, 0))
    }
    expect(finished).toBe(7)
  })

  it('[RS1] another key is another run: the old scores stay, and the preview is another list', async () => {
    const { services, delivery } = hall.app
    const { store, clock } = services
    const { itemKey, score, scoreRun } = store.tables
    const before = await store.read.select().from(score)
    const key = hall.keys.find((one) => one.item === 'TIU-001') as ItemKey & { kind: 'single' }
    await store.transaction(async (db) => {
      await db.insert(itemKey).values({
        ...{
          itemId: itemIdOf(bankIdOf('Uji'), 'TIU-001'),
          version: 2,
          kind: 'single',
          rationale: '',
          reason: 'kunci keliru',
          createdAt: clock.wall(),
        },
        body: JSON.stringify({ kind: 'single', correct: key.correct[0] === 'A' ? ['B'] : ['A'] }),
      })
    })
    hall.app.clock.pass(1)
    const scorer = new Scorer(services, delivery)
    for (const row of before) await scorer.score(row.attemptId)
    for (const row of before) await scorer.score(row.attemptId)
    const after = await store.read.select().from(score)
    expect(after.filter((row) => row.runId === before[0]?.runId)).toEqual(before)
    expect(after).toHaveLength(2 * before.length)
    expect(await store.read.select().from(scoreRun)).toHaveLength(2)
    expect((await propose(staff, 'V-1', view.previewDigest)).body).toEqual({ refused: 'results-changed' })

    const fresh = await ranking(staff, 'V-1')
    expect(fresh.rows[0]).toMatchObject({ number: 'P-0001', total: 545 })
    const proposal = must((await propose(staff, 'V-1', fresh.previewDigest)).body) as ProposalRow
    expect(proposal.effect.map(({ id }) => id).join(' ')).toContain(published.id)
    must((await (await hall.app.staff('committee')).post(`/api/proposals/${proposal.id}/approval`)).body)
    const [replacing] = (await staff.get('/api/publications')).body as [PublicationSummary]
    expect(((await staff.get(`/api/publications/${replacing.id}`)).body as PublicationOfOne).replaces).toBe(
      published.id,
    )
    const list = (await staff.get('/api/publications')).body as PublicationSummary[]
    expect(list.find((one) => one.id === published.id)?.replacedBy).toBe(replacing.id)
    // The old one is what it was.
    expect((await staff.get(`/api/publications/${published.id}`)).body).toEqual(document)
  })
})

interface Whole {
  keys: { item: string; correct?: string[]; weights?: Record<string, number> }[]
  candidates: {
    number: string
    status: string
    attempt: string | null
    head: string | null
    receipt: string | null
    responses: { number: number; section: string; item: string; choice: string | null }[]
    score: { sections: { id: string; points: number }[]; total: number } | null
  }[]
  log: { attemptId: string; seq: number; kind: string; payload: string; hash: string }[]
}

it('[RS1] what a crash left unscored is scored when the server comes back', async () => {
  const small = await sitting().running()
  const station = await small.seated(1)
  must(await station.answer(0, 0))
  const { folder, database, services } = small.app
  await small.app.close()
  const store = openSqlite(database)
  await new AttemptWriter({ ...services, store }).submit(small.attemptOf(1), [{ kind: 'end', by: 'x', reason: 'r' }])
  expect((await loadStandings({ store }, [small.attemptOf(1)])).get(small.attemptOf(1))?.attempt.status).toBe(
    'finished',
  )
  expect(await store.read.select().from(store.tables.score)).toEqual([])
  await store.close()
  const again = await testApp({ folder })
  expect(await again.services.store.read.select().from(again.services.store.tables.score)).toHaveLength(1)
})

it('[RS7] what happens while the wall is being read from the store is not lost', async () => {
  const small = await sitting().running()
  const { services, delivery, scorer } = small.app
  const board = new LiveBoard(services, delivery, scorer)
  const opening = board.view(small.id)
  services.bus.publish(`sitting:${small.id}`, { kind: 'sitting', sitting: small.id, state: 'closed' })
  expect(must(await opening).sitting.state).toBe('closed')
  board.stop()
})

it('the public sees no sitting that is not open, and no publication that is not there', async () => {
  const small = await sitting().scheduled()
  const committee = await small.app.staff('committee')
  expect((await committee.get('/api/board')).body).toMatchObject({ sittings: [], publications: [] })
  expect((await committee.get(`/api/board/${small.id}`)).status).toBe(404)
  for (const path of ['', '/export.csv', '/export.pdf'])
    expect((await committee.get(`/api/publications/none${path}`)).body).toMatchObject({ refused: 'not-found' })
  expect((await committee.get('/api/vacancies/none/ranking')).body).toMatchObject({ refused: 'not-found' })
})
