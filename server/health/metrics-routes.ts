import { timingSafeEqual } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Registry } from 'prom-client'
import { STAFF_COOKIE, staffOfToken } from '../access/sign-in-store.ts'
import { sha256 } from '../canonical.ts'
import { count, inArray } from '../db/sql.ts'
import { refuse } from '../protocol/refusals.ts'
import type { Services } from '../services.ts'
import type { Health } from './health-job.ts'
import type { Spread } from './tally.ts'

/** Figures for Prometheus (HE5): numbers and states, never who. */
export function metricsRoutes(app: FastifyInstance, services: Services, health: Health): void {
  let registry: Promise<Registry> | null = null
  app.get('/metrics', { logLevel: 'silent' }, async (request, reply) => {
    if (!(await mayRead(request, services))) return reply.refuse(refuse('not-your-role'))
    // The library takes a while to load, and a server that comes back has other things to do.
    registry ??= registryOf(services, health)
    const known = await registry
    return reply.type(known.contentType).send(await known.metrics())
  })
}

/** From this machine itself, with the token of SELEKSI_METRICS_TOKEN, or signed in as an administrator. */
async function mayRead(request: FastifyRequest, services: Services): Promise<boolean> {
  const { metricsToken, trustProxy } = services.config
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1]
  if (metricsToken && given) return timingSafeEqual(Buffer.from(sha256(given)), Buffer.from(sha256(metricsToken)))
  // Behind a proxy everybody comes from this machine.
  const proxied =
    trustProxy || ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => name in request.headers)
  if (!proxied && LOOPBACK.test(request.socket.remoteAddress ?? '')) return true
  const staff = await staffOfToken(services, request.cookies[STAFF_COOKIE])
  return staff?.role === 'administrator'
}
const LOOPBACK = /^(?:::1|(?:::ffff:)?127\.\d+\.\d+\.\d+)$/

interface Sample {
  labels: Record<string, string | number>
  value: number
  metricName?: string
}

