import { expect, it } from 'vitest'
import { serverClock } from './server-clock.ts'

const cranked = () => {
  let t = 1000
  const clock = serverClock(() => t)
  return {
    clock,
    to: (next: number) => {
      t = next
    },
  }
}

it('knows nothing before the first reply', () => {
  expect(cranked().clock.now()).toBeNull()
})

it('pins the reply to the middle of its round trip', () => {
  const { clock, to } = cranked()
  clock.take(50_000, 1000, 1100)
  to(1100)
  expect(clock.now()).toBe(50_050)
})

it('believes the fastest of the recent replies', () => {
  const { clock, to } = cranked()
  clock.take(50_000, 1000, 1010)
  clock.take(51_200, 2000, 2400) // slow: its middle is off by up to 200 ms
  to(2400)
  expect(clock.now()).toBe(2400 + 50_000 - 1005)
})

it('forgets old replies when the exam clock has stood still', () => {
  const { clock, to } = cranked()
  clock.take(50_000, 1000, 1010)
  clock.take(50_500, 121_000, 121_040) // two minutes here, half a second there: the server was down
  to(121_040)
  expect(clock.now()).toBe(50_520)
})

it('lets a word that was pushed late move nothing, and believes it where the clock itself was stepped', () => {
  const { clock, to } = cranked()
  clock.take(5000, 1000, 1010)
  to(9000)
  const known = clock.now()
  // 600 ms under way, taken for a trip of two seconds.
  clock.take(12_395, 7000, 9000)
  expect(clock.now()).toBe(known)
  clock.take(200_000, 7000, 9000)
  expect(clock.now()).toBe(201_000)
})
