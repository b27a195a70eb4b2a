import { existsSync } from 'node:fs'
import helmet from '@fastify/helmet'
import fastifyStatic from '@fastify/static'
import Fastify, { type FastifyInstance } from 'fastify'
import { Server } from 'socket.io'
import { accessRoutes } from './access/access-routes.ts'
import { guard, originAllowed } from './access/guard.ts'
import { announcementRoutes } from './announcements/announcement-routes.ts'
import { changeWords } from './announcements/change-view.ts'
import { accountRoutes } from './applications/account-routes.ts'
import { applicationRoutes } from './applications/application-routes.ts'
import { DocumentChecker } from './applications/document-checker-job.ts'
import { documentRoutes } from './applications/document-routes.ts'
import { ReceiptPrinter } from './applications/receipt-printer-job.ts'
import { approvalRoutes } from './approvals/approval-routes.ts'
import { Approvals } from './approvals/approvals.ts'
import { attemptRoutes } from './delivery/attempt-routes.ts'
import { attemptSocket } from './delivery/attempt-socket.ts'
import { deadlineJob } from './delivery/deadline-job.ts'
import { Delivery } from './delivery/delivery.ts'
import { openGates } from './delivery/gate-job.ts'
import { outageJob } from './delivery/outage-job.ts'
import { deskRoutes } from './desk/desk-routes.ts'
import { DiskWatch, relievedStore } from './health/disk-job.ts'
import { Health } from './health/health-job.ts'
import { healthRoutes } from './health/health-routes.ts'
import { metricsRoutes } from './health/metrics-routes.ts'
import { bankRoutes } from './item-bank/bank-routes.ts'
import { statisticsRoutes } from './item-statistics/statistics-routes.ts'
import { minutesRoutes } from './minutes/minutes-routes.ts'
import { needsRoutes } from './needs/needs-routes.ts'
import { outboxRoutes } from './notices/outbox-routes.ts'
import { Sender } from './notices/send-job.ts'
import { objectionRoutes } from './objections/objection-routes.ts'
import { Eraser } from './privacy/eraser-job.ts'
import { privacyRoutes } from './privacy/privacy-routes.ts'
import { LiveView } from './proctoring/live-view.ts'
import { giveOrders } from './proctoring/orders-job.ts'
import { proctorRoutes } from './proctoring/proctor-routes.ts'
import { proctorSocket } from './proctoring/proctor-socket.ts'
import { RoomWatch } from './proctoring/room-watch-job.ts'
import type { Welcome } from './protocol/http.ts'
import { refuse } from './protocol/refusals.ts'
import { periodRoutes } from './recruitment/period-routes.ts'
import { recruitmentRoutes } from './recruitment/recruitment-routes.ts'
import { rescoringRoutes } from './rescoring/rescoring-routes.ts'
import { boardSocket } from './results/board-socket.ts'
import { LiveBoard } from './results/live-board.ts'
import { resultsRoutes } from './results/results-routes.ts'
import { scoredSample } from './results/rule-effect-view.ts'
import { scoreJob } from './results/score-job.ts'
import { Scorer } from './results/score-store.ts'
import { stageRoutes } from './results/stage-routes.ts'
import { standingRoutes } from './results/standing-routes.ts'
import { ruleSetRoutes } from './rule-sets/rule-set-routes.ts'
import { schedulingRoutes } from './scheduling/scheduling-routes.ts'
import type { Services } from './services.ts'
import { venueRoutes } from './venues/venue-routes.ts'
import { verificationRoutes } from './verification/verification-routes.ts'

export interface App {
  http: FastifyInstance
  delivery: Delivery
  scorer: Scorer
  approvals: Approvals
  rooms: RoomWatch
  health: Health
}

/** Pages that are one browser app each. */
const PAGES = ['station', 'proctor', 'committee', 'board', 'applicant'] as const
const BODY_BYTES_MAX = 256 * 1024

/**
 * Builds the whole server from the outside world it is given: the features in the order in which a candidate meets
 * them. Tests build this same app. `welcome` is what the first page may show (in a demo, ready sign-ins).
 */
