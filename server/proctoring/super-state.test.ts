import { expect, it } from 'vitest'
import type { SuperState } from '../protocol/proctor.ts'
import { ASKED_MS, type Facts, isThere, superState } from './super-state.ts'

const now = 10_000_000
const limits = { idleMs: 5 * 60_000, silentMs: 15_000 }
const there = { connected: true, focused: true, lastSeen: now }
const away = { connected: false, focused: true, lastSeen: now - limits.silentMs }
const attempt = (
  status: 'confirmed' | 'working' | 'finished',
  how: string | null = null,
  more: { heldFrom?: number; locked?: boolean } = {},
) => ({ status, how, heldFrom: null, locked: false, ...more })
const nothing: Omit<Facts, 'now' | 'limits'> = {
  ...{ attempt: null, presence: null, admitted: false, askedAt: null, lastChange: null },
}

it.each<[string, Partial<Facts>, SuperState]>([
  ['[P5] nobody came', {}, 'absent'],
  ['[P5] let in by the desk', { admitted: true }, 'checked-in'],
  ['[P5] signed in', { presence: there, admitted: true }, 'signed-in'],
  ['[P5] signed in and gone again', { presence: away }, 'absent'],
  ['[P5] let in, signed in and gone again', { presence: away, admitted: true }, 'checked-in'],
  ['[P5] confirmed, waits for the start', { attempt: attempt('confirmed'), presence: there }, 'waiting'],
  ['[P5] confirmed and gone', { attempt: attempt('confirmed'), presence: away }, 'disconnected'],
  ['[P5] confirmed, after a restart of the server', { attempt: attempt('confirmed') }, 'disconnected'],
  ['[P5] working', { attempt: attempt('working'), presence: there, lastChange: now }, 'working'],
  [
    '[P5] working over HTTP, a word 14.999 s ago',
    { attempt: attempt('working'), presence: { ...away, lastSeen: now - limits.silentMs + 1 } },
    'working',
  ],
  ['[P5] working over HTTP, silent for 15 s', { attempt: attempt('working'), presence: away }, 'disconnected'],
  [
    '[P5] the committee wants to hear of it after 30 s',
    { attempt: attempt('working'), presence: away, limits: { ...limits, silentMs: 30_000 } },
    'working',
  ],
  [
    '[P5] the last millisecond before idle',
    { attempt: attempt('working'), presence: there, lastChange: now - limits.idleMs },
    'working',
  ],
  ['[P5] idle', { attempt: attempt('working'), presence: there, lastChange: now - limits.idleMs - 1 }, 'idle'],
  [
    '[P5] focus lost is worse than idle',
    { attempt: attempt('working'), presence: { ...there, focused: false }, lastChange: 0 },
    'focus-lost',
  ],
  [
    '[P5] paused: neither idle nor out of focus matters',
    { attempt: attempt('working', null, { heldFrom: 1 }), presence: { ...there, focused: false }, lastChange: 0 },
    'paused',
  ],
  [
    '[P5] locked is worse than paused',
    { attempt: attempt('working', null, { heldFrom: 1, locked: true }), presence: there },
    'locked',
  ],
  [
    '[P5] locked before the start',
    { attempt: attempt('confirmed', null, { locked: true }), presence: there },
    'locked',
  ],
  [
    '[P5] disconnected is worse than locked, paused and focus lost',
    { attempt: attempt('working', null, { heldFrom: 1, locked: true }), presence: { ...away, focused: false } },
    'disconnected',
  ],
  [
    '[P5] somebody asks for her elsewhere: worse than disconnected',
    { attempt: attempt('working'), presence: away, askedAt: now - ASKED_MS + 1 },
    'second-sign-in',
  ],
  ['[P5] likewise before she has begun', { askedAt: now }, 'second-sign-in'],
  ['[P5] and asks no more', { attempt: attempt('working'), presence: there, askedAt: now - ASKED_MS }, 'working'],
  ['[P5] finished, whoever is there or asks', { attempt: attempt('finished', 'candidate'), askedAt: now }, 'finished'],
  ['[P5] time over', { attempt: attempt('finished', 'expiry'), presence: { ...there, focused: false } }, 'time-over'],
  ['[P5] ended by the proctor', { attempt: attempt('finished', 'proctor'), presence: there }, 'terminated'],
])('%s', (_, facts, expected) => expect(superState({ ...nothing, now, limits, ...facts })).toBe(expected))

it('who never came is not there', () => expect(isThere(null, now, limits.silentMs)).toBe(false))
