import { describe, expect, it } from 'vitest'
import type { PublicationDocument } from '../../server/protocol/board.ts'
import { codesOf, decimal, moved, senseOf, sumsOf } from './document.ts'

const list = (cut: number | null) => ({
  vacancy: { code: 'F1', position: 'Perawat', unit: 'RSUD', needType: 'umum', needTypeTitle: 'Umum', need: 2 },
  cut,
  rows: [],
  counts: { total: 0, present: 0, absent: 0, byCode: {} },
})
const document = (stage: PublicationDocument['stage'], cut: number | null): PublicationDocument => ({
  v: 2,
  title: '',
  stage,
  ruleSet: { id: '', title: '', decree: '' },
  publishedAt: 0,
  replaces: null,
  sections: [],
  digest: '',
  lists: [list(cut)],
  counts: { total: 0, present: 0, absent: 0, byCode: {} },
})

describe('what a document says', () => {
  it('puts codes in the order of an announcement, unknown ones last, and leaves out those nobody has', () => {
    expect(codesOf({ byCode: { TH: 1, ZZ: 3, P: 0, TL: 2, 'P/L': 4 } })).toEqual([
      ['P/L', 4],
      ['TL', 2],
      ['TH', 1],
      ['ZZ', 3],
    ])
  })
  it('adds up those present by their codes, without those who did not come', () => {
    const byCode = { 'P/L': 292, 'P/L-1': 5, 'P/L-2': 2, 'P/TL': 528, 'P/TH': 10 }
    const { people, codes } = sumsOf({ total: 837, present: 827, absent: 10, byCode })
    expect(people).toEqual([827, 10, 837])
    expect(codes.map(([, many]) => many)).toEqual([292, 5, 2, 528])
  })
  it.each([
    ['skd', 6, 'skd'],
    ['skd', 2, 'alone'],
    ['skd', null, 'alone'],
    ['skb-participants', null, 'skd'],
    ['integration', null, 'final'],
    ['final', 6, 'final'],
  ] as const)('reads P/L of %s with a cut of %s as %s', (stage, cut, sense) =>
    expect(senseOf(document(stage, cut))).toBe(sense),
  )
  it('writes decimals as the language does and changes no digit', () => {
    expect([decimal('70.727', 'id'), decimal('70.727', 'en'), decimal('100', 'id')]).toEqual([
      '70,727',
      '70.727',
      '100',
    ])
  })
})

describe('an order that people make', () => {
  it.each([
    [1, -1, ['b', 'a', 'c']],
    [1, 1, ['a', 'c', 'b']],
    [0, -1, ['a', 'b', 'c']],
    [2, 1, ['a', 'b', 'c']],
    [7, 1, ['a', 'b', 'c']],
  ] as const)('moves number %i by %i', (from, step, after) => {
    const order = ['a', 'b', 'c']
    expect(moved(order, from, step)).toEqual(after)
    expect(order).toEqual(['a', 'b', 'c'])
  })
})
