import { expect, it } from 'vitest'
import type { FormSlot } from '../question-bank/form.ts'
import type { ItemId } from '../question-bank/item.ts'
import type { ItemKey } from '../question-bank/key.ts'
import { judge, pointsOf, scoreAttempt, valueOf } from './result.ts'
import type { RuleSet, Threshold } from './rule-set.ts'
import { RULE_SETS } from './rule-sets/index.ts'
import { paper, rights, score, skd, times } from './test-paper.ts'

const skd2024 = RULE_SETS['skd-cpns-2024'] as RuleSet

it('[SC6] sections come in the order of the rule set, whatever the form; absent ones are left out', () => {
  const result = score(skd2024, { TKP: times(2, 4), TWK: rights(1, 3, 'blank') })
  expect(result).toEqual({
    sections: [
      { id: 'TWK', points: 5, max: 15, items: 3, answered: 1, blank: 2, correct: 1, wrong: 0 },
      { id: 'TKP', points: 8, max: 10, items: 2, answered: 2, blank: 0, correct: 0, wrong: 0 },
    ],
    total: 13,
    max: 25,
  })
  expect(pointsOf(result)).toEqual({ TWK: 5, TKP: 8, total: 13 })
})

it('[SC4] the order of the options on screen changes nothing', () => {
  const { form, keys, responses } = paper(skd2024, { TKP: [1, 5, 3] })
  const shuffled = { slots: form.slots.map((slot) => ({ ...slot, options: slot.options.toReversed() })) }
  expect(scoreAttempt(skd2024, shuffled, keys, responses)).toEqual(scoreAttempt(skd2024, form, keys, responses))
})

it('[SC3] a response of null and no response are both blank', () => {
  const { form, keys } = paper(skd2024, { TWK: ['blank', 'blank'] })
  const result = scoreAttempt(skd2024, form, keys, new Map([['TWK-1' as ItemId, null]]))
  expect(result.sections[0]).toMatchObject({ blank: 2, answered: 0 })
})

it('[SC8] throws with the item id when the parts do not belong together', () => {
  const made = () => paper(skd2024, { TWK: ['right', 'right'] })
  const scored = (change: (p: ReturnType<typeof made>) => void) => () => {
    const p = made()
    change(p)
    return scoreAttempt(skd2024, p.form, p.keys, p.responses)
  }
  const slotOf = (p: ReturnType<typeof made>) => p.form.slots[0] as FormSlot
  const first = 'TWK-1' as ItemId
  const second = 'TWK-2' as ItemId
  expect(scored(() => {})).not.toThrow()
  expect(scored((p) => p.keys.delete(first))).toThrow(/TWK-1: no key/)
  expect(scored((p) => p.keys.set(first, p.keys.get(second) as ItemKey))).toThrow(/TWK-1: given the key of item TWK-2/)
  expect(scored((p) => p.form.slots.push(slotOf(p)))).toThrow(/TWK-1: twice/)
  expect(scored((p) => p.responses.set(first, 'Z'))).toThrow(/TWK-1: no option Z/)
  expect(scored((p) => p.responses.set('x9' as ItemId, 'A'))).toThrow(/x9: answered, not in the form/)
  expect(scored((p) => (slotOf(p).section = 'SKB'))).toThrow(/TWK-1: section SKB/)
})

it('[SC13] throws on an unknown need type, and on one whose threshold is not stated', () => {
  expect(() => judge(skd2024, 'atlet', skd(150, 175, 225))).toThrow(/no need type atlet/)
  expect(() => judge(skd2024, 'constructor', skd(150, 175, 225))).toThrow(/no need type/)
  expect(() => judge(RULE_SETS['pppk-2024'] as RuleSet, 'atlet', {})).toThrow(/no need type atlet/)
  const forgotten = { ...skd2024, thresholds: { umum: skd2024.thresholds.umum as Threshold } }
  expect(() => judge(forgotten, 'diaspora', skd(150, 175, 225))).toThrow(/no threshold for diaspora/)
})

it('[SC10] names every threshold missed, in the order of the rule set', () => {
  expect(judge(skd2024, 'umum', skd(0, 80, 0)).shortfalls.map(({ on }) => on)).toEqual(['TWK', 'TKP'])
})

it('[SC11 SC14] values are the total, a section or a sum, and always whole', () => {
  expect(valueOf(skd(65, 80, 166), 'total')).toBe(311)
  expect(valueOf(skd(65, 80, 166), 'TIU')).toBe(80)
  expect(valueOf(skd(65, 80, 166), 'TIU+TKP')).toBe(246)
  expect(() => valueOf(skd(65, 80, 166), 'SKB')).toThrow(/SKB/)
  expect(() => valueOf(skd(65, 80, 166), 'constructor')).toThrow(/constructor/)
  expect(() => valueOf({ TIU: 80.5 }, 'TIU')).toThrow(/80.5/)
  expect(() => valueOf({ TIU: Number.NaN }, 'TIU')).toThrow(/TIU/)
})
