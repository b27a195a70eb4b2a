import { describe, expect, it, vi } from 'vitest'
import { bank } from '../../question-bank/build.ts'
import type { SourceId } from '../protocol/ids.ts'
import { Station, sitting } from '../testing/sitting.ts'
import { must, testApp } from '../testing/test-app.ts'
import { attemptOfCandidate, readLog } from './attempt-store.ts'
import { receiptCode } from './event-log.ts'

const MINUTE = 60_000
const forty = () => bank().section('TIU', 40)

describe('the paper', () => {
  it('[A1] is the same for the same candidate at every look, and another for her neighbour', async () => {
    const hall = await sitting().withCandidates(3).withBank(forty()).asking({ TIU: 12 }).running()
    const first = await hall.seated(1)
    const paper = await first.paper()
    expect(paper.items).toHaveLength(16)
    must(await first.confirm()) // pressed twice
    expect(await first.paper()).toEqual(paper)
    const papers = [paper]
    for (const n of [2, 3]) papers.push(await (await hall.seated(n)).paper())
    expect(new Set(papers.map((one) => JSON.stringify(one))).size).toBe(3)
  })

  it('[A1] two confirmations at once open one attempt with one form', async () => {
    const hall = await sitting().withBank(forty()).asking({ TIU: 12 }).running()
    const station = hall.station(1)
    must(await station.signIn())
    const views = (await Promise.all([station.confirm(), station.confirm(), station.confirm()])).map(must)
    expect(new Set(views.map(({ phase, paper }) => JSON.stringify([phase.at, paper]))).size).toBe(1)
    const kinds = (await readLog(hall.app.services, hall.attemptOf(1))).map((row) => row.kind)
    expect(kinds).toEqual(['opened', 'claimed', 'started'])
  })
})

describe('time', () => {
  it('[A2] [SD4] everyone has her own working time from the same start: 100 minutes, 130 for netra', async () => {
    const hall = await sitting().withCandidates(2).withNetra(2).opened()
    const [one, two] = [await hall.seated(1), await hall.seated(2)]
    expect((await one.phase('waiting')).at).toBe('waiting')
    hall.app.clock.pass(10 * MINUTE)
    must(await hall.command('start'))
    const views = [must(await one.view()), must(await two.view())]
    expect(views.map(({ minutes, accommodated }) => [minutes, accommodated])).toEqual([
      [100, false],
      [130, true],
    ])
    expect(views.map(({ phase, examNow }) => phase.at === 'working' && phase.deadline - examNow)).toEqual([
      100 * MINUTE,
      130 * MINUTE,
    ])
  })

  it('[A3] who comes late starts at once with the full time', async () => {
    const hall = await sitting().withCandidates(2).running()
    const early = await hall.seated(1)
    const { deadline } = await early.phase('working')
    hall.app.clock.pass(30 * MINUTE)
    const late = await hall.seated(2)
    expect((await late.phase('working')).deadline).toBe(deadline + 30 * MINUTE)
  })

  it('a jump of the wall clock changes no deadline and ends nobody', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    const before = must(await station.view())
    hall.app.clock.jumpWall(5 * 3_600_000)
    const after = must(await station.view())
    expect(after.phase).toEqual(before.phase)
    expect(must(await station.answer(0, 0)).refused).toEqual([])
  })

  it('[A7] [A8] [A11] the deadline job closes what the clock has closed, and tells the station what was late', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    must(await station.answer(0, 1))
    hall.app.clock.pass(100 * MINUTE + 10_000) // deadline + grace, to the millisecond
    expect(must(await station.answer(1, 0))).toMatchObject({ through: 2, refused: [] })
    hall.app.clock.pass(1)
    const late = must(await station.answer(2, 0))
    expect(late.through).toBe(3)
    expect(late.refused).toMatchObject([
      { n: 3, why: { refused: expect.stringMatching(/^(time-over|already-finished)$/) } },
    ])
    await vi.waitFor(async () => expect((await station.phase('finished')).how).toBe('expiry'), 20_000)
    expect((await station.phase('finished')).answered).toBe(2)
    const kinds = (await readLog(hall.app.services, hall.attemptOf(1))).map((row) => row.kind)
    expect(kinds.filter((kind) => kind === 'finished')).toHaveLength(1)
  })

  it('[A15] a server that was down gives the time back, and everyone goes on with everything', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    must(await station.answer(0, 1))
    hall.app.clock.pass(20 * MINUTE)
    must(await station.answer(1, 0))
    const before = must(await station.view())
    await hall.app.close()
    const again = await testApp({ folder: hall.app.folder })
    again.clock.jumpWall(3 * 3_600_000)
    const same = new Station(again, hall.seats[0] as (typeof hall.seats)[number], null)
    Object.assign(same, { cookie: station.cookie, source: station.source })
    const after = must(await same.view())
    expect(after.examNow).toBe(before.examNow)
    expect(after.phase).toMatchObject({ responses: expect.anything(), untilShown: true, pausedLeftMs: 80 * MINUTE })
    must(await same.beat({ shown: true }))
    const shown = must(await same.view())
    expect({ ...shown.phase, ledger: null }).toEqual({ ...before.phase, ledger: null })
    expect(shown.phase.at === 'working' && shown.phase.deadline - shown.examNow).toBe(80 * MINUTE)
    await again.close()
  })
})

