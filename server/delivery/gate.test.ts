import { expect, it } from 'vitest'
import { isRefusal } from '../protocol/refusals.ts'
import { adapt, ask, type Gate, leave, openGate, queueLength, WAITING_MOST } from './gate.ts'
import { Entrance } from './gate-job.ts'

const limits = { perSecondMost: 10, perSecondLeast: 2, burst: 5, atOnceMost: 100 }
const crowd = (gate: Gate, count: number, now = 0) =>
  Array.from({ length: count }, (_, at) => ask(gate, `s${at}`, now)?.place ?? 0)

it('[HE7] lets a small crowd in at once and tells the others their places in the order in which they came', () => {
  const gate = openGate(limits, 0)
  expect(crowd(gate, 9)).toEqual([0, 0, 0, 0, 0, 1, 2, 3, 4])
  expect(queueLength(gate)).toBe(4)
})

it('[HE7] keeps the place of who asks again, and moves it up as time passes; nobody overtakes', () => {
  const gate = openGate(limits, 0)
  crowd(gate, 9)
  expect(ask(gate, 's8', 0)).toEqual({ place: 4, waitMs: 400 })
  expect(ask(gate, 'new', 100)?.place).toBe(4)
  expect(ask(gate, 's8', 200)?.place).toBe(2)
  expect([ask(gate, 's5', 400), ask(gate, 's8', 400), ask(gate, 'new', 400)?.place]).toEqual([null, null, 1])
  expect(ask(gate, 'new', 500)).toBeNull()
})

it('[HE7] everybody who comes back when told gets in: 1,000 at 10 a second', () => {
  const gate = openGate(limits, 0)
  const agenda = Array.from({ length: 1000 }, (_, at) => ({ key: `s${at}`, at: 0 }))
  let inside = 0
  let asked = 0
  let now = 0
  while (agenda.length > 0 && asked < 50_000) {
    agenda.sort((a, b) => a.at - b.at)
    const next = agenda.shift()
    if (!next) break
    asked += 1
    now = Math.max(now, next.at)
    const wait = ask(gate, next.key, now)
    if (wait) agenda.push({ key: next.key, at: now + wait.waitMs })
    else {
      inside += 1
      leave(gate, now)
    }
  }
  expect(inside).toBe(1000)
  expect(now).toBeLessThan(101_000)
  expect(asked).toBeLessThan(12_000)
})

it('[HE8] lets fewer in while the loop is late or the disk behind, never fewer than the least, and recovers', () => {
  const gate = openGate(limits, 0)
  for (const pressure of [
    { delayMs: 500, depth: 0 },
    { delayMs: 0, depth: 9000 },
  ])
    adapt(gate, pressure, 0)
  expect(gate.perSecond).toBe(2.5)
  adapt(gate, { delayMs: 500, depth: 0 }, 0)
  expect(gate.perSecond).toBe(2)
  // What was saved up counts no more either.
  expect(crowd(gate, 2)[1]).toBeGreaterThan(0)
  for (let look = 0; look < 20; look += 1) adapt(gate, { delayMs: 1, depth: 0 }, 0)
  expect(gate.perSecond).toBe(10)
})

it('[HE7] serves only so many in the same moment, and the next when one has left', () => {
  const gate = openGate({ ...limits, atOnceMost: 2 }, 0)
  expect(crowd(gate, 3)).toEqual([0, 0, 1])
  expect(ask(gate, 's2', 60_000)?.place).toBe(1)
  leave(gate, 60_000)
  expect(ask(gate, 's2', 60_000)).toBeNull()
})

it('remembers only so many names, and forgets who never came back', () => {
  const gate = openGate(limits, 0)
  for (let at = 0; at < WAITING_MOST + 50; at += 1) ask(gate, `x${at}`, 0)
  expect(gate.waiting.size).toBe(WAITING_MOST)
  expect(ask(gate, 'one more', 0)?.place).toBe(WAITING_MOST)
  const later = (WAITING_MOST / limits.perSecondMost + 100) * 1000
  ask(gate, 'somebody', later)
  expect(gate.waiting.size).toBeLessThan(1000)
})

it('[HE7] whose turn comes within a moment is held and let in; whose does not is told place and seconds', async () => {
  let now = 0
  const entrance = new Entrance({ ...limits, burst: 1 }, 100, () => now)
  expect(isRefusal(await entrance.enter('a'))).toBe(false)
  const held = entrance.enter('b')
  now = 100
  expect(isRefusal(await held)).toBe(false)
  const refused = await Promise.all(['c', 'd', 'e'].map((key) => entrance.enter(key)))
  expect(refused.at(-1)).toEqual({ refused: 'server-busy', detail: { place: '3', seconds: '1' } })
  expect(entrance.admitted + entrance.refused).toBe(entrance.refused + 2)
})
