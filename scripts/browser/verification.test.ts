import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APPLICANT_COOKIE, signInApplicant } from '../../server/access/sign-in-store.ts'
import { documentFiles } from '../../server/applications/document-files-store.ts'
import { documentKey } from '../../server/applications/document-store.ts'
import { sealBytes } from '../../server/recruitment/nik-seal.ts'
import { letterPdf, photoJpeg } from '../../server/testing/documents.ts'
import { PASSWORD } from '../../server/testing/test-app.ts'
import { numberOf, type VerificationDesk, verificationDesk } from '../../server/testing/verification-desk.ts'
import { momentText } from '../../server/verification/outside-words.ts'
import { openBrowser, type RunningServer, staffPage, startServer, temporaryFolder } from './hall.ts'

const DAY = 24 * 3_600_000

/** Two officers race, judge by keyboard beside the documents, the result is announced, and an objection is heard. */
describe('verification, in the browser', () => {
  const folder = temporaryFolder()
  const data = join(folder.path, 'data')
  let server: RunningServer
  let browser: Browser
  let officers: [Page, Page]
  let committee: [Page, Page]
  let token = ''
  let application = ''
  const wrong: string[] = []

  beforeAll(async () => {
    browser = await openBrowser()
    const desk = await prepared(data)
    const { services } = desk.app
    const objector = await desk.row(1)
    application = objector.id
    token = await services.store.transaction((db) => signInApplicant(services, db, objector.applicantId))
    const verifiers = [await desk.app.staff('verifier'), await desk.app.staff('verifier')]
    const names = [...verifiers, ...desk.staff].map(({ username }) => username)
    await desk.app.close()
    server = await startServer(data)
    const pages = await Promise.all(names.map((name) => staffPage(browser, server.url, '/committee/', name, PASSWORD)))
    officers = [pages[0] as Page, pages[1] as Page]
    committee = [pages[2] as Page, pages[3] as Page]
    for (const page of pages)
      page.on('console', (line) =>
        /Content Security Policy|Uncaught/.test(line.text()) ? void wrong.push(line.text()) : undefined,
      )
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })
  const open = (page: Page, query: string) => page.goto(`${server.url}/committee/?${query}`)
  const heading = (page: Page) => page.getByRole('heading', { level: 1, name: /^Lamaran L-/ })
  const decide = (page: Page) => page.getByRole('button', { name: 'Putuskan dan ambil berikutnya' })

  it('gives two officers who press at the same moment two different applications', async () => {
    const [ani, budi] = officers
    await expect.poll(() => ani.getByRole('navigation', { name: 'Urutan kerja' }).getByRole('link').count()).toBe(1)
    await Promise.all(officers.map((page) => page.getByRole('button', { name: 'Ambil lamaran berikutnya' }).click()))
    await Promise.all(officers.map((page) => heading(page).waitFor()))
    const titles = await Promise.all(officers.map((page) => heading(page).textContent()))
    expect(titles.sort()).toEqual([3, 4].map((n) => `Lamaran ${numberOf(n)}`))
    expect(await budi.getByText('1508••••••••••', { exact: false }).count()).toBeGreaterThan(0)
  })

  it('is judged by keyboard alone, the document beside its requirement', async () => {
    const [ani, budi] = officers
    const frame = ani.locator('iframe[title="Dokumen Ijazah"]')
    await frame.waitFor()
    const reply = await ani.request.get(`${server.url}${await frame.getAttribute('src')}`)
    expect([reply.status(), reply.headers()['content-type']]).toEqual([200, 'application/pdf'])
    // Nobody else opens it, not even another verifier.
    expect((await budi.request.get(`${server.url}${await frame.getAttribute('src')}`)).status()).toBe(403)
    await ani.keyboard.press('t')
    await ani.getByLabel('Alasan TMS').waitFor()
    await ani.keyboard.press('1')
    await ani.keyboard.press('ArrowDown')
    await judge(ani)
    await ani.getByText(/diputus TMS. Tersimpan/).waitFor()
    await judge(budi)
    await budi.getByText(/diputus MS. Tersimpan/).waitFor()
    // The last one went to whoever was first; the other is told that none is left.
    for (const page of officers) if (await decide(page).isVisible()) await judge(page)
    await expect.poll(async () => (await Promise.all(officers.map((page) => decide(page).count()))).join()).toBe('0,0')
    await open(budi, 'screen=verification')
    await budi.getByText('Tidak ada lamaran yang menunggu.').waitFor()
  })

  it('is announced by two people, and read by everybody without a name in full', async () => {
    const [one, other] = committee
    await open(one, 'screen=verification&tab=announce')
    await one.getByText('Persis seperti ini').waitFor()
    await one.getByRole('button', { name: 'Usulkan pengumuman' }).click()
    const dialog = one.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Berita acara 3/BA-ADM')
    await dialog.getByRole('button', { name: 'Usulkan pengumuman' }).click()
    await one.getByText('menunggu orang kedua di layar Persetujuan').waitFor()
    await approve(other)
    const list = (await (await other.request.get(`${server.url}/api/verification/announcements`)).json()) as {
      MS: number
      TMS: number
    }[]
    expect(list[0]).toMatchObject({ MS: 2, TMS: 1 })
  })

  it('hears an objection and lets two people answer it; who is MS becomes a candidate', async () => {
    const [one, other] = committee
    const applicant = await browser.newContext()
    await applicant.addCookies([{ name: APPLICANT_COOKIE, value: token, url: server.url }])
    const text = 'Ijazah saya D-III Keperawatan dan sudah saya unggah lengkap.'
    const filed = await applicant.request.post(`${server.url}/api/applicant/appeal`, {
      data: { application, text, truthful: true },
    })
    expect(filed.status()).toBe(200)
    await open(one, 'screen=verification&tab=appeals')
    await one.getByRole('link', { name: /^Buka sanggah SA-000001/ }).click()
    await one.getByText(text).waitFor()
    await one.getByRole('combobox', { name: 'Naskah' }).selectOption({ label: 'Diterima: Pemeriksa keliru' })
    await one.getByLabel('Dasar jawaban').fill('Ijazah diperiksa kembali')
    await one.getByRole('button', { name: 'Usulkan jawaban' }).click()
    await one.getByText('menunggu orang kedua').waitFor()
    await approve(other)
    const seen = (await (
      await applicant.request.get(`${server.url}/api/applicant/appeal?application=${application}`)
    ).json()) as {
      result: { verdict: string }
      appeal: { own: { state: string } }
    }
    expect([seen.result.verdict, seen.appeal.own.state]).toEqual(['MS', 'granted'])
    await open(one, 'screen=verification&tab=announce')
    await one.getByRole('button', { name: 'Jadikan peserta' }).click()
    await one.getByText('3 pelamar menjadi peserta ujian.').waitFor()
    await open(one, 'screen=applicants')
    await one.getByLabel('Cari nomor, nama, atau NIK 16 angka').fill('L-0002')
    await one.getByText('1 lamaran').waitFor()
    await one.getByRole('link', { name: 'Buka lamaran L-0002' }).click()
    await one.getByRole('button', { name: 'Tampilkan data lengkap' }).click()
    await one.getByRole('dialog').getByRole('textbox').fill('memeriksa permintaan pelamar')
    await one.getByRole('dialog').getByRole('button', { name: 'Tampilkan dan catat' }).click()
    await one.getByText('pelamar2@example.org').waitFor()
    await one.locator('img[alt="Dokumen Pas foto"]').waitFor()
    expect(wrong).toEqual([])
    await applicant.close()
  })

  /** M for all that is left, then Ctrl+Enter. */
  async function judge(page: Page) {
    for (let n = 0; n < 20 && (await decide(page).isDisabled()); n += 1) await page.keyboard.press('m')
    await page.keyboard.press('Control+Enter')
  }
  async function approve(page: Page) {
    await open(page, 'screen=approvals')
    await page
      .getByRole('button', { name: /^Setujui/ })
      .first()
      .click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Setujui dan jalankan' }).click()
    await page.getByText(/^Disetujui dan sudah dijalankan/).waitFor()
  }
})