describe('another computer', () => {
  it('[A4] [A17] goes on with everything; the old one may not write any more and begins anew', async () => {
    const hall = await sitting().withPolicy({ moves: 'free' }).running()
    const old = await hall.seated(1)
    must(await old.answer(0, 2))
    must(await old.answer(1, 1))
    must(await old.flag(3, true))
    const before = await old.phase('working')
    const next = hall.station(1, { room: 'B', station: '09' })
    expect(await next.signIn()).toMatchObject({ refused: 'in-use' })
    hall.app.clock.pass(15_000)
    const resumed = must(await next.signIn()).phase
    expect(resumed).toEqual(before)
    expect(await old.answer(0, 0)).toMatchObject({ refused: expect.stringMatching(/^(replaced|sign-in-needed)$/) })
    expect(await old.view()).toMatchObject({ refused: expect.stringMatching(/^(replaced|sign-in-needed)$/) })
    must(await next.answer(0, 1))
    expect((await next.phase('working')).responses.slice(0, 2)).toEqual([1, 1])
    // Back at the first one, when the second is dead: what still waits there is older, so that page begins anew.
    hall.app.clock.pass(15_000)
    expect(await old.signIn()).toMatchObject({ refused: 'stale-source' })
    const anew = hall.station(1)
    expect(must(await anew.signIn()).through).toBe(0)
    must(await anew.answer(2, 0))
    expect((await anew.phase('working')).responses.slice(0, 3)).toEqual([1, 1, 0])
  })

  it('[A4] shows nothing to a source that is not the newest, whatever its cookie says', async () => {
    const hall = await sitting().running()
    await hall.seated(1)
    const [seat] = hall.seats
    expect(await hall.app.delivery.view(seat as NonNullable<typeof seat>, 'another-source' as SourceId)).toMatchObject({
      refused: 'replaced',
    })
  })

  it('may be taken at once after signing out', async () => {
    const hall = await sitting().withPolicy({ moves: 'free' }).opened()
    const old = await hall.seated(1)
    must(await old.signOut())
    must(await hall.station(1).signIn())
    expect(await old.view()).toMatchObject({ refused: 'sign-in-needed' })
  })
})

