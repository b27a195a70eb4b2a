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

  it('plans a schedule, sees what follows, has it approved, and closes a room of it', async () => {
    const page = await staffPage(browser, server.url, '/committee/', 'admin', server.adminPassword as string)
    const ask = async (path: string, data: object) => {
      const reply = await page.request.post(`${server.url}${path}`, { data })
      expect([path, reply.status()]).toEqual([path, 200])
      return await reply.json()
    }
    const person = { username: 'panitia2', name: 'Panitia Dua', role: 'committee', password: 'sandi-panitia-dua' }
    await ask('/api/staff', person)
    const people = Array.from({ length: 9 }, (_, n) => `P1${n},Calon Ke-${n},150801120191000${n},F1`)
    const text = ['nomor_peserta,nama,nik,kode_formasi', ...people].join('\n')
    await ask('/api/imports/candidates', {
      ...{ partial: false, dryRun: false },
      files: [{ name: 'peserta.csv', base64: Buffer.from(text).toString('base64') }],
    })
    const venue = await ask('/api/venues', { name: 'SMKN 1', address: 'Jalan Contoh 1' })
    const seats = (n: number) =>
      Array.from({ length: n }, (_, at) => ({
        station: String(at + 1).padStart(2, '0'),
        row: 0,
        column: at,
        spare: false,
      }))
    for (const name of ['A', 'B'])
      await ask(`/api/venues/${venue.id}/rooms`, { name, plan: { rows: 1, columns: 9, seats: seats(9), marks: [] } })

    await page.goto(`${server.url}/committee/?screen=sittings&tab=placement`)
    await page.getByRole('button', { name: 'Ubah keterangan SMKN 1' }).click()
    await page.getByLabel('Buka (WIB)').fill('07:00')
    await page.getByRole('button', { name: 'Simpan keterangan' }).click()
    await page.getByText('07:00–18:00').waitFor()
    await page.getByRole('button', { name: 'Lihat pratinjau' }).click()
    await page.getByText('Semua peserta mendapat tempat.').waitFor()
    // Registration of the first session would open before the venue does.
    await page.getByText(/sesi pukul 08:00 tidak dipakai di sana/).waitFor()
    await page.getByRole('button', { name: 'Usulkan jadwal ini' }).click()
    await page.getByLabel(/Alasan|Dasar/).fill('rapat panitia')
    await page.getByLabel('Saya sudah membaca pratinjau ini.').check()
    await page.getByRole('button', { name: 'Usulkan sekarang' }).click()
    await page.getByText(/Usulan tersimpan/).waitFor()

    const second = await staffPage(browser, server.url, '/committee/', person.username, person.password)
    const approve = async (words: RegExp) => {
      await second.goto(`${server.url}/committee/?screen=approvals`)
      await second.getByText(words).first().waitFor()
      await second.getByRole('button', { name: 'Setujui…' }).first().click()
      await second.getByRole('button', { name: 'Setujui dan jalankan' }).click()
      await second
        .getByText(/Disetujui/)
        .first()
        .waitFor()
    }
    await approve(/Jadwal SKD 2026/)
    await page.goto(`${server.url}/committee/?screen=sittings&tab=placement`)
    await page.getByRole('link', { name: 'Lihat tempat duduk' }).click()
    await page.getByText('Calon Ke-3').waitFor()
    await page.getByLabel('Alasan: P13').click()
    await page
      .getByRole('row', { name: /P13/ })
      .getByText(/Semua peserta formasi F1 \(9\)/)
      .waitFor()

    await page.goto(`${server.url}/committee/?screen=sittings&tab=changes`)
    await page.getByLabel('Tutup satu ruang').check()
    await page.getByRole('combobox', { name: 'Lokasi' }).selectOption('SMKN 1')
    await page.getByRole('button', { name: 'Lihat akibatnya' }).click()
    await page.getByText('Pindah ruang pada sesi yang sama: 9.').first().waitFor()
    await page.getByLabel(/Alasan|Dasar/).fill('atap bocor')
    await page.getByLabel('Saya sudah membaca siapa yang terkena.').check()
    await page.getByRole('button', { name: 'Usulkan sekarang' }).click()
    await page.getByText(/Belum ada yang berubah sampai disetujui/).waitFor()
    await approve(/Ruang A di SMKN 1 ditutup/)
    await page.goto(`${server.url}/committee/?screen=sittings&tab=placement`)
    await page.getByRole('link', { name: 'Lihat tempat duduk' }).click()
    await page.getByRole('link', { name: 'Kartu P13 (PDF)' }).getByText('versi 2').waitFor()
    const card = await page.request.get(
      `${server.url}${await page.getByRole('link', { name: 'Kartu P13 (PDF)' }).getAttribute('href')}`,
    )
    expect([card.status(), card.headers()['content-type']]).toEqual([200, 'application/pdf'])
  })
})
