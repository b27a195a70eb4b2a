import type { CheckInStep, SittingPolicy } from '../../server/protocol/policy.ts'

/**
 * The settings of a sitting being changed. PURE: each gives new settings. Limits are those of `protocol/policy.ts`,
 * which brings a validator along.
 */
export const STEPS: readonly CheckInStep[] = ['documents', 'belongings', 'photo', 'body', 'pin', 'seat']
export const NAME_WAYS: readonly SittingPolicy['board']['names'][] = ['full', 'short', 'initials', 'number']
export const DOCUMENTS_MOST = 12
export const LABEL_MOST = 120
export const KEYS_MOST = 20
/** Whole numbers, least and most, in the unit of the name. */
export const LIMITS = {
  idleMinutes: [1, 60],
  silentSeconds: [8, 300],
  addMinutesMax: [0, 240],
  returnSeconds: [10, 900],
  least: [2, 500],
  closeMinutes: [0, 120],
} as const
export type Limited = keyof typeof LIMITS

export type PolicyDocument = SittingPolicy['checkIn']['documents'][number]

type CheckIn = SittingPolicy['checkIn']
const withCheckIn = (policy: SittingPolicy, change: Partial<CheckIn>): SittingPolicy => ({
  ...policy,
  checkIn: { ...policy.checkIn, ...change },
})

/** Changes places with the neighbour; at the end of the list nothing moves. */
export function withStepMoved(policy: SittingPolicy, step: CheckInStep, by: 1 | -1): SittingPolicy {
  return withCheckIn(policy, { steps: swapped(policy.checkIn.steps, policy.checkIn.steps.indexOf(step), by) })
}
export const withStep = (policy: SittingPolicy, step: CheckInStep): SittingPolicy =>
  policy.checkIn.steps.includes(step) ? policy : withCheckIn(policy, { steps: [...policy.checkIn.steps, step] })
export const withoutStep = (policy: SittingPolicy, step: CheckInStep): SittingPolicy =>
  withCheckIn(policy, { steps: policy.checkIn.steps.filter((one) => one !== step) })

export const withDocumentMoved = (policy: SittingPolicy, at: number, by: 1 | -1): SittingPolicy =>
  withCheckIn(policy, { documents: swapped(policy.checkIn.documents, at, by) })
export const withDocument = (policy: SittingPolicy, at: number, change: Partial<PolicyDocument>): SittingPolicy =>
  withCheckIn(policy, {
    documents: policy.checkIn.documents.map((one, place) => (place === at ? { ...one, ...change } : one)),
  })
export const withoutDocument = (policy: SittingPolicy, at: number): SittingPolicy =>
  withCheckIn(policy, { documents: policy.checkIn.documents.filter((_, place) => place !== at) })
/** One more, under an id that none has: what was ticked before keeps its meaning. */
export function withNewDocument(policy: SittingPolicy): SittingPolicy {
  const taken = new Set(policy.checkIn.documents.map((one) => one.id))
  let n = 1
  while (taken.has(`document-${n}`)) n += 1
  return withCheckIn(policy, {
    documents: [...policy.checkIn.documents, { id: `document-${n}`, label: '', needed: true }],
  })
}

/** Keys as typed, one a line: what they are, and the lines (from 1) that are none. */
export function keysFrom(lines: string): { keys: string[]; wrongLines: number[] } {
  const keys = new Set<string>()
  const wrongLines: number[] = []
  for (const [at, line] of lines.split('\n').entries()) {
    const key = line.replace(/\s+/g, '').toLowerCase()
    if (key === '') continue
    if (/^[0-9a-f]{64}$/.test(key)) keys.add(key)
    else wrongLines.push(at + 1)
  }
  return { keys: [...keys], wrongLines }
}

/** What keeps the settings from being saved: out of limits, or one setting against another (rule SD8). */
export type PolicyProblem =
  | { kind: 'limit'; field: Limited; least: number; most: number }
  | { kind: 'desk-without-pin' }
  | { kind: 'pin-before'; step: 'documents' | 'photo' }
  | { kind: 'pin-without-documents' }
  | { kind: 'photo-without-step' }
  | { kind: 'lottery-without-seat' }
  | { kind: 'documents-none-needed' }
  | { kind: 'document-unnamed'; place: number }
  | { kind: 'document-twice'; label: string }
  | { kind: 'too-many-keys' }

