import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { announced } from '../../server/testing/announced.ts'
import { testApp } from '../../server/testing/test-app.ts'
import { openBrowser } from './hall.ts'

/** The vacancies as the public meets them: a phone, no JavaScript, a slow line. */
describe('the public vacancies in a browser', () => {
  let browser: Browser
  let url: string
  beforeAll(async () => {
    const app = await testApp()
    await announced(app.services, [
      {
        ...{ code: '61010001', description: 'Merawat pasien rawat jalan dan rawat inap.' },
        ...{ skbPlan: { extras: [{ kind: 'praktik kerja', weight: 25 }] } },
        later: [{ change: { need: 5 }, note: 'Ralat jumlah kebutuhan' }],
      },
      { code: 'X1', position: `<img src=x onerror="document.title='caught'">`, needType: 'disabilitas' },
      ...Array.from({ length: 80 }, (_, at) => ({
        code: `62${String(at).padStart(6, '0')}`,
        ...{ position: 'Guru Kelas Ahli Pertama', unit: `SDN ${at + 1}/II Muara Bungo`, education: 'S-1 PGSD' },
        requirements: { education: [{ level: 's1' as const, programmes: ['pgsd'] }] },
      })),
    ])
    url = await app.listen()
    browser = await openBrowser()
  })
  afterAll(() => browser?.close())

  const PHONE = { viewport: { width: 360, height: 740 }, locale: 'id-ID' }
  const opened = async (
    path: string,
    choice: BrowserContextOptions = PHONE,
  ): Promise<{ page: Page; bytes: () => Promise<number> }> => {
    const page = await (await browser.newContext({ javaScriptEnabled: false, ...choice })).newPage()
    const sizes: Promise<number>[] = []
    page.on('requestfinished', (request) =>
      sizes.push(request.sizes().then((size) => size.responseBodySize + size.responseHeadersSize)),
    )
    // A font may still be on its way when the page says that it is loaded.
    await page.goto(url + path, { waitUntil: 'networkidle' })
    return { page, bytes: async () => (await Promise.all(sizes)).reduce((sum, one) => sum + one, 0) }
  }
  // Axe needs scripts in the page; the page itself has none, so it is the same page.
  const faultsOf = async (path: string, choice: BrowserContextOptions): Promise<string[]> => {
    const { page } = await opened(path, { ...choice, javaScriptEnabled: true, bypassCSP: true })
    const found = await new AxeBuilder({ page }).analyze()
    await page.context().close()
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
  }

  it('[AN3][AN5] is searched and read without JavaScript on a phone', async () => {
    const { page } = await opened('/lowongan')
    await page.getByText('82 formasi', { exact: true }).waitFor()
    await page.getByLabel('Kata kunci').fill('terampil')
    await page.getByLabel('Kata kunci').press('Enter')
    await page.getByRole('heading', { name: '1 dari 82 formasi cocok' }).waitFor()
    await page.getByRole('link', { name: 'Perawat Terampil' }).click()
    await page.getByRole('heading', { level: 1, name: 'Perawat Terampil' }).waitFor()
    await page.getByText('Jumlah kebutuhan: semula 2, menjadi 5.').waitFor()
    expect(await page.getByRole('link', { name: 'Daftar formasi ini' }).getAttribute('href')).toBe(
      '/applicant/?vacancy=61010001',
    )
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Requirements' }).waitFor()
    await page.getByRole('link', { name: 'All vacancies' }).click()
    await page.getByRole('link', { name: 'Next' }).click()
    await page.getByText('Page 2 of 3').waitFor()
  })

  it('[AN4] keeps its budget on the wire, font and style counted', async () => {
    const list = await opened('/lowongan')
    expect(await list.bytes()).toBeLessThan(150_000)
    const vacancy = await opened('/lowongan/61010001')
    const size = await vacancy.bytes()
    expect(size).toBeGreaterThan(20_000) // the font is among it
    expect(size).toBeLessThan(50_000)
  })

  it.each([
    ['/lowongan', 'light'],
    ['/lowongan/61010001', 'dark'],
    ['/en/vacancies/61010001', 'light'],
    ['/widget', 'light'],
  ] as const)('[AN8] %s, %s: axe finds nothing', async (path, colorScheme) => {
    expect(await faultsOf(path, { ...PHONE, colorScheme })).toEqual([])
  })

  it('[AN2] fits a phone, and runs nothing that a vacancy says', async () => {
    for (const path of [
      '/lowongan',
      '/lowongan?q=x1',
      '/lowongan/X1',
      '/lowongan/61010001',
      '/lowongan/nothing',
      '/widget',
    ]) {
      const { page } = await opened(path, { ...PHONE, javaScriptEnabled: true })
      expect([path, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([path, 360])
      expect(await page.title()).not.toBe('caught')
      await page.context().close()
    }
  })
})
