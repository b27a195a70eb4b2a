import { beforeEach, describe, expect, it } from 'vitest'
import { eq } from '../db/sql.ts'
import type { ProposalRow } from '../protocol/http.ts'
import type { PlacedRow, PlacementForm, PlacementPreview, PlacementRequest, SeatChange } from '../protocol/placement.ts'
import type { SittingSummary } from '../protocol/proctor.ts'
import { isRefusal } from '../protocol/refusals.ts'
import type { VenueRow } from '../protocol/venues.ts'
import { storeCandidates } from '../recruitment/recruitment-store.ts'
import { pdfText } from '../testing/pdf-text.ts'
import { type Hall, sitting } from '../testing/sitting.ts'
import { must, type Staff } from '../testing/test-app.ts'
import { gridPlan } from '../venues/plan.ts'
import { defaultDayPlan } from './day-plan.ts'
import { verifyPlacement } from './placement-check-store.ts'
import { writePlacement } from './placement-store.ts'
import { solveNow } from './placement-view.ts'
import { cardVersionOf, seatHistory } from './seat-version-store.ts'
import { createSitting } from './sitting-store.ts'

/** Three weeks before: the hand clock says 24 November 2026, 08.00. */
const DAYS = ['2026-12-15', '2026-12-18']
let hall: Hall
let first: Staff
let second: Staff
let venues: VenueRow[]
let request: PlacementRequest

beforeEach(async () => {
  // The hall has a sitting of its own with three people; those who wait come afterwards.
  hall = await sitting().withCandidates(3).withVacancies(2).scheduled()
  first = await hall.app.staff('committee')
  second = await hall.app.staff('committee')
  await storeCandidates(
    hall.app.services,
    'test',
    Array.from({ length: 24 }, (_, at) => ({
      ...{ number: `W-${String(at + 1).padStart(3, '0')}`, name: `Penunggu ${at + 1}` },
      ...{ nik: `150802020291${String(at + 1).padStart(4, '0')}`, vacancyCode: at < 14 ? 'V-1' : 'V-2' },
      ...{
        accommodation: at === 0 ? 'netra' : null,
        venue: at === 5 ? 'SMKN 1' : '',
        room: '',
        station: '',
        session: '',
      },
    })),
    [],
  )
  for (const [name, seats] of [
    ['SMKN 1', 8],
    ['UPT BKN', 10],
  ] as const) {
    const { body } = await first.post('/api/venues', { name, address: 'Muara Bungo' })
    await first.post(`/api/venues/${body.id}/rooms`, { name: 'A', plan: gridPlan(2, seats / 2 + 1, { spares: 2 }) })
  }
  venues = (await first.get('/api/venues')).body
  await put(`/api/venues/${idOf('UPT BKN')}/facts`, {
    ...{ opens: '06:00', closes: '18:00', districts: ['15.08'] },
    fits: { [roomOf('UPT BKN')]: ['netra'] },
  })
  const form = (await first.get('/api/placements/form')).body as PlacementForm
  request = {
    ...{ test: form.tests[0]?.id as string, period: null, venues: venues.map(({ id }) => id), days: DAYS },
    plan: defaultDayPlan('skd'),
  }
})
const put = async (url: string, payload: object) => {
  const { statusCode, body } = await hall.app.http.inject({
    ...{ method: 'PUT', url, payload },
    headers: { cookie: first.cookie },
  })
  return { status: statusCode, body: JSON.parse(body) }
}
const idOf = (name: string) => venues.find((one) => one.name === name)?.id as string
const roomOf = (name: string) => venues.find((one) => one.name === name)?.rooms[0]?.id as string
const preview = async (change: Partial<PlacementRequest> = {}) =>
  (await first.post('/api/placements/preview', { ...request, ...change })).body as PlacementPreview
const propose = async (digest: string, change: Partial<PlacementRequest> = {}) =>
  await first.post('/api/placements/proposals', { request: { ...request, ...change }, digest, reason: 'sudah dibahas' })
