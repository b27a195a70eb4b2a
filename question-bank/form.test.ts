import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Blueprint, BlueprintSection, Quota, SectionSource } from './blueprint.ts'
import { feeds } from './blueprint.ts'
import { bank, blueprintOf } from './build.ts'
import { isFeasible, planDraw } from './draw.ts'
import type { Form } from './form.ts'
import { assembleForm, formMaker } from './form.ts'
import type { BankItem } from './item.ts'
import { blueprintProblems } from './problems.ts'
import { randomFrom } from './random.ts'

const skd = bank()
  .section('TWK', 60, { topics: ['Pancasila', 'UUD 1945', 'Sejarah'], difficulties: [1, 2, 3, null], perStimulus: 3 })
  .section('TIU', 60, { topics: ['Deret', 'Logika'], difficulties: [1, 2, 2, 3, 3], lastFixed: true, enemyPairs: 5 })
  .section('TKP', 45, { kind: 'weighted' })
  .build().items

const skdBlueprint = blueprintOf({
  TWK: { count: 30, topics: [quota('Pancasila', 10), quota('Sejarah', 12)] },
  TIU: { count: 35, topics: [quota('Deret', 20)], difficulties: [quota('1', 7), quota('2', 14), quota('3', 14)] },
  TKP: 45,
})

