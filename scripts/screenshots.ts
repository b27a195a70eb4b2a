import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Page } from 'playwright-core'
import type { Welcome } from '../server/protocol/http.ts'
import {
  answerByKey,
  newStation,
  openBrowser,
  signIn,
  staffPage,
  startServer,
  temporaryFolder,
} from './browser/hall.ts'

/** npm run screenshots: the README's pictures, taken anew from a fresh demo. */
const FOLDER = resolve(import.meta.dirname, '../exam-client/screenshots')
const STATIONS = 5

mkdirSync(FOLDER, { recursive: true })
const data = temporaryFolder()
const server = await startServer(join(data.path, 'data'), 0, '--demo')
const browser = await openBrowser()
const take = async (page: Page, name: string) => {
  await page.waitForTimeout(800)
  await page.screenshot({ path: join(FOLDER, `${name}.png`) })
}
try {
  const home = await (await browser.newContext({ viewport: { width: 1366, height: 768 } })).newPage()
  await home.goto(`${server.url}/`)
  await take(home, 'home')

  const { candidates } = (await (await fetch(`${server.url}/api/welcome`)).json()) as Welcome
  for (const [index, card] of candidates.slice(0, STATIONS).entries()) {
    const station = await newStation(browser, server.url, card)
    await signIn(station)
    await station.page.getByRole('button', { name: 'Mulai ujian sekarang' }).click()
    await station.page.locator('.options .option').first().waitFor()
    for (let n = 0; n < 8 + index * 6; n += 1) await answerByKey(station.page, n % 5)
    if (index > 0) continue
    await station.page.keyboard.press('r')
    await station.page.keyboard.press('2')
    await take(station.page, 'station')
  }
  const proctor = await staffPage(browser, server.url, '/proctor/', 'pengawas', 'pengawas-demo')
  await proctor
    .getByRole('link', { name: /Sesi 2/ })
    .first()
    .click()
  await proctor.waitForTimeout(1000)
  await take(proctor, 'proctor')

  const committee = await staffPage(browser, server.url, '/committee/', 'panitia', 'panitia-demo')
  await committee.goto(`${server.url}/committee/?screen=results`)
  await committee.getByRole('link', { name: 'Perawat Terampil' }).click()
  await take(committee, 'ranking')
  await committee.getByRole('button', { name: 'Usulkan pengumuman…' }).click()
  const proposal = committee.getByRole('alertdialog')
  await proposal.getByRole('textbox').fill('Berita acara rapat panitia 12/BA-SKD')
  await proposal.getByRole('checkbox').check()
  await proposal.getByRole('button', { name: 'Usulkan sekarang' }).click()
  await committee.getByText(/orang kedua harus menyetujuinya/).waitFor()
  const second = await staffPage(browser, server.url, '/committee/', 'ketua', 'ketua-demo')
  await second.goto(`${server.url}/committee/?screen=approvals`)
  await second.getByRole('button', { name: /^Setujui.*Perawat Terampil/ }).click()
  await second.getByRole('alertdialog').getByRole('button', { name: 'Setujui dan jalankan' }).click()
  await second.getByText(/^Disetujui dan sudah dijalankan/).waitFor()
  await home.goto(`${server.url}/board/`)
  await home
    .getByRole('link', { name: /Perawat/ })
    .first()
    .click()
  await take(home, 'publication')
} finally {
  await browser.close()
  await server.stop()
  data.remove()
}
