import type { DeskCase, RequirementDecision, RequirementToJudge, Verdict } from '../../server/protocol/verification.ts'
import { type ReasonCode, reasonsFor } from '../../server/protocol/verification-words.ts'

/** An officer's words on an application while she makes them. Pure; the server judges them again. */
export interface Judging {
  /** Which requirement she is at. */
  at: number
  words: Record<string, { verdict: Verdict; reason: ReasonCode | null; text: string }>
}

export const EMPTY_JUDGING: Judging = { at: 0, words: {} }

/** Begins with the words of a decision that was returned: what was right need not be typed twice. */
export function judgingOf({ requirements, rounds }: Pick<DeskCase, 'requirements' | 'rounds'>): Judging {
  const last = rounds.at(-1)
  if (!last) return EMPTY_JUDGING
  const known = new Set(requirements.map(({ requirement }) => requirement))
  return {
    at: 0,
    words: Object.fromEntries(
      last.decisions
        .filter(({ requirement }) => known.has(requirement))
        .map(({ requirement, ...word }) => [requirement, word]),
    ),
  }
}

type Requirements = readonly Pick<RequirementToJudge, 'requirement' | 'needed'>[]

/** One verdict; MS goes on to the next that is open, TMS stays for its reason. */
export function marked(judging: Judging, requirements: Requirements, verdict: Verdict): Judging {
  const here = requirements[judging.at]
  if (!here) return judging
  const before = judging.words[here.requirement]
  const word = verdict === 'MS' ? { verdict, reason: null, text: '' } : { reason: null, text: '', ...before, verdict }
  const words = { ...judging.words, [here.requirement]: word }
  return { words, at: verdict === 'MS' ? nextOpen(words, requirements, judging.at) : judging.at }
}

/** The next one without a verdict after `at`, around the end; where none is open, the one that follows. */
function nextOpen(words: Judging['words'], requirements: Requirements, at: number): number {
  for (let step = 1; step <= requirements.length; step += 1) {
    const place = (at + step) % requirements.length
    if (!words[requirements[place]?.requirement ?? '']) return place
  }
  return Math.min(at + 1, requirements.length - 1)
}

export const moved = (judging: Judging, requirements: Requirements, by: number): Judging => ({
  ...judging,
  at: Math.min(requirements.length - 1, Math.max(0, judging.at + by)),
})

/** The reason or the note of a requirement that is TMS. */
export function explained(
  judging: Judging,
  requirement: string,
  change: { reason?: ReasonCode | null; text?: string },
): Judging {
  const word = judging.words[requirement]
  if (word?.verdict !== 'TMS') return judging
  return { ...judging, words: { ...judging.words, [requirement]: { ...word, ...change } } }
}

/** The reason of a number key, 1 for the first that fits. */
export const reasonOfKey = (requirement: string, key: string): ReasonCode | null =>
  /^[1-9]$/.test(key) ? (reasonsFor(requirement)[Number(key) - 1] ?? null) : null

/** What is lacking, and what it would come to. */
export function standing(judging: Judging, requirements: Requirements) {
  const word = (requirement: string) => judging.words[requirement]
  const open = requirements.filter(({ requirement }) => !word(requirement)).length
  const unexplained = requirements.filter(({ requirement }) => {
    const one = word(requirement)
    return one?.verdict === 'TMS' && (one.reason === null || (one.reason === 'other' && one.text.trim().length < 4))
  }).length
  const failed = requirements.some(({ requirement, needed }) => needed && word(requirement)?.verdict === 'TMS')
  return { open, unexplained, ready: open === 0 && unexplained === 0, verdict: (failed ? 'TMS' : 'MS') as Verdict }
}

/** What is sent. */
export const decisionsOf = (judging: Judging, requirements: Requirements): RequirementDecision[] =>
  requirements.flatMap(({ requirement }) => {
    const word = judging.words[requirement]
    return word ? [{ requirement, ...word, text: word.text.trim() }] : []
  })