describe('a form', () => {
  it('[F1] is the same for the same seed for ever (golden)', () => {
    const small = bank()
      .section('TIU', 12, { topics: ['Deret', 'Logika'], difficulties: [1, 2, 3], perStimulus: 2, enemyPairs: 1 })
      .section('TKP', 3, { kind: 'weighted', options: 4, lastFixed: true })
      .build().items
    const rule = blueprintOf({
      TIU: { count: 6, topics: [quota('Deret', 4)], difficulties: [quota('1', 2), quota('2', 2)] },
      TKP: 2,
    })
    const form = assembleForm(rule, small, 'golden')
    expect(form.slots.map((slot) => `${slot.item} ${slot.options.join('')}`)).toEqual(GOLDEN)
  })

  it('[F1] does not depend on the order of the pool, and differs for another seed', () => {
    const form = assembleForm(skdBlueprint, skd, 'calon-1')
    expect(assembleForm(skdBlueprint, randomFrom('mix').shuffle(skd), 'calon-1')).toEqual(form)
    expect(assembleForm(skdBlueprint, [...skd].reverse(), 'calon-1')).toEqual(form)
    expect(assembleForm(skdBlueprint, skd, 'calon-2')).not.toEqual(form)
  })

  it('[F2] [F3] [F4] has the exact counts and quotas', () => {
    for (const seed of seeds(50)) checkRules(skdBlueprint, skd, assembleForm(skdBlueprint, skd, seed))
  })

  it('leaves blueprint and pool untouched', () => {
    const before = JSON.stringify([skdBlueprint, skd])
    assembleForm(skdBlueprint, skd, 'x')
    expect(JSON.stringify([skdBlueprint, skd])).toBe(before)
  })

  it('[F7] shuffles options, except those that are fixed', () => {
    const orders = new Set<string>()
    for (const seed of seeds(60))
      for (const slot of assembleForm(blueprintOf({ TIU: 35 }), skd, seed).slots) {
        expect(slot.options.at(-1)).toBe('E')
        orders.add(slot.options.join(''))
      }
    expect(orders.size).toBe(24)
  })

  it('[F7] keeps every fixed option at its place, also in the middle, also all of them', () => {
    const [one, two] = bank().section('TIU', 2).build().items as [BankItem, BankItem]
    for (const option of one.item.options) option.fixed = option.id === 'A' || option.id === 'C'
    for (const option of two.item.options) option.fixed = true
    const seen = new Set<string>()
    for (const seed of seeds(40))
      for (const slot of assembleForm(blueprintOf({ TIU: 2 }), [one, two], seed).slots) {
        if (slot.item === two.item.id) expect(slot.options.join('')).toBe('ABCDE')
        else seen.add(slot.options.join(''))
      }
    expect(seen).toEqual(new Set(['ABCDE', 'ABCED', 'ADCBE', 'ADCEB', 'AECBD', 'AECDB']))
  })

  it('[F8] puts items of one stimulus next to each other without drawing all of them', () => {
    let partly = 0
    for (const seed of seeds(50)) {
      const form = assembleForm(blueprintOf({ TWK: 20 }), skd, seed)
      expectStimuliTogether(form, skd)
      const sizes = blocksOf(form, skd).map((block) => block.length)
      if (sizes.some((size) => size > 1) && sizes.some((size) => size < 3)) partly++
    }
    expect(partly).toBe(50)
  })

  it('[F9] never lets enemies meet, also across sections', () => {
    const { items } = bank().section('TWK', 10).section('TIU', 10).build()
    items.forEach((item, at) => {
      item.enemies = [`kembar-${at % 10}`]
    })
    const rule = blueprintOf({ TWK: 5, TIU: 5 })
    expect(blueprintProblems(rule, items)).toEqual([])
    for (const seed of seeds(200)) checkRules(rule, items, assembleForm(rule, items, seed))
  })

  it('[F9] meets a blueprint where enemies leave almost no choice', () => {
    const { items } = bank().section('TIU', 60, { enemyPairs: 30 }).build()
    const rule = blueprintOf({ TIU: 30 })
    const drawn = new Set<string>()
    for (const seed of seeds(30)) {
      const form = assembleForm(rule, items, seed)
      checkRules(rule, items, form)
      drawn.add(
        form.slots
          .map((slot) => slot.item)
          .sort()
          .join(),
      )
    }
    expect(drawn.size).toBe(30)
  })

  it('[F9] falls back to a stirred stand-in when chance finds nothing', () => {
    // A chain 1-2-3-...-41 of enemies allows exactly one choice of 21 items: every other one.
    const { items } = bank().section('TIU', 41).build()
    items.forEach((item, at) => {
      item.enemies = [`rantai-${at}`, `rantai-${at + 1}`]
    })
    const rule = blueprintOf({ TIU: 21 })
    expect(blueprintProblems(rule, items)).toEqual([])
    const make = formMaker(rule, items)
    for (const seed of seeds(5)) {
      const numbers = make(seed).slots.map((slot) => Number(slot.item.slice(4)))
      expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, at) => 2 * at + 1))
    }
  })

  it('[F10] meets joint quotas that leave one table only', () => {
    const { items } = bank()
      .section('TIU', 6, { topics: ['Deret', 'Logika'], difficulties: [1, 2, 3] })
      .build()
    const tight = blueprintOf({
      TIU: { count: 3, topics: [quota('Deret', 2)], difficulties: [quota('1', 1), quota('2', 1), quota('3', 1)] },
    })
    const drawn = new Set<string>()
    for (const seed of seeds(60)) {
      const form = assembleForm(tight, items, seed)
      checkRules(tight, items, form)
      drawn.add(
        form.slots
          .map((slot) => slot.item)
          .sort()
          .join(),
      )
    }
    expect(drawn.size).toBe(3)
  })

  it('[F11] shares items between two sections that want the same', () => {
    const { items } = bank().section('umum', 20).build()
    const source = { sections: ['umum'] }
    const rule = blueprintOf({ A: { count: 10, source }, B: { count: 10, source } })
    for (const seed of seeds(50)) checkRules(rule, items, assembleForm(rule, items, seed))
  })

  it('[F11] lets the section that has no other choice go first', () => {
    const { items } = bank().section('x', 6, { subject: 'Fisika' }).section('y', 6, { subject: 'Kimia' }).build()
    const rule = blueprintOf({
      bebas: { count: 6, source: { subjects: ['Fisika', 'Kimia'] } },
      fisika: { count: 6, source: { subjects: ['Fisika'] } },
    })
    for (const seed of seeds(30)) checkRules(rule, items, assembleForm(rule, items, seed))
  })

  it('[F12] throws when there are problems, naming them', () => {
    expect(() => assembleForm(blueprintOf({ TIU: 61 }), skd, 'x')).toThrow(
      'TIU: needs 61 items, 60 available (1 short).',
    )
    expect(() => assembleForm({ ...blueprintOf({ TIU: 5 }), minutes: 0 }, skd, 'x')).toThrow('Working time')
  })

  it('makes a thousand papers of 110 items from 1000 in a few seconds', () => {
    const large = bank()
      .section('TWK', 300, { topics: ['a', 'b', 'c', 'd', 'e'], difficulties: [1, 2, 3], enemyPairs: 20 })
      .section('TIU', 400, {
        topics: ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
        difficulties: [1, 2, 3, null],
        perStimulus: 4,
      })
      .section('TKP', 300, { kind: 'weighted' })
      .build().items
    const rule = blueprintOf({
      TWK: {
        count: 30,
        topics: ['a', 'b', 'c', 'd', 'e'].map((t) => quota(t, 6)),
        difficulties: [quota('1', 10), quota('2', 10)],
      },
      TIU: {
        count: 35,
        topics: ['a', 'b', 'c'].map((t) => quota(t, 7)),
        difficulties: [quota('1', 7), quota('2', 14), quota('3', 7)],
      },
      TKP: 45,
    })
    const make = formMaker(rule, large)
    const before = process.cpuUsage()
    for (const seed of seeds(1000)) make(seed)
    expect(process.cpuUsage(before).user / 1000).toBeLessThan(5000)
    checkRules(rule, large, make('x'))
  })
})

