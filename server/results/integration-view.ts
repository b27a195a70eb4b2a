import { divide, exact, multiply, parseExact } from '../../scoring/exact.ts'
import { decideFinal, type FinalCandidate, type FinalRow, type FinalVacancy } from '../../scoring/final.ts'
import { planProblems, type SkbPlan, type SkbScores } from '../../scoring/integration.ts'
import type { Result } from '../../scoring/result.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { and, eq } from '../db/sql.ts'
import type { PublicationOfMany } from '../protocol/board.ts'
import type { Effect, VacancyRow } from '../protocol/http.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusals.ts'
import { birthDates } from '../recruitment/nik-seal.ts'
import { listVacancies } from '../recruitment/recruitment-store.ts'
import type { Services } from '../services.ts'
import { integrationDocument, type SkdRow } from './integration-document.ts'
import { heldSeats, objectionBlockers } from './objection-gate-view.ts'
import { type OutsideScore, outsideScoresOf, SKB_CAT } from './outside-score-store.ts'
import { countRows, draftOf } from './publication.ts'
import { vacancyFields } from './ranking-view.ts'
import { type Register, reconciliationOf } from './reconciliation.ts'
import { scoresInForce } from './score-store.ts'
import { type PublishedSkd, publishedSkd } from './skb-participants-view.ts'
import { type Blocker, NO_RULES, type StageDraft } from './stage-draft.ts'
import { standingsOf } from './standing-store.ts'
import { tieDecisions } from './tie-store.ts'
import { tieWords } from './ties.ts'
import { rankingOf, type VacancyField } from './vacancy-ranking.ts'

/** Vacancies that a sentence names one by one. */
const NAMED_MAX = 10

/**
 * The integration of SKD and SKB over all vacancies as it would be published now, or, for 'final', after objections.
 * SKD points come from the publications in force and are never computed anew in silence (RS15). `rescored` are SKB
 * scores by candidate that stand in for those in force: what a mended key would make of them.
 */
export async function integrationDraft(
  services: Pick<Services, 'store' | 'clock' | 'secret'>,
  stage: 'integration' | 'final',
  rescored: ReadonlyMap<string, OwnScore> = new Map(),
): Promise<StageDraft> {
  return await draftOn(services, stage, await integrationGround(services, rescored))
}

/** What both stages stand on, so that it is read once where both are asked for. */
export type IntegrationGround =
  | Refusal
  | { rules: RuleSet; taking: VacancyRow[]; gathered: Gathered; blockers: Blocker[] }

/** `read` are all vacancies with their fields where the caller has read them already. */
export async function integrationGround(
  services: Pick<Services, 'store' | 'secret'>,
  rescored: ReadonlyMap<string, OwnScore> = new Map(),
  read?: { vacancies: VacancyRow[]; fields: Awaited<ReturnType<typeof vacancyFields>> },
): Promise<IntegrationGround> {
  const published = await publishedSkd(services)
  const rules = published[0]?.ruleSet
  if (!rules) return refuse('no-skd-published')
  const others = [...new Set(published.map(({ ruleSet }) => ruleSet.id))]
  if (others.length > 1) return refuse('mixed-rule-sets', { what: others.join(', ') })

  const vacancies = read?.vacancies ?? (await listVacancies(services))
  const fields = read?.fields ?? (await vacancyFields(services, vacancies))
  const gathered = await gather(services, published, rescored)
  const waiting = unpublished(vacancies, fields, published)
  gathered.notes.push(...waiting.notes)
  const blockers: Blocker[] = [
    ...waiting.blockers,
    ...(await outdatedBlockers(services, fields, published)),
    ...planBlockers(rules, published),
    ...gathered.openSittings.map((name) => ({ refusal: refuse('sitting-running', { name }) })),
  ]
  if (gathered.unscored > 0) blockers.push({ refusal: refuse('scores-missing', { count: String(gathered.unscored) }) })
  const codes = new Set(published.map(({ vacancy }) => vacancy.code))
  // A vacancy that nobody applied for has places too, and they may be filled from elsewhere (C.5).
  const taking = vacancies.filter(
    (one) => codes.has(one.code) || (one.candidates === 0 && rules.needTypes.some(({ id }) => id === one.needType)),
  )
  return { rules, taking, gathered, blockers }
}

