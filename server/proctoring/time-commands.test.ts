import { beforeEach, describe, expect, it } from 'vitest'
import { eq } from '../db/sql.ts'
import { readLog } from '../delivery/attempt-store.ts'
import type { CommandRow, ProctorCommand, RoomProposal, RoomView, TimeView } from '../protocol/proctor.ts'
import { EMPTY_LEDGER, remainingOf } from '../protocol/time.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must, type Staff, testApp } from '../testing/test-app.ts'
import { commandRows, waitingCommands } from './command-store.ts'
import { givenByHand } from './time-limits.ts'

const MINUTE = 60_000
let commands = 0
let hall: Hall
let stations: Station[]
let [ani, budi]: Staff[] = []

beforeEach(async () => {
  hall = await sitting().withCandidates(4).running()
  ;[ani, budi] = [await hall.app.staff('proctor'), await hall.app.staff('proctor')]
  stations = [await hall.seated(1), await hall.seated(2), await hall.seated(3)]
})

const wantedOf = (kind: ProctorCommand['kind'], who: number[], more = {}): ProctorCommand => {
  commands += 1
  return {
    ...{ id: `time-command-${commands}`, kind, candidates: who.map(hall.candidateOf) },
    ...{ reason: { category: 'technical' as const, text: 'kabel terlepas' }, minutes: 10, ...more },
  }
}
const url = (rest: string) => `/api/proctor/sittings/${hall.id}${rest}`
const say = async (body: object, who = ani) => (await (who as Staff).post(url('/commands'), body)).body
const approve = async (proposal: string, who = budi) =>
  (await (who as Staff).post(url(`/proposals/${proposal}/approval`))).body
const attemptOf = async (n: number) => (await hall.app.delivery.writer.peek(hall.attemptOf(n)))?.attempt
const givenTo = async (n: number) => givenByHand((await attemptOf(n))?.ledger ?? EMPTY_LEDGER) / MINUTE
const waiting = async (): Promise<RoomProposal[]> => ((await (ani as Staff).get(url(''))).body as RoomView).proposals

