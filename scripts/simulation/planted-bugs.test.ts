import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Invariant, type Violation, violationsOf } from '../../server/delivery/invariants.ts'
import { buildHall, type Hall } from './hall.ts'
import { BUGS, type Bug, SPOILS, type Spoil, spoil } from './planted-bugs.ts'
import { scratchFolder } from './scratch.ts'
import { type Outcome, simulate } from './sitting.ts'

/** A checker that finds nothing proves nothing until it has been seen to find something. */
const MINUTES = 2
const STATIONS = 8
let folder: string
let hall: Hall
let sound: Outcome
let runs = 0

beforeAll(async () => {
  folder = scratchFolder()
  hall = await buildHall(join(folder, 'hall'), STATIONS, MINUTES)
  sound = await sitting(1)
})
afterAll(() => rmSync(folder, { recursive: true }))

const sitting = (seed: number, ...bugs: Bug[]): Promise<Outcome> =>
  simulate({
    seed,
    hall,
    minutes: MINUTES,
    folder: join(folder, `run-${++runs}`),
    bugs: new Set(bugs),
    unluckyPercent: 80,
    patienceMs: 4 * 60_000,
  })
const broken = (violations: Violation[]) => [...new Set(violations.map(({ invariant }) => invariant))]

it('without bugs everything holds, through at least two kills', () => {
  expect([sound.errors, sound.violations]).toEqual([[], []])
  const { kills, acknowledgements } = sound.figures
  expect(kills.queued + kills['before-commit'] + kills['after-commit']).toBeGreaterThanOrEqual(2)
  expect(acknowledgements).toBeGreaterThan(STATIONS * 10)
})

it('the same seed is the same sitting, another seed is another', async () => {
  const [same, other] = [await sitting(1), await sitting(2)]
  expect([same.digest, same.figures]).toEqual([sound.digest, sound.figures])
  expect([other.violations, other.digest === sound.digest]).toEqual([[], false])
})

/** Some bugs show only where the right thing happens at the right time, so a few sittings are tried. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8]

it.each<{ invariant: Invariant; bug: Bug }>([
  { invariant: 'I1', bug: 'acknowledged-before-commit' },
  { invariant: 'I1', bug: 'retry-key-forgotten' },
  { invariant: 'I3', bug: 'grace-ignored' },
  { invariant: 'I3', bug: 'late-untold' },
  { invariant: 'I4', bug: 'clock-runs-on' },
  { invariant: 'I5', bug: 'fence-ignored' },
  { invariant: 'A11', bug: 'nobody-sweeps' },
])('[$invariant] is broken by a sitting with the bug $bug', async ({ invariant, bug }) => {
  const found: Invariant[] = []
  for (const seed of SEEDS) {
    found.push(...broken((await sitting(seed, bug)).violations))
    if (found.includes(invariant)) return
  }
  expect(found, BUGS[bug]).toContain(invariant)
})

it.each<{ invariants: Invariant[]; how: Spoil }>([
  { invariants: ['I2'], how: 'stored-twice' },
  { invariants: ['I1', 'I9'], how: 'byte-flipped' },
  { invariants: ['I1', 'I9'], how: 'event-missing' },
  { invariants: ['A13'], how: 'summary-forgotten' },
  { invariants: ['I6'], how: 'score-guessed' },
])('$invariants are broken by a disk that is spoilt: $how', ({ invariants, how }) => {
  const found = broken(violationsOf(spoil(sound.evidence, how)))
  expect(found, SPOILS[how]).toEqual(expect.arrayContaining(invariants))
})