const approve = async ({ id }: ProposalRow) => await second.post(`/api/proposals/${id}/approval`)
const publish = async () => {
  const proposed = await propose((await preview()).digest)
  expect(proposed.status).toBe(200)
  const approved = await approve(proposed.body)
  expect([approved.status, approved.body.refused]).toEqual([200, undefined])
  return proposed.body.id as string
}
const people = async (id: string, query = '') =>
  (await first.get(`/api/placements/${id}/people?query=${query}`)).body.rows as PlacedRow[]
const sittings = async () =>
  ((await first.get('/api/sittings')).body as SittingSummary[]).filter(({ name }) => name.includes('·'))
const change = async (what: SeatChange) => {
  const proposed = await first.post('/api/seat-changes/proposals', { change: what, reason: 'listrik padam' })
  if (proposed.status !== 200) return proposed
  return await approve(proposed.body)
}

describe('a schedule', () => {
  it('[PM9] is shown before it counts: loads, reasons, who is left', async () => {
    const shown = await preview()
    expect([shown.people, shown.placed, shown.unplaced.total]).toEqual([24, 24, 0])
    expect(shown.load.reduce((sum, one) => sum + one.people, 0)).toBe(24)
    // Eighteen seats a session: each vacancy whole in one.
    expect(shown.vacancies).toEqual({ total: 2, together: 2, split: [] })
    expect(shown.nearness.wished).toBe(1)
    expect(shown.examples[0]?.why[0]?.en).toContain('fit for the accommodation netra')
    const { body: few } = await first.post('/api/placements/preview', {
      ...request,
      venues: [idOf('SMKN 1')],
      days: [DAYS[1]],
    })
    expect([few.placed, few.unplaced.total]).toEqual([16, 8])
    expect(few.unplaced.reasons.map((one: { people: number }) => one.people)).toEqual([7, 1])
    expect(few.unplaced.reasons[1].en).toContain('No room of the chosen venues')
    const numbers = few.unplaced.first.map(({ number }: { number: string }) => number)
    expect([numbers.length, numbers]).toEqual([8, [...numbers].sort()])
  })

  it('[PM2] is refused with what is wrong with its plan, and notes the hours of a venue', async () => {
    const past = await first.post('/api/placements/preview', { ...request, days: ['2026-11-24'] })
    expect([past.status, past.body.refused]).toEqual([400, 'day-plan-wrong'])
    const facts = { opens: '08:00', closes: '15:00', districts: [], fits: {} }
    expect((await put(`/api/venues/${idOf('SMKN 1')}/facts`, facts)).status).toBe(200)
    expect((await put(`/api/venues/${idOf('SMKN 1')}/facts`, { ...facts, closes: '08:00' })).body.refused).toBe(
      'venue-hours',
    )
    expect((await preview()).notes.map(({ id }) => id)).toEqual([
      'SMKN 1 buka pukul 08:00 sampai 15:00: sesi pukul 08:00, 15:00, 15:30 tidak dipakai di sana.',
    ])
  })

  it('[PM2] leaves out a room while another sitting is there, and says so', async () => {
    await publish()
    await storeCandidates(
      hall.app.services,
      'test',
      Array.from({ length: 9 }, (_, at) => ({
        ...{ number: `X-${at}`, name: `Susulan ${at}`, nik: `150802020292000${at}`, vacancyCode: 'V-1' },
        ...{ accommodation: null, venue: '', room: '', station: '', session: '' },
      })),
      [],
    )
    const shown = await preview()
    expect(shown.notes.map(({ en }) => en).join()).toMatch(/other sittings need.*SMKN 1 A \(15 Dec 2026, 08:00\)/)
    expect(shown.load.some(({ day, session }) => day === DAYS[0] && session === 1)).toBe(false)
  })

  it('[PM8] shows the same commitment with every preview; the seed is in the record, and all is computed again', async () => {
    const one = await preview()
    const other = await preview({ days: [DAYS[0] as string] })
    expect(one.commitment).toBe(other.commitment)
    const id = await publish()
    const [made] = (await first.get('/api/placements')).body
    expect([made.id, made.commitment, made.placed]).toEqual([id, one.commitment, 24])
    expect(await verifyPlacement(hall.app.services, id)).toMatchObject({ people: 24, faults: [] })
  })

  it('[PM10] is proposed by one, approved by another, and writes sittings and seats whole', async () => {
    const id = await publish()
    const made = await sittings()
    expect(made.map(({ seats }) => seats).reduce((a, b) => a + b)).toBe(24)
    expect(made.every(({ startsAt }) => [15, 18].includes(new Date(startsAt).getUTCDate()))).toBe(true)
    const rows = await people(id, 'W-001')
    expect(rows[0]).toMatchObject({ number: 'W-001', venue: 'UPT BKN', card: 1, accommodation: 'netra' })
    const { seat } = hall.app.services.store.tables
    const [seated] = await hall.app.services.store.read
      .select()
      .from(seat)
      .where(eq(seat.candidateId, rows[0]?.candidate ?? ''))
    expect([seated?.minutes, seated?.stage]).toEqual([130, 'skd'])
    expect((await first.get('/api/unseated')).body.total).toBe(0)
  })

  it('[PM10] is refused once the world has changed, and there is one open proposal', async () => {
    const { digest } = await preview()
    const proposed = await propose(digest)
    expect((await propose(digest)).body.refused).toBe('already-proposed')
    expect((await first.post(`/api/proposals/${proposed.body.id}/approval`)).body.refused).toBe('same-person')
    await storeCandidates(
      hall.app.services,
      'test',
      [
        {
          ...{ number: 'W-900', name: 'Terakhir', nik: '1508020202910900', vacancyCode: 'V-1', accommodation: null },
          ...{ venue: '', room: '', station: '', session: '' },
        },
      ],
      [],
    )
    expect((await approve(proposed.body)).body.refused).toBe('placement-changed')
    expect(await sittings()).toEqual([])
  })
})