/** The stage as it stands on this ground. */
export async function draftOn(
  services: Pick<Services, 'store' | 'clock'>,
  stage: 'integration' | 'final',
  ground: IntegrationGround,
): Promise<StageDraft> {
  if (isRefusal(ground)) return nothingYet(stage, ground)
  const { rules, taking, gathered } = ground
  const blockers = [...ground.blockers]
  const stages = stage === 'final' ? (['integration', 'final'] as const) : (['integration'] as const)
  const decisions = (await tieDecisions(services, [...stages])).map((decision) => ({
    ...decision,
    order: decision.order.map((candidate) => gathered.numberOf.get(candidate) ?? candidate),
  }))
  let held: Map<string, string> | null = null
  if (stage === 'final') {
    blockers.push(...(await objectionBlockers(services)))
    held = await heldSeats(services)
    for (const [number, code] of held ?? [])
      if (!gathered.skd.has(number) || !taking.some((one) => one.code === code)) held?.delete(number)
  }
  const rows = decideFinal(rules, taking.map(finalVacancy), gathered.candidates, {
    decisions,
    ...(held && { held }),
  })
  const document = integrationDocument(stage, rules, taking, gathered.skd, rows)
  const undecided = undecidedOf(rows, taking, gathered)
  for (const { vacancy, candidates } of undecided)
    blockers.push({ refusal: refuse('tie-undecided', { count: String(candidates.length), vacancy: vacancy.code }) })
  const reconciliation = reconciliationOf(document, gathered.registers)
  if (!reconciliation.holds) blockers.push({ refusal: refuse('does-not-add-up') })
  return { stage, scope: '*', document, blockers, undecided, notes: gathered.notes, reconciliation }
}

function nothingYet(stage: 'integration' | 'final', refusal: Refusal): StageDraft {
  const document = draftOf<PublicationOfMany>({
    ...{ v: 2, title: '', stage, ruleSet: NO_RULES, sections: [], lists: [] },
    counts: countRows([]),
  })
  const reconciliation = { holds: true, sentences: [] }
  return { stage, scope: '*', document, blockers: [{ refusal }], undecided: [], notes: [], reconciliation }
}

const finalVacancy = (vacancy: VacancyRow): FinalVacancy => ({
  id: vacancy.code,
  needType: vacancy.needType,
  need: vacancy.need,
  position: vacancy.position,
  qualification: vacancy.education,
  unit: vacancy.unit,
  plan: vacancy.skbPlan,
})

/** Vacancies with candidates and no SKD publication in force; those of a test that decides alone are not asked. */
function unpublished(
  vacancies: VacancyRow[],
  fields: Map<string, VacancyField | Refusal>,
  published: PublishedSkd[],
): { blockers: Blocker[]; notes: Effect[] } {
  const done = new Set(published.map(({ vacancy }) => vacancy.id))
  const missing = vacancies.filter(({ id, candidates }) => candidates > 0 && !done.has(id))
  const examined = missing.filter(({ id }) => {
    const field = fields.get(id)
    return !field || isRefusal(field) || (field.people.length > 0 && field.ruleSet.integration !== undefined)
  })
  // Nobody of theirs has a seat yet, so it cannot be told whether they belong to this selection at all.
  const untouched = missing.filter(({ id }) => {
    const field = fields.get(id)
    return field && !isRefusal(field) && field.people.length === 0
  })
  const names = (of: VacancyRow[]) =>
    of
      .slice(0, NAMED_MAX)
      .map(({ code }) => code)
      .join(', ') + (of.length > NAMED_MAX ? ' …' : '')
  return {
    blockers: examined.length === 0 ? [] : [{ refusal: refuse('skd-not-published', { vacancies: names(examined) }) }],
    notes:
      untouched.length === 0
        ? []
        : [
            {
              id: `Formasi ${names(untouched)} belum mempunyai sesi ujian dan tidak ikut dalam daftar ini; tempatnya tidak diisi.`,
              en: `Vacancies ${names(untouched)} have no sitting yet and are not in this list; their places are not filled.`,
            },
          ],
  }
}

