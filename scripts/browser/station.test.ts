import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Welcome } from '../../server/protocol/http.ts'
import type { CommandDone, CommandKind, RoomView, SittingSummary } from '../../server/protocol/proctor.ts'
import { STAFF_REFUSALS } from '../../server/protocol/refusals-staff.ts'
import { STATION_REFUSALS } from '../../server/protocol/refusals-station.ts'
import {
  acknowledged,
  answerByKey,
  finish,
  newStation,
  openBrowser,
  type RunningServer,
  type StationPage,
  signIn,
  startServer,
  temporaryFolder,
} from './hall.ts'
import { slowProxy } from './slow-proxy.ts'

/** The demo's proctor, over HTTP: commands for one candidate, and the file of a computer that was left. */
async function proctorOf(url: string, number: string) {
  const { signIns } = (await (await fetch(`${url}/api/welcome`)).json()) as Welcome
  const { username, password } = signIns.find(({ role }) => role === 'proctor') as Welcome['signIns'][number]
  const signedIn = await fetch(`${url}/api/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ username, password }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ')
  const ask = async <Reply>(path: string, body?: object): Promise<Reply> =>
    (await (
      await fetch(`${url}/api/proctor/sittings${path}`, {
        headers: { cookie, origin: url, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { method: 'POST', body: JSON.stringify(body) }),
      })
    ).json()) as Reply
  for (const { id } of await ask<SittingSummary[]>('')) {
    const tile = (await ask<RoomView>(`/${id}`)).tiles.find((one) => one.number === number)
    if (!tile) continue
    const reason = { category: 'technical', text: 'Listrik padam; genset dinyalakan' }
    const { candidate } = tile
    return {
      candidate,
      command: (kind: CommandKind, more: object = {}) =>
        ask<CommandDone>(`/${id}/commands`, { id: randomUUID(), kind, candidates: [candidate], reason, ...more }),
      carry: (who: string, file: Buffer) => ask(`/${id}/carry`, { candidate: who, file: file.toString('base64') }),
    }
  }
  throw new Error(`${number} has no seat`)
}

/** The station in a real browser, on the demo that `npm start` serves. */
describe('the station', () => {
  const folder = temporaryFolder()
  let server: RunningServer
  let browser: Browser
  let cards: Welcome['candidates']

  beforeAll(async () => {
    browser = await openBrowser()
    server = await startServer(join(folder.path, 'data'), 0, '--demo')
    cards = ((await (await fetch(`${server.url}/api/welcome`)).json()) as Welcome).candidates
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    folder.remove()
  })

  const card = (n: number) => cards[n] as Welcome['candidates'][number]
  const working = async (station: StationPage) => {
    await signIn(station)
    const start = station.page.getByRole('button', { name: 'Mulai ujian sekarang' })
    await start.or(station.page.locator('.options')).first().waitFor()
    if (await start.isVisible()) await start.click()
    await station.page.locator('.options .option').first().waitFor()
  }

  it('loads at most 120 kB of JavaScript, gzipped', () => {
    const dist = resolve(import.meta.dirname, '../../dist')
    const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8')) as Record<
      string,
      { file: string; imports?: string[] }
    >
    const files = new Set<string>()
    const collect = (name: string) => {
      const chunk = manifest[name]
      if (!chunk || files.has(chunk.file)) return
      files.add(chunk.file)
      for (const one of chunk.imports ?? []) collect(one)
    }
    collect('station/index.html')
    const bytes = [...files].reduce(
      (total, file) => total + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length,
      0,
    )
    expect(files.size).toBeGreaterThan(0)
    expect(bytes).toBeLessThanOrEqual(120 * 1024)
    const all = [...files].map((file) => readFileSync(join(dist, file), 'utf8')).join()
    const unused = Object.values(STAFF_REFUSALS).filter(({ en }) => all.includes(en))
    expect(unused, 'sentences that no station can show').toEqual([])
    expect(all).toContain(STATION_REFUSALS['storage-full'].en)
  })

  it('paints a choice in the next frame while the network is 2 s away, and ticks only on acknowledgement', async () => {
    const proxy = await slowProxy(server.port, 2000)
    const station = await newStation(browser, `http://localhost:${proxy.port}`, card(0))
    const { page } = station
    page.setDefaultTimeout(60_000)
    await working(station)
    await page.evaluate(() => {
      const seen = { painted: null as boolean | null, ticked: null as boolean | null }
      Object.assign(window, { seen })
      document.addEventListener(
        'click',
        () =>
          requestAnimationFrame(() => {
            seen.painted = document.querySelectorAll('.option[data-chosen]').length === 1
            seen.ticked = document.querySelector('.option .mark[data-saved]') !== null
          }),
        { capture: true, once: true },
      )
    })
    await page.locator('.options .option').nth(1).click()
    await page.waitForFunction(() => (window as unknown as { seen: { painted: boolean | null } }).seen.painted !== null)
    expect(await page.evaluate(() => (window as unknown as { seen: object }).seen)).toEqual({
      painted: true,
      ticked: false,
    })
    await page.locator('.option .mark[data-saved]').waitFor()
    await station.context.close()
    await proxy.close()
  })

  it('keeps answering while the network is cut, says how many wait, and loses nothing by a reload', async () => {
    const proxy = await slowProxy(server.port, 0)
    const station = await newStation(browser, `http://localhost:${proxy.port}`, card(1))
    const { page, journal } = station
    await working(station)
    await answerByKey(page, 0)
    await answerByKey(page, 1)
    await acknowledged(station, 2)
    proxy.cut()
    for (let n = 0; n < 4; n += 1) await answerByKey(page, n)
    await page.getByText(/4 jawaban menunggu di komputer ini/).waitFor()
    proxy.mend()
    await acknowledged(station, 6)
    await page.reload()
    await page.getByText('Terjawab 6').waitFor()
    expect(new Set(journal.acknowledged.map(({ entry }) => entry.n)).size).toBe(6)
    await finish(page)
    await page.getByText(/^[0-9A-F]{4}(-[0-9A-F]{4}){3}$/).waitFor()
    await station.context.close()
    await proxy.close()
  })

  it('goes on at another computer after a crash, and the first one is told politely', async () => {
    const first = await newStation(browser, server.url, card(2))
    await working(first)
    for (let n = 0; n < 3; n += 1) await answerByKey(first.page, n)
    await acknowledged(first, 3)
    const second = await newStation(browser, server.url, card(2))
    await second.page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await second.page
      .getByText(/masih terbuka/)
      .first()
      .waitFor()
    await first.page.goto('about:blank')
    await second.page.getByText('Terjawab 3').waitFor({ timeout: 30_000 })
    await first.page.goto(`${server.url}/station/`)
    await first.page
      .getByText(/dilanjutkan di|Masukkan nomor peserta/)
      .first()
      .waitFor()
    await first.context.close()
    await second.context.close()
  })

  it('goes on at another computer by the proctor’s word alone, and carries by hand what the first could not send', async () => {
    const { candidate, command, carry } = await proctorOf(server.url, card(7).number)
    const first = await newStation(browser, server.url, card(7))
    await working(first)
    for (let n = 0; n < 3; n += 1) await answerByKey(first.page, n)
    await acknowledged(first, 3)
    await first.context.setOffline(true)
    for (let n = 0; n < 2; n += 1) await answerByKey(first.page, n)
    await first.page.getByText(/2 jawaban menunggu di komputer ini/).waitFor()
    const second = await newStation(browser, server.url, { ...card(7), station: '30' })
    await second.page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await second.page.getByRole('heading', { name: 'Pengawas diminta menyetujui' }).waitFor()
    expect(await command('move', { to: null })).toMatchObject({ done: 1, refused: [] })
    await second.page.getByText('Terjawab 3').waitFor()
    await first.context.setOffline(false)
    const save = first.page.getByRole('button', { name: 'Simpan berkas jawaban' })
    await save.waitFor()
    const [file] = await Promise.all([first.page.waitForEvent('download'), save.click()])
    expect(file.suggestedFilename()).toBe(`jawaban-${card(7).number}.seleksi`)
    expect(await carry(candidate, readFileSync(await file.path()))).toEqual({ taken: 2, left: 0 })
    await second.page.getByText('Terjawab 5').waitFor()
    await first.context.close()
    await second.context.close()
  })

  it('hears of a pause, its reason and a message while only HTTP gets through', async () => {
    const { command } = await proctorOf(server.url, card(8).number)
    const proxy = await slowProxy(server.port, 0)
    const station = await newStation(
      browser,
      `http://localhost:${proxy.port}`,
      card(8),
      'globalThis.WebSocket = class { constructor() { throw new Error("closed by a virus scanner") } }',
    )
    const { page } = station
    await working(station)
    await page.getByText(/jalur cadangan dipakai/).waitFor()
    await command('message', { text: 'Mohon tetap di tempat' })
    await page.getByText('Mohon tetap di tempat').waitFor()
    await page.getByRole('button', { name: 'Sudah dibaca' }).click()
    await command('pause')
    await page.getByRole('heading', { name: 'Ujian dijeda oleh pengawas' }).waitFor()
    await page.getByText('genset dinyalakan').waitFor()
    await command('resume')
    await page.locator('.options .option').first().waitFor()
    await page.keyboard.press('w')
    await page.getByText('Dijeda pengawas, dikembalikan').waitFor()
    await station.context.close()
    await proxy.close()
  })

  it('refuses a second tab of the same browser', async () => {
    const station = await newStation(browser, server.url, card(3))
    await working(station)
    const tab = await station.context.newPage()
    await tab.goto(`${server.url}/station/`)
    await tab.getByRole('heading', { name: 'Ujian ini sudah terbuka di tab lain' }).waitFor()
    await station.context.close()
  })

  it('keeps the server’s time on a computer whose clock is ten years off', async () => {
    const station = await newStation(
      browser,
      server.url,
      card(6),
      `
      const Real = Date, shift = 3650 * 864e5
      globalThis.Date = class extends Real {
        constructor(...given) { given.length ? super(...given) : super(Real.now() + shift) }
        static now() { return Real.now() + shift }
      }`,
    )
    const { page } = station
    expect(await page.evaluate(() => new Date().getFullYear())).toBeGreaterThan(new Date().getFullYear() + 8)
    await page.getByText(/berbeda 10 tahun dari server/).waitFor()
    await working(station)
    await answerByKey(page, 0)
    await acknowledged(station, 1)
    await page
      .getByText(/^01:39:\d\d$/)
      .first()
      .waitFor()
    await station.context.close()
  })

  it('names the right seat at the wrong one', async () => {
    const station = await newStation(browser, server.url, { ...card(4), room: 'B', station: '19' })
    await station.page.getByRole('button', { name: 'Masuk', exact: true }).click()
    await station.page
      .getByText(new RegExp(`ruang ${card(4).room}, meja ${card(4).station}`))
      .first()
      .waitFor()
    await station.context.close()
  })

  it('is worked by keyboard alone, in both languages, large and in high contrast, without a fault axe can find', async () => {
    const station = await newStation(browser, server.url, card(5))
    const { page } = station
    const scan = async () =>
      expect(
        (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes[0]?.html]),
      ).toEqual([])
    await scan()
    await working(station)
    await scan()
    await page.keyboard.press('c')
    await page.keyboard.press('r')
    await page.keyboard.press('End')
    await page.getByText('soal 110 dari 110').waitFor()
    await page.keyboard.press('g')
    await page.keyboard.type('41')
    await page.keyboard.press('Enter')
    await page.getByText('soal 41 dari 110').waitFor()
    await page.keyboard.press('Home')
    await page.getByText('Terjawab 1').waitFor()
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByText('item 1 of 110').waitFor()
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
    for (let n = 0; n < 5; n += 1) await page.getByRole('button', { name: 'Larger text' }).click()
    await scan()
    await station.context.close()
  })
})
