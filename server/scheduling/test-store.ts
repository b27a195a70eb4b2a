import type { Blueprint } from '../../question-bank/blueprint.ts'
import type { BankItem } from '../../question-bank/item.ts'
import { blueprintProblems, type Problem } from '../../question-bank/problems.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { audit } from '../audit/audit-store.ts'
import { canonical, sha256 } from '../canonical.ts'
import { asc, eq, or } from '../db/sql.ts'
import { isDuplicate } from '../db/store.ts'
import { itemsById, itemsOfBank } from '../item-bank/bank-store.ts'
import type { NewTest, RuleSetRow, TestRow } from '../protocol/http.ts'
import { type Refusal, refuse } from '../protocol/refusals.ts'
import { allRuleSets, boundRuleSet, ruleSetOf } from '../rule-sets/rule-set-store.ts'
import type { Services } from '../services.ts'

/** A test is a blueprint with an approved pool of items: later changes of the bank change no form. */
export interface Test {
  id: string
  name: string
  blueprint: Blueprint
  ruleSet: RuleSet
  pool: string[]
  showThreshold: boolean
  digest: string
}

export const listRuleSets = async (
  services: Pick<Services, 'store'>,
  language: 'id' | 'en' = 'id',
): Promise<RuleSetRow[]> =>
  (await allRuleSets(services)).map((rules) => ({
    id: rules.id,
    title: rules.title,
    decree: rules.decree,
    stage: rules.stage,
    year: rules.year,
    origin: Object.hasOwn(RULE_SETS, rules.id) ? 'ours' : 'committee',
    sections: rules.sections.map(({ id, title, items, scoring }) => ({
      id,
      title: title[language],
      items,
      kind: scoring.kind,
    })),
    needTypes: rules.needTypes.map(({ id, title }) => ({ id, title: title[language] })),
  }))

/** Everything that keeps this blueprint from being used with this bank; empty = it can be. */
export async function testProblems(services: Pick<Services, 'store'>, test: NewTest): Promise<Problem[] | Refusal> {
  const rules = await ruleSetOf(services, test.ruleSet)
  if (!rules) return refuse('not-found', { what: 'Aturan penilaian' })
  const bank = await services.store.read
    .select({ id: services.store.tables.bank.id })
    .from(services.store.tables.bank)
    .where(eq(services.store.tables.bank.id, test.bank))
  if (bank.length === 0) return refuse('not-found', { what: 'Bank soal' })
  return [
    ...sectionProblems(test.blueprint, rules),
    ...blueprintProblems(withKinds(test.blueprint, rules), await itemsOfBank(services, test.bank)),
  ]
}

function sectionProblems(blueprint: Blueprint, rules: RuleSet): Problem[] {
  const absent = rules.sections
    .filter((known) => !blueprint.sections.some((section) => section.id === known.id))
    .map(({ id }) => ({
      where: id,
      id: `${id}: aturan ${rules.title} menilai subtes ini, tetapi kisi-kisi tidak memuatnya`,
      en: `${id}: the rule set ${rules.title} judges this section, but the blueprint does not have it`,
    }))
  const unknown = blueprint.sections
    .filter((section) => !rules.sections.some((known) => known.id === section.id))
    .map((section) => ({
      where: section.id,
      id: `${section.id}: subtes ini tidak ada dalam aturan ${rules.title}`,
      en: `${section.id}: this section is not in the rule set ${rules.title}`,
    }))
  return [...absent, ...unknown]
}

/** A section scored by weights can only use weighted items, and one scored right or wrong only single keys. */
export function withKinds(blueprint: Blueprint, rules: RuleSet): Blueprint {
  return {
    ...blueprint,
    sections: blueprint.sections.map((section) => {
      const scoring = rules.sections.find((known) => known.id === section.id)?.scoring
      const { sections = [], subjects = [], kind } = section.source
      // An empty source means the bank's section of this name; with a kind added it would mean any item of that kind.
      const source =
        sections.length + subjects.length === 0 && kind === undefined ? { sections: [section.id] } : section.source
      return {
        ...section,
        source: { ...source, kind: scoring?.kind === 'weighted' ? ('weighted' as const) : ('single' as const) },
      }
    }),
  }
}