/** Vacancies whose ranking is no longer what their publication says. */
async function outdatedBlockers(
  services: Pick<Services, 'store' | 'secret'>,
  fields: Map<string, VacancyField | Refusal>,
  published: PublishedSkd[],
): Promise<Blocker[]> {
  const decisions = await tieDecisions(services, ['skd'])
  return published.flatMap(({ vacancy, document }) => {
    const field = fields.get(vacancy.id)
    if (!field) throw new Error(`bug: no field of vacancy ${vacancy.id}`)
    if (isRefusal(field)) return [{ refusal: field }]
    const ranking = rankingOf(field, { decisions, publishedAt: document.publishedAt })
    if (isRefusal(ranking)) return [{ refusal: ranking }]
    const { view } = ranking
    const now = view.rows.map((row) => [
      ...[row.number, row.place, row.code, row.total],
      row.points && view.sections.map(({ id }) => row.points?.[id] ?? 0),
    ])
    const then = document.rows.map((row) => [row.number, row.place, row.code, row.total, row.points])
    const same = JSON.stringify(now) === JSON.stringify(then) && vacancy.need === document.vacancy.need
    return same ? [] : [{ refusal: refuse('skd-outdated', { vacancy: vacancy.code }) }]
  })
}

function planBlockers(rules: RuleSet, published: PublishedSkd[]): Blocker[] {
  return published.flatMap(({ vacancy }) => {
    const refusal = refuse('skb-plan-refused', { vacancy: vacancy.code })
    return planProblems(rules, vacancy.skbPlan).map(({ id, en }) => ({
      refusal,
      words: { id: `Formasi ${vacancy.code}: ${id}`, en: `Vacancy ${vacancy.code}: ${en}` },
    }))
  })
}

interface Gathered {
  candidates: FinalCandidate[]
  /** The published rows of those who went on, by number. */
  skd: Map<string, SkdRow>
  /** By candidate id. */
  numberOf: Map<string, string>
  /** By number. */
  idOf: Map<string, string>
  registers: Map<string, Register>
  openSittings: string[]
  /** Finished attempts of the SKB without a score. */
  unscored: number
  notes: Effect[]
}

/** What each participant brings: the SKD as published, the SKB, and what parts equals. */
async function gather(
  services: Pick<Services, 'store' | 'secret'>,
  published: PublishedSkd[],
  rescored: ReadonlyMap<string, OwnScore>,
): Promise<Gathered> {
  const { candidate } = services.store.tables
  const people = new Map(
    (
      await services.store.read
        .select({ id: candidate.id, number: candidate.number, gpa: candidate.gpa, birthDate: candidate.birthDate })
        .from(candidate)
    ).map((row) => [row.number, row]),
  )
  const openBirth = birthDates(services.secret)
  const { own, late } = await ownSkb(services)
  const outside = await outsideScoresOf(services)
  const standings = await standingsOf(services)
  const gathered: Gathered = {
    ...{ candidates: [], skd: new Map(), numberOf: new Map(), idOf: new Map(), registers: new Map() },
    ...{ openSittings: [], unscored: late, notes: [] },
  }
  const open = new Set<string>()
  const missing = new Map<string, number>()
  for (const { vacancy, document } of published) {
    const register = { total: 0, present: 0, absent: 0 }
    for (const row of document.rows.filter(({ code }) => code === 'P/L')) {
      const person = people.get(row.number)
      if (!person) throw new Error(`bug: publication of ${vacancy.code} names the unknown candidate ${row.number}`)
      const sitting = own.get(person.id)
      if (sitting?.closed === false) open.add(sitting.name)
      // Late ones are counted already.
      if (late === 0 && sitting?.present && !sitting.score) gathered.unscored += 1
      const skb = skbOf(
        vacancy.skbPlan,
        rescored.get(person.id) ?? sitting?.score ?? null,
        outside.get(person.id) ?? new Map(),
      )
      if (skb.cat === null) missing.set(SKB_CAT, (missing.get(SKB_CAT) ?? 0) + 1)
      for (const [at, { kind }] of vacancy.skbPlan.extras.entries())
        if (skb.extras[at] === null) missing.set(kind, (missing.get(kind) ?? 0) + 1)
      const there = skb.cat !== null && !skb.extras.includes(null)
      register.total += 1
      register[there ? 'present' : 'absent'] += 1
      const standing = standings.get(person.id)?.at(-1)
      gathered.candidates.push({
        id: row.number,
        vacancy: vacancy.code,
        skd: {
          ...Object.fromEntries(document.sections.map(({ id }, at) => [id, row.points?.[at] ?? 0])),
          total: row.total ?? 0,
        },
        skb,
        gpa: person.gpa,
        birthDate: openBirth(person.birthDate),
        dropped: standing && standing.code !== 'none' ? { code: standing.code, keepsSeat: standing.nipIssued } : null,
      })
      gathered.skd.set(row.number, row)
      gathered.numberOf.set(person.id, row.number)
      gathered.idOf.set(row.number, person.id)
    }
    gathered.registers.set(vacancy.code, register)
  }
  gathered.openSittings = [...open]
  gathered.notes = [...missing].map(([test, n]) => ({
    id: `${n} peserta tanpa nilai ${test === SKB_CAT ? 'SKB CAT' : test}: tercatat P/TH (tidak hadir).`,
    en: `${n} candidates without a score of ${test === SKB_CAT ? 'the SKB CAT' : test}: recorded as P/TH (absent).`,
  }))
  return gathered
}