describe('two at once', () => {
  it('[PM10] somebody who got a seat between the look and the writing: refused, and nothing stands', async () => {
    const { services } = hall.app
    const solved = await solveNow(services, request)
    if (isRefusal(solved)) throw new Error(solved.refused)
    const by = { id: 'jadwal', proposedBy: 'a', approvedBy: 'b' }
    must(
      await createSitting(services, 'test', {
        ...{ name: 'Sesi lain', test: request.test, startsAt: hall.app.clock.wall(), venue: 'Lain' },
        candidates: { session: null },
      }),
    )
    const wrote = services.store.transaction(async (db) => {
      // As the approvals do: a refusal takes the whole transaction back.
      throw await writePlacement(services, db, solved, request, by)
    })
    await expect(wrote).rejects.toEqual({ refused: 'placement-changed' })
    expect(await sittings()).toEqual([])
    expect((await first.get('/api/placements')).body).toEqual([])
  })
})

describe('on paper before the day', () => {
  it('[PM10] attendance and seats of each room, and the cards of a sitting', async () => {
    await publish()
    const [one] = (await sittings()) as [SittingSummary]
    for (const path of [
      `/api/proctor/sittings/${one.id}/attendance.pdf?room=A`,
      `/api/proctor/sittings/${one.id}/seats.pdf`,
      `/api/desk/sittings/${one.id}/cards.pdf`,
    ]) {
      const { status, raw } = await first.get(path)
      const { text } = pdfText(raw)
      expect([path, status]).toEqual([path, 200])
      expect(new Set(text.match(/W-\d{3}/g)).size).toBe(one.seats)
      expect(text).toContain(one.venue)
    }
  })
})

