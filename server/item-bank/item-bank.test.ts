import { beforeAll, describe, expect, it } from 'vitest'
import type { BankItemRow, BankSummary, ImportReport, Page } from '../protocol/http.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { BankReader } from './bank-reader-job.ts'
import { UPLOAD_BYTES_MAX } from './bank-routes.ts'
import { itemIdOf } from './bank-store.ts'

let app: TestApp
let writer: Staff
let bank: BankSummary
beforeAll(async () => {
  app = await testApp()
  writer = await app.staff('writer')
  bank = (await writer.post('/api/banks', { name: 'Bank A' })).body
})

const ITEMS = [
  {
    id: 'a-1',
    section: 'TIU',
    topic: 'deret',
    question: 'Berapa 2 + 2? 100% pasti',
    options: ['3', '4', '5'],
    key: 'B',
    rationale: 'dua dan dua',
  },
  {
    id: 'a-2',
    section: 'TWK',
    topic: 'pancasila',
    question: 'Ibu kota <b>mana</b> <script>alert(1)</script>?',
    options: ['Jambi', 'Bungo'],
    key: 'A',
    rationale: '<img src=x onerror=alert(1)>',
  },
]
const upload = async (files: [string, string][], choice = {}): Promise<ImportReport> =>
  (
    await writer.post(`/api/banks/${bank.id}/import`, {
      files: files.map(([name, text]) => ({ name, base64: Buffer.from(text).toString('base64') })),
      partial: false,
      dryRun: false,
      ...choice,
    })
  ).body
const items = async (query = '') => (await writer.get(`/api/banks/${bank.id}/items${query}`)).body as Page<BankItemRow>

describe('a bank', () => {
  it('has a name of its own', async () => {
    expect((await writer.post('/api/banks', { name: 'Bank A' })).body).toEqual({
      refused: 'name-taken',
      detail: { name: 'Bank A' },
    })
  })

  it('a dry run reports and writes nothing; then it is written; then it is refused as known', async () => {
    const file: [string, string] = ['soal.json', JSON.stringify(ITEMS)]
    expect(await upload([file], { dryRun: true })).toMatchObject({
      committed: false,
      files: [{ taken: 2, refused: [] }],
    })
    expect((await items()).total).toBe(0)
    expect(await upload([file])).toMatchObject({
      committed: true,
      files: [{ file: 'soal.json', format: 'json', taken: 2 }],
    })
    const again = await upload([file])
    expect([again.committed, again.files[0]?.refused[0]?.reason]).toEqual([
      false,
      expect.stringContaining('sudah pernah diimpor'),
    ])
    expect((await items()).total).toBe(2)
  })

  it('all files of a call stand or fall together', async () => {
    const good = JSON.stringify([{ ...ITEMS[0], id: 'b-1' }])
    const bad = JSON.stringify([{ ...ITEMS[0], id: 'b-2', key: 'Z' }])
    const report = await upload([
      ['good.json', good],
      ['bad.json', bad],
    ])
    expect([report.committed, report.files[1]?.refused.length, (await items()).total]).toEqual([false, 1, 2])
    const twice = await upload([
      ['one.json', good],
      ['two.json', good],
    ])
    expect([twice.committed, twice.files[1]?.refused.length]).toEqual([false, 1])
    expect(
      (
        await upload(
          [
            ['good.json', good],
            ['bad.json', bad],
          ],
          { partial: true },
        )
      ).committed,
    ).toBe(true)
    expect((await items()).rows.map((row) => row.source)).toEqual(['a-1', 'a-2', 'b-1'])
  })

  it('is shown to its writers with key and rationale, and nothing that a browser would run', async () => {
    const { rows } = await items()
    expect(rows[0]).toMatchObject({ source: 'a-1', section: 'TIU', topic: 'deret', kind: 'single', keyVersion: 1 })
    expect(rows[0]?.options.map(({ label, correct }) => [label, correct])).toEqual([
      ['A', false],
      ['B', true],
      ['C', false],
    ])
    expect(JSON.stringify(rows)).not.toMatch(/<script|onerror|<img src=x/)
    expect(rows[1]?.stem).toContain('<b>mana</b>')
  })

  it('is searched by words and signs as they are, section by section, page by page', async () => {
    expect((await items('?query=IBU%20KOTA')).rows.map((row) => row.source)).toEqual(['a-2'])
    expect((await items(`?query=${encodeURIComponent('100%')}`)).rows.map((row) => row.source)).toEqual(['a-1', 'b-1'])
    expect((await items(`?query=${encodeURIComponent('1_0')}`)).total).toBe(0)
    expect((await items('?section=TWK')).total).toBe(1)
    expect((await items('?page=2')).rows).toEqual([])
    for (const page of ['0', '-1', 'x', '1.5'])
      expect((await writer.get(`/api/banks/${bank.id}/items?page=${page}`)).status).toBe(400)
  })

  it('keeps the words of the source beside the cleaned ones', async () => {
    const { body } = await writer.get(`/api/banks/${bank.id}/export.json`)
    expect(JSON.stringify(body)).toContain('<script>alert(1)</script>')
  })

  it.each(['given', 'void'] as const)(
    '[RE1 RE2] an item %s says so to its writers, and its export is read back',
    async (kind) => {
      const before = (await writer.get(`/api/banks/${bank.id}/export.json`)).body
      const { store } = app.services
      const item = itemIdOf(bank.id, kind === 'given' ? 'a-1' : 'a-2')
      await store.transaction(async (db) => {
        await db.insert(store.tables.itemKey).values({
          ...{
            itemId: item,
            version: 2,
            kind,
            rationale: '',
            reason: 'soal keliru',
            createdAt: app.services.clock.wall(),
          },
          body: JSON.stringify({ kind }),
        })
      })
      const row = (await items()).rows.find(({ id }) => id === item)
      expect([row?.decided, row?.keyVersion, row?.options.some(({ correct }) => correct)]).toEqual([kind, 2, false])
      expect((await items()).rows.find(({ source }) => source === 'b-1')?.decided).toBeUndefined()
      expect((await writer.get(`/api/banks/${bank.id}/export.json`)).body).toEqual(before)
    },
  )

  it('leaves a row in the audit trail, without any key', async () => {
    const { body } = await (await app.staff('committee')).get('/api/audit')
    const row = body.rows.find((one: { action: string }) => one.action === 'bank.import')
    expect([row.actor, row.subject]).toEqual([writer.username, 'Bank A'])
    expect(row.detail).not.toMatch(/key|correct|"B"/)
  })

  it('has a limit to what it takes, and says so in words', async () => {
    const base64 = 'A'.repeat(UPLOAD_BYTES_MAX)
    const reply = await writer.post(`/api/banks/${bank.id}/import`, {
      files: [{ name: 'x', base64 }],
      partial: false,
      dryRun: false,
    })
    expect([reply.status, reply.body.refused]).toEqual([400, 'bad-request'])
    const many = Array.from({ length: 21 }, () => ({ name: 'x', base64: '' }))
    expect(
      (await writer.post(`/api/banks/${bank.id}/import`, { files: many, partial: false, dryRun: false })).status,
    ).toBe(400)
  })
})

