import type { DayPlan, SessionTimes } from '../protocol/placement.ts'
import { dayOf, isDay, startOf } from '../protocol/wib-days.ts'

/** The day as a table of sessions (PM1, PM2). Pure; times are WIB, 'HH:MM', or minutes of the day. */

const times = (...rows: [string, string][]): SessionTimes[] => rows.map(([opens, starts]) => ({ opens, starts }))
const WEEKDAYS = times(['06:30', '08:00'], ['09:00', '10:30'], ['11:30', '13:00'], ['14:00', '15:30'])

/**
 * The timetable that all agencies follow (domain notes A.2, of 2023 and 2024): four sessions, on Fridays two, since the
 * prayer stands between; for the SKB the second one of a Friday is half an hour earlier.
 */
export const defaultDayPlan = (stage: string): DayPlan => ({
  weekdays: WEEKDAYS,
  friday: times(['06:30', '08:00'], stage === 'skb' ? ['13:00', '14:30'] : ['13:30', '15:00']),
  turnoverMinutes: 10,
  reservePerRoom: 0,
})

export const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
export const timeOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** The instant of a minute of a WIB day. */
export const instantOf = (day: string, minute: number): number => startOf(day) + minute * 60_000
/** The minute of its WIB day that a moment falls into. */
export const minuteOfDay = (at: number): number => Math.floor((at - startOf(dayOf(at))) / 60_000)

export const isFriday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === 5

/** One session of one day, in minutes; `until` is when the room must be free again. */
export interface Slot {
  day: string
  /** From 1. */
  session: number
  opens: number
  starts: number
  until: number
}

/** Every session of these days in their order. */
export const slotsOf = (plan: DayPlan, days: readonly string[]): Slot[] =>
  [...days].sort().flatMap((day) => {
    const rows = [...(isFriday(day) ? plan.friday : plan.weekdays)].sort(
      (a, b) => minuteOf(a.starts) - minuteOf(b.starts),
    )
    return rows.map(({ opens, starts }, at): Slot => {
      const next = rows[at + 1]
      return {
        day,
        session: at + 1,
        opens: minuteOf(opens),
        starts: minuteOf(starts),
        until: next ? minuteOf(next.starts) - plan.turnoverMinutes : 24 * 60,
      }
    })
  })

export interface Sentence {
  id: string
  en: string
}

/** Everything that is wrong with a plan for a test of so many minutes, as sentences; empty = it can be used (PM2). */
export function dayPlanProblems(plan: DayPlan, days: readonly string[], minutes: number, today: string): Sentence[] {
  const problems: Sentence[] = []
  const say = (id: string, en: string) => problems.push({ id, en })
  for (const day of days) {
    if (!isDay(day)) say(`Tanggal ${day} tidak ada.`, `There is no date ${day}.`)
    else if (day <= today) say(`Tanggal ${day} bukan hari yang akan datang.`, `The date ${day} is not a day to come.`)
  }
  const used = [
    { rows: plan.weekdays, id: 'Hari biasa', en: 'Other days', on: days.some((day) => isDay(day) && !isFriday(day)) },
    { rows: plan.friday, id: 'Jumat', en: 'Friday', on: days.some((day) => isDay(day) && isFriday(day)) },
  ]
  if (used.every(({ rows, on }) => !on || rows.length === 0))
    say('Tidak ada sesi pada hari yang dipilih.', 'The chosen days have no session.')
  for (const { rows, id, en, on } of used) {
    if (!on) continue
    const sorted = [...rows].sort((a, b) => minuteOf(a.starts) - minuteOf(b.starts))
    for (const [at, row] of sorted.entries()) {
      const n = at + 1
      const [opens, starts] = [minuteOf(row.opens), minuteOf(row.starts)]
      if (opens >= starts)
        say(
          `${id}, sesi ${n}: registrasi (${row.opens}) harus dibuka sebelum ujian mulai (${row.starts}).`,
          `${en}, session ${n}: registration (${row.opens}) must open before the exam begins (${row.starts}).`,
        )
      if (starts + minutes > 24 * 60)
        say(`${id}, sesi ${n}: ujian melewati tengah malam.`, `${en}, session ${n}: the exam goes past midnight.`)
      const next = sorted[at + 1]
      const free = starts + minutes + plan.turnoverMinutes
      if (next && free > minuteOf(next.starts))
        say(
          `${id}, sesi ${n}: ruang baru kosong pukul ${timeOf(free)} (${minutes} menit ujian dan ${plan.turnoverMinutes} menit jeda), tetapi sesi ${n + 1} mulai ${next.starts}.`,
          `${en}, session ${n}: the room is free only at ${timeOf(free)} (${minutes} minutes of exam and ${plan.turnoverMinutes} between), but session ${n + 1} begins at ${next.starts}.`,
        )
    }
  }
  return problems
}
