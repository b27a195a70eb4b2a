import { describe, expect, it } from 'vitest'
import { LOG, people, story } from '../../gallery/day-fixtures.ts'
import { findPeople, roomsOf, shownLines, sourceCounts, storyLines } from './log-lines.ts'

const ids = (search: string, signals = false) => shownLines(LOG, { search, signals }).map((line) => line.id)

describe('the lines of the room’s log', () => {
  it('stand newest first, and the list that was given stays as it was', () => {
    const before = LOG.map((line) => line.id)
    expect(ids('')).toEqual([...before].reverse())
    expect(LOG.map((line) => line.id)).toEqual(before)
  })

  it.each([
    ['signals alone', '', true, ['l9', 'l6']],
    ['a word in either language', 'exam screen', false, ['l7', 'l6']],
    ['a place', 'a · 05', false, ['l9']],
    ['who wrote it', 'petugas-2', false, ['l3']],
    ['the text of a correction', 'berganti pakaian', false, ['l3']],
    ['every word, not any', 'pusing server', false, []],
    ['a word and signals', 'percobaan', true, ['l9']],
  ] as const)('are found by %s', (_, search, signals, found) => {
    expect(ids(search, signals)).toEqual(found)
  })
})

describe('the lines of a story', () => {
  it('are kept by source and by signal', () => {
    const { lines } = story()
    expect(storyLines(lines, '', false)).toEqual(lines)
    expect(storyLines(lines, 'command', false).map((line) => line.from)).toEqual(['command', 'command'])
    expect(storyLines(lines, '', true)).toHaveLength(1)
    expect(storyLines(lines, 'desk', true)).toEqual([])
  })

  it('are counted by source, all of them once', () => {
    const counts = sourceCounts(story().lines)
    expect(counts.desk).toBe(3)
    expect(Object.values(counts).reduce((sum, n) => sum + n, 0)).toBe(story().lines.length)
  })
})

describe('people and rooms', () => {
  it('are found by name, number and place together, up to a limit', () => {
    expect(findPeople(people(60), '000001', 5).map((one) => one.candidate)).toEqual(['c0'])
    expect(findPeople(people(60), 'lab b · 04', 3).map((one) => one.candidate)).toEqual(['c7', 'c3', 'c39'])
    expect(findPeople(people(60), 'lab', 5)).toHaveLength(5)
    expect(findPeople(people(60), '  ', 5)).toEqual([])
  })

  it('rooms stand once each, in the order of their numbers', () => {
    expect(roomsOf([{ room: 'Lab 10' }, { room: 'Lab 2' }, { room: 'Lab 2' }], ['', 'Aula'])).toEqual([
      'Aula',
      'Lab 2',
      'Lab 10',
    ])
  })
})