describe('a change of it', () => {
  let placement: string
  beforeEach(async () => {
    placement = await publish()
  })

  it('[PM11] moves one candidate: effect first, two people, next card, every place kept', async () => {
    const [one] = await people(placement, 'W-020')
    const target = (await sittings()).find(({ id }) => id !== one?.sitting) as SittingSummary
    const what: SeatChange = { kind: 'move', candidate: one?.candidate ?? '', sitting: target.id, room: null }
    const seen = (await first.post('/api/seat-changes/preview', what)).body
    expect([seen.moves.length, seen.moves[0].to.sitting]).toEqual([1, target.id])
    expect((await change(what)).status).toBe(200)
    const [after] = await people(placement, 'W-020')
    expect([after?.sitting, after?.card]).toEqual([target.id, 2])
    expect(after?.why.map(({ en }) => en).join(' ')).toMatch(
      /Candidate W-020 moves to .* Reason: listrik padam\. Before, card version 1: .*2026/,
    )
    const history = await seatHistory(hall.app.services, 'skd', [one?.candidate ?? ''])
    expect(history.get(one?.candidate ?? '')?.map(({ version, card }) => [version, card])).toEqual([
      [1, 1],
      [2, 2],
    ])
    expect(await cardVersionOf(hall.app.services, (await people(placement, 'W-021'))[0]?.candidate ?? '')).toBe(1)
    expect((await first.get('/api/seat-changes')).body[0]).toMatchObject({
      kind: 'move',
      people: 1,
      reason: 'listrik padam',
    })
    // What was scheduled can still be computed again.
    expect((await verifyPlacement(hall.app.services, placement))?.faults).toEqual([])
  })

  it('[PM11] closes a room and finds the nearest seats, or changes nothing', async () => {
    const all = await sittings()
    const one = all
      .filter(({ venue }) => venue === 'SMKN 1')
      .reduce((least, its) => (its.seats < least.seats ? its : least))
    const what: SeatChange = { kind: 'room', venue: 'SMKN 1', room: 'A', sittings: [one.id] }
    const seen = await first.post('/api/seat-changes/preview', what)
    expect([seen.status, seen.body.moves?.length]).toEqual([200, one.seats])
    const blind = all.filter(({ venue }) => venue === 'UPT BKN')
    const both: SeatChange = { kind: 'room', venue: 'UPT BKN', room: 'A', sittings: blind.map(({ id }) => id) }
    // No other room is fit for W-001.
    expect((await change(both)).body).toMatchObject({ refused: 'no-place-to-move' })
    expect((await change(what)).status).toBe(200)
    expect((await sittings()).find(({ id }) => id === one.id)?.seats).toBe(0)
    const moved = (await people(placement)).filter(({ card }) => card === 2)
    expect(moved.length).toBe(one.seats)
  })

  it('[PM11] moves a sitting, but not into another one’s hours', async () => {
    const all = await sittings()
    const [one] = all as [SittingSummary]
    const later = one.startsAt + 24 * 3_600_000
    expect((await change({ kind: 'session', sitting: one.id, startsAt: later })).status).toBe(200)
    expect((await sittings()).find(({ id }) => id === one.id)?.startsAt).toBe(later)
    const other = (await sittings()).find(({ id, venue }) => id !== one.id && venue === one.venue)
    if (other) {
      const clash = await change({ kind: 'session', sitting: other.id, startsAt: later + 60_000 })
      expect(clash.body.refused).toBe('rooms-clash')
    }
    const past = await change({ kind: 'session', sitting: one.id, startsAt: hall.app.clock.wall() })
    expect(past.body.refused).toBe('start-in-past')
  })

  it('[PM12] one person alone moves the start on the day itself only; cards stay good', async () => {
    const [one] = (await sittings()) as [SittingSummary]
    const alone = (startsAt: number) => first.post(`/api/sittings/${one.id}/start-time`, { startsAt, reason: 'genset' })
    expect((await alone(one.startsAt + 3_600_000)).body.refused).toBe('schedule-published')
    hall.app.clock.pass(one.startsAt - hall.app.clock.wall() - 60_000)
    first = await hall.app.staff('committee')
    expect((await alone(one.startsAt + 26 * 3_600_000)).body.refused).toBe('schedule-published')
    expect((await alone(one.startsAt + 3_600_000)).status).toBe(200)
    const [seated] = (await people(placement)).filter(({ sitting: its }) => its === one.id)
    expect([seated?.startsAt, seated?.card]).toEqual([one.startsAt + 3_600_000, 1])
  })
})
