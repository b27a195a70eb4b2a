import { Buffer } from 'node:buffer'
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { Server } from 'socket.io'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { EntryAck } from '../protocol/station.ts'
import { ackJson, forgetRequest, frameOf, readEntries, takeEntriesEarly } from './entries-fast-path.ts'

const START = Buffer.from('42/station,')
const read = (text: string) => readEntries(Buffer.from(text), START)

describe('reading a packet early', () => {
  it('sees the entries event with its id, and the batch as JSON', () => {
    expect(read('42/station,17["entries",{"source":"s","entries":[]}]')).toEqual({
      ...{ id: '17', batch: { source: 's', entries: [] } },
    })
    expect(read('42/station,0["entries",null]')).toEqual({ id: '0', batch: null })
    expect(read('42/station,3["entries",{"name":"Sĕkolah \\u0000"}]')?.batch).toEqual({ name: 'Sĕkolah \u0000' })
  })

  it.each([
    ['another event', '42/station,17["beat",{}]'],
    ['no id: nobody waits for a reply', '42/station,["entries",{}]'],
    ['an id that is no number', '42/station,1x["entries",{}]'],
    ['an id without end', '42/station,1234567890123456["entries",{}]'],
    ['another namespace', '42/proctor,17["entries",{}]'],
    ['one that only begins like it', '42/stationary,17["entries",{}]'],
    ['an acknowledgement', '43/station,17["entries",{}]'],
    ['broken JSON', '42/station,17["entries",{]'],
    ['two values', '42/station,17["entries",{},{}]'],
    ['a cut packet', '42/station,17["entr'],
    ['nothing', ''],
  ])('leaves to socket.io: %s', (_, text) => expect(read(text)).toBeNull())
})

describe('the acknowledgement', () => {
  it.each<[string, EntryAck | Refusal]>([
    ['plain', { through: 12, examNow: 60_123, refused: [] }],
    ['with a late entry', { through: 12, examNow: 60_123, refused: [{ n: 12, why: refuse('time-over') }] }],
    ['a refusal', refuse('too-many-tries', { seconds: '10' })],
  ])('is what JSON.stringify writes: %s', (_, value) => expect(ackJson(value)).toBe(JSON.stringify(value)))

  it('is one unmasked text frame of any length', () => {
    const head = (text: string) => [...Buffer.from(frameOf(text), 'latin1').subarray(0, 4)]
    expect(head('a'.repeat(125))).toEqual([0x81, 125, 97, 97])
    expect(head('a'.repeat(126))).toEqual([0x81, 126, 0, 126])
    expect(head('a'.repeat(65_535))).toEqual([0x81, 126, 255, 255])
    expect(Buffer.from(frameOf('a'.repeat(300)), 'latin1').toString('latin1', 4)).toBe('a'.repeat(300))
  })
})

describe('beside socket.io’s own way', () => {
  let http: HttpServer
  let server: Server
  let url = ''
  /** How the next connection takes its entries. */
  let early = true
  const ways: string[] = []
  const take = (batch: unknown): EntryAck | Refusal =>
    (batch as { kind?: string })?.kind === 'refuse'
      ? refuse('name-taken', { name: 'Ĳsselmeer 東京' })
      : { through: JSON.stringify(batch).length, examNow: 1, refused: [] }
  beforeAll(async () => {
    http = createServer()
    server = new Server(http, { transports: ['websocket'], perMessageDeflate: false })
    server.of('/station').on('connection', (socket) => {
      if (early)
        takeEntriesEarly(socket, (batch, reply) => {
          ways.push('early')
          reply(take(batch))
        })
      socket.on('entries', (batch, reply) => {
        ways.push('socket.io')
        reply(take(batch))
      })
      socket.on('beat', (_, reply) => reply('alive'))
      forgetRequest(socket)
    })
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/station`
  })
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

  /** A stock client, and every text that its websocket received since it was connected. */
  const connect = async (wanted: boolean) => {
    early = wanted
    const socket: Socket = io(url, { transports: ['websocket'], forceNew: true, reconnection: false })
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
    const frames: string[] = []
    socket.io.engine.on('packet', ({ type, data }) => type === 'message' && void frames.push(String(data)))
    return { socket, frames }
  }

  it('a stock client receives the very same bytes either way', async () => {
    const batches = [{ source: 's', entries: [{ n: 1 }] }, { kind: 'refuse' }, [], { long: 'x'.repeat(4000) }]
    const heard = async (wanted: boolean) => {
      const { socket, frames } = await connect(wanted)
      ways.length = 0
      const replies = await Promise.all(batches.map((batch) => socket.timeout(5000).emitWithAck('entries', batch)))
      replies.push(await socket.timeout(5000).emitWithAck('beat', {}))
      socket.disconnect()
      return { replies, frames: [...frames], ways: [...ways] }
    }
    const fast = await heard(true)
    const slow = await heard(false)
    expect(fast.ways).toEqual(batches.map(() => 'early'))
    expect(slow.ways).toEqual(batches.map(() => 'socket.io'))
    expect(fast.frames).toEqual(slow.frames)
    expect(fast.replies).toEqual(slow.replies)
  })
})

it('never reads what socket.io would read otherwise', () => {
  fc.assert(
    fc.property(fc.nat(), fc.json(), (id, json) => {
      const found = read(`42/station,${id}["entries",${json}]`)
      expect(found).toEqual({ id: String(id), batch: JSON.parse(json) })
    }),
    { numRuns: 200 },
  )
})
