import { type Static, Type } from 'typebox'

/** Venues, rooms, stations: where a sitting stands, and whether each computer is fit for it. */
const closed = { additionalProperties: false }
const Name = Type.String({ minLength: 1, maxLength: 60 })

export const PlanSeat = Type.Object(
  {
    station: Type.String({ minLength: 1, maxLength: 30 }),
    row: Type.Integer({ minimum: 0, maximum: 99 }),
    column: Type.Integer({ minimum: 0, maximum: 99 }),
    /** Stands ready for a swap: seating leaves it free. */
    spare: Type.Boolean(),
  },
  closed,
)
export type PlanSeat = Static<typeof PlanSeat>

/** The room as a grid: seats, and what else stands there (door, desk of the proctor, aisle). */
export const RoomPlan = Type.Object(
  {
    rows: Type.Integer({ minimum: 1, maximum: 100 }),
    columns: Type.Integer({ minimum: 1, maximum: 100 }),
    seats: Type.Array(PlanSeat, { maxItems: 1000 }),
    marks: Type.Array(
      Type.Object(
        {
          row: Type.Integer({ minimum: 0, maximum: 99 }),
          column: Type.Integer({ minimum: 0, maximum: 99 }),
          kind: Type.Union([
            Type.Literal('door'),
            Type.Literal('proctor'),
            Type.Literal('server'),
            Type.Literal('wall'),
          ]),
        },
        closed,
      ),
      { maxItems: 1000 },
    ),
  },
  closed,
)
export type RoomPlan = Static<typeof RoomPlan>

export const NewVenue = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 100 }), address: Type.String({ maxLength: 300 }) },
  closed,
)
export type NewVenue = Static<typeof NewVenue>
export const NewRoom = Type.Object({ name: Name, plan: RoomPlan }, closed)
export type NewRoom = Static<typeof NewRoom>

export interface VenueRow {
  id: string
  name: string
  address: string
  rooms: { id: string; name: string; seats: number; spares: number; enrolled: number; fit: number }[]
}
export interface RoomDetail {
  id: string
  name: string
  venue: { id: string; name: string }
  plan: RoomPlan
  stations: StationRow[]
}
export interface StationRow {
  id: string
  name: string
  spare: boolean
  enrolledAt: number | null
  enrolledBy: string | null
  check: StationCheck | null
  checkedAt: number | null
  /** Judged by `station-check.ts`: empty and checked = fit. */
  faults: StationFault[]
  /** Wall clock of its last word, or null. */
  lastSeen: number | null
}

/** What a station measured of itself. */
export const StationCheck = Type.Object(
  {
    /** Round trip to the server, median of five, in ms. */
    serverMs: Type.Number({ minimum: 0, maximum: 600_000 }),
    /** The PC's own clock less the server's, in ms. */
    clockOffMs: Type.Number(),
    width: Type.Integer({ minimum: 0, maximum: 20_000 }),
    height: Type.Integer({ minimum: 0, maximum: 20_000 }),
    storage: Type.Boolean(),
    /** Free storage of the browser in MB, or null where it does not say. */
    freeMb: Type.Union([Type.Number({ minimum: 0 }), Type.Null()]),
    browser: Type.String({ maxLength: 200 }),
    protocol: Type.Integer(),
    fullScreen: Type.Boolean(),
    socket: Type.Boolean(),
  },
  closed,
)
export type StationCheck = Static<typeof StationCheck>
export type StationFault =
  | 'unchecked'
  | 'stale'
  | 'slow'
  | 'clock'
  | 'screen'
  | 'storage'
  | 'browser'
  | 'no-socket'
  | 'old-page'
  | 'not-enrolled'

/** A code that enrols the computers of one room; shown once, short enough to type at thirty computers. */
export interface EnrolmentCode {
  code: string
  room: string
  expiresAt: number
}

const Key = Type.Object(
  {
    kty: Type.Literal('EC'),
    crv: Type.Literal('P-256'),
    x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
    y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  },
  closed,
)
export type StationKey = Static<typeof Key>
export const EnrolQuery = Type.Object({ code: Type.String({ minLength: 4, maxLength: 20 }) }, closed)
export type EnrolQuery = Static<typeof EnrolQuery>
/** What the code opens: the room and which stations of it have no computer yet. */
export interface EnrolOffer {
  venue: string
  room: string
  stations: { name: string; spare: boolean; enrolled: boolean }[]
}
export const Enrol = Type.Object(
  {
    code: Type.String({ minLength: 4, maxLength: 20 }),
    station: Type.String({ minLength: 1, maxLength: 30 }),
    key: Key,
    /** Signature over `seleksi/enrol/v1\0CODE\0STATION`, base64url, raw r‖s. */
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  },
  closed,
)
export type Enrol = Static<typeof Enrol>

/** Who this computer says it is: signed over `seleksi/station/v1\0NONCE\0ID`. */
export const Recognise = Type.Object(
  {
    id: Type.String({ maxLength: 64 }),
    nonce: Type.String({ maxLength: 200 }),
    signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  },
  closed,
)
export type Recognise = Static<typeof Recognise>
export interface Recognised {
  id: string
  venue: string
  room: string
  station: string
}
