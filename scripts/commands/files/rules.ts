import { existsSync } from 'node:fs'
import { type RuleSet, validateRuleSet } from '../../../scoring/rule-set.ts'
import { RULE_SETS } from '../../../scoring/rule-sets/index.ts'
import { type Flags, Stop, text } from '../command.ts'
import { whereIs } from '../given-files.ts'
import type { GivenFile } from './table.ts'

/**
 * The rule set that `--rules` names: the id of one of ours, or a JSON file of the same shape.
 * @throws Stop with the ids there are, or with every sentence about the file
 */
export function rulesOf(flags: Flags, read: (name: string) => GivenFile): RuleSet {
  const asked = text(flags, 'rules')?.trim()
  if (!asked) throw new Stop(`sebut aturannya: --rules ID; yang ada: ${known()}`)
  const own = Object.hasOwn(RULE_SETS, asked) ? RULE_SETS[asked] : undefined
  if (own) return own
  if (!existsSync(whereIs(asked)))
    throw new Stop(
      /\.json$/i.test(asked)
        ? `berkas "${asked}" tidak ditemukan`
        : `aturan "${asked}" tidak dikenal; yang ada: ${known()}, atau berkas JSON`,
    )
  const file = read(asked)
  const checked = validateRuleSet(parsedJson(file))
  if (checked.ok) return checked.ruleSet
  throw new Stop(`${file.name} bukan himpunan aturan yang sah:\n  ${checked.problems.join('\n  ')}`)
}

/** @throws Stop naming the file when it is not JSON */
export function parsedJson({ name, bytes }: Pick<GivenFile, 'name' | 'bytes'>): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (error) {
    throw new Stop(`${name} bukan JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const known = () => Object.keys(RULE_SETS).join(', ')
