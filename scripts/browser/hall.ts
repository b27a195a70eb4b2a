import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import type { Entry } from '../../server/protocol/station.ts'

/** A real server and a real browser, for tests that go through the whole thing as people do. */
const ROOT = resolve(import.meta.dirname, '../..')
const READY = /siap di http:\/\/localhost:(\d+)/
const FIRST = /kata sandi \/ password\s+: (\S+)/

export interface RunningServer {
  port: number
  url: string
  /** Password of the first administrator, where this start made one. */
  adminPassword: string | null
  /** Its exit code, when it ends. */
  ended: Promise<number | null>
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts the server as `npm start` does, on `port` (0: any). Resolves when it says it is ready. */
export async function startServer(data: string, port = 0, ...options: string[]): Promise<RunningServer> {
  const child = spawn(process.execPath, ['server/main.ts', '--data', data, '--port', String(port), ...options], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const actual = await new Promise<number>((done, fail) => {
    const read = (chunk: Buffer) => {
      output += String(chunk)
      const match = READY.exec(output)
      if (match) setTimeout(() => done(Number(match[1])), 50)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code) => fail(new Error(`server ended with ${code}: ${output}`)))
  })
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)))
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal)
    await ended
  }
  return {
    port: actual,
    url: `http://localhost:${actual}`,
    adminPassword: FIRST.exec(output)?.[1] ?? null,
    ended,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
  }
}

const run = promisify(execFile)

/** Runs a command as a person would; resolves with what it printed. @throws with its stderr when it fails. */
export async function seleksi(data: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, ['scripts/seleksi.ts', ...args, '--data', data], {
    cwd: ROOT,
    maxBuffer: 256 * 1024 * 1024,
  })
  return stdout
}

/** The same, for commands that should be refused: exit status and the lines it wrote. */
export async function refused(
  data: string,
  ...args: string[]
): Promise<{ code: number; stderr: string; stdout: string }> {
  return await new Promise((done) => {
    const child: ChildProcess = execFile(
      process.execPath,
      ['scripts/seleksi.ts', ...args, '--data', data],
      { cwd: ROOT },
      (error, stdout, stderr) => done({ code: error ? Number(error.code) : 0, stdout, stderr }),
    )
    child.stdin?.end()
  })
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'seleksi-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Debian's Chromium; `npm test` says where it is. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-dev-shm-usage',
    ],
  })

/** What a station was promised: entries the server acknowledged, in the order of their numbers, by source. */
export interface Journal {
  acknowledged: { source: string; entry: Entry }[]
  /** Text of every frame and reply this page received. */
  received: string[]
}

/** Listens on the wire of a page, outside of our own code: what was sent, and what was acknowledged. */
export function journalOf(page: Page): Journal {
  const journal: Journal = { acknowledged: [], received: [] }
  const settle = (sent: { source: string; entries: Entry[] }, through: number, refusedNumbers: number[]) => {
    for (const entry of sent.entries) {
      if (entry.n > through || refusedNumbers.includes(entry.n)) continue
      if (journal.acknowledged.some((known) => known.source === sent.source && known.entry.n === entry.n)) continue
      journal.acknowledged.push({ source: sent.source, entry })
    }
  }
  page.on('websocket', (socket) => {
    const waiting = new Map<string, { source: string; entries: Entry[] }>()
    socket.on('framesent', ({ payload }) => {
      const match = /^42\/station,(\d+)(\[.*)$/s.exec(String(payload))
      if (!match) return
      const [event, body] = JSON.parse(match[2] as string) as [string, { source: string; entries: Entry[] }]
      if (event === 'entries') waiting.set(match[1] as string, body)
    })
    socket.on('framereceived', ({ payload }) => {
      journal.received.push(String(payload))
      const match = /^43\/station,(\d+)(\[.*)$/s.exec(String(payload))
      const sent = match && waiting.get(match[1] as string)
      if (!match || !sent) return
      const [ack] = JSON.parse(match[2] as string) as [{ through?: number; refused?: { n: number }[] | string }]
      if (typeof ack.through === 'number' && Array.isArray(ack.refused))
        settle(
          sent,
          ack.through,
          ack.refused.map(({ n }) => n),
        )
    })
  })
  page.on('response', async (response) => {
    if (!response.url().includes('/api/')) return
    const body = await response.text().catch(() => '')
    journal.received.push(body)
    if (!response.url().endsWith('/api/station/entries') || !response.ok()) return
    const ack = JSON.parse(body) as { through: number; refused: { n: number }[] }
    settle(
      response.request().postDataJSON() as { source: string; entries: Entry[] },
      ack.through,
      ack.refused.map(({ n }) => n),
    )
  })
  return journal
}

export interface StationPage {
  page: Page
  context: BrowserContext
  journal: Journal
}

/** A new computer in the hall, with a profile of its own. */
export async function newStation(
  browser: Browser,
  url: string,
  card: { number: string; pin: string; room?: string; station?: string },
  /** Runs in the page before anything of ours: what is wrong with this computer. */
  before?: string,
): Promise<StationPage> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'id-ID' })
  if (before !== undefined) await context.addInitScript(before)
  const page = await context.newPage()
  const journal = journalOf(page)
  const query = new URLSearchParams({
    number: card.number,
    pin: card.pin,
    ...(card.room && card.station ? { room: card.room, station: card.station } : {}),
  })
  await page.goto(`${url}/station/?${query}`)
  return { page, context, journal }
}

/** Signs in and says "Ini saya". */
export async function signIn({ page }: StationPage): Promise<void> {
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByRole('button', { name: 'Ini saya' }).click()
}

/**
 * Answers the item on the screen and moves on, by keyboard: one key each and no waiting for animation frames, so that
 * twenty stations fit on two cores.
 */
export async function answerByKey(page: Page, place: number): Promise<void> {
  await page.keyboard.press(String(place + 1))
  await page.keyboard.press('ArrowRight')
}
/** Until the server has acknowledged so many entries of this page. */
export async function acknowledged({ page, journal }: StationPage, count: number, timeout = 60_000): Promise<void> {
  const until = performance.now() + timeout
  while (journal.acknowledged.length < count) {
    if (performance.now() > until) throw new Error(`only ${journal.acknowledged.length} of ${count} acknowledged`)
    await page.waitForTimeout(50)
  }
}

/** Selesai, the review, and its second confirmation. */
export async function finish(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Selesai', exact: true }).click()
  await page.getByRole('button', { name: 'Selesai dan kumpulkan' }).click()
  await page.getByRole('button', { name: 'Ya, kumpulkan' }).click()
  await page.getByRole('heading', { name: 'Ujian selesai' }).waitFor({ timeout: 60_000 })
}

/** Signs a member of staff in through the form of an app. */
export async function staffPage(
  browser: Browser,
  url: string,
  path: string,
  username: string,
  password: string,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'id-ID',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  await page.goto(`${url}${path}`)
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi').fill(password)
  await page.getByRole('button', { name: 'Masuk', exact: true }).click()
  await page.getByLabel('Kata sandi').waitFor({ state: 'detached' })
  return page
}