export async function buildApp(given: Services, welcome: () => Promise<Welcome>, isDemo: () => boolean): Promise<App> {
  const disk = new DiskWatch(given)
  const services: Services = { ...given, store: relievedStore(given.store, disk) }
  const http = Fastify({
    loggerInstance: services.log,
    trustProxy: services.config.trustProxy,
    bodyLimit: BODY_BYTES_MAX,
    forceCloseConnections: true,
    // A start that finds thousands at work takes as long as it takes; giving up half-way would be an outage.
    pluginTimeout: 0,
    // Requests are taken as they are: mending types would read a cleared answer (null) as option 0, and dropping
    // unknown fields would let a misspelt one pass in silence.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, useDefaults: false } },
  })
  await http.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // A room server without a certificate must stay reachable; behind TLS the proxy sets HSTS.
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
  })
  await guard(http, services, (ended) => delivery.replacedAt(ended))
  http.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, _request, reply) => {
    if (error.validation || (error.statusCode !== undefined && error.statusCode < 500))
      return reply.refuse(refuse('bad-request', { what: error.message }))
    services.log.error({ err: error }, 'request failed')
    return reply.code(500).send({ error: 'internal' })
  })

  const delivery = new Delivery(services)
  const gates = openGates()
  const health = new Health(http, services, disk, delivery, gates)
  const scorer = new Scorer(services, delivery)
  const approvals = new Approvals(services)
  const live = new LiveView(services, delivery)
  const orders = giveOrders(services, delivery, approvals)
  const board = new LiveBoard(services, delivery, scorer)
  const sender = new Sender(services)
  const documents = new DocumentChecker()
  const receipts = new ReceiptPrinter()
  const eraser = new Eraser(services)

  http.get('/api/welcome', { config: { roles: ['public'] } }, welcome)
  accessRoutes(http, services, isDemo)
  ruleSetRoutes(http, services, scoredSample(services))
  bankRoutes(http, services)
  recruitmentRoutes(http, services)
  periodRoutes(http, services, approvals, changeWords(services))
  outboxRoutes(http, services)
  accountRoutes(http, services)
  applicationRoutes(http, services, receipts)
  await documentRoutes(http, services, documents)
  needsRoutes(http, services)
  announcementRoutes(http, services)
  verificationRoutes(http, services, approvals)
  venueRoutes(http, services)
  schedulingRoutes(http, services, approvals)
  deskRoutes(http, services, delivery.roomLog)
  attemptRoutes(http, services, delivery, gates)
  proctorRoutes(http, services, delivery, approvals, live)
  resultsRoutes(http, services, delivery, scorer, board)
  stageRoutes(http, services, approvals)
  standingRoutes(http, services)
  minutesRoutes(http, services, delivery)
  rescoringRoutes(http, services, delivery, scorer, approvals)
  statisticsRoutes(http, services, delivery)
  objectionRoutes(http, services, delivery, scorer, approvals)
  privacyRoutes(http, services, approvals, eraser)
  approvalRoutes(http, approvals)
  healthRoutes(http, services, health)
  metricsRoutes(http, services, health)
  http.all('/api/*', { config: { roles: ['public'] } }, (_, reply) =>
    reply.refuse(refuse('not-found', { what: 'Alamat' })),
  )
  await pages(http, services.config.dist)

  // websocket only: nothing is lost by a proxy that splits polling requests, and no sticky sign-ins are needed.
  const io = new Server(http.server, {
    transports: ['websocket'],
    serveClient: false,
    perMessageDeflate: false,
    maxHttpBufferSize: 64 * 1024,
    pingInterval: 5000,
    pingTimeout: 8000,
    allowRequest: (request, decide) => {
      const allowed = originAllowed(services, request.headers.origin, request.headers.host)
      decide(allowed ? null : 'wrong-origin', allowed)
    },
  })
  attemptSocket(http, io, services, delivery, gates)
  proctorSocket(http, io, services, live)
  boardSocket(io, services, board)
  health.linesBySitting = () => linesBySitting(io)

  // Before the first sweep: what an outage holds must not be called over.
  const outages = await outageJob(services, delivery)
  await orders.begin()
  const rooms = new RoomWatch(services, delivery)
  const deadlines = deadlineJob(services, delivery)
  const scores = await scoreJob(services, delivery, scorer)
  sender.start()
  eraser.wake()
  http.addHook('preClose', async () => {
    // The watch before everything: stations that we send away are not silent.
    await rooms.stop()
    // Stations first: they keep what is not acknowledged and come back.
    await sendAway(io)
    await health.stop()
    await deadlines.stop()
    await outages.stop()
    await orders.stop()
    await delivery.stop()
    await scores.stop()
    live.stop()
    board.stop()
    documents.stop()
    receipts.stop()
    await eraser.stop()
    await sender.stop()
  })
  return { http, delivery, scorer, approvals, rooms, health }
}

/** Long enough for every station to hear that its line is closed. */
const AWAY_MS_MAX = 2000

/**
 * Takes nobody any more and closes the line of every station and console. Waits for these and not for the port itself:
 * the line to the spare is open on it until all that was promised is shipped.
 */
async function sendAway(io: Server): Promise<void> {
  void io.close()
  for (const until = performance.now() + AWAY_MS_MAX; io.engine.clientsCount > 0 && performance.now() < until; )
    await new Promise((resolve) => setTimeout(resolve, 10))
}

/** Stations that greeted, by the sitting whose messages they hear. */
function linesBySitting(io: Server): Map<string, number> {
  const lines = new Map<string, number>()
  for (const [room, sockets] of io.of('/station').adapter.rooms)
    if (room.startsWith('sitting:')) lines.set(room.slice('sitting:'.length), sockets.size)
  return lines
}

async function pages(http: FastifyInstance, dist: string): Promise<void> {
  if (!existsSync(dist)) return // tests of the rim need no browser build
  await http.register(fastifyStatic, {
    root: dist,
    serve: true,
    index: false,
    wildcard: true,
    maxAge: 0,
    immutable: false,
    preCompressed: true,
    setHeaders: (response, path) => {
      // Built files carry a hash of their content in their names.
      if (path.includes('/assets/')) response.header('cache-control', 'public, max-age=31536000, immutable')
      else response.header('cache-control', 'no-cache')
    },
  })
  http.get('/', (_, reply) => reply.sendFile('home/index.html'))
  for (const page of PAGES) {
    http.get(`/${page}`, (request, reply) =>
      reply.redirect(`/${page}/${request.url.includes('?') ? request.url.slice(request.url.indexOf('?')) : ''}`, 308),
    )
    http.get(`/${page}/`, (_, reply) => reply.sendFile(`${page}/index.html`))
  }
}
