import type { FastifyInstance } from 'fastify'
import type { Server } from 'socket.io'
import { Compile } from 'typebox/compile'
import { cookiesOf } from '../access/guard.ts'
import { type CandidateSignIn, candidateOfToken, STATION_COOKIE } from '../access/sign-in-store.ts'
import type { SourceId } from '../protocol/ids.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import {
  Beat,
  type EntryAck,
  EntryBatch,
  Hello,
  PROTOCOL,
  type ServerToStation,
  type StationPhase,
  type StationToServer,
} from '../protocol/station.ts'
import type { SeatRow } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { BEATS, seatOfSignIn } from './attempt-routes.ts'
import type { Delivery } from './delivery.ts'
import { forgetRequest, takeEntriesEarly } from './entries-fast-path.ts'
import { type Gates, openGates } from './gate-job.ts'

const checkHello = Compile(Hello)
const checkBatch = Compile(EntryBatch)
const checkBeat = Compile(Beat)
const BATCHES = { times: 300, perMs: 10_000 }

interface SocketData {
  who: CandidateSignIn
  /** Known after a good hello. */
  seat: SeatRow | null
  /** What the last view showed. */
  at: StationPhase['at'] | null
}

/** Station messages in, acknowledgements out. State is fetched by `hello`; what is broadcast is only a hint to look again. */
export function attemptSocket(
  app: FastifyInstance,
  io: Server,
  services: Services,
  delivery: Delivery,
  gates: Gates = openGates(),
): void {
  const stations = io.of('/station') as unknown as ReturnType<
    Server<StationToServer, ServerToStation, Record<string, never>, SocketData>['of']
  >

  stations.use(async (socket, next) => {
    const who = await candidateOfToken(services, cookiesOf(app, socket.handshake.headers.cookie)[STATION_COOKIE])
    if (!who) return next(new Error('sign-in-needed'))
    // After a power cut a whole hall comes back at once; meanwhile its answers go over HTTP, which never waits here.
    const entered = await gates.lines.enter(who.candidate)
    if (isRefusal(entered)) return next(Object.assign(new Error('server-busy'), { data: entered }))
    entered()
    socket.data.who = who
    socket.data.seat = null
    socket.data.at = null
    next()
  })

  stations.on('connection', (socket) => {
    const { who } = socket.data
    socket.on('hello', async (message, reply) => {
      if (typeof reply !== 'function') return
      await replying(services, reply, async () => {
        if (!checkHello.Check(message)) return refuse('bad-request', { what: 'hello' })
        if (message.protocol !== PROTOCOL) return refuse('client-too-old')
        const seat = await seatOfSignIn(services, who, message.source)
        if (isRefusal(seat)) return seat
        // Signed in again somewhere else since this cookie was given: that place has it now.
        if (!(await candidateOfToken(services, cookiesOf(app, socket.handshake.headers.cookie)[STATION_COOKIE])))
          return refuse('replaced', { where: '' })
        const view = await delivery.view(seat, message.source as SourceId)
        if (isRefusal(view)) return view
        socket.data.seat = seat
        socket.data.at = view.phase.at
        await socket.join([`sitting:${seat.sitting}`, `candidate:${seat.candidate}`])
        delivery.presence.seen(seat.candidate, { sitting: seat.sitting, source: message.source, connected: true })
        return view
      })
    })

    const takeBatch = async (batch: unknown): Promise<EntryAck | Refusal> => {
      if (!checkBatch.Check(batch)) return refuse('bad-request', { what: 'entries' })
      const { seat } = socket.data
      if (!seat || who.source !== batch.source) return refuse('replaced', { where: '' })
      if (!(await services.bus.allow(`entries:${seat.candidate}`, BATCHES)))
        return refuse('too-many-tries', { seconds: '10' })
      return await delivery.take(seat, batch.source as SourceId, batch.entries)
    }
    takeEntriesEarly(socket, (batch, reply) => void replying(services, reply, () => takeBatch(batch)))
    socket.on('entries', (batch, reply) => {
      if (typeof reply === 'function') void replying(services, reply, () => takeBatch(batch))
    })
    forgetRequest(socket)

    socket.on('beat', async (beat, reply) => {
      if (typeof reply !== 'function') return
      await replying(services, reply, async () => {
        if (!checkBeat.Check(beat)) return refuse('bad-request', { what: 'beat' })
        const { seat } = socket.data
        if (!seat || who.source !== beat.source) return refuse('replaced', { where: '' })
        if (!(await services.bus.allow(`beat:${seat.candidate}`, BEATS)))
          return refuse('too-many-tries', { seconds: '10' })
        return await delivery.beat(seat, beat, { connected: true })
      })
    })

    socket.on('disconnect', () => {
      if (socket.data.seat) delivery.presence.gone(who.candidate, who.source)
    })
  })

  services.bus.subscribe('*', (message) => {
    if (message.kind === 'sitting')
      for (const socket of localSockets(`sitting:${message.sitting}`)) {
        // Who waits is told of the start by the start of her own attempt.
        if (!(message.state === 'running' && socket.data.at === 'waiting')) socket.emit('message', { kind: 'changed' })
      }
    if (message.kind === 'command' && message.look)
      for (const candidate of message.candidates)
        stations.to(`candidate:${candidate}`).emit('message', { kind: 'changed' })
    if (message.kind === 'attempt' && message.changed) {
      const here = localSockets(`candidate:${message.candidate}`)
      // The key goes to who waits for it, with all she needs to begin: no station asks in the second of the start.
      const waits = message.status === 'working' && here.some((socket) => socket.data.at === 'waiting')
      if (!waits) for (const socket of here) socket.emit('message', { kind: 'changed' })
      else void begin(message.sitting, message.candidate, here)
    }
  })

  const localSockets = (room: string) =>
    [...(stations.adapter.rooms.get(room) ?? [])].flatMap((id) => stations.sockets.get(id) ?? [])

  const begin = async (sitting: string, candidate: string, here: ReturnType<typeof localSockets>) => {
    const started = await delivery.started(sitting, candidate).catch(() => null)
    for (const socket of here) {
      socket.emit('message', started ?? { kind: 'changed' })
      if (started) socket.data.at = 'working'
    }
  }
}

/** A fault of ours must not leave the station waiting: it is told to try again, and we are told the whole of it. */
async function replying<Reply>(
  services: Services,
  reply: (value: Reply | Refusal) => void,
  work: () => Promise<Reply | Refusal>,
): Promise<void> {
  try {
    reply(await work())
  } catch (error) {
    services.log.error({ err: error }, 'station message failed')
    reply(refuse('storage-full'))
  }
}
