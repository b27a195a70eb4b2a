import { describe, expect, it } from 'vitest'
import { memoryBus } from '../bus/memory.ts'
import { Presence } from '../delivery/presence.ts'
import { type Known, sameTile, tileOf } from './tile.ts'

const NOW = 1_000_000
const frame = { minutes: 100, items: 110, limits: { idleMs: 300_000, silentMs: 15_000 } }
const known = (presence: Known['presence']): Known => ({
  seat: { candidate: 'c', number: '1', name: 'Peserta', venue: 'V', room: 'A', station: '01', minutes: 100 },
  attempt: {
    ...{ status: 'confirmed', how: null, heldFrom: null, locked: false, attempt: 'a', answered: 0, flagged: 0 },
    ...{ items: 110, deadline: null, hold: null, station: null },
  },
  presence,
  ...{ admitted: true, lastChange: null, asked: null, counted: new Set<string>() },
  signals: { count: 0, last: null, at: null },
})

describe('a tile', () => {
  it('[P18] says whether the sealed paper lies at the station, and a change of it is worth sending', () => {
    const here = { connected: true, focused: true, lastSeen: NOW, unsaved: 0, place: null }
    const without = tileOf(known({ ...here, paper: false }), frame, NOW)
    const withIt = tileOf(known({ ...here, paper: true }), frame, NOW)
    expect([without.state, without.paper, withIt.paper]).toEqual(['waiting', false, true])
    expect(sameTile(without, withIt)).toBe(false)
    expect(tileOf(known(null), frame, NOW).paper).toBe(false)
  })

  it('[P18] a beat that says so is told at once, and another computer begins without', () => {
    const bus = memoryBus()
    const heard: (boolean | null)[] = []
    bus.subscribe('*', (message) => void heard.push(message.kind === 'presence' ? message.paper : null))
    const clock = { wall: () => NOW, exam: () => NOW, keep: async () => {}, gaps: () => [] }
    const presence = new Presence({ bus, clock })
    const one = { sitting: 's', source: 'station-one', connected: true }
    presence.seen('c', { ...one, paper: false })
    presence.seen('c', { ...one, paper: false })
    presence.seen('c', { ...one, paper: true })
    presence.seen('c', { ...one, source: 'station-two' })
    expect(heard).toEqual([false, true, false])
  })
})
