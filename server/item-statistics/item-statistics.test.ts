import { read, utils } from '@e965/xlsx'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { AuditRow, Page } from '../protocol/http.ts'
import type { StatisticsItem, StatisticsSitting, StatisticsView } from '../protocol/item-statistics.ts'
import type { Refusal } from '../protocol/refusals.ts'
import type { Entry } from '../protocol/station.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { readCsv } from '../testing/tables.ts'
import { must, type Staff } from '../testing/test-app.ts'

let hall: Hall
let staff: Staff
const view = async () => (await staff.get(`/api/statistics/${hall.id}`)).body as StatisticsView
const itemOf = async (source: string) => {
  const row = (await view()).rows.find((one) => one.source === source)
  const url = `/api/statistics/${hall.id}/items/${row?.item}?section=${row?.section}`
  return (await staff.get(url)).body as StatisticsItem
}

/** Each takes two seconds for an answer; `stopAt` is the place where she stops. */
async function takes(n: number, wanted: (section: string, nth: number) => string | null, stopAt = 99): Promise<void> {
  const station = await hall.seated(n)
  const paper = await station.paper()
  const seen = new Map<string, number>()
  let sent = 0
  for (const [slot, item] of paper.items.entries()) {
    const nth = (seen.get(item.section) ?? 0) + 1
    seen.set(item.section, nth)
    const source = Number(item.stem.match(/[A-Z]+-(\d+)/)?.[1])
    const label = slot < stopAt ? wanted(item.section, source) : null
    if (label === null) continue
    const choice = item.options.findIndex((option) => option.html.includes(`Jawaban ${label}`))
    hall.app.clock.pass(2000)
    const entry: Entry = { n: ++sent, kind: 'answer', slot, choice }
    must(await station.send(entry))
  }
  must(await station.send({ n: sent + 1, kind: 'finish' }))
}

beforeAll(async () => {
  hall = await sitting()
    .withCandidates(5)
    .withBank(bank().section('TIU', 4).section('TWK', 2).section('TKP', 2, { kind: 'weighted' }))
    .running()
  staff = await hall.app.staff('committee')
  // TIU-001 to 004 have the keys A, B, C, D.
  const key = (nth: number) => 'ABCD'[nth - 1] as string
  await takes(1, (_, nth) => key(nth))
  await takes(2, (section, nth) => (section === 'TIU' && nth > 3 ? 'A' : key(nth)))
  await takes(3, (_, nth) => key(nth), 5)
  await takes(4, (section, nth) => (section === 'TIU' && nth === 2 ? null : 'A'))
  const { store } = hall.app.services
  await vi.waitFor(async () => expect(await store.read.select().from(store.tables.score)).toHaveLength(4), 30_000)
})

it('[IS1] nothing of a sitting that is not closed', async () => {
  expect(await view()).toMatchObject({ refused: 'sitting-running' } satisfies Partial<Refusal>)
  expect((await staff.get('/api/statistics')).body).toEqual([])
  expect((await staff.get('/api/statistics/nothing')).body).toMatchObject({ refused: 'not-found' })
})

