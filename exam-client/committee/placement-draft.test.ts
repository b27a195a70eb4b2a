import { describe, expect, it } from 'vitest'
import type { PlacementForm } from '../../server/protocol/placement.ts'
import {
  capacityOf,
  chosenDays,
  daysOf,
  draftFor,
  endOf,
  isWhole,
  type PlacementDraft,
  requestOf,
  withDay,
  withNewSession,
  withoutSession,
  withRange,
  withSession,
} from './placement-draft.ts'

const plan = {
  weekdays: [
    { opens: '06:30', starts: '08:00' },
    { opens: '09:00', starts: '10:30' },
  ],
  friday: [{ opens: '06:30', starts: '08:00' }],
  ...{ turnoverMinutes: 10, reservePerRoom: 1 },
}
const room = (id: string, seats: number) => ({ id, name: id, seats, spares: 2 })
const facts = { opens: '06:00', closes: '18:00', districts: [], fits: {} }
const form: PlacementForm = {
  tests: [{ id: 't', name: 'SKD', stage: 'skd', minutes: 100, plan }],
  periods: [{ id: 'p', name: '2026', state: 'open' }],
  venues: [
    { id: 'v1', name: 'SMKN 1', facts, rooms: [room('a', 20), room('b', 11)] },
    { id: 'v2', name: 'tanpa denah', facts, rooms: [] },
  ],
  ...{ accommodations: [], firstDay: '2026-11-26' },
}
const draft = draftFor(form, null) as PlacementDraft

describe('a plan of the schedule', () => {
  it('begins with the first test, the open period, venues with stations, a week without its Sunday', () => {
    expect(draft).toMatchObject({ test: 't', period: 'p', venues: ['v1'], from: '2026-11-26', until: '2026-12-02' })
    expect(draft.off).toEqual(['2026-11-29'])
    expect(chosenDays(draft)).toHaveLength(6)
    expect(draftFor({ ...form, tests: [] }, null)).toBeNull()
  })

  it('leaves out Sundays that come into the range, and remembers what was unticked or ticked', () => {
    const ticked = withDay(withDay(draft, '2026-11-29', true), '2026-12-01', false)
    const longer = withRange(ticked, '2026-11-26', '2026-12-07')
    expect(longer.off.sort()).toEqual(['2026-12-01', '2026-12-06'])
    expect(daysOf({ from: '2026-12-02', until: '2026-12-01' })).toBeNull()
    expect(daysOf({ from: '2026-01-01', until: '2026-03-01' })).toHaveLength(60)
    expect(daysOf({ from: '2026-01-01', until: '2026-03-02' })).toBeNull()
  })

  it('counts seats: Fridays apart, the reserve of each room left out', () => {
    // Five other days of two sessions, one Friday of one: eleven sessions of 19 + 10.
    expect(capacityOf(draft, form)).toEqual({ seats: 11 * 29, sessions: 11 })
  })

  it('adds, changes and removes sessions', () => {
    const more = withNewSession(draft, 'weekdays', 100)
    expect(more.plan.weekdays.at(-1)).toEqual({ opens: '11:30', starts: '13:00' })
    expect(withNewSession({ ...draft, plan: { ...plan, friday: [] } }, 'friday', 100).plan.friday).toEqual([
      { opens: '06:30', starts: '08:00' },
    ])
    expect(withoutSession(more, 'weekdays', 0).plan.weekdays[0]?.starts).toBe('10:30')
    expect(withSession(draft, 'friday', 0, { opens: '07:00', starts: '09:00' }).plan.friday[0]?.starts).toBe('09:00')
    expect(endOf('15:30', 100)).toBe('17:10')
  })

  it('is sent only whole', () => {
    expect(isWhole(draft)).toBe(true)
    expect(isWhole({ ...draft, venues: [] })).toBe(false)
    expect(isWhole(withSession(draft, 'friday', 0, { opens: '', starts: '09:00' }))).toBe(false)
    expect(isWhole({ ...draft, plan: { ...plan, turnoverMinutes: Number.NaN } })).toBe(false)
    expect(requestOf({ ...draft, period: '' })).toMatchObject({ period: null, days: chosenDays(draft) })
  })
})
