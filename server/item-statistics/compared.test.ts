import { expect, it } from 'vitest'
import { itemStatistics } from '../../scoring/item-statistics.ts'
import type { AskedItem } from './asked.ts'
import { beforeOf, driftsOf } from './compared.ts'

/** Eight items with two options; `right[at]` of 100 candidates have item `at` right. */
function sat(right: number[]) {
  const asked = right.map(
    (_, at): AskedItem => ({
      ...{ item: `i${at}`, sectionId: 'TIU', source: `TIU-00${at}`, topic: '', labels: ['A', 'B'] },
      ...{ section: 0, points: [0, 5, 0], max: 5 },
    }),
  )
  const rows = Array.from({ length: 100 }, (_, candidate) => right.map((many) => (candidate < many ? 1 : 2)))
  const statistics = itemStatistics(asked, 1, {
    starts: Uint32Array.from({ length: 101 }, (_, at) => at * right.length),
    items: Uint16Array.from(rows.flatMap((row) => row.map((_, item) => item))),
    choices: Uint8Array.from(rows.flat()),
  })
  return { asked, statistics }
}

it('[IS4] earlier sittings add up, and only what moves against the others is marked', () => {
  const then = sat([50, 50, 50, 50, 50, 50, 50, 50])
  // A stronger group: ten more have each right, and forty more the last.
  const now = sat([60, 60, 60, 60, 60, 60, 60, 90])
  const before = beforeOf(now, [then, then])
  expect(before[0]).toMatchObject({ facility: 0.5, taken: 200 })
  expect(before[0]?.sd).toBeCloseTo(2.5, 1)
  const drifts = driftsOf(now, before)
  expect(drifts.map((one) => one?.marked)).toEqual([...Array(7).fill(false), true])
  expect(drifts[7]?.change).toBeCloseTo(0.4 - 0.1375)
})

it('[IS4] an item that was never asked has nothing to compare', () => {
  const now = sat([60, 60])
  expect(beforeOf(now, [])).toEqual([null, null])
  expect(driftsOf(now, beforeOf(now, []))).toEqual([null, null])
})
