import { describe, expect, it } from 'vitest'
import type { PublicationDocument, PublicationRow, PublicationSummary } from '../../server/protocol/board.ts'
import { integration, published, skd } from '../gallery/board-fixtures.ts'
import { boardText } from '../shared/text/board.ts'
import { codesText } from '../shared/text/codes.ts'
import { codesIn, equationOf, equationText, inCodeOrder } from './counts.ts'
import { decimal, filtered, plainNumber, rowOfNumber, rowsOf, senseOf, sharesOf, vacancyNamed } from './listing.ts'
import { byStage, standingOf } from './publications.ts'

const all = { search: '', vacancy: '', code: '' }

describe('the rows of a publication', () => {
  const document = integration(4)
  const rows = rowsOf(document)

  it('stand in the order of the document, each with its list', () => {
    expect(rows).toHaveLength(40)
    expect(rows.map(({ at }) => at)).toEqual(rows.map((_, at) => at))
    expect(rows[10]?.list.vacancy.code).toBe(document.v === 2 ? document.lists[1]?.vacancy.code : '')
    expect(rowsOf(skd(57))).toHaveLength(57)
  })

  it.each([
    ['nothing asked', all, 40],
    ['words of the name, in any order and case', { ...all, search: 'rahmawati SITI' }, 2],
    ['a part of the number', { ...all, search: '000001' }, 1],
    ['a code', { ...all, code: 'SERI' }, 4],
    ['a code is not a part of another', { ...all, code: 'P/L' }, 8],
    ['a whole vacancy code', { ...all, vacancy: '61010001' }, 10],
    ['words of the position', { ...all, vacancy: 'perawat' }, 10],
    ['everything together', { search: '-', vacancy: 'perawat', code: 'P/L' }, 2],
    ['what is nowhere', { ...all, search: 'zzz' }, 0],
  ])('filtered by %s', (_, filter, n) => {
    expect(filtered(rows, filter)).toHaveLength(n)
  })

  it('a vacancy code that is a part of another finds its own list alone', () => {
    const [first, second] = document.v === 2 ? document.lists : []
    if (!first || !second) throw new Error('no lists')
    const odd = { ...document, lists: [first, { ...second, vacancy: { ...second.vacancy, code: '610100019' } }] }
    expect(filtered(rowsOf(odd as PublicationDocument), { ...all, vacancy: '61010001' })).toHaveLength(10)
  })

  it('a whole number finds one person, however it is typed', () => {
    for (const typed of ['24-61-000042', '2461000042', ' 24 61 000042 '])
      expect(rowOfNumber(rows, typed)?.row.number).toBe('24-61-000042')
    expect(rowOfNumber(rows, '24-61-00004')).toBeNull()
    expect(rowOfNumber(rows, ' - ')).toBeNull()
    expect(plainNumber('p-001 é')).toBe('P001É')
  })

  it('a seat elsewhere is named when its list is here', () => {
    expect(vacancyNamed(document, '61010002')).toContain('Perawat')
    expect(vacancyNamed(document, 'X')).toBe('')
  })
})

describe('figures', () => {
  it('I1: 70.727 is written with a comma in Indonesian, and no digit is added or lost', () => {
    expect(decimal('70.727', 'id')).toBe('70,727')
    expect(decimal('100.000', 'id')).toBe('100,000')
    expect(decimal('70.727', 'en')).toBe('70.727')
  })

  it('the shares are read from the figures, and are 40 and 60 where there are none', () => {
    const document = integration(1)
    expect(sharesOf(document)).toEqual({ skd: 40, skb: 60 })
    expect(sharesOf(skd(57))).toEqual({ skd: 40, skb: 60 })
    const final = { skd100: '80.000', skdPart: '24.000', skb100: '50.001', skbPart: '35.001', final: '59.001' }
    const other = { ...document, lists: [{ ...(document.v === 2 && document.lists[0]), rows: [{ final }] }] }
    expect(sharesOf(other as unknown as PublicationDocument)).toEqual({ skd: 30, skb: 70 })
  })

  it('P/L means another thing in the SKD, in a test that decides alone and at the end', () => {
    expect(senseOf(skd(57))).toBe('skd')
    expect(senseOf({ ...skd(57), cut: null } as PublicationDocument)).toBe('alone')
    expect(senseOf(integration(2))).toBe('final')
  })
})