describe('time by hand', () => {
  it('[P11] one person proposes, another approves; nothing is given before, and it is given once', async () => {
    const wanted = wantedOf('add-time', [1, 2])
    const { proposal, ...rest } = await say(wanted)
    expect(rest).toEqual({ done: 0, refused: [] })
    expect(await say(wanted)).toEqual({ done: 0, refused: [], proposal })
    expect(await approve(proposal, ani)).toEqual({ refused: 'same-person' })
    expect([await givenTo(1), await givenTo(2)]).toEqual([0, 0])
    const shown = await waiting()
    expect(shown).toMatchObject([
      { id: proposal, kind: 'add-time', by: ani?.username, reason: 'kabel terlepas', candidates: wanted.candidates },
    ])
    expect(shown[0]?.title).toEqual({ id: 'Tambah 10 menit untuk 2 peserta', en: 'Add 10 minutes for 2 candidates' })
    expect(shown[0]?.effect[0]).toEqual({
      id: 'P-0001 Peserta 1 (ruang A, meja 01) mendapat 10 menit; sebelumnya 0 dari paling banyak 30 menit.',
      en: 'P-0001 Peserta 1 (room A, station 01) gets 10 minutes; before 0 of 30 minutes at the most.',
    })
    const replies = await Promise.all([approve(proposal), approve(proposal)])
    expect(replies).toContainEqual({ done: 2, refused: [] })
    expect([await givenTo(1), await givenTo(2), await givenTo(3)]).toEqual([10, 10, 0])
    expect(await approve(proposal)).toMatchObject({ refused: 'already-decided' })
    expect(await say(wanted)).toEqual({ done: 0, refused: [], proposal })
    expect((await attemptOf(1))?.ledger.entries.at(-1)).toMatchObject({
      ...{ cause: 'added', ms: 10 * MINUTE, by: ani?.username, approvedBy: budi?.username, reason: 'kabel terlepas' },
    })
    const rows: CommandRow[] = (await (ani as Staff).get(url('/commands'))).body
    expect(rows.find((row) => row.id === wanted.id)).toMatchObject({
      ...{ state: 'done', done: 2, by: ani?.username, approvedBy: budi?.username, minutes: 10 },
    })
    expect((await stations[0]?.view()) as object).toMatchObject({ orders: [{ id: wanted.id, kind: 'add-time' }] })
  })

  it('[P11] a proctor decides the proposals of this room and no others', async () => {
    const { proposal } = await say(wantedOf('add-time', [1]))
    const other = await sitting().withCandidates(1).running()
    const outside = `/api/proctor/sittings/${other.id}/proposals/${proposal}`
    for (const [path, body] of [
      [`${outside}/approval`, {}],
      [`${outside}/refusal`, { note: 'bukan' }],
      [url('/proposals/none/approval'), {}],
    ] as const)
      expect((await (budi as Staff).post(path, body)).body).toMatchObject({ refused: 'not-found' })
    expect((await (budi as Staff).post(`/api/proposals/${proposal}/approval`)).body).toMatchObject({
      refused: 'not-your-role',
    })
    // What the committee publishes is no business of the room's.
    const { services, approvals } = hall.app
    const { proposal: table } = services.store.tables
    await services.store.transaction(async (db) => {
      const [row] = await db.select().from(table).where(eq(table.id, proposal))
      if (row) await db.insert(table).values({ ...row, id: 'publish', kind: 'publish', ordinal: 99 })
    })
    expect(await approve('publish')).toMatchObject({ refused: 'not-found' })
    expect((await approvals.find('publish'))?.state).toBe('open')
    // The committee may be the second person, on its own screen as well.
    const committee = await hall.app.staff('committee')
    expect((await committee.post(`/api/proposals/${proposal}/approval`)).body).toMatchObject({ state: 'approved' })
    expect(await givenTo(1)).toBe(10)
  })

  it('[P11] declined with a note, or taken back: nothing is given and the consoles no longer show it', async () => {
    const [one, two] = [await say(wantedOf('add-time', [1])), await say(wantedOf('add-time', [1]))]
    expect(await waiting()).toHaveLength(2)
    const refuse = async (id: string, who: Staff | undefined, note: string) =>
      (await (who as Staff).post(url(`/proposals/${id}/refusal`), { note })).body
    expect(await refuse(one.proposal, budi, '')).toMatchObject({ refused: 'bad-request' })
    expect(await refuse(one.proposal, budi, 'cukup lima menit')).toMatchObject({ state: 'declined' })
    expect(await refuse(two.proposal, ani, 'keliru')).toMatchObject({ state: 'taken-back' })
    await expect.poll(waiting).toEqual([])
    expect(await givenTo(1)).toBe(0)
  })

  it('[P11] never more than the limit: when proposed, when approved, and when two are approved at once', async () => {
    expect(await say(wantedOf('add-time', [1], { minutes: 31 }))).toEqual({
      ...{ refused: 'too-much-time', detail: { most: '30', left: '30' } },
    })
    const first = await say(wantedOf('add-time', [1], { minutes: 20, cause: 'credited' }))
    const second = await say(wantedOf('add-time', [1, 2], { minutes: 20 }))
    const third = await say(wantedOf('add-time', [1], { minutes: 20 }))
    const replies = await Promise.all([approve(first.proposal), approve(second.proposal), approve(third.proposal)])
    expect(await givenTo(1)).toBe(20)
    expect(await givenTo(2)).toBe(20)
    // Whichever came too late says so, of this candidate and not of the other.
    const said = JSON.stringify(replies)
    expect(said.match(/too-much-time/g)).toHaveLength(2)
    expect(await say(wantedOf('add-time', [1], { minutes: 11 }))).toMatchObject({ detail: { left: '10' } })
    expect(await say(wantedOf('add-time', [1], { minutes: 10 }))).toMatchObject({ done: 0, refused: [] })
  })

  it('[P11] for everybody means everybody at work when it was proposed; who cannot have it is named at once', async () => {
    must(await hall.command('end', { candidates: [hall.candidateOf(3)] }))
    const all = await say(wantedOf('add-time', []))
    expect((await waiting())[0]?.candidates).toEqual([hall.candidateOf(1), hall.candidateOf(2)])
    expect(await approve(all.proposal)).toEqual({ done: 2, refused: [] })
    const some = await say(wantedOf('add-time', [1, 3, 4]))
    expect(some.refused).toEqual([
      { candidate: hall.candidateOf(3), why: { refused: 'already-finished' } },
      { candidate: hall.candidateOf(4), why: { refused: 'not-begun' } },
    ])
    // She finishes before the second person has looked: said so, by name.
    const late = await say(wantedOf('add-time', [1, 2], { minutes: 5 }))
    must((await stations[0]?.finish()) as object)
    expect(await approve(late.proposal)).toEqual({
      ...{ done: 1, refused: [{ candidate: hall.candidateOf(1), why: { refused: 'already-finished' } }] },
    })
    must(await hall.command('end', {}))
    expect(await say(wantedOf('add-time', []))).toEqual({ refused: 'nobody-working' })
  })

  it.each<[string, object, string]>([
    ['no reason in words', { reason: { category: 'health', text: ' ' } }, 'reason-needed'],
    ['no minutes', { minutes: 0 }, 'minutes-needed'],
    ['nobody', { kind: 'reopen', candidates: [] }, 'bad-request'],
    ['somebody of another sitting', { candidates: ['nobody'] }, 'not-found'],
  ])('[P3] %s: refused, and nothing waits', async (_, change, code) => {
    expect(await say({ ...wantedOf('add-time', [1]), ...change })).toMatchObject({ refused: code })
    expect(await waiting()).toEqual([])
  })

  it('[P11] not by a command alone, whatever way it comes', async () => {
    expect(await hall.command('add-time', { candidates: [hall.candidateOf(1)], minutes: 5 })).toEqual({
      refused: 'second-person-needed',
    })
  })

  it('[P1] an id that was used for another command is refused: proposed, and approved', async () => {
    const used = wantedOf('message', [1], { text: 'satu' })
    await say(used)
    expect(await say({ ...wantedOf('add-time', [1]), id: used.id })).toEqual({ refused: 'command-differs' })
    const wanted = wantedOf('add-time', [1])
    const { proposal } = await say(wanted)
    expect(await say({ ...wanted, minutes: 11 })).toEqual({ refused: 'command-differs' })
    await say({ ...used, id: wanted.id })
    expect(await approve(proposal)).toEqual({ refused: 'command-differs' })
    expect(await givenTo(1)).toBe(0)
  })

  it('[P1] the server dies between the approval and the deed: the next start gives the time, once', async () => {
    const wanted = wantedOf('add-time', [1])
    const { proposal } = await say(wanted)
    const { approvals, delivery, services } = hall.app
    // The writer never hears of it: as when the machine stops right after the decision is on disk.
    const submit = delivery.writer.submit.bind(delivery.writer)
    delivery.writer.submit = () => {
      throw new Error('the server dies here')
    }
    expect(must(await approvals.approve('budi', proposal))).toMatchObject({ state: 'approved' })
    expect(hall.app.faults.join()).toContain('dies here')
    hall.app.faults.length = 0
    delivery.writer.submit = submit
    expect(await waitingCommands(services)).toMatchObject([{ id: wanted.id, reply: null }])
    expect(await commandRows(services, hall.id, { ids: [wanted.id] })).toMatchObject([{ state: 'waiting', done: 0 }])
    await hall.app.close()
    const again = await testApp({ folder: hall.app.folder })
    const log = await readLog(again.services, hall.attemptOf(1))
    expect(log.filter((row) => row.kind === 'credited')).toHaveLength(1)
    expect(await waitingCommands(again.services)).toEqual([])
    expect(await commandRows(again.services, hall.id, { ids: [wanted.id] })).toMatchObject([
      { state: 'done', done: 1, approvedBy: 'budi' },
    ])
    await again.close()
    const third = await testApp({ folder: hall.app.folder })
    expect((await readLog(third.services, hall.attemptOf(1))).filter((row) => row.kind === 'credited')).toHaveLength(1)
  })
})

