import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { readTables } from '../../server/recruitment/sheet.ts'
import { temporaryFolder } from '../../server/testing/test-app.ts'
import {
  applicantCells,
  applicantsCsv,
  nikOf,
  numberOf,
  type VerificationDesk,
  verificationDesk,
} from '../../server/testing/verification-desk.ts'
import { applicantCommands } from './applicants.ts'

let desk: VerificationDesk
const folder = temporaryFolder()
const run = async (name: string, names: string[] = [], flags: Record<string, unknown> = {}, json = false) => {
  const out: string[] = []
  const { services, delivery, scorer } = desk.app
  const print = (text: string) => void out.push(text)
  const asked = { names, flags, json, workplace: { services, delivery, scorer }, print, note: print }
  const command = applicantCommands[name]
  command?.check?.(asked as never)
  await command?.run(asked as never)
  return out.join('\n')
}
const rowsIn = (path: string) =>
  readTables(readFileSync(path)).map(({ sheet, table }) => [sheet, 'lines' in table ? table.lines.length : 0])

beforeAll(async () => {
  desk = await verificationDesk(3)
})

describe('applicants and their verification, from the shell', () => {
  it('[VC18] import says what is wrong and where, and what it took', async () => {
    const wrong = join(folder, 'salah.csv')
    writeFileSync(wrong, applicantsCsv([{ ...applicantCells(9), nik: nikOf(9).slice(1) }]))
    await expect(run('applicants import', [wrong])).rejects.toThrow('baris 2, kolom nik: 15 angka, seharusnya 16')
    const good = join(folder, 'baik.csv')
    writeFileSync(good, applicantsCsv([applicantCells(4)]))
    expect(await run('applicants import', [good], { 'dry-run': true })).toContain('diambil 1, ditolak 0')
    expect(await run('applicants import', [good])).toMatch(/SHA-256 dari yang diambil: [0-9a-f]{64}/)
    await expect(run('applicants import', [good], { period: 'Lain' })).rejects.toThrow('periode "Lain" tidak ada')
  })

  it('[VC19] export wants a purpose and gives what can be imported again; the template is empty', async () => {
    await expect(run('applicants export', [], { out: 'x.xlsx' })).rejects.toThrow('--purpose')
    await expect(run('applicants export', [], { purpose: 'pindah', sheet: 'x' })).rejects.toThrow(
      'lembar "x" tidak dikenal',
    )
    const book = join(folder, 'semua.xlsx')
    await run('applicants export', [], { purpose: 'pindah server', out: book })
    expect(rowsIn(book)).toEqual([
      ['Pelamar', 5],
      ['Dokumen', 1],
      ['Hasil', 1],
    ])
    const template = join(folder, 'contoh.xlsx')
    await run('applicants template', [], { out: template })
    expect(rowsIn(template)).toEqual([
      ['Pelamar', 1],
      ['Dokumen', 1],
      ['Hasil', 1],
    ])
  })

  it('[VC17] list is the table of the screen, masked', async () => {
    const path = join(folder, 'daftar.csv')
    await run('applicants list', [], { vacancy: 'F-2', out: path })
    const text = readFileSync(path, 'utf8')
    expect(text.trim().split('\r\n')).toHaveLength(3)
    expect(text).not.toContain(nikOf(2))
    await expect(run('applicants list', [], { vacancy: 'F-9' })).rejects.toThrow('formasi "F-9" tidak ada')
  })

  it('[VC10] [VC16] show and admit', async () => {
    const ani = await desk.app.staff('verifier')
    await desk.decideAll(ani, [2])
    await desk.announce()
    const shown = await run('verification show')
    expect(shown).toContain('CPNS 2026: menunggu 0, diperiksa ulang 0, MS 3, TMS 1')
    expect(shown).toContain(`${ani.username}: diputus 4, TMS 1`)
    expect(await run('verification admit')).toBe('3 pelamar menjadi peserta')
    expect(JSON.parse(await run('verification admit', [], {}, true))).toEqual({ made: 0, clashes: [] })
    expect((await desk.row(2)).number).toBe(numberOf(2))
  })
})
