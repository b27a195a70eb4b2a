import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Invariant, type Violation, violationsOf } from '../../server/delivery/invariants.ts'
import { buildHall, type Hall } from './hall.ts'
import { type Bug, type Spoil, spoil } from './planted-bugs.ts'
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

it.each<[Bug, Invariant]>([
  ['acknowledged-before-commit', 'I1'],
  ['retry-key-forgotten', 'I1'],
  ['grace-ignored', 'I3'],
  ['late-untold', 'I3'],
  ['clock-runs-on', 'I4'],
  ['fence-ignored', 'I5'],
  ['nobody-sweeps', 'A11'],
])('with a planted bug, %s, the sitting breaks %s', async (bug, invariant) => {
  const found: Invariant[] = []
  for (const seed of SEEDS) {
    found.push(...broken((await sitting(seed, bug)).violations))
    if (found.includes(invariant)) return
  }
  expect(found).toContain(invariant)
})

it.each<[Spoil, Invariant[]]>([
  ['stored-twice', ['I2']],
  ['byte-flipped', ['I1', 'I9']],
  ['event-missing', ['I1', 'I9']],
  ['summary-forgotten', ['A13']],
  ['score-guessed', ['I6']],
])('spoilt afterwards, %s, the disk breaks %s', (how, invariants) => {
  expect(broken(violationsOf(spoil(sound.evidence, how)))).toEqual(expect.arrayContaining(invariants))
})