describe('opened again', () => {
  it('[P12] goes on with what was left, not counting the time between; the minutes are added', async () => {
    hall.app.clock.pass(40 * MINUTE)
    must((await stations[0]?.finish()) as object)
    hall.app.clock.pass(7 * MINUTE)
    expect(await say(wantedOf('reopen', [2]))).toMatchObject({ refused: 'not-finished' })
    expect(await say(wantedOf('reopen', [4]))).toMatchObject({ refused: 'not-begun' })
    const { proposal } = await say(wantedOf('reopen', [1], { minutes: 5 }))
    expect((await waiting())[0]?.title.id).toBe('Buka kembali ujian 1 peserta')
    expect(await approve(proposal)).toEqual({ done: 1, refused: [] })
    const attempt = await attemptOf(1)
    expect(attempt?.status).toBe('working')
    expect(attempt && remainingOf(attempt.ledger, hall.app.clock.exam())).toBe(65 * MINUTE)
    expect(must((await stations[0]?.answer(0, 1)) as object)).toMatchObject({ refused: [] })
  })

  it('[P12] not without any time, and not once the sitting is closed', async () => {
    hall.app.clock.pass(101 * MINUTE)
    await expect.poll(async () => (await attemptOf(1))?.status).toBe('finished')
    expect(await say(wantedOf('reopen', [1], { minutes: 0 }))).toEqual({ refused: 'no-time-left' })
    const { proposal } = await say(wantedOf('reopen', [1], { minutes: 5 }))
    await expect.poll(async () => (await attemptOf(3))?.status).toBe('finished')
    must(await hall.command('close'))
    expect(await approve(proposal)).toEqual({ refused: 'sitting-closed' })
    expect((await attemptOf(1))?.status).toBe('finished')
  })
})

