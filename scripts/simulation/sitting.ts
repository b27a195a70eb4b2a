import { createHash } from 'node:crypto'
import type { Form } from '../../question-bank/form.ts'
import { sha256 } from '../../server/canonical.ts'
import { attemptIdOf } from '../../server/delivery/delivery.ts'
import { type SittingEvidence, type Violation, violationsOf } from '../../server/delivery/invariants.ts'
import { Agenda } from './agenda.ts'
import { Chance } from './chance.ts'
import { collect, everyNth } from './evidence.ts'
import { drawFaults, FAULTS, type FaultName } from './faults.ts'
import type { Hall } from './hall.ts'
import { Immediates } from './immediates.ts'
import type { Bug } from './planted-bugs.ts'
import { SimulatedCandidate } from './simulated-candidate.ts'
import { SimulatedDisk } from './simulated-disk.ts'
import { SimulatedProctor } from './simulated-proctor.ts'
import { type End, SimulatedServer } from './simulated-server.ts'
import { type Traffic, Wire } from './wire.ts'
import { trueWall, type World } from './world.ts'

export interface Outcome {
  seed: number
  faults: FaultName[]
  /** Of everything that happened, in order: the same seed gives the same digest. */
  digest: string
  stations: number
  figures: Traffic & {
    events: number
    late: number
    acknowledgements: number
    fenced: number
    ends: Record<End, number>
    stalls: number
    downMs: number
    transactions: number
    diskFailures: number
    lostInCuts: number
    died: number
    absent: number
    /** Finished by the candidate, the clock, the proctor. */
    finished: Record<string, number>
    virtualMs: number
  }
  violations: Violation[]
  /** What the server threw or logged as an error, and who did not come to an end. */
  errors: string[]
  evidence: SittingEvidence
}

export interface Plan {
  seed: number
  hall: Hall
  bugs?: ReadonlySet<Bug>
  /** These in the place of those that the seed draws. */
  faults?: readonly FaultName[]
  /** How long after the longest deadline a sitting that does not end is given up; virtual ms. */
  patienceMs?: number
  /** Receives every line of the trace. */
  listen?: (line: string) => void
}

const START_MS = 100_000
const PATIENCE_MS = 12 * 60_000
/** So many stations of a room must be silent before it may be held. */
const ROOM_LEAST = 3

/** Lives through one whole sitting and looks at what is left. */
export async function simulate(plan: Plan): Promise<Outcome> {
  const immediates = new Immediates()
  try {
    return await live(plan, immediates)
  } finally {
    immediates.restore()
  }
}

async function live(
  { seed, hall, bugs = new Set(), faults: wanted, patienceMs = PATIENCE_MS, listen }: Plan,
  immediates: Immediates,
): Promise<Outcome> {
  const trace = new Trace(listen)
  const { world, proctor } = makeWorld(seed, hall, bugs, trace)
  const { agenda, server, candidates } = world
  const faults = wanted ? [...wanted] : drawFaults(world.chance('faults'))
  server.boot()
  await immediates.settle()
  for (const name of faults) FAULTS[name].plan({ world, proctor, chance: world.chance(`fault ${name}`) })
  const longest = Math.max(...hall.seats.map((seat) => seat.minutes)) * 60_000
  // The last to come has the whole of her time as well.
  const giveUp = START_MS + 1.3 * longest + patienceMs
  while (agenda.advance()) {
    server.queued()
    await immediates.settle()
    if (proctor.closed && candidates.every(({ done }) => done)) break
    if (agenda.now() > giveUp) break
  }
  const examNow = server.process?.clock.exam() ?? world.disk.clock.ms
  server.close()
  const evidence = collect(world, examNow)
  for (const { attempt, summary } of evidence.attempts) trace.add(`${attempt} ${summary?.head ?? 'absent'}`)
  return {
    seed,
    faults,
    digest: trace.digest(),
    stations: hall.seats.length,
    figures: figuresOf(world, evidence),
    violations: violationsOf(evidence),
    errors: [
      ...server.errors.map((error) => `the server failed: ${error}`),
      ...(proctor.closed ? [] : ['the sitting could not be closed in time']),
      ...candidates
        .filter(({ done }) => !done)
        .map(
          ({ seat, station }) => `candidate ${seat.number} never came to her end screen: ${station?.phase ?? 'away'}`,
        ),
    ],
    evidence,
  }
}

