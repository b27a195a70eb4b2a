import type { Form } from '../../question-bank/form.ts'
import { scoreAttempt } from '../../scoring/result.ts'
import { canonical } from '../../server/canonical.ts'
import { attemptIdOf, formSeed } from '../../server/delivery/delivery.ts'
import { eventOf } from '../../server/delivery/event-log.ts'
import type { AttemptEvidence, Outage, SittingEvidence, Violation } from '../../server/delivery/invariants.ts'
import { SILENT_MS } from '../../server/delivery/presence.ts'
import type { SeatRow } from '../../server/scheduling/sitting-store.ts'
import { MORNING } from './hall.ts'
import type { SimulatedCandidate } from './simulated-candidate.ts'
import type { World } from './world.ts'

/** In a large hall the papers of some are drawn and written again, in a small one everybody's. */
const PAPERS_MAX = 64
/** A room that is cut off for so long must have been held (silence 9 s, a pass of the watch, a commit). */
const LONG_CUT_MS = 20_000

export const everyNth = (candidates: number): number => Math.ceil(candidates / PAPERS_MAX)

/** What is left on the disk, as a stranger would read it, beside what the stations and an observer wrote down. */
export function collect(world: World, examNow: number): SittingEvidence {
  const { hall, disk, candidates, secret, server } = world
  const every = everyNth(candidates.length)
  const numbers = new Map(candidates.map(({ seat }) => [seat.number, seat]))
  const drawn = new Set(candidates.filter((_, index) => index % every === 0).map(({ seat }) => seat.number))
  const outages = server.outages.map((one) => ({ ...one })).sort((a, b) => a.from - b.from)
  const common = troublesOf(world, null)
  const attempts = candidates.map((person) => attemptOf(world, person, common, outages, drawn.has(person.seat.number)))
  return {
    attempts,
    outages,
    examNow,
    rescore: (form, responses) => canonical(scoreAttempt(hall.ruleSet, form, hall.keys, responses)),
    redraw: (evidence) =>
      drawn.has(evidence.candidate)
        ? hall.draw(formSeed(secret, numbers.get(evidence.candidate)?.candidate ?? ''))
        : (formOf(disk.logs.get(evidence.attempt) ?? []) as Form),
    sweepLateMs: world.diskTroubleMs,
    commands: world.commands,
  }
}

function attemptOf(
  world: World,
  { seat, journal, station }: SimulatedCandidate,
  common: Outage[],
  outages: Outage[],
  whole: boolean,
): AttemptEvidence {
  const { disk, hall } = world
  const attempt = attemptIdOf(seat.sitting, seat.candidate)
  const rows = disk.logs.get(attempt) ?? []
  const score = disk.table.get(`score/${attempt}`)
  const committed = disk.witnessed
    .get(attempt)
    ?.map(({ at, durable }) => ({ at: MORNING + at, durable: MORNING + durable }))
  const form = formOf(rows)
  const wrongPaper = whole && form && station?.paper && JSON.stringify(station.paper) !== hall.write(form)
  const evidence: AttemptEvidence = {
    attempt,
    candidate: seat.number,
    limitMs: seat.minutes * 60_000,
    rows,
    summary: disk.summaries.get(attempt) ?? null,
    scores: score ? [{ result: score, total: (JSON.parse(score) as { total: number }).total }] : [],
    journal: journal.pages(),
    endScreen: journal.endScreen,
    station: station?.on ? { source: station.source, waiting: station.waiting } : null,
    committed: committed ?? [],
    keyAt: journal.keyAt,
    troubles: merged([
      ...common,
      ...troublesOf(world, seat.candidate),
      ...outages.map(({ from, to }) => ({ from, to: to + 20_000 })),
    ]),
    seen: [],
  }
  return {
    ...evidence,
    seen: [
      ...journal.seen,
      ...(wrongPaper ? [{ invariant: 'I10' as const, sentence: 'her paper is not that of the form in her log' }] : []),
      ...cutsCredited(world, evidence, seat),
    ],
  }
}

function formOf(rows: AttemptEvidence['rows']): Form | null {
  const [first] = rows
  const event = first && eventOf(first).event
  return event?.kind === 'opened' ? event.form : null
}

function troublesOf(world: World, candidate: string | null): Outage[] {
  return world.troubles
    .filter((one) => one.candidate === candidate)
    .map(({ from, to }) => ({ from: MORNING + from, to: MORNING + to }))
}

function merged(stretches: Outage[]): Outage[] {
  const all: Outage[] = []
  for (const { from, to } of stretches.sort((a, b) => a.from - b.from)) {
    const last = all.at(-1)
    if (last && from <= last.to) last.to = Math.max(last.to, to)
    else all.push({ from, to })
  }
  return all
}

/** I4: who worked in a room that was cut off for long, with all else well, is held from her last sign of life. */
function cutsCredited(world: World, { rows, committed = [] }: AttemptEvidence, seat: SeatRow): Violation[] {
  const at = (index: number) => committed[index]?.at ?? 0
  const when = (kind: string) => rows.findIndex((row) => row.kind === kind)
  const broken = (sentence: string): Violation[] => [{ invariant: 'I4', sentence }]
  return world.cuts.flatMap(({ room, from, to, beating, of }) => {
    if (room !== seat.room || to - from < LONG_CUT_MS || !beating.has(seat.number)) return []
    if (beating.size < 3 || beating.size * 2 <= of || !isCalm(world, from - 40_000, from + LONG_CUT_MS)) return []
    const [started, finished] = [when('started'), when('finished')]
    if (started === -1 || at(started) > from - 15_000) return []
    if (finished !== -1 && at(finished) < from + LONG_CUT_MS + 5000) return []
    const own = troublesOf(world, seat.candidate)
    if (own.some((one) => one.from < from && one.to > from - 20_000)) return []
    const before = rows.filter((row, index) => at(index) <= from && (row.kind === 'held' || row.kind === 'released'))
    if (before.at(-1)?.kind === 'held') return []
    const held = rows.find(
      (row, index) =>
        at(index) > from && at(index) < from + LONG_CUT_MS + 2000 && row.payload.includes('"hold":"outage-room"'),
    )
    if (!held)
      return broken(`her room ${room} was cut off for ${to - from} ms and her time was not held; it was expected to be`)
    const since = (JSON.parse(held.payload) as { from: number }).from
    const decided = at(rows.indexOf(held))
    const sign = beating.get(seat.number) ?? 0
    // Whose silence was not known yet at the decision is held from then on (P15).
    if (decided < sign + SILENT_MS + 1000) return []
    const owed = decided - sign - (held.mono - since)
    return owed > 1000 ? broken(`her time was held ${owed} ms after her last sign of life; from it was expected`) : []
  })
}

function isCalm(world: World, from: number, to: number): boolean {
  const clash = (one: Outage) => one.from < to && one.to > from
  return (
    !troublesOf(world, null).some(clash) && !world.server.outages.some((one) => clash({ ...one, to: one.to + 75_000 }))
  )
}
