import type { Figure, RuleBody, RuleBodyIntegration, RuleBodySection } from './rule-body.ts'

/** What can be done to a rule set being written. PURE: each gives a new one, and what hangs on a name follows it. */

/** A copy to change, under an id that nobody has: an id is never used for other figures. */
export function copyOf(body: RuleBody, taken: string[]): RuleBody {
  let id = `${body.id}-2`
  for (let n = 3; taken.includes(id); n += 1) id = `${body.id}-${n}`
  return { ...structuredClone(body), id }
}

/** A section changed; a new id is carried into thresholds, ranking and ties. */
export function withSectionAt(body: RuleBody, at: number, change: Partial<RuleBodySection>): RuleBody {
  const was = body.sections[at]
  if (!was) return body
  const sections = body.sections.map((one, place) => (place === at ? { ...one, ...change } : one))
  const next = { ...body, sections }
  const { id } = change
  const others = body.sections.some((one, place) => place !== at && one.id === was.id)
  // While two sections bear one name, nobody can tell whose thresholds these are.
  if (id === undefined || id === was.id || was.id === '' || others) return next
  return renamed(next, (key) => terms(key, (term) => (term === was.id ? id : term)))
}

/** A section left out, and with it every key that needs it. */
export function withoutSection(body: RuleBody, at: number): RuleBody {
  const gone = body.sections[at]?.id
  const sections = body.sections.filter((_, place) => place !== at)
  return renamed({ ...body, sections }, (key) => (key.split('+').includes(gone ?? '') ? null : key))
}

export const withNewSection = (body: RuleBody): RuleBody => ({
  ...body,
  sections: [
    ...body.sections,
    { id: '', title: { id: '', en: '' }, items: null, scoring: { kind: 'correct', points: 5 } },
  ],
})

/** A need type changed; a new id takes its thresholds along. */
export function withNeedAt(body: RuleBody, at: number, change: Partial<RuleBody['needTypes'][number]>): RuleBody {
  const was = body.needTypes[at]
  if (!was) return body
  const needTypes = body.needTypes.map((one, place) => (place === at ? { ...one, ...change } : one))
  const { id } = change
  if (id === undefined || id === was.id || body.needTypes.some(({ id: other }) => other === id))
    return { ...body, needTypes }
  const move = <Value>(of: Record<string, Value>) =>
    Object.fromEntries(Object.entries(of).map(([key, value]) => [key === was.id ? id : key, value]))
  return {
    ...body,
    needTypes,
    thresholds: move(body.thresholds),
    ...(body.statedByVacancy && { statedByVacancy: move(body.statedByVacancy) }),
  }
}

export function withoutNeed(body: RuleBody, at: number): RuleBody {
  const gone = body.needTypes[at]?.id ?? ''
  const needTypes = body.needTypes.filter((_, place) => place !== at)
  const { [gone]: _, ...thresholds } = body.thresholds
  return withStated({ ...body, needTypes, thresholds }, without(body.statedByVacancy ?? {}, gone))
}

export const withNewNeed = (body: RuleBody): RuleBody => ({
  ...body,
  needTypes: [...body.needTypes, { id: '', title: { id: '', en: '' } }],
})

/**
 * A threshold of a need type. Emptying its last one takes the row away rather than leaving "no threshold": that must be
 * said on purpose (`withNoThreshold`), or a forgotten row would let everybody through.
 */
export function withLeast(body: RuleBody, need: string, key: string, least: Figure): RuleBody {
  const now = body.thresholds[need]?.least ?? {}
  const next = least === null ? without(now, key) : { ...now, [key]: least }
  if (Object.keys(next).length === 0) return { ...body, thresholds: without(body.thresholds, need) }
  return { ...body, thresholds: { ...body.thresholds, [need]: { least: next } } }
}

/** States that this need type has no threshold, or takes the statement back. */
export const withNoThreshold = (body: RuleBody, need: string, none: boolean): RuleBody => ({
  ...body,
  thresholds: none ? { ...body.thresholds, [need]: { least: {} } } : without(body.thresholds, need),
})

/** Whether each vacancy states the threshold on `key` itself. */
export function withStatedKey(body: RuleBody, need: string, key: string, stated: boolean): RuleBody {
  const now = (body.statedByVacancy?.[need] ?? []).filter((one) => one !== key)
  const next = stated ? [...now, key] : now
  const all = without(body.statedByVacancy ?? {}, need)
  return withStated(body, next.length === 0 ? all : { ...all, [need]: next })
}

