import { describe, expect, it } from 'vitest'
import type { KeyWanted } from '../../server/protocol/rescoring.ts'
import {
  changesOf,
  DRAFT_MAX,
  type DraftItem,
  formOf,
  keepDraft,
  keyOf,
  readDraft,
  sameKey,
  withItem,
  withoutItem,
} from './rescore-draft.ts'

const A: KeyWanted = { kind: 'single', correct: ['A'] }
const B: KeyWanted = { kind: 'single', correct: ['B'] }
const one = (item: string, after: KeyWanted = B): DraftItem => ({
  ...{ item, source: `S-${item}`, bank: 'b', bankName: 'Bank', before: A, after },
})
const labels = ['A', 'B', 'C']
const limits = { least: 1, most: 5 }

describe('a draft of key changes', () => {
  it('holds each item once, in the order they came, and nothing that keeps its key', () => {
    let draft = withItem(withItem([], one('1')), one('2'))
    draft = withItem(draft, one('1', { kind: 'given' }))
    expect(draft.map(({ item, after }) => [item, after.kind])).toEqual([
      ['1', 'given'],
      ['2', 'single'],
    ])
    expect(withItem(draft, one('2', A)).map(({ item }) => item)).toEqual(['1'])
    expect(withoutItem(draft, '1').map(({ item }) => item)).toEqual(['2'])
    expect(changesOf(draft)).toEqual([
      { item: '1', key: { kind: 'given' } },
      { item: '2', key: B },
    ])
  })

  it('takes no more than the server does', () => {
    const full = Array.from({ length: DRAFT_MAX + 1 }, (_, n) => `${n}`).reduce(
      (draft, item) => withItem(draft, one(item)),
      [] as DraftItem[],
    )
    expect(full).toHaveLength(DRAFT_MAX)
  })

  it('survives a reload, and anything unreadable is an empty one', () => {
    const kept = new Map<string, string>()
    const storage = {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    }
    keepDraft(storage, [one('1')])
    expect(readDraft(storage)).toEqual([one('1')])
    for (const broken of ['{', 'null', '{"a":1}', '[null,1,{"item":"x"}]']) {
      kept.set('seleksi.rescore', broken)
      expect(readDraft(storage)).toEqual([])
    }
    const forbidden = () => {
      throw new Error('storage is forbidden')
    }
    expect(readDraft({ getItem: forbidden })).toEqual([])
    keepDraft({ setItem: forbidden }, [one('1')])
  })
})

describe('the form of a key', () => {
  it.each([
    [A],
    [{ kind: 'single', correct: ['A', 'C'] }],
    [{ kind: 'weighted', weights: { A: 1, B: 5, C: 3 } }],
    [{ kind: 'given' }],
    [{ kind: 'void' }],
  ] as [KeyWanted][])('%j comes back as it went in', (key) => {
    const back = keyOf(formOf(key, labels), labels, limits)
    expect(back && sameKey(back, key)).toBe(true)
  })

  it('states nothing while an option or a weight is missing or wrong', () => {
    const form = formOf({ kind: 'weighted', weights: { A: 1, B: 5, C: 3 } }, labels)
    for (const typed of ['', 'x', '0', '6', '1.5', '-1', ' '])
      expect(keyOf({ ...form, weights: { ...form.weights, B: typed } }, labels, limits)).toBeNull()
    expect(keyOf({ ...form, weights: { ...form.weights, B: ' 4 ' } }, labels, limits)).toMatchObject({
      weights: { B: 4 },
    })
    expect(keyOf({ ...formOf(A, labels), correct: [] }, labels, limits)).toBeNull()
    expect(keyOf({ ...formOf(A, labels), correct: ['Z'] }, labels, limits)).toBeNull()
  })

  it('the order of ticking makes no other key, another weight does', () => {
    expect(sameKey({ kind: 'single', correct: ['B', 'A'] }, { kind: 'single', correct: ['A', 'B'] })).toBe(true)
    expect(sameKey(A, { kind: 'given' })).toBe(false)
    expect(sameKey({ kind: 'weighted', weights: { A: 1 } }, { kind: 'weighted', weights: { A: 1, B: 2 } })).toBe(false)
  })
})
