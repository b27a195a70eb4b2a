import { expect, it } from 'vitest'
import { type Findings, notReadyBecause } from './readiness.ts'

const well: Findings = {
  ...{ readable: true, writeMs: 4, writeLimitMs: 2000, disk: 'low', missing: [], commitRunsMs: 30, depth: 9 },
}

it('[HE4] nothing is wrong: ready, on a low disk too', () => {
  expect(notReadyBecause(well)).toEqual([])
})

it.each<[string, Partial<Findings>, RegExp]>([
  ['cannot be read', { readable: false }, /cannot be read/],
  ['a write is not durable in time', { writeMs: null }, /not durable within 2 seconds/],
  ['the disk is full', { disk: 'full' }, /full and its reserve is used up/],
  ['an older version', { missing: ['0007-x.sql'] }, /0007-x\.sql/],
  ['a commit hangs', { commitRunsMs: 5200, depth: 812 }, /hung for 5 seconds; 812 commands wait/],
])('[HE4] %s: said in both languages', (_, change, words) => {
  const reasons = notReadyBecause({ ...well, ...change })
  expect(reasons).toHaveLength(1)
  expect(reasons[0]?.en).toMatch(words)
  expect(reasons[0]?.id).not.toBe(reasons[0]?.en)
})

it('[HE4] says everything that is wrong at once', () => {
  expect(notReadyBecause({ ...well, readable: false, writeMs: null, disk: 'full' })).toHaveLength(3)
})
