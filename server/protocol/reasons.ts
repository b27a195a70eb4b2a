/** Why a proctor gives a command, in one word; the words around it are hers. */
export const REASON_CATEGORIES = ['schedule', 'technical', 'health', 'misconduct', 'request', 'other'] as const
export type ReasonCategory = (typeof REASON_CATEGORIES)[number]

/** Why somebody is not let in at the desk; the sanctions of domain notes A.4. */
export const REFUSAL_REASONS = [
  ...(['late', 'no-identity', 'not-this-person', 'not-registered', 'clothes', 'banned-item', 'other'] as const),
] as const
export type RefusalReason = (typeof REFUSAL_REASONS)[number]

/** Under which heading an addition by hand stands in the minutes. */
export const MINUTES_FIELDS = ['preparation', 'equipment', 'health', 'misconduct', 'closing', 'other'] as const
export type MinutesField = (typeof MINUTES_FIELDS)[number]
