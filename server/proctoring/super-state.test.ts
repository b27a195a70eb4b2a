import { expect, it } from 'vitest'
import type { SuperState } from '../protocol/proctor.ts'
import { type Facts, IDLE_MS, isThere, SILENCE_MS, superState } from './super-state.ts'

const now = 10_000_000
const there = { connected: true, focused: true, lastSeen: now }
const away = { connected: false, focused: true, lastSeen: now - SILENCE_MS }
const attempt = (status: 'confirmed' | 'working' | 'finished', how: string | null = null) => ({ status, how })

it.each<[string, Partial<Facts>, SuperState]>([
  ['[P5] nobody came', {}, 'absent'],
  ['[P5] signed in', { presence: there }, 'signed-in'],
  ['[P5] signed in and gone again', { presence: away }, 'absent'],
  ['[P5] confirmed, waits for the start', { attempt: attempt('confirmed'), presence: there }, 'waiting'],
  ['[P5] confirmed and gone', { attempt: attempt('confirmed'), presence: away }, 'disconnected'],
  ['[P5] confirmed, after a restart of the server', { attempt: attempt('confirmed') }, 'disconnected'],
  ['[P5] working', { attempt: attempt('working'), presence: there, lastChange: now }, 'working'],
  [
    '[P5] working over HTTP, a word 14.999 s ago',
    { attempt: attempt('working'), presence: { ...away, lastSeen: now - SILENCE_MS + 1 } },
    'working',
  ],
  ['[P5] working over HTTP, silent for 15 s', { attempt: attempt('working'), presence: away }, 'disconnected'],
  [
    '[P5] the last millisecond before idle',
    { attempt: attempt('working'), presence: there, lastChange: now - IDLE_MS },
    'working',
  ],
  ['[P5] idle', { attempt: attempt('working'), presence: there, lastChange: now - IDLE_MS - 1 }, 'idle'],
  [
    '[P5] focus lost is worse than idle',
    { attempt: attempt('working'), presence: { ...there, focused: false }, lastChange: 0 },
    'focus-lost',
  ],
  [
    '[P5] disconnected is worse than focus lost',
    { attempt: attempt('working'), presence: { ...away, focused: false } },
    'disconnected',
  ],
  ['[P5] finished, whoever is there', { attempt: attempt('finished', 'candidate') }, 'finished'],
  ['[P5] time over', { attempt: attempt('finished', 'expiry'), presence: { ...there, focused: false } }, 'time-over'],
  ['[P5] ended by the proctor', { attempt: attempt('finished', 'proctor'), presence: there }, 'terminated'],
])('%s', (_, facts, expected) =>
  expect(superState({ attempt: null, presence: null, lastChange: null, now, ...facts })).toBe(expected),
)

it('who never came is not there', () => expect(isThere(null, now)).toBe(false))
