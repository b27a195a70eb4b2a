import type { Basis, DataClass, KeptWhy, RetentionEvent } from '../protocol/privacy.ts'
import type { PeriodSettings } from '../protocol/recruitment.ts'
import { addDays } from '../protocol/wib-days.ts'

/**
 * What is kept of people, by what right, and when it goes. Pure; rules PV8 to PV10. The lengths are the agency's own
 * (its archive schedule); the law gives none, so there is no default (domain F).
 */
export interface ClassFacts {
  basis: Basis
  event: RetentionEvent
  /** 'anonymise': number, answers and scores stay, and nobody's name is on them. */
  deed: 'erase' | 'anonymise'
}

export const CLASSES: Record<DataClass, ClassFacts> = {
  drafts: { basis: 'public-task', event: 'registration-end', deed: 'erase' },
  face: { basis: 'public-task', event: 'period-end', deed: 'erase' },
  documents: { basis: 'public-task', event: 'period-end', deed: 'erase' },
  notices: { basis: 'public-task', event: 'written', deed: 'erase' },
  person: { basis: 'legal-duty', event: 'period-end', deed: 'anonymise' },
}

/** Kinds of documents that show a face and little else: specific data in the sense of Pasal 4. */
export const FACES = ['pas-foto', 'swafoto']

/** The day on which a class of this period begins to be old, or null where the period does not say. */
export function eventDay(event: RetentionEvent, settings: Pick<PeriodSettings, 'stages'>): string | null {
  if (event === 'registration-end') return settings.stages.find(({ stage }) => stage === 'registration')?.until || null
  const ends = settings.stages.map(({ until }) => until).filter((day) => day !== '')
  return ends.length === 0 ? null : (ends.sort().at(-1) ?? null)
}

/** Events on this day or before it are due: kept for `days` whole days after it. */
export const dueUntil = (today: string, days: number): string => addDays(today, -days - 1)

export interface Standing {
  held: boolean
  /** Of an application that was sent and is not over: its state, and whether its period is closed. */
  running: boolean
  unanswered: boolean
}

/** Why nothing of this person is erased now, or null (PV10). */
export const keptWhy = ({ held, running, unanswered }: Standing): KeptWhy | null =>
  held ? 'hold' : unanswered ? 'objection' : running ? 'running' : null
