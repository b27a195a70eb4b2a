import { beforeAll, expect, it } from 'vitest'
import type { Overview, Welcome } from '../protocol/http.ts'
import { PROTOCOL } from '../protocol/station.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { whatNext } from './next-step.ts'

let hall: Hall
let committee: Staff
beforeAll(async () => {
  hall = await sitting().withCandidates(2).scheduled()
  committee = await hall.app.staff('committee')
})

it('tells whether it is ready, and its clocks', async () => {
  const { body } = await committee.get('/api/health')
  expect(body).toMatchObject({
    ready: true,
    version: '0.0.0-test',
    protocol: PROTOCOL,
    wallNow: hall.app.clock.wall(),
    examNow: 0,
  })
})

it('tells the committee what is there and what comes next', async () => {
  const overview = async () => (await committee.get('/api/overview')).body as Overview
  expect(await overview()).toMatchObject({
    banks: 1,
    items: 6,
    vacancies: 1,
    candidates: 2,
    unseated: 0,
    tests: 1,
    publications: 0,
    next: [],
  })
  for (const kind of ['open', 'start'] as const) must(await hall.command(kind))
  const station = await hall.seated(1)
  must(await station.finish())
  const running = await overview()
  expect(running.sittings).toMatchObject([{ state: 'running', seats: 2, finished: 1 }])
  expect(running.next.map((step) => step.en)).toEqual(['Sitting "Sesi 1" is running: 1 of 2 finished.'])
  must(await hall.command('close'))
  expect((await overview()).next.map((step) => step.en)).toEqual([
    'A sitting is closed: check the ranking and publish.',
  ])
})

it('shows no sign-in, no PIN and no name on the first page of a real hall', async () => {
  expect((await committee.get('/api/welcome')).body as Welcome).toEqual({
    ...{
      demo: false,
      version: '0.0.0-test',
      organisation: 'Panitia Uji',
      signIns: [],
      applicant: null,
      candidates: [],
      sittings: [],
    },
  })
})

const nothing = {
  banks: 0,
  items: 0,
  vacancies: 0,
  candidates: 0,
  unseated: 0,
  tests: 0,
  sittings: [],
  publications: 0,
}
it.each<[string, Partial<Omit<Overview, 'next'>>, number]>([
  ['an empty folder: items and vacancies', {}, 2],
  ['vacancies but no candidates', { items: 9, tests: 1, vacancies: 1 }, 1],
  ['no test yet', { items: 9, vacancies: 1, candidates: 1 }, 1],
  ['candidates without a sitting', { items: 9, vacancies: 1, candidates: 5, unseated: 5, tests: 1 }, 1],
  ['all done', { items: 9, vacancies: 1, candidates: 5, tests: 1, publications: 1 }, 0],
])('%s', (_, facts, steps) => {
  const next = whatNext({ ...nothing, ...facts })
  expect(next).toHaveLength(steps)
  for (const step of next) for (const words of [step.id, step.en, step.screen]) expect(words.length).toBeGreaterThan(3)
})

it('begins with recruitment: granted places, drafts, and a period that is ready', () => {
  const facts = { period: true, freePlaces: 4, drafts: 2, periodToOpen: 'CPNS 2027' }
  const all = whatNext({ ...nothing, items: 9, tests: 1 }, [], facts)
  expect(all.map(({ screen, en }) => [screen, en])).toEqual([
    ['vacancies', '4 places are granted and not made into vacancies yet.'],
    ['vacancies', '2 drafts of vacancies are not published yet.'],
    ['periods', 'The period "CPNS 2027" is ready to be opened.'],
  ])
})
