import { type RuleSet, validateRuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { asc, eq } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import type { RuleSetCheck, RuleSetDetail } from '../protocol/rule-sets.ts'
import type { Services } from '../services.ts'

type Reading = Pick<Services, 'store'>

/** The rule set of an id: one of ours, or one that the committee added. */
export async function ruleSetOf({ store }: Reading, id: string): Promise<RuleSet | null> {
  const own = RULE_SETS[id]
  if (own) return own
  const { ruleSet } = store.tables
  const [row] = await store.read.select({ body: ruleSet.body }).from(ruleSet).where(eq(ruleSet.id, id))
  return row ? (JSON.parse(row.body) as RuleSet) : null
}

/** The rule set a stored result is bound to: it is there, or something is badly wrong. */
export async function boundRuleSet(services: Reading, id: string): Promise<RuleSet> {
  const found = await ruleSetOf(services, id)
  if (!found) throw new Error(`bug: bound to the unknown rule set ${id}`)
  return found
}

/** Ours first, then the committee's in the order they were added. */
export async function allRuleSets({ store }: Reading): Promise<RuleSet[]> {
  const { ruleSet } = store.tables
  const rows = await store.read.select({ body: ruleSet.body }).from(ruleSet).orderBy(asc(ruleSet.createdAt))
  return [...Object.values(RULE_SETS), ...rows.map(({ body }) => JSON.parse(body) as RuleSet)]
}

/** Everything wrong with a draft, as sentences in both languages; empty = it can be kept (RU2). */
export function checkRuleSet(draft: unknown): RuleSetCheck['problems'] {
  const id = validateRuleSet(draft, 'id')
  const en = validateRuleSet(draft, 'en')
  return { id: id.ok ? [] : id.problems, en: en.ok ? [] : en.problems }
}

/** Keeps a rule set for ever, or says why not (RU1, RU2). */
export async function keepRuleSet(
  services: Pick<Services, 'store' | 'clock'>,
  actor: string,
  draft: unknown,
): Promise<RuleSetDetail | Refusal> {
  const read = validateRuleSet(draft)
  if (!read.ok) return refuse('rule-set-wrong', { problems: read.problems.join(' ') })
  const { id } = read.ruleSet
  if (RULE_SETS[id]) return refuse('rule-set-exists', { id })
  const body = canonical(read.ruleSet)
  const { ruleSet } = services.store.tables
  try {
    await services.store.transaction(async (db) => {
      const digest = sha256(body)
      await db.insert(ruleSet).values({ id, body, digest, createdAt: services.clock.wall(), createdBy: actor })
      await audit(services, db, { actor, action: 'rule-set.add', subject: id, detail: { digest } })
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('rule-set-exists', { id })
    throw error
  }
  return (await ruleSetDetail(services, id)) as RuleSetDetail
}

/** The whole of a rule set, where it comes from and which tests are bound to it. */
export async function ruleSetDetail({ store }: Reading, id: string): Promise<RuleSetDetail | null> {
  const { ruleSet, test } = store.tables
  const tests = await store.read.select({ name: test.name }).from(test).where(eq(test.ruleSet, id))
  const names = tests.map(({ name }) => name).sort()
  const own = RULE_SETS[id]
  if (own)
    return { body: own, digest: sha256(canonical(own)), origin: 'ours', createdAt: null, createdBy: null, tests: names }
  const [row] = await store.read.select().from(ruleSet).where(eq(ruleSet.id, id))
  if (!row) return null
  const { body, digest, createdAt, createdBy } = row
  return { body: JSON.parse(body) as RuleSet, digest, origin: 'committee', createdAt, createdBy, tests: names }
}
