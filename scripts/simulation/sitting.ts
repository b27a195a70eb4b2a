import { createHash } from 'node:crypto'
import { sha256 } from '../../server/canonical.ts'
import { type SittingEvidence, type Violation, violationsOf } from '../../server/delivery/invariants.ts'
import { command } from '../../server/proctoring/proctor-commands.ts'
import type { CommandDone, ProctorCommand } from '../../server/protocol/proctor.ts'
import { isRefusal, type Refusal } from '../../server/protocol/refusals.ts'
import { seatsOf } from '../../server/scheduling/sitting-store.ts'
import { Agenda } from './agenda.ts'
import { Chance } from './chance.ts'
import { collect } from './evidence.ts'
import { copyHall, type Hall } from './hall.ts'
import type { Bug } from './planted-bugs.ts'
import { SimulatedCandidate } from './simulated-candidate.ts'
import { MOMENTS, type Moment, SimulatedServer } from './simulated-server.ts'
import { newLink, type Traffic, Unreachable, Wire } from './wire.ts'
import type { World } from './world.ts'

export interface Outcome {
  seed: number
  /** Of everything that happened, in order: the same seed gives the same digest. */
  digest: string
  stations: number
  figures: Traffic & {
    events: number
    late: number
    acknowledgements: number
    fenced: number
    kills: Record<Moment, number>
    downMs: number
    diskFullMs: number
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
  minutes: number
  /** An empty folder of this run. */
  folder: string
  bugs?: ReadonlySet<Bug>
  unluckyPercent?: number
  /** How long after the longest deadline a sitting that does not end is given up; virtual ms. */
  patienceMs?: number
  /** Receives every line of the trace. */
  listen?: (line: string) => void
}

const START_MS = 100_000
const PATIENCE_MS = 15 * 60_000

/** Lives through one whole sitting and looks at what is left. */
export async function simulate({
  seed,
  hall,
  minutes,
  folder,
  bugs = new Set(),
  unluckyPercent = 30,
  listen,
  patienceMs = PATIENCE_MS,
}: Plan): Promise<Outcome> {
  const trace = createHash('sha256')
  const agenda = new Agenda()
  const say = (line: string) => {
    const entry = `${agenda.now()} ${line}`
    trace.update(`${entry}\n`)
    listen?.(entry)
  }
  const chance = (part: string) => new Chance(seed, part)
  const copy = await copyHall(hall, folder, sha256(`seleksi simulation ${seed} secret`))
  let ids = 0
  let candidates: SimulatedCandidate[] = []
  const server = new SimulatedServer({
    agenda,
    folder: copy.folder,
    secret: copy.secret,
    newId: () => sha256(`seleksi simulation ${seed} id ${++ids}`).slice(0, 32),
    bugs,
    trace: say,
    hint(message) {
      if (message.kind === 'sitting') for (const candidate of candidates) candidate.lookAgain()
      if (message.kind === 'attempt' && message.status !== 'confirmed' && (message.how || message.answered === 0))
        candidates.find(({ seat }) => seat.candidate === message.candidate)?.lookAgain()
    },
  })
  const wire = new Wire(agenda, chance('wire'), server, say)
  const world: World = {
    agenda,
    wire,
    sitting: hall.sitting,
    startsAt: START_MS,
    limitMs: minutes * 60_000,
    unluckyPercent,
    bugs,
    chance,
    trace: say,
  }
  server.boot()
  await server.settle()
  const seats = await seatsOf({ store: mustBeUp(server).services.store }, { sitting: hall.sitting })
  candidates = seats.map((seat) => new SimulatedCandidate(world, seat))
  const proctor = planProctor(world, candidates)
  planKills(world, server)
  planPartition(world, candidates)

  const longest = Math.max(...seats.map((seat) => seat.minutes)) * 60_000
  while (agenda.advance()) {
    await server.settle()
    if (proctor.closed && candidates.every(({ done }) => done)) break
    if (agenda.now() > START_MS + longest + patienceMs) break
  }
  await server.close()
  const evidence = await collect(server.folder, hall.sitting, candidates, server.outages)
  for (const { attempt, summary } of evidence.attempts) say(`${attempt} ${summary?.head ?? 'absent'}`)
  return {
    seed,
    digest: trace.digest('hex').slice(0, 32),
    stations: seats.length,
    figures: figuresOf(evidence, candidates, server, wire.traffic, agenda.now()),
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

function mustBeUp(server: SimulatedServer) {
  if (!server.process) throw new Error(`bug: the server does not start: ${server.errors.join('; ')}`)
  return server.process
}

/** Opens, starts, sometimes ends one attempt for a reason, and closes when nobody works; repeats what got no reply. */
function planProctor(world: World, candidates: SimulatedCandidate[]): { closed: boolean } {
  const { agenda, wire, sitting, startsAt, limitMs } = world
  const chance = world.chance('proctor')
  const link = newLink('proctor', 3)
  const proctor = { closed: false }
  const say = (
    kind: ProctorCommand['kind'],
    id: string,
    candidates: string[],
    then: (reply: CommandDone | Refusal) => void,
  ) => {
    const wanted = { id, kind, candidates, reason: { category: 'technical' as const, text: 'simulasi' } }
    wire
      .call(link, kind, ({ services, delivery }) => command(services, delivery, 'pengawas', sitting, wanted))
      .then(then, (error: unknown) => {
        if (!(error instanceof Unreachable)) throw error
        agenda.after(2000, () => say(kind, id, candidates, then))
      })
  }
  let closes = 0
  const close = () =>
    say('close', `close-${++closes}`, [], (reply) => {
      if (!isRefusal(reply)) proctor.closed = true
      else agenda.after(5000, close)
    })
  agenda.at(1000, () => say('open', 'open', [], () => {}))
  agenda.at(startsAt, () => say('start', 'start', [], () => {}))
  if (chance.percent(60) && candidates.length > 0) {
    const sent = chance.pick(candidates)
    agenda.at(startsAt + chance.between(limitMs * 0.1, limitMs * 1.01), () =>
      say('end', 'end', [sent.seat.candidate], () => {}),
    )
  }
  // The room stands still for a while, sometimes across the deadline; two proctors at once, sometimes.
  if (chance.percent(50)) {
    const from = startsAt + chance.between(limitMs * 0.2, limitMs * 1.005)
    const rounds = chance.between(1, 3)
    for (let round = 0; round < rounds; round++) {
      const at = from + round * 40_000
      agenda.at(at, () => say('pause', `pause-${round}`, [], () => {}))
      if (chance.percent(20)) agenda.at(at, () => say('resume', `at-once-${round}`, [], () => {}))
      agenda.at(at + chance.between(500, 30_000), () => say('resume', `resume-${round}`, [], () => {}))
    }
    // What was still in the air when the last one was said: the room must not stay held.
    agenda.at(startsAt + limitMs + 150_000, () => say('resume', 'resume-last', [], () => {}))
  }
  agenda.at(startsAt + limitMs, close)
  return proctor
}

/** Two to four kills, with preference where it hurts: at the start and in the last seconds. Sometimes a full disk. */
function planKills({ agenda, startsAt, limitMs, chance }: World, server: SimulatedServer): void {
  const kills = chance('kills')
  const count = kills.between(2, 4)
  for (let kill = 0; kill < count; kill++) {
    const at = kills.percent(20)
      ? startsAt + kills.between(-100, 2000)
      : kills.percent(30)
        ? startsAt + limitMs + kills.between(-4000, 4000)
        : startsAt + kills.between(-60_000, limitMs + 10_000)
    const moment = kills.pick(MOMENTS)
    const down = kills.percent(70) ? kills.between(800, 6000) : kills.between(6000, 45_000)
    agenda.at(at, () => server.killAt(moment, down))
  }
  if (kills.percent(30))
    agenda.at(startsAt + kills.between(0, limitMs), () => server.fillDisk(kills.between(500, 6000)))
}

/** In one sitting of three, the cable of a whole room is out for a while. */
function planPartition({ agenda, startsAt, limitMs, chance, trace }: World, candidates: SimulatedCandidate[]): void {
  const partition = chance('partition')
  if (!partition.percent(33) || candidates.length === 0) return
  const { room } = partition.pick(candidates).seat
  const from = startsAt + partition.between(0, limitMs)
  agenda.at(from, () => {
    trace(`! room ${room} cut off`)
    const links = candidates.flatMap(({ seat, station }) =>
      seat.room === room && station ? [station.machine.link] : [],
    )
    const cut = links.filter((link) => !link.cut)
    for (const link of cut) link.cut = true
    agenda.after(partition.between(5000, 40_000), () => {
      for (const link of cut) link.cut = false
    })
  })
}

function figuresOf(
  { attempts }: SittingEvidence,
  candidates: SimulatedCandidate[],
  server: SimulatedServer,
  traffic: Traffic,
  virtualMs: number,
): Outcome['figures'] {
  const finished: Record<string, number> = {}
  for (const { summary } of attempts) if (summary?.how) finished[summary.how] = (finished[summary.how] ?? 0) + 1
  const rows = attempts.flatMap((one) => one.rows)
  return {
    ...traffic,
    events: rows.length,
    late: rows.filter((row) => row.kind === 'late').length,
    acknowledgements: candidates.reduce((sum, { journal }) => sum + journal.acknowledgements, 0),
    fenced: candidates.reduce((sum, { journal }) => sum + journal.fenced, 0),
    kills: server.kills,
    downMs: server.outages.reduce((sum, { from, to }) => sum + to - from, 0),
    diskFullMs: server.diskFullMs,
    absent: attempts.filter((one) => one.rows.length === 0).length,
    died: candidates.reduce((sum, { died }) => sum + died, 0),
    finished,
    virtualMs,
  }
}

export const isSound = ({ violations, errors }: Outcome): boolean => violations.length === 0 && errors.length === 0
