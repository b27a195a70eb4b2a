import type { FastifyInstance } from 'fastify'
import { readAudit } from '../audit/audit-store.ts'
import { count, eq } from '../db/sql.ts'
import { listBanks } from '../item-bank/bank-store.ts'
import { listWindows } from '../objections/objection-store.ts'
import type { Overview } from '../protocol/http.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { periodRows } from '../recruitment/period-view.ts'
import { listGrants } from '../recruitment/vacancy-draft-store.ts'
import { listPublications } from '../results/publication-store.ts'
import { listSittings, unseated } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import type { Health } from './health-job.ts'
import { type RecruitmentFacts, whatNext } from './next-step.ts'

/** Is this server alive and ready, what is on it, and what was done. */
export function healthRoutes(app: FastifyInstance, services: Services, health: Health): void {
  const { clock, store, build } = services
  app.get('/api/health', { config: { roles: ['public'] }, logLevel: 'silent' }, async (_, reply) => {
    try {
      await store.read.select({ ms: store.tables.examClock.ms }).from(store.tables.examClock)
    } catch {
      return reply.code(503).send({ ready: false, reason: 'store' })
    }
    return { ready: true, version: build, protocol: PROTOCOL, wallNow: clock.wall(), examNow: clock.exam() }
  })

  // Live: the process turns; restart it only where this fails. Ready: people can be served, down to the disk (HE4).
  app.get('/health/live', { logLevel: 'silent' }, async () => ({ live: true }))
  app.get('/health', { logLevel: 'silent' }, async (_, reply) => {
    const reasons = await health.reasons()
    const ready = reasons.length === 0
    return reply
      .code(ready ? 200 : 503)
      .header('cache-control', 'no-store')
      .send({ ready, reasons, version: build })
  })
  app.get('/api/server', { config: { roles: ['proctor', 'committee', 'administrator'] as const } }, () =>
    health.state(),
  )

  const committee = { config: { roles: ['committee', 'administrator'] as const } }
  app.get('/api/overview', committee, async (): Promise<Overview> => {
    const { vacancy, candidate, test, attempt } = store.tables
    const n = async (table: typeof candidate | typeof test) =>
      (await store.read.select({ n: count() }).from(table))[0]?.n ?? 0
    const banks = await listBanks(services)
    const finished = new Map(
      (
        await store.read
          .select({ id: attempt.sittingId, n: count() })
          .from(attempt)
          .where(eq(attempt.status, 'finished'))
          .groupBy(attempt.sittingId)
      ).map((row) => [row.id, row.n]),
    )
    const facts = {
      banks: banks.length,
      items: banks.reduce((total, bank) => total + bank.items, 0),
      vacancies: (await store.read.select({ n: count() }).from(vacancy).where(eq(vacancy.state, 'open')))[0]?.n ?? 0,
      candidates: await n(candidate),
      unseated: (await unseated(services)).total,
      tests: await n(test),
      sittings: (await listSittings(services)).map(({ id, name, state, startsAt, seats }) => ({
        id,
        name,
        state,
        startsAt,
        seats,
        finished: finished.get(id) ?? 0,
      })),
      publications: (await listPublications(services)).length,
    }
    return { ...facts, next: whatNext(facts, await listWindows(services), await recruitmentFacts(services)) }
  })
  app.get<{ Querystring: { before?: string } }>('/api/audit', committee, (request) =>
    readAudit(
      services,
      request.query.before && /^\d+$/.test(request.query.before) ? Number(request.query.before) : null,
    ),
  )
}

async function recruitmentFacts(services: Pick<Services, 'store'>): Promise<RecruitmentFacts> {
  const grants = await listGrants(services)
  const periods = (await periodRows(services)).filter(({ state }) => state !== 'closed')
  const ready = periods.find((one) => one.state === 'draft' && one.problems.length === 0 && one.vacancies.open > 0)
  return {
    period: periods.length > 0,
    freePlaces: grants.reduce((sum, { granted, used }) => sum + Math.max(0, granted - used), 0),
    drafts: periods.reduce((sum, { vacancies }) => sum + vacancies.drafts, 0),
    periodToOpen: ready?.name ?? null,
  }
}
