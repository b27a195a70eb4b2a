import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type PreparedRoom, prepareRoom, ROOM_PASSWORD } from '../room/prepared-room.ts'
import { StationClient } from '../room/station-client.ts'
import { openBrowser, type RunningServer, startServer, temporaryFolder } from './hall.ts'
import { Hands } from './keyboard.ts'

/**
 * A proctor's whole day with the keyboard alone, on a laptop of 1366 x 768: the desk, the room, the second person, the
 * log, the replay, the minutes. The page is never clicked; at each stop of the keyboard a ring must be seen, and after
 * each dialog it must stand on something.
 */
const STATIONS = 4
/** A step that has just opened takes no Enter yet, so that one pressed twice does not walk on by itself. */
const SETTLED_MS = 350
const PIN_READ_MS = 900

describe('a proctor’s day by keyboard', () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'data')
  let browser: Browser
  let server: RunningServer
  let room: PreparedRoom

  beforeAll(async () => {
    browser = await openBrowser()
    room = await prepareRoom(data, STATIONS, STATIONS, 30)
    server = await startServer(data)
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  const sit = async (username: string): Promise<Hands> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' })
    const page: Page = await context.newPage()
    await page.goto(`${server.url}/proctor/`)
    const hands = new Hands(page)
    await hands.see('Masuk sebagai pengawas')
    await hands.go('Nama pengguna')
    await hands.write(username)
    await hands.go('Kata sandi')
    await hands.write(ROOM_PASSWORD)
    await hands.press('Enter')
    await hands.see('Pilih sesi yang Anda awasi')
    return hands
  }
  const settled = ({ page }: Hands) => page.waitForTimeout(SETTLED_MS)
  /** Reason, Ctrl+Enter, and away with the dialog once it says that it is done. */
  const order = async (hands: Hands, what: string, reason: string) => {
    if (reason !== '') {
      await hands.go('Keterangan')
      await hands.write(reason)
    }
    await hands.press('Control+Enter')
    await hands.see(/^(Selesai: |Usulan tercatat)/)
    await hands.press('Enter')
    await hands.back(what)
  }
  /** A step of the whole sitting, from wherever the keyboard stands. */
  const step = async (hands: Hands, button: string, go: string) => {
    await hands.enter(button)
    await hands.enter(go)
    await hands.see(/^Selesai: /)
    await hands.press('Enter')
    await hands.back(button)
  }

  it('needs no mouse', { timeout: 180_000 }, async () => {
    const one = await sit('pengawas-1')
    const cards = room.cards as [PreparedRoom['cards'][number], ...PreparedRoom['cards']]
    const [guest, ...others] = cards

    // The desk: a scanner types the number; then step by step.
    await one.enter('Meja registrasi: Uji ruang')
    await one.see('Siap menerima peserta berikutnya')
    await one.press('F2')
    await one.page.keyboard.type(guest.number)
    await one.press('Enter')
    await one.see('Dokumen asli yang dilihat petugas')
    await settled(one)
    await one.press('Space', 'ArrowDown', 'Space', 'Enter')
    await one.see(/^Barang bawaan dititipkan/)
    await settled(one)
    await one.press('Enter')
    await one.see('Orangnya sama dengan foto pada KTP dan kartu?')
    await settled(one)
    await one.go(/^Lanjut tanpa foto/)
    await one.press('Space')
    await one.go(/^Tidak sama/, 'Shift+Tab')
    await one.press('ArrowUp')
    expect((await one.where())?.name).toBe('Ya, orangnya sama')
    await one.go('Alasan')
    await one.page.keyboard.type('Kamera meja ini rusak; wajah dicocokkan dengan KTP')
    await one.enter('Simpan dan lanjutkan')
    await one.see(/^PIN dibuat sekarang/)
    await settled(one)
    await one.press('Enter')
    const figures = one.page.locator('.d-pin-figures')
    await figures.waitFor()
    const pin = (await figures.textContent()) ?? ''
    await one.page.waitForTimeout(PIN_READ_MS)
    await one.press('Enter')
    await one.see(/^Pemeriksaan dengan detektor/)
    await settled(one)
    await one.press('Enter')
    await one.see(/^Tempat duduk sesuai denah/)
    await settled(one)
    await one.press('Enter')
    await one.see('Semua langkah selesai. Pindai kartu berikutnya.')

    // The room: opened, everybody sits down, started.
    await one.enter('Ruang', 'Shift+Tab')
    await one.see('Langkah berikut: buka sesi agar peserta dapat masuk.')
    await step(one, 'Buka sesi', 'Buka sesi')
    const stations = [{ ...guest, pin }, ...others].map(
      (card, at) => new StationClient(server.url, card, `keyboard-station-${at}`),
    )
    await Promise.all(stations.map((station) => station.enter()))
    await one.see(`Langkah berikut: tunggu peserta siap (${STATIONS} dari ${STATIONS}), lalu mulai semua.`)
    await step(one, 'Mulai semua', 'Mulai semua')
    await one.see(`Ujian berlangsung; ${STATIONS} peserta masih mengerjakan.`)

    // Found by search, then over the map with the arrows; the panel and back.
    await one.press('/')
    await one.write('Uji 3')
    await one.see(`1 dari ${STATIONS} meja`)
    await one.press('Escape')
    await one.see(new RegExp(`^${STATIONS} meja$`))
    await one.press('Enter', 'Home', 'ArrowRight', 'Enter')
    await one.see('Waktu ujian')
    expect((await one.where())?.name).toContain('Peserta Uji 2')
    await one.press('Escape')
    await one.page.locator('.p-panel').waitFor({ state: 'detached' })
    await one.page.waitForTimeout(50)
    expect((await one.where())?.name).toContain('02')

    // One candidate: chosen, paused, told something, let go on.
    const tile = one.page.locator('.p-tile', { hasText: 'Peserta Uji 2' })
    await one.press('Space', 'p')
    await order(one, 'pause', 'Ke kamar kecil, didampingi')
    await tile.getByText('Dijeda').waitFor()
    await one.press('m')
    await one.write('Silakan kembali ke meja Anda.')
    await order(one, 'message', 'Pemberitahuan')
    await one.press('l')
    await order(one, 'resume', 'Sudah kembali')
    await tile.getByText('Mengerjakan').waitFor()

    // Time: proposed by one, given by another.
    await one.press('t')
    await one.write('5')
    await order(one, 'add-time', 'Komputer dinyalakan ulang')
    const two = await sit('pengawas-2')
    await two.enter('Buka ruang: Uji ruang')
    await two.see('Usulan')
    await two.press('i')
    await two.enter(/^Periksa dan putuskan/)
    await two.enter('Setujui')
    await two.see('Disetujui; perintah dijalankan.')
    await two.press('Enter')
    await two.back('approval')

    // A screen is locked, and her work ended.
    await one.press('k')
    await one.write('Layar dikunci. Tetap di tempat.')
    await order(one, 'lock', 'Membuka catatan')
    await tile.getByText('Dikunci').waitFor()
    await one.press('e')
    await order(one, 'end', 'Menyontek; berita acara dibuat')
    await tile.getByText('Diakhiri').waitFor()

    // The end of the day.
    await one.press('Escape', 'a', 'e')
    await order(one, 'end all', 'Latihan selesai')
    await one.see('Tidak ada yang masih mengerjakan. Langkah berikut: tutup sesi.')
    await one.press('Escape')
    await step(one, 'Tutup sesi', 'Tutup sesi')
    await one.see('Sesi ditutup. Hasil ada di halaman panitia.')

    // The log with a correction, the replay, the minutes with a note and its paper.
    await one.enter('Catatan ruang')
    await one.enter(/^Koreksi catatan pukul/)
    await one.go('Yang benar')
    await one.page.keyboard.type('Yang dimaksud meja 03')
    await one.enter('Simpan koreksi')
    await one.back('correction')
    await one.see('Yang dimaksud meja 03')
    await one.enter('Putar ulang', 'Shift+Tab')
    await one.go('Menit')
    await one.press('Home', 'Shift+ArrowRight', 'End')
    await one.see(/^Menit \d+ dari \d+$/)
    await one.enter('Berita acara', 'Shift+Tab')
    await one.see('Berkas untuk dicetak dan ditandatangani (PDF)')
    // The first of that name is the page's own tab, the second the paper.
    await one.go('Berita acara')
    await one.go('Berita acara')
    const [paper] = await Promise.all([one.page.waitForEvent('download'), one.press('Enter')])
    expect(paper.suggestedFilename()).toMatch(/\.pdf$/)
    await one.go('Catatan')
    await one.page.keyboard.type('Sesi selesai tanpa kendala lain')
    await one.enter('Tambahkan')
    await one.see('Catatan ditambahkan.')
    await one.back('note in the minutes')

    for (const station of stations) station.unplug()
    expect([...new Set([...one.lost, ...two.lost])]).toEqual([])
  })
})
