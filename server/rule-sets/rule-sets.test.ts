import { beforeAll, describe, expect, it } from 'vitest'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import type { RuleSetDetail, RuleSetEffect } from '../protocol/rule-sets.ts'
import { type Staff, type TestApp, testApp } from '../testing/test-app.ts'
import { effectOf } from './effect.ts'
import { samplePopulation } from './sample.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as (typeof RULE_SETS)[string]
const draft = (more: object = {}) => ({ ...structuredClone(skd2024), id: 'skd-cpns-2027', title: 'SKD 2027', ...more })

let app: TestApp
let committee: Staff
beforeAll(async () => {
  app = await testApp()
  committee = await app.staff('committee')
})

describe('keeping a rule set', () => {
  it('[RU1] it is kept once and for ever, under an id that is nobody’s', async () => {
    const kept = await committee.post('/api/rule-sets', { ruleSet: draft() })
    expect(kept.body).toMatchObject({ origin: 'committee', body: { id: 'skd-cpns-2027' }, tests: [] })
    const again = await committee.post('/api/rule-sets', { ruleSet: draft({ title: 'lain' }) })
    expect(again.body).toMatchObject({ refused: 'rule-set-exists', detail: { id: 'skd-cpns-2027' } })
    const ours = await committee.post('/api/rule-sets', { ruleSet: draft({ id: 'skd-cpns-2024' }) })
    expect(ours.body).toMatchObject({ refused: 'rule-set-exists' })
    const read = (await committee.get('/api/rule-sets/skd-cpns-2027')).body as RuleSetDetail
    expect(read.body).toEqual(draft())
    const list = (await committee.get('/api/rule-sets')).body as { id: string }[]
    expect(list.map(({ id }) => id)).toContain('skd-cpns-2027')
  })

  it('[RU2] what is wrong is said in sentences, and nothing is kept', async () => {
    const wrong = draft({ id: 'skd-cpns-2028', thresholds: { ...skd2024.thresholds, umum: { least: { TWK: 9999 } } } })
    const checked = await committee.post('/api/rule-sets/check', { ruleSet: wrong })
    expect(checked.body.problems.id.join(' ')).toContain('Nilai ambang batas TWK untuk umum')
    expect(checked.body.problems.en.join(' ')).toContain('The threshold on TWK for umum')
    expect((await committee.post('/api/rule-sets', { ruleSet: wrong })).body).toMatchObject({
      refused: 'rule-set-wrong',
    })
    expect((await committee.post('/api/rule-sets', { ruleSet: 'x' })).body).toMatchObject({ refused: 'rule-set-wrong' })
    expect((await committee.get('/api/rule-sets/skd-cpns-2028')).status).toBe(404)
  })
})

describe('its effect', () => {
  it('[RU3] a higher threshold puts people out, and says who and why', async () => {
    const higher = draft({ thresholds: { ...skd2024.thresholds, umum: { least: { TWK: 100, TIU: 80, TKP: 166 } } } })
    const request = { ruleSet: higher, compareWith: 'skd-cpns-2024', sample: 'made' }
    const effect = (await committee.post('/api/rule-sets/effect', request)).body as RuleSetEffect
    const umum = effect.needTypes.find(({ id }) => id === 'umum')
    expect(umum?.after['TL']).toBeGreaterThan(umum?.before['TL'] ?? 0)
    expect(umum?.candidates).toBe(120)
    expect(effect.rows.length).toBe(Math.min(50, effect.changed))
    expect(effect.rows.some((row) => row.after.code === 'TL' && row.after.reason.id.includes('TWK'))).toBe(true)
    // The others were touched by nothing.
    for (const { id, before, after } of effect.needTypes) if (id !== 'umum') expect([id, after]).toEqual([id, before])
  })

  it('[RU3] nobody changes under the same figures; other sections cannot be compared, and it says so', () => {
    const people = samplePopulation(skd2024)
    expect(effectOf(skd2024, skd2024, people, 10)).toMatchObject({ changed: 0, rows: [], notes: [] })
    const pppk = RULE_SETS['pppk-2024'] as (typeof RULE_SETS)[string]
    expect(effectOf(skd2024, pppk, people, 10).notes[0]?.id).toContain('tidak dapat dibandingkan')
  })

  it('[RU4] the made people are the same every time, within their maxima, and of every kind of need', () => {
    const people = samplePopulation(skd2024)
    expect(samplePopulation(draft())).toEqual(people)
    expect(new Set(people.map(({ needType }) => needType)).size).toBe(skd2024.needTypes.length)
    for (const { points } of people) {
      if (!points) continue
      expect(points['TWK']).toBeLessThanOrEqual(150)
      expect(points['TKP']).toBeGreaterThanOrEqual(45)
      expect(points['total']).toBe((points['TWK'] ?? 0) + (points['TIU'] ?? 0) + (points['TKP'] ?? 0))
    }
    expect(people.filter(({ points }) => points === null).length).toBe(people.length / 10)
  })

  it.each([
    [{ compareWith: 'tidak-ada', sample: 'made' }, 'not-found'],
    [{ compareWith: 'skd-cpns-2024', sample: 'tidak-ada' }, 'not-found'],
  ])('refuses %o', async (more, refused) => {
    expect((await committee.post('/api/rule-sets/effect', { ruleSet: draft(), ...more })).body).toMatchObject({
      refused,
    })
  })
})
