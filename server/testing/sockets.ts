import { io, type Socket } from 'socket.io-client'
import type { BoardToServer, ServerToBoard } from '../protocol/board.ts'
import type { ProctorToServer, ServerToProctor } from '../protocol/proctor.ts'
import type { ServerToStation, StationToServer } from '../protocol/station.ts'
import { afterEachFile } from './clean-up.ts'

export type StationSocket = Socket<ServerToStation, StationToServer>
export type ProctorSocket = Socket<ServerToProctor, ProctorToServer>
export type BoardSocket = Socket<ServerToBoard, BoardToServer>

const opened = new Set<Socket>()
afterEachFile(() => {
  for (const socket of opened) socket.disconnect()
})

/** A socket as a browser opens it: a cookie and the page's own origin. `Origin` in `headers` replaces that. */
export function dial<Kind extends StationSocket | ProctorSocket | BoardSocket>(
  origin: string,
  namespace: '/station' | '/proctor' | '/board',
  headers: { cookie?: string; origin?: string } = {},
): Kind {
  const socket = io(`${origin}${namespace}`, {
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { origin, ...headers },
  })
  opened.add(socket)
  return socket as unknown as Kind
}

/** Resolves when connected; the server's word of refusal otherwise. */
export const answered = (socket: Pick<Socket, 'once'>): Promise<'connected' | string> =>
  new Promise((resolve) => {
    socket.once('connect', () => resolve('connected'))
    socket.once('connect_error', (error: Error) => resolve(error.message))
  })