describe('any form of any blueprint', () => {
  const section = (id: string) =>
    fc.record({
      count: fc.integer({ min: 1, max: 6 }),
      size: fc.integer({ min: 8, max: 24 }),
      topics: fc.array(fc.record({ value: fc.constantFrom('t0', 't1', 't2'), count: fc.nat(2) }), { maxLength: 2 }),
      difficulties: fc.array(fc.record({ value: fc.constantFrom('1', '2', '3'), count: fc.nat(2) }), { maxLength: 2 }),
      source: fc.constantFrom<SectionSource>({}, {}, { sections: ['A', 'B'] }, { kind: 'single' }),
      perStimulus: fc.constantFrom(0, 2, 3),
      lastFixed: fc.boolean(),
      enemies: fc.array(fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('m1', 'm2', 'm3', 'm4')), {
        maxLength: 12,
      }),
      id: fc.constant(id),
    })

  it('[F1-F12] obeys every rule, or the blueprint has problems (property)', () => {
    let drawn = 0
    let refused = 0
    fc.assert(
      fc.property(fc.tuple(section('A'), section('B')), fc.string(), fc.integer(), (sections, seed, mix) => {
        const builder = bank()
        for (const { id, size, perStimulus, lastFixed } of sections)
          builder.section(id, size, {
            topics: ['t0', 't1', 't2', 't3'],
            difficulties: [1, 2, 3, null, 2],
            perStimulus,
            lastFixed,
          })
        const { items } = builder.build()
        for (const { id, enemies } of sections) {
          const own = items.filter((item) => item.section === id)
          for (const [at, word] of enemies) own[at % own.length]?.enemies.push(word)
        }
        const rule = blueprintOf(
          Object.fromEntries(
            sections.map(({ id, count, topics, difficulties, source }) => [
              id,
              { count, topics, difficulties, source },
            ]),
          ),
        )
        const problems = blueprintProblems(rule, items)
        if (problems.length === 0) {
          drawn++
          const form = assembleForm(rule, items, seed)
          checkRules(rule, items, form)
          expect(assembleForm(rule, randomFrom(String(mix)).shuffle(items), seed)).toEqual(form)
        } else {
          refused++
          for (const problem of problems)
            expect(problem.id.length * problem.en.length * problem.where.length).toBeGreaterThan(0)
          expect(() => assembleForm(rule, items, seed)).toThrow()
        }
      }),
      { numRuns: 600, seed: 7 },
    )
    expect(drawn).toBeGreaterThan(100)
    expect(refused).toBeGreaterThan(100)
  })

  it('[F12] says "possible" exactly when trying everything finds a form (property, tiny pools)', () => {
    const answers = { yes: 0, no: 0 }
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            topic: fc.constantFrom('x', 'y', 'z'),
            difficulty: fc.constantFrom(1 as const, 2 as const, 3 as const),
            enemies: fc.uniqueArray(fc.constantFrom('m1', 'm2', 'm3'), { maxLength: 2 }),
            section: fc.constantFrom('A', 'B'),
          }),
          { minLength: 4, maxLength: 9 },
        ),
        fc.record({
          x: fc.nat(2),
          one: fc.nat(2),
          a: fc.integer({ min: 1, max: 4 }),
          b: fc.integer({ min: 1, max: 3 }),
          y: fc.nat(1),
          shared: fc.boolean(),
        }),
        (given, want) => {
          const { items } = bank().section('A', given.length).build()
          for (const [at, item] of items.entries()) Object.assign(item, given[at])
          const source = want.shared ? { sections: ['A', 'B'] } : {}
          const rule = blueprintOf({
            A: {
              count: want.a,
              topics: [quota('x', Math.min(want.x, want.a))],
              difficulties: [quota('1', Math.min(want.one, want.a))],
              source,
            },
            B: {
              count: want.b,
              topics: [quota('y', Math.min(want.y, want.b))],
              source: want.shared ? source : { sections: ['B'] },
            },
          })
          const possible = someForm(rule, items)
          answers[possible ? 'yes' : 'no']++
          expect(blueprintProblems(rule, items).length === 0).toBe(possible)
          expect(isFeasible(planDraw(rule, items))).toBe(possible)
        },
      ),
      { numRuns: 1500, seed: 11 },
    )
    expect(Math.min(answers.yes, answers.no)).toBeGreaterThan(100)
  })
})

