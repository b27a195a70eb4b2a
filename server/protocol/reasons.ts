/** Why a proctor gives a command, in one word; the words around it are hers. */
export const REASON_CATEGORIES = ['schedule', 'technical', 'health', 'misconduct', 'request', 'other'] as const
export type ReasonCategory = (typeof REASON_CATEGORIES)[number]
