import { join, resolve } from 'node:path'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type RunningServer, staffPage, startServer, temporaryFolder } from './hall.ts'

/** The committee prepares a sitting without the shell: every form and button of the way, on an empty folder. */
const SAMPLES = resolve(import.meta.dirname, '../../question-bank/samples')
const FILES = ['twk', 'tiu-verbal', 'tiu-numerik', 'tiu-figural', 'tkp-1', 'tkp-2'].map((name) =>
  join(SAMPLES, `${name}.json`),
)
const csv = (name: string, body: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(body) })

describe('the committee in the browser', () => {
  const folder = temporaryFolder()
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    browser = await openBrowser()
    server = await startServer(join(folder.path, 'data'))
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  it('goes from an empty folder to a scheduled sitting and a proctor', async () => {
    const page = await staffPage(browser, server.url, '/committee/', 'admin', server.adminPassword as string)
    const at = (screen: string) => page.goto(`${server.url}/committee/?screen=${screen}`)
    const take = async (files: Parameters<ReturnType<typeof page.locator>['setInputFiles']>[0]) => {
      await page.locator('input[type=file]').setInputFiles(files)
      await page.getByRole('button', { name: 'Impor sekarang' }).click()
      await page
        .getByText(/^Selesai: .* baris diimpor/)
        .first()
        .waitFor()
    }

    await at('banks')
    await page.getByLabel('Nama bank baru').fill('Bank 2026')
    await page.getByRole('button', { name: 'Buat bank' }).click()
    await take(FILES)
    await page.getByText(/271/).first().waitFor()

    await at('vacancies')
    await take(
      csv('formasi.csv', 'kode_formasi,jabatan,unit_kerja,jenis_kebutuhan,jumlah\nF1,Perawat,Puskesmas A,Umum,1\n'),
    )
    await at('candidates')
    // A bad row is refused first, with where and why, and nothing changes.
    await page
      .locator('input[type=file]')
      .setInputFiles(csv('peserta.csv', 'nomor_peserta,nama,nik,kode_formasi\nP001,Calon,123,F1\n'))
    await page.getByText(/bukan 16 angka/).waitFor()
    await at('candidates')
    await take(
      csv(
        'peserta.csv',
        'nomor_peserta,nama,nik,kode_formasi,ruang,meja\nP001,Calon Satu,1508011201900001,F1,A,01\nP002,Calon Dua,1508011201900002,F1,A,02\n',
      ),
    )
    await page.getByText('1508••••••••••01').waitFor()

    await at('tests')
    await page
      .getByRole('button', { name: 'Ujian baru' })
      .or(page.getByRole('link', { name: 'Ujian baru' }))
      .click()
    await page
      .getByLabel('Bank soal')
      .selectOption({ label: 'Bank 2026' })
      .catch(() => {})
    await page
      .getByLabel('Aturan')
      .selectOption({ label: 'SKD CPNS 2024' })
      .catch(() => {})
    await page.getByLabel('Nama ujian').fill('SKD 2026')
    await page.getByRole('button', { name: 'Simpan ujian' }).click()
    await page.getByText('TWK 30 · TIU 35 · TKP 45').waitFor()

    await at('sittings')
    await page
      .getByRole('button', { name: 'Sesi baru' })
      .or(page.getByRole('link', { name: 'Sesi baru' }))
      .click()
    await page.getByRole('textbox', { name: 'Nama sesi' }).fill('Sesi 1')
    await page.getByLabel('Tanggal').fill('2026-12-01')
    await page.getByLabel(/^Jam/).fill('08:00')
    await page.getByRole('button', { name: 'Buat sesi' }).click()
    await page
      .getByText(/1 Des 2026/)
      .first()
      .waitFor()

    await at('settings')
    await page.getByRole('textbox', { name: 'Nama', exact: true }).fill('Pengawas Satu')
    await page.getByRole('textbox', { name: 'Nama pengguna' }).fill('pengawas1')
    await page.getByLabel('Kata sandi awal').fill('sandi-pengawas')
    await page.getByRole('button', { name: 'Simpan akun' }).click()
    await page.getByRole('cell', { name: 'pengawas1' }).waitFor()
    const proctor = await staffPage(browser, server.url, '/proctor/', 'pengawas1', 'sandi-pengawas')
    await proctor
      .getByRole('link', { name: /Sesi 1/ })
      .first()
      .click()
    await proctor.getByText('Calon Dua').waitFor()
    expect(await proctor.getByRole('checkbox').count()).toBeGreaterThanOrEqual(2)
    await at('audit')
    await page.getByText('Sesi 1').first().waitFor()
  })
})
