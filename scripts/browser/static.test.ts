import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { extname, join, normalize } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { integration, participants, published, skd } from '../../exam-client/gallery/board-fixtures.ts'
import type { PublicationDocument } from '../../server/protocol/board.ts'
import { digestOf } from '../../server/results/publication.ts'
import { writeBundle } from '../commands/static-bundle.ts'
import { BundleFolder } from '../commands/static-folder.ts'
import { openBrowser, temporaryFolder } from './hall.ts'

/** The bundle as the public meets it: from the simplest web server there is, in a sub-folder, and from a disk. */
const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

// Axe reads whole tables, which takes its time on a small computer.
describe('the static bundle in a browser', { timeout: 240_000 }, () => {
  const folder = temporaryFolder()
  const site = join(folder.path, 'situs')
  let server: Server
  let browser: Browser
  let url: string
  const faults: string[] = []

  beforeAll(async () => {
    const documents: Record<string, PublicationDocument> = { p1: skd(57), p7: participants(), p9: integration(12) }
    const summaries = published.flatMap((summary) => {
      const document = documents[summary.id]
      if (!document) return []
      const digest = digestOf(document)
      documents[summary.id] = { ...document, digest }
      return [{ ...summary, digest, rows: document.counts.total, replacedBy: null }]
    })
    await writeBundle(
      { organisation: 'Panitia Uji', summaries, document: async (id) => documents[id] as PublicationDocument },
      new BundleFolder(site),
      ['csv'],
    )
    server = createServer((request, reply) => {
      const path = normalize(decodeURIComponent(new URL(request.url ?? '', 'http://x').pathname)).replace(
        /^\/hasil\/2026\//,
        '',
      )
      try {
        reply.setHeader('content-type', TYPES[extname(path)] ?? 'application/octet-stream')
        reply.end(readFileSync(join(site, path)))
      } catch {
        reply.writeHead(404).end()
      }
    }).listen(0, '127.0.0.1')
    await new Promise((ready) => server.once('listening', ready))
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hasil/2026/`
    browser = await openBrowser()
  })
  afterAll(async () => {
    await browser?.close()
    server?.close()
    folder.remove()
  })

  async function opened(address: string, size = { width: 390, height: 844 }): Promise<Page> {
    const page = await (await browser.newContext({ viewport: size, locale: 'id-ID' })).newPage()
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text())
    })
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(address)
    return page
  }
  const fits = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
  const serious = async (page: Page) =>
    (await new AxeBuilder({ page }).analyze()).violations.filter(
      ({ impact }) => impact === 'serious' || impact === 'critical',
    )

  it('finds a number, leads to its row, and fits a phone', async () => {
    const page = await opened(`${url}index.html`)
    expect(await fits(page)).toBe(true)
    expect(await serious(page)).toEqual([])
    await page.getByLabel('Cari nomor peserta').fill('2461000042')
    await page.getByLabel('Cari nomor peserta').press('Enter')
    const found = page.getByRole('listitem').filter({ hasText: '24-61-000042' })
    await found.first().waitFor()
    expect(await found.first().textContent()).toMatch(/P\/L-1|P\/L|P\/TL/)
    await found.filter({ hasText: 'Hasil integrasi' }).getByRole('link').click()
    const row = page.locator('tr:target')
    await row.waitFor()
    expect(await row.textContent()).toContain('24-61-000042')
    expect(await row.textContent()).toContain('70,727')
    expect(await fits(page)).toBe(true)
    expect(await serious(page)).toEqual([])
    await page.getByLabel('Saring baris halaman ini').fill('P/TL')
    expect(await page.locator('tbody tr:visible').count()).toBe(2)
    await page.getByRole('link', { name: 'English' }).click()
    await page.getByText('70.727').first().waitFor()
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('finds a vacancy, and says when there is nothing', async () => {
    const page = await opened(`${url}en/index.html`, { width: 1366, height: 768 })
    await page.getByLabel('Find a vacancy').fill('guru kelas')
    await page.getByLabel('Find a vacancy').press('Enter')
    const link = page.getByRole('link', { name: /Guru Kelas/ }).first()
    await link.waitFor()
    expect(await link.getAttribute('href')).toMatch(/en\//)
    await page.getByLabel('Find a card number').fill('99')
    await page.getByLabel('Find a card number').press('Enter')
    await page.getByText('That number is in no publication in force').waitFor()
  })

  it('the digest is computed anew in the page', async () => {
    const page = await opened(`${url}index.html`, { width: 1366, height: 768 })
    await page
      .getByRole('link', { name: /Hasil SKD CPNS 2024/ })
      .first()
      .click()
    await page.getByRole('button', { name: 'Hitung ulang' }).click()
    await page.getByText(/^Cocok: isi yang Anda lihat/).waitFor()
  })

  it('is read and searched from a disk, and read without any script', async () => {
    const page = await opened(`file://${site}/index.html`)
    await page.getByLabel('Cari nomor peserta').fill('24-61-000002')
    await page.getByLabel('Cari nomor peserta').press('Enter')
    // The page lists this publication too; only what the search found leads to a row.
    await page.getByRole('listitem').filter({ hasText: 'Peserta SKB' }).locator('a[href*="#"]').first().click()
    await page.locator('tr:target').waitFor()
    const bare = await (await browser.newContext({ javaScriptEnabled: false })).newPage()
    await bare.goto(`${url}index.html`)
    await bare.getByText('Tanpa JavaScript').waitFor()
    await bare.getByRole('link', { name: 'Hasil integrasi SKD dan SKB CPNS 2024' }).first().click()
    await bare.getByRole('link', { name: /^61010002/ }).click()
    await bare.getByText('24-61-000042').waitFor()
    expect(await bare.locator('form:visible').count()).toBe(0)
  })

  it('on paper the head of the list is repeated with the digest', async () => {
    const page = await opened(`${url}index.html`, { width: 1366, height: 768 })
    await page
      .getByRole('link', { name: /Hasil SKD CPNS 2024/ })
      .first()
      .click()
    await page.emulateMedia({ media: 'print' })
    expect(
      await page
        .locator('thead')
        .first()
        .evaluate((head) => getComputedStyle(head).display),
    ).toBe('table-header-group')
    expect(await page.locator('.b-paper').isVisible()).toBe(true)
    expect(await page.locator('form, nav').filter({ visible: true }).count()).toBe(0)
  })

  it('no page had a fault, and the policy stopped nothing', () => {
    expect(faults).toEqual([])
  })
})
