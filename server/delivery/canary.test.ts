import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { BankItem } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { PROTOCOL, type StationView } from '../protocol/station.ts'
import { openPaper } from '../testing/open-paper.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { answered, dial, type ProctorSocket, type StationSocket } from '../testing/sockets.ts'

/**
 * Canaries sit in everything that judges or names an item: keys, labels, rationales, sources, topics, enemies. Then
 * every byte that a station gets is searched for them (T02).
 */
const CANDIDATES = 6
let hall: Hall
let origin: string
/** Everything that ever came to a station, as text. */
const station: string[] = []
/** What every station had before the start: sealed bytes, as they came. */
const before: Buffer[] = []
const proctor: string[] = []
const board: string[] = []
/** The words of an item's options by where they stand in the source. */
const placeOf = new Map<string, number>()

function canaryBank() {
  const builder = bank().section('TWK', 20).section('TIU', 20).section('TKP', 20, { kind: 'weighted' })
  const { items, keys } = builder.build()
  const label = (id: string) => `CANARY-LABEL-${id}`
  const plain = items.map(
    (one, at): BankItem => ({
      ...one,
      source: `CANARY-SOURCE-${at}`,
      subject: 'CANARY-SUBJECT',
      topic: 'CANARY-TOPIC',
      enemies: [`CANARY-ENEMY-${at}`],
      item: {
        ...one.item,
        stem: `Pertanyaan ke-${at}`,
        options: one.item.options.map((option, place) => {
          const html = `pilihan ${at * 31 + place * 7919}`
          placeOf.set(html, place)
          return { ...option, id: label(option.id), html }
        }),
      },
    }),
  )
  const secret = keys.map(
    (key): ItemKey =>
      key.kind === 'single'
        ? { ...key, correct: key.correct.map(label) }
        : key.kind !== 'weighted'
          ? key
          : {
              ...key,
              weights: Object.fromEntries(Object.entries(key.weights).map(([id, weight]) => [label(id), weight])),
            },
  )
  const made = { section: () => made, build: () => ({ items: plain, keys: secret }) }
  return made
}

beforeAll(async () => {
  hall = await sitting()
    .withCandidates(CANDIDATES)
    .withBank(canaryBank())
    .withRationale('CANARY-RATIONALE')
    .showingThreshold()
    .opened()
  origin = await hall.app.listen()
  const supervisor = await hall.app.staff('proctor')

  const ask = async (into: string[], method: string, path: string, cookie = '', body?: object) => {
    const headers = { cookie, origin, ...(body && { 'content-type': 'application/json' }) }
    const reply = await fetch(origin + path, { method, headers, ...(body && { body: JSON.stringify(body) }) })
    into.push([...reply.headers].map((pair) => pair.join(': ')).join('\n'), await reply.text())
    return reply
  }
  const record = (socket: StationSocket | ProctorSocket, into: string[]) =>
    socket.io.engine.on(
      'packet',
      ({ data }: { data?: unknown }) => void into.push(typeof data === 'string' ? data : JSON.stringify(data ?? '')),
    )

  const console = dial<ProctorSocket>(origin, '/proctor', { cookie: supervisor.cookie })
  expect(await answered(console)).toBe('connected')
  record(console, proctor)
  await console.emitWithAck('watch', { sitting: hall.id })

  for (const [index, seat] of hall.seats.entries()) {
    const source = `canary-station-${index}`
    const signIn = { protocol: PROTOCOL, number: seat.number, pin: seat.pin, place: null, source }
    await ask(station, 'POST', '/api/station/sign-in', '', { ...signIn, pin: '------' })
    const reply = await ask(station, 'POST', '/api/station/sign-in', '', signIn)
    const cookie = reply.headers.getSetCookie()[0]?.split(';')[0] ?? ''
    await ask(station, 'POST', '/api/station/confirm', cookie, { source })
    const look = async () => {
      await ask(station, 'GET', `/api/station/view?source=${source}`, cookie)
      return JSON.parse(station.at(-1) ?? '') as StationView
    }
    const ticket = (await look()).paper
    const sealed = Buffer.from(
      await (await fetch(`${origin}/api/station/paper/${ticket?.address}`, { headers: { cookie } })).arrayBuffer(),
    )
    if (index === 0) before.push(...station.map((text) => Buffer.from(text)), sealed)
    const socket = dial<StationSocket>(origin, '/station', { cookie })
    expect(await answered(socket)).toBe('connected')
    record(socket, station)
    await socket.emitWithAck('hello', { protocol: PROTOCOL, source })
    if (index === 0) await hall.command('start')
    await socket.emitWithAck('hello', { protocol: PROTOCOL, source })
    const opened = (await look()).paper
    if (opened) station.push(JSON.stringify(openPaper(sealed, opened)))
    const entry = (n: number) => ({ n, kind: 'answer' as const, slot: n - 1, choice: n % 5 })
    await socket.emitWithAck('entries', { source, entries: [entry(1), entry(2), entry(3)] })
    await socket.emitWithAck('entries', { source, entries: [{ n: 4, kind: 'answer', slot: 499, choice: 9 }] })
    await socket.emitWithAck('entries', { source, entries: [{ n: 4 } as never] })
    await ask(station, 'POST', '/api/station/entries', cookie, {
      source,
      entries: [entry(4), { n: 5, kind: 'flag', slot: 2, on: true }],
    })
    await ask(station, 'POST', '/api/station/entries', cookie, { source, entries: [{ ...entry(6), choice: 'CHOICE' }] })
    for (const path of [
      '/api/welcome',
      '/api/me',
      '/api/health',
      '/api/banks',
      '/api/nothing',
      `/api/sittings/${hall.id}/export.json`,
    ])
      await ask(station, 'GET', path, cookie)
    if (index === 1)
      for (const path of ['/api/board', `/api/board/${hall.id}`, '/api/publications']) await ask(board, 'GET', path)
    if (index % 2 === 0) await socket.emitWithAck('entries', { source, entries: [{ n: 6, kind: 'finish' }] })
    await socket.emitWithAck('hello', { protocol: PROTOCOL, source })
    await ask(station, 'GET', `/api/station/view?source=${source}`, cookie)
    socket.disconnect()
  }
  await ask(proctor, 'GET', `/api/proctor/sittings/${hall.id}`, supervisor.cookie)
  await ask(proctor, 'GET', '/api/proctor/sittings', supervisor.cookie)
  for (const path of ['/api/banks', '/api/board', '/api/audit', '/api/candidates'])
    await ask(proctor, 'GET', path, supervisor.cookie)
})

