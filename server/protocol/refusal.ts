import type { STAFF_REFUSALS } from './refusals-staff.ts'
import type { STATION_REFUSALS } from './refusals-station.ts'

export type RefusalCode = keyof typeof STATION_REFUSALS | keyof typeof STAFF_REFUSALS

/** What travels: the code, and the words that fill its sentence. */
export interface Refusal {
  refused: RefusalCode
  detail?: Record<string, string>
}

/** Makes a refusal value. */
export const refuse = (refused: RefusalCode, detail?: Record<string, string>): Refusal =>
  detail ? { refused, detail } : { refused }

/** True where a reply is a refusal. */
export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && typeof (value as { refused?: unknown }).refused === 'string'
