import { expect, it } from 'vitest'
import { count } from '../db/sql.ts'
import { testApp } from '../testing/test-app.ts'
import { seedDemo } from './seed-demo.ts'

it('tells the whole story: a needs sheet, 500 applicants at every stage, and the hall of these very people', async () => {
  const app = await testApp()
  await seedDemo(app.services, app)
  const { application, applicant, workload, candidate, appeal, verifying } = app.services.store.tables
  const { read } = app.services.store
  const [people] = await read.select({ n: count() }).from(applicant)
  expect(people?.n).toBe(500)
  const states = await read
    .select({ state: application.state, n: count() })
    .from(application)
    .groupBy(application.state)
  expect(states.map(({ state }) => state).sort()).toEqual(['draft', 'failed', 'passed', 'submitted', 'withdrawn'])
  const candidates = await read.select({ id: candidate.id }).from(candidate)
  const tied = await read.select({ id: application.candidateId }).from(application)
  expect(candidates.filter(({ id }) => !tied.some((one) => one.id === id))).toEqual([])
  for (const table of [workload, appeal]) expect((await read.select().from(table)).length).toBeGreaterThan(3)
  const checks = await read.select({ state: verifying.checkState }).from(verifying)
  expect(new Set(checks.map(({ state }) => state))).toEqual(new Set(['none', 'due', 'confirmed']))
  expect(app.faults).toEqual([])
  await app.close()
})
