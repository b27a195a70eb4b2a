import type { ApplicationState } from '../protocol/recruitment.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'

/**
 * Where an application may go from where it stands. Pure; rule AP1. 'passed' and 'failed' are what the officers decided;
 * the applicant sees neither before the announcement, and may withdraw in either until it is made.
 */
const MOVES: Record<ApplicationState, readonly ApplicationState[]> = {
  draft: ['submitted'],
  submitted: ['passed', 'failed', 'withdrawn'],
  // Back to 'submitted' where a second officer returns it; across where an objection or a re-check changes the verdict.
  passed: ['submitted', 'failed', 'withdrawn'],
  failed: ['submitted', 'passed', 'withdrawn'],
  withdrawn: [],
}

/** The word of a state in both languages, as a refusal or a list says it. */
export const STATE_WORDS: Record<ApplicationState, { id: string; en: string }> = {
  draft: { id: 'belum dikirim', en: 'not submitted yet' },
  submitted: { id: 'terkirim', en: 'submitted' },
  passed: { id: 'memenuhi syarat (MS)', en: 'meets the requirements (MS)' },
  failed: { id: 'tidak memenuhi syarat (TMS)', en: 'does not meet the requirements (TMS)' },
  withdrawn: { id: 'ditarik', en: 'withdrawn' },
}

/** Null where the move is allowed, else why not (AP1). `from` is said as it is: ask with what the asker may know. */
export function moveProblem(from: ApplicationState, to: ApplicationState): Refusal | null {
  if (MOVES[from].includes(to)) return null
  return refuse('application-state', { state: STATE_WORDS[from].id, 'state:en': STATE_WORDS[from].en })
}

/** What the applicant may see of the state: a verdict only once it was announced (AP2). */
export function shownState(state: ApplicationState, announcedAt: number | null): ApplicationState {
  return announcedAt === null && (state === 'passed' || state === 'failed') ? 'submitted' : state
}
