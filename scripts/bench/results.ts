import type { ItemId, OptionId } from '../../question-bank/item.ts'
import type { ItemKey } from '../../question-bank/key.ts'
import { rankColumns } from '../../scoring/bulk-rank.ts'
import { type Answers, type BulkItem, pointTable, scoreColumns } from '../../scoring/bulk-score.ts'
import { rankVacancy } from '../../scoring/ranking.ts'
import { previewRescore, type RescoreRow } from '../../scoring/rescore.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import type { Say } from './say.ts'

const OPTIONS = ['A', 'B', 'C', 'D', 'E'] as OptionId[]
/** Items on each form, and in the pool they are drawn from. */
const FORM = { TWK: 30, TIU: 35, TKP: 45 }
const POOL = { TWK: 330, TIU: 380, TKP: 490 }
const WIDTH = 110
const MILLION = 1_000_000
const QUARTER = 250_000
const SOME = 100_000
const FOR_EACH_VACANCY = 200

/** Scoring, ranking and previewing in large numbers. Takes half a minute and less than 1 GB. */
export function benchResults(say: Say): void {
  const rules = RULE_SETS['skd-cpns-2024'] as RuleSet
  const pool = poolOf()
  scoreAndRankAll(say, rules, pool)
  const hall = hallOf(pool, SOME)
  rankThreeWays(say, rules, pool, hall)
  preview(say, rules, pool, hall)
}

function scoreAndRankAll(say: Say, rules: RuleSet, pool: BulkItem[]): void {
  const hall = hallOf(pool, MILLION)
  // The smaller first, so that it also warms the engine up for both.
  const quarter = scoreAndRank(rules, pool, firstOf(hall, QUARTER))
  const million = scoreAndRank(rules, pool, hall)
  say('score 1,000,000 × 110', million.score, 'ms')
  say('rank 1,000,000 over 5,000 vacancies', million.rank, 'ms')
  say('score and rank 1,000,000', million.score + million.rank, 'ms')
  say('score and rank 250,000', quarter.score + quarter.rank, 'ms')
  say('per candidate, 1,000,000 ÷ 250,000', (million.score + million.rank) / (quarter.score + quarter.rank) / 4, '×')
}

function scoreAndRank(rules: RuleSet, pool: BulkItem[], hall: Answers): { score: number; rank: number } {
  const vacancies = vacanciesOf(rules, hall.candidates)
  const vacancyOf = applied(hall.candidates)
  let points: Int32Array = new Int32Array()
  const score = quickest(() => {
    points = scoreColumns(pointTable(rules, pool), hall)
  })
  const rank = quickest(() => rankColumns(rules, vacancies, { vacancyOf, points }))
  return { score, rank }
}

/** By columns; by sorting objects with a comparator, as one would at first; and by `rankVacancy`, with its reasons. */
function rankThreeWays(say: Say, rules: RuleSet, pool: BulkItem[], hall: Answers): void {
  const vacancies = vacanciesOf(rules, SOME)
  const vacancyOf = applied(SOME)
  const points = scoreColumns(pointTable(rules, pool), hall)
  const people = named(points).map((own, candidate) => ({
    ...{ id: idOf(candidate), vacancy: vacancyOf[candidate] as number, points: own, disqualified: false },
  }))
  const compare = (a: (typeof people)[0], b: (typeof people)[0]) => {
    if (a.vacancy !== b.vacancy) return a.vacancy - b.vacancy
    for (const key of rules.ranking.keys) {
      const difference = (b.points[key] as number) - (a.points[key] as number)
      if (difference !== 0) return difference
    }
    return a.id < b.id ? -1 : 1
  }
  const lists = Map.groupBy(people, ({ vacancy }) => vacancy)
  const columns = quickest(() => rankColumns(rules, vacancies, { vacancyOf, points }))
  const objects = quickest(() => people.toSorted(compare))
  const oneByOne = quickest(() => vacancies.map((vacancy, at) => rankVacancy(rules, vacancy, lists.get(at) ?? [])))
  say('rank 100,000 by columns', columns, 'ms')
  say('sorting objects by comparator ÷ columns', objects / columns, '×')
  say('lists one by one, with reasons ÷ columns', oneByOne / columns, '×')
}