/** Critical values of chi-square at p = 0.001, by degrees of freedom. */
const CRITICAL: Record<number, number> = { 4: 18.47, 5: 20.52, 6: 22.46, 9: 27.88, 16: 39.25, 23: 49.73, 29: 58.3 }
const FORMS = 10_000

describe('the draw is fair (chi-square over 10,000 forms, p = 0.001)', () => {
  it('[F5] each item has the same chance without quotas', () => {
    const { items } = bank().section('TIU', 30).build()
    const seen = countItems(blueprintOf({ TIU: 12 }), items)
    expect(
      inclusion(
        items.map((item) => seen.get(item.item.id) ?? 0),
        12,
      ),
    ).toBeLessThan(CRITICAL[29] as number)
  })

  it('[F5] each item has the same chance within its topic', () => {
    const { items } = bank()
      .section('TIU', 34, { topics: ['a', 'b', 'b', 'c'] })
      .build()
    const seen = countItems(blueprintOf({ TIU: { count: 10, topics: [quota('b', 3), quota('c', 4)] } }), items)
    const of = (topic: string) =>
      items.filter((item) => item.topic === topic).map((item) => seen.get(item.item.id) ?? 0)
    expect(of('b')).toHaveLength(17)
    expect(inclusion(of('b'), 3)).toBeLessThan(CRITICAL[16] as number)
    expect(sum(of('c'))).toBe(4 * FORMS)
    expect(sum(of('a'))).toBe(3 * FORMS)
  })

  it('[F5] [F10] each choice is equally likely under joint quotas', () => {
    // Topic a: 1 of level 1, 3 of level 2; topic b: 2 of level 1, 1 of level 2. One of each topic, one of each level:
    // (a1 b2) 1 x 1 or (a2 b1) 3 x 2 = 7 choices.
    const { items } = bank().section('TIU', 7).build()
    const kinds = [
      ['a', 1],
      ['a', 2],
      ['a', 2],
      ['a', 2],
      ['b', 1],
      ['b', 1],
      ['b', 2],
    ] as const
    for (const [at, item] of items.entries()) Object.assign(item, { topic: kinds[at]?.[0], difficulty: kinds[at]?.[1] })
    const rule = blueprintOf({
      TIU: { count: 2, topics: [quota('a', 1), quota('b', 1)], difficulties: [quota('1', 1), quota('2', 1)] },
    })
    const seen = new Map<string, number>()
    const make = formMaker(rule, items)
    for (const seed of seeds(FORMS)) {
      const choice = make(seed)
        .slots.map((slot) => slot.item)
        .sort()
        .join()
      seen.set(choice, (seen.get(choice) ?? 0) + 1)
    }
    expect(seen.size).toBe(7)
    expect(chiSquare([...seen.values()], FORMS / 7)).toBeLessThan(CRITICAL[6] as number)
  })

  it('[F5] [F9] each choice without enemies is equally likely', () => {
    // 2 of 4 items where 1 and 2 are enemies: 5 choices.
    const { items } = bank().section('TIU', 4, { enemyPairs: 1 }).build()
    const seen = new Map<string, number>()
    const make = formMaker(blueprintOf({ TIU: 2 }), items)
    for (const seed of seeds(FORMS)) {
      const choice = make(seed)
        .slots.map((slot) => slot.item)
        .sort()
        .join()
      seen.set(choice, (seen.get(choice) ?? 0) + 1)
    }
    expect(seen.size).toBe(5)
    expect(chiSquare([...seen.values()], FORMS / 5)).toBeLessThan(CRITICAL[4] as number)
  })

  it('[F5] [F11] each item has the same chance in both sections that share a pool', () => {
    const { items } = bank().section('umum', 24).build()
    const source = { sections: ['umum'] }
    const make = formMaker(blueprintOf({ A: { count: 5, source }, B: { count: 9, source } }), items)
    const seen = { A: new Map<string, number>(), B: new Map<string, number>() }
    for (const seed of seeds(FORMS))
      for (const slot of make(seed).slots) {
        const counts = seen[slot.section as 'A' | 'B']
        counts.set(slot.item, (counts.get(slot.item) ?? 0) + 1)
      }
    expect(
      inclusion(
        items.map((item) => seen.A.get(item.item.id) ?? 0),
        5,
      ),
    ).toBeLessThan(CRITICAL[23] as number)
    expect(
      inclusion(
        items.map((item) => seen.B.get(item.item.id) ?? 0),
        9,
      ),
    ).toBeLessThan(CRITICAL[23] as number)
  })

  it('[F6] each item stands at each number equally often', () => {
    const { items } = bank().section('TIU', 10).build()
    const make = formMaker(blueprintOf({ TIU: 10 }), items)
    const at = items.map(() => items.map(() => 0))
    for (const seed of seeds(FORMS))
      for (const [number, slot] of make(seed).slots.entries()) at[Number(slot.item.slice(4)) - 1]![number]!++
    for (const counts of at) expect(chiSquare(counts, FORMS / 10)).toBeLessThan(CRITICAL[9] as number)
  })

  it('[F7] each option stands at each place equally often', () => {
    const { items } = bank().section('TIU', 1).build()
    const make = formMaker(blueprintOf({ TIU: 1 }), items)
    const at = [...'ABCDE'].map(() => [0, 0, 0, 0, 0])
    for (const seed of seeds(FORMS))
      for (const [place, label] of (make(seed).slots[0]?.options ?? []).entries()) at['ABCDE'.indexOf(label)]![place]!++
    for (const counts of at) expect(chiSquare(counts, FORMS / 5)).toBeLessThan(CRITICAL[4] as number)
  })

  it('[F7] each movable option stands at each free place equally often', () => {
    const { items } = bank().section('TIU', 1, { options: 4, lastFixed: true }).build()
    const make = formMaker(blueprintOf({ TIU: 1 }), items)
    const orders = new Map<string, number>()
    for (const seed of seeds(FORMS)) {
      const order = make(seed).slots[0]?.options.join('') ?? ''
      orders.set(order, (orders.get(order) ?? 0) + 1)
    }
    expect(orders.size).toBe(6)
    expect(chiSquare([...orders.values()], FORMS / 6)).toBeLessThan(CRITICAL[5] as number)
  })

  function countItems(rule: Blueprint, items: BankItem[]): Map<string, number> {
    const seen = new Map<string, number>()
    const make = formMaker(rule, items)
    for (const seed of seeds(FORMS)) for (const { item } of make(seed).slots) seen.set(item, (seen.get(item) ?? 0) + 1)
    return seen
  }

  /** `taken` of `counts.length` are drawn without putting back, so the counts vary less than free ones would. */
  function inclusion(counts: number[], taken: number): number {
    const n = counts.length
    return (chiSquare(counts, (FORMS * taken) / n) / (1 - taken / n)) * ((n - 1) / n)
  }
})

