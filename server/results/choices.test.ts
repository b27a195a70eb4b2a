import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bank, blueprintOf } from '../../question-bank/build.ts'
import { formMaker } from '../../question-bank/form.ts'
import type { ItemId, OptionId } from '../../question-bank/item.ts'
import { type ChoiceBook, choiceFinder, decodeChoices, encodeChoices } from './choices.ts'

const { items } = bank()
  .section('TWK', 90)
  .section('TIU', 40, { options: 10 })
  .section('TKP', 70, { kind: 'weighted' })
  .build()
const draw = formMaker(blueprintOf({ TWK: 30, TIU: 35, TKP: 45 }), items)
const book: ChoiceBook = {
  pool: items.map(({ item }) => item.id as string).sort(),
  optionsOf: new Map(items.map(({ item }) => [item.id, item.options.map((option) => option.id)])),
  sections: ['TWK', 'TIU', 'TKP'],
}

describe('choices', () => {
  it('[RW2] come back from their text as they went in, item by item and all at once', () => {
    fc.assert(
      fc.property(fc.string(), fc.infiniteStream(fc.nat(10)), (seed, picks) => {
        const form = draw(seed)
        const responses = new Map<ItemId, OptionId | null>()
        for (const slot of form.slots) {
          const pick = picks.next().value as number
          // Some are blank, and some of the blanks were never touched at all.
          if (pick < slot.options.length) responses.set(slot.item, slot.options[pick] as OptionId)
          else if (pick === 10) responses.set(slot.item, null)
        }
        const text = encodeChoices(book, form, responses)
        const expected = form.slots.map(({ item, section }) => ({ section, item, option: responses.get(item) ?? null }))
        const byItem = (a: { item: string }, b: { item: string }) => (a.item < b.item ? -1 : 1)
        expect(decodeChoices(book, text).sort(byItem)).toEqual(expected.sort(byItem))
        const known = new Map(expected.map(({ item, ...rest }) => [item as string, rest]))
        for (const item of book.pool) expect(choiceFinder(book, item)(text)).toEqual(known.get(item))
      }),
      { numRuns: 40 },
    )
  })

  it('are short: four signs an item', () => {
    const text = encodeChoices(book, draw('x'), new Map())
    expect(text).toHaveLength(1 + 3 + 110 * 4)
    expect(text).toMatch(/^1(\.([-0-9A-Z_a-z]{3}[-0-9A-Z_a-z~])*){3}$/)
  })

  it('number a pool larger than two digits hold', () => {
    const pool = Array.from({ length: 5000 }, (_, at) => `item-${String(at).padStart(5, '0')}`)
    const large: ChoiceBook = { pool, optionsOf: new Map(pool.map((id) => [id, ['A', 'B']])), sections: ['X'] }
    const slots = [4999, 63, 64, 4096, 0].map((at) => ({ item: pool[at] as ItemId, section: 'X', options: ['B', 'A'] }))
    const text = encodeChoices(large, { slots }, new Map(slots.map(({ item }) => [item, 'B'])))
    expect(decodeChoices(large, text).map((one) => one.item)).toEqual(slots.map((slot) => slot.item as string).sort())
    for (const { item } of slots) expect(choiceFinder(large, item)(text)).toEqual({ section: 'X', option: 'B' })
    expect(choiceFinder(large, pool[65] as string)(text)).toBeUndefined()
  })

  it('of another kind, or of another test, are a fault and never a guess', () => {
    const text = encodeChoices(book, draw('x'), new Map())
    const item = book.pool[0] as string
    for (const wrong of [`2${text.slice(1)}`, text.split('.').slice(0, 2).join('.'), ''])
      expect(() => decodeChoices(book, wrong)).toThrow('another kind')
    expect(() => choiceFinder(book, item)(`2${text.slice(1)}`)).toThrow('another kind')
    expect(() => decodeChoices(book, '1.zzzA..')).toThrow('no item of the pool')
    expect(() => decodeChoices(book, '1.---z..')).toThrow('no option')
    expect(() => choiceFinder(book, item)('1.---z..')).toThrow('no option')
    expect(() => choiceFinder(book, 'strange')).toThrow('not in the pool')
    expect(() =>
      encodeChoices(book, { slots: [{ item: 'strange' as ItemId, section: 'TWK', options: [] }] }, new Map()),
    ).toThrow('not in the pool')
    expect(() =>
      encodeChoices(book, { slots: [{ item: item as ItemId, section: 'X', options: [] }] }, new Map()),
    ).toThrow('no section X')
    expect(() =>
      encodeChoices(
        book,
        { slots: [{ item: item as ItemId, section: 'TIU', options: [] }] },
        new Map([[item as ItemId, 'Z']]),
      ),
    ).toThrow('no option Z')
  })
})