async function registryOf(services: Services, health: Health): Promise<Registry> {
  const { Registry, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  // Counted where it happens and read here: the library's own objects would have to be there from the start.
  const metric = (
    name: string,
    type: 'counter' | 'gauge' | 'histogram',
    help: string,
    values: () => Promise<Sample[]>,
  ) => {
    const full = `seleksi_${name}`
    registry.registerMetric({
      ...{ name: full, help, type, aggregator: 'sum', labelNames: [] },
      get: async () => ({ ...{ name: full, help, type, aggregator: 'sum' }, values: await values() }),
      reset() {},
    } as never)
  }
  const one = (name: string, type: 'counter' | 'gauge', help: string, value: () => number) =>
    metric(name, type, help, async () => [{ labels: {}, value: value() }])
  const histogram = (name: string, help: string, of: Spread) =>
    metric(name, 'histogram', help, async () => buckets(`seleksi_${name}`, of))

  const { tally, gates, disk, pressure, stalls, delivery } = health
  one(
    'answers_acknowledged_total',
    'counter',
    'Answers, flags and late entries that are on the disk',
    () => tally.answers,
  )
  one('events_stored_total', 'counter', 'Events of attempts that are on the disk', () => tally.events)
  one('commits_total', 'counter', 'Group commits that are durable', () => tally.commits)
  one('commits_failed_total', 'counter', 'Group commits that the disk refused', () => tally.commitsFailed)
  histogram('commit_batch_events', 'Events in a group commit', tally.batch)
  histogram(
    'commit_seconds',
    'From handing a batch to the disk until it is durable, its sync included',
    tally.commitSeconds,
  )
  one('queue_depth', 'gauge', 'Commands that wait for their commit', () => delivery.writer.depth)
  metric('event_loop_delay_seconds', 'gauge', 'How late the event loop ran in the last half second', async () => [
    { labels: { quantile: '0.9' }, value: pressure.delay.p90Ms / 1000 },
    { labels: { quantile: '0.99' }, value: pressure.delay.p99Ms / 1000 },
    { labels: { quantile: '1' }, value: pressure.delay.mostMs / 1000 },
  ])
  one(
    'event_loop_blocks_total',
    'counter',
    'Times the event loop stood for a second or more',
    () => stalls.blocks.count,
  )
  metric('stations_connected', 'gauge', 'Open lines of stations, by the state of their sitting', () =>
    stationsByState(services, health),
  )
  metric('attempts', 'gauge', 'Attempts of open and running sittings, by status', () => attemptsByStatus(services))
  one('sign_ins_waiting', 'gauge', 'Candidates who wait to sign in', () => gates.signIns.waiting)
  one('sign_ins_per_second', 'gauge', 'Sign-ins let in for each second', () => gates.signIns.perSecond)
  metric('admitted_total', 'counter', 'Let in, by the way in', async () => byWay(({ admitted }) => admitted))
  metric('refused_total', 'counter', 'Refused because the server was busy or its disk low', async () => [
    ...byWay(({ refused }) => refused),
    { labels: { way: 'disk' }, value: health.refusedForDisk },
  ])
  one('disk_free_bytes', 'gauge', 'Free on the disk of the data folder', () => disk.facts.free)
  one('disk_reserve_bytes', 'gauge', 'Reserve for responses that lies there', () => disk.facts.held)
  one('disk_reserve_wanted_bytes', 'gauge', 'Reserve for responses that should lie there', () => disk.facts.wanted)
  metric('disk_state', 'gauge', 'One for the state the disk is in', async () =>
    (['ample', 'low', 'full'] as const).map((state) => ({
      labels: { state },
      value: disk.facts.state === state ? 1 : 0,
    })),
  )
  function byWay(of: (entrance: { admitted: number; refused: number }) => number): Sample[] {
    return [
      { labels: { way: 'sign-in' }, value: of(gates.signIns) },
      { labels: { way: 'line' }, value: of(gates.lines) },
    ]
  }
  return registry
}

/** Prometheus counts buckets from below. */
function buckets(name: string, { edges, counts, sum, count: all }: Spread): Sample[] {
  let below = 0
  return [
    ...edges.map((edge, at) => {
      below += counts[at] ?? 0
      return { labels: { le: edge }, value: below, metricName: `${name}_bucket` }
    }),
    { labels: { le: '+Inf' }, value: all, metricName: `${name}_bucket` },
    { labels: {}, value: sum, metricName: `${name}_sum` },
    { labels: {}, value: all, metricName: `${name}_count` },
  ]
}

async function stationsByState({ store }: Services, health: Health): Promise<Sample[]> {
  const { sitting } = store.tables
  const bySitting = health.linesBySitting()
  const rows = await store.read
    .select({ id: sitting.id, state: sitting.state })
    .from(sitting)
    .where(inArray(sitting.id, [...bySitting.keys()]))
  const sums = new Map(['scheduled', 'open', 'running', 'closed'].map((state) => [state, 0]))
  for (const { id, state } of rows) sums.set(state, (sums.get(state) ?? 0) + (bySitting.get(id) ?? 0))
  return [...sums].map(([state, value]) => ({ labels: { state }, value }))
}

/** Of sittings that go on: all of ten years would be a long count. */
async function attemptsByStatus({ store }: Services): Promise<Sample[]> {
  const { attempt, sitting } = store.tables
  const going = store.read
    .select({ id: sitting.id })
    .from(sitting)
    .where(inArray(sitting.state, ['open', 'running']))
  const rows = await store.read
    .select({ status: attempt.status, n: count() })
    .from(attempt)
    .where(inArray(attempt.sittingId, going))
    .groupBy(attempt.status)
  const counted = new Map(rows.map(({ status, n }) => [status, n]))
  return ['confirmed', 'working', 'finished'].map((status) => ({ labels: { status }, value: counted.get(status) ?? 0 }))
}