function quota(value: string, count: number): Quota {
  return { value, count }
}

function seeds(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `calon-${at}`)
}

function chiSquare(counts: number[], expected: number): number {
  return sum(counts.map((count) => (count - expected) ** 2 / expected))
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, number) => all + number, 0)
}

/** Every rule of RULES.md that one form can break. Written apart from the code under test. */
function checkRules(rule: Blueprint, pool: BankItem[], form: Form): void {
  const byId = new Map(pool.map((item) => [item.item.id, item]))
  const itemOf = (slot: Form['slots'][number]) => byId.get(slot.item) as BankItem
  expect(new Set(form.slots.map((slot) => slot.item)).size).toBe(form.slots.length)
  expect([...new Set(form.slots.map((slot) => slot.section))]).toEqual(rule.sections.map((section) => section.id))
  const words = form.slots.flatMap((slot) => [...new Set(itemOf(slot).enemies)])
  expect(new Set(words).size).toBe(words.length)
  for (const section of rule.sections) {
    const own = form.slots.filter((slot) => slot.section === section.id).map(itemOf)
    expect(own).toHaveLength(section.count)
    expect(own.every((item) => feeds(section, item))).toBe(true)
    for (const { value, count } of section.topics)
      expect(own.filter((item) => item.topic === value)).toHaveLength(count)
    for (const { value, count } of section.difficulties)
      expect(own.filter((item) => String(item.difficulty) === value)).toHaveLength(count)
  }
  for (const slot of form.slots) {
    const { options } = itemOf(slot).item
    expect([...slot.options].sort()).toEqual(options.map((option) => option.id).sort())
    for (const [place, option] of options.entries()) if (option.fixed) expect(slot.options[place]).toBe(option.id)
  }
  expectStimuliTogether(form, pool)
}