export const withRanking = (body: RuleBody, change: Partial<RuleBody['ranking']>): RuleBody => {
  const { oldestFirst, groups, ...rest } = { ...body.ranking, ...change }
  // An empty list or a plain "no" is left out, as in the rule sets that are there.
  return {
    ...body,
    ranking: {
      ...rest,
      ...(oldestFirst ? { oldestFirst } : {}),
      ...(groups && groups.length > 0 ? { groups } : {}),
    },
  }
}

export function withIntegration(body: RuleBody, change: Partial<RuleBodyIntegration> | null): RuleBody {
  const { integration, ...rest } = body
  if (change === null) return rest
  const empty: RuleBodyIntegration = {
    shares: { skd: 40, skb: 60 },
    extra: { testsMax: null, weightMax: null, catWeightMin: null, kindsRefused: [] },
    ties: ['skd', ...body.sections.map(({ id }) => id).filter((id) => id !== '')],
  }
  return { ...rest, integration: { ...(integration ?? empty), ...change } }
}

/** What thresholds and ranking may speak of: the sections, the total, and the sums that are in use or `also` wanted. */
export function keysOfBody(body: RuleBody, also: string[] = []): string[] {
  const sections = body.sections.map(({ id }) => id).filter((id) => id !== '')
  const used = [
    ...Object.values(body.thresholds).flatMap(({ least }) => Object.keys(least)),
    ...Object.values(body.statedByVacancy ?? {}).flat(),
    ...body.ranking.keys,
    ...also,
  ]
  return [...new Set([...sections, 'total', ...used])]
}

/** The most points a section gives; null while a figure is missing. */
export function mostOfSection({ items, scoring }: RuleBodySection): Figure {
  const each = scoring.kind === 'correct' ? scoring.points : scoring.most
  return items === null || each === null ? null : items * each
}

/** The most points of all sections together; null while a figure is missing. */
export const mostOfBody = ({ sections }: Pick<RuleBody, 'sections'>): Figure =>
  sections.map(mostOfSection).reduce((sum, most) => (sum === null || most === null ? null : sum + most), 0)

/** Whether two rule sets ask for the same sections, so that the same people can be ranked under both. */
export const sameSections = (a: { sections: { id: string }[] }, b: { sections: { id: string }[] }): boolean =>
  a.sections.length === b.sections.length && a.sections.every(({ id }) => b.sections.some((one) => one.id === id))

const terms = (key: string, change: (term: string) => string) => key.split('+').map(change).join('+')

/** Every key changed, or left out where `change` gives null. */
function renamed(body: RuleBody, change: (key: string) => string | null): RuleBody {
  const list = (keys: string[]) => keys.map(change).filter((key) => key !== null)
  const entries = <Value>(of: Record<string, Value>) =>
    Object.fromEntries(
      Object.entries(of).flatMap(([key, value]) => {
        const next = change(key)
        return next === null ? [] : [[next, value] as const]
      }),
    )
  const thresholds = Object.fromEntries(
    Object.entries(body.thresholds).flatMap(([need, { least }]) => {
      const next = entries(least)
      // A row that lost its only threshold must be stated anew.
      return Object.keys(least).length > 0 && Object.keys(next).length === 0 ? [] : [[need, { least: next }] as const]
    }),
  )
  const stated = Object.fromEntries(
    Object.entries(body.statedByVacancy ?? {})
      .map(([need, keys]) => [need, list(keys)] as const)
      .filter(([, keys]) => keys.length > 0),
  )
  const next = withStated({ ...body, thresholds, ranking: { ...body.ranking, keys: list(body.ranking.keys) } }, stated)
  return next.integration ? withIntegration(next, { ties: list(next.integration.ties) }) : next
}

function withStated(body: RuleBody, stated: Record<string, string[]>): RuleBody {
  const { statedByVacancy: _, ...rest } = body
  return Object.keys(stated).length === 0 ? rest : { ...rest, statedByVacancy: stated }
}

function without<Value>(of: Record<string, Value>, key: string): Record<string, Value> {
  const { [key]: _, ...rest } = of
  return rest
}