/** One mended key, as it happens; and those of the whole paper, which is the most there can be. */
function preview(say: Say, rules: RuleSet, pool: BulkItem[], hall: Answers): void {
  const paper = Object.entries(FORM).flatMap(([section, count]) =>
    pool.filter((item) => item.section === section).slice(0, count),
  )
  const points = named(scoreColumns(pointTable(rules, paper), { ...hall, items: undefined }))
  const vacancies = vacanciesOf(rules, SOME).map((vacancy, at) => ({ ...vacancy, id: `v${at}` }))
  const vacancyOf = applied(SOME)
  for (const changed of [1, WIDTH]) {
    const changes = paper
      .slice(0, changed)
      .map(({ section, key }) => ({ section, item: key.item, before: key, after: mended(key) }))
    const rows = points.map((own, candidate): RescoreRow => {
      const chose = hall.choices.subarray(candidate * WIDTH, candidate * WIDTH + changed)
      const responses = Array.from(chose, (choice) => OPTIONS[choice - 1] ?? null)
      return { id: idOf(candidate), vacancy: `v${vacancyOf[candidate]}`, points: own, disqualified: false, responses }
    })
    const took = quickest(() => previewRescore(rules, vacancies, rows, changes))
    say(`preview 100,000 × 110 with ${changed} mended ${changed === 1 ? 'key' : 'keys'}`, took, 'ms')
  }
}

function poolOf(): BulkItem[] {
  return Object.entries(POOL).flatMap(([section, count]) =>
    Array.from({ length: count }, (_, n): BulkItem => {
      const named = { item: `${section}-${n}` as ItemId, version: 1 }
      const best = n % OPTIONS.length
      const weights = Object.fromEntries(OPTIONS.map((option, at) => [option, 1 + ((at + 4 - best + 5) % 5)]))
      const key: ItemKey =
        section === 'TKP'
          ? { ...named, kind: 'weighted', weights }
          : { ...named, kind: 'single', correct: [OPTIONS[best] as OptionId] }
      return { section, key, options: OPTIONS }
    }),
  )
}

/** The key's second option was the right one after all. */
function mended(key: ItemKey): ItemKey {
  const { item } = key
  const at = Number(item.split('-')[1])
  const right = OPTIONS[(at + 1) % OPTIONS.length] as OptionId
  if (key.kind !== 'weighted') return { item, version: 2, kind: 'single', correct: [right] }
  return { item, version: 2, kind: 'weighted', weights: { ...key.weights, [right]: 5 } }
}

/** Candidates of differing skill, each with a form of her own. */
function hallOf(pool: BulkItem[], candidates: number): Answers {
  const below = numbers()
  const choices = new Uint8Array(candidates * WIDTH)
  const items = new Uint16Array(candidates * WIDTH)
  const sections = Object.keys(FORM) as (keyof typeof FORM)[]
  for (let candidate = 0, at = 0; candidate < candidates; candidate += 1) {
    const skill = 30 + below(60)
    let first = 0
    for (const section of sections) {
      // Steps of 7 through the section: 7 divides no size of a section here, so no item comes twice.
      const start = below(POOL[section])
      for (let n = 0; n < FORM[section]; n += 1, at += 1) {
        const within = (start + 7 * n) % POOL[section]
        items[at] = first + within
        choices[at] = below(100) < skill ? 1 + (within % OPTIONS.length) : below(OPTIONS.length + 1)
      }
      first += POOL[section]
    }
  }
  if (pool.length !== Object.values(POOL).reduce((sum, count) => sum + count, 0)) throw new Error('bench: another pool')
  return { candidates, width: WIDTH, choices, items }
}

const firstOf = ({ choices, items }: Answers, candidates: number): Answers => ({
  candidates,
  width: WIDTH,
  choices: choices.subarray(0, candidates * WIDTH),
  items: items?.subarray(0, candidates * WIDTH),
})

const vacanciesOf = ({ needTypes }: RuleSet, candidates: number) =>
  Array.from({ length: candidates / FOR_EACH_VACANCY }, (_, at) => ({
    ...{ needType: needTypes[at % needTypes.length]?.id as string, need: 1 + (at % 20) },
  }))

function applied(candidates: number): Int32Array {
  const below = numbers()
  return new Int32Array(candidates).map(() => below(candidates / FOR_EACH_VACANCY))
}

const idOf = (candidate: number) => String(candidate).padStart(7, '0')

const named = (points: Int32Array): Record<string, number>[] =>
  Array.from({ length: points.length / 3 }, (_, candidate) => {
    const [TWK = 0, TIU = 0, TKP = 0] = points.subarray(candidate * 3, candidate * 3 + 3)
    return { TWK, TIU, TKP, total: TWK + TIU + TKP }
  })

/** Xorshift: the same numbers in each run, a hundred million of them in a second. */
function numbers(): (n: number) => number {
  let word = 20_241_124
  return (n) => {
    word ^= word << 13
    word ^= word >>> 17
    word ^= word << 5
    return (word >>> 0) % n
  }
}

/** Of five rounds the one least disturbed by whatever else the machine does. */
function quickest(job: () => unknown): number {
  const times = Array.from({ length: 5 }, () => {
    const started = performance.now()
    job()
    return performance.now() - started
  })
  return Math.min(...times)
}