/** Approves a test, or refuses with what is missing (SD1). */
export async function createTest(
  services: Pick<Services, 'store' | 'clock' | 'newId'>,
  actor: string,
  wanted: NewTest,
): Promise<TestRow | Refusal> {
  const problems = await testProblems(services, wanted)
  if ('refused' in problems) return problems
  if (problems.length > 0)
    return refuse('bank-too-small', { problems: problems.map((problem) => problem.id).join('; ') })
  const rules = await boundRuleSet(services, wanted.ruleSet)
  const blueprint = withKinds(wanted.blueprint, rules)
  const items = await itemsOfBank(services, wanted.bank)
  const pool = items.map((one) => one.item.id).sort()
  const { test } = services.store.tables
  const digest = sha256(
    canonical({ blueprint, items: items.map((one) => one.item).sort((a, b) => (a.id < b.id ? -1 : 1)) }),
  )
  const row = {
    id: services.newId(),
    name: wanted.name,
    bankId: wanted.bank,
    ruleSet: rules.id,
    blueprint: canonical(blueprint),
    pool: canonical(pool),
    showThreshold: wanted.showThreshold,
    digest,
    createdAt: services.clock.wall(),
  }
  try {
    await services.store.transaction(async (db) => {
      await db.insert(test).values(row)
      await audit(services, db, {
        actor,
        action: 'test.create',
        subject: wanted.name,
        detail: { digest, items: pool.length },
      })
    })
  } catch (error) {
    if (isDuplicate(error)) return refuse('name-taken', { name: wanted.name })
    throw error
  }
  return (await listTests(services)).find((one) => one.id === row.id) as TestRow
}

export async function listTests({ store }: Pick<Services, 'store'>): Promise<TestRow[]> {
  const { test, bank } = store.tables
  const rows = await store.read
    .select({ test, bankName: bank.name })
    .from(test)
    .innerJoin(bank, eq(bank.id, test.bankId))
    .orderBy(asc(test.createdAt))
  const titles = new Map((await allRuleSets({ store })).map(({ id, title }) => [id, title]))
  return rows.map((row) => {
    const blueprint = JSON.parse(row.test.blueprint) as Blueprint
    const sections = blueprint.sections.map(({ id, title, count }) => ({ id, title, count }))
    return {
      id: row.test.id,
      name: row.test.name,
      bank: row.test.bankId,
      bankName: row.bankName,
      ruleSet: row.test.ruleSet,
      ruleSetTitle: titles.get(row.test.ruleSet) ?? row.test.ruleSet,
      minutes: blueprint.minutes,
      items: sections.reduce((total, section) => total + section.count, 0),
      sections,
      digest: row.test.digest,
      createdAt: row.test.createdAt,
    }
  })
}

export async function findTest({ store }: Pick<Services, 'store'>, nameOrId: string): Promise<Test | null> {
  const { test } = store.tables
  const [row] = await store.read
    .select()
    .from(test)
    .where(or(eq(test.id, nameOrId), eq(test.name, nameOrId)))
  if (!row) return null
  const ruleSet = await boundRuleSet({ store }, row.ruleSet)
  return {
    id: row.id,
    name: row.name,
    blueprint: JSON.parse(row.blueprint) as Blueprint,
    ruleSet,
    pool: JSON.parse(row.pool) as string[],
    showThreshold: row.showThreshold,
    digest: row.digest,
  }
}

/** The approved items of a test, without keys. */
export const poolOf = (services: Pick<Services, 'store'>, test: Test): Promise<BankItem[]> =>
  itemsById(services, test.pool)
