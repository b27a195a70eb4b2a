import type { Effect } from '../protocol/http.ts'
import { withoutLongNumbers } from '../protocol/identity.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { RequirementDecision, RequirementToJudge, Verdict } from '../protocol/verification.ts'
import { REASONS, reasonsFor } from '../protocol/verification-words.ts'

/**
 * What the officer's words on the requirements come to (VC2), or why they are no decision yet. The decisions come back in
 * the order of the requirements, each with its text trimmed.
 */
export function verdictOf(
  requirements: readonly Pick<RequirementToJudge, 'requirement' | 'title' | 'needed'>[],
  decisions: readonly RequirementDecision[],
): { verdict: Verdict; decisions: RequirementDecision[] } | Refusal {
  const known = new Set(requirements.map(({ requirement }) => requirement))
  const foreign = decisions.find(({ requirement }) => !known.has(requirement))
  if (foreign) return refuse('requirement-unknown', { what: foreign.requirement })
  const ordered: RequirementDecision[] = []
  for (const { requirement, title } of requirements) {
    const given = decisions.filter((one) => one.requirement === requirement)
    const one = given[0]
    if (!one || given.length > 1) return refuse('requirement-open', { what: title.id, 'what:en': title.en })
    // The applicant reads it, and it is kept as it is: a number as long as a NIK has no place in it.
    const decision = { ...one, text: withoutLongNumbers(one.text.trim()) }
    const problem = reasonProblem(decision, title)
    if (problem) return problem
    ordered.push(decision)
  }
  const failed = requirements.some(({ needed }, at) => needed && ordered[at]?.verdict === 'TMS')
  return { verdict: failed ? 'TMS' : 'MS', decisions: ordered }
}

function reasonProblem({ requirement, verdict, reason, text }: RequirementDecision, title: Effect): Refusal | null {
  if (verdict === 'MS')
    return reason === null ? null : refuse('ms-without-reason', { what: title.id, 'what:en': title.en })
  if (reason === null || !reasonsFor(requirement).includes(reason))
    return refuse('tms-reason-needed', { what: title.id, 'what:en': title.en })
  return reason === 'other' && text.length < 4
    ? refuse('tms-text-needed', { what: title.id, 'what:en': title.en })
    : null
}

/** Why an application is TMS, as the applicant reads it: needed requirements alone. */
export const failedWords = (
  requirements: readonly Pick<RequirementToJudge, 'requirement' | 'title' | 'needed'>[],
  decisions: readonly RequirementDecision[],
): Effect[] =>
  requirements.flatMap(({ requirement, title, needed }) => {
    const one = decisions.find((decision) => decision.requirement === requirement)
    if (!needed || one?.verdict !== 'TMS' || one.reason === null) return []
    const more = one.text === '' ? '' : ` (${one.text})`
    return [
      {
        id: `${title.id}: ${REASONS[one.reason].id}${more}`,
        en: `${title.en}: ${REASONS[one.reason].en}${more}`,
      },
    ]
  })
