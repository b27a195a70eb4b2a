import { beforeAll, describe, expect, it } from 'vitest'
import { brokenAudit } from '../audit/audit-store.ts'
import type { ImportReport } from '../protocol/http.ts'
import type { NeedsView, PositionRow, UnitRow, WorkloadDetail } from '../protocol/needs.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { importNeeds } from './needs-import.ts'

let app: TestApp
let staff: Staff
const UNITS =
  'kode_unit,nama_unit,jenis_unit,kecamatan,kode_induk\nU1,Puskesmas Hilir,Puskesmas,Rimbo,\nU2,Puskesmas Hulu,Puskesmas,Tanah,\n'
const POSITIONS =
  'kode_jabatan;nama_jabatan;jenis_jabatan;kelas;pendidikan\nP1;Perawat Terampil;fungsional;6;D-III Keperawatan\n'
const ABK =
  'kode_unit,kode_jabatan,uraian_tugas,hasil,volume,per,norma_menit,pegawai_ada\n' +
  'U1,P1,Merawat,pasien,6250,tahun,30,1\nU2,P1,Merawat,pasien,1250,tahun,30,4\n'
const file = (name: string, text: string) => ({ name, base64: Buffer.from(text).toString('base64') })
const send = async (files: { name: string; base64: string }[], choice = {}) =>
  (await staff.post('/api/imports/needs/2027', { files, partial: false, dryRun: false, ...choice }))
    .body as ImportReport
const view = async (year = '') => (await staff.get(`/api/needs${year}`)).body as NeedsView
const call = async (method: 'PUT' | 'DELETE', url: string, payload?: object) =>
  (
    await app.http.inject({ method, url, headers: { cookie: staff.cookie }, ...(payload && { payload }) })
  ).json() as Record<string, unknown>

beforeAll(async () => {
  app = await testApp()
  staff = await app.staff('committee')
})

