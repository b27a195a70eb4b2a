import type { Server } from 'socket.io'
import type { BoardToServer, ServerToBoard } from '../protocol/board.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { LiveBoard } from './live-board.ts'
import { findPublication } from './publication-store.ts'

/** The public wall: open to everyone, read only. */
export function boardSocket(io: Server, services: Services, board: LiveBoard): void {
  const walls = io.of('/board') as unknown as ReturnType<Server<BoardToServer, ServerToBoard>['of']>
  walls.on('connection', (socket) => {
    socket.on('watch', async (message, reply) => {
      if (typeof reply !== 'function') return
      const sitting = typeof message?.sitting === 'string' ? message.sitting : ''
      for (const room of socket.rooms) if (room.startsWith('board:')) await socket.leave(room)
      const view = await board.view(sitting)
      if (isRefusal(view)) return reply(view)
      await socket.join(`board:${sitting}`)
      reply(await board.view(sitting))
    })
  })
  board.sendTo(
    (change) => walls.to(`board:${change.sitting}`).emit('change', change),
    (sitting) => walls.to(`board:${sitting}`).emit('again', { sitting }),
    (sitting) => (walls.adapter.rooms.get(`board:${sitting}`)?.size ?? 0) > 0,
  )
  services.bus.subscribe('publications', async (message) => {
    if (message.kind !== 'publication') return
    const summary = await findPublication(services, message.publication)
    if (summary) walls.emit('published', summary)
  })
}
