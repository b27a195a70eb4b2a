/**
 * A rule set as the editor holds it. PURE. The shape is that of the server's rule set, but a figure being typed may be
 * empty: what is wrong with it is said by the server in sentences, not by this shape.
 */
export interface RuleBody {
  id: string
  title: string
  procurement: string
  stage: string
  year: Figure
  decree: string
  sections: RuleBodySection[]
  needTypes: { id: string; title: Titles }[]
  thresholds: Record<string, { least: Record<string, Figure> }>
  statedByVacancy?: Record<string, string[]>
  ranking: { keys: string[]; cutTimesNeed: Figure; oldestFirst?: boolean; groups?: string[] }
  integration?: RuleBodyIntegration
}
export type Figure = number | null
export interface Titles {
  id: string
  en: string
}
export interface RuleBodySection {
  id: string
  title: Titles
  items: Figure
  scoring: { kind: 'correct'; points: Figure } | { kind: 'weighted'; least: Figure; most: Figure }
}
export interface RuleBodyIntegration {
  shares: { skd: Figure; skb: Figure }
  extra: { testsMax: Figure; weightMax: Figure; catWeightMin: Figure; kindsRefused: string[] }
  ties: string[]
}

/** What keeps a file from being opened: where in it, and what is there. */
export interface WrongShape {
  where: string
  what: 'not-json' | 'unknown' | 'missing' | 'text' | 'figure' | 'yes-no' | 'list' | 'fields' | 'kind'
}

/**
 * Reads a file into the editor. A field that the editor cannot show is refused with its place, because a rule that
 * nobody sees would be dropped in silence. Whether the figures make sense is the server's check, afterwards.
 */
export function readRuleFile(text: string): { ok: true; body: RuleBody } | { ok: false; wrong: WrongShape } {
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return { ok: false, wrong: { where: '', what: 'not-json' } }
  }
  const wrong = mismatch(value, BODY, '')
  return wrong ? { ok: false, wrong } : { ok: true, body: value as RuleBody }
}

/** The file that `readRuleFile` opens again. */
export const ruleFile = (body: RuleBody): string => `${JSON.stringify(body, null, 2)}\n`

type Shape =
  | 'text'
  | 'figure'
  | 'yes-no'
  | { list: Shape }
  | { each: Shape }
  | { fields: Record<string, Shape>; optional?: string[] }
  | { kinds: Record<string, Record<string, Shape>> }

const TITLES: Shape = { fields: { id: 'text', en: 'text' } }
const TEXTS: Shape = { list: 'text' }
const BODY: Shape = {
  fields: {
    id: 'text',
    title: 'text',
    procurement: 'text',
    stage: 'text',
    year: 'figure',
    decree: 'text',
    sections: {
      list: {
        fields: {
          id: 'text',
          title: TITLES,
          items: 'figure',
          scoring: {
            kinds: {
              correct: { kind: 'text', points: 'figure' },
              weighted: { kind: 'text', least: 'figure', most: 'figure' },
            },
          },
        },
      },
    },
    needTypes: { list: { fields: { id: 'text', title: TITLES } } },
    thresholds: { each: { fields: { least: { each: 'figure' } } } },
    statedByVacancy: { each: TEXTS },
    ranking: {
      fields: { keys: TEXTS, cutTimesNeed: 'figure', oldestFirst: 'yes-no', groups: TEXTS },
      optional: ['oldestFirst', 'groups'],
    },
    integration: {
      fields: {
        shares: { fields: { skd: 'figure', skb: 'figure' } },
        extra: { fields: { testsMax: 'figure', weightMax: 'figure', catWeightMin: 'figure', kindsRefused: TEXTS } },
        ties: TEXTS,
      },
    },
  },
  optional: ['statedByVacancy', 'integration'],
}

function mismatch(value: unknown, shape: Shape, where: string): WrongShape | null {
  if (shape === 'text') return typeof value === 'string' ? null : { where, what: 'text' }
  if (shape === 'figure') return value === null || typeof value === 'number' ? null : { where, what: 'figure' }
  if (shape === 'yes-no') return typeof value === 'boolean' ? null : { where, what: 'yes-no' }
  if ('list' in shape) {
    if (!Array.isArray(value)) return { where, what: 'list' }
    return first(value.entries(), (at, one) => mismatch(one, shape.list, `${where}[${at + 1}]`))
  }
  if (!isFields(value)) return { where, what: 'fields' }
  if ('each' in shape) return first(Object.entries(value), (key, one) => mismatch(one, shape.each, under(where, key)))
  if ('kinds' in shape) {
    const kind = value['kind']
    const fields = typeof kind === 'string' && Object.hasOwn(shape.kinds, kind) ? shape.kinds[kind] : undefined
    return fields ? mismatch(value, { fields }, where) : { where: under(where, 'kind'), what: 'kind' }
  }
  const unknown = Object.keys(value).find((key) => !Object.hasOwn(shape.fields, key))
  if (unknown !== undefined) return { where: under(where, unknown), what: 'unknown' }
  return first(Object.entries(shape.fields), (key, field) => {
    if (value[key] !== undefined) return mismatch(value[key], field, under(where, key))
    return shape.optional?.includes(key) ? null : { where: under(where, key), what: 'missing' }
  })
}

function first<Key, One>(
  entries: Iterable<[Key, One]>,
  find: (key: Key, one: One) => WrongShape | null,
): WrongShape | null {
  for (const [key, one] of entries) {
    const wrong = find(key, one)
    if (wrong) return wrong
  }
  return null
}

const under = (where: string, key: string) => (where === '' ? key : `${where}.${key}`)
const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
