import { expect, it, vi } from 'vitest'
import type { ItemKey } from '../../question-bank/key.ts'
import type { RuleSet } from '../../scoring/rule-set.ts'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import type { RankingView, VacancyRow } from '../protocol/http.ts'
import type { RuleSetDetail, RuleSetEffect } from '../protocol/rule-sets.ts'
import type { Entry } from '../protocol/station.ts'
import { type Hall, type Station, sitting } from '../testing/sitting.ts'
import { must } from '../testing/test-app.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet
/** One right answer in TWK is enough, and nobody but the best goes on: neither is so under any of ours. */
const rules: RuleSet = {
  ...skd2024,
  id: 'skd-uji-2027',
  title: 'SKD uji 2027',
  decree: 'Keputusan uji 1/2027',
  thresholds: { ...skd2024.thresholds, umum: { least: { TWK: 5 } } },
  ranking: { keys: ['TIU', 'total'], cutTimesNeed: 1 },
}

/** Answers `right` items of these sections rightly, and no other. */
async function answers(hall: Hall, station: Station, right: Record<string, number>): Promise<void> {
  const paper = await station.paper()
  const keys = new Map(hall.keys.map((key) => [key.item as string, key]))
  const left = { ...right }
  const entries: Entry[] = []
  for (const [slot, item] of paper.items.entries()) {
    if (!left[item.section]) continue
    left[item.section] = (left[item.section] ?? 0) - 1
    const key = keys.get(item.stem.match(/[A-Z]+-\d+/)?.[0] ?? '') as ItemKey & { kind: 'single' }
    const choice = item.options.findIndex((option) =>
      key.correct.includes(option.html.match(/Jawaban (\w)/)?.[1] ?? ''),
    )
    entries.push({ n: entries.length + 1, kind: 'answer', slot, choice })
  }
  must(await station.send(...entries, { n: entries.length + 1, kind: 'finish' }))
}

it('[RU1] [RU3] a test under the committee’s own rule set is scored and ranked by it, and another can be tried on it', async () => {
  const hall = await sitting().withCandidates(3).withVacancies(1, 1).underRules(rules).running()
  await answers(hall, await hall.seated(1), { TWK: 2, TIU: 1 })
  await answers(hall, await hall.seated(2), { TWK: 1, TIU: 2 })
  await answers(hall, await hall.seated(3), { TIU: 2 })
  const { store } = hall.app.services
  await vi.waitFor(async () => expect(await store.read.select().from(store.tables.score)).toHaveLength(3), 20_000)
  const staff = await hall.app.staff('committee')
  const [vacancy] = (await staff.get('/api/vacancies')).body as VacancyRow[]
  const view = (await staff.get(`/api/vacancies/${vacancy?.id}/ranking`)).body as RankingView
  // Equal totals, so TIU decides; the third has more TIU than the first but not the threshold.
  expect(view.rows.map(({ number, place, code }) => [number, place, code])).toEqual([
    ['P-0002', 1, 'P/L'],
    ['P-0001', 2, 'P'],
    ['P-0003', null, 'TL'],
  ])
  expect(((await staff.get(`/api/rule-sets/${rules.id}`)).body as RuleSetDetail).tests).toEqual(['SKD uji'])

  const harder = { ...rules, id: 'skd-uji-2028', thresholds: { ...rules.thresholds, umum: { least: { TWK: 10 } } } }
  const request = { ruleSet: harder, compareWith: rules.id, sample: vacancy?.id }
  const effect = (await staff.post('/api/rule-sets/effect', request)).body as RuleSetEffect
  expect(effect.sample.candidates).toBe(3)
  expect(effect.rows.map(({ number, before, after }) => [number, before.code, after.code])).toEqual([
    ['P-0001', 'P', 'P/L'],
    ['P-0002', 'P/L', 'TL'],
  ])
  expect((await staff.get('/api/rule-sets/skd-uji-2028')).status).toBe(404)
})
