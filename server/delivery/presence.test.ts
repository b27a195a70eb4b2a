import { describe, expect, it } from 'vitest'
import type { BusMessage } from '../bus/bus.ts'
import { memoryBus } from '../bus/memory.ts'
import { Presence } from './presence.ts'

function world() {
  let now = 1_000_000
  let wallOff = 0
  const bus = memoryBus()
  const heard: BusMessage[] = []
  bus.subscribe('*', (message) => void heard.push(message))
  const clock = { wall: () => now + wallOff, exam: () => now, keep: async () => {}, gaps: () => [] }
  const pass = (ms: number) => {
    now += ms
  }
  const setWall = (ms: number) => {
    wallOff += ms
  }
  return { presence: new Presence({ bus, clock }), heard, pass, setWall }
}
const old = { sitting: 's', source: 'station-old', place: { room: 'A', station: '03' } }

describe('one person, one station', () => {
  it('a connected station is live however long it says nothing', () => {
    const { presence, pass } = world()
    presence.seen('c', { ...old, connected: true })
    pass(3_600_000)
    expect(presence.elsewhere('c', 'station-new')).toBe('ruang A, meja 03')
  })

  it('a station over HTTP is live for 15 seconds after its last word', () => {
    const { presence, pass } = world()
    presence.seen('c', old)
    pass(14_999)
    expect(presence.elsewhere('c', 'station-new')).toBe('ruang A, meja 03')
    pass(1)
    expect(presence.elsewhere('c', 'station-new')).toBeNull()
  })

  it('an answer over the open line is a sign of life; over a line that closed, or from elsewhere, it is none', () => {
    const { presence, heard, pass } = world()
    presence.seen('c', { ...old, connected: true })
    pass(8000)
    const told = heard.length
    presence.heard('c', 'station-old')
    pass(8000)
    expect([presence.isSilent('c'), heard.length]).toEqual([false, told])
    presence.heard('c', 'station-new')
    pass(2000)
    expect(presence.isSilent('c')).toBe(true)
    presence.gone('c', 'station-old')
    presence.heard('c', 'station-old')
    expect(presence.isSilent('c')).toBe(true)
  })

  it('a wall clock that is set back keeps nobody from going on elsewhere', () => {
    const { presence, pass, setWall } = world()
    presence.seen('c', old)
    setWall(-3_600_000)
    pass(15_000)
    expect(presence.elsewhere('c', 'station-new')).toBeNull()
  })

  it('a station is never in its own way', () => {
    const { presence } = world()
    presence.seen('c', { ...old, connected: true })
    expect(presence.elsewhere('c', 'station-old')).toBeNull()
  })

  it('a closed socket frees the seat at once and keeps the last sign of life', () => {
    const { presence, pass } = world()
    presence.seen('c', { ...old, connected: true })
    pass(500)
    presence.gone('c', 'station-old')
    expect(presence.elsewhere('c', 'station-new')).toBeNull()
    expect(presence.of('c')).toMatchObject({ connected: false, lastSeen: 1_000_000 })
  })

  it('the late end of an old socket does not touch the new station', () => {
    const { presence } = world()
    presence.seen('c', { ...old, connected: true })
    presence.seen('c', { sitting: 's', source: 'station-new', connected: true })
    presence.gone('c', 'station-old')
    expect(presence.of('c')).toMatchObject({ source: 'station-new', connected: true })
  })

  it('a new station does not inherit the place, focus or outbox of the old one', () => {
    const { presence } = world()
    presence.seen('c', { ...old, connected: true, focused: false, unsaved: 7 })
    presence.seen('c', { sitting: 's', source: 'station-new' })
    expect(presence.of('c')).toMatchObject({ place: null, focused: true, unsaved: 0, connected: false })
  })

  it('tells the bus every change', () => {
    const { presence, heard } = world()
    presence.seen('c', { ...old, connected: true })
    presence.seen('c', { sitting: 's', source: 'station-old', focused: false, unsaved: 2 })
    presence.gone('c', 'station-old')
    expect(heard).toMatchObject([
      { kind: 'presence', candidate: 'c', connected: true, focused: true, unsaved: 0 },
      { connected: true, focused: false, unsaved: 2, place: { room: 'A', station: '03' } },
      { connected: false, focused: false, unsaved: 2 },
    ])
  })
})
