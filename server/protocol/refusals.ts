import type { Refusal } from './refusal.ts'
import { STAFF_REFUSALS } from './refusals-staff.ts'
import { filled, STATION_REFUSALS } from './refusals-station.ts'

export { isRefusal, type Refusal, type RefusalCode, refuse } from './refusal.ts'

/**
 * Every refusal a person can meet: its HTTP status and the sentence in both languages, which says what happened,
 * what is safe and what to do next. A refusal is a value; a thrown error is our bug. `{name}` is filled from `detail`.
 * A new one goes into `refusals-station.ts` where a station can get it, else into `refusals-staff.ts`.
 */
export const REFUSALS = { ...STATION_REFUSALS, ...STAFF_REFUSALS } as const satisfies Record<
  string,
  { status: number; id: string; en: string }
>

/** The sentence for a person, in her language. A word that is itself a sentence has its English beside it, as `word:en`. */
export const sentence = ({ refused, detail }: Refusal, language: 'id' | 'en'): string =>
  filled(REFUSALS[refused][language], detail, language)