function makeWorld(
  seed: number,
  hall: Hall,
  bugs: ReadonlySet<Bug>,
  trace: Trace,
): { world: World; proctor: SimulatedProctor } {
  const agenda = new Agenda()
  const chance = (part: string) => new Chance(seed, part)
  const people = new Map<string, SimulatedCandidate>()
  const keys = new Map<string, string>()
  const attempts = new Map(
    hall.seats.map(({ candidate }) => [candidate as string, attemptIdOf(hall.sitting, candidate)]),
  )
  const world = {
    agenda,
    hall,
    disk: new SimulatedDisk(agenda, chance('disk'), bugs),
    candidates: [],
    secret: sha256(`seleksi simulation ${seed} secret`),
    startsAt: START_MS,
    limitMs: hall.minutes * 60_000,
    weather: { lost: 0, doubled: 0, heldUp: 0, acksLost: 0 },
    wallOff: 0,
    troubles: [],
    diskTroubleMs: 0,
    cuts: [],
    herd: false,
    bugs,
    seats: new Map(hall.seats.map((seat) => [seat.candidate as string, seat])),
    serial: 0,
    commands: [],
    chance,
    trace: (line: string) => trace.add(`${agenda.now()} ${line}`),
    attemptOf: (candidate: string) => attempts.get(candidate),
    candidateOf: (candidate: string) => people.get(candidate),
    lastBeat: (candidate: string, bornAt: number) => people.get(candidate)?.station?.lastBeat(bornAt) ?? null,
  } as unknown as World
  world.saw = (number, violation) => people.get(number)?.journal.seen.push(violation)
  world.heldWithRoom = (candidate) => {
    const row = world.disk.summaries.get(world.attemptOf(candidate))
    return row?.status === 'working' && row.heldFrom !== null
  }
  world.roomHeld = (room) => {
    const here = world.candidates.filter(({ seat }) => seat.room === room)
    const quiet = here.filter((person) => person.quietLately).length
    if (quiet < ROOM_LEAST)
      here[0]?.journal.seen.push({
        invariant: 'I4',
        sentence: `her room ${room} was held when ${quiet} of its stations were silent; at least ${ROOM_LEAST} was expected`,
      })
  }
  world.opened = (seat, open, key) => {
    const owner = keys.get(key) ?? seat.candidate
    keys.set(key, owner)
    const { journal } = people.get(seat.candidate) as SimulatedCandidate
    if (owner !== seat.candidate)
      journal.seen.push({
        invariant: 'I8',
        sentence: 'the key of her paper opens the paper of another; her own was expected',
      })
    return open()
  }
  const every = everyNth(hall.seats.length)
  const whole = new Set(hall.seats.filter((_, index) => index % every === 0).map(({ candidate }) => candidate))
  world.write = (seat, form) => (whole.has(seat.candidate) ? hall.write(form) : withoutWords(form))
  world.server = new SimulatedServer(world)
  world.wire = new Wire(world, chance('wire'))
  for (const seat of hall.seats) {
    const person = new SimulatedCandidate(world, seat)
    people.set(seat.candidate, person)
    world.candidates.push(person)
  }
  return { world, proctor: new SimulatedProctor(world) }
}

/** A paper with its items and options, and no text. */
function withoutWords({ slots }: Form): string {
  const items = slots.map(({ item, section, options }) => ({ section, stimulus: null, stem: item, options }))
  return JSON.stringify({ items })
}

/** Everything that happens, line by line, as one digest. */
class Trace {
  #hash = createHash('sha256')
  #lines: string[] = []
  #listen: ((line: string) => void) | undefined

  constructor(listen: ((line: string) => void) | undefined) {
    this.#listen = listen
  }

  add(line: string): void {
    this.#listen?.(line)
    this.#lines.push(line)
    if (this.#lines.length > 2000) this.#flush()
  }

  #flush(): void {
    this.#hash.update(`${this.#lines.join('\n')}\n`)
    this.#lines = []
  }

  digest(): string {
    this.#flush()
    return this.#hash.digest('hex').slice(0, 32)
  }
}

function figuresOf(
  { candidates, server, disk, wire, agenda }: World,
  { attempts }: SittingEvidence,
): Outcome['figures'] {
  const finished: Record<string, number> = {}
  for (const { summary } of attempts) if (summary?.how) finished[summary.how] = (finished[summary.how] ?? 0) + 1
  const now = trueWall({ agenda })
  return {
    ...wire.traffic,
    events: attempts.reduce((sum, { rows }) => sum + rows.length, 0),
    late: attempts.reduce((sum, { rows }) => sum + rows.filter((row) => row.kind === 'late').length, 0),
    acknowledgements: candidates.reduce((sum, { journal }) => sum + journal.acknowledgements, 0),
    fenced: candidates.reduce((sum, { journal }) => sum + journal.fenced, 0),
    ends: server.ends,
    stalls: server.stalls,
    downMs: server.outages.reduce((sum, { from, to }) => sum + Math.min(to, now) - from, 0),
    transactions: disk.transactions,
    diskFailures: disk.failed,
    lostInCuts: disk.lostInCuts,
    absent: attempts.filter((one) => one.rows.length === 0).length,
    died: candidates.reduce((sum, { died }) => sum + died, 0),
    finished,
    virtualMs: agenda.now(),
  }
}

export const isSound = ({ violations, errors }: Outcome): boolean => violations.length === 0 && errors.length === 0
