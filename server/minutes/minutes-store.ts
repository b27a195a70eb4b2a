import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { eq, max } from '../db/sql.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { MinutesView, NewMinutesNote, NewNote, RoomLogLine } from '../protocol/minutes.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { seatsOf } from '../scheduling/sitting-store.ts'
import type { Services } from '../services.ts'
import { type Day, readDay, readDayFacts } from './day-store.ts'
import { type DayFacts, isIncident, minutesOf } from './minutes.ts'
import type { PaperSeat } from './papers.ts'
import { inRoom, rootOf } from './room-lines.ts'

const noSitting = () => refuse('not-found', { what: 'Sesi' })

/** Null for all rooms; a room that nobody of the sitting sits in is not found. */
function roomOf(day: Day, room: string | null): string | null | Refusal {
  if (room === null || room === '') return null
  const known = day.seats.some((seat) => seat.room === room) || day.told.some(({ rooms }) => rooms.includes(room))
  return known ? room : refuse('not-found', { what: 'Ruang' })
}

/** The room's log in sentences, oldest first (MN1, MN2). */
export async function roomLog(
  services: Services,
  delivery: Delivery,
  sitting: string,
  wanted: string | null,
): Promise<RoomLogLine[] | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return noSitting()
  const room = roomOf(day, wanted)
  return isRefusal(room) ? room : inRoom(day.told, room).map(({ line }) => line)
}

/** What somebody adds to the log: a note, or the correction of a line (MN2, MN3). Replies with the line as it stands then. */
export async function addNote(
  services: Services,
  delivery: Delivery,
  actor: string,
  sitting: string,
  { text, room: wanted, candidate, about, category }: NewNote,
): Promise<RoomLogLine | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return noSitting()
  const room = roomOf(day, wanted)
  if (isRefusal(room)) return room
  const seat = day.seats.find((one) => one.candidate === candidate)
  if (candidate !== null && !seat) return refuse('not-found', { what: 'Peserta' })
  const words = text.trim()
  if (words.length < TEXT_LEAST) return refuse('note-short', { least: String(TEXT_LEAST) })
  const target =
    about === null ? null : day.told.find(({ line }) => line.id === about || isCorrectionOf(day, about, line.id))
  if (target === undefined) return refuse('not-found', { what: 'Catatan' })
  // A command and an outage have no row in the room's log; the correction names their line instead.
  const row = about !== null && day.events.some(({ id }) => id === about) ? about : null
  const event = await services.store.transaction(
    async (db) =>
      await delivery.roomLog.addWithin(db, {
        sitting,
        kind: target === null ? 'note' : 'correction',
        room: room ?? seat?.room ?? '',
        station: seat?.station ?? '',
        candidate: candidate ?? target?.line.candidate ?? null,
        detail: { text: words, category: category.trim(), ...(about !== null && row === null ? { line: about } : {}) },
        actor,
        about: row,
      }),
  )
  event.tell()
  const after = await readDay(services, delivery, sitting)
  const line = after?.told.find((one) => one.line.id === (target?.line.id ?? event.id))?.line
  if (!line) throw new Error('bug: what was written to the log is not in it')
  return line
}
/** What the schema asks for, without the blanks around it. */
const TEXT_LEAST = 3

/** Correcting a correction is correcting the line that it is about. */
const isCorrectionOf = (day: Day, about: string, line: string): boolean =>
  day.events.some((event) => event.id === about && event.kind === 'correction') &&
  rootOf(day.events.find(({ id }) => id === about) as Day['events'][0], day.events) === line

/** The minutes of a sitting or one room, with their digest (MN8 to MN11). */
export async function minutesView(
  services: Services,
  delivery: Delivery,
  sitting: string,
  wanted: string | null,
): Promise<MinutesView | Refusal> {
  const read = await readFacts(services, delivery, sitting, wanted)
  return isRefusal(read) ? read : viewOf(read)
}

interface Read {
  day: Day
  facts: DayFacts
  room: string | null
}
async function readFacts(
  services: Services,
  delivery: Delivery,
  sitting: string,
  wanted: string | null,
): Promise<Read | Refusal> {
  const day = await readDay(services, delivery, sitting)
  if (!day) return noSitting()
  const room = roomOf(day, wanted)
  return isRefusal(room) ? room : { day, room, facts: await readDayFacts(services, day) }
}

function viewOf({ facts, room }: Read): MinutesView {
  const view = minutesOf(facts, room)
  return { ...view, digest: digestOf(view) }
}
const digestOf = (data: unknown): string => sha256(canonical(data))

/** Adds a text of the committee to the minutes; nothing that stands there is overwritten (MN11). */
export async function addMinutesNote(
  services: Services,
  actor: string,
  sitting: string,
  { field, text }: NewMinutesNote,
): Promise<Refusal | null> {
  const words = text.trim()
  if (words.length < TEXT_LEAST) return refuse('note-short', { least: String(TEXT_LEAST) })
  const { minutesNote } = services.store.tables
  await services.store.transaction(async (db) => {
    const [last] = await db
      .select({ at: max(minutesNote.at) })
      .from(minutesNote)
      .where(eq(minutesNote.sittingId, sitting))
    // Their order is that in which they were written, also where the wall clock was set back in between.
    const at = Math.max(services.clock.wall(), (last?.at ?? 0) + 1)
    await db.insert(minutesNote).values({ id: services.newId(), sittingId: sitting, field, text: words, at, actor })
    await audit(services, db, { actor, action: 'minutes.note', subject: sitting, detail: { field } })
  })
  return null
}

/** What the papers are made from: the minutes, every incident by itself, and who sits where. */
export interface PaperData {
  view: MinutesView
  incidents: RoomLogLine[]
  log: RoomLogLine[]
  seats: PaperSeat[]
}
export async function paperData(
  services: Services,
  delivery: Delivery,
  sitting: string,
  wanted: string | null,
): Promise<PaperData | Refusal> {
  const read = await readFacts(services, delivery, sitting, wanted)
  if (isRefusal(read)) return read
  const { day, facts, room } = read
  const told = inRoom(day.told, room)
  const view = viewOf(read)
  const away = new Set(view.absent.map(({ number }) => number))
  const here = new Set(facts.attempts.map(({ candidate }) => candidate))
  const over = facts.sitting.state === 'closed'
  const seats = (await seatsOf(services, { sitting })).filter((seat) => room === null || seat.room === room)
  return {
    view,
    incidents: told.filter(isIncident).map(({ line }) => line),
    log: told.map(({ line }) => line),
    seats: seats.map(({ candidate, number, name, position, room, station }) => ({
      ...{ number, name, position, room, station },
      present: here.has(candidate) ? true : over ? !away.has(number) : null,
    })),
  }
}
