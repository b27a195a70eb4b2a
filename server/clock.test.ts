import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { examClock } from './clock.ts'
import { openSqlite } from './db/sqlite.ts'
import type { Store } from './db/store.ts'
import { temporaryFolder } from './testing/test-app.ts'

let store: Store
let now = 0
beforeEach(() => {
  store = openSqlite(join(temporaryFolder(), 'clock.sqlite'))
  now = 5_000_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  return () => store.close()
})
afterEach(() => void vi.restoreAllMocks())

it('[A15] goes on from where it was kept, however long nobody served', async () => {
  const clock = await examClock(store)
  expect(clock.exam()).toBe(0)
  now += 500
  await store.transaction((db) => clock.keep(db))
  now += 400 // lost with the crash: given to everybody
  clock.stop()
  now += 86_400_000
  const again = await examClock(store)
  expect(again.exam()).toBe(500)
  now += 10
  expect(again.exam()).toBe(510)
  expect(again.gaps()).toMatchObject([{ cause: 'server', examMs: 500 }])
  again.stop()
})

it('[A15] a stopped process or a sleeping machine costs nobody a second, and is told as a gap', async () => {
  const clock = await examClock(store)
  now += 999
  expect(clock.exam()).toBe(999)
  now += 3_600_000
  expect(clock.exam()).toBe(999)
  now += 1
  expect(clock.exam()).toBe(1000)
  const [gap, ...more] = clock.gaps()
  expect([gap?.cause, gap?.examMs, (gap?.untilWall ?? 0) - (gap?.fromWall ?? 0), more]).toEqual([
    ...['stall', 999, 3_600_000],
    [],
  ])
  expect(clock.gaps()).toEqual([])
  clock.stop()
})

it('never goes backwards and is whole milliseconds', async () => {
  const clock = await examClock(store)
  let last = 0
  for (const step of [0.3, 0.4, 0.9, 0, 17.25, 2500.5]) {
    now += step
    const exam = clock.exam()
    expect(exam).toBeGreaterThanOrEqual(last)
    expect(Number.isInteger(exam)).toBe(true)
    last = exam
  }
  clock.stop()
})
