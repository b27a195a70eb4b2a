import type { FastifyInstance } from 'fastify'
import type { Server } from 'socket.io'
import { cookiesOf } from '../access/guard.ts'
import { STAFF_COOKIE, staffOfToken } from '../access/sign-in-store.ts'
import type { ProctorToServer, ServerToProctor } from '../protocol/proctor.ts'
import { refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { LiveView } from './live-view.ts'
import { PROCTOR_ROLES } from './proctor-routes.ts'

/** Live changes of the room a console watches: one versioned message each tick, never one for each answer. */
export function proctorSocket(app: FastifyInstance, io: Server, services: Services, live: LiveView): void {
  const consoles = io.of('/proctor') as unknown as ReturnType<Server<ProctorToServer, ServerToProctor>['of']>
  consoles.use(async (socket, next) => {
    const staff = await staffOfToken(services, cookiesOf(app, socket.handshake.headers.cookie)[STAFF_COOKIE])
    if (!staff) return next(new Error('sign-in-needed'))
    if (!PROCTOR_ROLES.some((role) => role === staff.role)) return next(new Error('not-your-role'))
    next()
  })
  consoles.on('connection', (socket) => {
    socket.on('watch', async (message, reply) => {
      if (typeof reply !== 'function') return
      const sitting = typeof message?.sitting === 'string' ? message.sitting : ''
      // Joined before the view is read: a change in between is then seen twice rather than never.
      for (const room of socket.rooms) if (room.startsWith('room:')) await socket.leave(room)
      await socket.join(`room:${sitting}`)
      const { since } = message ?? {}
      const view = Number.isSafeInteger(since) ? await live.since(sitting, Number(since)) : await live.view(sitting)
      reply(view ?? refuse('not-found', { what: 'Sesi' }))
    })
  })
  live.sendTo(
    (change) => consoles.to(`room:${change.sitting}`).emit('change', change),
    (sitting) => (consoles.adapter.rooms.get(`room:${sitting}`)?.size ?? 0) > 0,
  )
}
