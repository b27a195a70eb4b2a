import { Agent, type IncomingMessage, request } from 'node:http'
import { quantile } from '../room/room-load.ts'
import { benchHall } from './hall.ts'
import { type Adapter, filled, readAdapter, type Step } from './peer-adapter.ts'
import { startWorker } from './process.ts'
import type { Say } from './say.ts'

const MS = 15_000
const UNDERWAY = 8

/** Somebody who is signed in at the other system, and what is put in the place of `{words}`. */
interface Person {
  words: Record<string, string>
  cookies: Map<string, string>
  saves: number
}
interface Saved {
  rate: number
  waits: number[]
}

/**
 * Answers saved by another exam system through its own pages, and by ours through HTTP, with as many requests under way,
 * one after the other on the same machine. `text`: the adapter (BENCH.md).
 */
export async function benchPeer(say: Say, folder: string, text: string): Promise<void> {
  const adapter = readAdapter(text)
  if (typeof adapter === 'string') throw new Error(`bench: adapter: ${adapter}`)
  const underway = adapter.underway ?? UNDERWAY
  const theirs = await run(adapter, underway)
  const hall = await benchHall(folder, Math.max(underway * 4, 50))
  try {
    const server = await startWorker<{ port: number }>('server.ts', { do: 'start', data: hall.data, disk: 'as-it-is' })
    try {
      const ours = await run(
        {
          ...{ name: 'Seleksi', origin: `http://127.0.0.1:${server.ready.port}`, signIn: [] },
          people: hall.stations.map(({ source, cookie }) => ({ source, cookie })),
          save: {
            ...{ method: 'POST', path: '/api/station/entries', status: 200, take: {} },
            headers: { 'content-type': 'application/json', cookie: '{cookie}' },
            body: '{"source":"{source}","entries":[{"n":{n},"kind":"answer","slot":{slot},"choice":{choice}}]}',
          },
        },
        underway,
      )
      for (const [name, { rate, waits }] of [
        [adapter.name, theirs],
        ['Seleksi', ours],
      ] as const) {
        say(`${name}: answers saved, ${underway} requests under way`, rate, '/s')
        say(`${name}: p50`, quantile(waits, 0.5), 'ms')
        say(`${name}: p99`, quantile(waits, 0.99), 'ms')
      }
      say(`Seleksi ÷ ${adapter.name}`, ours.rate / theirs.rate, '×')
    } finally {
      await server.end()
    }
  } finally {
    hall.remove()
  }
}

async function run(adapter: Adapter, underway: number): Promise<Saved> {
  const agent = new Agent({ keepAlive: true, maxSockets: underway })
  const people: Person[] = adapter.people.map((words) => ({ words: { ...words }, cookies: new Map(), saves: 0 }))
  for (const person of people) for (const step of adapter.signIn) await send(agent, adapter, step, person)
  const waits: number[] = []
  const from = performance.now()
  const ready = [...people]
  await Promise.all(
    Array.from({ length: Math.min(underway, people.length) }, async () => {
      while (performance.now() - from < MS) {
        // Each person gives one answer after the other; nobody answers twice at once.
        const person = ready.shift()
        if (!person) return
        person.saves += 1
        const n = person.saves
        Object.assign(person.words, {
          n: String(n),
          slot: String(n % 110),
          choice: String((n + Math.floor(n / 110)) % 4),
        })
        const sent = performance.now()
        await send(agent, adapter, adapter.save, person)
        waits.push(performance.now() - sent)
        ready.push(person)
      }
    }),
  )
  agent.destroy()
  return { rate: (waits.length * 1000) / (performance.now() - from), waits }
}

/** One request; keeps its cookies and what is to be taken from its reply. @throws where it is refused. */
async function send(agent: Agent, { origin }: Adapter, step: Step, person: Person): Promise<void> {
  const body = step.body === undefined ? undefined : filled(step.body, person.words)
  const headers = Object.fromEntries(
    Object.entries(step.headers ?? {}).map(([name, value]) => [name, filled(value, person.words)]),
  )
  if (person.cookies.size > 0) headers['cookie'] = [...person.cookies].map((pair) => pair.join('=')).join('; ')
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
  const { status, text, cookies } = await new Promise<{ status: number; text: string; cookies: string[] }>(
    (resolve, reject) => {
      const url = new URL(filled(step.path, person.words), origin)
      const sent = request(url, { agent, method: step.method, headers }, (reply: IncomingMessage) => {
        let text = ''
        reply.setEncoding('utf8')
        reply.on('data', (part: string) => {
          text += part
        })
        reply.on('end', () =>
          resolve({ status: reply.statusCode ?? 0, text, cookies: reply.headers['set-cookie'] ?? [] }),
        )
        reply.on('error', reject)
      })
      sent.on('error', reject)
      sent.end(body)
    },
  )
  if (step.status !== undefined && status !== step.status)
    throw new Error(`bench: ${step.method} ${step.path} was answered with ${status}: ${text.slice(0, 200)}`)
  for (const cookie of cookies) {
    const [pair = ''] = cookie.split(';')
    const at = pair.indexOf('=')
    if (at > 0) person.cookies.set(pair.slice(0, at), pair.slice(at + 1))
  }
  for (const [name, pattern] of Object.entries(step.take ?? {})) {
    const found = new RegExp(pattern).exec(text)?.[1]
    if (found === undefined)
      throw new Error(`bench: ${step.method} ${step.path}: nothing there for "${name}" (${pattern})`)
    person.words[name] = found
  }
}