describe('the equation under a list', () => {
  const rowsWith = (codes: Record<string, number>): PublicationRow[] =>
    Object.entries(codes).flatMap(([code, n]) =>
      Array.from(
        { length: n },
        () => ({ code, points: [1], final: code === 'P/TH' ? null : {} }) as unknown as PublicationRow,
      ),
    )
  const document = (codes: Record<string, number>, counts: { total: number; present: number; absent: number }) =>
    ({
      ...integration(1),
      lists: [{ rows: rowsWith(codes) }],
      counts: { ...counts, byCode: codes },
    }) as PublicationDocument
  const q1 = { 'P/TH': 10, 'P/TL': 528, 'P/L-2': 2, 'P/L': 292, 'P/L-1': 5 }

  it('Q1: 827 + 10 = 837; 292 + 5 + 2 + 528 = 827', () => {
    const equation = equationOf(document(q1, { total: 837, present: 827, absent: 10 }))
    expect(equation.holds).toBe(true)
    expect(equationText(equation, String, boardText.id.equation)).toBe(
      'hadir 827 + tidak hadir 10 = 837; 292 + 5 + 2 + 528 = 827 (P/L + P/L-1 + P/L-2 + P/TL)',
    )
  })

  it.each([
    ['one present too many', { total: 838, present: 828, absent: 10 }],
    ['one absent too few', { total: 836, present: 827, absent: 9 }],
    ['a total that is no sum', { total: 838, present: 827, absent: 10 }],
  ])('says so when it does not hold: %s', (_, counts) => {
    expect(equationOf(document(q1, counts)).holds).toBe(false)
  })

  it('who resigned without coming counts among the absent, by name of the code', () => {
    const one = document({ 'P/L': 1, APS: 1, 'P/TH': 1 }, { total: 3, present: 1, absent: 2 })
    const list = one.v === 2 ? one.lists[0] : undefined
    for (const row of list?.rows ?? []) if (row.code === 'APS') row.final = null
    const equation = equationOf(one)
    expect(equation.holds).toBe(true)
    expect(equationText(equation, String, boardText.id.equation)).toContain('tidak hadir 2 (P/TH 1, APS 1) = 3')
  })

  it('every code of the rules has its words and its place in the order', () => {
    for (const code of [
      'P/L',
      'P/L-1',
      'P/L-2',
      'P/TL',
      'P/TH',
      'SERI',
      'TMS',
      'TMS-1',
      'APS',
      'DIS',
      'TL',
      'TH',
      'P',
      'R2',
      'R3/L',
    ])
      for (const language of ['id', 'en'] as const) expect(Object.keys(codesText[language].sentences)).toContain(code)
    expect(inCodeOrder(['TH', 'R3', 'P/L-1', 'P/L', 'DIS'])).toEqual(['P/L', 'P/L-1', 'TH', 'DIS', 'R3'])
    expect(codesIn({ total: 1, present: 1, absent: 0, byCode: { P: 0, TL: 1 } })).toEqual(['TL'])
  })
})

describe('publications by stage', () => {
  it('the last stage first, in force before what was replaced or withdrawn, newest first', () => {
    expect(
      byStage(published).map(({ stage, inForce, older }) => [
        stage,
        inForce.map(({ id }) => id),
        older.map(({ id }) => id),
      ]),
    ).toEqual([
      ['integration', ['p9'], ['p8']],
      ['skb-participants', ['p7'], []],
      ['skd', ['p1', 'p6'], ['p2', 'p3']],
    ])
    expect(byStage([])).toEqual([])
  })

  it('withdrawn weighs more than replaced', () => {
    const one = { replacedBy: 'x', withdrawn: { at: 1, reason: 'keliru' } } as PublicationSummary
    expect(standingOf(one)).toBe('withdrawn')
    expect(standingOf({ ...one, withdrawn: null })).toBe('replaced')
  })
})