describe('files of other programs', () => {
  const gift = '::D-1:: Gugus mana? {=8 ~%50%6 ~4}\n\n::D-2:: Benarkah? {T}\n\n::D-3:: Tulis. {}\n'

  it('[B36] are read in a process of their own; the report names what was refused and what was simplified', async () => {
    const report = await upload([['soal.gift', gift]], { dryRun: true })
    expect(report).toMatchObject({ committed: false, files: [{ format: 'gift', taken: 2 }] })
    expect(report.files[0]?.refused.map(({ where }) => where)).toEqual(['baris 5 (id D-3)'])
    expect(report.files[0]?.simplified?.map(({ where }) => where)).toEqual(['baris 1 (id D-1)', 'baris 3 (id D-2)'])
    const whole = await upload([['soal.gift', gift]])
    expect([whole.committed, (await items('?query=Gugus')).total]).toEqual([false, 0])
    expect((await upload([['soal.gift', gift]], { partial: true })).committed).toBe(true)
    expect((await items('?query=Gugus')).rows[0]?.options.map(({ weight }) => weight)).toEqual([100, 50, 0])
  })

  it('[B36] one that takes too long or too much is ended and refused, and the next is read', async () => {
    const good = new TextEncoder().encode(gift)
    const slow = new BankReader({ workMs: 1 })
    expect((await slow.items('x', good, new Map())).refused[0]?.reason).toContain('dihentikan')
    slow.stop()
    const small = new BankReader({ memoryBytes: 400 * 1024 * 1024, heapMb: 200 })
    const before = process.memoryUsage().rss
    const heavy = new TextEncoder().encode(`<quiz>${'<a b="c">x</a>'.repeat(480_000)}</quiz>`)
    expect((await small.items('berat.xml', heavy, new Map())).refused[0]?.reason).toContain('dihentikan')
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024)
    expect((await small.items('baik', good, new Map())).items).toHaveLength(2)
    small.stop()
  })
})