describe('the whole way', () => {
  it('begins with nothing, and says to import', async () => {
    expect(await view()).toMatchObject({ rows: [], effectiveMinutes: 75_000, next: [{ step: 'import' }] })
  })

  it('[ND7] a dry run reports and writes nothing; files come in any order', async () => {
    const files = [file('abk.csv', ABK), file('jabatan.csv', POSITIONS), file('unit.csv', UNITS)]
    const dry = await send(files, { dryRun: true })
    expect(dry).toMatchObject({ committed: false, files: [{ taken: 2, refused: [] }, { taken: 1 }, { taken: 2 }] })
    expect((await view()).units).toBe(0)
    expect(await send(files)).toMatchObject({ committed: true })
  })

  it('[ND2] [ND4] says need, lack and surplus, and what to do next', async () => {
    const { rows, totals, next, year } = await view()
    expect(year).toBe(2027)
    expect(
      rows.map(({ unit, load, need, inPlace, gap, efficiency }) => [
        unit.code,
        load,
        need,
        inPlace,
        gap,
        efficiency?.band,
      ]),
    ).toEqual([
      ['U1', '187500', 3, 1, -2, 'A'],
      ['U2', '37500', 1, 4, 3, 'E'],
    ])
    expect(totals).toMatchObject({ need: 4, inPlace: 5, lacks: 2, surplus: 3 })
    expect(next).toEqual([{ step: 'propose', count: 1 }])
  })

  it('[ND7] one wrong cell holds everything back, unless part of it is asked for', async () => {
    const files = [
      file('abk.csv', `${ABK.replace('1250', 'seribu')}`),
      file('unit.csv', 'kode_unit,nama_unit,jenis_unit\nU3,SDN 3,SD\n'),
    ]
    const refused = await send(files)
    expect(refused).toMatchObject({
      committed: false,
      files: [{ taken: 0, refused: [{ where: 'baris 3, kolom volume' }] }, { taken: 0 }],
    })
    expect((await view()).units).toBe(2)
    expect(await send(files, { partial: true })).toMatchObject({ committed: true, files: [{ taken: 1 }, { taken: 1 }] })
    expect((await view()).units).toBe(3)
  })

  it('[ND7] the same pair in two files is refused, also in part', async () => {
    const report = await send([file('a.csv', ABK), file('b.csv', ABK)], { partial: true })
    expect([report.committed, report.files[0]?.refused[0]?.reason]).toEqual([false, 'ABK U1 P1 ada di dua lembar'])
  })

  it('[ND5] somebody else was faster: nothing is overwritten', async () => {
    const [unit] = (await staff.get('/api/needs/units')).body as UnitRow[]
    const { id, ...body } = unit as UnitRow
    expect(await call('PUT', `/api/needs/units/${id}`, { ...body, district: 'Rimbo Tengah' })).toEqual({ id })
    expect(await call('PUT', `/api/needs/units/${id}`, { ...body, district: 'Lain' })).toEqual({
      refused: 'changed-meanwhile',
    })
    const { rows } = await view()
    const detail = (await staff.get(`/api/needs/workloads/${rows[0]?.workload?.id}`)).body as WorkloadDetail
    const load = { year: 2027, unit: detail.unit.id, position: detail.position.id, duties: detail.duties, inPlace: 2 }
    expect(await call('PUT', '/api/needs/workloads', { ...load, version: detail.version })).toEqual({ id: detail.id })
    expect(await call('PUT', '/api/needs/workloads', { ...load, version: detail.version })).toMatchObject({
      refused: 'changed-meanwhile',
    })
    expect((await view()).rows[0]).toMatchObject({ inPlace: 2, gap: -1 })
  })

  it('[ND5] a code that is taken, a parent below itself, and one that is not there', async () => {
    const units = (await staff.get('/api/needs/units')).body as UnitRow[]
    const { id, ...first } = units[0] as UnitRow
    expect((await staff.post('/api/needs/units', { ...first, version: 0 })).body).toMatchObject({
      refused: 'code-taken',
    })
    expect(await call('PUT', `/api/needs/units/${id}`, { ...first, parent: id })).toMatchObject({
      refused: 'unit-below-itself',
    })
    expect(await call('PUT', `/api/needs/units/${id}`, { ...first, parent: 'tidak-ada' })).toMatchObject({
      refused: 'not-found',
    })
    const [position] = (await staff.get('/api/needs/positions')).body as PositionRow[]
    const { id: at, ...body } = position as PositionRow
    expect(
      await call('PUT', `/api/needs/positions/${at}`, { ...body, education: [{ level: 'd3', programmes: ['sihir'] }] }),
    ).toMatchObject({ refused: 'education-unknown' })
  })

  it('[ND6] lacks are asked for at once, and a grant names its decree', async () => {
    expect((await staff.post('/api/needs/years/2027/lacks')).body).toEqual({ made: 1 })
    expect((await staff.post('/api/needs/years/2027/lacks')).body).toEqual({ made: 0 })
    const row = (await view()).rows[0]
    expect(row?.request).toMatchObject({ proposed: 1, granted: null })
    const asked = {
      ...{ year: 2027, unit: row?.unit.id, position: row?.position.id, proposed: 1, reason: 'mendesak' },
      ...{ granted: 1, decree: ' ', version: row?.request?.version },
    }
    expect(await call('PUT', '/api/needs/requests', asked)).toMatchObject({ refused: 'decree-needed' })
    expect(await call('PUT', '/api/needs/requests', { ...asked, decree: 'Kepmen 7/2027' })).toMatchObject({
      id: row?.request?.id,
    })
    expect((await view()).next).toEqual([{ step: 'vacancy', count: 1 }])
  })

  it('[ND2] the effective minutes belong to the year', async () => {
    const { version } = await view()
    expect(await call('PUT', '/api/needs/years/2027', { version, effectiveMinutes: 37_500 })).toEqual({ id: '2027' })
    expect((await view()).rows[0]?.need).toBe(5)
    expect(await call('PUT', '/api/needs/years/2027', { version, effectiveMinutes: 75_000 })).toMatchObject({
      refused: 'changed-meanwhile',
    })
    expect((await view('?year=2028')).effectiveMinutes).toBe(75_000)
  })

  it('[ND1] says what a workload being written would come to, and keeps nothing of it', async () => {
    const duties = [{ task: 'Merawat', product: '', volume: '6250', per: 'year', minutes: '30' }]
    expect((await staff.post('/api/needs/figures', { year: 2030, duties, inPlace: 2 })).body).toEqual({
      ...{ load: '187500', loads: ['187500'], need: 3, inPlace: 2, gap: -1, effectiveMinutes: 75_000 },
      efficiency: { ej: '1.2500', band: 'A' },
    })
    expect((await view()).years).toEqual([2027])
    expect(
      (await staff.post('/api/needs/figures', { year: 2030, duties: [{ ...duties[0], volume: '1e9' }], inPlace: 2 }))
        .status,
    ).toBe(400)
  })

  it('[ND8] what is exported can be imported elsewhere and is exported the same', async () => {
    const { raw } = await staff.get('/api/needs/export.xlsx?year=2027')
    const other = await testApp()
    const report = await importNeeds(other.services, 'uji', 2027, [{ name: 'semua.xlsx', bytes: raw }], {
      ...{ partial: false, dryRun: false },
    })
    expect(report.files.flatMap(({ refused, warnings }) => [...refused, ...warnings])).toEqual([])
    expect(report.committed).toBe(true)
    const there = await other.staff('committee')
    const [mine, theirs] = [await view(), (await there.get('/api/needs?year=2027')).body as NeedsView]
    const said = ({ rows }: NeedsView) =>
      rows.map(({ unit, position, load, inPlace, request }) => [
        ...[unit.code, unit.district, position.name, load, inPlace],
        ...[request?.proposed, request?.granted, request?.decree, request?.reason],
      ])
    expect(said(theirs)).toEqual(said(mine))
    expect((await there.get('/api/needs/positions')).body).toMatchObject([{ education: [{ level: 'd3' }] }])
  })

  it('the template is read without a complaint but that it is empty', async () => {
    const { raw } = await staff.get('/api/needs/template.xlsx')
    const report = await importNeeds(app.services, 'uji', 2027, [{ name: 't.xlsx', bytes: raw }], {
      ...{ partial: false, dryRun: true },
    })
    expect(report.files.flatMap(({ refused }) => refused.map(({ reason }) => reason))).toEqual([
      'tidak ada lembar dengan baris data',
    ])
    expect(report.committed).toBe(false)
  })

  it('[ND9] every change is in the audit trail, whose chain is whole; what is in use is not removed', async () => {
    const { rows } = await view()
    expect(await call('DELETE', `/api/needs/units/${rows[0]?.unit.id}`)).toMatchObject({ refused: 'still-used' })
    expect(await call('DELETE', `/api/needs/positions/${rows[0]?.position.id}`)).toMatchObject({
      refused: 'still-used',
    })
    expect(await call('DELETE', `/api/needs/requests/${rows[0]?.request?.id}`)).toEqual({ removed: true })
    expect(await call('DELETE', `/api/needs/workloads/${rows[1]?.workload?.id}`)).toEqual({ removed: true })
    expect(await call('DELETE', `/api/needs/units/${rows[1]?.unit.id}`)).toEqual({ removed: true })
    const { audit } = app.services.store.tables
    const actions = (await app.services.store.read.select({ action: audit.action }).from(audit)).map(
      ({ action }) => action,
    )
    for (const action of [
      'needs.import',
      'unit.change',
      'workload.keep',
      'request.lacks',
      'request.keep',
      'needs-year.keep',
      'unit.remove',
    ])
      expect(actions).toContain(action)
    expect(await brokenAudit(app.services)).toBeNull()
  })
})
