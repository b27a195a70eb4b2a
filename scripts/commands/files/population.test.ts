import seedrandom from 'seedrandom'
import { describe, expect, it } from 'vitest'
import type { RuleSet } from '../../../scoring/rule-set.ts'
import { RULE_SETS } from '../../../scoring/rule-sets/index.ts'
import { readCandidates } from './candidates.ts'
import { integrateLists } from './integrate.ts'
import { type ListRow, rankLists } from './lists.ts'
import { listText } from './output.ts'
import { Problems } from './problems.ts'
import { SKB_COLUMNS, SkbReader } from './skb.ts'
import { readTable } from './table.ts'
import { readVacancies } from './vacancies.ts'

/**
 * Whole populations through the readers, judged in another way than the lists are made: nobody is sorted; a place is
 * one more than the number of candidates who are better, counted one against one with whole numbers.
 */
const rules = RULE_SETS['skd-cpns-2024'] as RuleSet
const NEEDS = ['umum', 'disabilitas', 'cumlaude'] as const
const LEAST: Record<string, (p: Person) => boolean> = {
  umum: ({ twk, tiu, tkp }) => twk >= 65 && tiu >= 80 && tkp >= 166,
  disabilitas: (p) => totalOf(p) >= 286 && p.tiu >= 60,
  cumlaude: (p) => totalOf(p) >= 311 && p.tiu >= 85,
}

interface Person {
  number: string
  list: string
  present: boolean
  dis: boolean
  twk: number
  tiu: number
  tkp: number
  cat: number | null
  extra: number | null
  /** In hundredths. */
  gpa: number
  born: string
}
interface World {
  /** 'F1/umum' */
  lists: { list: string; places: number; weight: number }[]
  people: Person[]
}

const totalOf = ({ twk, tiu, tkp }: Person) => twk + tiu + tkp

/** Few different scores near the thresholds, so that nearly everybody is equal to somebody. */
function world(seed: number, size = 60): World {
  const random = seedrandom(`population-${seed}`)
  const pick = <T>(...of: T[]) => of[Math.floor(random() * of.length)] as T
  const lists = NEEDS.flatMap((need) =>
    ['F1', 'F2'].map((code) => ({ list: `${code}/${need}`, places: pick(0, 1, 1, 2, 4), weight: pick(0, 0, 25, 40) })),
  )
  const people = Array.from({ length: size }, (_, index) => ({
    number: `P${Math.floor(random() * 1e6)}-${index}`,
    list: pick(...lists).list,
    present: random() > 0.07,
    dis: random() < 0.04,
    twk: pick(60, 65, 70, 70),
    tiu: pick(60, 85, 85, 90),
    tkp: pick(165, 166, 170, 170),
    cat: random() < 0.06 ? null : pick(370, 370, 370, 390),
    extra: random() < 0.06 ? null : pick(80, 80, 80, 85),
    gpa: pick(350, 350, 350, 360),
    born: pick('1995-02-01', '1996-05-10', '1996-05-10', '1996-05-10'),
  }))
  return { lists, people }
}

const part = (list: string) => list.split('/') as [string, string]
const vacanciesCsv = ({ lists }: World) =>
  `vacancy,need,places\n${lists.map(({ list, places }) => `${part(list).join(',')},${places}`).join('\n')}\n`
function candidatesCsv({ lists, people }: World): string {
  const weight = new Map(lists.map((one) => [one.list, one.weight]))
  const rows = people.map((p) => {
    const extra = weight.get(p.list) ? [p.extra ?? '', weight.get(p.list)] : ['', '']
    return [
      ...[p.number, '', ...part(p.list), p.present, p.dis, ...(p.present ? [p.twk, p.tiu, p.tkp] : ['', '', ''])],
      ...[p.cat ?? '', 500, ...extra, (p.gpa / 100).toFixed(2), p.born],
    ].join(',')
  })
  return `number,name,vacancy,need,present,disqualified,twk,tiu,tkp,skbCat,skbCatMax,skbExtra,skbExtraWeight,gpa,birthDate\n${rows.join('\n')}\n`
}

function read(asked: World) {
  const problems = new Problems()
  const vacancies = readVacancies({ name: 'V.csv', bytes: Buffer.from(vacanciesCsv(asked)) }, rules, problems)
  const skb = new SkbReader(rules)
  readCandidates({ name: 'C.csv', bytes: Buffer.from(candidatesCsv(asked)) }, rules, vacancies, problems, {
    columns: SKB_COLUMNS,
    read: (row, unit, candidate) => skb.read(row, unit, candidate),
  })
  const plans = skb.plans(vacancies.units, 'C.csv', problems)
  problems.refuse()
  return { units: vacancies.units, skb, plans }
}

/** First difference of two lists of whole numbers, higher being better: above 0 when `a` is better. */
function duel(a: (number | bigint)[], b: (number | bigint)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] as number | bigint
    if (value !== other) return value > other ? 1 : -1
  }
  return 0
}

type Judged = Map<string, { rank: number | null; code: string }>

function judgeSkd({ lists, people }: World): Judged {
  const judged: Judged = new Map()
  const keys = (p: Person) => [totalOf(p), p.tkp, p.tiu, p.twk]
  for (const { list, places } of lists) {
    const here = people.filter((p) => p.list === list)
    const passed = here.filter((p) => p.present && !p.dis && LEAST[part(list)[1]]?.(p))
    for (const p of here) {
      const better = passed.filter((other) => duel(keys(other), keys(p)) > 0).length
      // Through when fewer than 3 × need are better: whoever is equal to the one at the cut goes on too.
      const code = p.dis ? 'DIS' : !p.present ? 'TH' : !passed.includes(p) ? 'TL' : better < 3 * places ? 'P/L' : 'P'
      judged.set(p.number, { rank: passed.includes(p) ? better + 1 : null, code })
    }
  }
  return judged
}

