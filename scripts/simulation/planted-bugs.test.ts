import { expect, it } from 'vitest'
import { hunt } from './bug-hunt.ts'
import { checkDataFolder } from './data-folder.ts'
import { FAULT_NAMES } from './faults.ts'
import { buildHall } from './hall.ts'
import { BUG_NAMES, BUGS, type Bug } from './planted-bugs.ts'
import { isSound, simulate } from './sitting.ts'

/** A checker that finds nothing proves nothing until it has been seen to find something. All of them: `--bugs`. */
const hall = buildHall(12, 3)

it('without bugs everything holds, whatever the seed draws', async () => {
  for (let seed = 1; seed <= 10; seed++) {
    const { violations, errors } = await simulate({ seed, hall })
    expect([seed, errors, violations]).toEqual([seed, [], []])
  }
})

it('all faults at once are survived, and the same seed is the same sitting to the last bit', async () => {
  const [one, same] = [
    await simulate({ seed: 7, hall, faults: FAULT_NAMES }),
    await simulate({ seed: 7, hall, faults: FAULT_NAMES }),
  ]
  const other = await simulate({ seed: 8, hall, faults: FAULT_NAMES })
  expect([one.errors, one.violations]).toEqual([[], []])
  expect([same.digest, same.figures]).toEqual([one.digest, one.figures])
  expect(other.digest).not.toBe(one.digest)
  expect(isSound(other)).toBe(true)
  expect(one.figures.ends.kill + one.figures.ends['power-cut']).toBeGreaterThan(2)
})

it.each<Bug>([
  'acknowledged-before-sync',
  'normal-sync',
  'two-writers',
  'chain-not-continued',
  'accommodation-forgotten',
  'clock-runs-on',
  'outage-not-credited',
  'late-untold',
  'grace-ignored',
  'nobody-sweeps',
  'key-before-start',
  'one-key-for-all',
  'rooms-of-two-builds',
  'queue-dropped',
])('the planted bug %s is found', async (bug) => {
  const caught = await hunt(hall, bug, { first: 1, most: 40 })
  expect(caught.seed, caught.sentence).not.toBeNull()
})

it('every planted bug says what it is and what it must break', () => {
  expect(BUG_NAMES.length).toBeGreaterThanOrEqual(40)
  for (const bug of BUG_NAMES)
    expect([bug, BUGS[bug].breaks.length > 0, BUGS[bug].says.length > 10]).toEqual([bug, true, true])
})

it('a folder without a database is refused in a sentence', async () => {
  await expect(checkDataFolder('/nonexistent')).rejects.toThrow(/no database at .*seleksi.sqlite/)
})
