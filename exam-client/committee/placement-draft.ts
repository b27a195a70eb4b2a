import type { DayPlan, PlacementForm, PlacementRequest, SessionTimes } from '../../server/protocol/placement.ts'

/** A plan of the schedule while it is being made. Pure. */
export interface PlacementDraft {
  test: string
  /** '' for everybody without a seat. */
  period: string
  venues: string[]
  from: string
  until: string
  /** Days of the range that are not used. */
  off: string[]
  plan: DayPlan
}

const DAYS_MOST = 60
const FIRST_DAYS = 6

const DAY_MS = 86_400_000
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
const weekday = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay()
const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(`${day}T00:00:00Z`))

/** What the form begins with; null where there is nothing to plan with. */
export function draftFor(form: PlacementForm, waiting: string | null): PlacementDraft | null {
  const [first] = form.tests
  if (!first) return null
  const from = form.firstDay
  const until = addDays(from, FIRST_DAYS)
  return {
    test: first.id,
    period: waiting ?? form.periods.find((one) => one.state === 'open')?.id ?? '',
    venues: form.venues.filter((one) => one.rooms.some((room) => room.seats > 0)).map((one) => one.id),
    ...{ from, until, off: sundaysOf(from, until), plan: first.plan },
  }
}

/** Every day of the range; null where it is none, or too long. */
export function daysOf({ from, until }: Pick<PlacementDraft, 'from' | 'until'>): string[] | null {
  if (!isDay(from) || !isDay(until) || until < from) return null
  const days: string[] = []
  for (let day = from; day <= until; day = addDays(day, 1)) {
    if (days.length === DAYS_MOST) return null
    days.push(day)
  }
  return days
}
export const chosenDays = (draft: PlacementDraft): string[] =>
  (daysOf(draft) ?? []).filter((day) => !draft.off.includes(day))

const sundaysOf = (from: string, until: string): string[] =>
  (daysOf({ from, until }) ?? []).filter((day) => weekday(day) === 0)

/** Another range: its Sundays are left out, and what was left out before stays so. */
export function withRange(draft: PlacementDraft, from: string, until: string): PlacementDraft {
  const known = new Set(daysOf(draft) ?? [])
  const sundays = sundaysOf(from, until).filter((day) => !known.has(day))
  return { ...draft, from, until, off: [...new Set([...draft.off, ...sundays])] }
}
export const withDay = (draft: PlacementDraft, day: string, on: boolean): PlacementDraft => ({
  ...draft,
  off: on ? draft.off.filter((one) => one !== day) : [...draft.off, day],
})

export type DayKind = 'weekdays' | 'friday'
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
export const endOf = (starts: string, minutes: number): string => timeOf(minuteOf(starts) + minutes)

export const withSession = (draft: PlacementDraft, kind: DayKind, at: number, row: SessionTimes): PlacementDraft => ({
  ...draft,
  plan: { ...draft.plan, [kind]: draft.plan[kind].map((one, n) => (n === at ? row : one)) },
})
export const withoutSession = (draft: PlacementDraft, kind: DayKind, at: number): PlacementDraft => ({
  ...draft,
  plan: { ...draft.plan, [kind]: draft.plan[kind].filter((_, n) => n !== at) },
})
/** One more session, as long after the last as it takes; the same lead for registration. */
export function withNewSession(draft: PlacementDraft, kind: DayKind, minutes: number): PlacementDraft {
  const rows = draft.plan[kind]
  const last = rows.at(-1)
  const starts = last ? Math.min(minuteOf(last.starts) + minutes + Math.max(draft.plan.turnoverMinutes, 50), 1435) : 480
  const row = { opens: timeOf(Math.max(0, starts - 90)), starts: timeOf(starts) }
  return { ...draft, plan: { ...draft.plan, [kind]: [...rows, row] } }
}

/** Seats and sessions that the plan has at most, before hours and other sittings are looked at. */
export function capacityOf(draft: PlacementDraft, form: PlacementForm): { seats: number; sessions: number } {
  const seats = form.venues
    .filter((one) => draft.venues.includes(one.id))
    .flatMap((one) => one.rooms)
    .reduce((sum, room) => sum + Math.max(0, room.seats - draft.plan.reservePerRoom), 0)
  const sessions = chosenDays(draft).reduce(
    (sum, day) => sum + (weekday(day) === 5 ? draft.plan.friday : draft.plan.weekdays).length,
    0,
  )
  return { seats: seats * sessions, sessions }
}

export const requestOf = (draft: PlacementDraft): PlacementRequest => ({
  test: draft.test,
  period: draft.period === '' ? null : draft.period,
  venues: draft.venues,
  days: chosenDays(draft),
  plan: draft.plan,
})

/** Nothing is missing and no field is empty: the server may be asked. */
export const isWhole = (draft: PlacementDraft): boolean =>
  draft.test !== '' &&
  draft.venues.length > 0 &&
  chosenDays(draft).length > 0 &&
  [...draft.plan.weekdays, ...draft.plan.friday].every(({ opens, starts }) => opens !== '' && starts !== '') &&
  [draft.plan.turnoverMinutes, draft.plan.reservePerRoom].every((value) => Number.isInteger(value) && value >= 0)
