import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APPLICANT_COOKIE, signInApplicant } from '../../server/access/sign-in-store.ts'
import { letterPdf, photoJpeg } from '../../server/testing/documents.ts'
import { type PortalWorld, portal } from '../../server/testing/portal.ts'
import { verificationDesk } from '../../server/testing/verification-desk.ts'
import { openBrowser } from './hall.ts'

/** Somebody with a telephone who does everything wrong first, and has applied in the end. */
const PHONE = { width: 360, height: 740 }
const PICTURES = process.env['SELEKSI_PICTURES']
const FIRST_VIEW_BYTES = 150 * 1024

describe('an applicant with a telephone', () => {
  let world: PortalWorld
  let browser: Browser
  let context: BrowserContext
  let page: Page
  let url: string

  beforeAll(async () => {
    world = await portal({ dist: process.env['SELEKSI_DIST'] ?? resolve(import.meta.dirname, '../../dist') })
    url = await world.app.listen()
    browser = await openBrowser()
    context = await browser.newContext({ viewport: PHONE, locale: 'id-ID', hasTouch: true })
    page = await context.newPage()
  })
  afterAll(() => browser?.close())

  const picture = async (name: string) => {
    if (PICTURES === undefined) return
    mkdirSync(PICTURES, { recursive: true })
    await page.screenshot({ path: join(PICTURES, `${name}.png`), fullPage: true })
  }
  const look = async (name: string) => {
    await picture(name)
    const found = (await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']).analyze())
      .violations
    expect([name, found.map(({ id }) => id)]).toEqual([name, []])
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    expect([name, wide]).toEqual([name, false])
  }
  const saved = () => page.getByText('Semua isian tersimpan').waitFor()
  const says = (words: string | RegExp) => page.getByText(words).first().waitFor()
  const choose = (label: RegExp, name: string, mimeType: string, buffer: Buffer) =>
    page.getByLabel(label).setInputFiles({ name, mimeType, buffer })

  it('sees on a first view of 150 kB what is open, and is told what to mend before anything is sent', async () => {
    let bytes = 0
    const session = await context.newCDPSession(page)
    await session.send('Network.enable')
    session.on('Network.loadingFinished', ({ encodedDataLength }) => {
      bytes += encodedDataLength
    })
    await page.goto(`${url}/applicant/?vacancy=F-01`, { waitUntil: 'networkidle' })
    await says('Pendaftaran dibuka sampai 5 Des 2026, 23.59 WIB.')
    expect(bytes).toBeLessThan(FIRST_VIEW_BYTES)
    await look('1-masuk')
    await page.getByLabel('Alamat surel atau nomor HP').fill('tidak@example.id')
    await page.getByLabel('Kata sandi', { exact: true }).fill('entah apa ini')
    await page.getByRole('button', { name: 'Masuk' }).tap()
    await says(/tidak cocok\. Periksa keduanya/)
    await page.getByRole('link', { name: 'Buat akun' }).tap()
    await page.getByRole('button', { name: 'Kirim kode verifikasi' }).tap()
    await says(/Ada yang perlu diperbaiki/)
    const fill = async (label: string, value: string) => {
      await page.getByLabel(label, { exact: true }).fill(value)
      await page.keyboard.press('Tab')
    }
    await fill('Nama lengkap', 'S4ri')
    await says('Nama tidak memuat angka. Tulis seperti pada KTP.')
    await fill('Tanggal lahir', '1995-03-05')
    await page.getByLabel('Jenis kelamin').selectOption('female')
    await fill('NIK', '1508 0405 0395 001')
    await says(/NIK berisi 15 angka, seharusnya 16/)
    await fill('NIK', '1508 0406 0395 0001')
    await says(/Menurut NIK tanggal lahirnya 06-03-95, sedangkan yang diisi 05-03-95/)
    await fill('NIK', '1508 0405 0395 0001')
    await says(/NIK perempuan memuat tanggal lahir ditambah 40/)
    await look('2-daftar-salah')
    await fill('Nama lengkap', 'Sari Contoh')
    await fill('NIK', '9908 0445 0395 0001')
    await fill('Nomor kartu keluarga (KK)', '1508010101010001')
    await fill('Alamat surel atau nomor HP', 'sari@contoh')
    await page.getByLabel('Kata sandi', { exact: true }).fill('pendek')
    await page.getByRole('button', { name: 'Kirim kode verifikasi' }).tap()
    await says(/bukan kode provinsi/)
    await says(/bukan alamat surel atau nomor HP/)
    await says(/paling sedikit 10 huruf/)
    await fill('NIK', '1508044503950001')
    await fill('Alamat surel atau nomor HP', 'sari@example.id')
    await page.getByLabel('Kata sandi', { exact: true }).fill('sungai batanghari luas')
    await page.getByRole('button', { name: 'Kirim kode verifikasi' }).tap()
    await says('s••••@e•••.id')
    await page.getByLabel('Kode enam angka').fill('000 001')
    await page.getByRole('button', { name: 'Lanjutkan' }).tap()
    await says(/Kode ini tidak cocok/)
    await look('3-kode')
    await page.getByLabel('Kode enam angka').fill(await world.digits())
    await page.getByRole('button', { name: 'Lanjutkan' }).tap()
    await page.getByRole('heading', { name: 'Pilih formasi' }).waitFor()
  })

  it('fills in, is told what does not fit at once, goes on on another device, and loses nothing', async () => {
    await look('4-formasi')
    await page.getByRole('button', { name: /Lamar formasi ini: Perawat/ }).tap()
    await page.getByRole('heading', { name: 'Langkah 2 dari 5: Data diri' }).waitFor()
    await page.getByLabel('Tempat lahir').fill('Muara Bungo')
    await page.getByLabel('Alamat tempat tinggal').fill('Jalan Contoh 1, RT 2')
    await page.getByLabel('Kecamatan tempat tinggal').fill('jujuhan')
    await page.getByRole('button', { name: 'Kec. Jujuhan, Kabupaten Bungo, Jambi' }).tap()
    await saved()
    await look('5-data-diri')
    await page.getByRole('link', { name: 'Lanjut ›' }).tap()
    await page.getByLabel('Jenjang').selectOption('s1')
    await page.getByLabel('Program studi').selectOption('akuntansi')
    await page.getByLabel('Sekolah atau perguruan tinggi').fill('Poltekkes Contoh')
    await page.getByLabel('Tahun lulus').fill('2030')
    await page.getByLabel('IPK').fill('2,9')
    await says(/Pendidikan yang diminta: D-III Keperawatan/)
    await says(/IPK paling rendah 3,00\. IPK Anda 2,9/)
    await says(/Tahun lulus harus antara 1950 dan 2026/)
    await look('6-pendidikan-salah')
    await page.getByLabel('Jenjang').selectOption('d3')
    await page.getByLabel('Program studi').selectOption('keperawatan')
    await page.getByLabel('Tahun lulus').fill('2017')
    await page.getByLabel('IPK').fill('3,25')
    await page.getByLabel('Pengalaman kerja yang sesuai (bulan)').fill('12')
    await page.getByLabel(/STR Perawat yang berlaku/).check()
    await saved()
    await page.getByText('Belum memenuhi syarat formasi ini').waitFor({ state: 'hidden' })
    // A second window writes meanwhile; both changes stay, and the same field is asked about.
    const other = await context.newPage()
    await other.goto(`${url}/applicant/?step=identity`)
    await other.getByLabel('Tempat lahir').fill('Rimbo Bujang')
    await other.getByText('Semua isian tersimpan').waitFor()
    await page.getByLabel('IPK').fill('3,30')
    await saved()
    await page.getByRole('link', { name: /Data diri/ }).tap()
    await expect.poll(() => page.getByLabel('Tempat lahir').inputValue()).toBe('Rimbo Bujang')
    await other.getByLabel('Alamat tempat tinggal').fill('Jalan Lain 9')
    await other.getByText('Semua isian tersimpan').waitFor()
    await page.getByLabel('Alamat tempat tinggal').fill('Jalan Contoh 1')
    await says(/Alamat juga diubah di jendela atau perangkat lain/)
    await picture('7-dua-jendela')
    await page.getByRole('button', { name: 'Isian di layar ini' }).tap()
    await saved()
    await other.close()
    await context.setOffline(true)
    await page.getByLabel('Tempat lahir').fill('Muara Bungo')
    await says(/Belum tersimpan: tidak ada sambungan/)
    await context.setOffline(false)
    await saved()
  })

  it('uploads the wrong things, then the right ones, and sees them', async () => {
    await page.getByRole('link', { name: /Dokumen/ }).tap()
    await choose(/Ijazah: Pilih berkas/, 'ijazah.pdf', 'application/pdf', await photoJpeg())
    await says(/Ijazah harus berkas PDF yang utuh/)
    await choose(/Pas foto: Pilih berkas/, 'foto.jpg', 'image/jpeg', Buffer.from('bukan gambar sama sekali'))
    await says(/Pas foto harus berkas JPG yang utuh/)
    await look('8-dokumen-salah')
    // Five megabytes from the camera: made small on the telephone.
    const camera = await photoJpeg({ width: 2400, height: 3200, quality: 92, noise: true })
    expect(camera.length).toBeGreaterThan(5_000_000)
    await choose(/Pas foto: Pilih berkas/, 'IMG_0001.jpg', 'image/jpeg', camera)
    await page.getByLabel(/Pas foto: Ganti berkas/).waitFor({ state: 'attached' })
    const [photo, letter] = [await photoJpeg(), await letterPdf()]
    for (const kind of ['Swafoto', 'KTP']) await choose(new RegExp(`^${kind}: Pilih`), 'IMG.jpg', 'image/jpeg', photo)
    for (const kind of ['Surat lamaran', 'Ijazah', 'Transkrip nilai', 'Dokumen pendukung lain'])
      await choose(new RegExp(`${kind}: Pilih`), 'surat.pdf', 'application/pdf', letter)
    await expect.poll(() => page.getByText('Diterima', { exact: true }).count(), { timeout: 15_000 }).toBe(7)
    await look('9-dokumen')
  })

  it('checks, sends in two presses, sees where it stands, and has a receipt', async () => {
    await page.getByRole('link', { name: 'Lanjut ›' }).tap()
    await page.getByRole('heading', { name: /Periksa & kirim/ }).waitFor()
    const send = page.getByRole('button', { name: 'Kirim lamaran', exact: true })
    expect(await send.isDisabled()).toBe(true)
    await page.getByLabel(/Saya menyatakan semua data/).check()
    await saved()
    await expect.poll(() => send.isEnabled()).toBe(true)
    await look('10-periksa')
    await send.tap()
    await page.getByRole('button', { name: 'Ya, kirim lamaran' }).tap()
    await says('Terkirim, menunggu hasil seleksi administrasi')
    const number = await page.locator('.a-number').textContent()
    expect(number).toMatch(/^26-000001-\d$/)
    await look('11-terkirim')
    const receipt = await context.request.get(
      new URL((await page.getByRole('link', { name: /Bukti kirim/ }).getAttribute('href')) ?? '', url).href,
    )
    expect((await receipt.body()).subarray(0, 5).toString()).toBe('%PDF-')
    await page.getByRole('link', { name: /Pemberitahuan/ }).tap()
    await says(`Lamaran ${number} diterima`)
    await look('12-pemberitahuan')
    await page.getByRole('button', { name: 'English' }).tap()
    await page.getByRole('link', { name: 'Application' }).tap()
    await says('Submitted, waiting for the administrative result')
    await page.getByRole('button', { name: 'Sign out' }).tap()
    await page.getByRole('heading', { name: 'Sign in' }).waitFor()
    expect(world.app.faults).toEqual([])
  })
})

describe('an applicant whose result was announced', () => {
  it('reads why and until when, objects once, and sees the answer when it is given', async () => {
    const desk = await verificationDesk(2, {
      dist: process.env['SELEKSI_DIST'] ?? resolve(import.meta.dirname, '../../dist'),
    })
    const officer = await desk.app.staff('verifier')
    await desk.decideAll(officer, [1])
    await desk.announce()
    await desk.later(1)
    const url = await desk.app.listen()
    const browser = await openBrowser()
    try {
      const { services } = desk.app
      const { applicantId } = await desk.row(1)
      const token = await services.store.transaction((db) => signInApplicant(services, db, applicantId))
      const context = await browser.newContext({ viewport: PHONE, locale: 'id-ID', hasTouch: true })
      await context.addCookies([{ name: APPLICANT_COOKIE, value: token, url }])
      const page = await context.newPage()
      await page.goto(`${url}/applicant/`)
      await page.getByRole('heading', { name: 'Tidak memenuhi syarat (TMS)' }).waitFor()
      await page.getByRole('heading', { name: 'Hasil per persyaratan' }).waitFor()
      await page.getByText('Tidak memenuhi', { exact: true }).waitFor()
      const send = page.getByRole('button', { name: 'Kirim sanggah' })
      await page.getByLabel('Alasan sanggah').fill('terlalu pendek')
      await page.getByLabel(/Isi sanggah ini benar/).check()
      expect(await send.isDisabled()).toBe(true)
      await page.getByLabel('Alasan sanggah').fill('Ijazah saya D-III Keperawatan; mohon dibaca kembali halaman kedua.')
      await send.tap()
      await page.getByText(/Sanggah Anda tercatat dengan nomor/).waitFor()
      await page.getByRole('heading', { name: /sanggah sedang diproses/ }).waitFor()
      expect(await page.getByRole('button', { name: 'Kirim sanggah' }).count()).toBe(0)
      if (PICTURES !== undefined) await page.screenshot({ path: join(PICTURES, '13-sanggah.png'), fullPage: true })
      expect(
        (await context.request.get(`${url}/api/applicant/appeal?application=${(await desk.row(2)).id}`)).status(),
      ).toBe(404)
      expect(desk.app.faults).toEqual([])
    } finally {
      await browser.close()
      await desk.app.close()
    }
  })
})
