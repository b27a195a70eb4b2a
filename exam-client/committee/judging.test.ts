import { describe, expect, it } from 'vitest'
import { decisionsOf, EMPTY_JUDGING, explained, judgingOf, marked, moved, reasonOfKey, standing } from './judging.ts'

const requirements = [
  { requirement: 'education', needed: true },
  { requirement: 'bahasa', needed: false },
  { requirement: 'doc:ktp', needed: true },
]

describe('judging by keyboard', () => {
  it('MS goes on to the next open one, TMS stays for its reason', () => {
    const first = marked(EMPTY_JUDGING, requirements, 'MS')
    expect(first.at).toBe(1)
    const second = marked(first, requirements, 'TMS')
    expect([second.at, standing(second, requirements)]).toEqual([
      ...[1, { open: 1, unexplained: 1, ready: false, verdict: 'MS' }],
    ])
    const why = explained(second, 'bahasa', { reason: 'not-proven' })
    const last = marked(moved(why, requirements, 1), requirements, 'MS')
    expect(standing(last, requirements)).toEqual({ open: 0, unexplained: 0, ready: true, verdict: 'MS' })
    expect(decisionsOf(last, requirements)).toHaveLength(3)
  })

  it('finds what was passed over, around the end', () => {
    const skipped = moved(EMPTY_JUDGING, requirements, 2)
    expect(marked(skipped, requirements, 'MS').at).toBe(0)
    expect(moved(skipped, requirements, 5).at).toBe(2)
  })

  it('one needed TMS makes it TMS; a change of mind takes the reason away', () => {
    const failed = explained(marked(EMPTY_JUDGING, requirements, 'TMS'), 'education', { reason: 'education-differs' })
    expect(standing(failed, requirements).verdict).toBe('TMS')
    const changed = marked(failed, requirements, 'MS')
    expect(changed.words['education']).toEqual({ verdict: 'MS', reason: null, text: '' })
    expect(explained(changed, 'education', { text: 'x' })).toBe(changed)
  })

  it('another reason wants words; number keys choose the reasons that fit', () => {
    const other = explained(marked(EMPTY_JUDGING, requirements, 'TMS'), 'education', { reason: 'other', text: ' a' })
    expect(standing(other, requirements).unexplained).toBe(1)
    expect([reasonOfKey('education', '1'), reasonOfKey('education', 'x'), reasonOfKey('age', '1')]).toEqual([
      ...['education-differs', null, 'age-outside'],
    ])
  })

  it('a returned one begins with what was said before', () => {
    const decisions = [{ requirement: 'education', verdict: 'MS' as const, reason: null, text: '' }]
    const round = { round: 1, verdict: 'MS' as const, decisions, officer: 'ani', at: 0, check: null }
    const begun = judgingOf({ requirements: requirements as never, rounds: [round] })
    expect(standing(begun, requirements).open).toBe(2)
  })
})
