import { type Static, Type } from 'typebox'

/** What the committee settles for the room of a sitting. Missing fields are the defaults of `scheduling/policy.ts`. */
const closed = { additionalProperties: false }
const text = (max: number) => Type.String({ maxLength: max })

export const CheckInStep = Type.Union([
  Type.Literal('documents'),
  Type.Literal('belongings'),
  Type.Literal('photo'),
  Type.Literal('body'),
  Type.Literal('pin'),
  Type.Literal('seat'),
])
export type CheckInStep = Static<typeof CheckInStep>

export const SittingPolicy = Type.Object(
  {
    /** No response for so long: the station counts as idle. */
    idleMinutes: Type.Integer({ minimum: 1, maximum: 60 }),
    /** No sign of life for so long: an incident. */
    silentSeconds: Type.Integer({ minimum: 8, maximum: 300 }),
    /** Minutes that may be added by hand to one candidate, all together. */
    addMinutesMax: Type.Integer({ minimum: 0, maximum: 240 }),
    /** After a return of the server a station has so long to show the item again. */
    returnSeconds: Type.Integer({ minimum: 10, maximum: 900 }),
    roomPause: Type.Object(
      {
        on: Type.Boolean(),
        /** Never with fewer silent stations than this: two friends must not pause a room. */
        least: Type.Integer({ minimum: 2, maximum: 500 }),
        resume: Type.Union([Type.Literal('proctor'), Type.Literal('by-itself')]),
      },
      closed,
    ),
    /** 'approved': going on at another station needs a proctor's word beside the PIN. */
    moves: Type.Union([Type.Literal('approved'), Type.Literal('free')]),
    pins: Type.Object(
      {
        /** 'desk': at check-in, one by one. 'list': printed beforehand for all. */
        from: Type.Union([Type.Literal('desk'), Type.Literal('list')]),
        /** Issued until so many minutes before the start, and never after. */
        closeMinutes: Type.Integer({ minimum: 0, maximum: 120 }),
      },
      closed,
    ),
    checkIn: Type.Object(
      {
        steps: Type.Array(CheckInStep, { maxItems: 6, uniqueItems: true }),
        documents: Type.Array(Type.Object({ id: text(40), label: text(120), needed: Type.Boolean() }, closed), {
          maxItems: 12,
        }),
        photo: Type.Union([Type.Literal('required'), Type.Literal('optional')]),
      },
      closed,
    ),
    seating: Type.Union([Type.Literal('plan'), Type.Literal('lottery')]),
    board: Type.Object(
      {
        show: Type.Boolean(),
        names: Type.Union([
          Type.Literal('full'),
          Type.Literal('short'),
          Type.Literal('initials'),
          Type.Literal('number'),
        ]),
      },
      closed,
    ),
    /** The station asks for full screen and reports when it is left. */
    fullScreen: Type.Boolean(),
    seb: Type.Object(
      {
        required: Type.Boolean(),
        /** SHA-256, hex, lower case. */
        configKeys: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 20 }),
        browserExamKeys: Type.Array(Type.String({ pattern: '^[0-9a-f]{64}$' }), { maxItems: 20 }),
      },
      closed,
    ),
  },
  closed,
)
export type SittingPolicy = Static<typeof SittingPolicy>