/** The bodies that are JSON, also inside socket packets. */
const bodies = (texts: string[]): unknown[] =>
  texts.flatMap((text) => {
    const start = text.search(/[[{]/)
    try {
      return start < 0 ? [] : [JSON.parse(text.slice(start))]
    } catch {
      return []
    }
  })
function fields(value: unknown, into = new Set<string>()): Set<string> {
  if (Array.isArray(value)) for (const one of value) fields(one, into)
  else if (typeof value === 'object' && value !== null)
    for (const [name, one] of Object.entries(value)) {
      into.add(name)
      fields(one, into)
    }
  return into
}

describe('what a station receives', () => {
  it('is a whole examination, over HTTP and the socket: the search would find something', () => {
    const all = station.join('\n')
    expect(all.match(/Pertanyaan ke-/g)?.length).toBe(CANDIDATES * 60)
    expect(all).toContain('"at":"finished"')
    expect(all).toContain('"started"')
    expect(all).toContain('no-such-slot')
    expect(bodies(station).length).toBeGreaterThan(CANDIDATES * 15)
  })

  it('[A21] is sealed before the start: no word of an item, over any way', () => {
    const all = Buffer.concat(before)
    expect(all.length).toBeGreaterThan(5000)
    for (const word of ['Pertanyaan', 'pilihan ', '"options"']) expect(all.includes(word)).toBe(false)
  })

  it('holds no key, label, source, topic or rationale', () => expect(station.join('\n')).not.toContain('CANARY'))

  it('holds no item’s id, nor anybody’s: not the test’s secret, not a hash of a PIN', async () => {
    const { store } = hall.app.services
    const all = station.join('\n')
    const items = await store.read
      .select({ id: store.tables.item.id, digest: store.tables.item.digest })
      .from(store.tables.item)
    const [row] = await store.read.select().from(store.tables.sitting)
    const seats = await store.read.select().from(store.tables.seat)
    expect(items).toHaveLength(60)
    const secrets = [...items.flatMap((item) => [item.id, item.digest]), row?.secret, row?.id, row?.testId]
    for (const secret of [...secrets, ...seats.flatMap((seat) => [seat.pinHash, seat.candidateId])]) {
      expect(secret?.length).toBeGreaterThan(15)
      // The refused ask for the sitting's export names it in no reply either.
      expect(all).not.toContain(secret)
    }
  })

  it('has these fields and no other', () => {
    const allowed = [
      ...[
        'candidate',
        'number',
        'name',
        'vacancy',
        'unit',
        'sitting',
        'test',
        'items',
        'sections',
        'id',
        'title',
        'count',
      ],
      ...[
        'seat',
        'venue',
        'room',
        'station',
        'minutes',
        'accommodated',
        'examNow',
        'wallNow',
        'phase',
        'at',
        'through',
      ],
      ...[
        'deadline',
        'paused',
        'pausedLeftMs',
        'untilShown',
        'locked',
        'paper',
        'section',
        'stimulus',
        'stem',
        'options',
        'html',
        'responses',
        'flags',
      ],
      ...['address', 'key'],
      ...['photo', 'fullScreen', 'stamp', 'orders', 'carryKey'],
      ...[
        'ledger',
        'startedAt',
        'finishedAt',
        'entries',
        'cause',
        'ms',
        'from',
        'until',
        'at',
        'by',
        'approvedBy',
        'reason',
      ],
      ...['holds', 'lastsUntil'],
      ...['how', 'answered', 'receipt', 'score', 'points', 'max', 'total', 'met', 'shortfalls', 'on', 'have', 'need'],
      ...[
        'refused',
        'detail',
        'what',
        'kind',
        'n',
        'why',
        'sid',
        'upgrades',
        'pingInterval',
        'pingTimeout',
        'maxPayload',
      ],
      ...[
        'demo',
        'version',
        'organisation',
        'signIns',
        'applicant',
        'candidates',
        'sittings',
        'staff',
        'ready',
        'protocol',
        'running',
      ],
    ]
    expect([...fields(bodies(station))].filter((name) => !allowed.includes(name))).toEqual([])
  })

  it('shows no score before the finish', () => {
    const views = bodies(station).flatMap((body) => (Array.isArray(body) ? body : [body])) as {
      phase?: { at: string; score?: unknown; receipt?: string }
    }[]
    const phases = views.flatMap((view) => (view?.phase ? [view.phase] : []))
    expect(phases.some((phase) => phase.at === 'working')).toBe(true)
    for (const phase of phases)
      if (phase.at !== 'finished') expect([phase.score, phase.receipt]).toEqual([undefined, undefined])
  })

  it('the order of options on the wire tells nothing of their order in the source', () => {
    const counts = Array.from({ length: 5 }, () => Array<number>(5).fill(0))
    for (const text of station.filter((one) => one.startsWith('{"items":')))
      for (const item of (JSON.parse(text) as { items: { options: { html: string }[] }[] }).items)
        for (const [shown, option] of item.options.entries()) {
          const row = counts[placeOf.get(option.html) ?? -1] as number[]
          row[shown] = (row[shown] ?? 0) + 1
        }
    const each = counts.flat().reduce((sum, n) => sum + n, 0) / 25
    expect(each).toBeGreaterThan(20)
    // Seven standard deviations: never by chance, always when the order is the source's.
    for (const n of counts.flat()) expect(Math.abs(n - each)).toBeLessThan(7 * Math.sqrt(each) * 1.5)
  })
})

describe('what others receive', () => {
  it('[P7] a proctor sees progress, never a score, a response or an item', () => {
    const all = proctor.join('\n')
    expect(all).toMatch(/"answered":[34]/)
    expect(all).not.toMatch(/CANARY|Pertanyaan|pilihan|"points"|"total"|"responses"|"score"/)
  })

  it('[RS7] the public board has names, numbers and scores, and nothing that judges an item', () => {
    const all = board.join('\n')
    expect(all).toContain('"Peserta 1"')
    expect(all).not.toMatch(/CANARY|Pertanyaan|pilihan|"150801\d{10}"/)
    const rows = (bodies(board) as { rows?: object[] }[]).find((body) => body.rows)?.rows ?? []
    expect(Object.keys(rows[0] ?? {}).sort()).toEqual([
      'answered',
      'finished',
      'items',
      'name',
      'number',
      'points',
      'room',
      'total',
      'vacancy',
    ])
  })
})

const DIST = join(import.meta.dirname, '../../dist')

describe.skipIf(!existsSync(join(DIST, '.vite/manifest.json')))('what a browser is built of', () => {
  const manifest = JSON.parse(
    existsSync(join(DIST, '.vite/manifest.json')) ? readFileSync(join(DIST, '.vite/manifest.json'), 'utf8') : '{}',
  ) as Record<string, { file: string; imports?: string[]; dynamicImports?: string[] }>
  const partsOf = (entry: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(entry)) return seen
    seen.add(entry)
    for (const part of [...(manifest[entry]?.imports ?? []), ...(manifest[entry]?.dynamicImports ?? [])])
      partsOf(part, seen)
    return seen
  }

  it.each(['station', 'board', 'home', 'proctor'])('%s knows no word for what judges an item', (page) => {
    const parts = [...partsOf(`${page}/index.html`)].map((part) => manifest[part]?.file ?? '')
    expect(parts.length).toBeGreaterThan(1)
    for (const part of parts)
      expect(readFileSync(join(DIST, part), 'utf8')).not.toMatch(
        /\brationale\b|\bweights\b|\bitemKey\b|\bkeyVersion\b|\.correct\b/,
      )
  })

  it('no file of it holds an item of the shipped bank, or a map to our sources', () => {
    const samples = globSync('question-bank/samples/*.json', { cwd: join(DIST, '..') }).map((file) =>
      readFileSync(join(DIST, '..', file), 'utf8'),
    )
    const words = samples.flatMap((text) =>
      [...text.matchAll(/"(?:soal|stem|question|teks|text)":\s*"([^"\\]{40,80})/g)].map((found) => found[1] ?? ''),
    )
    expect(words.length).toBeGreaterThan(50)
    for (const file of globSync('**/*.{js,html,css,json,map}', { cwd: DIST })) {
      expect(file).not.toMatch(/\.map$/)
      const text = readFileSync(join(DIST, file), 'utf8')
      expect(text).not.toMatch(/CANARY|sourceMappingURL/)
      expect(words.filter((word) => text.includes(word))).toEqual([])
    }
  })
})