/** Two applications announced yesterday, one of them TMS; three that came since, all with real documents. */
async function prepared(data: string): Promise<VerificationDesk> {
  const desk = await verificationDesk(0, { folder: data })
  const { clock, services } = desk.app
  clock.jumpWall(Date.now() - DAY - clock.wall())
  const sent = (daysAgo: number) => ({ dikirim_wib: momentText(clock.wall() - daysAgo * DAY) })
  await desk.apply([1, 2], sent(3))
  await desk.decideAll(await desk.app.staff('verifier'), [1])
  await desk.later(0)
  await desk.announce()
  for (const n of [3, 4, 5]) await desk.apply([n], sent(2 - n / 10))
  const [photo, letter] = [await photoJpeg(), await letterPdf({ pages: 2, text: 'Ijazah contoh' })]
  const { document } = services.store.tables
  for (const serial of [1, 2, 3, 4, 5]) {
    const { id } = await desk.row(serial)
    for (const [kind, type, bytes] of [
      ['pas-foto', 'jpeg', photo],
      ['ijazah', 'pdf', letter],
    ] as const) {
      const file = services.newId()
      await documentFiles(services).keep(file, sealBytes(documentKey(services.secret), bytes))
      await services.store.transaction(async (db) => {
        await db.insert(document).values({
          ...{ id: services.newId(), applicationId: id, kind, file, digest: 'd', bytes: bytes.length, type },
          ...{ pages: type === 'pdf' ? 2 : null, width: null, height: null, name: kind, createdAt: clock.wall() },
          ...{ replacedAt: null, erasedAt: null },
        })
      })
    }
  }
  clock.jumpWall(Date.now() - clock.wall())
  return desk
}
