import { count } from '../shared/format.ts'
import type { Language } from '../shared/language.tsx'
import { type RulesText, rulesText } from '../shared/text/rules.ts'
import type { Figure, RuleBody, RuleBodySection } from './rule-body.ts'
import { keysOfBody, mostOfBody, mostOfSection } from './rule-draft.ts'

export interface RuleSaid {
  part: 'purpose' | 'scoring' | 'thresholds' | 'ranking' | 'integration'
  lines: string[]
}

/** A whole rule set in sentences, part by part, so that nobody has to read the data. PURE. */
export function ruleSaid(body: RuleBody, language: Language): RuleSaid[] {
  const { say } = rulesText[language]
  const n = (value: Figure) => figure(value, language)
  const year = body.year === null ? say.missing : String(body.year)
  const items = body.sections.map((one) => one.items)
  const whole = items.every((one) => one !== null) ? items.reduce((sum, one) => sum + one, 0) : null
  const purpose = say.purposes[body.stage]
  return [
    {
      part: 'purpose',
      lines: [
        ...(purpose ? [purpose(body.procurement || say.missing, year)] : []),
        say.decree(body.decree || say.missing),
      ],
    },
    {
      part: 'scoring',
      lines: [
        ...body.sections.map((section) => sectionSaid(section, language)),
        ...(body.sections.length > 1 ? [say.whole(n(whole), n(mostOfBody(body)))] : []),
      ],
    },
    { part: 'thresholds', lines: thresholdsSaid(body, language) },
    { part: 'ranking', lines: rankingSaid(body, language) },
    ...integrationSaid(body, language),
  ]
}

/** A measure in a sentence: 'nilai total', 'jumlah manajerial dan sosial-kultural', a section's name. */
export function keyWord(body: Pick<RuleBody, 'sections'>, key: string, language: Language): string {
  const { say } = rulesText[language]
  const named = (id: string) => body.sections.find((one) => one.id === id)?.title[language] || id || say.missing
  if (key.includes('+')) return say.sum(key.split('+').map(named))
  return say.keys[key] ?? named(key)
}

/** A measure at the head of a column, short. */
export const keyHead = (key: string, text: RulesText): string =>
  key === 'total' ? (text.say.keys['total'] ?? key) : key.replaceAll('+', ' + ')

/** What thresholds are stated on: the columns of the thresholds table, in the order of the sections. */
export const thresholdKeys = (body: RuleBody): string[] => {
  const used = new Set([
    ...Object.values(body.thresholds).flatMap(({ least }) => Object.keys(least)),
    ...Object.values(body.statedByVacancy ?? {}).flat(),
  ])
  return keysOfBody(body).filter((key) => used.has(key))
}

const figure = (value: Figure, language: Language) =>
  value === null ? rulesText[language].say.missing : count(value, language)

function sectionSaid(section: RuleBodySection, language: Language): string {
  const { say } = rulesText[language]
  const n = (value: Figure) => figure(value, language)
  const { scoring } = section
  const name = say.section(section.id || say.missing, section.title[language])
  const most = n(mostOfSection(section))
  return scoring.kind === 'correct'
    ? say.correct(name, n(section.items), n(scoring.points), most)
    : say.weighted(name, n(section.items), n(scoring.least), n(scoring.most), most)
}

function thresholdsSaid(body: RuleBody, language: Language): string[] {
  const { say } = rulesText[language]
  const stated = Object.entries(body.statedByVacancy ?? {}).map(([need, keys]) =>
    say.stated(
      body.needTypes.find(({ id }) => id === need)?.title[language] || need,
      keys.map((key) => keyWord(body, key, language)).join(', '),
    ),
  )
  return [thresholdKeys(body).length === 0 ? say.noThresholds : say.allNeeded, ...stated]
}

function rankingSaid(body: RuleBody, language: Language): string[] {
  const { say } = rulesText[language]
  if (body.stage === 'skb') return [say.noList]
  const { keys, cutTimesNeed, oldestFirst, groups } = body.ranking
  return [
    ...(groups ? [say.groups(groups.join(', '))] : []),
    say.order(keys.map((key) => keyWord(body, key, language))),
    oldestFirst ? say.oldest : say.equal,
    cutTimesNeed === null ? say.cutNeed : say.cut(count(cutTimesNeed, language)),
  ]
}

function integrationSaid({ integration, sections }: RuleBody, language: Language): RuleSaid[] {
  if (!integration) return []
  const { say } = rulesText[language]
  const n = (value: Figure) => figure(value, language)
  const { shares, extra, ties } = integration
  return [
    {
      part: 'integration',
      lines: [
        say.shares(n(shares.skd), n(shares.skb)),
        say.extra(n(extra.testsMax), n(extra.weightMax), n(extra.catWeightMin)),
        ...(extra.kindsRefused.length > 0 ? [say.refusedKinds(extra.kindsRefused.join(', '))] : []),
        say.ties(ties.map((key) => keyWord({ sections }, key, language))),
      ],
    },
  ]
}
