import { coverageOf, INVARIANTS, type Invariant } from '../../server/delivery/invariants.ts'
import { FAULTS } from './faults.ts'
import { isSound, type Outcome } from './sitting.ts'

export const INVARIANT_NAMES = Object.keys(INVARIANTS) as Invariant[]
/** Sentences printed for one invariant; `--json` has them all. */
const SENTENCES_MAX = 10

/** One sitting in plain words. */
export function table(outcome: Outcome, replay: string): string {
  const { seed, digest, stations, figures: f, errors, faults } = outcome
  const how = ['candidate', 'expiry', 'proctor'].map((one) => f.finished[one] ?? 0)
  const rows = [
    ['faults', faults.map((name) => FAULTS[name].says).join('; ') || 'none'],
    ['stations', `${stations}; ${f.absent} stayed away; ${f.died} had trouble with a computer`],
    ['finished', `${how[0]} by the candidate, ${how[1]} by the clock, ${how[2]} by the proctor`],
    [
      'server',
      `killed ${f.ends.kill} times, without power ${f.ends['power-cut']} times, stood still ${f.stalls} times; down for ${clock(f.downMs)}`,
    ],
    ['disk', `${f.transactions} transactions, ${f.diskFailures} failed, ${f.lostInCuts} lost with the power`],
    ['frames', `${f.frames} sent, ${f.lost} lost, ${f.duplicated} duplicated, ${f.reordered} overtaken by a later one`],
    ['replies', `${f.replies} sent, ${f.repliesLost} lost; ${f.acknowledgements} acknowledgements reached a station`],
    ['log', `${f.events} events, ${f.late} of them late; ${f.fenced} batches of replaced stations refused`],
    ['time', `${clock(f.virtualMs)} of virtual time`],
  ]
  const { unchecked } = coverageOf(outcome.evidence)
  return [
    `seed ${seed}`,
    ...rows.map(([name, words]) => `  ${name?.padEnd(10)}${words}`),
    '',
    ...INVARIANT_NAMES.flatMap((name) => verdict(outcome, name, unchecked[name])),
    ...errors.map((error) => `  ${error}`),
    '',
    `  trace     ${digest}`,
    ...(isSound(outcome) ? [] : [`  replay    ${replay}`]),
  ].join('\n')
}

function verdict({ violations }: Outcome, name: Invariant, unchecked: string | undefined): string[] {
  const sentences = violations.filter(({ invariant }) => invariant === name).map(({ sentence }) => sentence)
  const more = sentences.length - SENTENCES_MAX
  const state = sentences.length > 0 ? 'BROKEN' : unchecked === undefined ? 'OK    ' : 'unseen'
  return [
    `  ${name.padEnd(4)}${state}  ${INVARIANTS[name]}${state === 'unseen' ? ` (${unchecked})` : ''}`,
    ...sentences.slice(0, SENTENCES_MAX).map((sentence) => `        ${sentence}`),
    ...(more > 0 ? [`        … and ${more} more (--json has them all)`] : []),
  ]
}

/** What a program reads. */
export const record = (outcome: Outcome, replay: string) => ({
  seed: outcome.seed,
  faults: outcome.faults,
  sound: isSound(outcome),
  digest: outcome.digest,
  stations: outcome.stations,
  figures: outcome.figures,
  invariants: Object.fromEntries(
    INVARIANT_NAMES.map((name) => [
      name,
      outcome.violations.filter(({ invariant }) => invariant === name).map(({ sentence }) => sentence),
    ]),
  ),
  errors: outcome.errors,
  replay,
})

const clock = (ms: number): string =>
  `${Math.floor(ms / 60_000)}:${String(Math.floor((ms % 60_000) / 1000)).padStart(2, '0')} min`
