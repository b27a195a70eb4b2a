import { describe, expect, it } from 'vitest'
import { dayOf, daysLeft, isDay, receiptNumber, startOf, stateOf, windowAfter, windowProblem } from './objection.ts'
import { answerOf, DECISION_TEMPLATES, templateOf } from './templates.ts'

const wib = (text: string) => Date.parse(`${text}+07:00`)
const window = { opensOn: '2024-09-20', closesOn: '2024-09-22', answerBy: '2024-09-29' }

describe('the window', () => {
  it('[OB1] announced 19 Sep 2024: 20 to 22 Sep, answered by 29 Sep', () => {
    for (const hour of ['00:00:00', '10:00:00', '23:59:59'])
      expect(windowAfter(wib(`2024-09-19T${hour}`))).toEqual(window)
  })

  it.each([
    ['2024-09-19T23:59:59.999', 'before'],
    ['2024-09-20T00:00:00.000', 'open'],
    ['2024-09-22T23:59:59.999', 'open'],
    ['2024-09-23T00:00:00.000', 'closed'],
  ] as const)('[OB1] at %s WIB it is %s', (at, state) => expect(stateOf(window, wib(at))).toBe(state))

  it('[OB1] without one there is none; days begin at midnight in WIB', () => {
    expect(stateOf(null, 0)).toBe('none')
    expect(startOf('2024-09-20')).toBe(wib('2024-09-20T00:00:00'))
    expect(dayOf(startOf('2024-09-20') - 1)).toBe('2024-09-19')
    expect(dayOf(startOf('2024-09-20'))).toBe('2024-09-20')
  })

  it.each([
    [{ ...window, closesOn: '2024-02-30' }, 'day'],
    [{ ...window, opensOn: '20-09-2024' }, 'day'],
    [{ ...window, opensOn: '2024-09-23' }, 'order'],
    [{ ...window, answerBy: '2024-09-22' }, 'order'],
    [{ ...window, opensOn: '2024-09-18' }, 'early'],
    [window, null],
  ] as const)('[OB1] %o: %s', (wanted, problem) =>
    expect(windowProblem(wanted, wib('2024-09-19T12:00:00'))).toBe(problem),
  )

  it.each([
    ['2024-09-22T23:59:59', 7],
    ['2024-09-29T00:00:00', 0],
    ['2024-09-29T23:59:59', 0],
    ['2024-09-30T00:00:00', -1],
  ])('[OB9] at %s WIB %i days are left', (at, left) => expect(daysLeft(window.answerBy, wib(at))).toBe(left))

  it('a day is one that exists', () => {
    expect(['2024-02-29', '2023-02-29', '2024-13-01', '2024-9-1', ''].map(isDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ])
    expect(receiptNumber(12, 'abcdef')).toBe('SG-000012-ABCD')
  })
})

describe('decision templates', () => {
  it('[OB7] each is worded in both languages, holds what the committee adds, and says its verdict', () => {
    expect(new Set(DECISION_TEMPLATES.map(({ id }) => id)).size).toBe(DECISION_TEMPLATES.length)
    for (const template of DECISION_TEMPLATES) {
      for (const language of ['id', 'en'] as const) {
        expect(answerOf(template, ' Soal 12. ', language)).toMatch(/Soal 12\.$/)
        expect(answerOf(template, '', language)).not.toMatch(/[{}]|\s$/)
      }
      expect(template.text.id).toContain(template.verdict === 'granted' ? 'Sanggah diterima' : 'Sanggah ditolak')
    }
    expect(templateOf('nope')).toBeNull()
  })
})
