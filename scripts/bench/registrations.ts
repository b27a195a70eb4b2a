import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import PDFDocument from 'pdfkit'
import sharp from 'sharp'
import { SECRET } from '../../server/backup/manifest.ts'
import { canonical } from '../../server/canonical.ts'
import { and, desc, eq } from '../../server/db/sql.ts'
import { openSqlite } from '../../server/db/sqlite.ts'
import { openAddress, openBody } from '../../server/notices/notice-store.ts'
import { addDays, dayOf } from '../../server/protocol/wib-days.ts'
import { DEFAULT_SETTINGS } from '../../server/recruitment/period.ts'
import { quantile } from '../room/room-load.ts'
import { benchHall } from './hall.ts'
import type { LoadReply } from './load.ts'
import { startWorker } from './process.ts'
import type { Say } from './say.ts'
import type { Usage } from './server.ts'

/** What a person in the portal does: account, code, draft, every document that is asked for, and sending. */
interface Files {
  jpeg: Buffer
  pdf: Buffer
}

/**
 * Answers of a sitting at a steady rate, in turns with and without people who register beside it: so many a minute, each
 * with an account, three pictures, four papers and a sent application. The mark is the ratio of both p99.
 */
export async function benchRegistrations(
  say: Say,
  folder: string,
  {
    stations,
    rate,
    ms,
    rounds,
    perMinute,
  }: { stations: number; rate: number; ms: number; rounds: number; perMinute: number },
): Promise<void> {
  const hall = await benchHall(folder, stations)
  const now = Date.now()
  const store = openSqlite(join(hall.data, 'seleksi.sqlite'))
  try {
    await openForRegistration(store, now)
    const files: Files = { jpeg: await jpeg(), pdf: await pdf() }
    const secret = readFileSync(join(hall.data, SECRET))
    const other = await otherServer(folder, now)
    const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' })
    const connect = { do: 'connect', port: server.ready.port, stations: hall.stations, beats: true }
    const load = await startWorker('load.ts', connect)
    const waits: Record<How, number[]> = { alone: [], elsewhere: [], beside: [] }
    const stood: Record<How, number[]> = { alone: [], elsewhere: [], beside: [] }
    const took: number[] = []
    const here = { store, secret, origin: `http://127.0.0.1:${server.ready.port}` }
    const there = { ...other, origin: `http://127.0.0.1:${other.server.ready.port}` }
    let serial = 0
    const measure = async (how: How) => {
      await server.ask<Usage>({ do: 'usage' })
      const answers = await load.ask<LoadReply>({ do: 'open', rate, ms })
      const { stoodMs } = await server.ask<Usage>({ do: 'usage' })
      waits[how].push(quantile([...answers.waits], 0.99))
      stood[how].push(stoodMs)
    }
    const someone = async (at: Place) => {
      serial += 1
      const from = performance.now()
      await register(at, serial, files)
      took.push(performance.now() - from)
    }
    const registering = async (how: How, at: Place) => {
      const going: Promise<void>[] = []
      const timer = setInterval(() => going.push(someone(at)), 60_000 / perMinute)
      // Uploads are under way when the measuring begins.
      await new Promise((resolve) => setTimeout(resolve, 1500))
      await measure(how)
      clearInterval(timer)
      await Promise.all(going)
    }
    try {
      await load.ask({ do: 'open', rate, ms: ms / 3 }) // warm
      for (const at of [here, there]) await someone(at) // the portal's modules too
      took.length = 0
      for (let round = 0; round < rounds; round += 1) {
        await measure('alone')
        await registering('elsewhere', there)
        await registering('beside', here)
      }
    } finally {
      await load.end()
      await server.end()
      await other.end()
    }
    const [alone, elsewhere, beside] = [waits.alone, waits.elsewhere, waits.beside].map((one) => quantile(one, 0.5))
    say(`p99 of ${rate} answers/s, nobody registers`, alone ?? 0, 'ms')
    say(`the same, ${perMinute} registrations a minute at another server here`, elsewhere ?? 0, 'ms')
    say('the same, registrations at the server of the sitting', beside ?? 0, 'ms')
    say('p99 beside registrations ÷ registrations at another server', (beside ?? 0) / (elsewhere ?? 1), '×', {
      atMost: 2,
    })
    say('p99 beside registrations ÷ nobody registers', (beside ?? 0) / (alone ?? 1), '×')
    say('the longest that the server stood still, nobody registers', quantile(stood.alone, 0.5), 'ms')
    say('  and beside registrations', quantile(stood.beside, 0.5), 'ms')
    say(`${took.length} registrations with seven files, median of each`, quantile(took, 0.5) / 1000, 's')
  } finally {
    await store.close()
    hall.remove()
  }
}

type Opened = ReturnType<typeof openSqlite>
/** 'elsewhere': the machine's cores and disk are shared with the same work, and the server is not. */
type How = 'alone' | 'elsewhere' | 'beside'
interface Place {
  store: Opened
  secret: Buffer
  origin: string
}

