import { and, eq, inArray } from '../db/sql.ts'
import type { SeatChange, SeatMove } from '../protocol/placement.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { dayOf } from '../protocol/wib-days.ts'
import type { Services } from '../services.ts'
import { instantOf, minuteOf } from './day-plan.ts'
import type { Words } from './placement-words.ts'
import { type Mover, moveInto } from './seat-change.ts'
import { clashOf, openRooms, type SittingRow } from './seat-change-rooms-store.ts'
import { type ChangeToWrite, fixedOf, type Seated, seatedIn, someOf } from './seat-change-store.ts'
import { startWords } from './seat-words.ts'
import { venuesWithFacts } from './venue-facts-store.ts'

type Reads = Pick<Services, 'store' | 'clock'>

export interface ChangePlan extends Pick<ChangeToWrite, 'title' | 'moves'> {
  change: SeatChange
  /** Sittings whose consoles hear of it. */
  sittings: string[]
  effect: Words[]
}

/** What a change would do as the world is now, or why it cannot be (PM11). */
export async function planChange(services: Reads, change: SeatChange): Promise<ChangePlan | Refusal> {
  const plan = await (change.kind === 'session'
    ? planSession(services, change)
    : change.kind === 'move'
      ? planMove(services, change)
      : planRoom(services, change))
  if (isRefusal(plan)) return plan
  const fixed = await fixedOf(
    services,
    change.kind,
    plan.moves.map(({ from }) => from),
  )
  if (fixed.length > 0) return refuse('seats-fixed', { numbers: someOf(fixed) })
  const people = plan.moves.length
  return {
    ...plan,
    change,
    effect: [
      ...plan.effect,
      {
        id: `Peserta yang terkena: ${people}. Hanya mereka yang diberi tahu, lewat portal dan alamat terverifikasi.`,
        en: `Candidates concerned: ${people}. Only they are told, in the portal and at their verified addresses.`,
      },
      {
        id: 'Kartu lama mereka tidak berlaku lagi; kartu baru memuat tempat dan waktu yang baru.',
        en: 'Their old cards become void; the new ones show the new place and time.',
      },
    ],
  }
}

type Draft = Omit<ChangePlan, 'change'>

async function planSession(
  services: Reads,
  { sitting: id, startsAt }: Extract<SeatChange, { kind: 'session' }>,
): Promise<Draft | Refusal> {
  // Also one that could not begin when it should have: it is open, and its hour is past.
  const sitting = await toChange(services, id, ['scheduled', 'open'], true)
  if (isRefusal(sitting)) return sitting
  if (startsAt <= services.clock.wall()) return refuse('start-in-past')
  const seats = await seatedIn(services, { sittings: [id] })
  const clash = await clashOf(services, sitting, startsAt, seats)
  if (clash) return clash
  const notes = await hoursNote(services, sitting, startsAt, seats)
  const [from, to] = [startWords(sitting.startsAt), startWords(startsAt)]
  return {
    title: { id: `Sesi ${sitting.name} pindah ke ${to.id}`, en: `Sitting ${sitting.name} moves to ${to.en}` },
    effect: [
      { id: `Semula ${from.id}, menjadi ${to.id}.`, en: `From ${from.en} to ${to.en}.` },
      { id: 'Sesi lain tidak bergeser.', en: 'Other sittings do not shift.' },
      ...notes,
    ],
    moves: seats.map((seat) => ({ from: seat, to: { ...placeOf(seat), startsAt } })),
    sittings: [id],
  }
}

async function planMove(
  services: Reads,
  { candidate, sitting: id, room }: Extract<SeatChange, { kind: 'move' }>,
): Promise<Draft | Refusal> {
  const target = await toChange(services, id)
  if (isRefusal(target)) return target
  const tests = await testsOf(services)
  const all = await seatedIn(services, { candidate })
  const seat = all.find((one) => tests.get(one.sitting) === target.testId)
  if (!seat)
    return all.length > 0
      ? refuse('other-test', { sitting: target.name })
      : refuse('not-found', { what: 'Tempat duduk peserta ini' })
  const from = await toChange(services, seat.sitting)
  if (isRefusal(from)) return from
  const rooms = (await openRooms(services, [target])).filter(
    (one) => (room === null || one.room === room) && !(seat.sitting === id && one.room === seat.room),
  )
  const { moves, left } = moveInto([moverOf(seat)], rooms)
  const [move] = moves
  if (!move) return refuseLeft(left)
  const to = { ...move, venue: target.venue, startsAt: target.startsAt }
  return {
    title: {
      id: `Peserta ${seat.number} pindah ke ${target.name}, ruang ${move.room}`,
      en: `Candidate ${seat.number} moves to ${target.name}, room ${move.room}`,
    },
    effect: [
      {
        id: `${seat.name}: dari ${startWords(seat.startsAt).id}, ${seat.venue}, ruang ${seat.room}, meja ${seat.station} ke ${startWords(to.startsAt).id}, ${to.venue}, ruang ${to.room}, meja ${to.station}.`,
        en: `${seat.name}: from ${startWords(seat.startsAt).en}, ${seat.venue}, room ${seat.room}, station ${seat.station} to ${startWords(to.startsAt).en}, ${to.venue}, room ${to.room}, station ${to.station}.`,
      },
    ],
    moves: [{ from: seat, to: targetOf(to) }],
    sittings: [...new Set([seat.sitting, id])],
  }
}