describe('the sum', () => {
  it('[P17] every entry and open hold of a candidate, and what remains is their sum', async () => {
    const timeOf = async (n: number) => (await (ani as Staff).get(url(`/time/${hall.candidateOf(n)}`))).body as TimeView
    expect((await timeOf(4)).ledger).toEqual(EMPTY_LEDGER)
    hall.app.clock.pass(10 * MINUTE)
    await stations[0]?.beat()
    must(await hall.command('pause', { candidates: [hall.candidateOf(1)] }))
    hall.app.clock.pass(3 * MINUTE)
    await stations[0]?.beat()
    const held = await timeOf(1)
    expect(held.ledger.holds).toMatchObject([{ kind: 'paused', by: 'proctor', reason: 'uji' }])
    expect(remainingOf(held.ledger, held.examNow)).toBe(90 * MINUTE)
    must(await hall.command('resume', { candidates: [hall.candidateOf(1)] }))
    await approve((await say(wantedOf('add-time', [1], { minutes: 7, cause: 'credited' }))).proposal)
    const view = await timeOf(1)
    expect(view.ledger.entries.map(({ cause, ms }) => [cause, ms / MINUTE])).toEqual([
      ['granted', 100],
      ['paused', 3],
      ['credited', 7],
    ])
    expect(remainingOf(view.ledger, view.examNow)).toBe(97 * MINUTE)
    expect((await (ani as Staff).get(url('/time/nobody'))).body).toMatchObject({ refused: 'not-found' })
  })

  it('[P17] with the outages since it was opened', async () => {
    hall.app.clock.pass(10 * MINUTE)
    await hall.app.services.store.transaction((db) => hall.app.services.clock.keep(db))
    await hall.app.close()
    const again = await testApp({ folder: hall.app.folder, downMs: 60 * MINUTE })
    const staff = await again.staff('committee')
    const view = (await staff.get(url(`/time/${hall.candidateOf(1)}`))).body as TimeView
    expect(view.outages).toMatchObject([{ cause: 'server', examMs: 10 * MINUTE }])
    expect((view.outages[0]?.untilWall ?? 0) - (view.outages[0]?.fromWall ?? 0)).toBe(60 * MINUTE)
    expect(remainingOf(view.ledger, view.examNow)).toBe(90 * MINUTE)
  })

  it('a file of saved answers that is none is refused in words, and leaves an audit row', async () => {
    const carry = async (body: object) => (await (ani as Staff).post(url('/carry'), body)).body
    const file = Buffer.from('not sealed by us').toString('base64')
    expect(await carry({ candidate: hall.candidateOf(1), file })).toEqual({ refused: 'not-a-carry-file' })
    expect(await carry({ candidate: hall.candidateOf(4), file })).toEqual({ refused: 'not-begun' })
    expect(await carry({ candidate: 'nobody', file })).toMatchObject({ refused: 'not-found' })
    expect(await carry({ candidate: hall.candidateOf(1), file: '' })).toMatchObject({ refused: 'bad-request' })
    const { audit } = hall.app.services.store.tables
    const rows = await hall.app.services.store.read.select().from(audit)
    expect(rows.filter((row) => row.action === 'proctor.carry')).toHaveLength(2)
  })
})
