import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser, type RunningServer, staffPage, startServer, temporaryFolder } from './hall.ts'

/** Two people publish: one proposes, the other approves; then a withdrawal, a standing and outside scores. */
describe('two people and an announcement, in the browser', () => {
  const folder = temporaryFolder()
  let server: RunningServer
  let browser: Browser
  let one: Page
  let other: Page
  const open = (page: Page, screen: string) => page.goto(`${server.url}/committee/?screen=${screen}`)

  beforeAll(async () => {
    browser = await openBrowser()
    server = await startServer(join(folder.path, 'data'), 0, '--demo')
    one = await staffPage(browser, server.url, '/committee/', 'panitia', 'panitia-demo')
    other = await staffPage(browser, server.url, '/committee/', 'ketua', 'ketua-demo')
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  it('proposes one vacancy, gives it to a second person to decide, and publishes when she approves', async () => {
    await open(one, 'results')
    await one.getByRole('link', { name: 'Perawat Terampil' }).click()
    await one.getByRole('button', { name: 'Usulkan pengumuman…' }).click()
    const dialog = one.getByRole('alertdialog')
    const go = dialog.getByRole('button', { name: 'Usulkan sekarang' })
    await dialog.getByRole('checkbox').check()
    expect(await go.isDisabled()).toBe(true) // no reason yet
    await dialog.getByRole('textbox').fill('Berita acara 12/BA-SKD')
    await go.click()
    await one.getByText(/orang kedua harus menyetujuinya/).waitFor()

    await open(one, 'approvals')
    await one.getByText('Ini usulan Anda.', { exact: false }).first().waitFor()
    expect(await one.getByRole('button', { name: /^Setujui/ }).count()).toBe(0)

    await open(other, 'approvals')
    await other.getByRole('link', { name: /Persetujuan.*2 menunggu/ }).waitFor() // the demo has one already
    await other.getByText('Berita acara 12/BA-SKD').waitFor()
    await approve(/Perawat Terampil/)
    await other.getByRole('link', { name: /Persetujuan.*1 menunggu/ }).waitFor()

    await other.goto(`${server.url}/board/`)
    await other
      .getByRole('link', { name: /Perawat Terampil/ })
      .first()
      .waitFor()
  })

  it('proposes several at once, leaves out what cannot go, and waits for the same proposal to be decided', async () => {
    await open(one, 'results')
    await one.getByRole('button', { name: /^Pilih semua yang siap/ }).click()
    await one.getByRole('checkbox', { name: /Perawat Terampil/ }).check() // in force already, so it stays behind
    await one.getByRole('button', { name: 'Usulkan 2 formasi…' }).click()
    const dialog = one.getByRole('alertdialog')
    await dialog.getByText('1 formasi belum dapat diusulkan dan tidak ikut').waitFor()
    await dialog.getByText(/sama dengan pengumuman yang sedang berlaku/).waitFor()
    await dialog.getByRole('textbox').fill('Berita acara 13/BA-SKD')
    await dialog.getByRole('checkbox').check()
    await dialog.getByRole('button', { name: 'Usulkan sekarang' }).click()
    await dialog.getByText(/Usulan yang sama masih menunggu/).waitFor()

    await open(other, 'approvals')
    await other.getByRole('button', { name: /^Tolak.*Guru Kelas/ }).click()
    await other.getByRole('alertdialog').getByRole('textbox').fill('Tunggu rapat')
    await other.getByRole('alertdialog').getByRole('button', { name: 'Tolak usulan' }).click()
    await other.getByText(/^Ditolak: /).waitFor()
    await other.getByRole('cell', { name: 'Tunggu rapat' }).waitFor()

    await dialog.getByRole('button', { name: 'Usulkan sekarang' }).click()
    await one.getByText(/orang kedua harus menyetujuinya/).waitFor()
  })

  it('withdraws with a reason that the public reads', async () => {
    await open(one, 'publications')
    await one.getByRole('button', { name: /^Cabut.*Perawat Terampil/ }).click()
    await one.getByRole('alertdialog').getByRole('textbox').fill('Kunci soal keliru')
    await one.getByRole('alertdialog').getByRole('button', { name: 'Usulkan pencabutan' }).click()
    await one.getByText(/tetap berlaku sampai orang kedua/).waitFor()
    await open(other, 'approvals')
    await approve(/Perawat Terampil/)
    await open(one, 'publications')
    await one.getByText(/^Dicabut .*Kunci soal keliru$/).waitFor()
    await one
      .getByRole('row', { name: /Kunci soal keliru/ })
      .getByRole('link', { name: /^Hasil SKD/ })
      .click()
    await one.getByRole('heading', { level: 1 }).waitFor()
    await one
      .getByText(/Kunci soal keliru/)
      .first()
      .waitFor()
  })

  it('shows the stages with what stands in their way, each with its preview', async () => {
    for (const [stage, blocked] of [
      ['Peserta SKB', false],
      ['Hasil integrasi', true],
      ['Hasil akhir setelah sanggah', true],
    ] as const) {
      await open(one, 'publications')
      await one.getByRole('link', { name: `Pratinjau: ${stage}` }).click()
      await one.getByRole('heading', { name: stage, level: 1 }).waitFor()
      expect(await one.getByRole('button', { name: 'Usulkan pengumuman…' }).isDisabled()).toBe(blocked)
      expect(await one.getByText('Belum dapat diumumkan').count()).toBe(blocked ? 1 : 0)
    }
  })

  it('sets and lifts a standing, with its history, and refuses outside scores that fit nobody', async () => {
    await open(one, 'candidates')
    const number = (await one.locator('tbody td').first().textContent()) as string
    await open(one, 'standings')
    const set = async (code: string, reason: string) => {
      await one.getByRole('combobox', { name: /^Status/ }).selectOption(code)
      await one.getByRole('textbox', { name: /^Alasan/ }).fill(reason)
      await one.getByRole('button', { name: 'Simpan status' }).click()
    }
    await one.getByLabel(/^Cari peserta/).fill(number)
    await one
      .getByRole('button', { name: /^Pilih / })
      .first()
      .click()
    await set('APS', 'Surat 3 Desember')
    await one.getByText(/sekarang APS/).waitFor()
    await one.getByRole('cell', { name: number }).waitFor()
    await one.getByRole('button', { name: /^Ubah status/ }).click()
    await set('none', 'Surat dicabut kembali')
    await one.getByText(/^Status Peserta .* dicabut\.$/).waitFor()
    await one.getByLabel('Tampilkan').selectOption('history')
    await one.getByRole('cell', { name: 'Surat 3 Desember' }).waitFor()
    await one.getByRole('cell', { name: 'Surat dicabut kembali' }).waitFor()

    await one.getByRole('link', { name: 'Nilai luar', exact: true }).click()
    const csv = `nomor_peserta,tes,nilai,maksimum\nZZ,skb-cat,10,500\n${number},skb-cat,355,500\n`
    await one
      .locator('input[type=file]')
      .setInputFiles({ name: 'nilai.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await one.getByText(/nomor peserta "ZZ" tidak ada/).waitFor()
    await one.getByRole('button', { name: /^Ambil 1 baris/ }).click()
    await one.getByRole('cell', { name: 'nilai.csv' }).waitFor()
    await one.getByRole('cell', { name: '355', exact: true }).waitFor()
  })

  async function approve(what: RegExp): Promise<void> {
    const button = other.getByRole('button', { name: new RegExp(`^Setujui.*${what.source}`) })
    await button.click()
    await other.getByRole('alertdialog').getByRole('button', { name: 'Setujui dan jalankan' }).click()
    await other.getByText(/^Disetujui dan sudah dijalankan/).waitFor()
  }
})
