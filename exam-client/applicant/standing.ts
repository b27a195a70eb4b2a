import type { OwnApplication } from '../../server/protocol/applications.ts'
import type { OwnVerification } from '../../server/protocol/verification.ts'

/** Where an application stands, in one word, and what has a date. Pure; `today` is the server's day in WIB. */
export type StandingWord =
  | 'draft'
  | 'draft-closed'
  | 'submitted'
  | 'passed'
  /** By an objection, and not announced anew yet. */
  | 'granted'
  | 'candidate'
  | 'failed-open'
  | 'failed-waiting'
  | 'failed'
  | 'withdrawn'

export interface Standing {
  word: StandingWord
  /** ISO date: the last day on which the applicant can act; null: nothing to be done now. */
  until: string | null
}

export function standingOf(application: OwnApplication, verification: OwnVerification | null): Standing {
  const { state, today, period } = application
  const registration = period.stages.find(({ stage }) => stage === 'registration')
  switch (state) {
    case 'draft':
      return application.canEdit
        ? { word: 'draft', until: registration?.until ?? null }
        : { word: 'draft-closed', until: null }
    case 'submitted':
      return { word: 'submitted', until: null }
    case 'withdrawn':
      return { word: 'withdrawn', until: null }
    case 'passed':
      if (verification?.result?.verdict === 'TMS') return { word: 'granted', until: null }
      return { word: application.card ? 'candidate' : 'passed', until: null }
    case 'failed': {
      const appeal = verification?.appeal
      if (appeal?.own && appeal.own.decidedAt === null) return { word: 'failed-waiting', until: appeal.own.answerBy }
      return appeal?.open && today <= appeal.window.closesOn
        ? { word: 'failed-open', until: appeal.window.closesOn }
        : { word: 'failed', until: null }
    }
  }
}

export type StagePlace = 'past' | 'now' | 'next'
/** The stages of the period in the order of their days, each with where it lies from today. */
export function stagesOf({
  period,
  today,
}: OwnApplication): (OwnApplication['period']['stages'][number] & { place: StagePlace })[] {
  return [...period.stages]
    .sort((a, b) => (a.from === b.from ? 0 : a.from < b.from ? -1 : 1))
    .map((one) => ({ ...one, place: one.until < today ? 'past' : one.from <= today ? 'now' : 'next' }))
}

export const STEPS = ['vacancy', 'identity', 'education', 'documents', 'check'] as const
export type Step = (typeof STEPS)[number]

/** Steps in which something is missing or unmet, so that the way says where to go. */
export function openSteps({ missing, unmet, vacancy }: OwnApplication): Set<Step> {
  const open = new Set<Step>(missing.map(({ step }) => step))
  if (!vacancy) open.add('vacancy')
  for (const { code, requirement } of unmet) {
    if (requirement === 'age') open.add('vacancy')
    else if (requirement === 'disability') open.add('identity')
    else if (code === 'other' || ['education', 'gpa', 'experience'].includes(requirement)) open.add('education')
  }
  return open
}
