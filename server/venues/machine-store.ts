import { randomInt } from 'node:crypto'
import { audit } from '../audit/audit-store.ts'
import { and, eq, gt, isNull, lt, or } from '../db/sql.ts'
import type { Db } from '../db/store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { Enrol, EnrolmentCode, EnrolOffer, Recognise, RoomPlan, StationKey } from '../protocol/venues.ts'
import type { Services } from '../services.ts'
import {
  CODE_MS,
  codeHash,
  enrolText,
  isNonceGood,
  isSigned,
  type MachineToken,
  makeCode,
  recogniseText,
} from './machine.ts'
import { inPlanOrder } from './plan.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'secret'>

/** A new code for the computers of a room; the room's earlier ones end (VN3). */
export async function makeEnrolmentCode(
  services: Needs,
  actor: string,
  roomId: string,
): Promise<EnrolmentCode | Refusal> {
  const { room, enrolmentCode: codes } = services.store.tables
  const [code, now] = [makeCode(randomInt), services.clock.wall()]
  const expiresAt = now + CODE_MS
  return await services.store.transaction<EnrolmentCode | Refusal>(async (db) => {
    const [its] = await db.select({ name: room.name }).from(room).where(eq(room.id, roomId))
    if (!its) return refuse('not-found', { what: 'Ruang' })
    await db.delete(codes).where(or(eq(codes.roomId, roomId), lt(codes.expiresAt, now)))
    await db.insert(codes).values({
      codeHash: codeHash(services.secret, code),
      roomId,
      expiresAt,
      createdAt: now,
      createdBy: actor,
    })
    await audit(services, db, {
      actor,
      action: 'enrolment.code',
      subject: its.name,
      detail: { room: roomId, expiresAt },
    })
    return { code, room: its.name, expiresAt }
  })
}

/** What a code opens: its room, and which stations of it have no computer yet, in plan order. */
export async function offerOf(services: Needs, code: string): Promise<EnrolOffer | Refusal> {
  const { room, venue, station } = services.store.tables
  const { read } = services.store
  const opened = await openedBy(services, read, code)
  if (!opened) return refuse('enrolment-code-wrong')
  const [found] = await read
    .select({ room: room.name, plan: room.plan, venue: venue.name })
    .from(room)
    .innerJoin(venue, eq(venue.id, room.venueId))
    .where(eq(room.id, opened.roomId))
  if (!found) return refuse('enrolment-code-wrong')
  const rows = await read
    .select({ name: station.name, key: station.publicKey })
    .from(station)
    .where(eq(station.roomId, opened.roomId))
  const taken = new Set(rows.filter((row) => row.key !== null).map((row) => row.name))
  const { seats } = JSON.parse(found.plan) as RoomPlan
  return {
    venue: found.venue,
    room: found.room,
    stations: inPlanOrder(seats).map(({ station: name, spare }) => ({ name, spare, enrolled: taken.has(name) })),
  }
}

/** Takes the key of the computer that stands at a station, if none does yet (VN4). */
export async function enrol(services: Needs, wanted: Enrol): Promise<MachineToken | Refusal> {
  const { station } = services.store.tables
  // Outside the transaction: nobody waits for the disk while a signature is reckoned.
  const signed = isSigned(wanted.key, enrolText(wanted.code, wanted.station), wanted.signature)
  return await services.store.transaction<MachineToken | Refusal>(async (db) => {
    const opened = await openedBy(services, db, wanted.code)
    if (!opened) return refuse('enrolment-code-wrong')
    if (!signed) return refuse('signature-wrong')
    const row = await stationRow(services, db, and(eq(station.roomId, opened.roomId), eq(station.name, wanted.station)))
    if (!row) return refuse('not-found', { what: `Meja ${wanted.station}` })
    const key = JSON.stringify(wanted.key, ['crv', 'kty', 'x', 'y'])
    if (row.key !== null)
      return row.key === key
        ? row.token
        : refuse('station-enrolled', { room: row.token.room, station: row.token.station })
    await db
      .update(station)
      .set({
        publicKey: key,
        enrolledAt: services.clock.wall(),
        enrolledBy: opened.createdBy,
        lastCheck: null,
        checkedAt: null,
      })
      .where(and(eq(station.id, row.token.id), isNull(station.publicKey)))
    await audit(services, db, {
      actor: opened.createdBy,
      action: 'station.enrol',
      subject: row.token.station,
      detail: { venue: row.token.venue, room: row.token.room, id: row.token.id, key: wanted.key.x },
    })
    return { ...row.token, key: wanted.key.x }
  })
}

/** Which station this computer is, proved by its signature over a fresh nonce (VN5). */
export async function recognise(services: Needs, said: Recognise): Promise<MachineToken | Refusal> {
  if (!isNonceGood(services, said.nonce)) return refuse('nonce-old')
  const row = await stationRow(services, services.store.read, eq(services.store.tables.station.id, said.id))
  if (!row || row.key === null) return refuse('machine-unknown')
  const key = JSON.parse(row.key) as StationKey
  return isSigned(key, recogniseText(said.nonce, said.id), said.signature) ? row.token : refuse('machine-unknown')
}

/**
 * The place of a recognised computer as it stands now: null where its enrolment was taken back, or another computer is
 * enrolled there since. One look by primary key; for a sign-in and a check, not for every request.
 */
export async function stillEnrolled(
  services: Pick<Services, 'store'>,
  token: MachineToken | null,
): Promise<MachineToken | null> {
  if (!token) return null
  const row = await stationRow(services, services.store.read, eq(services.store.tables.station.id, token.id))
  return row && row.key !== null && row.token.key === token.key ? row.token : null
}

/** Ends the enrolment of a station's computer, so that another can be enrolled there. */
export async function takeBackEnrolment(services: Needs, actor: string, id: string): Promise<object | Refusal> {
  const { station } = services.store.tables
  return await services.store.transaction<object | Refusal>(async (db) => {
    const row = await stationRow(services, db, eq(station.id, id))
    if (!row) return refuse('not-found', { what: 'Meja' })
    if (row.key === null) return refuse('not-enrolled', { station: row.token.station })
    await db
      .update(station)
      .set({ publicKey: null, enrolledAt: null, enrolledBy: null, lastCheck: null, checkedAt: null })
      .where(eq(station.id, id))
    await audit(services, db, {
      actor,
      action: 'station.unenrol',
      subject: row.token.station,
      detail: {
        venue: row.token.venue,
        room: row.token.room,
        id,
        key: row.token.key,
      },
    })
    return {}
  })
}

async function openedBy(services: Needs, db: Db, code: string) {
  const { enrolmentCode: codes } = services.store.tables
  const [row] = await db
    .select({ roomId: codes.roomId, createdBy: codes.createdBy })
    .from(codes)
    .where(and(eq(codes.codeHash, codeHash(services.secret, code)), gt(codes.expiresAt, services.clock.wall())))
  return row ?? null
}

async function stationRow(
  { store }: Pick<Services, 'store'>,
  db: Db,
  which: ReturnType<typeof and>,
): Promise<{ token: MachineToken; key: string | null } | null> {
  const { venue, room, station } = store.tables
  const [row] = await db
    .select({ station, room: room.name, venue: venue.name })
    .from(station)
    .innerJoin(room, eq(room.id, station.roomId))
    .innerJoin(venue, eq(venue.id, room.venueId))
    .where(which)
  if (!row) return null
  const { id, name, publicKey } = row.station
  const key = publicKey === null ? '' : (JSON.parse(publicKey) as StationKey).x
  return { token: { id, venue: row.venue, room: row.room, station: name, key }, key: publicKey }
}
