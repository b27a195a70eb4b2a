import { expect, it } from 'vitest'
import type { StandingRow } from '../../server/protocol/results.ts'
import { newestOf } from './standings.ts'

const row = (candidate: string, at: number, code: StandingRow['code']): StandingRow => ({
  candidate,
  number: candidate,
  name: candidate,
  vacancyCode: 'F1',
  code,
  nipIssued: false,
  reason: 'surat',
  at,
  actor: 'panitia',
})

it('counts the newest standing of each candidate, whatever order they come in', () => {
  const rows = [row('a', 2, 'none'), row('b', 1, 'TMS'), row('a', 1, 'APS'), row('b', 3, 'DIS'), row('b', 3, 'none')]
  expect([...newestOf(rows)].map(([who, one]) => [who, one.code])).toEqual([
    ['a', 'none'],
    ['b', 'DIS'],
  ])
})
