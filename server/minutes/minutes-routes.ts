import type { FastifyInstance, FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { actorOf } from '../access/guard.ts'
import { canonical, sha256 } from '../canonical.ts'
import type { Delivery } from '../delivery/delivery.ts'
import { NewMinutesNote, NewNote } from '../protocol/minutes.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { findSitting } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { logCsv } from './incident-export.ts'
import { likenessOfSitting } from './likeness-store.ts'
import { addMinutesNote, addNote, minutesView, type PaperData, paperData, roomLog } from './minutes-store.ts'
import { attendancePaper, incidentsPaper, minutesPaper, seatsPaper } from './papers.ts'
import { reportPdf } from './report-export.ts'
import type { Block } from './report-pages.ts'
import { candidateTimeline, roomReplay } from './timeline-store.ts'

const ROLES = { config: { roles: ['proctor', 'committee', 'administrator'] as const } }
const OfRoom = Type.Object({ room: Type.Optional(Type.String({ maxLength: 60 })) }, { additionalProperties: false })
type Room = { Params: { id: string }; Querystring: { room?: string } }
const BY_ROOM = { ...ROLES, schema: { querystring: OfRoom } }

/** The papers: what each is called, what stands in it, and what of the record it is made from. */
const PAPERS: Record<string, { title: string; of: (data: PaperData) => { blocks: Block[]; made: unknown } }> = {
  attendance: {
    title: 'Daftar hadir',
    of: ({ view, seats }) => ({
      blocks: attendancePaper(view.sitting, seats),
      made: { sitting: view.sitting, seats },
    }),
  },
  seats: {
    title: 'Daftar tempat duduk',
    of: ({ view, seats }) => ({
      blocks: seatsPaper(view.sitting, seats),
      made: { sitting: view.sitting, seats: seats.map(({ present: _, ...seat }) => seat) },
    }),
  },
  minutes: {
    title: 'Berita acara',
    of: ({ view: { digest: _, ...view }, view: whole }) => ({ blocks: minutesPaper(whole), made: view }),
  },
  incidents: {
    title: 'Lampiran kejadian',
    of: ({ view, incidents }) => ({
      blocks: incidentsPaper(view.sitting, view.rooms, incidents),
      made: { sitting: view.sitting, incidents },
    }),
  },
}

/** The day afterwards, for proctors and the committee: stories, log, replay, minutes and papers. */
export function minutesRoutes(app: FastifyInstance, services: Services, delivery: Delivery): void {
  app.get<{ Params: { id: string; candidate: string } }>(
    '/api/proctor/sittings/:id/timeline/:candidate',
    ROLES,
    async (request, reply) =>
      answer(reply, await candidateTimeline(services, delivery, request.params.id, request.params.candidate)),
  )

  app.get<Room>('/api/proctor/sittings/:id/log', BY_ROOM, async (request, reply) =>
    answer(reply, await roomLog(services, delivery, request.params.id, request.query.room ?? null)),
  )

  app.post<{ Params: { id: string }; Body: NewNote }>(
    '/api/proctor/sittings/:id/notes',
    { ...ROLES, schema: { body: NewNote } },
    async (request, reply) =>
      answer(reply, await addNote(services, delivery, actorOf(request).username, request.params.id, request.body)),
  )

  app.get<Room>('/api/proctor/sittings/:id/replay', BY_ROOM, async (request, reply) =>
    answer(reply, await roomReplay(services, delivery, request.params.id, request.query.room ?? null)),
  )

  app.get<{ Params: { id: string } }>('/api/proctor/sittings/:id/likeness', ROLES, async (request, reply) =>
    answer(reply, await likenessOfSitting(services, delivery, request.params.id)),
  )

  app.get<Room>('/api/proctor/sittings/:id/minutes', BY_ROOM, async (request, reply) =>
    answer(reply, await minutesView(services, delivery, request.params.id, request.query.room ?? null)),
  )

  app.post<{ Params: { id: string }; Body: NewMinutesNote }>(
    '/api/proctor/sittings/:id/minutes/notes',
    { ...ROLES, schema: { body: NewMinutesNote } },
    async (request, reply) => {
      const { id } = request.params
      if ((await findSitting(services, id))?.id !== id) return reply.refuse(refuse('not-found', { what: 'Sesi' }))
      const refused = await addMinutesNote(services, actorOf(request).username, id, request.body)
      return answer(reply, refused ?? (await minutesView(services, delivery, id, null)))
    },
  )

  for (const [paper, { title, of }] of Object.entries(PAPERS))
    app.get<Room>(`/api/proctor/sittings/:id/${paper}.pdf`, BY_ROOM, async (request, reply) => {
      const data = await paperData(services, delivery, request.params.id, request.query.room ?? null)
      if (isRefusal(data)) return reply.refuse(data)
      const { sitting } = data.view
      const { blocks, made } = of(data)
      const pdf = await reportPdf({
        ...{ title, blocks, at: services.clock.wall(), digest: sha256(canonical(made)) },
        sitting: [sitting.name, sitting.test, sitting.venue].filter((part) => part !== '').join(' · '),
        // A list of seats is the same before and after; what tells of the day is not final while the day goes on.
        provisional: sitting.state !== 'closed' && (paper === 'minutes' || paper === 'incidents'),
      })
      return reply
        .type('application/pdf')
        .header(
          'content-disposition',
          `attachment; filename="${fileName(title, sitting.name, request.query.room)}.pdf"`,
        )
        .send(pdf)
    })

  app.get<Room>('/api/proctor/sittings/:id/incidents.csv', BY_ROOM, async (request, reply) => {
    const { id } = request.params
    const lines = await roomLog(services, delivery, id, request.query.room ?? null)
    if (isRefusal(lines)) return reply.refuse(lines)
    const name = (await findSitting(services, id))?.name ?? id
    return reply
      .type('text/csv; charset=utf-8')
      .header('content-disposition', `attachment; filename="${fileName('Kejadian', name, request.query.room)}.csv"`)
      .send(logCsv(lines))
  })
}

const answer = (reply: FastifyReply, value: object | Refusal) => (isRefusal(value) ? reply.refuse(value) : value)

/** 'berita-acara-sesi-1-ruang-a': signs that a file name or a header cannot have become hyphens. */
const fileName = (...parts: (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined && part !== '')
    .join(' ')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