describe('a closed sitting', () => {
  beforeAll(async () => {
    must(await hall.command('close', { reason: { category: 'schedule', text: 'selesai' } }))
  })

  it('[IS1] [IS2] is listed, and its items stand by section with the figures of the scores', async () => {
    expect((await staff.get('/api/statistics')).body).toMatchObject([
      { id: hall.id } satisfies Partial<StatisticsSitting>,
    ])
    const { rows, sections, candidates, late, earlier } = await view()
    expect([candidates, late, earlier]).toEqual([4, 0, []])
    expect(rows.map((row) => row.source).sort()).toEqual(
      ['TIU-001', 'TIU-002', 'TIU-003', 'TIU-004', 'TKP-001', 'TKP-002', 'TWK-001', 'TWK-002'].sort(),
    )
    expect(sections.map(({ id, candidates: n, perForm, sameItems }) => [id, n, perForm, sameItems])).toEqual([
      ['TWK', 4, 2, true],
      ['TIU', 4, 4, true],
      ['TKP', 4, 2, true],
    ])
    for (const row of rows) expect(row).toMatchObject({ taken: 4, flags: [{ flag: 'few-takers' }] })
    const board = await staff.get(`/api/rescoring/items/${rows.find((row) => row.source === 'TIU-001')?.item}`)
    const { figures } = board.body as { figures: { facility: number; discrimination: number | null } }
    expect(rows.find((row) => row.source === 'TIU-001')).toMatchObject({
      facility: figures.facility,
      discrimination: figures.discrimination === null ? null : expect.closeTo(figures.discrimination, 10),
    })
  })

  it('[IS3] blanks are told apart by the order of her form, and each answer has its time', async () => {
    const { rows } = await view()
    expect(rows.reduce((sum, row) => sum + row.omitted, 0)).toBe(1)
    expect(rows.reduce((sum, row) => sum + row.notReached, 0)).toBe(3)
    expect(rows.map((row) => row.medianMs)).toEqual(rows.map(() => 2000))
  })

  it('[IS2] shows one item with its key, its options and their curves', async () => {
    const item = await itemOf('TIU-004')
    expect(item).toMatchObject({
      bankName: 'Uji',
      shown: { source: 'TIU-004' },
      key: { kind: 'single', correct: ['D'] },
    })
    expect(item.options[0]).toMatchObject({ label: null, keyed: false, points: 0 })
    expect(item.options.find((option) => option.label === 'D')).toMatchObject({ keyed: true, points: 5 })
    expect(item.options.reduce((sum, option) => sum + option.count, 0)).toBe(4)
    expect(item.options.every((option) => option.curve.length === 5)).toBe(true)
    expect(item.sittings).toMatchObject([{ id: hall.id, taken: 4 }])
    const weighted = await itemOf('TKP-001')
    expect(weighted.options.some((option) => option.points > 1 && option.points < 5)).toBe(true)
    expect((await staff.get(`/api/statistics/${hall.id}/items/none?section=TIU`)).body).toMatchObject({
      refused: 'not-found',
    })
  })

  it('[IS5] [IS6] the sheets say what the screen says, and who took them is in the trail', async () => {
    const { rows } = await view()
    const csv = await hall.app.http.inject({
      url: `/api/statistics/${hall.id}/export.csv`,
      headers: { cookie: staff.cookie },
    })
    const [head = [], ...lines] = readCsv(csv.rawPayload)
    expect(lines.map((line) => line[1])).toEqual(rows.map((row) => row.source))
    expect(lines.map((line) => Number(line[head.indexOf('Tingkat kemudahan')]))).toEqual(
      rows.map((row) => Math.round((row.facility ?? 0) * 1e4) / 1e4),
    )
    const xlsx = await hall.app.http.inject({
      url: `/api/statistics/${hall.id}/export.xlsx`,
      headers: { cookie: staff.cookie },
    })
    const book = read(xlsx.rawPayload)
    expect(book.SheetNames).toEqual(['Subtes', 'Soal', 'Pilihan'])
    const sheet = (name: string) => utils.sheet_to_json<unknown[]>(book.Sheets[name] as never, { header: 1 })
    expect([sheet('Subtes').length, sheet('Soal').length]).toEqual([4, 9])
    const trail = (await staff.get('/api/audit')).body as Page<AuditRow>
    const taken = trail.rows.filter((row) => row.action === 'statistics.export')
    expect(taken).toHaveLength(2)
    expect(JSON.stringify(taken)).not.toContain('correct')
  })

  it('[IS5] a writer and a proctor do not get any of it', async () => {
    for (const role of ['writer', 'proctor', 'verifier'] as const) {
      const other = await hall.app.staff(role)
      expect((await other.get(`/api/statistics/${hall.id}`)).body).toMatchObject({ refused: 'not-your-role' })
    }
  })

  it('[IS6] a mended key is seen at once', async () => {
    const before = await itemOf('TIU-004')
    const second = await hall.app.staff('committee')
    const changes = [{ item: before.row.item, key: { kind: 'single', correct: ['C'] } }]
    const preview = must((await staff.post('/api/rescoring/preview', { changes })).body as { previewDigest: string })
    const reason = 'kunci keliru menurut rapat panel soal'
    const wanted = { changes, previewDigest: preview.previewDigest, reason }
    const proposed = must((await staff.post('/api/rescoring/proposals', wanted)).body as { id: string })
    must((await second.post(`/api/proposals/${proposed.id}/approval`)).body)
    const after = await itemOf('TIU-004')
    expect(after.key).toEqual({ kind: 'single', correct: ['C'] })
    expect(before.row.facility).toBeGreaterThan(0)
    expect(after.row.facility).toBe(0)
  })

  it('[IS4] a closed sitting before it with the same items stands beside it; one after it does not', async () => {
    const { store } = hall.app.services
    const { sitting: sittings, scoreRun, score } = store.tables
    const [own] = await store.read.select().from(sittings)
    const [run] = await store.read.select().from(scoreRun)
    if (!own || !run) throw new Error('no sitting')
    const scores = (await store.read.select().from(score)).filter((row) => row.runId === run.id)
    // The same people's scores once more, as those of another day.
    await store.transaction(async (db) => {
      for (const [id, days] of [
        ['before', -1],
        ['after', 1],
      ] as const) {
        await db.insert(sittings).values({ ...own, id, name: `Sesi ${id}`, startsAt: own.startsAt + days * 86_400_000 })
        await db.insert(scoreRun).values({ ...run, id: `run-${id}`, sittingId: id })
        await db.insert(score).values(scores.map((row) => ({ ...row, runId: `run-${id}` })))
      }
    })
    const { earlier, rows } = await view()
    expect(earlier).toEqual([{ id: 'before', name: 'Sesi before' }])
    expect(rows.every((row) => row.change === null)).toBe(true) // four takers tell no drift
    const item = await itemOf('TIU-004')
    expect(item.sittings.map(({ id, taken, facility }) => [id, taken, facility])).toEqual([
      ['before', 4, item.row.facility],
      [hall.id, 4, item.row.facility],
    ])
    const list = (await staff.get('/api/statistics')).body as StatisticsSitting[]
    expect(list.map((one) => one.id)).toEqual(['after', hall.id, 'before'])
  })
})