interface OwnScore {
  points: number
  max: number
}
interface OwnSkb {
  name: string
  closed: boolean
  /** Has a finished attempt. */
  present: boolean
  score: OwnScore | null
}

/** Seats of the SKB by candidate, with the score in force; and how many scores are still on their way. */
async function ownSkb(services: Pick<Services, 'store'>): Promise<{ own: Map<string, OwnSkb>; late: number }> {
  const { seat, sitting, attempt } = services.store.tables
  const seats = await services.store.read
    .select({
      candidate: seat.candidateId,
      sitting: sitting.id,
      name: sitting.name,
      state: sitting.state,
      status: attempt.status,
    })
    .from(seat)
    .innerJoin(sitting, eq(sitting.id, seat.sittingId))
    .leftJoin(attempt, and(eq(attempt.candidateId, seat.candidateId), eq(attempt.sittingId, seat.sittingId)))
    .where(eq(seat.stage, 'skb'))
  const scores = new Map<string, OwnScore>()
  let late = 0
  for (const [id, { state }] of new Map(seats.map((one) => [one.sitting, one]))) {
    const inForce = await scoresInForce(services, id, { choices: false })
    // While a sitting goes on there is always somebody who has just finished.
    if (state === 'closed') late += inForce?.late ?? 0
    for (const row of inForce?.rows ?? []) {
      const { total, max } = JSON.parse(row.result) as Result
      scores.set(`${id}\0${row.candidateId}`, { points: total, max })
    }
  }
  const own = new Map(
    seats.map(({ candidate, sitting: id, name, state, status }) => [
      candidate,
      {
        ...{ name, closed: state === 'closed', present: status === 'finished' },
        score: scores.get(`${id}\0${candidate}`) ?? null,
      },
    ]),
  )
  return { own, late }
}

/** The SKB of one candidate: our own sitting's score before one from outside, and null where there is neither. */
function skbOf(
  plan: SkbPlan,
  own: { points: number; max: number } | null,
  outside: ReadonlyMap<string, OutsideScore>,
): SkbScores {
  const cat = outside.get(SKB_CAT)
  return {
    cat: own ?? (cat ? inWholeNumbers(cat) : null),
    extras: plan.extras.map(({ kind }) => {
      const score = outside.get(kind.toLowerCase())
      return score ? multiply(divide(decimal(score.points), decimal(score.most)), exact(100)) : null
    }),
  }
}

/** The same ratio in whole numbers: 87.5 of 100 is 875 of 1000. */
function inWholeNumbers({ points, most }: OutsideScore): { points: number; max: number } {
  const places = Math.max(...[points, most].map((text) => text.split('.')[1]?.length ?? 0))
  const whole = (text: string) => {
    const [units = '', tenths = ''] = text.split('.')
    return Number(units + tenths.padEnd(places, '0'))
  }
  return { points: whole(points), max: whole(most) }
}

function decimal(text: string) {
  const value = parseExact(text)
  if (!value) throw new Error(`bug: ${text} was kept as a decimal and is none`)
  return value
}

/** Groups that people must put in order, each once. */
function undecidedOf(rows: FinalRow[], vacancies: VacancyRow[], gathered: Gathered): StageDraft['undecided'] {
  const groups = new Map<string, FinalRow>()
  for (const row of rows) if (row.code === 'SERI') groups.set(row.tiedWith.join(' '), row)
  return [...groups.values()].map(({ vacancy: code, tiedWith, reason }) => {
    const vacancy = vacancies.find((one) => one.code === code)
    return {
      vacancy: { id: vacancy?.id ?? '', code, position: vacancy?.position ?? '' },
      candidates: tiedWith.map((number) => ({
        candidate: gathered.idOf.get(number) ?? '',
        number,
        name: gathered.skd.get(number)?.name ?? '',
      })),
      why: tieWords(reason.kind === 'tied' ? reason.why : 'all-equal'),
    }
  })
}
