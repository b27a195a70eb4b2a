import { resolve } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { EnrolmentCode, RoomDetail, VenueRow } from '../../server/protocol/venues.ts'
import { type Staff, type TestApp, testApp } from '../../server/testing/test-app.ts'
import { MACHINE_COOKIE } from '../../server/venues/machine.ts'
import { gridPlan } from '../../server/venues/plan.ts'
import { openBrowser } from './hall.ts'

/** The technician at a real browser: enrol once, known by its key from then on. */
describe('a computer of the room', () => {
  let app: TestApp
  let browser: Browser
  let url: string
  let committee: Staff
  let room: RoomDetail

  beforeAll(async () => {
    app = await testApp({ dist: resolve(import.meta.dirname, '../../dist') })
    app.clock.jumpWall(Date.now() - app.clock.wall()) // the browser's clock is the right one
    url = await app.listen()
    committee = await app.staff('committee')
    const venue = (await committee.post('/api/venues', { name: 'Balai', address: '' })).body as VenueRow
    const plan = gridPlan(2, 3)
    room = (await committee.post(`/api/venues/${venue.id}/rooms`, { name: 'A', plan })).body as RoomDetail
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const computer = async (before?: string): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' })
    if (before !== undefined) await context.addInitScript(before)
    return { context, page: await context.newPage() }
  }
  const code = async () => ((await committee.post(`/api/rooms/${room.id}/enrolment-code`)).body as EnrolmentCode).code
  const station = async (name: string) =>
    ((await committee.get(`/api/rooms/${room.id}`)).body as RoomDetail).stations.find((one) => one.name === name)
  const placeOn = async (page: Page) => {
    await page.locator('.place-number').waitFor()
    return (await page.locator('.place-sign dd').allTextContents()).join(' ')
  }
  const enrol = async (page: Page, name: string) => {
    await page.goto(`${url}/station/?enrol`)
    await page.getByLabel('Kode pendaftaran ruang').fill(await code())
    await page.keyboard.press('Enter')
    await page.getByRole('radio', { name }).check()
    await page.getByRole('button', { name: `Daftarkan sebagai meja ${name}` }).click()
    await page.getByRole('heading', { name: `Terdaftar sebagai meja ${name} ruang A` }).waitFor()
  }
  const serious = async (page: Page) =>
    (await new AxeBuilder({ page }).analyze()).violations
      .filter((one) => one.impact === 'serious' || one.impact === 'critical')
      .map((one) => one.id)

  it('is enrolled from the sign-in page with the keyboard alone, and checks itself', async () => {
    const { page, context } = await computer()
    await page.goto(`${url}/station/`)
    await page.getByRole('link', { name: 'Daftarkan komputer ini' }).press('Enter')
    await page.getByLabel('Kode pendaftaran ruang').waitFor()
    expect(await serious(page)).toEqual([])
    await page.keyboard.type('aaaa-2222')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'Kode pendaftaran salah' }).waitFor()
    await page.getByLabel('Kode pendaftaran ruang').fill((await code()).toLowerCase())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Meja mana yang ditempati' }).waitFor()
    expect(await serious(page)).toEqual([])
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Terdaftar sebagai meja 02 ruang A' }).waitFor()
    // A busy machine may answer late; nothing else may be wrong with it.
    await page.getByText(/Layak dipakai ujian|Sambungan ke server lambat/).waitFor()
    expect(await serious(page)).toEqual([])
    const known = await station('02')
    expect(known?.faults.filter((fault) => fault !== 'slow')).toEqual([])
    expect(known).toMatchObject({
      enrolledBy: committee.username,
      check: { socket: true, storage: true, width: 1366, height: 768 },
    })
    await page.getByRole('link', { name: 'Buka halaman ujian' }).click()
    expect(await placeOn(page)).toBe('A 02')
    await context.close()
  })

  it.each([
    ['with WebCrypto', undefined],
    ['on a page that has none', "Object.defineProperty(crypto, 'subtle', { value: undefined })"],
  ])('%s is known again by its key when its cookie is gone, until it is taken back', async (how, before) => {
    const name = how === 'with WebCrypto' ? '03' : '04'
    const { page, context } = await computer(before)
    await enrol(page, name)
    await context.clearCookies()
    await page.evaluate(() => localStorage.clear())
    await page.goto(`${url}/station/`)
    expect(await placeOn(page)).toBe(`A ${name}`)
    expect((await context.cookies()).map((one) => one.name)).toContain(MACHINE_COOKIE)

    const { id = '' } = (await station(name)) ?? {}
    const headers = { cookie: committee.cookie }
    await app.http.inject({ method: 'DELETE', url: `/api/stations/${id}/enrolment`, headers })
    await page.reload()
    await page.getByText('Meja belum diatur').waitFor()
    expect((await context.cookies()).map((one) => one.name)).not.toContain(MACHINE_COOKIE)
    await context.close()
  })

  it('that lost the race for a station is told so, and shown which are free', async () => {
    const [one, two] = [await computer(), await computer()]
    const shared = await code()
    for (const { page } of [one, two]) {
      await page.goto(`${url}/station/?enrol`)
      await page.getByLabel('Kode pendaftaran ruang').fill(shared)
      await page.keyboard.press('Enter')
      await page.getByRole('radio', { name: '05' }).check()
    }
    await one.page.getByRole('button', { name: 'Daftarkan sebagai meja 05' }).click()
    await one.page.getByRole('heading', { name: 'Terdaftar sebagai meja 05' }).waitFor()
    await two.page.getByRole('button', { name: 'Daftarkan sebagai meja 05' }).click()
    await two.page.getByRole('alert').filter({ hasText: 'Meja 05 ruang A sudah mempunyai komputer' }).waitFor()
    expect(await two.page.getByRole('radio', { name: '05' }).isDisabled()).toBe(true)
    await two.page.getByRole('radio', { name: '06' }).check()
    await two.page.getByRole('button', { name: 'Daftarkan sebagai meja 06' }).click()
    await two.page.getByRole('heading', { name: 'Terdaftar sebagai meja 06' }).waitFor()
    await Promise.all([one.context.close(), two.context.close()])
  })

  it('whose browser keeps nothing is told what to do instead of being enrolled', async () => {
    const { page, context } = await computer("Object.defineProperty(window, 'indexedDB', { value: undefined })")
    await page.goto(`${url}/station/?enrol`)
    await page.getByRole('alert').filter({ hasText: 'tidak mengizinkan penyimpanan' }).waitFor()
    await page.getByLabel('Kode pendaftaran ruang').fill('ABCD2345')
    expect(await page.getByRole('button', { name: 'Lanjut' }).isDisabled()).toBe(true)
    await context.close()
  })
})
