import { randomFrom } from '../../question-bank/random.ts'
import { addDays } from '../../server/protocol/wib-days.ts'
import { defaultDayPlan, slotsOf } from '../../server/scheduling/day-plan.ts'
import { type PlacementInput, place, sessionsByVacancy } from '../../server/scheduling/placement.ts'
import type { Say } from './say.ts'

/** Everybody over ten venues, each with four rooms, one of them fit for two accommodations; full to nine tenths. */
export function benchPlacement(say: Say, people: number): void {
  const seatsOfSession = 10 * (36 + 36 + 30 + 12)
  const sessions = Math.ceil(people / seatsOfSession / 0.9)
  const days = Array.from({ length: Math.ceil(sessions / 3) + 1 }, (_, at) => addDays('2026-11-23', at))
  const random = randomFrom('bench placement')
  const vacancies = Math.max(1, Math.round(people / 60))
  const input: PlacementInput = {
    people: Array.from({ length: people }, (_, at) => {
      const accommodation = at % 97 === 0 ? 'netra' : at % 61 === 0 ? 'daksa' : null
      return {
        id: String(at).padStart(7, '0'),
        vacancy: `V${Math.min(random.below(vacancies), random.below(vacancies))}`,
        accommodation,
        minutes: accommodation === 'netra' ? 130 : 100,
        district: random.below(10) === 0 ? null : `15.08.${String(1 + random.below(17)).padStart(2, '0')}`,
        wish: random.below(20) === 0 ? `L${random.below(10)}` : null,
      }
    }),
    venues: Array.from({ length: 10 }, (_, n) => ({
      ...{ id: `L${n}`, opens: 6 * 60, closes: 18 * 60, districts: [`15.08.${String(1 + n).padStart(2, '0')}`] },
      rooms: [36, 36, 30, 12].map((seats, at) => ({
        ...{ id: `L${n}/${at}`, name: `R${at}`, fits: at === 3 ? ['netra', 'daksa'] : [] },
        stations: Array.from({ length: seats }, (_, station) => String(station + 1)),
      })),
    })),
    slots: slotsOf(defaultDayPlan('skd'), days),
    ...{ minutes: 100, reservePerRoom: 1, busy: [] },
  }
  const from = performance.now()
  const { placed, unplaced } = place(input, 'bench')
  const seconds = (performance.now() - from) / 1000
  say(`place ${people} candidates over 10 venues`, seconds, 's', { atMost: 30 })
  say('  of them without a seat', unplaced.length, 'people', { atMost: 0 })
  const divided = [...sessionsByVacancy(placed, input.people).values()].filter((set) => set.size > 1).length
  say(`  of ${vacancies} vacancies in more than one session`, divided, 'vacancies')
}
