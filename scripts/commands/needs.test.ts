import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS } from '../../server/recruitment/period.ts'
import { keepPeriod } from '../../server/recruitment/period-store.ts'
import { listGrants, makeDrafts } from '../../server/recruitment/vacancy-draft-store.ts'
import { must, type TestApp, temporaryFolder, testApp } from '../../server/testing/test-app.ts'
import { needsCommands } from './needs.ts'

let app: TestApp
const folder = temporaryFolder()
const run = async (name: string, names: string[] = [], flags: Record<string, unknown> = {}, json = false) => {
  const out: string[] = []
  const print = (text: string) => void out.push(text)
  const { services, delivery, scorer } = app
  const asked = { names, flags, json, workplace: { services, delivery, scorer }, print, note: print }
  const command = needsCommands[name]
  command?.check?.(asked as never)
  await command?.run(asked as never)
  return out.join('\n')
}
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const UNITS = 'kode_unit,nama_unit,jenis_unit\nU1,Puskesmas Hilir,puskesmas\n'
const POSITIONS = 'kode_jabatan;nama_jabatan;jenis_jabatan\nP1;Perawat;fungsional\n'
const ABK = 'kode_unit,kode_jabatan,uraian_tugas,volume,per,norma_menit,pegawai_ada\nU1,P1,Merawat,6250,tahun,30,1\n'
const GRANTS = 'kode_unit,kode_jabatan,diusulkan,ditetapkan,keputusan\nU1,P1,2,2,Kepmen 7\n'

beforeAll(async () => {
  app = await testApp()
})

describe('needs and vacancies, from the shell', () => {
  it('[ND7] import wants a year, says what is wrong and where, and takes all or nothing', async () => {
    const good = [file('u.csv', UNITS), file('p.csv', POSITIONS), file('abk.csv', ABK), file('g.csv', GRANTS)]
    await expect(run('needs import', good)).rejects.toThrow('--year')
    await expect(run('needs import', good, { year: '27' })).rejects.toThrow('"27"')
    const wrong = [...good.slice(0, 2), file('salah.csv', ABK.replace('6250', 'banyak'))]
    await expect(run('needs import', wrong, { year: '2027' })).rejects.toThrow('baris 2, kolom volume')
    expect(await run('needs show')).toContain('belum ada kebutuhan')
    await run('needs import', good, { year: '2027' })
    expect(await run('needs show')).toContain(
      'kebutuhan 3 · ada 1 · kurang 2 · EJ 2.5000 A · diusulkan 2 · ditetapkan 2',
    )
    expect(
      JSON.parse((await run('needs show', [], { lacks: true }, true)).split('\n2027:')[0] ?? '').rows,
    ).toHaveLength(1)
  })

  it('[ND8] export writes the workbook, or an empty one', async () => {
    const [whole, empty] = [join(folder, 'semua.xlsx'), join(folder, 'templat.xlsx')]
    await run('needs export', [whole], { year: '2027' })
    await run('needs export', [empty], { template: true })
    expect([existsSync(whole), existsSync(empty)]).toEqual([true, true])
    expect(await run('needs import', [whole], { year: '2028', 'dry-run': true })).not.toContain('tidak dikenal')
  })

  it('[FO2] vacancies list says what each draft still needs', async () => {
    expect(await run('vacancies list')).toBe('belum ada formasi dalam periode')
    const period = must(await keepPeriod(app.services, 'uji', { name: 'CPNS 2027', settings: DEFAULT_SETTINGS }))
    const request = (await listGrants(app.services))[0]?.request ?? ''
    must(await makeDrafts(app.services, 'uji', period.id, { places: [{ request, needType: 'umum', need: 2 }] }))
    const said = await run('vacancies list', [], { period: 'CPNS 2027' })
    expect(said).toContain('CPNS 2027  P1-U1  Perawat · Puskesmas Hilir · umum · kebutuhan 2 · rancangan')
    expect(said).toContain('Pendidikan yang diminta belum dipilih.')
    await expect(run('vacancies list', [], { period: 'Lain' })).rejects.toThrow('"Lain"')
  })
})