describe('answers over HTTP', () => {
  it('[A10] a cleared answer is blank, not the first option', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    must(await station.answer(0, 2))
    must(await station.answer(0, null))
    expect((await station.phase('working')).responses[0]).toBeNull()
    const last = (await readLog(hall.app.services, hall.attemptOf(1))).at(-1)
    expect(JSON.parse(last?.payload ?? '')).toEqual({ slot: 0, option: null })
  })

  it('[A5] [A6] acknowledges up to the gap, and a repeat as before', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    const entry = (n: number) => ({ n, kind: 'answer' as const, slot: n - 1, choice: 0 })
    expect(must(await station.send(entry(1), entry(2), entry(4))).through).toBe(2)
    expect(must(await station.send(entry(1), entry(2))).through).toBe(2)
    expect(must(await station.send(entry(3), entry(4))).through).toBe(4)
    expect(await readLog(hall.app.services, hall.attemptOf(1))).toHaveLength(7)
  })

  it.each<[string, object]>([
    ['a choice that is a word', { n: 1, kind: 'answer', slot: 0, choice: '1' }],
    ['a slot that is a word', { n: 1, kind: 'answer', slot: '0', choice: 1 }],
    ['a number below 1', { n: 0, kind: 'answer', slot: 0, choice: 1 }],
    ['half a number', { n: 1.5, kind: 'answer', slot: 0, choice: 1 }],
    ['an unknown kind', { n: 1, kind: 'score', slot: 0, choice: 1 }],
    ['a field too many', { n: 1, kind: 'answer', slot: 0, choice: 1, candidate: 'other' }],
    ['a slot below the form', { n: 1, kind: 'answer', slot: -1, choice: 1 }],
  ])('refuses %s and stores nothing', async (_, entry) => {
    const hall = await malformed()
    const station = hall.station
    expect(await station.send(entry as never)).toMatchObject({ refused: 'bad-request' })
    expect(await readLog(hall.app.services, hall.attempt)).toHaveLength(3)
  })
  let shared: Promise<{ app: Awaited<ReturnType<typeof testApp>>; station: Station; attempt: string }> | undefined
  function malformed() {
    shared ??= (async () => {
      const hall = await sitting().running()
      return { app: hall.app, station: await hall.seated(1), attempt: hall.attemptOf(1) as string }
    })()
    return shared
  }

  it('takes 200 entries at a time and not 201', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    const batch = Array.from({ length: 201 }, (_, at) => ({
      n: at + 1,
      kind: 'answer' as const,
      slot: 0,
      choice: at % 5,
    }))
    expect(await station.send(...batch)).toMatchObject({ refused: 'bad-request' })
    expect(must(await station.send(...batch.slice(0, 200))).through).toBe(200)
  })
})

describe('the end', () => {
  it('[A12] [A14] shows a receipt that is the hash of its finish, and finishing again changes neither', async () => {
    const hall = await sitting().running()
    const station = await hall.seated(1)
    must(await station.answer(0, 0))
    must(await station.finish())
    const { receipt, how, answered, items } = await station.phase('finished')
    expect([how, answered, items]).toEqual(['candidate', 1, 6])
    const log = await readLog(hall.app.services, hall.attemptOf(1))
    expect(receipt).toBe(receiptCode(log.at(-1)?.hash ?? ''))
    expect(must(await station.finish()).refused).toMatchObject([{ why: { refused: 'already-finished' } }])
    expect(await readLog(hall.app.services, hall.attemptOf(1))).toHaveLength(log.length + 1)
    expect(await station.phase('finished')).toMatchObject({ how: 'candidate', answered: 1, receipt })
    const [seat] = hall.seats
    expect(await attemptOfCandidate(hall.app.services, hall.id, seat?.candidate ?? '')).toMatchObject({
      status: 'finished',
    })
  })

  it('nothing is answered before the proctor starts, and nothing is opened before she confirms', async () => {
    const hall = await sitting().opened()
    const station = hall.station(1)
    expect(must(await station.signIn()).phase).toMatchObject({ at: 'identify' })
    expect(await station.send({ n: 1, kind: 'answer', slot: 0, choice: 0 })).toMatchObject({ refused: 'not-confirmed' })
    must(await station.confirm())
    expect(await station.send({ n: 1, kind: 'answer', slot: 0, choice: 0 })).toMatchObject({ refused: 'not-started' })
    expect(await readLog(hall.app.services, hall.attemptOf(1))).toHaveLength(2)
  })

  it('[SD5] nobody signs in before the sitting is open, and nobody begins after it is closed', async () => {
    const hall = await sitting().scheduled()
    expect(await hall.station(1).signIn()).toMatchObject({ refused: 'sitting-not-open' })
    for (const kind of ['open', 'start', 'close'] as const) must(await hall.command(kind))
    expect(await hall.station(1).signIn()).toMatchObject({ refused: 'sitting-closed' })
  })
})