export function problemsOfPolicy(policy: SittingPolicy): PolicyProblem[] {
  const problems: PolicyProblem[] = []
  for (const [field, value] of Object.entries(limitedOf(policy)) as [Limited, number][]) {
    const [least, most] = LIMITS[field]
    if (!Number.isInteger(value) || value < least || value > most) problems.push({ kind: 'limit', field, least, most })
  }
  const { steps, documents, photo } = policy.checkIn
  const pin = steps.indexOf('pin')
  if (policy.pins.from === 'desk' && pin < 0) problems.push({ kind: 'desk-without-pin' })
  for (const step of ['documents', 'photo'] as const)
    if (pin >= 0 && steps.indexOf(step) > pin) problems.push({ kind: 'pin-before', step })
  if (pin >= 0 && !steps.includes('documents')) problems.push({ kind: 'pin-without-documents' })
  if (photo === 'required' && !steps.includes('photo')) problems.push({ kind: 'photo-without-step' })
  if (policy.seating === 'lottery' && !steps.includes('seat')) problems.push({ kind: 'lottery-without-seat' })
  if (steps.includes('documents') && !documents.some((one) => one.needed))
    problems.push({ kind: 'documents-none-needed' })
  const labels = new Set<string>()
  for (const [at, { label }] of documents.entries()) {
    const name = label.trim().toLowerCase()
    if (name === '') problems.push({ kind: 'document-unnamed', place: at + 1 })
    else if (labels.has(name)) problems.push({ kind: 'document-twice', label: label.trim() })
    labels.add(name)
  }
  if (policy.seb.configKeys.length > KEYS_MOST || policy.seb.browserExamKeys.length > KEYS_MOST)
    problems.push({ kind: 'too-many-keys' })
  return problems
}

export const limitedOf = (policy: SittingPolicy): Record<Limited, number> => ({
  idleMinutes: policy.idleMinutes,
  silentSeconds: policy.silentSeconds,
  addMinutesMax: policy.addMinutesMax,
  returnSeconds: policy.returnSeconds,
  least: policy.roomPause.least,
  closeMinutes: policy.pins.closeMinutes,
})

/** The settings as they are sent: labels without blanks around them. */
export const tidiedPolicy = (policy: SittingPolicy): SittingPolicy =>
  withCheckIn(policy, { documents: policy.checkIn.documents.map((one) => ({ ...one, label: one.label.trim() })) })

/** Every setting that can be told apart in a sentence: "was this, becomes that". */
export const POLICY_FIELDS = [
  ...(['pins.from', 'pins.closeMinutes', 'checkIn.steps', 'checkIn.documents', 'checkIn.photo', 'seating'] as const),
  ...(['idleMinutes', 'silentSeconds', 'addMinutesMax', 'returnSeconds', 'moves'] as const),
  ...(['roomPause.on', 'roomPause.least', 'roomPause.resume', 'board.show', 'board.names'] as const),
  ...(['fullScreen', 'seb.required', 'seb.configKeys', 'seb.browserExamKeys'] as const),
] as const
export type PolicyField = (typeof POLICY_FIELDS)[number]

const valueOf = (policy: SittingPolicy, field: PolicyField): unknown =>
  field.split('.').reduce<unknown>((value, word) => (value as Record<string, unknown>)[word], policy)

/** What would change by saving, in the order of the screen. */
export const changedFields = (before: SittingPolicy, after: SittingPolicy): PolicyField[] =>
  POLICY_FIELDS.filter((field) => JSON.stringify(valueOf(before, field)) !== JSON.stringify(valueOf(after, field)))

function swapped<One>(list: readonly One[], at: number, by: 1 | -1): One[] {
  const [one, other] = [list[at], list[at + by]]
  if (one === undefined || other === undefined) return [...list]
  return list.map((value, place) => (place === at ? other : place === at + by ? one : value))
}
