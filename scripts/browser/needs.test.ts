import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser, type RunningServer, staffPage, startServer, temporaryFolder } from './hall.ts'

/** From a workload to an announced vacancy, as two of the committee do it: forms, proposals and approvals, no shell. */
const csv = (name: string, body: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(body) })
const UNITS =
  'kode_unit,nama_unit,jenis_unit,kecamatan\nU1,Puskesmas Hilir,puskesmas,Rimbo\nU2,Puskesmas Hulu,puskesmas,Tanah\n'
const POSITIONS =
  'kode_jabatan;nama_jabatan;jenis_jabatan;kelas;pendidikan\nP1;Perawat Terampil;fungsional;6;D-III Keperawatan\n'
const ABK =
  'kode_unit,kode_jabatan,uraian_tugas,hasil,volume,per,norma_menit,pegawai_ada\n' +
  'U1,P1,Merawat,pasien,6250,tahun,30,1\nU2,P1,Merawat,pasien,2500,tahun,30,3\n'

const folder = temporaryFolder()
const data = join(folder.path, 'data')
let server: RunningServer
let browser: Browser
let ani: Page
let budi: Page

beforeAll(async () => {
  browser = await openBrowser()
  server = await startServer(data)
  ani = await staffPage(browser, server.url, '/committee/', 'admin', server.adminPassword as string)
  await ani.goto(`${server.url}/committee/?screen=settings`)
  await ani.getByRole('textbox', { name: 'Nama', exact: true }).fill('Budi')
  await ani.getByRole('textbox', { name: 'Nama pengguna' }).fill('budi')
  await ani.getByLabel('Peran').selectOption({ label: 'Panitia' })
  await ani.getByLabel('Kata sandi awal').fill('sandi panjang budi')
  await ani.getByRole('button', { name: 'Simpan akun' }).click()
  await ani.getByRole('cell', { name: 'budi', exact: true }).waitFor()
  budi = await staffPage(browser, server.url, '/committee/', 'budi', 'sandi panjang budi')
})
afterAll(async () => {
  await browser?.close()
  await server?.stop()
  folder.remove()
})

const at = (screen: string) => ani.goto(`${server.url}/committee/?screen=${screen}`)
/** Ani proposes what the dialog shows, Budi approves it. */
async function both(): Promise<void> {
  await ani.getByLabel('Alasan atau dasar').fill('sudah dirapatkan')
  await ani.getByLabel('Saya sudah membaca akibatnya.').check()
  await ani.getByRole('button', { name: 'Usulkan sekarang' }).click()
  await ani.getByText('Usulan terkirim.').waitFor()
  await budi.goto(`${server.url}/committee/?screen=approvals`)
  await budi
    .getByRole('button', { name: /^Setujui/ })
    .first()
    .click()
  await budi
    .getByRole('alertdialog')
    .getByRole('button', { name: /Setujui/ })
    .click()
  await budi
    .getByText(/disetujui/i)
    .first()
    .waitFor()
}

it('goes from a workload to a vacancy that the public reads', async () => {
  await at('needs&tab=import&year=2027')
  // A wrong cell first: it says which, and nothing is written.
  await ani
    .locator('input[type=file]')
    .setInputFiles([csv('u.csv', UNITS), csv('abk.csv', ABK.replace('2500', 'banyak'))])
  await ani.getByText('baris 3, kolom volume').waitFor()
  await ani.getByRole('button', { name: 'Batal' }).click()
  await ani
    .locator('input[type=file]')
    .setInputFiles([csv('abk.csv', ABK), csv('p.csv', POSITIONS), csv('u.csv', UNITS)])
  await ani.getByRole('button', { name: 'Impor sekarang' }).click()
  await ani.getByText(/^Selesai: .* baris diimpor/).waitFor()

  await ani.getByRole('link', { name: 'Peta' }).click()
  await ani.getByText('Perawat Terampil: kurang 2 orang di 1 dari 2 unit, paling banyak di Puskesmas Hilir').waitFor()
  await ani.getByText('Lebih 2 orang di 1 unit', { exact: false }).waitFor()
  await ani.getByRole('button', { name: 'Usulkan semua kekurangan' }).click()
  await ani.getByText('1 usulan menunggu penetapan.', { exact: false }).waitFor()

  await ani.getByRole('link', { name: 'Puskesmas Hilir' }).click()
  // One patient more a day: the server's arithmetic follows the form.
  await ani.getByLabel('Volume').fill('8750')
  await ani.getByText('262.500').first().waitFor()
  await ani.getByRole('button', { name: 'Simpan beban kerja' }).click()
  await ani.getByText('Tersimpan.').waitFor()
  await ani.getByLabel('Ditetapkan').fill('2')
  await ani.getByLabel('Nomor keputusan').fill('Kepmen 7/2027')
  await ani.getByRole('button', { name: 'Simpan usulan' }).click()
  await ani.getByText('Tersimpan.').nth(1).waitFor()

  await at('periods&period=new')
  await ani.getByLabel('Nama').first().fill('CPNS 2027')
  await ani.getByLabel('Aturan penilaian').selectOption('skd-cpns-2024')
  await ani.getByLabel('Keputusan penetapan').fill('Keputusan Bupati 1/2027')
  await ani.getByLabel('Tempat bertanya').fill('bkpsdm@example.go.id')
  await ani.getByLabel('Nama').nth(1).fill('Pejabat')
  await ani.getByLabel('Jabatan').fill('Sekretaris Daerah')
  await ani.getByLabel('Tempat', { exact: true }).fill('Muara Bungo')
  await ani.getByLabel('Tanggal mulai').fill('2027-08-01')
  await ani.getByRole('button', { name: 'Susun dari tanggal mulai' }).click()
  await ani
    .getByRole('group', { name: 'Pendaftaran' })
    .getByLabel('Sampai')
    .and(ani.locator('[value="2027-08-22"]'))
    .waitFor()
  await ani.getByRole('button', { name: 'Simpan', exact: true }).click()
  await ani.getByRole('heading', { name: 'CPNS 2027' }).waitFor()

  await at('vacancies&tab=grants')
  await ani.getByLabel(/^Jumlah yang diambil/).fill('3')
  expect(await ani.getByRole('button', { name: /^Buat rancangan/ }).isDisabled()).toBe(true)
  await ani.getByLabel(/^Jumlah yang diambil/).fill('2')
  await ani.getByRole('button', { name: 'Buat rancangan untuk 2 tempat' }).click()
  await ani.getByText('1 rancangan dibuat.').waitFor()
  await ani.getByRole('link', { name: 'Formasi periode' }).first().click()
  await ani.getByRole('link', { name: 'P1-U1' }).click()
  await ani.getByLabel('IPK paling rendah').fill('3,00')
  await ani.getByRole('button', { name: 'Simpan', exact: true }).click()
  await ani.getByText('Rancangan ini lengkap dan siap diumumkan.').waitFor()
  await ani
    .getByRole('link', { name: /Formasi$/ })
    .last()
    .click()
  await ani.getByRole('button', { name: 'Pilih semua yang siap' }).click()
  await ani.getByRole('button', { name: 'Umumkan 1 formasi' }).click()
  await ani.getByText('2 kebutuhan tampil untuk umum setelah periode dibuka.').waitFor()
  await both()

  await at('periods')
  await ani.getByRole('link', { name: 'CPNS 2027' }).click()
  await ani.getByRole('button', { name: 'Buka periode' }).click()
  await both()
  const page = await (await fetch(`${server.url}/lowongan/P1-U1`)).text()
  expect(page).toContain('Perawat Terampil')
  expect(page).toContain('IPK paling rendah 3,00')
})