/** A server of its own on this machine, for the same registrations. */
async function otherServer(folder: string, now: number) {
  const hall = await benchHall(folder, 20)
  const store = openSqlite(join(hall.data, 'seleksi.sqlite'))
  await openForRegistration(store, now)
  const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' })
  const end = async () => {
    await server.end()
    await store.close()
    hall.remove()
  }
  return { store, secret: readFileSync(join(hall.data, SECRET)), server, end }
}

async function openForRegistration(store: Opened, now: number): Promise<void> {
  const { period, vacancy } = store.tables
  const today = dayOf(now)
  const settings = {
    ...DEFAULT_SETTINGS,
    ...{ decree: 'Bench', signer: { name: 'B', title: 'B', place: 'B' }, ruleSet: 'skd-cpns-2024', contact: '' },
    stages: [{ stage: 'registration' as const, from: addDays(today, -1), until: addDays(today, 2) }],
  }
  await store.transaction(async (db) => {
    await db
      .insert(period)
      .values({ id: 'bench', name: 'Bench', state: 'open', version: 1, createdAt: now, settings: canonical(settings) })
    await db.insert(vacancy).values({
      ...{ id: 'bench', code: 'BENCH', position: 'Perawat', unit: 'Puskesmas', needType: 'umum', need: 2 },
      ...{ education: 'D-III', createdAt: now, skbPlan: canonical({ extras: [] }), thresholds: '{}' },
      ...{ periodId: 'bench', requirements: '{}', state: 'open', version: 1 },
    })
  })
}

/** One person from the first request to the receipt. @throws where something is refused: the figure would be false. */
async function register(opened: Place, serial: number, { jpeg: picture, pdf: paper }: Files): Promise<void> {
  const digits = String(serial).padStart(4, '0')
  const address = `bench${digits}@example.org`
  let cookie = ''
  const call = async (method: string, path: string, body?: object | FormData) => {
    const form = body instanceof FormData
    const reply = await fetch(`${opened.origin}/api/applicant/${path}`, {
      method,
      headers: { cookie, ...(body && !form && { 'content-type': 'application/json' }) },
      ...(body && { body: form ? body : JSON.stringify(body) }),
    })
    cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? cookie
    const value = (await reply.json()) as { refused?: string; code: string; id: string; version: number }
    if (!reply.ok) throw new Error(`bench: ${method} ${path}: ${JSON.stringify(value)}`)
    return value
  }
  const { code } = await call('POST', 'registration', {
    ...{ name: 'Pelamar Contoh', nik: `150801450395${digits}`, kk: `150801010101${digits}`, birthDate: '1995-03-05' },
    ...{ gender: 'female', address, password: 'sungai batanghari luas', language: 'id', regionConfirmed: false },
  })
  await call('POST', 'registration/confirmation', { code, digits: await digitsFor(opened, address) })
  const { id, version } = await call('POST', 'applications', { vacancy: 'BENCH' })
  const filled = await call('PATCH', `applications/${id}`, {
    version,
    changes: {
      ...{
        birthPlace: 'Muara Bungo',
        address: 'Jalan Contoh 1',
        region: '15.08.04',
        religion: 'Islam',
        truthful: true,
      },
      education: { level: 'd3', programme: 'keperawatan', institution: 'Poltekkes', year: 2017, gpa: '3,25' },
      ...{ experienceMonths: 12, disability: null },
    },
  })
  for (const { kind, type } of DEFAULT_SETTINGS.documents) {
    const form = new FormData()
    const [bytes, name] = type === 'jpeg' ? [picture, 'foto.jpg'] : [paper, 'surat.pdf']
    form.set('file', new Blob([new Uint8Array(bytes)]), name)
    await call('POST', `applications/${id}/documents/${kind}`, form)
  }
  await call('POST', `applications/${id}/submission`, { version: filled.version })
}

/** The six digits as the mailbox has them: nobody else can read them in the records. */
async function digitsFor({ store, secret }: Place, address: string): Promise<string> {
  const { notice } = store.tables
  const rows = await store.read
    .select()
    .from(notice)
    .where(and(eq(notice.kind, 'code'), eq(notice.channel, 'email')))
    .orderBy(desc(notice.createdAt))
    .limit(50)
  const row = rows.find(({ toSealed }) => openAddress(secret, toSealed) === address)
  return (/(\d{3}) (\d{3})/.exec(row ? openBody({ secret }, row) : '')?.slice(1) ?? []).join('')
}

/** A portrait as a telephone makes it after the browser made it smaller: some 150 KB. */
async function jpeg(): Promise<Buffer> {
  const noise = Buffer.from(Array.from({ length: 90 * 120 * 3 }, (_, at) => (at * 7919 + (at % 13) * 31) % 256))
  return await sharp(noise, { raw: { width: 90, height: 120, channels: 3 } })
    .resize(720, 960, { kernel: 'cubic' })
    .jpeg({ quality: 80 })
    .toBuffer()
}

/** A scanned letter: a page with a picture on it. */
async function pdf(): Promise<Buffer> {
  const document = new PDFDocument({ size: 'A4' })
  const chunks: Buffer[] = []
  document.on('data', (chunk: Buffer) => chunks.push(chunk))
  const ended = new Promise<void>((resolve) => document.on('end', resolve))
  document.text('Surat').image(await jpeg(), { width: 300 })
  document.end()
  await ended
  return Buffer.concat(chunks)
}
