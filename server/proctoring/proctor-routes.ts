import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import type { Approvals } from '../approvals/approvals.ts'
import { audit } from '../audit/audit-store.ts'
import { sha256 } from '../canonical.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { DeclineRequest } from '../protocol/http.ts'
import { type CommandDone, ProctorCommand } from '../protocol/proctor.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { findSitting, issuePins, listSittings, seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { commandRows, findCommand } from './command-store.ts'
import type { LiveView } from './live-view.ts'
import { command } from './proctor-commands.ts'
import { commandOfProposal, proposeTime } from './time-commands.ts'
import { needsSecond } from './time-limits.ts'
import { timeView } from './time-view.ts'

export const PROCTOR_ROLES = ['proctor', 'committee', 'administrator'] as const
const ROLES = { config: { roles: PROCTOR_ROLES } }
const Pins = Type.Object(
  { candidates: Type.Array(Type.String({ maxLength: 64 }), { maxItems: 5000 }) },
  { additionalProperties: false },
)
/** A file of saved answers is small: two hundred entries and a seal. */
const CARRY_BYTES_MAX = 128 * 1024
const Carry = Type.Object(
  { candidate: Type.String({ maxLength: 64 }), file: Type.String({ minLength: 1, maxLength: CARRY_BYTES_MAX }) },
  { additionalProperties: false },
)
/** Five thousand names of candidates do not fit into the server's usual limit. */
const COMMAND_BYTES_MAX = 1024 * 1024
type OfSitting = { Params: { id: string } }
type OfProposal = { Params: { id: string; proposal: string } }

/** The proctor's room over HTTP: whole picture, commands, the second person's word, time, PINs. */
export function proctorRoutes(
  app: FastifyInstance,
  services: Services,
  delivery: Delivery,
  approvals: Approvals,
  live: LiveView,
): void {
  const noSitting = refuse('not-found', { what: 'Sesi' })
  app.get('/api/proctor/sittings', ROLES, () => listSittings(services))

  app.get<OfSitting>('/api/proctor/sittings/:id', ROLES, async (request, reply) => {
    return (await live.view(request.params.id)) ?? reply.refuse(noSitting)
  })

  app.get<OfSitting>('/api/proctor/sittings/:id/commands', ROLES, async (request, reply) => {
    const sitting = await findSitting(services, request.params.id)
    return sitting ? await commandRows(services, sitting.id, 'all') : reply.refuse(noSitting)
  })

  app.post<OfSitting & { Body: ProctorCommand }>(
    '/api/proctor/sittings/:id/commands',
    { ...ROLES, bodyLimit: COMMAND_BYTES_MAX, schema: { body: ProctorCommand } },
    async (request, reply) => {
      const sitting = await findSitting(services, request.params.id)
      if (!sitting) return reply.refuse(noSitting)
      const { username } = actorOf(request)
      const done = needsSecond(request.body.kind)
        ? await proposeTime(services, delivery, approvals, username, sitting.id, request.body)
        : await command(services, delivery, username, sitting.id, request.body)
      return isRefusal(done) ? reply.refuse(done) : done
    },
  )

  app.post<OfProposal>('/api/proctor/sittings/:id/proposals/:proposal/approval', ROLES, async (request, reply) => {
    const done = await approve(actorOf(request).username, request.params)
    return isRefusal(done) ? reply.refuse(done) : done
  })

  app.post<OfProposal & { Body: DeclineRequest }>(
    '/api/proctor/sittings/:id/proposals/:proposal/refusal',
    { ...ROLES, schema: { body: DeclineRequest } },
    async (request, reply) => {
      const { id, proposal } = request.params
      if (!(await commandOfProposal(services, id, proposal)))
        return reply.refuse(refuse('not-found', { what: 'Usulan' }))
      const declined = await approvals.decline(actorOf(request).username, proposal, request.body.note)
      return isRefusal(declined) ? reply.refuse(declined) : declined
    },
  )

  app.get<{ Params: { id: string; candidate: string } }>(
    '/api/proctor/sittings/:id/time/:candidate',
    ROLES,
    async (request, reply) => {
      const { id, candidate } = request.params
      if (!(await isOf(id, candidate))) return reply.refuse(refuse('not-found', { what: 'Peserta' }))
      return await timeView(services, delivery, id, candidate)
    },
  )

  app.post<OfSitting & { Body: { candidate: string; file: string } }>(
    '/api/proctor/sittings/:id/carry',
    { ...ROLES, schema: { body: Carry } },
    async (request, reply) => {
      const { id } = request.params
      const { candidate, file } = request.body
      if (!(await isOf(id, candidate))) return reply.refuse(refuse('not-found', { what: 'Peserta' }))
      const bytes = Buffer.from(file, 'base64')
      const { username } = actorOf(request)
      const carried = await delivery.carry(id, candidate, bytes, username, `carry:${sha256(file)}`)
      await services.store.transaction((db) =>
        audit(services, db, {
          actor: username,
          action: 'proctor.carry',
          subject: id,
          detail: isRefusal(carried) ? { candidate, refused: carried.refused } : { candidate, ...carried },
        }),
      )
      if (!isRefusal(carried)) return carried
      return reply.refuse(carried.refused === 'not-confirmed' ? refuse('not-begun') : carried)
    },
  )

  app.post<OfSitting & { Body: { candidates: string[] } }>(
    '/api/proctor/sittings/:id/pins',
    { ...ROLES, schema: { body: Pins } },
    async (request, reply) => {
      const sitting = await findSitting(services, request.params.id)
      if (!sitting) return reply.refuse(noSitting)
      if (sitting.state === 'closed') return reply.refuse(refuse('sitting-closed'))
      const issued = await issuePins(services, actorOf(request).username, sitting.id, request.body.candidates)
      return isRefusal(issued) ? reply.refuse(issued) : issued
    },
  )

  /** A proctor's word counts here for the room's own proposals alone (P11); the reply is the command's. */
  async function approve(
    actor: string,
    { id, proposal }: { id: string; proposal: string },
  ): Promise<CommandDone | Refusal> {
    const command = await commandOfProposal(services, id, proposal)
    if (command === null) return refuse('not-found', { what: 'Usulan' })
    const approved = await approvals.approve(actor, proposal)
    if (isRefusal(approved)) return approved
    return (await findCommand(services, command))?.reply ?? { done: 0, refused: [], proposal }
  }

  async function isOf(sitting: string, candidate: string): Promise<boolean> {
    return (await seatsOf(services, { candidate })).some((seat) => seat.sitting === sitting)
  }
}