async function planRoom(
  services: Reads,
  { venue, room, sittings: ids }: Extract<SeatChange, { kind: 'room' }>,
): Promise<Draft | Refusal> {
  const closing: SittingRow[] = []
  for (const id of ids) {
    const sitting = await toChange(services, id)
    if (isRefusal(sitting)) return sitting
    if (sitting.venue !== venue) return refuse('not-found', { what: `Sesi di ${venue}` })
    closing.push(sitting)
  }
  const seats = (await seatedIn(services, { sittings: ids })).filter((one) => one.room === room)
  if (seats.length === 0) return refuse('not-found', { what: `Peserta di ruang ${room}` })
  const { sitting: table } = services.store.tables
  const tests = [...new Set(closing.map((one) => one.testId))]
  const candidates = await services.store.read
    .select()
    .from(table)
    .where(and(inArray(table.testId, tests), eq(table.state, 'scheduled')))
  const closed = new Set(ids)
  const rooms = (await openRooms(services, candidates)).filter(
    (one) => !(one.venue === venue && one.room === room && closed.has(one.sitting)),
  )
  const byId = new Map(candidates.map((one) => [one.id, one]))
  const moves: ChangePlan['moves'] = []
  for (const test of tests) {
    const mine = seats.filter((one) => byId.get(one.sitting)?.testId === test)
    const found = moveInto(
      mine.map(moverOf),
      rooms.filter((one) => byId.get(one.sitting)?.testId === test),
    )
    if (found.left.length > 0) return refuseLeft(found.left)
    for (const move of found.moves) {
      const to = byId.get(move.sitting) as SittingRow
      const from = mine.find((one) => one.candidate === move.candidate) as Seated
      moves.push({ from, to: targetOf({ ...move, venue: to.venue, startsAt: to.startsAt }) })
    }
  }
  const same = moves.filter(({ from, to }) => from.sitting === to.sitting).length
  return {
    title: { id: `Ruang ${room} di ${venue} ditutup`, en: `Room ${room} of ${venue} is closed` },
    effect: [
      {
        id: `Ditutup untuk sesi: ${someOf(closing.map((one) => one.name))}.`,
        en: `Closed for: ${someOf(closing.map((one) => one.name))}.`,
      },
      {
        id: `Pindah ruang pada sesi yang sama: ${same}. Pindah ke sesi lain: ${moves.length - same}.`,
        en: `To another room of the same sitting: ${same}. To another sitting: ${moves.length - same}.`,
      },
    ],
    moves: moves.sort((a, b) => (a.from.number < b.from.number ? -1 : 1)),
    sittings: [...new Set(moves.flatMap(({ from, to }) => [from.sitting, to.sitting]))],
  }
}

/** A sitting that may still be changed: scheduled, and its start to come. */
async function toChange(
  { store, clock }: Reads,
  id: string,
  states = ['scheduled'],
  late = false,
): Promise<SittingRow | Refusal> {
  const { sitting } = store.tables
  const [row] = await store.read.select().from(sitting).where(eq(sitting.id, id))
  if (!row) return refuse('not-found', { what: 'Sesi' })
  const may = states.includes(row.state) && (late || row.startsAt > clock.wall())
  return may ? row : refuse('sitting-started', { sitting: row.name })
}

async function testsOf({ store }: Reads): Promise<Map<string, string>> {
  const { sitting } = store.tables
  const rows = await store.read.select({ id: sitting.id, test: sitting.testId }).from(sitting)
  return new Map(rows.map(({ id, test }) => [id, test]))
}

/** Said and not refused: the committee may have arranged with the venue for longer hours. */
async function hoursNote(
  services: Reads,
  sitting: SittingRow,
  startsAt: number,
  seats: readonly Seated[],
): Promise<Words[]> {
  const venue = (await venuesWithFacts(services)).find((one) => one.name === sitting.venue)
  if (!venue) return []
  const { opens, closes } = venue.facts
  const day = dayOf(startsAt)
  const until = startsAt + Math.max(0, ...seats.map(({ minutes }) => minutes)) * 60_000
  return startsAt < instantOf(day, minuteOf(opens)) || until > instantOf(day, minuteOf(closes))
    ? [
        {
          id: `Perhatian: ${venue.name} tercatat buka ${opens} sampai ${closes}; sesi ini tidak seluruhnya di antaranya.`,
          en: `Note: ${venue.name} is on record as open from ${opens} to ${closes}; this sitting is not wholly within.`,
        },
      ]
    : []
}

const moverOf = ({ candidate, number, accommodation, minutes, sitting, venue, startsAt }: Seated): Mover => ({
  ...{ candidate, number, accommodation, minutes, sitting, venue, startsAt },
})
const placeOf = ({ sitting, venue, room, station, startsAt }: Seated): SeatMove['to'] => ({
  ...{ sitting, venue, room, station, startsAt },
})
const targetOf = ({ sitting, venue, room, station, startsAt }: SeatMove['to']): SeatMove['to'] => ({
  ...{ sitting, venue, room, station, startsAt },
})

function refuseLeft(left: ReturnType<typeof moveInto>['left']): Refusal {
  const { problems, 'problems:en': english } = leftWords(left)
  return refuse('no-place-to-move', { problems, 'problems:en': english })
}

function leftWords(left: ReturnType<typeof moveInto>['left']): { problems: string; 'problems:en': string } {
  const numbers = (reason: 'no-seat' | 'no-fit-seat') =>
    someOf(left.filter((one) => one.reason === reason).map(({ mover }) => mover.number))
  const say = (seat: string, fit: string) =>
    (
      [
        [seat, numbers('no-seat')],
        [fit, numbers('no-fit-seat')],
      ] as const
    )
      .flatMap(([words, who]) => (who === '' ? [] : `${words} ${who}.`))
      .join(' ')
  return {
    problems: say(
      'Tidak ada meja kosong dengan waktu yang cukup untuk',
      'Tidak ada ruang yang sesuai akomodasi dengan waktu yang cukup untuk',
    ),
    'problems:en': say(
      'No free station with enough time for',
      'No room that is fit for the accommodation, with enough time, for',
    ),
  }
}
