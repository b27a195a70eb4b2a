import type { FastifyInstance } from 'fastify'
import { type RuleSet, validateRuleSet } from '../../scoring/rule-set.ts'
import { actorOf } from '../access/guard.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { RuleSetDraft, type RuleSetEffect, RuleSetEffectRequest } from '../protocol/rule-sets.ts'
import type { Services } from '../services.ts'
import { effectOf } from './effect.ts'
import { checkRuleSet, keepRuleSet, ruleSetDetail, ruleSetOf } from './rule-set-store.ts'
import { type SamplePerson, samplePopulation } from './sample.ts'

const COMMITTEE = { config: { roles: ['committee', 'administrator'] as const } }
const MADE_NEED = 10

/** Scored candidates of a vacancy, told by `results/`, which comes later in the journey. */
export type SampleOf = (
  vacancy: string,
) => Promise<{ title: string; needType: string; need: number; people: SamplePerson[] } | Refusal>

/** Rule sets to read, to try and to keep. Nobody changes one: there is no such route (RU1). */
export function ruleSetRoutes(app: FastifyInstance, services: Services, sampleOf: SampleOf): void {
  app.get<{ Params: { id: string } }>(
    '/api/rule-sets/:id',
    COMMITTEE,
    async (request, reply) =>
      (await ruleSetDetail(services, request.params.id)) ??
      reply.refuse(refuse('not-found', { what: 'Aturan penilaian' })),
  )
  app.post<{ Body: RuleSetDraft }>(
    '/api/rule-sets/check',
    { ...COMMITTEE, schema: { body: RuleSetDraft } },
    async (request) => ({ problems: checkRuleSet(request.body.ruleSet) }),
  )
  app.post<{ Body: RuleSetEffectRequest }>(
    '/api/rule-sets/effect',
    { ...COMMITTEE, schema: { body: RuleSetEffectRequest } },
    async (request, reply) => {
      const effect = await effectFor(services, sampleOf, request.body)
      return isRefusal(effect) ? reply.refuse(effect) : effect
    },
  )
  app.post<{ Body: RuleSetDraft }>(
    '/api/rule-sets',
    { ...COMMITTEE, schema: { body: RuleSetDraft } },
    async (request, reply) => {
      const kept = await keepRuleSet(services, actorOf(request).username, request.body.ruleSet)
      return isRefusal(kept) ? reply.refuse(kept) : kept
    },
  )
}

async function effectFor(
  services: Services,
  sampleOf: SampleOf,
  { ruleSet: draft, compareWith, sample }: RuleSetEffectRequest,
): Promise<RuleSetEffect | Refusal> {
  const read = validateRuleSet(draft)
  if (!read.ok) return refuse('rule-set-wrong', { problems: read.problems.join(' ') })
  const other = await ruleSetOf(services, compareWith)
  if (!other) return refuse('not-found', { what: 'Aturan penilaian' })
  const compared = { id: other.id, title: other.title }
  if (sample === 'made') {
    const people = samplePopulation(read.ruleSet)
    return {
      sample: {
        title: {
          id: `Orang rekaan, ${MADE_NEED} kebutuhan tiap jenis`,
          en: `Made-up people, ${MADE_NEED} places each`,
        },
        candidates: people.length,
      },
      compared,
      ...effectOf(other, read.ruleSet, people, MADE_NEED),
    }
  }
  const real = await sampleOf(sample)
  if (isRefusal(real)) return real
  if (!fits(read.ruleSet, real.people)) return refuse('rule-set-other-sections', { vacancy: real.title })
  return {
    sample: { title: { id: real.title, en: real.title }, candidates: real.people.length },
    compared,
    ...effectOf(other, read.ruleSet, real.people, real.need),
  }
}

/** A draft can rank these people only where it knows what they were scored on. */
const fits = (rules: RuleSet, people: SamplePerson[]): boolean =>
  people.every(({ points }) => points === null || rules.sections.every(({ id }) => points[id] !== undefined))
