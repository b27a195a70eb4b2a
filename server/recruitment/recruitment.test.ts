import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import type { CandidateRow, ImportReport, Page, VacancyRow } from '../protocol/http.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { openNik } from './nik-seal.ts'

let app: TestApp
let committee: Staff
const upload = async (
  path: 'vacancies' | 'candidates',
  text: string | string[],
  choice = {},
): Promise<ImportReport> => {
  const files = [text]
    .flat()
    .map((one, at) => ({ name: `lembar-${at + 1}.csv`, base64: Buffer.from(one).toString('base64') }))
  return (await committee.post(`/api/imports/${path}`, { files, partial: false, dryRun: false, ...choice })).body
}
const VACANCIES =
  'kode;jabatan;unit;jenis;jumlah;pendidikan\nV-1;Perawat;Puskesmas A;umum;2;D-III\nV-2;Guru;SDN 1;disabilitas;1;S-1\n'
const HEAD = 'nomor_peserta,nama,nik,kode_formasi,akomodasi,ruang,meja\n'
const niks = Array.from(
  { length: 30 },
  (_, at) => `150801${String(at + 1).padStart(2, '0')}0190${String(4711 + at).padStart(4, '0')}`,
)
const row = (n: number, vacancy = 'V-1', accommodation = '') =>
  `P-${String(n).padStart(3, '0')},Nama ${n},${niks[n - 1]},${vacancy},${accommodation},A,${n}\n`

beforeAll(async () => {
  app = await testApp()
  committee = await app.staff('committee')
})
const listed = async () => ((await committee.get('/api/candidates')).body as Page<CandidateRow>).total

describe('importing', () => {
  it('a dry run reports and writes nothing', async () => {
    const report = await upload('vacancies', VACANCIES, { dryRun: true })
    expect(report).toMatchObject({
      committed: false,
      files: [{ file: 'lembar-1.csv', format: 'csv', taken: 2, refused: [] }],
    })
    expect((await committee.get('/api/vacancies')).body).toEqual([])
  })

  it('vacancies, and the same file again is refused whole', async () => {
    expect(await upload('vacancies', VACANCIES)).toMatchObject({ committed: true, files: [{ taken: 2 }] })
    const again = await upload('vacancies', VACANCIES)
    expect([again.committed, again.files[0]?.refused.length]).toEqual([false, 2])
    expect(
      ((await committee.get('/api/vacancies')).body as VacancyRow[]).map(({ code, needType, need }) => [
        code,
        needType,
        need,
      ]),
    ).toEqual([
      ['V-1', 'umum', 2],
      ['V-2', 'disabilitas', 1],
    ])
  })

  it('all or nothing: one bad row in the second file keeps both out', async () => {
    const report = await upload('candidates', [HEAD + row(1) + row(2), HEAD + row(3) + row(4, 'V-9')])
    expect(report.committed).toBe(false)
    expect(report.files.map((file) => [file.taken, file.refused.map((one) => one.where)])).toEqual([
      [0, []],
      [0, ['baris 3']],
    ])
    expect(await listed()).toBe(0)
  })

  it('the good rows alone, when that was chosen', async () => {
    const report = await upload('candidates', HEAD + row(1) + row(2, 'V-9') + row(3, 'V-2', 'netra'), { partial: true })
    expect(report).toMatchObject({ committed: true, files: [{ taken: 2, refused: [{ where: 'baris 3' }] }] })
    const { rows } = (await committee.get('/api/candidates')).body as Page<CandidateRow>
    expect(rows.map((one) => [one.number, one.accommodation, one.state])).toEqual([
      ['P-001', null, 'unseated'],
      ['P-003', 'netra', 'unseated'],
    ])
  })

  it('one NIK, one application: also across files and imports', async () => {
    const twin = row(1).replace('P-001', 'P-901')
    expect((await upload('candidates', HEAD + twin)).files[0]?.refused[0]?.reason).toContain('satu NIK satu lamaran')
    const both = await upload('candidates', [HEAD + row(5), HEAD + row(5).replace('P-005', 'P-905')])
    expect([both.committed, both.files[1]?.refused.length]).toEqual([false, 1])
  })

  it('finds by part of a name or number, signs of LIKE included', async () => {
    const found = async (query: string) =>
      ((await committee.get(`/api/candidates?query=${encodeURIComponent(query)}`)).body as Page<CandidateRow>).rows.map(
        (one) => one.number,
      )
    expect(await found('nama 3')).toEqual(['P-003'])
    expect(await found('p-00')).toEqual(await found('P-00'))
    expect(await found('%')).toEqual([])
    expect(await found('_')).toEqual([])
  })
})

describe('a NIK (T22)', () => {
  it('is found in no report, no reply, no log line and no byte on the disk', async () => {
    const report = await upload(
      'candidates',
      HEAD + row(10) + row(11) + row(12).replace(niks[11] as string, `${niks[11]}9`),
      { partial: true },
    )
    expect(report.committed).toBe(true)
    await app.services.store.transaction(async () => {}) // the writer has come to rest
    const replies = await Promise.all(
      ['/api/candidates', '/api/audit', '/api/vacancies', '/api/overview'].map((path) => committee.get(path)),
    )
    const bytes = globSync('seleksi.sqlite*', { cwd: app.folder }).map((file) =>
      readFileSync(join(app.folder, file)).toString('latin1'),
    )
    expect(bytes.length).toBeGreaterThan(1) // the write-ahead log too
    expect(bytes.join('')).toContain('Nama 10') // so the search would find something
    for (const nik of niks.slice(0, 12)) {
      for (const text of [
        JSON.stringify(report),
        ...replies.map((reply) => JSON.stringify(reply.body)),
        ...bytes,
        ...app.faults,
      ]) {
        expect(text.includes(nik)).toBe(false)
        expect(text.includes(nik.slice(4))).toBe(false)
      }
    }
  })

  it('is there for who holds the secret, and shown masked', async () => {
    const { store, secret } = app.services
    const [stored] = await store.read.select().from(store.tables.candidate)
    expect(niks).toContain(openNik(secret, stored?.nikSealed ?? ''))
    const { rows } = (await committee.get('/api/candidates')).body as Page<CandidateRow>
    expect(rows[0]?.nik).toBe(`1508••••••••••${niks[0]?.slice(-2)}`)
  })
})
