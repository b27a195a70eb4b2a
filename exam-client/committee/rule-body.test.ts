import { describe, expect, it } from 'vitest'
import { RULE_SETS } from '../../scoring/rule-sets/index.ts'
import { type RuleBody, readRuleFile, ruleFile } from './rule-body.ts'
import { DRAFTS_MAX, dropDraft, keepDraft, keptDrafts } from './rule-drafts.ts'

// That each of ours is assignable says that the editor can hold whatever the server's rule sets hold.
const ours: RuleBody[] = Object.values(RULE_SETS)
const skd = RULE_SETS['skd-cpns-2024'] as RuleBody

describe('a rule set in a file', () => {
  it.each(ours.map((body) => [body.id, body] as const))('%s is written and opened again unchanged', (_, body) => {
    expect(readRuleFile(ruleFile(body))).toEqual({ ok: true, body })
  })

  it('opens an unfinished draft, and one saved by Notepad', () => {
    const draft = { ...skd, year: null, decree: '' }
    expect(readRuleFile(`\uFEFF${ruleFile(draft)}`)).toEqual({ ok: true, body: draft })
  })

  it.each([
    ['no JSON', 'abc', { where: '', what: 'not-json' }],
    ['a list', '[]', { where: '', what: 'fields' }],
    ['an unknown field', JSON.stringify({ ...skd, penalty: 1 }), { where: 'penalty', what: 'unknown' }],
    [
      'an unknown field deep inside',
      JSON.stringify({ ...skd, sections: [skd.sections[0], { ...skd.sections[1], penalty: -1 }] }),
      { where: 'sections[2].penalty', what: 'unknown' },
    ],
    ['a missing field', JSON.stringify({ ...skd, ranking: undefined }), { where: 'ranking', what: 'missing' }],
    [
      'a figure in words',
      JSON.stringify({ ...skd, thresholds: { umum: { least: { TWK: '65' } } } }),
      { where: 'thresholds.umum.least.TWK', what: 'figure' },
    ],
    [
      'another kind of scoring',
      JSON.stringify({ ...skd, sections: [{ ...skd.sections[0], scoring: { kind: 'guess' } }] }),
      { where: 'sections[1].scoring.kind', what: 'kind' },
    ],
    [
      'yes in words',
      JSON.stringify({ ...skd, ranking: { ...skd.ranking, oldestFirst: 'ya' } }),
      { where: 'ranking.oldestFirst', what: 'yes-no' },
    ],
    ['no list', JSON.stringify({ ...skd, needTypes: {} }), { where: 'needTypes', what: 'list' }],
    ['a title of one language', JSON.stringify({ ...skd, title: 5 }), { where: 'title', what: 'text' }],
  ])('refuses %s and says where', (_, text, wrong) => {
    expect(readRuleFile(text)).toEqual({ ok: false, wrong })
  })
})

describe('drafts kept in the browser', () => {
  const memory = () => {
    const held = new Map<string, string>()
    return {
      getItem: (key: string) => held.get(key) ?? null,
      setItem: (key: string, value: string) => void held.set(key, value),
    }
  }

  it('keeps one for each origin, the newest first, and drops it when asked', () => {
    const shelf = memory()
    expect(keepDraft(shelf, { from: 'a', body: skd, at: 1 })).toBe(true)
    keepDraft(shelf, { from: 'b', body: skd, at: 2 })
    keepDraft(shelf, { from: 'a', body: { ...skd, title: 'Baru' }, at: 3 })
    expect(keptDrafts(shelf).map(({ from, body }) => [from, body.title])).toEqual([
      ['a', 'Baru'],
      ['b', skd.title],
    ])
    dropDraft(shelf, 'a')
    expect(keptDrafts(shelf).map(({ from }) => from)).toEqual(['b'])
  })

  it('holds ten, and the eleventh puts out the oldest', () => {
    const shelf = memory()
    for (let at = 0; at <= DRAFTS_MAX; at += 1) keepDraft(shelf, { from: `r${at}`, body: skd, at })
    expect(keptDrafts(shelf)).toHaveLength(DRAFTS_MAX)
    expect(keptDrafts(shelf).some(({ from }) => from === 'r0')).toBe(false)
  })

  it('is empty, never broken, over what it cannot read; and says when nothing is kept', () => {
    const shelf = memory()
    for (const text of ['{', '{}', '[1,null,{"from":"a","at":1,"body":{"id":"x"}}]']) {
      shelf.setItem('seleksi.rule-drafts', text)
      expect(keptDrafts(shelf)).toEqual([])
    }
    const full = {
      getItem: () => null,
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
    }
    expect(keepDraft(full, { from: 'a', body: skd, at: 1 })).toBe(false)
    expect(keepDraft(null, { from: 'a', body: skd, at: 1 })).toBe(false)
  })
})