function expectStimuliTogether(form: Form, pool: BankItem[]): void {
  const blocks = blocksOf(form, pool).map((block) => block[0])
  expect(new Set(blocks).size).toBe(blocks.length)
}

/** Runs of neighbours with the same stimulus within a section. */
function blocksOf(form: Form, pool: BankItem[]): string[][] {
  const blocks: string[][] = []
  for (const slot of form.slots) {
    const stimulus = pool.find((item) => item.item.id === slot.item)?.item.stimulus
    const mark = stimulus ? `${slot.section} ${stimulus.id}` : slot.item
    const last = blocks.at(-1)
    if (last?.[0] === mark) last.push(mark)
    else blocks.push([mark])
  }
  return blocks
}

/** Whether any form exists, by trying every use of every item. */
function someForm(rule: Blueprint, pool: BankItem[]): boolean {
  const chosen = new Map<BlueprintSection, BankItem[]>(rule.sections.map((section) => [section, []]))
  const tryFrom = (at: number): boolean => {
    const item = pool[at]
    if (!item) {
      const words = [...chosen.values()].flat().flatMap((drawn) => drawn.enemies)
      return (
        new Set(words).size === words.length &&
        rule.sections.every((section) => {
          const own = chosen.get(section) ?? []
          return (
            own.length === section.count &&
            section.topics.every(({ value, count }) => own.filter((drawn) => drawn.topic === value).length === count) &&
            section.difficulties.every(
              ({ value, count }) => own.filter((drawn) => String(drawn.difficulty) === value).length === count,
            )
          )
        })
      )
    }
    if (tryFrom(at + 1)) return true
    return rule.sections.some((section) => {
      const own = chosen.get(section) ?? []
      if (own.length >= section.count || !feeds(section, item)) return false
      own.push(item)
      const found = tryFrom(at + 1)
      own.pop()
      return found
    })
  }
  return tryFrom(0)
}

// A change here means that papers already dealt cannot be drawn again: add a new algorithm beside the old one instead.
const GOLDEN = [
  'TIU-004 ACBED',
  'TIU-006 BCEAD',
  'TIU-005 AEBDC',
  'TIU-009 ADBEC',
  'TIU-011 BEADC',
  'TIU-001 ADEBC',
  'TKP-003 ACBD',
  'TKP-002 BACD',
]