/** Without filling. The final score times 550 × 500 × 100: 40 % of SKD and 60 % of the SKB, in whole numbers. */
function judgeFinal(asked: World): Judged {
  const skd = judgeSkd(asked)
  const judged: Judged = new Map()
  for (const { list, places, weight } of asked.lists) {
    const here = asked.people.filter((p) => p.list === list)
    const score = (p: Person) =>
      40n * BigInt(totalOf(p)) * 100n * 500n * 100n +
      60n * 550n * (BigInt(100 - weight) * BigInt(p.cat ?? 0) * 100n + BigInt(weight) * BigInt(p.extra ?? 0) * 500n)
    const age = (p: Person) => -Number(p.born.replaceAll('-', ''))
    const keys = (p: Person) => [score(p), totalOf(p), p.tkp, p.tiu, p.twk, p.gpa, age(p)]
    const took = (p: Person) => p.cat !== null && (weight === 0 || p.extra !== null)
    const finalists = here.filter((p) => skd.get(p.number)?.code === 'P/L' && took(p))
    for (const p of here) {
      const before = skd.get(p.number)?.code ?? ''
      const better = finalists.filter((other) => duel(keys(other), keys(p)) > 0).length
      const equal = finalists.filter((other) => duel(keys(other), keys(p)) === 0).length
      const code = better + equal <= places ? 'P/L' : better >= places ? 'P/TL' : 'SERI'
      if (finalists.includes(p)) judged.set(p.number, { rank: better + 1, code })
      else judged.set(p.number, { rank: null, code: before === 'P/L' ? 'P/TH' : before })
    }
  }
  return judged
}

const outcome = (rows: Iterable<ListRow>): Judged =>
  new Map([...rows].map(({ number, rank, code }) => [number, { rank, code }]))

describe('populations with heavy ties', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])('rank, seed %i', (seed) => {
    const asked = world(seed)
    const rows = [...rankLists(rules, read(asked).units)].flatMap((list) => list.rows)
    expect(rows).toHaveLength(asked.people.length)
    expect(outcome(rows)).toEqual(judgeSkd(asked))
  })

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20])('integrate, seed %i', (seed) => {
    const asked = world(seed + 100, 150)
    const { units, skb, plans } = read(asked)
    const rows = integrateLists(rules, units, (candidate) => skb.of(candidate), plans, false).flatMap(
      (list) => list.rows,
    )
    expect(rows).toHaveLength(asked.people.length)
    expect(outcome(rows)).toEqual(judgeFinal(asked))
  })

  it('hold every code, so that the comparison says something', () => {
    const seen = (judge: (asked: World) => Judged) =>
      new Set(
        [...Array(20).keys()].flatMap((seed) => [...judge(world(seed + 101, 150)).values()].map(({ code }) => code)),
      )
    expect([...seen(judgeSkd)].sort()).toEqual(['DIS', 'P', 'P/L', 'TH', 'TL'])
    expect([...seen(judgeFinal)].sort()).toEqual(['DIS', 'P', 'P/L', 'P/TH', 'P/TL', 'SERI', 'TH', 'TL'])
  })

  it('give the same text whatever order the rows of the file come in', () => {
    const asked = world(7, 200)
    const text = (people: Person[]) =>
      [...listText('json', rankLists(rules, read({ ...asked, people }).units), false)].join('')
    expect(text(asked.people.toReversed())).toBe(text(asked.people))
  })
})

/** Size, not speed: a busy machine may take its time. */
describe('size', { timeout: 600_000 }, () => {
  it('ranks 100,000 candidates of 500 vacancies, many of them equal, to JSON that can be read', () => {
    const lists = Array.from({ length: 500 }, (_, index) => ({ list: `F${index}/umum`, places: 5, weight: 0 }))
    const { people } = world(1, 100_000)
    const asked = { lists, people: people.map((p, index) => ({ ...p, list: `F${index % 500}/umum` })) }
    const rows = JSON.parse([...listText('json', rankLists(rules, read(asked).units), false)].join('')) as ListRow[]
    expect(rows).toHaveLength(100_000)
    expect(outcome(rows.slice(0, 200))).toEqual(
      judgeSkd({ lists: lists.slice(0, 1), people: asked.people.filter(({ list }) => list === 'F0/umum') }),
    )
  })

  it('ranks 20,000 equal candidates of one vacancy', () => {
    const [one] = world(1, 1).people
    const people = Array.from({ length: 20_000 }, (_, index) => ({
      ...(one as Person),
      ...{ number: `P${index}`, list: 'F1/umum', present: true, dis: false, twk: 75, tiu: 90, tkp: 170 },
    }))
    const asked = { lists: [{ list: 'F1/umum', places: 1, weight: 0 }], people }
    let bytes = 0
    for (const chunk of listText('json', rankLists(rules, read(asked).units), false)) bytes += chunk.length
    expect(bytes).toBeGreaterThan(20_000 * 200)
  })

  it('refuses one row more than a file may have, once', () => {
    const problems = new Problems()
    let rows = 0
    const shape = { columns: [{ key: 'a', needed: true }], rowsMax: 3, each: () => void rows++ }
    readTable({ name: 'C.csv', bytes: Buffer.from('a\n1\n2\n3\n') }, shape, problems)
    expect([rows, problems.count]).toEqual([3, 0])
    readTable({ name: 'C.csv', bytes: Buffer.from('a\n1\n2\n3\n4\n5\n') }, shape, problems)
    expect(problems.lines).toEqual(['C.csv baris 5: lebih dari 3 baris; bagi berkas ini'])
  })
})
