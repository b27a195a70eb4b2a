import type { Form } from '../../question-bank/form.ts'
import type { CommandEvidence, Violation } from '../../server/delivery/invariants.ts'
import type { AttemptId } from '../../server/protocol/ids.ts'
import type { Paper } from '../../server/protocol/station.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import type { Agenda } from './agenda.ts'
import type { Chance } from './chance.ts'
import { type Hall, MORNING } from './hall.ts'
import type { Bug } from './planted-bugs.ts'
import type { SimulatedCandidate } from './simulated-candidate.ts'
import type { SimulatedDisk } from './simulated-disk.ts'
import type { SimulatedServer } from './simulated-server.ts'
import type { Wire } from './wire.ts'

/** What the network does to everybody, in percent of frames. */
export interface Weather {
  lost: number
  doubled: number
  heldUp: number
  acksLost: number
}

/** A stretch of virtual time in which something was not well; for whom, or for everybody (null). */
export interface Trouble {
  from: number
  to: number
  candidate: string | null
}

/** What everybody in the simulation shares. */
export interface World {
  agenda: Agenda
  hall: Hall
  disk: SimulatedDisk
  server: SimulatedServer
  wire: Wire
  candidates: SimulatedCandidate[]
  /** Secret of the sitting, hex; of this seed. */
  secret: string
  /** When the proctor means to start, and how long the test is; virtual ms. */
  startsAt: number
  limitMs: number
  weather: Weather
  /** How far the server's wall clock is off, in ms. */
  wallOff: number
  troubles: Trouble[]
  /** How long the disk was slow or full, all together. */
  diskTroubleMs: number
  /** Rooms that were cut off, on the true wall clock, with the last sign of life of each station that beat. */
  cuts: { room: string; from: number; to: number; beating: ReadonlyMap<string, number>; of: number }[]
  /** After a restart every station comes back in the same moment. */
  herd: boolean
  heldWithRoom: (candidate: string) => boolean
  bugs: ReadonlySet<Bug>
  seats: Map<string, SeatRow>
  /** For ids that must differ. */
  serial: number
  /** The id of her attempt. */
  attemptOf: (candidate: string) => AttemptId
  candidateOf: (candidate: string) => SimulatedCandidate | undefined
  /** The last beat of this candidate's station that reached a server born then; its beats are not played one by one. */
  lastBeat: (candidate: string, bornAt: number) => { at: number; source: string } | null
  /** A room was held by itself: the observer looks whether it had reason to. */
  roomHeld: (room: string) => void
  /** The words of a paper: whole for some, and in a large hall without their text for the others. */
  write: (seat: SeatRow, form: Form) => string
  /** Opens a paper, and looks whether it is hers and opens with her key alone. */
  opened: (seat: SeatRow, open: () => Paper, key: string) => Paper
  /** Every command that was given in the room, and what came of it. */
  commands: CommandEvidence[]
  /** A stream of chance of its own for each part. */
  chance: (part: string) => Chance
  trace: (line: string) => void
  /** What an observer saw with his own eyes, by candidate number ('' for nobody's). */
  saw: (candidate: string, violation: Violation) => void
}

/** The true wall clock, which the observer reads; the server's own may be off. */
export const trueWall = (world: Pick<World, 'agenda'>): number => MORNING + world.agenda.now()
